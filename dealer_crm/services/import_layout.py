"""How a foreign sheet is laid out: where its headings stand, what each column fills, which words it uses."""

from __future__ import annotations

from dataclasses import dataclass

from dealer_crm.documents.readers.table import Cell, Table
from dealer_crm.domain.import_cells import text_of
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
    def targets(self) -> tuple[Target, ...]:
        """What each column fills."""
        return tuple(column.target for column in self.columns)

    @property
    def headings(self) -> tuple[str, ...]:
        """What stands over each column."""
        return tuple(column.heading for column in self.columns)


def headings() -> Headings:
    """Return the table of headings, with the names our own exports use."""
    titles = [(field.label, _EXPORTED.get(field.key) or Target(field.key)) for field in FIELDS]
    titles += [(text, target) for target, text in TARGETS.items() if target not in {Target.KEEP, Target.NOTHING}]
    own = {translator(language)(title): target for language in LANGUAGES for title, target in titles}
    return Headings(program_text("imports", "headings.toml"), own)


def words() -> Words:
    """Return the table of words, with our own labels in every language."""
    own: dict[Target, dict[str, str]] = {}
    for target, kind in KINDS.items():
        own[target] = {label(value, translator(language)): value.value for language in LANGUAGES for value in kind}
    return Words(program_text("imports", "words.toml"), own)


def layout(table: Table, options: ImportOptions, known: Headings, memory: Memory) -> Layout:
    """Find headings and columns; what the options say, or were told before for such a sheet, is taken as it is."""
    row = known.find(table.rows) if options.header_row is None else options.header_row - 1
    cells = table.rows[row] if 0 <= row < len(table.rows) else ()
    texts = [one_line(text_of(cell)) for cell in cells] + [""] * (table.width - len(cells))
    data = table.rows[row + 1 : row + 1 + SAMPLES]
    chosen = options.columns if options.columns is not None else recall(memory, texts)
    if chosen is not None:
        targets = (*chosen, *[Target.NOTHING] * table.width)[: table.width]
    else:
        targets = known.mapping(texts, data) if row >= 0 else guess(data, table.width)
    columns = tuple(Column(i, texts[i], targets[i], _samples(data, i)) for i in range(table.width))
    return Layout(row + 1, columns)


def _samples(rows: tuple[tuple[Cell, ...], ...], column: int) -> tuple[str, ...]:
    texts = dict.fromkeys(text for row in rows if (text := one_line(text_of(row[column]))))
    return tuple(texts)[:SHOWN_SAMPLES]
