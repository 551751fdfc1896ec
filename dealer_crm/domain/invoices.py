"""An invoice a customer asked for, and what makes it issued: its number and its day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.orders import MAX_AMOUNT
from dealer_crm.domain.text import one_line


class InvoiceKind(StrEnum):
    """普通发票, 专用发票."""

    NORMAL = "normal"
    SPECIAL = "special"


class InvoiceTitleMissing(DomainError):
    """An invoice needs its 抬头."""

    field = "title"


class InvoiceAmountMissing(DomainError):
    """An invoice is for an amount above nothing."""

    field = "amount"


class InvoiceNumberMissing(DomainError):
    """An issued invoice has its number."""

    field = "number"


class VoidReasonMissing(DomainError):
    """An invoice is void for a reason that can be read later."""

    field = "note"


class InvoiceNotFound(DomainError):
    """The invoice is not in the file any more."""


@dataclass(frozen=True)
class InvoiceDraft:
    """An invoice as typed, `amount` in 分; `asked_on` None means today, issued once it has number and day."""

    order_id: int
    title: str = ""
    tax_number: str = ""
    amount: int = 0
    asked_on: date | None = None
    number: str = ""
    issued_on: date | None = None
    note: str = ""
    kind: InvoiceKind = InvoiceKind.NORMAL
    voided_on: date | None = None

    def checked(self) -> InvoiceDraft:
        """Return the invoice cleaned. Raises InvoiceTitleMissing, InvoiceAmountMissing, InvoiceNumberMissing, VoidReasonMissing."""
        texts = {name: one_line(getattr(self, name)) for name in ("title", "number", "note")}
        if not texts["title"]:
            raise InvoiceTitleMissing
        if not 0 < self.amount <= MAX_AMOUNT:
            raise InvoiceAmountMissing
        if self.issued_on is not None and not texts["number"]:
            raise InvoiceNumberMissing
        if self.voided_on is not None and not texts["note"]:
            raise VoidReasonMissing
        return replace(self, **texts, tax_number=one_line(self.tax_number).replace(" ", "").upper())  # type: ignore[arg-type]
