"""Delimited texts in every encoding: the rows that were meant, or a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from dealer_crm.documents.readers import delimited
from dealer_crm.documents.readers.files import LIMITS
from tests.faults.csvs import CASES, MUTATIONS, different, heavy, written
from tests.faults.files import counted, feed, mutations, tried_here


def test_every_encoding_gives_its_rows_or_its_sentence(tmp_path: Path) -> None:
    assert different(tmp_path) == []


def test_big5_is_read_when_it_is_chosen(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("姓名,電話\r\n張三,1\r\n".encode("big5hkscs"))
    assert delimited.read_delimited(path, LIMITS, "big5hkscs").rows == (("姓名", "電話"), ("張三", "1"))


def test_damaged_texts_end_in_rows_or_a_sentence(tmp_path: Path) -> None:
    found = counted(tried_here(mutations([path for path in written(tmp_path) if path.stat().st_size], tmp_path, 40, seed=1)))
    assert found.first_crash == ""
    assert found.read + found.refused == found.files


@pytest.mark.slow
def test_heavy_texts_stay_within_memory_and_time(tmp_path: Path) -> None:
    seeds = [path for path in written(tmp_path) if path.stat().st_size]
    found = counted(feed([*seeds, *heavy(tmp_path), *mutations(seeds, tmp_path, MUTATIONS)]))
    assert found.first_crash == ""
    assert found.read + found.refused == found.files > len(CASES) + MUTATIONS
    assert found.exhausted == 0


def test_a_reader_that_takes_the_first_encoding_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sabotage: nobody looks whether the characters fit."""
    monkeypatch.setattr(delimited, "_fits", lambda _path, _encoding: True)
    assert len(different(tmp_path)) > 5
