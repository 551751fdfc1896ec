"""The quotes of the sample shop: each with its versions, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from dealer_crm.domain.quotes import REMARKS, QuoteDraft, QuoteState
from dealer_crm.services.demo_lines import ToldLines
from dealer_crm.services.demo_telling import Telling, fen, thousandths
from dealer_crm.services.quote_writing import close, follow_versions, quoted_chance, write_version
from dealer_crm.services.trade import Trade
from dealer_crm.storage import numbers
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import Customer, PremisesHolder, Quote, QuoteVersion

Entry = Mapping[str, Any]


class QuoteStories:
    """Writes quotes inside the caller's write."""

    def __init__(self, session: WriteSession, telling: Telling, trade: Trade, products: Mapping[str, int]) -> None:
        self._session, self._telling, self._trade = session, telling, trade
        self._lines = ToldLines(session, telling, trade, products)

    def write(self, customer: Customer, entry: Entry) -> Quote:
        """Write one quote."""
        versions: Sequence[Entry] = entry["versions"]
        first = self._telling.day(versions[0]["on"])
        number = numbers.take(self._session.connection(), numbers.QUOTE, first)[0]
        quote = Quote(number=number, customer_id=customer.id, staff_id=customer.owner_id, quoted_on=first, valid_until=first)
        given = any(version.get("given", True) for version in versions)
        quote.state, quote.opportunity_id = QuoteState.GIVEN if given else QuoteState.DRAFT, quoted_chance(self._session, customer.id)
        self._session.add(quote)
        self._session.flush()
        for position, version in enumerate(versions, 1):
            self._version(quote, position, entry, version)
        follow_versions(self._session, quote)
        self._close(quote, entry)
        return quote

    def _close(self, quote: Quote, entry: Entry) -> None:
        if "accepted" in entry:
            close(quote, QuoteState.ACCEPTED, self._telling.day(entry["accepted"]))
        elif "declined" in entry:
            close(quote, QuoteState.DECLINED, self._telling.day(entry["declined"]), self._telling.words(entry["reason"]))

    def _version(self, quote: Quote, position: int, entry: Entry, said: Entry) -> None:
        day, told = self._telling.day(said["on"]), self._telling
        version = QuoteVersion(quote_id=quote.id, position=position, quoted_on=day, valid_days=said["days"])
        version.given_on = day if said.get("given", True) else None
        self._session.add(version)
        self._session.flush()
        holder = select(PremisesHolder.premises_id).where(PremisesHolder.customer_id == quote.customer_id).limit(1)
        remarks: dict[str, Any] = {code: self._trade.remark(code, told.language) for code in REMARKS}
        draft = QuoteDraft(
            quote.customer_id,
            tuple(self._lines.read(line) for line in said["lines"]),
            premises_id=self._session.execute(holder).scalar(),
            quoted_on=day,
            valid_days=said["days"],
            discount=fen(said.get("discount", "0")),
            rounding=fen(said.get("rounding", "0")),
            subsidy=fen(said.get("subsidy", "0")),
            area=thousandths(entry["area"]),
            system=told.words(entry["system"]),
            designer=told.words(entry.get("designer", "")),
            pains=told.words(entry["pains"]),
            expectations=told.words(entry["expectations"]),
            **remarks,
        )
        write_version(self._session, quote, version, draft.checked(), costs=True)
