"""One window per folder, however many starts there are; after a kill the next one works."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.faults.starts import WITHOUT_LOCK, WRITES, Figures, at_once, killed, new_folder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX")


def alone(found: Figures, count: int) -> bool:
    """Tell whether one window stayed, the others ended with 0, and commands that write were refused."""
    one = found.rounds_with_one_window == found.rounds and found.exits == {0: count - 1} and not found.said
    return one and found.commands_refused == len(WRITES) and not found.commands_let_through


def test_of_two_starts_one_stays(tmp_path: Path) -> None:
    found = Figures()
    at_once(new_folder(tmp_path), 2, found)
    assert alone(found, 2), found


@pytest.mark.slow
def test_of_fifty_starts_one_stays(tmp_path: Path) -> None:
    found = Figures()
    at_once(new_folder(tmp_path), 50, found)
    assert alone(found, 50), found


@pytest.mark.slow
def test_after_each_of_twenty_kills_the_next_start_works(tmp_path: Path) -> None:
    found = Figures()
    killed(new_folder(tmp_path), 20, found)
    assert found.starts_after_a_kill == found.kills == 20


@pytest.mark.slow
def test_without_the_lock_it_is_noticed(tmp_path: Path) -> None:
    found = Figures()
    at_once(new_folder(tmp_path), 3, found, WITHOUT_LOCK, patience=20)
    assert found.rounds_with_one_window == 0
