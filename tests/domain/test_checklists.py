"""Verdicts by limits, what is missing, and the pressure that cold takes away."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dealer_crm.domain.checklists import CheckItem, CheckResult, missing, number_in, verdict
from dealer_crm.domain.pressure import PressureHold


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0.62", "0.62"),
        ("0.62MPa", "0.62"),
        ("８．５ ℃", "8.5"),
        ("−0.1", "-0.1"),
        ("-0.098 MPa", "-0.098"),
        ("1,200 min", "1200"),
        ("约 35–60", "35"),
        ("没测", None),
        ("", None),
    ],
)
def test_number_in_what_was_written(text: str, number: str | None) -> None:
    assert number_in(text) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("low", "high", "value", "result"),
    [
        (600, None, "0.6", CheckResult.PASS),
        (600, None, "0.599", CheckResult.FAIL),
        (None, 50, "0.05", CheckResult.PASS),
        (None, 50, "0.06", CheckResult.FAIL),
        (35000, 60000, "61", CheckResult.FAIL),
        (35000, 60000, "45℃", CheckResult.PASS),
        (35000, 60000, "34.9", CheckResult.FAIL),
        (None, None, "45", None),
        (35000, None, "热", None),
    ],
)
def test_verdict_by_limits(low: int | None, high: int | None, value: str, result: CheckResult | None) -> None:
    assert verdict(low, high, value) is result


def test_missing_items() -> None:
    items = [
        CheckItem("A", "g", zh="甲", en="a", standard_zh="好", standard_en="good", required=True),
        CheckItem("B", "g", required=True),
        CheckItem("C", "g"),
        CheckItem("D", "g", unit="MPa", required=True),
    ]
    results = {"A": CheckResult.NA, "B": None, "C": CheckResult.FAIL}
    assert [item.code for item in missing(items, results)] == ["B", "D"]
    assert [item.measured for item in items] == [False, False, False, True]
    assert (items[0].said("zh"), items[0].said("en"), items[0].standard("zh"), items[0].standard("en")) == ("甲", "a", "好", "good")


@pytest.mark.parametrize(
    ("last", "lost", "tight"),
    [("3.92", "0.00", True), ("3.94", "-0.02", True), ("3.90", "0.02", True), ("3.84", "0.08", False), ("3.99", "-0.07", False)],
)
def test_cold_gas_is_no_leak(last: str, lost: str, tight: bool) -> None:
    hold = PressureHold(Decimal("4.00"), Decimal(25), Decimal(last), Decimal(19))
    assert hold.expected() == Decimal("3.92")
    assert hold.lost() == Decimal(lost)
    assert hold.tight() is tight
