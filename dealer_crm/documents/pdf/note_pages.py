"""Notes whose every page is the same form: the party above, as many lines as fit, terms and signatures below; sums on the last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from dealer_crm.documents.pdf import grids
from dealer_crm.documents.pdf.cells import Cell, text_cell
from dealer_crm.documents.pdf.grids import Band, Column, Slot
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.looks import Look
from dealer_crm.documents.pdf.pieces import Grid, Piece, gap
from dealer_crm.documents.pdf.rows import ruled_row
from dealer_crm.documents.pdf.signing import SignBox

_GAPS = {False: 5.0, True: 2.5}
_SIGN_HEIGHTS = {False: 46.0, True: 35.0}
_FEWEST_LINES = 2
_MOST_PARTY = 0.4


class NotePages:
    """Fills forms with lines. Tell it party, sums, terms and signatures first; `write` then makes the pages.

    `most_lines` stand on a page (0 = as many as fit) unless the shop chose a number. On low forms (`tight`) everything stands closer, and
    where no two lines have room beside terms and signatures these stand on the last page only.
    """

    def __init__(
        self, sheet: Sheet, columns: Sequence[Column], edges: Sequence[float], *, most_lines: int = 0, tight: bool = False
    ) -> None:
        self._sheet = sheet
        self._columns = columns
        self._edges = edges
        self._most_lines = sheet.template.lines or most_lines
        self._tight = tight
        self._gap = _GAPS[tight]
        self._grid = Grid(edges[0], edges[-1])
        self._party: list[Piece] = []
        self._sums: list[Piece] = []
        self._below: list[Piece] = []
        self._head = grids.head_row(columns, edges, self._grid, sheet.look)
        sheet.seen(*(column.title for column in columns))

    def party(self, rows: Sequence[Sequence[Slot]], edges: Sequence[float]) -> None:
        """Tell who gets the goods, in columns between the given lines."""
        self._seen(rows)
        self._party = grids.slot_grid(rows, edges, self._sheet.look)

    def sum_row(self, slots: Sequence[Slot], edges: Sequence[float], *, large: bool = False) -> None:
        """Tell a row that closes the table on the last page, between lines of its own."""
        self._seen([slots])
        look = self._sheet.look
        if large:
            look = replace(look, value=replace(look.value, size=look.value.size + 1, leading=look.value.leading + 2 - self._tight))
        self._sums += grids.slot_row(slots, edges, self._grid, look)

    def terms(self, text: str) -> None:
        """Tell the words under the table."""
        look = self._sheet.look
        self._sheet.seen(text)
        cell = text_cell((self._edges[0] - 5, self._edges[-1] + 5), text, look.small)
        self._below += [gap(3 - self._tight), *(_open(cell, start) for start in range(len(cell.lines)))]

    def signatures(self, signs: Mapping[str, SignBox] | Sequence[SignBox], edges: Sequence[float]) -> None:
        """Tell who signs between which lines; the room of a box that is left out falls to its neighbour."""
        if isinstance(signs, Mapping):
            shown = self._sheet.signs(signs)
            edges = _edges_of([code in shown for code in signs], edges)
            signs = list(shown.values())
        if signs:
            self._below += [gap(self._gap), self._sheet.signing(signs, edges, _SIGN_HEIGHTS[self._tight])]

    def write(self, rows: Sequence[Sequence[str] | Band], least: int) -> None:
        """Write all pages; the last one is filled with struck rows up to `least` lines where there is room.

        A `Band` goes on about the line above it, across the table. Where sums and signatures have no room beside the party, a last page
        of their own has them together, for nobody signs what he does not see.
        """
        forms, least = self._forms(rows), min(least, self._most_lines or least)
        for number, form in enumerate(forms, 1):
            last = number == len(forms)
            if number > 1:
                self._sheet.end_page()
            closing = self._sums if last else self._continued()
            below = self._below if last or self._signed() else []
            party = self._party if number == 1 or self._repeated() and not (last and self._room() < 0) else []
            room = self._room() + (0 if party else self._more())
            filling = self._struck(least - len(form), room - _height(form)) if last else []
            head = self._head if form or not rows else []
            self._sheet.add(*party, gap(self._gap), *head, *form, *filling, *closing, *below)

    def _forms(self, rows: Sequence[Sequence[str] | Band]) -> list[list[Piece]]:
        """Share the lines out to pages; on all but the last one, lines stand where its sums do."""
        forms: list[list[Piece]] = [[]]
        last, look = self._room(), self._look()
        more = self._more()
        left = self._other_room()
        room = left + more
        for row in rows:
            for piece in self._row(row, self._begun(row, left, look) if more and forms == [[]] else look):
                full = self._most_lines and len(forms[-1]) >= self._most_lines
                begun = forms[-1] or more and len(forms) == 1
                if begun and (full or piece.height > left):
                    forms.append([])
                    left = room
                forms[-1].append(piece)
                left -= piece.height
        if _height(forms[-1]) > last + (more if len(forms) > 1 else 0):
            forms.append([forms[-1].pop()] if len(forms[-1]) > 1 and forms[-1][-1].height <= last else [])
        return forms

    def _begun(self, row: Sequence[str] | Band, room: float, look: Look) -> Look:
        """Return the look of a first line that begins below a high party rather than leave that page without any."""
        beside = int((room - 2 * look.above) / look.value.leading)
        whole = self._row(row, look)[0].height <= room
        return look if whole or beside < 1 else replace(look, most_lines=beside)

    def _row(self, row: Sequence[str] | Band, look: Look) -> list[Piece]:
        """Return a line of goods, or what goes on about it."""
        if isinstance(row, Band):
            self._sheet.seen(row.text)
            return ruled_row([text_cell((self._edges[0], self._edges[-1]), row.text, look.small)], self._grid, look)
        self._sheet.seen(*row)
        return grids.table_row(self._columns, row, self._edges, self._grid, look)

    def _repeated(self) -> bool:
        """Tell whether every page says whose it is: not where that takes much of a page."""
        return _height(self._party) <= self._sheet.room * _MOST_PARTY

    def _more(self) -> float:
        """Return how much higher the pages after the first one are."""
        return 0 if self._repeated() else _height(self._party)

    def _room(self) -> float:
        """Return the height for lines on the last page where the party stands on it."""
        fixed = (*self._party, *self._head, *self._sums, *self._below)
        return self._sheet.room - self._gap - _height(fixed)

    def _other_room(self) -> float:
        """Return the height for lines on the other pages where the party stands on them."""
        more = _height(self._sums) - _height(self._continued())
        return self._room() + max(more, 0) + (0 if self._signed() else _height(self._below))

    def _signed(self) -> bool:
        """Tell whether every page is signed: where some lines still have room."""
        look = self._sheet.look
        return self._room() >= _FEWEST_LINES * (look.value.leading + 2 * look.above)

    def _look(self) -> Look:
        """A line takes at most a page."""
        look = self._sheet.look
        room = self._room() if self._signed() else self._other_room()
        return replace(look, most_lines=max(int((room + self._more() - 2 * look.above) / look.value.leading), 1))

    def _struck(self, count: int, room: float) -> list[Piece]:
        """Return empty rows, the first of which says that nothing follows."""
        words = self._sheet.t.context("paper", "—— nothing below ——") if self._sheet.template.struck else ""
        empty = [""] * len(self._columns)
        widths = [end - start for start, end in pairwise(self._edges)]
        widest = widths.index(max(widths))
        texts = [*empty[:widest], words, *empty[widest + 1 :]]
        said, struck = (grids.table_row(self._columns, row, self._edges, self._grid, self._sheet.look) for row in (texts, empty))
        found: list[Piece] = []
        for pieces in [said, *[struck] * (count - 1)][: max(count, 0)]:
            room -= _height(pieces)
            if room < 0:
                break
            found += pieces
        return found

    def _continued(self) -> list[Piece]:
        t = self._sheet.t
        there = t.context("paper", "Continued on the next page; totals on the last one.")
        words = there if self._sums else t.context("paper", "Continued on the next page.")
        cell = text_cell((self._edges[0], self._edges[-1]), words, self._sheet.look.label)
        return ruled_row([cell], self._grid, self._sheet.look)

    def _seen(self, rows: Sequence[Sequence[Slot]]) -> None:
        self._sheet.seen(*(text for slots in rows for slot in slots for text in (slot.label, slot.value, slot.aside)))


def _height(pieces: Sequence[Piece]) -> float:
    return sum(piece.height for piece in pieces)


def _open(cell: Cell, number: int) -> Piece:
    line = cell.lines[number]
    return Piece(line.ink.leading, lambda pen, y: line.draw(pen, y - line.ink.drop))


def _edges_of(shown: Sequence[bool], edges: Sequence[float]) -> list[float]:
    """Return the lines between the boxes that are shown; a box grows to the left, the first one to the right."""
    kept = [edge for edge, one in zip(edges, shown, strict=False) if one]
    return [edges[0], *kept[1:], edges[-1]]
