"""Inks, grounds and distances of one paper: for offices, tight, or for needles."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dealer_crm.documents.pdf.pen import FILL, INK, LABEL, Ink

PAD = 5.0


@dataclass(frozen=True)
class Look:
    """Inks and grounds of one paper; needle printers get neither grey nor fills. A row is at least `least` high."""

    value: Ink = Ink()
    label: Ink = Ink(size=8.5, colour=LABEL, leading=11.5)
    small: Ink = Ink(size=9, leading=12.4)
    section: Ink = Ink(size=11.5, bold=True, leading=16)
    fill: str = FILL
    above: float = 3.6
    section_gap: float = 9
    label_share: float = 0.135
    most_lines: int = 24
    least: float = 0

    def scaled(self, per_cent: int, least: float) -> Look:
        """Return the look with larger or smaller letters, none below `least` points; their distances grow with them."""
        if per_cent == 100:
            return self
        value, label, small, section = (_scaled(ink, per_cent / 100, least) for ink in (self.value, self.label, self.small, self.section))
        return replace(self, value=value, label=label, small=small, section=section)


OFFICE = Look()
TIGHT = Look(value=Ink(leading=13.6), above=2.4, section_gap=5)
FORM = Look(value=Ink(size=10, leading=13), above=1.8, section_gap=4)
"""For notes that fill a short form."""
LOW = replace(FORM, above=1.0)
"""For forms of a third of a sheet."""
NEEDLE = Look(
    value=Ink(size=10, leading=13),
    label=Ink(size=9, colour=INK, leading=12),
    small=Ink(size=9, leading=12),
    fill="",
    above=2.4,
    section_gap=4,
)


def _scaled(ink: Ink, factor: float, least: float) -> Ink:
    size = max(round(ink.size * factor, 2), min(least, ink.size))
    return replace(ink, size=size, leading=round(ink.leading * size / ink.size, 2))
