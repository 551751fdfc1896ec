"""Builds checklists, certificates and the shop's own sheets for the tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dealer_crm.documents.pdf.checklist_sheet import (
    ChecklistSheetData,
    ExpectationLine,
    InspectionGroup,
    InspectionLine,
    MachineLine,
)
from dealer_crm.documents.pdf.warranty_certificate import CoverageLine, PartyBlock, RepairLine, WarrantyCertificateData
from dealer_crm.domain.checklists import CheckResult
from tests.documents.records import SHOP

DELIVERED = date(2026, 11, 21)


def _kept(letter: str, title: str, *points: str) -> ExpectationLine:
    return ExpectationLine(letter, title, tuple((point, True) for point in points), "李明", DELIVERED, DELIVERED, kept=True)


def _begun(letter: str, title: str, *points: str) -> ExpectationLine:
    return ExpectationLine(letter, title, tuple((p, n == 0) for n, p in enumerate(points)), "王敏", date(2026, 11, 28), later=True)


EXPECTATIONS = (
    _kept("A", "时间方便", "您选的 11-21 14:00", "提前 30 分钟联系", "准时到达 13:56"),
    _kept("B", "承诺都兑现", "承诺 6 条逐条核对", "型号、数量、机号与合同一致"),
    _kept("C", "零缺陷，内外干净完好", "开箱外观完好并拍照", "现场清洁，垃圾带走"),
    _kept("D", "讲清楚，给凭证", "配置和操作", "三包政策", "三包凭证 BX20261121002", "保养计划已给", "疑问已答"),
    _kept("E", "为您办的交付仪式", "合影", "绿植一盆（您喜欢的龟背竹）"),
    _begun("F", "适时问您是否满意", "微信，工作日 19:00 后", "首次 11-22，再次 11-24、11-28"),
    _begun("G", "有疑问马上答", "热线卡已给您", "急事 2 小时，其他 24 小时"),
    _begun("H", "以后一直惦记您", "愿意收保养提醒", "愿意收活动消息", "兴趣：园艺、亲子"),
)
GROUPS = (
    InspectionGroup(
        "房间空调",
        (
            InspectionLine("AC-1", "墙洞已封堵", "内外两侧封严", result=CheckResult.PASS, photos=True),
            InspectionLine("AC-2", "绝缘电阻", "≥2", "50", "MΩ", CheckResult.PASS, photos=True),
            InspectionLine("AC-3", "接地电阻", "≤0.1", "0.35", "Ω", CheckResult.FAIL, note="整改期限 11-25"),
            InspectionLine("AC-4", "连续试运行", "≥30 min，制冷 ΔT ≥8 ℃", "9.1", "℃", CheckResult.PASS, photos=False),
        ),
    ),
    InspectionGroup(
        "上门礼仪",
        tuple(InspectionLine(f"M-{n}", item, result=CheckResult.PASS) for n, item in enumerate(("穿鞋套", "成品保护", "垃圾带走"), 1)),
    ),
)
CHECKLIST = ChecklistSheetData(
    SHOP,
    "YS20261121003",
    "陈静 女士",
    ("142 0000 0317",),
    "锦样里 7 幢 2 单元 1102 室",
    "HT20261018002",
    "孙涛",
    "家用多联一拖五 + 冷凝壁挂炉",
    date(2026, 11, 2),
    DELIVERED,
    (MachineLine("多联机室外机", "NJ-160W", "3A26110482", "设备平台"), MachineLine("燃气壁挂炉", "NJ-L24", "5B26100933", "厨房")),
    EXPECTATIONS,
    GROUPS,
    care_ok=True,
    news_ok=False,
    channel="微信",
    interests=("园艺", "亲子"),
)
BLANK_CHECKLIST = ChecklistSheetData(
    SHOP,
    expectations=tuple(
        replace(line, points=tuple((p, False) for p, _ in line.points), responsible="", planned=None, done=None, kept=None)
        for line in EXPECTATIONS
    ),
    groups=tuple(
        replace(group, lines=tuple(replace(line, value="", result=None, photos=None, note="") for line in group.lines)) for group in GROUPS
    ),
)
OPEN_CHECKLIST = replace(CHECKLIST, left_open=("AC-3 接地电阻", "C 现场清洁"), open_reason="接地线待物业整改，客户同意先用", open_by="李明")
CERTIFICATE = WarrantyCertificateData(
    replace(SHOP, postcode="315200"),
    "BX20261121002",
    product="家用多联机室外机",
    brand="暖居 NJ",
    model="NJ-160W 16 kW",
    serial="3A26110482",
    origin="见铭牌",
    quantity="1 台",
    invoice="26117820",
    sold_on=DELIVERED,
    commissioned_on=DELIVERED,
    customer=PartyBlock("陈静", "锦样路 16 号 锦样里 7 幢 2 单元 1102 室", "142 0000 0317", "315200"),
    repairer=PartyBlock("暖居售后服务部", "锦样路 88 号建材城 B12", "1420000 8801", "315200"),
    installed_by="本店",
    installer="孙涛组",
    coverages=(
        CoverageLine("7 日退货", "7 日", "销售", DELIVERED, date(2026, 11, 28)),
        CoverageLine("15 日换货", "15 日", "销售", DELIVERED, date(2026, 12, 6)),
        CoverageLine("整机", "6 年", "安装调试", DELIVERED, date(2032, 11, 21)),
        CoverageLine("主要部件（压缩机、风扇电机、温控器）", "6 年", "安装调试", DELIVERED, date(2032, 11, 21)),
        CoverageLine("安装（本店）", "两采暖季", "验收"),
        CoverageLine("管路防渗漏（本店）", "5 年", "验收"),
    ),
    next_care_on=date(2027, 4, 15),
    next_care="换季清洗检查",
    repairs=(RepairLine(date(2027, 7, 2), "不制冷", "室外机控制板进水", "更换控制板，补充冷媒 0.4 kg", date(2027, 7, 5), "孙涛"),),
    duties=(True, True, True, True, False),
)
EMPTY_CERTIFICATE = WarrantyCertificateData(SHOP, "BX20261121009")
