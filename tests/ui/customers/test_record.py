"""The record of a customer: its parts, what is missing, how trade stands, and classes with their reasons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolTip
from pytestqt.qtbot import QtBot

from dealer_crm.domain.classes import ClassKind
from dealer_crm.domain.customers import ContactDraft, ContactRole, CustomerDraft, IntentLevel, Interest, PhoneDraft, Stage
from dealer_crm.domain.details import Detail
from dealer_crm.domain.journal import Actor
from dealer_crm.i18n import translator
from dealer_crm.services.form_fields import FormFieldBook
from dealer_crm.ui.customers.page import CustomersPage
from dealer_crm.ui.customers.record import Record
from dealer_crm.ui.customers.record_classes import ClassLine
from dealer_crm.ui.widgets import Button, Label
from tests.ui.customers.rig import TODAY, Shop, child, focused

LEFT, Key = Qt.MouseButton.LeftButton, Qt.Key


def open_record(page: CustomersPage, customer_id: int, qtbot: QtBot) -> None:
    page.open_record(customer_id)
    page.file.show_tab("record")
    qtbot.waitUntil(lambda: page.file.record.classes is not None)


def test_the_four_parts_stand_in_order_and_say_what_is_known(shop: Shop) -> None:
    draft, version = shop.customers.draft(1)
    place = replace(draft.premises[0], details=(Detail("deco_stage", "not_started"),))
    full = replace(
        draft,
        birthday="L08-15",
        care_notes="宝宝午睡",
        interests=(Interest.BOILER,),
        details=(Detail("budget_band", "to_4"),),
        premises=(place,),
    )
    shop.customers.edit(1, full, version)
    fields = FormFieldBook(shop.db, Actor).fields()
    parts = Record(shop.pages.open(1), fields, TODAY, translator("zh")).parts()
    assert [part.title for part in parts] == ["基础资料", "房屋", "联系人", "客户特征", "业务状况"]
    said = {line.label: line.text for part in parts for line in part.lines}
    assert said["生日"] == "农历八月十五（明年 9 月 15 日）"
    assert (said["装修阶段"], said["预算区间"], said["细节备忘"]) == ("已交房未开工", "2–4 万", "宝宝午睡")
    missing = [{one.field for one in part.missing} for part in parts]
    assert "source" in missing[0]
    assert "birthday" not in missing[0]
    assert "deco_stage" not in missing[1]
    assert missing[2] == {"contacts"}
    assert "credit_code" not in missing[4]


def test_one_button_of_a_part_leads_to_what_is_missing(page: CustomersPage, qtbot: QtBot) -> None:
    open_record(page, 1, qtbot)
    fills = [one for one in page.file.record.findChildren(Button) if one.objectName().startswith("fill_")]
    assert len(fills) == 5
    assert "Who decides" in fills[-1].accessibleDescription() or "Budget" in fills[-1].accessibleDescription()
    budget = child(page, "stage_gap_budget_band")
    qtbot.mouseClick(budget, LEFT)
    assert page.shows_form()
    assert focused(qtbot, child(page.form, "field_detail_budget_band"))


def test_what_is_missing_before_the_next_stage_is_said_on_top(page: CustomersPage, shop: Shop, qtbot: QtBot) -> None:
    open_record(page, 1, qtbot)
    words = child(page, "stage_gaps").property("text")
    assert words == "5 things are missing before Intending:"
    draft, version = shop.customers.draft(1)
    people = (ContactDraft("Mei", ContactRole.DECIDER),)
    place = replace(draft.premises[0], details=(Detail("deco_stage", "not_started"),))
    known = replace(draft, interests=(Interest.BOILER,), intent_level=IntentLevel.A, contacts=people, premises=(place,))
    shop.customers.edit(1, replace(known, details=(Detail("budget_band", "to_4"),)), version)
    open_record(page, 1, qtbot)
    assert child(page, "stage_gaps").property("text") == "Nothing is missing before Intending."
    shop.customers.edit(1, replace(shop.customers.draft(1)[0], stage=Stage.INTENT), shop.customers.draft(1)[1])
    open_record(page, 1, qtbot)
    assert child(page, "stage_gap_agreed", Label).property("text") == "order agreed or deposit paid"


def test_trade_and_people_who_came_by_him_are_told(page: CustomersPage, shop: Shop, qtbot: QtBot) -> None:
    shop.add("", draft=CustomerDraft(name="李四", phones=(PhoneDraft("01055556666"),), referrer_id=1))
    open_record(page, 1, qtbot)
    words = page.file.record.words()
    assert "李四" in words
    assert words[words.index("Next steps") + 1] == "Fri 13 Nov 回访"
    assert words[words.index("Still owed") + 1] == "None at present"


def test_every_class_says_why_by_mouse_and_keyboard_and_is_reached_by_arrows(page: CustomersPage, qtbot: QtBot) -> None:
    open_record(page, 1, qtbot)
    line = child(page, "class_time_class", ClassLine)
    assert isinstance(line, ClassLine)
    assert (line.accessibleName(), line.accessibleDescription()) == ("Old or new: Future customer", "No deal yet.")
    assert (line.toolTip(), line.why.text()) == ("No deal yet.", "No deal yet.")
    assert not QToolTip.isVisible()
    line.setFocus()
    qtbot.keyClick(line, Key.Key_Down)
    assert focused(qtbot, child(page, "class_trade_phase"))
    assert line.focusPolicy() is Qt.FocusPolicy.ClickFocus


def test_a_class_is_set_by_hand_with_its_reason_and_taken_back(page: CustomersPage, shop: Shop, qtbot: QtBot) -> None:
    open_record(page, 1, qtbot)
    assert child(page, "class_more").isVisible()
    page.file.record.set_by_hand(ClassKind.MARKET)
    dialog = child(page, "class_dialog")
    qtbot.mouseClick(child(dialog, "class_save"), LEFT)
    assert "why you set this class" in child(dialog, "note_note").property("text")
    qtbot.keyClicks(child(dialog, "class_note"), "owns three hotels")
    child(dialog, "class_value").setProperty("currentIndex", 0)
    qtbot.mouseClick(child(dialog, "class_save"), LEFT)
    found = shop.classes.of(1)[ClassKind.MARKET][0]
    assert found.by_hand is not None
    assert (found.value, found.by_hand.note) == ("major", "owns three hotels")
    open_record(page, 1, qtbot)
    line = child(page, "class_market_rank")
    assert "owns three hotels" in line.accessibleDescription()
    assert "Major customer" in line.accessibleName()
    line.setFocus()
    qtbot.keyClick(line, Key.Key_Return)
    qtbot.mouseClick(child(page, "class_take_back"), LEFT)
    assert all(one.by_hand is None for one in shop.classes.of(1)[ClassKind.MARKET])


@pytest.mark.slow
def test_record_of_another_is_not_mixed_with_late_answers(page: CustomersPage, shop: Shop, qtbot: QtBot) -> None:
    shop.add("陈静", "14200000317", draft=CustomerDraft(name="陈静", consent_on=date(2026, 11, 1)))
    page.open_record(1)
    page.file.show_tab("record")
    page.open_record(5)
    open_record(page, 5, qtbot)
    words = page.file.record.words()
    assert words.count("Trade as it stands") == 1
    assert "王芳" not in words
