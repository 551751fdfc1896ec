"""The few lines that go to an installer by WeChat."""

from __future__ import annotations

from dealer_crm.documents.customer_text import CustomerTextData, customer_text

DATA = CustomerTextData(
    "尉迟暖 女士",
    ("142 0000 0317", "0592-8888 6666"),
    ("云上花园 8幢1单元2201",),
    "货车走\n南门",
    ("云岭多联外机 YL-V120W", "炉小暖冷凝炉 LX-28C"),
    "11-20 上门量房",
)


def test_the_text_names_what_an_installer_needs() -> None:
    assert customer_text(DATA, "zh") == (
        "尉迟暖 女士\n电话：142 0000 0317、0592-8888 6666\n地址：云上花园 8幢1单元2201\n进场说明：货车走 南门\n"
        "已装设备：云岭多联外机 YL-V120W、炉小暖冷凝炉 LX-28C\n下一步：11-20 上门量房"
    )
    assert "Phone: 142 0000 0317, 0592" in customer_text(DATA, "en")


def test_what_is_not_known_is_left_out() -> None:
    assert customer_text(CustomerTextData("", ("1",)), "zh") == "电话：1"
    assert customer_text(CustomerTextData("a\x07"), "zh") == "a"
