"""The agenda on a real store: every source in one statement, marks, moving and completing as one step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Engine, event

from dealer_crm.domain.agenda import AgendaItemFixed, AgendaKind, Span
from dealer_crm.domain.care import RequestDraft, RequestKind, RequestState
from dealer_crm.domain.complaints import ComplaintChannel, ComplaintLevel, ComplaintSubtype, ComplaintType, Demand, Severity
from dealer_crm.domain.coverages import CoverageKind
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.deliveries import DeliveryState
from dealer_crm.domain.followups import StepNotOpen, Way, add_months
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.orders import Arrival, OrderState, PayWay
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.i18n import translator
from dealer_crm.services.agenda import FINISHED, SOURCES
from dealer_crm.services.agenda_sources.asking import Sources
from dealer_crm.services.agenda_sources.source import Dated
from dealer_crm.services.complaint_clock import settle_clock
from dealer_crm.services.customers import Customers
from dealer_crm.services.requests import Requests
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import (
    Complaint,
    Delivery,
    Maintenance,
    OrderLine,
    Payment,
    Promise,
    ServiceRequest,
    Visit,
)
from dealer_crm.words.agenda import matter
from tests.services.agenda_shop import Shop
from tests.services.conftest import Clock
from tests.services.plans import scans


@pytest.fixture
def shop(db: Database, actor: Callable[[], Actor], clock: Clock) -> Shop:
    """Return the shop."""
    return Shop(db, actor, clock)


@contextmanager
def statements() -> Iterator[list[tuple[str, Any]]]:
    """Collect the SELECTs of a block."""
    found: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            found.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize("source", [*SOURCES, *FINISHED], ids=lambda source: source.name)
def test_a_source_reads_by_an_index(db: Database, shop: Shop, source: Dated) -> None:
    span, alone = Span(shop.day(-7), shop.day(30), shop.day(0), staff_id=3), Sources([source])
    for ask in (alone.items, alone.counts):
        with statements() as asked, db.read() as session:
            ask(session, span)
        assert len(asked) == 1
        with db.read() as session:
            plan = [str(line[-1]) for line in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {asked[0][0]}", asked[0][1])]
        assert scans(plan) == []


def test_names_of_sources_are_unique() -> None:
    names = [source.name for source in (*SOURCES, *FINISHED)]
    assert len(set(names)) == len(names)


def test_every_kind_comes_with_the_customer(shop: Shop) -> None:
    shop.follow.plan([shop.customer], shop.day(0), "报价")
    row = shop.only()
    assert (row.kind, row.name, row.phone, row.community, row.words, row.days_late) == (
        AgendaKind.STEP, "王芳", "14200000911", "云上花园", "报价", 0,
    )  # fmt: skip


def test_an_appointment_is_confirmed_the_day_before(shop: Shop) -> None:
    shop.follow.plan([shop.customer], shop.day(1), "量房", Way.SURVEY, "10:00")
    row = shop.only()
    assert (row.kind, row.until, row.slot, row.at) == (AgendaKind.CONFIRM, shop.day(1), "10:00", None)
    shop.agenda.complete([row])
    assert shop.agenda.day() == []
    assert shop.kinds(1) == [AgendaKind.STEP]


def test_a_moved_appointment_is_confirmed_again_and_a_past_one_never(shop: Shop, clock: Clock) -> None:
    (step,) = shop.follow.plan([shop.customer], shop.day(1), "量房", Way.SURVEY)
    shop.agenda.complete([shop.only()])
    shop.follow.postpone([step], shop.day(3))
    assert shop.kinds(2) == [AgendaKind.CONFIRM]
    clock.on(4)
    assert shop.kinds() == [AgendaKind.STEP]


def test_a_planned_call_is_not_confirmed(shop: Shop) -> None:
    shop.follow.plan([shop.customer], shop.day(1), "报价", Way.PHONE)
    assert shop.agenda.day() == []


def test_deliveries_and_scheduled_requests_are_due_and_confirmed(shop: Shop) -> None:
    order, customer = shop.order(), shop.customer
    common = {"customer_id": customer, "order_id": order, "created_at": shop.clock()}
    shop.put(Delivery(number="SH1", planned_on=shop.day(1), slot="上午", **common))
    shop.put(Delivery(number="SH2", planned_on=shop.day(1), state=DeliveryState.SIGNED, signed_at=shop.clock(), **common))
    shop.put(
        ServiceRequest(
            number="FW1", customer_id=customer, kind=RequestKind.REPAIR, state=RequestState.SCHEDULED, reported_at=shop.clock(),
            symptom="不制热", appointment_on=shop.day(1), slot="14:00",
        )
    )  # fmt: skip
    assert shop.kinds() == [AgendaKind.CONFIRM, AgendaKind.CONFIRM]
    tomorrow = shop.agenda.range(shop.day(1), shop.day(1))
    assert [(row.kind, row.slot) for row in tomorrow] == [(AgendaKind.DELIVERY, "上午"), (AgendaKind.REQUEST, "14:00")]
    assert [row.words for row in shop.agenda.done(shop.day(0), shop.day(0))] == ["SH2"]


def test_a_call_for_service_without_a_day_is_due_at_once(shop: Shop) -> None:
    request = ServiceRequest(number="FW1", customer_id=shop.customer, kind=RequestKind.REPAIR, reported_at=shop.clock(), symptom="漏水")
    shop.put(request)
    assert shop.only().at is None
    shop.agenda.postpone([shop.only()], shop.day(2))
    assert shop.agenda.day() == []
    assert shop.kinds(2) == [AgendaKind.CONFIRM, AgendaKind.REQUEST]


def test_a_delivery_without_a_day_is_due_until_it_has_one(shop: Shop, clock: Clock) -> None:
    shop.put(Delivery(number="SH1", customer_id=shop.customer, order_id=shop.order(), created_at=shop.clock()))
    row = shop.only()
    assert (row.kind, row.at, row.days_late) == (AgendaKind.DELIVERY, None, 0)
    assert matter(row, translator("zh")) == "SH1 还没定日子"
    clock.on(2)
    assert shop.only().days_late == 2
    shop.agenda.postpone([shop.only()], shop.day(3))
    assert shop.agenda.day() == []
    assert shop.kinds(3) == [AgendaKind.CONFIRM, AgendaKind.DELIVERY]


def test_a_visit_says_what_the_plan_says(shop: Shop) -> None:
    shop.put(Visit(number="HF1", customer_id=shop.customer, code="d1", due_on=shop.day(0)))
    assert "温度" in shop.only().said("zh")
    assert "temperature" in shop.only().said("en")
    shop.agenda.complete([shop.only()])
    assert [row.kind for row in shop.agenda.done(shop.day(0), shop.day(0))] == [AgendaKind.VISIT]


def test_promises_goods_and_money_of_an_order(shop: Shop) -> None:
    order = shop.order(OrderState.DELIVERED, promised_on=shop.day(-2), extra=-1)
    shop.put(OrderLine(order_id=order, category="other", name="柜机", quantity=1500, price=333))
    shop.put(Promise(customer_id=shop.customer, order_id=order, words="送支架", due_on=shop.day(-1)))
    paid = {"customer_id": shop.customer, "order_id": order, "kind": PayKind.BALANCE, "way": PayWay.CASH}
    shop.put(Payment(number="SK1", amount=400, paid_on=shop.day(0), created_at=shop.clock(), **paid))
    money, promise = shop.agenda.day()
    assert (money.kind, money.amount, money.days_late) == (AgendaKind.RECEIVABLE, 99, 2)
    assert promise.words == "送支架"
    shop.put(Payment(number="SK2", amount=99, paid_on=shop.day(0), created_at=shop.clock(), **paid))
    shop.agenda.complete([promise])
    assert shop.agenda.day() == []


def test_goods_that_should_arrive_are_asked_for(shop: Shop) -> None:
    line = OrderLine(
        order_id=shop.order(), category="other", name="柜机", quantity=1000, arrival=Arrival.ORDERED, arrives_on=shop.day(0)
    )  # fmt: skip
    shop.put(line)
    arrival, order = sorted(shop.agenda.day(), key=lambda row: row.kind)
    assert (arrival.kind, order.kind) == (AgendaKind.ARRIVAL, AgendaKind.ORDER)
    shop.agenda.complete([arrival, order])
    assert shop.kinds() == [AgendaKind.ORDER]


def test_money_owed_is_not_ticked_away(shop: Shop) -> None:
    shop.put(OrderLine(order_id=shop.order(OrderState.DELIVERED), category="other", name="柜机", quantity=1000, price=100))
    with pytest.raises(AgendaItemFixed):
        shop.agenda.complete([shop.only()])
    shop.agenda.postpone([shop.only()], shop.day(7))
    assert shop.agenda.day() == []
    assert shop.only(7).moved


@pytest.mark.parametrize(("left", "due"), [(61, None), (60, 60), (59, 60), (31, 60), (30, 30), (8, 30), (7, 7), (0, 7), (-1, None)])
def test_a_warranty_that_ends_is_told_once_at_a_time(shop: Shop, left: int, due: int | None) -> None:
    shop.coverage(left)
    rows = shop.agenda.day()
    assert [row.due_on for row in rows] == ([shop.day(left - due)] if due is not None else [])


def test_only_some_coverages_are_told(shop: Shop) -> None:
    machine = shop.machine()
    for kind in CoverageKind:
        shop.coverage(30, kind, machine)
    assert {row.code for row in shop.agenda.day()} == {CoverageKind.WHOLE_UNIT, CoverageKind.PAID_EXT, CoverageKind.INSTALLATION}


def test_a_reminder_that_was_moved_waits_for_its_new_day(shop: Shop) -> None:
    shop.coverage(60)
    shop.agenda.postpone([shop.only()], shop.day(45))
    assert [row.due_on for row in shop.agenda.range(shop.day(0), shop.day(59))] == [shop.day(30), shop.day(45), shop.day(53)]


def test_a_reminder_that_was_moved_far_gives_way_to_the_next(shop: Shop) -> None:
    shop.coverage(60)
    shop.agenda.postpone([shop.only()], shop.day(45))
    shop.clock.on(45)
    assert [row.source for row in shop.agenda.day()] == ["warranty_end_30"]
    assert sum(shop.agenda.counts(shop.day(-45), shop.day(0)).values()) == 1


def test_the_last_reminder_of_a_warranty_waits_where_it_was_moved_behind_its_end(shop: Shop) -> None:
    shop.coverage(7)
    shop.agenda.postpone([shop.only()], shop.day(10))
    shop.clock.on(12)
    assert (shop.only().source, shop.only().days_late) == ("warranty_end_7", 2)


def test_maintenance_is_told_two_weeks_ahead_and_comes_again(shop: Shop) -> None:
    care = Maintenance(equipment_id=shop.machine(), code="clean", zh="清洗", en="Cleaning", cycle_months=6, next_on=shop.day(14))
    shop.put(care)
    row = shop.only()
    assert (row.said("zh"), row.machine, row.until) == ("清洗", "格力 柜机 KFR-72", shop.day(14))
    shop.agenda.complete([row])
    assert shop.agenda.day() == []
    (again,) = shop.agenda.range(shop.day(1), shop.day(90))
    assert (again.key, again.due_on) == (row.key, shop.day(14 + 30))


def test_maintenance_called_for_late_is_due_a_month_after_the_call(shop: Shop) -> None:
    shop.put(Maintenance(equipment_id=shop.machine(), code="clean", zh="清洗", en="Cleaning", cycle_months=6, next_on=shop.day(-40)))
    shop.agenda.complete([shop.only()])
    assert [row.due_on for row in shop.agenda.range(shop.day(0), shop.day(90))] == [shop.day(30)]


def test_maintenance_given_up_comes_again_with_its_next_cycle(shop: Shop) -> None:
    shop.put(Maintenance(equipment_id=shop.machine(), code="clean", zh="清洗", en="Cleaning", cycle_months=6, next_on=shop.day(5)))
    shop.agenda.drop([shop.only()], "自己洗过了")
    again = add_months(shop.day(5), 6) - timedelta(days=14)
    assert [row.due_on for row in shop.agenda.range(shop.day(0), shop.day(400))] == [again]


def test_a_complaint_keeps_its_deadline(shop: Shop) -> None:
    shop.put(
        Complaint(
            number="TS1", customer_id=shop.customer, opened_at=shop.clock(), channel=ComplaintChannel.PHONE, type=ComplaintType.PRODUCT,
            subtype=ComplaintSubtype.QUALITY, level=ComplaintLevel.DIRECT, severity=Severity.URGENT, words="外机响", demand=Demand.REPAIR,
            respond_by=shop.clock() + timedelta(hours=2), due_at=shop.clock() + timedelta(hours=2),
        )
    )  # fmt: skip
    row = shop.only()
    assert (row.kind, row.at) == (AgendaKind.COMPLAINT, (shop.clock() + timedelta(hours=2)).astimezone().time().replace(second=0))
    with pytest.raises(AgendaItemFixed):
        shop.agenda.postpone([row], shop.day(1))


def test_a_complaint_is_due_by_the_deadline_that_runs(shop: Shop) -> None:
    now = shop.clock()
    complaint = Complaint(
        number="TS1", customer_id=shop.customer, opened_at=now, channel=ComplaintChannel.PHONE, type=ComplaintType.PRODUCT,
        subtype=ComplaintSubtype.QUALITY, level=ComplaintLevel.DIRECT, severity=Severity.URGENT, words="外机响", demand=Demand.REPAIR,
        respond_by=now, plan_by=now + timedelta(days=1), promised_by=now + timedelta(days=2), close_by=now + timedelta(days=5),
    )  # fmt: skip
    shop.put(complaint)

    def due(**values: object) -> date:
        with shop.db.write(shop.actor(), Action.EDIT, Subject.COMPLAINT) as session:
            kept = session.get_one(Complaint, 1)
            for name, value in values.items():
                setattr(kept, name, value)
            kept.clock = {}
            session.flush()
            settle_clock(session, Trade(), kept)
        return [row.due_on for row in shop.agenda.range(shop.day(0), shop.day(9)) if row.kind is AgendaKind.COMPLAINT][0]

    assert due() == shop.day(0)
    assert due(responded_at=now) == shop.day(1)
    assert due(promised_by=None) == shop.day(1)
    assert due(measure="换外机") == shop.day(5)
    assert due(close_by=None) == shop.day(1)


def test_many_are_moved_as_one_step(shop: Shop) -> None:
    shop.follow.plan([shop.customer], shop.day(-3))
    shop.put(Visit(number="HF1", customer_id=shop.customer, code="d1", due_on=shop.day(-2)))
    shop.coverage(29)
    rows = shop.agenda.day()
    assert [row.days_late for row in rows] == [3, 2, 1]
    assert shop.agenda.postpone(rows, shop.day(1)) == 3
    assert shop.agenda.overdue(shop.day(1)) == []
    assert len(shop.agenda.range(shop.day(1), shop.day(1))) == 3
    shop.history.undo()
    assert [row.days_late for row in shop.agenda.day()] == [3, 2, 1]


def test_a_step_with_several_people_names_them(shop: Shop) -> None:
    files = Customers(shop.db, shop.actor, shop.clock)
    others = [files.create(CustomerDraft(name=name)) for name in ("钱多多", "孙小美", "李大力")]
    shop.follow.plan([shop.customer, *others], shop.day(-3))
    shop.agenda.postpone(shop.agenda.day(), shop.day(1))
    moved = shop.history.rows(1)[0].label
    assert (moved.count(","), moved[-3:]) == (2, " +1")


def test_a_step_that_is_closed_is_refused_and_nothing_is_written(shop: Shop) -> None:
    first, second = shop.follow.plan([shop.customer, shop.customer], shop.day(0))
    rows = shop.agenda.day()
    shop.follow.complete([second])
    with pytest.raises(StepNotOpen):
        shop.agenda.complete(rows)
    assert [row.key.source_id for row in shop.agenda.day()] == [first]


def test_counts_are_those_of_the_rows(shop: Shop) -> None:
    for days in (-3, -3, 0, 2):
        shop.follow.plan([shop.customer], shop.day(days))
    shop.coverage(60)
    shop.agenda.postpone([row for row in shop.agenda.day() if row.kind is AgendaKind.WARRANTY_END], shop.day(2))
    assert shop.agenda.counts(shop.day(-7), shop.day(7)) == {shop.day(-3): 2, shop.day(0): 1, shop.day(2): 2}
    assert shop.agenda.counts(shop.day(-7), shop.day(7), kinds=[AgendaKind.WARRANTY_END]) == {shop.day(2): 1}
    figures = shop.agenda.figures()
    assert (figures.overdue, figures.longest, figures.due, figures.done) == (2, 3, 1, 0)
    assert figures.kinds == {AgendaKind.STEP: 3}


def test_another_persons_work_can_be_left_out(shop: Shop) -> None:
    shop.follow.plan([shop.customer], shop.day(0))
    assert shop.agenda.day(staff_id=5) == []
    assert shop.agenda.figures(staff_id=5).due == 0


def test_who_is_left_in_peace_is_not_counted(shop: Shop) -> None:
    assert shop.agenda.figures().no_next_step == 1
    shop.follow.leave_in_peace(shop.customer, "请勿打扰")
    assert shop.agenda.figures().no_next_step == 0


def test_done_is_counted_until_midnight(shop: Shop, clock: Clock) -> None:
    shop.follow.plan([shop.customer], shop.day(-1))
    shop.agenda.complete(shop.agenda.day())
    assert shop.agenda.figures().done == 1
    clock.on(1)
    assert shop.agenda.figures().done == 0


def test_a_call_that_is_moved_has_an_appointment(shop: Shop, actor: Callable[[], Actor]) -> None:
    request_id = Requests(shop.db, actor, shop.clock, Trade()).take(RequestDraft(shop.customer, symptom="漏水"))
    call = next(row for row in shop.agenda.day() if row.key.source_id == request_id)
    shop.agenda.postpone([call], shop.day(3))
    with shop.db.read() as session:
        request = session.get(ServiceRequest, request_id)
        assert request is not None
        assert (request.state, request.appointment_on) == (RequestState.SCHEDULED, shop.day(3))
    kinds = [row.kind for row in shop.agenda.range(shop.day(0), shop.day(3))]
    assert kinds == [AgendaKind.CONFIRM, AgendaKind.REQUEST]


def test_very_much_that_is_late_hides_nothing_of_today(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    for days in (-9, -8, -7, -6, -5):
        shop.follow.plan([shop.customer], shop.clock.today + timedelta(days=days), "old")
    shop.follow.plan([shop.customer], shop.clock.today, "of today")
    monkeypatch.setattr("dealer_crm.services.agenda.Span", partial(Span, limit=3))
    items, figures = shop.agenda.today()
    assert [item.days_late for item in items] == [9, 8, 7, 0]
    assert (figures.overdue, figures.due) == (5, 1)
    assert [row.words for row in shop.agenda.day()] == ["old", "old", "old", "of today"]
