"""A sheet while it is being changed: its items in order, those taken out still in sight, every step undone and redone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dealer_crm.domain.checklists import CheckItem, Checklist
from dealer_crm.domain.sheet_bodies import SheetCodeTwice, checked_sheet


@dataclass(frozen=True)
class ItemLine:
    """An item of the sheet; `retired` = it is taken out when the sheet is saved."""

    item: CheckItem
    retired: bool = False

    @property
    def code(self) -> str:
        """What the item is called by."""
        return self.item.code


class SheetEditing:
    """Begins with a version; nothing is written before `sheet()` is saved."""

    def __init__(self, sheet: Checklist) -> None:
        self._base = sheet
        self._states: list[tuple[ItemLine, ...]] = [tuple(map(ItemLine, sheet.items))]
        self._at = 0

    @property
    def lines(self) -> Sequence[ItemLine]:
        """The items as they stand now."""
        return self._states[self._at]

    def sheet(self) -> Checklist:
        """Return the sheet as it would be saved."""
        return replace(self._base, items=tuple(line.item for line in self.lines if not line.retired))

    def is_changed(self) -> bool:
        """Tell whether there is anything to save."""
        return self.sheet() != self._base

    def take(self, sheet: Checklist) -> None:
        """Go on with a draft that was left; what it lacks stands at the end, taken out."""
        kept = {item.code for item in sheet.items}
        gone = [ItemLine(item, retired=True) for item in self._base.items if item.code not in kept]
        self._do((*map(ItemLine, sheet.items), *gone))

    def put(self, item: CheckItem, code: str = "", behind: str = "") -> None:
        """Change the item of that code, or add one behind another. Raises what `checked_sheet` raises."""
        if any(line.code == item.code for line in self.lines if line.code != code):
            raise SheetCodeTwice(code=item.code)
        (checked,) = checked_sheet(replace(self._base, items=(item,))).items
        lines = list(self.lines)
        if code:
            lines = [ItemLine(checked, line.retired) if line.code == code else line for line in lines]
        else:
            place = next((at for at, line in enumerate(lines, 1) if line.code == behind), len(lines))
            lines.insert(place, ItemLine(checked))
        self._do(tuple(lines))

    def retire(self, code: str, retired: bool) -> None:
        """Take an item out, or back in."""
        self._do(tuple(ItemLine(line.item, retired) if line.code == code else line for line in self.lines))

    def move(self, code: str, step: int) -> None:
        """Let an item change places with its neighbour; at the end nothing moves."""
        lines = list(self.lines)
        at = next(at for at, line in enumerate(lines) if line.code == code)
        if 0 <= at + step < len(lines):
            lines[at], lines[at + step] = lines[at + step], lines[at]
            self._do(tuple(lines))

    def undo(self) -> None:
        """Take the last step back."""
        self._at = max(self._at - 1, 0)

    def redo(self) -> None:
        """Do it again."""
        self._at = min(self._at + 1, len(self._states) - 1)

    def _do(self, lines: tuple[ItemLine, ...]) -> None:
        if lines != self.lines:
            self._states = [*self._states[: self._at + 1], lines]
            self._at += 1
