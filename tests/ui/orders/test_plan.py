"""The plan of payment follows the price, discounts are typed as percentages, and a signed contract holds fast."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dealer_crm.domain.orders import OrderState
from dealer_crm.ui.orders.page import OrderPage
from dealer_crm.ui.orders.plan_field import read_part
from dealer_crm.ui.orders.sign_dialog import SignDialog
from tests.ui.orders.rig import OrderShop, press, write

ENTER = Qt.Key.Key_Return


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("30%", (3000, None)),
        ("30", (3000, None)),
        ("5,000", (None, 500_000)),
        ("", (None, None)),
        ("x", None),
        ("120%", None),
        ("-5", None),
    ],
)
def test_part_is_a_share_an_amount_or_the_rest(text: str, part: tuple[int | None, int | None] | None) -> None:
    assert read_part(text) == part


def test_plan_discount_rounding_and_signing_by_the_page(page: OrderPage, shop: OrderShop, qtbot: QtBot) -> None:
    fields = page.sheet.fields
    write(qtbot, "ro-6")
    press(qtbot, ENTER, ENTER, ENTER)
    fields.discount.setFocus()
    write(qtbot, "5%")
    assert page.sheet.sums.value("total") == "¥2,546.00"
    fields.rounding.setFocus()
    press(qtbot, Qt.Key.Key_Down)
    assert (fields.discount.text(), fields.rounding.text(), page.sheet.sums.value("total")) == ("134.00", "6.00", "¥2,540.00")
    fields.discount.setFocus()
    fields.discount.selectAll()
    write(qtbot, "101%")
    press(qtbot, Qt.Key.Key_F8)
    assert page.file is None
    fields.discount.selectAll()
    write(qtbot, "5%")
    fields.grid.open_section("order_plan")
    fields.plan.presets.setCurrentIndex(1)
    fields.plan.presets.picked.emit(fields.plan.presets.value())
    assert [node.share for node in fields.plan.value()] == [2000, 1000, 4000, 2500, None]
    assert page.sheet.plan.isVisible()
    press(qtbot, Qt.Key.Key_F8)
    assert page.file is not None
    assert [node.amount for node in page.file.nodes] == [50_800, 25_400, 101_600, 63_500, 12_700]
    page.deeds.sign()
    dialog = page.findChild(SignDialog)
    dialog.place.setText("店里")
    dialog.accept()
    assert (page.file.draft.signed_place, page.file.state) == ("店里", OrderState.CONFIRMED)
    assert page.sheet.held.isVisible()
    assert page.sheet.lines.held
    assert not fields.discount.isEnabled()
    fields.note.setFocus()
    write(qtbot, "later")
    press(qtbot, Qt.Key.Key_F8)
    assert shop.orders.open(page.file.id).draft.note == "later"
