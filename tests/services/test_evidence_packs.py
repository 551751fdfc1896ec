"""A pack holds what the store has of a case and says plainly what it lacks; what is hostile costs itself alone."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import select

from dealer_crm.app.child import ChildRunner
from dealer_crm.app.limits import ChildLimits
from dealer_crm.domain.acceptances import AcceptanceState
from dealer_crm.domain.attachments import Belongs
from dealer_crm.domain.complaint_papers import ThanksTooEarly, Unseen
from dealer_crm.domain.complaint_steps import StepDraft
from dealer_crm.domain.complaints import ComplaintDraft, ComplaintLevel, ComplaintSubtype, Step8
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.imports import FileTooDemanding
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.knowledge import AttachmentKind
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.domain.progress import Cancelled, NoProgress, Progress
from dealer_crm.services.attachments import Attachments
from dealer_crm.services.care_papers import CarePapers
from dealer_crm.services.complaint_papers import ComplaintPapers
from dealer_crm.services.complaints import Complaints
from dealer_crm.services.contract_papers import ContractPapers
from dealer_crm.services.customers import Customers
from dealer_crm.services.delivery_papers import DeliveryPapers
from dealer_crm.services.evidence_packs import EvidencePacks, Makers
from dealer_crm.services.evidence_pictures import PictureFitter, WantedFile, fit_in_child
from dealer_crm.services.site_papers import SitePapers
from dealer_crm.services.trade import Trade
from dealer_crm.storage.blobs import Blobs
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Acceptance, Complaint
from tests.services.conftest import Clock
from tests.services.desk import desk

JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
HOSTILE = "<b>赔偿</b> =1+1 {number} 😀" * 4


def here(_job: str, arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Do the work of a child in this process."""
    return fit_in_child(arguments, progress)


def photo(*, exif: bool = False) -> bytes:
    """Return a photo, with the time of its camera."""
    target, said = io.BytesIO(), Image.Exif()
    said.get_ifd(0x8769)[36867] = "2026:11:20 08:15:00"
    Image.new("RGB", (300, 200), "steelblue" if exif else "tan").save(target, "JPEG", **({"exif": said} if exif else {}))
    return target.getvalue()


def scan(pages: int, *, locked: bool = False) -> bytes:
    """Return a PDF with a link that runs something, or one that wants a password."""
    target = io.BytesIO()
    canvas = Canvas(target, encrypt=pdfencrypt.StandardEncryption("x") if locked else None)
    for number in range(pages):
        canvas.drawString(100, 700, f"page {number + 1}")
        canvas.linkURL("https://example.invalid/", (50, 50, 300, 300))
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def bomb() -> bytes:
    """Return the head of a PNG of 900 million dots."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 999)) + chunk(b"IEND", b"")


def packs(db: Database, clock: Clock, run: Callable[..., dict[str, Any]] = here) -> EvidencePacks:
    """Return the packs of a store."""
    folder, paper_desk, trade = db.path.parent / "attachments", desk(db, clock), Trade()
    makers = Makers(
        ContractPapers(db, clock, trade, paper_desk),
        DeliveryPapers(db, clock, trade, paper_desk),
        SitePapers(db, clock, trade, paper_desk),
        CarePapers(db, clock, trade, paper_desk),
    )
    return EvidencePacks(db, clock, paper_desk, makers, (Blobs(folder), PictureFitter(run, db.path.parent / "staging")))


def pages_of(pdf: bytes) -> list[str]:
    """Return the words of each page."""
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


@pytest.fixture
def case(sample: Database, clock: Clock) -> int:
    """Return a case of an order with a valid acceptance sheet, with good and hostile attachments."""
    with sample.read() as session:
        sheet = session.scalars(select(Acceptance).where(Acceptance.state == AcceptanceState.VALID).order_by(Acceptance.id)).first()
        assert sheet is not None
        customer, order = sheet.customer_id, sheet.order_id
    complaints, kept = Complaints(sample, Actor, clock, Trade()), Attachments(sample, sample.path.parent / "attachments", Actor, clock)
    draft = ComplaintDraft(customer, subtype=ComplaintSubtype.QUALITY, level=ComplaintLevel.THIRD_PARTY, words=HOSTILE, order_id=order)
    one = complaints.log(draft)
    complaints.tick(one, Step8.THANK, StepDraft("谢谢您直接告诉我们"))
    mine = Belongs(complaint_id=one)
    for name, data in (("good.jpg", photo(exif=True)), ("half.jpg", photo()[:150]), ("bomb.png", bomb()), ("note.docx", b"PK\x03\x04x")):
        kept.add(customer, name, data, mine)
    kept.add(customer, "locked.pdf", scan(1, locked=True), mine)
    contract = kept.add(customer, "contract.pdf", scan(2), Belongs(order_id=order))
    kept.describe(contract, AttachmentKind.CONTRACT, "合同扫描件")
    return one


def test_the_pack_holds_all_and_says_what_it_lacks(sample: Database, clock: Clock, case: int) -> None:
    pdf = packs(sample, clock).pack(case, PrintChoice(), "zh", "王敏")
    pages = pages_of(pdf)
    number = ComplaintPapers(sample, desk(sample, clock)).sheet_data(case, "zh").number
    for at, words in enumerate(pages, 1):
        assert f"投诉证据材料 {number}" in words
        assert f"第 {at} 页，共 {len(pages)} 页" in words
    whole = "\n".join(pages)
    for said in (
        "购销安装合同",
        "安装交付验收单",
        "投诉处理经过",
        "谢谢您直接告诉我们",
        "合同扫描件",
        "拍摄于 2026-11-20 08:15",
        "<b>赔偿</b>",
    ):
        assert said in whole
    cover = "\n".join(pages[:2])
    for lacking in (
        "文件已损坏，读不出来。",
        "文件太大，无法显示。",
        "文件设了密码，打不开。",
        "这种文件不能印在纸上",
        "本案和该设备都没有服务记录。",
    ):
        assert lacking in cover
    raw = PdfReader(BytesIO(pdf))
    assert not any("/Annots" in page or "/AA" in page for page in raw.pages)
    first = next(at for at, words in enumerate(pages, 1) if "投诉处理经过" in words and "材料清单" not in words)
    listed = cover[cover.index("投诉处理经过") :].split(number, 1)[1].splitlines()[0]
    assert listed.split()[-1] == str(first)
    authority = ComplaintPapers(sample, desk(sample, clock), clock).sheet_data(case, "zh").authority
    assert authority is not None
    assert {name for name, ready in authority.evidence if ready} >= {"订单", "验收单", "照片"}


def test_a_case_of_nobody_has_a_pack(db: Database, clock: Clock) -> None:
    one = Complaints(db, Actor, clock, Trade()).log(ComplaintDraft(complainant="隔壁邻居", subtype=ComplaintSubtype.ATTITUDE, words="太吵"))
    whole = "".join(pages_of(packs(db, clock).pack(one, PrintChoice(), "zh")))
    assert "隔壁邻居" in whole
    assert "投诉里没有写明订单和设备" in whole


def test_what_is_gone_or_changed_in_the_folder_is_said(db: Database, clock: Clock) -> None:
    customer = Customers(db, Actor, clock).create(CustomerDraft(name="张伟"))
    one = Complaints(db, Actor, clock, Trade()).log(ComplaintDraft(customer, subtype=ComplaintSubtype.QUALITY, words="漏水"))
    kept, blobs = Attachments(db, db.path.parent / "attachments", Actor, clock), Blobs(db.path.parent / "attachments")
    gone, changed = (kept.add(customer, f"{exif}.jpg", photo(exif=exif), Belongs(complaint_id=one)) for exif in (False, True))
    by_id = {row.id: row.sha256 for row in kept.of(customer)}
    blobs.path(by_id[gone]).unlink()
    blobs.path(by_id[changed]).write_bytes(b"something else")
    whole = "".join("".join(pages_of(packs(db, clock).pack(one, PrintChoice(), "zh"))).split())
    assert "附件文件夹里已经没有这个文件。" in whole
    assert "文件与当初存入的不一致" in whole


def test_a_file_that_ends_the_child_costs_itself_alone(tmp_path: Path) -> None:
    names = ["a.jpg", "kills.jpg", "b.jpg"]
    for name in names:
        (tmp_path / name).write_bytes(photo())

    def dies(_job: str, arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
        files = arguments["files"]
        before = next((at for at, file in enumerate(files) if "kills" in file[0]), len(files))
        fit_in_child({**arguments, "files": files[:before]}, progress)
        if before < len(files):
            raise FileTooDemanding(file="")
        return {}

    found = PictureFitter(dies, tmp_path / "staging").fit([WantedFile(tmp_path / name, JPEG) for name in names], NoProgress())
    assert [one.unseen for one in found] == [None, Unseen.DEMANDING, None]
    assert list((tmp_path / "staging").iterdir()) == []


def test_a_cancel_leaves_nothing_behind(tmp_path: Path) -> None:
    class Tired:
        def step(self, done: int, total: int) -> None:
            raise Cancelled

    (tmp_path / "a.jpg").write_bytes(photo())
    with suppress(Cancelled):
        PictureFitter(here, tmp_path / "staging").fit([WantedFile(tmp_path / "a.jpg", JPEG)], Tired())
        pytest.fail("it went on")
    assert list((tmp_path / "staging").iterdir()) == []


@pytest.mark.slow
def test_a_real_child_reads_pictures_within_its_limits(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(photo(exif=True))
    (tmp_path / "b.pdf").write_bytes(scan(2))
    (tmp_path / "c.png").write_bytes(bomb())
    files = [WantedFile(tmp_path / "a.jpg", JPEG), WantedFile(tmp_path / "b.pdf", PDF, whole=True), WantedFile(tmp_path / "c.png", PNG)]
    found = PictureFitter(ChildRunner(ChildLimits(seconds=60)), tmp_path / "staging").fit(files, NoProgress())
    assert [(len(one.pages), one.unseen) for one in found] == [(1, None), (2, None), (0, Unseen.DEMANDING)]
    assert found[0].taken == "2026-11-20 08:15"


def test_thanks_come_once_it_is_settled(sample: Database, clock: Clock) -> None:
    papers = ComplaintPapers(sample, desk(sample, clock), clock)
    with sample.read() as session:
        open_one = session.scalars(select(Complaint.id).where(Complaint.closed_at.is_(None))).first()
        closed = session.scalars(select(Complaint.id).where(Complaint.closed_at.is_not(None))).first()
    assert open_one
    assert closed
    with pytest.raises(ThanksTooEarly):
        papers.thanks(open_one, PrintChoice(paper="A4"), "zh")
    assert "谢谢您直接告诉我们" in "".join(pages_of(papers.thanks(closed, PrintChoice(paper="A4"), "zh")))
    blank = "".join(pages_of(papers.blank(PrintChoice(paper="A4"), "zh")))
    assert "营业员的服务方式欠妥" in blank
    assert "漏水" in blank
