"""A simulated year: nothing open ever leaves the lists unless it was done, moved or given up, and nobody is reminded twice."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.journeys.year import DEEDS, Year, zone_kept

Deed = tuple[str, int, int]
PLANNING = ("log", "plan", "complain", "call", "sell", "put_off", "pass_time", "close_for_weeks", "see")
"""A year needs more of these than of the others."""
LIFE = st.lists(st.tuples(st.sampled_from((*DEEDS, *PLANNING)), st.integers(0, 59), st.integers(0, 59)), min_size=6, max_size=14)
LONG_LIFE = st.lists(st.tuples(st.sampled_from((*DEEDS, *PLANNING)), st.integers(0, 59), st.integers(0, 59)), min_size=20, max_size=60)
CALM = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


def lived(deeds: list[Deed]) -> Year:
    """Live through these deeds, looking at everything after each."""
    with tempfile.TemporaryDirectory() as place, zone_kept():
        year = Year(Path(place) / "shop")
        year.begin()
        try:
            for at, (deed, a, b) in enumerate(deeds):
                year.live(deed, a, b)
                assert year.amiss(deed) == [], deeds[: at + 1]
        finally:
            year.end()
    return year


@settings(max_examples=4, derandomize=True, database=None, suppress_health_check=CALM, phases=[Phase.generate])
@given(LIFE)
def test_nothing_is_lost_and_nothing_said_twice(deeds: list[Deed]) -> None:
    lived(deeds)


@pytest.mark.slow
@pytest.mark.timeout(900)
@settings(max_examples=10, derandomize=True, database=None, suppress_health_check=CALM)
@given(LONG_LIFE)
def test_nothing_is_lost_in_a_long_year(deeds: list[Deed]) -> None:
    lived(deeds)


def test_sabotage_a_reminder_that_is_forgotten_and_a_step_that_is_lost_are_seen(tmp_path: Path) -> None:
    with zone_kept():
        year = Year(tmp_path / "shop")
        year.begin()
        for deed in ("plan", "close_for_weeks"):
            year.live(deed, 5, 5)
            assert year.amiss(deed) == []
        with year.shop.db.derive() as connection:
            connection.exec_driver_sql("DELETE FROM reminder")
        assert [text for text in year.amiss("see") if text.startswith("said twice")]
        with year.shop.db.derive() as connection:
            connection.exec_driver_sql("UPDATE next_step SET state = 'dropped', purpose = ''")
        assert [text for text in year.amiss("see") if "left by itself" in text]
        year.end()


def test_a_year_does_what_it_says() -> None:
    year = lived([("plan", 1, 3), ("pass_time", 2, 0), ("see", 0, 0), ("jump", 4, 0), ("jump", 0, 0), ("log", 0, 4), ("undo", 0, 0)])
    assert (year.steps, year.refused) == (7, 0)
    assert year.said
