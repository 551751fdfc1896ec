"""Questions that are answered beside the window: what is shown stays until the answer is there, and the newest question wins."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

Found = TypeVar("Found")


class Answer(Protocol):
    """A question under way, in a thread of its own. `ended` is told in the window's thread."""

    @property
    def ended(self) -> Any:
        """The signal that it is answered, or cannot be."""

    @property
    def called_off(self) -> bool:
        """Tell whether the folder or the window went meanwhile: nobody wants the answer any more."""

    def result(self) -> Any:
        """Return the answer, or raise what went wrong."""


class Answering(Protocol):
    """Who answers, for as long as the program runs."""

    def begin(self, question: Callable[[], Any]) -> Answer:
        """Ask; the window goes on."""

    def patience_left(self) -> float | None:
        """Return how many seconds the window may wait now, None = until the answer is there."""

    def wait(self, answer: Answer, seconds: float | None) -> bool:
        """Wait for an answer; tell whether it is there."""


class Asked(QObject):
    """A place that shows the answer to the newest of its questions.

    A question runs in another thread: it reads the store, and neither a widget nor what a widget may change meanwhile. What quickly
    is answered is shown before `ask` returns, and what goes wrong is raised there; else both happen later, in the window's thread.
    One question runs at a time; of those that wait only the newest is asked. Where no window stands around, `ask` waits.
    """

    answered = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._answer: Answer | None = None
        self._show: Callable[[Any], object] | None = None
        self._next: tuple[Callable[[], Any], Callable[[Any], object]] | None = None
        self._then: Callable[[], object] | None = None

    def ask(self, question: Callable[[], Found], show: Callable[[Found], object]) -> None:
        """Ask, and `show` the answer unless something newer was asked meanwhile. Raises what the question raises, if it is quick."""
        self._then = None
        by = answering(self)
        if by is None:
            return self._tell(show, question())
        self._next = question, show
        late = self._answer is not None
        if not late:
            self._begin(by)
        patience = by.patience_left()
        return self._wait(by, 0 if late and patience is not None else patience)

    def waits(self) -> bool:
        """Tell whether an answer that is wanted is still to come."""
        return self._show is not None or self._next is not None

    def then(self, run: Callable[[], object]) -> None:
        """Do something with what the last question brought: now, or when it is shown; another question drops it."""
        if self.waits():
            self._then = run
        else:
            run()

    def drop(self) -> None:
        """Want no answer any more to what was asked."""
        self._show = self._next = self._then = None

    def _begin(self, by: Answering) -> None:
        assert self._next is not None
        (question, self._show), self._next = self._next, None
        self._answer = by.begin(question)
        self._answer.ended.connect(self._on_ended)

    def _wait(self, by: Answering, patience: float | None) -> None:
        until = None if patience is None else monotonic() + patience
        while self._answer is not None:
            if not by.wait(self._answer, None if until is None else max(0.0, until - monotonic())):
                return
            self._take(by)

    def _on_ended(self) -> None:
        """What was taken before its end was told is passed over."""
        by = answering(self)
        told: Any = self.sender()
        if by is not None and self._answer is not None and told == self._answer:
            by.wait(self._answer, None)
            self._take(by)

    def _take(self, by: Answering) -> None:
        answer, show = self._answer, self._show
        self._answer = self._show = None
        assert answer is not None
        if answer.called_off:
            self._next = self._then = None
        elif self._next is not None:
            self._begin(by)
        elif show is not None:
            self._tell(show, answer.result())

    def _tell(self, show: Callable[[Any], object], found: Any) -> None:
        show(found)
        self.answered.emit()
        then, self._then = self._then, None
        if then is not None:
            then()


def answering(thing: QObject | None) -> Answering | None:
    """Return who answers for the window that something stands in; None outside of one."""
    while thing is not None:
        by: Answering | None = getattr(thing, "runner", None)
        if by is not None:
            return by
        thing = thing.parent()
    return None
