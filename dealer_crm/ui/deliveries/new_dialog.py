"""A new delivery: choose the order of which something is left; day and hour may come later."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.deliveries import DeliveryDraft
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.services.delivery_list import OrderToDeliver
from dealer_crm.ui.deliveries.doors import DeliveryDoors
from dealer_crm.ui.desk.phrases import short_day
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import (
    Column,
    DateField,
    Dialog,
    EmptyState,
    FormGrid,
    LineEdit,
    PagedModel,
    Role,
    SearchField,
    TableView,
)

WIDTH, ROWS_HIGH = 760, 190


class NewDeliveryDialog(Dialog):
    """`planned` carries the id of the delivery; everything that is left of the order goes along, parts are edited afterwards."""

    planned = Signal(int)

    def __init__(self, t: Translator, doors: DeliveryDoors, parent: QWidget) -> None:
        super().__init__(t, t("New delivery"), parent, name="new_delivery", width=WIDTH)
        self._doors = doors
        self._orders = {order.id: order for order in doors.reads.to_deliver()}
        self.filter = SearchField(name="new_delivery_filter", placeholder=t("Customer, phone, order"))
        self.filter.setAccessibleName(t("Filter the orders"))
        self.model = PagedModel(self._columns(), self._ids, lambda ids: [self._orders[one] for one in ids], self)
        self.table = TableView(t, self.model, name="new_delivery_orders", label=t("Orders with something to deliver"))
        self.table.setMinimumHeight(ROWS_HIGH)
        self._none = EmptyState("", icon="truck", name="new_delivery_none")
        self.table.set_empty(self._none)
        grid = FormGrid(t, name="new_delivery_form")
        self.day = grid.add("planned_on", t("Day"), DateField(t, doors.today, name="new_delivery_day"))
        self.slot = grid.add("slot", t("Hour"), LineEdit(name="new_delivery_slot", chars=12, placeholder="14:00"), beside=True)
        for widget in (self.filter, self.table, grid):
            self.box.addWidget(widget)
        button = self.add_button(t("Plan"), role=Role.PRIMARY, key="Ctrl+Enter", name="new_delivery_save", icon="truck")
        button.clicked.connect(self.accept)
        self.add_button(t("Cancel"), key="Esc", name="new_delivery_cancel").clicked.connect(self.reject)
        self.filter.typed.connect(lambda _text: self._reload())
        self.filter.moved.connect(self._move)
        self.filter.entered.connect(self.accept)
        self.table.opened.connect(lambda _id: self.accept())
        self.finished.connect(self.deleteLater)
        self._reload()
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, order_id: int) -> None:
        """Begin with an order; what is left to say is the day."""
        self.table.select_id(order_id)
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)

    def _columns(self) -> list[Column]:
        t, today = self._t, self._doors.today

        def promised(order: OrderToDeliver) -> str:
            return short_day(order.promised_on, today()) if order.promised_on else ""

        return [
            Column("customer", t("Customer"), lambda row: row.customer, 10, bold=True, sortable=False),
            Column("goods", t("Goods"), lambda row: row.goods, 22, stretch=True, sortable=False),
            Column("promised_on", t("Promised"), promised, 9, sortable=False),
            Column("address", t("Address"), lambda row: row.address, 16, quiet=True, sortable=False, rank=2),
            Column("number", t("Order"), lambda row: row.number, 16, quiet=True, sortable=False, rank=1),
        ]

    def _ids(self) -> list[int]:
        words = self.filter.query().strip().casefold()
        return [
            order.id
            for order in self._orders.values()
            if words in " ".join((order.customer, order.phone, order.number, order.address, order.goods)).casefold()
        ]

    def _reload(self) -> None:
        t, sought = self._t, self.filter.query().strip()
        every = t("Every confirmed order is delivered or planned. Confirm an order first.")
        self._none.set_sentence(t("Nothing fits this search.") if sought else every)
        self.model.reload()
        ids = self.model.ids()
        if ids and self.table.current_id() not in ids:
            self.table.select_id(ids[0])

    def _move(self, step: int) -> None:
        ids, at = self.model.ids(), self.model.row_of(self.table.current_id())
        if 0 <= at + step < len(ids):
            self.table.select_id(ids[at + step])

    def accept(self) -> None:
        """Plan the delivery; the dialog stays open where that is refused."""
        order_id = self.table.current_id()
        if not order_id:
            self.message.show_message(self._t("Choose an order."), Tone.INFO)
            return
        try:
            delivery_id = self._doors.writes.plan(order_id, DeliveryDraft(planned_on=self.day.value(), slot=self.slot.text()))
        except DomainError as error:
            self.show_error(error)
        else:
            super().accept()
            self.planned.emit(delivery_id)
