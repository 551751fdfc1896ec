"""Forms that were printed elsewhere: what is refused, what is dropped, and what comes back from the store."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.overprint import (
    OverprintField,
    OverprintFieldOutside,
    OverprintForm,
    OverprintFull,
    OverprintNameMissing,
    OverprintNameTooLong,
    OverprintTable,
    OverprintTableOutside,
    Side,
    fields_of,
    pages,
)
from dealer_crm.domain.papers import PaperSizeUnsuited

KNOWN = ("customer", "number", "lines.product")
FORM = OverprintForm("保修卡", "certificate", 2100, 1400, fields=(OverprintField("customer", 100, 200),))


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"name": " \n"}, OverprintNameMissing),
        ({"name": "卡" * 61}, OverprintNameTooLong),
        ({"width": 10}, PaperSizeUnsuited),
        ({"height": 9_000}, PaperSizeUnsuited),
        ({"fields": (OverprintField("customer", 1_800, 200, 400),)}, OverprintFieldOutside),
        ({"fields": (OverprintField("customer", -1, 200),)}, OverprintFieldOutside),
        ({"fields": (OverprintField("customer", 0, 1_390),)}, OverprintFieldOutside),
        ({"fields": (OverprintField("lines.product"),), "table": OverprintTable(1_000, 80, 6)}, OverprintTableOutside),
        ({"fields": (OverprintField("customer"),) * 201}, OverprintFull),
    ],
)
def test_what_cannot_be_printed_is_refused(change: dict[str, object], error: type[DomainError]) -> None:
    with pytest.raises(error):
        replace(FORM, **change).checked(KNOWN)  # type: ignore[arg-type]


def test_a_table_is_only_looked_at_where_there_are_columns() -> None:
    form = replace(FORM, table=OverprintTable(1_000, 80, 6))
    assert form.checked(KNOWN).table.rows == 6
    with pytest.raises(OverprintTableOutside) as refused:
        replace(form, fields=(OverprintField("lines.product"),)).checked(KNOWN)
    assert refused.value.parameters == {"rows": 6, "fits": 5}


def test_unknown_fields_are_dropped_and_numbers_put_where_they_can_be_meant() -> None:
    wild = (
        OverprintField("gone"),
        OverprintField("customer", width=1, size=9_999, lines=0, pitch=-4),
        OverprintField("lines.product", y=70),
    )
    found = replace(FORM, name=" 保修\n卡 ", fields=wild).checked(KNOWN)
    assert found.name == "保修 卡"
    assert [one.code for one in found.fields] == ["customer", "lines.product"]
    assert found.fields[0] == OverprintField("customer", width=30, size=300, lines=1, pitch=0)
    assert found.fields[1].y == 0
    assert found.columns == found.fields[1:]


@pytest.mark.parametrize(("rows", "sheets"), [(0, 1), (6, 1), (7, 2), (13, 3)])
def test_goods_go_on_on_further_sheets(rows: int, sheets: int) -> None:
    assert pages(rows, replace(FORM, fields=(OverprintField("lines.product"),))) == sheets
    assert pages(rows, FORM) == 1


def test_what_is_stored_comes_back_the_same() -> None:
    field = OverprintField("number", 5, 6, 70, 90, bold=True, side=Side.RIGHT, lines=2, pitch=40)
    form = replace(FORM, fields=(field,), table=OverprintTable(300, 55, 12))
    assert fields_of(form.body()) == (form.fields, form.table)


@pytest.mark.parametrize(
    "stored",
    [
        {},
        {"fields": 7, "table": "x"},
        {"fields": [3, {"code": ""}, {"code": 5}, {}], "table": {"rows": True, "pitch": 10**9, "top": "1"}},
    ],
)
def test_what_is_not_sound_in_the_store_is_left_out(stored: dict[str, object]) -> None:
    assert fields_of(stored) == ((), OverprintTable())


def test_a_field_is_put_back_onto_the_paper() -> None:
    assert FORM.put(OverprintField("customer", 2_000, 5_000, 400)) == OverprintField("customer", 1_700, 1_354, 400)
    assert FORM.holds(FORM.put(OverprintField("customer", -50, -50, 9_000)))
