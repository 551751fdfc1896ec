"""Builds papers of a complaint for the tests: the pages of a pack, the letter of thanks, the whole and the blank sheet."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime
from functools import cache

from PIL import Image

from dealer_crm.documents.pdf.complaint_sheet import ComplaintSheetData, CostLine, CourseLine, RegisterChoices
from dealer_crm.documents.pdf.evidence_cover import CaseFacts, EvidenceCoverData, Exhibit
from dealer_crm.documents.pdf.evidence_pictures import PictureLine, PicturesData
from dealer_crm.documents.pdf.evidence_record import CaseRecordData, ContactLine, ServiceLine, ServiceRecordData, TalkLine
from dealer_crm.documents.pdf.thanks_letter import ThanksData
from tests.documents.records import SHOP
from tests.documents.sheets import AUTHORITY_COMPLAINT

NUMBER = "TS20261120001"
DAY = date(2026, 11, 21)
_NOON = datetime(2026, 11, 20, 9, 12)  # noqa: DTZ001


@cache
def picture(across: int = 320, above: int = 240) -> bytes:
    """Return a small photo."""
    target = io.BytesIO()
    Image.linear_gradient("L").resize((across, above)).convert("RGB").save(target, "JPEG")
    return target.getvalue()


WHOLE_COMPLAINT = replace(
    AUTHORITY_COMPLAINT,
    clear=(("C 控制你的情绪", True), ("L 倾听顾客诉说", True), ("A 道歉", False)),
    course=(
        CourseLine("等厂家", _NOON, datetime(2026, 11, 21, 18, 0), "孙涛", "密封圈缺货"),  # noqa: DTZ001
        CourseLine("上报店主", _NOON, None, "贾晓新", "当天上门道歉"),
    ),
    costs=(CostLine("配件", 12_800, "厂家", DAY, "密封圈"), CostLine("赔偿", 68_000, "本店", DAY, "踢脚线", "贾晓新 2026-11-22 批准")),
)
BLANK_COMPLAINT = ComplaintSheetData(
    SHOP,
    "________",
    choices=RegisterChoices(
        ("电话", "微信", "12315"), ("质量不良", "价格过高"), ("漏水",), ("1", "2", "3"), ("愤怒型",), ("一般", "紧急"), ("修理",)
    ),
)
FACTS = CaseFacts(
    _NOON,
    "电话",
    "陈先生（配偶）",
    "陈静 女士",
    "锦样路 16 号 锦样里 7 幢 2 单元 1102 室",
    "DD20261018002",
    "风管式室内机 NJ-F71 3F26090117",
    "对商品的抱怨 / 质量不良 / 漏水",
    "修理、赔偿",
    "12315-2026-000123",
    DAY,
)
COVER = EvidenceCoverData(
    SHOP,
    NUMBER,
    FACTS,
    (
        Exhibit("合同", "HT20261018002", date(2026, 10, 18), "签字原件见扫描件。", 3, 2),
        Exhibit("送货签收单", "SH20261121003", DAY, "", 1, 5),
        Exhibit("照片", "", None, "8 张中有 5 张能显示。", 4, 6),
    ),
    (("验收单", "尚未验收完毕：YS20261122001"), ("bomb.png", "文件太大，无法显示。")),
    "王敏",
    DAY,
)
RECORD = CaseRecordData(
    SHOP,
    NUMBER,
    FACTS,
    "客厅天花板滴水，地板都泡了。",
    _NOON,
    cause="冷凝水管接头未粘牢。",
    remedy="重做接头。",
    confirmed="2026-11-23 10:00  电话确认",
    steps=(TalkLine("说“谢谢”", _NOON, "王敏", "谢谢您直接告诉我们"), TalkLine("说明为何感激")),
    clear=(TalkLine("C 控制你的情绪", _NOON, "王敏"),),
    contacts=(ContactLine(_NOON, "受理投诉", "王敏", "电话"), ContactLine(_NOON, "上门", "孙涛", "已止漏", hour=False)),
)
SERVICES = ServiceRecordData(
    SHOP, NUMBER, (ServiceLine("FW20261120001", "维修", "已完成", _NOON, "室内机 NJ-F71", "滴水", "接头松脱", "重做接头", DAY, "孙涛"),)
)
PHOTOS = PicturesData(
    SHOP,
    NUMBER,
    "照片",
    (
        PictureLine("客厅天花板（TS20261120001）", "存入 2026-11-20 09:12", picture()),
        PictureLine("bomb.png", "存入 2026-11-20 09:12", trouble="“bomb.png”无法在此显示。文件太大，无法显示。"),
        PictureLine("地板", "", picture(240, 480)),
    ),
)
THANKS = ThanksData(SHOP, NUMBER, "陈静 女士", date(2026, 11, 20), "重做冷凝水管接头，更换泡水的踢脚线", "贾晓新", DAY)
