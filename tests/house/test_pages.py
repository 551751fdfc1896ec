"""Links and paths of the pages lead somewhere, each decision has its number, the map shows what the program imports."""

import re
from pathlib import Path

import pytest

from dealer_crm.i18n import LANGUAGES
from resources.i18n import build
from tests.house.sources import ROOT

PAGES = [*ROOT.glob("*.md"), *sorted((ROOT / "docs").rglob("*.md")), ROOT / "resources" / "licenses" / "README.md"]
SPOKEN = [page for page in PAGES if page.name != "performance.md"]
PATH = re.compile(r"`([\w.-]+(?:/[\w.-]+)*/?)`")
ENDINGS = (".py", ".toml", ".md", ".svg", ".spec", ".po", ".nsi", "/")
OF_THE_DATA = {"attachments/", "backups/", "drafts/", "logs/", "staging/", "demo/", "tour/"}
"""Folders of the shop's data, and one that run.py makes."""
NAMED = {"zh": re.compile(r"“([^”]+)”"), "en": re.compile(r"(?<!\*)\*([^*]+)\*(?!\*)")}
"""How a guide marks what stands in the window."""
EXAMPLES = {"中午孩子睡觉", "B：7 天一次"}
IMPORT = re.compile(r"^ *from dealer_crm(?:\.(\w+)\S*| import (.+))", re.MULTILINE)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text("utf-8")) if not link.startswith(("http:", "https:", "mailto:"))]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = set(LINK.findall((folder / "README.md").read_text("utf-8")))
    assert {page.name for page in folder.glob("*.md")} - {"README.md"} == listed


def test_decisions_have_a_number_of_their_own() -> None:
    numbers = [page.name[:4] for page in (ROOT / "docs" / "decisions").glob("0*.md")]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("page", SPOKEN, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_paths_that_are_named_exist(page: Path) -> None:
    named = {path for path in PATH.findall(page.read_text("utf-8")) if path.endswith(ENDINGS)} - OF_THE_DATA
    places = (ROOT, ROOT / "dealer_crm", page.parent)
    assert [path for path in sorted(named) if "/" in path and not any((place / path).exists() for place in places)] == []


def test_the_picture_shows_every_import() -> None:
    drawn = set(re.findall(r'data-from="(\w+)" data-to="(\w+)"', (ROOT / "docs" / "images" / "architecture.svg").read_text("utf-8")))
    rooms = {room for pair in drawn for room in pair}
    found = {(_room(file), room) for file in (ROOT / "dealer_crm").rglob("*.py") for room in _imported(file.read_text("utf-8"))}
    assert drawn == {pair for pair in found if pair[0] != pair[1] and rooms >= set(pair)}, "draw it anew: docs/images/architecture.py"


def _room(file: Path) -> str:
    return file.relative_to(ROOT / "dealer_crm").parts[0].removesuffix(".py")


def _imported(text: str) -> set[str]:
    return {word for one in IMPORT.findall(text) for word in re.findall(r"\w+", "".join(one))}


@pytest.mark.parametrize("language", NAMED)
def test_guides_call_things_as_the_window_does(language: str) -> None:
    catalogue = [form for message in build.texts(build.read(language)) for form in build.forms(message.string)]
    told = [file.read_text("utf-8") for file in (ROOT / "resources" / "trade").glob("*.toml")]
    shown = re.sub(r"[&{}]", "", "\n".join([*catalogue, *told, *(one.own_name for one in LANGUAGES.values())])).casefold()
    guide = re.sub(r"\s+", " ", (ROOT / "docs" / "guide" / f"{language}.md").read_text("utf-8"))
    named = {word for word in NAMED[language].findall(guide) if word not in EXAMPLES}
    parts = {part.strip(" 0123456789").casefold() for word in named for part in re.split("→|…|: ", word)}
    assert sorted(part for part in parts if part not in shown) == []
