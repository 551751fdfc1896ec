"""The sheet says what the case holds, and nothing else."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

from pypdf import PdfReader

from dealer_crm.domain.complaint_steps import StepDraft
from dealer_crm.domain.complaints import ComplaintDraft, ComplaintLevel, ComplaintSubtype, LiableParty, Severity, Step8
from dealer_crm.domain.customers import CustomerDraft, PhoneDraft
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.domain.shop import StaffDraft
from dealer_crm.services.complaint_papers import ComplaintPapers
from dealer_crm.services.complaints import Complaints
from dealer_crm.services.customers import Customers
from dealer_crm.services.shop import ShopData
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock
from tests.services.desk import desk


def test_sheet_holds_the_case(db: Database, clock: Clock) -> None:
    actor: Callable[[], Actor] = lambda: Actor(staff_id=1)  # noqa: E731 - one line says it
    ShopData(db, Actor).add_staff(StaffDraft("孙涛"))
    Customers(db, actor, clock).create(CustomerDraft(name="张伟", phones=(PhoneDraft("14200000911"),)))
    complaints = Complaints(db, actor, clock, Trade())
    draft = ComplaintDraft(1, subtype=ComplaintSubtype.QUALITY, severity=Severity.MAJOR, words="主卧不制热", external_number="立案 88")
    one = complaints.log(draft)
    complaints.tick(one, Step8.PROMISE, StepDraft("18 点前", promised_by=clock() + timedelta(hours=3)))
    complaints.tick(one, Step8.ASK, StepDraft(cause="三通阀卡住", liable=LiableParty.MANUFACTURER))
    papers = ComplaintPapers(db, desk(db, clock))
    data = papers.sheet_data(one, "zh")
    assert (data.number, data.register.customer, data.register.words) == ("TS20261122001", "张伟", "主卧不制热")
    assert [step.words for step in data.steps] == ["", "", "", "18 点前", "", "", "", ""]
    assert (data.settlement.cause, data.settlement.promised_on, data.authority) == ("三通阀卡住", clock.today, None)
    pdf = PdfReader(BytesIO(papers.sheet(one, PrintChoice(paper="A4"), "zh")))
    text = "".join(page.extract_text() for page in pdf.pages)
    assert "TS20261122001" in text
    assert "主卧不制热" in text


def test_third_party_adds_the_papers_of_proof(db: Database, clock: Clock) -> None:
    Customers(db, Actor, clock).create(CustomerDraft(name="张伟"))
    draft = ComplaintDraft(1, subtype=ComplaintSubtype.PRICE, level=ComplaintLevel.THIRD_PARTY, words="乱收费", external_number="立案 88")
    one = Complaints(db, Actor, clock, Trade()).log(draft)
    authority = ComplaintPapers(db, desk(db, clock)).sheet_data(one, "zh").authority
    assert authority is not None
    assert authority.case_number == "立案 88"
    assert not any(ready for _, ready in authority.evidence)
