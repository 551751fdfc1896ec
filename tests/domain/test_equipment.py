"""What a machine needs to be filed, and what its coverages answer when it breaks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dealer_crm.domain.care import EquipmentState, WarrantyAnswer
from dealer_crm.domain.coverages import Coverage, CoverageKind, EquipmentDates, Provider, StartBasis
from dealer_crm.domain.equipment import (
    DayAhead,
    HouseMissing,
    MachineDraft,
    MachineNameMissing,
    life_of,
    verdict,
    whole_until,
)
from dealer_crm.domain.errors import DomainError

TODAY = date(2026, 11, 22)
BOILER = MachineDraft(premises_id=1, category="boiler", product=" 壁挂炉 ", model="NJ-L24")


def covered(kind: CoverageKind, start: date | None, end: date | None) -> Coverage:
    """Return a coverage of a kind."""
    return Coverage(kind.value, 1, kind, StartBasis.COMMISSIONING, Provider.MANUFACTURER, start, end)


WHOLE = covered(CoverageKind.WHOLE_UNIT, date(2026, 3, 1), date(2027, 3, 1))
PARTS = covered(CoverageKind.MAIN_PARTS, date(2026, 3, 1), date(2029, 3, 1))
PAID = covered(CoverageKind.PAID_EXT, date(2027, 3, 1), date(2029, 3, 1))
WORK = covered(CoverageKind.INSTALLATION, date(2026, 3, 1), date(2028, 9, 30))
SEVEN = covered(CoverageKind.RETURN7, date(2026, 11, 20), date(2026, 11, 27))
WAITING = covered(CoverageKind.WHOLE_UNIT, None, None)


@pytest.mark.parametrize(
    ("coverages", "on", "answer", "by"),
    [
        ((WHOLE, PARTS), date(2027, 3, 1), WarrantyAnswer.IN, WHOLE),
        ((WHOLE, PARTS), date(2027, 3, 2), WarrantyAnswer.UNKNOWN, PARTS),
        ((WHOLE, PARTS, PAID), date(2027, 3, 2), WarrantyAnswer.IN, PAID),
        ((WHOLE, PARTS), date(2029, 3, 2), WarrantyAnswer.OUT, WHOLE),
        ((WORK,), date(2027, 1, 1), WarrantyAnswer.IN, WORK),
        ((WAITING, WORK), date(2027, 1, 1), WarrantyAnswer.UNKNOWN, WAITING),
        ((SEVEN,), date(2026, 11, 22), WarrantyAnswer.UNKNOWN, None),
        ((), date(2026, 11, 22), WarrantyAnswer.UNKNOWN, None),
    ],
)
def test_only_what_covers_the_whole_machine_is_an_answer(
    coverages: tuple[Coverage, ...], on: date, answer: WarrantyAnswer, by: Coverage | None
) -> None:
    found = verdict(coverages, on)
    assert (found.answer, found.by) == (answer, by)


@pytest.mark.parametrize(
    ("coverages", "until"),
    [
        ((WHOLE, PARTS, SEVEN), WHOLE.end_on),
        ((WORK, PARTS), PARTS.end_on),
        ((WAITING, PARTS), None),
        ((SEVEN,), None),
        ((), None),
        ((WHOLE, WAITING), WHOLE.end_on),
    ],
)
def test_the_list_shows_the_end_of_what_covers_the_whole(coverages: tuple[Coverage, ...], until: date | None) -> None:
    assert whole_until(coverages) == until


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (replace(BOILER, premises_id=0), HouseMissing),
        (replace(BOILER, product=" ", model=""), MachineNameMissing),
        (replace(BOILER, commissioned_on=date(2026, 11, 23)), DayAhead),
        (replace(BOILER, state=EquipmentState.REMOVED, removed_on=date(2027, 1, 1)), DayAhead),
    ],
)
def test_incomplete_machine_is_refused(draft: MachineDraft, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        draft.checked(TODAY)


def test_a_machine_in_use_was_not_removed() -> None:
    kept = replace(BOILER, removed_on=TODAY, sold_on=TODAY).checked(TODAY)
    assert (kept.product, kept.removed_on, life_of(kept)) == ("壁挂炉", None, EquipmentDates(sale=TODAY))
