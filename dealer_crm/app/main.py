"""The start: a command runs at once, the window is painted before anything heavy is imported."""

from __future__ import annotations

import multiprocessing
import os
import sys
from pathlib import Path

from dealer_crm.app import arguments
from dealer_crm.app.paths import default_folder


def main() -> int:
    """Start what the command line asks for and return the exit code."""
    multiprocessing.freeze_support()
    given = sys.argv[1:]
    try:
        options = arguments.parse(given)
    except arguments.Misused:
        options = None
    if options is None or options.command != arguments.WINDOW:
        from dealer_crm.app.cli import run

        return run(given)
    data = Path(options.data or default_folder()).absolute()
    if not has_display():
        return _no_display(options.lang or arguments.language_of(given))
    from dealer_crm.app.start import run_window

    return run_window(data, language=options.lang, theme=options.theme, minimized=options.minimized)


def has_display() -> bool:
    """Tell whether a window can be shown; a platform that was chosen on purpose counts."""
    return sys.platform != "linux" or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _no_display(language: str) -> int:
    from dealer_crm.app.exits import Exit
    from dealer_crm.app.report import Report
    from dealer_crm.domain.start import DisplayMissing
    from dealer_crm.i18n import translator
    from dealer_crm.words.errors import sentence

    report = Report()
    report.refuse("display_missing", sentence(DisplayMissing(), translator(language)), Exit.ENVIRONMENT)
    report.tell(as_json=False)
    return report.code
