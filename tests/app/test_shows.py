"""Tour, self-test and long exports: what needs the whole program without a screen."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from python_calamine import CalamineWorkbook

from dealer_crm.app import papers
from dealer_crm.app.opened import writing
from dealer_crm.app.sample import fill
from dealer_crm.domain.progress import NoProgress
from dealer_crm.services.exports import ExportOrder

ROOT = Path(__file__).parents[2]
ROOMS = (
    "today",
    "customers",
    "calendar",
    "order",
    "delivery",
    "care-machine",
    "complaint",
    "reports-takings",
    "print-preview",
    "print-certificate",
    "settings-shop",
)


def _ask(*arguments: object) -> dict[str, object]:
    command = [sys.executable, "-m", "dealer_crm", *map(str, arguments), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=110, check=False)
    found: dict[str, object] = json.loads(done.stdout)
    assert done.returncode == 0, found
    return found


@pytest.mark.slow
@pytest.mark.parametrize(("language", "theme"), [("zh", "light"), ("en", "dark")])
def test_tour_draws_every_page_and_dialog(tmp_path: Path, language: str, theme: str) -> None:
    found = _ask("tour", "--to", tmp_path, "--size", "1093x540", "--lang", language, "--theme", theme)
    files = [Path(str(name)) for name in found["files"]]  # type: ignore[attr-defined]
    names = [file.stem for file in files]
    assert set(ROOMS) <= set(names)
    assert len(names) == len(set(names)) >= 50
    for file in files:
        image = QImage(str(file))
        assert (image.width(), image.height()) == (1093, 540)
        first = image.pixel(5, 5)
        assert any(image.pixel(x, y) != first for x in range(0, 1093, 13) for y in range(0, 540, 13)), f"{file} is blank"


@pytest.mark.slow
def test_selftest_tries_every_part() -> None:
    found = _ask("selftest")
    parts = ("store", "pdf", "preview", "workbook", "child", "backup", "fonts", "icons", "texts", "trade", "window")
    assert found["parts"] == dict.fromkeys(parts, "ok")


def test_long_list_is_written_by_a_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dealer_crm.services.exports.LARGE", 10)
    fill(tmp_path / "shop", "zh", NoProgress())
    target = tmp_path / "all.xlsx"
    with writing(tmp_path / "shop") as opened:
        assert papers.write_list(opened, ExportOrder(target, "zh", whole=True), NoProgress()) == 30
        assert not list(opened.folder.staging.iterdir())
    with CalamineWorkbook.from_path(target) as book:
        assert len(book.get_sheet_by_index(0).to_python()) == 31
