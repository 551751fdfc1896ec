"""The shop sets up fields and lists of its own, changes shipped ones, and loses no value by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.details import (
    Detail,
    FieldDraft,
    FieldFixed,
    FieldListEmpty,
    FieldListMissing,
    FieldNameMissing,
    FieldNameTaken,
    FieldNameTooLong,
    Holder,
    Section,
    ValueDraft,
    ValueKind,
)
from dealer_crm.domain.errors import DomainError, NotFound
from dealer_crm.domain.journal import Actor, FieldChange
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.i18n import translator
from dealer_crm.services.customers import Customers
from dealer_crm.services.form_fields import FormFieldBook, shipped
from dealer_crm.services.history import History
from dealer_crm.storage.database import Database
from dealer_crm.words.columns import change_words, value_words
from tests.services.conftest import Clock
from tests.storage.shops import digest

OWN = FieldDraft("暖气片数量", "Radiators", kind=ValueKind.NUMBER, unit="片")


@pytest.fixture
def book(db: Database, actor: Callable[[], Actor]) -> FormFieldBook:
    """Return the use-cases on an empty store."""
    return FormFieldBook(db, actor)


def test_a_field_of_the_shop_stands_at_the_end(book: FormFieldBook) -> None:
    code = book.add_field(OWN)
    field = book.fields().fields[-1]
    assert (field.code, field.zh, field.unit, field.own) == (code, "暖气片数量", "片", True)
    assert code.startswith("own_")


def test_a_code_is_never_given_twice(book: FormFieldBook, db: Database, actor: Callable[[], Actor]) -> None:
    history = History(db, actor)
    first = book.add_field(OWN)
    history.undo()
    assert book.fields() == shipped()
    assert book.add_field(OWN) != first


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (FieldDraft(" ", "\n"), FieldNameMissing),
        (FieldDraft("长" * 41), FieldNameTooLong),
        (FieldDraft("预算区间"), FieldNameTaken),
        (FieldDraft("x", "budget"), FieldNameTaken),
        (FieldDraft("x", kind=ValueKind.CHOICE), FieldListMissing),
        (FieldDraft("x", kind=ValueKind.CHOICES, list_code="nowhere"), FieldListMissing),
    ],
)
def test_what_a_field_may_not_be(book: FormFieldBook, db: Database, draft: FieldDraft, refusal: type[DomainError]) -> None:
    before = digest(db)
    with pytest.raises(refusal):
        book.add_field(draft)
    assert digest(db) == before


def test_the_same_name_may_stand_at_the_house(book: FormFieldBook) -> None:
    book.add_field(FieldDraft("预算区间", holder=Holder.PREMISES))


def test_a_list_grows_and_its_field_follows(book: FormFieldBook) -> None:
    list_code = book.add_list("客厅朝向", "")
    choice = FieldDraft("客厅朝向", kind=ValueKind.CHOICE, list_code=list_code)
    with pytest.raises(FieldListEmpty):
        book.add_field(choice)
    south, north = book.add_value(list_code, ValueDraft("南", "South", "warn")), book.add_value(list_code, ValueDraft("北"))
    code = book.add_field(choice)
    field = book.fields().field(code)
    assert field is not None
    assert (field.list_code, field.said("en")) == (list_code, "客厅朝向")
    book.move_value(list_code, north, -1)
    book.edit_value(list_code, south, ValueDraft("朝南", colour="no such tone"))
    book.retire_value(list_code, north, True)
    values = book.fields().values(list_code)
    assert [(one.code, one.said("en"), one.colour, one.retired) for one in values] == [(north, "北", "", True), (south, "朝南", "", False)]
    with pytest.raises(FieldListEmpty):
        book.retire_value(list_code, south, True)
    with pytest.raises(FieldNameTaken):
        book.add_value(list_code, ValueDraft("朝南"))
    book.edit_list(list_code, "客厅", "Living room")
    assert book.fields().titles[list_code].en == "Living room"


def test_a_shipped_field_changes_in_all_but_what_it_holds(book: FormFieldBook) -> None:
    book.edit_field("budget_band", FieldDraft("预算", "Money", kind=ValueKind.CHOICE, section=Section.PERSON, list_code="budget_band"))
    field = book.fields().field("budget_band")
    assert field is not None
    assert (field.zh, field.section, field.own) == ("预算", Section.PERSON, False)
    with pytest.raises(FieldFixed):
        book.edit_field("budget_band", FieldDraft("预算", "Money", kind=ValueKind.TEXT))
    with pytest.raises(NotFound):
        book.edit_field("own_9", OWN)


def test_a_field_with_values_keeps_its_kind(book: FormFieldBook, db: Database, actor: Callable[[], Actor], clock: Clock) -> None:
    code = book.add_field(OWN)
    book.edit_field(code, FieldDraft("暖气片", kind=ValueKind.TEXT))
    book.edit_field(code, OWN)
    Customers(db, actor, clock).create(CustomerDraft(name="王芳", details=(Detail(code, "12"),)))
    with pytest.raises(FieldFixed):
        book.edit_field(code, FieldDraft("暖气片", kind=ValueKind.TEXT))
    book.edit_field(code, FieldDraft("暖气片", kind=ValueKind.NUMBER))


def test_a_retired_field_is_asked_no_more_and_comes_back_under_a_free_name(book: FormFieldBook) -> None:
    book.retire_field("budget_band", True)
    assert "budget_band" not in {one.code for one in book.fields().of(Holder.CUSTOMER)}
    assert book.fields().field("budget_band")
    book.add_field(FieldDraft("预算区间"))
    with pytest.raises(FieldNameTaken):
        book.retire_field("budget_band", False)


def test_a_field_moves_among_those_of_its_part(book: FormFieldBook) -> None:
    codes = [book.add_field(FieldDraft(name)) for name in ("甲", "乙", "丙")]
    book.add_field(FieldDraft("别处", section=Section.PERSON))
    book.retire_field(codes[1], True)
    book.move_field(codes[2], -1)
    assert [one.zh for one in book.fields().of(Holder.CUSTOMER, Section.OWN)] == ["丙", "甲"]
    book.move_field(codes[2], 9)
    assert [one.zh for one in book.fields().of(Holder.CUSTOMER, Section.OWN)] == ["甲", "丙"]


@pytest.mark.parametrize("deed", ["add_field", "edit_field", "retire_field", "move_field", "add_list", "edit_list", "values"])
def test_every_change_of_the_form_is_undone(book: FormFieldBook, db: Database, actor: Callable[[], Actor], deed: str) -> None:
    history, budget = History(db, actor), FieldDraft("钱", kind=ValueKind.CHOICE, list_code="budget_band")
    deeds: dict[str, Callable[[], object]] = {
        "add_field": lambda: book.add_field(OWN),
        "edit_field": lambda: book.edit_field("budget_band", budget),
        "retire_field": lambda: book.retire_field("budget_band", True),
        "move_field": lambda: book.move_field("budget_band", -1),
        "add_list": lambda: book.add_list("新", "New"),
        "edit_list": lambda: book.edit_list("budget_band", "新", "New"),
        "values": lambda: book.move_value("budget_band", "to_4", -1),
    }
    before = digest(db)
    deeds[deed]()
    assert digest(db) != before
    history.undo()
    assert digest(db) == before
    history.redo()
    assert digest(db) != before


def _said(change: FieldChange, value: object) -> str:
    return value_words(change, value, lambda table, row_id: f"{table} {row_id}", translator("zh"))


def test_the_history_tells_further_fields_one_by_one(db: Database, actor: Callable[[], Actor], clock: Clock) -> None:
    history, customers, t = History(db, actor), Customers(db, actor, clock), translator("zh")
    house = PremisesDraft(street="解放路", details=(Detail("deco_stage", "design"),))
    customers.create(CustomerDraft(name="王芳", details=(Detail("residents", "3"), Detail("pets", "猫")), premises=(house,)))
    draft, version = customers.draft(1)
    place = replace(draft.premises[0], details=(Detail("deco_stage", "plumbing"), Detail("lift", "yes"), Detail("heated_area", "98")))
    details = (Detail("pets", "猫"), Detail("own_404", "?"))
    customers.edit(1, replace(draft, details=details, premises=(place,)), version)

    def told(entry_id: int) -> list[tuple[str, str, str]]:
        changes = [one for one in history.changes(entry_id) if change_words(one, t)]
        named = [(change_words(one, t), _said(one, one.before), _said(one, one.after)) for one in changes]
        return [one for one in named if one[0] in {"常住人口", "宠物", "装修阶段", "电梯", "采暖面积", "own_404", "Further fields"}]

    assert told(2) == [
        ("常住人口", "3", ""),
        ("own_404", "", "?"),
        ("采暖面积", "", "98 ㎡"),
        ("电梯", "", "是"),
        ("装修阶段", "设计中", "水电"),
    ]
    assert told(1) == [("常住人口", "", "3"), ("宠物", "", "猫"), ("装修阶段", "", "设计中")]
