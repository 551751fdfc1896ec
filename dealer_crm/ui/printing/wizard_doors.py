"""What the printer wizard may call: printers and their drivers, profiles, pages to measure by, the shop's own sizes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dealer_crm.domain.papers import OwnPaper
from dealer_crm.domain.printer_facts import FormFound, PrinterFacts
from dealer_crm.domain.printer_profiles import Placement, PrinterProfile
from dealer_crm.domain.printing import PaperChoice, PrintChoice, PrintOutcome
from dealer_crm.domain.progress import Progress


@dataclass(frozen=True)
class SizeDoors:
    """The shop's own sizes; keeping one in the place of another (its key) renames it. `printed_on` names the papers printed on a size
    last. Keeping raises PaperSizeUnsuited."""

    sizes: Callable[[], Sequence[OwnPaper]]
    keep: Callable[[OwnPaper, str], object]
    remove: Callable[[str], object]
    printed_on: Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class WizardDoors:
    """Printers (the usual one first), what a driver says, how it stands to a paper; the papers of the shop; a printer's profile and
    keeping it; a choice as the profile fills it, keeping what was measured for a paper; the pages to measure by, and sending them."""

    printers: Callable[[], Sequence[str]]
    facts: Callable[[str], PrinterFacts]
    form_of: Callable[[str, PaperChoice], FormFound]
    papers: Callable[[], Sequence[PaperChoice]]
    profile: Callable[[str], PrinterProfile]
    keep: Callable[[str, PrinterProfile], object]
    choice: Callable[[str, str], PrintChoice]
    measured: Callable[[str, str, Placement], object]
    ruler: Callable[[PrintChoice], bytes]
    numbered: Callable[[PrintChoice], bytes]
    cross: Callable[[str], tuple[int, int]]
    send: Callable[[bytes, PaperChoice, PrintChoice, Progress], PrintOutcome]
    own: SizeDoors
