"""A checklist as plain data: what a filled item keeps of its sheet, and what the shop's own version of a sheet is stored as."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dealer_crm.domain.readings import CheckStep, Column, Formula, Grid, RowsOf
from dealer_crm.domain.text import clean

LARGEST, MOST = 10**12, 1000
"""No limit is larger, and nothing of a sheet is more than so many: what says otherwise was not written by a sheet."""


class ShapeBroken(ValueError):
    """Plain data that is none of ours: something is missing or of another kind."""


def text_of(row: Mapping[str, Any], name: str, usual: str | None = None) -> str:
    """Return a text of plain data. Raises ShapeBroken."""
    value = row.get(name, usual)
    if not isinstance(value, str):
        raise ShapeBroken(name)
    return clean(value)


def limit_of(row: Mapping[str, Any], name: str) -> int | None:
    """Return a limit in thousandths, None where there is none. Raises ShapeBroken."""
    value = row.get(name)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or abs(value) > LARGEST):
        raise ShapeBroken(name)
    return value


def flag_of(row: Mapping[str, Any], name: str) -> bool:
    """Return a yes or no, no where it is missing. Raises ShapeBroken."""
    value = row.get(name, False)
    if not isinstance(value, bool):
        raise ShapeBroken(name)
    return value


def rows_in(row: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """Return the rows under a name, none where it is missing. Raises ShapeBroken."""
    value = row.get(name, [])
    if not isinstance(value, list) or len(value) > MOST or not all(isinstance(one, dict) for one in value):
        raise ShapeBroken(name)
    return value


def plain_grid(grid: Grid) -> dict[str, Any]:
    """Return a grid as plain data."""
    return {
        "rows": grid.rows.value,
        "least": grid.least,
        "labels": [list(pair) for pair in grid.labels],
        "columns": [_plain_column(column) for column in grid.columns],
    }


def grid_of(row: Mapping[str, Any]) -> Grid:
    """Return the grid of plain data; what is missing is as usual. Raises ValueError for what is no grid."""
    least = row.get("least", 1)
    if not isinstance(least, int) or isinstance(least, bool) or not 0 <= least <= MOST:
        raise ShapeBroken("least")
    return Grid(
        rows=RowsOf(text_of(row, "rows")),
        columns=tuple(_column(one) for one in rows_in(row, "columns")),
        labels=_labels(row.get("labels", [])),
        least=least,
    )


def _labels(pairs: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(pairs, list | tuple) or len(pairs) > MOST:
        raise ShapeBroken("labels")
    return tuple((clean(str(zh)), clean(str(en))) for zh, en in pairs)


def plain_steps(steps: tuple[CheckStep, ...]) -> list[dict[str, Any]]:
    """Return small ticks as plain data."""
    return [{"code": one.code, "zh": one.zh, "en": one.en, "asks": one.asks, "fact": one.fact} for one in steps]


def steps_of(rows: list[Mapping[str, Any]]) -> tuple[CheckStep, ...]:
    """Return the small ticks of plain data. Raises ShapeBroken."""
    return tuple(
        CheckStep(
            code=text_of(row, "code"),
            zh=text_of(row, "zh"),
            en=text_of(row, "en"),
            asks=flag_of(row, "asks"),
            fact=text_of(row, "fact", ""),
        )
        for row in rows
    )


def plain_shape(grid: Grid | None, steps: tuple[CheckStep, ...]) -> dict[str, Any]:
    """Return what a filled item keeps of its sheet besides its texts and limits."""
    return ({"grid": plain_grid(grid)} if grid else {}) | ({"steps": plain_steps(steps)} if steps else {})


def shape_of(shape: Mapping[str, Any]) -> tuple[Grid | None, tuple[CheckStep, ...]]:
    """Return the grid and the small ticks that a filled item kept; none of what cannot be read (a file from elsewhere)."""
    try:
        return written_shape(shape)
    except (ValueError, TypeError, AttributeError):
        return None, ()


def written_shape(shape: Mapping[str, Any]) -> tuple[Grid | None, tuple[CheckStep, ...]]:
    """Return the grid and the small ticks of a version of a sheet. Raises as `grid_of` and `steps_of`, TypeError, AttributeError."""
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
        code=text_of(row, "code"),
        zh=text_of(row, "zh"),
        en=text_of(row, "en"),
        unit=text_of(row, "unit", ""),
        low=limit_of(row, "low"),
        high=limit_of(row, "high"),
        formula=Formula(formula) if formula else None,
        of=tuple(str(code) for code in row.get("of", ())),
        words=flag_of(row, "words"),
    )
