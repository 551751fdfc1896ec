"""Builds follow-up cards, care cards, standards, lists and whole customer forms for the tests."""

from __future__ import annotations

from datetime import date

from dealer_crm.documents.lists import ListColumn
from dealer_crm.documents.pdf.care_card import CareCardData, CareLine
from dealer_crm.documents.pdf.customer_form import CustomerFormData, FormBlock, FormLine, FormPerson
from dealer_crm.documents.pdf.followup_card import CardContact, FollowupCardData
from dealer_crm.documents.pdf.list_paper import ListPaperData
from dealer_crm.documents.pdf.standards_page import StandardLine, StandardsData
from tests.documents.records import SHOP
from tests.documents.sheets import DELIVERED

FOLLOWUP_CARD = FollowupCardData(
    SHOP,
    "KH20261018001",
    "陈静 女士",
    ("142 0000 0317", "妻子 142 0000 0318"),
    "意向A",
    "目标",
    "李明",
    "小红书",
    "锦样路 16 号 锦样里 7 幢 2 单元 1102 室",
    "平层 118.5 ㎡",
    ("中央空调", "地暖"),
    (("预算区间", "4–6万"), ("对比竞品", "隔壁家报 3.2 万")),
    "微信 工作日 19:00 后",
    "家里有婴儿，不按门铃",
    date(2026, 11, 23),
    "送方案",
    tuple(CardContact(date(2026, 11, 20 - n), "电话 · 接通有效 · 考虑中", f"第 {n} 次：想等隔壁家的报价", "李明") for n in range(8)),
)
CARE_CARD = CareCardData(
    SHOP,
    "SB20261121001",
    "云岭 多联外机",
    "YL-V120W 12.0 kW",
    "3A26110482",
    "锦样里 7 幢 2 单元 1102 室",
    "陈静 女士",
    date(2028, 11, 21),
    (
        CareLine("过滤网清洗", "您自己", "每 1 个月", DELIVERED, tuple(date(2026 + n // 12, n % 12 + 1, 21) for n in range(11, 35))),
        CareLine("专业清洗（换热器、排水）和换季检查", "预约上门", "每 6 个月", None, (date(2027, 4, 15), date(2027, 10, 15))),
    ),
)
STANDARDS = StandardsData(
    SHOP,
    (
        ("接待", (StandardLine("三分钟内有人招呼", "3 分钟", "店长每天看一次"), StandardLine("不催、不冷落"))),
        ("交付", (StandardLine("提前 30 分钟联系", "100 %", "看交付清单"),)),
    ),
)
LIST = ListPaperData(
    "客户",
    (ListColumn("姓名"), ListColumn("电话"), ListColumn("小区"), ListColumn("上次说的", width=40)),
    (("陈静", "142 0000 0317", "锦样里", "想等隔壁家的报价"), ("林晓", "142 0000 0101", "云上花园", "预算 6 万以内")) * 8,
    SHOP,
    "逾期的 · “王”",
)
WHOLE_FORM = CustomerFormData(
    SHOP,
    "KH20261118003",
    "尉迟暖",
    tuple(
        FormBlock(title, (FormLine(f"{title}的一项", "有"),), later=code in ("needs", "reach", "own"), code=code)
        for code, title in (
            ("basics", "基础"),
            ("company", "单位"),
            ("house", "房屋"),
            ("decoration", "装修"),
            ("present", "现状"),
            ("needs", "需求"),
            ("reach", "联系"),
            ("own", "本店"),
        )
    ),
    (FormPerson("欧阳晴", "决策人"),),
    "王敏",
    DELIVERED,
    False,
)
