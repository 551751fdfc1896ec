"""History and recycle bin by keys and clicks, on a journal in memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.journal import Action, FieldChange, HistoryRow, Subject, UndoBlocked, UndoErased
from dealer_crm.domain.progress import Progress
from dealer_crm.i18n import Translator, translator
from dealer_crm.services.voids import VoidNumber
from dealer_crm.ui.history.dialog import HistoryDialog
from dealer_crm.ui.history.doors import MANY, HistoryDoors, run_at_once
from dealer_crm.ui.history.lines import PIECE
from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.widgets import Button
from dealer_crm.ui.widgets.frames import EmptyState
from tests.ui.checks import clipped, low_contrast, nameless
from tests.ui.finding import find

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
LEFT = Qt.MouseButton.LeftButton


def entry(entry_id: int, action: Action = Action.CREATE, **changes: object) -> HistoryRow:
    row = HistoryRow(entry_id, NOW - timedelta(hours=99 - entry_id), "Li", action, Subject.CUSTOMER, 7, "王芳", 2, None, None)
    return replace(row, **changes)  # type: ignore[arg-type]


class Journal:
    """Stands in for the service."""

    def __init__(self, *rows: HistoryRow) -> None:
        self.kept = {row.id: row for row in rows}
        self.undone: list[tuple[int, bool]] = []
        self.refusal: DomainError | None = None
        self.detail: list[FieldChange] = [
            FieldChange("customer", 7, "name", "王方", "王芳"),
            FieldChange("customer", 7, "owner_id", None, 3),
            FieldChange("contact", 9, "name", None, "老王"),
            FieldChange("phone", 8, "position", 0, 1),
            FieldChange("phone", 8, "digits", "14200000911", None),
        ]

    def doors(self) -> HistoryDoors:
        """Return what the dialog asks and does."""
        return HistoryDoors(self.rows, self.changes, self.undo, self.deleted, lambda table, row_id: f"{table} {row_id}", lambda: NOW)

    def rows(
        self, limit: int = 100, before_id: int | None = None, subject: Subject | None = None, subject_id: int | None = None
    ) -> Sequence[HistoryRow]:
        found = [row for row in self.kept.values() if before_id is None or row.id < before_id]
        found = [row for row in found if subject is None or (row.subject, row.subject_id) == (subject, subject_id)]
        return sorted(found, key=lambda row: -row.id)[:limit]

    def changes(self, entry_id: int) -> Sequence[FieldChange]:
        if self.refusal:
            raise self.refusal
        return self.detail

    def undo(self, entry_id: int, *, rest: bool = False, progress: Progress) -> None:
        if self.refusal and not rest:
            raise self.refusal
        self.undone.append((entry_id, rest))
        newest = max(self.kept) + 1
        self.kept[entry_id] = replace(self.kept[entry_id], undone_by_id=newest)
        self.kept[newest] = entry(newest, Action.UNDO, undoes_id=entry_id)

    def deleted(self) -> Sequence[HistoryRow]:
        return [row for row in self.rows() if row.action is Action.DELETE and row.undone_by_id is None]


def opened(window: MainWindow, journal: Journal, qtbot: QtBot, language: str = "en", **options: object) -> HistoryDialog:
    dialog = HistoryDialog(translator(language), journal.doors(), window, **options)  # type: ignore[arg-type]
    dialog.open()
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    return dialog


def told(dialog: HistoryDialog) -> list[tuple[str, str, str]]:
    model = dialog.details.model
    return [(row.what, row.before, row.after) for row in map(model.row_at, range(model.rowCount()))]


def test_newest_is_chosen_and_its_changes_are_in_words(window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(window, Journal(entry(1), entry(2, Action.EDIT)), qtbot)
    assert dialog.focusWidget() is dialog.list
    assert dialog.list.current_id() == 2
    assert told(dialog) == [
        ("Customer · Name", "王方", "王芳"),
        ("Responsible", "—", "staff 3"),
        ("Contact · Name", "—", "老王"),
        ("Phone", "142 0000 0911", "—"),
    ]


def test_step_is_undone_and_marked(window: MainWindow, qtbot: QtBot) -> None:
    journal = Journal(entry(1), entry(2, Action.EDIT))
    dialog = opened(window, journal, qtbot)
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    QTest.mouseClick(dialog.details.button, LEFT)
    assert journal.undone == [(1, False)]
    assert dialog.list.current_id() == 1
    assert not dialog.details.button.isEnabled()
    dialog.list.select_id(3)
    assert dialog.details.button.accessibleName() == "Do it again"


def test_later_changes_offer_to_undo_the_rest(window: MainWindow, qtbot: QtBot) -> None:
    journal = Journal(entry(1), entry(2, Action.EDIT))
    dialog = opened(window, journal, qtbot)
    journal.refusal = UndoBlocked(count=2, latest="王芳")
    QTest.mouseClick(dialog.details.button, LEFT)
    assert "2 records" in dialog.message.text()
    journal_refusal, journal.refusal = journal.refusal, None
    assert journal_refusal.parameters["count"] == 2
    QTest.mouseClick(find(dialog.message, Button, "history_dialog_message_action"), LEFT)
    assert journal.undone == [(2, True)]


def test_erased_entry_says_so(window: MainWindow, qtbot: QtBot) -> None:
    journal = Journal(entry(1))
    journal.refusal = UndoErased()
    dialog = opened(window, journal, qtbot)
    assert "erased" in find(dialog.details, EmptyState, "entry_empty").sentence.text()


def test_one_customer_alone_and_everybody_again(window: MainWindow, qtbot: QtBot) -> None:
    journal = Journal(entry(1), entry(2, subject_id=8, label="何志平"), entry(3, subject=Subject.SHOP, subject_id=1))
    dialog = opened(window, journal, qtbot)
    assert not dialog.only.isVisible()
    dialog.list.select_id(2)
    QTest.mouseClick(dialog.only, LEFT)
    assert dialog.entries.kept() == [2]
    QTest.mouseClick(dialog.only, LEFT)
    assert dialog.entries.kept() == [3, 2, 1]


def test_opened_for_one_customer(window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(window, Journal(entry(1), entry(2, subject_id=8)), qtbot, customer=(8, "何志平"))
    assert dialog.entries.kept() == [2]


def test_enter_asks_for_the_customer_of_a_line(window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(window, Journal(entry(1), entry(2, subject=Subject.SHOP, subject_id=1)), qtbot)
    with qtbot.assertNotEmitted(dialog.open_requested):
        QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    dialog.list.select_id(1)
    with qtbot.waitSignal(dialog.open_requested) as asked:
        QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert asked.args == [7]


def test_older_entries_come_a_piece_at_a_time(window: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(window, Journal(*(entry(i) for i in range(1, PIECE + 51))), qtbot)
    assert len(dialog.entries.kept()) == PIECE
    QTest.mouseClick(dialog.older, LEFT)
    assert len(dialog.entries.kept()) == PIECE + 50
    assert not dialog.older.isVisible()


def test_recycle_bin_gives_back(window: MainWindow, qtbot: QtBot) -> None:
    journal = Journal(entry(1), entry(2, Action.DELETE), entry(3, Action.DELETE, label="何志平"))
    dialog = opened(window, journal, qtbot, tab="bin")
    assert dialog.focusWidget() is dialog.bin
    QTest.keyClick(dialog.bin, Qt.Key.Key_Return)
    assert journal.undone == [(3, False)]
    QTest.mouseClick(dialog.restore, LEFT)
    assert journal.undone == [(3, False), (2, False)]
    assert not dialog.restore.isEnabled()


def test_closed_dialog_is_freed(window: MainWindow, qtbot: QtBot, t: Translator) -> None:
    dialog = opened(window, Journal(), qtbot)
    QTest.mouseClick(find(dialog, Button, "history_close"), LEFT)
    qtbot.waitUntil(lambda: window.findChild(HistoryDialog) is None)


@pytest.mark.parametrize("size", [(1366, 690), (911, 440)])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_cut_faint_or_nameless(window: MainWindow, qtbot: QtBot, language: str, size: tuple[int, int]) -> None:
    window.resize(*size)
    rows = [entry(i, action, label="阿卜杜热依木·买买提艾力江") for i, action in enumerate(Action, 1)]
    dialog = opened(window, Journal(*rows), qtbot, language)
    assert dialog.width() <= size[0]
    assert dialog.height() <= size[1]
    for tab in ("history", "bin"):
        dialog.tabs.set_value(tab)
        assert clipped(dialog) == []
        assert nameless(dialog) == []
        assert low_contrast(dialog) == []


def test_void_numbers_are_listed(qtbot: QtBot, t: Translator) -> None:
    doors = replace(Journal(entry(1)).doors(), voids=lambda: [VoidNumber("DD20261122002", "DD", date(2026, 11, 22))])
    dialog = HistoryDialog(t, doors, None, tab="voids")
    qtbot.addWidget(dialog)
    dialog.show()
    model = dialog.voids.model()
    assert [model.index(0, column).data() for column in range(2)] == ["DD20261122002", "2026-11-22"]


class Worker:
    """Holds long work until it is told to do it."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def run_task(self, _title: str, work: Any, done: Any = None, failed: Any = None, cancellable: bool = True) -> None:
        assert not cancellable
        self.waiting.append(lambda: run_at_once("", work, done, failed))


def test_a_large_step_is_undone_beside_the_window_while_the_dialog_stays_and_says_so(window: MainWindow, qtbot: QtBot) -> None:
    journal, worker = Journal(entry(1, changes=MANY + 1)), Worker()
    dialog = HistoryDialog(translator("en"), replace(journal.doors(), run_task=worker.run_task), window)
    dialog.open()
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    QTest.mouseClick(dialog.details.button, LEFT)
    assert journal.undone == []
    assert dialog.message.text() == "Undoing…"
    dialog.undo(1)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert not dialog.details.button.isEnabled()
    [work] = worker.waiting
    work()
    assert journal.undone == [(1, False)]
    assert dialog.message.text() == "Taken back."
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_refused_large_step_is_said_in_the_dialog(window: MainWindow, qtbot: QtBot) -> None:
    journal, worker = Journal(entry(1, changes=MANY + 1)), Worker()
    dialog = HistoryDialog(translator("en"), replace(journal.doors(), run_task=worker.run_task), window)
    journal.refusal = UndoBlocked(count=2, latest="王芳")
    dialog.undo(1)
    worker.waiting.pop()()
    assert "2 records" in dialog.message.text()
    dialog.message._action.click()  # noqa: SLF001 - the button of the message
    worker.waiting.pop()()
    assert journal.undone == [(1, True)]
