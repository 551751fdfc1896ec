"""The papers of a day and the calendar file in the running program, from the calendar as from Today."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dealer_crm.ui.printing.dialog import PrintDialog
from tests.app.conftest import copied
from tests.app.windows import Running, running


def paper(run: Running, command: str) -> PrintDialog:
    """Run a command and return the dialog with its paper, once it is there."""
    run.window.commands.run(command)
    run.wait(lambda: any(dialog.isVisible() for dialog in run.window.findChildren(PrintDialog)))
    dialog: PrintDialog = next(found for found in run.window.findChildren(PrintDialog) if found.isVisible())
    run.wait(lambda: dialog.preview.pages() > 0)
    if place := os.environ.get("SHOTS"):
        dialog.grab().save(f"{place}/{command}-{run.window.width()}.png")
    return dialog


def choose(run: Running, dialog: PrintDialog, variant: str) -> None:
    """Choose a form of the paper and wait until it is shown."""
    assert dialog.panel.variant
    before = dialog.preview.pages()
    dialog.panel.variant.set_value(variant)
    dialog.panel.changed.emit()
    run.wait(lambda: dialog.preview.pages() not in (0, before))


def close(run: Running, dialog: PrintDialog) -> None:
    """Leave the dialog."""
    dialog.reject()
    run.wait(lambda: not any(found.isVisible() for found in run.window.findChildren(PrintDialog)))


@pytest.mark.slow
def test_day_week_morning_and_calendar_file(qtbot: QtBot, sample: Path, tmp_path: Path) -> None:
    with running(qtbot, copied(sample, tmp_path / "shop"), language="zh") as run:
        run.ready()
        run.window.resize(*map(int, os.environ.get("SIZE", "1366x690").split("x")))
        for page in ("today", "calendar"):
            run.window.go(page)
            for command in ("print_preview", "print_week", "print_morning"):
                dialog = paper(run, command)
                assert (dialog.panel.variant is not None) is (command == "print_preview")
                if dialog.panel.variant:
                    choose(run, dialog, "each")
                close(run, dialog)
        target = tmp_path / "week.ics"
        run.answer(target)
        run.window.commands.run("export_list")
        run.wait(target.exists)
        assert target.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
        run.answer(tmp_path / "gone" / "x.ics")
        run.window.commands.run("export_list")
        run.wait(lambda: len(run.prompts.asked) == 2)
        assert "x.ics" in run.prompts.asked[1][1]
