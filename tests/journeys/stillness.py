"""Lets a window come to rest without looking at the clock: what it does later it does now, in an order that is always the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

TURNS = 12
"""So many turns of the event loop a dialog takes to open, to get the focus and to be laid out."""
SOON_MS = 10_000
"""What waits longer than that (for the next minute) does not happen."""
ROUNDS = 200
"""After so many a timer that begins itself anew is left alone."""


class Steps:
    """A clock that goes on with the steps of who is at the window, and stands between them."""

    def __init__(self, at: datetime = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)) -> None:
        self._at = at

    def __call__(self) -> datetime:
        """Return the time."""
        return self._at

    def step(self) -> None:
        """Go on."""
        self._at += timedelta(seconds=20)


def come_to_rest(program: QObject, idle: Callable[[], None]) -> None:
    """Let everything happen that is under way or waits for a timer; `idle` waits for what runs beside the window."""
    for _ in range(ROUNDS):
        turn()
        idle()
        turn()
        waiting = [timer for timer in timers(program) if timer.isActive()]
        for timer in [one for one in waiting if one.interval() > SOON_MS]:
            timer.stop()
            waiting.remove(timer)
        if not waiting:
            return
        first = min(waiting, key=QTimer.interval)
        if first.isSingleShot():
            first.stop()
        first.timeout.emit()


def turn() -> None:
    """Let the event loop turn until it has nothing to do."""
    for _ in range(TURNS):
        QApplication.processEvents()


def timers(program: QObject) -> Iterator[QTimer]:
    """Return the timers of all windows and of what stands behind them, in the order in which they were made in each."""
    for root in (program, getattr(program, "runner", None), *QApplication.topLevelWidgets()):
        if root is not None:
            yield from root.findChildren(QTimer)
