"""Pages as pictures."""

from __future__ import annotations

import io

from PIL import Image

from dealer_crm.documents.pdf.customer_record import customer_record
from dealer_crm.documents.pdf.render import page_count, page_image, page_images, png
from tests.documents.records import LONG, SETUP, USUAL


def test_pages_become_pixels_of_the_asked_density() -> None:
    pdf = customer_record(LONG, SETUP)
    images = page_images(pdf, 72)
    assert len(images) == page_count(pdf) == 3
    first = images[0]
    assert (first.width, first.height) == (596, 842)
    assert len(first.data) == first.stride * first.height
    assert first.stride >= 3 * first.width
    assert page_image(pdf, 2, 72) == images[2]


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
