"""What may be typed behind the program's name: commands, their arguments, and help in the user's language."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from dealer_crm.app.language import system_language
from dealer_crm.app.paths import default_folder, settings_file
from dealer_crm.app.settings import TEXT_SIZES
from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.i18n import LANGUAGES, Translator, translator

WINDOW = "window"
LISTS = (
    "products",
    "followups",
    "quotes",
    "orders",
    "deliveries",
    "jobs",
    "acceptances",
    "equipment",
    "requests",
    "complaints",
    "visits",
    "maintenance",
    "communities",
    "prints",
)
UNFINISHED = ("orders", "deliveries", "jobs", "acceptances", "complaints")
"""Lists of which only what is not over can be asked."""
PAPERS = (
    *("customer", "customer-form", "labels", "delivery", "checklist", "warranty", "complaint", "evidence", "thanks"),
    *("acceptance", "dispatch"),
    *("care-card", "followup-card", "day", "week", "morning", "slip", "money", "standards", "receipt"),
    *("statement", "quote", "contract", "order", "change-order", "return"),
)
REPORTS = ("cash", "complaints", "expectations")


class Misused(Exception):  # noqa: N818 - what the user did
    """The arguments cannot be understood: what the parser says, and how the command is used."""

    def __init__(self, message: str, usage: str) -> None:
        super().__init__(f"{message}\n{usage}")
        self.message, self.usage = message, usage


class _Parser(argparse.ArgumentParser):
    """A parser that raises instead of ending the program."""

    def error(self, message: str) -> NoReturn:
        """Raise Misused with what argparse says and how the command is used."""
        raise Misused(message, self.format_usage().strip())


def language_of(arguments: Sequence[str]) -> str:
    """Return the language to speak: as asked, else as set in the data folder, else the computer's."""
    early = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    _common(early)
    try:
        known, _rest = early.parse_known_args([argument for argument in arguments if argument not in ("-h", "--help")])
    except (argparse.ArgumentError, SystemExit):
        return system_language()
    return getattr(known, "lang", "") or _set_language(getattr(known, "data", None)) or system_language()


def _set_language(data: Path | None) -> str:
    """Read the settings without touching them: a broken file is none of our business here."""
    import json

    try:
        found = json.loads(settings_file(data or default_folder()).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return ""
    language = found.get("language") if isinstance(found, dict) else ""
    return language if isinstance(language, str) and language in LANGUAGES else ""


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the arguments with `command` (`window` = none) and every common one. Raises Misused."""
    t = translator(language_of(arguments))
    try:
        found = _parser(t).parse_args(list(arguments))
        _refuse_open(found)
    except Misused as misused:
        from dealer_crm.words.usage import usage_sentence

        raise Misused(usage_sentence(misused.message, t), misused.usage) from misused
    for name, value in {"data": None, "json": False, "lang": "", "theme": "", "minimized": False, "command": WINDOW}.items():
        if getattr(found, name, None) is None:
            setattr(found, name, value)
    return found


def _refuse_open(found: argparse.Namespace) -> None:
    """Raises Misused where only what is not over is asked of a list that has no end of its own."""
    if getattr(found, "unfinished", False) and found.what not in UNFINISHED:
        choices = ", ".join(UNFINISHED)
        raise Misused(
            f"argument --open: invalid choice: '{found.what}' (choose from {choices})",
            f"usage: dealer-crm list {'|'.join(UNFINISHED)} --open",
        )


def _parser(t: Translator) -> argparse.ArgumentParser:
    about = t("An offline program for dealers: customers and everything that follows. Without a command it opens its window.")
    parser = _Parser(prog="dealer-crm", description=about, allow_abbrev=False)
    _common(parser)
    parser.add_argument("--theme", choices=("light", "dark", "system"), default=argparse.SUPPRESS)
    parser.add_argument("--minimized", action="store_true", default=argparse.SUPPRESS)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    for add in (_add_data, _add_lists, _add_papers, _add_safety, _add_shows):
        add(commands, t)
    return parser


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, metavar="DIR", default=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS)
    parser.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS)


def _command(commands: Any, name: str, text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
    _common(parser)
    return parser


def _add_data(commands: Any, t: Translator) -> None:
    demo = _command(commands, "demo", t("Make a new data folder with the sample shop"))
    demo.add_argument("--customers", type=_count, default=0, metavar="N")
    demo.add_argument("--seed", type=int, default=1, metavar="S")
    taken = _command(commands, "import", t("Take customers in from .xlsx, .xls, .csv or .vcf, with --products what the shop sells"))
    taken.add_argument("file", type=Path, metavar="FILE")
    taken.add_argument("--products", action="store_true")
    taken.add_argument("--dry-run", action="store_true")
    setting = _command(commands, "set", t("Set fields of a customer or of his house (NUMBER/2 is the second), by name or code"))
    setting.add_argument("kind", metavar="KIND", help="customer, house")
    setting.add_argument("number", metavar="NUMBER")
    setting.add_argument("settings", nargs="+", metavar="FIELD=VALUE")
    export = _command(commands, "export", t("Write a list to .xlsx, .csv or .pdf, customers also to .vcf, the calendar to .ics"))
    export.add_argument("what", choices=("customers", "calendar", *LISTS))
    export.add_argument("--to", type=Path, required=True, metavar="FILE")
    export.add_argument("--staff", default="", metavar="NAME")
    export.add_argument("--from", dest="first", type=_day, default=None, metavar="DATE")
    export.add_argument("--until", dest="last", type=_day, default=None, metavar="DATE")


def _add_lists(commands: Any, t: Translator) -> None:
    listing = _command(commands, "list", t("List customers, orders, deliveries and whatever else the shop keeps"))
    listing.add_argument("what", choices=("customers", *LISTS, "receivables", "voids"))
    listing.add_argument("--customer", default="", metavar="NUMBER")
    listing.add_argument("--older-than", type=_count, default=None, metavar="DAYS")
    listing.add_argument("--open", dest="unfinished", action="store_true", help=", ".join(UNFINISHED))
    listing.add_argument("--limit", type=_count, default=50, metavar="N")
    told = _command(commands, "report", t("Tell the figures of a report, or write its paper as .pdf, that of complaints also as .xlsx"))
    told.add_argument("what", choices=REPORTS)
    told.add_argument("--on", type=_day, default=None, metavar="DATE")
    told.add_argument("--since", "--from", dest="first", type=_day, default=None, metavar="DATE")
    told.add_argument("--until", dest="last", type=_day, default=None, metavar="DATE")
    told.add_argument("--to", type=Path, default=None, metavar="FILE")
    search = _command(commands, "search", t("Find customers by name, initials, phone, address or note"))
    search.add_argument("text", metavar="TEXT")
    search.add_argument("--limit", type=_count, default=50, metavar="N")
    today = _command(commands, "today", t("List what is due, overdue first"))
    today.add_argument("--on", type=_day, default=None, metavar="DATE")
    today.add_argument("--staff", default="", metavar="NAME")
    calendar = _command(commands, "calendar", t("Count what is due on each day of a month"))
    calendar.add_argument("--month", type=_month, default=None, metavar="YYYY-MM")
    calendar.add_argument("--staff", default="", metavar="NAME")
    calendar.add_argument("--kind", action="append", choices=[kind.value for kind in AgendaKind], default=None)
    history = _command(commands, "history", t("List who changed what"))
    history.add_argument("--subject", nargs=2, metavar=("KIND", "NUMBER"), default=None)
    history.add_argument("--limit", type=_count, default=50, metavar="N")


def _add_papers(commands: Any, t: Translator) -> None:
    paper = _command(commands, "print", t("Write papers as .pdf, .png or .txt: of records by their numbers, or of a day"))
    paper.add_argument("what", choices=PAPERS)
    paper.add_argument("numbers", nargs="*", default=(), metavar="NUMBER")
    paper.add_argument("--on", type=_day, default=None, metavar="DATE")
    paper.add_argument("--staff", nargs="?", const="", default=None, metavar="NAME")
    paper.add_argument("--vehicle", nargs="?", const="", default=None, metavar="NAME")
    paper.add_argument("--to", type=Path, required=True, metavar="FILE")
    paper.add_argument("--paper", choices=("A4", "A5", "241x140", "241x93", "241x280", "2x7", "3x8", "60x40"), default=None)
    paper.add_argument("--since", type=_day, default=None, metavar="DATE")
    paper.add_argument("--until", type=_day, default=None, metavar="DATE")
    paper.add_argument("--no-prices", action="store_true")
    paper.add_argument("--incomplete", action="store_true", help=t("print delivery notes that lack model or specification as they are"))
    paper.add_argument("--blank", action="store_true")
    paper.add_argument("--from", dest="start", type=_count, default=1, metavar="N")
    paper.add_argument("--version", dest="of_version", type=_count, default=None, metavar="N")
    paper.add_argument("--compared", action="store_true")
    paper.add_argument("--form", default="", metavar="NAME")
    paper.add_argument("--copies", default=None, metavar="NAMES|all|one-pass")
    paper.add_argument("--profile", choices=("laser", "needle180", "needle360"), default=None)

    _command(commands, "printers", t("List the printers: what their drivers say, and which sizes of paper they know"))
    measured = _command(commands, "calibrate", t("Print a ruler page or numbered sheets to measure a printer by, or write them as .pdf"))
    measured.add_argument("--paper", required=True, metavar="SIZE")
    measured.add_argument("--sheets", nargs="?", type=_count, const=10, default=None, metavar="N")
    measured.add_argument("--printer", default="", metavar="NAME")
    measured.add_argument("--to", type=Path, default=None, metavar="FILE")


def _add_safety(commands: Any, t: Translator) -> None:
    backup = _command(commands, "backup", t("Make a verified backup"))
    backup.add_argument("--to", type=Path, default=None, metavar="DIR")
    restore = _command(commands, "restore", t("Put a backup in place of the data; a safety copy is made first"))
    restore.add_argument("file", type=Path, metavar="FILE")
    check = _command(commands, "check", t("Check that the data are sound"))
    check.add_argument("--repair", action="store_true")
    _command(commands, "health", t("Count what is missing, doubtful, old or double in the files of customers"))


def _add_shows(commands: Any, t: Translator) -> None:
    tour = _command(commands, "tour", t("Draw every page and dialog as .png"))
    tour.add_argument("--to", type=Path, required=True, metavar="DIR")
    tour.add_argument("--size", type=_size, default=(1366, 690), metavar="1366x690")
    tour.add_argument("--theme", choices=("light", "dark"), default="light")
    tour.add_argument("--text-size", type=int, choices=TEXT_SIZES, default=100)
    _command(commands, "selftest", t("Try window, store, paper, workbook and fonts in a temporary folder"))


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _month(text: str) -> date:
    return date.fromisoformat(f"{text}-01")


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if not (300 <= int(width) <= 8000 and 200 <= int(height) <= 8000):
        raise ValueError(text)
    return int(width), int(height)


for _kind, _name in ((_count, "number"), (_day, "date yyyy-mm-dd"), (_month, "month yyyy-mm"), (_size, "size")):
    _kind.__name__ = _name
