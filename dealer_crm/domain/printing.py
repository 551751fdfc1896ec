"""What is printed, on which paper and printer, and what a printer refuses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.papers import CONTINUOUS
from dealer_crm.domain.print_log import OVERPRINT
from dealer_crm.domain.printer_profiles import Placement, PrinterProfile, Technique

MOST_COPIES = 20


class NoPrinter(DomainError):
    """The computer has no printer, or none was chosen."""

    field = "printer"


class PrinterGone(DomainError):
    """The printer that was chosen is not there any more. Parameter: printer."""

    field = "printer"


class PrintRefused(DomainError):
    """The printer took the paper's data only in part or not at all. Parameter: printer."""


class FormMissing(DomainError):
    """The driver has no form of that size, and would take another one. Parameters: printer, paper."""

    field = "paper"


class PaperUnsuited(DomainError):
    """This document is not made for that paper. Parameters: paper, papers (those it is made for)."""


class PaperTooSmall(PaperUnsuited):
    """What has to stand on this paper would lie over each other."""

    field = "paper"


class CopyUnknown(DomainError):
    """A paper is not made in such a copy. Parameters: copy, copies (those it is made in)."""


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

    `variant` is the form of the paper that was chosen, of those its job offers. `one_pass` = the paper makes its copies itself
    (carbonless): one set of pages, none for each name. `technique`, `dpi`, `drift` and `tray` are those of the printer's profile.
    `anyway` = on this once, although the driver lacks the form. `begun` = so many sheets of the same stack went out just before: what
    drifts does not begin anew with each paper of a batch. Neither is remembered.
    """

    printer: str = ""
    paper: str = ""
    copies: int = 1
    copy_names: tuple[str, ...] = ()
    with_prices: bool = True
    offset_x: int = 0
    offset_y: int = 0
    variant: str = ""
    one_pass: bool = False
    technique: Technique = Technique.AUTO
    dpi: int = 0
    drift: int = 0
    tray: str = ""
    anyway: bool = False
    begun: int = 0

    @property
    def place(self) -> Placement:
        """Where it lands on the paper."""
        return Placement(self.offset_x, self.offset_y, self.drift, self.tray)

    def placed(self, place: Placement) -> PrintChoice:
        """Return the choice with another place on the paper."""
        return replace(self, offset_x=place.offset_x, offset_y=place.offset_y, drift=place.drift, tray=place.tray)

    def checked(self) -> PrintChoice:
        """Return the choice with numbers inside what can be meant."""
        return replace(self, copies=min(max(self.copies, 1), MOST_COPIES)).placed(self.place.checked())


@dataclass(frozen=True)
class PrintOutcome:
    """What went to the printer."""

    printer: str
    pages: int
    copies: int


def _nothing(_choice: PrintChoice) -> None:
    """Do nothing after printing."""


def _no_ground(_choice: PrintChoice) -> bytes:
    """Show nothing below."""
    return b""


@dataclass(frozen=True)
class PrintJob:
    """One paper of the program. `render` makes the PDF, `printed` is told once the printer has it (in the window's thread).

    `copies` are the names of the copies (存根, 客户 …), `needs` the fields of the shop that must not be empty on it.
    `variants` are forms to choose from, each by its code and what it is called; prints of each are counted for themselves, so a paper
    that has one form here and another one elsewhere names that alone. `kind` is a code of papers.toml; `record_id` is the
    record the paper is of (None: of a day, a list), `number` what it is called by there: by both the print log knows it again.
    `forms` are the variants that fill a form printed elsewhere, with its paper: it has no named copies. `ground` gives the picture of
    that form, which is shown below what is printed and never printed itself. `differ` = the copies do not all say the same: one pass
    would show each of them what only the first one may say (prices), so it is never taken by itself.
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
    record_id: int | None = None
    number: str = ""
    forms: tuple[tuple[str, PaperChoice], ...] = ()
    ground: Callable[[PrintChoice], bytes] = field(default=_no_ground, compare=False)
    differ: bool = False

    def paper(self, key: str) -> PaperChoice:
        """Return the paper of that key, or the first one."""
        offered = (*self.papers, *(paper for _variant, paper in self.forms))
        return next((paper for paper in offered if paper.key == key), self.papers[0])

    def papers_of(self, variant: str) -> tuple[PaperChoice, ...]:
        """Return the papers of a variant: a form that was printed elsewhere is its own."""
        own = dict(self.forms).get(variant)
        return (own,) if own else self.papers

    def variant(self, code: str) -> str:
        """Return the code if it is offered, else the first one that is."""
        offered = [one for one, _name in self.variants]
        return code if code in offered else next(iter(offered), "")

    def passes(self, paper: PaperChoice) -> bool:
        """Tell whether the copies usually come out of one pass: continuous paper makes them itself."""
        return paper.continuous and bool(self.copies) and not self.differ

    def choice(self, remembered: PrintChoice | None) -> PrintChoice:
        """Return what the dialog begins with: what was remembered, as far as this paper offers it."""
        start = (remembered or PrintChoice()).checked()
        variant = self.variant(start.variant)
        offered, names = self.papers_of(variant), tuple(name for name in self.copies if name in start.copy_names)
        paper = next((paper for paper in offered if paper.key == start.paper), offered[0])
        alike = paper.key == start.paper and start.variant in ("", variant)
        found = replace(
            start,
            paper=paper.key,
            copy_names=names or self.copies,
            one_pass=start.one_pass and bool(self.copies) and not self.differ if alike else self.passes(paper),
            with_prices=start.with_prices or not self.offers_prices,
            variant=variant,
        )
        return self.fitted(found)

    def offers(self, remembered: PrintChoice) -> bool:
        """Tell whether all that was remembered is there still: sheet, paper, and the copies where each has a page of its own."""
        found = self.choice(remembered)
        named = not self.differ if remembered.one_pass else not self.copies or set(remembered.copy_names) <= set(self.copies)
        alone = len(self.variants) < 2 and not remembered.variant.startswith(OVERPRINT)
        return named and found.paper == remembered.paper and (alone or remembered.variant in ("", found.variant))

    def fitted(self, choice: PrintChoice) -> PrintChoice:
        """Return the choice as its variant can be printed: a form that was printed elsewhere has no named copies."""
        return replace(choice, copy_names=(), one_pass=False) if choice.variant in dict(self.forms) else choice


def remembered(stored: object) -> dict[str, PrintChoice]:
    """Read the choices that a settings file holds by kind; what is not sound is left out."""
    if not isinstance(stored, Mapping):
        return {}
    return {str(kind): _read(entry).checked() for kind, entry in stored.items() if isinstance(entry, Mapping)}


def moved_to_printers(choices: Mapping[str, PrintChoice]) -> dict[str, PrinterProfile]:
    """Return what was kept with the kinds of paper, before printers had profiles, as profiles of those printers."""
    found: dict[str, PrinterProfile] = {}
    for kind, choice in choices.items():
        if choice.printer and choice.paper and choice.place != Placement():
            found[choice.printer] = found.get(choice.printer, PrinterProfile()).placed(kind, choice.paper, choice.place)
    return found


def _read(entry: Mapping[str, object]) -> PrintChoice:
    names = entry.get("copy_names")
    prices, passed = entry.get("with_prices"), entry.get("one_pass")
    return PrintChoice(
        printer=_text(entry.get("printer")),
        paper=_text(entry.get("paper")),
        copies=_number(entry.get("copies"), 1),
        copy_names=tuple(map(str, names)) if isinstance(names, list | tuple) else (),
        with_prices=prices if isinstance(prices, bool) else True,
        offset_x=_number(entry.get("offset_x"), 0),
        offset_y=_number(entry.get("offset_y"), 0),
        variant=_text(entry.get("variant")),
        one_pass=passed if isinstance(passed, bool) else _text(entry.get("paper")).startswith(CONTINUOUS),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object, default: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else default
