"""Makes the workbook of any record that has one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from dealer_crm.domain.dates import local_day
from dealer_crm.domain.journal import Actor
from dealer_crm.i18n import translator
from dealer_crm.services.change_orders import ChangeOrders
from dealer_crm.services.complaint_file import ComplaintFiles
from dealer_crm.services.customer_page import CustomerPages
from dealer_crm.services.deliveries import Deliveries
from dealer_crm.services.equipment import Machines
from dealer_crm.services.order_returns import OrderReturns
from dealer_crm.services.orders import Orders
from dealer_crm.services.record_books import care, orders, sales
from dealer_crm.services.record_books.orders import OrderBook
from dealer_crm.services.trade import Trade
from dealer_crm.services.trade_ins import TradeIns
from dealer_crm.storage.database import Database

if TYPE_CHECKING:
    from dealer_crm.documents.excel.record_workbook import RecordSheet
    from dealer_crm.i18n import Translator

KINDS = ("customer", "order", "delivery", "equipment", "complaint")


@dataclass(frozen=True)
class RecordBook:
    """A workbook, and what its file might be called."""

    name: str
    content: bytes


class RecordBooks:
    """Workbooks of single records; nothing is changed. The workbook library is imported when the first one is made."""

    def __init__(self, db: Database, now: Callable[[], datetime], trade: Trade) -> None:
        self._now = now
        self._customers = CustomerPages(db, now)
        self._orders = Orders(db, Actor, now)
        self._deliveries = Deliveries(db, Actor, now, trade)
        self._machines = Machines(db, Actor, now, trade)
        self._complaints = ComplaintFiles(db)
        self._changes, self._returns = ChangeOrders(db, Actor, now), OrderReturns(db, Actor, now)
        self._claims = TradeIns(db, Actor, now, trade)

    def workbook(self, kind: str, record_id: int, language: str) -> RecordBook:
        """Return the workbook of a record of one of `KINDS`. Raises what opening that record raises, CellTooLong."""
        from dealer_crm.documents.excel.record_workbook import record_workbook

        sheet = self._sheet(kind, record_id, translator(language))
        return RecordBook(f"{sheet.title} {sheet.subtitle}", record_workbook([sheet]))

    def _order(self, order_id: int) -> OrderBook:
        file, changes = self._orders.open(order_id), self._changes.of_order(order_id)
        return OrderBook(file, changes, self._returns.of_order(order_id), self._claims.of_order(order_id))

    def _sheet(self, kind: str, record_id: int, t: Translator) -> RecordSheet:
        match kind:
            case "customer":
                return sales.customer_sheet(self._customers.open(record_id), t)
            case "order":
                return orders.order_sheet(self._order(record_id), t)
            case "delivery":
                return sales.delivery_sheet(self._deliveries.open(record_id), t)
            case "equipment":
                return care.machine_sheet(self._machines.open(record_id), local_day(self._now()), t)
            case "complaint":
                return care.complaint_sheet(self._complaints.open(record_id), t)
            case _:
                raise ValueError(kind)
