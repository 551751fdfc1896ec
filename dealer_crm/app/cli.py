"""The command line: runs one command and says how it ended; Qt is loaded only by the commands that draw."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dealer_crm.app import arguments, paths
from dealer_crm.app.exits import Exit
from dealer_crm.app.report import Report
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.progress import Cancelled
from dealer_crm.i18n import Translator, translator

COMMANDS = {
    "demo": "data:demo",
    "import": "data:take_in",
    "set": "data:set_fields",
    "export": "data:export",
    "list": "lists:listing",
    "search": "lists:search",
    "today": "lists:today",
    "calendar": "lists:calendar",
    "history": "lists:history",
    "print": "papers:write",
    "printers": "printers:printers",
    "calibrate": "printers:calibrate",
    "report": "reports:tell",
    "backup": "safety:backup",
    "restore": "safety:restore",
    "check": "safety:check",
    "health": "safety:health",
    "tour": "shows:tour",
    "selftest": "shows:selftest",
}
"""Where each command stands in `app/commands`; imported when it is run."""
ENVIRONMENT = frozenset({"store_full", "store_read_only", "display_missing"})
"""Refusals that no other command line would avoid."""


@dataclass(frozen=True)
class Call:
    """One call of a command: what was asked, on which data, in which language."""

    options: argparse.Namespace
    t: Translator
    data: Path
    report: Report


def run(given: Sequence[str]) -> int:
    """Run the command and return its exit code: 0 done, 1 refused, 2 usage, 3 environment."""
    report = Report()
    try:
        options = arguments.parse(given)
    except arguments.Misused as misused:
        report.refuse("usage", str(misused), Exit.USAGE)
        report.tell(as_json="--json" in given)
        return report.code
    t = translator(options.lang or arguments.language_of(given))
    _perform(Call(options, t, _folder(options), report))
    report.tell(as_json=options.json)
    return report.code


def _folder(options: argparse.Namespace) -> Path:
    if options.data is not None:
        return Path(options.data).absolute()
    home = paths.default_folder()
    return paths.demo_folder(home) if options.command == "demo" else home


def _perform(call: Call) -> None:
    module, _, name = COMMANDS[call.options.command].partition(":")
    command = getattr(importlib.import_module(f"dealer_crm.app.commands.{module}"), name)
    try:
        command(call)
    except DomainError as error:
        from dealer_crm.words.errors import sentence

        ends = Exit.ENVIRONMENT if error.code in ENVIRONMENT else Exit.REFUSED
        call.report.refuse(error.code, sentence(error, call.t), ends)
    except (Cancelled, KeyboardInterrupt):
        call.report.refuse("cancelled", call.t("Cancelled; nothing was changed."))
    except OSError as error:
        name = Path(str(error.filename)).name if error.filename else ""
        text = call.t("The computer refuses: {reason} ({name}).").format(reason=error.strerror or error, name=name)
        call.report.refuse("environment", text, Exit.ENVIRONMENT)
    except Exception as error:  # noqa: BLE001 - the last stop: logged, and said in one sentence
        _crashed(call, error)


def _crashed(call: Call, error: Exception) -> None:
    from dealer_crm.app import crash

    code = crash.record(call.data, error)
    text = call.t("Something went wrong in the program. It is noted as {code} in {file}.")
    call.report.refuse("crash", text.format(code=code, file=paths.log_file(call.data)), Exit.ENVIRONMENT)


def main() -> int:
    """Run what stands on the command line."""
    return run(sys.argv[1:])
