"""The columns of the list of complaints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from dealer_crm.domain.dates import local_day
from dealer_crm.i18n import Translator
from dealer_crm.services.complaint_list import ComplaintRow
from dealer_crm.ui.complaints.phrases import due_chip, one_line, row_chip, severity_chip, topic_words, who_words
from dealer_crm.ui.desk.phrases import short_day
from dealer_crm.ui.widgets import Column
from dealer_crm.ui.widgets.chips import chip_width
from dealer_crm.ui.widgets.painting import advance
from dealer_crm.words.labels import label

BESIDE = ("customer", "words", "due")
"""What the list shows while a complaint is open beside it."""
STEPS = 8


def columns(t: Translator, now: Callable[[], datetime]) -> list[Column]:
    """Return every column, those of the whole list shown."""

    def due(row: ComplaintRow) -> str:
        return row_chip(row, now(), t).text

    def opened(row: ComplaintRow) -> str:
        return short_day(local_day(row.opened_at), local_day(now()))

    return [
        Column("customer", t("Customer"), lambda row: who_words(row.customer, row.phone, t), 10, bold=True),
        Column("words", t("What happened"), lambda row: one_line(row.words), 24, stretch=True, sortable=False),
        Column("due", t("Deadline"), due, _chip_digits(now(), t), chip=lambda row: row_chip(row, now(), t)),
        Column("severity", t("Severity"), lambda row: label(row.severity, t), 11, chip=lambda row: severity_chip(row.severity, t), rank=1),
        Column("steps", t("Steps"), lambda row: f"{row.steps}/{STEPS}", 7, sortable=False, rank=2),
        Column("subtype", t("About"), lambda row: label(row.subtype, t), 19, sortable=False, quiet=True, rank=3),
        Column("topic", t("Topic"), lambda row: topic_words(row.topic, row.topic_name, t), 12, sortable=False, quiet=True, rank=4),
        Column("level", t("Level"), lambda row: label(row.level, t), 16, sortable=False, quiet=True, rank=5, shown=False),
        Column("staff", t("With"), lambda row: row.staff, 9, sortable=False, quiet=True, rank=5),
        Column("opened_at", t("Taken"), opened, 8, quiet=True, rank=4),
        Column("number", t("Number"), lambda row: row.number, 16, quiet=True, rank=6),
    ]


def columns_beside(t: Translator, now: Callable[[], datetime]) -> list[Column]:
    """Return every column, those beside an open complaint shown."""
    found = {"customer": 8, "words": 8}
    return [replace(column, shown=column.key in BESIDE, rank=0, width=found.get(column.key, column.width)) for column in columns(t, now)]


def _chip_digits(now: datetime, t: Translator) -> int:
    """Return for how many digits the widest usual chip needs room."""
    chips = [due_chip(now + timedelta(hours=hours), now, t) for hours in (-47, 47, 24 * 20, -24 * 20)]
    return -(-max(map(chip_width, [*chips, due_chip(None, now, t)])) // advance("8"))
