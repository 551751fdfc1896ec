"""What real queues get of a profile: forms of the paper's inches, no drift by computation, dots or shades, and no job of a dead queue."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from tests.documents.escp import DPI, Form, forms
from tests.faults.queues import SHEET, NoQueues, Order, Printed, compared, printed

SHEETS = 10
INCHES = {"CONT_241x140": Fraction(11, 2), "CONT_241x93": Fraction(11, 3), "CONT_241x280": Fraction(11)}
FEEDS = tuple(Order(paper, lines=0) for paper in INCHES)
MOVED = (
    Order("CONT_241x140", lines=0, drift=30),
    Order("CONT_241x140", lines=0, drift=-30, offset_x=20, offset_y=-15),
)
SHADES = (Order("A4", SHEET, technique="needle"), Order("A4", SHEET, technique="laser"))
DEAD = (Order("CONT_241x140", lines=0, trouble="gone"), Order("CONT_241x140", lines=0, trouble="paused"))
LINES_PER_INCH = 6


@pytest.fixture(scope="module")
def came() -> dict[Order, Printed]:
    """Print all of it once; each order by what came of it."""
    orders = (*FEEDS, *MOVED, *SHADES, *DEAD)
    try:
        return dict(zip(orders, printed(orders), strict=True))
    except NoQueues as reason:
        pytest.skip(str(reason))


def line_at(form: Form) -> tuple[int, int]:
    """Return where the longest line of a form begins, in dots."""
    dots = form.dots.convert("L")
    rows = [dots.crop((0, y, dots.width, y + 1)).histogram()[0] for y in range(dots.height)]
    y = max(range(dots.height), key=rows.__getitem__)
    left = next(x for x in range(dots.width) if dots.getpixel((x, y)) == 0)
    return left, y


def bits(written: bytes) -> set[int]:
    """Return how many bits a colour has in the pictures of a file."""
    return {int(count) for count in re.findall(rb"/BitsPerComponent (\d+)", written)}


@pytest.mark.slow
@pytest.mark.parametrize("order", FEEDS, ids=lambda order: order.paper)
def test_ten_forms_are_ten_times_the_paper(came: dict[Order, Printed], order: Order) -> None:
    found = forms(came[order].written, 1710)
    assert len(found) == SHEETS
    lines = [round(form.inches * LINES_PER_INCH, 6) for form in found]
    assert sum(Fraction(int(count), LINES_PER_INCH) for count in lines) == SHEETS * INCHES[order.paper]
    assert all(count == int(count) for count in lines)
    assert len({line_at(form) for form in found}) == 1
    figures = compared([order], [came[order]])
    assert (figures.pages_wrong, figures.sizes_wrong, figures.misplaced) == (0, 0, 0)


@pytest.mark.slow
@pytest.mark.parametrize("order", MOVED, ids=lambda order: str(order.drift))
def test_offset_and_drift_are_seen_in_what_is_struck(came: dict[Order, Printed], order: Order) -> None:
    straight = line_at(forms(came[FEEDS[0]].written, 1710)[0])
    found = [line_at(form) for form in forms(came[order].written, 1710)]
    dot = 25.4 / DPI
    for number, (x, y) in enumerate(found):
        assert (x - straight[0]) * dot == pytest.approx(order.offset_x / 10, abs=dot)
        assert (y - straight[1]) * dot == pytest.approx(order.offset_y / 10 - number * order.drift / 100, abs=dot)


@pytest.mark.slow
def test_a_profile_of_needles_sends_dots_and_one_of_a_laser_shades(came: dict[Order, Printed]) -> None:
    assert [bits(came[order].written) for order in SHADES] == [{1}, {8}]


@pytest.mark.slow
def test_a_queue_that_dies_meanwhile_prints_nothing_and_says_so(came: dict[Order, Printed]) -> None:
    assert [came[order].refused for order in DEAD] == ["printer_gone", "print_refused"]
    assert [came[order].written for order in DEAD] == [b"", b""]
