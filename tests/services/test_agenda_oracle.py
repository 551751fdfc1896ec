"""What the sources of the agenda say is what a plain reading of every table says: items, counts and figures, after any moving about."""

import random
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from benchmarks.moment import TODAY, now
from benchmarks.shop.making import make, pinyin
from dealer_crm.domain.acceptances import AcceptanceState, SheetStage
from dealer_crm.domain.agenda import AgendaItem, Span, merged
from dealer_crm.domain.birthdays import moon_day
from dealer_crm.domain.care import RequestState
from dealer_crm.domain.change_orders import ChangeState
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.complaint_case import CostKind, Payer
from dealer_crm.domain.complaints import ComplaintState
from dealer_crm.domain.customers import ContactRole
from dealer_crm.domain.deliveries import OPEN_STATES, DeliveryState
from dealer_crm.domain.jobs import JobStage, JobState
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.orders import OrderState
from dealer_crm.domain.pay_plan import NodeTrigger, PayKind
from dealer_crm.domain.planning import Department, SlipState
from dealer_crm.domain.quotes import QuoteState
from dealer_crm.domain.trade_ins import TradeInState
from dealer_crm.services.agenda import FINISHED, SOURCES, Agenda
from dealer_crm.services.agenda_sources import source
from dealer_crm.services.agenda_sources.asking import Sources
from dealer_crm.services.complaint_clock import settle_clock
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.models import (
    Acceptance,
    AgendaMark,
    ChangeOrder,
    Complaint,
    ComplaintCost,
    Contact,
    Customer,
    Delivery,
    DeliveryCheck,
    HandoverSlip,
    Job,
    PaymentNode,
    Premises,
    Quote,
    SalesOrder,
    ServiceRequest,
    Staff,
    TradeIn,
)
from dealer_crm.storage.opening import prepare
from tests.services.agenda_oracle import Oracle

FIRST, LAST = TODAY - timedelta(days=27), TODAY + timedelta(days=75)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a made-up shop."""
    folder = DataFolder(tmp_path_factory.mktemp("oracle"))
    prepare(folder.store, lambda _path: None)
    make(folder.path, 200)
    return folder.store


@pytest.fixture
def db(shop: Path, tmp_path: Path) -> Iterator[Database]:
    """Open a shop of one's own in which much was moved, done and handed on."""
    shutil.copyfile(shop, tmp_path / "shop.sqlite")
    db = Database(tmp_path / "shop.sqlite", pinyin(), now)
    _open_again(db)
    _stir(Agenda(db, Actor, now), random.Random(5))
    yield db
    db.close()


def _open_again(db: Database) -> None:
    """What such a small shop has all done already: calls, cases, money."""
    with db.write(Actor(), Action.EDIT, Subject.STORE) as session:
        for place, request in enumerate(session.scalars(select(ServiceRequest).limit(12))):
            request.state = RequestState.SCHEDULED if place % 2 else RequestState.OPEN
            request.appointment_on = TODAY + timedelta(days=place) if place % 2 else None
        for delivery in session.scalars(select(Delivery).where(Delivery.state.in_(OPEN_STATES)).limit(2)):
            delivery.planned_on = None
        for place, case in enumerate(session.scalars(select(Complaint).limit(12))):
            case.state, case.responded_at = ComplaintState.OPEN, case.responded_at if place % 2 else None
            case.close_by, case.clock = None if place % 3 else case.close_by, {}
            if place == 0:  # half of its time is gone
                case.opened_at, case.respond_by = now() - timedelta(hours=30), now() + timedelta(hours=20)
            session.flush()
            settle_clock(session, Trade(), case)
        for order in session.scalars(select(SalesOrder).where(SalesOrder.state == OrderState.DONE).limit(12)):
            order.state, order.extra = OrderState.DELIVERED, order.extra + 100
        _occasions(session)
        _slips(session)
        _claims(session)
        _quotes(session)
        _jobs(session)
        _failures(session)
        _changes(session)
        _parts(session)
        _compensations(session)


def _occasions(session: WriteSession) -> None:
    """Birthdays of every kind, houses that are decorated soon, orders nobody delivers."""
    for place, customer in enumerate(session.scalars(select(Customer))):
        day = TODAY + timedelta(days=place % 70 - 20)
        customer.birthday = (f"{day:%m-%d}", f"19{place % 60 + 40}-{day:%m-%d}", moon_day(day).text, "")[place % 4]
        customer.do_not_disturb = place % 7 == 0
        if place % 5 == 0:
            role, born = ContactRole.FAMILY, replace(moon_day(day), year=None, leap=False).text
            session.add(Contact(customer_id=customer.id, name="家人", role=role, birthday=born))
    for place, house in enumerate(session.scalars(select(Premises))):
        starts = TODAY + timedelta(days=place % 90 - 10)
        house.details = {**house.details, "deco_start_on": starts.isoformat()} if place % 3 else house.details
    for place, order in enumerate(session.scalars(select(SalesOrder).where(SalesOrder.state == OrderState.DELIVERED))):
        for delivery in session.scalars(select(Delivery).where(Delivery.order_id == order.id)):
            if place % 3 == 0:
                order.state, delivery.state = OrderState.CONFIRMED, DeliveryState.CANCELLED


def _slips(session: WriteSession) -> None:
    """Customers handed on: some answered, some refused, some waiting."""
    for place, customer_id in enumerate(session.scalars(select(Customer.id).limit(24))):
        slip = HandoverSlip(customer_id=customer_id, number=f"JJ{place}", sent_at=now(), due_on=TODAY + timedelta(days=place - 6))
        slip.from_department, slip.to_department = Department.SALES, Department.INSTALLATION
        slip.state, slip.to_id = list(SlipState)[place % 4], 1 + place % 2
        session.add(slip)


def _claims(session: WriteSession) -> None:
    """Claims of 以旧换新 in every state."""
    for place, order_id in enumerate(session.scalars(select(SalesOrder.id).limit(16))):
        state = list(TradeInState)[place % 4]
        session.add(TradeIn(order_id=order_id, amount=100, evidence=[], state=state, due_on=TODAY + timedelta(days=place - 6)))


def _changes(session: WriteSession) -> None:
    """Change orders in every state."""
    for place, order_id in enumerate(session.scalars(select(SalesOrder.id).limit(24))):
        change = ChangeOrder(number=f"ZQ{place}", order_id=order_id, asked_on=TODAY + timedelta(days=place - 12))
        change.state = list(ChangeState)[place % 3]
        session.add(change)


def _compensations(session: WriteSession) -> None:
    """Costs of cases: some need nobody's yes, some compensation was granted or refused, some waits."""
    staff = list(session.scalars(select(Staff.id)))
    for place, case in enumerate(session.scalars(select(Complaint).limit(24))):
        kind = CostKind.TRIP if place % 5 == 4 else CostKind.COMPENSATION
        cost = ComplaintCost(complaint_id=case.id, kind=kind, amount=500, payer=Payer.SHOP, spent_on=TODAY)
        cost.staff_id = staff[place % len(staff)]
        cost.approved_at, cost.refused_at = now() if place % 5 == 0 else None, now() if place % 5 == 1 else None
        cost.asked_on = TODAY + timedelta(days=place - 12) if place % 5 in (2, 3) else None
        session.add(cost)


def _parts(session: WriteSession) -> None:
    """Plans of payment of every second order: parts that are paid, open, and open without a day."""
    for place, order_id in enumerate(session.scalars(select(SalesOrder.id).order_by(SalesOrder.id.desc()))):
        for position in range(3 if place % 2 else 0):
            due = TODAY + timedelta(days=place % 30 - 15 + position) if (place + position) % 3 else None
            part = PaymentNode(order_id=order_id, position=position, kind=PayKind.PROGRESS, trigger=NodeTrigger.DAY, due_on=due)
            part.amount, part.open = 500, 500 if (place + position) % 4 else 0
            session.add(part)


def _quotes(session: WriteSession) -> None:
    """Quotes in every state, some run out."""
    for place, customer_id in enumerate(session.scalars(select(Customer.id).limit(24))):
        day = TODAY + timedelta(days=place - 6)
        quote = Quote(number=f"BJ{place}", customer_id=customer_id, quoted_on=day - timedelta(days=15), valid_until=day)
        quote.state = QuoteState.GIVEN if place % 3 else list(QuoteState)[place // 3 % 4]
        session.add(quote)


def _jobs(session: WriteSession) -> None:
    """Jobs in every state, of a day or several, some without a day, with and without further people."""
    staff = list(session.scalars(select(Staff.id)))
    for place, order in enumerate(session.scalars(select(SalesOrder).limit(40))):
        job = Job(number=f"AZ{place}", order_id=order.id, customer_id=order.customer_id, created_at=now() - timedelta(days=place))
        job.state, job.days = list(JobState)[place % 5], 1 + place % 3
        job.planned_on = None if place % 7 == 3 else TODAY + timedelta(days=place // 2 - 8)
        job.stage, job.slot, job.started_at = list(JobStage)[place % 6], ("", "9:00-11:30")[place % 2], now() - timedelta(days=1)
        job.finished_at = now() - timedelta(days=place) if job.state is JobState.DONE else None
        job.leader_id, job.members = (staff[place % len(staff)], staff[:1] if place % 4 else []) if place % 9 else (None, staff[1:3])
        session.add(job)


def _failures(session: WriteSession) -> None:
    """Items that failed on sheets of orders, deliveries and jobs: open, mended, of sheets that were called off, some without a day."""
    for place, order in enumerate(session.scalars(select(SalesOrder).limit(24))):
        sheet = Acceptance(number=f"YS{place}", order_id=order.id, customer_id=order.customer_id, created_at=now())
        sheet.sheet, sheet.sheet_version, sheet.stage = "floor_heating", 1, list(SheetStage)[place % 2]
        sheet.state = list(AcceptanceState)[place % 3]
        session.add(sheet)
        session.flush()
        session.add(_failed(place, acceptance_id=sheet.id))
    for place, delivery_id in enumerate(session.scalars(select(Delivery.id).limit(12))):
        session.add(_failed(place, delivery_id=delivery_id))
    for place, job_id in enumerate(session.scalars(select(Job.id).limit(24))):
        session.add(_failed(place, job_id=job_id))


def _failed(place: int, **owner: int) -> DeliveryCheck:
    check = DeliveryCheck(**owner, sheet="floor_heating", sheet_version=1, code="FH-F1", zh="冲洗", en="Flushed", required=True)
    check.result = CheckResult.FAIL if place % 4 else CheckResult.PASS
    check.due_on = None if place % 5 == 3 else TODAY + timedelta(days=place - 8)
    return check


def _stir(agenda: Agenda, choose: random.Random) -> None:
    rows = agenda.range(TODAY - timedelta(days=60), LAST)
    by_source = {source: [row for row in rows if row.source == source] for source in sorted({row.source for row in rows})}
    for found in by_source.values():
        for row in choose.sample(found, min(6, (len(found) + 1) // 2)):
            if row.completable and choose.random() < 0.4:
                agenda.complete([row])
            elif row.movable:
                agenda.postpone([row], TODAY + timedelta(days=choose.randrange(-5, 40)))


def _told(items: Iterable[AgendaItem]) -> list[tuple[str, int, object, int]]:
    return sorted((item.key.source, item.key.source_id, item.due_on, item.customer_id) for item in items)


def test_sources_say_what_a_plain_reading_says(db: Database) -> None:
    agenda, oracle = Agenda(db, Actor, now), Oracle(db)
    month = agenda.month(FIRST, LAST)
    due = [item for item in month.items if not item.done]
    expected = oracle.due(FIRST, LAST, TODAY)
    late = oracle.due(None, TODAY - timedelta(days=1), TODAY)
    assert len({told[0] for told in (*expected, *late)}) >= len(list(SOURCES)) - 1
    assert _told(due) == expected
    assert agenda.counts(FIRST, LAST) == Counter(told[2] for told in expected)
    assert month.whole
    assert month.counts == Counter((item.due_on, item.kind) for item in month.items)
    assert _told(agenda.late()) == late != []


def test_figures_are_those_of_a_plain_reading_by_whichever_way(db: Database) -> None:
    agenda, expected = Agenda(db, Actor, now), Oracle(db).due(None, TODAY, TODAY)
    items, figures = agenda.today()
    assert _told(items) == expected
    assert figures == agenda.figures()
    late = [told for told in expected if told[2] < TODAY]
    assert (figures.overdue, figures.due) == (len(late), len(expected) - len(late))
    assert sum(figures.kinds.values()) == len(expected)


def test_what_one_person_sees_to_is_a_part_of_everything(db: Database) -> None:
    agenda = Agenda(db, Actor, now)
    rows = agenda.range(FIRST, LAST)
    for staff_id in {row.staff_id for row in rows if row.staff_id is not None}:
        own = [row for row in rows if staff_id in dict(row.people)]
        assert agenda.range(FIRST, LAST, staff_id) == own
        assert sum(agenda.counts(FIRST, LAST, staff_id).values()) == len(own)


def test_the_first_of_each_day_are_the_earliest_of_each_source(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "FEW", 2)
    span, checked = Span(FIRST, LAST, TODAY), 0
    for sources in (Sources(tuple(SOURCES)), Sources(tuple(FINISHED))):
        with db.read() as session:
            firsts, everything = sources.firsts(session, span), merged(sources.items(session, span))
        shown = {item.key for item in firsts}
        assert len(shown) == len(firsts)
        for (name, day), found in _by_source_and_day(everything).items():
            taken = [item for item in found if item.key in shown]
            assert len(taken) == min(2, len(found)), (name, day)
            assert all(item.at is None for item in found if item not in taken) or any(item.at for item in taken)
            checked += len(found) > 2
        assert shown <= {item.key for item in everything}
    assert checked > 5


def test_a_month_of_too_much_leaves_no_day_out(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    agenda = Agenda(db, Actor, now)
    everything = agenda.month(FIRST, LAST)
    monkeypatch.setattr("dealer_crm.services.agenda.Span", partial(Span, limit=20))
    month = agenda.month(FIRST, LAST)
    assert (everything.whole, month.whole) == (True, False)
    assert month.counts == everything.counts
    assert {item.due_on for item in month.items} == {day for day, _kind in everything.counts}


def _by_source_and_day(items: Iterable[AgendaItem]) -> dict[tuple[str, date], list[AgendaItem]]:
    found = defaultdict[tuple[str, date], list[AgendaItem]](list)
    for item in items:
        if not item.moved:
            found[item.key.source, item.due_on].append(item)
    return found


def test_sabotage_a_mark_that_nobody_heeds_is_seen(db: Database) -> None:
    oracle = Oracle(db)
    call = next(row for row in Agenda(db, Actor, now).range(FIRST, LAST) if row.source == "maintenance" and not row.moved)
    with db.write(Actor(), Action.COMPLETE, Subject.AGENDA) as session:
        session.add(AgendaMark(source=call.source, source_id=call.key.source_id, occurrence=call.until, done_at=now()))
    assert _told(Agenda(db, Actor, now).month(FIRST, LAST).items) != oracle.due(FIRST, LAST, TODAY)
