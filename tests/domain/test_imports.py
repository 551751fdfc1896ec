"""Foreign sheets: headings found, words understood, rows cleaned with every change listed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dealer_crm import resources
from dealer_crm.domain import import_cells as cells
from dealer_crm.domain.import_cells import shown_cells
from dealer_crm.domain.import_headings import Headings, guess, plain, says_who
from dealer_crm.domain.import_merging import part
from dealer_crm.domain.import_rows import Cleaner, labelled
from dealer_crm.domain.import_words import Words, staff_words
from dealer_crm.domain.imports import (
    PROBLEMS,
    Cleaned,
    Target,
)

T = Target
HEADINGS = Headings(resources.path("imports", "headings.toml").read_text("utf-8"), {"Who pays": Target.NAME})
WORDS = Words(resources.path("imports", "words.toml").read_text("utf-8"), {T.NATURE: {"Private person": "individual"}})


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("客户名称*", T.NAME),
        ("手机号码（必填）", T.PHONE),
        ("手 机", T.PHONE),
        ("ＱＱ", None),
        ("建筑面积(㎡)", T.AREA),
        ("Phone 1 - Value", T.PHONE),
        ("E-mail 2 - Value", T.EMAIL),
        ("billingAddressStreet", T.STREET),
        ("业主姓名", T.NAME),
        ("客户手机", T.PHONE),
        ("下次联系时间", T.NEXT_ON),
        ("期初应收", T.OPENING),
        ("外机条码", T.SERIAL),
        ("内机条码", T.MACHINE_NOTE),
        ("客户等级", T.INTENT_LEVEL),
        ("类型", T.NATURE),
        ("Who pays", T.NAME),
        ("(备注)", T.NOTE),
        ("序号", T.NOTHING),
        ("", None),
    ],
)
def test_headings_are_known(heading: str, target: Target | None) -> None:
    assert HEADINGS.target(heading)[0] is target


def test_header_row_is_found_under_notes() -> None:
    rows: list[list[cells.Cell]] = [
        ["1、带星号的为必填项\n2、导入时本段内容请勿删除", None, None],
        [None, None, None],
        ["名称*", "联系人", "手机号码"],
        ["客户a", "小梁", 13000000000.0],
    ]
    assert HEADINGS.find(rows) == 2
    assert HEADINGS.find([["王芳", "13801370911"]]) == -1
    assert HEADINGS.find([["手机"], ["13801370911"]]) == 0
    assert HEADINGS.find([["x" * 50, "手机", 5]]) == -1


def test_each_field_is_filled_once_by_its_surest_heading() -> None:
    headings = ["客户", "客户名称", "手机", "电话", "地址", "安装地址", "QQ", "车牌", "", "Customer"]
    rows: list[list[cells.Cell]] = [["x", "王芳", 1, 2, "a", "b", "12", None, "z", "TRUE"]]
    targets = HEADINGS.mapping(headings, rows)
    assert targets == (T.KEEP, T.NAME, T.PHONE, T.PHONE, T.STREET, T.KEEP, T.KEEP, T.NOTHING, T.NOTHING, T.NOTHING)
    assert HEADINGS.mapping(["Customer"], [["Bob"], []]) == (T.NAME,)
    assert plain("（必填）") == "必填"


def test_sheet_without_headings_is_guessed() -> None:
    rows: list[list[cells.Cell]] = [
        ["1", "王芳", "13801370911", "云上花园3幢602室", "好"],
        ["2", "张伟", "021-55556666", "锦样里1号", None],
    ]
    assert guess(rows, 6) == (T.NOTHING, T.NAME, T.PHONE, T.STREET, T.NOTHING, T.NOTHING)
    assert guess([["王芳", "张伟"]], 2) == (T.NAME, T.NOTHING)
    assert says_who([T.PHONE])
    assert not says_who([T.NOTE])


@pytest.mark.parametrize(
    ("target", "text", "value"),
    [
        (T.INTENT_LEVEL, "A(重点客户)", "A"),
        (T.INTENT_LEVEL, "A：重点", "A"),
        (T.SOURCE, "老带新", "referral"),
        (T.SOURCE, "douyin", "douyin"),
        (T.NATURE, "Private person", "individual"),
        (T.NATURE, "Company", "company"),
        (T.SALUTATION, "男", "先生"),
        (T.HOUSE_TYPE, "火箭", None),
        (T.NAME, "x", None),
    ],
)
def test_words_are_understood(target: Target, text: str, value: str | None) -> None:
    assert WORDS.value(target, text) == value


def test_lists_switches_and_blanks_are_understood() -> None:
    assert WORDS.values(T.INTERESTS, "中央空调、地暖、地热") == ["central_ac", "floor_heating"]
    assert WORDS.values(T.INTERESTS, "fresh air") == ["fresh_air"]
    assert WORDS.values(T.INTERESTS, "Heat pumps / fresh air") == ["heat_pump", "fresh_air"]
    assert WORDS.values(T.INTERESTS, "地暖 新风") == ["floor_heating", "fresh_air"]
    assert WORDS.values(T.INTERESTS, "地暖、火箭") is None
    assert (WORDS.ours("Private person"), WORDS.ours("个人")) == (True, False)
    assert [WORDS.yes(text) for text in ("是", "No", "√", "1", "vielleicht")] == [True, False, True, True, None]
    assert WORDS.says_nothing("无")
    assert not WORDS.says_nothing("无锡")
    assert staff_words([(1, "李明"), (2, "王 芳"), (3, "李明")]) == {"王芳": 2}
    assert Words("").says_nothing("") is False


def clean(row: dict[str, Any], staff: dict[str, int] | None = None) -> Cleaned:
    headings = list(row)
    targets = [HEADINGS.target(heading)[0] or T.KEEP for heading in headings]
    return Cleaner(targets, headings, WORDS, staff or {}).clean(list(row.values()))


def test_row_is_cleaned_and_every_change_listed() -> None:
    found = clean(
        {
            "客户名称": " 王　芳 ",
            "手机": 13801370911.0,
            "备用电话": "13901370911(先生)",
            "意向级别": "A(重点客户)",
            "来源": "抖音",
            "性别": "女",
            "称谓": None,
            "面积": "约120㎡",
            "创建时间": "2026/3/1",
            "备注": "喜静",
            "QQ": 12345.0,
            "负责人": "李明",
            "需求品类": "地暖",
            "免打扰": "是",
            "微信": "wang_fang",
        },
        {"李明": 7},
    )
    assert found.problems == ()
    assert found.values == {
        "name": "王 芳",
        "phone": [["13801370911", ""], ["13901370911", "先生"]],
        "intent_level": "A",
        "source": "douyin",
        "salutation": "女士",
        "area": 120000,
        "created_on": "2026-03-01",
        "note": "喜静\nQQ: 12345",
        "owner": 7,
        "interests": ["floor_heating"],
        "do_not_disturb": True,
        "wechat": "wang_fang",
        "stage": "intent",
    }
    assert [(c.target, c.before, c.after) for c in found.changes] == [
        (T.NAME, "王　芳", "王 芳"),
        (T.PHONE, "13901370911(先生)", "13901370911 先生"),
        (T.INTENT_LEVEL, "A(重点客户)", "A"),
        (T.SALUTATION, "女", "女士"),
        (T.AREA, "约120㎡", "120"),
        (T.CREATED_ON, "2026/3/1", "2026-03-01"),
        (T.STAGE, "", "intent"),
    ]


@pytest.mark.parametrize(
    ("row", "note"),
    [
        ({"姓名": "王芳", "来源": "火星"}, "来源：火星"),
        ({"姓名": "王芳", "负责人": "老王"}, "负责人：老王"),
        ({"姓名": "王芳", "面积": "一百多"}, "面积：一百多"),
        ({"姓名": "王芳", "手机": "问物业"}, "手机：问物业"),
        ({"姓名": "王芳", "免打扰": "有时"}, "免打扰：有时"),
        ({"姓名": "王芳", "需求品类": "火箭"}, "需求品类：火箭"),
        ({"姓名": "王芳", "沟通内容": "要新风"}, "沟通内容：要新风"),
        ({"姓名": "王芳", "沟通方式": "电话"}, "沟通方式：电话"),
        ({"姓名": "王芳", "下次联系内容": "报价"}, "下次联系内容：报价"),
        ({"姓名": "王芳", "小区": "云上花园", "房屋类型": "平层"}, "房屋类型：平层"),
        ({"姓名": "王芳", "楼栋": "3", "房屋类型": "别墅"}, "房屋类型：别墅"),
        ({"Name": "Bob", "Company": "Grocery Outlet"}, "Company: Grocery Outlet"),
        ({"Name": "Bob", "Email": "a@b.c, d@e.f"}, "Email: d@e.f"),
    ],
)
def test_what_a_field_cannot_hold_is_kept_in_the_note(row: dict[str, Any], note: str) -> None:
    found = clean(row)
    assert found.values["note"] == note
    assert found.problems == ()
    assert found.changes or "Company" in row


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ({"姓": "王", "名": "芳"}, "王芳"),
        ({"First Name": "John", "Last Name": "Doe"}, "John Doe"),
        ({"联系人": "小梁", "手机": "13801370911"}, "小梁"),
        ({"公司": "样板幼儿园"}, "样板幼儿园"),
        ({"Name": "Bob", "联系人": "Bob"}, "Bob"),
    ],
)
def test_name_is_found_where_it_stands(row: dict[str, Any], name: str) -> None:
    values = clean(row).values
    assert values["name"] == name
    assert "contact" not in values
    assert ("nature" in values) == ("公司" in row)


def test_contact_of_another_name_stays_a_contact() -> None:
    assert clean({"名称": "客户a", "联系人": "小梁"}).values["contact"] == ["小梁"]
    assert clean({"名称": "客户a", "联系人": "小梁 / 客户a、小魏"}).values["contact"] == ["小梁", "小魏"]


@pytest.mark.parametrize(
    ("row", "column", "error"),
    [
        ({"姓名": "王芳", "手机": "1.38E+10"}, 1, "PhoneDigitsLost"),
        ({"姓名": "赵一鸣", "手机": "142000017"}, 1, "PhoneLengthWrong"),
        ({"姓名": "丁小雨", "安装日期": "2026-13"}, 1, "DateUnreadable"),
        ({"姓名": "丁小雨", "欠款": "很多"}, 1, "AmountUnreadable"),
        ({"姓名": "丁小雨", "序列号": 1.234567890123e16}, 1, "DigitsLost"),
        ({"姓名": "无", "手机": None, "地址": "x"}, 1, "NameOrPhoneMissing"),
        ({"备注": "x"}, -1, "NameOrPhoneMissing"),
    ],
)
def test_what_cannot_be_known_refuses_the_row(row: dict[str, Any], column: int, error: str) -> None:
    problem = clean(row).problems[0]
    assert (problem.column, type(problem.error).__name__) == (column, error)
    assert PROBLEMS[error] is type(problem.error)


def test_machine_makes_a_base_customer() -> None:
    found = clean({"姓名": "王芳", "产品": "壁挂炉", "序列号": "SN1", "内机条码": "N2", "安装工": "郝", "安装日期": "2025-11", "欠款": "0"})
    assert part(found.values, (T.PRODUCT, T.SERIAL, T.INSTALLED_ON, T.MACHINE_NOTE, T.STAGE)) == {
        "product": "壁挂炉",
        "serial": "SN1",
        "installed_on": "2025-11-01",
        "machine_note": "内机条码：N2\n安装工：郝",
        "stage": "base",
    }
    assert "opening" not in found.values
    assert clean({"姓名": "王芳", "阶段": "战败", "产品": "x"}).values["stage"] == "lost"
    assert "stage" not in clean({"姓名": "王芳", "意向级别": "N"}).values
    assert clean({"姓名": "王芳", "最近沟通时间": "0000-00-00 00:00:00"}).changes[0].after == ""
    assert clean({"姓名": "王芳", "最近沟通时间": "0000-00-00"}).changes == ()
    assert clean({"姓名": "王芳", "最近沟通时间": "2026-03-01", "沟通内容": "好", "下次联系时间": "2026-04-01"}).changes == ()
    assert clean({"姓名": "王芳", "邮箱": "a@b.cn"}).values["email"] == "a@b.cn"
    assert clean({"姓名": "王芳", "微信": "\x00", "阶段": "成交"}).values == {"name": "王芳", "stage": "deal"}
    assert clean({"姓名": "王芳", "建筑面积": 0.0, "面积": 126.0}).values == {"name": "王芳", "area": 126000}
    assert clean({"姓名": "a\x00", "称呼": "王总"}).values == {"name": "a", "salutation": "王总"}
    assert clean({"姓名": "王芳", "欠款": "", "电话": "13801370911", "手机": "13801370911"}).values["phone"] == [["13801370911", ""]]


def test_short_rows_and_left_out_columns_do_no_harm() -> None:
    cleaner = Cleaner([T.NAME, T.PHONE, T.NOTHING], ["姓名"], WORDS, {})
    assert cleaner.clean(["王芳"]).values == {"name": "王芳"}
    assert labelled("", "x") == "x"
    assert shown_cells([date(2026, 3, 1), 1.5, None, True, " x "]) == ["2026-03-01", 1.5, None, True, "x"]


@pytest.mark.parametrize(
    ("cell", "changes"),
    [
        ("1234.567", [("1234.567", "1234.57")]),
        (1234.567, [("1234.567", "1234.57")]),
        (0.1 + 0.2, []),
        ("1234.50", []),
        (1234, []),
        ("¥1,234.50", [("¥1,234.50", "1234.5")]),
    ],
)
def test_dropped_digits_of_an_amount_are_told(cell: Any, changes: list[tuple[str, str]]) -> None:
    found = clean({"姓名": "王芳", "欠款": cell})
    assert [(c.before, c.after) for c in found.changes] == changes
