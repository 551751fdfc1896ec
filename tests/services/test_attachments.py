"""Pictures: kept once, told by their bytes, checked when read, undone like everything else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.dialects import sqlite

from dealer_crm.domain import attachments
from dealer_crm.domain.attachments import (
    LONGEST_CAPTION,
    AttachmentDamaged,
    AttachmentEmpty,
    AttachmentMissing,
    AttachmentNotFound,
    AttachmentTooLarge,
    Belongs,
    CaptionTooLong,
    extension,
    media_type,
)
from dealer_crm.domain.customers import CustomerNotFound
from dealer_crm.domain.journal import Action
from dealer_crm.domain.knowledge import AttachmentKind
from dealer_crm.domain.store import ReferenceMissing
from dealer_crm.services.attachments import once
from dealer_crm.services.customer_page import CustomerPages
from dealer_crm.storage.blobs import Blobs
from dealer_crm.storage.models import Attachment
from tests.storage.shops import Shop, digest, opened

PNG = b"\x89PNG\r\n\x1a\n....."


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """Open a shop with one customer."""
    with opened(tmp_path / "店") as one:
        one.customer()
        yield one


@pytest.mark.parametrize(
    ("data", "kind", "ending"),
    [
        (PNG, "image/png", "png"),
        (b"\xff\xd8\xff\xe0..", "image/jpeg", "jpg"),
        (b"GIF89a..", "image/gif", "gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp", "webp"),
        (b"BM" + (30).to_bytes(4, "little") + bytes(24), "image/bmp", "bmp"),
        (b"BMW 5er, silber, Baujahr 2019...", "application/octet-stream", "bin"),
        (b"%PDF-1.7", "application/pdf", "pdf"),
        (b"MZ\x90\x00", "application/octet-stream", "bin"),
        (b"<svg onload=alert(1)>", "application/octet-stream", "bin"),
    ],
)
def test_kind_is_told_by_the_bytes(data: bytes, kind: str, ending: str) -> None:
    assert (media_type(data), extension(kind)) == (kind, ending)


def test_a_photo_of_a_signed_paper_is_filed_as_such_once(shop: Shop) -> None:
    himself = Belongs()
    first = shop.attachments.add(1, "a.png", PNG, himself)
    assert shop.attachments.add_form(1, "b.png", PNG, himself) == first
    (row,) = shop.attachments.of(1)
    assert (row.name, row.kind) == ("a.png", AttachmentKind.FORM)
    shop.attachments.add(1, "c.png", PNG, himself)
    assert shop.attachments.of(1)[0].kind is AttachmentKind.FORM
    with pytest.raises(AttachmentEmpty):
        shop.attachments.add_form(1, "d.png", b"", himself)


def test_same_bytes_are_one_attachment_of_a_customer(shop: Shop) -> None:
    first = shop.attachments.add(1, "图.png", PNG)
    assert shop.attachments.add(1, "again.png", PNG) == first
    assert shop.attachments.add(shop.customer("乙", phone="2"), "图.png", PNG) != first
    (row,) = shop.attachments.of(1)
    assert (row.name, row.media_type, row.size) == ("图.png", "image/png", len(PNG))
    assert len(list(Blobs(shop.folder.attachments).all())) == 1
    assert [entry.action for entry in shop.history.rows()].count(Action.ATTACH) == 2


def test_kind_and_caption_are_said_anew_and_come_back_by_undo(shop: Shop) -> None:
    one = shop.attachments.add(1, "图.png", PNG)
    before = digest(shop.db)
    shop.attachments.describe(one, AttachmentKind.SITE, "  外机位\n南面 ")
    (row,) = shop.attachments.of(1)
    assert (row.kind, row.caption, row.name) == (AttachmentKind.SITE, "外机位 南面", "图.png")
    assert shop.attachments.read(one) == PNG
    shop.history.undo()
    assert digest(shop.db) == before
    with pytest.raises(CaptionTooLong):
        shop.attachments.describe(one, AttachmentKind.SITE, "长" * (LONGEST_CAPTION + 1))
    with pytest.raises(AttachmentNotFound):
        shop.attachments.describe(99, AttachmentKind.SITE, "")


def test_newest_stands_first(shop: Shop) -> None:
    ids = [shop.attachments.add(1, f"{n}.bin", bytes([n])) for n in range(3)]
    assert [row.id for row in shop.attachments.of(1)] == ids[::-1]


@pytest.mark.parametrize("name", ["../../etc/passwd", "CON", "a:b?.pdf", "\u202egnp.exe", "x" * 500, ""])
def test_hostile_name_names_a_file(shop: Shop, name: str) -> None:
    shop.attachments.add(1, name, PNG)
    (row,) = shop.attachments.of(1)
    assert row.name
    assert not set(row.name) & set('/\\:?"<>|*\u202e')
    assert len(row.name.encode()) <= 200


def test_removed_and_brought_back(shop: Shop) -> None:
    before = shop.digest()
    row = shop.attachments.add(1, "图.png", PNG)
    shop.attachments.remove(row)
    assert shop.attachments.of(1) == []
    assert shop.digest() == before
    shop.history.undo()
    assert shop.attachments.read(row) == PNG
    with pytest.raises(AttachmentNotFound):
        shop.attachments.remove(99)


def test_removed_added_again_and_undone_stands_once(shop: Shop) -> None:
    first = shop.attachments.add(1, "图.png", PNG)
    shop.attachments.remove(first)
    removed = shop.history.rows(1)[0].id
    second = shop.attachments.add(1, "图.png", PNG)
    shop.history.undo_entry(removed)
    assert [row.id for row in shop.attachments.of(1)] == [first]
    assert CustomerPages(shop.db, shop.clock).open(1).attachments == 1
    shop.attachments.remove(first)
    assert shop.attachments.of(1) == []
    shop.history.undo()
    assert [row.id for row in shop.attachments.of(1)] == [first]
    assert shop.attachments.read(second) == PNG


def test_damage_and_loss_are_told_and_mended_by_adding_again(shop: Shop) -> None:
    row = shop.attachments.add(1, "图.png", PNG)
    blobs = Blobs(shop.folder.attachments)
    path = blobs.path(shop.attachments.of(1)[0].sha256)
    path.write_bytes(PNG[:-1] + b"?")
    with pytest.raises(AttachmentDamaged) as damaged:
        shop.attachments.read(row)
    assert damaged.value.parameters == {"name": "图.png"}
    path.unlink()
    with pytest.raises(AttachmentMissing):
        shop.attachments.read(row)
    shop.attachments.add(1, "图.png", PNG)
    assert shop.attachments.read(row) == PNG


def test_too_large_empty_or_nobodys_is_refused(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dealer_crm.services.attachments.LARGEST", 10)
    with pytest.raises(AttachmentTooLarge):
        shop.attachments.add(1, "图.png", PNG)
    with pytest.raises(AttachmentEmpty):
        shop.attachments.add(1, "图.png", b"")
    with pytest.raises(CustomerNotFound):
        shop.attachments.add(99, "图.png", b"x")
    with pytest.raises(AttachmentNotFound):
        shop.attachments.read(99)
    assert attachments.LARGEST == 50 * 1024 * 1024


def test_only_hashes_are_names(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    for name in ("../../etc/passwd", "", "AB" * 32, "ab" * 31):
        with pytest.raises(ValueError):  # noqa: PT011 - the name itself
            blobs.path(name)
    sha256 = blobs.put(b"x")
    (tmp_path / "ab").mkdir()
    (tmp_path / "ab" / "note.txt").touch()
    assert list(blobs.all()) == [sha256]
    assert blobs.sound(sha256)
    assert not [path for path in tmp_path.rglob("*.part")]


def test_a_picture_belongs_to_an_item_of_a_sheet(shop: Shop) -> None:
    own = shop.attachments.add(1, "图.png", PNG)
    assert shop.attachments.at(Belongs(complaint_id=7)) == []
    assert shop.attachments.at(Belongs()) == []
    with pytest.raises(ReferenceMissing):
        shop.attachments.add(1, "图.png", PNG, Belongs(delivery_id=5))
    assert [row.id for row in shop.attachments.of(1)] == [own]


def test_doubles_are_looked_for_by_their_content(shop: Shop) -> None:
    """Nearly all pictures share that they belong to no sheet: an index of that leads through all of them for each."""
    question = select(Attachment.id).where(Attachment.customer_id == 1, once())
    said = str(question.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
    with shop.db.read() as session:
        plan = [str(row[3]) for row in session.execute(text(f"EXPLAIN QUERY PLAN {said}"))]
    assert [line for line in plan if "attachment_1" in line and "ix_attachment_sha256" in line]
