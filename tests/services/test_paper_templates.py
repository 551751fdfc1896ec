"""What is chosen of papers is kept by kind, one step each; the logo is kept like other pictures."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from dealer_crm.documents.pdf.pages import ShopHead
from dealer_crm.documents.pdf.samples import sample_of
from dealer_crm.domain.attachments import AttachmentEmpty, AttachmentTooLarge
from dealer_crm.domain.backups import Reason
from dealer_crm.domain.check import FindingKind
from dealer_crm.domain.errors import DomainError, EditConflict
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.paper_templates import CopyColour, CopyStyle, PaperTemplate, PaperTitleTooLong, Words
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.domain.products import PictureUnreadable
from dealer_crm.domain.progress import NoProgress
from dealer_crm.services import shop_logo
from dealer_crm.services.history import History
from dealer_crm.services.paper_templates import PaperTemplates
from dealer_crm.services.shop_logo import ShopLogo
from dealer_crm.services.trade import Trade
from dealer_crm.storage import restore
from dealer_crm.storage.blobs import Blobs
from dealer_crm.storage.database import Database, News
from dealer_crm.storage.models import OverprintForm
from tests.documents.reading import read
from tests.services.conftest import Clock
from tests.services.desk import desk
from tests.storage.shops import opened

NOTE = "delivery_note"
CHOSEN = PaperTemplate(
    NOTE,
    title=Words("出库单", "Goods out"),
    without=("money",),
    columns=("product", "quantity", "model"),
    words={"terms": Words("当面点清\n概不退换")},
    copies=(CopyStyle(Words("仓库", "Store"), CopyColour.BLUE, prices=False, without=("price",), remark=Words("勿撕")),),
)


@pytest.fixture
def templates(db: Database, actor: Callable[[], Actor]) -> PaperTemplates:
    """Return the use-cases on a fresh store."""
    return PaperTemplates(db, actor)


def logo_png(colour: str = "red") -> bytes:
    """Return a small picture."""
    target = io.BytesIO()
    Image.new("RGB", (40, 20), colour).save(target, "PNG")
    return target.getvalue()


def test_what_is_chosen_is_read_again_and_only_for_its_kind(templates: PaperTemplates) -> None:
    assert templates.of(NOTE) == PaperTemplate(NOTE)
    templates.save(CHOSEN)
    assert templates.of(NOTE) == replace(CHOSEN, version=1)
    assert list(templates.all()) == [NOTE]
    assert templates.of("receipt") == PaperTemplate("receipt")


def test_each_choice_is_a_step_that_goes_back_and_forth(templates: PaperTemplates, db: Database) -> None:
    history, heard = History(db, Actor), list[News]()
    db.on_commit.append(heard.append)
    templates.save(CHOSEN)
    templates.save(replace(templates.of(NOTE), title=Words("发货单")))
    assert [(row.action, row.subject) for row in history.rows()] == [(Action.EDIT, Subject.PAPER_STYLE)] * 2
    assert all("paper_style" in news.kinds for news in heard)
    history.undo()
    assert templates.of(NOTE).title == CHOSEN.title
    history.undo()
    assert templates.of(NOTE) == PaperTemplate(NOTE)
    history.redo()
    assert templates.of(NOTE).columns == CHOSEN.columns


def test_the_next_paper_lacks_the_column_until_the_choice_is_taken_back(templates: PaperTemplates, db: Database, clock: Clock) -> None:
    def paper() -> str:
        setup = desk(db, clock).setup(NOTE, PrintChoice(paper="A4"), "en")
        return read(sample_of(NOTE, setup, ShopHead("Warm House"))).pages[0].extract_text()

    history, usual = History(db, Actor), paper()
    templates.save(PaperTemplate(NOTE, columns=("product", "model", "quantity"), title=Words("", "Goods out")))
    chosen = paper()
    assert ("Price" in usual, "Price" in chosen, "Goods out" in chosen) == (True, False, True)
    history.undo()
    assert paper() == usual


def test_usual_again_is_a_step_as_well(templates: PaperTemplates, db: Database) -> None:
    history = History(db, Actor)
    templates.save(CHOSEN)
    templates.reset(NOTE)
    assert replace(templates.of(NOTE), version=0) == PaperTemplate(NOTE)
    assert templates.all() == {}
    history.undo()
    assert templates.of(NOTE).copies == CHOSEN.copies


def test_saving_what_is_usual_or_stands_already_is_no_step(templates: PaperTemplates, db: Database) -> None:
    templates.save(PaperTemplate(NOTE))
    templates.reset("receipt")
    assert History(db, Actor).rows() == []
    templates.save(CHOSEN)
    templates.save(templates.of(NOTE))
    assert len(History(db, Actor).rows()) == 1


def test_who_chooses_second_is_told(templates: PaperTemplates) -> None:
    read = templates.of(NOTE)
    templates.save(CHOSEN)
    with pytest.raises(EditConflict):
        templates.save(replace(read, title=Words("x")))


def test_a_logo_is_made_fit_shown_and_taken_off(db: Database, tmp_path: Path, actor: Callable[[], Actor]) -> None:
    logo, history = ShopLogo(db, tmp_path, actor), History(db, Actor)
    assert logo.read() == b""
    sha256 = logo.keep("店标.png", logo_png())
    assert Image.open(io.BytesIO(logo.read())).size == (40, 20)
    logo.remove()
    assert logo.sha256() == ""
    history.undo()
    assert logo.sha256() == sha256


@pytest.mark.parametrize(
    ("data", "refusal"),
    [(b"", AttachmentEmpty), (b"%PDF-1.4", PictureUnreadable), (b"MZ" * 999, PictureUnreadable), (b"x" * 40_001, AttachmentTooLarge)],
)
def test_what_is_no_logo_is_refused(
    db: Database, tmp_path: Path, data: bytes, refusal: type[DomainError], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shop_logo, "LARGEST", 40_000)
    logo = ShopLogo(db, tmp_path / "attachments", Actor)
    with pytest.raises(refusal):
        logo.keep("x", data)
    assert logo.sha256() == ""
    assert not (tmp_path / "attachments").exists()


def test_pictures_of_papers_are_backed_up_checked_and_brought_back(tmp_path: Path) -> None:
    with opened(tmp_path / "店") as shop:
        blobs = Blobs(shop.folder.attachments)
        logo = ShopLogo(shop.db, shop.folder.attachments, shop.actor).keep("a.png", logo_png())
        scan = blobs.put(logo_png("blue"))
        with shop.db.write(shop.actor(), Action.CREATE, Subject.OVERPRINT_FORM) as session:
            session.add(OverprintForm(name="收据", kind="receipt", width=2100, height=1000, background=scan))
        made = shop.backups.make(Reason.DEMAND)
        assert (made.pictures, made.missing) == (2, 0)
        for sha256 in (logo, scan):
            blobs.remove(sha256)
        (lost,) = shop.check.run(repair=True)
        assert (lost.kind, lost.count, lost.repaired) == (FindingKind.PICTURES_MISSING, 2, True)
        for sha256 in (logo, scan):
            blobs.remove(sha256)
        shop.close()
        assert restore.restore(shop.folder, Path(made.path), shop.clock, NoProgress()).missing == 0
        assert blobs.sound(logo)
        assert blobs.sound(scan)


def test_a_title_without_room_on_small_papers_is_refused(templates: PaperTemplates) -> None:
    with pytest.raises(PaperTitleTooLong):
        templates.save(replace(templates.of(NOTE), title=Words("出库单" * 9)))
    assert templates.of(NOTE) == PaperTemplate(NOTE)


def test_copies_differ_where_one_leaves_out_what_another_says(db: Database, templates: PaperTemplates, clock: Clock) -> None:
    papers, stub = desk(db, clock), CopyStyle(Words("存根"))
    assert not any(papers.copies_differ(kind.code) for kind in Trade().paper_kinds())
    for other, differ in ((CopyStyle(Words("回单"), remark=Words("勿撕")), False), (CopyStyle(Words("回单"), prices=False), True)):
        templates.save(replace(templates.of(NOTE), copies=(stub, other)))
        assert papers.copies_differ(NOTE) is differ
