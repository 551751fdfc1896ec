"""A complaint is taken with its clock, worked off step by step, closed with everything closing wants, and all of it undone."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from dealer_crm.domain.attachments import Belongs
from dealer_crm.domain.care import VisitState
from dealer_crm.domain.complaint_case import Escalation
from dealer_crm.domain.complaint_steps import ComplaintUnfinished, Due, Missing, PreventionMissing, StepDraft
from dealer_crm.domain.complaints import (
    ComplaintDraft,
    ComplaintNotClosed,
    ComplaintNotFound,
    ComplaintNotOpen,
    ComplaintState,
    ComplaintSubtype,
    ComplaintWordsMissing,
    LiableParty,
    Severity,
    Step8,
)
from dealer_crm.domain.coverages import CoverageKind, Provider, StartBasis
from dealer_crm.domain.customers import CustomerDraft, CustomerNotFound
from dealer_crm.domain.errors import DomainError, EditConflict
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.premises import PremisesRole
from dealer_crm.domain.shop import StaffDraft
from dealer_crm.services.attachments import Attachments
from dealer_crm.services.complaint_costs import ComplaintCosts
from dealer_crm.services.complaint_file import ComplaintFiles
from dealer_crm.services.complaint_list import ComplaintList, ComplaintSpec, ComplaintView
from dealer_crm.services.complaints import Complaints
from dealer_crm.services.customers import Customers
from dealer_crm.services.derived_dates import wrong_dates
from dealer_crm.services.history import History
from dealer_crm.services.shop import ShopData
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Complaint, ComplaintStep, Customer, Equipment, EquipmentCoverage, Premises, PremisesHolder, Visit
from tests.faults.clocks import in_zone
from tests.services.conftest import Clock
from tests.storage.shops import digest

COLD = ComplaintDraft(1, subtype=ComplaintSubtype.QUALITY, severity=Severity.MAJOR, words="主卧不制热")
ALL_OF_8 = StepDraft("已说明", prevention="开机前试阀", prevention_staff_id=1, verification="抽查五户")


@pytest.fixture
def complaints(db: Database, actor: Callable[[], Actor], clock: Clock) -> Complaints:
    """Return the use-cases on a store with two customers and one person."""
    for name in ("张伟", "赵磊"):
        Customers(db, actor, clock).create(CustomerDraft(name=name))
    ShopData(db, actor).add_staff(StaffDraft("孙涛"))
    return Complaints(db, actor, clock, Trade())


def visits(db: Database) -> list[tuple[str, VisitState, int]]:
    """Return code, state and days from the first day of every visit."""
    with db.read() as session:
        return [(visit.code, visit.state, visit.complaint_id or 0) for visit in session.scalars(select(Visit).order_by(Visit.id))]


def plan_visit(db: Database, clock: Clock, number: str = "HF20261122900", due_on: date | None = None) -> None:
    """Plan a visit after a sale for the first customer, today or on a day."""
    with db.write(Actor(), Action.CREATE, Subject.VISIT) as session:
        session.add(Visit(number=number, customer_id=1, code="day_7", due_on=due_on or clock.today))


def finish(complaints: Complaints, complaint_id: int, clock: Clock, db: Database) -> None:
    """Do all that closing wants."""
    complaints.tick(complaint_id, Step8.ASK, StepDraft("昨晚开始", cause="三通阀卡住", liable=LiableParty.MANUFACTURER))
    complaints.tick(complaint_id, Step8.CONFIRM, StepDraft("满意"))
    day = clock.today + timedelta(days=7)
    complaints.tick(complaint_id, Step8.PREVENT, StepDraft("x", None, "", None, "", "开机前试阀", 1, day, "抽查五户"))
    ComplaintCosts(db, Actor, clock).say(complaint_id, Escalation.OWNER, "免费换阀", ComplaintFiles(db).open(complaint_id).owner_words)


def test_taken_complaint_has_its_clock_with_the_rule(complaints: Complaints, db: Database, clock: Clock) -> None:
    one = complaints.log(COLD)
    file = ComplaintFiles(db).open(one)
    assert (file.number, file.customer, file.rule, file.rule_version) == ("TS20261122001", "张伟", "major", 1)
    assert file.clock.respond_by == clock() + timedelta(hours=12)
    assert file.clock.plan_by is not None
    assert file.clock.close_by is not None
    assert file.clock.running() == (Due.RESPONSE, file.clock.respond_by)
    assert file.next_step() is Step8.THANK


@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles", "Pacific/Kiritimati", "Asia/Kathmandu"])
def test_deadlines_counted_in_another_zone_are_no_finding_but_moved_ones_are(
    complaints: Complaints, db: Database, actor: Callable[[], Actor], zone: str
) -> None:
    with in_zone("Asia/Shanghai"):
        one = complaints.log(COLD)
    with in_zone(zone):
        with db.read() as session:
            assert wrong_dates(session, Trade()) == []
        with db.write(actor(), Action.EDIT, Subject.COMPLAINT) as session:
            case = session.get_one(Complaint, one)
            assert case.close_by is not None
            case.close_by += timedelta(days=1)
        with db.read() as session:
            assert wrong_dates(session, Trade()) == ["TS20261122001 close_by"]


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (ComplaintDraft(1, subtype=ComplaintSubtype.PRICE), ComplaintWordsMissing),
        (ComplaintDraft(9, subtype=ComplaintSubtype.PRICE, words="x"), CustomerNotFound),
    ],
)
def test_refused_complaint_saves_nothing(
    complaints: Complaints, db: Database, clock: Clock, draft: ComplaintDraft, refusal: type[DomainError]
) -> None:
    with pytest.raises(refusal):
        complaints.log(draft)
    assert ComplaintList(db, clock).count() == 0


def test_another_severity_sets_the_clock_anew(complaints: Complaints, db: Database, clock: Clock) -> None:
    one, taken = complaints.log(COLD), clock()
    clock.on(0.5)
    files = ComplaintFiles(db)
    complaints.edit(
        one, ComplaintDraft(1, subtype=ComplaintSubtype.OPERATION, severity=Severity.URGENT, words="漏水"), files.open(one).version
    )
    file = files.open(one)
    assert (file.rule, file.clock.respond_by, file.clock.close_by, file.draft.words) == ("urgent", taken + timedelta(hours=2), None, "漏水")
    with pytest.raises(EditConflict):
        complaints.edit(one, COLD, file.version - 1)


def test_steps_are_ticked_in_any_order_and_taken_back(complaints: Complaints, db: Database, clock: Clock) -> None:
    one, files = complaints.log(COLD), ComplaintFiles(db)
    clock.on(0.1)
    first = clock()
    complaints.tick(one, Step8.APOLOGIZE, StepDraft(" 对不起 "))
    clock.on(0.1)
    complaints.tick(one, Step8.PROMISE, StepDraft("18 点前", promised_by=clock() + timedelta(hours=3)))
    complaints.tick(one, Step8.APOLOGIZE, StepDraft("给您添麻烦了"))
    file = files.open(one)
    assert [(done.step, done.words, done.at == first) for done in file.steps] == [(3, "给您添麻烦了", True), (4, "18 点前", False)]
    assert (file.clock.responded_at, file.clock.running()) == (first, (Due.PROMISE, clock() + timedelta(hours=3)))
    complaints.untick(one, Step8.APOLOGIZE)
    assert files.open(one).clock.responded_at == clock()
    complaints.untick(one, Step8.PROMISE)
    assert files.open(one).clock.responded_at is None
    assert files.open(one).step_draft(Step8.PROMISE).promised_by is not None


def test_closing_refuses_with_the_list_and_leaves_it_open(complaints: Complaints, db: Database, clock: Clock) -> None:
    one = complaints.log(COLD)
    for step in (Step8.THANK, Step8.APPRECIATE, Step8.APOLOGIZE, Step8.PROMISE):
        complaints.tick(one, step, StepDraft())
    with pytest.raises(ComplaintUnfinished) as refused:
        complaints.close(one)
    assert refused.value.parameters["missing"] == tuple(Missing)
    assert ComplaintFiles(db).open(one).state is ComplaintState.OPEN
    with pytest.raises(PreventionMissing):
        complaints.tick(one, Step8.PREVENT, StepDraft("x"))
    assert ComplaintList(db, clock).page(1)[0].steps == 4


def test_visits_give_way_and_follow_the_closing(complaints: Complaints, db: Database, clock: Clock) -> None:
    plan_visit(db, clock)
    plan_visit(db, clock, "HF20261122901", clock.today + timedelta(days=9))
    one, two = complaints.log(COLD), complaints.log(COLD)
    assert {state for _, state, _ in visits(db)} == {VisitState.OPEN}
    history = History(db, Actor)
    for other in (two, one):
        finish(complaints, other, clock, db)
        assert visits(db)[0] == ("day_7", VisitState.OPEN, 0), "as long as one complaint is open"
        before = digest(db)
        complaints.close(other)
        history.undo()
        assert digest(db) == before
        complaints.close(other)
    assert visits(db)[:2] == [("day_7", VisitState.SKIPPED, 0), ("day_7", VisitState.OPEN, 0)]
    with db.read() as session:
        assert session.get_one(Visit, 1).words == "TS20261122001", "why it was skipped"
    assert visits(db)[-2:] == [("after_complaint", VisitState.OPEN, one), ("after_complaint_week", VisitState.OPEN, one)]
    with pytest.raises(ComplaintNotOpen):
        complaints.tick(one, Step8.THANK, StepDraft())
    complaints.reopen(one)
    assert [state for _, state, of in visits(db) if of == one] == [VisitState.SKIPPED, VisitState.SKIPPED]
    assert visits(db)[1] == ("day_7", VisitState.OPEN, 0), "what is due later is only hidden"
    assert ComplaintFiles(db).open(one).missing() == [Missing.CONFIRMED]
    with pytest.raises(ComplaintNotClosed):
        complaints.reopen(one)


def test_closed_and_reopened_after_its_person_left_it_is_for_who_looks_after_the_customer(
    complaints: Complaints, db: Database, clock: Clock
) -> None:
    staff, one = ShopData(db, Actor), complaints.log(COLD)
    gone, here = staff.add_staff(StaffDraft("周走")), staff.add_staff(StaffDraft("李梅"))
    complaints.assign(one, gone)
    finish(complaints, one, clock, db)
    with db.write(Actor(), Action.EDIT, Subject.CUSTOMER) as session:
        session.get_one(Customer, 1).owner_id = here
    staff.save_staff(gone, StaffDraft("周走", active=False))
    complaints.close(one)
    complaints.reopen(one)
    with db.read() as reading:
        assert reading.get_one(Complaint, one).staff_id == here
        assert set(reading.scalars(select(Visit.staff_id).where(Visit.complaint_id == one))) == {here}


def test_list_has_the_overdue_first_and_the_closed_last(complaints: Complaints, db: Database, clock: Clock) -> None:
    done = complaints.log(COLD)
    finish(complaints, done, clock, db)
    complaints.close(done)
    later = complaints.log(ComplaintDraft(2, subtype=ComplaintSubtype.POLICY, words="收费没讲清"))
    soon = complaints.log(ComplaintDraft(1, subtype=ComplaintSubtype.OPERATION, severity=Severity.URGENT, words="外机排水滴到楼下"))
    clock.on(0.5)
    listed = ComplaintList(db, clock)
    assert list(listed.ids(ComplaintSpec(ComplaintView.ALL))) == [soon, later, done]
    assert list(listed.ids(ComplaintSpec())) == [soon, later]
    views = (ComplaintView.OPEN, ComplaintView.OVERDUE, ComplaintView.CLOSED, ComplaintView.ALL)
    assert [listed.counts()[view] for view in views] == [2, 1, 1, 3]
    assert listed.counts(2)[ComplaintView.ALL] == 1
    assert [row.due_kind for row in listed.rows([soon, 99, done])] == [Due.RESPONSE, None]
    for words, found in (("赵磊", [later]), ("楼下", [soon]), ("ts20261122002", [later]), ("%", [])):
        assert list(listed.ids(ComplaintSpec(words=words))) == found
    assert list(listed.ids(ComplaintSpec(ComplaintView.ALL, customer_id=1, sort="severity"))) == [soon, done]


def test_list_and_file_agree_on_the_running_deadline(complaints: Complaints, db: Database, clock: Clock) -> None:
    one, listed, files = complaints.log(COLD), ComplaintList(db, clock), ComplaintFiles(db)

    def agreed() -> Due | None:
        row = listed.rows([one])[0]
        assert (row.due_kind, row.due) == files.open(one).clock.running()
        clock_of_sql = list(listed.ids(ComplaintSpec(ComplaintView.OVERDUE)))
        assert clock_of_sql == ([one] if row.due is not None and row.due < clock() else [])
        return row.due_kind

    assert agreed() is Due.RESPONSE
    complaints.tick(one, Step8.THANK, StepDraft())
    assert agreed() is Due.PLAN
    complaints.tick(one, Step8.PROMISE, StepDraft(promised_by=clock() + timedelta(hours=1)))
    clock.on(0.1)
    assert agreed() is Due.PROMISE
    complaints.note(one, Step8.CORRECT, StepDraft("不算", measure="换三通阀"))
    assert agreed() is Due.CLOSE
    assert not files.open(one).done(Step8.CORRECT)


def test_pictures_of_the_customer_stand_with_the_complaint(complaints: Complaints, db: Database, clock: Clock, tmp_path: Path) -> None:
    kept = Attachments(db, tmp_path / "attachments", Actor, clock)
    ids = (kept.add(1, "a.png", b"\x89PNG\r\n\x1a\n1"), kept.add(1, "b.png", b"\x89PNG\r\n\x1a\n2"))
    one = complaints.log(ComplaintDraft(1, subtype=ComplaintSubtype.QUALITY, words="x", picture_ids=ids[:1]))
    complaints.add_pictures(one, ids[1:])
    assert [picture.name for picture in ComplaintFiles(db).open(one).pictures] == ["a.png", "b.png"]


def test_picture_removed_added_again_and_brought_back_stands_once(
    complaints: Complaints, db: Database, clock: Clock, tmp_path: Path
) -> None:
    kept, history = Attachments(db, tmp_path / "attachments", Actor, clock), History(db, Actor)
    one = complaints.log(COLD)
    place = Belongs(complaint_id=one)
    kept.remove(kept.add(1, "a.png", b"\x89PNG\r\n\x1a\n1", place))
    removed = history.rows(1)[0].id
    kept.add(1, "a.png", b"\x89PNG\r\n\x1a\n1", place)
    history.undo_entry(removed)
    assert [picture.name for picture in ComplaintFiles(db).open(one).pictures] == ["a.png"]


def test_whole_case_is_undone_step_by_step(complaints: Complaints, db: Database, clock: Clock) -> None:
    plan_visit(db, clock)
    history = History(db, Actor)
    one = complaints.log(COLD)
    complaints.assign(one, 1)
    finish(complaints, one, clock, db)
    complaints.untick(one, Step8.ASK)
    complaints.close(one)
    labels = {row.label for row in history.rows(50, subject=Subject.COMPLAINT, subject_id=one)}
    assert labels == {"TS20261122001 张伟"}
    while history.next_undo():
        history.undo()
    assert visits(db) == [("day_7", VisitState.OPEN, 0)]
    with db.read() as session:
        assert session.execute(select(Complaint.id)).all() == []
        assert session.execute(select(ComplaintStep.id)).all() == []


def test_absent_complaint_is_refused(complaints: Complaints, db: Database) -> None:
    for run in (lambda: complaints.close(5), lambda: ComplaintFiles(db).open(5), lambda: ComplaintFiles(db).id_of("TS1")):
        with pytest.raises(ComplaintNotFound):
            run()


def test_machine_and_its_coverages_stand_in_the_case(complaints: Complaints, db: Database, clock: Clock) -> None:
    with db.write(Actor(), Action.CREATE, Subject.EQUIPMENT) as session:
        house = Premises()
        session.add(house)
        session.flush()
        session.add(PremisesHolder(premises_id=house.id, customer_id=1, role=PremisesRole.OWNER, position=0))
        machine = Equipment(number="SB1", premises_id=house.id, brand="史密斯", model="L24", serial="5B25")
        session.add(machine)
        session.flush()
        cover = EquipmentCoverage(
            equipment_id=machine.id, kind=CoverageKind.WHOLE_UNIT, basis=StartBasis.SALE, provider=Provider.MANUFACTURER
        )
        cover.start_on, cover.end_on = clock.today, clock.today + timedelta(days=100)
        session.add(cover)
    files = ComplaintFiles(db)
    assert [one.name for one in files.machines(1)] == ["史密斯 L24"]
    one = complaints.log(ComplaintDraft(1, subtype=ComplaintSubtype.QUALITY, words="不热", equipment_id=files.machines(1)[0].id))
    found = files.open(one).machine
    assert found is not None
    assert [(cover.kind, cover.end_on) for cover in found.covers] == [(CoverageKind.WHOLE_UNIT, clock.today + timedelta(days=100))]


def test_complaint_within_thirty_days_is_repeated(complaints: Complaints, db: Database, clock: Clock) -> None:
    one = complaints.log(COLD)
    finish(complaints, one, clock, db)
    complaints.close(one)
    clock.on(20)
    assert ComplaintFiles(db).open(complaints.log(COLD)).repeated
    clock.on(40)
    assert not ComplaintFiles(db).open(complaints.log(COLD)).repeated
