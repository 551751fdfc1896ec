"""对账单: the account of a customer, or of one of his orders, as figures, as a paper and as a workbook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from dealer_crm.domain import phones
from dealer_crm.domain.change_orders import ChangeState
from dealer_crm.domain.customers import CustomerNotFound
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.order_returns import ReturnKind
from dealer_crm.domain.orders import OrderState
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.domain.statement import Entry, EntryKind, Statement, statement
from dealer_crm.domain.trade_ins import COUNTED
from dealer_crm.i18n import translator
from dealer_crm.services.money import free_payment
from dealer_crm.services.order_list import OWING, total_column
from dealer_crm.services.shop import ShopData
from dealer_crm.services.shop_head import shop_head
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import ChangeOrder, CustomerLine, OpeningBalance, OrderReturn, Payment, SalesOrder, TradeIn
from dealer_crm.words.labels import label

if TYPE_CHECKING:
    from dealer_crm.documents.pdf.statement import StatementData
    from dealer_crm.services.paper_desk import PaperDesk


@dataclass(frozen=True)
class StatementSpec:
    """Whose account, of which days (`first` None = from the beginning, `last` None = until today), of one order only where it is given."""

    customer_id: int
    first: date | None = None
    last: date | None = None
    order_id: int | None = None


class Statements:
    """Questions about accounts; nothing is changed. The libraries are imported when the first one is written."""

    def __init__(self, db: Database, now: Callable[[], datetime], desk: PaperDesk) -> None:
        self._db, self._now, self._desk = db, now, desk
        self._shop = ShopData(db, Actor)

    def of(self, spec: StatementSpec) -> Statement:
        """Return the account: it closes with what `CustomerLine.balance` says, where it is of all orders until today."""
        with self._db.read() as session:
            entries = _entries(session, spec)
        return statement(entries, spec.first, spec.last or local_day(self._now()))

    def pdf(self, spec: StatementSpec, choice: PrintChoice, language: str, printed_by: str = "") -> bytes:
        """Return the account as a PDF. Raises CustomerNotFound."""
        from dealer_crm.documents.pdf.statement import statement_paper

        setup = self._desk.setup("statement", choice, language, printed_by, spec.customer_id)
        return statement_paper(self.data(spec, language), setup)

    def workbook(self, spec: StatementSpec, language: str) -> bytes:
        """Return the account as a workbook. Raises CustomerNotFound."""
        from dealer_crm.documents.excel.statement_workbook import statement_workbook

        return statement_workbook(self.data(spec, language), language)

    def data(self, spec: StatementSpec, language: str) -> StatementData:
        """Return what paper and workbook say. Raises CustomerNotFound."""
        from dealer_crm.documents.pdf.statement import StatementData, StatementRow

        t, account = translator(language), self.of(spec)
        with self._db.read() as session:
            names = (CustomerLine.number, CustomerLine.name, CustomerLine.phone, CustomerLine.address)
            line = session.execute(select(*names).where(CustomerLine.customer_id == spec.customer_id)).one_or_none()
            if line is None:
                raise CustomerNotFound(number=str(spec.customer_id))
            order = session.execute(select(SalesOrder.number).where(SalesOrder.id == spec.order_id)).scalar() or ""
        rows = [
            StatementRow(one.entry.day, label(one.entry.kind, t), one.entry.number, one.entry.words, one.entry.amount, one.balance)
            for one in account.lines
        ]
        return StatementData(
            shop_head(self._shop.shop()),
            line.name or line.number,
            line.number,
            phones.shown(line.phone),
            line.address,
            order,
            account.first,
            account.last,
            account.opening,
            tuple(rows),
        )


def _entries(session: Session, spec: StatementSpec) -> list[Entry]:
    return [*_openings(session, spec), *_orders(session, spec), *_payments(session, spec)]


def _openings(session: Session, spec: StatementSpec) -> list[Entry]:
    if spec.order_id is not None:
        return []
    query = select(OpeningBalance.as_of, OpeningBalance.amount).where(OpeningBalance.customer_id == spec.customer_id)
    return [Entry(row.as_of, EntryKind.OPENING, row.amount) for row in session.execute(query)]


def _orders(session: Session, spec: StatementSpec) -> list[Entry]:
    """Return orders as they were first agreed, and what made them more or less: together always what the order comes to now."""
    wanted = (SalesOrder.customer_id == spec.customer_id, *_of(SalesOrder.id, spec.order_id))
    kept = (SalesOrder.state == OrderState.CANCELLED) & (SalesOrder.kept != 0)
    names = (SalesOrder.id, SalesOrder.number, SalesOrder.state, SalesOrder.ordered_on, SalesOrder.closed_on, SalesOrder.cancel_reason)
    query = select(*names, total_column()).where(*wanted, or_(SalesOrder.state.in_(OWING), kept))
    found: list[Entry] = []
    for order_id, number, state, ordered_on, closed_on, why, total in session.execute(query):
        if state is OrderState.CANCELLED:
            found.append(Entry(closed_on or ordered_on, EntryKind.KEPT, total, number, why))
            continue
        beside = [*_changes(session, order_id), *_returns(session, order_id), *_subsidy(session, order_id, ordered_on)]
        found += [Entry(ordered_on, EntryKind.ORDER, total - sum(one.amount for one in beside), number), *beside]
    return found


def _changes(session: Session, order_id: int) -> list[Entry]:
    query = select(ChangeOrder.signed_on, ChangeOrder.asked_on, ChangeOrder.amount, ChangeOrder.number, ChangeOrder.reason)
    query = query.where(ChangeOrder.order_id == order_id, ChangeOrder.state == ChangeState.SIGNED)
    return [Entry(row.signed_on or row.asked_on, EntryKind.CHANGE, row.amount, row.number, row.reason) for row in session.execute(query)]


def _returns(session: Session, order_id: int) -> list[Entry]:
    """Return what goods that came back took off, and beside it what the shop keeps for their wear."""
    kinds = {ReturnKind.RETURN: EntryKind.RETURN, ReturnKind.EXCHANGE: EntryKind.EXCHANGE}
    found: list[Entry] = []
    for row in session.scalars(select(OrderReturn).where(OrderReturn.order_id == order_id)):
        found.append(Entry(row.returned_on, kinds[row.kind], -row.amount, row.number, row.reason))
        if row.fee:
            found.append(Entry(row.returned_on, EntryKind.FEE, row.fee, row.number))
    return found


def _subsidy(session: Session, order_id: int, on: date) -> list[Entry]:
    query = select(func.coalesce(func.sum(TradeIn.amount), 0)).where(TradeIn.order_id == order_id, TradeIn.state.in_(COUNTED))
    amount = session.execute(query).scalar_one()
    return [Entry(on, EntryKind.SUBSIDY, -amount)] if amount else []


def _payments(session: Session, spec: StatementSpec) -> list[Entry]:
    """Return money for orders and old debts; what was paid for a service was never owed here."""
    wanted = (Payment.customer_id == spec.customer_id, or_(Payment.order_id.is_not(None), free_payment()))
    query = select(Payment.paid_on, Payment.amount, Payment.number, Payment.note)
    found = session.execute(query.where(*wanted, *_of(Payment.order_id, spec.order_id)))
    kinds = {True: EntryKind.REFUND, False: EntryKind.PAYMENT}
    return [Entry(row.paid_on, kinds[row.amount < 0], -row.amount, row.number, row.note) for row in found]


def _of(column: Any, order_id: int | None) -> tuple[Any, ...]:
    return () if order_id is None else (column == order_id,)
