"""What is kept of the printers of this computer, and how it comes into a choice of printing and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from dealer_crm.app.settings import SettingsFile
from dealer_crm.domain.papers import OwnPaper, own_papers
from dealer_crm.domain.printer_profiles import Placement, PrinterProfile, Technique

if TYPE_CHECKING:
    from dealer_crm.domain.printing import PrintChoice

Seen = Callable[[str], Technique]
"""Tells by a printer's name what its driver says of it (`ui.printing.printer.seen`)."""


class PrinterProfiles:
    """The door between choices and profiles; everything that prints goes through `filled`, everything that remembers through `keep`.

    Where a paper lands (offset, drift, tray), how it is struck (technique, dpi) belong to the printer, by kind and size of paper. A
    dialog calls `filled` at its beginning and each time another printer or paper is chosen, and shows the offsets it brings; `keep`
    writes back what the clerk made of them.
    """

    def __init__(self, settings: SettingsFile, seen: Seen) -> None:
        self._settings, self._seen = settings, seen

    def of(self, printer: str) -> PrinterProfile:
        """Return the profile of a printer; one that nobody set is as its driver says."""
        return self._settings.value.printers.get(printer) or PrinterProfile()

    def filled(self, kind: str, choice: PrintChoice) -> PrintChoice:
        """Return the choice with what the profile of its printer says for that kind on that paper: place, technique, dpi.

        What was set for the kind on the paper goes before what was calibrated for the paper. A technique left to the driver is the
        one its resolutions tell; AUTO stays where nothing tells.
        """
        profile = self.of(choice.printer)
        technique = profile.technique
        if technique is Technique.AUTO and choice.printer:
            technique = self._seen(choice.printer)
        return replace(choice.placed(profile.place(kind, choice.paper)), technique=technique, dpi=profile.dpi)

    def remembered(self, kind: str) -> PrintChoice | None:
        """Return how a kind of paper was printed last, with the profile of that printer; None before the first time."""
        known = self._settings.value.printing.get(kind)
        return None if known is None else self.filled(kind, known)

    def keep(self, kind: str, choice: PrintChoice) -> None:
        """Remember how a kind was printed, and with its printer where it landed; a place as calibrated is kept once, with the paper."""
        settings = self._settings.value
        profile = self.of(choice.printer)
        changes: dict[str, object] = {"printing": {**settings.printing, kind: _bare(choice)}}
        if choice.printer and profile.place(kind, choice.paper) != choice.place:
            changes["printers"] = {**settings.printers, choice.printer: profile.placed(kind, choice.paper, choice.place)}
        self._settings.note(**changes)

    def set(self, printer: str, profile: PrinterProfile) -> None:
        """Keep a profile, as the wizard changed it."""
        self._settings.note(printers={**self._settings.value.printers, printer: profile})

    def measured(self, printer: str, paper: str, place: Placement) -> None:
        """Keep a place that was measured for a size, for all kinds of paper on it."""
        self.set(printer, self.of(printer).measured(paper, place))

    # sizes of the shop's own

    def sizes(self) -> tuple[OwnPaper, ...]:
        """Return the shop's own sizes."""
        return own_papers(self._settings.value.own_papers)

    def keep_size(self, paper: OwnPaper, instead_of: str = "") -> OwnPaper:
        """Add a size, or put it in the place of another one (its key). Raises PaperSizeUnsuited."""
        sound = paper.checked()
        others = {key: name for key, name in self._settings.value.own_papers.items() if key != instead_of}
        self._settings.change(own_papers={**others, sound.key: sound.name})
        return sound

    def remove_size(self, key: str) -> None:
        """Take a size away; what was printed on it goes back to its usual paper."""
        self._settings.change(own_papers={one: name for one, name in self._settings.value.own_papers.items() if one != key})

    def printed_on(self, key: str) -> tuple[str, ...]:
        """Return the kinds of paper that were printed on a size last."""
        return tuple(kind for kind, choice in self._settings.value.printing.items() if choice.paper == key)


def _bare(choice: PrintChoice) -> PrintChoice:
    """Return what is remembered of a choice with its kind: without what belongs to the printer."""
    return replace(choice.placed(Placement()), technique=Technique.AUTO, dpi=0, anyway=False, begun=0)
