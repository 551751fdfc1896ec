"""Builds customer records for the tests: empty, usual and full of long values."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from dealer_crm.documents.pdf.customer_record import CustomerRecordData, EquipmentLine, PersonLine, PremisesBlock, TimelineLine
from dealer_crm.documents.pdf.pages import PageSetup, ShopHead

SHOP = ShopHead("暖居暖通设备商行", "锦样路 88 号建材城 B12", "1420000 8800", "91350200MA2YJ1XR9G")
SETUP = PageSetup(printed_at=datetime(2026, 11, 21, 15, 20), times=1)  # noqa: DTZ001
EMPTY = CustomerRecordData(SHOP, "KH20261121001", "区长乐")
USUAL = CustomerRecordData(
    SHOP,
    "KH20261118003",
    "尉迟暖",
    salutation="女士",
    phones=("142 0000 0317", "0592-8888 6666"),
    wechat="yuchi_nuan",
    email="yuchi@example.cn",
    nature="个人",
    source="小红书",
    referrer="温暖如",
    owner="李明",
    opened=date(2026, 11, 18),
    interests=("中央空调", "地暖", "新风", "全屋净水"),
    preferred_channel="微信",
    preferred_time="工作日 19:00 后",
    preferred_frequency="每月一次",
    premises=(
        PremisesBlock(
            "福建省厦门市湖里区 云上花园 8幢1单元2201",
            "平层",
            "128.5",
            "业主",
            date(2025, 6, 1),
            "地下车库限高 2.1 米，货车走南门；电梯登记找物业前台。",
        ),
    ),
    contacts=(
        PersonLine("尉迟暖", "使用人、付款人", ("142 0000 0317",), "yuchi_nuan"),
        PersonLine("欧阳晴", "决策人（妻子）", ("142 0000 0318", "142 0000 0319")),
    ),
    equipment=(
        EquipmentLine("云岭多联外机", "YL-V120W", "3A26110482", "设备平台", date(2026, 11, 2)),
        EquipmentLine("炉小暖冷凝炉", "LX-28C", "5B26100933", "厨房", date(2026, 11, 2)),
    ),
    timeline=(
        TimelineLine(date(2026, 11, 18), "到店接待，留下户型图", "11-20 上门量房"),
        TimelineLine(date(2026, 11, 20), "上门量房，客厅、主卧、书房", "11-23 送方案和报价"),
        TimelineLine(date(2026, 11, 23), "微信发送方案", ""),
    ),
    consent_on=date(2026, 11, 18),
    marketing_ok=False,
)
LONG = replace(
    USUAL,
    name="厦门某某暖通空调新能源设备工程技术服务有限责任公司第一分公司湖里区办事处",
    credit_code="91350200MA2YJ1XR9G",
    email="a.very.long.address.of.a.person.with.many.names@example-company-with-a-long-name.example.com",
    premises=tuple(replace(USUAL.premises[0], access_notes="货车走南门，电梯登记找物业前台，" * n) for n in (1, 6, 2)),
    equipment=USUAL.equipment * 9,
    timeline=tuple(
        TimelineLine(date(2026, 1, 1 + n), f"第 {n + 1} 次联系，" + "说明" * (n % 9) * 3, "下次上门" * (n % 4)) for n in range(18)
    ),
)
EXTREME = replace(USUAL, referrer="长" * 4000, interests=("很长的品类" * 500,))
