"""What was said to be saved survives kill -9; a program that says so too early is found out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import kills
from tests.faults.forks import Forks

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9 and fork are POSIX")


@pytest.fixture(scope="module")
def forks() -> Iterator[Forks]:
    """Load the program once for all kills."""
    with Forks() as one:
        yield one


def _whole(found: kills.Killed) -> None:
    assert (found.lost, found.unsound) == (0, 0), found
    assert found.acknowledged > found.kills


def test_saved_means_saved(forks: Forks, tmp_path: Path) -> None:
    _whole(kills.run(forks, tmp_path, 3))


def test_sabotage_saying_saved_before_commit_is_found(forks: Forks, tmp_path: Path) -> None:
    assert kills.run(forks, tmp_path, 3, "early", 0).lost > 0


@pytest.fixture(scope="module")
def warm_forks() -> Iterator[Forks]:
    """Load the program once and let it work a little, for very many kills."""
    with Forks(warm=True) as one:
        yield one


@pytest.mark.slow
def test_200_kills_lose_nothing(warm_forks: Forks, tmp_path: Path) -> None:
    _whole(kills.run(warm_forks, tmp_path, 200))


@pytest.mark.slow
def test_200_kills_while_attaching_leave_no_row_without_its_picture(warm_forks: Forks, tmp_path: Path) -> None:
    _whole(kills.run(warm_forks, tmp_path, 200, "pictures"))


@pytest.mark.slow
def test_sabotage_a_row_before_its_picture_is_found(forks: Forks, tmp_path: Path) -> None:
    assert kills.run(forks, tmp_path, 12, "row first", 0.12).unsound > 0


@pytest.mark.nightly
@pytest.mark.timeout(7200)
def test_1000_kills_lose_nothing(warm_forks: Forks, tmp_path: Path) -> None:
    _whole(kills.run(warm_forks, tmp_path, 1000))
    _whole(kills.run(warm_forks, tmp_path / "pictures", 500, "pictures"))
