"""What the records say of customers, for their classes: of some or of all, in the same fixed number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.cadence import Cadence
from dealer_crm.domain.care import EquipmentState, RequestKind, RequestState
from dealer_crm.domain.class_facts import ClassRules, Facts, Traits
from dealer_crm.domain.class_profile import Profile
from dealer_crm.domain.class_region import home_of, region_of, spot
from dealer_crm.domain.classes import ByHand, ClassKind
from dealer_crm.domain.complaints import ComplaintState
from dealer_crm.domain.customers import IntentLevel
from dealer_crm.domain.dates import day_start, local_day
from dealer_crm.domain.followups import Outcome
from dealer_crm.domain.orders import OrderState
from dealer_crm.domain.promises import PromiseState
from dealer_crm.domain.quotes import OPEN_QUOTES
from dealer_crm.services.class_money import AGREED, earned, settled
from dealer_crm.services.money import owed_since
from dealer_crm.storage.dialect import json_text, one_of
from dealer_crm.storage.models import (
    ClassOverride,
    Complaint,
    Customer,
    CustomerLine,
    Equipment,
    FollowUp,
    Maintenance,
    Premises,
    PremisesHolder,
    Promise,
    Quote,
    SalesOrder,
    ServiceRequest,
    Shop,
    Staff,
    Visit,
)

REACHED = (Outcome.REACHED, Outcome.RESCHEDULED)
GRADED = frozenset({IntentLevel.H, IntentLevel.A, IntentLevel.B, IntentLevel.C})
CARE = frozenset({RequestKind.MAINTENANCE, RequestKind.CARTRIDGE, RequestKind.CLEANING})
MISSED_DAYS = 30
"""Care that nobody came for so long after its day counts as missed (domain.md 3.3)."""
YEAR_DAYS = 365
TRAITS = ("communities", "house_types", "channel", "budget")
KINDS = frozenset(ClassKind)
Ids = Collection[int] | None
"""Of whom it is asked: None = of all."""
Found = Iterator[tuple[int, dict[str, Any]]]
"""Of which customer, and which fields of his `Facts`."""


@dataclass(frozen=True)
class Asking:
    """On which day, by which rules, of whom."""

    today: date
    rules: ClassRules
    cadences: Mapping[IntentLevel, Cadence]
    ids: Ids = None

    def year_ago(self) -> datetime:
        """Return the instant from which a talk counts as of this year."""
        return day_start(self.today - timedelta(days=YEAR_DAYS))

    def his(self, query: Any, column: Any) -> Any:
        """Return a question about the asked customers only."""
        return query if self.ids is None else query.where(one_of(column, self.ids))


def facts_of(session: Session, asking: Asking, profile: Profile) -> dict[int, Facts]:
    """Return the facts of each asked customer who is in the file, also how well he fits the profile of the best."""
    facts = {}
    for customer_id, found in _read(session, asking, READERS).items():
        traits = _traits(found)
        facts[customer_id] = Facts(traits=traits, matches=profile.matches(traits), **found)
    return facts


def traits_of(session: Session, asking: Asking) -> list[Traits]:
    """Return what the asked customers are compared by."""
    return [_traits(found) for found in _read(session, asking, (_houses,)).values()]


def _read(session: Session, asking: Asking, readers: Collection[Callable[[Session, Asking], Found]]) -> dict[int, dict[str, Any]]:
    fields = dict(_files(session, asking))
    for reader in readers:
        for customer_id, found in reader(session, asking):
            if customer_id in fields:
                fields[customer_id].update(found)
    return fields


def _traits(found: dict[str, Any]) -> Traits:
    return Traits(**{name: found.pop(name) for name in TRAITS if name in found})


def by_hand_of(session: Session, ids: Ids) -> dict[int, dict[ClassKind, ByHand]]:
    """Return what somebody set, by customer and kind; kinds that the program does not know (any more) are passed over."""
    query = select(ClassOverride, Staff.name).outerjoin(Staff, Staff.id == ClassOverride.staff_id)
    found: dict[int, dict[ClassKind, ByHand]] = defaultdict(dict)
    for row, staff in session.execute(query if ids is None else query.where(one_of(ClassOverride.customer_id, ids))):
        if row.kind in KINDS:
            found[row.customer_id][ClassKind(row.kind)] = ByHand(row.value, row.note, row.set_on, staff or "")
    return found


def _files(session: Session, asking: Asking) -> Found:
    line = CustomerLine
    columns = (Customer.id, line.nature, line.party_kind, line.stage, line.intent_level, line.interests, line.owner_id)
    budget = json_text(Customer.__table__.c.details, "budget_band")
    query = select(*columns, Customer.target_account, line.source, budget.label("budget"))
    query = query.join(line, line.customer_id == Customer.id)
    for row in session.execute(asking.his(query, Customer.id)):
        cadence = asking.cadences.get(row.intent_level)
        yield (
            row.id,
            {
                "nature": row.nature,
                "party_kind": row.party_kind,
                "stage": row.stage,
                "wants": bool(row.interests),
                "graded": row.intent_level in GRADED,
                "every_days": cadence.every_days if cadence else None,
                "target": row.target_account,
                "owned": row.owner_id is not None,
                "channel": row.source,
                "budget": row.budget or "",
            },
        )


def _orders(session: Session, asking: Asking) -> Found:
    query = select(SalesOrder.customer_id, SalesOrder.state, SalesOrder.ordered_on)
    found: dict[int, list[Any]] = defaultdict(list)
    for row in session.execute(asking.his(query, SalesOrder.customer_id)):
        found[row.customer_id].append(row)
    quoted = select(Quote.customer_id).where(func.coalesce(Quote.state, "").in_(OPEN_QUOTES))
    offered = {row.customer_id for row in session.execute(asking.his(quoted, Quote.customer_id))}
    for customer_id in found.keys() | offered:
        orders = found.get(customer_id, [])
        yield (
            customer_id,
            {
                "deals": tuple(row.ordered_on for row in orders if row.state in AGREED),
                "ordered": any(row.state in AGREED and row.state is not OrderState.DONE for row in orders),
                "offered": customer_id in offered or any(row.state is OrderState.DRAFT for row in orders),
            },
        )


def _requests(session: Session, asking: Asking) -> Found:
    """Return what was done at the customer's, together with the care that nobody came for."""
    columns = (ServiceRequest.kind, ServiceRequest.done_on, ServiceRequest.fee, ServiceRequest.appointment_on)
    query = select(ServiceRequest.customer_id, *columns).where(func.coalesce(ServiceRequest.state, "") == RequestState.DONE)
    missed = {row[0]: row[1] for row in session.execute(_care_missed(asking))}
    found: dict[int, list[Any]] = defaultdict(list)
    for row in session.execute(asking.his(query, ServiceRequest.customer_id)):
        found[row.customer_id].append(row)
    for customer_id in found.keys() | missed.keys():
        done, late = found.get(customer_id, []), missed.get(customer_id, 0)
        care = sum(row.kind in CARE for row in done)
        dated = [row for row in done if row.appointment_on and row.done_on]
        yield (
            customer_id,
            {
                "services": tuple(row.done_on for row in done if row.fee > 0 and row.done_on),
                "reminders_missed": late,
                "services_due": care + late,
                "services_own": care,
                "appointments": len(dated),
                "on_time": sum(row.done_on <= row.appointment_on for row in dated),
            },
        )


def _care_missed(asking: Asking) -> Any:
    """Return the question how much care at the customers' houses is long overdue."""
    before = asking.today - timedelta(days=MISSED_DAYS)
    query = (
        select(PremisesHolder.customer_id, func.count(Maintenance.id.distinct()))
        .join(Equipment, Equipment.premises_id == PremisesHolder.premises_id)
        .join(Maintenance, Maintenance.equipment_id == Equipment.id)
        .where(PremisesHolder.to_on.is_(None), Equipment.state == EquipmentState.IN_USE)
        .where(Maintenance.active, Maintenance.by_customer.is_(False), Maintenance.next_on < before)
        .group_by(PremisesHolder.customer_id)
    )
    return asking.his(query, PremisesHolder.customer_id)


def _talks(session: Session, asking: Asking) -> Found:
    """Return when somebody was last reached, by a call of sales or after the sale, and how often within a year."""
    since, count = asking.year_ago(), defaultdict[int, int](int)
    last: dict[int, datetime] = {}
    for table, at in ((FollowUp, FollowUp.happened_at), (Visit, Visit.done_at)):
        query = select(table.customer_id, func.max(at), func.sum(case((at >= since, 1), else_=0)))
        query = query.where(table.outcome.in_(REACHED), at.is_not(None)).group_by(table.customer_id)
        for customer_id, latest, lately in session.execute(asking.his(query, table.customer_id)):
            last[customer_id] = max(latest, last.get(customer_id, latest))
            count[customer_id] += lately
    for customer_id, latest in last.items():
        yield customer_id, {"touched": local_day(latest), "talks": count[customer_id]}


def _grades(session: Session, asking: Asking) -> Found:
    query = select(Visit.customer_id, Visit.grade).where(Visit.grade.is_not(None))
    for row in session.execute(asking.his(query, Visit.customer_id).order_by(Visit.done_at, Visit.id)):
        yield row.customer_id, {"grade": row.grade}


def _complaints(session: Session, asking: Asking) -> Found:
    """Return complaints, and how often he came by himself within a year; a complaint is late from the day after its time."""
    late = (Complaint.state == ComplaintState.OPEN) & (Complaint.close_by < day_start(asking.today))
    lately = func.sum(case((Complaint.opened_at >= asking.year_ago(), 1), else_=0))
    complaints = select(Complaint.customer_id, func.count(), func.sum(case((late, 1), else_=0)), lately)
    came = select(ServiceRequest.customer_id, func.count()).where(ServiceRequest.reported_at >= asking.year_ago())
    requests = came.where(ServiceRequest.state != RequestState.CANCELLED).group_by(ServiceRequest.customer_id)
    called = {row[0]: row[1] for row in session.execute(asking.his(requests, ServiceRequest.customer_id))}
    for customer_id, count, overdue, year in session.execute(asking.his(complaints, Complaint.customer_id).group_by(Complaint.customer_id)):
        figures = {"complaints": count, "complaint_late": overdue > 0, "complaints_lately": year}
        yield customer_id, {**figures, "came": year + called.pop(customer_id, 0)}
    for customer_id, count in called.items():
        yield customer_id, {"came": count}


def _referrals(session: Session, asking: Asking) -> Found:
    query = select(Customer.referrer_id, func.count()).where(Customer.referrer_id.is_not(None)).group_by(Customer.referrer_id)
    for customer_id, count in session.execute(asking.his(query, Customer.referrer_id)):
        yield customer_id, {"referrals": count}


def _promises(session: Session, asking: Asking) -> Found:
    kept = func.sum(case((Promise.state == PromiseState.KEPT, 1), else_=0))
    late = (Promise.state == PromiseState.BROKEN) | ((Promise.state == PromiseState.OPEN) & (Promise.due_on < asking.today))
    query = select(Promise.customer_id, kept, func.sum(case((late, 1), else_=0))).group_by(Promise.customer_id)
    for customer_id, good, bad in session.execute(asking.his(query, Promise.customer_id)):
        yield customer_id, {"promises_kept": good, "promises_broken": bad}


def _houses(session: Session, asking: Asking) -> Found:
    """Return where the customer's houses are and of which kind; they are traits of his, too."""
    shop = spot("", "", "", session.execute(select(Shop.address)).scalar() or "")
    columns = (Premises.province, Premises.city, Premises.district, Premises.street, Premises.community_id, Premises.house_type)
    query = select(PremisesHolder.customer_id, *columns).join(Premises, Premises.id == PremisesHolder.premises_id)
    found: dict[int, list[Any]] = defaultdict(list)
    for row in session.execute(asking.his(query.where(PremisesHolder.to_on.is_(None)), PremisesHolder.customer_id)):
        found[row.customer_id].append(row)
    for customer_id, houses in found.items():
        spots = [spot(row.province, row.city, row.district, row.street) for row in houses]
        yield (
            customer_id,
            {
                "home": home_of(spots, shop),
                "region": region_of(spots, shop),
                "placed": any(one.city or one.district for one in spots),
                "communities": frozenset(row.community_id for row in houses if row.community_id),
                "house_types": frozenset(row.house_type for row in houses if row.house_type),
            },
        )


def _machines(session: Session, asking: Asking) -> Found:
    query = select(PremisesHolder.customer_id).join(Equipment, Equipment.premises_id == PremisesHolder.premises_id)
    query = query.where(PremisesHolder.to_on.is_(None), Equipment.state == EquipmentState.IN_USE).distinct()
    for (customer_id,) in session.execute(asking.his(query, PremisesHolder.customer_id)):
        yield customer_id, {"installed": True}


def _money(session: Session, asking: Asking) -> Found:
    for one in earned(session, asking.rules, asking.today, asking.ids):
        figures = {"contribution": one.contribution, "money": one.money, "cost": one.cost, "free_visits": one.free_visits}
        yield one.customer_id, figures
    for customer_id, since in owed_since(session, asking.today, asking.ids).items():
        yield customer_id, {"owed_since": since}
    for customer_id, ways in settled(session, asking.rules, asking.today, asking.ids).items():
        yield customer_id, {"settled": tuple(ways)}


READERS = (_orders, _requests, _talks, _grades, _complaints, _referrals, _promises, _houses, _machines, _money)
