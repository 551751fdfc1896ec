"""Sizes of the papers a shop prints on, and what a page set-up chooses."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from dealer_crm.domain.paper_templates import CopyStyle, PaperTemplate
from dealer_crm.domain.papers import CONTINUOUS, own_paper
from dealer_crm.domain.printer_profiles import Technique

INCH = 72.0
MM = INCH / 25.4


@dataclass(frozen=True)
class Paper:
    """A size of paper: `name` is its key in choices and settings, `margins` are left, right, top, bottom; all lengths in points.

    The papers of the trade are attributes (`Paper.A4`); what a shop measured itself comes from `paper_of`.
    """

    name: str
    across: float
    above: float
    margins: tuple[float, float, float, float]

    A4: ClassVar[Paper]
    A4_LANDSCAPE: ClassVar[Paper]
    A5: ClassVar[Paper]
    A5_LANDSCAPE: ClassVar[Paper]
    CONT_241x140: ClassVar[Paper]
    CONT_241x93: ClassVar[Paper]
    CONT_241x280: ClassVar[Paper]
    LABELS_2x7: ClassVar[Paper]
    LABELS_3x8: ClassVar[Paper]
    ROLL_60x40: ClassVar[Paper]

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return self.across, self.above

    @property
    def left(self) -> float:
        """Where the content begins."""
        return self.margins[0]

    @property
    def right(self) -> float:
        """Where the content ends, from the left edge."""
        return self.across - self.margins[1]

    @property
    def top(self) -> float:
        """Where the content begins, from the lower edge."""
        return self.above - self.margins[2]

    @property
    def bottom(self) -> float:
        """Where the footer stands, from the lower edge."""
        return self.margins[3]

    @property
    def width(self) -> float:
        """Width of the content."""
        return self.right - self.left

    @property
    def continuous(self) -> bool:
        """Paper with holes at both sides, as needle printers take it."""
        return self.name.startswith(CONTINUOUS)

    @property
    def low(self) -> bool:
        """A form of a third of a sheet: what stands on it stands close."""
        return not self.labels and self.above < _LOW

    @property
    def labels(self) -> bool:
        """Labels: no head and no foot."""
        return self.name.startswith(("LABELS", "ROLL"))


_LOW = 300.0
_CONT_SIDES = (14.5 * MM, 19.3 * MM)
PAPERS: dict[str, Paper] = {
    name: Paper(name, across, above, margins)
    for name, across, above, margins in (
        ("A4", 210 * MM, 297 * MM, (16 * MM, 16 * MM, 13 * MM, 11 * MM)),
        ("A4_LANDSCAPE", 297 * MM, 210 * MM, (13 * MM, 13 * MM, 12 * MM, 10 * MM)),
        ("A5", 148 * MM, 210 * MM, (12 * MM, 12 * MM, 11 * MM, 9 * MM)),
        ("A5_LANDSCAPE", 210 * MM, 148 * MM, (14 * MM, 14 * MM, 10 * MM, 8 * MM)),
        ("CONT_241x140", 9.5 * INCH, 5.5 * INCH, (*_CONT_SIDES, 7 * MM, 7.5 * MM)),
        ("CONT_241x93", 9.5 * INCH, 11 / 3 * INCH, (*_CONT_SIDES, 6.5 * MM, 8.6 * MM)),
        ("CONT_241x280", 9.5 * INCH, 11 * INCH, (*_CONT_SIDES, 8 * MM, 8 * MM)),
        ("LABELS_2x7", 210 * MM, 297 * MM, (4.65 * MM, 4.65 * MM, 15.15 * MM, 15.15 * MM)),
        ("LABELS_3x8", 210 * MM, 297 * MM, (0.0, 0.0, 4.5 * MM, 4.5 * MM)),
        ("ROLL_60x40", 60 * MM, 40 * MM, (0.0, 0.0, 0.0, 0.0)),
    )
}
"""The papers of the trade.

Continuous paper is made in inches: "241×140" is 9.5 × 5.5 in, and its holes take half an inch at each side. Drivers of needle printers
leave a quarter of an inch (6.35 mm) blank at both ends of a form; the foot stands above that. Labels are A4 sheets of 2×7 (99.1 × 38.1
mm) or 3×8 (70 × 36 mm) with the margin round them, or a roll of 60×40 mm.
"""
for _name, _paper in PAPERS.items():
    setattr(Paper, _name, _paper)
_OWN_ENDS = 8 * MM
_OWN_SIDES = 11.5 * MM
"""The name of a copy stands in the right margin."""


def paper_of(key: str) -> Paper:
    """Return a paper by its name, or one of a shop's own size by its key (`OwnPaper.key`). Raises KeyError."""
    if key in PAPERS:
        return PAPERS[key]
    own = own_paper(key)
    if own is None:
        raise KeyError(key)
    sides = _CONT_SIDES if own.continuous else (_OWN_SIDES, _OWN_SIDES)
    return Paper(key, own.width / 10 * MM, own.height / 10 * MM, (*sides, _OWN_ENDS, _OWN_ENDS))


@dataclass(frozen=True)
class PageSetup:
    """On what, in which language and as which copies a paper is printed; `printed_at` is the shop's wall clock.

    Each copy is a set of pages of its own with its name at the edge. Without copies there is one set without a name, as for paper that
    makes its copies itself: `passed` are the names it makes then. `copy` says what differs on the copies that are laid out just now.
    `template` is what the shop chose for the kind of paper, `usual` are the kind's own copies; `logo` is a picture (PNG or JPEG), `code`
    the short code that finds the record again, `times` which print of the record this is (0 = not counted), `marks` whether a second one
    says so. `technique` tells a needle printer on sheets.
    """

    paper: Paper = PAPERS["A4"]
    language: str = "zh"
    copies: tuple[str, ...] = ()
    printed_at: datetime | None = None
    printed_by: str = ""
    times: int = 0
    template: PaperTemplate = PaperTemplate("")
    usual: tuple[CopyStyle, ...] = ()
    copy: CopyStyle = CopyStyle()
    passed: tuple[str, ...] = ()
    logo: bytes = field(default=b"", repr=False)
    code: str = ""
    marks: bool = False
    technique: Technique = Technique.AUTO

    @property
    def needles(self) -> bool:
        """Whether it is struck by needles: no fills, no grey, no thin letters."""
        return self.technique is Technique.NEEDLE or self.technique is Technique.AUTO and self.paper.continuous

    def styled(self, name: str) -> CopyStyle:
        """Return what differs on the copy of that name."""
        return self.template.copy(name, self.language, self.usual)


@dataclass(frozen=True)
class ShopHead:
    """What every paper says of the shop; `hotline` is the number it is known by, `phone` another one."""

    name: str = ""
    address: str = ""
    hotline: str = ""
    credit_code: str = ""
    note: str = ""
    postcode: str = ""
    phone: str = ""
