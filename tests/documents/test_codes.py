"""The square with the code of a paper, dot by dot, and the logo."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from dealer_crm.documents.logos import fitted_logo, struck_logo
from dealer_crm.documents.pdf.codes import modules
from dealer_crm.documents.pdf.pages import MM, Paper
from dealer_crm.documents.pdf.render import page_dots
from dealer_crm.domain.products import PictureUnreadable
from tests.documents.every import EVERY, full
from tests.documents.reading import inks, words


def test_every_module_is_made_of_whole_dots_of_needles() -> None:
    page = full(Paper.CONT_241x140, "zh")
    pdf = EVERY["delivery"].make(EVERY["delivery"].data, page)
    square = min(inks(pdf)[0].pictures, key=lambda one: abs((one.right - one.left) - (one.upper - one.lower)))
    assert square.right - square.left >= 12 * MM
    dots = page_dots(pdf, 0, 180)
    picture = Image.frombytes("1", (dots.width, dots.height), dots.data)
    left, top = round(square.left * 180 / 72), round((page.paper.above - square.upper) * 180 / 72)
    meant = modules(page.code)
    for row, column in ((row, column) for row in range(21) for column in range(21)):
        cell = {picture.getpixel((left + column * 5 + x, top + row * 5 + y)) for x in range(5) for y in range(5)}
        assert cell == ({0} if meant[row][column] else {255}), (row, column)
    quiet = picture.crop((left - 10, top - 10, left + 115, top))
    assert quiet.getextrema() == (255, 255)
    assert "7K3M-9QXA-C" in words(pdf)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "BMP"])
def test_a_logo_of_any_kind_becomes_small_and_stands_on_white(kind: str) -> None:
    picture = Image.new("RGBA" if kind == "PNG" else "RGB", (1800, 600), (200, 30, 30, 0) if kind == "PNG" else (200, 30, 30))
    target = io.BytesIO()
    picture.save(target, kind)
    fitted = Image.open(io.BytesIO(fitted_logo(target.getvalue())))
    assert fitted.format == "PNG"
    assert fitted.mode == "RGB"
    assert fitted.height <= 473
    assert fitted.width / fitted.height == pytest.approx(3, abs=0.02)
    if kind == "PNG":
        assert fitted.getpixel((5, 5)) == (255, 255, 255)


def test_needles_strike_a_pale_logo_whole() -> None:
    picture = Image.new("RGB", (300, 300), "white")
    picture.paste((255, 200, 120), (100, 100, 200, 200))
    target = io.BytesIO()
    picture.save(target, "PNG")
    struck = struck_logo(fitted_logo(target.getvalue()), (60, 60))
    assert struck.mode == "1"
    assert sum(struck.getpixel((x, y)) == 0 for x in range(60) for y in range(60)) == pytest.approx(400, abs=45)


@pytest.mark.parametrize("data", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, b"GIF89a" + b"\x00" * 50], ids=len)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(PictureUnreadable):
        fitted_logo(data, "logo.png")


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked() -> None:
    target = io.BytesIO()
    Image.new("1", (9_000, 9_000)).save(target, "PNG")
    with pytest.raises(PictureUnreadable):
        fitted_logo(target.getvalue(), "logo.png")
