"""Resources are found in a checkout, an installed package and a frozen folder, and are what their licences say."""

import hashlib
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from dealer_crm import resources

ROOT = Path(__file__).resolve().parents[1]


def test_checkout_has_its_resources_beside_it() -> None:
    assert resources.root() == ROOT / "resources"


def test_installed_package_carries_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "_resources").mkdir()
    monkeypatch.setattr(resources, "__file__", str(tmp_path / "resources.py"))
    assert resources.root() == tmp_path / "_resources"


def test_frozen_program_looks_where_it_was_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources.icon("phone") == tmp_path / "resources" / "icons" / "phone.svg"


def test_fonts_icons_catalogues_and_licences_are_there() -> None:
    assert [file.name for file in resources.fonts() if file.exists()] == ["NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"]
    assert resources.icon("phone").exists()
    assert (resources.catalogues() / "zh" / "LC_MESSAGES" / "dealer_crm.mo").exists()
    assert (resources.licenses() / "README.md").exists()


def test_fonts_are_two_weights_of_one_family() -> None:
    digests = {hashlib.sha256(file.read_bytes()).hexdigest() for file in resources.fonts()}
    assert len(digests) == 2
    assert all(file.read_bytes()[:4] == b"\0\1\0\0" for file in resources.fonts())
    assert "SIL OPEN FONT LICENSE" in resources.path("fonts", "OFL.txt").read_text("utf-8").upper()


def test_everything_that_is_shipped_has_its_licence() -> None:
    index = (resources.licenses() / "README.md").read_text("utf-8")
    listed = {_plain(row.split("|")[1].split(" and ")[0]) for row in index.splitlines() if row.startswith("| ")}
    assert _shipped() <= listed
    texts = re.findall(r"\]\(([^)]+)\)", index)
    assert [text for text in texts if not (resources.licenses() / text).resolve().is_file()] == []


def _shipped() -> set[str]:
    """Return the distributions that the program's own dependencies bring."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    found: set[str] = set()
    wanted = [Requirement(line) for line in project["dependencies"]]
    while wanted:
        one = wanted.pop()
        if _plain(one.name) not in found and (one.marker is None or one.marker.evaluate({"extra": ""})):
            found.add(_plain(one.name))
            wanted += [Requirement(line) for line in metadata.requires(one.name) or []]
    return found


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.strip()).lower()
