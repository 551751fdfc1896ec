"""Repair calls and jobs that a case set off stand with it, from the first day to what came of them; undone they are gone from it."""

from dataclasses import replace
from datetime import timedelta

from dealer_crm.domain.care import RequestDone, RequestDraft, RequestState
from dealer_crm.domain.complaints import ComplaintDraft, ComplaintSubtype
from dealer_crm.domain.jobs import JobDraft, JobStage, JobState
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.orders import LineDraft, OrderDraft
from dealer_crm.services.complaint_file import ComplaintFiles
from dealer_crm.services.complaint_work import CaseWork, WorkKind, WorkRow
from dealer_crm.services.complaints import Complaints
from dealer_crm.services.customers import Customers
from dealer_crm.services.jobs import Jobs
from dealer_crm.services.requests import Requests
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock
from tests.services.sold import Shop
from tests.storage.shops import digest


def test_work_of_a_case_is_told_with_what_came_of_it(db: Database, clock: Clock) -> None:
    shop, files = Shop(db, clock), ComplaintFiles(db)
    log = Complaints(db, Actor, clock, Trade()).log
    leak = ComplaintDraft(1, subtype=ComplaintSubtype.QUALITY, words="空调漏水", order_id=shop.order)
    case, other = log(leak), log(replace(leak, order_id=None))
    requests, jobs = Requests(db, Actor, clock, Trade()), Jobs(db, Actor, clock, Trade())
    before = digest(db)
    call = requests.take(RequestDraft(1, symptom="空调漏水", complaint_id=case))
    shop.history.undo()
    assert (digest(db), files.open(case).parts.work) == (before, ())
    call = requests.take(RequestDraft(1, symptom="空调漏水", complaint_id=case))
    job = jobs.plan(shop.order, JobDraft(JobStage.RECTIFY, clock.today, note="重做排水坡度", complaint_id=case))
    first, second = files.open(case).parts.work
    assert (first.kind, first.id, first.state, first.is_open, first.words) == (WorkKind.REQUEST, call, RequestState.OPEN, True, "空调漏水")
    assert (second.kind, second.id, second.state, second.day, second.is_done) == (WorkKind.JOB, job, JobState.PLANNED, clock.today, False)
    requests.edit(call, replace(requests.draft(call), symptom="空调漏水，吊顶湿"))
    requests.done(call, RequestDone(clock.today, "疏通排水管", "管口堵塞"))
    file = jobs.open(job)
    jobs.edit(job, replace(file.draft, planned_on=clock.today + timedelta(days=1)), file.version)
    jobs.finish(job, next_stage=JobStage.COMMISSIONING)
    told = files.open(case).parts.work
    assert [(row.is_open, row.is_done, row.day, row.cause, row.work) for row in told] == [
        (False, True, clock.today, "管口堵塞", "疏通排水管"),
        (False, True, clock.today, "", ""),
    ]
    assert files.open(other).parts.work == ()


def test_job_for_a_case_begins_with_the_order_and_the_customers_words(db: Database, clock: Clock) -> None:
    shop = Shop(db, clock)
    draft = ComplaintDraft(1, subtype=ComplaintSubtype.OPERATION, words="墙没补", order_id=shop.order)
    case = Complaints(db, Actor, clock, Trade()).log(draft)
    mend = CaseWork(db).to_mend(case)
    assert (mend.order_id, mend.customer, mend.words, mend.number[:2]) == (shop.order, "王芳", "墙没补", "TS")
    assert mend.order == shop.orders.open(shop.order).number


def test_order_of_a_job_is_that_of_the_case_else_the_newest_on_which_there_is_work(db: Database, clock: Clock) -> None:
    shop = Shop(db, clock)
    log, files = Complaints(db, Actor, clock, Trade()).log, ComplaintFiles(db)
    draft = ComplaintDraft(1, subtype=ComplaintSubtype.OPERATION, words="墙没补")
    case = log(draft)
    shop.orders.create(OrderDraft(1, (LineDraft(name="软管", quantity=1000, price=100),)))
    assert files.open(case).parts.mend_order_id == shop.order, "nobody works on a draft"
    nobody = log(ComplaintDraft(complainant="楼下邻居", nobody=True, subtype=ComplaintSubtype.OPERATION, words="滴水"))
    assert files.open(nobody).parts.mend_order_id is None


def test_customer_goes_with_case_call_and_job(db: Database, clock: Clock) -> None:
    shop = Shop(db, clock)
    case = Complaints(db, Actor, clock, Trade()).log(ComplaintDraft(1, subtype=ComplaintSubtype.OPERATION, words="墙没补"))
    Requests(db, Actor, clock, Trade()).take(RequestDraft(1, symptom="漏水", complaint_id=case))
    Jobs(db, Actor, clock, Trade()).plan(shop.order, JobDraft(JobStage.RECTIFY, complaint_id=case))
    before = digest(db)
    Customers(db, Actor, clock).delete(1)
    shop.history.undo()
    assert digest(db) == before


def test_a_row_knows_what_is_left_of_it() -> None:
    row = WorkRow(WorkKind.JOB, 1, "AZ1", JobState.CANCELLED, None, "", "")
    assert (row.is_open, row.is_done) == (False, False)
