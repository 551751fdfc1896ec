"""The complaints of the sample shop: of customers, neighbours and nobody who gave a name, from resources/demo/complaints.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from dealer_crm.domain.care import VisitState
from dealer_crm.domain.complaint_case import Clear, CostKind, Detected, Escalation, Payer, WaitFor
from dealer_crm.domain.complaints import (
    ComplaintChannel,
    ComplaintLevel,
    ComplaintState,
    ComplaintSubtype,
    ComplaintType,
    Demand,
    DissatisfiedType,
    LiableParty,
    Severity,
)
from dealer_crm.services.complaint_clock import begin_clock, settle_clock
from dealer_crm.services.demo_telling import Telling, fen
from dealer_crm.services.trade import Trade
from dealer_crm.storage import numbers
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.files import program_text
from dealer_crm.storage.models import (
    Complaint,
    ComplaintClear,
    ComplaintCost,
    ComplaintEscalation,
    ComplaintPause,
    ComplaintStep,
    Customer,
    Equipment,
    OrderLine,
    Visit,
)

Entry = Mapping[str, Any]
OWNER, OFFICE = 0, 4
"""Who decides and who takes calls, among the staff."""
STEP_APART, LETTER_APART = timedelta(minutes=35), timedelta(minutes=2)
SOLVED = 6
"""The steps after this one are said when the case is closed."""
OPINIONS = ("cause", "measure", "prevention", "verification", "owner_words", "manager_words", "demand_words")
"""Words that stand in the case under the same name."""


class ComplaintStories:
    """Writes what was complained about, inside the caller's write."""

    def __init__(self, session: WriteSession, telling: Telling, trade: Trade, staff_ids: Sequence[int]) -> None:
        self._session, self._telling, self._trade = session, telling, trade
        self._staff = staff_ids
        self._phrases = {group: trade.phrases(group) for group in ("step8", "clear")}

    def tell(self, customers: Mapping[str, Customer]) -> dict[str, int]:
        """Write all of them in the order in which they came; return the last case of each customer by his name."""
        told: dict[str, int] = {}
        entries = tomllib.loads(program_text("demo", "complaints.toml"))["complaints"]
        for entry in sorted(entries, key=lambda one: int(one["on"])):
            customer = customers.get(entry.get("customer", ""))
            found = self._case(customer, entry)
            if customer is not None:
                told[customer.name] = found
        return told

    def _case(self, customer: Customer | None, entry: Entry) -> int:
        """Write one case with its clock and what belongs to it; its customer's open visits are skipped while it is open."""
        row = self._registered(customer, entry)
        begin_clock(self._session, self._trade, row)
        self._answer(row, entry)
        self._session.add(row)
        self._session.flush()
        self._session.add_all([*self._steps(row, entry), *self._letters(row, entry), *self._parts(row, entry)])
        self._session.flush()
        settle_clock(self._session, self._trade, row)
        if customer is not None and row.state is ComplaintState.OPEN:
            self._skip_visits(customer)
        return row.id

    def _registered(self, customer: Customer | None, entry: Entry) -> Complaint:
        telling, owners = self._telling, entry["level"] == ComplaintLevel.THIRD_PARTY
        row = Complaint(
            number=numbers.take(self._session.connection(), numbers.COMPLAINT, telling.day(entry["on"]))[0],
            customer_id=customer.id if customer else None,
            taken_by_id=self._staff[OFFICE],
            staff_id=self._staff[OWNER if owners else OFFICE],
            opened_at=telling.instant(entry["on"], entry["at"]),
            channel=ComplaintChannel(entry["channel"]),
            type=ComplaintType(entry["type"]),
            subtype=ComplaintSubtype(entry["subtype"]),
            topic=entry.get("topic", ""),
            level=ComplaintLevel(entry["level"]),
            detected=Detected(entry["detected"]) if "detected" in entry else None,
            severity=Severity(entry["severity"]),
            dissatisfied=DissatisfiedType(entry["dissatisfied"]) if "dissatisfied" in entry else None,
            complainant=telling.words(entry.get("complainant", customer.name if customer else "")),
            reporter_phone=entry.get("phone", ""),
            words=telling.words(entry),
            demand=Demand(entry["demand"]),
            external_number=entry.get("external", ""),
        )
        self._about(row, entry)
        return row

    def _about(self, row: Complaint, entry: Entry) -> None:
        """Say which machine and which order it is about, and how it stands before the authority."""
        if "machine" in entry:
            machine = self._session.scalars(select(Equipment).where(Equipment.serial == entry["machine"])).one()
            row.equipment_id = machine.id
            row.order_id = self._session.execute(select(OrderLine.order_id).where(OrderLine.id == machine.order_line_id)).scalar()
        if "authority" in entry:
            filed = entry["authority"]
            row.authority_on, row.mediation_on = self._telling.day(filed["on"]), self._telling.day(filed["mediation"])
            row.authority_result = self._telling.words(filed)

    def _answer(self, row: Complaint, entry: Entry) -> None:
        telling = self._telling
        row.state = ComplaintState.CLOSED if "closed" in entry else ComplaintState.OPEN
        if "responded" in entry:
            row.responded_at = min(row.opened_at + timedelta(hours=entry["responded"]), telling.now)
        for name in OPINIONS:
            setattr(row, name, telling.words(entry.get(name, "")))
        row.liable = LiableParty(entry["liable"]) if "liable" in entry else None
        row.satisfaction = entry.get("satisfaction")
        if "closed" in entry:
            row.closed_at, row.closed_by_id = telling.instant(entry["closed"], "17:20"), self._staff[OFFICE]
            row.first_closed_at = telling.instant(entry.get("reopened", entry["closed"]), "17:20")
            row.reopened = int("reopened" in entry)
            row.prevention_staff_id, row.prevention_on = self._staff[OWNER], telling.day(entry["closed"] + 14)

    def _steps(self, row: Complaint, entry: Entry) -> Iterable[ComplaintStep]:
        """Return the steps with the wording of the trade, the last two said when it was closed."""
        for n, phrase in enumerate(self._phrases["step8"][: entry["steps"]], 1):
            at = min((row.responded_at or row.opened_at) + STEP_APART * (n - 1), self._telling.now)
            if row.closed_at and n > SOLVED:
                at = row.closed_at
            words = {6: row.measure, 8: row.prevention}.get(n) or phrase.said(self._telling.language)
            yield ComplaintStep(complaint_id=row.id, step=n, done_at=at, staff_id=row.staff_id, words=_plain(words))

    def _letters(self, row: Complaint, entry: Entry) -> Iterable[ComplaintClear]:
        """Return the letters that were kept, with what was said; the first one is kept in silence."""
        for n, letter in enumerate(entry.get("clear", "")):
            at = min(row.opened_at + LETTER_APART * (n + 1), self._telling.now)
            said = _plain(self._phrases["clear"][n].said(self._telling.language)) if n else ""
            yield ComplaintClear(complaint_id=row.id, letter=Clear(letter), done_at=at, staff_id=row.taken_by_id, words=said)

    def _parts(self, row: Complaint, entry: Entry) -> Iterable[Any]:
        telling = self._telling
        for told in entry.get("pauses", ()):
            yield ComplaintPause(
                complaint_id=row.id,
                wait_for=WaitFor(told["for"]),
                words=telling.words(told),
                from_at=telling.instant(told["from"], "10:30"),
                expected_on=telling.day(told["expected"]),
                until_at=telling.instant(told["until"], "09:00") if "until" in told else None,
                staff_id=row.staff_id,
            )
        for told in entry.get("costs", ()):
            yield self._cost(row, told)
        for told in entry.get("seen", ()):
            at, level, who = telling.instant(told["on"], told["at"]), Escalation(told["level"]), self._staff[OWNER]
            yield ComplaintEscalation(complaint_id=row.id, level=level, seen_at=at, staff_id=who, words=telling.words(told))

    def _cost(self, row: Complaint, told: Entry) -> ComplaintCost:
        """Return a cost; compensation is asked for, or was decided by the owner on the next morning."""
        day, state = self._telling.day(told["on"]), told.get("state", "")
        cost = ComplaintCost(
            complaint_id=row.id,
            kind=CostKind(told["kind"]),
            amount=fen(told["amount"]),
            payer=Payer(told["payer"]),
            spent_on=day,
            words=self._telling.words(told),
            staff_id=self._staff[OFFICE],
            asked_on=day if state == "asked" else None,
        )
        if state in ("approved", "refused"):
            decided: datetime = self._telling.instant(told["on"] + 1, "08:50")
            cost.approved_by_id = self._staff[OWNER]
            cost.approved_at, cost.refused_at = (decided, None) if state == "approved" else (None, decided)
        return cost

    def _skip_visits(self, customer: Customer) -> None:
        query = select(Visit).where(Visit.customer_id == customer.id, Visit.due_on >= self._telling.today)
        for visit in self._session.scalars(query):
            visit.state = VisitState.SKIPPED


def _plain(words: str) -> str:
    """Return words without what would have been filled in."""
    return words.replace("{deadline}", "17:00").replace("{", "").replace("}", "")
