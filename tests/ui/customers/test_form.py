"""A file in half a minute: typed, saved, refused with words, never lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from pytestqt.qtbot import QtBot

from dealer_crm.domain.customers import Channel, ContactDraft, ContactRole, CustomerDraft, IntentLevel, Interest, PhoneDraft
from dealer_crm.domain.premises import HouseType, PremisesDraft
from dealer_crm.ui.customers.form import CustomerForm
from dealer_crm.ui.customers.page import CustomersPage
from dealer_crm.ui.shell import MainWindow
from tests.ui.customers.rig import TODAY, Shop, child, click, focused, newest, save, type_into

Key, LEFT, CTRL = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


def test_typed_file_is_saved_with_its_first_step(form: CustomerForm, page: CustomersPage, shop: Shop, qtbot: QtBot) -> None:
    shop.person("李晓梅")
    page.new_customer()
    type_into(qtbot, form, "field_name", "Zhao")
    type_into(qtbot, form, "field_phones_1", "142-0000 0777")
    type_into(qtbot, form, "field_community", "Park")
    type_into(qtbot, form, "field_room_building", "5")
    type_into(qtbot, form, "field_room_room", "602")
    for name, key in (("field_house_type", Key.Key_Down), ("field_source", Key.Key_Down), ("field_owner_id", Key.Key_Down)):
        child(form, name).setFocus()
        qtbot.keyClick(child(form, name), key)
    click(qtbot, form, "field_next_chip_three_days")
    type_into(qtbot, form, "field_next_purpose", "measure")
    save(qtbot, form)
    file = shop.pages.open(5)
    assert file.draft == CustomerDraft(
        name="Zhao",
        phones=(PhoneDraft("14200000777"),),
        source=Channel.WALK_IN,
        owner_id=1,
        premises=(PremisesDraft(community="Park", building="5", room="602", house_type=HouseType.FLAT, id=4),),
    )
    assert (file.line.next_on, file.line.next_purpose) == (TODAY + timedelta(days=3), "measure")
    assert page.file.customer_id() == 5
    assert not page.shows_form()
    assert shop.drafts.all() == []


def test_enter_walks_through_and_ends_at_save(form: CustomerForm, qtbot: QtBot) -> None:
    seen = []
    for _ in range(12):
        focus = form.window().focusWidget()
        seen.append(focus.objectName())
        if focus is form.save_button:
            break
        modifier = CTRL if focus.objectName() == "field_note" else Qt.KeyboardModifier.NoModifier
        if modifier is CTRL:
            form.fields.grid.move_on(focus, 1)
        else:
            qtbot.keyClick(focus, Key.Key_Return)
    assert seen[:5] == ["field_name", "field_phones_1", "field_community", "field_room_building", "field_house_type"]
    assert seen[-1] == "customer_save"


def test_f8_saves_and_stays_in_the_file(form: CustomerForm, page: CustomersPage, shop: Shop, qtbot: QtBot) -> None:
    field = type_into(qtbot, form, "field_name", "Zhao")
    qtbot.keyClick(field, Key.Key_F8)
    assert "Zhao" in shop.names()
    assert page.shows_form()
    assert form.customer_id() == 5
    assert focused(qtbot, field)
    qtbot.keyClicks(field, "2")
    qtbot.keyClick(field, Key.Key_S, CTRL)
    assert "Zhao2" in shop.names()


def test_save_and_another_starts_empty(form: CustomerForm, shop: Shop, qtbot: QtBot) -> None:
    type_into(qtbot, form, "field_name", "Zhao")
    click(qtbot, form, "customer_save_next")
    assert child(form, "field_name").property("text") == ""
    assert "Zhao" in shop.names()


def test_whose_a_missing_number_is_stays_in_the_form(form: CustomerForm, shop: Shop, qtbot: QtBot) -> None:
    type_into(qtbot, form, "field_name", "Zhao")
    type_into(qtbot, form, "field_phones_1_label", "warden")
    save(qtbot, form)
    assert "warden" in child(form, "note_phones").property("text")
    assert child(form, "field_phones_1_label").property("text") == "warden"
    assert len(shop.names()) == 4


def test_neither_name_nor_phone_is_refused_beside_the_field(form: CustomerForm, shop: Shop, qtbot: QtBot) -> None:
    type_into(qtbot, form, "field_community", "Park")
    save(qtbot, form)
    assert child(form, "note_name").property("text") == "Enter a name or a phone number."
    assert focused(qtbot, child(form, "field_name"))
    assert len(shop.names()) == 4
    assert child(form, "field_community").property("text") == "Park"


def test_flat_without_room_is_refused_at_the_room(form: CustomerForm, shop: Shop, qtbot: QtBot) -> None:
    type_into(qtbot, form, "field_name", "Zhao")
    type_into(qtbot, form, "field_community", "Park")
    qtbot.keyClick(child(form, "field_house_type"), Key.Key_Down)
    save(qtbot, form)
    assert child(form, "note_room").property("text") == "This kind of house needs its room number."
    assert focused(qtbot, child(form, "field_room_room"))
    assert len(shop.names()) == 4


def test_area_that_is_no_number_is_refused_and_kept(form: CustomerForm, page: CustomersPage, shop: Shop, qtbot: QtBot) -> None:
    type_into(qtbot, form, "field_name", "Zhao")
    click(qtbot, form, "fold_house")
    type_into(qtbot, form, "field_area", "about 90")
    save(qtbot, form)
    assert "Write the area as a number" in child(form, "note_area").property("text")
    assert len(shop.names()) == 4
    qtbot.keyClick(child(form, "field_area"), Key.Key_Escape)
    page.resume_draft("new-1")
    assert child(form, "field_area").property("text") == "about 90"


def test_day_that_was_not_chosen_is_asked_for(form: CustomerForm, shop: Shop, qtbot: QtBot) -> None:
    type_into(qtbot, form, "field_name", "Zhao")
    click(qtbot, form, "field_next_chip_date")
    save(qtbot, form)
    assert child(form, "note_next").property("text") == "Choose the day, or another chip."
    type_into(qtbot, form, "field_next_day_text", "+5")
    save(qtbot, form)
    assert shop.pages.open(5).line.next_on == TODAY + timedelta(days=5)


def test_odd_number_is_doubted_but_kept(form: CustomerForm, shop: Shop, qtbot: QtBot) -> None:
    type_into(qtbot, form, "field_phones_1", "1420000077")
    child(form, "field_community").setFocus()
    assert "unusual" in child(form, "note_phones").property("text")
    save(qtbot, form)
    assert newest(shop).phones == (PhoneDraft("1420000077"),)


def test_same_number_is_said_while_typing(form: CustomerForm, page: CustomersPage, qtbot: QtBot) -> None:
    type_into(qtbot, form, "field_phones_1", "14200000911")
    qtbot.waitUntil(form.hint.isVisible)
    assert form.hint.words().startswith("The number is in the file: 王芳 142 0000 0911")
    click(qtbot, form, "duplicate_open")
    assert page.file.customer_id() == 1
    assert not page.shows_form()


def test_somebody_else_is_not_asked_again(form: CustomerForm, shop: Shop, qtbot: QtBot) -> None:
    type_into(qtbot, form, "field_phones_1", "14200000911")
    qtbot.waitUntil(form.hint.isVisible)
    click(qtbot, form, "duplicate_new")
    type_into(qtbot, form, "field_name", "Zhao")
    form.hint.look()
    assert not form.hint.isVisible()
    save(qtbot, form)
    assert "Zhao" in shop.names()


def test_further_numbers_people_and_houses_come_back(form: CustomerForm, page: CustomersPage, shop: Shop, qtbot: QtBot) -> None:
    type_into(qtbot, form, "field_name", "Zhao")
    type_into(qtbot, form, "field_phones_1", "14200000777")
    click(qtbot, form, "field_phones_more")
    type_into(qtbot, form, "field_phones_2", "02155556666")
    type_into(qtbot, form, "field_phones_2_label", "wife")
    click(qtbot, form, "fold_person")
    click(qtbot, form, "field_contacts_more")
    type_into(qtbot, form, "field_contacts_1_name", "Mei")
    type_into(qtbot, form, "field_contacts_1_phone", "14200000778 14200000779")
    click(qtbot, form, "fold_house")
    click(qtbot, form, "field_premises_more")
    type_into(qtbot, form, "field_house2_community", "Lake")
    click(qtbot, form, "fold_needs")
    click(qtbot, form, "field_interests_boiler")
    save(qtbot, form)
    draft = newest(shop)
    assert draft.phones == (PhoneDraft("14200000777"), PhoneDraft("02155556666", "wife"))
    assert draft.contacts == (ContactDraft("Mei", ContactRole.FAMILY, (PhoneDraft("14200000778"), PhoneDraft("14200000779")), id=1),)
    assert [place.community for place in draft.premises] == ["Lake"]
    assert draft.interests == (Interest.BOILER,)
    page.edit_customer(5)
    assert form.fields.draft().checked() == draft


def test_second_house_that_is_wrong_is_shown_in_its_place(form: CustomerForm, shop: Shop, qtbot: QtBot) -> None:
    type_into(qtbot, form, "field_name", "Zhao")
    click(qtbot, form, "fold_house")
    click(qtbot, form, "field_premises_more")
    type_into(qtbot, form, "field_house2_community", "Lake")
    qtbot.keyClick(child(form, "field_house2_house_type"), Key.Key_Down)
    save(qtbot, form)
    assert "needs its room number" in child(form, "note_house2_room").property("text")
    assert len(shop.names()) == 4


def test_referrer_is_picked_by_sound(form: CustomerForm, shop: Shop, qtbot: QtBot) -> None:
    field = type_into(qtbot, form, "field_name", "Zhao")
    qtbot.keyClick(field, Key.Key_F7)
    assert focused(qtbot, form.fields.referrer.field)
    qtbot.keyClicks(form.fields.referrer.field, "wf")
    qtbot.keyClick(form.fields.referrer.field, Key.Key_Return)
    assert form.fields.referrer.value() == 1
    qtbot.keyClick(form.window().focusWidget(), Key.Key_Return, CTRL)
    assert newest(shop).referrer_id == 1


def test_opening_and_saving_unchanged_changes_nothing(page: CustomersPage, shop: Shop, qtbot: QtBot) -> None:
    whole = CustomerDraft(
        name="老客户",
        phones=(PhoneDraft("02155556666-12", "公司"), PhoneDraft("+4912345678"), PhoneDraft("95588")),
        owner_id=shop.person("已离职"),
        intent_level=IntentLevel.H,
        interests=(Interest.FRESH_AIR, Interest.BOILER),
        consent_on=TODAY - timedelta(days=400),
        marketing_ok=True,
        contacts=(ContactDraft("李四", ContactRole.DECIDER, (PhoneDraft("14200000778", "晚上"),), "wx", "会议后"),),
        premises=(
            PremisesDraft(province="浙江", community="临江", room="306", area=96_500),
            PremisesDraft(street="大道 36 号", house_type=HouseType.SHOP, note="后门"),
        ),
        note="两行\n备注",
        referrer_id=1,
    )
    shop.add("", draft=whole)
    before = shop.customers.draft(5)
    page.edit_customer(5)
    assert not page.form.is_changed()
    save(qtbot, page.form)
    assert shop.customers.draft(5) == before
    assert shop.drafts.all() == []


def test_same_as_before_and_last_note(form: CustomerForm, shop: Shop, qtbot: QtBot) -> None:
    type_into(qtbot, form, "field_name", "Zhao")
    type_into(qtbot, form, "field_community", "Park")
    type_into(qtbot, form, "field_note", "white, next week")
    click(qtbot, form, "customer_save_next")
    type_into(qtbot, form, "field_name", "Qian")
    qtbot.keyClick(child(form, "field_name"), Key.Key_D, CTRL)
    assert child(form, "field_name").property("text") == "Zhao"
    type_into(qtbot, form, "field_note", "..")
    child(form, "field_name").setFocus()
    save(qtbot, form)
    assert newest(shop).note == "white, next week"


def test_neighbours_are_edited_without_leaving(page: CustomersPage, qtbot: QtBot) -> None:
    page.edit_customer(1)
    qtbot.keyClick(child(page.form, "field_name"), Key.Key_PageDown, CTRL)
    assert page.form.customer_id() == 2
    qtbot.keyClick(child(page.form, "field_name"), Key.Key_PageUp, CTRL)
    assert page.form.customer_id() == 1


@pytest.mark.parametrize("hostile", ["<b>x</b> & {n} %s", "=1+1", "'; drop table customer; --", "a\tb\u202e\u200bc", "𠮷" * 300])
def test_hostile_text_passes_through_every_field(form: CustomerForm, page: CustomersPage, shop: Shop, qtbot: QtBot, hostile: str) -> None:
    draft = CustomerDraft(
        name=hostile,
        phones=(PhoneDraft("14200000777", hostile),),
        salutation=hostile,
        wechat=hostile,
        email=hostile,
        preferred_time=hostile,
        care_notes=hostile,
        note=hostile,
        contacts=(ContactDraft(hostile, wechat=hostile),),
        premises=(PremisesDraft(community=hostile, street=hostile, room=hostile, access_notes=hostile, note=hostile),),
    )
    form.fields.show_draft(draft)
    child(form, "field_name").setFocus()
    save(qtbot, form)
    stored = newest(shop)
    assert replace(stored.checked(), contacts=(), premises=()) == replace(draft.checked(), contacts=(), premises=())
    assert stored.premises[0].access_notes == hostile.replace("\t", "\t").strip()
    page.file.show_tab("record")
    assert page.file.customer_id() == 5


def test_caller_number_is_filled_in_and_looked_up(page: CustomersPage, qtbot: QtBot) -> None:
    page.new_customer("14200000911")
    assert child(page.form, "field_phones_1").property("text") == "142 0000 0911"
    assert page.form.hint.isVisible()


def test_commands_are_about_the_form_in_view_not_about_the_file_before_it(page: CustomersPage) -> None:
    page.open_record(1)
    page.new_customer()
    assert page.current_customer() == 0
    assert "delete" not in page.commands()
    page.edit_customer(2)
    assert page.current_customer() == 2


def test_new_file_belongs_to_whoever_works(page: CustomersPage, shop: Shop, window: MainWindow, qtbot: QtBot) -> None:
    shop.operator = shop.person("李晓梅")
    page.new_customer()
    assert not page.form.is_changed()
    type_into(qtbot, page.form, "field_name", "Zhao")
    save(qtbot, page.form)
    assert newest(shop).owner_id == shop.operator


def test_field_with_the_focus_is_never_below_the_fold(form: CustomerForm, window: MainWindow, qtbot: QtBot) -> None:
    window.resize(911, 440)
    click(qtbot, form, "fold_trade")
    form.fields.grid.focus_first()
    for _ in range(20):
        focus = window.focusWidget()
        if focus is form.save_button:
            break
        form.fields.grid.move_on(focus, 1)
        QCoreApplication.sendPostedEvents()
        assert not window.focusWidget().visibleRegion().isEmpty(), window.focusWidget().objectName()
    assert window.focusWidget() is form.save_button
