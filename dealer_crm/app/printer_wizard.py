"""Opens the printer wizard, and brings sizes of paper, pages to measure by and profiles together for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from dealer_crm.app.printer_profiles import PrinterProfiles
from dealer_crm.domain.printing import PaperChoice, PrintChoice
from dealer_crm.i18n import Translator

if TYPE_CHECKING:
    from dealer_crm.app.opened import Opened
    from dealer_crm.ui.printing.wizard import PrinterWizard
    from dealer_crm.ui.printing.wizard_doors import SizeDoors, WizardDoors
    from dealer_crm.ui.settings.printers_part import PrintersPart
    from dealer_crm.ui.shell import MainWindow

CHECKED = ("CONT_241x140", "CONT_241x93", "CONT_241x280", "A4", "A5")
ANY_KIND = "paper"
"""The kind of paper that stands for all of them in a profile."""


def show_wizard(t: Translator, window: MainWindow, opened: Opened, at: tuple[str, str, str] = ("", "", "printer")) -> PrinterWizard:
    """Open the wizard `at` a printer ('' = the usual one), a paper ('' = 241×140) and a step (printer, forms, ruler, feed)."""
    from dealer_crm.ui.printing.wizard import PrinterWizard

    wizard = PrinterWizard(t, wizard_doors(t, opened), window, window)
    wizard.begin(*at)
    return wizard


def wizard_doors(t: Translator, opened: Opened) -> WizardDoors:
    """Return what the wizard may call."""
    from dealer_crm.documents.pdf.pages import PageSetup, paper_of
    from dealer_crm.documents.pdf.ruler_page import cross_of, numbered_sheets, ruler_page
    from dealer_crm.ui.printing import printer
    from dealer_crm.ui.printing.wizard_doors import WizardDoors

    profiles = profiles_of(opened)

    def setup(choice: PrintChoice) -> PageSetup:
        return PageSetup(paper_of(choice.paper), t.language)

    return WizardDoors(
        printers=printer.printers,
        facts=printer.facts,
        form_of=printer.form_of,
        papers=lambda: papers_of_shop(t, profiles),
        profile=profiles.of,
        keep=profiles.set,
        choice=lambda name, paper: profiles.filled(ANY_KIND, PrintChoice(name, paper)),
        measured=profiles.measured,
        ruler=lambda choice: ruler_page(setup(choice), (choice.offset_x, choice.offset_y)),
        numbered=lambda choice: numbered_sheets(setup(choice), choice.place),
        cross=lambda key: cross_of(paper_of(key)),
        send=printer.send,
        own=size_doors(t, opened),
    )


def papers_of_shop(t: Translator, profiles: PrinterProfiles) -> Sequence[PaperChoice]:
    """Return the sizes that a driver is asked about: those of the trade and the shop's own."""
    from dealer_crm.documents.pdf.choices import offered

    own = profiles.sizes()
    return [offered(t, key, own) for key in (*CHECKED, *(one.key for one in own))]


def size_doors(t: Translator, opened: Opened) -> SizeDoors:
    """Return what the list of own sizes may call; it stands in the wizard and in the settings (`ui.printing.paper_sizes`)."""
    from dealer_crm.ui.printing.wizard_doors import SizeDoors

    profiles = profiles_of(opened)
    names = {kind.code: kind.said(t.language) for kind in opened.trade.paper_kinds()}

    def printed_on(key: str) -> Sequence[str]:
        return [names.get(kind, kind) for kind in profiles.printed_on(key)]

    return SizeDoors(profiles.sizes, profiles.keep_size, profiles.remove_size, printed_on)


def printers_part(t: Translator, opened: Opened, wizard: Callable[[], object]) -> PrintersPart:
    """Return the part of the settings about printers."""
    from dealer_crm.ui.printing import printer
    from dealer_crm.ui.settings.printers_part import PrintersDoors, PrintersPart
    from dealer_crm.words.labels import label

    profiles = profiles_of(opened)

    def printers() -> Sequence[tuple[str, str]]:
        return [(name, label(profiles.filled(ANY_KIND, PrintChoice(name)).technique, t)) for name in printer.printers()]

    return PrintersPart(t, PrintersDoors(printers, wizard, size_doors(t, opened)))


def profiles_of(opened: Opened) -> PrinterProfiles:
    """Return the profiles of this computer's printers, as their drivers and the settings of the folder say."""
    from dealer_crm.ui.printing import printer

    return PrinterProfiles(opened.settings, printer.seen)
