"""Every reason of a class is one sentence in both languages, with its figures in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dealer_crm.domain.class_facts import Facts, Place
from dealer_crm.domain.class_rules import classify
from dealer_crm.domain.classes import ByHand, Classed, HomeClass, RegionClass, Settlement, ValueClass, Why
from dealer_crm.domain.customers import Nature, PartyKind, Stage
from dealer_crm.i18n import translator
from dealer_crm.services.trade import Trade
from dealer_crm.words.classes import SENTENCES, why_words

TODAY, LATELY, LONG_AGO, LONGER_AGO = date(2026, 11, 22), date(2026, 10, 1), date(2024, 1, 5), date(2022, 5, 6)
TOP, LOW = Place(1, 1, 20, 300, above_median=True), Place(18, 18, 20, 999, above_median=False)
BOUGHT = Facts(deals=(LATELY,), contribution=100_00, money=500_00)
CASES: list[tuple[Facts, Place | None]] = [
    (Facts(), None),
    (Facts(wants=True, offered=True, nature=Nature.COMPANY, owed_since=LATELY), None),
    (Facts(graded=True, nature=Nature.GOV, written_off=True), None),
    (Facts(target=True, staff=True, party_kind=PartyKind.PARTNER), None),
    (Facts(stage=Stage.CHURNED), None),
    (BOUGHT, TOP),
    (replace(BOUGHT, ordered=True, grade=2, complaints=2), replace(TOP, rank=2)),
    (replace(BOUGHT, grade=3, services=(LATELY,), referrals=3, services_due=1, services_own=1, gap=-3), LOW),
    (replace(BOUGHT, grade=2, services=(LATELY,)), LOW),
    (replace(BOUGHT, grade=0, contribution=-5), LOW),
    (replace(BOUGHT, grade=1, every_days=3, reminders_missed=2), replace(LOW, gained=940)),
    (replace(BOUGHT, grade=1, every_days=3), replace(LOW, gained=940)),
    (replace(BOUGHT, complaint_late=True, deals=(LATELY,) * 4), LOW),
    (replace(BOUGHT, deals=(LONGER_AGO, LATELY), contribution=0), LOW),
    (replace(BOUGHT, deals=(LONG_AGO,), touched=LATELY), LOW),
    (replace(BOUGHT, deals=(LONG_AGO,)), LOW),
    (replace(BOUGHT, home=HomeClass.ABROAD, region=RegionClass.OUTSIDE, talks=2, cost=5, complaints_lately=2), TOP),
    (replace(BOUGHT, home=HomeClass.DOMESTIC, region=RegionClass.LOCAL, came=2, cost=5, installed=True), replace(LOW, by_cost=9)),
    *((Facts(placed=True, matches=3, settled=((LATELY, way),)), None) for way in Settlement),
]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_reason_is_told(language: str) -> None:
    t, rules = translator(language), Trade().class_rules()
    found: list[Classed] = [one for facts, place in CASES for ones in classify(facts, place, rules, TODAY).values() for one in ones]
    found += [Classed(ValueClass.A, Why.BY_HAND, by_hand=ByHand("A", "大楼物业经理 A", LATELY, staff)) for staff in ("", "张伟")]
    assert {one.why for one in found} == set(Why) == set(SENTENCES)
    for one in found:
        words = why_words(one, t)
        assert words
        assert "{" not in words
        assert any("\u4e00" <= sign <= "\u9fff" for sign in words) == (language == "zh" or one.by_hand is not None), words
