"""Sheets of the shop's own: read warily, checked, compared with the shipped ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from dealer_crm.domain import sheet_bodies as bodies
from dealer_crm.domain.acceptances import SheetStage
from dealer_crm.domain.checklists import CheckGroup, CheckItem, Checklist
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.readings import CheckStep, Column, Formula, Grid, RowsOf
from dealer_crm.domain.sheet_bodies import checked_sheet, plain_sheet, sheet_of
from dealer_crm.domain.sheet_changes import OWN_SOURCE, SheetChange, changes, with_own_sources
from dealer_crm.domain.trade import Standing

GRID = Grid(
    RowsOf.UNIT,
    (
        Column("a", "℃", zh="回", en="back"),
        Column("b", "℃", zh="出", en="out"),
        Column("c", "℃", 8000, None, Formula.DIFFERENCE, ("a", "b"), zh="差", en="difference"),
    ),
    (("外机", "Outdoor"),),
)
SHEET = Checklist(
    code="x",
    version=3,
    groups=(CheckGroup(code="g", zh="组", en="Group", source="书"),),
    stage=SheetStage.FINAL,
    zh="表",
    en="Sheet",
    source="书",
    items=(
        CheckItem("X-1", "g", zh="甲", en="a", unit="MPa", low=600, required=True, source="书", standing=Standing.SEED),
        CheckItem("X-2", "g", zh="乙", en="b", photo=True, source="书", steps=(CheckStep("s", True, "on_time", zh="准时", en="on time"),)),
        CheckItem("X-3", "g", zh="丙", en="c", grid=GRID, source="书"),
    ),
)


def with_item(place: int, **changed: Any) -> Checklist:
    """Return the sheet with one item changed."""
    items = list(SHEET.items)
    items[place] = replace(items[place], **changed)
    return replace(SHEET, items=tuple(items))


def test_a_sheet_goes_out_and_comes_back() -> None:
    assert sheet_of("x", 3, json.loads(json.dumps(plain_sheet(SHEET)))) == SHEET


GONE = object()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ((), []),
        ((), None),
        ((), "sheet"),
        (("zh",), 7),
        (("zh",), GONE),
        (("stage",), "later"),
        (("basis",), "gospel"),
        (("groups",), {"g": 1}),
        (("items",), "X"),
        (("items",), [1]),
        (("items", 0, "code"), None),
        (("items", 0, "low"), "0.6"),
        (("items", 0, "low"), True),
        (("items", 0, "low"), 0.5),
        (("items", 0, "required"), "yes"),
        (("items", 0, "closes"), "never"),
        (("items", 1, "steps"), {"a": 1}),
        (("items", 1, "steps", 0, "asks"), 1),
        (("items", 1, "steps", 0, "fact"), "the moon is full"),
        (("items", 2, "grid"), [1, 2]),
        (("items", 2, "grid", "rows"), "galaxy"),
        (("items", 2, "grid", "least"), "1"),
        (("items", 2, "grid", "labels"), [["one"]]),
        (("items", 2, "grid", "labels"), 5),
        (("items", 2, "grid", "columns"), GONE),
        (("items", 2, "grid", "columns", 2, "formula"), "__import__"),
        (("items", 2, "grid", "columns", 2, "of"), 3),
    ],
)
def test_what_is_no_sheet_is_refused_by_a_sentence(path: tuple[Any, ...], value: Any) -> None:
    whole: Any = {"body": json.loads(json.dumps(plain_sheet(SHEET)))}
    at, keys = whole, ("body", *path)
    for key in keys[:-1]:
        at = at[key]
    if value is GONE:
        del at[keys[-1]]
    else:
        at[keys[-1]] = value
    with pytest.raises((bodies.SheetBroken, bodies.SheetEmpty)):
        sheet_of("x", 3, whole["body"])


@pytest.mark.parametrize(
    ("sheet", "refusal"),
    [
        (replace(SHEET, items=()), bodies.SheetEmpty),
        (replace(SHEET, items=SHEET.items * 30), bodies.SheetTooMuch),
        (replace(SHEET, zh=" ", en="\n"), bodies.SheetWordless),
        (with_item(0, zh="", en=""), bodies.SheetWordless),
        (with_item(0, zh="长" * 301), bodies.SheetTooMuch),
        (with_item(0, code="X 1"), bodies.SheetCodeUnfit),
        (with_item(0, code=""), bodies.SheetCodeUnfit),
        (with_item(0, code="=1+1"), bodies.SheetCodeUnfit),
        (with_item(0, code="X-2"), bodies.SheetCodeTwice),
        (with_item(0, high=500), bodies.SheetLimitsCrossed),
        (with_item(0, unit=" "), bodies.SheetUnitMissing),
        (with_item(0, low=10**15), bodies.SheetTooMuch),
        (with_item(2, grid=replace(GRID, columns=())), bodies.SheetEmpty),
        (with_item(2, grid=replace(GRID, least=0)), bodies.SheetTooMuch),
        (with_item(2, grid=replace(GRID, columns=GRID.columns[::-1])), bodies.SheetFormulaBroken),
        (with_item(2, grid=replace(GRID, columns=GRID.columns[:1] * 2)), bodies.SheetCodeTwice),
        (with_item(2, grid=replace(GRID, columns=(replace(GRID.columns[0], code="row"),))), bodies.SheetCodeTwice),
        (with_item(2, grid=replace(GRID, labels=(("一", "1"),) * 61)), bodies.SheetTooMuch),
    ],
)
def test_a_sheet_that_cannot_be_worked_with_is_refused(sheet: Checklist, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        checked_sheet(sheet)


def test_texts_are_cleaned_and_one_language_stands_for_the_other() -> None:
    found = checked_sheet(with_item(0, zh="  甲\n乙 ", en="", standard_en="tight", group="no such"))
    assert (found.items[0].zh, found.items[0].en, found.items[0].standard_zh, found.items[0].group) == ("甲 乙", "甲 乙", "tight", "g")
    assert [group.zh for group in checked_sheet(replace(SHEET, groups=())).groups] == ["表"]


def moved(sheet: Checklist) -> Checklist:
    """Return the sheet with its last item first."""
    return replace(sheet, items=(sheet.items[-1], *sheet.items[:-1]))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda sheet: sheet, []),
        (lambda _: with_item(0, zh="改"), [("words", "X-1")]),
        (lambda _: with_item(0, low=500, required=False), [("limits", "X-1"), ("asked", "X-1")]),
        (lambda _: with_item(2, grid=replace(GRID, least=2)), [("readings", "X-3")]),
        (moved, [("moved", "X-3")]),
        (lambda sheet: replace(sheet, items=sheet.items[1:]), [("removed", "X-1")]),
        (lambda sheet: replace(sheet, items=(*sheet.items, CheckItem("X-9", "g"))), [("added", "X-9")]),
    ],
)
def test_what_changed_is_told(change: Callable[[Checklist], Checklist], told: list[tuple[str, str]]) -> None:
    assert [(one.kind.value, one.item.code) for one in changes(SHEET, change(SHEET))] == told
    assert {SheetChange.ADDED, SheetChange.REMOVED} <= set(SheetChange)


def test_what_the_shop_changed_names_the_shop_as_its_source() -> None:
    new = replace(with_item(0, low=500), items=(*with_item(0, low=500).items, CheckItem("X-9", "g", source="GB 1")))
    found = with_own_sources(with_own_sources(new, SHEET), SHEET)
    assert [item.source for item in found.items] == ["书（本店修改）", "书", "书", OWN_SOURCE]
    assert [item.standing for item in found.items][0] is Standing.CUSTOM
    assert with_own_sources(replace(found, items=SHEET.items), SHEET).items == SHEET.items
