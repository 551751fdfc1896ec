"""Further fields hold what their kind says, and what cannot be read is refused, never lost."""

from __future__ import annotations

import pytest

from dealer_crm.domain.details import (
    LONGEST,
    Detail,
    DetailNotDay,
    DetailNotInList,
    DetailNotNumber,
    DetailTooLong,
    FormField,
    FormFields,
    Holder,
    ListValue,
    Section,
    ValueKind,
)
from dealer_crm.domain.errors import DomainError

FIELDS = FormFields(
    tuple(FormField(kind.value, Holder.CUSTOMER, kind, Section.OWN, list_code="way") for kind in ValueKind),
    {"way": (ListValue("way", "full"), ListValue("way", "half"), ListValue("way", "old", retired=True))},
)


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("text", "  two \n words ", "two words"),
        ("lines", " one\r\ntwo ", "one\ntwo"),
        ("number", "1,200.50", "1200.5"),
        ("number", "１２", "12"),
        ("number", "-0.10", "-0.1"),
        ("number", "100", "100"),
        ("date", "2026-02-28", "2026-02-28"),
        ("choice", "half", "half"),
        ("choice", "old", "old"),
        ("choices", "half full half", "full half"),
        ("yes_no", "yes", "yes"),
        ("unknown", "kept as it is", "kept as it is"),
    ],
)
def test_value_is_stored_in_its_plain_form(kind: str, typed: str, stored: str) -> None:
    assert FIELDS.checked([Detail(kind, typed)]) == (Detail(kind, stored),)


@pytest.mark.parametrize(
    ("kind", "typed", "refusal"),
    [
        ("number", "about 5", DetailNotNumber),
        ("number", "1e400", DetailNotNumber),
        ("number", "NaN", DetailNotNumber),
        ("date", "2026-02-29", DetailNotDay),
        ("choice", "full half", DetailNotInList),
        ("choices", "full never", DetailNotInList),
        ("yes_no", "perhaps", DetailNotInList),
        ("text", "x" * (LONGEST + 1), DetailTooLong),
    ],
)
def test_value_that_does_not_fit_is_refused(kind: str, typed: str, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal) as refused:
        FIELDS.checked([Detail(kind, typed)])
    assert refused.value.parameters["code"] == kind


@pytest.mark.parametrize("kind", list(ValueKind))
def test_empty_value_is_no_value(kind: ValueKind) -> None:
    assert FIELDS.checked([Detail(kind.value, "  ")]) == ()


def test_values_stand_in_the_order_of_their_codes() -> None:
    found = FIELDS.checked([Detail("text", "b"), Detail("number", "1"), Detail("text", "c")])
    assert found == (Detail("number", "1"), Detail("text", "c"))
