"""Long work reports in the window's thread, is cancelled by an exception, and outlives no window."""

from __future__ import annotations

import gc
import threading

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.domain.progress import Progress
from dealer_crm.i18n import Translator
from dealer_crm.ui.shell import MainWindow, Task, TaskRunner
from dealer_crm.ui.shell.progress import ProgressDialog
from dealer_crm.ui.widgets import Button


def endless(progress: Progress) -> None:
    """Work until it is cancelled."""
    while True:
        progress.step(1, 0)
        threading.Event().wait(0.002)


def test_result_and_counts_arrive_in_the_windows_thread(qtbot: QtBot, qapp: QApplication) -> None:
    threads: list[bool] = []
    runner = TaskRunner()

    def work(progress: Progress) -> str:
        progress.step(2, 2)
        return "done"

    task = Task(work)
    task.progressed.connect(lambda _done, _total: threads.append(QThread.currentThread() is qapp.thread()))
    with qtbot.waitSignals([task.progressed, task.finished, task.ended]):
        runner.start(task)
    assert threads == [True]
    qtbot.waitUntil(lambda: runner.running() == 0)


def test_failure_is_handed_over(qtbot: QtBot) -> None:
    def work(_progress: Progress) -> None:
        raise ValueError("no disk")

    task = Task(work)
    with qtbot.waitSignal(task.failed) as failed:
        TaskRunner().start(task)
    assert str(failed.args[0]) == "no disk"


def test_cancel_leaves_the_work_by_an_exception(qtbot: QtBot) -> None:
    runner = TaskRunner()
    task = Task(endless)
    with qtbot.waitSignal(task.cancelled):
        runner.start(task)
        task.cancel()
    qtbot.waitUntil(lambda: runner.running() == 0)


def test_runner_holds_a_task_that_nobody_else_holds(qtbot: QtBot) -> None:
    runner = TaskRunner()
    seen: list[object] = []

    def begin() -> None:
        task = Task(lambda _progress: 7)
        task.finished.connect(seen.append)
        runner.start(task)

    begin()
    gc.collect()
    qtbot.waitUntil(lambda: seen == [7])


class _Ring(QWidget):
    """A closed dialog as they are: it holds itself by what it connected."""

    def __init__(self, ended_in: list[str]) -> None:
        super().__init__()
        self.itself, self.ended_in = self, ended_in

    def __del__(self) -> None:
        self.ended_in.append(threading.current_thread().name)


def test_no_widget_is_destroyed_in_the_thread_of_a_task(qtbot: QtBot) -> None:
    """Qt dies of it; Python collects rings in whichever thread makes the next object."""
    runner, ended_in = TaskRunner(), list[str]()
    task = Task(lambda _progress: len([[n] for n in range(100_000)]))
    _Ring(ended_in)
    with qtbot.waitSignal(task.ended):
        runner.start(task)
    assert ended_in in ([], ["MainThread"])
    assert gc.isenabled()
    gc.collect()
    assert ended_in == ["MainThread"]


def test_closing_the_window_cancels_and_waits(qtbot: QtBot, window: MainWindow) -> None:
    task = window.run_task("Import", endless)
    window.close()
    assert window.runner.running() == 0
    assert not task._thread.is_alive()  # noqa: SLF001 - the thread itself must be gone


def test_what_ends_while_the_window_closes_is_told_to_nobody(qtbot: QtBot, window: MainWindow) -> None:
    told: list[object] = []
    task = window.run_task("Export", lambda _progress: 3, told.append)
    task.wait()
    window.close()
    with qtbot.waitSignal(task.ended):
        pass
    assert told == []


def test_progress_shows_counts_and_cancels(qtbot: QtBot, t: Translator, window: MainWindow) -> None:
    runner, task = TaskRunner(), Task(endless)
    dialog = ProgressDialog(t, "Import customers", task, window)
    qtbot.addWidget(dialog)
    runner.start(task)
    qtbot.waitUntil(dialog.isVisible, timeout=3000)
    dialog.on_progress(1240, 3000)
    assert dialog.counts.text() == "1,240 of 3,000"
    assert dialog.isModal()
    button = dialog.findChild(Button, "progress_cancel")
    assert button is not None
    with qtbot.waitSignals([task.cancelled, task.ended]):
        button.click()
    runner.cancel_all_and_wait()


def test_short_work_shows_no_dialog(qtbot: QtBot, window: MainWindow) -> None:
    done: list[object] = []
    window.run_task("Export", lambda _progress: 3, done.append)
    qtbot.waitUntil(lambda: done == [3])
    assert [d for d in window.findChildren(ProgressDialog) if d.isVisible()] == []


def test_failure_without_a_reader_goes_to_the_crash_report(qtbot: QtBot, window: MainWindow) -> None:
    def work(_progress: Progress) -> None:
        raise RuntimeError("unexpected")

    with qtbot.captureExceptions() as caught:
        task = window.run_task("Export", work)
        with qtbot.waitSignal(task.ended):
            pass
    assert [str(error) for _kind, error, _trace in caught] == ["unexpected"]


@pytest.mark.parametrize("rounds", [20_000])
def test_labels_survive_many_calls(qtbot: QtBot, t: Translator, rounds: int) -> None:
    button = Button("x")
    qtbot.addWidget(button)
    for n in range(rounds):
        button.setText(str(n))
    assert button.text() == str(rounds - 1)
