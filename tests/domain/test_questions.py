"""The most valuable missing or stale facts are asked, what was confirmed in time is not; answers become part of the file."""

from dataclasses import replace
from datetime import date

import pytest

from dealer_crm.domain.customers import CustomerDraft, Interest, Nature, PhoneDraft, PreferredChannel, Stage
from dealer_crm.domain.details import Detail, Holder
from dealer_crm.domain.premises import HouseType, PremisesDraft
from dealer_crm.domain.questions import AnswerNotInList, Fact, Questions, answered, known_text, read_address, worth_asking
from dealer_crm.services.facts import questions
from dealer_crm.services.form_fields import shipped
from dealer_crm.services.questions import OWN

TODAY, FILED = date(2026, 11, 22), date(2026, 11, 20)
ASKED = Questions(
    (
        Fact(code="phones", weight=100, months=12),
        Fact(code="wechat", weight=50, months=24),
        Fact(code="budget_band", weight=80, months=6, stages=frozenset({Stage.INTENT})),
        Fact(code="residents", weight=60, months=12, natures=frozenset({Nature.INDIVIDUAL})),
        Fact(code="deco_stage", weight=70, months=1, houses=frozenset({HouseType.FLAT})),
        Fact(code="birthday", weight=90, months=0),
    ),
    of_house=frozenset({"deco_stage"}),
)
HIM = CustomerDraft(name="王芳", phones=(PhoneDraft("13800000001"),), birthday="05-12")


def asked(draft: CustomerDraft, verified: dict[str, date] | None = None, filed: date = FILED) -> list[tuple[str, str]]:
    found = worth_asking(ASKED, draft, verified or {}, filed, TODAY)
    return [(one.fact.code, one.known) for one in found]


@pytest.mark.parametrize(
    ("draft", "found"),
    [
        (HIM, [("residents", ""), ("wechat", "")]),
        (replace(HIM, stage=Stage.INTENT), [("budget_band", ""), ("residents", "")]),
        (replace(HIM, nature=Nature.COMPANY), [("wechat", "")]),
        (replace(HIM, premises=(PremisesDraft(house_type=HouseType.FLAT),)), [("deco_stage", ""), ("residents", "")]),
        (replace(HIM, premises=(PremisesDraft(house_type=HouseType.SHOP),)), [("residents", ""), ("wechat", "")]),
        (replace(HIM, details=(Detail("residents", "3"),), wechat="wf"), []),
        (CustomerDraft(name="王芳"), [("phones", ""), ("birthday", "")]),
    ],
)
def test_what_fits_is_asked_by_its_weight(draft: CustomerDraft, found: list[tuple[str, str]]) -> None:
    assert asked(draft) == found


def test_what_grew_old_is_asked_and_what_was_confirmed_in_time_is_not() -> None:
    known = replace(HIM, details=(Detail("residents", "3"),), wechat="wf")
    assert asked(known, filed=date(2025, 11, 22)) == [("phones", "13800000001"), ("residents", "3")]
    assert asked(known, {"phones": date(2025, 11, 23)}, filed=date(2025, 11, 22)) == [("residents", "3")]
    assert asked(HIM, {"residents": date(2026, 1, 1)}) == [("wechat", "")]


@pytest.mark.parametrize(
    ("code", "value", "holder"),
    [
        ("phones", "13900000002", None),
        ("wechat", "wf", None),
        ("birthday", "08-01", None),
        ("interests", Interest.BOILER, None),
        ("preferred_channel", PreferredChannel.WECHAT, None),
        ("residents", "4", Holder.CUSTOMER),
        ("deco_stage", "not_started", Holder.PREMISES),
    ],
)
def test_an_answer_is_what_is_known_then(code: str, value: str, holder: Holder | None) -> None:
    draft = replace(HIM, premises=(PremisesDraft(community="云上花园"),))
    assert known_text(answered(draft, code, value, holder), code) == value


def test_answers_from_outside_the_list_are_refused() -> None:
    with pytest.raises(AnswerNotInList):
        answered(HIM, "interests", "lamp")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("云上花园 8-1-2201", PremisesDraft(community="云上花园", building="8", unit="1", room="2201")),
        ("云上花园8幢1单元2201室", PremisesDraft(community="云上花园", building="8", unit="1", room="2201")),
        ("云上花园8-2201", PremisesDraft(community="云上花园", building="8", room="2201")),
        ("云上花园", PremisesDraft(community="云上花园")),
        ("中山路 12 号", PremisesDraft(street="中山路 12 号")),
    ],
)
def test_spoken_addresses_are_read(text: str, place: PremisesDraft) -> None:
    assert read_address(text) == place
    assert answered(CustomerDraft(name="王芳"), "premises", text).premises == (place,)


def test_shipped_questions_ask_for_fields_that_exist() -> None:
    codes = [fact.code for fact in questions().facts]
    assert len(codes) == len(set(codes))
    assert [code for code in codes if code not in OWN and shipped().field(code) is None] == []
