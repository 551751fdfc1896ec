"""Goods come back from the page: how much, which machines and why."""

from PySide6.QtWidgets import QWidget

from dealer_crm.domain.deliveries import HandOver
from dealer_crm.ui.deliveries.handover_dialog import HandOverDialog
from dealer_crm.ui.deliveries.page import DeliveriesPage
from dealer_crm.ui.deliveries.return_dialog import ReturnDialog
from tests.ui.deliveries.yard import Yard
from tests.ui.finding import find


def test_goods_come_back_with_their_effect_shown(page: DeliveriesPage, yard: Yard) -> None:
    page.open_record(1)
    page.deeds.finish_with_open_items()
    dialog = find(page.window(), HandOverDialog)
    dialog.reason.setText("先用")
    dialog.accept()
    wanted: list[int] = []
    page.return_requested.connect(wanted.append)
    offered = {item.name: item.run for item in page.deeds.items(yard.deliveries.open(1))}
    returning = offered["more_return"]
    assert returning is not None
    returning()
    assert wanted == [yard.deliveries.open(1).order_id]
    page.deeds.take_back()
    back = find(page.window(), ReturnDialog)
    back.quantities[1].set_value(1000)
    back.quantities[1].changed.emit(1000)
    assert "come back" in find(back, QWidget, "take_back_effect").text()  # type: ignore[attr-defined]
    back.accept()
    assert back.isVisible()
    back.reason.setText("换型号")
    back.accept()
    assert page.pane.delivery_id() == 2
    assert yard.deliveries.open(2).lines[0].quantity == -1000


def test_the_machine_that_comes_back_is_chosen(page: DeliveriesPage, yard: Yard) -> None:
    page.open_record(1)
    line = yard.deliveries.open(1).lines[0]
    yard.deliveries.set_serials(line.id, ["S1", "S2"])
    yard.deliveries.finish(1, HandOver(), "先用")
    page.reload()
    page.deeds.take_back()
    back = find(page.window(), ReturnDialog)
    choice = back.serials[line.order_line_id]
    assert choice.values() == ["S2", "S1"]
    back.quantities[1].set_value(1000)
    back.quantities[1].changed.emit(1000)
    assert choice.values() == ["S2"]
    choice.set_values(["S1"])
    back.reason.setText("换型号")
    back.accept()
    assert yard.deliveries.open(2).lines[0].serials == ("S1",)
