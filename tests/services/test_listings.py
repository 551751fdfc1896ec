"""Every list goes out whole and reads back as it was."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from dealer_crm.domain.exports import ExportKindUnknown
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.print_log import Printed
from dealer_crm.domain.progress import Cancelled, NoProgress
from dealer_crm.i18n import translator
from dealer_crm.services.listings.tables import LISTINGS
from dealer_crm.services.listings.writing import Listings
from dealer_crm.services.print_log import PrintLog
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock
from tests.services.desk import desk


@pytest.fixture
def listings(sample: Database, clock: Clock) -> Listings:
    PrintLog(sample, Actor, clock).note([Printed("delivery_note", 1, "SH20261122001", paper="A5")])
    return Listings(sample, clock, Trade(), desk(sample, clock))


@pytest.mark.parametrize("name", LISTINGS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_workbook_holds_every_row_and_field(listings: Listings, tmp_path: Path, name: str, language: str) -> None:
    target = tmp_path / "清单.xlsx"
    count = listings.save(name, target, language, NoProgress())
    t = translator(language)
    sheet = load_workbook(target).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert list(rows[0]) == [t(field.title) for field in LISTINGS[name].fields]
    assert count == len(listings.ids(name)) == len(rows) - 1 > 0
    number = LISTINGS[name].fields[0]
    assert [row[0] for row in rows[1:]] == [number.read(row, t) for row in listings.rows(name, listings.ids(name))]


@pytest.mark.parametrize("name", LISTINGS)
def test_paper_names_every_number(listings: Listings, tmp_path: Path, name: str) -> None:
    target = tmp_path / "list.pdf"
    listings.save(name, target, "zh", NoProgress())
    pages = PdfReader(target).pages
    words = "".join(page.extract_text() for page in pages)
    number = LISTINGS[name].fields[0]
    assert all(str(number.read(row, translator("zh"))) in words for row in listings.rows(name, listings.ids(name)))
    assert {tuple(round(float(side)) for side in page.mediabox[2:]) for page in pages} == {(842, 595)}


def test_chosen_rows_keep_their_order(listings: Listings, tmp_path: Path) -> None:
    ids = list(listings.ids("followups"))[5:2:-1]
    target = tmp_path / "chosen.csv"
    assert listings.save("followups", target, "en", NoProgress(), ids) == 3
    with target.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert [line[0] for line in lines[1:]] == [row.number for row in listings.rows("followups", ids)]


def test_other_endings_are_refused(listings: Listings, tmp_path: Path) -> None:
    with pytest.raises(ExportKindUnknown):
        listings.save("orders", tmp_path / "orders.docx", "zh", NoProgress())


class _Impatient:
    def step(self, done: int, total: int) -> None:
        raise Cancelled


def test_cancel_leaves_what_was_there(listings: Listings, tmp_path: Path) -> None:
    target = tmp_path / "out" / "kept.xlsx"
    target.parent.mkdir()
    target.write_bytes(b"as it was")
    with pytest.raises(Cancelled):
        listings.save("followups", target, "zh", _Impatient())
    assert target.read_bytes() == b"as it was"
    assert list(target.parent.iterdir()) == [target]
