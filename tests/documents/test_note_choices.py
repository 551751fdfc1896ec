"""What a shop chose of notes, slips and other papers of sales: columns, copies, words, lines, and forms of a third of a sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from dealer_crm.documents.pdf.change_order_sheet import change_order_sheet
from dealer_crm.documents.pdf.contract_sheet import contract_sheet
from dealer_crm.documents.pdf.delivery_note import delivery_note
from dealer_crm.documents.pdf.money_sheet import money_sheet
from dealer_crm.documents.pdf.pages import PageSetup, Paper
from dealer_crm.documents.pdf.quote_sheet import quote_difference, quote_sheet
from dealer_crm.documents.pdf.receipt import receipt
from dealer_crm.documents.pdf.return_slip import return_slip
from dealer_crm.documents.pdf.statement import statement_paper
from dealer_crm.domain.paper_templates import CopyStyle, PaperTemplate, Words
from dealer_crm.services.trade import Trade
from tests.documents import sheets
from tests.documents.contracts import CONTRACT
from tests.documents.notes import LINES, NOTE, note
from tests.documents.reading import assert_apart, font_sizes, page_words, words
from tests.documents.records import SETUP

KINDS = Trade()
STUB, CUSTOMER = CopyStyle(Words("存根", "Stub")), CopyStyle(Words("客户", "Customer"), prices=False)
PAPERS: tuple[tuple[str, Callable[[Any, PageSetup], bytes], Any], ...] = (
    ("delivery_note", delivery_note, NOTE),
    ("return_slip", return_slip, sheets.EXCHANGE_SLIP),
    ("receipt", receipt, sheets.DEPOSIT),
    ("quote", quote_sheet, sheets.OFFER),
    ("contract", contract_sheet, CONTRACT),
    ("change_order", change_order_sheet, sheets.CHANGE_SHEET),
    ("statement", statement_paper, sheets.STATEMENT),
    ("money_sheet", money_sheet, sheets.MONEY),
)
LOW = (PAPERS[0], PAPERS[1], PAPERS[2], ("receipt", receipt, sheets.REFUND))


def setup(paper: Paper, template: PaperTemplate, *copies: str, language: str = "zh") -> PageSetup:
    usual = KINDS.paper_kind(template.kind).copies
    return replace(SETUP, paper=paper, template=template, copies=copies, usual=usual, language=language, code="7K3M9QXA")


@pytest.mark.parametrize(("kind", "make", "data"), PAPERS[:4:3], ids=["delivery", "quote"])
def test_the_copy_without_prices_has_no_digit_of_them_and_the_other_one_has(
    kind: str, make: Callable[[Any, PageSetup], bytes], data: Any
) -> None:
    pages = page_words(make(data, setup(Paper.A4, PaperTemplate(kind, copies=(STUB, CUSTOMER)), "存根", "客户")))
    stub, customer = "".join(pages[: len(pages) // 2]), "".join(pages[len(pages) // 2 :])
    assert "¥" in stub
    assert "人民币" in stub
    for secret in ("¥", "人民币", "单价", "金额", "18,600", "16,800", "94%", "欠款"):
        assert secret not in customer, secret
    assert "台" in customer


def test_a_return_slip_and_a_comparison_keep_their_prices_from_a_copy_as_well() -> None:
    template = PaperTemplate("return_slip", copies=(CUSTOMER,))
    slip = words(return_slip(sheets.RETURN_SLIP, setup(Paper.A5, template, "客户")))
    compared = words(quote_difference(sheets.DIFFERENCE, setup(Paper.A4, replace(template, kind="quote"), "客户")))
    assert "¥" not in slip + compared
    assert "1台" in slip
    assert "软水机" in compared


@pytest.mark.parametrize("paper", [Paper.A4, Paper.CONT_241x140, Paper.CONT_241x93])
@pytest.mark.parametrize("place", ["first", "last", "gone"])
def test_totals_stay_right_wherever_the_amounts_stand(paper: Paper, place: str) -> None:
    codes = [part.code for part in KINDS.paper_kind("delivery_note").columns]
    rest = [code for code in codes if code != "amount"]
    columns = {"first": ("amount", *rest), "last": (*rest, "amount"), "gone": tuple(rest)}[place]
    pdf = delivery_note(note(7), setup(paper, PaperTemplate("delivery_note", columns=columns)))
    total = sum(LINES[n % 6].amount or 0 for n in range(7)) / 100
    assert f"¥{total:,.2f}" in page_words(pdf)[-1]
    assert "人民币" in page_words(pdf)[-1]
    assert ("金额" in words(pdf)) is (place != "gone")
    assert_apart(pdf, paper)


@pytest.mark.parametrize(("kind", "make", "data"), PAPERS, ids=[kind for kind, _make, _data in PAPERS])
def test_what_can_be_left_out_is_gone_and_what_cannot_stays_in_the_chosen_order(
    kind: str, make: Callable[[Any, PageSetup], bytes], data: Any
) -> None:
    known = KINDS.paper_kind(kind)
    loose = tuple(part.code for part in (*known.blocks, *known.signs) if not part.fixed)
    columns = tuple(part.code for part in reversed(known.columns) if part.fixed)
    whole = words(make(data, setup(Paper.A4, PaperTemplate(kind))))
    pdf = make(data, setup(Paper.A4, PaperTemplate(kind, without=loose, columns=columns)))
    assert len(words(pdf)) < len(whole)
    assert_apart(pdf, Paper.A4)


def test_own_words_stand_for_the_usual_ones_and_titles_only_for_the_papers_own_name() -> None:
    own = {"terms": Words("两日内到店退换 <b>"), "earnest": Words("订金可退"), "remark": Words("仓库电话 8801")}
    template = PaperTemplate("delivery_note", words=own, title=Words("出库单"))
    text = words(delivery_note(NOTE, setup(Paper.A4, template)))
    assert all(said in text for said in ("两日内到店退换<b>", "出库单", "仓库电话8801"))
    assert "三包和保修约定" not in text
    deposit = words(receipt(sheets.DEPOSIT, setup(Paper.A5, replace(template, kind="receipt"))))
    assert all(said in deposit for said in ("订金可退", "定金单"))
    assert "586" not in deposit


def test_the_shop_says_how_many_lines_stand_on_a_page_and_whether_the_rest_is_struck() -> None:
    template = PaperTemplate("delivery_note", lines=3, struck=False)
    pages = page_words(delivery_note(note(7), setup(Paper.A4, template)))
    assert ["品名03号" in pages[0], "品名04号" in pages[0], "品名07号" in pages[2]] == [True, False, True]
    assert ["人民币" in page for page in pages] == [False, False, True]
    assert "以下空白" not in "".join(pages)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("kind", "make", "data"), LOW, ids=["delivery", "exchange", "deposit", "refund"])
def test_a_third_of_a_sheet_can_be_read_and_signed(kind: str, make: Callable[[Any, PageSetup], bytes], data: Any, language: str) -> None:
    pdf = make(data, setup(Paper.CONT_241x93, PaperTemplate(kind), language=language))
    assert_apart(pdf, Paper.CONT_241x93)
    assert min(font_sizes(pdf)) >= 9
    assert ("客户" if language == "zh" else "ustomer") in page_words(pdf)[-1]


def test_two_lines_and_the_customers_hand_have_room_on_every_third_of_a_sheet() -> None:
    pages = page_words(delivery_note(note(6), setup(Paper.CONT_241x93, PaperTemplate("delivery_note"))))
    assert len(pages) <= 3
    assert all("客户签收" in page for page in pages)
    assert ["人民币" in page for page in pages] == [False] * (len(pages) - 1) + [True]


def test_many_serials_and_endless_names_lose_nothing_and_take_few_pages() -> None:
    serials = tuple(f"3F26{number:06d}" for number in range(40))
    line = replace(LINES[0], serials=serials, model="NJ-160W-" * 25, amount=9_999_999_999, price=9_999_999_999)
    data = replace(NOTE, customer="厦门某某暖通" * 33, address="锦样路十六号" * 33, lines=(line,) * 3)
    for paper in (Paper.CONT_241x140, Paper.CONT_241x93, Paper.A4):
        pdf = delivery_note(data, setup(paper, PaperTemplate("delivery_note")))
        pages = page_words(pdf)
        assert len(pages) <= 16
        assert all(f"第{number}/{len(pages)}页" in page and "SH20261121003" in page for number, page in enumerate(pages, 1))
        assert all("".join(pages).count(serial) == 3 for serial in serials)
        assert "¥299,999,999.97" in pages[-1]
        assert_apart(pdf, paper)


def test_carbonless_paper_says_once_what_single_sheets_say_for_each_copy() -> None:
    template = PaperTemplate("delivery_note", copies=(STUB, replace(CUSTOMER, prices=True)))
    sheets_of_two = page_words(delivery_note(NOTE, setup(Paper.CONT_241x140, template, "存根", "客户")))
    passed = replace(setup(Paper.CONT_241x140, template), passed=("存根", "客户"))
    (once,) = page_words(delivery_note(NOTE, passed))
    assert len(sheets_of_two) == 2
    assert "存根" in once
    assert "客户" in once
