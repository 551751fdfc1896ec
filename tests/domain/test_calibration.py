"""What was measured on printed sheets becomes offsets and drift, by tables of cases."""

from __future__ import annotations

import pytest

from dealer_crm.domain.calibration import AcrossTooFar, DownTooFar, DriftTooLarge, corrected, drifted, kept_inside, lift
from dealer_crm.domain.printer_facts import FormFit, FormSize, form_found
from dealer_crm.domain.printer_profiles import Placement
from dealer_crm.domain.printing import PaperChoice

MEANT = (500, 500)
FORM = PaperChoice("CONT_241x140", "241 × 140", 241.3, 139.7, continuous=True)
SHEET = PaperChoice("A5", "A5", 148, 210)


@pytest.mark.parametrize(
    ("before", "measured", "after"),
    [
        ((0, 0), (500, 500), (0, 0)),
        ((0, 0), (512, 495), (-12, 5)),
        ((-12, 5), (500, 500), (-12, 5)),
        ((-12, 5), (502, 497), (-14, 8)),
        ((0, 0), (300, 700), (200, -200)),
    ],
)
def test_the_cross_comes_to_lie_where_it_should(before: tuple[int, int], measured: tuple[int, int], after: tuple[int, int]) -> None:
    found = corrected(Placement(*before, 7, "Tractor"), MEANT, measured)
    assert found == Placement(*after, 7, "Tractor")


def test_what_cannot_have_been_measured_is_refused_at_its_field() -> None:
    with pytest.raises(AcrossTooFar) as across:
        corrected(Placement(), MEANT, (299, 500))
    assert (across.value.field, across.value.parameters) == ("across", {"measured": "29.9", "meant": "50"})
    with pytest.raises(DownTooFar):
        corrected(Placement(0, -100), MEANT, (500, 601))


@pytest.mark.parametrize(
    ("before", "first", "last", "sheets", "after"),
    [
        (0, 500, 500, 10, 0),
        (0, 500, 527, 10, 30),  # a form of 140 mm on paper of 139.7
        (0, 500, 490, 10, -11),
        (30, 500, 500, 10, 30),
        (30, 500, 504, 10, 34),
        (0, 500, 505, 2, 50),
        (0, 500, 501, 10, 1),
    ],
)
def test_nine_steps_lie_between_ten_sheets(before: int, first: int, last: int, sheets: int, after: int) -> None:
    assert drifted(Placement(1, 2, before, "x"), first, last, sheets) == Placement(1, 2, after, "x")


def test_a_form_of_another_length_is_no_drift() -> None:
    with pytest.raises(DriftTooLarge) as refused:
        drifted(Placement(), 100, 500)
    assert refused.value.field == "last"


@pytest.mark.parametrize(
    ("sheet", "drift", "dpi", "dots"), [(0, 30, 180, 0), (1, 30, 180, 2), (9, 30, 180, 19), (9, -30, 180, -19), (9, 1, 180, 1)]
)
def test_each_sheet_is_drawn_higher(sheet: int, drift: int, dpi: float, dots: int) -> None:
    assert lift(sheet, drift, dpi) == dots


@pytest.mark.parametrize(
    ("wanted", "alone", "room", "kept"),
    [(-19, 0, (40, 40), -19), (-60, 0, (40, 40), -40), (60, 0, (40, 30), 30), (-70, -50, (40, 40), -50), (5, 0, (0, 0), 0)],
)
def test_drift_cuts_nothing(wanted: int, alone: int, room: tuple[int, int], kept: int) -> None:
    assert kept_inside(wanted, alone, room) == kept


@pytest.mark.parametrize(
    ("paper", "sides", "any_size", "fit"),
    [
        (FORM, [(241.3, 139.7)], False, FormFit.KNOWN),
        (FORM, [(241.3, 140), (241.3, 139.7)], False, FormFit.KNOWN),
        (FORM, [(241, 140)], False, FormFit.NEAR),
        (FORM, [(241, 140)], True, FormFit.ANY),
        (FORM, [(139.7, 241.3)], False, FormFit.MISSING),
        (FORM, [], True, FormFit.ANY),
        (FORM, [(210, 297)], False, FormFit.MISSING),
        (SHEET, [(210, 148)], False, FormFit.KNOWN),
        (SHEET, [(148.5, 210)], False, FormFit.KNOWN),
    ],
)
def test_a_driver_knows_a_paper_by_its_sides(paper: PaperChoice, sides: list[tuple[float, float]], any_size: bool, fit: FormFit) -> None:
    assert form_found(paper, [FormSize("", *one) for one in sides], any_size=any_size).fit is fit
