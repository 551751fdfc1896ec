"""A checklist as plain data: what a filled item keeps of its sheet, and what the shop's own version of a sheet is stored as."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dealer_crm.domain.readings import CheckStep, Column, Formula, Grid, RowsOf


def plain_grid(grid: Grid) -> dict[str, Any]:
    """Return a grid as plain data."""
    return {
        "rows": grid.rows.value,
        "least": grid.least,
        "labels": [list(pair) for pair in grid.labels],
        "columns": [_plain_column(column) for column in grid.columns],
    }


def grid_of(row: Mapping[str, Any]) -> Grid:
    """Return the grid of plain data; what is missing is as usual."""
    return Grid(
        rows=RowsOf(row["rows"]),
        columns=tuple(_column(one) for one in row["columns"]),
        labels=tuple((str(zh), str(en)) for zh, en in row.get("labels", ())),
        least=row.get("least", 1),
    )


def plain_steps(steps: tuple[CheckStep, ...]) -> list[dict[str, Any]]:
    """Return small ticks as plain data."""
    return [{"code": one.code, "zh": one.zh, "en": one.en, "asks": one.asks, "fact": one.fact} for one in steps]


def steps_of(rows: list[Mapping[str, Any]]) -> tuple[CheckStep, ...]:
    """Return the small ticks of plain data."""
    return tuple(
        CheckStep(code=row["code"], zh=row["zh"], en=row["en"], asks=row.get("asks", False), fact=row.get("fact", "")) for row in rows
    )


def plain_shape(grid: Grid | None, steps: tuple[CheckStep, ...]) -> dict[str, Any]:
    """Return what a filled item keeps of its sheet besides its texts and limits."""
    return ({"grid": plain_grid(grid)} if grid else {}) | ({"steps": plain_steps(steps)} if steps else {})


def shape_of(shape: Mapping[str, Any]) -> tuple[Grid | None, tuple[CheckStep, ...]]:
    """Return the grid and the small ticks that a filled item kept."""
    grid = shape.get("grid")
    return grid_of(grid) if grid else None, steps_of(shape.get("steps", []))


def _plain_column(column: Column) -> dict[str, Any]:
    plain: dict[str, Any] = {"code": column.code, "zh": column.zh, "en": column.en, "unit": column.unit}
    more = {"low": column.low, "high": column.high, "formula": column.formula.value if column.formula else None}
    plain |= {name: value for name, value in more.items() if value is not None}
    return plain | ({"of": list(column.of)} if column.of else {}) | ({"words": True} if column.words else {})


def _column(row: Mapping[str, Any]) -> Column:
    formula = row.get("formula")
    return Column(
        code=row["code"],
        zh=row["zh"],
        en=row["en"],
        unit=row.get("unit", ""),
        low=row.get("low"),
        high=row.get("high"),
        formula=Formula(formula) if formula else None,
        of=tuple(row.get("of", ())),
        words=row.get("words", False),
    )
