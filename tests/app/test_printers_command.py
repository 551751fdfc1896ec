"""`printers` and `calibrate`: what the drivers say as one object, and pages to measure by on paper or as a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication

from dealer_crm.app.cli import run
from dealer_crm.app.printer_profiles import PrinterProfiles
from dealer_crm.app.settings import SettingsFile
from dealer_crm.domain.papers import OwnPaper
from dealer_crm.domain.printer_facts import FormFit, FormFound, PrinterFacts
from dealer_crm.domain.printer_profiles import Placement, PrinterProfile, Technique
from dealer_crm.domain.printing import PaperChoice, PrintChoice, PrintOutcome
from dealer_crm.domain.progress import Progress
from dealer_crm.ui.printing import printer

NEEDLE = "EPSON LQ-635K"
Ask = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def sent(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> list[tuple[bytes, PaperChoice, PrintChoice]]:
    """One needle printer that takes everything; return what it got."""
    got: list[tuple[bytes, PaperChoice, PrintChoice]] = []

    def send(pdf: bytes, paper: PaperChoice, choice: PrintChoice, _progress: Progress) -> PrintOutcome:
        got.append((pdf, paper, choice))
        return PrintOutcome(choice.printer, 1, 1)

    monkeypatch.setattr(printer, "printers", lambda: [NEEDLE])
    monkeypatch.setattr(printer, "facts", lambda name: PrinterFacts(name, True, (60, 180), Technique.NEEDLE))
    monkeypatch.setattr(printer, "seen", lambda _name: Technique.NEEDLE)
    monkeypatch.setattr(printer, "form_of", lambda _name, paper: FormFound(FormFit.KNOWN if paper.continuous else FormFit.MISSING))
    monkeypatch.setattr(printer, "send", send)
    return got


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run a command on a folder that has nothing but settings."""
    shop = tmp_path / "shop"
    shop.mkdir()
    settings = SettingsFile(shop / "settings.json", lambda: datetime(2026, 11, 22, tzinfo=UTC))
    profiles = PrinterProfiles(settings, lambda _name: Technique.AUTO)
    profiles.set(NEEDLE, PrinterProfile(Technique.NEEDLE, 180).measured("CONT_241x140", Placement(8, -4, 30)))
    profiles.keep_size(OwnPaper("红头纸", 1_850, 2_600))

    def run_command(*arguments: object) -> tuple[int, dict[str, Any]]:
        capsys.readouterr()
        code = run([*map(str, arguments), "--data", str(shop), "--json", "--lang", "en"])
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return code, found

    return run_command


@pytest.mark.usefixtures("sent")
def test_printers_tell_what_their_drivers_say(ask: Ask) -> None:
    code, found = ask("printers")
    (row,) = found["rows"]
    assert (code, found["total"], row["name"], row["default"], row["technique"]) == (0, 1, NEEDLE, True, "needle")
    assert (row["resolutions"], row["set"], row["dpi"]) == ([60, 180], "needle", 180)
    assert row["forms"][:2] == ["241x140=known", "241x93=known"]
    assert row["forms"][-1] == "OWN_1850x2600=missing"


def test_a_ruler_page_goes_to_the_usual_printer_with_what_is_set_for_it(
    ask: Ask, sent: list[tuple[bytes, PaperChoice, PrintChoice]]
) -> None:
    assert ask("calibrate", "--paper", "241x140")[0] == 0
    ((_pdf, paper, choice),) = sent
    assert (paper.key, choice.printer, choice.place, choice.dpi) == ("CONT_241x140", NEEDLE, Placement(8, -4, 30), 180)


def test_pages_to_measure_by_are_written_without_a_printer(ask: Ask, tmp_path: Path) -> None:
    target = tmp_path / "sheets.pdf"
    assert ask("calibrate", "--paper", "红头纸", "--sheets", 4, "--to", target)[1]["files"] == [str(target)]
    assert len(PdfReader(target).pages) == 4
    assert ask("calibrate", "--paper", "A4", "--sheets", "--to", target)[0] == 0
    assert len(PdfReader(target).pages) == 10


def test_what_cannot_be_done_is_said(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    monkeypatch.setattr(printer, "printers", list)
    refused = [
        ask("calibrate", "--paper", "B5", "--to", tmp_path / "x.pdf"),
        ask("calibrate", "--paper", "A4", "--to", tmp_path / "x.docx"),
        ask("calibrate", "--paper", "A4"),
        ask("calibrate", "--paper", "A4", "--printer", "nobody's"),
    ]
    assert [code for code, _found in refused] == [1, 1, 1, 1]
    codes = [found["messages"][0]["code"] for _code, found in refused]
    assert codes == ["paper_unsuited", "export_kind_unknown", "no_printer", "printer_gone"]
    assert list(tmp_path.glob("x.*")) == []
