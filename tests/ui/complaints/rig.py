"""The page of complaints on a real store in a temporary folder, with a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QPlainTextEdit

from dealer_crm.domain.complaint_case import Escalation
from dealer_crm.domain.complaint_steps import StepDraft
from dealer_crm.domain.complaint_waiting import MAY_SEE
from dealer_crm.domain.complaints import ComplaintDraft, ComplaintSubtype, LiableParty, Severity, Step8
from dealer_crm.domain.customers import CustomerDraft, PhoneDraft
from dealer_crm.domain.journal import Actor, Role, Subject
from dealer_crm.domain.shop import StaffDraft
from dealer_crm.i18n import Translator, translator
from dealer_crm.services.attachments import Attachments
from dealer_crm.services.complaint_costs import ComplaintCosts
from dealer_crm.services.complaint_file import ComplaintFile, ComplaintFiles
from dealer_crm.services.complaint_list import ComplaintList
from dealer_crm.services.complaint_talk import ComplaintTalk
from dealer_crm.services.complaint_topics import ComplaintTopics
from dealer_crm.services.complaint_waiting import ComplaintWaiting
from dealer_crm.services.complaints import Complaints
from dealer_crm.services.customer_list import CustomerList
from dealer_crm.services.customers import Customers
from dealer_crm.services.drafts import Drafts
from dealer_crm.services.history import History
from dealer_crm.services.own_phrases import OwnPhrases
from dealer_crm.services.shop import ShopData
from dealer_crm.services.silent_complaints import SilentComplaints
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.ui.complaints.case_doors import CaseDoors, OwnWording, TalkDoors, WaitDoors
from dealer_crm.ui.complaints.cost_doors import CostDoors, WorkDoors
from dealer_crm.ui.complaints.doors import ComplaintDoors, ComplaintPapers, ComplaintReads, ComplaintWrites, RegisterDoors, Wording
from dealer_crm.ui.complaints.page import ComplaintsPage
from dealer_crm.ui.desk.doors import Memory, Pictures
from dealer_crm.ui.shell import MainWindow
from tests.storage.shops import empty_file, pinyin
from tests.ui.checks import focused

NOW = datetime(2026, 11, 18, 2, 12, tzinfo=UTC)


@dataclass
class Desk:
    """Store and services; 孙涛 works here, 张伟 and 赵磊 are customers."""

    folder: Path
    source: Path | None = None
    now: datetime = NOW
    role: Role = Role.OWNER
    asked: list[tuple[str, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.file = self.folder / "store.sqlite"
        self.file.write_bytes(self.source.read_bytes() if self.source else empty_file())
        self.db = Database(self.file, pinyin(), self.clock)
        self.trade = Trade()
        self.history = History(self.db, self.actor)
        self.complaints = Complaints(self.db, self.actor, self.clock, self.trade)
        self.costs = ComplaintCosts(self.db, self.actor, self.clock)
        self.list = ComplaintList(self.db, self.clock)
        self.files = ComplaintFiles(self.db)
        self.customers = CustomerList(self.db, self.clock)
        self.staff = ShopData(self.db, Actor)
        self.attachments = Attachments(self.db, self.folder / "attachments", self.actor, self.clock)
        self.drafts = Drafts(self.folder / "drafts", self.clock)
        self.own = OwnPhrases(self.db, self.actor)
        self.trade = Trade(own_words=self.own.own)
        self.waiting = ComplaintWaiting(self.db, self.actor, self.clock, self.trade)
        self.answers: list[object] = []

    def clock(self) -> datetime:
        return self.now

    def actor(self) -> Actor:
        return Actor(staff_id=1, role=self.role)

    def fill(self) -> None:
        self.staff.add_staff(StaffDraft("孙涛"))
        for name, phone in (("张伟", "14200000911"), ("赵磊", "14200000376")):
            Customers(self.db, Actor, self.clock).create(CustomerDraft(name=name, phones=(PhoneDraft(phone),)))

    def log(self, words: str = "主卧不制热", severity: Severity = Severity.MAJOR, customer_id: int = 1) -> int:
        return self.complaints.log(ComplaintDraft(customer_id, subtype=ComplaintSubtype.QUALITY, severity=severity, words=words))

    def finish(self, complaint_id: int) -> None:
        """Do all that closing wants."""
        self.complaints.tick(complaint_id, Step8.ASK, StepDraft(cause="三通阀卡住", liable=LiableParty.MANUFACTURER))
        self.complaints.tick(complaint_id, Step8.CONFIRM, StepDraft("满意"))
        day = (self.now + timedelta(days=7)).date()
        last = StepDraft(prevention="开机前试阀", prevention_staff_id=1, prevention_on=day, verification="抽查五户")
        self.complaints.tick(complaint_id, Step8.PREVENT, last)
        self.costs.say(complaint_id, Escalation.OWNER, "免费换阀", self.files.open(complaint_id).owner_words)

    def only(self) -> ComplaintFile:
        rows = self.list.page(9)
        assert len(rows) == 1
        return self.files.open(rows[0].id)

    def register(self) -> RegisterDoors:
        silent = SilentComplaints(self.db, self.actor, self.clock)
        topics = ComplaintTopics(self.db).all
        return RegisterDoors(topics, self.trade.dissatisfied, self.files.machine, silent.signs, silent.put_aside, self.complaints.match)

    def doors(self) -> ComplaintDoors:
        deeds, kept = self.complaints, self.attachments
        reads = ComplaintReads(
            ids=self.list.ids,
            rows=self.list.rows,
            counts=self.list.counts,
            open=self.files.open,
            machines=self.files.machines,
            find=self.customers.find,
            customer=lambda one: next(iter(self.customers.rows([one])), None),
            staff=self.staff.staff,
            clock=deeds.clock,
        )
        writes = ComplaintWrites(
            deeds.log,
            deeds.edit,
            deeds.tick,
            deeds.untick,
            deeds.note,
            deeds.assign,
            deeds.add_pictures,
            deeds.close,
            deeds.reopen,
        )
        papers = ComplaintPapers(lambda one: self.asked.append(("preview", one)), lambda one: self.asked.append(("print", one)))
        pictures = Pictures(kept.of, kept.read, kept.add, kept.remove, kept.describe)
        wording = Wording(self.trade.phrases, speaker=lambda: "孙涛")
        whole = ComplaintDoors(reads, writes, pictures, wording, self.drafts, self.clock, papers, register=self.register())
        return replace(whole, costs=self.cost_doors(), work=self.work_doors(), case=self.case_doors())

    def case_doors(self) -> CaseDoors:
        """Answer questions from `answers`."""
        talk, clock, own = ComplaintTalk(self.db, self.actor, self.clock), self.waiting, self.own
        return CaseDoors(
            TalkDoors(talk.keep, talk.untick),
            WaitDoors(clock.pause, clock.wait_on, clock.resume, clock.told, clock.seen, lambda level: self.role in MAY_SEE[level]),
            OwnWording(own.shipped, own.fields, own.save),
            lambda one: self.history.rows(12, None, Subject.COMPLAINT, one),
            self._answer,
        )

    def _answer(self, title: str, text: str, _options: Sequence[tuple[object, str]]) -> object:
        self.asked.append((f"{title}: {text}", 0))
        return self.answers.pop(0)

    def cost_doors(self) -> CostDoors:
        costs = self.costs
        deeds = (costs.add, costs.edit, costs.remove, costs.approve, costs.refuse, costs.say, costs.authority)
        return CostDoors(*deeds, costs.limit, self.actor)

    def work_doors(self) -> WorkDoors:
        """Lead to no room, but note what was asked for."""

        def noted(what: str) -> Callable[[int], None]:
            return lambda one: self.asked.append((what, one))

        return WorkDoors(lambda file: noted("repair")(file.id), noted("rectify"), noted("request"), noted("job"))


def say(words: str) -> None:
    """Type words that no keyboard has keys for into the field with the focus."""
    field = focused()
    assert isinstance(field, QPlainTextEdit)
    field.insertPlainText(words)


def open_page(desk: Desk, window: MainWindow, t: Translator | None = None) -> ComplaintsPage:
    """Show the page in the window; every commit reloads it, as the wiring does."""
    page = ComplaintsPage(t or translator("en"), desk.doors(), window, Memory(lambda _key: "", lambda _key, _value: None))
    window.set_page("complaints", lambda: page)
    window.go("complaints")
    desk.db.on_commit.append(lambda _news: page.reload())
    return page
