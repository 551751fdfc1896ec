"""A complaint of nobody of ours, matched later or never; the topics of the shop; silent ones noticed; a person forgotten."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from dealer_crm.domain.attachments import Belongs
from dealer_crm.domain.care import VisitState
from dealer_crm.domain.classes import ValueClass
from dealer_crm.domain.complaint_case import Detected
from dealer_crm.domain.complaint_steps import StepDraft
from dealer_crm.domain.complaints import (
    ComplaintDraft,
    ComplaintLevel,
    ComplaintMatched,
    ComplaintNotFound,
    ComplaintSubtype,
    Step8,
)
from dealer_crm.domain.customers import CustomerDraft, CustomerNotFound, PhoneDraft
from dealer_crm.domain.details import ValueDraft
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.planning import ReferralWill
from dealer_crm.domain.silent_complaints import LOOK_BACK, SignGone
from dealer_crm.i18n import translator
from dealer_crm.services.attachments import Attachments
from dealer_crm.services.class_book import ClassBook
from dealer_crm.services.complaint_file import ComplaintFile, ComplaintFiles
from dealer_crm.services.complaint_list import ComplaintList, ComplaintSpec, ComplaintView
from dealer_crm.services.complaint_people import GONE, forget_person
from dealer_crm.services.complaint_topics import TOPICS, ComplaintTopics
from dealer_crm.services.complaints import Complaints
from dealer_crm.services.customers import Customers
from dealer_crm.services.derived_dates import wrong_dates
from dealer_crm.services.form_fields import FormFieldBook
from dealer_crm.services.history import History
from dealer_crm.services.silent_complaints import SilentComplaints
from dealer_crm.services.timeline import EventKind, Timelines
from dealer_crm.services.trade import Trade
from dealer_crm.services.trade_status import TradeStatuses
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Complaint, ExpectationRating, Visit
from dealer_crm.words.columns import value_words
from tests.services.conftest import Clock
from tests.storage.shops import digest

DRIPS = ComplaintDraft(subtype=ComplaintSubtype.OPERATION, words="外机滴水到我家", topic="leak", nobody=True)
NEIGHBOUR = replace(DRIPS, complainant="楼下邻居", reporter_phone="13900000000")


@pytest.fixture
def complaints(db: Database, actor: Callable[[], Actor], clock: Clock) -> Complaints:
    """Return the use-cases on a store with two customers."""
    for name, number in (("张伟", "14200000911"), ("赵磊", "14200000376")):
        Customers(db, actor, clock).create(CustomerDraft(name=name, phones=(PhoneDraft(number),)))
    return Complaints(db, actor, clock, Trade())


def file_of(db: Database, one: int) -> ComplaintFile:
    """Return a case as its page shows it."""
    return ComplaintFiles(db).open(one)


def test_anonymous_and_neighbours_stand_in_list_and_case(complaints: Complaints, db: Database, clock: Clock) -> None:
    anonymous, neighbour = complaints.log(DRIPS), complaints.log(NEIGHBOUR)
    listed = ComplaintList(db, clock)
    assert [(row.customer_id, row.customer, row.phone) for row in listed.page(9)] == [(0, "", ""), (0, "楼下邻居", "13900000000")]
    for one in (anonymous, neighbour):
        file = file_of(db, one)
        assert (file.draft.customer_id, file.draft.nobody, file.address, file.repeated) == (0, True, "", False)
        complaints.edit(one, replace(file.draft, words="滴水"), file.version)
    for words, found in (("楼下", [neighbour]), ("13900", [neighbour])):
        assert list(listed.ids(ComplaintSpec(words=words))) == found
    assert listed.counts()[ComplaintView.UNMATCHED] == 2
    complaints.tick(anonymous, Step8.THANK, StepDraft("谢谢"))
    with db.read() as session:
        assert wrong_dates(session, Trade()) == []


def test_matched_case_is_the_customers_and_comes_off_again(complaints: Complaints, db: Database, clock: Clock) -> None:
    one, history = complaints.log(NEIGHBOUR), History(db, Actor)
    classes, times = ClassBook(db, clock, Trade()), Timelines(db)
    classes.work_out()
    before = digest(db)
    complaints.match(one, 1)

    def told() -> int:
        return sum(row.kind is EventKind.COMPLAINT for row in times.page(1).rows)

    file = file_of(db, one)
    assert (file.customer, file.draft.customer_id, file.draft.nobody, file.draft.complainant) == ("张伟", 1, False, "楼下邻居")
    assert (told(), TradeStatuses(db, clock).of(1).complaints_open) == (1, 1)
    assert history.rows(1, subject=Subject.CUSTOMER, subject_id=1)[0].label == f"{file.number} 张伟"
    assert classes.waits()
    with pytest.raises(ComplaintMatched):
        complaints.match(one, 2)
    history.undo()
    assert (digest(db), told()) == (before, 0)
    for given, refusal in (((one, 9), CustomerNotFound), ((9, 1), ComplaintNotFound)):
        with pytest.raises(refusal):
            complaints.match(*given)


def test_the_owner_sees_to_it_once_it_is_a_first_class_customers(complaints: Complaints, db: Database, clock: Clock) -> None:
    one = complaints.log(NEIGHBOUR)
    ClassBook(db, clock, Trade()).work_out()
    with db.derive() as connection:
        connection.exec_driver_sql("UPDATE customer_class SET value_class = ? WHERE customer_id = 1", (ValueClass.A.value,))
    before = file_of(db, one)
    complaints.match(one, 1)
    after = file_of(db, one)
    assert (after.clock.respond_by, after.clock.close_by) == (before.clock.respond_by, before.clock.close_by)
    assert after.owner_at == after.opened_at
    assert ComplaintList(db, clock).counts()[ComplaintView.ESCALATED] == 1


def test_topics_are_the_shops_and_the_list_is_narrowed_by_them(complaints: Complaints, db: Database, clock: Clock) -> None:
    fields, listed = FormFieldBook(db, Actor), ComplaintList(db, clock)
    own = fields.add_value(TOPICS, ValueDraft("冷凝水", "Condensate"))
    one, two = complaints.log(NEIGHBOUR), complaints.log(replace(NEIGHBOUR, topic=own, level=ComplaintLevel.THIRD_PARTY))
    fields.retire_value(TOPICS, own, True)
    assert [value.retired for value in ComplaintTopics(db).all() if value.code == own] == [True]
    for spec, found in (
        (ComplaintSpec(topic="leak"), [one]),
        (ComplaintSpec(topic=own), [two]),
        (ComplaintSpec(level=ComplaintLevel.THIRD_PARTY), [two]),
        (ComplaintSpec(topic="leak", level=ComplaintLevel.THIRD_PARTY), []),
        (ComplaintSpec(ComplaintView.WAITING), []),
    ):
        assert list(listed.ids(spec)) == found
    names = [row.topic_name.said("en") for row in listed.rows([one, two]) if row.topic_name]
    assert names == ["Water leak", "Condensate"]
    topic = file_of(db, two).topic
    assert topic is not None
    assert topic.zh == "冷凝水"
    complaints.edit(two, replace(file_of(db, two).draft, topic="leak"), file_of(db, two).version)
    history = History(db, Actor)
    (change,) = [one for one in history.changes(history.rows(1)[0].id) if one.column == "topic"]
    shown = [value_words(change, value, lambda _table, _id: "", translator("zh")) for value in (change.before, change.after)]
    assert shown == ["冷凝水", "漏水"], "the history names them, too"


def call(db: Database, clock: Clock, customer_id: int = 1, **said: Any) -> int:
    """Write down a call that is done."""
    with db.write(Actor(), Action.CREATE, Subject.VISIT) as session:
        number = f"HF2026112290{len(session.scalars(select(Visit.id)).all())}"
        row = Visit(
            number=number, customer_id=customer_id, code="day_7", due_on=clock.today, state=VisitState.DONE, done_at=clock(), **said
        )
        session.add(row)
        session.flush()
        return row.id


def test_low_marks_and_lost_referrals_are_proposed_until_told_or_put_aside(complaints: Complaints, db: Database, clock: Clock) -> None:
    silent, history = SilentComplaints(db, Actor, clock), History(db, Actor)
    call(db, clock, grade=2, friends=ReferralWill.GLADLY)
    call(db, clock, customer_id=2, grade=2, friends=ReferralWill.NO)
    assert silent.signs() == [], "who never brought anybody has stopped nothing"
    clock.on(1)
    call(db, clock, grade=3, friends=ReferralWill.NO, trouble="售后来得慢")
    (lost,) = silent.signs()
    assert (lost.customer, lost.detected, lost.words) == ("张伟", Detected.LOST_REFERRAL, "售后来得慢")
    clock.on(1)
    call(db, clock, grade=1, words="噪音大")
    with db.write(Actor(), Action.CREATE, Subject.DELIVERY) as session:
        handed = _delivery(session, clock)
        session.add(ExpectationRating(customer_id=2, letter="C", score=2, rated_on=clock.today, note="交代不清", delivery_id=handed))
    marks, low = silent.signs() if silent.signs()[0].customer_id == 2 else silent.signs()[::-1]
    assert (low.detected, low.words, low.mark, low.best) == (Detected.LOW_GRADE, "噪音大", 1, 3)
    assert (marks.customer, marks.words, marks.mark, marks.best) == ("赵磊", "交代不清", 2, 5)
    draft = replace(low.draft(), subtype=ComplaintSubtype.QUALITY)
    one = complaints.log(draft)
    assert file_of(db, one).draft.detected is Detected.LOW_GRADE
    assert [sign.customer_id for sign in silent.signs()] == [2]
    silent.put_aside(marks)
    assert silent.signs() == []
    with pytest.raises(SignGone):
        silent.put_aside(marks)
    history.undo()
    assert [sign.customer_id for sign in silent.signs()] == [2]
    clock.on(LOOK_BACK / timedelta(days=1) + 1)
    assert silent.signs() == [], "what lies long ago is proposed no more"


def _delivery(session: Any, clock: Clock) -> int:
    from dealer_crm.storage.models import Delivery, SalesOrder

    order = SalesOrder(number="DD1", customer_id=2, ordered_on=clock.today)
    session.add(order)
    session.flush()
    delivery = Delivery(number="SH1", customer_id=2, order_id=order.id, created_at=clock())
    session.add(delivery)
    session.flush()
    return delivery.id


def test_a_file_in_the_recycle_bin_takes_its_matched_case_along(complaints: Complaints, db: Database, clock: Clock) -> None:
    one, history = complaints.log(NEIGHBOUR), History(db, Actor)
    complaints.match(one, 1)
    complaints.tick(one, Step8.THANK, StepDraft("谢谢"))
    before = digest(db)
    Customers(db, Actor, clock).delete(1)
    assert ComplaintList(db, clock).count() == 0
    history.undo()
    assert digest(db) == before


def test_who_is_erased_leaves_the_case_without_him(complaints: Complaints, db: Database, clock: Clock, tmp_path: Path) -> None:
    said = "张伟说 142-0000 0911 打不通，一直滴水"
    one = complaints.log(
        ComplaintDraft(1, subtype=ComplaintSubtype.OPERATION, words=said, complainant="李梅", reporter_phone="13900000000")
    )
    other = complaints.log(ComplaintDraft(2, subtype=ComplaintSubtype.PRICE, words="赵磊也认识张伟"))
    kept = Attachments(db, tmp_path / "attachments", Actor, clock)
    kept.add(1, "a.png", b"\x89PNG\r\n\x1a\n1", Belongs(complaint_id=one))
    complaints.tick(one, Step8.ASK, StepDraft("李梅（14200000911）说的", cause="排水管没装好"))
    clock_before = file_of(db, one).clock
    with db.write(Actor(), Action.EDIT, Subject.COMPLAINT) as session:
        assert forget_person(session, 1) == 1
        assert forget_person(session, 1) == 0
    file = file_of(db, one)
    assert (file.customer, file.phone, file.address, file.order, file.machine, file.pictures) == ("", "", "", "", None, ())
    assert (file.draft.words, file.cause) == (f"{GONE}说 {GONE} 打不通，一直滴水", "排水管没装好")
    done = file.done(Step8.ASK)
    assert done is not None
    assert done.words == f"{GONE}（{GONE}）说的"
    assert file.clock == clock_before
    assert file_of(db, other).draft.words == "赵磊也认识张伟", "what others said is theirs"
    assert ComplaintList(db, clock).counts()[ComplaintView.UNMATCHED] == 1
    complaints.tick(one, Step8.THANK, StepDraft("谢谢"))
    with db.read() as session:
        assert session.get_one(Complaint, one).customer_id is None
