"""The photo folder: what is new is offered once it is whole, and never twice."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dealer_crm.services.photo_inbox import InboxPlace, PhotoInbox
from tests.storage.shops import Shop, opened

PNG = b"\x89PNG\r\n\x1a\n"
SINCE = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with opened(tmp_path / "shop") as one:
        one.customer()
        yield one


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "照片"
    place.mkdir()
    return place


@pytest.fixture
def inbox(shop: Shop, folder: Path) -> PhotoInbox:
    return PhotoInbox(shop.db, lambda: InboxPlace(folder, SINCE))


def put(folder: Path, name: str, data: bytes, at: float = 0) -> Path:
    file = folder / name
    file.write_bytes(data)
    moment = SINCE.timestamp() + 60 + at
    os.utime(file, (moment, moment))
    return file


def offered(inbox: PhotoInbox) -> list[str]:
    return [one.file.name for one in inbox.look().photos]


def test_a_picture_is_offered_once_it_stands_still(inbox: PhotoInbox, folder: Path) -> None:
    put(folder, "a.png", PNG + b"half")
    assert (offered(inbox), inbox.look().growing) == ([], False)
    put(folder, "a.png", PNG + b"half and more", 1)
    assert inbox.look().growing
    assert offered(inbox) == ["a.png"]


def test_scans_count_and_other_files_do_not(inbox: PhotoInbox, folder: Path) -> None:
    put(folder, "scan.PDF", b"%PDF-1.7 x")
    put(folder, "list.txt", b"x")
    put(folder, "liar.jpg", b"MZ no picture")
    put(folder, "before.png", PNG, -120)
    (folder / "folder.png").mkdir()
    inbox.look()
    assert offered(inbox) == ["scan.PDF"]


def test_what_a_customer_has_is_known_by_its_content_whatever_its_name(inbox: PhotoInbox, folder: Path, shop: Shop) -> None:
    file = put(folder, "a.png", PNG + b"1")
    put(folder, "b.png", PNG + b"2")
    put(folder, "a (1).png", PNG + b"1", 5)
    inbox.look()
    assert sorted(offered(inbox)) in (["a (1).png", "b.png"], ["a.png", "b.png"])
    shop.attachments.add(1, "x.png", PNG + b"1")
    assert offered(inbox) == ["b.png"]
    assert file.read_bytes() == PNG + b"1"


def test_a_folder_that_is_gone_is_told_and_none_is_nothing(inbox: PhotoInbox, folder: Path, shop: Shop) -> None:
    folder.rmdir()
    assert inbox.look().gone
    assert PhotoInbox(shop.db, lambda: None).look().photos == ()
