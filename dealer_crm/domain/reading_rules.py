"""What readings in a grid come to: columns worked out, numbers out of their limits, the verdict of the whole (domain.md 2.6, 3.6).

What is shown is what is judged: percentages to a tenth, products to a thousandth, pressures as a gauge shows them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from dealer_crm.domain.checklists import CheckResult, number_in
from dealer_crm.domain.pressure import PressureHold
from dealer_crm.domain.readings import Column, Formula, Grid

ROW = "row"
"""The key under which a reading keeps what its row is called (the room, the loop); no column has this code."""
TENTH, THOUSANDTH, HUNDRED = Decimal("0.1"), Decimal("0.001"), Decimal(100)
TAKES = dict.fromkeys(Formula, 2) | {Formula.HOLD_EXPECTED: 3, Formula.HOLD_LOST: 4}
"""How many columns a formula takes."""

Reading = Mapping[str, str]


def _percent(share: Decimal) -> Decimal:
    return (share * HUNDRED).quantize(TENTH, ROUND_HALF_UP)


def _product(a: Decimal, b: Decimal) -> Decimal:
    return (a * b).quantize(THOUSANDTH, ROUND_HALF_UP)


def _expected(first: Decimal, first_celsius: Decimal, last_celsius: Decimal) -> Decimal:
    return PressureHold(first, first_celsius, first, last_celsius).expected()


def _lost(first: Decimal, first_celsius: Decimal, last: Decimal, last_celsius: Decimal) -> Decimal:
    return PressureHold(first, first_celsius, last, last_celsius).lost()


RULES: dict[Formula, Callable[..., Decimal]] = {
    Formula.DIFFERENCE: lambda a, b: a - b,
    Formula.REJECTION: lambda a, b: _percent(1 - b / a),
    Formula.DEVIATION: lambda a, b: _percent((b - a) / a),
    Formula.SHARE: lambda a, b: _percent(b / a),
    Formula.PRODUCT: _product,
    Formula.HOLD_EXPECTED: _expected,
    Formula.HOLD_LOST: _lost,
}


def worked_out(grid: Grid, row: Reading) -> dict[str, Decimal | None]:
    """Return each worked-out column of a row; None where a number is missing or nothing can be made of it."""
    known = {column.code: number_in(row.get(column.code, "")) for column in grid.columns if not column.words}
    out: dict[str, Decimal | None] = {}
    for column in grid.columns:
        if column.formula:
            known[column.code] = out[column.code] = _worked_out(column.formula, [known.get(code) for code in column.of])
    return out


def _worked_out(formula: Formula, numbers: Sequence[Decimal | None]) -> Decimal | None:
    if None in numbers or len(numbers) != TAKES[formula]:
        return None
    try:
        return RULES[formula](*numbers)
    except ArithmeticError:
        return None


def numbers_of(grid: Grid, row: Reading) -> dict[str, Decimal | None]:
    """Return every number of a row, read and worked out; words are left out."""
    read = {column.code: number_in(row.get(column.code, "")) for column in grid.columns if not column.words}
    return read | worked_out(grid, row)


def begun(grid: Grid, row: Reading) -> bool:
    """Tell whether anything was read in a row; its name alone is nothing."""
    return any(row.get(column.code, "").strip() for column in grid.columns if not column.formula)


def complete(grid: Grid, row: Reading) -> bool:
    """Tell whether a row has all that its verdict needs: what is bounded and what that is worked out of, else every number, else all."""
    numbers = numbers_of(grid, row)
    columns = {column.code: column for column in grid.columns}
    needed = _needed(grid)
    return all(row.get(code, "").strip() if columns[code].words else numbers[code] is not None for code in needed)


def _needed(grid: Grid) -> list[str]:
    bounded = [column.code for column in grid.columns if is_bounded(column)]
    numbers = [column.code for column in grid.columns if not column.words and not column.formula]
    return bounded or numbers or [column.code for column in grid.columns]


def is_bounded(column: Column) -> bool:
    """Tell whether a column has a limit."""
    return column.low is not None or column.high is not None


def cells_out(grid: Grid, readings: Sequence[Reading]) -> frozenset[tuple[int, str]]:
    """Return the cells whose number is out of its limits, as row and column code."""
    found = ((at, column, numbers_of(grid, row).get(column.code)) for at, row in enumerate(readings) for column in grid.columns)
    return frozenset((at, column.code) for at, column, number in found if number is not None and not inside(column, number))


def inside(column: Column, number: Decimal) -> bool:
    """Tell whether a number keeps the limits of its column."""
    return (column.low is None or number * 1000 >= column.low) and (column.high is None or number * 1000 <= column.high)


def verdict_of_row(grid: Grid, row: Reading) -> CheckResult | None:
    """Return what a row comes to; None without limits or while a number it needs is missing: then a person decides."""
    if cells_out(grid, [row]):
        return CheckResult.FAIL
    if not any(map(is_bounded, grid.columns)) or not complete(grid, row):
        return None
    return CheckResult.PASS


def verdict_of(grid: Grid, readings: Sequence[Reading]) -> CheckResult | None:
    """Return what all rows come to: one number out of its limits fails; it passes when every begun row passes, `least` at least."""
    verdicts = [verdict_of_row(grid, row) for row in readings if begun(grid, row)]
    if CheckResult.FAIL in verdicts:
        return CheckResult.FAIL
    if None in verdicts or len(verdicts) < grid.least:
        return None
    return CheckResult.PASS if verdicts else None


def filled_rows(grid: Grid, readings: Sequence[Reading]) -> int:
    """Return how many rows have all they need; the grid asks for `least`."""
    return sum(begun(grid, row) and complete(grid, row) for row in readings)


def totals(grid: Grid, readings: Sequence[Reading]) -> dict[str, Decimal]:
    """Return the sum of each column that is a product (kg of refrigerant): a difference or a share has no sum."""
    codes = [column.code for column in grid.columns if column.formula is Formula.PRODUCT]
    found = [worked_out(grid, row) for row in readings]
    return {code: sum((row[code] or Decimal() for row in found), Decimal()) for code in codes}


def shown(value: Decimal | None) -> str:
    """Return a number as it is written: no exponent, three decimals at most; "" for None."""
    if value is None:
        return ""
    plain = value if _decimals(value) <= 3 else value.quantize(THOUSANDTH, ROUND_HALF_UP)
    return f"{plain if plain else abs(plain):f}"


def limits_said(low: int | None, high: int | None, unit: str = "") -> str:
    """Write limits in thousandths of a unit: ≥ 8 ℃, ≤ −0.1, 0.4–0.6 MPa; "" where there are none."""
    least, most = (None if one is None else shown(Decimal(one) / 1000) for one in (low, high))
    if least is None and most is None:
        return ""
    said = f"≤ {most}" if least is None else f"≥ {least}" if most is None else f"{least}–{most}"
    return f"{said.replace('-', '−')} {unit}".strip()


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
