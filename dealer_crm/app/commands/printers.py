"""Commands about the printers of this computer: what their drivers say, and pages to measure them by."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from dealer_crm.app.cli import Call
from dealer_crm.app.paths import settings_file
from dealer_crm.app.printer_profiles import PrinterProfiles, Seen
from dealer_crm.app.printer_wizard import ANY_KIND, papers_of_shop
from dealer_crm.app.settings import SettingsFile
from dealer_crm.documents.pdf.choices import offered, paper_named
from dealer_crm.documents.pdf.pages import PageSetup, Paper
from dealer_crm.documents.pdf.ruler_page import numbered_sheets, ruler_page
from dealer_crm.documents.saving import save
from dealer_crm.domain.exports import ExportKindUnknown
from dealer_crm.domain.printer_profiles import Technique
from dealer_crm.domain.printing import NoPrinter, PrintChoice
from dealer_crm.domain.progress import NoProgress

FEWEST, MOST = 2, 50
"""Numbered sheets: between two there is a step, and fifty is a long walk."""


def printers(call: Call) -> None:
    """List the printers: what each driver says, what was set for it, and how it stands to the papers of the shop."""
    from dealer_crm.app.stage import without_screen

    without_screen()
    from dealer_crm.ui.printing import printer

    profiles = _settings(call)
    sizes = papers_of_shop(call.t, profiles)
    rows = []
    for name in printer.printers():
        facts, profile = printer.facts(name), profiles.of(name)
        forms = [f"{size.key.removeprefix('CONT_')}={printer.form_of(name, size).fit}" for size in sizes]
        rows.append(
            {
                "name": name,
                "default": facts.usual,
                "technique": facts.technique.value,
                "resolutions": list(facts.resolutions),
                "set": profile.technique.value,
                "dpi": profile.dpi,
                "forms": forms,
            }
        )
    call.report.listing(rows, len(rows))


def calibrate(call: Call) -> None:
    """Print a page to measure a printer by, or numbered sheets, with what is set for the printer; or write it as a PDF.

    Raises PaperUnsuited, ExportKindUnknown, NoPrinter, PrinterGone, FormMissing, PrintRefused.
    """
    options = call.options
    paper = paper_named(options.paper, _settings(call).sizes())
    if options.to is not None:
        _write(call, paper)
        return
    from dealer_crm.app.stage import without_screen

    without_screen()
    from dealer_crm.ui.printing import printer

    name = options.printer or next(iter(printer.printers()), "")
    if not name:
        raise NoPrinter
    profiles = _settings(call, printer.seen)
    choice = profiles.filled(ANY_KIND, PrintChoice(name, paper.name))
    outcome = printer.send(_pdf(call, paper, choice), offered(call.t, paper.name, profiles.sizes()), choice, NoProgress())
    call.report.counts["pages"] = outcome.pages
    call.report.say("sent", call.t("Sent to {printer}").format(printer=name))


def _write(call: Call, paper: Paper) -> None:
    target: Path = call.options.to.absolute()
    if target.suffix.lower() != ".pdf":
        raise ExportKindUnknown(file=target.name, kinds=".pdf")
    choice = _settings(call).filled(ANY_KIND, PrintChoice(call.options.printer, paper.name))
    save(target, _pdf(call, paper, choice))
    call.report.file(target)


def _pdf(call: Call, paper: Paper, choice: PrintChoice) -> bytes:
    setup, sheets = PageSetup(paper, call.t.language), call.options.sheets
    if sheets is None:
        return ruler_page(setup, (choice.offset_x, choice.offset_y))
    return numbered_sheets(setup, choice.place, min(max(sheets, FEWEST), MOST))


def _settings(call: Call, seen: Seen = lambda _name: Technique.AUTO) -> PrinterProfiles:
    return PrinterProfiles(SettingsFile(settings_file(call.data), lambda: datetime.now(UTC)), seen)
