"""Hostile texts in workbooks and .csv: they come back as they went, and no spreadsheet takes them for anything but text."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dealer_crm.documents import csv_file
from dealer_crm.documents.excel import list_workbook
from dealer_crm.documents.lists import ListColumn
from dealer_crm.domain.files import CellTooLong
from dealer_crm.domain.text import clean
from tests.faults import exports, workbooks
from tests.faults.workbooks import CELL, hostile, written


def test_every_hostile_text_goes_out_as_text_and_comes_back(corpora: Path) -> None:
    texts = hostile(corpora)
    found = written(texts)
    assert found.first_trouble == ""
    assert (found.different, found.unmarked, found.active) == (0, 0, 0)
    assert found.cells == 3 * len(texts) > 1_800


def test_a_text_longer_than_a_cell_is_refused_by_every_workbook(tmp_path: Path) -> None:
    for make in (workbooks.list_file, workbooks.record_file):
        with pytest.raises(CellTooLong):
            make(tmp_path, ["x", "y" * (CELL + 1)])
    assert list(tmp_path.iterdir()) == []
    assert workbooks.text_file(tmp_path, ["y" * (CELL + 1)])[1] == ["y" * (CELL + 1)]


@pytest.mark.slow
def test_a_spreadsheet_program_shows_the_text_itself(corpora: Path, tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("no LibreOffice here, so no spreadsheet program can be asked what it shows")
    texts = [" ".join(clean(text).split()) for text in hostile(corpora) if len(text) < 500 and '"' not in text]
    texts = [text for text in texts if text]
    list_workbook.write_list(tmp_path / "x.xlsx", [ListColumn("a")], [[text] for text in texts], "x")
    command = [
        office,
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):9,34,76",
    ]
    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "x.xlsx")], check=True, timeout=300, capture_output=True)
    assert (tmp_path / "x.csv").read_text("utf-8").splitlines()[1:] == texts


@pytest.mark.slow
def test_a_shop_of_hostile_texts_goes_out_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sabotage: the .csv without its guard."""
    found = exports.figures(None)
    assert found.first_trouble == ""
    assert (found.different, found.unmarked, found.active) == (0, 0, 0)
    assert found.files >= 18
    monkeypatch.setattr(csv_file, "guarded", lambda text: text)
    assert exports.figures(None).unmarked > 0


def test_a_writer_that_leaves_formulas_alone_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sabotage: the .csv is written without its guard, the list by a library that makes formulas of its own."""
    monkeypatch.setattr(csv_file, "guarded", lambda text: text)
    found = written(["=1+1", "@SUM(1)", "x"])
    assert found.unmarked >= 2

    def bare(folder: Path, texts: list[str]) -> tuple[Path, list[str], int]:
        path, cells, unmarked = workbooks.record_file(folder, texts)
        book = load_workbook(path)
        book.worksheets[0]["A1"].value = "=HYPERLINK(1)"
        book.save(path)
        return path, cells, unmarked

    monkeypatch.setattr(workbooks, "KINDS", (bare,))
    assert written(["x"]).active > 0
