"""What is missing to leave a stage: by the kind of house, by fields and further fields, and by what other records say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dealer_crm.domain.customers import ContactDraft, ContactRole, CustomerDraft, IntentLevel, Interest, PhoneDraft, Stage
from dealer_crm.domain.details import Detail, Holder
from dealer_crm.domain.premises import HouseType, PremisesDraft
from dealer_crm.domain.stages import OUTSIDE, gaps
from dealer_crm.services.form_fields import shipped
from dealer_crm.services.stages import stage_rules

RULES = {rule.stage: rule for rule in stage_rules()}
HOUSE = PremisesDraft(community="Park", room="602", house_type=HouseType.FLAT, details=(Detail("deco_stage", "plumbing"),))
FULL = CustomerDraft(
    phones=(PhoneDraft("14200000911"),),
    interests=(Interest.BOILER,),
    intent_level=IntentLevel.B,
    contacts=(ContactDraft("Mei", ContactRole.DECIDER),),
    details=(Detail("budget_band", "to_4"),),
    premises=(HOUSE,),
)


def missing(draft: CustomerDraft) -> list[str]:
    return [one.code for one in gaps(RULES[Stage.POTENTIAL], draft)]


def test_nothing_is_known_of_a_new_file() -> None:
    expected = ["phones", "community", "room", "interests", "budget_band", "deco_stage", "decider", "graded"]
    assert missing(CustomerDraft()) == expected
    assert missing(FULL) == []


@pytest.mark.parametrize(
    ("draft", "codes"),
    [
        (replace(FULL, phones=()), ["phones"]),
        (replace(FULL, interests=()), ["interests"]),
        (replace(FULL, details=()), ["budget_band"]),
        (replace(FULL, intent_level=IntentLevel.N), ["graded"]),
        (replace(FULL, intent_level=IntentLevel.O), ["graded"]),
        (replace(FULL, contacts=(ContactDraft("Mei", ContactRole.FAMILY),)), ["decider"]),
        (replace(FULL, contacts=(), details=(*FULL.details, Detail("decider", "wife"))), []),
        (replace(FULL, premises=(replace(HOUSE, details=()),)), ["deco_stage"]),
        (replace(FULL, premises=()), ["community", "room", "deco_stage"]),
        (replace(FULL, premises=(replace(HOUSE, room=""),)), ["room"]),
        (replace(FULL, premises=(replace(HOUSE, room="", house_type=HouseType.VILLA),)), []),
        (replace(FULL, premises=(replace(HOUSE, room="", community="", house_type=HouseType.SELF_BUILT),)), []),
        (replace(FULL, premises=(replace(HOUSE, room="", community="", house_type=HouseType.SHOP),)), []),
        (replace(FULL, premises=(replace(HOUSE, room="", community="", house_type=None),)), ["community", "room"]),
    ],
)
def test_each_fact_is_asked_where_it_can_be(draft: CustomerDraft, codes: list[str]) -> None:
    assert missing(draft) == codes


def test_what_is_done_elsewhere_counts_when_it_is_known() -> None:
    rule = RULES[Stage.DEAL]
    assert gaps(rule, FULL) == ()
    assert [one.code for one in gaps(rule, FULL, {"paid_up"})] == ["handed_over", "called"]
    assert all(one.field == "" for one in rule.facts)


def test_every_fact_has_a_field_or_is_told_by_another_record() -> None:
    fields = shipped()
    for rule in stage_rules():
        for fact in rule.facts:
            known = fact.code in OUTSIDE | {"community", "room", "decider", "graded"} or hasattr(FULL, fact.code)
            assert known or fields.field(fact.code) is not None, fact.code
    assert fields.field("budget_band") is not None
    assert [one.code for one in fields.of(Holder.PREMISES) if one.code == "deco_stage"] == ["deco_stage"]
