"""Lists of quotes: which, in what order, and the lines to show; each with the sum of its newest version."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from dealer_crm.domain.dates import local_day
from dealer_crm.domain.quotes import OPEN_QUOTES, QuoteState
from dealer_crm.services.order_reading import first_goods
from dealer_crm.storage import search
from dealer_crm.storage.database import Database
from dealer_crm.storage.ids import ids_of
from dealer_crm.storage.models import CustomerLine, Quote, QuoteLine, QuoteVersion, Staff


class QuoteView(StrEnum):
    """The views that stand ready above a list of quotes."""

    ALL = "all"
    OPEN = "open"
    EXPIRED = "expired"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True)
class QuoteSpec:
    """One question to the list of quotes; an empty tuple and None do not filter."""

    view: QuoteView = QuoteView.ALL
    words: str = ""
    customer_id: int | None = None
    staff_ids: tuple[int, ...] = ()
    sort: str = "quoted_on"
    descending: bool = True


@dataclass(frozen=True)
class QuoteRow:
    """One quote in a list: `versions` of it, what the newest comes to in 分."""

    id: int
    number: str
    customer_id: int
    customer: str
    phone: str
    address: str
    state: QuoteState
    quoted_on: date
    valid_until: date
    decline_reason: str
    versions: int
    goods: str
    total: int
    staff: str


class QuoteList:
    """Questions to the list of quotes; every method is one short read."""

    def __init__(self, db: Database, now: Callable[[], datetime]) -> None:
        self._db = db
        self._now = now

    def ids(self, spec: QuoteSpec) -> array[int]:
        """Return the ids of all quotes of the view, in its order."""
        with self._db.read() as session:
            return ids_of(session, self._query(spec))

    def rows(self, ids: Sequence[int]) -> list[QuoteRow]:
        """Return the lines of these quotes in the same order; ids that are gone are left out."""
        with self._db.read() as session:
            found = {row.id: row for row in session.execute(_columns().where(Quote.id.in_(list(ids))))}
            goods = _goods(session, [row.version_id for row in found.values()])
        return [_row(found[key], goods) for key in ids if key in found]

    def page(self, spec: QuoteSpec, limit: int, offset: int = 0) -> list[QuoteRow]:
        """Return some lines of the view."""
        with self._db.read() as session:
            ids = list(session.execute(self._query(spec).limit(limit).offset(offset)).scalars())
        return self.rows(ids)

    def count(self, spec: QuoteSpec) -> int:
        """Return the number of quotes of the view."""
        with self._db.read() as session:
            return session.execute(select(func.count()).select_from(self._query(spec).subquery())).scalar_one()

    def counts(self) -> dict[QuoteView, int]:
        """Return the number of quotes of each view, in one statement."""
        counts = {view: select(func.count(Quote.id)).where(*self._view(view)) for view in QuoteView}
        with self._db.read() as session:
            row = session.execute(select(*(query.scalar_subquery().label(view.value) for view, query in counts.items()))).one()
        return {view: getattr(row, view.value) for view in QuoteView}

    def _query(self, spec: QuoteSpec) -> Select[Any]:
        conditions: list[ColumnElement[bool]] = [*self._view(spec.view), *(_holds(word) for word in search.words_of(spec.words))]
        if spec.customer_id is not None:
            conditions.append(Quote.customer_id == spec.customer_id)
        if spec.staff_ids:
            conditions.append(Quote.staff_id.in_(spec.staff_ids))
        query = select(Quote.id).where(*conditions)
        if spec.sort == "customer":
            query = query.join(CustomerLine, CustomerLine.customer_id == Quote.customer_id)
        columns = (_SORTED.get(spec.sort, Quote.quoted_on), Quote.id)
        return query.order_by(*(column.desc() if spec.descending else column.asc() for column in columns))

    def _view(self, view: QuoteView) -> list[ColumnElement[bool]]:
        conditions: dict[QuoteView, list[ColumnElement[bool]]] = {
            QuoteView.OPEN: [Quote.state.in_(OPEN_QUOTES)],
            QuoteView.EXPIRED: [Quote.state == QuoteState.GIVEN, Quote.valid_until < local_day(self._now())],
            QuoteView.ACCEPTED: [Quote.state == QuoteState.ACCEPTED],
            QuoteView.DECLINED: [Quote.state == QuoteState.DECLINED],
        }
        return conditions.get(view, [])


_SORTED: dict[str, Any] = {"number": Quote.number, "customer": CustomerLine.sort_key, "valid_until": Quote.valid_until}


def _holds(word: str) -> ColumnElement[bool]:
    """Return whether the number, or anything known of the customer, holds the word."""
    return or_(func.lower(Quote.number).contains(word, autoescape=True), Quote.customer_id.in_(search.anywhere([word])))


def _columns() -> Select[Any]:
    version = QuoteVersion
    newest = select(func.max(version.position)).where(version.quote_id == Quote.id).correlate(Quote).scalar_subquery()
    goods = func.coalesce(func.sum((QuoteLine.quantity * QuoteLine.price + 500) // 1000), 0)
    sums = select(goods).where(QuoteLine.version_id == version.id).correlate(version).scalar_subquery()
    names = ("id", "number", "customer_id", "state", "quoted_on", "valid_until", "decline_reason")
    return (
        select(
            *(getattr(Quote, name) for name in names),
            CustomerLine.name.label("customer"),
            CustomerLine.phone,
            CustomerLine.address,
            func.coalesce(Staff.name, "").label("staff"),
            version.id.label("version_id"),
            version.position.label("versions"),
            (sums + version.extra).label("total"),
        )
        .join(CustomerLine, CustomerLine.customer_id == Quote.customer_id)
        .join(version, (version.quote_id == Quote.id) & (version.position == newest))
        .outerjoin(Staff, Staff.id == Quote.staff_id)
    )


def _goods(session: Session, versions: Sequence[int]) -> dict[int, list[tuple[str, str, str]]]:
    query = select(QuoteLine.version_id, QuoteLine.brand, QuoteLine.model, QuoteLine.name).where(QuoteLine.version_id.in_(versions))
    found: dict[int, list[tuple[str, str, str]]] = {}
    for version_id, brand, model, name in session.execute(query.order_by(QuoteLine.version_id, QuoteLine.position, QuoteLine.id)):
        found.setdefault(version_id, []).append((brand, model, name))
    return found


def _row(row: Any, goods: dict[int, list[tuple[str, str, str]]]) -> QuoteRow:
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
    named = goods.get(values.pop("version_id"), [])
    return QuoteRow(**values, goods=first_goods(named))
