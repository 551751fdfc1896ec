"""Foreign sheets: headings found, cells repaired or refused, rows cleaned, matched and merged."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from dealer_crm import resources
from dealer_crm.domain import import_cells as cells
from dealer_crm.domain.import_headings import Headings, guess, plain, says_who
from dealer_crm.domain.import_matching import People, Person, person_of, room_key
from dealer_crm.domain.import_merging import changes, effects, has, home, merged, part, taken
from dealer_crm.domain.import_rows import Cleaner, labelled, shown_cells
from dealer_crm.domain.import_words import Words, staff_words
from dealer_crm.domain.imports import (
    PLACE,
    PROBLEMS,
    AmountUnreadable,
    Choice,
    Cleaned,
    Counts,
    DateUnreadable,
    DigitsLost,
    Effect,
    Match,
    Outcome,
    PhoneDigitsLost,
    PhoneLengthWrong,
    Plan,
    Reason,
    Target,
    judge,
    text_list,
)

T = Target
MIDNIGHT = datetime(2026, 3, 1, tzinfo=UTC).replace(tzinfo=None)  # as workbooks hold it
HEADINGS = Headings(resources.path("imports", "headings.toml").read_text("utf-8"), {"Who pays": Target.NAME})
WORDS = Words(resources.path("imports", "words.toml").read_text("utf-8"), {T.NATURE: {"Private person": "individual"}})


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  王芳 ", "王芳"),
        (None, ""),
        (13000000000.0, "13000000000"),
        (1.5, "1.5"),
        (1e30, "1e+30"),
        (7, "7"),
        (True, "True"),
        (MIDNIGHT, "2026-03-01"),
        (MIDNIGHT.replace(hour=10, minute=20), "2026-03-01 10:20"),
        (date(2026, 3, 1), "2026-03-01"),
        (time(10, 20), "10:20:00"),
        (timedelta(hours=2), "2:00:00"),
    ],
)
def test_cell_says_what_the_sheet_shows(cell: cells.Cell, text: str) -> None:
    assert cells.text_of(cell) == text


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (13000000000.0, [("13000000000", "")]),
        ("13800000000.0", [("13800000000", "")]),
        (13801370911, [("13801370911", "")]),
        ("1.3801370911E+10", [("13801370911", "")]),
        ("138-0137-0911 / 021-55556666", [("13801370911", ""), ("02155556666", "")]),
        ("１３８０１３７０９１１", [("13801370911", "")]),
        ("13801370911(王先生)", [("13801370911", "王先生")]),
        ("+86 138 0137 0911", [("13801370911", "")]),
        ("电话13801370911", [("13801370911", "")]),
        ("13801370911、13801370911", [("13801370911", "")]),
        ("13801370911 13901370911", [("13801370911", ""), ("13901370911", "")]),
        ("400-820-8820", [("4008208820", "")]),
        ("+1-919-676-9515", [("+19196769515", "")]),
        ("没有", []),
        ("", []),
        (None, []),
    ],
)
def test_phones_are_made_whole(cell: cells.Cell, found: list[tuple[str, str]]) -> None:
    assert cells.phones_of(cell) == found


@pytest.mark.parametrize("cell", [1.38e18, 138.5, "1.38E+10", "1.38e10", "1.23456789E+17", 10**15])
def test_lost_digits_are_refused(cell: cells.Cell) -> None:
    with pytest.raises(PhoneDigitsLost):
        cells.phones_of(cell)


@pytest.mark.parametrize(("cell", "digits"), [("142000017", 9), ("1380137091", 10), ("138013709111", 12)])
def test_broken_mobile_numbers_are_refused(cell: cells.Cell, digits: int) -> None:
    with pytest.raises(PhoneLengthWrong) as refused:
        cells.phones_of(cell)
    assert refused.value.parameters["digits"] == digits


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (datetime(2026, 3, 1, 8, tzinfo=UTC), date(2026, 3, 1)),
        (date(2026, 3, 1), date(2026, 3, 1)),
        (46082.0, date(2026, 3, 1)),
        (46082.75, date(2026, 3, 1)),
        ("46082", date(2026, 3, 1)),
        ("2026-03-01", date(2026, 3, 1)),
        ("2026/3/1", date(2026, 3, 1)),
        ("2026.3.1", date(2026, 3, 1)),
        ("2026年3月1日", date(2026, 3, 1)),
        ("２０２６年３月１日", date(2026, 3, 1)),
        ("2026年3月", date(2026, 3, 1)),
        ("2026-10", date(2026, 10, 1)),
        ("2026/3/1 10:20:30", date(2026, 3, 1)),
        ("2026-03-01T10:20:30Z", date(2026, 3, 1)),
        ("20260301", date(2026, 3, 1)),
        (20260301.0, date(2026, 3, 1)),
        ("26-3-1", date(2026, 3, 1)),
        ("24/12/2025", date(2025, 12, 24)),
        ("12/24/2025", date(2025, 12, 24)),
        ("5/5/2025", date(2025, 5, 5)),
        ("0000-00-00 00:00:00", None),
        ("", None),
        (None, None),
    ],
)
def test_days_are_understood(cell: cells.Cell, day: date | None) -> None:
    assert cells.date_of(cell) == day


@pytest.mark.parametrize("cell", ["2026-13", "2026-02-30", "下周", "3/4/2025", "1200-01-01", 2026.1, 12.0, "99999999", time(8)])
def test_what_is_no_day_is_refused(cell: cells.Cell) -> None:
    with pytest.raises(DateUnreadable):
        cells.date_of(cell)


@pytest.mark.parametrize(
    ("cell", "decimals", "number"),
    [
        (100.0, 2, 10000),
        ("¥1,234.50", 2, 123450),
        ("1.2万", 2, 1200000),
        ("欠3000元", 2, 300000),
        ("-50", 2, -5000),
        ("0.005", 2, 1),
        ("约120㎡", 3, 120000),
        ("118.5平方米", 3, 118500),
        ("1e3", 2, 100000),
        ("", 2, None),
        (None, 3, None),
    ],
)
def test_amounts_are_understood(cell: cells.Cell, decimals: int, number: int | None) -> None:
    assert cells.amount_of(cell, decimals) == number


@pytest.mark.parametrize("cell", ["一百多", "100-200", "NaN", "1e40", "9" * 13])
def test_what_is_no_amount_is_refused(cell: cells.Cell) -> None:
    with pytest.raises(AmountUnreadable):
        cells.amount_of(cell, 2)


@pytest.mark.parametrize(("cell", "text"), [("00123", "00123"), (2001.0, "2001"), ("SN-12E3", "SN-12E3"), (True, "True"), ("12E3", "12E3")])
def test_codes_are_kept(cell: cells.Cell, text: str) -> None:
    assert cells.exact_text(cell) == text


@pytest.mark.parametrize("cell", [1.1010519491231e17, "1.23457E+17", 10**16])
def test_rounded_codes_are_refused(cell: cells.Cell) -> None:
    with pytest.raises(DigitsLost):
        cells.exact_text(cell)


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
    assert WORDS.values(T.INTERESTS, "地暖、火箭") is None
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
    assert clean({"名称": "客户a", "联系人": "小梁"}).values["contact"] == "小梁"


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
    ("place", "key"),
    [
        ({"street": "云上花园3幢1单元602室"}, "云上花园3-1-602"),
        ({"street": "宁波市镇海区云上花园 3-1-602"}, "云上花园3-1-602"),
        ({"community": "云上花园", "building": "3", "unit": "1", "room": "602"}, "云上花园3-1-602"),
        ({"community": "云上花园", "building": "3号楼", "room": "602室"}, "云上花园3-602"),
        ({"street": "浙江省宁波市临江小区30幢306"}, "临江小区30-306"),
        ({"street": "宁波市"}, ""),
        ({"community": "云上花园"}, ""),
        ({}, ""),
    ],
)
def test_one_home_has_one_key(place: dict[str, str], key: str) -> None:
    assert room_key(place) == key


STORE = [
    Person("王芳", ("13801370911",), ("云上花园3-602",), "KH1", customer_id=1),
    Person("张伟", ("13801370912",), ("云上花园5-501",), "KH2", customer_id=2),
    Person("李娜", (), ("锦样里1-1",), "KH3", customer_id=3),
    Person("", ("13801370914",), (), "KH4", customer_id=4),
    Person("陈静", ("13801370915",), (), "KH5", customer_id=5),
    Person("陈静", ("13801370916",), (), "KH6", customer_id=6),
    Person("孙立", ("13801370921",), (), row=21),
    Person("周杰", ("13801370922",), ("锦样里2-2",), row=22),
    Person("吴用", (), ("锦样里3-3",), row=23),
    Person("郑重", (), (), row=24),
]


@pytest.mark.parametrize(
    ("values", "reason", "who"),
    [
        ({"number": "kh2", "name": "x"}, Reason.NUMBER, 2),
        ({"name": "王 芳", "phone": [["13801370911", ""]]}, Reason.PHONE_AND_NAME, 1),
        ({"phone": [["13801370911", ""]]}, Reason.PHONE_AND_NAME, 1),
        ({"name": "谁", "phone": [["13801370914", ""]]}, Reason.PHONE_AND_NAME, 4),
        ({"name": "刘洋", "phone": [["13801370911", ""]]}, Reason.PHONE_OTHER_NAME, 1),
        ({"name": "李娜", "street": "锦样里1幢1室", "phone": [["13999999999", ""]]}, Reason.NAME_AND_ROOM, 3),
        ({"name": "张伟", "street": "云上花园5-501", "phone": [["13999999999", ""]]}, Reason.ROOM_OTHER_PHONE, 2),
        ({"name": "陈静"}, Reason.NAME_ONLY, 5),
        ({"name": "孙立", "phone": [["13801370921", ""]]}, Reason.SHEET_PHONE_AND_NAME, 21),
        ({"name": "孙二", "phone": [["13801370921", ""]]}, Reason.SHEET_PHONE, 21),
        ({"name": "周杰", "street": "锦样里2-2", "phone": [["13999999999", ""]]}, Reason.SHEET_ROOM, 22),
        ({"name": "吴用", "street": "锦样里3-3"}, Reason.SHEET_NAME_AND_ROOM, 23),
        ({"name": "郑重"}, Reason.SHEET_NAME, 24),
        ({"name": "陈静", "phone": [["13999999999", ""]]}, None, None),
        ({"phone": [["12345", ""]]}, None, None),
    ],
)
def test_row_is_told_from_others(values: dict[str, Any], reason: Reason | None, who: int | None) -> None:
    found = People(STORE).match(values, 99)
    assert (found and found.reason, found and (found.customer_id or found.row)) == (reason, who)


def test_row_is_not_its_own_duplicate() -> None:
    assert People(STORE).match({"name": "孙立", "phone": [["13801370921", ""]]}, 21) is None
    assert person_of({"name": "x", "phone": [["123", ""], ["13801370921", ""]]}, 3) == Person("x", ("13801370921",), (), row=3)


def test_referrer_must_be_one_customer() -> None:
    people = People(STORE)
    assert (people.named("王芳"), people.named("陈静"), people.named("孙立")) == (1, None, None)
    assert (people.with_phone("13801370912"), people.with_phone("13801370921")) == (2, None)


SURE, UNSURE = Match(Reason.PHONE_AND_NAME, customer_id=1), Match(Reason.PHONE_OTHER_NAME, customer_id=1)


@pytest.mark.parametrize(
    ("problems", "match", "fills", "verdict"),
    [
        (True, None, False, (Outcome.ERROR, Choice.SKIP)),
        (False, None, False, (Outcome.NEW, Choice.CREATE)),
        (False, SURE, True, (Outcome.UPDATE, Choice.FILL)),
        (False, SURE, False, (Outcome.SKIP, Choice.SKIP)),
        (False, UNSURE, True, (Outcome.DUPLICATE, Choice.SKIP)),
        (False, Match(Reason.SHEET_PHONE_AND_NAME, row=3), True, (Outcome.DUPLICATE, Choice.FILL)),
        (False, Match(Reason.SHEET_PHONE_AND_NAME, row=3), False, (Outcome.DUPLICATE, Choice.SKIP)),
    ],
)
def test_outcome_follows_from_the_match(problems: bool, match: Match | None, fills: bool, verdict: tuple[Outcome, Choice]) -> None:
    assert judge(problems, match, fills) == verdict


FILE: dict[str, Any] = {
    "name": "王芳",
    "phone": [["13801370911", ""]],
    "source": None,
    "nature": "individual",
    "stage": "potential",
    "note": "旧",
    "interests": ["boiler"],
    "places": [{"id": 1, "community": "云上花园", "building": "3", "room": "602", "street": "", "area": 118000, "city": ""}],
    "machines": [{"serial": "SN1"}, {"product": "壁挂炉"}],
    "contacts": ["小梁"],
    "lasts": [["2026-01-01", "x"]],
    "steps": [],
}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"name": "王 芳"}, {T.NAME: Effect.SAME}),
        ({"name": "王方"}, {T.NAME: Effect.DIFFERS}),
        ({"source": "douyin", "note": "新"}, {T.SOURCE: Effect.FILLS, T.NOTE: Effect.DIFFERS}),
        ({"stage": "potential"}, {T.STAGE: Effect.SAME}),
        ({"stage": "base"}, {T.STAGE: Effect.FILLS}),
        ({"intent_level": "N"}, {T.INTENT_LEVEL: Effect.SAME}),
        ({"phone": [["13801370911", ""]]}, {T.PHONE: Effect.SAME}),
        ({"phone": [["13801370911", ""], ["02155556666", ""]]}, {T.PHONE: Effect.ADDS}),
        ({"interests": ["boiler"]}, {T.INTERESTS: Effect.SAME}),
        ({"interests": ["ac"]}, {T.INTERESTS: Effect.ADDS}),
        (
            {"street": "云上花园3-602", "area": 126000, "city": "宁波"},
            {T.STREET: Effect.SAME, T.AREA: Effect.DIFFERS, T.CITY: Effect.FILLS},
        ),
        (
            {"community": "云上花园", "building": "3幢", "room": "602", "street": "样路8号"},
            {T.COMMUNITY: Effect.SAME, T.BUILDING: Effect.SAME, T.ROOM: Effect.SAME, T.STREET: Effect.FILLS},
        ),
        ({"community": "锦样里", "room": "1-1"}, {T.COMMUNITY: Effect.ADDS, T.ROOM: Effect.ADDS}),
        ({"city": "宁波"}, {T.CITY: Effect.FILLS}),
        ({"serial": "SN1"}, {T.SERIAL: Effect.SAME}),
        ({"serial": "SN2", "product": "壁挂炉"}, {T.SERIAL: Effect.ADDS, T.PRODUCT: Effect.ADDS}),
        ({"product": "壁挂炉"}, {T.PRODUCT: Effect.SAME}),
        ({"product": "新风"}, {T.PRODUCT: Effect.ADDS}),
        ({"contact": "小梁"}, {T.CONTACT: Effect.SAME}),
        ({"contact": "小魏"}, {T.CONTACT: Effect.ADDS}),
        ({"last_on": "2026-01-01", "last_words": "x"}, {T.LAST_ON: Effect.SAME}),
        ({"next_on": "2026-12-01"}, {T.NEXT_ON: Effect.ADDS}),
        ({}, {}),
    ],
)
def test_row_says_what_it_would_add(values: dict[str, Any], expected: dict[Target, Effect]) -> None:
    assert effects(values, FILE) == expected


def test_choice_decides_what_is_taken() -> None:
    same, more, other = {T.NAME: Effect.SAME}, {T.PHONE: Effect.ADDS}, {T.NOTE: Effect.DIFFERS}
    assert [changes(e, Choice.FILL) for e in (same, more, other)] == [False, True, False]
    assert [changes(e, Choice.OVERWRITE) for e in (same, more, other)] == [False, True, True]
    assert (changes(more, Choice.SKIP), changes(same, Choice.CREATE)) == (False, True)
    assert (taken(Effect.DIFFERS, Choice.FILL), taken(Effect.DIFFERS, Choice.OVERWRITE), taken(None, Choice.FILL)) == (False, True, False)


def test_merged_file_knows_what_the_row_brought() -> None:
    row = {
        "name": "王方",
        "phone": [["02155556666", ""]],
        "interests": ["boiler", "ac"],
        "note": "新",
        "street": "云上花园3-602",
        "area": 1,
        "city": "宁波",
        "serial": "SN9",
        "contact": "小梁",
        "next_on": "2026-12-01",
    }
    after = merged(row, FILE, Choice.FILL)
    assert (after["name"], after["note"], after["phone"]) == ("王芳", "旧", [["13801370911", ""], ["02155556666", ""]])
    assert after["interests"] == ["boiler", "ac"]
    assert (after["places"][0]["area"], after["places"][0]["city"], after["contacts"]) == (118000, "宁波", ["小梁"])
    assert has(after, "machines", {"serial": "SN9"})
    assert has(after, "steps", ["2026-12-01", ""])
    assert not changes(effects(row, after), Choice.FILL)
    over = merged(row, FILE, Choice.OVERWRITE)
    assert (over["name"], over["note"], over["places"][0]["area"]) == ("王方", "新", 1)
    moved = merged({"community": "锦样里", "room": "1"}, FILE, Choice.FILL)
    assert moved["places"][1] == {"community": "锦样里", "room": "1"}
    assert merged({"phone": [["13801370911", ""]]}, FILE, Choice.FILL)["phone"] == FILE["phone"]
    assert merged({"name": "新人"}, {}, Choice.FILL) == {"name": "新人"}


def test_address_means_the_same_home_or_a_further_one() -> None:
    bare = {"places": [{"city": "宁波"}, {"street": "锦样里1-1"}]}
    assert home({"street": "锦样里1幢1室"}, bare) is bare["places"][1]
    assert home({"street": "云上花园3-602"}, bare) is bare["places"][0]
    assert home({"city": "杭州"}, bare) is bare["places"][0]
    assert home({"street": "云上花园3-602"}, {}) is None
    assert PLACE[0] is T.PROVINCE


def test_sums_add_up() -> None:
    assert Counts(468, 19, 20, 5, 0).total == 512
    assert Plan(create=468, fill=39, refused=5).written == 507
    assert text_list({"phone": ["x"]}, T.PHONE) == ["x"]
    assert text_list({}, T.PHONE) == []
