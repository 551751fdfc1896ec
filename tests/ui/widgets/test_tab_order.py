"""Tab goes through a form as one reads it, also after its choices were replaced."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dealer_crm.i18n import Translator
from dealer_crm.ui.widgets import Choice, FormGrid, LineEdit, Segments
from tests.ui.conftest import Show


def test_chips_that_were_replaced_keep_their_place(t: Translator, show: Show, qtbot: QtBot) -> None:
    form = FormGrid(t, name="form")
    first = form.add("first", "First", LineEdit(name="first"))
    chips = form.add("chips", "Chips", Segments([Choice(1, "one")], name="chips"))
    form.add("last", "Last", LineEdit(name="last"))
    show(form)
    chips.set_choices([Choice(2, "two"), Choice(3, "three")])
    first.setFocus()
    visited = []
    for _ in range(3):
        focus = QApplication.focusWidget()
        assert focus is not None
        visited.append(focus.objectName())
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert visited == ["first", "chips_2", "last"]
