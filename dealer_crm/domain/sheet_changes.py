"""What the shop changed in a sheet since the shipped one, and what it says of its source then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from dealer_crm.domain.checklists import CheckItem, Checklist
from dealer_crm.domain.trade import Standing

OWN_SOURCE, CHANGED_SOURCE = "本店", "（本店修改）"


class SheetChange(StrEnum):
    """What became of an item."""

    ADDED = "added"
    REMOVED = "removed"
    WORDS = "words"
    LIMITS = "limits"
    ASKED = "asked"
    READINGS = "readings"
    MOVED = "moved"


@dataclass(frozen=True)
class ItemChange:
    """One change of one item; `item` as it is now, or as it was where it is gone."""

    kind: SheetChange
    item: CheckItem


@dataclass(frozen=True)
class Edition:
    """A version of a sheet: the shipped one, or one the shop wrote; `by` is who wrote it, "" where nobody is known."""

    sheet: Checklist
    shipped: bool = False
    written_at: datetime | None = None
    by: str = ""
    note: str = ""


def changes(old: Checklist, new: Checklist) -> tuple[ItemChange, ...]:
    """Return what changed from one version of a sheet to another, in the order of the new one; what is gone stands at the end."""
    before = {item.code: item for item in old.items}
    after = {item.code for item in new.items}
    kept = [item.code for item in old.items if item.code in after]
    stayed = _in_order(kept, [item.code for item in new.items if item.code in before])
    found = [change for item in new.items for change in _of_item(before.get(item.code), item, item.code in stayed)]
    return (*found, *(ItemChange(SheetChange.REMOVED, item) for item in old.items if item.code not in after))


def _in_order(old: list[str], new: list[str]) -> set[str]:
    """Return the codes that kept their order: the longest run through both."""
    runs: list[list[str]] = [[]]
    for code in new:
        before = [run for run in runs if not run or old.index(run[-1]) < old.index(code)]
        runs.append([*sorted(before, key=len)[-1], code])
    return set(sorted(runs, key=len)[-1])


def _of_item(old: CheckItem | None, new: CheckItem, stayed: bool) -> Iterator[ItemChange]:
    if old is None:
        yield ItemChange(SheetChange.ADDED, new)
        return
    told = {
        SheetChange.WORDS: _words(old) != _words(new),
        SheetChange.LIMITS: (old.unit, old.low, old.high) != (new.unit, new.low, new.high),
        SheetChange.ASKED: (old.required, old.photo) != (new.required, new.photo),
        SheetChange.READINGS: (old.grid, old.steps) != (new.grid, new.steps),
        SheetChange.MOVED: not stayed,
    }
    yield from (ItemChange(kind, new) for kind, changed in told.items() if changed)


def _words(item: CheckItem) -> tuple[str, ...]:
    return item.zh, item.en, item.standard_zh, item.standard_en, item.group


def with_own_sources(sheet: Checklist, shipped: Checklist) -> Checklist:
    """Return the sheet whose changed items say that the shop changed them: they are no law and no teaching any more."""
    before = {item.code: item for item in shipped.items}
    return replace(sheet, items=tuple(_sourced(item, before.get(item.code)) for item in sheet.items))


def _sourced(item: CheckItem, old: CheckItem | None) -> CheckItem:
    if old is None:
        return replace(item, source=OWN_SOURCE, standing=Standing.CUSTOM)
    if replace(item, source=old.source, standing=old.standing) == old:
        return old
    return replace(item, source=old.source.removesuffix(CHANGED_SOURCE) + CHANGED_SOURCE, standing=Standing.CUSTOM)
