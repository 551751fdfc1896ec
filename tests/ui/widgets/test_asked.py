"""Answers arrive beside the window: old rows stay, the newest question wins, nobody hears of what was called off."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.i18n import Translator
from dealer_crm.ui.shell import MainWindow, TaskRunner
from dealer_crm.ui.widgets import Column, EmptyState, PagedModel, TableView
from dealer_crm.ui.widgets.asked import Asked


@dataclass(frozen=True)
class Line:
    """A line that says its number."""

    id: int


class Held:
    """An answer that is held back until it is let go."""

    def __init__(self, answer: Sequence[int] | Exception) -> None:
        self._answer, self._free, self.asked = answer, threading.Event(), threading.Event()

    def __call__(self) -> Sequence[int]:
        self.asked.set()
        assert self._free.wait(20)
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer

    def let_go(self) -> None:
        self._free.set()


class Place(QWidget):
    """A window with somebody who answers."""

    def __init__(self, patience: float | None) -> None:
        super().__init__()
        self.runner = TaskRunner(patience)


@pytest.fixture
def place(qtbot: QtBot) -> Iterator[Place]:
    found = Place(0)
    qtbot.addWidget(found)
    yield found
    found.runner.cancel_all_and_wait()


@pytest.fixture
def hold() -> Iterator[Callable[[Sequence[int] | Exception], Held]]:
    kept: list[Held] = []

    def make(answer: Sequence[int] | Exception) -> Held:
        kept.append(Held(answer))
        return kept[-1]

    yield make
    for one in kept:
        one.let_go()


Hold = Callable[[Sequence[int] | Exception], Held]


class Shown:
    """A list in a window, and the question that its next reload asks."""

    def __init__(self, t: Translator, qtbot: QtBot, place: Place) -> None:
        self.question: Callable[[], Sequence[int]] = lambda: (1, 2, 3)
        self.read: list[list[int]] = []
        self.model = PagedModel([Column("n", "N", lambda line: str(line.id))], lambda: self.question, self._rows, place)
        self.table = TableView(t, self.model, name="lines")
        QVBoxLayout(place).addWidget(self.table)
        place.show()
        with qtbot.waitSignal(self.model.reloaded):
            self.model.reload()

    def _rows(self, ids: Sequence[int]) -> list[Line]:
        self.read.append(list(ids))
        return [Line(one) for one in ids]

    def ask(self, question: Callable[[], Sequence[int]]) -> None:
        self.question = question
        self.model.reload()

    def texts(self) -> list[str]:
        return [self.model.index(row, 0).data() for row in range(self.model.rowCount())]


@pytest.fixture
def shown(t: Translator, qtbot: QtBot, place: Place) -> Shown:
    return Shown(t, qtbot, place)


def test_old_rows_stay_and_can_be_used_until_the_answer_is_there(qtbot: QtBot, shown: Shown, hold: Hold) -> None:
    shown.table.select_id(3)
    late = hold([3, 9])
    shown.ask(late)
    assert shown.model.waits()
    assert shown.texts() == ["1", "2", "3"]
    assert shown.table.select_id(2)
    with qtbot.waitSignal(shown.model.reloaded):
        late.let_go()
    assert shown.texts() == ["3", "9"]


def test_the_current_row_stays_current_over_a_late_answer(qtbot: QtBot, shown: Shown, hold: Hold) -> None:
    late = hold([9, 3])
    shown.ask(late)
    shown.table.select_id(3)
    with qtbot.waitSignal(shown.model.reloaded):
        late.let_go()
    assert (shown.table.current_id(), shown.table.currentIndex().row()) == (3, 1)


def test_a_record_chosen_while_its_list_is_asked_for_becomes_current(qtbot: QtBot, shown: Shown, hold: Hold) -> None:
    late = hold([1, 2, 3, 4])
    shown.ask(late)
    assert not shown.table.select_id(4)
    with qtbot.waitSignal(shown.model.reloaded):
        late.let_go()
    assert shown.table.current_id() == 4


def test_whoever_goes_elsewhere_meanwhile_stays_there(qtbot: QtBot, shown: Shown, hold: Hold) -> None:
    late = hold([1, 2, 3, 4])
    shown.ask(late)
    shown.table.select_id(4)
    shown.table.select_id(2)
    with qtbot.waitSignal(shown.model.reloaded):
        late.let_go()
    assert shown.table.current_id() == 2


def test_the_newest_question_wins_and_those_between_are_never_asked(qtbot: QtBot, shown: Shown, hold: Hold) -> None:
    first, between, last = hold([7]), hold([8]), hold([9])
    for question in (first, between, last):
        shown.ask(question)
    first.let_go()
    with qtbot.waitSignal(shown.model.reloaded):
        last.let_go()
    assert shown.texts() == ["9"]
    assert not between.asked.is_set()


def test_what_was_to_follow_waits_for_the_answer_and_is_dropped_by_a_newer_question(qtbot: QtBot, shown: Shown, hold: Hold) -> None:
    seen: list[str] = []
    first, second = hold([7]), hold([8])
    shown.ask(first)
    shown.model.then(lambda: seen.append("first"))
    shown.ask(second)
    shown.model.then(lambda: seen.append("second"))
    first.let_go()
    assert seen == []
    with qtbot.waitSignal(shown.model.reloaded):
        second.let_go()
    assert seen == ["second"]


def test_an_empty_list_says_so_only_when_it_is_known_to_be_empty(qtbot: QtBot, shown: Shown, hold: Hold) -> None:
    shown.table.set_empty(EmptyState("Nothing here.", name="nothing"))
    nothing = shown.table.findChild(EmptyState, "nothing")
    assert nothing is not None
    none, some = hold([]), hold([])
    shown.ask(none)
    assert not nothing.isVisible()
    with qtbot.waitSignal(shown.model.reloaded):
        none.let_go()
    assert nothing.isVisible()
    shown.ask(some)
    shown.table.set_empty(EmptyState("Nothing fits.", name="other"))
    other = shown.table.findChild(EmptyState, "other")
    assert other is not None
    assert not other.isVisible()


def test_rows_are_read_afresh_at_once(shown: Shown, hold: Hold) -> None:
    shown.texts()
    shown.read.clear()
    shown.ask(hold([9]))
    assert shown.texts() == ["1", "2", "3"]
    assert shown.read == [[1, 2, 3]]


def test_an_error_comes_back_where_it_is_asked_or_from_the_event_loop(qtbot: QtBot, shown: Shown, place: Place, hold: Hold) -> None:
    late = hold(ValueError("no disk"))
    shown.ask(late)
    with qtbot.captureExceptions() as caught:
        late.let_go()
        qtbot.waitUntil(lambda: not shown.model.waits())
    assert [str(error) for _kind, error, _trace in caught] == ["no disk"]
    assert shown.texts() == ["1", "2", "3"]
    place.runner.patience = None
    quick = hold(ValueError("gone"))
    quick.let_go()
    with pytest.raises(ValueError, match="gone"):
        shown.ask(quick)
    shown.ask(lambda: (5,))
    assert shown.texts() == ["5"]


def test_with_patience_the_answer_is_there_when_the_question_returns(qtbot: QtBot, qapp: QApplication) -> None:
    place = Place(None)
    qtbot.addWidget(place)
    asked, seen = Asked(place), list[object]()

    def question() -> bool:
        return QThread.currentThread() is not qapp.thread()

    asked.ask(question, lambda beside: seen.append((beside, QThread.currentThread() is qapp.thread())))
    assert seen == [(True, True)]
    assert not asked.waits()
    assert place.runner.running() == 0


def test_what_nobody_wants_any_more_is_not_shown(qtbot: QtBot, place: Place, hold: Hold) -> None:
    asked, seen = Asked(place), list[object]()
    late, later = hold([1]), hold([2])
    asked.ask(late, seen.append)
    asked.drop()
    asked.then(lambda: seen.append("at once"))
    late.let_go()
    qtbot.waitUntil(lambda: place.runner.running() == 0)
    assert seen == ["at once"]
    later.let_go()
    asked.ask(later, seen.append)
    qtbot.waitUntil(lambda: seen == ["at once", [2]])


def test_a_page_that_goes_hears_nothing(qtbot: QtBot, place: Place, hold: Hold) -> None:
    page, seen = QWidget(place), list[object]()
    late = hold([1])
    Asked(page).ask(late, seen.append)
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
    late.let_go()
    qtbot.waitUntil(lambda: place.runner.running() == 0)
    assert seen == []


def test_a_folder_that_closes_waits_for_the_answer_and_nobody_hears_it(qtbot: QtBot, place: Place, hold: Hold) -> None:
    asked, seen = Asked(place), list[object]()
    running, waiting = hold([1]), hold([2])
    asked.ask(running, seen.append)
    asked.ask(waiting, seen.append)
    assert running.asked.wait(20)
    running.let_go()
    place.runner.cancel_all_and_wait()
    assert place.runner.running() == 0
    qtbot.waitUntil(lambda: not asked.waits())
    assert seen == []
    assert not waiting.asked.is_set()


def test_the_window_says_that_it_reads_while_an_answer_takes_long(qtbot: QtBot, window: MainWindow, hold: Hold) -> None:
    window.runner.patience = 0
    late, seen = hold([1]), list[object]()
    Asked(window.pages).ask(late, seen.append)
    window.runner._long.timeout.emit()  # noqa: SLF001 - the second is over
    reading = window.findChild(QWidget, "status_reading")
    assert reading is not None
    assert reading.isVisible()
    with qtbot.waitSignal(reading.destroyed):
        late.let_go()
    assert seen == [[1]]


def test_several_slow_questions_share_the_patience_of_one_turn(qtbot: QtBot, place: Place, hold: Hold) -> None:
    place.runner.patience = 3_600.0
    first = place.runner.patience_left()
    place.runner._until = 0.0  # noqa: SLF001 - a slow question took the whole hour
    second = place.runner.patience_left()
    assert first is not None
    assert second is not None
    assert first > 3_000 > 1 > second > 0
    qtbot.waitUntil(lambda: (place.runner.patience_left() or 0) > 3_000)
