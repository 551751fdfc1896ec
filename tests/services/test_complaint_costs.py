"""Costs of a case with approval by role, opinions from higher up, the authority: refused, in conflict, undone."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import pytest

from dealer_crm.domain.agenda import AgendaRow
from dealer_crm.domain.complaint_case import CostKind, Escalation, Payer
from dealer_crm.domain.complaint_costs import (
    ApprovalRole,
    AuthorityDraft,
    CaseWordsChanged,
    CostDecided,
    CostDraft,
    CostNotFound,
    CostsNoApproval,
    OwnAsk,
    RefusalWordsMissing,
)
from dealer_crm.domain.complaint_steps import Missing
from dealer_crm.domain.complaint_waiting import OwnerRole, PersonRole
from dealer_crm.domain.complaints import ComplaintDraft, ComplaintNotFound, ComplaintSubtype, Severity
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.errors import DomainError, EditConflict
from dealer_crm.domain.journal import Actor, Role
from dealer_crm.domain.shop import StaffDraft
from dealer_crm.services.agenda import Agenda
from dealer_crm.services.complaint_costs import ComplaintCosts
from dealer_crm.services.complaint_file import ComplaintFile, ComplaintFiles
from dealer_crm.services.complaint_parts import CostRow
from dealer_crm.services.complaints import Complaints
from dealer_crm.services.customers import Customers
from dealer_crm.services.history import History
from dealer_crm.services.shop import ShopData
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock
from tests.storage.shops import digest

CASE, OWNER, MANAGER, SERVICE = 1, 1, 2, 3
ROLES = {OWNER: Role.OWNER, MANAGER: Role.MANAGER, SERVICE: Role.SERVICE}


@dataclass
class Office:
    """A store with one serious case; whoever is `who` works."""

    db: Database
    clock: Clock
    who: int = SERVICE

    def __post_init__(self) -> None:
        staff = ShopData(self.db, Actor)
        for name, role in (("甄暖和", Role.OWNER), ("孙涛", Role.MANAGER), ("李梅", Role.SERVICE)):
            staff.add_staff(StaffDraft(name, role))
        Customers(self.db, self.actor, self.clock).create(CustomerDraft(name="张伟"))
        draft = ComplaintDraft(1, subtype=ComplaintSubtype.QUALITY, severity=Severity.MAJOR, words="天花板泡了")
        Complaints(self.db, self.actor, self.clock, Trade()).log(draft)
        self.costs = ComplaintCosts(self.db, self.actor, self.clock)

    def actor(self) -> Actor:
        return Actor(self.who, ROLES[self.who])

    def file(self) -> ComplaintFile:
        return ComplaintFiles(self.db).open(CASE)

    def rows(self) -> tuple[CostRow, ...]:
        return self.file().parts.costs

    def pay(self, amount: int = 300_00, kind: CostKind = CostKind.COMPENSATION, payer: Payer = Payer.SHOP) -> CostDraft:
        return CostDraft(kind, amount, payer, self.clock.today, "天花板补漆")

    def waiting(self, staff_id: int | None = None) -> list[AgendaRow]:
        rows = Agenda(self.db, self.actor, self.clock).day(staff_id=staff_id)
        return [row for row in rows if row.source == "compensation"]


@pytest.fixture
def office(db: Database, clock: Clock) -> Office:
    return Office(db, clock)


def test_compensation_waits_and_counts_once_somebody_higher_up_says_yes(office: Office) -> None:
    office.costs.add(CASE, office.pay(80_00, CostKind.TRIP))
    one = office.costs.add(CASE, office.pay())
    assert [(row.amount, row.asked_on is None, row.approved_by) for row in office.rows()] == [(80_00, True, ""), (300_00, False, "")]
    assert office.file().parts.cost == 80_00
    (row,) = office.waiting()
    assert (row.staff, row.record_id, row.amount, row.movable, row.completable) == ("孙涛", CASE, 300_00, False, False)
    office.who = MANAGER
    office.costs.approve(one, " 好 ")
    assert office.file().parts.cost == 380_00
    assert [(row.approved_by, row.answer) for row in office.rows()][1] == ("孙涛", "好")
    assert office.waiting() == []
    with pytest.raises(CostDecided):
        office.costs.refuse(one, "太多")


def test_refused_with_words_it_does_not_count_and_leaves_the_agenda(office: Office) -> None:
    one = office.costs.add(CASE, office.pay())
    office.who = OWNER
    with pytest.raises(RefusalWordsMissing):
        office.costs.refuse(one, " ")
    office.costs.refuse(one, "先修好再谈")
    (row,) = office.rows()
    assert (row.refused_at, row.approved_at, row.answer, row.approved_by) == (office.clock(), None, "先修好再谈", "甄暖和")
    assert (office.file().parts.cost, office.waiting()) == (0, [])


@pytest.mark.parametrize(
    ("asks", "decides", "refusal"),
    [(SERVICE, SERVICE, ApprovalRole), (MANAGER, MANAGER, OwnAsk), (MANAGER, SERVICE, ApprovalRole)],
)
def test_who_may_not_decide_is_refused(office: Office, asks: int, decides: int, refusal: type[DomainError]) -> None:
    office.who = asks
    one = office.costs.add(CASE, office.pay())
    before = digest(office.db)
    office.who = decides
    for run in (partial(office.costs.approve, one), partial(office.costs.refuse, one, "不行")):
        with pytest.raises(refusal):
            run()
    assert digest(office.db) == before


def test_what_is_asked_for_higher_up_waits_for_the_owner(office: Office) -> None:
    office.who = MANAGER
    office.costs.add(CASE, office.pay())
    assert [row.staff for row in office.waiting()] == ["甄暖和"]


def test_what_the_owner_grants_counts_at_once(office: Office) -> None:
    office.who = OWNER
    office.costs.add(CASE, office.pay())
    assert (office.file().parts.cost, office.waiting()) == (300_00, [])


def test_staff_grant_up_to_the_limit_of_the_shop_all_of_the_case_together(office: Office) -> None:
    with pytest.raises(OwnerRole):
        office.costs.set_limit(500_00)
    office.who = OWNER
    office.costs.set_limit(500_00)
    office.who = SERVICE
    assert office.costs.limit() == 500_00
    for amount in (300_00, 200_00, 1):
        office.costs.add(CASE, office.pay(amount))
    assert [row.approved_at is not None for row in office.rows()] == [True, True, False]


def test_another_amount_is_judged_anew_other_words_are_not(office: Office) -> None:
    one = office.costs.add(CASE, office.pay())
    office.who = MANAGER
    office.costs.approve(one)
    office.who = SERVICE
    office.costs.edit(one, replace(office.pay(), words="补漆和人工"), office.rows()[0].version)
    assert office.file().parts.cost == 300_00
    office.costs.edit(one, office.pay(900_00), office.rows()[0].version)
    assert (office.file().parts.cost, [row.amount for row in office.waiting()]) == (0, [900_00])
    office.costs.edit(one, office.pay(900_00, CostKind.REFUND), office.rows()[0].version)
    assert (office.file().parts.cost, office.waiting()) == (900_00, [])
    with pytest.raises(CostsNoApproval):
        office.costs.approve(one)


def test_two_people_on_one_cost(office: Office) -> None:
    one = office.costs.add(CASE, office.pay())
    seen = office.rows()[0].version
    office.costs.edit(one, office.pay(200_00), seen)
    with pytest.raises(EditConflict):
        office.costs.edit(one, office.pay(400_00), seen)
    office.costs.remove(one)
    for run in (partial(office.costs.edit, one, office.pay(), 1), partial(office.costs.remove, one), partial(office.costs.approve, one)):
        with pytest.raises(CostNotFound):
            run()
    with pytest.raises(ComplaintNotFound):
        office.costs.add(9, office.pay())


def test_each_deed_is_one_step_to_undo(office: Office) -> None:
    history = History(office.db, office.actor)
    one = office.costs.add(CASE, office.pay())
    office.who = OWNER
    shown = AuthorityDraft()
    deeds: list[Callable[[], object]] = [
        lambda: office.costs.add(CASE, office.pay(5_00, CostKind.PARTS)),
        lambda: office.costs.edit(one, office.pay(1_00), office.rows()[0].version),
        lambda: office.costs.approve(one),
        lambda: office.costs.refuse(one, "不行"),
        lambda: office.costs.remove(one),
        lambda: office.costs.say(CASE, Escalation.OWNER, "换新", ""),
        lambda: office.costs.authority(CASE, AuthorityDraft("1440", date(2026, 11, 20)), shown),
        lambda: office.costs.set_limit(100_00),
    ]
    for deed in deeds:
        before = digest(office.db)
        deed()
        assert digest(office.db) != before
        history.undo()
        assert digest(office.db) == before


def test_opinions_are_for_who_stands_higher(office: Office) -> None:
    for who, level, refusal in (
        (SERVICE, Escalation.MANAGER, PersonRole),
        (SERVICE, Escalation.OWNER, OwnerRole),
        (MANAGER, Escalation.OWNER, OwnerRole),
    ):
        office.who = who
        with pytest.raises(refusal):
            office.costs.say(CASE, level, "同意", "")
    office.costs.say(CASE, Escalation.MANAGER, " 按保修换阀 ", "")
    office.who = OWNER
    assert Missing.OWNER_WORDS in office.file().missing()
    office.costs.say(CASE, Escalation.OWNER, "同意", "")
    file = office.file()
    assert (file.manager_words, file.owner_words, Missing.OWNER_WORDS in file.missing()) == ("按保修换阀", "同意", False)
    with pytest.raises(CaseWordsChanged):
        office.costs.say(CASE, Escalation.MANAGER, "另议", "没看到的话")


def test_authority_is_written_over_what_was_shown_only(office: Office) -> None:
    first = AuthorityDraft("144030001", date(2026, 11, 20), date(2026, 12, 10), "")
    office.costs.authority(CASE, first, AuthorityDraft())
    file = office.file()
    assert (file.draft.external_number, file.authority_on, file.mediation_on) == ("144030001", first.authority_on, first.mediation_on)
    with pytest.raises(CaseWordsChanged):
        office.costs.authority(CASE, AuthorityDraft("2"), AuthorityDraft())
    office.costs.authority(CASE, replace(first, authority_result="调解成功"), first)
    assert office.file().authority_result == "调解成功"
