"""Calls after the sale: what was told, yearly ones that come again, few where the relation is kept at a distance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from dealer_crm.domain.care import VisitDone, VisitState
from dealer_crm.domain.classes import ClassKind, Relationship
from dealer_crm.domain.followups import Way
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.planning import ReferralWill
from dealer_crm.services.agenda import Agenda
from dealer_crm.services.history import History
from dealer_crm.services.trade import Trade
from dealer_crm.services.visit_plan import keeps_distance
from dealer_crm.services.visits import Visits
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import ClassOverride, Visit
from tests.services.conftest import Clock
from tests.storage.shops import digest


@pytest.fixture
def visits(sample: Database, actor: Callable[[], Actor], clock: Clock) -> Visits:
    """Return the use-cases on the sample shop."""
    return Visits(sample, actor, clock, Trade())


def standing(db: Database, code: str) -> Visit:
    """Return the first open visit of a kind."""
    with db.read() as session:
        query = select(Visit).where(Visit.code == code, Visit.state == VisitState.OPEN, Visit.delivery_id.is_not(None))
        found = session.scalars(query.order_by(Visit.id)).first()
        assert found is not None
        session.expunge(found)
        return found


def others(db: Database, visit: Visit) -> list[date]:
    """Return the days of the open visits that stand in place of one."""
    with db.read() as session:
        query = select(Visit.due_on).where(Visit.code == visit.code, Visit.delivery_id == visit.delivery_id, Visit.state == VisitState.OPEN)
        return list(session.scalars(query))


@pytest.mark.parametrize(
    ("code", "way"),
    [("anniversary", "told"), ("before_heating", "skipped"), ("before_heating", "ticked"), ("anniversary", "given up")],
)
def test_a_yearly_call_comes_again_however_it_was_closed(visits: Visits, sample: Database, clock: Clock, code: str, way: str) -> None:
    visit, before, history = standing(sample, code), digest(sample), History(sample, Actor)
    agenda = Agenda(sample, Actor, clock)
    rows = [row for row in agenda.range(visit.due_on, visit.due_on) if row.source == "visit" and row.key.source_id == visit.id]
    deeds: dict[str, Callable[[], object]] = {
        "told": lambda: visits.done(visit.id, VisitDone(words="都好")),
        "skipped": lambda: visits.skip(visit.id, "出国"),
        "ticked": lambda: agenda.complete(rows),
        "given up": lambda: agenda.drop(rows, "出国"),
    }
    deeds[way]()
    (again,) = others(sample, visit)
    assert abs(again - visit.due_on - timedelta(days=365)) <= timedelta(days=10)
    history.undo()
    assert digest(sample) == before


def test_what_was_told_is_kept(visits: Visits, sample: Database) -> None:
    visit = standing(sample, "anniversary")
    draft = VisitDone(grade=3, way=Way.WECHAT, trouble=" 有点吵 ", suggestion="早点来", names="朱琳  138")
    visits.done(visit.id, draft)
    with sample.read() as session:
        kept = session.get_one(Visit, visit.id)
        told = (kept.way, kept.trouble, kept.suggestion, kept.friends, kept.friend_names)
    assert told == (Way.WECHAT, "有点吵", "早点来", ReferralWill.GAVE_NAMES, "朱琳 138")


def test_who_is_kept_at_a_distance_by_hand_is_not_called_each_year(visits: Visits, sample: Database, clock: Clock) -> None:
    visit = standing(sample, "anniversary")
    with sample.write(Actor(), Action.EDIT, Subject.CUSTOMER) as session:
        assert not keeps_distance(session, visit.customer_id)
        kind = ClassKind.RELATIONSHIP.value
        session.add(
            ClassOverride(customer_id=visit.customer_id, kind=kind, value=Relationship.BASIC.value, note="不想", set_on=clock.today)
        )
    visits.done(visit.id, VisitDone(words="都好"))
    assert others(sample, visit) == []
