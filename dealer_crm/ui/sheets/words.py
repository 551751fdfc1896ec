"""How readings, pressure holds and what is still missing are written on sheets; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.findings import UNSEEN
from dealer_crm.domain.reading_rules import ROW, cells_out, filled_rows, numbers_of, shown
from dealer_crm.domain.readings import Column, Formula, Grid
from dealer_crm.domain.text import apart
from dealer_crm.i18n import Translator
from dealer_crm.services.check_rows import CheckRow
from dealer_crm.words.labels import label

Rows = Sequence[Mapping[str, str]]


def column_words(column: Column, language: str) -> str:
    """Name a column with its unit."""
    words = column.zh if language == "zh" else column.en
    return f"{words} {column.unit}".strip()


def first_rows(grid: Grid, readings: Rows, language: str) -> list[dict[str, str]]:
    """Return the rows of a grid as they are begun with: what was read, else the names it begins with."""
    if readings:
        return [dict(row) for row in readings]
    return [{ROW: zh if language == "zh" else en} for zh, en in grid.labels]


def grid_words(check: CheckRow, t: Translator) -> str:
    """Say how far the readings of an item are: 3 of the 4 rows that it wants, 1 out of limits; once it has them, how many were read."""
    if check.grid is None:
        return ""
    read, out = filled_rows(check.grid, check.readings), len(cells_out(check.grid, check.readings))
    least = check.grid.least
    words = (t("{n} of {all} rows read") if read < least else t("Rows read: {n}")).format(n=read, all=least)
    beyond = t("{n} out of limits").format(n=out)
    return f"{words} · {beyond}" if out else words


def hold_words(grid: Grid, row: Mapping[str, str], t: Translator) -> str:
    """Say what a pressure hold means with its numbers; "" where the row is none, or not read yet."""
    rule = next((column for column in grid.columns if column.formula is Formula.HOLD_LOST), None)
    if rule is None or len(rule.of) != 4:
        return ""
    numbers = numbers_of(grid, row)
    first, first_celsius, last, last_celsius = (numbers.get(code) for code in rule.of)
    lost = numbers.get(rule.code)
    if None in (first, first_celsius, last, last_celsius, lost) or lost is None or last is None:
        return ""
    values = {
        "first": shown(first),
        "t1": shown(first_celsius),
        "expected": shown(last + lost),
        "t2": shown(last_celsius),
        "last": shown(last),
        "off": shown(abs(lost)),
    }
    if lost < 0:
        words = t("{first} MPa at {t1} ℃ should be {expected} at {t2} ℃; read {last}: {off} more than expected")
    elif lost == 0:
        words = t("{first} MPa at {t1} ℃ should be {expected} at {t2} ℃; read {last}: nothing lost")
    else:
        words = t("{first} MPa at {t1} ℃ should be {expected} at {t2} ℃; read {last}: lost {off}")
    return words.format(**values)


def last_words(check: CheckRow, t: Translator) -> str:
    """Say what was read the last time; "" where nothing was."""
    last = check.last
    if last is None:
        return ""
    value = f"{last.value} {check.unit}".strip() if last.value else ""
    read = t("{n} rows read").format(n=len(last.readings)) if last.readings else ""
    day = last.on.isoformat() if last.on else ""
    return t("Last time: {words}").format(words=" · ".join(filter(None, (value, read, day))))


def wants_words(check: CheckRow, result: CheckResult | None, note: str, *, due: bool, t: Translator) -> str:
    """Say what a result still wants before it is noted; "" where it has all."""
    failed = result is CheckResult.FAIL
    wants = [t("a note")] if failed and not note.strip() else []
    if not check.photos and (check.photo or (failed and check.sheet not in UNSEEN)):
        wants.append(t("a picture (Ctrl+V, or choose a file)"))
    if failed and not due:
        wants.append(t("the day it is mended"))
    if not wants:
        return ""
    head = t("Did not pass; still missing: {what}") if failed else t("Still missing: {what}")
    return head.format(what=t(", ").join(wants))


def failure_words(check: CheckRow, t: Translator) -> str:
    """Say until when what failed is mended, or what had failed there; "" where nothing did."""
    if check.result is CheckResult.FAIL:
        return t("mend by {day}").format(day=check.due_on.isoformat()) if check.due_on else ""
    if not check.failed_at:
        return ""
    day = check.failed_at.astimezone().date().isoformat()
    return t("failed on {day}: {words}").format(day=day, words=apart(check.failure))


def row_name(grid: Grid, place: int, t: Translator) -> str:
    """Name a row that has no name of its own: Room of the house 3."""
    return f"{label(grid.rows, t)} {place + 1}"
