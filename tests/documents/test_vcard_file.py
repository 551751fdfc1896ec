"""Address books that go out come back the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_crm.documents.cards import Card
from dealer_crm.documents.content_lines import LINE_OCTETS
from dealer_crm.documents.readers.files import LIMITS
from dealer_crm.documents.readers.vcards import read_cards
from dealer_crm.documents.vcard_file import vcard, write_cards
from dealer_crm.domain import files
from dealer_crm.domain.text import clean, one_line
from tests.documents.hostile import strings

FULL = Card(
    "尉迟·暖", ("13800138000", "0571-88886666"), ("a@b.cn",), ("浙江 杭州 文三路 1 号, 甲; 乙",), "暖居;商行", "第一\n第二\\n", "1980-03-21"
)


def test_every_field_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "x.vcf"
    assert write_cards(path, [FULL, Card("", ("1",)), Card("", org="暖居")]) == 3
    read = read_cards(path, LIMITS)
    assert read.cards == (FULL, Card("", ("1",)), Card("", org="暖居"))
    assert read.errors == ()


def test_lines_are_short_and_end_as_the_standard_says() -> None:
    content = vcard(Card("暖" * 100, note="长" * 500))
    assert all(len(line) <= LINE_OCTETS for line in content.split(b"\r\n"))
    assert content.replace(b"\r\n", b"").count(b"\n") == 0
    assert content.startswith(b"BEGIN:VCARD\r\nVERSION:3.0\r\n")
    assert b"TEL;TYPE=CELL:138" in vcard(FULL)


@given(st.text(max_size=80), st.text(max_size=200), st.text('\\;,:\n\r"= 暖n', max_size=30))
def test_any_text_survives(tmp_path_factory: pytest.TempPathFactory, name: str, note: str, address: str) -> None:
    path = tmp_path_factory.getbasetemp() / "round.vcf"
    write_cards(path, [Card(name, ("13800138000",), (), (address,), note=note)])
    (back,) = read_cards(path, LIMITS).cards
    expected = one_line(name) if one_line(name) != "13800138000" else ""
    assert back == Card(expected, ("13800138000",), (), tuple(filter(None, [one_line(address)])), note=clean(note).strip())


def test_hostile_texts_survive(corpora: Path, tmp_path: Path) -> None:
    hostile = strings(corpora)
    write_cards(tmp_path / "x.vcf", [Card("x", note=text, addresses=(text,)) for text in hostile])
    back = read_cards(tmp_path / "x.vcf", LIMITS).cards
    assert [card.note for card in back] == [clean(text).strip() for text in hostile]
    assert [card.addresses for card in back] == [tuple(filter(None, [one_line(text)])) for text in hostile]


def test_a_target_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(files.FileNotWritable):
        write_cards(tmp_path / "gone" / "x.vcf", [FULL])
