"""Quotes: written, given, answered; what the customer has stays as it is, and an accepted version becomes an order in one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import select

from dealer_crm.domain.customers import CustomerNotFound
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.errors import EditConflict
from dealer_crm.domain.journal import Action, Actor, Role, Subject
from dealer_crm.domain.orders import OrderDraft, PremisesForeign
from dealer_crm.domain.pay_plan import NodeDraft, checked_nodes
from dealer_crm.domain.pay_presets import preset, with_earnest_split
from dealer_crm.domain.quotes import (
    OPEN_QUOTES,
    REMARKS,
    DeclineReasonMissing,
    QuoteClosed,
    QuoteDraft,
    QuoteNotFound,
    QuoteState,
    VersionGiven,
    VersionUnfinished,
)
from dealer_crm.domain.text import one_line
from dealer_crm.services.quote_reading import (
    QuoteFile,
    label_of,
    lines_of,
    read_file,
    require,
    require_version,
    stamp,
    version_draft,
    versions_of,
)
from dealer_crm.services.quote_writing import close, follow_versions, plan_question, quoted_chance, write_order, write_version
from dealer_crm.services.trade import Trade
from dealer_crm.storage import numbers
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import Customer, PremisesHolder, Quote, QuoteVersion

USUAL_PLAN = "30_40_25_5"
"""The plan of payment of an order that came of a quote (trade data)."""


class Quotes:
    """Use-cases of a quote. One public method is one transaction."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime], trade: Trade) -> None:
        self._trade = trade
        self._db = db
        self._actor = actor
        self._now = now

    @property
    def _today(self) -> date:
        return local_day(self._now())

    @property
    def _sees_cost(self) -> bool:
        return self._actor().role is Role.OWNER

    def create(self, draft: QuoteDraft) -> int:
        """Save a new quote with its first version and return its id. Raises CustomerNotFound, PremisesForeign, errors of the draft."""
        draft = draft.checked()
        today = self._today
        with self._db.write(self._actor(), Action.CREATE, Subject.QUOTE) as session:
            if session.get(Customer, draft.customer_id) is None:
                raise CustomerNotFound(number=str(draft.customer_id))
            number = numbers.take(session.connection(), numbers.QUOTE, today)[0]
            quote = Quote(number=number, customer_id=draft.customer_id, state=QuoteState.DRAFT, quoted_on=today, valid_until=today)
            quote.staff_id = self._actor().staff_id
            quote.opportunity_id = quoted_chance(session, draft.customer_id)
            _check_house(session, quote, draft)
            session.add(quote)
            session.flush()
            self._add_version(session, quote, draft, 1)
            session.about(quote.id, label_of(session, quote))
            return quote.id

    def edit(self, version_id: int, draft: QuoteDraft, version: int) -> None:
        """Save a version that was opened at the stamp `version`; the customer of the quote stays.

        Raises QuoteNotFound, QuoteClosed, VersionGiven, EditConflict, PremisesForeign and the errors of the draft.
        """
        draft = draft.checked()
        with self._db.write(self._actor(), Action.EDIT, Subject.QUOTE) as session:
            quote, row = require_version(session, version_id)
            _refuse_closed(quote)
            if row.given_on is not None:
                raise VersionGiven(number=quote.number, position=row.position)
            theirs = stamp(quote, row, lines_of(session, row.id))
            if theirs != version:
                raise EditConflict(mine=version, theirs=theirs)
            _check_house(session, quote, draft)
            write_version(session, quote, row, draft, costs=self._sees_cost)
            session.about(quote.id, label_of(session, quote))

    def new_version(self, quote_id: int) -> int:
        """Copy the newest version, dated today, and return the copy's id. Raises QuoteNotFound, QuoteClosed, VersionUnfinished."""
        with self._db.write(self._actor(), Action.EDIT, Subject.QUOTE) as session:
            quote = require(session, quote_id)
            _refuse_closed(quote)
            last = versions_of(session, quote_id)[-1]
            if last.given_on is None:
                raise VersionUnfinished(number=quote.number, position=last.position)
            draft = version_draft(session, quote, last, with_cost=True)
            lines = tuple(replace(line, id=None) for line in draft.lines)
            copy = replace(draft, lines=lines, quoted_on=self._today)
            made = self._add_version(session, quote, copy, last.position + 1, costs=True)
            session.about(quote.id, label_of(session, quote))
            return made.id

    def give(self, version_id: int, ask: str = "") -> None:
        """Note that the customer has the version; from now on it is fixed. With words to `ask` a call is planned for the next
        working day, where the customer waits for nothing else. Raises QuoteNotFound, QuoteClosed, VersionGiven."""
        with self._db.write(self._actor(), Action.SEND, Subject.QUOTE) as session:
            quote, version = require_version(session, version_id)
            _refuse_closed(quote)
            if version.given_on is not None:
                raise VersionGiven(number=quote.number, position=version.position)
            self._give(session, quote, version)
            due = self._trade.calendar().next_workday(self._today + timedelta(days=1))
            plan_question(session, quote, due, one_line(ask))
            session.about(quote.id, label_of(session, quote))

    def accept(self, version_id: int, nodes: Sequence[NodeDraft] | None = None) -> int:
        """Make an order of a version and return the order's id; the quote is closed by it. Without a plan of payment (`nodes`)
        it gets the usual one. Raises QuoteNotFound, QuoteClosed."""
        with self._db.write(self._actor(), Action.ACCEPT, Subject.QUOTE) as session:
            quote, version = require_version(session, version_id)
            _refuse_closed(quote)
            if version.given_on is None:
                self._give(session, quote, version)
            offer = version_draft(session, quote, version, with_cost=True)
            plan = checked_nodes(self._usual_plan(offer.totals.total) if nodes is None else nodes)
            draft = replace(order_of(offer), nodes=plan, ordered_on=self._today)
            order = write_order(session, draft, version, self._today, self._trade.programs()[0])
            close(quote, QuoteState.ACCEPTED, self._today)
            session.about(quote.id, label_of(session, quote))
            return order.id

    def decline(self, quote_id: int, reason: str) -> None:
        """Close a quote that came to nothing. Raises QuoteNotFound, QuoteClosed, DeclineReasonMissing."""
        reason = one_line(reason)
        if not reason:
            raise DeclineReasonMissing
        with self._db.write(self._actor(), Action.REFUSE, Subject.QUOTE) as session:
            quote = require(session, quote_id)
            _refuse_closed(quote)
            close(quote, QuoteState.DECLINED, self._today, reason)
            session.about(quote.id, label_of(session, quote))

    def reopen(self, quote_id: int) -> None:
        """Take a declined quote up again. Raises QuoteNotFound, QuoteClosed where it became an order or is open."""
        with self._db.write(self._actor(), Action.REOPEN, Subject.QUOTE) as session:
            quote = require(session, quote_id)
            if quote.state is not QuoteState.DECLINED:
                raise QuoteClosed(number=quote.number)
            given = any(version.given_on for version in versions_of(session, quote_id))
            quote.state = QuoteState.GIVEN if given else QuoteState.DRAFT
            quote.closed_on, quote.decline_reason = None, ""
            session.about(quote.id, label_of(session, quote))

    def open(self, quote_id: int) -> QuoteFile:
        """Return the quote with all its versions; costs for the owner only. Raises QuoteNotFound."""
        with self._db.read() as session:
            return read_file(session, require(session, quote_id), with_cost=self._sees_cost)

    def id_of(self, number: str) -> int:
        """Return the id of a quote number. Raises QuoteNotFound."""
        with self._db.read() as session:
            found = session.execute(select(Quote.id).where(Quote.number == number.strip().upper())).scalar()
        if found is None:
            raise QuoteNotFound(number=number)
        return found

    def _usual_plan(self, total: int) -> tuple[NodeDraft, ...]:
        return with_earnest_split(total, preset(self._trade.pay_presets(), USUAL_PLAN))

    def _add_version(self, session: WriteSession, quote: Quote, draft: QuoteDraft, position: int, *, costs: bool = False) -> QuoteVersion:
        day = draft.quoted_on or self._today
        version = QuoteVersion(quote_id=quote.id, position=position, quoted_on=day, valid_days=draft.valid_days)
        session.add(version)
        session.flush()
        write_version(session, quote, version, draft, costs=costs or self._sees_cost)
        return version

    def _give(self, session: WriteSession, quote: Quote, version: QuoteVersion) -> None:
        version.given_on = self._today
        quote.state = QuoteState.GIVEN
        follow_versions(session, quote)


def order_of(quote: QuoteDraft) -> OrderDraft:
    """Return the order that a version becomes: its lines, its price, its remarks as terms, and what it wants to solve."""
    return OrderDraft(
        customer_id=quote.customer_id,
        lines=tuple(replace(line, id=None) for line in quote.lines),
        premises_id=quote.premises_id,
        staff_id=quote.staff_id,
        discount=quote.discount,
        rounding=quote.rounding,
        tax_mode=quote.tax_mode,
        tax_rate=quote.tax_rate,
        terms="\n".join(filter(None, (getattr(quote, name) for name in REMARKS))),
        note="\n".join(filter(None, (quote.system, quote.note))),
        pains=quote.pains,
        expectations=quote.expectations,
    )


def _refuse_closed(quote: Quote) -> None:
    if quote.state not in OPEN_QUOTES:
        raise QuoteClosed(number=quote.number)


def _check_house(session: WriteSession, quote: Quote, draft: QuoteDraft) -> None:
    """Refuse a house that is not and was not the customer's; one that the quote has stays."""
    if draft.premises_id is None or draft.premises_id == quote.premises_id:
        return
    his = (PremisesHolder.premises_id == draft.premises_id, PremisesHolder.customer_id == quote.customer_id)
    if session.execute(select(PremisesHolder.id).where(*his).limit(1)).first() is None:
        raise PremisesForeign
