"""The delivery note on the papers of a shop, read back with other libraries."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dealer_crm.documents.pdf.delivery_note import DeliveryNoteData, delivery_note
from dealer_crm.documents.pdf.figures import money
from dealer_crm.documents.pdf.pages import INCH, MM, PageSetup, Paper
from dealer_crm.documents.pdf.render import page_count
from tests.documents.notes import COPIES, LINES, LONG_NOTE, NOTE, RETURN, note
from tests.documents.reading import assert_printable, colours, font_names, font_sizes, operators, page_words, read, words
from tests.documents.records import SETUP

NEEDLE = replace(SETUP, paper=Paper.CONT_241x140)
PAPERS = (Paper.A4, Paper.A5, Paper.CONT_241x140)


def setup(paper: Paper, language: str = "zh") -> PageSetup:
    return replace(SETUP, paper=paper, language=language)


def test_everything_of_the_trade_stands_on_it() -> None:
    text = words(delivery_note(NOTE, NEEDLE))
    for expected in (
        "暖居暖通设备商行送货单", "单号SH20261121003", "日期2026-11-21", "热线14200008800", "收货人陈静女士", "14200000317",
        "锦样里7幢2单元1102室", "HT20261018002", "业务李明", "周工/甲A·B1234", "NJ-160W16kW380V", "3A26110482设备平台", "18,600.00",
        "46.5", "人民币伍万零陆佰柒拾贰元整", "¥50,672.00", "6项7台5只46.5米", "已付¥47,692.00", "本次应收¥2,980.00", "欠款¥0.00",
        "以下空白", "24小时内", "三包和保修约定", "制单", "仓库发货", "客户签收", "数量型号相符", "有短少", "第1/1页",
    ):  # fmt: skip
        assert expected in text, expected


def test_it_speaks_english_too() -> None:
    text = words(delivery_note(NOTE, setup(Paper.A4, "en")))
    for expected in ("Deliverynote", "Consignee", "CNY50,672.00", "6items", "Receivedbycustomer", "nothingbelow", "within24hours"):
        assert expected in text, expected


@pytest.mark.parametrize(
    ("paper", "size"),
    [(Paper.A4, (210 * MM, 297 * MM)), (Paper.A5, (210 * MM, 148 * MM)), (Paper.CONT_241x140, (9.5 * INCH, 5.5 * INCH))],
)
def test_papers_have_the_sizes_of_the_trade_and_a5_lies(paper: Paper, size: tuple[float, float]) -> None:
    for page in read(delivery_note(note(9), setup(paper))).pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(size, abs=0.01)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("lines", "pages"), [(0, 1), (1, 1), (8, 1), (9, 2), (17, 3)])
def test_eight_lines_fill_a_form_of_continuous_paper(lines: int, pages: int, language: str) -> None:
    data = replace(NOTE, lines=tuple(LINES[0] for _ in range(lines)))
    assert page_count(delivery_note(data, replace(NEEDLE, language=language))) == pages


def test_totals_stand_on_the_last_page_only_and_every_page_can_be_signed() -> None:
    pages = page_words(delivery_note(note(17), NEEDLE))
    assert ["人民币" in page for page in pages] == [False, False, True]
    assert ["接下页" in page for page in pages] == [True, True, False]
    assert all("客户签收" in page and "收货人陈静" in page for page in pages)
    assert ["第1/3页" in pages[0], "第3/3页" in pages[2]] == [True, True]


def test_what_was_agreed_is_said_where_the_note_has_only_a_part_of_it() -> None:
    whole = sum(line.amount or 0 for line in NOTE.lines)
    assert "合同总额" not in words(delivery_note(replace(NOTE, agreed=whole), PageSetup(Paper.A5)))
    assert "合同总额¥90,000.00" in words(delivery_note(replace(NOTE, agreed=9_000_000), PageSetup(Paper.A5)))


def test_each_copy_is_a_set_of_pages_with_its_name() -> None:
    pages = page_words(delivery_note(note(9), replace(NEEDLE, copies=COPIES)))
    assert len(pages) == 6
    for number, name in enumerate(COPIES):
        assert all(name.replace(" ", "") in page for page in pages[2 * number : 2 * number + 2])
        assert "第2/2页" in pages[2 * number + 1]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_prices_there_is_no_amount_anywhere(paper: Paper, language: str) -> None:
    pdf = delivery_note(replace(note(9), show_prices=False), setup(paper, language))
    text = words(pdf)
    assert not re.search(r"¥|人民币|CNY|\d,\d{3}", text)
    assert not any(money(fen) in text for line in LINES for fen in (line.price, line.amount))
    assert not any(word in text for word in ("单价", "金额", "已付", "欠款", "Price", "Amount", "Paid"))


@pytest.mark.parametrize("data", [NOTE, LONG_NOTE, note(17), RETURN], ids=["usual", "long", "many", "return"])
def test_needles_get_neither_grey_nor_fills_nor_small_print(data: DeliveryNoteData) -> None:
    pdf = delivery_note(data, replace(NEEDLE, copies=COPIES[:1]))
    assert colours(pdf) == set()
    assert not re.search(r"re\s+f\b", operators(pdf))
    assert min(font_sizes(pdf)) >= 9
    assert_printable(pdf, Paper.CONT_241x140)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_long_values_wrap_and_lose_nothing(paper: Paper, language: str) -> None:
    pdf = delivery_note(LONG_NOTE, replace(setup(paper, language), copies=("Customer copy (red)",)))
    text = words(pdf)
    assert text.count("型") >= 5 * 50
    assert "10,000,000.00" in text
    assert "50,000,000.00" in text
    assert "湖里区办事处" in text
    shown = Paper.A5_LANDSCAPE if paper is Paper.A5 else paper
    assert_printable(pdf, shown)
    assert page_count(pdf) <= 20


def test_a_return_says_so_and_counts_below_zero() -> None:
    text = words(delivery_note(RETURN, NEEDLE))
    for expected in ("退货单", "退货人", "人民币负贰万贰仟捌佰捌拾元整", "-¥22,880.00", "2项-2台", "-18,600.00"):
        assert expected in text, expected
    assert "送货单" not in text


@pytest.mark.parametrize("paper", PAPERS)
def test_only_our_fonts_are_in_the_file_and_the_same_note_gives_the_same_bytes(paper: Paper) -> None:
    pdf = delivery_note(NOTE, setup(paper))
    assert {name.split("+")[1] for name in font_names(pdf)} == {"NotoSansSC-Regular", "NotoSansSC-Bold"}
    assert delivery_note(NOTE, setup(paper)) == pdf


def test_the_note_has_no_room_for_what_a_customer_should_not_see() -> None:
    assert not set(DeliveryNoteData.__dataclass_fields__) & {"cost", "note", "margin", "intent_level"}


@pytest.mark.parametrize("paper", PAPERS)
def test_a_long_shop_name_is_printed_whole(paper: Paper) -> None:
    shop = replace(NOTE.shop, name="厦门某某暖通空调新能源设备工程技术服务有限公司", address="锦样路 88 号" * 4, note="开户行 某某银行")
    pdf = delivery_note(replace(NOTE, shop=shop), setup(paper))
    text = words(pdf)
    assert shop.name in text
    assert "锦样路88号" * 4 in text
    assert "开户行某某银行" in text
    assert page_count(pdf) == 1
