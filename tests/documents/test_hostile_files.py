"""No file, however damaged, does more than give a sentence."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from dealer_crm.domain import files
from dealer_crm.words.files import SENTENCES_FILES
from tests.documents.capped import outcomes
from tests.documents.hostile import mutated

KNOWN = {
    "FileNotReadable", "FilePasswordProtected", "FileTooLarge", "FileTooManyRows",
    "FileBomb", "FileEmpty", "FileKindUnknown", "FileEncodingUnknown", "",
}  # fmt: skip
OUT_OF_MEMORY = "memory allocation of"
"""Circular chains in a damaged .xls end at the child's cap, which is what it is for."""


def hostile_files(folder: Path) -> list[Path]:
    return sorted([*folder.glob("xlsx_*/*.xls*"), *folder.glob("vcard/*.vcf")])


def test_every_hostile_file_ends_in_rows_or_a_known_sentence(corpora: Path) -> None:
    found = {Path(outcome.file).name: outcome.error for outcome in outcomes(hostile_files(corpora))}
    assert set(found.values()) <= KNOWN
    assert found["issue_174.xlsx"] == ""
    assert found["pass_protected.xlsx"] == found["protected_passtika.xlsx"] == "FilePasswordProtected"
    assert found["poc-xmlbomb.xlsx"] == found["poc-xmlbomb-empty.xlsx"] == "FileBomb"
    assert Counter(found.values())[""] >= 45


def mutations(corpora: Path, folder: Path, count: int) -> list[Path]:
    chance = Random(20261121)
    seeds = [file for file in hostile_files(corpora) if file.stat().st_size < 200_000]
    made = []
    for number in range(count):
        seed = chance.choice(seeds)
        made.append(folder / f"{number}{seed.suffix}")
        made[-1].write_bytes(mutated(seed.read_bytes(), chance))
    return made


@pytest.mark.parametrize("count", [60, pytest.param(600, marks=pytest.mark.slow), pytest.param(7000, marks=pytest.mark.nightly)])
@pytest.mark.timeout(3600)
def test_a_damaged_file_ends_in_rows_or_a_known_sentence(corpora: Path, tmp_path: Path, count: int) -> None:
    found = outcomes(mutations(corpora, tmp_path, count))
    assert len(found) == count
    died = [outcome for outcome in found if outcome.error not in KNOWN]
    assert [outcome for outcome in died if OUT_OF_MEMORY not in outcome.error] == []
    assert len(died) <= count / 10


def test_every_kind_of_file_trouble_has_its_sentence() -> None:
    kinds = {kind for kind in vars(files).values() if isinstance(kind, type) and kind.__module__ == files.__name__}
    assert kinds == set(SENTENCES_FILES)
