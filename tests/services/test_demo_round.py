"""The sample shop has gone once round: every list and state has an example, and all of it hangs together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.amounts import in_words
from dealer_crm.domain.care import RequestState, VisitState
from dealer_crm.domain.change_orders import ChangeState
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.complaint_case import Clear, CostKind, Escalation
from dealer_crm.domain.complaint_steps import Due
from dealer_crm.domain.complaints import (
    ComplaintLevel,
    ComplaintState,
    ComplaintSubtype,
    DissatisfiedType,
    LiableParty,
    Severity,
)
from dealer_crm.domain.coverages import CoverageKind, CoverageState, proof_until, retirement_on, state_of
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import DeliveryKind, DeliveryState
from dealer_crm.domain.jobs import JobStage
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.marks import too_few
from dealer_crm.domain.orders import OrderState, PayWay
from dealer_crm.domain.periods import Period
from dealer_crm.domain.products import ProductKind
from dealer_crm.domain.quotes import QuoteState, expired
from dealer_crm.services import acceptance_file
from dealer_crm.services.agenda import Agenda
from dealer_crm.services.cash_closing import CashClosing
from dealer_crm.services.check import Check
from dealer_crm.services.coverages import covered
from dealer_crm.services.customer_list import CustomerList
from dealer_crm.services.demo import Demo
from dealer_crm.services.expectation_report import ExpectationReport, together
from dealer_crm.services.order_reading import totals_of
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.models import (
    Acceptance,
    CashClose,
    ChangeOrder,
    Complaint,
    ComplaintClear,
    ComplaintCost,
    ComplaintEscalation,
    ComplaintStep,
    Customer,
    Delivery,
    DeliveryCheck,
    Equipment,
    EquipmentCoverage,
    Job,
    JobMaterial,
    Maintenance,
    OrderReturn,
    Payment,
    PaymentNode,
    Product,
    Quote,
    QuoteLine,
    QuoteVersion,
    SalesOrder,
    ServiceRequest,
    Visit,
)
from tests.services.conftest import Clock
from tests.storage.shops import empty_file, pinyin

TOLD = Clock()


def sown(path: Path, language: str) -> Database:
    """Return a store with the sample shop."""
    path.write_bytes(empty_file())
    db = Database(path, pinyin(), TOLD)
    Demo(db, TOLD).fill(language)
    return db


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Return the sample shop, made once; these tests only look."""
    db = sown(tmp_path_factory.mktemp("round") / "shop.sqlite", "zh")
    yield db
    db.close()


def every(shop: Database, column: Any) -> list[Any]:
    """Return a column of every row."""
    with shop.read() as session:
        return list(session.scalars(select(column)))


def ids(shop: Database, name: str) -> int:
    """Return the customer's id."""
    return CustomerList(shop, TOLD).find(name)[0].id


@pytest.mark.parametrize(
    ("column", "kinds"),
    [
        (Quote.state, set(QuoteState)),
        (SalesOrder.state, set(OrderState)),
        (ChangeOrder.state, {ChangeState.DRAFT, ChangeState.SIGNED}),
        (Product.kind, set(ProductKind)),
        (Delivery.state, set(DeliveryState) - {DeliveryState.CANCELLED}),
        (Delivery.kind, set(DeliveryKind)),
        (ServiceRequest.state, set(RequestState)),
        (Visit.state, set(VisitState)),
        (Complaint.state, set(ComplaintState)),
        (Payment.way, set(PayWay)),
        (DeliveryCheck.result, {None, CheckResult.PASS, CheckResult.FAIL}),
    ],
)
def test_every_state_has_an_example(shop: Database, column: Any, kinds: set[Enum | None]) -> None:
    assert set(every(shop, column)) >= kinds


def test_volumes_of_a_real_shop(shop: Database) -> None:
    assert len(every(shop, Product.id)) == 12
    assert len(every(shop, SalesOrder.id)) >= 18
    assert len(every(shop, Delivery.id)) >= 20
    assert len(every(shop, Equipment.id)) >= 26
    assert len(every(shop, ServiceRequest.id)) == 22
    assert len(every(shop, Visit.id)) >= 30
    assert len(every(shop, Complaint.id)) == 20


def test_nothing_is_wrong_with_it(shop: Database) -> None:
    assert Check(shop, DataFolder(shop.path.parent)).run() == []


def test_quotes_are_open_run_out_declined_and_accepted(shop: Database) -> None:
    with shop.read() as session:
        quotes = list(session.scalars(select(Quote)))
        given = [quote for quote in quotes if quote.state is QuoteState.GIVEN]
        (order,) = session.scalars(select(SalesOrder).where(SalesOrder.quote_version_id.is_not(None)))
        (accepted,) = [quote for quote in quotes if quote.state is QuoteState.ACCEPTED]
        version = session.get_one(QuoteVersion, order.quote_version_id)
        assert (version.quote_id, order.customer_id, order.extra) == (accepted.id, accepted.customer_id, version.extra)
        assert [bool(quote.decline_reason) for quote in quotes if quote.state is QuoteState.DECLINED] == [True]
        assert len(quotes) == 8
        assert sum(expired(quote.valid_until, TOLD.today) for quote in given) == 2


def test_a_signed_contract_is_paid_by_its_plan_and_one_part_is_late(shop: Database) -> None:
    with shop.read() as session:
        (order,) = session.scalars(select(SalesOrder).where(SalesOrder.customer_id == ids(shop, "施工中")))
        nodes = list(session.scalars(select(PaymentNode).where(PaymentNode.order_id == order.id).order_by(PaymentNode.position)))
        assert order.signed_on
        assert [(node.amount, node.open) for node in nodes] == [
            (640000, 0),
            (320000, 0),
            (1280000, 300000),
            (800000, 800000),
            (160000, 160000),
        ]
        assert [node.kind.value for node in nodes if node.open and node.due_on and node.due_on < TOLD.today] == ["progress"]


def test_one_change_is_signed_and_one_waits(shop: Database) -> None:
    with shop.read() as session:
        query = select(Customer.name, ChangeOrder).join(SalesOrder, SalesOrder.customer_id == Customer.id)
        rows = session.execute(query.join(ChangeOrder, ChangeOrder.order_id == SalesOrder.id)).all()
        found = {name: (change.state, change.amount) for name, change in rows}
    assert found == {"乐天天": (ChangeState.SIGNED, 186000), "施工中": (ChangeState.DRAFT, 289000)}


def test_goods_came_back_and_the_drawer_was_counted_yesterday(shop: Database) -> None:
    assert every(shop, OrderReturn.amount) == [12800]
    closing = CashClosing(shop, Actor, TOLD)
    (close,) = closing.closes(TOLD.today - timedelta(days=1), TOLD.today)
    assert (close.expected, close.counted, close.difference, bool(close.note)) == (168600, 168000, -600, True)
    assert closing.day().sums.opening == close.left == 168000


def test_numbers_are_given_once(shop: Database) -> None:
    for model in (Quote, SalesOrder, ChangeOrder, OrderReturn, Delivery, Payment, Equipment, ServiceRequest, Visit, Complaint):
        numbers = Counter(every(shop, model.number))
        assert [number for number, count in numbers.items() if count > 1] == []


def test_one_order_comes_to_the_amount_every_vector_knows(shop: Database) -> None:
    with shop.read() as session:
        totals = [totals_of(session, order).total for order in session.scalars(select(SalesOrder))]
    assert 3685000 in totals
    assert in_words(3685000) == "叁万陆仟捌佰伍拾元整"


@pytest.mark.parametrize(("name", "owed"), [("施工中", 1260000), ("乐天天", 2846000), ("宁静远", 150000), ("温暖如", 0)])
def test_what_is_owed(shop: Database, name: str, owed: int) -> None:
    with shop.read() as session:
        orders = session.scalars(select(SalesOrder).where(SalesOrder.customer_id == ids(shop, name)))
        assert sum(totals_of(session, order).owed for order in orders) == owed


def test_the_best_customer_bought_for_216000(shop: Database) -> None:
    with shop.read() as session:
        orders = session.scalars(select(SalesOrder).where(SalesOrder.customer_id == ids(shop, "温暖如")))
        assert sum(totals_of(session, order).total for order in orders) == 21600000


def test_machines_have_coverages_that_wait_run_and_have_ended(shop: Database) -> None:
    with shop.read() as session:
        states = Counter(state_of(covered(row), TOLD.today) for row in session.scalars(select(EquipmentCoverage)))
        waiting = list(session.scalars(select(EquipmentCoverage).where(EquipmentCoverage.start_on.is_(None))))
        assert {row.kind for row in waiting} == {CoverageKind.WHOLE_UNIT, CoverageKind.MAIN_PARTS}
    assert set(states) == set(CoverageState)


def test_a_warranty_ends_soon_a_proof_period_runs_and_a_boiler_retires(shop: Database) -> None:
    with shop.read() as session:
        by_serial = {row.serial: row for row in session.scalars(select(Equipment))}
        ends = session.scalars(select(EquipmentCoverage.end_on).where(EquipmentCoverage.equipment_id == by_serial["YL20D000023"].id)).all()
        old, new = by_serial["LX19S000022"], by_serial["YL26K000024"]
        retires = retirement_on(old.sold_on, Trade().category(old.category).retire_months)
        proof = proof_until(new.accepted_on)
    assert any(end and timedelta(20) < end - TOLD.today < timedelta(30) for end in ends)
    assert retires
    assert timedelta(60) < retires - TOLD.today < timedelta(183)
    assert proof
    assert proof > TOLD.today


def test_care_is_overdue_due_soon_and_far(shop: Database) -> None:
    due = [day - TOLD.today for day in every(shop, Maintenance.next_on) if day]
    assert sum(days < timedelta(0) for days in due) == 5
    assert sum(timedelta(0) <= days <= timedelta(14) for days in due) >= 6
    assert max(due) > timedelta(90)


def test_one_sheet_failed_and_is_half_done(shop: Database) -> None:
    with shop.read() as session:
        query = select(DeliveryCheck).join(Delivery, Delivery.id == DeliveryCheck.delivery_id)
        checks = list(session.scalars(query.where(Delivery.customer_id == ids(shop, "宁静远"))))
        (failed,) = [check for check in checks if check.result is CheckResult.FAIL]
        assert (failed.code, failed.note, failed.due_on) == ("C", "主卧风口有异响", TOLD.today + timedelta(2))
        assert sum(check.result is CheckResult.PASS for check in checks) == 3


def test_sheets_are_valid_with_their_readings_and_one_is_in_the_middle(shop: Database) -> None:
    with shop.read() as session:
        sheets = [acceptance_file.read(session, Trade(), sheet_id) for sheet_id in session.scalars(select(Acceptance.id))]
    assert [(one.sheet, one.state.value) for one in sheets] == [
        ("heat_pump", "valid"),
        ("central_ac_hidden", "valid"),
        ("floor_heating_hidden", "valid"),
        ("heat_pump", "open"),
    ]
    floor, pump = sheets[2:]
    assert {check.code: len(check.readings) for check in floor.checks if check.readings} == {"FH-H4": 4, "FH-H8": 2}
    assert all(check.photos for check in floor.checks if check.photo)
    (failed,) = pump.failed
    assert (failed.code, failed.due_on, failed.photos) == ("HP-F7", TOLD.today + timedelta(2), 1)
    assert pump.progress == (3, 4)
    assert {check.code: check.last.value for check in pump.checks if check.last and check.last.value} == {
        "HP-F1": "1.6",
        "HP-F2": "2.3",
        "HP-F3": "48",
    }


def test_sites_stand_at_every_stage_and_material_came_back(shop: Database) -> None:
    assert {one.value for one in every(shop, Job.state)} >= {"planned", "confirmed", "under_way", "done"}
    assert set(every(shop, Job.stage)) == set(JobStage)
    with shop.read() as session:
        today = session.scalars(select(Job.state).where(Job.planned_on == TOLD.today, Job.crew != "")).all()
        reasons = session.scalars(select(Delivery.refusal).where(Delivery.state == DeliveryState.PARTLY)).all()
    assert {state.value for state in today} == {"confirmed", "under_way"}
    assert all(reasons)
    assert sum(returned > 0 for returned in every(shop, JobMaterial.returned)) >= 5


def test_marks_of_a_year_are_enough_to_see_a_trend(shop: Database) -> None:
    since = Period(TOLD.today - timedelta(365), TOLD.today)
    sums = ExpectationReport(shop).sums(since)
    assert len({one.month for one in sums}) >= 6
    assert not too_few(together(sums, letter="A").count)


def test_complaints_stand_where_their_story_is(shop: Database) -> None:
    with shop.read() as session:
        steps = select(func.count()).where(ComplaintStep.complaint_id == Complaint.id).scalar_subquery()
        rows = session.execute(select(Customer.name, Complaint, steps).join(Customer, Customer.id == Complaint.customer_id)).all()
        found = {name: (complaint, count) for name, complaint, count in rows}
        urgent, hard, silent = found["牛有理"], found["马上急"], found["闷不响"]
        assert urgent[1] == 6
        assert urgent[0].responded_at < urgent[0].respond_by
        assert (hard[0].level, hard[1]) == ("3", 4)
        assert hard[0].close_by < TOLD()
        assert (silent[0].responded_at, silent[1]) == (None, 0)
        waits = found["安居乐"][0]
        assert (waits.due_kind, waits.state) == (Due.WAITING, ComplaintState.OPEN)
        assert waits.paused_at


def test_complaints_of_every_kind_over_twelve_months(shop: Database) -> None:
    with shop.read() as session:
        cases = list(session.scalars(select(Complaint)))
        session.expunge_all()
    with shop.read() as session:
        states = {(case.approved_at is not None, case.refused_at is not None, case.asked_on is not None) for case in compensations(session)}
        levels = {seen.level for seen in session.scalars(select(ComplaintEscalation))}
        letters = set(session.scalars(select(ComplaintClear.letter)))
    assert {case.level for case in cases} == set(ComplaintLevel)
    assert {case.severity for case in cases} == set(Severity)
    assert {case.dissatisfied for case in cases} == {None, *DissatisfiedType}
    assert {case.liable for case in cases} >= {LiableParty.MANUFACTURER, LiableParty.SALES, LiableParty.INSTALLATION}
    assert {case.subtype for case in cases} == set(ComplaintSubtype) - {ComplaintSubtype.MISCONDUCT}
    assert len({case.topic for case in cases}) >= 9
    assert {case.state for case in cases if case.customer_id is None} == set(ComplaintState)
    assert [case.level for case in cases if case.external_number and case.authority_on and case.mediation_on] == [
        ComplaintLevel.THIRD_PARTY
    ]
    assert [case.first_closed_at != case.closed_at for case in cases if case.reopened] == [True]
    late = [case.first_closed_at > case.close_by for case in cases if case.first_closed_at and case.close_by]
    assert (late.count(True), late.count(False)) == (3, 11)
    assert {(TOLD.today - local_day(case.opened_at)).days // 31 for case in cases} >= set(range(12)) - {5}
    assert states == {(True, False, False), (False, True, False), (False, False, True)}
    assert (levels, letters) == ({Escalation.MANAGER, Escalation.OWNER}, set(Clear))


def compensations(session: Session) -> list[ComplaintCost]:
    """Return what customers asked for."""
    return list(session.scalars(select(ComplaintCost).where(ComplaintCost.kind == CostKind.COMPENSATION)))


def test_the_day_has_something_of_everything(shop: Database) -> None:
    agenda = Agenda(shop, Actor, TOLD)
    rows = [*agenda.overdue(), *agenda.day(TOLD.today)]
    kinds = {row.kind.value for row in rows}
    assert kinds >= {"step", "confirm", "delivery", "request", "visit", "promise", "complaint", "warranty_end", "maintenance", "receivable"}


def test_money_of_today_is_there_and_some_of_it_is_still_on_the_road(shop: Database) -> None:
    with shop.read() as session:
        today = list(session.scalars(select(Payment).where(Payment.paid_on == TOLD.today)))
        assert {payment.way for payment in today} == {PayWay.TRANSFER, PayWay.WECHAT, PayWay.CASH}
        assert [payment.amount for payment in today if payment.way is PayWay.CASH and payment.handed_in_on is None] == [26000]


def test_grades_run_from_nought_to_three(shop: Database) -> None:
    assert Counter(grade for grade in every(shop, Visit.grade) if grade is not None) == {0: 1, 1: 3, 2: 3, 3: 3}


@pytest.mark.slow
def test_english_words_where_there_are_any(tmp_path: Path) -> None:
    db = sown(tmp_path / "shop.sqlite", "en")
    columns: tuple[Any, ...] = (
        *(Product.name, Product.unit, Product.energy_label),
        *(Quote.pains, Quote.decline_reason, QuoteLine.name, QuoteLine.unit, QuoteLine.room),
        *(SalesOrder.pains, SalesOrder.signed_place, ChangeOrder.reason, OrderReturn.reason, CashClose.note),
        *(ServiceRequest.symptom, ServiceRequest.work, Complaint.words, ComplaintStep.words, Visit.words),
        *(Complaint.cause, Complaint.prevention, ComplaintCost.words, ComplaintEscalation.words, ComplaintClear.words),
    )
    words = "".join(text for column in columns for text in every(db, column))
    db.close()
    assert words
    assert not any("\u4e00" <= character <= "\u9fff" for character in words)
