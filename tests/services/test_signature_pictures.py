"""Which pictures are a signature that was drawn on the pad, and which lines are one at all."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, ImageDraw, PngImagePlugin

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.signatures import (
    LARGEST,
    SIZE,
    NothingToSign,
    SignatureEmpty,
    SignatureForeign,
    SignatureTooLarge,
    Signed,
    is_signature,
)
from dealer_crm.services.signature_pictures import checked_picture


def drawn(size: tuple[int, int] = SIZE, mode: str = "RGBA", words: str = "", line: bool = True) -> bytes:
    """Return a picture with a line on nothing."""
    picture = Image.new(mode, size)
    if line:
        ImageDraw.Draw(picture).line((40, 40, 600, 300, 900, 80), fill="black", width=6)
    told = PngImagePlugin.PngInfo()
    if words:
        told.add_text("comment", words)
    target = io.BytesIO()
    picture.save(target, "PNG", pnginfo=told)
    return target.getvalue()


SOUND = drawn()


def bomb() -> bytes:
    """Return a small file that says it is a signature and unpacks into very much."""
    packed = zlib.compress(bytes(50_000_000), 9)
    head = SOUND[8:33]
    return SOUND[:8] + head + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def chunk(kind: bytes, content: bytes) -> bytes:
    """Return a part of a PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", SignatureEmpty),
        (drawn(line=False), SignatureEmpty),
        (b"\x89PNG\r\n\x1a\n" + bytes(LARGEST), SignatureTooLarge),
        (b"\x89PNG\r\n\x1a\n", SignatureForeign),
        (b"%PDF-1.4", SignatureForeign),
        (drawn(size=(600, 200)), SignatureForeign),
        (drawn(mode="RGB"), SignatureForeign),
        (drawn(words="<script>"), SignatureForeign),
        (SOUND + b"more behind it", SignatureForeign),
        (SOUND[:-30], SignatureForeign),
        (SOUND[:60] + b"\x00" + SOUND[61:], SignatureForeign),
        (bomb(), SignatureForeign),
    ],
)
def test_what_the_pad_did_not_draw_is_refused(data: bytes, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        checked_picture(data)


def test_what_the_pad_drew_is_taken_as_it_is() -> None:
    assert checked_picture(SOUND) == SOUND


@pytest.mark.parametrize(
    ("strokes", "signed"),
    [
        ([], False),
        ([[(5.0, 5.0)]], False),
        ([[(5.0, 5.0)] * 40], False),
        ([[(0.0, 0.0), (20.0, 0.0)]], False),
        ([[(0.0, 0.0), (30.0, 0.0)], [(0.0, 9.0), (30.0, 9.0)]], True),
        ([[(0.0, 0.0), (50.0, 10.0), (100.0, 0.0)]], True),
    ],
)
def test_a_dot_is_no_signature(strokes: list[list[tuple[float, float]]], signed: bool) -> None:
    assert is_signature(strokes) is signed


@pytest.mark.parametrize("owner", [Signed(), Signed(1, 2), Signed(0, 0, 0)])
def test_a_signature_stands_under_one_thing(owner: Signed) -> None:
    with pytest.raises(NothingToSign):
        owner.given()
