"""How a foreign sheet is laid out: where its headings stand, what each column fills, which words it uses."""

from __future__ import annotations

from dataclasses import dataclass

from dealer_crm.documents.readers.table import Cell, Table
from dealer_crm.domain.details import FormFields
from dealer_crm.domain.import_cells import text_of
from dealer_crm.domain.import_details import DetailTarget, Slot, list_words, slots
from dealer_crm.domain.import_headings import SAMPLES, Headings, guess
from dealer_crm.domain.import_words import Words
from dealer_crm.domain.imports import Column, ImportOptions, Target
from dealer_crm.domain.text import one_line
from dealer_crm.i18n import LANGUAGES, translator
from dealer_crm.services.customer_fields import FIELDS
from dealer_crm.services.import_memory import Memory, recall
from dealer_crm.storage.files import program_text
from dealer_crm.words.imports import KINDS, TARGETS
from dealer_crm.words.labels import label

SHOWN_SAMPLES = 3
_EXPORTED = {
    "address": Target.STREET,
    "last_at": Target.LAST_ON,
    "balance": Target.OPENING,
    "created_at": Target.CREATED_ON,
}
"""Columns of our own lists whose key is not the target's."""


@dataclass(frozen=True)
class Layout:
    """Where the data of a table begin (index) and what its columns hold; `header_row` counts from 1, 0 = none."""

    header_row: int
    columns: tuple[Column, ...]

    @property
    def targets(self) -> tuple[Slot, ...]:
        """What each column fills."""
        return tuple(column.target for column in self.columns)

    @property
    def headings(self) -> tuple[str, ...]:
        """What stands over each column."""
        return tuple(column.heading for column in self.columns)


def headings(fields: FormFields) -> Headings:
    """Return the table of headings, with the names our own exports use, and the further fields by name and code."""
    titles = [(field.label, _EXPORTED.get(field.key) or Target(field.key)) for field in FIELDS]
    titles += [(text, target) for target, text in TARGETS.items() if target not in {Target.KEEP, Target.NOTHING}]
    own: dict[str, Slot] = {translator(language)(title): target for language in LANGUAGES for title, target in titles}
    further: dict[str, Slot] = {}
    for target in reversed(sorted(slots(fields), key=lambda one: one.known.retired)):
        further |= {full_name(target, language): target for language in LANGUAGES}
        further |= {name: target for name in (target.known.code, target.known.en, target.known.zh)}
    return Headings(program_text("imports", "headings.toml"), own, further)


def full_name(target: DetailTarget, language: str) -> str:
    """Return the name of a field with the part of the form it stands in, by which it is found where the name alone means another."""
    return f"{label(target.known.section, translator(language))} · {target.known.said(language)}"


def heading_of(target: DetailTarget, language: str, known: Headings) -> str:
    """Return the heading under which a further field goes out, so that it comes in again."""
    name = target.known.said(language)
    return name if known.target(name) == (target, True) else full_name(target, language)


def words(fields: FormFields | None = None) -> Words:
    """Return the table of words, with our own labels and those of the shop's lists in every language."""
    own: dict[str, dict[str, str]] = list_words(fields or FormFields())
    for target, kind in KINDS.items():
        own[target] = {label(value, translator(language)): value.value for language in LANGUAGES for value in kind}
    return Words(program_text("imports", "words.toml"), own)


def layout(table: Table, options: ImportOptions, known: Headings, memory: Memory, fields: FormFields) -> Layout:
    """Find headings and columns; what the options say, or were told before for such a sheet, is taken as it is."""
    row = known.find(table.rows) if options.header_row is None else options.header_row - 1
    cells = table.rows[row] if 0 <= row < len(table.rows) else ()
    texts = [one_line(text_of(cell)) for cell in cells] + [""] * (table.width - len(cells))
    data = table.rows[row + 1 : row + 1 + SAMPLES]
    chosen = options.columns if options.columns is not None else recall(memory, texts, fields)
    if chosen is not None:
        targets = (*chosen, *[Target.NOTHING] * table.width)[: table.width]
    else:
        targets = known.mapping(texts, data) if row >= 0 else guess(data, table.width)
    columns = tuple(Column(i, texts[i], targets[i], _samples(data, i)) for i in range(table.width))
    return Layout(row + 1, columns)


def _samples(rows: tuple[tuple[Cell, ...], ...], column: int) -> tuple[str, ...]:
    texts = dict.fromkeys(text for row in rows if (text := one_line(text_of(row[column]))))
    return tuple(texts)[:SHOWN_SAMPLES]
