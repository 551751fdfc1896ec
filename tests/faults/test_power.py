"""A power cut at any moment leaves a sound store with everything that was saved; weaker settings are found out."""

from __future__ import annotations

import pytest

from tests.faults import power


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> power.Work:
    """Record a little work once."""
    return power.work(tmp_path_factory.mktemp("power") / "店", 15)


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> power.Work:
    """Record 200 operations once."""
    return power.work(tmp_path_factory.mktemp("power") / "店", 200)


def test_power_cuts_lose_nothing(short: power.Work) -> None:
    found = power.run(short, 30)
    assert (found.corrupt, found.lost) == (0, 0)


def test_sabotage_normal_loses_what_was_saved(short: power.Work) -> None:
    assert power.run(short, 60, synchronous=1).lost > 0


@pytest.mark.slow
def test_200_power_cuts_lose_nothing(long: power.Work) -> None:
    found = power.run(long, 200)
    assert (found.corrupt, found.lost) == (0, 0)


@pytest.mark.slow
def test_sabotage_weaker_settings_are_found(long: power.Work) -> None:
    assert power.run(long, 200, synchronous=0).corrupt > 20
    found = power.run(long, 200, synchronous=1)
    assert found.lost > 10


@pytest.mark.nightly
def test_2000_power_cuts_lose_nothing(long: power.Work) -> None:
    found = power.run(long, 2000)
    assert (found.corrupt, found.lost) == (0, 0)
    assert power.run(long, 2000, synchronous=0).corrupt > 100
    assert power.run(long, 2000, synchronous=1).lost > 100
