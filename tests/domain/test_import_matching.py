"""Who a row of a foreign sheet is, and what it would add to his file."""

from __future__ import annotations

from typing import Any

import pytest

from dealer_crm.domain.import_matching import People, Person, person_of, room_key
from dealer_crm.domain.import_merging import changes, effects, has, home, merged, taken
from dealer_crm.domain.imports import (
    PLACE,
    Choice,
    Counts,
    Effect,
    Match,
    Outcome,
    Plan,
    Reason,
    Target,
    judge,
)

T = Target


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
    found = People(STORE).match(person_of(values, 99), values.get("number", ""))
    assert (found and found.reason, found and (found.customer_id or found.row)) == (reason, who)


def test_row_is_not_its_own_duplicate() -> None:
    assert People(STORE).match(person_of({"name": "孙立", "phone": [["13801370921", ""]]}, 21)) is None
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
        ({"contact": ["小梁"]}, {T.CONTACT: Effect.SAME}),
        ({"contact": ["小魏", "小梁"]}, {T.CONTACT: Effect.ADDS}),
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
        "contact": ["小梁"],
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


@pytest.mark.parametrize(
    "community", ["云上花园", "宁波市鄞州区云上花园", "小区", "东区", "云上花园3号楼", "云上花园-", "Ａ座", "-", "滨江区2幢", "", "省市区"]
)
@pytest.mark.parametrize(
    "parts", [("3", "1", "602"), ("12", "", "1"), ("", "", "7"), ("3幢", "1单元", "602室"), ("3", "", "A2"), ("-", "1", "2")]
)
def test_a_home_has_one_key_whether_its_community_was_seen_before_or_not(community: str, parts: tuple[str, str, str]) -> None:
    building, unit, room = parts
    written_out = room_key({"street": community + "-".join(part for part in parts if part)})
    for _ in range(2):
        assert room_key({"community": community, "building": building, "unit": unit, "room": room}) == written_out
