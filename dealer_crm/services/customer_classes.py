"""What class a customer is in and why, worked out from the records as they stand now; and classes set by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Select, select

from dealer_crm.domain.class_by_hand import ClassNotByHand, checked
from dealer_crm.domain.class_places import best as best_of
from dealer_crm.domain.class_places import places
from dealer_crm.domain.class_profile import profile_of
from dealer_crm.domain.class_rules import Classes, classify
from dealer_crm.domain.classes import OF_MARGIN, Classed, ClassKind, Why
from dealer_crm.domain.customers import CustomerNotFound
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.journal import Action, Actor, Role, Subject
from dealer_crm.services.class_facts import Asking, by_hand_of, facts_of, traits_of
from dealer_crm.services.class_money import earned
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import ClassOverride, Customer


class CustomerClasses:
    """Asked beside the window, since every buyer is looked at to know where one stands. One setting by hand is one transaction."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime], trade: Trade) -> None:
        self._db, self._actor, self._now, self._trade = db, actor, now, trade

    def of(self, customer_id: int) -> Classes:
        """Return the classes of a customer, none where he is gone meanwhile.

        A line without a cost counts with the usual margin of the rules; what was paid for service counts whole.
        """
        today, rules = local_day(self._now()), self._trade.class_rules()
        with self._db.read() as session:
            buyers = earned(session, rules, today, None)
            ranks = places(buyers)
            asking = Asking(today, rules, self._trade.cadences(), (customer_id,))
            best = replace(asking, ids=best_of(ranks, buyers, rules))
            profile = profile_of(traits_of(session, best), rules)
            found, said = facts_of(session, asking, profile), by_hand_of(session, (customer_id,))
        facts = found.get(customer_id)
        if facts is None:
            return {}
        return self._shown(classify(facts, ranks.get(customer_id), rules, today, said.get(customer_id, {})))

    def override(self, customer_id: int, kind: ClassKind, value: str, note: str) -> None:
        """Set a class by hand, instead of an earlier setting too; it stands over the rules until it is taken back.

        `value` is one of `class_by_hand.VALUES[kind]`, of `CARE` several with spaces between.
        Raises CustomerNotFound, ClassNotInKind, ClassNoteMissing.
        """
        value, note = checked(kind, value, note)
        with self._db.write(self._actor(), Action.EDIT, Subject.CUSTOMER_CLASS) as session:
            customer = session.get(Customer, customer_id)
            if customer is None:
                raise CustomerNotFound(number=str(customer_id))
            row = session.scalars(_set_by_hand(customer_id, kind)).first() or ClassOverride(customer_id=customer_id, kind=kind.value)
            row.value, row.note, row.set_on, row.staff_id = value, note, local_day(self._now()), self._actor().staff_id
            session.add(row)
            session.flush()
            session.about(row.id, customer.name or customer.number)

    def take_back(self, customer_id: int, kind: ClassKind) -> None:
        """Let the rules speak again. Raises ClassNotByHand."""
        with self._db.write(self._actor(), Action.DELETE, Subject.CUSTOMER_CLASS) as session:
            row = session.scalars(_set_by_hand(customer_id, kind)).first()
            if row is None:
                raise ClassNotByHand
            customer = session.get(Customer, customer_id)
            session.about(row.id, (customer.name or customer.number) if customer else "")
            session.delete(row)

    def _shown(self, found: Classes) -> Classes:
        if self._actor().role is Role.OWNER:
            return found
        hidden = {kind: tuple(_without_cost(one) for one in values) for kind, values in found.items()}
        return {**hidden, ClassKind.PROFIT: ()}


def _without_cost(one: Classed) -> Classed:
    if one.by_hand is not None and one.by_hand.computed is not None:
        return replace(one, by_hand=replace(one.by_hand, computed=_without_cost(one.by_hand.computed)))
    return Classed(one.value, Why.IS_NEITHER) if one.why in OF_MARGIN else one


def _set_by_hand(customer_id: int, kind: ClassKind) -> Select[ClassOverride]:
    return select(ClassOverride).where(ClassOverride.customer_id == customer_id, ClassOverride.kind == kind.value)
