"""Labels and the list on paper: for whom, from which label, with which columns."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dealer_crm.i18n import Translator
from dealer_crm.services.customer_list import CustomerView
from dealer_crm.services.label_papers import LabelOrder, LeftOut
from dealer_crm.ui.customers.labels_dialog import LabelDoors, LabelsDialog
from dealer_crm.ui.customers.page import CustomersPage
from tests.ui.checks import clipped, nameless

Key = Qt.Key


def test_list_on_paper_is_the_list_in_view(page: CustomersPage) -> None:
    page.list.show_spec(replace(page.list.spec, view=CustomerView.OVERDUE, words="wf"))
    asked = page.deeds.papers.question()
    rows = asked.rows(asked.ids)
    assert asked.words == "Overdue · “wf” · Overdue first"
    assert [column.title for column in asked.columns][:2] == ["Name", "Phone"]
    assert [asked.columns[0].text(row) for row in rows] == ["王芳"]


def test_labels_are_for_those_selected_or_for_one_or_for_the_view(page: CustomersPage) -> None:
    papers, view = page.deeds.papers, list(page.list.model.ids())
    assert [list(ids) for ids in papers.groups().values()] == [view[:1], view]
    page.list.table.selectAll()
    assert [list(ids) for ids in papers.groups().values()] == [view, view]


def test_first_free_label_is_chosen_by_keys_and_who_gets_none_is_named(t: Translator, qtbot: QtBot) -> None:
    shown: list[tuple[LabelOrder, str]] = []
    doors = LabelDoors(lambda _order, _paper: LeftOut(("王芳",), ("李四",)), lambda order, paper: shown.append((order, paper)))
    dialog = LabelsDialog(t, {"The view: 3": (1, 2, 3)}, doors, None)
    qtbot.addWidget(dialog)
    dialog.show()
    for key in (Key.Key_Down, Key.Key_Right, Key.Key_Left, Key.Key_End, Key.Key_Down, Key.Key_Up):
        qtbot.keyClick(dialog.sheet, key)
    assert dialog.sheet.value() == 12
    assert "王芳" in dialog.message.text()
    assert "李四" in dialog.message.text()
    assert dialog.count.text() == "1 label · 1 sheet"
    dialog.accept()
    assert shown == [(LabelOrder((1, 2, 3), 12), "LABELS_2x7")]
    assert (clipped(dialog), nameless(dialog)) == ([], [])
