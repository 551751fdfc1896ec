"""What the program sees of the expectations: each answer with its reason."""

from datetime import date, datetime

import pytest

from dealer_crm.domain.expectation_facts import (
    Arrival,
    GoodsLine,
    Machines,
    Seen,
    Why,
    called_ahead,
    certificate,
    goods_match,
    in_runs,
    no_open_issues,
    on_time,
    plan_handed,
    promises_kept,
    slot_agreed,
    valid_sheets,
)

DAY = date(2026, 11, 23)


def at(hour: int, minute: int = 0) -> datetime:
    """Return an instant of the day."""
    return datetime.fromisoformat(f"2026-11-23T{hour:02}:{minute:02}").astimezone()


def came(number: str = "SH1", slot: str = "9:00-11:00", *, called: datetime | None = None, there: datetime | None = None) -> Arrival:
    """Return an arrival; agreed where it has a slot."""
    return Arrival(number, DAY, slot, at(8) if slot else None, called, there)


GOOD, SHORT = GoodsLine("内机", 0, 2, 2), GoodsLine("外机", 1000, 1, 1)


@pytest.mark.parametrize(
    ("seen", "kept", "why", "numbers"),
    [
        (slot_agreed([]), None, Why.NONE_YET, ()),
        (slot_agreed([came(), came("AZ1", "")]), False, Why.SOME_NOT, ("AZ1",)),
        (slot_agreed([came(), came("AZ1")]), True, Why.ALL, ()),
        (called_ahead([came()]), None, Why.NONE_YET, ()),
        (called_ahead([came(called=at(8))]), True, Why.ALL, ()),
        (called_ahead([came(called=at(8), there=at(9)), came("AZ1", there=at(9))]), False, Why.SOME_NOT, ("AZ1",)),
        (on_time([came()]), None, Why.NONE_YET, ()),
        (on_time([came(there=at(10))]), True, Why.ALL, ()),
        (on_time([came(there=at(10)), came("AZ1", there=at(12))]), False, Why.LATE, ("AZ1",)),
        (on_time([came(there=at(10)), came("AZ1", "客户在家", there=at(12))]), None, Why.NO_TIME, ("AZ1",)),
        (promises_kept(0, []), True, Why.NONE_YET, ()),
        (promises_kept(2, ["送遥控器支架"]), False, Why.SOME_NOT, ("送遥控器支架",)),
        (promises_kept(2, []), True, Why.ALL, ()),
        (goods_match([]), None, Why.NONE_YET, ()),
        (goods_match([GOOD]), True, Why.ALL, ()),
        (goods_match([GOOD, SHORT]), False, Why.SHORT, ("外机",)),
        (goods_match([GoodsLine("内机", 0, 2, 1)]), False, Why.SERIALS, ("内机",)),
        (goods_match([GoodsLine("内机", 0, 1, 1, "A", "B")]), False, Why.MODELS, ("内机",)),
        (goods_match([GoodsLine("内机", 0, 1, 1, "", "B")]), True, Why.ALL, ()),
        (certificate(Machines()), None, Why.AFTER_HAND_OVER, ()),
        (certificate(Machines(("SB1",), ("BX1",))), False, Why.UNPRINTED, ("BX1",)),
        (certificate(Machines(("SB1",), ("BX1",), frozenset({"BX1"}))), True, Why.ALL, ("BX1",)),
        (plan_handed(Machines(("SB1",), ("BX1",))), None, Why.NONE_YET, ()),
        (plan_handed(Machines(("SB1",), ("BX1",), plans=3)), False, Why.UNPRINTED, ("SB1",)),
        (plan_handed(Machines(("SB1",), ("BX1",), carded=frozenset({"SB1"}), plans=3)), True, Why.ALL, ()),
        (no_open_issues([]), True, Why.ALL, ()),
        (no_open_issues(["TS1"]), False, Why.OPEN, ("TS1",)),
        (valid_sheets(0, []), None, Why.NONE_YET, ()),
        (valid_sheets(1, ["YS2"]), False, Why.SOME_NOT, ("YS2",)),
    ],
)
def test_answers(seen: Seen, kept: bool | None, why: Why, numbers: tuple[str, ...]) -> None:
    assert (seen.kept, seen.why, seen.words) == (kept, why, numbers)


def test_counts_say_how_many_of_how_many() -> None:
    seen = promises_kept(2, ["送遥控器支架"])
    assert (seen.count, seen.of) == (2, 3)


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((), ()),
        (("BX20261124001",), ("BX20261124001",)),
        (("BX20261124009", "BX20261124010", "BX20261124011"), ("BX20261124009–011",)),
        (("BX20261124001", "BX20261124003", "BX20261124004", "BX20261125005"), ("BX20261124001", "BX20261124003–004", "BX20261125005")),
        (("AB", "AC", ""), ("AB", "AC", "")),
    ],
)
def test_numbers_that_follow_each_other_are_said_as_one(numbers: tuple[str, ...], said: tuple[str, ...]) -> None:
    assert in_runs(numbers) == said
