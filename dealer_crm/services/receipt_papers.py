"""One payment on paper: receipt, deposit slip or refund slip, by what the money is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.errors import NotFound
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.payments import PaymentNotFound
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.domain.text import fold
from dealer_crm.i18n import translator
from dealer_crm.services.order_reading import require, totals_of
from dealer_crm.services.shop import ShopData
from dealer_crm.services.shop_head import shop_head
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import CustomerLine, Payment, SalesOrder, ServiceRequest, Staff
from dealer_crm.words.labels import label

if TYPE_CHECKING:
    from dealer_crm.documents.pdf.receipt import ReceiptData
    from dealer_crm.services.paper_desk import PaperDesk


class ReceiptPapers:
    """Papers of payments; nothing is changed. The paper libraries are imported when the first one is made."""

    def __init__(self, db: Database, desk: PaperDesk) -> None:
        self._db, self._desk = db, desk
        self._shop = ShopData(db, Actor)

    def receipt(self, payment_id: int, choice: PrintChoice, language: str, printed_by: str = "") -> bytes:
        """Return the paper of a payment as a PDF. Raises PaymentNotFound."""
        from dealer_crm.documents.pdf.receipt import receipt

        return receipt(self.data(payment_id, language), self._desk.setup("receipt", choice, language, printed_by, payment_id))

    def id_of(self, number: str) -> int:
        """Return the payment of that number. Raises NotFound."""
        with self._db.read() as session:
            found = session.execute(select(Payment.id).where(Payment.number == fold(number).upper())).scalar()
        if found is None:
            raise NotFound(number=number)
        return found

    def data(self, payment_id: int, language: str) -> ReceiptData:
        """Return what the paper prints: the account of the order is that after this payment. Raises PaymentNotFound."""
        from dealer_crm.documents.pdf.receipt import ReceiptData

        t = translator(language)
        with self._db.read() as session:
            row = session.execute(_payment().where(Payment.id == payment_id)).one_or_none()
            if row is None:
                raise PaymentNotFound
            total, paid = _account(session, row)
        return ReceiptData(
            shop_head(self._shop.shop()),
            row.number,
            row.kind,
            abs(row.amount),
            customer=row.customer or row.customer_number,
            payer=row.payer,
            purpose=label(row.kind, t),
            way=label(row.way, t),
            day=row.paid_on,
            belongs_to=row.order_number or row.request_number,
            receipt_number=row.receipt_number,
            receiver=row.staff,
            note=row.note,
            total=total,
            paid=paid,
            owed=None if total is None else total - (paid or 0),
        )


def _payment() -> Any:
    names = ("id", "number", "order_id", "kind", "way", "amount", "paid_on", "receipt_number", "note", "payer")
    return (
        select(
            *(getattr(Payment, name) for name in names),
            CustomerLine.name.label("customer"),
            CustomerLine.number.label("customer_number"),
            func.coalesce(SalesOrder.number, "").label("order_number"),
            func.coalesce(ServiceRequest.number, "").label("request_number"),
            func.coalesce(Staff.name, "").label("staff"),
        )
        .join(CustomerLine, CustomerLine.customer_id == Payment.customer_id)
        .outerjoin(SalesOrder, SalesOrder.id == Payment.order_id)
        .outerjoin(ServiceRequest, ServiceRequest.id == Payment.request_id)
        .outerjoin(Staff, Staff.id == Payment.staff_id)
    )


def _account(session: Session, row: Any) -> tuple[int | None, int | None]:
    """Return what the order comes to, and what was paid for it up to this payment; None without an order."""
    if row.order_id is None:
        return None, None
    paid = select(func.sum(Payment.amount)).where(Payment.order_id == row.order_id, Payment.id <= row.id)
    return totals_of(session, require(session, row.order_id)).total, session.execute(paid).scalar_one()
