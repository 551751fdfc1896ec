"""A whole sheet as plain data, and what a sheet may be: the shop writes its own versions (domain.md 2.6)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from dealer_crm.domain.acceptances import SheetStage
from dealer_crm.domain.checklists import CheckGroup, CheckItem, Checklist, Closes, number_in
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.expectations import Fact
from dealer_crm.domain.reading_rules import ROW, TAKES
from dealer_crm.domain.readings import CheckStep, Column, Grid
from dealer_crm.domain.sheet_shapes import flag_of, limit_of, plain_shape, rows_in, text_of, written_shape
from dealer_crm.domain.text import one_line
from dealer_crm.domain.trade import Standing

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,23}")
MOST_ITEMS, MOST_COLUMNS, MOST_ROWS, MOST_STEPS, LONGEST, LARGEST = 60, 16, 60, 12, 300, 10**12


class SheetBroken(DomainError):
    """What is to be read is no sheet of ours. Parameter: code."""


class SheetEmpty(DomainError):
    """A sheet has at least one item."""


class SheetTooMuch(DomainError):
    """More items, columns, rows or letters than fit on paper. Parameters: code, most."""


class SheetWordless(DomainError):
    """An item or a column says nothing. Parameter: code."""

    field = "zh"


class SheetCodeUnfit(DomainError):
    """A code is letters, digits and dashes. Parameter: code."""

    field = "code"


class SheetCodeTwice(DomainError):
    """Two items of a sheet, or two columns of an item, have one code. Parameter: code."""

    field = "code"


class SheetLimitsCrossed(DomainError):
    """The lower limit lies above the upper one. Parameter: code."""

    field = "low"


class SheetLimitUnread(DomainError):
    """A limit is a number. Parameter: text."""


class SheetUnitMissing(DomainError):
    """A limit needs a unit. Parameter: code."""

    field = "unit"


class SheetFormulaBroken(DomainError):
    """A worked-out column takes columns that stand before it. Parameter: code."""


class SheetLettersFixed(DomainError):
    """The eight expectations stay A to H: their words may change, the letters may not. Parameter: code."""


def limit_in(text: str) -> int | None:
    """Return a limit as it was typed, in thousandths; None for nothing. Raises SheetLimitUnread."""
    number = number_in(text)
    if not text.strip():
        return None
    if number is None or abs(number) > LARGEST:
        raise SheetLimitUnread(text=one_line(text)[:40])
    return int((number * 1000).quantize(Decimal(1), ROUND_HALF_UP))


def limit_text(limit: int | None) -> str:
    """Return a limit as it is typed."""
    return "" if limit is None else f"{(Decimal(limit) / 1000).normalize():f}"


def plain_sheet(sheet: Checklist) -> dict[str, Any]:
    """Return a sheet as plain data."""
    return {
        **_plain_words(sheet.zh, sheet.en, sheet.source, sheet.standing),
        "stage": sheet.stage.value if sheet.stage else "",
        "groups": [{"code": group.code, "zh": group.zh, "en": group.en} for group in sheet.groups],
        "items": [_plain_item(item) for item in sheet.items],
    }


def _plain_words(zh: str, en: str, source: str, standing: Standing) -> dict[str, Any]:
    return {"zh": zh, "en": en, "source": source, "basis": standing.value}


def _plain_item(item: CheckItem) -> dict[str, Any]:
    limits = {name: value for name, value in (("low", item.low), ("high", item.high)) if value is not None}
    return {
        "code": item.code,
        "group": item.group,
        **_plain_words(item.zh, item.en, item.source, item.standing),
        "standard_zh": item.standard_zh,
        "standard_en": item.standard_en,
        "unit": item.unit,
        **limits,
        "required": item.required,
        "photo": item.photo,
        "closes": item.closes.value,
        **plain_shape(item.grid, item.steps),
    }


def sheet_of(code: str, version: int, body: object) -> Checklist:
    """Return the sheet of plain data. Raises SheetBroken and what `checked_sheet` raises."""
    try:
        if not isinstance(body, Mapping):
            raise SheetBroken(code=code)
        return checked_sheet(_sheet(code, version, body))
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise SheetBroken(code=code) from error


def _sheet(code: str, version: int, body: Mapping[str, Any]) -> Checklist:
    stage, words = text_of(body, "stage", ""), _words(body)
    return Checklist(
        code=code,
        version=version,
        items=tuple(_item(row) for row in rows_in(body, "items")),
        groups=tuple(CheckGroup(code=text_of(row, "code"), **_words({**body, **row})) for row in rows_in(body, "groups")),
        stage=SheetStage(stage) if stage else None,
        **words,
    )


def _words(row: Mapping[str, Any]) -> dict[str, Any]:
    words = {"zh": text_of(row, "zh"), "en": text_of(row, "en"), "source": text_of(row, "source", "")}
    return words | {"standing": Standing(text_of(row, "basis", Standing.CUSTOM))}


def _item(row: Mapping[str, Any]) -> CheckItem:
    grid, steps = written_shape(row)
    return CheckItem(
        code=text_of(row, "code"),
        group=text_of(row, "group"),
        standard_zh=text_of(row, "standard_zh", ""),
        standard_en=text_of(row, "standard_en", ""),
        unit=text_of(row, "unit", ""),
        low=limit_of(row, "low"),
        high=limit_of(row, "high"),
        required=flag_of(row, "required"),
        photo=flag_of(row, "photo"),
        closes=Closes(text_of(row, "closes", Closes.HERE)),
        grid=grid,
        steps=steps,
        **_words(row),
    )


def checked_sheet(sheet: Checklist) -> Checklist:
    """Return a sheet with its texts cleaned, or raise what is wrong with it (every refusal of this module but SheetBroken)."""
    if not sheet.items:
        raise SheetEmpty
    _few(sheet.code, sheet.items, MOST_ITEMS)
    _few(sheet.code, sheet.groups, MOST_ITEMS)
    _once([item.code for item in sheet.items])
    groups = _groups(sheet)
    known = {group.code for group in groups}
    items = tuple(_checked_item(item if item.group in known else replace(item, group=groups[0].code)) for item in sheet.items)
    return replace(sheet, items=items, groups=groups, **_said(sheet.code, sheet.zh, sheet.en))


def _groups(sheet: Checklist) -> tuple[CheckGroup, ...]:
    """Return the headings, one with the sheet's own words where it has none."""
    groups = sheet.groups or (CheckGroup(code="items", zh=sheet.zh, en=sheet.en),)
    _once([group.code for group in groups])
    return tuple(replace(group, **_said(group.code, group.zh, group.en)) for group in groups)


def _checked_item(item: CheckItem) -> CheckItem:
    if (item.low is not None or item.high is not None) and not item.unit.strip():
        raise SheetUnitMissing(code=item.code)
    _bounds(item.code, item.low, item.high)
    _few(item.code, item.steps, MOST_STEPS)
    _once([step.code for step in item.steps])
    zh, en = _text(item.code, item.standard_zh), _text(item.code, item.standard_en)
    return replace(
        item,
        standard_zh=zh or en,
        standard_en=en or zh,
        unit=_text(item.code, item.unit),
        source=_text(item.code, item.source),
        grid=_checked_grid(item.code, item.grid) if item.grid else None,
        steps=tuple(_checked_step(step) for step in item.steps),
        **_said(item.code, item.zh, item.en),
    )


def _checked_step(step: CheckStep) -> CheckStep:
    if step.fact and step.fact not in set(Fact):
        raise SheetBroken(code=step.code)
    return replace(step, **_said(step.code, step.zh, step.en))


def _checked_grid(code: str, grid: Grid) -> Grid:
    _few(code, grid.columns, MOST_COLUMNS)
    _few(code, grid.labels, MOST_ROWS)
    if not grid.columns:
        raise SheetEmpty
    if not 1 <= grid.least <= MOST_ROWS:
        raise SheetTooMuch(code=code, most=MOST_ROWS)
    _once([column.code for column in grid.columns], ROW)
    columns = tuple(_checked_column(column, {one.code for one in grid.columns[:at]}) for at, column in enumerate(grid.columns))
    labels = [(_text(code, zh), _text(code, en)) for zh, en in grid.labels]
    return replace(grid, columns=columns, labels=tuple((zh or en, en or zh) for zh, en in labels if zh or en))


def _checked_column(column: Column, before: set[str]) -> Column:
    _bounds(column.code, column.low, column.high)
    if column.formula and (len(column.of) != TAKES[column.formula] or not set(column.of) <= before or column.words):
        raise SheetFormulaBroken(code=column.code)
    return replace(column, unit=_text(column.code, column.unit), **_said(column.code, column.zh, column.en))


def _bounds(code: str, low: int | None, high: int | None) -> None:
    if low is not None and high is not None and low > high:
        raise SheetLimitsCrossed(code=code)
    if max(abs(low or 0), abs(high or 0)) > LARGEST:
        raise SheetTooMuch(code=code, most=LARGEST // 1000)


def _said(code: str, zh: str, en: str) -> dict[str, Any]:
    """Return the words of an entry; one language stands for the other. Raises SheetWordless, SheetTooMuch."""
    zh, en = _text(code, zh), _text(code, en)
    if not zh and not en:
        raise SheetWordless(code=code)
    return {"zh": zh or en, "en": en or zh}


def _text(code: str, text: str) -> str:
    plain = one_line(text)
    if len(plain) > LONGEST:
        raise SheetTooMuch(code=code, most=LONGEST)
    return plain


def _few(code: str, entries: tuple[object, ...], most: int) -> None:
    if len(entries) > most:
        raise SheetTooMuch(code=code, most=most)


def _once(codes: Iterable[str], *taken: str) -> None:
    """Raise SheetCodeUnfit, SheetCodeTwice."""
    seen = set(taken)
    for code in codes:
        if not CODE.fullmatch(code):
            raise SheetCodeUnfit(code=code[:40])
        if code in seen:
            raise SheetCodeTwice(code=code)
        seen.add(code)
