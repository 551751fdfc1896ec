"""One task at a desk: counted while it is done, looked at afterwards, taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.journeys.usability.clerk import Clerk
from tests.journeys.usability.desks import Desk
from tests.journeys.usability.looks import faults, leave_by_esc, take_back
from tests.storage.shops import digest

TABLE: list[tuple[str, str, int, list[str]]] = []
"""What was counted: task, desk, limit, actions."""


class Task:
    """A task under way. `room` is where it ends, whose list Esc has to lead to ("" = nowhere in particular)."""

    def __init__(self, desk: Desk, name: str, room: str = "", *, clerk: Clerk | None = None) -> None:
        self.desk, self.name, self.room = desk, name, room
        self.clerk: Clerk = clerk or desk.clerk()
        newest = self.clerk.opened.history.rows(1)
        self._mark = newest[0].id if newest else 0
        self._found: list[str] = []

    @contextmanager
    def at_most(self, limit: int, *, then: Callable[[], object] = lambda: None) -> Iterator[Clerk]:
        """Count what is done inside; `then` leads back to the page, and the window is looked at."""
        before = self.clerk.counter.count
        with self.clerk.counter:
            yield self.clerk
        actions = self.clerk.counter.actions[before:]
        TABLE.append((self.name, str(self.desk.look), limit, actions))
        if len(actions) > limit:
            self._found.append(f"{len(actions)} actions instead of {limit}: {actions}")
        then()
        self.look()

    def look(self, at: str = "end") -> None:
        """Note what is wrong with the window now."""
        self._found += [f"{at}: {found}" for found in faults(self.clerk)]

    def end(self) -> None:
        """Leave by Esc, take everything back, and say what was wrong."""
        clerk = self.clerk
        if self.room:
            self._found.append(leave_by_esc(clerk, self.room))
        if digest(clerk.opened.db) != self.desk.digest:
            self._found.append(take_back(clerk, self.desk.digest, self._mark))
        found = [one for one in self._found if one]
        assert not found, "\n".join([f"{self.name} at {self.desk.look}", *found])
