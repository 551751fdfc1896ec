"""Each finding of the 数据体检 as a question for the customers who have it, and whom it could concern."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import exists, func, or_, select

from dealer_crm.domain.customers import IntentLevel, Nature, Stage
from dealer_crm.domain.dates import day_start
from dealer_crm.domain.followups import add_months
from dealer_crm.domain.health import AREA, CONTACTS, STALE_MONTHS, Finding
from dealer_crm.domain.phones import PhoneKind
from dealer_crm.domain.premises import NEEDS_COMMUNITY, NEEDS_ROOM
from dealer_crm.services.customer_list import waiting
from dealer_crm.storage.models import Contact, Customer, CustomerLine, Phone, Premises, PremisesHolder, Verification

LIVE = (Stage.POTENTIAL, Stage.INTENT, Stage.DEAL, Stage.BASE)
"""Whose file should be complete: who is lost or was no customer at all is left as he is."""
line = CustomerLine


@dataclass(frozen=True)
class Concerned:
    """On which day it is asked."""

    today: date


def live() -> Any:
    """Return the condition of customers whose file should be complete."""
    return line.stage.in_(LIVE)


def concerned(finding: Finding) -> list[Any]:
    """Return whom a finding could concern, of those who are `live`; nothing = all of them."""
    match finding:
        case Finding.NO_NEED:
            return [line.stage.in_((Stage.POTENTIAL, Stage.INTENT))]
        case Finding.NO_LEVEL:
            return [line.stage == Stage.INTENT]
        case Finding.NO_COMMUNITY:
            return [line.customer_id.in_(_at_houses(Premises.house_type.in_(NEEDS_COMMUNITY)))]
        case Finding.FEW_CONTACTS:
            return [line.nature != Nature.INDIVIDUAL]
        case Finding.NO_CONSENT:
            return [line.nature == Nature.INDIVIDUAL]
        case Finding.NOT_VERIFIED:
            return [line.stage == Stage.BASE]
    return []


def found_by(finding: Finding, asked: Concerned) -> Any:
    """Return the question for the ids of the customers with a finding."""
    return _live(*concerned(finding), QUESTIONS[finding](asked))


def _live(*conditions: Any) -> Any:
    return select(line.customer_id).where(live(), *conditions)


def _at_houses(*conditions: Any) -> Any:
    houses = select(PremisesHolder.customer_id).join(Premises, Premises.id == PremisesHolder.premises_id)
    return houses.where(PremisesHolder.to_on.is_(None), *conditions)


def _incomplete_house(_asked: Concerned) -> Any:
    no_room = Premises.house_type.in_(NEEDS_ROOM) & (Premises.room == "")
    no_community = Premises.house_type.in_(NEEDS_COMMUNITY) & Premises.community_id.is_(None)
    return line.customer_id.in_(_at_houses(or_(no_room, no_community)))


def _not_verified(asked: Concerned) -> Any:
    """Return who was filed longer ago than that and confirmed nothing since."""
    since = add_months(asked.today, -STALE_MONTHS)
    lately = exists().where(Verification.customer_id == line.customer_id, Verification.verified_on >= since)
    return (line.created_at < day_start(since)) & ~lately


def _few_contacts(_asked: Concerned) -> Any:
    known = select(func.count()).where(Contact.customer_id == line.customer_id).scalar_subquery()
    return known < CONTACTS


def _same_phone(_asked: Concerned) -> Any:
    shared = select(Phone.digits).where(Phone.kind != PhoneKind.SERVICE).group_by(Phone.digits)
    shared = shared.having(func.count(Phone.customer_id.distinct()) > 1)
    return line.customer_id.in_(select(Phone.customer_id).where(Phone.digits.in_(shared)))


def _same_name(_asked: Concerned) -> Any:
    both = select(line.name, line.community).where(line.name != "", line.community != "").group_by(line.name, line.community)
    twice = both.having(func.count() > 1).subquery()
    other = line.__table__.alias("namesake")
    same = (other.c.name == twice.c.name) & (other.c.community == twice.c.community)
    return line.customer_id.in_(select(other.c.customer_id).join(twice, same))


def _same_address(_asked: Concerned) -> Any:
    """Return who has a house that another one has too, each with a file of its own; two who share one are no doubles."""
    door = (Premises.community_id, Premises.building, Premises.unit, Premises.room)
    known = select(*door).where(Premises.community_id.is_not(None), Premises.room != "").group_by(*door)
    twice = known.having(func.count() > 1).subquery()
    same = [column == twice.c[column.key] for column in door]
    houses = select(PremisesHolder.customer_id).join(Premises, Premises.id == PremisesHolder.premises_id).join(twice, same[0])
    return line.customer_id.in_(houses.where(PremisesHolder.to_on.is_(None), *same[1:]))


def _none_of(column: Any, *conditions: Any) -> Any:
    return ~exists().where(column == line.customer_id, *conditions)


QUESTIONS: dict[Finding, Callable[[Concerned], Any]] = {
    Finding.NO_PHONE: lambda _: _none_of(Phone.customer_id),
    Finding.NO_NAME: lambda _: line.name == "",
    Finding.NO_ADDRESS: lambda _: _none_of(PremisesHolder.customer_id, PremisesHolder.to_on.is_(None)),
    Finding.NO_COMMUNITY: _incomplete_house,
    Finding.NO_SOURCE: lambda _: line.source.is_(None),
    Finding.NO_OWNER: lambda _: line.owner_id.is_(None),
    Finding.NO_NEED: lambda _: line.interests == "",
    Finding.NO_LEVEL: lambda _: line.intent_level == IntentLevel.N,
    Finding.ODD_PHONE: lambda _: line.customer_id.in_(select(Phone.customer_id).where(Phone.kind == PhoneKind.UNUSUAL)),
    Finding.ODD_AREA: lambda _: line.customer_id.in_(_at_houses(~Premises.area.between(AREA[0] * 1000, AREA[-1] * 1000))),
    Finding.NOT_VERIFIED: _not_verified,
    Finding.FEW_CONTACTS: _few_contacts,
    Finding.NO_NEXT_STEP: lambda _: waiting_for_a_step(),
    Finding.NO_CONSENT: lambda _: line.customer_id.in_(select(Customer.id).where(Customer.consent_on.is_(None))),
    Finding.SAME_PHONE: _same_phone,
    Finding.SAME_NAME: _same_name,
    Finding.SAME_ADDRESS: _same_address,
}


def waiting_for_a_step() -> Any:
    """Return the condition of who should have a next step and has none, as the list of customers asks it."""
    first, *others = waiting()
    for one in others:
        first = first & one
    return first
