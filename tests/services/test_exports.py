"""Lists go out complete, in the order of the view, and come in again."""

import csv
import json
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from dealer_crm.documents.readers.vcard_lines import cards
from dealer_crm.domain.customers import ContactDraft, CustomerDraft, PhoneDraft
from dealer_crm.domain.details import Detail
from dealer_crm.domain.exports import ExportKindUnknown
from dealer_crm.domain.files import FileNotWritable
from dealer_crm.domain.import_cells import phones_of
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.domain.progress import Cancelled, NoProgress
from dealer_crm.services.customer_fields import Condition
from dealer_crm.services.customer_list import CustomerList, CustomerSpec, CustomerView
from dealer_crm.services.customers import Customers
from dealer_crm.services.exports import ExportOrder, Exports, export_in_child
from dealer_crm.services.whole_files import number_of
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock

VIEW = CustomerSpec(
    view=CustomerView.OVERDUE, sort="name", columns=("name", "phone", "next_on", "last_at", "stage", "balance", "interests")
)


@pytest.fixture
def exports(sample: Database, clock: Clock) -> Exports:
    """Return the exports of the sample shop."""
    return Exports(sample, clock)


def _cells(path: Path) -> list[list[object]]:
    with CalamineWorkbook.from_path(path) as book:
        return [list(row) for row in book.get_sheet_by_index(0).to_python()]


def test_a_view_goes_out_as_it_is_shown(exports: Exports, sample: Database, clock: Clock, tmp_path: Path) -> None:
    target = tmp_path / "逾期.xlsx"
    assert exports.save(ExportOrder(target, "en", VIEW), NoProgress()) == 4
    heading, *rows = _cells(target)
    assert heading == ["Name", "Phone", "Next step", "Last contact", "Stage", "Owed", "Interests"]
    assert [row[0] for row in rows] == [row.name for row in CustomerList(sample, clock).page(VIEW, 10)]
    assert rows[0][1] == "14200000006" or isinstance(rows[0][1], str)


def test_chosen_customers_only(exports: Exports, tmp_path: Path) -> None:
    target = tmp_path / "two.csv"
    assert exports.save(ExportOrder(target, "zh", CustomerSpec(), (17, 4)), NoProgress()) == 2
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    with target.open(encoding="utf-8-sig", newline="") as stream:
        assert [row[0] for row in csv.reader(stream)][1:] == ["温暖如", "仇不同"]


def test_whole_files_hold_every_field(exports: Exports, tmp_path: Path) -> None:
    target = tmp_path / "all.xlsx"
    assert exports.save(ExportOrder(target, "en", CustomerSpec(sort="number"), whole=True), NoProgress()) == 30
    heading, *rows = _cells(target)
    by_name = {row[1]: dict(zip(heading, row, strict=True)) for row in rows}
    texts = [str(value) for value in by_name["温暖如"].values()]
    assert "云上花园" in texts
    assert "130" in [text.removesuffix(".0") for text in texts]
    assert "LX24C000017" in " ".join(texts) or "YL23D000017" in " ".join(texts)
    assert "0999-8880005".replace("-", "") in " ".join(str(value) for value in by_name["区长乐"].values()).replace("-", "")


def test_a_number_goes_out_with_whose_it_is_and_comes_in_again(exports: Exports, sample: Database, clock: Clock, tmp_path: Path) -> None:
    people = tuple(
        ContactDraft(name, phones=(PhoneDraft(number, label),))
        for name, number, label in (("王芳", "13912340001", ""), ("3号门卫", "13912340002", "夜里"), ("李/四", "13912340003", ""))
    )
    own = (PhoneDraft("13912340000", "办公室"), PhoneDraft("13912340009"))
    one = Customers(sample, Actor, clock).create(CustomerDraft("曾有余", own, contacts=people))
    target = tmp_path / "one.xlsx"
    exports.save(ExportOrder(target, "zh", ids=(one,), whole=True), NoProgress())
    heading, row = _cells(target)
    cell = row[heading.index("电话")]
    assert cell == "13912340000 办公室 / 13912340009 / 13912340001 王芳 / 13912340002 夜里 / 13912340003"
    read = [("13912340000", "办公室"), ("13912340009", ""), ("13912340001", "王芳"), ("13912340002", "夜里"), ("13912340003", "")]
    assert phones_of(cell) == read


def test_address_book_holds_every_number(exports: Exports, tmp_path: Path) -> None:
    target = tmp_path / "people.vcf"
    assert exports.save(ExportOrder(target, "zh"), NoProgress()) == 30
    found = [card for card in cards(target.read_bytes()) if card is not None]
    assert len(found) == 30
    assert "14200000104" in target.read_text("utf-8")


@pytest.mark.parametrize("name", ["list.doc", "list", "list.xls"])
def test_another_ending_is_refused(exports: Exports, tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportKindUnknown):
        exports.save(ExportOrder(tmp_path / name, "zh"), NoProgress())


@pytest.mark.parametrize("ending", ["xlsx", "csv", "vcf"])
def test_cancel_leaves_the_old_file(exports: Exports, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"old.{ending}"
    target.write_text("old")

    class Impatient:
        def step(self, done: int, total: int) -> None:
            if done:
                raise Cancelled

    with pytest.raises(Cancelled):
        exports.save(ExportOrder(target, "zh"), Impatient())
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == [target.name]
    assert target.read_text() == "old"


def test_a_folder_that_is_not_there_is_refused(exports: Exports, tmp_path: Path) -> None:
    with pytest.raises(FileNotWritable):
        exports.save(ExportOrder(tmp_path / "no" / "list.xlsx", "zh"), NoProgress())


def test_the_child_writes_the_same_from_a_copy(exports: Exports, sample: Database, clock: Clock, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    sample.copy_into(copy)
    here, there = tmp_path / "here.csv", tmp_path / "there.csv"
    exports.save(ExportOrder(here, "zh", VIEW), NoProgress())
    arguments = {"store": str(copy), "now": clock().isoformat(), "order": ExportOrder(there, "zh", VIEW).plain()}
    plain = json.loads(json.dumps(arguments))
    assert export_in_child(plain, NoProgress()) == {"count": 4}
    assert here.read_bytes() == there.read_bytes()
    assert datetime.fromisoformat(plain["now"]) == clock()


HEAVY = {"PySide6", "openpyxl", "reportlab", "python_calamine", "pypdfium2", "alembic", "PIL", "lunar_python", "rapidfuzz"}
LOADS = """
import sys
from dealer_crm.app.jobs import job_named
job_named("export")
import dealer_crm.documents.excel.list_workbook{more}
print(*sys.modules)
"""


def _loaded(more: str = "") -> set[str]:
    """Return what of the heavy libraries a child process loads that is about to export."""
    command = [sys.executable, "-c", LOADS.format(more=more)]
    return HEAVY & set(subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout.split())


def test_the_child_that_exports_loads_nothing_that_it_does_not_need() -> None:
    assert _loaded() == set()


def test_sabotage_a_reader_that_is_loaded_is_seen() -> None:
    assert _loaded(", python_calamine") == {"python_calamine"}


def test_further_columns_go_out_as_numbers_days_and_words(exports: Exports, sample: Database, clock: Clock, tmp_path: Path) -> None:
    house = PremisesDraft(
        street="解放路", details=(Detail("deco_stage", "plumbing"), Detail("handover_on", "2026-03-01"), Detail("lift", "no"))
    )
    his = (Detail("residents", "4.5"), Detail("pain_points", "cold damp"))
    Customers(sample, Actor, clock).create(CustomerDraft("曾有余", details=his, premises=(house,)))
    columns = ("name", "deco_stage", "handover_on", "lift", "residents", "pain_points", "value_class", "no_such_field")
    spec = CustomerSpec(columns=columns, conditions=(Condition("deco_stage", ("plumbing",)), Condition("residents", low="4", high="5")))
    target = tmp_path / "view.xlsx"
    order = ExportOrder.of(json.loads(json.dumps(ExportOrder(target, "zh", spec).plain())))
    assert order.spec == spec
    assert exports.save(order, NoProgress()) == 1
    heading, row = _cells(target)
    assert heading == ["姓名", "装修阶段", "交房日期", "电梯", "常住人口", "痛点", "价值分类"]
    assert row == ["曾有余", "水电", date(2026, 3, 1), "否", 4.5, "冬冷 / 潮湿", ""]
    exports.save(replace(order, target=tmp_path / "view.csv", spec=replace(spec, columns=("residents", "handover_on"))), NoProgress())
    assert (tmp_path / "view.csv").read_text("utf-8-sig").splitlines()[1] == '"4.5","2026-03-01"'
    assert [number_of(text) for text in ("4", "4.50", "-0.1", "1200")] == [4, 4.5, -0.1, 1200]
