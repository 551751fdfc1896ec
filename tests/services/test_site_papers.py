"""Papers of work on a site say what stands in the store; readings go out as numbers and words, never as formulas."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from dealer_crm.domain.acceptances import AcceptanceDraft, AcceptanceNotFound, SignRole
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.errors import NotFound
from dealer_crm.domain.jobs import JobDraft, JobNotFound, JobStage, MaterialDraft
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.domain.promises import PromiseDraft
from dealer_crm.domain.signatures import Signed
from dealer_crm.services.acceptances import Acceptances
from dealer_crm.services.jobs import Jobs
from dealer_crm.services.promises import Promises
from dealer_crm.services.reading_tables import number_or_words
from dealer_crm.services.signatures import Signatures
from dealer_crm.services.site_papers import SitePapers
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from tests.documents.sites import scrawl
from tests.services.conftest import Clock
from tests.services.desk import desk
from tests.services.loading import Shop, load
from tests.services.readings import picture

A4 = PrintChoice(paper="A4")
HOSTILE = "=cmd|' /C calc'!A1"
HOLD = {"p1": "4.0", "t1": "20", "at1": HOSTILE, "p2": "4.13", "t2": "30", "at2": "9:30"}


@pytest.fixture
def shop(db: Database, actor: Callable[[], Actor], clock: Clock) -> Shop:
    """Return the shop with an order."""
    return load(db, actor, clock)


@pytest.fixture
def papers(shop: Shop, db: Database, clock: Clock) -> SitePapers:
    """Return its papers."""
    return SitePapers(db, clock, Trade(), desk(db, clock))


@pytest.fixture
def job(shop: Shop, db: Database, actor: Callable[[], Actor], clock: Clock) -> int:
    """Return a job of three days from today on."""
    Promises(db, actor, clock).make(1, PromiseDraft("内机装在左侧"), 1)
    draft = JobDraft(JobStage.HIDDEN, clock.today, "9:00–12:00", 3, crew="周师傅", licences="T330", access="东门进", special="有婴儿")
    return Jobs(db, actor, clock, Trade()).plan(
        1, replace(draft, materials=(MaterialDraft("铜管", "m", 46_500),), next_stage=JobStage.UNITS)
    )


@pytest.fixture
def sheet(shop: Shop, db: Database, actor: Callable[[], Actor], clock: Clock) -> int:
    """Return an acceptance sheet with a pressure hold that was read."""
    sheets = Acceptances(db, actor, clock, Trade())
    one = sheets.begin(1, "central_ac_hidden", AcceptanceDraft(zone="一层"))
    hold = next(check for check in sheets.open(one).checks if check.code == "AC-H4")
    sheets.keep(hold.id, "", [{"row": "系统 1", **HOLD}])
    return one


def words(pdf: bytes) -> str:
    """Return what a PDF says, without spaces."""
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_the_dispatch_sheet_says_where_who_what_and_what_was_promised(papers: SitePapers, job: int) -> None:
    said = words(papers.dispatch(job, A4, "zh"))
    for wanted in (
        "AZ",
        "隐蔽安装",
        "东门进",
        "9:00–12:00",
        "3天",
        "周师傅",
        "T330",
        "铜管",
        "46.5",
        "有婴儿",
        "内机装在左侧",
        "穿鞋套",
        "主机就位",
    ):
        assert wanted in said
    with pytest.raises(JobNotFound):
        papers.dispatch(99, A4, "zh")


def test_the_sheets_of_a_day_are_those_of_every_day_a_job_takes(papers: SitePapers, job: int, clock: Clock) -> None:
    days = [papers.jobs_of_day(clock.today + timedelta(days=n)) for n in (-1, 0, 2, 3)]
    assert days == [[], [job], [job], []]
    assert "AZ" in words(papers.dispatch_of_day(clock.today, A4, "zh"))
    with pytest.raises(NotFound):
        papers.dispatch_of_day(clock.today - timedelta(days=1), A4, "zh")


def test_who_rectifies_reads_what_failed_and_others_do_not(
    papers: SitePapers, sheet: int, db: Database, actor: Callable[[], Actor], clock: Clock
) -> None:
    sheets, jobs = Acceptances(db, actor, clock, Trade()), Jobs(db, actor, clock, Trade())
    failed = next(check for check in sheets.open(sheet).checks if check.code == "AC-H1")
    picture(db, failed.id)
    sheets.note(failed.id, CheckResult.FAIL, "8", "偏差 8‰", due_on=clock.today)
    mending = jobs.plan(1, JobDraft(JobStage.RECTIFY, clock.today, note="带水平尺"))
    for wanted in ("带水平尺", "AC-H1", "偏差 8‰", f"({clock.today:%m-%d})"):
        assert wanted in papers.text(mending, "zh")
        assert wanted in papers.dispatch_data(mending, "zh").note
    assert "AC-H1" not in papers.text(jobs.plan(1, JobDraft(JobStage.UNITS)), "zh")
    sheets.note(failed.id, CheckResult.PASS, "1", "已调平")
    assert papers.dispatch_data(mending, "zh").note == "带水平尺"


def test_the_text_for_the_team_is_short(papers: SitePapers, job: int) -> None:
    said = papers.text(job, "zh")
    assert said.startswith("安装派工：隐蔽安装 AZ")
    for wanted in ("9:00–12:00", "东门进", "有婴儿", "周师傅"):
        assert wanted in said


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_acceptance_sheet_is_filled_and_blank(papers: SitePapers, sheet: int, language: str) -> None:
    data = papers.acceptance_data(sheet, language)
    hold = next(block for block in data.grids if block.code == "AC-H4")
    assert [cell.value for cell in hold.rows[0].cells[-2:]] == ["4.14", "0.01"]
    assert "0.1013" in hold.note
    filled, blank = (words(papers.acceptance(sheet, A4, language, blank=one)) for one in (False, True))
    assert "4.13" in filled
    assert "4.13" not in blank
    assert "AC-H10" in blank
    with pytest.raises(AcceptanceNotFound):
        papers.acceptance(99, A4, language)


def test_a_signature_stands_on_the_sheet_and_one_that_is_lost_leaves_its_place(
    papers: SitePapers, sheet: int, db: Database, actor: Callable[[], Actor], clock: Clock
) -> None:
    folder: Path = db.path.parent / "attachments"
    Signatures(db, folder, actor, clock).add(Signed(acceptance_id=sheet), SignRole.CUSTOMER, "陈静", scrawl())
    signed = papers.acceptance_data(sheet, "zh").signed["customer"]
    assert (signed.name, signed.picture) == ("陈静", scrawl())
    next(path for path in folder.rglob("*") if path.is_file()).unlink()
    assert papers.acceptance_data(sheet, "zh").signed["customer"].picture == b""
    assert papers.acceptance(sheet, A4, "zh")


def test_readings_go_out_as_numbers_and_words_never_as_formulas(papers: SitePapers, sheet: int) -> None:
    content = papers.readings([sheet], "zh")
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    name = next(one for one in book.sheet_names if one.startswith("AC-H4"))
    row = book.get_sheet_by_name(name).to_python()[-1]
    assert row == ["系统 1", 4.0, 20.0, HOSTILE, 4.13, 30.0, "9:30", 4.14, 0.01]
    assert b"<f>" not in content
    assert len(book.get_sheet_by_name(book.sheet_names[0]).to_python()) > 10
    assert papers.sheets_of(1) == [sheet]


@pytest.mark.parametrize(
    ("written", "kept"),
    [("4.13", 4.13), ("−0.1", -0.1), ("1.2 MPa", "1.2 MPa"), ("9:30", "9:30"), ("=1+1", "=1+1"), ("", "")],
)
def test_what_is_a_number_whole_is_one(written: str, kept: float | str) -> None:
    assert number_or_words(written) == kept
