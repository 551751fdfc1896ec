"""Readings: what is worked out, what is out of its limits, what a grid comes to."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.reading_rules import ROW, cells_out, filled_rows, limits_said, shown, totals, verdict_of, verdict_of_row, worked_out
from dealer_crm.domain.readings import Column, Formula, Grid, RowsOf

PASS, FAIL = CheckResult.PASS, CheckResult.FAIL


def two(formula: Formula, low: int | None = None, high: int | None = None) -> Grid:
    """Return a grid of two readings and what is worked out of them."""
    return Grid(RowsOf.ROOM, (Column("a"), Column("b"), Column("c", low=low, high=high, formula=formula, of=("a", "b"))))


HOLD = Grid(
    RowsOf.TEST,
    (
        Column("p1", "MPa"),
        Column("t1", "℃"),
        Column("p2", "MPa"),
        Column("t2", "℃"),
        Column("expected", "MPa", formula=Formula.HOLD_EXPECTED, of=("p1", "t1", "t2")),
        Column("lost", "MPa", low=-20, high=20, formula=Formula.HOLD_LOST, of=("p1", "t1", "p2", "t2")),
        Column("who", words=True),
    ),
)
ROOMS = Grid(
    RowsOf.ROOM,
    (Column("back"), Column("out", low=5000), Column("delta", low=8000, formula=Formula.DIFFERENCE, of=("back", "out")), Column("db")),
    least=2,
)


@pytest.mark.parametrize(
    ("formula", "a", "b", "result"),
    [
        (Formula.DIFFERENCE, "26.5", "14", "12.5"),
        (Formula.DIFFERENCE, "２６．５℃", "14 ℃", "12.5"),
        (Formula.DIFFERENCE, "−2", "3", "-5"),
        (Formula.REJECTION, "250", "12", "95.2"),
        (Formula.REJECTION, "50", "60", "-20.0"),
        (Formula.REJECTION, "0", "12", None),
        (Formula.DEVIATION, "200", "190", "-5.0"),
        (Formula.DEVIATION, "200", "221", "10.5"),
        (Formula.DEVIATION, "0", "0", None),
        (Formula.SHARE, "200", "170", "85.0"),
        (Formula.PRODUCT, "12.5", "0.059", "0.738"),
        (Formula.PRODUCT, "-5", "0.059", "-0.295"),
        (Formula.PRODUCT, "9" * 300, "9" * 300, None),
        (Formula.DIFFERENCE, "热", "14", None),
        (Formula.DIFFERENCE, "", "14", None),
    ],
)
def test_worked_out(formula: Formula, a: str, b: str, result: str | None) -> None:
    assert worked_out(two(formula), {"a": a, "b": b}) == {"c": None if result is None else Decimal(result)}


@pytest.mark.parametrize(
    ("read", "expected", "lost", "verdict"),
    [
        (("4.00", "25", "3.92", "19"), "3.92", "0.00", PASS),
        (("4.00", "25", "3.84", "19"), "3.92", "0.08", FAIL),
        (("4.00", "25", "3.90", "19"), "3.92", "0.02", PASS),
        (("4.00", "25", "3.89", "19"), "3.92", "0.03", FAIL),
        (("4.00", "25", "3.94", "19"), "3.92", "-0.02", PASS),
        (("4.00", "25", "3.95", "19"), "3.92", "-0.03", FAIL),
        (("4.0MPa", "25℃", "４．０６", "30"), "4.07", "0.01", PASS),
        (("4.00", "-273.15", "3.92", "19"), None, None, None),
        (("4.00", "25", "", "19"), "3.92", None, None),
        (("4.00", "25", "没测", ""), None, None, None),
    ],
)
def test_cold_gas_is_not_a_leak(
    read: tuple[str, str, str, str], expected: str | None, lost: str | None, verdict: CheckResult | None
) -> None:
    row = dict(zip(("p1", "t1", "p2", "t2"), read, strict=True))
    asked = {"expected": expected, "lost": lost}
    assert worked_out(HOLD, row) == {code: None if text is None else Decimal(text) for code, text in asked.items()}
    assert verdict_of_row(HOLD, row) is verdict
    assert verdict_of(HOLD, [row]) is verdict


def room(name: str, back: str = "", out: str = "", db: str = "") -> dict[str, str]:
    """Return the reading of a room."""
    return {ROW: name, "back": back, "out": out, "db": db}


@pytest.mark.parametrize(
    ("rows", "verdict", "filled"),
    [
        ([], None, 0),
        ([room("客厅"), room("主卧")], None, 0),
        ([room("客厅", "26", "14")], None, 1),
        ([room("客厅", "26", "14"), room("主卧")], None, 1),
        ([room("客厅", "26", "14"), room("主卧", "25", "13")], PASS, 2),
        ([room("客厅", "26", "14"), room("主卧", "25", "13"), room("书房")], PASS, 2),
        ([room("客厅", "26", "14"), room("主卧", "25", "13"), room("书房", "25")], None, 2),
        ([room("客厅", "26", "14"), room("主卧", "25", "凉"), room("书房", "25", "13")], None, 2),
        ([room("客厅", "26", "20")], FAIL, 1),
        ([room("客厅", "26", "4")], FAIL, 1),
        ([room("客厅", "26", "14"), room("主卧", "25", "24"), room("书房", "25")], FAIL, 2),
        ([room("客厅", out="3")], FAIL, 0),
        ([room("客厅", db="38"), room("主卧", "25", "13")], None, 1),
    ],
)
def test_verdict_of_all_rows(rows: list[dict[str, str]], verdict: CheckResult | None, filled: int) -> None:
    assert verdict_of(ROOMS, rows) is verdict
    assert filled_rows(ROOMS, rows) == filled


def test_only_what_is_out_is_painted() -> None:
    rows = [room("客厅", "26", "14"), room("主卧", "12", "4"), room("书房", "25", "24")]
    assert cells_out(ROOMS, rows) == {(1, "out"), (2, "delta")}


def test_without_limits_a_person_decides() -> None:
    plain = two(Formula.DIFFERENCE)
    assert verdict_of(plain, [{"a": "1", "b": "2"}]) is None
    assert filled_rows(plain, [{"a": "1", "b": "2"}, {"a": "1"}]) == 1
    words = Grid(RowsOf.CARTRIDGE, (Column("since", words=True),))
    assert filled_rows(words, [{"since": "2026-11-23"}, {"since": " "}]) == 1


def test_a_worked_out_column_may_take_another() -> None:
    last = Column("d", formula=Formula.SHARE, of=("a", "c"))
    grid = Grid(RowsOf.ROOM, (*two(Formula.DIFFERENCE).columns, last, Column("e", formula=Formula.SHARE, of=("a",))))
    assert worked_out(grid, {"a": "10", "b": "4"}) == {"c": Decimal(6), "d": Decimal("60.0"), "e": None}


def test_products_are_summed_up() -> None:
    rows = [{"a": "12.5", "b": "0.059"}, {"a": "-5", "b": "0.059"}, {"a": "3"}]
    assert totals(two(Formula.PRODUCT), rows) == {"c": Decimal("0.443")}
    assert totals(two(Formula.SHARE), rows) == {}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (Decimal("3.90"), "3.90"),
        (Decimal("-0.02"), "-0.02"),
        (Decimal("0.00"), "0.00"),
        (Decimal("-0.0"), "0.0"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.12345"), "0.123"),
    ],
)
def test_shown(value: Decimal | None, text: str) -> None:
    assert shown(value) == text


@pytest.mark.parametrize(
    ("low", "high", "unit", "said"),
    [
        (8000, None, "", "≥ 8"),
        (None, -100, "MPa", "≤ −0.1 MPa"),
        (3800, 4200, "m-1", "3.8–4.2 m-1"),
        (-20, 20, "", "−0.02–0.02"),
        (0, None, "", "≥ 0"),
        (None, None, "MPa", ""),
    ],
)
def test_limits_in_words(low: int | None, high: int | None, unit: str, said: str) -> None:
    assert limits_said(low, high, unit) == said
