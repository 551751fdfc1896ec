"""What is typed into a file is never lost: drafts, a window that goes, two people in one file."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.ui.customers.form import CustomerForm
from dealer_crm.ui.customers.page import CustomersPage
from dealer_crm.ui.shell import MainWindow
from tests.ui.customers.rig import Shop, child, click, open_page, save, type_into

Key, LEFT, CTRL = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


def test_saved_file_leaves_no_draft_behind(form: CustomerForm, page: CustomersPage, shop: Shop, qtbot: QtBot) -> None:
    type_into(qtbot, form, "field_name", "Zhao")
    type_into(qtbot, form, "field_phones_1", "14200000777")
    qtbot.waitUntil(lambda: len(shop.drafts.all()) == 1)
    save(qtbot, form)
    form.fields.left.emit()
    assert not page.shows_form()
    assert shop.drafts.all() == []


def test_typing_is_kept_after_a_moment_and_by_leaving(form: CustomerForm, page: CustomersPage, shop: Shop, qtbot: QtBot) -> None:
    field = type_into(qtbot, form, "field_name", "Zhao")
    qtbot.waitUntil(lambda: [row.title for row in shop.drafts.all()] == ["Zhao"], timeout=3000)
    qtbot.keyClicks(field, " Wei")
    child(form, "field_community").setFocus()
    assert [row.title for row in shop.drafts.all()] == ["Zhao Wei"]
    qtbot.keyClick(child(form, "field_community"), Key.Key_Escape)
    assert not page.shows_form()
    assert child(page, "drafts_button").accessibleName() == "1 draft"


def test_draft_is_resumed_by_one_click_after_a_restart(form: CustomerForm, shop: Shop, window: MainWindow, qtbot: QtBot) -> None:
    type_into(qtbot, form, "field_name", "Zhao")
    type_into(qtbot, form, "field_phones_1", "not yet 142")
    click(qtbot, form, "field_next_chip_week")
    form.keeper.write()
    typed = form.state()
    again = open_page(shop, window)
    qtbot.mouseClick(child(again, "drafts_button"), LEFT)
    assert again.form.state() == typed
    assert "not saved yet" in again.form.message.text()
    click(qtbot, again.form, "customer_form_message_action")
    assert shop.drafts.all() == []
    assert again.form.state().draft == CustomerDraft()


def test_edit_brings_its_draft_back(page: CustomersPage, shop: Shop, qtbot: QtBot) -> None:
    page.edit_customer(4)
    type_into(qtbot, page.form, "field_community", "Park")
    page.open_record(2)
    assert [row.key for row in shop.drafts.all()] == ["4"]
    page.edit_customer(4)
    assert child(page.form, "field_community").property("text") == "Park"
    save(qtbot, page.form)
    assert shop.customers.draft(4)[0].premises[0].community == "Park"
    assert shop.drafts.all() == []


def test_changes_of_two_people_are_joined(page: CustomersPage, shop: Shop, qtbot: QtBot) -> None:
    page.edit_customer(4)
    type_into(qtbot, page.form, "field_community", "Park")
    draft, version = shop.customers.draft(4)
    shop.customers.edit(4, replace(draft, wechat="wx-1"), version)
    save(qtbot, page.form)
    saved = shop.customers.draft(4)[0]
    assert (saved.wechat, saved.premises[0].community) == ("wx-1", "Park")


@pytest.mark.parametrize(("choice", "expected"), [("mine", "Wu Qian"), ("theirs", "吴茜")])
def test_contested_field_is_chosen(page: CustomersPage, shop: Shop, qtbot: QtBot, choice: str, expected: str) -> None:
    page.edit_customer(4)
    field = child(page.form, "field_name")
    qtbot.keyClick(field, Key.Key_A, CTRL)
    qtbot.keyClicks(field, "Wu Qian")
    draft, version = shop.customers.draft(4)
    shop.customers.edit(4, replace(draft, name="吴茜", note="别人写的"), version)
    save(qtbot, page.form)
    dialog = child(page.form, "conflict_dialog")
    assert shop.customers.draft(4)[0].name == "吴茜"
    qtbot.mouseClick(child(dialog, f"conflict_name_{choice}"), LEFT)
    qtbot.mouseClick(child(dialog, "conflict_save"), LEFT)
    saved = shop.customers.draft(4)[0]
    assert (saved.name, saved.note) == (expected, "别人写的")


def test_closing_the_window_keeps_what_was_typed(form: CustomerForm, shop: Shop, window: MainWindow, qtbot: QtBot) -> None:
    type_into(qtbot, form, "field_name", "Zhao")
    window.close()
    assert [row.title for row in shop.drafts.all()] == ["Zhao"]


def test_several_drafts_are_offered_by_name(page: CustomersPage, qtbot: QtBot) -> None:
    for name in ("Zhao", "Qian"):
        page.new_customer()
        type_into(qtbot, page.form, "field_name", name)
        page.form.leave()
    assert child(page, "drafts_button").accessibleName() == "2 drafts"
    first, second = page.drafts.items()
    assert {first.text.split()[1], second.text.split()[1]} == {"Zhao", "Qian"}
    assert second.run is not None
    second.run()
    assert page.shows_form()
    assert page.form.state().draft.name == second.text.split()[1]


def test_form_of_a_customer_who_is_gone_can_be_left(page: CustomersPage, shop: Shop, qtbot: QtBot) -> None:
    page.open_record(2)
    page.edit_customer(2)
    form = page.form
    type_into(qtbot, form, "field_note", "still mine")
    shop.customers.delete(2)
    form.leave()
    assert not page.shows_form()
    assert [row.key for row in shop.drafts.all()] == ["2"]


def test_closed_file_opens_again_from_elsewhere(page: CustomersPage) -> None:
    page.show_subject("1")
    page.close_record()
    assert not page.panes.is_open()
    page.show_subject("1")
    assert page.panes.is_open()
    page.new_customer()
    page.show_subject("1")
    assert not page.shows_form()
