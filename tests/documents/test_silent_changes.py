"""Nothing changes silently on its way in: a golden table of cells, through a real workbook."""

from __future__ import annotations

from pathlib import Path

import pytest

from dealer_crm.domain import import_rows
from dealer_crm.domain.import_cells import text_of
from tests.documents.golden import book, cases, cleaned, wrong


@pytest.mark.parametrize("mac", [False, True])
def test_every_cell_is_kept_listed_or_refused(tmp_path: Path, mac: bool) -> None:
    table = cases()
    found = cleaned(book(tmp_path / "x.xlsx", table, mac=mac), table)
    assert len(table) >= 300
    assert [(case, how) for case, one in zip(table, found, strict=True) if (how := wrong(case, one))] == []


def test_a_cleaner_that_believes_rounded_numbers_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sabotage: eighteen digits of a number are taken for eighteen digits."""
    monkeypatch.setattr(import_rows, "known_text", text_of)
    monkeypatch.setattr(import_rows, "exact_text", text_of)
    table = cases()
    found = cleaned(book(tmp_path / "x.xlsx", table), table)
    assert sum(bool(wrong(case, one)) for case, one in zip(table, found, strict=True)) >= 5
