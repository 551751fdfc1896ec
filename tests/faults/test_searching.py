"""Search is literal: each hostile text finds who has it and nobody else; a search that takes % for a sign is noticed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from sqlalchemy import select

from dealer_crm.app.opened import Opened
from dealer_crm.storage.models import CustomerLine
from tests.documents.hostile import strings
from tests.faults.searching import TRAPS, holds, tried

FEW = ("100%", "100x", "a_b", "axb", '"*', "NEAR(a b)", "É \u202e")


def _careless(opened: Opened) -> dict[str, Callable[[str], Sequence[int]]]:
    """Return a search that gives what is typed to LIKE as it stands."""

    def find(query: str) -> list[int]:
        with opened.db.read() as session:
            lines = select(CustomerLine.customer_id).where((CustomerLine.name + "\n" + CustomerLine.note).like(f"%{query}%"))
            return list(session.execute(lines).scalars())

    return {"search": find}


def test_traps_find_only_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.faults.searching.TRAPS", ())
    figures, count = tried(FEW)
    assert figures.searches >= 12 * len(FEW)
    assert (count.raised, count.missed, count.strangers, count.others) == ([], [], [], [])


def test_a_search_that_is_not_literal_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.faults.searching.TRAPS", ())
    figures, _count = tried(("%%", "__", "x y"), _careless)
    assert figures.strangers > 0


@pytest.mark.slow
def test_every_hostile_text_finds_its_owner(corpora: Path) -> None:
    figures, count = tried(strings(corpora))
    assert figures.texts > 600
    assert (count.raised, count.missed, count.strangers, count.others) == ([], [], [], [])


def test_the_oracle_reads_texts_as_people_do() -> None:
    assert holds("Ａbc 100%", "100% aBC")
    assert not holds("axb", "a_b")
    assert not holds("1000", "100%")
    assert len(set(TRAPS)) == len(TRAPS)
