"""Papers from the command line: copies by name, several records in one file, pictures as a printer strikes them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from dealer_crm.app.cli import run
from tests.app.conftest import copied

Ask = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture(scope="module")
def shop(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a sample shop for all of these; nothing here changes it."""
    return copied(sample, tmp_path_factory.mktemp("sample") / "shop")


@pytest.fixture
def ask(shop: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run a command on the sample shop and return its exit code and its object."""

    def run_command(*arguments: object) -> tuple[int, dict[str, Any]]:
        capsys.readouterr()
        code = run([*map(str, arguments), "--data", str(shop), "--json", "--lang", "zh"])
        return code, json.loads(capsys.readouterr().out)

    return run_command


def _numbers(ask: Ask) -> list[str]:
    return [row["number"] for row in ask("list", "deliveries", "--limit", 2)[1]["rows"]]


@pytest.mark.parametrize(
    ("options", "pages"),
    [
        (("--copies", "all"), 6),
        (("--copies", "one-pass"), 2),
        (("--copies", "客户、存根"), 4),
        (("--paper", "A5"), 2),
    ],
)
def test_copies_are_chosen_by_name(ask: Ask, tmp_path: Path, options: tuple[str, ...], pages: int) -> None:
    target = tmp_path / "notes.pdf"
    assert ask("print", "delivery", *_numbers(ask), *options, "--to", target)[0] == 0
    assert len(PdfReader(target).pages) == pages


def test_a_copy_that_does_not_exist_is_named_with_those_that_do(ask: Ask, tmp_path: Path) -> None:
    code, said = ask("print", "delivery", _numbers(ask)[0], "--copies", "第九", "--to", tmp_path / "x.pdf")
    assert (code, said["messages"][0]["code"]) == (1, "copy_unknown")
    assert "存根、客户、回单" in said["messages"][0]["text"]
    assert not (tmp_path / "x.pdf").exists()


def test_picture_is_struck_in_one_bit_for_needles(ask: Ask, tmp_path: Path) -> None:
    number, target = _numbers(ask)[0], tmp_path / "note.png"
    ask("print", "delivery", number, "--to", target)
    with Image.open(target) as picture:
        assert (picture.mode, picture.size) == ("1", (1710, 990))
    ask("print", "delivery", number, "--profile", "laser", "--to", target)
    with Image.open(target) as picture:
        assert picture.mode == "RGB"


def test_text_says_what_the_paper_says(ask: Ask, tmp_path: Path) -> None:
    number, target = _numbers(ask)[0], tmp_path / "note.txt"
    assert ask("print", "delivery", number, "--to", target)[0] == 0
    assert number in target.read_text("utf-8")
