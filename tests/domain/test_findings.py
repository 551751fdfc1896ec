"""What an item wants before it passes, and what its note says once it was mended."""

from __future__ import annotations

import pytest

from dealer_crm.domain.acceptances import WhyNotMissing
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.findings import Asked, after_failure, steps_left
from dealer_crm.domain.readings import CheckStep

STEPS = (CheckStep(code="a"), CheckStep(code="b", asks=True), CheckStep(code="c", fact="photos"))
PASS, FAIL, NA = CheckResult.PASS, CheckResult.FAIL, CheckResult.NA


@pytest.mark.parametrize(
    ("asked", "ticked", "left"),
    [
        (Asked("gas_boiler", "GB-F4", required=True), (), "ab"),
        (Asked("gas_boiler", "GB-F4", required=True), ("a", "x"), "b"),
        (Asked("gas_boiler", "GB-F4"), (), ""),
        (Asked("expectations", "A", required=True), (), ""),
    ],
)
def test_small_ticks_that_nobody_made(asked: Asked, ticked: tuple[str, ...], left: str) -> None:
    assert "".join(step.code for step in steps_left(asked, STEPS, ticked)) == left


@pytest.mark.parametrize(
    ("result", "note", "kept"),
    [(PASS, "leaks", ""), (PASS, "tightened", "tightened"), (PASS, "", ""), (FAIL, "leaks", "leaks"), (NA, "room is gone", "room is gone")],
)
def test_the_note_after_a_failure(result: CheckResult, note: str, kept: str) -> None:
    assert after_failure("X", "leaks", result, note) == kept


@pytest.mark.parametrize("note", ["", "leaks"])
def test_what_failed_does_not_stop_to_apply_without_a_word(note: str) -> None:
    with pytest.raises(WhyNotMissing):
        after_failure("X", "leaks", NA, note)
