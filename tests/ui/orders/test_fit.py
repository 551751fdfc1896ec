"""The page of an order fits its window in both languages and looks, with short and with long values."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from dealer_crm.domain.change_orders import ChangeDraft
from dealer_crm.domain.orders import LineDraft, OrderDraft, PayWay
from dealer_crm.domain.pay_plan import NodeDraft, NodeTrigger, PayKind
from dealer_crm.domain.payments import PaymentDraft
from dealer_crm.domain.promises import PromiseDraft
from dealer_crm.i18n import translator
from dealer_crm.ui.orders.page import OrderPage
from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.theme import apply_theme
from tests.ui.checks import clipped, nameless
from tests.ui.orders.rig import OrderShop, open_room

SIZES, LOOKS = ((1366, 690), (1093, 540), (911, 440)), ("light", "dark")
LONG = LineDraft(
    "全屋两联供系统" * 8, "MDV-V120W/N1-5.6" * 6, quantity=200_000, price=4_999_999_999, room="主卧室" * 5, serials=("A" * 40,)
)
PLAN = (NodeDraft(PayKind.EARNEST_MONEY, NodeTrigger.SIGNING, 3000, words="定" * 60), NodeDraft(PayKind.BALANCE, NodeTrigger.RETENTION))
COMBINATIONS = [
    pytest.param((size, language, LOOKS[n % 2]), id=f"{size[0]}-{language}")
    for n, (size, language) in enumerate(itertools.product(SIZES, ("zh", "en")))
]


@pytest.fixture
def page(request: pytest.FixtureRequest, qapp: QApplication, qtbot: QtBot, shop: OrderShop) -> OrderPage:
    """A paid order of long values."""
    size, language, look = request.param
    apply_theme(qapp, look, language=language)
    window = MainWindow(translator(language))
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    qtbot.waitExposed(window).__enter__()
    shop.orders.create(
        OrderDraft(1, (LONG, LineDraft(name="安装")), promises=(PromiseDraft("送两次清洗" * 20),), note="备注" * 200, nodes=PLAN)
    )
    shop.orders.confirm(1)
    shop.payments.receive(PaymentDraft(1, 10**11, PayKind.EARNEST_MONEY, PayWay.CASH, 1, staff_id=1, receipt_number="0" * 30))
    shop.changes.create(ChangeDraft(1, "吊顶改高" * 15, (replace(LONG, quantity=1000, serials=()),), days=3))
    room = open_room(shop, window, translator(language))
    window.go("customers", "order-1")
    page = room.order_page()
    assert page is not None
    return page


@pytest.mark.parametrize("page", COMBINATIONS, indirect=True)
def test_everything_fits(page: OrderPage) -> None:
    QApplication.sendPostedEvents()
    assert clipped(page) + nameless(page) == []
    for section in ("order_plan", "order_site", "order_wishes", "order_more"):
        page.sheet.fields.grid.open_section(section)
    page.sheet.more.set_opened(True)
    QApplication.sendPostedEvents()
    assert clipped(page) + nameless(page) == []
    grid = page.sheet.grid
    assert sum(grid.columnWidth(at) for at in range(page.sheet.lines.columnCount())) <= grid.viewport().width() + 1
    for show in (
        page.deeds.sign,
        page.deeds.receive,
        page.deeds.ask_invoice,
        page.deeds.cancel,
        page.deeds.changes.write,
        lambda: page.deeds.changes.sign(1),
        page.deeds.changes.take_back,
    ):
        show()
        QApplication.sendPostedEvents()
        shown = next(one for one in page.findChildren(QDialog) if one.isVisible())
        assert clipped(shown) + nameless(shown) == []
        assert shown.height() <= page.window().height()
        shown.reject()
