"""Once round the trade through the services: a call, an order, its delivery, repair, complaint, money; then all of it taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import select

from dealer_crm.app.opened import Opened, open_folder
from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.attachments import Belongs
from dealer_crm.domain.care import RequestDone, RequestDraft, RequestState, WarrantyAnswer
from dealer_crm.domain.check import FindingKind
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.complaint_case import Escalation
from dealer_crm.domain.complaint_steps import StepDraft
from dealer_crm.domain.complaints import ComplaintDraft, ComplaintState, ComplaintSubtype, Demand, LiableParty, Severity, Step8
from dealer_crm.domain.customers import CustomerDraft, IntentLevel, PhoneDraft, Stage
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import DeliveryDraft, DeliveryState, HandOver
from dealer_crm.domain.followups import FollowUpDraft
from dealer_crm.domain.journal import Action, Actor, Origin, Role, Subject
from dealer_crm.domain.orders import LineDraft, OrderDraft, OrderState, PayWay
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.domain.payments import PaymentDraft
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.domain.progress import NoProgress
from dealer_crm.domain.promises import PromiseDraft
from dealer_crm.domain.shop import StaffDraft
from dealer_crm.services.check import Check
from dealer_crm.storage.models import EquipmentCoverage
from tests.documents.sites import scrawl
from tests.storage.shops import digest


@dataclass
class Wall:
    """A clock that goes as far as it is moved."""

    at: datetime = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the time."""
        return self.at

    def forward(self, **by: int) -> None:
        """Let time pass."""
        self.at += timedelta(**by)

    @property
    def today(self) -> date:
        """The shop's day."""
        return local_day(self.at)


@pytest.fixture
def wall() -> Wall:
    """Return a clock on a Monday morning."""
    return Wall()


@pytest.fixture
def shop(tmp_path: Path, wall: Wall) -> Iterator[Opened]:
    """Open an empty shop with one person in it."""
    opened = open_folder(tmp_path / "shop", Origin.USER, wall)
    opened.switch(opened.shop.add_staff(StaffDraft("甄暖和", Role.OWNER)))
    yield opened
    opened.close()


HOUSE = PremisesDraft(community="云上花园", building="8", unit="1", room="2201")
MACHINE = LineDraft(
    name="挂机", brand="云岭", model="YL-KFR35", unit="台", quantity=1000, price=329_900, category="room_ac", serials=("SN9001",)
)
FLOOR = LineDraft(name="地暖系统", model="NF-PERT20", unit="㎡", quantity=118_500, price=14_500, category="ufh")


class Story:
    """What is done one after the other; each chapter stands on the one before."""

    def __init__(self, shop: Opened, wall: Wall) -> None:
        self.shop, self.wall = shop, wall

    def call(self) -> None:
        """A stranger calls; tomorrow he is on the agenda."""
        draft = CustomerDraft(name="尉迟暖", phones=(PhoneDraft("14200000007"),), premises=(HOUSE,), intent_level=IntentLevel.A)
        self.customer = self.shop.customers.create(draft)
        self.wall.forward(minutes=5)
        talk = FollowUpDraft(self.customer, words="想装地暖和空调", next_on=self.wall.today + timedelta(days=1), next_purpose="量房")
        self.shop.followups.log(talk)
        self.wall.forward(days=1)
        rows = self.shop.agenda.day()
        assert [(row.kind, row.name, row.words) for row in rows] == [(AgendaKind.STEP, "尉迟暖", "量房")]
        self.shop.agenda.complete(rows)

    def order(self) -> None:
        """He buys; part of the price comes at once."""
        promise = PromiseDraft("送一年清洗", self.wall.today + timedelta(days=20))
        house = self.shop.customers.draft(self.customer)[0].premises[0].id
        draft = OrderDraft(
            self.customer, (MACHINE, FLOOR), house, promised_on=self.wall.today + timedelta(days=7), discount=8_150, promises=(promise,)
        )
        self.sale = self.shop.orders.create(draft)
        self.shop.orders.confirm(self.sale)
        file = self.shop.orders.open(self.sale)
        assert file.totals.total == 329_900 + 1_718_250 - 8_150
        assert file.state is not OrderState.DRAFT
        self.shop.payments.receive(PaymentDraft(self.customer, 400_000, PayKind.EARNEST_MONEY, PayWay.WECHAT, self.sale))
        assert self.shop.customer_list.rows([self.customer])[0].balance == 2_040_000 - 400_000
        assert self.shop.customer_list.rows([self.customer])[0].stage is Stage.DEAL

    def deliver(self) -> None:
        """Everything is brought, checked, handed over; what nobody knows is asked for, not guessed."""
        deliveries = self.shop.deliveries
        self.delivery = deliveries.plan(self.sale, DeliveryDraft(planned_on=self.wall.today, slot="14:00"))
        assert AgendaKind.DELIVERY in {row.kind for row in self.shop.agenda.day()}
        deliveries.printed(self.delivery)
        deliveries.send(self.delivery)
        deliveries.sign(self.delivery, "尉迟暖")
        for check in deliveries.open(self.delivery).checks:
            if not check.later:
                limit = check.low if check.low is not None else check.high
                value = "" if limit is None else f"{limit / 1000:g}"
                if check.photo:
                    self.shop.attachments.add(self.customer, "现场.png", scrawl(), Belongs(delivery_id=self.delivery, check_id=check.id))
                deliveries.tick(check.id, CheckResult.PASS, value)
        deliveries.finish(self.delivery, HandOver("尉迟暖", accepted_on=self.wall.today, care_ok=True, news_ok=False))
        assert deliveries.open(self.delivery).state is DeliveryState.SIGNED
        assert self.shop.orders.open(self.sale).state is OrderState.DELIVERED
        self.machine = self.shop.machine_list.find("SN9001")[0].id
        waiting = {row.covered.basis.value for row in self.shop.machines.open(self.machine).coverages if row.covered.start_on is None}
        assert "invoice" in waiting
        assert self.shop.visit_list.counts()

    def repair(self) -> None:
        """The machine does not cool; somebody goes there and mends it."""
        self.wall.forward(days=30)
        requests = self.shop.requests
        self.request = requests.take(RequestDraft(self.customer, equipment_id=self.machine, symptom="不制冷"))
        requests.schedule(self.request, self.wall.today + timedelta(days=1), "上午")
        assert {row.kind for row in self.shop.agenda.day()} >= {AgendaKind.CONFIRM}
        self.wall.forward(days=1)
        requests.done(self.request, RequestDone(self.wall.today, "紧固并补充冷媒", "接头松动"))
        row = self.shop.request_list.rows([self.request])[0]
        assert (row.state, row.warranty) == (RequestState.DONE, WarrantyAnswer.UNKNOWN)

    def complain(self) -> None:
        """He is not content; eight steps, closed only with his word."""
        complaints = self.shop.complaints
        draft = ComplaintDraft(
            self.customer, subtype=ComplaintSubtype.QUALITY, severity=Severity.MAJOR, words="修了还是响", demand=Demand.REPAIR
        )
        self.case = complaints.log(draft)
        assert AgendaKind.COMPLAINT in {row.kind for row in self.shop.agenda.range(self.wall.today, self.wall.today + timedelta(days=1))}
        for step in Step8:
            complaints.tick(self.case, step, self.told(step))
        self.shop.complaint_costs.say(self.case, Escalation.OWNER, "免费换底座", "")
        complaints.close(self.case)
        assert self.shop.complaint_files.open(self.case).state is ComplaintState.CLOSED

    def told(self, step: Step8) -> StepDraft:
        """Return what is written at a step."""
        match step:
            case Step8.ASK:
                return StepDraft("什么时候开始响的", cause="底座螺丝松", liable=LiableParty.INSTALLATION)
            case Step8.CORRECT:
                return StepDraft("换减震垫", measure="换减震垫")
            case Step8.PREVENT:
                person = self.shop.operator
                return StepDraft(
                    "",
                    prevention="安装后复紧",
                    prevention_staff_id=person.id if person else None,
                    prevention_on=self.wall.today,
                    verification="抽查",
                )
            case _:
                return StepDraft("好")

    def money(self) -> None:
        """The rest is paid; the day's account tells it."""
        rest = self.shop.customer_list.rows([self.customer])[0].balance
        self.shop.payments.receive(PaymentDraft(self.customer, rest, PayKind.BALANCE, PayWay.CASH, self.sale, with_staff=True))
        day = self.shop.money.day()
        assert (day.total, day.cash_out_total) == (rest, rest)
        assert self.shop.customer_list.rows([self.customer])[0].balance == 0
        self.shop.payments.hand_in([receipt.id for receipt in day.receipts])
        assert self.shop.money.day().cash_out_total == 0

    def papers(self, folder: Path) -> None:
        """Every paper and list of the round can be read back."""
        shop, number = self.shop, self.shop.deliveries.open(self.delivery).number
        papers = {
            number: shop.delivery_papers.note(self.delivery, PrintChoice(paper="CONT_241x140"), "zh"),
            "合格": shop.delivery_papers.checklist(self.delivery, PrintChoice(paper="A4"), "zh"),
            "SN9001": shop.care_papers.certificate(self.machine, PrintChoice(paper="A5"), "zh"),
            "修了还是响": shop.complaint_papers.sheet(self.case, PrintChoice(paper="A4"), "zh"),
        }
        for words, pdf in papers.items():
            path = folder / "paper.pdf"
            path.write_bytes(pdf)
            assert words in "".join(page.extract_text() for page in PdfReader(path).pages)
        for name in ("followups", "orders", "deliveries", "equipment", "requests", "complaints"):
            target = folder / f"{name}.xlsx"
            count = shop.listings.save(name, target, "zh", NoProgress())
            assert count == load_workbook(target).worksheets[0].max_row - 1
        books = (
            ("order", self.sale),
            ("delivery", self.delivery),
            ("equipment", self.machine),
            ("complaint", self.case),
            ("customer", self.customer),
        )
        for kind, record_id in books:
            target = folder / f"{kind}.xlsx"
            target.write_bytes(shop.record_books.workbook(kind, record_id, "zh").content)
            cells = [cell for row in load_workbook(target).worksheets[0].iter_rows(values_only=True) for cell in row]
            assert "尉迟暖" in cells


def test_once_round_and_all_the_way_back(shop: Opened, wall: Wall, tmp_path: Path) -> None:
    before = digest(shop.db)
    entries = len(shop.history.rows(1000))
    story = Story(shop, wall)
    for chapter in (story.call, story.order, story.deliver, story.repair, story.complain, story.money):
        chapter()
    story.papers(tmp_path)
    assert Check(shop.db, shop.folder).run() == []
    steps = 0
    while len(shop.history.rows(1000)) and (step := shop.history.next_undo()) is not None and step.id > entries:
        shop.history.undo()
        steps += 1
    assert digest(shop.db) == before
    void = {row.number[:2] for row in shop.voids.rows()}
    assert void >= {"KH", "SJ", "GJ", "DD", "SK", "SH", "SB", "HF", "FW", "TS"}
    for _ in range(steps):
        shop.history.redo()
    assert shop.customer_list.rows([story.customer])[0].balance == 0
    assert shop.complaint_files.open(story.case).state is ComplaintState.CLOSED


def test_check_finds_and_mends_a_date_that_does_not_follow(shop: Opened, wall: Wall) -> None:
    story = Story(shop, wall)
    for chapter in (story.call, story.order, story.deliver):
        chapter()
    before = digest(shop.db)
    with shop.db.write(Actor(), Action.EDIT, Subject.EQUIPMENT) as session:
        row = session.scalars(select(EquipmentCoverage).where(EquipmentCoverage.end_on.is_not(None))).first()
        assert row is not None
        row.end_on = date(2099, 1, 1)
    found = Check(shop.db, shop.folder).run()
    assert [(finding.kind, finding.count) for finding in found] == [(FindingKind.DATES, 1)]
    assert [finding.repaired for finding in Check(shop.db, shop.folder).run(repair=True)] == [True]
    assert digest(shop.db) == before
