"""A claim of 以旧换新 is written, ticked, handed in and refused from the page of its order; what the customer owes follows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dealer_crm.domain.orders import LineDraft, OrderDraft
from dealer_crm.domain.trade_ins import TradeInDraft, TradeInState
from dealer_crm.ui.orders.page import OrderPage
from dealer_crm.ui.orders.room import CustomersRoom
from dealer_crm.ui.shell import MainWindow
from tests.ui.customers.rig import child
from tests.ui.orders.rig import OrderShop, press, write
from tests.ui.orders.test_deeds import click, dialog
from tests.ui.scripted import ScriptedPrompts


@pytest.fixture
def sold(room: CustomersRoom, shop: OrderShop, window: MainWindow) -> OrderPage:
    """The page of a confirmed order of ¥3,000.00."""
    shop.orders.create(OrderDraft(1, (LineDraft(name="支架", price=100), LineDraft(name="挂机", price=299_900, serials=("N1",)))))
    shop.orders.confirm(1)
    window.go("customers", "order-1")
    page = room.order_page()
    assert page is not None
    return page


def test_claim_is_written_for_the_dearest_goods_with_their_serial(sold: OrderPage, shop: OrderShop, qtbot: QtBot) -> None:
    sold.deeds.trade_ins.write()
    shown = dialog(qtbot, sold, "trade_in_dialog")
    press(qtbot, Qt.Key.Key_F8)
    assert shown.isVisible()
    child(shown, "field_claim_amount").setFocus()
    write(qtbot, "400")
    child(shown, "field_claim_asked").setFocus()
    write(qtbot, "申请表，银行卡")
    press(qtbot, Qt.Key.Key_F8)
    (row,) = shop.claims.of_order(1)
    assert (row.goods, row.draft.new_serial, row.draft.amount, row.draft.asked) == ("挂机", "N1", 40_000, ("申请表", "银行卡"))
    assert sold.file is not None
    assert sold.file.totals.owed == 260_000


def test_claim_goes_its_way_from_the_card(sold: OrderPage, shop: OrderShop, qtbot: QtBot) -> None:
    shop.claims.add(TradeInDraft(1, "maker", line_id=2, amount=40_000))
    click(qtbot, sold, "evidence_1_maker_old")
    assert shop.claims.open(1).draft.evidence == ("maker_old",)
    shop.prompts = ScriptedPrompts(["厂家只看旧机", "GB-7"])
    click(qtbot, sold, "claim_file_1")
    row = shop.claims.open(1)
    assert (row.state, row.draft.claim_number, row.draft.note) == (TradeInState.SUBMITTED, "GB-7", "厂家只看旧机")
    shop.prompts = ScriptedPrompts(["照片不清"])
    click(qtbot, sold, "claim_x_1")
    assert shop.claims.open(1).state is TradeInState.REFUSED
    assert sold.file is not None
    assert sold.file.totals.owed == 300_000
    assert "¥3,000.00" in str(shop.prompts.asked)


def test_what_the_state_wants_back_is_paid_back_on_a_day(sold: OrderPage, shop: OrderShop, qtbot: QtBot) -> None:
    shop.claims.add(TradeInDraft(1, "maker", line_id=2, amount=40_000))
    shop.claims.submit(1, why="厂家只看旧机")
    shop.claims.paid(1)
    sold.reload()
    shop.prompts = ScriptedPrompts(["抽查不符"])
    click(qtbot, sold, "claim_undo_1")
    assert (shop.claims.open(1).state, sold.file and sold.file.totals.owed) == (TradeInState.TO_REPAY, 300_000)
    click(qtbot, sold, "claim_check_1")
    shown = dialog(qtbot, sold, "repaid_dialog")
    press(qtbot, Qt.Key.Key_F8)
    assert not shown.isVisible()
    assert shop.claims.open(1).state is TradeInState.REPAID
