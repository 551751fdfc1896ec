"""Hand-over slips are sent, accepted, refused and settled, each step undoable; they wait in the agenda of whose turn it is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from dealer_crm.domain.agenda import AgendaKind, AgendaRow, Place
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.hand_over import HandOverDraft
from dealer_crm.domain.journal import Action, Actor, Role, Subject
from dealer_crm.domain.knowledge import AttachmentKind
from dealer_crm.domain.planning import Department, SlipState
from dealer_crm.domain.promises import PromiseDraft
from dealer_crm.domain.shop import StaffDraft
from dealer_crm.domain.slips import (
    OpenPointsTooLong,
    PromisedTooLong,
    SlipAnswered,
    SlipDuePast,
    SlipGone,
    SlipNotRefused,
    SlipReasonMissing,
    SlipReasonTooLong,
    SlipReceiverMissing,
    SlipToSelf,
    SlipWithinDepartment,
)
from dealer_crm.services.agenda import Agenda
from dealer_crm.services.customers import Customers
from dealer_crm.services.hand_over import HandOver
from dealer_crm.services.history import History
from dealer_crm.services.promises import Promises
from dealer_crm.services.shop import ShopData
from dealer_crm.services.slips import Slips
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Customer
from tests.services.conftest import Clock
from tests.storage.shops import digest

SELLER, FITTER, GONE = 1, 2, 3
LONG = "长" * 10_000


@pytest.fixture
def slips(db: Database, actor: Callable[[], Actor], clock: Clock) -> Slips:
    """Return the use-cases as the seller has them, with customer 1, to whom something was promised."""
    shop = ShopData(db, actor)
    for name, role, active in (("李梅", Role.SALES, True), ("赵强", Role.INSTALLER, True), ("周走", Role.INSTALLER, False)):
        shop.add_staff(StaffDraft(name, role, active=active))
    Customers(db, actor, clock).create(CustomerDraft(name="王芳"))
    Promises(db, actor, clock).make(1, PromiseDraft("送两年清洗"))
    return Slips(db, lambda: Actor(SELLER, Role.SALES), clock)


def waiting(db: Database, clock: Clock, staff: int) -> list[AgendaRow]:
    """Return the slips that wait for somebody within the month."""
    rows = Agenda(db, Actor, clock).range(clock.today - timedelta(days=1), clock.today + timedelta(days=30), staff)
    return [row for row in rows if row.kind is AgendaKind.HANDOVER]


def test_a_slip_begins_with_what_is_known(slips: Slips, clock: Clock) -> None:
    draft = slips.propose(1)
    assert (draft.from_department, draft.to_department) == (Department.SALES, Department.INSTALLATION)
    assert (draft.from_id, draft.to_id, draft.promised) == (SELLER, FITTER, "送两年清洗")
    assert draft.due_on > clock.today


def test_each_step_can_be_taken_back(slips: Slips, db: Database) -> None:
    history, states = History(db, Actor), [digest(db)]
    first = slips.send(replace(slips.propose(1), papers=(AttachmentKind.DRAWING, AttachmentKind.CONTRACT)))
    states.append(digest(db))
    slips.refuse(first, " 没有图纸\n")
    states.append(digest(db))
    anew = slips.send(replace(slips.propose(1, again=first), open_points="补图"))
    states.append(digest(db))
    slips.accept(anew)
    assert [(slip.id, slip.state, slip.reason, slip.open_points) for slip in slips.of(1)] == [
        (anew, SlipState.ACCEPTED, "", "补图"),
        (first, SlipState.SETTLED, "没有图纸", ""),
    ]
    page = slips.slip(anew)
    assert (page.customer, page.from_staff, page.to_staff, page.answered_by) == ("王芳", "李梅", "赵强", "李梅")
    assert page.papers == (AttachmentKind.DRAWING, AttachmentKind.CONTRACT)
    while states:
        history.undo()
        assert digest(db) == states.pop()


def test_it_waits_for_the_receiver_and_refused_for_its_sender(slips: Slips, db: Database, clock: Clock) -> None:
    slip = slips.send(slips.propose(1))
    (row,) = waiting(db, clock, FITTER)
    assert (row.key.source_id, row.customer_id, row.movable, row.completable) == (slip, 1, True, False)
    assert waiting(db, clock, SELLER) == []
    slips.refuse(slip, "没有图纸")
    assert waiting(db, clock, FITTER) == []
    (row,) = waiting(db, clock, SELLER)
    assert (row.due_on, row.words) == (clock.today, "没有图纸")
    slips.settle(slip)
    assert waiting(db, clock, SELLER) == []


def test_moved_with_its_person_it_waits_for_somebody_else(slips: Slips, db: Database, clock: Clock) -> None:
    slip = slips.send(slips.propose(1))
    later = clock.today + timedelta(days=9)
    Agenda(db, Actor, clock).place(waiting(db, clock, FITTER), Place(later, staff_id=SELLER))
    assert (slips.slip(slip).to_id, slips.slip(slip).due_on) == (SELLER, later)


def test_who_answers_second_is_told_who_was_first(slips: Slips, db: Database, clock: Clock) -> None:
    slip = slips.send(slips.propose(1))
    Slips(db, lambda: Actor(FITTER, Role.INSTALLER), clock).accept(slip)
    before = digest(db)
    for late in (partial(slips.accept, slip), partial(slips.refuse, slip, "晚了")):
        with pytest.raises(SlipAnswered) as told:
            late()
        assert told.value.parameters["staff"] == "赵强"
    with pytest.raises(SlipNotRefused):
        slips.settle(slip)
    assert digest(db) == before


def test_what_is_refused_is_not_written(slips: Slips, db: Database, clock: Clock) -> None:
    draft, before = slips.propose(1), digest(db)
    for wrong, error in (
        (replace(draft, to_id=None), SlipReceiverMissing),
        (replace(draft, to_id=GONE), SlipReceiverMissing),
        (replace(draft, to_id=SELLER), SlipToSelf),
        (replace(draft, to_department=Department.SALES), SlipWithinDepartment),
        (replace(draft, due_on=clock.today - timedelta(days=1)), SlipDuePast),
        (replace(draft, promised=LONG), PromisedTooLong),
        (replace(draft, open_points=LONG), OpenPointsTooLong),
        (replace(draft, again=7), SlipGone),
    ):
        with pytest.raises(error):
            slips.send(wrong)
    assert digest(db) == before
    slip = slips.send(draft)
    with pytest.raises(SlipReasonMissing):
        slips.refuse(slip, " \n")
    with pytest.raises(SlipReasonTooLong):
        slips.refuse(slip, LONG)
    assert slips.slip(slip).state is SlipState.SENT


def test_a_deleted_customer_takes_his_slips_along(slips: Slips, db: Database, actor: Callable[[], Actor], clock: Clock) -> None:
    slip = slips.send(slips.propose(1))
    before = digest(db)
    Customers(db, actor, clock).delete(1)
    with pytest.raises(SlipGone):
        slips.slip(slip)
    History(db, Actor).undo_entry(History(db, Actor).rows(1)[0].id)
    assert digest(db) == before


def test_what_is_refused_after_its_sender_left_waits_for_who_looks_after_the_customer(slips: Slips, db: Database, clock: Clock) -> None:
    slip = slips.send(replace(slips.propose(1), to_id=FITTER))
    HandOver(db, Actor).hand_over(HandOverDraft(SELLER, (FITTER,), leaves=True))
    with db.write(Actor(), Action.EDIT, Subject.CUSTOMER) as session:
        session.get_one(Customer, 1).owner_id = FITTER
    slips.refuse(slip, "没有合同")
    assert [row.code for row in waiting(db, clock, FITTER)] == [SlipState.REFUSED]
    assert waiting(db, clock, SELLER) == []
