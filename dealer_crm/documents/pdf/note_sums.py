"""What stands above and below the lines of a note: its cells share the lines of the table, whichever columns a shop chose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dealer_crm.documents.pdf import figures
from dealer_crm.documents.pdf.fonts import width
from dealer_crm.documents.pdf.grids import Slot
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.looks import PAD
from dealer_crm.documents.pdf.note_pages import NotePages
from dealer_crm.documents.pdf.pen import Align

_NEAR = 0.07
_LEAST_WORDS = 0.4


@dataclass(frozen=True)
class Lines:
    """The columns of the table with the lines between them, for what stands above and below it."""

    codes: tuple[str, ...]
    edges: list[float]

    def near(self, share: float) -> float:
        """Return the line of the table that is near to a share of the width, or that place itself where none is."""
        left, right = self.edges[0], self.edges[-1]
        wanted = left + share * (right - left)
        found = min(self.edges[1:-1], key=lambda edge: abs(edge - wanted), default=wanted)
        return found if abs(found - wanted) <= _NEAR * (right - left) else wanted

    def below(self, code: str, need: float) -> tuple[float, float] | None:
        """Return room of at least `need` that ends with a column, None where too little is left of it for words."""
        if code not in self.codes:
            return None
        left, end = self.edges[0], self.edges[self.codes.index(code) + 1]
        start = max((edge for edge in self.edges if edge <= end - need), default=left)
        return (start, end) if start - left >= _LEAST_WORDS * (self.edges[-1] - left) else None


def total_row(sheet: Sheet, note: NotePages, label: str, total: int, lines: Lines) -> None:
    """Tell a total in 分 in words, and in digits below the amounts, or behind the words where the amounts stand far at the left."""
    size = sheet.look.value.size + 1
    left, right = lines.edges[0], lines.edges[-1]
    words, digits = figures.amount_in_words(total, sheet.t), figures.yuan(total)
    room = lines.below("amount", width(digits, size, bold=True) + 2 * PAD + 1)
    if room is None:
        note.sum_row([Slot(label, f"{words}   {digits}", bold=True)], [left, right], large=True)
        return
    slots = [Slot(label, words, bold=True), Slot("", digits, bold=True, align=Align.RIGHT)]
    after = room[1] < right - 1
    note.sum_row([*slots, *([Slot("")] if after else [])], [left, *room, *([right] if after else [])], large=True)


def counted(quantities: Iterable[tuple[str, int]]) -> str:
    """Return the sum of quantities in thousandths for each unit, for units cannot be added."""
    sums: dict[str, int] = {}
    for unit, quantity in quantities:
        sums[unit] = sums.get(unit, 0) + quantity
    return "  ".join(f"{figures.quantity(total)} {unit}".strip() for unit, total in sums.items())
