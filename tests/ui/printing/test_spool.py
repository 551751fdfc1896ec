"""A finished file is handed to the print server with its paper and resolution; what the server refuses is refused."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from dealer_crm.domain.printing import PrintRefused
from dealer_crm.domain.store import StoreFull
from dealer_crm.ui.printing import spool
from dealer_crm.ui.printing.printer import dress
from tests.ui.printing.desk import FORM

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only there jobs go out as files")


def fake_lp(folder: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> Path:
    """Put a program called lp first, which notes how it was called."""
    noted = folder / "called"
    program = folder / "lp"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{noted}"\nexit {code}\n', "utf-8")
    program.chmod(0o755)
    (folder / "x.pdf").write_bytes(b"%PDF-1.7 %%EOF\n")
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    return noted


def test_the_server_hears_of_queue_paper_and_resolution(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    noted = fake_lp(tmp_path, monkeypatch, 0)
    printer = QPrinter()
    dress(printer, FORM)
    assert spool.spools()
    spool.submit(tmp_path / "x.pdf", "-needle", printer.pageLayout(), 180)
    assert noted.read_text("utf-8").split("\n")[:2] == ["-d", "-needle"]
    assert "media=Custom.241.3x139.7mm" in noted.read_text("utf-8")
    assert "Resolution=180dpi" in noted.read_text("utf-8")


def test_what_the_server_refuses_is_refused(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_lp(tmp_path, monkeypatch, 1)
    with pytest.raises(PrintRefused):
        spool.submit(tmp_path / "x.pdf", "needle", QPrinter().pageLayout(), 180)
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert not spool.spools()
    with pytest.raises(PrintRefused):
        spool.submit(tmp_path / "x.pdf", "needle", QPrinter().pageLayout(), 180)


def test_a_file_that_was_cut_short_is_not_handed_on(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    noted = fake_lp(tmp_path, monkeypatch, 0)
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 1 0 obj")
    for name in ("x.pdf", "absent.pdf"):
        with pytest.raises(PrintRefused):
            spool.submit(tmp_path / name, "needle", QPrinter().pageLayout(), 180)
    assert not noted.exists()


def test_the_file_has_the_resolution_of_the_printer(qtbot: QtBot, tmp_path: Path) -> None:
    native = QPrinter(QPrinter.PrinterMode.HighResolution)
    native.setResolution(180)
    assert spool.file_printer(tmp_path / "x.pdf", native).resolution() == 180


def test_a_full_disk_is_said_as_such_and_other_refusals_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(PrintRefused), spool.room_for_job():
        raise PrintRefused(printer="needle")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StoreFull) as refused, spool.room_for_job() as place:
        raise PrintRefused(printer="needle")
    assert not place.exists()
    assert refused.value.parameters["folder"] == str(place.parent)
