"""What is printed, on which paper and printer, and what a printer refuses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from dealer_crm.domain.errors import DomainError

MOST_COPIES = 20
FARTHEST = 200
"""Offsets end at 20 mm (they are kept in tenths): farther off, the paper itself lies wrong."""


class NoPrinter(DomainError):
    """The computer has no printer, or none was chosen."""

    field = "printer"


class PrinterGone(DomainError):
    """The printer that was chosen is not there any more. Parameter: printer."""

    field = "printer"


class PrintRefused(DomainError):
    """The printer took the paper's data only in part or not at all. Parameter: printer."""


class PaperUnsuited(DomainError):
    """This document is not made for that paper. Parameters: paper, papers (those it is made for)."""


@dataclass(frozen=True)
class PaperChoice:
    """A paper that is offered: `key` is its name in the page set-up, `name` what the trade calls it; sizes in mm."""

    key: str
    name: str
    width: float
    height: float
    continuous: bool = False


@dataclass(frozen=True)
class PrintChoice:
    """How a paper is printed; offsets in tenths of a millimetre, to the right and down. Remembered for each kind of paper.

    `variant` is the form of the paper that was chosen, of those its job offers.
    """

    printer: str = ""
    paper: str = ""
    copies: int = 1
    copy_names: tuple[str, ...] = ()
    with_prices: bool = True
    offset_x: int = 0
    offset_y: int = 0
    variant: str = ""

    def checked(self) -> PrintChoice:
        """Return the choice with numbers inside what can be meant."""
        return replace(
            self,
            copies=min(max(self.copies, 1), MOST_COPIES),
            offset_x=min(max(self.offset_x, -FARTHEST), FARTHEST),
            offset_y=min(max(self.offset_y, -FARTHEST), FARTHEST),
        )


@dataclass(frozen=True)
class PrintOutcome:
    """What went to the printer."""

    printer: str
    pages: int
    copies: int


def _nothing(_choice: PrintChoice) -> None:
    """Do nothing after printing."""


@dataclass(frozen=True)
class PrintJob:
    """One paper of the program. `render` makes the PDF, `printed` is told once the printer has it (in the window's thread).

    `copies` are the names of the copies (存根, 客户 …), `needs` the fields of the shop that must not be empty on it.
    `variants` are forms to choose from, each by its code and what it is called.
    """

    kind: str
    title: str
    file_name: str
    papers: tuple[PaperChoice, ...]
    render: Callable[[PrintChoice], bytes] = field(compare=False)
    copies: tuple[str, ...] = ()
    offers_prices: bool = False
    needs: tuple[str, ...] = ()
    printed: Callable[[PrintChoice], object] = field(default=_nothing, compare=False)
    variants: tuple[tuple[str, str], ...] = ()

    def paper(self, key: str) -> PaperChoice:
        """Return the paper of that key, or the first one."""
        return next((paper for paper in self.papers if paper.key == key), self.papers[0])

    def variant(self, code: str) -> str:
        """Return the code if it is offered, else the first one that is."""
        offered = [one for one, _name in self.variants]
        return code if code in offered else next(iter(offered), "")

    def choice(self, remembered: PrintChoice | None) -> PrintChoice:
        """Return what the dialog begins with: what was remembered, as far as this paper offers it."""
        start = (remembered or PrintChoice()).checked()
        names = tuple(name for name in self.copies if name in start.copy_names)
        return replace(
            start,
            paper=self.paper(start.paper).key,
            copy_names=names or self.copies,
            with_prices=start.with_prices or not self.offers_prices,
            variant=self.variant(start.variant),
        )


def remembered(stored: object) -> dict[str, PrintChoice]:
    """Read the choices that a settings file holds by kind; what is not sound is left out."""
    if not isinstance(stored, Mapping):
        return {}
    return {str(kind): _read(entry).checked() for kind, entry in stored.items() if isinstance(entry, Mapping)}


def _read(entry: Mapping[str, object]) -> PrintChoice:
    names = entry.get("copy_names")
    prices = entry.get("with_prices")
    return PrintChoice(
        printer=_text(entry.get("printer")),
        paper=_text(entry.get("paper")),
        copies=_number(entry.get("copies"), 1),
        copy_names=tuple(map(str, names)) if isinstance(names, list | tuple) else (),
        with_prices=prices if isinstance(prices, bool) else True,
        offset_x=_number(entry.get("offset_x"), 0),
        offset_y=_number(entry.get("offset_y"), 0),
        variant=_text(entry.get("variant")),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object, default: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else default
