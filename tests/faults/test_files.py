"""Workbooks from anywhere: damaged, hostile, bombs. Every one ends in rows or in a sentence, and the store stays what it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from dealer_crm.domain import files
from dealer_crm.words.files import SENTENCES_FILES
from tests.documents.bombs import BOMBS, bombs
from tests.documents.forked import EXHAUSTED
from tests.faults.files import BARE, MUTATIONS, FileFigures, content_of, counted, feed, imported, mutations, sampled, workbooks_of
from tests.storage.shops import Shop

CAP = 1024
SMALL = 8 * 2**20
TRUE = 20


def assert_harmless(found: FileFigures) -> None:
    assert found.first_crash == ""
    assert (found.crashed, found.let_in) == (0, 0)
    assert found.read + found.refused + found.exhausted == found.files
    assert found.exhausted <= found.files / 20
    assert found.most_megabytes <= CAP


def test_a_few_damaged_workbooks_and_every_bomb(corpora: Path, tmp_path: Path) -> None:
    found = counted(feed([*bombs(tmp_path, SMALL), *mutations(workbooks_of(corpora), tmp_path, 8, seed=1)]))
    assert_harmless(found)
    assert {"FileBomb", "FileTooManyRows"} <= set(found.sentences)


@pytest.mark.slow
def test_every_hostile_workbook_and_five_hundred_damaged_ones(corpora: Path, tmp_path: Path) -> None:
    """Twenty of them, one of every kind of end first, go the true way too and must end the same."""
    seeds = workbooks_of(corpora)
    outcomes = feed([*seeds, *bombs(tmp_path), *mutations(seeds, tmp_path, MUTATIONS)])
    assert_harmless(counted(outcomes))
    shop, staging = Shop(tmp_path / "shop"), tmp_path / "staging"
    before = content_of(shop.folder.store)
    chosen = sampled(outcomes, TRUE)
    assert EXHAUSTED in {one.error for one in chosen}
    for one in chosen:
        true = imported(Path(one.file), shop, staging)
        assert (true.file, true.error, true.rows) == (one.file, one.error, one.rows)
        assert list(staging.iterdir()) == []
    shop.close()
    assert content_of(shop.folder.store) == before


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_five_thousand_damaged_workbooks(corpora: Path, tmp_path: Path) -> None:
    assert_harmless(counted(feed(mutations(workbooks_of(corpora), tmp_path, 5_000, seed=2))))


def test_a_parser_alone_is_caught(corpora: Path, tmp_path: Path) -> None:
    """Sabotage: nobody looks into the package first, and nobody finds words for what the parser says."""
    quick = [bomb for bomb in bombs(tmp_path, SMALL) if bomb.stem in BOMBS - {"far"}]
    found = counted(feed([*quick, *mutations(workbooks_of(corpora), tmp_path, 8, seed=1)], BARE))
    assert found.let_in > 0
    assert found.crashed > 0


def test_every_kind_of_file_trouble_has_its_sentence() -> None:
    kinds = {kind for kind in vars(files).values() if isinstance(kind, type) and kind.__module__ == files.__name__}
    assert kinds == set(SENTENCES_FILES)
