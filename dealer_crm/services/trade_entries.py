"""Makes typed entries of what the files in `resources/trade` hold."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypedDict

from dealer_crm.domain.acceptances import SheetStage
from dealer_crm.domain.cadence import Cadence
from dealer_crm.domain.checklists import CheckGroup, CheckItem, Checklist, Closes
from dealer_crm.domain.class_facts import ClassRules
from dealer_crm.domain.classes import Relationship
from dealer_crm.domain.complaint_rules import ComplaintRule, Span
from dealer_crm.domain.complaints import DissatisfiedType, Severity
from dealer_crm.domain.contract_terms import Clause, ContractSection
from dealer_crm.domain.coverages import CoverageKind, CoverageTerm, Provider, StartBasis
from dealer_crm.domain.customers import IntentLevel
from dealer_crm.domain.dissatisfied import DissatisfiedTip
from dealer_crm.domain.maintenance import DoneBy, MaintenanceCycle
from dealer_crm.domain.orders import LineGroup
from dealer_crm.domain.overprint import Blank
from dealer_crm.domain.overpromise import TooMuch
from dealer_crm.domain.paper_kinds import PaperKind, Part
from dealer_crm.domain.paper_templates import CopyColour, CopyStyle, Words
from dealer_crm.domain.pay_plan import NodeDraft, NodeTrigger, PayKind
from dealer_crm.domain.pay_presets import PayPreset
from dealer_crm.domain.phrases import Phrase
from dealer_crm.domain.quotes import QuoteGroup, Subtotal
from dealer_crm.domain.seasons import MonthDay, Season
from dealer_crm.domain.sheet_shapes import grid_of, steps_of
from dealer_crm.domain.trade import Category, Entry, Standing
from dealer_crm.domain.trade_ins import Piece, Program
from dealer_crm.domain.visits import VisitRule, VisitTrigger
from dealer_crm.storage.files import program_text

Table = dict[str, Any]


class Origin(TypedDict):
    """What every entry says of itself."""

    zh: str
    en: str
    source: str
    standing: Standing


@lru_cache(maxsize=40)
def table(name: str) -> Table:
    """Return a file of the trade's data; numbers with a point are exact."""
    return tomllib.loads(program_text("trade", f"{name}.toml"), parse_float=Decimal)


def rows(name: str, key: str) -> list[Table]:
    """Return the entries of one kind of a file, in its order."""
    found: list[Table] = table(name)[key]
    return found


def category(row: Table) -> Category:
    """Return a category."""
    return Category(
        code=row["code"],
        unit_zh=row["unit_zh"],
        unit_en=row["unit_en"],
        checklists=tuple(row.get("checklists", ())),
        machine=row["machine"],
        by_piece=row.get("by_piece", True),
        retire_months=row.get("retire_months"),
        retire_months_town_gas=row.get("retire_months_town_gas"),
        **_origin(row),
    )


def checklist(row: Table, version: int) -> Checklist:
    """Return a sheet with its items."""
    return Checklist(
        code=row["code"],
        version=version,
        items=tuple(_item(item) for item in row["items"]),
        groups=tuple(CheckGroup(code=group["code"], **_origin(row | group)) for group in row["groups"]),
        stage=SheetStage(row["stage"]) if "stage" in row else None,
        **_origin(row),
    )


def _item(row: Table) -> CheckItem:
    return CheckItem(
        code=row["code"],
        group=row["group"],
        standard_zh=row.get("standard_zh", ""),
        standard_en=row.get("standard_en", ""),
        unit=row.get("unit", ""),
        low=_thousandths(row.get("low")),
        high=_thousandths(row.get("high")),
        required=row.get("required", False),
        photo=row.get("photo", False),
        closes=Closes(row.get("closes", Closes.HERE)),
        grid=grid_of(_in_thousandths(row["grid"])) if "grid" in row else None,
        steps=steps_of(row.get("steps", [])),
        **_origin(row),
    )


def _in_thousandths(grid: Table) -> Table:
    """Return a grid with the limits of its columns as they are stored."""
    bounds = ("low", "high")
    columns = [column | {name: _thousandths(column[name]) for name in bounds if name in column} for column in grid["columns"]]
    return grid | {"columns": columns}


def cadence(row: Table) -> Cadence:
    """Return the rhythm of a level."""
    names = ("expected_days", "neglected_days", "pool_days")
    more = {name: row.get(name) for name in names}
    return Cadence(
        level=IntentLevel(row["code"]),
        every_days=row.get("every_days"),
        overdue_after=row.get("overdue_after", 0),
        **more,
        **_origin(row),
    )


def class_rules(row: Table) -> ClassRules:
    """Return the thresholds of the classes of customers."""
    numbers: Table = {name: value for name, value in row.items() if isinstance(value, int)}
    due: Table = {name: Relationship(row[name]) for name in ("due_a", "due_b", "due_c")}
    return ClassRules(**numbers, **due, **_origin(row))


def season(row: Table) -> Season:
    """Return a season, written as month-day."""
    return Season(_month_day(row["start"]), _month_day(row["end"]))


def term(row: Table, version: int, seasons: Mapping[str, Season]) -> CoverageTerm:
    """Return the terms of a coverage."""
    return CoverageTerm(
        code=row["code"],
        kind=CoverageKind(row["kind"]),
        basis=StartBasis(row["counted_from"]),
        provider=Provider(row["provider"]),
        version=version,
        months=row.get("months", 0),
        days=row.get("days", 0),
        plus_months=row.get("plus_months", 0),
        seasons=tuple(seasons[code] for code in row.get("seasons", ())),
        full_seasons=row.get("full_seasons", 0),
        **_origin(row),
    )


def cycle(row: Table, version: int, seasons: Mapping[str, Season]) -> MaintenanceCycle:
    """Return a piece of care that comes again."""
    return MaintenanceCycle(
        code=row["code"],
        months=row["months"],
        done_by=DoneBy(row["done_by"]),
        windows=tuple(seasons[code] for code in row.get("windows", ())),
        lead_days=row["lead_days"],
        version=version,
        **_origin(row),
    )


def quote_group(row: Table) -> QuoteGroup:
    """Return a group of lines of a quote."""
    return QuoteGroup(group=LineGroup(row["code"]), subtotal=Subtotal(row["subtotal"]), categories=tuple(row["categories"]), **_origin(row))


def too_much(row: Table) -> TooMuch:
    """Return words that promise too much."""
    return TooMuch(code=row["code"], words=tuple(row["words"]), unless=tuple(row.get("unless", ())), **_origin(row))


def remark(row: Table) -> Entry:
    """Return what a new quote says of itself."""
    return Entry(**_origin(row))


def paper_kind(row: Table) -> PaperKind:
    """Return a kind of paper."""
    parts: Table = {name: tuple(Part(**part) for part in row.get(name, ())) for name in ("blocks", "columns", "words", "signs")}
    flags: Table = {name: bool(row.get(name)) for name in ("marks", "prices", "lines", "overprint", "single")}
    copies = tuple(CopyStyle(Words(copy["zh"], copy["en"]), CopyColour(copy["colour"])) for copy in row.get("copies", ()))
    return PaperKind(code=row["code"], number=row["number"], copies=copies, **parts, **flags, **_origin(row))


def blanks(row: Table) -> tuple[Blank, ...]:
    """Return what can be written on forms of a kind."""
    return tuple(Blank(**field) for field in row["fields"])


def contract_section(row: Table) -> ContractSection:
    """Return a heading of the contract with its sentences."""
    clauses = tuple(Clause(code=item["code"], strong=item["strong"], **_origin(item)) for item in row["items"])
    return ContractSection(code=row["code"], clauses=clauses, **_origin(row))


def program(row: Table) -> Program:
    """Return a programme of 以旧换新 with its evidence."""
    days = {name: row[name] for name in ("submit_days", "answer_days", "repay_days")}
    return Program(code=row["code"], pieces=tuple(_piece(item) for item in row["items"]), **days, **_origin(row))


def _piece(row: Table) -> Piece:
    more = {"required": row.get("required", False), "photo": row.get("photo", False), "kept": row.get("kept", True)}
    return Piece(code=row["code"], **more, **_origin(row))


def pay_preset(row: Table) -> PayPreset:
    """Return a plan of payment; shares stand in percent, amounts in yuan."""
    return PayPreset(code=row["code"], nodes=tuple(_node(item) for item in row["nodes"]), **_origin(row))


def _node(row: Table) -> NodeDraft:
    share, amount = (None if row.get(name) is None else int(row[name] * 100) for name in ("share", "amount"))
    return NodeDraft(PayKind(row["kind"]), NodeTrigger(row["trigger"]), share, amount)


def complaint_rule(row: Table, version: int) -> ComplaintRule:
    """Return the clock of a severity."""
    return ComplaintRule(
        code=row["code"],
        severity=Severity(row["severity"]),
        respond=Span(**row["respond"]),
        plan=Span(**row["plan"]) if "plan" in row else None,
        close=Span(**row["close"]) if "close" in row else None,
        version=version,
        **_origin(row),
    )


def dissatisfied_tip(row: Table) -> DissatisfiedTip:
    """Return what helps with a type of dissatisfied customer."""
    return DissatisfiedTip(kind=DissatisfiedType(row["code"]), share=row["share"], **_origin(row))


def visit_rule(row: Table, version: int, seasons: Mapping[str, Season]) -> VisitRule:
    """Return a visit of the plan."""
    return VisitRule(
        code=row["code"],
        days=row.get("days", 0),
        months=row.get("months", 0),
        trigger=VisitTrigger(row["trigger"]),
        before=seasons[row["before"]] if "before" in row else None,
        lead_days=row.get("lead_days", 0),
        exact=row.get("exact", False),
        yearly=row.get("yearly", False),
        always=row.get("always", True),
        version=version,
        **_origin(row),
    )


def phrase(row: Table) -> Phrase:
    """Return a ready wording."""
    return Phrase(
        code=row["code"],
        group=row["group"],
        title_zh=row["title_zh"],
        title_en=row["title_en"],
        keywords=tuple(row.get("keywords", ())),
        **_origin(row),
    )


def _origin(row: Table) -> Origin:
    return {"zh": row["zh"], "en": row["en"], "source": row["source"], "standing": Standing(row["basis"])}


def _thousandths(number: Decimal | int | None) -> int | None:
    return None if number is None else int(number * 1000)


def _month_day(text: str) -> MonthDay:
    month, day = text.split("-")
    return int(month), int(day)
