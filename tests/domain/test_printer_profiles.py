"""Profiles of printers and own sizes of paper: what is kept comes back, what is unsound is usual."""

from __future__ import annotations

import json

import pytest

from dealer_crm.domain.papers import OwnPaper, PaperSizeUnsuited, own_paper, own_papers
from dealer_crm.domain.printer_profiles import Placement, PrinterProfile, Technique, profiles


def test_a_profile_is_kept_and_places_are_looked_up_from_kind_to_size() -> None:
    profile = PrinterProfile(Technique.NEEDLE, 360).placed("paper", "CONT_241x140", Placement(10, -5, 12, "Tractor"))
    profile = profile.placed("receipt", "CONT_241x140", Placement(3))
    assert profiles(json.loads(json.dumps({"EPSON": profile.plain()}))) == {"EPSON": profile}
    assert profile.place("receipt", "CONT_241x140") == Placement(3)
    assert profile.place("delivery_note", "CONT_241x140") == Placement(10, -5, 12, "Tractor")
    assert profile.place("delivery_note", "A4") == Placement()


def test_what_is_unsound_is_usual_and_numbers_stay_inside() -> None:
    stored = {"A": {"technique": "steam", "dpi": 7, "places": {"x:A4": {"offset_x": 9_999, "drift": True, "tray": 3}, "y": 4}}, "B": 3}
    assert profiles(stored) == {"A": PrinterProfile(places={"x:A4": Placement(offset_x=200)})}
    assert profiles(None) == profiles([]) == {}


def test_the_key_of_an_own_size_tells_it() -> None:
    paper = OwnPaper("红头纸", 1_850, 2_600).checked()
    assert own_paper(paper.key) == OwnPaper("185 × 260", 1_850, 2_600)
    assert own_paper("OWNCONT_2413x931") == OwnPaper("241.3 × 93.1", 2_413, 931, continuous=True)
    assert own_papers({paper.key: "红头纸", "A4": "A4", "OWN_1x1": ""}) == (paper,)


@pytest.mark.parametrize(("width", "height"), [(0, 0), (399, 1_000), (4_201, 1_000), (1_000, 299), (1_000, 6_001)])
def test_a_size_that_cannot_be_meant_is_refused(width: int, height: int) -> None:
    with pytest.raises(PaperSizeUnsuited):
        OwnPaper("", width, height).checked()


@pytest.mark.parametrize("key", ["", "A4", "OWN_99x99", "OWN_10000x10", "OWN_-100x500", "OWN_1000x600 ", "OWNCONT_2413"])
def test_other_keys_are_no_own_sizes(key: str) -> None:
    assert own_paper(key) is None
