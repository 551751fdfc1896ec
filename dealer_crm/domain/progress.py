"""How long work reports and how it is told to stop."""

from __future__ import annotations

from typing import Protocol


class Cancelled(Exception):  # noqa: N818 - not an error: the user asked for it
    """Raised by `Progress.step` when the user cancelled; leaves `db.write` and so rolls back."""


class Progress(Protocol):
    """Called from the worker thread between two pieces of work."""

    def step(self, done: int, total: int) -> None:
        """Report `done` of `total` (0 = unknown). Raises Cancelled."""


class NoProgress:
    """Reports nothing and never cancels."""

    def step(self, done: int, total: int) -> None:
        """Accept the figures and go on."""
