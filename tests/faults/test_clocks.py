"""A clock that jumps loses no backup, no appointment, no number and no order of events; the user is told of it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dealer_crm.domain.backups import BackupInfo
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.dates import clock_is_behind
from dealer_crm.storage import backup
from tests.app.windows import running
from tests.faults.clocks import CHANGES, JUMPS, START, Figures, Wall, around, in_zone, work
from tests.faults.seat import seat

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a zone for one process is POSIX")


@pytest.mark.slow
def test_a_shop_works_on_while_its_clock_goes_back_and_forth(tmp_path: Path) -> None:
    found = Figures()
    work(tmp_path / "shop", (JUMPS[0], JUMPS[4], JUMPS[1]), found)
    assert found.moments == found.backups_made == 3
    assert not found.bad, found


@pytest.mark.slow
def test_a_shop_works_on_through_all_jumps(tmp_path: Path) -> None:
    found = Figures()
    work(tmp_path / "shop", JUMPS, found)
    assert found.moments == len(JUMPS)
    assert not found.bad, found


@pytest.mark.slow
@pytest.mark.parametrize("zone", CHANGES)
def test_a_shop_works_on_when_summer_time_comes_and_goes(tmp_path: Path, zone: str) -> None:
    found = Figures()
    with in_zone(zone):
        work(tmp_path / "shop", around(CHANGES[zone]), found)
    assert not found.bad, found


def by_age(backups: Iterable[BackupInfo], now: datetime) -> list[BackupInfo]:
    """Return what is older than a month: the rule of many programs."""
    return [one for one in backups if now - one.made_at > timedelta(days=31)]


@pytest.mark.slow
def test_a_rule_that_trusts_the_clock_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "superfluous", by_age)
    found = Figures()
    work(tmp_path / "shop", JUMPS, found)
    assert found.backups_lost > 5


def test_a_clock_may_be_corrected_by_an_hour_only() -> None:
    now = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
    cases = {-61: False, 0: False, 59: False, 60: False, 61: True, 60 * 24: True, 60 * 24 * 20_000: True}
    assert {minutes: clock_is_behind(now, now + timedelta(minutes=minutes)) for minutes in cases} == cases


@pytest.mark.slow
def test_a_clock_that_went_back_is_told_until_the_next_save(tmp_path: Path) -> None:
    folder, found = tmp_path / "shop", Figures()
    work(folder, (START,), found)
    told = []
    for at in (START + timedelta(hours=1), START - timedelta(days=1), START - timedelta(hours=23)):
        with running(seat(), folder, now=Wall(at)) as run:
            notice = run.window.findChild(object, "notice_clock")
            told.append(notice.text() if notice else "")
            if notice:
                run.opened.customers.create(CustomerDraft(name="王芳"))
    assert [bool(text) for text in told] == [False, True, False]
    assert "2026-11-2" in told[1]
