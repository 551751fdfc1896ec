"""Rows that wrap get the height of their lines; a scrolled body goes to whatever gets the focus."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.i18n import Translator
from dealer_crm.ui.widgets import Button, Choice, Dialog, FlowRow, FormGrid, Label, LineEdit, MultiSegments, Segments

CHOICES = [Choice(n, f"A rather long choice {n}") for n in range(9)]


def flow() -> FlowRow:
    row = FlowRow("flow")
    for choice in CHOICES:
        row.add(Button(choice.text, name=f"button_{choice.value}"))
    return row


@pytest.mark.parametrize("make", [flow, lambda: Segments(CHOICES, name="one"), lambda: MultiSegments(CHOICES, name="some")])
def test_a_row_that_wraps_gets_the_height_of_its_lines(qtbot: QtBot, make: Callable[[], QWidget]) -> None:
    outer, inner = QWidget(), QWidget()
    row = make()
    below = Label("below")
    for holder, widgets in ((inner, (row, below)), (outer, (inner,))):
        box = QVBoxLayout(holder)
        for widget in widgets:
            box.addWidget(widget)
    qtbot.addWidget(outer)
    outer.show()
    outer.resize(320, outer.heightForWidth(320))
    qtbot.waitUntil(lambda: row.height() >= row.heightForWidth(row.width()) > row.fontMetrics().height() * 3)


def test_a_body_scrolls_to_the_field_that_gets_the_focus(qtbot: QtBot, t: Translator) -> None:
    dialog = Dialog(t, "Edit", None, name="edit")
    dialog.form = FormGrid(t)
    fields = [dialog.form.add(f"f{n}", f"Field {n}", LineEdit(name=f"field_{n}")) for n in range(40)]
    dialog.box.addWidget(dialog.form)
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    last = fields[-1]
    assert last.visibleRegion().isEmpty()
    last.setFocus()
    qtbot.waitUntil(lambda: last.visibleRegion().boundingRect() == last.rect())
