"""Where the user was: rooms and records, for Alt+Left and Alt+Right."""

from __future__ import annotations

from dataclasses import dataclass

KEPT = 100


@dataclass(frozen=True)
class Place:
    """A room, and the record that was open in it ("" for none)."""

    room: str
    subject: str = ""


@dataclass(frozen=True)
class WindowState:
    """What survives a rebuild of the window in another language."""

    trail: tuple[Place, ...] = (Place("today"),)
    at: int = 0


class Places:
    """A trail with a present place; going somewhere new forgets what lay ahead."""

    def __init__(self, state: WindowState) -> None:
        self._trail = list(state.trail)
        self._at = state.at

    @property
    def here(self) -> Place:
        """The present place."""
        return self._trail[self._at]

    def visit(self, place: Place) -> None:
        """Remember a place; the same one twice counts once."""
        if place == self.here:
            return
        del self._trail[self._at + 1 :]
        self._trail.append(place)
        del self._trail[:-KEPT]
        self._at = len(self._trail) - 1

    def step(self, by: int) -> Place | None:
        """Go back (-1) or forward (1); None at the ends."""
        target = self._at + by
        if not 0 <= target < len(self._trail):
            return None
        self._at = target
        return self.here

    def state(self) -> WindowState:
        """Return the trail for the next window."""
        return WindowState(tuple(self._trail), self._at)
