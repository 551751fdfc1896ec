"""What a slot in words means on the clock, and when a call was early enough."""

from datetime import date, datetime

import pytest

from dealer_crm.domain.slots import called_in_time, window_of

DAY = date(2026, 11, 23)


def at(text: str) -> datetime:
    """Return a local instant of the month."""
    return datetime.fromisoformat(f"2026-11-{text}").astimezone()


@pytest.mark.parametrize(
    ("slot", "meant"),
    [
        ("上午", "8:00-12:00"),
        ("周六上午", "8:00-12:00"),
        ("下午", "12:00-18:00"),
        ("中午", "11:00-14:00"),
        ("全天", "8:00-18:00"),
        ("上午或下午", "8:00-18:00"),
        ("morning", "8:00-12:00"),
        ("9:00-11:00", "9:00-11:00"),
        ("9：00—11：00", "9:00-11:00"),
        ("9:00～11:00", "9:00-11:00"),
        ("上午9:00 11:00", "9:00-11:00"),
        ("11月23日 9:00-11:00", "9:00-11:00"),
        ("9点到11点", "9:00-11:00"),
        ("9-11点", "9:00-11:00"),
        ("9-11", "9:00-11:00"),
        ("上午9点-11点", "9:00-11:00"),
        ("下午2-4点", "14:00-16:00"),
        ("2-4pm", "14:00-16:00"),
        ("上午10点-下午2点", "10:00-14:00"),
        ("10点-2点", "10:00-14:00"),
        ("19:00-21:00", "19:00-21:00"),
        ("下午2点", "13:30-14:30"),
        ("下午两点半", "14:00-15:00"),
        ("十点半", "10:00-11:00"),
        ("3号楼9点", "8:30-9:30"),
        ("14:00", "13:30-14:30"),
        ("2pm", "13:30-14:30"),
        ("晚上7点", "18:30-19:30"),
        ("10:30前", "0:00-10:30"),
        ("before 10:30", "0:00-10:30"),
        ("下午3点以后", "15:00-24:00"),
        ("after 9:00", "9:00-24:00"),
        ("", ""),
        ("客户在家就行", ""),
        ("到了打电话 13800001111", ""),
        ("10-12号", ""),
        ("3-4天", ""),
        ("25:00", ""),
        ("9:00-11:00或14:00-16:00", ""),
        ("11:00-9:00的那个", ""),
    ],
)
def test_what_a_slot_means(slot: str, meant: str) -> None:
    window = window_of(slot)
    said = f"{window.first // 60}:{window.first % 60:02}-{window.last // 60}:{window.last % 60:02}" if window else ""
    assert said == meant


@pytest.mark.parametrize(
    ("slot", "when", "inside"),
    [
        ("9:00-11:00", at("23T09:00"), True),
        ("9:00-11:00", at("23T11:00"), True),
        ("9:00-11:00", at("23T11:01"), False),
        ("9:00-11:00", at("23T08:59"), False),
        ("9:00-11:00", at("24T10:00"), False),
        ("下午2点", at("23T14:30"), True),
    ],
)
def test_within_a_slot(slot: str, when: datetime, inside: bool) -> None:
    window = window_of(slot)
    assert window is not None
    assert window.holds(DAY, when) is inside


@pytest.mark.parametrize(
    ("called", "arrived", "early_enough"),
    [
        (at("23T09:00"), None, True),
        (at("23T09:00"), at("23T09:30"), True),
        (at("23T09:00"), at("23T09:29"), False),
        (at("23T09:00"), at("23T08:00"), False),
        (at("22T09:00"), at("23T09:00"), False),
    ],
)
def test_called_ahead(called: datetime, arrived: datetime | None, early_enough: bool) -> None:
    assert called_in_time(called, arrived) is early_enough
