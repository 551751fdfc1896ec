"""Checklists, certificates and the shop's own sheets: what every one of them has to say, and what holds for all."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dealer_crm.documents.dispatch_text import DispatchTextData, dispatch_text
from dealer_crm.documents.lists import ListColumn
from dealer_crm.documents.pdf.care_card import CareCardData, care_cards
from dealer_crm.documents.pdf.change_order_sheet import change_order_sheet
from dealer_crm.documents.pdf.checklist_sheet import checklist_sheet
from dealer_crm.documents.pdf.complaint_sheet import Register, complaint_sheet
from dealer_crm.documents.pdf.day_sheet import DayLine, DaySheetData, day_sheet, day_sheets
from dealer_crm.documents.pdf.delivery_note import delivery_note
from dealer_crm.documents.pdf.followup_card import FollowupCardData, followup_cards
from dealer_crm.documents.pdf.handover_slip import HandoverSlipData, handover_slip
from dealer_crm.documents.pdf.list_paper import ListPaperData, list_paper
from dealer_crm.documents.pdf.money_sheet import MoneySheetData, money_sheet
from dealer_crm.documents.pdf.morning_list import MorningListData, morning_list
from dealer_crm.documents.pdf.pages import MM, PageSetup, Paper
from dealer_crm.documents.pdf.quote_sheet import quote_difference, quote_sheet
from dealer_crm.documents.pdf.receipt import receipt
from dealer_crm.documents.pdf.return_slip import return_slip
from dealer_crm.documents.pdf.statement import statement_paper
from dealer_crm.documents.pdf.vehicle_sheet import VehicleSheetData, vehicle_sheets
from dealer_crm.documents.pdf.warranty_certificate import CoverageLine, warranty_certificate
from dealer_crm.documents.pdf.week_plan import WeekItem, WeekPerson, WeekPlanData, week_plan
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.services.trade import Trade
from tests.documents import cards, sheets
from tests.documents.hostile import strings
from tests.documents.notes import NOTE
from tests.documents.reading import assert_printable, font_names, font_sizes, page_words, read, words
from tests.documents.records import SETUP, SHOP

Make = Callable[[Any, PageSetup], bytes]
A5 = replace(SETUP, paper=Paper.A5)
ALL: list[tuple[Make, Any, Paper]] = [
    (checklist_sheet, sheets.CHECKLIST, Paper.A4),
    (checklist_sheet, sheets.BLANK_CHECKLIST, Paper.A4),
    (checklist_sheet, sheets.OPEN_CHECKLIST, Paper.A4),
    (warranty_certificate, sheets.CERTIFICATE, Paper.A4),
    (warranty_certificate, sheets.CERTIFICATE, Paper.A5),
    (warranty_certificate, sheets.EMPTY_CERTIFICATE, Paper.A5),
    (complaint_sheet, sheets.AUTHORITY_COMPLAINT, Paper.A4),
    (complaint_sheet, sheets.EMPTY_COMPLAINT, Paper.A4),
    (day_sheet, sheets.DAY, Paper.A4),
    (day_sheet, sheets.DAY, Paper.A5),
    (vehicle_sheets, [sheets.VEHICLE, VehicleSheetData(SHOP, sheets.DELIVERED)], Paper.A4),
    (vehicle_sheets, [sheets.VEHICLE], Paper.A5),
    (week_plan, sheets.WEEK, Paper.A4_LANDSCAPE),
    (morning_list, sheets.MORNING, Paper.A4),
    (handover_slip, sheets.SLIP, Paper.A5),
    (handover_slip, HandoverSlipData(SHOP), Paper.A4),
    (followup_cards, [cards.FOLLOWUP_CARD, FollowupCardData(SHOP, "KH20261121009")], Paper.A5_LANDSCAPE),
    (followup_cards, [cards.FOLLOWUP_CARD], Paper.A4),
    (care_cards, [cards.CARE_CARD, CareCardData(SHOP, "SB20261121009")], Paper.A5),
    (care_cards, [cards.CARE_CARD], Paper.A4),
    (money_sheet, sheets.MONEY, Paper.A4),
    (money_sheet, MoneySheetData(SHOP, sheets.DELIVERED), Paper.A4),
    (statement_paper, sheets.STATEMENT, Paper.A4),
    (receipt, sheets.RECEIPT, Paper.CONT_241x140),
    (receipt, sheets.DEPOSIT, Paper.A5_LANDSCAPE),
    (receipt, sheets.REFUND, Paper.A4),
    (change_order_sheet, sheets.CHANGE_SHEET, Paper.A5),
    (change_order_sheet, sheets.LONG_CHANGE, Paper.A4),
    (return_slip, sheets.RETURN_SLIP, Paper.CONT_241x140),
    (return_slip, sheets.EXCHANGE_SLIP, Paper.A5_LANDSCAPE),
    (quote_sheet, sheets.OFFER, Paper.A4),
    (quote_difference, sheets.DIFFERENCE, Paper.A4),
]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("make", "data", "paper"), ALL)
def test_every_sheet_is_printable_with_our_fonts(make: Make, data: Any, paper: Paper, language: str) -> None:
    pdf = make(data, replace(SETUP, paper=paper, language=language, copies=("客户联",)))
    assert {name.split("+")[1] for name in font_names(pdf)} <= {"NotoSansSC-Regular", "NotoSansSC-Bold"}
    assert_printable(pdf, paper)
    assert min(font_sizes(pdf)) >= 8.5
    assert make(data, replace(SETUP, paper=paper, language=language, copies=("客户联",))) == pdf


def test_sheets_are_the_same_in_every_process() -> None:
    code = (
        "import hashlib; from tests.documents.sheets import *; from tests.documents.records import SETUP\n"
        "from dealer_crm.documents.pdf.checklist_sheet import checklist_sheet\n"
        "print(hashlib.sha256(checklist_sheet(CHECKLIST, SETUP)).hexdigest())"
    )
    digests = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_the_checklist_names_promises_readings_and_signatures() -> None:
    text = words(checklist_sheet(sheets.CHECKLIST, SETUP))
    for expected in (
        "交付清单YS20261121003", "陈静女士", "HT20261018002", "孙涛", "3A26110482", "时间方便", "准时到达13:56", "BX20261121002",
        "从今天开始", "11-28问您", "厂家说明书优先", "房间空调", "接地电阻", "≤0.1", "0.35", "整改期限11-25", "不适用", "上门礼仪",
        "愿意收保养提醒", "园艺、亲子", "以上项目已在现场逐项检查并演示", "安装负责人", "店方质检", "客户",
    ):  # fmt: skip
        assert expected in text, expected
    assert "带缺项交付" not in text
    assert all(word in words(checklist_sheet(sheets.OPEN_CHECKLIST, SETUP)) for word in ("带缺项交付", "AC-3接地电阻；C", "先用"))


def test_a_blank_checklist_asks_for_everything_and_answers_nothing() -> None:
    text = words(checklist_sheet(sheets.BLANK_CHECKLIST, SETUP))
    assert "陈静" not in text
    assert "0.35" not in text
    assert all(letter in text for letter in "ABCDEFGH")
    assert "责任人计划实际结果客户评分客户签字" in text


def test_the_certificate_has_every_field_of_the_rules() -> None:
    pages = page_words(warranty_certificate(sheets.CERTIFICATE, A5))
    assert len(pages) == 2
    for expected in (
        "三包凭证", "BX20261121002", "家用多联机室外机", "暖居NJ", "NJ-160W16kW", "3A26110482", "见铭牌", "发票号码26117820",
        "销售日期2026-11-21", "安装调试2026-11-21", "孙涛组", "陈静14200000317", "邮编315200", "暖居售后服务部14200008801", "起算依据",
        "整机", "2032-11-21", "空白处待起算日期确定后",
        "下次保养2027-04-15换季清洗检查", "报修热线14200008800", "消费者签收", "销售者印章",
    ):  # fmt: skip
        assert expected in pages[0], expected
    for expected in (
        "维修记录", "送修日期", "次", "故障情况", "故障原因", "处理情况", "交验日期",
        "维修人签字", "控制板", "开箱检验", "已讲三包和修理单位",
        "售出7日内", "扣除修理占用和待件时间", "修理两次", "不在三包范围", "不可抗力", "由销售者负责填写",
    ):  # fmt: skip
        assert expected in pages[1], expected


def test_a_coverage_that_has_not_started_stays_empty() -> None:
    data = replace(sheets.EMPTY_CERTIFICATE, coverages=(CoverageLine("整机", "6 年", "安装调试"),))
    text = words(warranty_certificate(data, A5))
    assert "整机6年安装调试" in text
    assert "空白处待" in text
    assert "2032" not in text
    assert "空白处待" not in words(
        warranty_certificate(replace(data, coverages=(CoverageLine("整机", starts=date(2026, 1, 1), ends=date(2027, 1, 1)),)), A5)
    )


def test_the_certificate_is_one_page_on_a4_and_a_card_without_the_three_guarantees() -> None:
    pdf = warranty_certificate(sheets.CERTIFICATE, SETUP)
    page = read(pdf).pages[0]
    assert len(read(pdf).pages) == 1
    assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx((210 * MM, 297 * MM), abs=0.01)
    assert "印章" in words(pdf)
    card = words(warranty_certificate(replace(sheets.CERTIFICATE, three_guarantees=False), A5))
    assert "保修卡" in card
    assert "售出7日内" not in card


def test_the_complaint_keeps_the_words_the_steps_and_the_clock() -> None:
    text = words(complaint_sheet(sheets.AUTHORITY_COMPLAINT, SETUP))
    for expected in (
        "TS20261120001", "请在2026-11-2021:12前答复", "陈先生（配偶）", "对商品的抱怨/质量不良", "重大", "客厅天花板滴水", "修理、赔偿",
        "3张",
        "2026-11-2418:00", "说“谢谢”", "谢谢您直接告诉我们", "避免以后再犯同样错误", "¥680.00本店",
        "冷凝水满水试验拍照", "12315-2026-000123", "送货签收", "店主", "客户确认",
    ):  # fmt: skip
        assert expected in text, expected


def test_overdue_comes_first_on_the_day_sheet() -> None:
    text = words(day_sheet(sheets.DAY, SETUP))
    assert "2026-11-21星期六" in text
    assert text.index("逾期1项") < text.index("林晓") < text.index("今天3项") < text.index("09:00")
    assert "货车走南门" in text
    assert "没有安排" in words(day_sheet(DaySheetData(SHOP, sheets.DELIVERED), SETUP))
    assert len(read(day_sheet(replace(sheets.DAY, lines=sheets.DAY.lines * 20), SETUP)).pages) > 2


def test_each_person_has_pages_of_his_own_that_are_counted_from_one() -> None:
    parts = [replace(sheets.DAY, staff="李明", lines=sheets.DAY.lines * 20), replace(sheets.DAY, staff="王敏", note="王敏 不在")]
    pages = page_words(day_sheets(parts, A5))
    others = [number for number, text in enumerate(pages) if "王敏不在" in text]
    assert others == [len(pages) - 1]
    assert pages[-1].count("第1/1页") == 1
    assert f"第1/{len(pages) - 1}页" in pages[0]
    assert all("李明" not in text.split("逾期")[0] for text in pages[len(pages) - 1 :])


def test_a_line_of_the_day_says_what_to_mind_and_how_to_reach_the_customer() -> None:
    line = replace(sheets.DAY.lines[0], care="家里有婴儿，\n不按门铃", channel="微信")
    for paper in (Paper.A4, Paper.A5):
        text = words(day_sheet(replace(sheets.DAY, lines=(line,)), replace(SETUP, paper=paper)))
        assert "细节：家里有婴儿，不按门铃" in text.replace("\n", "")
        assert "微信" in text
        assert "锦样里" in text


def test_the_sheet_of_a_vehicle_says_where_what_and_how_much_to_bring_back() -> None:
    for paper in (Paper.A4, Paper.A5):
        text = words(vehicle_sheets([sheets.VEHICLE], replace(SETUP, paper=paper)))
        for expected in ("闽D88F21", "孙涛、周平", "还要送2家，代收¥3,980.00", "货车走南门", "铜管×46.5", "2,980.00", "退货", "司机"):
            assert expected in text, (paper, expected)
        assert text.index("逾期1项") < text.index("SH20261118001") < text.index("今天2项") < text.index("SH20261121003")
    assert "没有要送的货" in words(vehicle_sheets([VehicleSheetData(SHOP, sheets.DELIVERED)], SETUP))


def test_the_plan_of_a_week_names_days_off_and_people_who_are_away_and_loses_nothing_of_a_full_day() -> None:
    setup = replace(SETUP, paper=Paper.A4_LANDSCAPE)
    text = words(week_plan(sheets.WEEK, setup))
    assert all(expected in text for expected in ("星期四11-19店庆", "休", "[请假]", "14:00陈静女士上门量房", "✓林晓回访", "逾期3项"))
    assert text.count("朱琳跟进") == 30
    assert text.count("王敏") == 3
    assert "本周没有安排" in words(week_plan(WeekPlanData(SHOP, date(2026, 11, 16)), setup))


def test_the_list_of_the_morning_says_why_what_was_said_and_what_is_owed() -> None:
    text = words(morning_list(sheets.MORNING, SETUP))
    for expected in ("没有下一步7", "李明：逾期2项，今天1项", "送方案", "预算6万以内", "细节：不按门铃", "2,980.00", "[请假]"):
        assert expected in text, expected
    assert "没有安排" in words(morning_list(MorningListData(SHOP, sheets.DELIVERED), SETUP))


def test_a_slip_is_one_page_filled_or_blank_with_two_signatures() -> None:
    for data in (sheets.SLIP, HandoverSlipData(SHOP), replace(sheets.SLIP, accepted=False, reason="型号放不下")):
        for paper in (Paper.A4, Paper.A5):
            (text,) = page_words(handover_slip(data, replace(SETUP, paper=paper)))
            assert all(word in text for word in ("交出人签字", "接收人签字", "退回原因", "已向客户承诺"))
    assert "JJ20261121001" in words(handover_slip(sheets.SLIP, A5))


def test_a_follow_up_card_is_one_page_for_each_customer_with_the_last_contacts_and_the_next_step() -> None:
    setup = replace(SETUP, paper=Paper.A5_LANDSCAPE)
    pages = page_words(followup_cards([replace(cards.FOLLOWUP_CARD, code="K1"), FollowupCardData(SHOP, "KH9", code="K2")], setup))
    assert len(pages) == 2
    for expected in (
        "意向客户跟进卡KH20261018001",
        "勿交给客户",
        "意向A、目标",
        "预算区间4–6万",
        "不按门铃",
        "2026-11-23送方案",
        "第7次",
        "K1",
    ):
        assert expected in pages[0], expected
    assert "K2" in pages[1]
    assert "陈静" not in pages[1]


def test_a_care_card_names_every_day_of_two_years_and_the_hotline() -> None:
    (page,) = page_words(care_cards([cards.CARE_CARD], A5))
    for expected in (
        "保养贴卡SB20261121001",
        "2026-12",
        "2027-01",
        "2028-11",
        "2027-04-152027-10-15",
        "预约上门",
        SHOP.hotline.replace(" ", ""),
    ):
        assert expected in page, expected


def test_the_day_of_money_adds_up_and_names_what_installers_hold() -> None:
    text = words(money_sheet(sheets.MONEY, SETUP))
    for expected in (
        "收入¥10,002,980.00", "退款-¥1,200.00", "净收¥10,001,780.00", "人民币壹仟万零壹仟柒佰捌拾元整", "按收款方式", "合计410,001,780.00",
        "师傅手上未交的现金", "SK20261121004", "3笔", "点款",
    ):  # fmt: skip
        assert expected in text, expected


def test_a_receipt_has_its_amount_in_words_and_says_what_is_open_on_each_of_three_copies() -> None:
    known = Trade().paper_kind("receipt")
    setup = replace(SETUP, paper=Paper.CONT_241x140, usual=known.copies, copies=tuple(copy.name.zh for copy in known.copies))
    pages = page_words(receipt(sheets.RECEIPT, setup))
    assert len(pages) == 3
    for page, copy in zip(pages, ("第一联存根︵白︶", "第二联客户︵红︶", "第三联记账︵黄︶"), strict=True):
        assert all(part in page for part in (copy, "收款收据", "人民币壹万捌仟肆佰贰拾伍元整", "¥18,425.00", "¥11,055.00", "收款专用章"))


def test_words_for_earnest_money_and_prepayment_are_never_mixed() -> None:
    deposit = words(receipt(sheets.DEPOSIT, SETUP))
    assert all(part in deposit for part in ("定金单", "586", "587", "双倍返还", "20%"))
    assert "定金" not in words(receipt(sheets.RECEIPT, SETUP))
    prepaid = words(receipt(replace(sheets.RECEIPT, kind=PayKind.PREPAYMENT), SETUP))
    assert "不是定金" in prepaid
    assert "双倍" not in prepaid
    refund = words(receipt(sheets.REFUND, SETUP))
    assert "退款单" in refund
    assert "客户结余" in refund


def test_a_quote_says_what_until_when_and_for_how_much_and_breaks_pages() -> None:
    text = words(quote_sheet(sheets.OFFER, SETUP))
    said = (
        "报价单",
        "BJ20261121001",
        "第2版",
        "2026-12-06（含当日）",
        "94%",
        "¥24,200.00",
        "人民币贰万肆仟贰佰元整",
        "<b>&空开</b>",
        "商家（盖章）",
    )
    for expected in said:
        assert expected in text, expected
    assert "交货期" not in text
    plain = words(quote_sheet(replace(sheets.OFFER, show_prices=False), SETUP))
    assert "¥16,800.00" in plain
    assert "68.00" not in plain
    part = sheets.OFFER.parts[1]
    long = replace(sheets.OFFER, parts=(replace(part, lines=part.lines[:1] * 500),))
    pages = page_words(quote_sheet(long, SETUP))
    assert len(pages) > 10
    assert all("品名" in page for page in pages[:-1])
    assert "500" in pages[-1] + pages[-2]


def test_versions_of_a_quote_stand_side_by_side() -> None:
    text = words(quote_difference(sheets.DIFFERENCE, SETUP))
    for expected in ("第1版→第2版", "-442.00", "+4,680.00", "+4,238.00", "两版相同的有4行"):
        assert expected in text, expected


def test_a_dispatch_is_plain_lines_without_what_is_unknown() -> None:
    assert dispatch_text(sheets.DISPATCH, "zh").splitlines() == [
        "送货 SH20261121003",
        "时间：2026-11-21 14:00",
        "客户：陈静 女士",
        "电话：142 0000 0317",
        "地址：锦样路 16 号 锦样里 7 幢 2 单元 1102 室",
        "进场说明：货车走南门； 电梯登记找物业前台",
        "代收款：¥2,980.00",
        "设备：",
        "1. 多联机室外机 NJ-160W × 1 台 3A26110482 设备平台",
        "2. 铜管 × 46.5 米",
    ]
    assert dispatch_text(DispatchTextData("Repair", to_collect=0), "en") == "Repair\nMoney to collect: nothing, all is paid"


def test_hostile_texts_print_as_they_are_and_run_nothing(corpora: Path) -> None:
    hostile = [text[:400] for text in strings(corpora)]
    for start in range(0, len(hostile), 120):
        part = hostile[start : start + 120]
        day = DaySheetData(SHOP, sheets.DELIVERED, lines=tuple(DayLine(text, text[:5], text, (text[:20],), text, text) for text in part))
        note = replace(NOTE, customer=part[0], lines=tuple(replace(NOTE.lines[0], product=text, model=text) for text in part[:12]))
        stop = replace(sheets.STOP, customer=part[0], goods=tuple(part[:9]), access=part[-1], care=part[1])
        week = replace(
            sheets.WEEK, people=(WeekPerson(part[0], items={sheets.DELIVERED: tuple(WeekItem("", text, text) for text in part)}),)
        )
        register = Register(words="\n".join(part), customer=part[-1])
        pdfs = (
            day_sheet(day, SETUP),
            delivery_note(note, replace(SETUP, paper=Paper.A5)),
            complaint_sheet(replace(sheets.COMPLAINT, register=register), SETUP),
            vehicle_sheets([replace(sheets.VEHICLE, vehicle=part[0], stops=(stop,))], A5),
            week_plan(week, replace(SETUP, paper=Paper.A4_LANDSCAPE)),
            handover_slip(replace(sheets.SLIP, promised="\n".join(part), reason=part[0]), A5),
        )
        for pdf in pdfs:
            assert not any(word in pdf for word in (b"/JavaScript", b"/URI", b"/Launch", b"/EmbeddedFile"))
            assert len(read(pdf).pages) < 200


def test_rare_names_print_and_a_missing_character_is_explained() -> None:
    assert "𬱖䶮㛃" in words(delivery_note(replace(NOTE, customer="𬱖䶮㛃"), replace(SETUP, paper=Paper.CONT_241x140)))
    assert "□为打印不出的字符" in words(checklist_sheet(replace(sheets.CHECKLIST, installer="😀"), SETUP))
    assert "□为" not in words(checklist_sheet(sheets.CHECKLIST, SETUP))


def test_a_list_breaks_no_name_and_no_model() -> None:
    columns = (ListColumn("事由", width=60), ListColumn("型号", width=4), ListColumn("负责人", width=4))
    rows = (("装完就没人理，" * 20, "地暖 NF-PERT20", "甄暖和"),) * 2
    page = read(list_paper(ListPaperData("投诉", columns, rows), replace(SETUP, paper=Paper.A4_LANDSCAPE))).pages[0].extract_text()
    assert "NF-PERT20" in page
    assert "甄暖和" in page
