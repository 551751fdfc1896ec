"""Reads a foreign file, cleans and compares its rows, and stages them; runs in a child process on a copy of the store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from dealer_crm.documents.readers.files import read_table
from dealer_crm.documents.readers.table import Table
from dealer_crm.domain.details import FormFields
from dealer_crm.domain.import_cells import shown_cells
from dealer_crm.domain.import_details import Slot, slot
from dealer_crm.domain.import_headings import says_who
from dealer_crm.domain.import_matching import People
from dealer_crm.domain.import_rows import Cleaner
from dealer_crm.domain.import_words import staff_words
from dealer_crm.domain.imports import Cleaned, ImportOptions, Problem
from dealer_crm.domain.names import Pinyin
from dealer_crm.domain.progress import Progress
from dealer_crm.services.form_fields import form_fields
from dealer_crm.services.import_compare import CleanedRow, Comparer
from dealer_crm.services.import_files import FileMaker, of_rows
from dealer_crm.services.import_layout import Layout, headings, layout, words
from dealer_crm.services.import_people import people, staff_names
from dealer_crm.storage import dialect, new_files
from dealer_crm.storage.database import working_files
from dealer_crm.storage.files import program_text
from dealer_crm.storage.staging import Staging, add_rows, read_values

CHUNK = 1_000


def check_file(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Stage the file `path` into `staging`, compared with the store copy `store`. Returns {}.

    `options` is an ImportOptions as a dictionary, `memory` what `import_memory` knows; all are plain values.
    Raises the errors of `domain.files`, Cancelled, known trouble of the disk.
    """
    path, staging = Path(arguments["path"]), Staging(Path(arguments["staging"]))
    options = options_of(arguments["options"])
    progress.step(0, 0)
    table = read_table(path, sheet=options.sheet, encoding=options.encoding)
    with working_files(staging.path.parent):
        staging.create()
        fields = _fields(Path(arguments["store"]))
        options = replace(options, columns=options.columns and tuple(slot(text, fields) for text in options.columns))
        found = layout(table, options, headings(fields), arguments["memory"], fields)
        staging.set_meta(
            file=table.file,
            sheet=table.sheet,
            sheets=table.sheets,
            encoding=table.encoding,
            header_row=found.header_row,
            columns=[asdict(column) for column in found.columns],
            width=table.width,
        )
        engine = dialect.engine_for(Path(arguments["store"]))
        try:
            with engine.connect() as connection:
                _stage(connection, staging, table, found, progress)
        finally:
            engine.dispose()
        staging.finish()
    return {}


def options_of(plain: dict[str, Any]) -> ImportOptions:
    """Return the options from what JSON or a pipe made of them."""
    columns = plain["columns"]
    return ImportOptions(plain["sheet"], plain["encoding"], plain["header_row"], None if columns is None else tuple(columns))


def _fields(store: Path) -> FormFields:
    """Return the further fields of a copy of the store."""
    engine = dialect.engine_for(store)
    try:
        with Session(engine) as session:
            return form_fields(session)
    finally:
        engine.dispose()


def cleaner_for(connection: Connection, columns: Sequence[Slot], names: Sequence[str]) -> Cleaner:
    """Return a cleaner for these columns that knows the shop's staff and lists."""
    with Session(connection) as session:
        fields = form_fields(session)
    return Cleaner(columns, names, words(fields), staff_words(staff_names(connection)))


def names_of(columns: Sequence[Slot], names: Sequence[str]) -> dict[str, str]:
    """Return the heading of each field."""
    return dict(reversed(list(zip(columns, names, strict=False))))


def _stage(connection: Connection, staging: Staging, table: Table, found: Layout, progress: Progress) -> None:
    if not says_who(found.targets):
        return
    cleaner = cleaner_for(connection, found.targets, found.headings)
    total = len(table.rows)
    with staging.open() as target:

        def earlier(row: int) -> dict[str, Any]:
            return read_values(target, row)

        comparer = Comparer(connection, People(people(connection)), earlier, names_of(found.targets, found.headings))
        maker = FileMaker(connection, Pinyin(program_text("pinyin", "pinyin.txt")))
        rows = _cleaned(table, found, cleaner)
        while chunk := list(islice(rows, CHUNK)):
            staged = comparer.compare(chunk)
            add_rows(target, staged)
            new_files.add(target, maker.make(of_rows(staged)))
            progress.step(min(chunk[-1].row, total), total)
        progress.step(total, total)


def _cleaned(table: Table, found: Layout, cleaner: Cleaner) -> Iterator[CleanedRow]:
    """Yield the filled rows below the headings, then those that could not be read at all."""
    for index in range(found.header_row, len(table.rows)):
        cells = table.rows[index]
        if any(cell is not None and cell != "" for cell in cells):
            yield CleanedRow(index + 1, shown_cells(cells), cleaner.clean(cells))
    for n, error in enumerate(table.errors, 1):
        row = len(table.rows) + n
        yield CleanedRow(row, [None] * table.width, Cleaned({}, problems=(Problem(-1, error.error),)))
