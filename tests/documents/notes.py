"""Builds delivery notes for the tests: usual, empty, of any number of lines, and full of long values."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from dealer_crm.documents.pdf.delivery_note import DeliveryLine, DeliveryNoteData
from tests.documents.records import SHOP

LINES = (
    DeliveryLine("多联机室外机", "NJ-160W 16 kW 380 V", "台", 1000, 1_860_000, 1_860_000, ("3A26110482",), "设备平台"),
    DeliveryLine("风管式室内机", "NJ-F71 7.1 kW", "台", 1000, 428_000, 428_000, ("3F26090117",), "客厅"),
    DeliveryLine("风管式室内机", "NJ-F36 3.6 kW", "台", 4000, 315_000, 1_260_000, ("3F26090118", "3F26090119", "3F26090120", "3F26090121")),
    DeliveryLine("线控器", "NJ-XK2 白", "只", 5000, 26_000, 130_000),
    DeliveryLine("燃气壁挂炉", "NJ-L24 24 kW 冷凝 12T", "台", 1000, 980_000, 980_000, ("5B26100933",), "厨房"),
    DeliveryLine("铜管及保温", "φ9.52 / φ15.88", "米", 46_500, 8_800, 409_200),
)
NOTE = DeliveryNoteData(
    SHOP,
    "SH20261121003",
    "陈静 女士",
    day=date(2026, 11, 21),
    phones=("142 0000 0317",),
    address="锦样路 16 号 锦样里 7 幢 2 单元 1102 室",
    order_number="HT20261018002",
    seller="李明",
    carrier="周工 / 甲A·B1234",
    made_by="李明",
    made_at=datetime(2026, 11, 21, 13, 5),  # noqa: DTZ001
    lines=LINES,
    paid=4_769_200,
    due_now=298_000,
    owed=0,
)
COPIES = ("存根联 白", "客户联 红", "回单联 黄")


def note(lines: int) -> DeliveryNoteData:
    """Return a note of so many lines."""
    return replace(NOTE, lines=tuple(replace(LINES[n % 6], product=f"品名{n + 1:02d}号") for n in range(lines)))


RETURN = replace(
    NOTE, is_return=True, lines=tuple(replace(line, quantity=-line.quantity, amount=-(line.amount or 0)) for line in LINES[:2])
)
LONG_NOTE = replace(
    NOTE,
    customer="厦门某某暖通空调新能源设备工程技术服务有限责任公司第一分公司湖里区办事处",
    address="福建省厦门市湖里区枋湖北二路某某建材家居城三期地下二层仓储区 12 号门东侧第三装卸平台（货车走南门，限高 2.1 米）",
    lines=tuple(replace(LINES[n % 6], model="型号规格" * 50, amount=10**9, price=10**9) for n in range(5)),
    paid=10**9,
    owed=4 * 10**9,
)
