"""The trade's data: complete in both languages, with its source, unambiguous, and sane."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dealer_crm import resources
from dealer_crm.domain.checklists import Closes
from dealer_crm.domain.complaints import DissatisfiedType, Severity
from dealer_crm.domain.coverages import CoverageKind
from dealer_crm.domain.customers import IntentLevel
from dealer_crm.domain.orders import LineGroup
from dealer_crm.domain.pay_plan import checked_nodes, plan_amounts
from dealer_crm.domain.pay_presets import earnest_excess, with_earnest_split
from dealer_crm.domain.phrases import answering, fields, filled
from dealer_crm.domain.trade import Standing
from dealer_crm.services.trade import Trade

TRADE = Trade()
FILES = sorted(resources.path("trade").glob("*.toml"))
WORDS = ("zh", "en", "title_zh", "title_en", "standard_zh", "standard_en", "unit_zh", "unit_en", "source")
LAWFUL = ("规定", "GB 17905")


def entries(file: Path) -> Iterator[dict[str, Any]]:
    """Return every entry of a file, items of sheets included."""
    for value in tomllib.loads(file.read_text("utf-8")).values():
        for entry in value if isinstance(value, list) else ():
            if isinstance(entry, dict):
                yield entry
                yield from entry.get("items", ())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_entry_speaks_both_languages_and_names_its_source(file: Path) -> None:
    assert tomllib.loads(file.read_text("utf-8"))["version"] >= 1
    for entry in entries(file):
        assert entry["basis"] in list(Standing), entry["code"]
        assert all(entry[name] for name in ("code", "zh", "en", "source")), entry
        assert ("standard_zh" in entry) == ("standard_en" in entry), entry["code"]
        assert [name for name in WORDS if name in entry and entry[name] != entry[name].strip()] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_codes_are_unique(file: Path) -> None:
    counted = Counter(entry["code"] for entry in entries(file))
    assert [code for code, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_only_what_the_law_says_is_called_law(file: Path) -> None:
    lawful = [entry for entry in entries(file) if entry["basis"] == Standing.LAW]
    assert [entry["code"] for entry in lawful if not any(name in entry["source"] for name in LAWFUL)] == []


def test_every_category_is_whole() -> None:
    sheets = {sheet.code for sheet in TRADE.checklists()}
    for category in TRADE.categories():
        assert set(category.checklists) <= sheets
        assert bool(TRADE.warranty_terms(category.code)) is category.machine, category.code
        assert bool(TRADE.cycles(category.code)) <= category.machine
        assert category.unit("zh")
        assert category.unit("en")
    assert TRADE.category("floor_heating").checklist == "floor_heating"
    assert TRADE.category("materials").checklist == ""
    assert TRADE.category("no such thing").code == "other"


def test_terms_and_cycles_name_only_categories_there_are() -> None:
    known = {category.code for category in TRADE.categories()}
    for name in ("warranty_terms", "maintenance_cycles"):
        for entry in entries(resources.path("trade", f"{name}.toml")):
            assert set(entry["categories"]) <= known, entry["code"]


def test_every_term_runs_for_some_time() -> None:
    for category in TRADE.categories():
        for term in TRADE.warranty_terms(category.code):
            assert (0 < term.months <= 120) != (0 < term.days <= 15), term.code
            assert (term.kind is CoverageKind.INSTALLATION) >= bool(term.seasons)
            assert TRADE.warranty_term(term.code) == term
        assert all(1 <= cycle.months <= 36 for cycle in TRADE.cycles(category.code))
    assert TRADE.warranty_term("gone") is None


def test_room_air_conditioner_has_what_the_law_gives() -> None:
    months = {term.kind: (term.months or term.days, term.standing) for term in TRADE.warranty_terms("room_ac")}
    assert months[CoverageKind.RETURN7] == (7, Standing.LAW)
    assert months[CoverageKind.EXCHANGE15] == (15, Standing.LAW)
    assert months[CoverageKind.WHOLE_UNIT] == (12, Standing.LAW)
    assert months[CoverageKind.MAIN_PARTS] == (36, Standing.LAW)
    assert months[CoverageKind.INSTALLATION] == (24, Standing.CUSTOM)


def test_gas_appliances_retire() -> None:
    retiring = {c.code: (c.retire_months, c.retire_months_town_gas) for c in TRADE.categories() if c.retire_months}
    assert retiring == {"boiler": (96, 72), "gas_water_heater": (96, 72)}


@pytest.mark.parametrize("sheet", TRADE.checklists(), ids=lambda sheet: str(sheet.code))
def test_a_sheet_can_be_worked_through(sheet: Any) -> None:
    assert 4 <= len(sheet.items) <= 14
    assert {item.group for item in sheet.items} == {group.code for group in sheet.groups}
    for item in sheet.items:
        assert item.low is None or item.high is None or item.low < item.high
        assert item.measured >= (item.low is not None or item.high is not None)


def test_a_room_air_conditioner_is_handed_over_with_nine_ticks() -> None:
    sheets = (TRADE.checklist("expectations"), TRADE.checklist("room_ac"))
    assert sum(item.required for sheet in sheets for item in sheet.items) == 9


def test_expectations_are_a_to_h_with_d_twice() -> None:
    items = TRADE.checklist("expectations").items
    assert [item.code for item in items] == ["A", "B", "C", "D1", "D2", "E", "F", "G", "H"]
    assert [item.code for item in items if item.closes is Closes.LATER] == ["F", "G", "H"]
    assert all(item.required == (item.closes is Closes.HERE) for item in items)


def test_every_level_and_severity_has_its_rule() -> None:
    assert set(TRADE.cadences()) == set(IntentLevel)
    assert [TRADE.complaint_rule(severity).severity for severity in Severity] == list(Severity)


def test_cycles_and_visits_are_found_by_code() -> None:
    cycle, visit = TRADE.cycle("floor_flush"), TRADE.visit_rule("d7")
    assert cycle is not None
    assert (cycle.months, cycle.windows) == (24, (TRADE.season("flush_spring"),))
    assert visit is not None
    assert visit.days == 7
    assert TRADE.cycle("gone") is None
    assert TRADE.visit_rule("gone") is None


def test_wording_has_the_same_fields_in_both_languages() -> None:
    for group in ("sales", "delivery", "care", "step8", "clear", "safety"):
        for phrase in TRADE.phrases(group):
            assert sorted(fields(phrase.zh)) == sorted(fields(phrase.en)), phrase.code
            assert phrase.title("zh") != phrase.title("en")
    assert [len(TRADE.phrases(group)) for group in ("step8", "clear", "safety")] == [8, 5, 6]


def test_unknown_fields_stay_blank_to_write_on() -> None:
    text = filled(TRADE.phrase("after_quote", "zh"), {"quote": "BJ1"})
    assert text == "昨天的方案BJ1您看过了吗？有一处想请教：____。哪一项还拿不准，我换个做法再算一版。"


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 2, 14), True),
        (date(2026, 2, 17), False),
        (date(2026, 10, 1), False),
        (date(2026, 11, 21), False),
        (date(2026, 11, 23), True),
    ],
)
def test_published_holidays_and_make_up_days(day: date, works: bool) -> None:
    assert TRADE.calendar().is_workday(day) is works
    assert not TRADE.calendar().provisional(day)


def test_a_year_nobody_published_is_provisional() -> None:
    assert TRADE.calendar().provisional(date(2099, 1, 1))


def test_numbers_are_exact() -> None:
    assert not any(isinstance(value, float) for sheet in TRADE.checklists() for item in sheet.items for value in (item.low, item.high))
    assert Decimal(TRADE.checklist("floor_heating").items[1].low or 0) == 1000


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("厨房漏气了，味道很大", "safety_gas"),
        ("There is a gas leak!", "safety_gas"),
        ("报警器响，CO超标", "safety_co"),
        ("摸外壳有点麻手", "safety_electric"),
        ("分水器漏水", "safety_water"),
        ("Cold again", None),
        ("It is too loud", None),
    ],
)
def test_danger_has_its_answer(said: str, code: str | None) -> None:
    found = answering(TRADE.phrases("safety"), said)
    assert (found.code if found else None) == code


def test_plans_of_payment_keep_their_law() -> None:
    presets = TRADE.pay_presets()
    assert presets[0].code == "30_40_25_5"
    for one in presets:
        nodes = checked_nodes(with_earnest_split(1_000_000, one.nodes))
        assert sum(plan_amounts(1_000_000, nodes)) == 1_000_000
        assert earnest_excess(1_000_000, nodes) is None
    assert [node.share for node in with_earnest_split(1_000_000, presets[0].nodes)] == [2000, 1000, 4000, 2500, None]


def test_every_group_of_a_quote_counts_to_a_subtotal_and_every_category_has_a_group() -> None:
    assert set(TRADE.subtotals()) == set(LineGroup)
    known = {category.code for category in TRADE.categories()}
    named = [
        code for entry in tomllib.loads(resources.path("trade", "quotes.toml").read_text("utf-8"))["group"] for code in entry["categories"]
    ]
    assert sorted(named) == sorted(known)
    assert TRADE.group_of("labour") is LineGroup.LABOUR
    assert TRADE.group_of("no such thing") is LineGroup.MATERIALS


def test_every_type_of_dissatisfied_customer_has_its_tip_and_share() -> None:
    tips = TRADE.dissatisfied()
    assert [tip.kind for tip in tips] == list(DissatisfiedType)
    assert [tip.share for tip in tips] == [37, 14, 21, 28]
