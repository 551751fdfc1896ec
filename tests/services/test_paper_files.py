"""Papers in one file: what comes back is what went out; what is hostile or foreign is refused, what is unknown is told."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from dealer_crm.documents.paper_file import FORMAT
from dealer_crm.domain import paper_file
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.overprint import OverprintField, OverprintForm
from dealer_crm.domain.paper_file import PaperFileForeign, PaperFileNewer, PaperFileTooLarge
from dealer_crm.domain.paper_templates import PaperTemplate, Words
from dealer_crm.domain.papers import OwnPaper
from dealer_crm.domain.products import PictureUnreadable
from dealer_crm.services.history import History
from dealer_crm.services.overprint_forms import OverprintForms
from dealer_crm.services.paper_files import PaperFiles
from dealer_crm.services.paper_templates import PaperTemplates
from dealer_crm.services.shop_logo import ShopLogo
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock
from tests.services.test_paper_templates import CHOSEN, NOTE, logo_png
from tests.storage.shops import digest, empty_file, pinyin

SIZES = (OwnPaper("三等分", 2_413, 931, True),)


class Office:
    """A store with everything a file of papers is about."""

    def __init__(self, db: Database) -> None:
        folder, trade = db.path.parent / "attachments", Trade()
        self.db, self.history = db, History(db, Actor)
        self.templates = PaperTemplates(db, Actor, trade)
        self.logo = ShopLogo(db, folder, Actor)
        self.forms = OverprintForms(db, folder, Actor, trade)
        self.files = PaperFiles(db, folder, Actor, trade)

    def fill(self) -> None:
        """Choose of papers what can be chosen."""
        self.templates.save(CHOSEN)
        self.templates.save(PaperTemplate("receipt", title=Words("收据")))
        self.logo.keep("logo.png", logo_png())
        code = Trade().blanks("receipt")[0].code
        self.forms.create(OverprintForm("税务收据", "receipt", 2_100, 1_000, fields=(OverprintField(code, 100, 100),)))


@pytest.fixture
def office(db: Database) -> Office:
    """Return a store."""
    return Office(db)


@pytest.fixture
def other(tmp_path: Path, clock: Clock) -> Any:
    """Return another store."""
    path = tmp_path / "other" / "shop.sqlite"
    path.parent.mkdir()
    path.write_bytes(empty_file())
    db = Database(path, pinyin(), clock)
    yield Office(db)
    db.close()


def test_what_comes_back_is_what_went_out_as_one_step(office: Office, other: Office) -> None:
    office.fill()
    data = office.files.collect(sizes=SIZES)
    before = digest(other.db)
    news = other.files.look(data, "papers")
    assert [one.kind for one in news.templates] == [NOTE, "receipt"]
    assert (bool(news.logo), [one.form.name for one in news.forms], news.sizes, news.unknown) == (True, ["税务收据"], SIZES, ())
    assert digest(other.db) == before, "looking changes nothing"
    other.files.take_in(news)
    assert other.files.collect(sizes=SIZES) == data
    assert other.files.look(data, "papers", SIZES).empty
    other.history.undo()
    assert digest(other.db) == before


def test_one_kind_goes_alone_and_replaces_only_itself(office: Office, other: Office) -> None:
    office.fill()
    other.templates.save(PaperTemplate(NOTE, title=Words("别的")))
    other.templates.save(PaperTemplate("receipt", title=Words("留着")))
    other.files.take_in(other.files.look(office.files.collect(NOTE), "papers"))
    assert other.templates.of(NOTE).title == CHOSEN.title
    assert other.templates.of("receipt").title == Words("留着")


def paper_text(**content: object) -> bytes:
    """Return a file with some content."""
    return json.dumps({"format": FORMAT, "version": 1, **content}).encode()


DEEP = b'{"format": "dealer-crm papers", "version": 1, "papers": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
HUGE = b'{"format": "dealer-crm papers", "version": 1, "papers": {"receipt": {"lines": ' + b"9" * 9_000 + b"}}}"


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", PaperFileForeign),
        (b"\xff\xfe\x00", PaperFileForeign),
        (b"PK\x03\x04", PaperFileForeign),
        (b"[]", PaperFileForeign),
        (b'{"format": "x"}', PaperFileForeign),
        (DEEP, PaperFileForeign),
        (HUGE, PaperFileForeign),
        (paper_text(logo="no base64!"), PaperFileForeign),
        (paper_text(version="x"), PaperFileNewer),
        (paper_text(version=2), PaperFileNewer),
        (b" " * 300_001, PaperFileTooLarge),
    ],
    ids=str,
)
def test_what_is_no_file_of_papers_is_refused(
    office: Office, data: bytes, refusal: type[DomainError], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper_file, "LARGEST", 300_000)
    with pytest.raises(refusal):
        office.files.look(data, "x")


def test_what_is_not_known_is_told_and_the_rest_taken(office: Office) -> None:
    hostile = {
        "title": {"zh": "=1+1<b>\x00\ud800"},
        "without": [{}, None, "money"],
        "columns": "x",
        "words": [],
        "copies": [1, {"name": 2}],
    }
    forms = [{"name": "x", "kind": "../../etc"}, {"kind": "receipt"}, 7, {"name": "大", "kind": "receipt", "width": 10**9}]
    news = office.files.look(paper_text(papers={"delivery_note": hostile, "spell": {}, "receipt": 3}, forms=forms), "x")
    assert news.unknown == ("spell", "x", "receipt", "大")
    office.files.take_in(news)
    kept = office.templates.of(NOTE)
    assert (kept.title.zh, kept.without, kept.columns) == ("=1+1<b>", ("money",), ())
    assert office.forms.all() == []


def test_a_logo_that_is_no_picture_leaves_everything_as_it_is(office: Office) -> None:
    before = digest(office.db)
    text = paper_text(papers={NOTE: {"lines": 7}}, logo=base64.b64encode(b"MZ" * 99).decode())
    with pytest.raises(PictureUnreadable):
        office.files.take_in(office.files.look(text, "x"))
    assert digest(office.db) == before
