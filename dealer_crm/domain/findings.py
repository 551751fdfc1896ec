"""What was found at an item of a sheet, and what it takes to settle it: a word, a picture, a day, its readings (domain.md 2.6)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dealer_crm.domain.acceptances import SIGNING_CEREMONY, DeadlineMissing, PhotoMissing, ReadingMissing, WhyNotMissing
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.deliveries import EXPECTATIONS, MANNERS, NoteMissing, decided
from dealer_crm.domain.reading_rules import ROW, begun, filled_rows, verdict_of
from dealer_crm.domain.readings import CheckStep, Grid
from dealer_crm.domain.text import clean, one_line

MEND_DAYS = 3
"""Working days that are offered for mending what failed."""
UNSEEN = (EXPECTATIONS, MANNERS, SIGNING_CEREMONY)
"""Sheets on what people do: a picture of what failed there shows nothing."""
MOST_ROWS, LONGEST_CELL = 400, 200


@dataclass(frozen=True)
class Finding:
    """What was found. None for readings, small ticks and the day of mending = as they stand.

    `mistake` = that it failed was noted by mistake: without it what failed stands until it passes.
    """

    result: CheckResult | None = None
    value: str = ""
    note: str = ""
    due_on: date | None = None
    readings: Sequence[Mapping[str, str]] | None = None
    steps: Mapping[str, str] | None = None
    mistake: bool = False


@dataclass(frozen=True)
class Asked:
    """What an item asks for, and what it has by now: limits in thousandths of `unit`, how many pictures, the day it is mended."""

    sheet: str
    code: str
    unit: str = ""
    low: int | None = None
    high: int | None = None
    required: bool = False
    photo: bool = False
    pictures: int = 0
    due_on: date | None = None
    grid: Grid | None = None
    readings: Sequence[Mapping[str, str]] = ()


def result_of(asked: Asked, found: Finding) -> CheckResult | None:
    """Return what a finding comes to: out of limits it fails whatever was ticked.

    Raises NoteMissing, PhotoMissing, DeadlineMissing for what fails without them, PhotoMissing, ReadingMissing for what passes unseen.
    """
    rows = asked.readings if found.readings is None else found.readings
    by_value = decided(asked.low, asked.high, found.result, found.value)
    result = by_rows(asked.grid, rows, by_value)
    if result is CheckResult.FAIL:
        _refuse_bare_failure(asked, found)
    elif result is CheckResult.PASS:
        _refuse_unseen(asked, found, rows)
    return result


def by_rows(grid: Grid | None, rows: Sequence[Mapping[str, str]], result: CheckResult | None) -> CheckResult | None:
    """Return a result with what the readings of its grid say beside it."""
    read = verdict_of(grid, rows) if grid is not None else None
    if CheckResult.FAIL in (read, result):
        return CheckResult.FAIL
    return result if result is CheckResult.NA else result or read


def _refuse_bare_failure(asked: Asked, found: Finding) -> None:
    if not found.note.strip():
        raise NoteMissing(code=asked.code)
    if not asked.pictures and (asked.photo or asked.sheet not in UNSEEN):
        raise PhotoMissing(code=asked.code)
    if found.due_on is None and asked.due_on is None:
        raise DeadlineMissing(code=asked.code)


def _refuse_unseen(asked: Asked, found: Finding, rows: Sequence[Mapping[str, str]]) -> None:
    if asked.required and asked.unit and not found.value.strip():
        raise ReadingMissing(code=asked.code, least=1)
    if asked.required and asked.grid is not None and filled_rows(asked.grid, rows) < asked.grid.least:
        raise ReadingMissing(code=asked.code, least=asked.grid.least)
    if asked.photo and not asked.pictures:
        raise PhotoMissing(code=asked.code)


def after_failure(code: str, failure: str, result: CheckResult | None, note: str) -> str:
    """Return the note of an item that had failed, with the words of the failure: once it passes they are told as such, not as its note.

    Raises WhyNotMissing where it is said not to apply and nobody says why.
    """
    said = note if note != failure else ""
    if result is CheckResult.NA and not said:
        raise WhyNotMissing(code=code)
    return said if result is CheckResult.PASS else note


def steps_left(asked: Asked, steps: Sequence[CheckStep], ticked: Collection[str]) -> tuple[CheckStep, ...]:
    """Return the small ticks without which a required item does not pass; what the program sees by itself nobody has to tick."""
    if not asked.required or asked.sheet == EXPECTATIONS:
        return ()
    return tuple(step for step in steps if not step.fact and step.code not in ticked)


def looks_failed(asked: Asked, value: str) -> bool:
    """Tell whether an item that has no result yet was read out of its limits."""
    return by_rows(asked.grid, asked.readings, decided(asked.low, asked.high, None, value)) is CheckResult.FAIL


def clean_rows(grid: Grid | None, rows: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Return rows as they are kept: only what the grid asks for, in one line each, without empty rows at the end."""
    if grid is None:
        return []
    codes = [ROW, *(column.code for column in grid.columns if not column.formula)]
    kept = [{code: _cell(row.get(code, "")) for code in codes if _cell(row.get(code, ""))} for row in rows[:MOST_ROWS]]
    while kept and not kept[-1]:
        kept.pop()
    return kept


def has_readings(grid: Grid | None, rows: Sequence[Mapping[str, str]]) -> bool:
    """Tell whether anything was read: names of rows alone are nothing."""
    return grid is not None and any(begun(grid, row) for row in rows)


def clean_steps(steps: Collection[CheckStep], ticked: Mapping[str, str]) -> dict[str, str]:
    """Return the small ticks as they are kept: those that the item has, each with its word in one line."""
    return {step.code: _cell(ticked[step.code]) for step in steps if step.code in ticked}


def clean_note(words: str) -> str:
    """Return a note as it is kept."""
    return clean(words).strip()


def _cell(text: str) -> str:
    return one_line(str(text))[:LONGEST_CELL]
