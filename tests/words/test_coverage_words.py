"""Each coverage is one sentence; the answer on the phone says what it depends on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dealer_crm.domain.care import WarrantyAnswer
from dealer_crm.domain.coverages import Coverage, CoverageKind, Provider, StartBasis
from dealer_crm.domain.equipment import Verdict
from dealer_crm.i18n import translator
from dealer_crm.words.coverages import coverage_sentence, grade_words, proof_sentence, provisional_note, retire_sentence, verdict_sentence

T = translator("en")
TODAY = date(2026, 10, 20)
WHOLE = Coverage("w", 1, CoverageKind.WHOLE_UNIT, StartBasis.INVOICE, Provider.MANUFACTURER, date(2026, 3, 1), date(2027, 3, 1))
WAITING = replace(WHOLE, basis=StartBasis.COMMISSIONING, start_on=None, end_on=None)
PARTS = replace(WHOLE, kind=CoverageKind.MAIN_PARTS)


@pytest.mark.parametrize(
    ("covered", "today", "sentence"),
    [
        (WHOLE, TODAY, "Whole unit: covered until 2027-03-01, 132 days left (from the invoice of 2026-03-01)"),
        (WHOLE, date(2027, 3, 1), "Whole unit: covered until 2027-03-01, today is the last day (from the invoice of 2026-03-01)"),
        (WHOLE, date(2027, 3, 2), "Whole unit: ended on 2027-03-01 (from the invoice of 2026-03-01)"),
        (WAITING, TODAY, "Whole unit: not started, the day of commissioning is not known"),
        (
            replace(WHOLE, repair_days=4, provisional=True),
            TODAY,
            "Whole unit: covered until 2027-03-01, 132 days left (from the invoice of 2026-03-01, 4 days in repair added)",
        ),
        (WHOLE, date(2026, 2, 1), "Whole unit: starts only then, until 2027-03-01 (from the invoice of 2026-03-01)"),
    ],
)
def test_a_coverage_is_one_sentence(covered: Coverage, today: date, sentence: str) -> None:
    assert coverage_sentence(covered, today, T) == sentence


@pytest.mark.parametrize(
    ("found", "begins"),
    [
        (Verdict(WarrantyAnswer.IN, WHOLE), "In warranty (Whole unit) until 2027-03-01, 132 days left."),
        (Verdict(WarrantyAnswer.OUT, WHOLE), "Out of warranty since 2027-03-01."),
        (Verdict(WarrantyAnswer.UNKNOWN, WAITING), "Warranty not known: Whole unit not started"),
        (Verdict(WarrantyAnswer.UNKNOWN, PARTS), "Only this is still covered until 2027-03-01: Main parts."),
        (Verdict(WarrantyAnswer.UNKNOWN), "Warranty not known: nothing is written down"),
    ],
)
def test_the_answer_says_what_it_depends_on(found: Verdict, begins: str) -> None:
    assert verdict_sentence(found, TODAY, T).startswith(begins)


def test_ends_that_may_move_are_told_once() -> None:
    open_end = replace(WHOLE, provisional=True)
    assert "An end in 2027 moves" in provisional_note([open_end, WAITING, open_end], TODAY, T)
    assert provisional_note([open_end], date(2027, 3, 2), T) == provisional_note([WHOLE], TODAY, T) == ""


def test_other_ends_are_told_before_and_after() -> None:
    on = date(2026, 10, 20)
    assert proof_sentence(on, on, T).startswith("Until 2026-10-20")
    assert proof_sentence(on, date(2026, 10, 21), T).endswith("ended on 2026-10-20.")
    assert retire_sentence(on, date(2026, 10, 19), T) == "To be retired for its age on 2026-10-20."
    assert retire_sentence(on, on, T).startswith("Past its safe age")
    assert (grade_words(None, T), grade_words(3, T)) == ("", "3 Satisfied, would send friends")
