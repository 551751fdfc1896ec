"""Further fields in the form: drawn by their kind when their part opens, refused beside them, joined one by one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dealer_crm.domain.customers import ContactDraft, CustomerDraft, Nature
from dealer_crm.domain.details import Detail, FieldDraft, FormFields, Holder, Section, ValueDraft, ValueKind
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.i18n import translator
from dealer_crm.services.form_fields import FormFieldBook
from dealer_crm.ui.customers.form import CustomerForm
from dealer_crm.ui.customers.form_details import DetailFields
from dealer_crm.ui.customers.joining import join, value_at, with_values
from dealer_crm.ui.customers.page import CustomersPage
from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.widgets import FormGrid
from tests.ui.customers.rig import TODAY, Shop, child, click, focused, newest, open_page, save, type_into

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def own(shop: Shop) -> dict[ValueKind, str]:
    """One field of each kind that the shop made."""
    book = FormFieldBook(shop.db, Actor)
    listed = book.add_list("方式", "Ways")
    for n in range(3):
        book.add_value(listed, ValueDraft(f"值{n}", f"Way {n}"))
    return {
        kind: book.add_field(FieldDraft(f"字段{n}", f"Field {n}", kind=kind, list_code=listed, unit="m"))
        for n, kind in enumerate(ValueKind)
    }


def test_each_kind_is_typed_saved_and_shown_again(shop: Shop, own: dict[ValueKind, str], page: CustomersPage, qtbot: QtBot) -> None:
    page.new_customer()
    form = page.form
    type_into(qtbot, form, "field_name", "Zhao")
    click(qtbot, form, "fold_own")
    type_into(qtbot, form, f"field_detail_{own[ValueKind.TEXT]}", "green")
    type_into(qtbot, form, f"field_detail_{own[ValueKind.LINES]}", "a b")
    type_into(qtbot, form, f"field_detail_{own[ValueKind.NUMBER]}", "1,200.50")
    type_into(qtbot, form, f"field_detail_{own[ValueKind.DATE]}_text", "+3")
    for kind in (ValueKind.CHOICE, ValueKind.YES_NO):
        qtbot.keyClick(child(form, f"field_detail_{own[kind]}"), Qt.Key.Key_Down)
    fields = FormFieldBook(shop.db, Actor).fields()
    chosen = fields.field(own[ValueKind.CHOICE])
    assert chosen is not None
    values = [one.code for one in fields.values(chosen.list_code)]
    for code in (values[2], values[0]):
        click(qtbot, form, f"field_detail_{own[ValueKind.CHOICES]}_{code}")
    save(qtbot, form)
    expected = {
        ValueKind.TEXT: "green",
        ValueKind.LINES: "a b",
        ValueKind.NUMBER: "1200.5",
        ValueKind.DATE: TODAY.replace(day=TODAY.day + 3).isoformat(),
        ValueKind.CHOICE: values[0],
        ValueKind.CHOICES: f"{values[0]} {values[2]}",
        ValueKind.YES_NO: "yes",
    }
    assert newest(shop).details == tuple(Detail(code, expected[kind]) for kind, code in own.items())
    page.edit_customer(5)
    click(qtbot, form, "fold_own")
    assert form.fields.draft().details == newest(shop).details
    assert not form.is_changed()


@pytest.mark.parametrize(
    "case", [(ValueKind.NUMBER, "about 90", "no number"), pytest.param((ValueKind.DATE, "soon", "no day"), marks=pytest.mark.slow)]
)
def test_what_cannot_be_read_is_refused_beside_the_field_and_kept(
    shop: Shop, own: dict[ValueKind, str], window: MainWindow, qtbot: QtBot, case: tuple[ValueKind, str, str]
) -> None:
    kind, text, words = case
    page = open_page(shop, window)
    page.new_customer()
    type_into(qtbot, page.form, "field_name", "Zhao")
    click(qtbot, page.form, "fold_own")
    name = f"field_detail_{own[kind]}" + ("_text" if kind is ValueKind.DATE else "")
    type_into(qtbot, page.form, name, text)
    save(qtbot, page.form)
    assert len(shop.names()) == 4
    assert words in child(page.form, f"note_detail_{own[kind]}").property("text")
    again = open_page(shop, window)
    qtbot.mouseClick(child(again, "drafts_button"), LEFT)
    save(qtbot, again.form)
    assert words in child(again.form, f"note_detail_{own[kind]}").property("text")
    assert focused(qtbot, child(again.form, name))
    assert child(again.form, name).property("text") == text


def test_house_has_its_own_values_and_says_which_is_wrong(form: CustomerForm, shop: Shop, qtbot: QtBot) -> None:
    type_into(qtbot, form, "field_name", "Zhao")
    type_into(qtbot, form, "field_community", "Park")
    click(qtbot, form, "fold_decoration")
    qtbot.keyClick(child(form, "field_detail_deco_stage"), Qt.Key.Key_Down)
    click(qtbot, form, "fold_house")
    click(qtbot, form, "field_premises_more")
    type_into(qtbot, form, "field_house2_community", "Lake")
    click(qtbot, form, "fold_house2_more")
    for _ in range(2):
        qtbot.keyClick(child(form, "field_house2_detail_deco_stage"), Qt.Key.Key_Down)
    save(qtbot, form)
    values = [one.code for one in FormFieldBook(shop.db, Actor).fields().values("deco_stage")]
    assert [place.details for place in newest(shop).premises] == [(Detail("deco_stage", code),) for code in values[:2]]


def test_changes_in_different_places_are_joined_one_by_one() -> None:
    house = PremisesDraft(community="Park", room="1", id=7, details=(Detail("deco_stage", "a"),))
    base = CustomerDraft(name="Zhao", details=(Detail("a", "1"), Detail("b", "2")), premises=(house,))
    mine = replace(base, wechat="w", details=(Detail("a", "mine"), Detail("b", "2")), premises=(replace(house, street="Lane 3"),))
    other_house = replace(house, room="2", details=(Detail("deco_stage", "b"),))
    theirs = replace(base, name="Zhou", details=(Detail("a", "1"), Detail("c", "3")), premises=(other_house,))
    joined = join(base, mine, theirs)
    assert joined.contested == ()
    expected = replace(other_house, street="Lane 3")
    assert joined.draft == replace(base, name="Zhou", wechat="w", details=(Detail("a", "mine"), Detail("c", "3")), premises=(expected,))


def test_what_both_changed_is_contested_by_itself_and_a_house_that_went_as_a_whole() -> None:
    house = PremisesDraft(community="Park", room="1", id=7)
    base = CustomerDraft(name="Zhao", premises=(house,))
    mine, theirs = (replace(base, premises=(replace(house, room=room),), details=(Detail("a", room),)) for room in ("2", "3"))
    joined = join(base, mine, theirs)
    assert joined.contested == (("details", "a"), ("premises", 0, "room"))
    chosen = with_values(joined.draft, {path: value_at(theirs, path) for path in joined.contested})
    assert chosen == theirs
    assert join(base, mine, replace(theirs, premises=())).contested == (("details", "a"), ("premises",))


def test_one_further_field_that_two_changed_is_asked_about_alone(
    shop: Shop, own: dict[ValueKind, str], page: CustomersPage, qtbot: QtBot
) -> None:
    page.edit_customer(1)
    click(qtbot, page.form, "fold_own")
    code = own[ValueKind.TEXT]
    type_into(qtbot, page.form, f"field_detail_{code}", "mine")
    draft, version = shop.customers.draft(1)
    shop.customers.edit(1, replace(draft, details=(Detail(code, "theirs"), Detail(own[ValueKind.NUMBER], "7"))), version)
    save(qtbot, page.form)
    dialog = child(page.form, "conflict_dialog")
    qtbot.mouseClick(child(dialog, f"conflict_details_{code}_theirs"), LEFT)
    qtbot.mouseClick(child(dialog, "conflict_save"), LEFT)
    assert set(shop.customers.draft(1)[0].details) == {Detail(code, "theirs"), Detail(own[ValueKind.NUMBER], "7")}


def test_retired_field_and_value_stay_where_they_stand(shop: Shop, own: dict[ValueKind, str], page: CustomersPage, qtbot: QtBot) -> None:
    book = FormFieldBook(shop.db, Actor)
    fields = book.fields()
    chosen = fields.field(own[ValueKind.CHOICE])
    assert chosen is not None
    value = fields.values(chosen.list_code)[1].code
    draft, version = shop.customers.draft(1)
    shop.customers.edit(1, replace(draft, details=(Detail(own[ValueKind.TEXT], "old"), Detail(chosen.code, value))), version)
    book.retire_field(own[ValueKind.TEXT], True)
    book.retire_value(chosen.list_code, value, True)
    page.edit_customer(1)
    click(qtbot, page.form, "fold_own")
    assert child(page.form, f"field_detail_{own[ValueKind.TEXT]}").property("text") == "old"
    assert child(page.form, f"field_detail_{chosen.code}").property("currentText") == "Way 1"
    assert not page.form.is_changed()
    page.edit_customer(2)
    click(qtbot, page.form, "fold_own")
    row = page.form.fields.grid.row(f"detail_{own[ValueKind.TEXT]}")
    assert row is not None
    assert row.isHidden()
    assert value not in page.form.fields.grid.field(f"detail_{chosen.code}").offered()  # type: ignore[attr-defined]


def test_company_fields_are_asked_of_companies(shop: Shop, page: CustomersPage, qtbot: QtBot) -> None:
    book = FormFieldBook(shop.db, Actor)
    book.add_field(FieldDraft("试填一项", "Trial item", section=Section.COMPANY))
    page.edit_customer(1)
    form = page.form
    assert [one for one in form.fields.grid.findChildren(type(form.save_button), "fold_company") if one.isVisible()] == []
    click(qtbot, form, "fold_person")
    qtbot.keyClick(child(form, "field_nature"), Qt.Key.Key_Down)
    assert child(form, "fold_company").isVisible()
    assert "at least 3 people; 0 so far" in child(form, "note_contacts").property("text")
    click(qtbot, form, "fold_company")
    type_into(qtbot, form, "field_credit_code", "91350200MA2YJ1XR9H")
    child(form, "field_name").setFocus()
    assert "check digit" in child(form, "note_credit_code").property("text")
    save(qtbot, form)
    assert shop.customers.draft(1)[0].credit_code == "91350200MA2YJ1XR9H"


def test_birthday_is_said_in_both_calendars_and_a_wrong_one_refused(form: CustomerForm, shop: Shop, qtbot: QtBot) -> None:
    type_into(qtbot, form, "field_name", "Zhao")
    click(qtbot, form, "fold_person")
    field = type_into(qtbot, form, "field_birthday", "lunar 8-15")
    child(form, "field_email").setFocus()
    assert child(form, "note_birthday").property("text") == "lunar month 8, day 15 (next year on 9-15)"
    qtbot.keyClicks(field, "x")
    save(qtbot, form)
    assert "is no birthday" in child(form, "note_birthday").property("text")
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    type_into(qtbot, form, "field_email", "zhao")
    save(qtbot, form)
    assert (newest(shop).birthday, newest(shop).email) == ("L08-15", "zhao")


def test_stage_moved_on_says_what_is_not_known(page: CustomersPage, shop: Shop, qtbot: QtBot) -> None:
    page.edit_customer(1)
    click(qtbot, page.form, "fold_trade")
    qtbot.keyClick(child(page.form, "field_stage"), Qt.Key.Key_Down)
    assert child(page.form, "note_stage").property("text").startswith("Not known yet for Intending: needs, budget")
    save(qtbot, page.form)
    assert shop.customers.draft(1)[0].stage.value == "intent"


@pytest.mark.slow
def test_contact_keeps_birthday_and_note(page: CustomersPage, shop: Shop, qtbot: QtBot) -> None:
    draft, version = shop.customers.draft(1)
    person = ContactDraft("Mei", note="two\nlines", birthday="L1987-06-01+")
    shop.customers.edit(1, replace(draft, nature=Nature.COMPANY, contacts=(person,)), version)
    page.edit_customer(1)
    assert page.form.fields.draft().contacts[0] == replace(person, id=1)
    click(qtbot, page.form, "fold_person")
    field = type_into(qtbot, page.form, "field_contacts_1_birthday", "x")
    save(qtbot, page.form)
    assert "is no birthday" in child(page.form, "note_contacts").property("text")
    field.setProperty("text", "5-12")
    save(qtbot, page.form)
    assert shop.customers.draft(1)[0].contacts[0].birthday == "05-12"


def test_fields_set_up_anew_keep_what_is_typed(qtbot: QtBot, t: object) -> None:
    form = FormGrid(translator("en"))
    qtbot.addWidget(form)
    details = DetailFields(translator("en"), Holder.CUSTOMER, lambda: TODAY)
    from dealer_crm.domain.details import FormField

    one = FormField("a", Holder.CUSTOMER, ValueKind.TEXT, Section.OWN, en="A")
    details.set_fields(FormFields((one,)))
    details.set_value((Detail("a", "x"), Detail("gone", "y")))
    details.fill(form, (Section.OWN,))
    details.type_into("a", "typed")
    details.set_fields(FormFields((one, replace(one, code="b", en="B"))))
    assert details.value() == (Detail("a", "typed"), Detail("gone", "y"))
    details.fill(form, (Section.OWN,))
    assert form.names() == ["detail_a", "detail_b"]
    assert details.value() == (Detail("a", "typed"), Detail("gone", "y"))


def test_draft_without_further_fields_is_as_before() -> None:
    assert CustomerDraft(premises=(PremisesDraft(),)).details == ()
