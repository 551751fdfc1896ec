"""Characters that no bundled font has: taken from a font of the computer, or named where none has them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument  # type: ignore[import-untyped]
from reportlab.pdfbase.ttfonts import TTFontFile

from dealer_crm import resources
from dealer_crm.documents.pdf import fonts, spare_fonts
from dealer_crm.documents.pdf.customer_record import customer_record
from dealer_crm.documents.pdf.render import missing_of
from tests.documents.reading import font_names, words
from tests.documents.records import SETUP, USUAL

RARE = "𬱖䶮㛃"
OURS = 0x6696
"""暖, whose drawing the test's own font gives to another character."""


def patched(characters: str, *, restricted: bool = False, collection: bool = False) -> bytes:
    """Return the bundled font as one that has just these characters, each drawn as 暖."""
    data = bytearray(resources.path("fonts", "NotoSansSC-Regular.ttf").read_bytes())
    (count,) = struct.unpack_from(">H", data, 4)
    tables = {bytes(data[at : at + 4]): at for at in range(12, 12 + 16 * count, 16)}
    glyph = TTFontFile(str(resources.path("fonts", "NotoSansSC-Regular.ttf"))).charToGlyph[OURS]
    groups = b"".join(struct.pack(">III", ord(one), ord(one), glyph) for one in sorted(characters))
    table = struct.pack(">HHIIII", 12, 0, 16 + len(groups), 0, len(characters), 0)[:12] + struct.pack(">I", len(characters)) + groups
    cmap = struct.pack(">HHHHI", 0, 1, 3, 10, 12) + table
    struct.pack_into(">II", data, tables[b"cmap"] + 8, len(data), len(cmap))
    if restricted:
        (place,) = struct.unpack_from(">I", data, tables[b"OS/2"] + 8)
        struct.pack_into(">H", data, place + 8, 2)
    data += cmap
    if not collection:
        return bytes(data)
    head = struct.pack(">4sIII", b"ttcf", 0x10000, 1, 16)
    for at in tables.values():
        (place,) = struct.unpack_from(">I", data, at + 8)
        struct.pack_into(">I", data, at + 8, place + len(head))
    return head + bytes(data)


@pytest.fixture
def places(tmp_path: Path) -> Iterator[Path]:
    """Look for fonts in a folder of the test."""
    fonts.spares.use((tmp_path,))
    yield tmp_path
    fonts.spares.use(None)


def test_rare_names_are_in_the_bundled_font_and_come_back_from_the_file() -> None:
    pdf = customer_record(replace(USUAL, name=f"龙{RARE}"), SETUP)
    assert missing_of(pdf) == ""
    assert f"龙{RARE}" in words(pdf)
    assert f"龙{RARE}" in pdfium_words(pdf)


@pytest.mark.parametrize("collection", [False, True])
def test_a_character_of_a_font_of_the_computer_is_embedded_and_copied_rightly(places: Path, *, collection: bool) -> None:
    name = "simsun.ttc" if collection else "simsunb.ttf"
    (places / "sub").mkdir()
    (places / "sub" / name).write_bytes(patched("𠀀😀", collection=collection))
    pdf = customer_record(replace(USUAL, name="龙𠀀暖😀"), SETUP)
    assert missing_of(pdf) == ""
    assert "龙𠀀暖😀" in words(pdf)
    assert "龙𠀀暖😀" in pdfium_words(pdf)
    assert len(font_names(pdf)) >= 3
    assert "□" not in words(pdf)
    assert fonts.width("暖", 10) == fonts.width("𠀀", 10)


def test_what_no_font_has_is_a_box_and_is_named_by_the_file(places: Path) -> None:
    pdf = customer_record(replace(USUAL, name="龙𠀀ا", wechat="😀"), SETUP)
    assert "龙□□" in words(pdf)
    assert set(missing_of(pdf)) == set("𠀀ا😀")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("simsunb.ttf", patched("𠀀", restricted=True)),
        ("simsunb.ttf", b"\x00\x01\x00\x00" + b"\xff" * 400),
        ("simsun.ttc", b"ttcf" + b"\x00\x01\x00\x00" + b"\xff" * 100),
        ("simsunb.ttf", b""),
        ("other.ttf", patched("𠀀")),
    ],
    ids=["forbidden", "damaged", "damaged collection", "empty", "unknown"],
)
def test_fonts_that_cannot_be_taken_are_left_out(places: Path, name: str, data: bytes) -> None:
    (places / name).write_bytes(data)
    assert fonts.printable("𠀀") == "□"


def test_folders_are_named_by_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(spare_fonts.PLACES, str(tmp_path))
    assert spare_fonts.folders() == [tmp_path]
    monkeypatch.setenv(spare_fonts.PLACES, "")
    assert spare_fonts.folders() == []
    monkeypatch.delenv(spare_fonts.PLACES)
    assert spare_fonts.folders()


def pdfium_words(pdf: bytes) -> str:
    """Return the text as the preview's library reads it."""
    document = PdfDocument(pdf)
    try:
        return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)
    finally:
        document.close()
