"""Address books from anywhere, whole and damaged: cards or a sentence."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from dealer_crm.documents.readers import vcard_lines
from tests.faults.files import FileFigures, counted, feed, tried_here
from tests.faults.vcards import MUTATIONS, cards_of, mutations, tricks


def assert_harmless(found: FileFigures) -> None:
    assert found.first_crash == ""
    assert found.read + found.refused + found.exhausted == found.files
    assert found.exhausted <= 1 + found.files / 50


def test_address_books_of_devices_and_damaged_ones(corpora: Path, tmp_path: Path) -> None:
    seeds = cards_of(corpora)
    assert_harmless(counted(tried_here([*seeds, *mutations(seeds, tmp_path, 30, seed=1)])))


@pytest.mark.slow
def test_three_hundred_damaged_address_books_and_every_trick(corpora: Path, tmp_path: Path) -> None:
    seeds = cards_of(corpora)
    assert_harmless(counted(feed([*seeds, *tricks(tmp_path), *mutations(seeds, tmp_path, MUTATIONS)])))


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_two_thousand_damaged_address_books(corpora: Path, tmp_path: Path) -> None:
    assert_harmless(counted(feed(mutations(cards_of(corpora), tmp_path, 2_000, seed=2))))


def test_a_reader_that_believes_every_character_set_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sabotage: whatever a card calls a character set is taken for one."""
    monkeypatch.setattr(vcard_lines, "_decoded", lambda value, charset: str(codecs.decode(value, charset or "utf-8")))
    small = [path for path in tricks(tmp_path) if path.stem.startswith("trick-charset")]
    assert counted(tried_here(small)).crashed > 0
