"""Invoices customers asked for: asked, then issued with number and day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select

from dealer_crm.domain.dates import local_day
from dealer_crm.domain.errors import EditConflict
from dealer_crm.domain.invoices import InvoiceDraft, InvoiceNotFound
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.trade_ins import InvoiceClaimed
from dealer_crm.services.order_file import InvoiceRow, invoices_of
from dealer_crm.services.order_reading import require
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import Invoice, TradeIn

FIELDS = ("title", "tax_number", "amount", "number", "issued_on", "note", "kind", "voided_on")


class Invoices:
    """Use-cases of invoices. One public method is one transaction."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime]) -> None:
        self._db = db
        self._actor = actor
        self._now = now

    def ask(self, draft: InvoiceDraft) -> int:
        """Write down that an invoice is wanted (or already issued) and return its id. Raises OrderNotFound and the draft's errors."""
        draft = draft.checked()
        with self._db.write(self._actor(), Action.CREATE, Subject.INVOICE) as session:
            order = require(session, draft.order_id)
            invoice = Invoice(order_id=order.id, asked_on=draft.asked_on or local_day(self._now()))
            _fill(invoice, draft)
            session.add(invoice)
            session.flush()
            session.about(invoice.id, f"{order.number} {draft.title}")
            return invoice.id

    def edit(self, invoice_id: int, draft: InvoiceDraft, version: int) -> None:
        """Change an invoice opened at `version`, for example to its number and day. Raises InvoiceNotFound, EditConflict."""
        draft = draft.checked()
        with self._db.write(self._actor(), Action.EDIT, Subject.INVOICE) as session:
            invoice = _opened(session, invoice_id, version)
            _fill(invoice, draft)
            session.about(invoice.id, f"{require(session, invoice.order_id).number} {draft.title}")

    def remove(self, invoice_id: int) -> None:
        """Take an invoice out that is not wanted any more. Raises InvoiceNotFound, InvoiceClaimed."""
        with self._db.write(self._actor(), Action.DELETE, Subject.INVOICE) as session:
            invoice = _require(session, invoice_id)
            if session.execute(select(TradeIn.id).where(TradeIn.invoice_id == invoice_id).limit(1)).first() is not None:
                raise InvoiceClaimed
            session.about(invoice.id, invoice.title)
            session.delete(invoice)

    def waiting(self) -> tuple[InvoiceRow, ...]:
        """Return the invoices that were asked for and are not issued, the oldest first."""
        with self._db.read() as session:
            return invoices_of(session, Invoice.issued_on.is_(None), Invoice.voided_on.is_(None))


def _require(session: WriteSession, invoice_id: int) -> Invoice:
    invoice = session.get(Invoice, invoice_id)
    if invoice is None:
        raise InvoiceNotFound
    return invoice


def _opened(session: WriteSession, invoice_id: int, version: int) -> Invoice:
    invoice = _require(session, invoice_id)
    if invoice.version != version:
        raise EditConflict(mine=version, theirs=invoice.version)
    return invoice


def _fill(invoice: Invoice, draft: InvoiceDraft) -> None:
    for name in FIELDS:
        if getattr(invoice, name) != getattr(draft, name):
            setattr(invoice, name, getattr(draft, name))
