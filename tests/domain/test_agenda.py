"""The order of the agenda, and times in words."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from dealer_crm.domain.agenda import AgendaItem, AgendaKey, AgendaKind, AgendaRow, merged, time_of
from dealer_crm.domain.customers import IntentLevel, Stage

TODAY = date(2026, 11, 22)


def row(kind: AgendaKind, days: int = 0, at: time | None = None, record: int = 1) -> AgendaItem:
    """Return an item so many days from today."""
    due = TODAY + timedelta(days=days)
    key = AgendaKey(kind, record, due)
    return AgendaItem(kind, key, 1, due, -days, record, at)


def test_the_longest_overdue_comes_first_then_the_time_then_the_kind() -> None:
    late, early, noon = row(AgendaKind.MAINTENANCE, -5), row(AgendaKind.STEP, 0, time(9)), row(AgendaKind.DELIVERY, 0, time(12))
    untimed, complaint = row(AgendaKind.STEP), row(AgendaKind.COMPLAINT)
    found = merged([untimed, early, noon, late, complaint])
    assert found == [late, early, noon, complaint, untimed]


@pytest.mark.parametrize(("limit", "count"), [(0, 0), (1, 1), (9, 3)])
def test_no_more_than_asked_for(limit: int, count: int) -> None:
    assert len(merged((row(AgendaKind.STEP, n) for n in range(3)), limit)) == count


def test_equal_rows_keep_one_order_whatever_source_comes_first() -> None:
    one, two = row(AgendaKind.STEP, record=1), row(AgendaKind.STEP, record=2)
    assert merged([one, two]) == merged([two, one]) == [one, two]


@pytest.mark.parametrize(
    ("slot", "expected"),
    [
        ("10:30", time(10, 30)),
        ("9：05", time(9, 5)),
        ("14点", time(14)),
        ("下午2点半", time(14, 30)),
        ("晚上8:15", time(20, 15)),
        ("上午", time(8)),
        ("下午", time(14)),
        ("Morning", time(8)),
        ("", None),
        ("随时", None),
        ("25:00", None),
        ("10:75", None),
        ("2026-11-22", None),
    ],
)
def test_time_of_a_slot(slot: str, expected: time | None) -> None:
    assert time_of(slot) == expected


def test_words_of_the_record_come_before_those_of_the_trade() -> None:
    item = row(AgendaKind.VISIT)
    who = ("KH1", "王芳", "", "", "", Stage.INTENT, IntentLevel.A, None, "", None, "")
    told = AgendaRow(item.kind, item.key, 1, *who, due_on=TODAY, days_late=0, record_id=1, zh="回访", en="Call")
    assert (told.said("zh"), told.said("en"), replace(told, words="装得好吗").said("en")) == ("回访", "Call", "装得好吗")
    assert told.source == "visit"
    assert told.item == item
