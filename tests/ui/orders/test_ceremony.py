"""A signed order leads to its ceremony: the household beside it, all ticked, held, and back at the order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.domain.acceptances import AcceptanceState
from dealer_crm.domain.attachments import Belongs
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.journal import Action, Subject
from dealer_crm.domain.orders import LineDraft, OrderDraft
from dealer_crm.i18n import translator
from dealer_crm.services.acceptances import Acceptances
from dealer_crm.services.trade import Trade
from dealer_crm.storage.models import Customer
from dealer_crm.ui.orders.page import OrderPage
from dealer_crm.ui.orders.room import CEREMONY, CustomersRoom
from dealer_crm.ui.orders.sign_dialog import SignDialog
from dealer_crm.ui.sheets.doors import SheetDoors, SheetPhotos
from dealer_crm.ui.sheets.page import SheetPage
from dealer_crm.ui.shell import MainWindow
from tests.ui.checks import clipped, nameless
from tests.ui.customers.rig import child
from tests.ui.orders.rig import OrderShop, focus, press

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def deeds(shop: OrderShop) -> Acceptances:
    """Return the use-cases of sheets."""
    return Acceptances(shop.db, shop.actor, shop.clock, Trade())


@pytest.fixture
def order(room: CustomersRoom, shop: OrderShop, deeds: Acceptances, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> OrderPage:
    """The page of a confirmed order for a service alone, of people who do not like pictures."""

    def go(order_id: int) -> None:
        window.go("customers", f"{CEREMONY}{deeds.ceremony(order_id)}")

    usual = shop.order_doors()
    monkeypatch.setattr(shop, "order_doors", lambda: replace(usual, ceremony=go))
    room.make_ceremony = lambda: SheetPage(translator("en"), doors(shop, deeds), lambda: shop.prompts)
    with shop.db.write(shop.actor(), Action.EDIT, Subject.CUSTOMER) as session:
        session.get_one(Customer, 1).care_notes = "不喜欢拍照，先生爱喝茶"
    shop.orders.create(OrderDraft(1, (LineDraft(name="年度保养服务包", price=39_800),)))
    shop.orders.confirm(1)
    window.go("customers", "order-1")
    page = room.order_page()
    assert page is not None
    return page


def doors(shop: OrderShop, deeds: Acceptances) -> SheetDoors:
    """Return what the page of a sheet may call."""
    kept = shop.attachments
    photos = SheetPhotos(
        of=lambda one: kept.at(Belongs(acceptance_id=one)),
        of_check=lambda one: kept.at(Belongs(check_id=one)),
        read=kept.read,
        add=lambda file, check, name, data: kept.add(file.customer_id, name, data, Belongs(acceptance_id=file.id, check_id=check or None)),
        remove=kept.remove,
    )
    return SheetDoors(
        open=deeds.open,
        staff=shop.staff.staff,
        tick=deeds.note,
        keep=deeds.keep,
        pass_all=deeds.pass_all,
        edit=deeds.edit,
        close=lambda one, name, _picture: deeds.close(one, name),
        reopen=deeds.reopen,
        cancel=deeds.cancel,
        drafts=shop.drafts,
        photos=photos,
        now=shop.clock,
        offered=lambda: shop.clock().date() + timedelta(days=3),
        household=deeds.household,
    )


def sign(qtbot: QtBot, order: OrderPage) -> None:
    """Sign today."""
    order.deeds.sign()
    qtbot.waitUntil(lambda: any(one.isVisible() and one.isAncestorOf(focus()) for one in order.findChildren(SignDialog)))
    press(qtbot, Qt.Key.Key_F8)
    order.window().activateWindow()
    qtbot.waitUntil(lambda: order.window().isActiveWindow())


def words(page: QWidget, name: str) -> str:
    """Return what a label says."""
    return str(child(page, name).text())  # type: ignore[attr-defined]


def test_a_signed_order_leads_to_its_ceremony_and_back(
    order: OrderPage, room: CustomersRoom, shop: OrderShop, deeds: Acceptances, qtbot: QtBot
) -> None:
    assert "signing_ceremony" not in order.commands()
    sign(qtbot, order)
    assert "signing_ceremony" in order.commands()
    qtbot.mouseClick(child(order, "order_message_action"), Qt.MouseButton.LeftButton)
    page = room.currentWidget()
    assert isinstance(page, SheetPage)
    assert "no pictures" in words(page, "household_pictures")
    assert "先生爱喝茶" in words(page, "household_notes")
    assert "A picture together" not in words(page, "household_ideas")
    assert (clipped(page), nameless(page)) == ([], [])
    page.group.lines()[3].setFocus()
    page.group.lines()[3].choose(CheckResult.PASS)
    for _place in range(3):
        page.group.lines()[_place].setFocus()
        press(qtbot, Qt.Key.Key_Space)
    page.group.pass_rest()
    press(qtbot, Qt.Key.Key_Return, mod=CTRL)
    file = deeds.open(1)
    assert (file.state, file.progress, words(page, "sheet_count")) == (AcceptanceState.VALID, (6, 6), "6 of 6 settled")
    page.setFocus()
    press(qtbot, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: room.currentWidget() is room.order_page())
    assert focus() is not None
    order.deeds.celebrate()
    again = room.currentWidget()
    assert isinstance(again, SheetPage)
    assert (again.file.id if again.file else 0, again.head.close_button.isVisible()) == (1, False)
    shop.history.undo()
    assert deeds.open(1).is_open


def test_what_failed_by_mistake_is_taken_back_by_a_question(
    order: OrderPage, room: CustomersRoom, deeds: Acceptances, qtbot: QtBot
) -> None:
    sign(qtbot, order)
    order.deeds.celebrate()
    page = room.currentWidget()
    assert isinstance(page, SheetPage)
    item = page.group.lines()[2]
    deeds.note(item.check.id, CheckResult.FAIL, "", "卡片没印好", due_on=deeds.open(1).created_at.date())
    page.reload()
    item.setFocus()
    press(qtbot, Qt.Key.Key_X)
    assert deeds.open(1).checks[2].result is CheckResult.FAIL
    qtbot.mouseClick(child(page, "group_message_action"), Qt.MouseButton.LeftButton)
    assert deeds.open(1).checks[2].result is None
