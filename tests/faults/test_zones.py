"""A day that was entered is the same day in every list, wherever the computer stands."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from dealer_crm.services.listings import tables
from dealer_crm.services.listings.listing import ListField, Listing
from tests.faults.zones import HOME, NOW, ZONES, enter, sent_out_by_child, travel

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a zone for one process is POSIX")


def test_days_stay_where_they_were_entered(tmp_path: Path) -> None:
    found = travel(tmp_path, 2, ("America/Los_Angeles",))
    assert found.values_compared > 10
    assert (found.values_moved, found.entered_days_missing) == (0, 0)


@pytest.mark.slow
def test_every_day_of_a_leap_year_stays_in_five_zones(tmp_path: Path) -> None:
    found = travel(tmp_path, 366)
    assert found.values_compared > 366 * len(ZONES)
    assert (found.values_moved, found.entered_days_missing) == (0, 0)


@pytest.mark.slow
def test_the_program_itself_writes_the_same_days_in_five_zones(tmp_path: Path) -> None:
    enter(tmp_path / "shop", [date(2024, 2, 29), date(2024, 12, 31)])
    files = {sent_out_by_child(tmp_path / "shop", tmp_path / f"{n}.csv", zone) for n, zone in enumerate(ZONES)}
    assert len(files) == 1
    assert b"2024-02-29" in files.pop()


@pytest.mark.slow
def test_a_day_kept_as_an_instant_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def moved(row: object, _t: object) -> date:
        day: date = getattr(row, "promised_on")  # noqa: B009 - rows of any list
        return NOW.replace(year=day.year, month=day.month, day=day.day, hour=16).astimezone().date()

    fields = tuple(ListField(one.key, one.title, moved, one.kind) if one.key == "promised_on" else one for one in tables.ORDERS.fields)
    monkeypatch.setitem(tables.LISTINGS, "orders", Listing("orders", tables.ORDERS.title, fields))
    assert HOME == "Asia/Shanghai"
    assert travel(tmp_path, 2, ("America/Los_Angeles",)).values_moved > 0
