"""The trade's own data: checklists, cadences, terms, cycles, deadlines, visits and wording, as the shipped files have them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import TypeVar

from dealer_crm.domain.cadence import Cadence
from dealer_crm.domain.checklists import Checklist
from dealer_crm.domain.class_facts import ClassRules
from dealer_crm.domain.complaint_rules import ComplaintRule
from dealer_crm.domain.complaints import Severity
from dealer_crm.domain.contract_terms import ContractSection
from dealer_crm.domain.coverages import CoverageTerm
from dealer_crm.domain.customers import IntentLevel
from dealer_crm.domain.dissatisfied import DissatisfiedTip
from dealer_crm.domain.maintenance import MaintenanceCycle
from dealer_crm.domain.orders import LineGroup
from dealer_crm.domain.overprint import Blank
from dealer_crm.domain.overpromise import TooMuch
from dealer_crm.domain.own_phrases import OwnWords, as_said
from dealer_crm.domain.paper_kinds import PaperKind
from dealer_crm.domain.pay_presets import PayPreset
from dealer_crm.domain.phrases import Phrase
from dealer_crm.domain.products import OTHER_CATEGORY
from dealer_crm.domain.quotes import Subtotal
from dealer_crm.domain.seasons import Season
from dealer_crm.domain.trade import Category, Entry
from dealer_crm.domain.trade_ins import UNKNOWN_PROGRAM, Program
from dealer_crm.domain.visits import VisitRule
from dealer_crm.domain.workdays import OwnDays, WorkCalendar
from dealer_crm.services import trade_entries as entries
from dealer_crm.services.trade_entries import Table, rows, table

Item = TypeVar("Item")
SHEETS = ("checklists", "sheets_air", "sheets_floor", "sheets_boiler", "sheets_fresh_air", "sheets_heat_pump", "sheets_water")
"""The files that hold sheets."""


class Trade:
    """What the trade knows, read from `resources/trade` when it is first asked for. Nothing in it depends on the store.

    `own_days` tells what the shop knows better than the published calendar, `own_words` which wordings it says otherwise; they are asked
    in the middle of writes, so they read nothing.
    """

    def __init__(self, own_days: Callable[[], OwnDays] = OwnDays, own_words: Callable[[], Mapping[str, OwnWords]] = dict) -> None:
        self._own_days = own_days
        self._own_words = own_words
        self._calendars: tuple[OwnDays, WorkCalendar, WorkCalendar] | None = None

    def categories(self) -> tuple[Category, ...]:
        """Return every category, in the order a list shows them."""
        return tuple(self._categories.values())

    def category(self, code: str) -> Category:
        """Return a category; one that is not known (any more) counts as `other`."""
        return self._categories.get(code) or self._categories[OTHER_CATEGORY]

    def checklists(self) -> tuple[Checklist, ...]:
        """Return every sheet."""
        return tuple(self._checklists.values())

    def checklist(self, code: str) -> Checklist:
        """Return a sheet by its code. Raises KeyError where the data has none."""
        return self._checklists[code]

    def goods_sheets(self) -> tuple[Checklist, ...]:
        """Return the sheets that goods may want; those of every delivery or signing are none of them."""
        codes = {code for category in self.categories() for code in category.checklists}
        return tuple(sheet for sheet in self.checklists() if sheet.code in codes)

    def cadences(self) -> Mapping[IntentLevel, Cadence]:
        """Return the rhythm of each intent level."""
        return self._cadences

    def class_rules(self) -> ClassRules:
        """Return by what numbers customers are put into classes."""
        return self._class_rules

    def warranty_terms(self, category: str) -> tuple[CoverageTerm, ...]:
        """Return what a machine of the category is covered for, in the order a certificate names it."""
        return self._terms.get(self.category(category).code, ())

    def warranty_term(self, code: str) -> CoverageTerm | None:
        """Return the term by the code that stands with a coverage (`rule`); None where the data has none (any more)."""
        return next((term for terms in self._terms.values() for term in terms if term.code == code), None)

    def cycles(self, category: str) -> tuple[MaintenanceCycle, ...]:
        """Return the care a machine of the category wants."""
        return self._cycles.get(self.category(category).code, ())

    def cycle(self, code: str) -> MaintenanceCycle | None:
        """Return a piece of care by its code; None where the data has none (any more)."""
        return next((cycle for cycles in self._cycles.values() for cycle in cycles if cycle.code == code), None)

    def complaint_rule(self, severity: Severity) -> ComplaintRule:
        """Return the clock of a severity."""
        return self._complaint_rules[severity]

    def visit_rules(self) -> tuple[VisitRule, ...]:
        """Return the plan of visits."""
        return self._visit_rules

    def visit_rule(self, code: str) -> VisitRule | None:
        """Return a visit of the plan by its code; None where the data has none (any more)."""
        return next((rule for rule in self._visit_rules if rule.code == code), None)

    def dissatisfied(self) -> tuple[DissatisfiedTip, ...]:
        """Return what helps with each type of dissatisfied customer, and its benchmark."""
        return self._dissatisfied

    def phrases(self, group: str) -> tuple[Phrase, ...]:
        """Return the wording that belongs together, in order: `sales`, `care`, `step8`, `clear`, `safety`."""
        own = self._own_words()
        return tuple(as_said(phrase, own) for phrase in self._phrases.values() if phrase.group == group)

    def phrase(self, code: str, language: str) -> str:
        """Return a ready wording with its fields in braces. Raises KeyError where the data has none."""
        return as_said(self._phrases[code], self._own_words()).said(language)

    def known_phrases(self) -> Mapping[str, Phrase]:
        """Return every wording as it is shipped, by code."""
        return self._phrases

    def subtotals(self) -> Mapping[LineGroup, Subtotal]:
        """Return to which subtotal of a quote each group counts."""
        return self._subtotals

    def group_of(self, category: str) -> LineGroup:
        """Return the group of a quote that goods of a category belong to by themselves."""
        return self._groups.get(self.category(category).code, LineGroup.MATERIALS)

    def remark(self, code: str, language: str) -> str:
        """Return what a new quote says of itself: `included`, `extras`, `lead_time`, `warranty`."""
        return self._remarks[code].said(language)

    def too_much(self) -> tuple[TooMuch, ...]:
        """Return the words that promise more than a shop can keep."""
        return self._too_much

    def contract_sections(self) -> tuple[ContractSection, ...]:
        """Return what a contract says beside goods and price, in its order."""
        return self._contract

    def programs(self) -> tuple[Program, ...]:
        """Return the programmes of 以旧换新, in the order a list shows them."""
        return tuple(self._programs.values())

    def program(self, code: str) -> Program:
        """Return a programme by its code; one the data has not (any more) asks for nothing."""
        return self._programs.get(code, UNKNOWN_PROGRAM)

    def paper_kinds(self) -> tuple[PaperKind, ...]:
        """Return the kinds of paper, in the order a list shows them."""
        return tuple(self._paper_kinds.values())

    def paper_kind(self, code: str) -> PaperKind:
        """Return a kind of paper by its code. Raises KeyError where the data has none."""
        return self._paper_kinds[code]

    def overprint_kinds(self) -> tuple[PaperKind, ...]:
        """Return the papers that can fill forms that were printed elsewhere."""
        return tuple(self._paper_kinds[code] for code in self._overprints)

    def blanks(self, kind: str) -> tuple[Blank, ...]:
        """Return what can be written on such a form, () where the kind fills none."""
        return self._overprints.get(kind, ())

    def pay_presets(self) -> tuple[PayPreset, ...]:
        """Return the plans of payment to begin with, the usual one first."""
        return self._pay_presets

    def season(self, code: str) -> Season:
        """Return a season by its code: `heating`, `cooling`, or a window of care."""
        return self._seasons[code]

    def calendar(self) -> WorkCalendar:
        """Return the days on which the shop works: those published with its own days, weekly rest and years. For plans."""
        return self._both()[0]

    def legal_calendar(self) -> WorkCalendar:
        """Return the legal working days, which no rest of the shop moves. For deadlines and guarantees."""
        return self._both()[1]

    def _both(self) -> tuple[WorkCalendar, WorkCalendar]:
        own = self._own_days()
        if self._calendars is None or self._calendars[0] is not own and self._calendars[0] != own:
            published = work_calendar()
            self._calendars = own, own.upon(published), own.legal_upon(published)
        return self._calendars[1:]

    @cached_property
    def _categories(self) -> dict[str, Category]:
        return {str(row["code"]): entries.category(row) for row in rows("categories", "category")}

    @cached_property
    def _checklists(self) -> dict[str, Checklist]:
        found = [entries.checklist(row, table(name)["version"]) for name in SHEETS for row in rows(name, "checklist")]
        return {sheet.code: sheet for sheet in found}

    @cached_property
    def _cadences(self) -> dict[IntentLevel, Cadence]:
        found = [entries.cadence(row) for row in rows("cadences", "cadence")]
        return {cadence.level: cadence for cadence in found}

    @cached_property
    def _class_rules(self) -> ClassRules:
        (row,) = rows("classes", "rules")
        return entries.class_rules(row)

    @cached_property
    def _seasons(self) -> dict[str, Season]:
        return {str(row["code"]): entries.season(row) for row in rows("seasons", "season")}

    @cached_property
    def _terms(self) -> dict[str, tuple[CoverageTerm, ...]]:
        version = table("warranty_terms")["version"]
        found = [(row, entries.term(row, version, self._seasons)) for row in rows("warranty_terms", "term")]
        return _by_category(found)

    @cached_property
    def _cycles(self) -> dict[str, tuple[MaintenanceCycle, ...]]:
        version = table("maintenance_cycles")["version"]
        found = [(row, entries.cycle(row, version, self._seasons)) for row in rows("maintenance_cycles", "cycle")]
        return _by_category(found)

    @cached_property
    def _complaint_rules(self) -> dict[Severity, ComplaintRule]:
        version = table("complaint_deadlines")["version"]
        found = [entries.complaint_rule(row, version) for row in rows("complaint_deadlines", "rule")]
        return {rule.severity: rule for rule in found}

    @cached_property
    def _visit_rules(self) -> tuple[VisitRule, ...]:
        version = table("visits")["version"]
        return tuple(entries.visit_rule(row, version, self._seasons) for row in rows("visits", "visit"))

    @cached_property
    def _subtotals(self) -> dict[LineGroup, Subtotal]:
        return {one.group: one.subtotal for one in map(entries.quote_group, rows("quotes", "group"))}

    @cached_property
    def _groups(self) -> dict[str, LineGroup]:
        return {code: one.group for one in map(entries.quote_group, rows("quotes", "group")) for code in one.categories}

    @cached_property
    def _remarks(self) -> dict[str, Entry]:
        return {str(row["code"]): entries.remark(row) for row in rows("quotes", "remark")}

    @cached_property
    def _too_much(self) -> tuple[TooMuch, ...]:
        return tuple(entries.too_much(row) for row in rows("quotes", "word"))

    @cached_property
    def _contract(self) -> tuple[ContractSection, ...]:
        return tuple(map(entries.contract_section, rows("contract_terms", "section")))

    @cached_property
    def _programs(self) -> dict[str, Program]:
        return {str(row["code"]): entries.program(row) for row in rows("trade_ins", "program")}

    @cached_property
    def _paper_kinds(self) -> dict[str, PaperKind]:
        return {str(row["code"]): entries.paper_kind(row) for row in rows("papers", "kind")}

    @cached_property
    def _overprints(self) -> dict[str, tuple[Blank, ...]]:
        return {str(row["code"]): entries.blanks(row) for row in rows("overprint", "form")}

    @cached_property
    def _pay_presets(self) -> tuple[PayPreset, ...]:
        return tuple(entries.pay_preset(row) for row in rows("payment_plans", "plan"))

    @cached_property
    def _dissatisfied(self) -> tuple[DissatisfiedTip, ...]:
        return tuple(entries.dissatisfied_tip(row) for row in rows("dissatisfied", "type"))

    @cached_property
    def _phrases(self) -> dict[str, Phrase]:
        return {str(row["code"]): entries.phrase(row) for row in rows("phrases", "phrase")}


@lru_cache(maxsize=1)
def work_calendar() -> WorkCalendar:
    """Return the published holidays of China with the days that `holidays.toml` adds or takes away."""
    from chinese_calendar import constants  # needed on few paths

    more = table("holidays")
    closed, opened = frozenset(more["closed"]), frozenset(more["open"])
    holidays = frozenset(constants.holidays)
    return WorkCalendar(
        holidays=(holidays | closed) - opened,
        make_up=(frozenset(constants.workdays) | opened) - closed,
        published=frozenset(day.year for day in holidays) | frozenset(more["published"]),
    )


@lru_cache(maxsize=1)
def holiday_names() -> Mapping[date, tuple[str, str]]:
    """Return what the published holidays and the days that make up for them are called, in Chinese and English."""
    from chinese_calendar import constants

    named = {one.value: one.chinese for one in constants.Holiday}
    return {day: (named.get(name, name), name) for days in (constants.holidays, constants.workdays) for day, name in days.items()}


def _by_category(found: list[tuple[Table, Item]]) -> dict[str, tuple[Item, ...]]:
    """Return the entries of each category, in the order of the file."""
    codes = dict.fromkeys(str(code) for row, _ in found for code in row["categories"])
    return {code: tuple(item for row, item in found if code in row["categories"]) for code in codes}
