"""What the views of the calendar say of an item and of a day: tooltips, and words for screen readers."""

from __future__ import annotations

from datetime import date

from dealer_crm.domain.agenda import AgendaRow
from dealer_crm.i18n import Translator
from dealer_crm.ui.calendar.doors import DayFacts
from dealer_crm.ui.desk.phrases import day_words
from dealer_crm.ui.today.items import clock, status
from dealer_crm.ui.today.lines import called
from dealer_crm.words.agenda import kind_words, matter


def item_words(row: AgendaRow, t: Translator, clash: str = "") -> str:
    """Say kind, customer, time, matter and person of an item, and what is in its way."""
    parts = (kind_words(row, t), called(row.name, row.number), clock(row), matter(row, t), row.staff)
    said = " ".join(part for part in parts if part)
    return f"{said}. {clash}" if clash else said


def line_words(row: AgendaRow, today: date, t: Translator, clash: str = "") -> str:
    """Say a whole line of the agenda: day, time, kind, customer, matter, person, status, and what is in its way."""
    words = (day_words(row.due_on, today, t), clock(row), kind_words(row, t), called(row.name, row.number), matter(row, t), row.staff)
    return t.context("list", ", ").join(part for part in (*words, status(row, today, t).text, clash) if part)


def facts_words(facts: DayFacts, t: Translator) -> str:
    """Say what a day is called and who is away."""
    away = t("Away: {names}").format(names=t.context("list", ", ").join(facts.away)) if facts.away else ""
    return " · ".join(part for part in (*facts.names, away) if part)
