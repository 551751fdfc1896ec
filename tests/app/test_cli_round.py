"""The commands of the round: lists, exports and papers of orders, deliveries, machines, requests, complaints; the month."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from pypdf import PdfReader

from dealer_crm.app.cli import run
from dealer_crm.app.opened import open_folder, reading
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.journal import Origin
from dealer_crm.domain.orders import LineDraft, OrderDraft
from dealer_crm.storage.folder import DataFolder
from tests.app.conftest import copied
from tests.storage.shops import empty_file

Ask = Callable[..., tuple[int, dict[str, Any]]]
LISTS = ("followups", "quotes", "orders", "deliveries", "equipment", "requests", "complaints", "visits", "maintenance", "communities")
MM = 72 / 25.4


@pytest.fixture(scope="module")
def shop(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a sample shop for all of these; nothing here changes it."""
    return copied(sample, tmp_path_factory.mktemp("sample") / "shop")


@pytest.fixture
def ask(shop: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run a command on the sample shop and return its exit code and its object."""

    def run_command(*arguments: object) -> tuple[int, dict[str, Any]]:
        capsys.readouterr()
        code = run([*map(str, arguments), "--data", str(shop), "--json", "--lang", "zh"])
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return code, found

    return run_command


@pytest.mark.parametrize("name", LISTS)
def test_list_and_export_hold_the_same(ask: Ask, tmp_path: Path, name: str) -> None:
    code, found = ask("list", name, "--limit", 100_000)
    assert code == 0
    assert found["total"] == len(found["rows"]) > 0
    target = tmp_path / "list.xlsx"
    assert ask("export", name, "--to", target)[1]["counts"] == {name: found["total"]}
    numbers = [row[0] for row in load_workbook(target).worksheets[0].iter_rows(min_row=2, values_only=True)]
    assert numbers == [next(iter(row.values())) for row in found["rows"]]


def test_every_order_says_what_is_owed_in_yuan(ask: Ask) -> None:
    rows = ask("list", "orders", "--limit", 1000)[1]["rows"]
    assert 36_850.0 in {row["total"] for row in rows}
    assert all(row["owed"] in (round(row["total"] - row["paid"], 2), 0.0) for row in rows)


@pytest.mark.parametrize(
    ("call", "size"),
    [
        ("delivery deliveries", (241.3, 139.7)),
        ("delivery deliveries --paper A5", (210, 148)),
        ("delivery deliveries --paper A4 --no-prices", (210, 297)),
        ("checklist deliveries", (210, 297)),
        ("checklist deliveries --blank", (210, 297)),
        ("warranty equipment", (148, 210)),
        ("warranty equipment --paper A4", (210, 297)),
        ("warranty equipment --paper 241x280", (241.3, 279.4)),
        ("checklist deliveries --paper 241x280", (241.3, 279.4)),
        ("care-card equipment", (148, 210)),
        ("followup-card customers", (210, 148)),
        ("complaint complaints", (210, 297)),
        ("evidence complaints", (210, 297)),
    ],
)
def test_paper_of_a_record_bears_its_number(ask: Ask, tmp_path: Path, call: str, size: tuple[float, float]) -> None:
    paper, name, *options = call.split()
    row = ask("list", name, "--limit", 1)[1]["rows"][0]
    number = row["number"] if paper == "care-card" else row.get("certificate") or row["number"]
    target = tmp_path / "paper.pdf"
    assert ask("print", paper, number, "--to", target, *options)[1]["files"] == [str(target)]
    page = PdfReader(target).pages[0]
    assert (float(page.mediabox.width) / MM, float(page.mediabox.height) / MM) == pytest.approx(size, abs=0.05)
    assert number in page.extract_text()


def test_receipt_is_three_sheets_or_one_form_that_copies_itself(ask: Ask, shop: Path, tmp_path: Path) -> None:
    with reading(shop) as opened:
        number = next(row.number for row in opened.orders.open(1).payments)
    target = tmp_path / "receipt.pdf"
    for options, pages in (((), 1), (("--paper", "A5"), 3)):
        assert ask("print", "receipt", number, "--to", target, *options)[0] == 0
        found = PdfReader(target).pages
        assert len(found) == pages
        assert number in found[0].extract_text()
    assert ask("print", "receipt", "SK0", "--to", target)[0] == 1


def test_machine_is_named_by_its_number_or_its_certificate_and_by_nothing_less(ask: Ask, tmp_path: Path) -> None:
    row = ask("list", "equipment", "--limit", 1)[1]["rows"][0]
    target = tmp_path / "paper.pdf"
    for number in (row["number"], row["certificate"], f" {row['certificate'].lower()} "):
        assert ask("print", "warranty", number, "--to", target)[0] == 0
    for wrong in ("SB", "BX2", row["number"][:-1], "", "%"):
        assert ask("print", "warranty", wrong, "--to", target)[0] == 1


def test_customer_form_is_filled_in_or_blank(ask: Ask, tmp_path: Path) -> None:
    number, target = ask("list", "customers", "--limit", 1)[1]["rows"][0]["number"], tmp_path / "form.pdf"
    for arguments, stands in (((number,), True), (("--blank",), False)):
        assert ask("print", "customer-form", *arguments, "--to", target)[0] == 0
        assert (number in PdfReader(target).pages[0].extract_text()) is stands


def test_labels_begin_at_a_free_one_and_tell_who_gets_none(ask: Ask, tmp_path: Path) -> None:
    rows = ask("list", "customers")[1]["rows"]
    target = tmp_path / "labels.pdf"
    code, found = ask("print", "labels", *(row["number"] for row in rows), "--paper", "2x7", "--from", 14, "--to", target)
    nowhere = [row["name"] for row in rows if not row["address"]]
    assert code == 0
    assert len(PdfReader(target).pages) == 1 + -(-(len(rows) - len(nowhere) - 1) // 14)
    assert all(name in found["messages"][0]["text"] for name in nowhere)


@pytest.mark.parametrize("paper", ["day", "day --staff", "day --vehicle --paper A5", "week", "morning", "money"])
def test_paper_of_a_day(ask: Ask, tmp_path: Path, paper: str) -> None:
    target = tmp_path / "day.pdf"
    assert ask("print", *paper.split(), "--on", "2026-11-23", "--to", target)[0] == 0
    assert "2026-11-23" in PdfReader(target).pages[0].extract_text()


def test_day_of_one_person_is_his_alone(ask: Ask, tmp_path: Path) -> None:
    target = tmp_path / "day.pdf"
    name = ask("today")[1]["rows"][0]["staff"]
    assert ask("print", "day", "--staff", name, "--to", target)[0] == 0
    assert name in PdfReader(target).pages[0].extract_text()
    for wrong in ("--staff", "--vehicle"):
        assert ask("print", "day", wrong, "没有此人", "--to", target)[1]["messages"][0]["code"] == "not_found"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["print", "delivery", "SH0"], "delivery_not_found"),
        (["print", "complaint", "TS0"], "complaint_not_found"),
        (["print", "week", "--paper", "A5"], "paper_unsuited"),
    ],
)
def test_refusals_say_what_is_wrong(ask: Ask, tmp_path: Path, arguments: list[str], code: str) -> None:
    target = tmp_path / "paper.pdf"
    found = ask(*arguments, "--to", target)
    assert (found[0], found[1]["messages"][0]["code"]) == (1, code)
    assert not target.exists()


def test_month_has_a_line_for_every_day(ask: Ask) -> None:
    code, found = ask("calendar", "--month", "2028-02")
    assert code == 0
    assert [row["day"] for row in found["rows"]] == [f"2028-02-{day:02d}" for day in range(1, 30)]
    assert ask("calendar")[1]["counts"]["due"] > 0


def test_month_tells_of_days_off_and_of_one_person_and_kind(ask: Ask) -> None:
    days = {row["day"]: row for row in ask("calendar", "--month", "2026-10", "--lang", "zh")[1]["rows"]}
    assert {key: days["2026-10-01"][key] for key in ("workday", "note", "lunar", "provisional")} == {
        "workday": False, "note": "国庆节", "lunar": "廿一", "provisional": False,
    }  # fmt: skip
    assert (days["2026-10-10"]["workday"], ask("calendar", "--month", "2028-02")[1]["rows"][0]["provisional"]) == (True, True)
    name, everything = ask("today")[1]["rows"][0]["staff"], ask("calendar")[1]["counts"]["due"]
    assert {row["staff"] for row in ask("today", "--staff", name)[1]["rows"]} == {name}
    assert 0 < ask("calendar", "--staff", name)[1]["counts"]["due"] < everything
    kinds = [ask("calendar", "--kind", kind)[1]["counts"]["due"] for kind in ("step", "visit")]
    assert ask("calendar", "--kind", "step", "--kind", "visit")[1]["counts"]["due"] == sum(kinds) < everything
    assert ask("today", "--staff", "没有此人")[1]["messages"][0]["code"] == "not_found"


def test_void_numbers_of_the_sample_shop_are_none(ask: Ask) -> None:
    assert ask("list", "voids")[1]["rows"] == []


def test_calendar_goes_out_as_other_programs_read_it(ask: Ask, tmp_path: Path) -> None:
    target = tmp_path / "x.ics"
    code, found = ask("export", "calendar", "--to", target)
    events = Calendar.from_ical(target.read_bytes()).walk("VEVENT")
    assert code == 0
    assert found["counts"] == {"calendar": len(events)}
    assert len({str(event["UID"]) for event in events}) == len(events) > 10
    name = ask("today")[1]["rows"][0]["staff"]
    few = ask("export", "calendar", "--to", target, "--staff", name, "--from", "2026-11-01", "--until", "2026-12-01")[1]["counts"][
        "calendar"
    ]
    assert few < len(events)
    assert ask("export", "calendar", "--to", tmp_path / "x.csv")[1]["messages"][0]["code"] == "export_kind_unknown"
    assert ask("export", "calendar", "--to", tmp_path / "gone" / "x.ics")[1]["messages"][0]["code"] == "file_not_writable"


def test_blank_slip_is_printed_and_an_unknown_one_refused(ask: Ask, tmp_path: Path) -> None:
    target = tmp_path / "slip.pdf"
    assert ask("print", "slip", "--blank", "--to", target)[0] == 0
    assert "交接单" in PdfReader(target).pages[0].extract_text()
    assert ask("print", "slip", "JJ20200101001", "--to", target)[1]["messages"][0]["code"] == "not_found"


def test_receivables_are_listed_by_age(ask: Ask) -> None:
    found = ask("list", "receivables", "--limit", 1000)[1]
    assert found["total"] == len(found["rows"]) > 0
    assert round(sum(found["ageing"].values()), 2) == round(sum(row["owed"] for row in found["rows"]), 2)
    late = ask("list", "receivables", "--older-than", 30)[1]
    assert late["ageing"]["0-30"] == 0
    assert late["total"] == sum(row["days"] > 30 for row in found["rows"])
    assert ask("list", "receivables", "--customer", "KH0")[0] == 1


def test_drawer_of_a_day_is_told_and_written(ask: Ask, tmp_path: Path) -> None:
    target = tmp_path / "cash.pdf"
    code, found = ask("report", "cash", "--on", "2026-11-23", "--to", target)
    assert (code, found["files"], found["drawer"]["counted"]) == (0, [str(target)], None)
    assert found["drawer"]["expected"] == found["drawer"]["opening"] + found["drawer"]["came_in"] - found["drawer"]["given_back"]
    assert "钱箱" in PdfReader(target).pages[0].extract_text()
    assert ask("report", "cash", "--to", tmp_path / "cash.txt")[0] == 1


def test_complaints_of_a_period_are_told_and_written_as_paper_or_workbook(ask: Ask, tmp_path: Path) -> None:
    pdf, book = tmp_path / "complaints.pdf", tmp_path / "complaints.xlsx"
    code, found = ask("report", "complaints", "--from", "2026-01-01", "--to", pdf)
    assert (code, found["files"], found["period"]["first"]) == (0, [str(pdf)], "2026-01-01")
    figures = {row["figure"]: row for row in found["rows"]}
    assert figures["complaints"]["value"] > 0
    assert figures["answered"]["value"] == pytest.approx(figures["answered"]["part"] / figures["answered"]["whole"], abs=1e-4)
    assert "2026-01-01" in PdfReader(pdf).pages[0].extract_text()
    assert ask("report", "complaints", "--since", "2026-01-01", "--to", book)[0] == 0
    assert load_workbook(book).worksheets[1].max_row == figures["complaints"]["value"] + 1
    assert ask("report", "complaints", "--to", tmp_path / "complaints.csv")[0] == 1
    (tmp_path / "taken.pdf").mkdir()
    assert ask("report", "complaints", "--to", tmp_path / "taken.pdf")[0] == 1


def test_statement_is_a_paper_or_a_workbook(ask: Ask, shop: Path, tmp_path: Path) -> None:
    with reading(shop) as opened:
        number = opened.orders.open(1).customer_number
    pdf, book = tmp_path / "account.pdf", tmp_path / "account.xlsx"
    assert ask("print", "statement", number, "--to", pdf)[0] == ask("print", "statement", number, "--to", book)[0] == 0
    text = PdfReader(pdf).pages[0].extract_text()
    assert "对账单" in text
    assert number in text
    assert load_workbook(book).worksheets[0].title == "对账单"
    assert ask("print", "statement", "KH0", "--to", pdf)[0] == 1


def test_a_note_that_says_too_little_goes_out_only_when_it_is_told_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "shop").mkdir()
    DataFolder(tmp_path / "shop").store.write_bytes(empty_file())
    shop = open_folder(tmp_path / "shop", Origin.SYSTEM)
    order = shop.orders.create(OrderDraft(shop.customers.create(CustomerDraft("陈静")), (LineDraft("铜管", price=100, unit="米"),)))
    shop.orders.confirm(order)
    note = shop.deliveries.open(shop.deliveries.plan(order)).number
    shop.close()
    asked = ["print", "delivery", note, "--to", str(tmp_path / "note.pdf"), "--data", str(tmp_path / "shop"), "--json", "--lang", "zh"]
    assert run(asked) == 1
    (said,) = json.loads(capsys.readouterr().out)["messages"]
    assert (said["code"], f"{note} 铜管（缺型号、规格）" in said["text"]) == ("note_incomplete", True)
    assert not (tmp_path / "note.pdf").exists()
    assert run([*asked, "--incomplete"]) == 0
    assert (tmp_path / "note.pdf").exists()
