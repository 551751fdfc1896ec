"""Hostile texts on every paper: each one stands there, and nothing on paper can do anything."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from dealer_crm.documents.pdf import fonts, pen
from tests.faults.papers import NOT_THERE, PAPERS, RARE, PaperFigures, hostile, tried

ROOM = Path(__file__).parents[2] / "dealer_crm" / "documents" / "pdf"
OWN = {"ruler_page", "numbered_sheets", "sample_of", "address_labels", "day_sheets", "vehicle_sheets", "in_copies"}
"""Papers on which nobody's words stand, labels, which name whom they leave out (tests/documents/test_address_labels.py), several
of a paper that stands here, behind each other, and how a paper comes to its copies."""


def assert_sound(found: PaperFigures) -> None:
    assert found.first_trouble == ""
    assert (found.raised, found.lost, found.missing, found.active) == (0, 0, 0, 0)
    assert found.whole >= 0.95 * (found.texts - found.squeezed)
    assert found.refused <= found.documents / 200


def test_some_hostile_texts_stand_on_every_paper(corpora: Path) -> None:
    found = tried([*hostile(corpora)[::90], RARE])
    assert found.papers == len(PAPERS)
    assert_sound(found)


@pytest.mark.slow
def test_every_hostile_text_stands_on_every_paper(corpora: Path) -> None:
    assert_sound(tried(hostile(corpora)))


def test_no_paper_is_left_out() -> None:
    made = set()
    for path in ROOM.glob("*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            if (
                isinstance(node, ast.FunctionDef)
                and node.args.args[-1:]
                and isinstance(node.returns, ast.Name)
                and node.returns.id == "bytes"
            ):
                takes = {getattr(one.annotation, "id", "") for one in node.args.args}
                made |= {node.name} if "PageSetup" in takes else set()
    assert made - OWN == {make.__name__ for make, _data, _paper in PAPERS}


def test_rare_characters_of_names_are_drawn_as_themselves_or_named() -> None:
    assert fonts.missing(RARE + NOT_THERE) == NOT_THERE
    assert tried([RARE], PAPERS[1:2]).whole == 1


def test_a_font_without_a_look_into_it_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sabotage: what has no glyph is drawn all the same."""
    monkeypatch.setattr(pen, "printable", lambda text: text)
    assert tried(["笑😀", "ا"], PAPERS[1:2]).missing > 0


def test_a_live_link_and_a_lost_text_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sabotage: every text is a link to what it says, and only its first character is drawn."""
    draw = pen.Hand.write

    def link(hand: pen.Hand, at: tuple[float, float], text: str, ink: pen.Ink) -> None:
        hand.canvas.linkURL(f"file:///{text}", (0, 0, 9, 9))
        draw(hand, at, text if text.startswith("Q") else text[:1], ink)

    monkeypatch.setattr(pen.Hand, "write", link)
    found = tried(["calc.exe", "区长乐"] * 8, PAPERS[1:2])
    assert found.active > 0
    assert found.lost > 0
