"""A shop with a customer, an owner, a manager and others, and the rooms of the clock of complaints."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dealer_crm.domain.agenda import AgendaKind, AgendaRow
from dealer_crm.domain.complaint_case import ClockKind
from dealer_crm.domain.complaint_terms import Terms
from dealer_crm.domain.complaints import (
    ComplaintDraft,
    ComplaintSubtype,
    Severity,
)
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.journal import Action, Actor, Role, Subject
from dealer_crm.domain.shop import StaffDraft
from dealer_crm.services.agenda import Agenda
from dealer_crm.services.complaint_clock import shipped_terms
from dealer_crm.services.complaint_waiting import ComplaintWaiting
from dealer_crm.services.complaints import Complaints
from dealer_crm.services.customers import Customers
from dealer_crm.services.derived_dates import wrong_dates
from dealer_crm.services.history import History
from dealer_crm.services.shop import ShopData
from dealer_crm.services.shop_days import ShopDays
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Complaint, OwnClock
from tests.services.conftest import Clock

COLD = ComplaintDraft(1, subtype=ComplaintSubtype.QUALITY, severity=Severity.MAJOR, words="主卧不制热")
LEAK = replace(COLD, severity=Severity.URGENT, words="地暖漏水")
HOUR = timedelta(hours=1)


class Room:
    """A shop with a customer, four people and the rooms of the clock."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db, self.clock, self.who = db, clock, Actor()
        people = ShopData(db, self.actor)
        for name, role in (("罗", Role.OWNER), ("马", Role.MANAGER), ("孙", Role.SALES), ("何", Role.OWNER)):
            people.add_staff(StaffDraft(name, role))
        self.days = ShopDays(db, self.actor, clock)
        self.trade = Trade(self.days.own)
        Customers(db, self.actor, clock).create(CustomerDraft(name="张伟"))
        self.cases = Complaints(db, self.actor, clock, self.trade)
        self.waiting = ComplaintWaiting(db, self.actor, clock, self.trade)
        self.agenda = Agenda(db, self.actor, clock)
        self.history = History(db, self.actor)

    def actor(self) -> Actor:
        """Return who works."""
        return self.who

    def case(self, complaint_id: int = 1) -> Complaint:
        """Return a case as it is stored."""
        with self.db.read() as session:
            found = session.get_one(Complaint, complaint_id)
            session.expunge(found)
            return found

    def wrong(self) -> list[str]:
        """Return what a check finds."""
        with self.db.read() as session:
            return wrong_dates(session, self.trade)

    def up(self, staff_id: int | None = None) -> list[AgendaRow]:
        """Return what has gone up, by today."""
        return [row for row in self.agenda.day(staff_id=staff_id) if row.kind is AgendaKind.ESCALATION]

    def as_role(self, staff_id: int, role: Role) -> None:
        """Let somebody work."""
        self.who = Actor(staff_id, role)

    def later(self, **span: float) -> None:
        """Let time pass."""
        self.clock.at += timedelta(**span)

    def day(self, ahead: int) -> date:
        """Return a day from today."""
        return self.clock.today + timedelta(days=ahead)

    def by_shop_hours(self) -> Terms:
        """Let new cases go by the shop's hours."""
        terms = replace(shipped_terms(self.trade), kind=ClockKind.SHOP, number=1)
        with self.db.write(Actor(), Action.EDIT, Subject.SHOP) as session:
            session.add(OwnClock(body=terms.plain(), written_at=self.clock()))
        return terms
