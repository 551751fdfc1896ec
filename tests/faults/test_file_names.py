"""Every suggested file name is one that three systems take; careless ways to suggest one are noticed."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from dealer_crm.domain.text import file_name
from tests.documents.hostile import strings
from tests.faults import file_names
from tests.faults.file_names import TABLE, Figures, figures, tried


def _wrong(found: Figures) -> dict[str, int]:
    return {field.name: getattr(found, field.name) for field in fields(found) if field.name != "tried" and getattr(found, field.name)}


def test_the_table_gives_sound_names() -> None:
    assert len(set(TABLE)) >= 60
    assert _wrong(tried(TABLE, file_name)) == {}


def test_hostile_texts_and_random_ones_give_sound_names(corpora: Path) -> None:
    assert _wrong(tried(strings(corpora), file_name)) == {}
    assert _wrong(figures(100)) == {}


@pytest.mark.slow
def test_many_random_texts_give_sound_names() -> None:
    found = figures()
    assert found.tried > 2 * file_names.SLOW
    assert _wrong(found) == {}


@pytest.mark.parametrize(
    "careless",
    [
        lambda text: text,
        lambda text: text.replace("/", "_") or "file",
        lambda text: re.sub(r'[<>:"/\\|?*\x00-\x1f]', "_", text)[:80] or "file",
    ],
)
def test_a_careless_way_is_noticed(careless: object) -> None:
    assert callable(careless)
    assert tried(TABLE, careless).unsafe > 10
