"""The columns of the four lists: machines, repair calls, calls after the sale, maintenance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from dealer_crm.domain import phones
from dealer_crm.domain.care import WarrantyAnswer
from dealer_crm.domain.dates import local_day
from dealer_crm.i18n import Translator
from dealer_crm.ui.care import phrases
from dealer_crm.ui.desk.phrases import day_words, short_day
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Chip, Column
from dealer_crm.ui.widgets.chips import chip_width
from dealer_crm.ui.widgets.painting import RIGHT, advance
from dealer_crm.words.coverages import grade_words
from dealer_crm.words.figures import money
from dealer_crm.words.labels import label

Today = Callable[[], date]


def machine_columns(t: Translator, today: Today) -> list[Column]:
    """Return the columns of machines."""
    return [
        Column("name", t("Customer"), lambda row: row.name, 14, bold=True),
        Column("machine", t("Machine"), phrases.short_name, 22, stretch=True),
        Column(
            "until",
            t("State"),
            lambda row: phrases.state_chip(row, today(), t).text,
            _digits(_state_samples(today(), t)),
            chip=lambda row: phrases.state_chip(row, today(), t),
        ),
        Column("end", t("Covered until"), lambda row: row.until.isoformat() if row.until else "", 12, sortable=False, rank=3),
        Column("care_on", t("Next care"), lambda row: row.care_on.isoformat() if row.care_on else "", 12, rank=2),
        Column("serial", t("Serial number"), lambda row: row.serial, 18, rank=1),
        Column("phone", t("Phone"), lambda row: phones.shown(row.phone), 15, sortable=False, rank=4),
        Column("address", t("Address"), lambda row: row.address, 20, quiet=True, stretch=True, sortable=False, rank=5),
        Column("number", t("Number"), lambda row: row.number, 16, quiet=True, rank=6),
    ]


def request_columns(t: Translator, today: Today) -> list[Column]:
    """Return the columns of service requests."""
    return [
        Column("name", t("Customer"), lambda row: row.name, 12, bold=True),
        Column("symptom", t("Symptom"), lambda row: phrases.one_line(row.symptom), 22, stretch=True, sortable=False),
        Column(
            "appointment_on",
            t("Appointment on"),
            lambda row: phrases.request_chip(row, today(), t).text,
            _digits([Chip(t("Not yet scheduled"), Tone.WARN), Chip(f"{day_words(today(), today(), t)} 10:00–12:00", Tone.INFO)]),
            chip=lambda row: phrases.request_chip(row, today(), t),
        ),
        Column(
            "warranty",
            t("Warranty"),
            lambda row: label(row.warranty, t),
            _digits([phrases.answer_chip(answer, t) for answer in WarrantyAnswer]),
            chip=lambda row: phrases.answer_chip(row.warranty, t),
            sortable=False,
            rank=1,
        ),
        Column("machine", t("Machine"), lambda row: row.machine, 20, sortable=False, stretch=True, rank=2),
        Column("phone", t("Phone"), lambda row: phones.shown(row.phone), 15, sortable=False, rank=3),
        Column("reported_at", t("Reported"), lambda row: short_day(local_day(row.reported_at), today()), 9, quiet=True, rank=5),
        Column("staff", t("Who goes"), lambda row: row.staff, 9, sortable=False, rank=4),
        Column("fee", t("Fee"), lambda row: money(row.fee) if row.fee else "", 10, align=RIGHT, sortable=False, rank=6),
        Column("number", t("Number"), lambda row: row.number, 16, quiet=True, rank=7),
    ]


def visit_columns(t: Translator, today: Today) -> list[Column]:
    """Return the columns of calls after a sale."""
    return [
        Column(
            "due_on",
            t("Due"),
            lambda row: phrases.visit_chip(row, today(), t).text,
            _digits([Chip(t("{n} d overdue").format(n=99), Tone.DANGER), Chip("2030-12-30", Tone.NEUTRAL, "calendar")]),
            chip=lambda row: phrases.visit_chip(row, today(), t),
        ),
        Column("name", t("Customer"), lambda row: row.name, 12, bold=True),
        Column("phone", t("Phone"), lambda row: phones.shown(row.phone), 15, sortable=False, rank=5),
        Column("asked", t("What to ask"), lambda row: row.asked(t.language), 30, stretch=True, sortable=False),
        Column("about", t("Follows"), lambda row: row.about, 16, quiet=True, sortable=False, rank=2),
        Column("grade", t("Satisfaction"), lambda row: grade_words(row.grade, t), 14, sortable=False, rank=3),
        Column("words", t("What was said"), lambda row: phrases.one_line(row.words), 22, stretch=True, quiet=True, sortable=False, rank=4),
        Column("staff", t("Who calls"), lambda row: row.staff, 9, sortable=False, rank=1),
    ]


def care_columns(t: Translator, today: Today) -> list[Column]:
    """Return the columns of recurring care."""
    return [
        Column(
            "next_on",
            t("Due"),
            lambda row: phrases.care_chip(row.next_on, today(), t).text,
            _digits(_care_samples(today(), t)),
            chip=lambda row: phrases.care_chip(row.next_on, today(), t),
        ),
        Column("name", t("Customer"), lambda row: row.machine.name, 12, bold=True),
        Column("work", t("Work"), lambda row: row.said(t.language), 26, stretch=True, sortable=False),
        Column("machine", t("Machine"), lambda row: phrases.short_name(row.machine), 20, stretch=True, rank=1),
        Column("phone", t("Phone"), lambda row: phones.shown(row.machine.phone), 15, sortable=False, rank=2),
        Column("address", t("Address"), lambda row: row.machine.address, 18, quiet=True, sortable=False, rank=4),
        Column("last_on", t("Last done"), lambda row: row.last_on.isoformat() if row.last_on else "", 12, sortable=False, rank=3),
    ]


BESIDE = {
    "machines": ("name", "machine", "until"),
    "requests": ("name", "symptom", "appointment_on"),
    "visits": ("due_on", "name", "asked"),
    "cares": ("next_on", "name", "work"),
}
"""What each list shows while something is open beside it."""
WIDTHS = {"name": 8, "machine": 10, "symptom": 10, "asked": 10, "work": 10}


def beside(columns: Sequence[Column], kind: str) -> list[Column]:
    """Return the same columns, only those beside a detail shown."""
    keys = BESIDE[kind]
    return [replace(one, shown=one.key in keys, rank=0, width=WIDTHS.get(one.key, one.width)) for one in columns]


def _digits(chips: Sequence[Chip]) -> int:
    """Return for how many digits the widest usual chip needs room."""
    return -(-max(map(chip_width, chips)) // advance("8"))


def _state_samples(today: date, t: Translator) -> list[Chip]:
    late = phrases.care_chip(today - timedelta(days=phrases.LONG), today, t)
    words = (t("Out of warranty"), t("Until {month}").format(month="2030-12"), t("Day missing"), t("Parts only"))
    return [late, *(Chip(text, Tone.DONE) for text in words)]


def _care_samples(today: date, t: Translator) -> list[Chip]:
    return [phrases.care_chip(today + timedelta(days=days), today, t) for days in (-phrases.LONG, 9, 99)]
