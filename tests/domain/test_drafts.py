"""Drafts are cleaned and refused by the rules of the forms."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from dealer_crm.domain.customers import (
    ContactDraft,
    ContactNumberMissing,
    CustomerDraft,
    Interest,
    NameOrPhoneMissing,
    PhoneDraft,
    PhoneNumberMissing,
)
from dealer_crm.domain.dates import day_start, local_day
from dealer_crm.domain.followups import (
    FollowUpDraft,
    NextChip,
    NextStepMissing,
    Outcome,
    WordsMissing,
    add_months,
    next_date,
)
from dealer_crm.domain.journal import Role, UndoBlocked
from dealer_crm.domain.premises import (
    CommunityMissing,
    HouseType,
    PremisesDraft,
    RoomMissing,
    address_line,
    short_line,
)
from dealer_crm.domain.shop import ShopDraft, StaffDraft, StaffNameMissing


def test_a_file_needs_a_name_or_a_phone() -> None:
    with pytest.raises(NameOrPhoneMissing):
        CustomerDraft(name="  ", phones=(PhoneDraft(" "),)).checked()
    assert CustomerDraft(name="王芳").checked().name == "王芳"
    assert CustomerDraft(phones=(PhoneDraft("138 0013 8000"),)).checked().phones == (PhoneDraft("13800138000"),)


@pytest.mark.parametrize("phone", [PhoneDraft("", "物业 小李"), PhoneDraft("等他回电"), PhoneDraft("()-", "家")])
def test_words_without_a_number_are_refused_and_not_lost(phone: PhoneDraft) -> None:
    with pytest.raises(PhoneNumberMissing) as refused:
        CustomerDraft(name="王芳", phones=(phone,)).checked()
    assert refused.value.parameters["text"] == f"{phone.number} {phone.label}".strip()
    with pytest.raises(ContactNumberMissing):
        CustomerDraft(name="王芳", contacts=(ContactDraft("李雷", phones=(phone,)),)).checked()


def test_customer_draft_is_cleaned_and_what_is_empty_is_left_out() -> None:
    draft = CustomerDraft(
        name=" 王\x00 芳\n",
        phones=(PhoneDraft("13800138000/13900139000", " 家里 "), PhoneDraft("13800138000")),
        credit_code="91 3502 00ma2yj1xr9g",
        interests=(Interest.BOILER, Interest.BOILER),
        contacts=(ContactDraft(), ContactDraft(name=" 李 ", phones=(PhoneDraft("95555"),))),
        premises=(PremisesDraft(), PremisesDraft(street=" 演示大道 88 号 ")),
    ).checked()
    assert draft.name == "王 芳"
    assert draft.phones == (PhoneDraft("13800138000", "家里"), PhoneDraft("13900139000", "家里"))
    assert draft.credit_code == "91350200MA2YJ1XR9G"
    assert draft.interests == (Interest.BOILER,)
    assert [c.name for c in draft.contacts] == ["李"]
    assert [p.street for p in draft.premises] == ["演示大道 88 号"]


@pytest.mark.parametrize(
    ("place", "refusal"),
    [
        (PremisesDraft(house_type=HouseType.FLAT, building="3"), CommunityMissing),
        (PremisesDraft(house_type=HouseType.VILLA, building="3"), CommunityMissing),
        (PremisesDraft(house_type=HouseType.FLAT, unit="1"), CommunityMissing),
        (PremisesDraft(house_type=HouseType.FLAT, room="1502"), CommunityMissing),
        (PremisesDraft(house_type=HouseType.FLAT, community="云上花园"), RoomMissing),
        (PremisesDraft(house_type=HouseType.VILLA, community="锦样里"), None),
        (PremisesDraft(house_type=HouseType.SELF_BUILT, building="12"), None),
        (PremisesDraft(house_type=HouseType.FLAT, street="云上花园3幢1单元1502"), None),
        (PremisesDraft(community="云上花园"), None),
    ],
)
def test_house_type_says_what_an_address_needs(place: PremisesDraft, refusal: type[Exception] | None) -> None:
    if refusal is None:
        assert place.checked() == place
    else:
        with pytest.raises(refusal):
            place.checked()


def test_address_is_written_as_the_trade_does() -> None:
    place = PremisesDraft("浙江省", "宁波市", "镇海区", "临江路 9 号", "云上花园", "12", "3", "1502")
    assert address_line(place) == place.line == "浙江省宁波市镇海区 临江路 9 号 云上花园 12幢3单元1502"
    assert short_line(place) == "云上花园 12-3-1502"
    assert address_line(replace(place, province="上海市", city="上海市", building="别墅8", unit="", room="")).endswith("云上花园 别墅8")
    assert address_line(replace(place, province="上海市", city="上海市")).startswith("上海市镇海区")
    assert short_line(PremisesDraft(street="演示大道", building="3栋")) == "演示大道 3"


def test_a_reached_customer_has_words_and_every_contact_a_next_step_or_a_reason() -> None:
    draft = FollowUpDraft(1, words=" 想要白色 ", next_on=date(2026, 11, 25))
    assert draft.checked().words == "想要白色"
    with pytest.raises(WordsMissing):
        replace(draft, words=" ").checked()
    assert replace(draft, words="", outcome=Outcome.NO_ANSWER).checked().words == ""
    with pytest.raises(NextStepMissing):
        replace(draft, next_on=None, no_next_reason=" ").checked()
    assert replace(draft, next_on=None, no_next_reason="搬走了").checked().no_next_reason == "搬走了"
    assert replace(draft, next_on=None, keeps_steps=True).checked().keeps_steps


@pytest.mark.parametrize(
    ("chip", "day"),
    [
        (NextChip.TOMORROW, date(2026, 2, 1)),
        (NextChip.THREE_DAYS, date(2026, 2, 3)),
        (NextChip.WEEK, date(2026, 2, 7)),
        (NextChip.MONTH, date(2026, 2, 28)),
        (NextChip.DATE, None),
        (NextChip.NONE, None),
    ],
)
def test_chip_gives_the_next_date(chip: NextChip, day: date | None) -> None:
    assert next_date(chip, date(2026, 1, 31)) == day


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 3, 1), 12, date(2027, 3, 1)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_a_month_later_is_the_corresponding_day(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


def test_a_day_is_the_shops_calendar_day() -> None:
    china = timezone(timedelta(hours=8))
    assert local_day(datetime(2026, 11, 21, 17, 0, tzinfo=UTC), china) == date(2026, 11, 22)
    assert day_start(date(2026, 11, 22), china) == datetime(2026, 11, 21, 16, 0, tzinfo=UTC)


def test_staff_needs_a_name_and_shop_data_is_cleaned() -> None:
    with pytest.raises(StaffNameMissing):
        StaffDraft(" ").checked()
    assert StaffDraft(" 郝稳当 ", Role.INSTALLER, "142 0000 0003").checked() == StaffDraft("郝稳当", Role.INSTALLER, "14200000003")
    assert ShopDraft(name=" 暖乐多 ", version=3).checked() == ShopDraft(name="暖乐多", version=3)


def test_errors_have_a_stable_code_and_their_parameters() -> None:
    error = UndoBlocked(count=2, latest="王芳")
    assert error.code == "undo_blocked"
    assert error.parameters == {"count": 2, "latest": "王芳"}
