"""The customer record on every paper, read back with another library."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dealer_crm.documents.pdf.customer_record import CustomerRecordData, PersonLine, customer_record
from dealer_crm.documents.pdf.pages import INCH, MM, PAPERS, Paper
from dealer_crm.documents.pdf.render import page_count
from dealer_crm.domain.text import clean
from tests.documents.hostile import strings
from tests.documents.reading import font_names, read, words
from tests.documents.records import EMPTY, EXTREME, LONG, SETUP, USUAL

SHEETS = [paper for paper in PAPERS.values() if not paper.labels]


def test_everything_given_can_be_read_in_the_file() -> None:
    text = words(customer_record(USUAL, SETUP))
    for expected in (
        "客户资料卡", "KH20261118003", "暖居暖通设备商行", "热线1420000", "尉迟暖女士", "14200000317", "0592-88886666", "yuchi_nuan",
        "小红书", "温暖如", "云上花园8幢1单元2201", "128.5", "业主，2025-06-01起", "货车走南门", "中央空调、地暖", "工作日19:00后",
        "欧阳晴", "云岭多联外机", "3A26110482", "到店接待", "11-20上门量房", "2026-11-18已同意", "第1/1页", "打印2026-11-2115:20",
        "2026-1版", "不向第三方提供", "客户签字",
    ):  # fmt: skip
        assert expected in text, expected


def test_it_speaks_english_too() -> None:
    text = words(customer_record(USUAL, replace(SETUP, language="en", times=2, printed_by="李明", copies=("Copy 1",))))
    for expected in ("Customerrecord", "Referredby", "Consentgivenon2026-11-18", "Page1/", "李明", "printno.2", "Copy1"):
        assert expected in text, expected


def test_rare_characters_are_found_by_search() -> None:
    assert "𬱖䶮㛃" in words(customer_record(replace(USUAL, name="𬱖䶮㛃"), SETUP))


@pytest.mark.parametrize("data", [EMPTY, USUAL, LONG], ids=["empty", "usual", "long"])
@pytest.mark.parametrize("paper", SHEETS, ids=lambda paper: paper.name)
def test_only_our_fonts_are_in_the_file_and_they_are_embedded(data: CustomerRecordData, paper: Paper) -> None:
    names = font_names(customer_record(data, replace(SETUP, paper=paper)))
    assert {name.split("+")[1] for name in names} == {"NotoSansSC-Regular", "NotoSansSC-Bold"}


def test_the_same_record_gives_the_same_bytes_in_every_process() -> None:
    first = customer_record(LONG, SETUP)
    assert customer_record(LONG, SETUP) == first
    code = (
        "import hashlib; from tests.documents.records import *; from dealer_crm.documents.pdf.customer_record import customer_record\n"
        "print(hashlib.sha256(customer_record(LONG, SETUP)).hexdigest())"
    )
    digests = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


@pytest.mark.parametrize(
    ("paper", "size"),
    [
        (Paper.A4, (210 * MM, 297 * MM)),
        (Paper.A5, (148 * MM, 210 * MM)),
        (Paper.A5_LANDSCAPE, (210 * MM, 148 * MM)),
        (Paper.CONT_241x140, (9.5 * INCH, 5.5 * INCH)),
        (Paper.CONT_241x93, (9.5 * INCH, 264)),
        (Paper.CONT_241x280, (9.5 * INCH, 11 * INCH)),
    ],
)
def test_papers_have_the_sizes_of_the_trade(paper: Paper, size: tuple[float, float]) -> None:
    reader = read(customer_record(USUAL, replace(SETUP, paper=paper)))
    for page in reader.pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(size, abs=0.01)


def test_the_file_says_its_language_title_and_that_it_must_not_be_scaled() -> None:
    reader = read(customer_record(USUAL, SETUP))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "zh-CN"
    assert root["/ViewerPreferences"]["/PrintScaling"] == "/None"
    assert reader.metadata is not None
    assert reader.metadata.title == "客户资料卡 KH20261118003"
    assert len(customer_record(USUAL, SETUP)) < 120_000


def test_nothing_is_drawn_outside_the_printable_area() -> None:
    places: list[tuple[float, float]] = []

    def note(text: str, _cm: Any, matrix: Any, _font: Any, _size: Any) -> None:
        if text.strip():
            places.append((float(matrix[4]), float(matrix[5])))

    for paper in SHEETS:
        places.clear()
        for page in read(customer_record(LONG, replace(SETUP, paper=paper))).pages:
            page.extract_text(visitor_text=note)
        assert len(places) > 100
        assert all(paper.left - 0.1 <= x <= paper.right and paper.bottom - 0.1 <= y <= paper.top for x, y in places)


@pytest.mark.parametrize("paper", SHEETS, ids=lambda paper: paper.name)
def test_values_of_any_length_fill_pages_and_lose_nothing(paper: Paper) -> None:
    pdf = customer_record(EXTREME, replace(SETUP, paper=paper))
    text = words(pdf)
    assert text.count("长") >= 4000
    assert text.count("很长的品类") >= 480
    assert page_count(pdf) < 80


def test_the_signatures_never_stand_alone_on_the_last_page() -> None:
    for rows in range(1, 40):
        data = replace(USUAL, timeline=tuple(replace(USUAL.timeline[0], day=date(2026, 1, 1)) for _ in range(rows)))
        reader = read(customer_record(data, SETUP))
        last = "".join(reader.pages[-1].extract_text().split())
        assert "客户签字" in last
        assert len(reader.pages) == 1 or last.count("到店接待") >= 2


def test_hostile_texts_print_and_what_has_no_glyph_is_explained(corpora: Path) -> None:
    hostile = [text[:3000] for text in strings(corpora)]
    for start in range(0, len(hostile), 50):
        people = tuple(PersonLine(text, text[:60], (text,), text) for text in hostile[start : start + 50])
        pdf = customer_record(replace(EMPTY, name=hostile[start], contacts=people), SETUP)
        assert not any(word in pdf for word in (b"/JavaScript", b"/URI", b"/Launch", b"/EmbeddedFile"))
    assert "□为打印不出的字符" in words(customer_record(replace(EMPTY, name="😀"), SETUP))
    assert "□为" not in words(customer_record(EMPTY, SETUP))


def test_markup_is_printed_as_it_was_typed() -> None:
    text = '<img src="file:///etc/passwd"> &lt; <b>x</b> {name} %s'
    assert "".join(clean(text).split()) in words(customer_record(replace(EMPTY, wechat=text), SETUP))


def test_the_record_has_no_room_for_what_a_customer_should_not_see() -> None:
    fields = set(CustomerRecordData.__dataclass_fields__)
    assert not fields & {"stage", "intent_level", "value", "care_notes", "note", "cost", "party_kind"}
