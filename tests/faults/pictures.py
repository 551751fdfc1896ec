"""Kill -9 at random moments of attaching pictures: no row without its content, none lost that was said to be kept."""

from __future__ import annotations

from tests.faults.kills import Killed, in_new_folder


def figures(count: int | None) -> Killed:
    """Kill a child that attaches pictures 200 times, or as often as asked."""
    return in_new_folder(count or 200, "pictures")
