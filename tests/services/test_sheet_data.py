"""The sheets of domain.md 2.6, item by item: limits, pictures, columns; written down here a second time on purpose."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from dealer_crm.domain.acceptances import INSTALLED, SIGNING_CEREMONY, SheetStage
from dealer_crm.domain.checklists import CheckItem, CheckResult
from dealer_crm.domain.expectations import Fact
from dealer_crm.domain.reading_rules import verdict_of
from dealer_crm.domain.readings import Column
from dealer_crm.domain.sheet_bodies import checked_sheet
from dealer_crm.domain.trade import Entry, Standing
from dealer_crm.services.trade import Trade

TRADE = Trade()
R, P, RP = "R", "P", "RP"
"""Required, picture required, both."""

SHEETS: dict[str, dict[str, str]] = {
    "central_ac_hidden": {
        "AC-H1": "RP ‰ ..1",
        "AC-H2": "R mm 400..",
        "AC-H3": "RP pipe wall use! nitrogen!",
        "AC-H4": "RP test p1[3.8..4.2] t1 at1! p2 t2 at2! expected= lost=[-0.02..0.02]",
        "AC-H5": "R",
        "AC-H6": "RP mm 15..",
        "AC-H7": "RP % 1..",
        "AC-H7D": "mm 25..",
        "AC-H8": "RP room poured drained share=[70..]",
        "AC-H9": "RP",
        "AC-H10": "RP",
    },
    "central_ac": {
        "AC-F1": "R",
        "AC-F2": "R test vacuum[..-0.1] minutes[30..] after rise=[..0]",
        "AC-F3": "R kg pipe length factor charge=",
        "AC-F4": "R MΩ 2..",
        "AC-F4E": "R Ω ..0.1",
        "AC-F5": "R room set return supply delta=[8..] noise drain! sound!",
        "AC-F5H": "R room set return supply delta=[15..] noise drain! sound!",
        "AC-F6": "R unit volts amps high_side low_side outdoor",
        "AC-F7": "",
        "AC-F8": "R h 4..",
    },
    "floor_heating_hidden": {
        "FH-H1": "RP",
        "FH-H2": "P",
        "FH-H3": "RP",
        "FH-H4": "R loop room! length[..90] spacing area",
        "FH-H5": "P mm 8..",
        "FH-H6": "R",
        "FH-H7": "P",
        "FH-H8": "RP test working p1[0.6..] ratio=[150..] minutes[60..] p2 drop=[..0.05] t1 at1!",
        "FH-H9": "P",
        "FH-H10": "RP",
    },
    "floor_heating": {
        "FH-F1": "",
        "FH-F2": "R bar 1..1.5",
        "FH-F3": "day date! target supply[..60] room",
        "FH-F4": "℃ 35..60",
        "FH-F4D": "℃ ..10",
        "FH-F5": "R loop room! supply return delta=[..10] flow",
        "FH-F6": "℃ ..28",
        "FH-F7": "",
        "FH-F8": "R",
    },
    "boiler_hidden": {
        "GB-H1": "R m 1.3..1.6",
        "GB-H2": "RP kind? hose leak",
        "GB-H3": "RP ° 1..3",
        "GB-H3D": "R unit window[400..] wall[100..200]",
        "GB-H4": "R",
        "GB-H5": "R",
    },
    "boiler": {
        "GB-F1": "R bar 1..1.5",
        "GB-F2": "bar 0.8..1.2",
        "GB-F3": "R unit static dynamic",
        "GB-F4": "R who? flame flue",
        "GB-F5": "unit set supply return delta=",
        "GB-F6": "unit flow outlet",
        "GB-F7": "",
        "GB-F8": "",
        "GB-F9": "R fill reset valve drain retire",
    },
    "fresh_air_hidden": {"FA-H1": "RP", "FA-H2": "RP m 1..", "FA-H3": "RP", "FA-H4": "P"},
    "fresh_air": {
        "FA-F1": "R unit design measured deviation=[-5..10]",
        "FA-F1E": "unit supply exhaust share=[80..90]",
        "FA-F2": "room design measured deviation=[-15..15]",
        "FA-F3": "room noise",
        "FA-F4": "R",
        "FA-F5": "room co2 pm25 speed!",
        "FA-F6": "R",
    },
    "heat_pump_hidden": {
        "HP-H1": "RP mm 500..",
        "HP-H1L": "R kg/㎡ 150..",
        "HP-H2": "",
        "HP-H3": "R % 1..",
        "HP-H4": "RP test p1[0.6..] minutes[60..] p2 drop=[..0.05] t1 at1!",
        "HP-H5": "RP mm 30..",
        "HP-H6": "R",
    },
    "heat_pump": {
        "HP-F1": "R bar 1..2",
        "HP-F2": "R m³/h",
        "HP-F3": "h 24..",
        "HP-F4": "R unit supply return delta=[3..7]",
        "HP-F5": "unit ambient power amps",
        "HP-F6": "R glycol? electric drain",
        "HP-F7": "",
        "HP-F8": "",
    },
    "water": {
        "WP-F1": "R MPa 0.1..0.4",
        "WP-F2": "R min 30..",
        "WP-F3": "min",
        "WP-F4": "unit raw pure[..50] rejection=[90..]",
        "WP-F5": "R cartridge model! since!",
        "WP-F6": "",
        "WP-F7": "unit before after salt",
    },
    "room_ac": {
        **dict.fromkeys(("RA-1", "RA-2", "RA-3", "RA-4"), ""),
        **dict.fromkeys(("RA-5", "RA-6"), "R"),
        **dict.fromkeys(("RA-7", "RA-8", "RA-9", "RA-10"), ""),
        "RA-11": "R min 30..",
        "RA-12": "℃ 8..",
        "RA-13": "℃ 15..",
        "RA-14": "min 30..",
    },
    "manners": {"M-1": "", "M-2": "", "M-3": "", "M-4": "", "M-5": "P", "M-6": ""},
    "signing_ceremony": {"SC-1": "", "SC-2": "", "SC-3": "", "SC-4": "gift?", "SC-5": "", "SC-6": ""},
    "expectations": {
        "A": "R agreed:slot_agreed called:called_ahead on_time:on_time",
        "B": "R promises:promises_kept goods:goods_match",
        "C": "RP unpacked sheets:sheets_valid clean photos:photos",
        "D1": "R equipment policy certificate?:certificate invoice",
        "D2": "R operation plan:plan_handed questions?",
        "E": "R ceremony? photo card gift",
        "F": "visits:visits_planned channel:channel_known time",
        "G": "hotline issues:no_open_issues",
        "H": "consent:consent_asked interests:interests_known member events",
    },
}


def number(thousandths: int | None) -> str:
    """Return a limit in plain units."""
    return "" if thousandths is None else f"{(Decimal(thousandths) / 1000).normalize():f}"


def bounds(low: int | None, high: int | None) -> str:
    """Return limits as the table writes them."""
    return "" if low is None and high is None else f"{number(low)}..{number(high)}"


def column(one: Column) -> str:
    """Return a column as the table writes it: = worked out, ! words."""
    limits = bounds(one.low, one.high)
    return one.code + "=" * bool(one.formula) + "!" * one.words + (f"[{limits}]" if limits else "")


def told(item: CheckItem) -> str:
    """Return an item as the table writes it."""
    grid = [item.grid.rows.value, *map(column, item.grid.columns)] if item.grid else []
    steps = [one.code + "?" * one.asks + (f":{one.fact}" if one.fact else "") for one in item.steps]
    return " ".join(filter(None, [R * item.required + P * item.photo, item.unit, bounds(item.low, item.high), *grid, *steps]))


@pytest.mark.parametrize("code", SHEETS)
def test_every_item_is_as_the_trade_says(code: str) -> None:
    sheet = TRADE.checklist(code)
    assert {item.code: told(item) for item in sheet.items} == SHEETS[code]
    assert checked_sheet(sheet) == sheet


def test_no_sheet_is_left_out_and_no_custom_is_called_law() -> None:
    sheets = TRADE.checklists()
    assert {sheet.code for sheet in sheets} == set(SHEETS)
    assert {item.standing for sheet in sheets for item in sheet.items} == {Standing.SEED, Standing.CUSTOM}
    makers = [item for sheet in sheets if sheet.stage in INSTALLED for item in sheet.items]
    assert [item.code for item in makers if "厂家说明书优先" not in item.source] == []


def test_hidden_and_final_sheets_and_where_they_belong() -> None:
    stages = {sheet.code: sheet.stage for sheet in TRADE.checklists() if sheet.stage in INSTALLED}
    assert [sheet.code for sheet in TRADE.checklists() if sheet.stage is SheetStage.CEREMONY] == [SIGNING_CEREMONY]
    hidden = [code for code, stage in stages.items() if stage is SheetStage.HIDDEN]
    assert hidden == ["central_ac_hidden", "floor_heating_hidden", "boiler_hidden", "fresh_air_hidden", "heat_pump_hidden"]
    assert [code for code in stages if code not in hidden] == [one.removesuffix("_hidden") for one in hidden] + ["water"]
    assert {sheet.code for sheet in TRADE.checklists()} - {sheet.code for sheet in TRADE.goods_sheets()} == {
        *("expectations", "manners", "signing_ceremony")
    }
    wanted = {category.code: category.checklists for category in TRADE.categories() if category.checklists}
    pair = {one: (f"{one}_hidden", one) for one in ("central_ac", "floor_heating", "boiler", "fresh_air", "heat_pump")}
    assert wanted == {
        **pair,
        "central_ac_indoor": pair["central_ac"],
        "dehumidifier": pair["fresh_air"],
        "room_ac": ("room_ac",),
        **dict.fromkeys(("water_purifier", "softener", "drinking_water"), ("water",)),
    }


def test_every_word_of_grids_and_steps_is_in_both_languages() -> None:
    items = [item for sheet in TRADE.checklists() for item in sheet.items]
    words: list[Entry] = [one for item in items for one in (*(item.grid.columns if item.grid else ()), *item.steps)]
    assert [one for one in words if not one.zh or not one.en] == []
    labels = [pair for item in items if item.grid for pair in item.grid.labels]
    assert [pair for pair in labels if not all(pair)] == []


def test_every_fact_is_asked_once() -> None:
    facts = [step.fact for sheet in TRADE.checklists() for item in sheet.items for step in item.steps if step.fact]
    assert sorted(facts) == sorted(Fact)


HELD = {"p1": "4.00", "t1": "25", "t2": "19"}
WATER = {"working": "0.4", "p1": "0.6", "minutes": "60", "p2": "0.56"}


@pytest.mark.parametrize(
    ("sheet", "code", "rows", "result"),
    [
        ("central_ac_hidden", "AC-H4", [HELD | {"p2": "3.92"}], CheckResult.PASS),
        ("central_ac_hidden", "AC-H4", [HELD | {"p2": "3.84"}], CheckResult.FAIL),
        ("central_ac_hidden", "AC-H4", [HELD | {"p1": "2.00", "p2": "1.96"}], CheckResult.FAIL),
        ("floor_heating_hidden", "FH-H8", [WATER], None),
        ("floor_heating_hidden", "FH-H8", [WATER, WATER], CheckResult.PASS),
        ("floor_heating_hidden", "FH-H8", [WATER, WATER | {"p2": "0.54"}], CheckResult.FAIL),
        ("floor_heating_hidden", "FH-H8", [WATER | {"working": "0.5"}], CheckResult.FAIL),
        ("central_ac", "AC-F2", [{"vacuum": "-0.1", "minutes": "30", "after": "-0.1"}], CheckResult.PASS),
        ("central_ac", "AC-F2", [{"vacuum": "−0.1", "minutes": "45", "after": "−0.09"}], CheckResult.FAIL),
        ("central_ac", "AC-F5", [{"return": "26", "supply": "14"}], CheckResult.PASS),
        ("central_ac", "AC-F5H", [{"return": "20", "supply": "33"}], CheckResult.FAIL),
        ("fresh_air", "FA-F1", [{"design": "200", "measured": "189"}], CheckResult.FAIL),
        ("fresh_air", "FA-F1E", [{"supply": "200", "exhaust": "170"}], CheckResult.PASS),
        ("water", "WP-F4", [{"raw": "250", "pure": "12"}], CheckResult.PASS),
        ("water", "WP-F4", [{"raw": "600", "pure": "55"}], CheckResult.FAIL),
        ("heat_pump", "HP-F4", [{"supply": "45", "return": "40"}], CheckResult.PASS),
    ],
)
def test_a_reading_comes_to_its_verdict(sheet: str, code: str, rows: list[dict[str, str]], result: CheckResult | None) -> None:
    item = next(item for item in TRADE.checklist(sheet).items if item.code == code)
    assert item.grid
    assert verdict_of(item.grid, rows) is result
    assert verdict_of(replace(item.grid, least=9), rows) in {None, CheckResult.FAIL}
