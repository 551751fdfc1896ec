"""The clock of a case: hours by day and night or of the shop, pauses, how far up it goes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from dealer_crm.domain.complaint_case import ClockKind
from dealer_crm.domain.complaint_clock import Hours, Pause, escalation, moved, share_of
from dealer_crm.domain.workdays import WorkCalendar

CHINA = timezone(timedelta(hours=8))
CALENDAR = WorkCalendar(
    holidays=frozenset(date(2026, 10, day) for day in range(1, 8)),
    make_up=frozenset({date(2026, 9, 27), date(2026, 10, 10)}),
    published=frozenset({2026}),
)
NATURAL = Hours(calendar=CALENDAR, zone=CHINA)
SHOP = Hours(ClockKind.SHOP, time(8, 30), time(18), CALENDAR, CHINA)
START = datetime(2026, 9, 21, 1, 0, tzinfo=UTC)

minutes = st.integers(0, 20 * 24 * 60).map(lambda n: timedelta(minutes=n))
instants = minutes.map(lambda after: START + after)
both = st.sampled_from([NATURAL, SHOP])


@st.composite
def pauses(draw: st.DrawFn) -> list[Pause]:
    """Give up to four pauses that do not overlap."""
    edges = sorted(draw(st.lists(instants, max_size=8, unique=True)))
    return [Pause(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False)]


@given(hours=both, start=instants, amount=minutes)
def test_so_much_counts_until_the_instant_it_leads_to(hours: Hours, start: datetime, amount: timedelta) -> None:
    assert hours.counted(start, hours.advance(start, amount)) == amount


@given(hours=both, end=instants, waits=pauses())
def test_a_pause_never_shortens_what_is_left(hours: Hours, end: datetime, waits: list[Pause]) -> None:
    before = end
    for n in range(len(waits) + 1):
        after = moved(end, waits[:n], hours)
        assert after >= before
        if n and waits[n - 1].from_at < before:
            left_before = hours.counted(waits[n - 1].from_at, before)
            assert hours.counted(waits[n - 1].until_at or before, after) >= left_before
        before = after


@given(hours=both, start=instants, length=minutes, waits=pauses())
def test_it_goes_up_in_order(hours: Hours, start: datetime, length: timedelta, waits: list[Pause]) -> None:
    end = moved(hours.advance(start, length), waits, hours)
    remind, manager, owner = escalation(start, end, waits, hours)
    assert start <= remind <= manager == end <= owner


@given(hours=both, start=instants, length=minutes)
def test_without_pauses_half_is_half(hours: Hours, start: datetime, length: timedelta) -> None:
    end = hours.advance(start, length)
    assert hours.counted(start, share_of(start, end, 50, [], hours)) == length / 2
