"""No text of a user becomes markup in the window; a label, tooltip, button or page that would do it is noticed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QListView, QMessageBox, QPushButton, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.ui.widgets import Button, CheckBox, ElidedLabel, Label, set_tip
from tests.faults.labels import SHAPES, Probe, Seen, hostile, kinds_of_the_window, walked

NOT_OPENED = {
    "ComingRoom": "a room that was not built yet, in old windows",
    "ConflictDialog": "needs two people at one file: tests/ui/customers/test_form_kept.py",
    "FindingsDialog": "needs a damaged store: tests/ui/settings",
    "MissingDialog": "needs a shop without a name: tests/app/test_printing.py",
    "ProgressDialog": "only while something long runs",
    "WelcomePanel": "only in an empty shop: tests/ui/welcome",
    "ReturnDialog": "needs a delivery that was signed: tests/ui/deliveries/test_return.py",
    **dict.fromkeys(("DayDialog", "DispatchDayDialog"), "has a day and no text of a user"),
    "SpreadDialog": "has a day and a number and no text of a user",
    "DropDialog": "needs items of the calendar: tests/ui/calendar/test_day.py",
    "MonthGrid": "has days and no text of a user",
    "PictureView": "a picture without words",
    "BeginCard": "part of WelcomePanel",
    **dict.fromkeys(("CellField", "GroupField"), "only while a cell is typed in, which is what it shows"),
    "RepaidDialog": "has a day and an amount and no text of a user",
    "SizeDialog": "what is typed now alone: tests/ui/printing/test_wizard.py",
    "MeasureStep": "figures, and words of the program",
    "Thumbnail": "needs a picture: tests/ui/customers",
    "SpinBox": "a number",
    "ConditionField": "needs a chosen field: tests/ui/customers/test_list.py",
    "LabelSheet": "numbers of labels alone",
    "LabelsDialog": "needs ticked rows: tests/ui/customers/test_page_papers.py",
    "_Days": "days alone",
    "_Row": "part of a list that has no rows in the sample shop",
    **dict.fromkeys(
        (
            *("FileTab", "KeptSheet", "ListCard", "OverlayCard", "Part", "PartDialog", "PeopleDialog", "RecordPage", "RecordTab"),
            *("RoomWithGuest", "Section"),
            *("SideSheet", "TimelineView", "WindowFrame", "WizardPage", "_NamedDialog"),
        ),
        "what others are made of",
    ),
}
"""Widgets that the walk does not see, with the reason."""


class _Model(QAbstractListModel):
    def rowCount(self, _parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 1

    def data(self, _index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return "<b>\u00b6</b>" if role == Qt.ItemDataRole.ToolTipRole else None


def _list() -> QWidget:
    view = QListView()
    view.setModel(_Model(view))
    return view


def _tip() -> QWidget:
    button = QPushButton("x")
    button.setToolTip("<b>\u00b6</b>")
    return button


def _action() -> QWidget:
    widget = QWidget()
    widget.addAction(QAction("M&N \u00b6", widget))
    return widget


def _rich() -> QWidget:
    label = QLabel("\u00b6")
    label.setTextFormat(Qt.TextFormat.RichText)
    return label


@pytest.mark.parametrize(
    "careless",
    [
        *(lambda: QLabel("<b>\u00b6</b>"), _rich, _tip, _list, _action, QTextBrowser, QMessageBox),
        *(lambda: QPushButton("M&N \u00b6"), lambda: CheckBox("M&&N \u00b6")),
    ],
)
def test_a_careless_widget_is_noticed(careless: Callable[[], QWidget], qtbot: QtBot) -> None:
    widget = careless()
    qtbot.addWidget(widget)
    seen = Seen()
    seen.look("sabotage")
    assert seen.wrong


def test_a_label_that_loads_a_file_is_noticed(qtbot: QtBot, tmp_path: Path) -> None:
    probe = Probe(tmp_path)
    label = QLabel(f'<img src="{probe.path}">')
    qtbot.addWidget(label)
    label.show()
    label.grab()
    assert probe.opened() > 0
    plain = Label(f'<img src="{probe.path}">')
    qtbot.addWidget(plain)
    plain.show()
    plain.grab()
    assert probe.opened() == 0
    probe.close()


def test_the_kit_shows_hostile_texts_as_they_are(qtbot: QtBot, tmp_path: Path) -> None:
    row = QWidget()
    qtbot.addWidget(row)
    for number in range(len(SHAPES)):
        text = hostile(number, tmp_path)
        for widget in (Label(text), ElidedLabel(text), Button(text), Label(text, wrap=True)):
            widget.setParent(row)
            set_tip(widget, text)
    row.grab()
    seen = Seen()
    seen.look("kit")
    assert seen.hostile >= 5 * len(SHAPES)
    assert seen.wrong == set()


@pytest.mark.slow
@pytest.mark.qt_log_ignore("OpenType support missing", extend=True)
def test_nothing_in_the_window_is_taken_for_markup(qtbot: QtBot, tmp_path: Path) -> None:
    figures, seen = walked(tmp_path)
    assert sorted(seen.wrong) == []
    assert (figures.files_opened, figures.links_followed) == (0, 0)
    assert figures.hostile_texts_shown > 10_000
    assert sorted(kinds_of_the_window() - seen.kinds - NOT_OPENED.keys()) == []
