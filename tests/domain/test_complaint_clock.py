"""The clock of a case: hours by day and night or of the shop, pauses, how far up it goes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
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


def at(text: str) -> datetime:
    """Return an instant of 2026 by the wall clock in China: "09-21 09:00"."""
    return datetime.fromisoformat(f"2026-{text}:00+08:00")


def waits(text: str) -> list[Pause]:
    """Return pauses from "09-21 09:00 ~ 09-21 12:00, 09-22 09:00 ~", the last of which has not ended."""
    ends = [[end.strip() for end in one.split("~")] for one in text.split(",") if one.strip()]
    return [Pause(at(begins), at(until) if until else None) for begins, until in ends]


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


@pytest.mark.parametrize(
    ("start", "hours", "expected"),
    [
        pytest.param("09-21 09:00", 2, "09-21 11:00", id="within a day"),
        pytest.param("09-21 17:00", 2, "09-22 09:30", id="over a night"),
        pytest.param("09-21 20:00", 2, "09-22 10:30", id="at night: from the morning"),
        pytest.param("09-21 03:00", 2, "09-21 10:30", id="before dawn: from the morning"),
        pytest.param("09-21 18:00", 1, "09-22 09:30", id="when the shop closes"),
        pytest.param("09-21 08:30", 9.5, "09-21 18:00", id="a whole day ends when the shop closes"),
        pytest.param("09-21 08:30", 24, "09-23 13:30", id="two days and a half"),
        pytest.param("09-18 17:00", 2, "09-21 09:30", id="over a weekend"),
        pytest.param("09-19 10:00", 1, "09-21 09:30", id="on a Saturday: from Monday"),
        pytest.param("09-25 17:00", 2, "09-27 09:30", id="the Sunday that makes up counts, the Saturday before it does not"),
        pytest.param("09-26 10:00", 1, "09-27 09:30", id="on the Saturday before a make-up day"),
        pytest.param("09-30 17:00", 2, "10-08 09:30", id="over the holidays"),
        pytest.param("10-03 12:00", 3, "10-08 11:30", id="within the holidays"),
        pytest.param("10-09 17:30", 1, "10-10 09:00", id="the Saturday that makes up"),
        pytest.param("10-10 17:30", 1, "10-12 09:00", id="from a make-up day over its Sunday"),
        pytest.param("09-21 22:00", 0, "09-21 22:00", id="nothing leads nowhere, at night too"),
    ],
)
def test_hours_of_the_shop_lead_to(start: str, hours: float, expected: str) -> None:
    assert SHOP.advance(at(start), timedelta(hours=hours)) == at(expected)
    assert NATURAL.advance(at(start), timedelta(hours=hours)) == at(start) + timedelta(hours=hours)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        pytest.param("09-21 09:00", "09-21 12:00", 3, id="within a day"),
        pytest.param("09-21 00:00", "09-22 00:00", 9.5, id="a day"),
        pytest.param("09-21 18:00", "09-22 08:30", 0, id="a night"),
        pytest.param("09-18 18:00", "09-21 08:30", 0, id="a weekend"),
        pytest.param("09-18 17:00", "09-21 09:30", 2, id="around a weekend"),
        pytest.param("09-26 00:00", "09-28 00:00", 9.5, id="a weekend with a make-up day"),
        pytest.param("10-01 00:00", "10-08 00:00", 0, id="the holidays"),
        pytest.param("09-30 17:00", "10-08 09:30", 2, id="around the holidays"),
        pytest.param("09-21 12:00", "09-21 09:00", 0, id="backwards"),
    ],
)
def test_so_much_of_a_time_counts_for_the_shop(start: str, end: str, hours: float) -> None:
    assert SHOP.counted(at(start), at(end)) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("end", "pauses", "natural", "shop"),
    [
        pytest.param("09-23 12:00", "", "09-23 12:00", "09-23 12:00", id="no pause"),
        pytest.param("09-23 12:00", "09-22 09:00 ~ 09-22 12:00", "09-23 15:00", "09-23 15:00", id="three hours"),
        pytest.param("09-23 12:00", "09-22 17:00 ~ 09-23 09:30", "09-24 04:30", "09-23 14:00", id="over a night"),
        pytest.param("09-23 18:00", "09-22 18:00 ~ 09-23 08:30", "09-24 08:30", "09-23 18:00", id="a night alone is nothing to the shop"),
        pytest.param("09-21 17:00", "09-18 17:00 ~ 09-21 09:30", "09-24 09:30", "09-22 09:30", id="over a weekend"),
        pytest.param("09-30 12:00", "09-30 11:00 ~ 10-08 09:30", "10-08 10:30", "10-08 10:30", id="over the holidays"),
        pytest.param("10-09 12:00", "10-02 09:00 ~ 10-05 09:00", "10-12 12:00", "10-09 12:00", id="within the holidays"),
        pytest.param("09-28 12:00", "09-26 09:00 ~ 09-27 09:30", "09-29 12:30", "09-28 13:00", id="over the start of a make-up day"),
        pytest.param("10-10 17:00", "10-10 16:00 ~ 10-10 18:00", "10-10 19:00", "10-12 09:30", id="from a make-up day into its Sunday"),
        pytest.param("09-23 12:00", "09-23 12:00 ~ 09-24 12:00", "09-23 12:00", "09-23 12:00", id="from the deadline on: too late"),
        pytest.param("09-23 12:00", "09-23 11:59 ~ 09-23 12:59", "09-23 13:00", "09-23 13:00", id="a minute before it: not too late"),
        pytest.param("09-23 12:00", "09-24 09:00 ~ 09-25 09:00", "09-23 12:00", "09-23 12:00", id="after it"),
        pytest.param("09-23 12:00", "09-22 09:00 ~", "09-23 12:00", "09-23 12:00", id="not ended: nothing yet"),
        pytest.param(
            *("09-23 12:00", "09-22 09:00 ~ 09-22 10:00, 09-22 14:00 ~ 09-22 16:00", "09-23 15:00", "09-23 15:00"), id="two in turn"
        ),
        pytest.param(
            *("09-23 12:00", "09-22 09:00 ~ 09-22 12:00, 09-22 10:00 ~ 09-22 11:00", "09-23 15:00", "09-23 15:00"), id="one in the other"
        ),
        pytest.param(
            *("09-23 12:00", "09-22 10:00 ~ 09-22 12:00, 09-22 09:00 ~ 09-22 11:00", "09-23 15:00", "09-23 15:00"), id="they overlap"
        ),
        pytest.param(
            *("09-23 12:00", "09-22 09:00 ~ 09-22 10:00, 09-22 10:00 ~ 09-22 12:00", "09-23 15:00", "09-23 15:00"), id="they touch"
        ),
        pytest.param(
            *("09-23 12:00", "09-23 11:00 ~ 09-23 14:00, 09-23 14:30 ~ 09-23 15:30", "09-23 16:00", "09-23 16:00"),
            id="the second falls into what the first gave",
        ),
        pytest.param(
            *("09-23 12:00", "09-22 09:00 ~ 09-22 10:00, 09-22 14:00 ~", "09-23 13:00", "09-23 13:00"), id="the second has not ended"
        ),
    ],
)
def test_pauses_move_a_deadline(end: str, pauses: str, natural: str, shop: str) -> None:
    assert moved(at(end), waits(pauses), NATURAL) == at(natural)
    assert moved(at(end), waits(pauses), SHOP) == at(shop)


@pytest.mark.parametrize(
    ("hours", "term", "pauses", "remind", "owner"),
    [
        pytest.param(NATURAL, "09-21 09:00 ~ 09-21 11:00", "", "09-21 10:00", "09-21 12:00", id="two hours"),
        pytest.param(NATURAL, "09-21 09:00 ~ 09-22 09:00", "", "09-21 21:00", "09-22 21:00", id="a day"),
        pytest.param(NATURAL, "09-30 10:00 ~ 10-10 10:00", "", "10-05 10:00", "10-15 10:00", id="through the holidays"),
        pytest.param(
            *(NATURAL, "09-21 09:00 ~ 09-21 14:00", "09-21 09:30 ~ 09-21 12:30", "09-21 13:00", "09-21 15:00"),
            id="a pause before the half",
        ),
        pytest.param(
            *(NATURAL, "09-21 09:00 ~ 09-21 14:00", "09-21 10:30 ~ 09-21 13:30", "09-21 10:00", "09-21 15:00"), id="a pause after the half"
        ),
        pytest.param(
            *(NATURAL, "09-21 09:00 ~ 09-21 11:00", "09-21 11:30 ~ 09-21 15:30", "09-21 10:00", "09-21 16:00"),
            id="a pause after the deadline: the owner hears later",
        ),
        pytest.param(
            *(NATURAL, "09-21 09:00 ~ 09-21 11:00", "09-21 08:00 ~ 09-21 08:30", "09-21 10:00", "09-21 12:00"), id="a pause before it all"
        ),
        pytest.param(SHOP, "09-21 17:00 ~ 09-22 09:30", "", "09-21 18:00", "09-22 10:30", id="over a night"),
        pytest.param(SHOP, "09-18 16:00 ~ 09-21 10:30", "", "09-18 18:00", "09-21 12:30", id="over a weekend"),
        pytest.param(SHOP, "09-30 16:00 ~ 10-08 12:30", "", "10-08 09:30", "10-08 15:30", id="over the holidays"),
        pytest.param(SHOP, "10-09 16:00 ~ 10-10 12:30", "", "10-10 09:30", "10-10 15:30", id="over the night before a make-up day"),
        pytest.param(SHOP, "10-10 14:00 ~ 10-10 18:00", "", "10-10 16:00", "10-12 10:30", id="the owner hears after the Sunday"),
        pytest.param(SHOP, "09-21 09:00 ~ 09-22 10:30", "09-21 10:00 ~ 09-21 13:00", "09-21 16:00", "09-22 14:30", id="with a pause"),
        pytest.param(NATURAL, "09-21 09:00 ~ 09-21 09:00", "", "09-21 09:00", "09-21 09:00", id="no time at all"),
    ],
)
def test_it_goes_up_at_half_at_the_end_and_half_beyond(hours: Hours, term: str, pauses: str, remind: str, owner: str) -> None:
    ((start, end),) = waits(term)
    assert escalation(start, end or start, waits(pauses), hours) == (at(remind), end, at(owner))


@given(hours=both, one=instants, other=instants, waits=pauses())
def test_pauses_keep_the_order_of_deadlines(hours: Hours, one: datetime, other: datetime, waits: list[Pause]) -> None:
    assert moved(min(one, other), waits, hours) <= moved(max(one, other), waits, hours)
