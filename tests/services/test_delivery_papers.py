"""A delivery's papers say what stands in the store; the customer sees no cost and, if so chosen, no price."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from dealer_crm.domain.acceptances import AcceptanceDraft
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.customers import CustomerDraft, PhoneDraft
from dealer_crm.domain.deliveries import DeliveryDraft, HandOver
from dealer_crm.domain.jobs import JobDraft, JobStage
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.payments import PaymentDraft
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.domain.print_log import Printed
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.domain.shop import StaffDraft
from dealer_crm.services.acceptances import Acceptances
from dealer_crm.services.customers import Customers
from dealer_crm.services.deliveries import Deliveries
from dealer_crm.services.delivery_list import DeliveryList
from dealer_crm.services.delivery_papers import BLANK, DeliveryPapers
from dealer_crm.services.jobs import Jobs
from dealer_crm.services.payments import Payments
from dealer_crm.services.print_log import PrintLog
from dealer_crm.services.shop import ShopData
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock
from tests.services.desk import desk
from tests.services.loading import line, order
from tests.services.readings import picture

NEEDLES = PrintChoice(paper="CONT_241x140", copy_names=("存根", "客户", "回单"))


@pytest.fixture
def planned(db: Database, actor: Callable[[], Actor], clock: Clock) -> Deliveries:
    """Return the use-cases with delivery 1 planned."""
    place = PremisesDraft(city="宁波市", community="锦样里", building="7", unit="2", room="1102", access_notes="南门进，电梯限高")
    Customers(db, actor, clock).create(CustomerDraft(name="陈静", phones=(PhoneDraft("14200000317"),), premises=(place,)))
    order(db, line("room_ac", 2000, 3280_00, brand="格力", model="KFR-35GW", name="挂机空调", unit="台", cost=2000_00, room="客厅"))
    deliveries = Deliveries(db, actor, clock, Trade())
    deliveries.plan(1, DeliveryDraft(planned_on=clock.today, slot="14:00", driver="孙师傅"))
    return deliveries


@pytest.fixture
def papers(planned: Deliveries, db: Database, clock: Clock) -> DeliveryPapers:
    """Return its papers."""
    return DeliveryPapers(db, clock, Trade(), desk(db, clock))


def words(pdf: bytes) -> str:
    """Return what a PDF says."""
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_the_note_names_goods_money_and_copies(papers: DeliveryPapers) -> None:
    pdf = papers.note(1, NEEDLES, "zh", "李明")
    said = words(pdf).replace("\n", "")
    for wanted in ("SH20261122001", "陈静", "KFR-35GW", "6,560.00", "存根", "回单", "李明"):
        assert wanted in said
    assert "2,000.00" not in said
    box = PdfReader(BytesIO(pdf)).pages[0].mediabox
    assert (round(float(box.width) / 72, 2), round(float(box.height) / 72, 2)) == (9.5, 5.5)


def test_prices_are_left_out_where_nobody_should_see_them(papers: DeliveryPapers) -> None:
    said = words(papers.note(1, PrintChoice(paper="A4", with_prices=False), "zh"))
    assert "KFR-35GW" in said
    assert "6,560" not in said


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_checklist_is_blank_and_then_filled(
    papers: DeliveryPapers, planned: Deliveries, db: Database, clock: Clock, language: str
) -> None:
    blank = papers.checklist_data(1, language)
    assert [one.letter for one in blank.expectations] == ["A", "B", "C", "D1", "D2", "E", "F", "G", "H"]
    assert {one.kept for one in blank.expectations} == {None}
    assert [one.later for one in blank.expectations] == [False] * 6 + [True] * 3
    checks = planned.open(1).checks
    failing = next(check.id for check in checks if check.code == "RA-11")
    picture(db, failing)
    planned.tick(failing, None, "20", "下午再试", due_on=clock.today)
    planned.pass_all([check.id for check in checks if check.code in ("A", "D1", "D2")])
    planned.finish(1, HandOver(signed_by="陈静", news_ok=False), "客户急用")
    filled = papers.checklist_data(1, language)
    assert [one.kept for one in filled.expectations][:5] == [True, None, None, True, True]
    run = next(item for group in filled.groups for item in group.lines if item.code == "RA-11")
    assert (run.value, run.result, run.note) == ("20", CheckResult.FAIL, "下午再试")
    assert (filled.open_reason, filled.news_ok, len(filled.left_open) > 3) == ("客户急用", False, True)
    assert "客户急用" in words(papers.checklist(1, PrintChoice(paper="A4"), language))


def test_a_blank_checklist_that_was_taken_along_makes_the_filled_one_no_reprint(
    papers: DeliveryPapers, db: Database, actor: Callable[[], Actor], clock: Clock
) -> None:
    PrintLog(db, actor, clock).note([Printed("checklist", 1, variant=BLANK)])
    assert "补打" not in words(papers.checklist(1, PrintChoice(paper="A4", variant=BLANK), "zh"))
    assert "补打" in words(papers.checklist(1, PrintChoice(paper="A4"), "zh", blank=True))


def test_the_dispatch_text_says_how_to_get_in_and_what_to_collect(papers: DeliveryPapers) -> None:
    said = papers.dispatch(1, "zh")
    for wanted in ("14:00", "142 0000 0317", "南门进，电梯限高", "KFR-35GW", "6,560.00", "孙师傅"):
        assert wanted in said


def test_nobody_is_sent_for_money_that_came_meanwhile(
    papers: DeliveryPapers, planned: Deliveries, db: Database, actor: Callable[[], Actor], clock: Clock
) -> None:
    payments = Payments(db, actor, clock)
    payments.receive(PaymentDraft(1, 6000_00, order_id=1))
    assert (papers.note_data(1, "zh").due_now, papers.note_data(1, "zh").owed) == (560_00, None)
    assert "560.00" in papers.dispatch(1, "zh")
    payments.receive(PaymentDraft(1, 560_00, order_id=1))
    assert papers.note_data(1, "zh").due_now == 0
    assert "6,560.00" not in papers.dispatch(1, "zh")
    assert (planned.open(1).draft.collect, planned.open(1).to_collect) == (6560_00, 0)
    assert DeliveryList(db, clock).rows([1])[0].collect == 0


def test_what_is_owed_and_not_collected_now_is_not_called_paid(papers: DeliveryPapers, planned: Deliveries) -> None:
    file = planned.open(1)
    planned.edit(1, replace(file.draft, collect=0), file.version)
    assert "付清" not in papers.dispatch(1, "zh")


def test_a_return_prints_below_zero(papers: DeliveryPapers, planned: Deliveries) -> None:
    planned.finish(1, HandOver(), "测试")
    back = planned.take_back(1, {1: -1000}, "换型号")
    data = papers.note_data(back, "zh")
    assert (data.is_return, data.lines[0].quantity, data.lines[0].amount, data.due_now) == (True, -1000, -3280_00, None)


def test_the_sheet_of_a_hand_over_lists_the_machines_of_all_its_parts(planned: Deliveries, papers: DeliveryPapers) -> None:
    row = planned.open(1).lines[0]
    planned.set_serials(row.id, ("S1",))
    planned.sign(1, "陈静", {row.id: 1000}, "一台碰伤")
    rest = planned.plan(1)
    planned.set_serials(planned.open(rest).lines[0].id, ("S2",))

    def listed(delivery: int) -> list[tuple[str, int]]:
        return [(one.serial, one.quantity) for one in papers.checklist_data(delivery, "zh").machines]

    assert (listed(rest), listed(1)) == ([("S1 S2", 2000)], [("S1", 1000)])
    planned.sign(rest, "陈静")
    assert (listed(rest), listed(1)) == ([("S1 S2", 2000)], [("S1", 1000)])
    planned.finish(rest, HandOver(), "客户催", also=[1])
    assert (listed(rest), listed(1)) == ([("S1 S2", 2000)], [("S1", 1000)])


def test_who_led_the_work_installed_it_not_who_brought_it(planned: Deliveries, papers: DeliveryPapers, db: Database, clock: Clock) -> None:
    jobs, leader = Jobs(db, Actor, clock, Trade()), ShopData(db, Actor).add_staff(StaffDraft("周师傅"))
    assert papers.checklist_data(1, "zh").installer == "孙师傅"
    called_off = jobs.plan(1, JobDraft(JobStage.UNITS, clock.today, leader_id=leader))
    assert papers.checklist_data(1, "zh").installer == "周师傅"
    jobs.cancel(called_off, "改期")
    jobs.plan(1, JobDraft(JobStage.RECTIFY, clock.today, leader_id=leader))
    assert papers.checklist_data(1, "zh").installer == "孙师傅"


def test_work_began_with_the_first_team_on_the_site(planned: Deliveries, papers: DeliveryPapers, db: Database, clock: Clock) -> None:
    jobs, sheets, today = Jobs(db, Actor, clock, Trade()), Acceptances(db, Actor, clock, Trade()), clock.today
    file = planned.open(1)
    planned.edit(1, replace(file.draft, planned_on=today + timedelta(days=9)), file.version)

    def began() -> date | None:
        return papers.checklist_data(1, "zh").started

    assert began() == today + timedelta(days=9)
    sheets.begin(1, "room_ac", AcceptanceDraft(started_on=today + timedelta(days=5)))
    assert began() == today + timedelta(days=5)
    survey, units = (jobs.plan(1, JobDraft(stage, today)) for stage in (JobStage.SURVEY, JobStage.UNITS))
    jobs.start(survey)
    assert began() == today + timedelta(days=5)
    clock.on(2)
    jobs.start(units)
    assert began() == today + timedelta(days=2)
