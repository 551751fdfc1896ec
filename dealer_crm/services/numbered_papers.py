"""Finds change orders, returns and receipts by the number on their paper, with the order in which each stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, select

from dealer_crm.storage import numbers
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import ChangeOrder, CustomerLine, OrderReturn, Payment, SalesOrder

AFTER_ALL = "\uffff"
"""Comes after every further character of a number."""


class PaperOf(StrEnum):
    """What can be found, by the letters its numbers begin with."""

    CHANGE = numbers.CHANGE_ORDER
    RETURN = numbers.RETURN
    PAYMENT = numbers.PAYMENT


@dataclass(frozen=True)
class NumberedPaper:
    """One of them: `amount` in 分 (of a return below nothing), `order_id` None of money that was for no order."""

    id: int
    number: str
    amount: int
    customer_id: int
    customer: str
    order_id: int | None
    order_number: str


class NumberedPapers:
    """One short question by the index of numbers."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of(self, kind: PaperOf, record_id: int) -> NumberedPaper | None:
        """Return one by its id; None where it is gone."""
        query = _QUERIES[kind]()
        with self._db.read() as session:
            found = session.execute(query.where(query.selected_columns[0] == record_id)).one_or_none()
        return NumberedPaper(*found) if found else None

    def beginning(self, kind: PaperOf, digits: str, limit: int) -> list[NumberedPaper]:
        """Return those of a kind whose number begins so, the newest first."""
        query = _QUERIES[kind]()
        number = query.selected_columns.number
        begins = f"{kind.value}{digits}"
        with self._db.read() as session:
            found = session.execute(query.where(number >= begins, number < begins + AFTER_ALL).order_by(number.desc()).limit(limit))
            return [NumberedPaper(*row) for row in found]


def _of_order(table: Any, amount: Any) -> Select[Any]:
    return (
        select(table.id, table.number, amount, SalesOrder.customer_id, CustomerLine.name, SalesOrder.id, SalesOrder.number)
        .join(SalesOrder, SalesOrder.id == table.order_id)
        .join(CustomerLine, CustomerLine.customer_id == SalesOrder.customer_id)
    )


def _payments() -> Select[Any]:
    columns: Any = (Payment.id, Payment.number, Payment.amount, Payment.customer_id, CustomerLine.name, Payment.order_id)
    return (
        select(*columns, func.coalesce(SalesOrder.number, ""))
        .join(CustomerLine, CustomerLine.customer_id == Payment.customer_id)
        .outerjoin(SalesOrder, SalesOrder.id == Payment.order_id)
    )


_QUERIES = {
    PaperOf.CHANGE: lambda: _of_order(ChangeOrder, ChangeOrder.amount),
    PaperOf.RETURN: lambda: _of_order(OrderReturn, OrderReturn.fee - OrderReturn.amount),
    PaperOf.PAYMENT: _payments,
}
