"""The start: a command runs at once, the window is painted before anything heavy is imported."""

from __future__ import annotations

import sys

from dealer_crm.app import arguments


def main() -> int:
    """Start what the command line asks for and return the exit code."""
    given = sys.argv[1:]
    if _is_command(given):
        from dealer_crm.app.cli import run

        return run(given)
    return 0


def _is_command(given: list[str]) -> bool:
    """Tell whether anything but the window is wanted; what cannot be understood is told by the command line too."""
    try:
        return bool(arguments.parse(given).command != arguments.WINDOW)
    except arguments.Misused:
        return True
