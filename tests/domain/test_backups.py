"""How long backups are kept: whatever the clock did, the ones that matter stay."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from dealer_crm.domain.backups import PINNED, BackupInfo, Comparison, Figures, Reason, superfluous

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)


def _made(number: int, at: datetime, reason: Reason = Reason.EXIT, *, verified: bool = True) -> BackupInfo:
    return BackupInfo(
        path=f"{number}.zip",
        number=number,
        made_at=at,
        day=at.date(),
        reason=reason,
        counts={},
        pictures=0,
        missing=0,
        size=1,
        verified=verified,
        newest=None,
        sequence=number,
        head="",
    )


def _kept(backups: list[BackupInfo], now: datetime = NOW) -> list[BackupInfo]:
    gone = {backup.number for backup in superfluous(backups, now)}
    return [backup for backup in backups if backup.number not in gone]


def _numbers(backups: list[BackupInfo]) -> set[int]:
    return {backup.number for backup in backups}


def test_several_a_day_for_two_years_thin_out() -> None:
    backups = [_made(n, NOW - timedelta(hours=8 * (2200 - n))) for n in range(2200)]
    kept = _kept(backups)
    days = sorted({backup.day for backup in kept}, reverse=True)
    assert len([b for b in kept if b.day in days[:2]]) == len([b for b in backups if b.day in days[:2]])
    assert days[:14] == [NOW.date() - timedelta(days=n) for n in range(14)]
    assert len({(day.year, day.month) for day in days}) == 12
    assert 30 <= len(kept) <= 36


def test_fourteen_days_then_sundays_and_month_ends() -> None:
    backups = [_made(n, NOW - timedelta(days=39 - n)) for n in range(40)]
    kept = [(NOW.date() - backup.day).days for backup in reversed(_kept(backups))]
    assert kept[:14] == list(range(14))
    assert [(NOW - timedelta(days=age)).strftime("%m-%d") for age in kept[14:]] == ["02-15", "02-08", "02-01", "01-31", "01-25"]


@pytest.mark.parametrize("count", range(8))
def test_few_all_stay(count: int) -> None:
    backups = [_made(n, NOW - timedelta(days=400 * n)) for n in range(count)]
    assert _kept(backups) == backups


def test_pinned_ones_stay_longer() -> None:
    backups = [_made(n, NOW - timedelta(hours=100 - n), Reason.BEFORE_IMPORT if n < 8 else Reason.EXIT) for n in range(100)]
    assert {backup.number for backup in _kept(backups)} >= {3, 4, 5, 6, 7}


def test_wrong_clock_deletes_nothing_that_matters() -> None:
    backups = [_made(n, NOW - timedelta(days=30 - n)) for n in range(30)]
    future = [_made(30 + n, NOW + timedelta(days=2000 + n)) for n in range(20)]
    assert _numbers(_kept([*backups, *future])) >= _numbers(future)
    past = [_made(50 + n, datetime(1970, 1, 1, tzinfo=UTC) + timedelta(minutes=n)) for n in range(20)]
    kept = _kept([*backups, *past], datetime(1970, 1, 2, tzinfo=UTC))
    assert _numbers(kept) >= _numbers(backups)


def test_unverified_ones_are_never_deleted_nor_counted() -> None:
    backups = [_made(n, NOW - timedelta(days=60 - n), verified=n % 2 == 0) for n in range(60)]
    kept = _kept(backups)
    assert [b for b in backups if not b.verified] == [b for b in kept if not b.verified]


def test_a_thousand_histories_keep_the_promises() -> None:
    chance = random.Random(7)
    for _ in range(1000):
        now = NOW + timedelta(days=chance.randint(-500, 500))
        at = now - timedelta(days=chance.choice((1, 20, 200, 900)))
        backups = []
        for number in range(chance.randint(0, 120)):
            at += timedelta(minutes=chance.choice((1, 60, 600, 1440, 20000)) * chance.choice((1, 1, 1, -1)))
            backups.append(_made(number, at, chance.choice(list(Reason)), verified=chance.random() > 0.1))
        chance.shuffle(backups)
        _assert_promises(backups, _kept(backups, now), now)


def _assert_promises(backups: list[BackupInfo], kept: list[BackupInfo], now: datetime) -> None:
    sound = sorted((b for b in backups if b.verified and b.made_at <= now + timedelta(days=1)), key=lambda b: -b.number)
    left = {backup.number for backup in kept}
    assert {b.number for b in sound[:3]} <= left
    assert len(kept) >= min(7, len(backups))
    assert {b.number for b in [b for b in sound if b.reason in PINNED][:5]} <= left
    months = list(dict.fromkeys((b.day.year, b.day.month) for b in sound))[:12]
    assert {(b.day.year, b.day.month) for b in kept} >= set(months)
    assert {b.number for b in backups if not b.verified or b.made_at > now + timedelta(days=1)} <= left
    assert not superfluous(kept, now)


def test_comparison_tells_differences_only() -> None:
    comparison = Comparison(Figures({"customer": 5, "phone": 2}, NOW), Figures({"customer": 3, "phone": 2, "staff": 1}, None))
    assert comparison.difference == {"customer": -2, "staff": 1}
