"""Notes on real print queues: the 24-pin driver gets forms of the right length, the PDF printer sheets of the right size."""

from __future__ import annotations

import pytest
from PIL import Image

from tests.documents.escp import covered, forms
from tests.faults.queues import BROKEN, USUAL, NoQueues, compared, printed

ONE_FORM = b"\x1b@\x1b2\x1bC\x21\x1b3\x08\x1b$\x02\x00\x1b*'\x02\x00\xff\xff\xff\x80\x00\x01\n\n\n\x0c\x1b@"


def test_what_a_needle_printer_gets_is_understood() -> None:
    (form,) = forms(ONE_FORM, 1710)
    assert (form.inches, form.dots.size) == (5.5, (1710, 990))
    black = {(x, y) for y in range(990) for x in (50, 51, 52, 53) if form.dots.getpixel((x, y)) == 0}
    assert black == {*((51, y) for y in range(45, 69)), (52, 45), (52, 68)}
    for unknown in (b"\x1bZ", b"\x07", b"\x1b*\x01"):
        with pytest.raises(ValueError, match="ESC|byte"):
            forms(unknown, 10)


def test_ink_that_lies_elsewhere_does_not_count() -> None:
    wanted, there, elsewhere = (Image.new("1", (20, 20), 1) for _ in range(3))
    wanted.paste(0, (2, 2, 6, 6))
    there.paste(0, (3, 1, 7, 5))
    elsewhere.paste(0, (12, 12, 16, 16))
    assert covered(wanted, there, (1, -1)) == 1
    assert covered(wanted, elsewhere) == 0


@pytest.mark.slow
def test_forms_and_sheets_come_out_as_they_were_meant_and_a_broken_set_up_is_caught() -> None:
    """Sabotage: a form laid across, a form of another length, a sheet laid across."""
    try:
        came = printed([*USUAL, *BROKEN])
    except NoQueues as reason:
        pytest.skip(str(reason))
    found = compared(USUAL, came[: len(USUAL)])
    assert (found.pages_wrong, found.sizes_wrong, found.misplaced) == (0, 0, 0)
    assert (found.forms, found.sheets) == (10, 5)
    for order, one in zip(BROKEN, came[len(USUAL) :], strict=True):
        broken = compared([order], [one])
        assert broken.sizes_wrong + broken.misplaced > 0, order
