"""Pages as pictures."""

from __future__ import annotations

import io

from PIL import Image

from dealer_crm.documents.pdf.customer_record import customer_record
from dealer_crm.documents.pdf.render import page_count, page_image, png
from tests.documents.records import LONG, SETUP, USUAL


def test_pages_become_pixels_of_the_asked_density() -> None:
    pdf = customer_record(LONG, SETUP)
    assert page_count(pdf) == 3
    first = page_image(pdf, 0, 72)
    assert (first.width, first.height) == (596, 842)
    assert len(first.data) == first.stride * first.height
    assert first.stride >= 3 * first.width
    assert page_image(pdf, 2, 72) != first


def test_the_picture_for_the_clipboard_is_a_png_with_ink_on_white() -> None:
    picture = Image.open(io.BytesIO(png(customer_record(USUAL, SETUP), 0, 100))).convert("L")
    histogram = picture.histogram()
    total = picture.width * picture.height
    assert picture.format is None or picture.width == 827
    assert histogram[255] > total * 0.6
    assert sum(histogram[:64]) > total * 0.01


def test_nine_points_stay_readable_in_one_bit_at_180_dots() -> None:
    picture = Image.open(io.BytesIO(png(customer_record(USUAL, SETUP), 0, 180))).convert("L")
    ink = sum(picture.histogram()[:128])
    assert ink > picture.width * picture.height * 0.02
