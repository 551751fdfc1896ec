"""Reads one quote within a session: its versions with their lines and sums, and the order that came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zlib import crc32

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain.order_sums import Totals
from dealer_crm.domain.orders import LineDraft, OrderState
from dealer_crm.domain.quotes import OPEN_QUOTES, QuoteDraft, QuoteNotFound, QuoteState, expired, valid_until
from dealer_crm.storage.models import Customer, CustomerLine, Quote, QuoteLine, QuoteVersion, SalesOrder, Staff

LINE_FIELDS = ("name", "model", "brand", "spec", "unit", "room", "category", "note", "quantity", "price", "list_price", "product_id")
"""What a line of a quote and its draft have under the same name, but for group and cost."""
VERSION_FIELDS = (
    "valid_days",
    "discount",
    "rounding",
    "tax_mode",
    "tax_rate",
    "subsidy",
    "area",
    "system",
    "designer",
    "included",
    "extras",
    "lead_time",
    "warranty",
    "note",
)
QUOTE_FIELDS = ("premises_id", "pains", "expectations")


@dataclass(frozen=True)
class VersionFile:
    """One version as its page shows it; `stamp` is what to save it by."""

    id: int
    position: int
    stamp: int
    given_on: date | None
    valid_until: date
    draft: QuoteDraft
    totals: Totals


@dataclass(frozen=True)
class QuoteFile:
    """A quote with all its versions, the first one first; `order_id` is the order that came of it, cancelled or not."""

    id: int
    number: str
    state: QuoteState
    customer_id: int
    customer: str
    customer_number: str
    phone: str
    address: str
    staff: str
    valid_until: date
    closed_on: date | None
    decline_reason: str
    order_id: int | None
    order_number: str
    order_cancelled: bool
    versions: tuple[VersionFile, ...]

    @property
    def last(self) -> VersionFile:
        """Return the newest version."""
        return self.versions[-1]

    @property
    def open(self) -> bool:
        """Tell whether it may still become an order."""
        return self.state in OPEN_QUOTES

    def version(self, position: int | None) -> VersionFile:
        """Return the version of a number, None the newest. Raises QuoteNotFound."""
        found = [version for version in self.versions if version.position == position] if position is not None else [self.last]
        if not found:
            raise QuoteNotFound(number=f"{self.number} v{position}")
        return found[0]

    def expired(self, today: date) -> bool:
        """Tell whether it waits for an answer though its day is past."""
        return self.state is QuoteState.GIVEN and expired(self.valid_until, today)


def require(session: Session, quote_id: int) -> Quote:
    """Return the quote's row. Raises QuoteNotFound."""
    quote = session.get(Quote, quote_id)
    if quote is None:
        raise QuoteNotFound(number=str(quote_id))
    return quote


def require_version(session: Session, version_id: int) -> tuple[Quote, QuoteVersion]:
    """Return a version with its quote. Raises QuoteNotFound."""
    version = session.get(QuoteVersion, version_id)
    if version is None:
        raise QuoteNotFound(number=str(version_id))
    return require(session, version.quote_id), version


def versions_of(session: Session, quote_id: int) -> list[QuoteVersion]:
    """Return the versions of a quote, the first one first."""
    return list(session.scalars(select(QuoteVersion).where(QuoteVersion.quote_id == quote_id).order_by(QuoteVersion.position)))


def lines_of(session: Session, version_id: int) -> list[QuoteLine]:
    """Return the rows of a version's lines, in order."""
    return list(session.scalars(select(QuoteLine).where(QuoteLine.version_id == version_id).order_by(QuoteLine.position, QuoteLine.id)))


def line_draft(line: QuoteLine, *, with_cost: bool = True) -> LineDraft:
    """Return a line as a draft with its id; the cost only for eyes that may see it."""
    fields = {name: getattr(line, name) for name in LINE_FIELDS}
    return LineDraft(**fields, group=line.line_group, cost=line.cost if with_cost else None, id=line.id)


def version_draft(session: Session, quote: Quote, version: QuoteVersion, *, with_cost: bool) -> QuoteDraft:
    """Return a version as a draft; ids of lines are kept in it."""
    return _draft(quote, version, lines_of(session, version.id), with_cost=with_cost)


def _draft(quote: Quote, version: QuoteVersion, lines: Sequence[QuoteLine], *, with_cost: bool) -> QuoteDraft:
    return QuoteDraft(
        customer_id=quote.customer_id,
        lines=tuple(line_draft(line, with_cost=with_cost) for line in lines),
        staff_id=quote.staff_id,
        quoted_on=version.quoted_on,
        **{name: getattr(version, name) for name in VERSION_FIELDS},
        **{name: getattr(quote, name) for name in QUOTE_FIELDS},
    )


def stamp(quote: Quote, version: QuoteVersion, lines: Sequence[QuoteLine]) -> int:
    """Return a figure that changes with the quote, the version and its lines."""
    seen = (quote.id, quote.version, version.id, version.version, [(line.id, line.version) for line in lines])
    return crc32(repr(seen).encode())


def read_file(session: Session, quote: Quote, *, with_cost: bool) -> QuoteFile:
    """Return the quote with all its versions."""
    customer = session.execute(select(CustomerLine.__table__).where(CustomerLine.customer_id == quote.customer_id)).one()
    wanted = QuoteVersion.quote_id == quote.id
    order = session.execute(
        select(SalesOrder.id, SalesOrder.number, SalesOrder.state)
        .join(QuoteVersion, QuoteVersion.id == SalesOrder.quote_version_id)
        .where(wanted)
        .limit(1)
    ).first()
    return QuoteFile(
        id=quote.id,
        number=quote.number,
        state=quote.state,
        customer_id=quote.customer_id,
        customer=customer.name,
        customer_number=customer.number,
        phone=customer.phone,
        address=customer.address,
        staff=session.execute(select(Staff.name).where(Staff.id == quote.staff_id)).scalar() or "",
        valid_until=quote.valid_until,
        closed_on=quote.closed_on,
        decline_reason=quote.decline_reason,
        order_id=order.id if order else None,
        order_number=order.number if order else "",
        order_cancelled=order is not None and order.state is OrderState.CANCELLED,
        versions=tuple(_version(session, quote, version, with_cost=with_cost) for version in versions_of(session, quote.id)),
    )


def _version(session: Session, quote: Quote, version: QuoteVersion, *, with_cost: bool) -> VersionFile:
    lines = lines_of(session, version.id)
    draft = _draft(quote, version, lines, with_cost=with_cost)
    return VersionFile(
        id=version.id,
        position=version.position,
        stamp=stamp(quote, version, lines),
        given_on=version.given_on,
        valid_until=valid_until(version.quoted_on, version.valid_days),
        draft=draft,
        totals=draft.totals,
    )


def label_of(session: Session, quote: Quote) -> str:
    """Return what history calls a quote: its number and whose it is."""
    customer = session.get(Customer, quote.customer_id)
    return f"{quote.number} {customer.name}".strip() if customer else quote.number
