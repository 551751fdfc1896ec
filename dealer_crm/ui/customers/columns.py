"""The columns of the customer list, made from the registry that export and command line use too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from operator import attrgetter
from typing import Any

from dealer_crm.domain import phones
from dealer_crm.domain.customers import IntentLevel
from dealer_crm.domain.details import BETWEEN
from dealer_crm.i18n import Translator
from dealer_crm.services.customer_fields import CHOSEN, FIELDS, Field, FieldKind
from dealer_crm.services.customer_list import CustomerRow
from dealer_crm.ui.desk import phrases
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Column
from dealer_crm.ui.widgets.chips import PAD, Chip, chip_width
from dealer_crm.ui.widgets.painting import LEFT, RIGHT, advance
from dealer_crm.words.figures import money
from dealer_crm.words.labels import label, level_short

AND = " · "
WIDEST = 24
"""Digits that the widest value of a list may take room for."""
BESIDE = ("name", "phone", "next_on")
"""What the list shows while a customer is open beside it."""
RANKS = {"last_words": 6, "owner": 5, "last_at": 4, "stage": 3, "intent_level": 2, "address": 1}
"""Which columns give way first where the list is narrow."""
WIDTHS = {"phone": 13, "stage": 9, "intent_level": 11}
STRETCHES = {"address": 1, "note": 3, "last_words": 3}
QUIET = {"last_words", "last_at", "owner", "created_at", "number"}


def columns(t: Translator, today: Callable[[], date]) -> list[Column]:
    """Return every column, those of the whole list shown."""
    return [_column(field, t, today) for field in FIELDS]


def further_column(field: Field, t: Translator) -> Column:
    """Return the column of a further field or a class, with the colours of its list."""
    words = {one.value: one.words for one in field.options(t)}
    tones = {one.value: Tone(one.tone) for one in field.options(t) if one.tone in set(Tone)}

    def text(row: CustomerRow) -> str:
        value = str(field.value(row))
        if field.kind not in CHOSEN:
            return " ".join(value.split())
        return AND.join(words.get(code, code) for code in value.split(BETWEEN) if code)

    def chip(row: CustomerRow) -> Chip | None:
        value = str(field.value(row))
        return Chip(words[value], tones[value], icon="") if value in tones else None

    widest = max((advance(word) + 2 * PAD for word in words.values()), default=0) // advance("8")
    return Column(
        key=field.key,
        title=field.title(t),
        text=text,
        width=max(field.width, min(widest, WIDEST)) if field.kind is FieldKind.CHOICE else field.width,
        align=RIGHT if field.kind is FieldKind.NUMBER else LEFT,
        chip=chip if tones else None,
        shown=False,
    )


def columns_beside(t: Translator, today: Callable[[], date]) -> list[Column]:
    """Return every column, those beside a detail shown."""
    return [
        replace(column, shown=column.key in BESIDE, rank=int(column.key == "phone"), stretch=0)
        if column.key != "name"
        else replace(column, rank=0, stretch=1, width=column.width * 3 // 5)
        for column in columns(t, today)
    ]


def _column(field: Field, t: Translator, today: Callable[[], date]) -> Column:
    return Column(
        key=field.key,
        title=t(field.label),
        text=_text(field, t, today),
        width=WIDTHS.get(field.key, field.width) if field.key != "next_on" else _chip_characters(t, today()),
        align=RIGHT if field.kind is FieldKind.MONEY else LEFT,
        chip=(lambda row: phrases.next_chip(row, today(), t)) if field.key == "next_on" else None,
        bold=field.key == "name",
        quiet=field.key in QUIET,
        shown=field.shown,
        stretch=STRETCHES.get(field.key, 0),
        rank=RANKS.get(field.key, 0),
    )


def _chip_characters(t: Translator, today: date) -> int:
    """Return for how many digits the widest usual chip needs room."""
    chips = [phrases.step_chip(due, today, t) for due in (None, today - timedelta(days=99), today + timedelta(days=9))]
    return -(-max(map(chip_width, chips)) // advance("8"))


def _text(field: Field, t: Translator, today: Callable[[], date]) -> Callable[[CustomerRow], str]:
    if field.key == "next_on":
        return lambda row: phrases.next_chip(row, today(), t).text
    if field.key == "name":
        return phrases.name_of

    value, words = attrgetter(field.key), _words(field.kind, t, today)
    return lambda row: words(value(row))


def _words(kind: FieldKind, t: Translator, today: Callable[[], date]) -> Callable[[Any], str]:
    match kind:
        case FieldKind.PHONE:
            return phones.shown
        case FieldKind.INSTANT:
            return lambda value: phrases.instant_day(value, today())
        case FieldKind.MONEY:
            return lambda value: money(value) if value else ""
        case FieldKind.CHOICE:
            return lambda value: level_short(value, t) if isinstance(value, IntentLevel) else label(value, t)
        case FieldKind.CHOICES:
            return lambda value: phrases.interests(value, t)
        case _:
            return lambda value: " ".join(str(value).split())
