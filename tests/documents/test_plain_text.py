"""The words of a paper for a messenger: every row a line, boxes as signs, one copy, no foot."""

from __future__ import annotations

from dealer_crm.documents.pdf.pages import Paper
from dealer_crm.documents.pdf.plain_text import plain_text
from dealer_crm.documents.pdf.render import page_copies
from tests.documents.every import EVERY, full


def text_of(name: str, paper: Paper, language: str = "zh") -> list[str]:
    """Return the lines of a paper with everything chosen."""
    every = EVERY[name]
    return plain_text(every.make(every.data, full(paper, language))).split("\n")


def test_a_delivery_note_is_its_rows() -> None:
    lines = text_of("delivery", Paper.CONT_241x140)
    assert lines[0] == "暖居暖通设备商行 送货单  补打  单号 SH20261121003"
    assert "地址  锦样路 16 号 锦样里 7 幢 2 单元 1102 室  送货  周工 / 甲A·B1234" in lines
    assert "1  多联机室外机  NJ-160W 16 kW 380 V  台  1  18,600.00  18,600.00  3A26110482 设备平台" in lines
    serials = next(line for line in lines if line.startswith("3  "))
    assert serials.endswith("3F26090118 3F26090119 3F26090120 3F26090121")
    assert "合计  人民币伍万零陆佰柒拾贰元整  ¥50,672.00" in lines


def test_the_copy_in_view_says_what_stands_on_it_alone() -> None:
    pdf = EVERY["delivery"].make(EVERY["delivery"].data, full(Paper.A4, "zh"))
    count = len(page_copies(pdf)) // 3
    first, last = plain_text(pdf), plain_text(pdf, 2 * count)
    assert "18,600.00" in first
    assert "SH20261121003" in last
    assert not any(secret in last for secret in ("¥", "18,600", "人民币", "单价")), "that copy bears no prices"


def test_copies_that_say_the_same_and_feet_are_left_out() -> None:
    lines = text_of("delivery", Paper.CONT_241x140)
    text = "\n".join(lines)
    assert len([line for line in lines if line.startswith("1  多联机室外机")]) == 1
    assert not any(word in text for word in ("打印", "第二联", "货款请当面点清", "__"))


def test_pages_of_one_note_go_on_without_their_head() -> None:
    lines = text_of("delivery, long", Paper.A4)
    assert len([line for line in lines if "单号" in line]) == 1
    assert len([line for line in lines if line.startswith("合计")]) == 1


def test_a_receipt_says_the_amount_once_more_in_words() -> None:
    lines = text_of("receipt", Paper.A5_LANDSCAPE)
    assert "今收到  陈静 女士  合同/单号  DD20261018002" in lines
    assert "大写  人民币壹万捌仟肆佰贰拾伍元整" in lines
    assert lines[-2].startswith("收款人  王敏")


def test_boxes_are_signs() -> None:
    lines = text_of("certificate", Paper.A5)
    assert "☑开箱检验  ☑调试正常  ☑已讲使用维护" in lines
    assert "☑已讲三包和修理单位  ☐已给发票和凭证" in lines
    assert "主要部件（压缩机、风扇电机、温控器）  6 年  安装调试  2026-11-21  2032-11-21" in lines
    assert any(line.startswith("Product  家用多联机室外机") for line in text_of("certificate", Paper.A5, "en"))
