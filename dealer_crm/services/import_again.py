"""Checks staged rows again: one that was mended, or all of them when the store has changed since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from dealer_crm.domain.details import FormFields
from dealer_crm.domain.import_details import slot
from dealer_crm.domain.import_matching import People, Person, person_of
from dealer_crm.domain.import_merging import merged
from dealer_crm.domain.imports import SURE, Change, Choice, Cleaned, Column, Outcome, Reason, Values
from dealer_crm.domain.progress import Progress
from dealer_crm.services.import_compare import CleanedRow, Comparer, keys_of, problems_of
from dealer_crm.services.import_people import candidates, people
from dealer_crm.services.import_reading import CHUNK, cleaner_for, names_of
from dealer_crm.storage.staging import StagedRow, Staging


def as_file(values: Values) -> Values:
    """Return a row's values as the file it will open."""
    return merged(values, {}, Choice.FILL)


def check_row(connection: Connection, staging: Staging, columns: Sequence[Column], mended: tuple[int, list[Any]]) -> None:
    """Clean and compare the row (number, cells) anew, then the rows that were taken for the same customer."""
    targets, headings = [c.target for c in columns], [c.heading for c in columns]
    cleaner = cleaner_for(connection, targets, headings)
    row, cells = mended
    rows = [CleanedRow(row, cells, cleaner.clean(cells))]
    others = staging.rows(staging.dependents(row))
    rows += [CleanedRow(other.row, other.cells, cleaner.clean(other.cells)) for other in others]
    for one in rows:
        values = one.cleaned.values
        near = People(people(connection, candidates(connection, values)))
        for person in _sheet(staging, values, {r.row for r in rows if r.row >= one.row}):
            near.add(person)
        comparer = Comparer(connection, near, lambda n: staging.rows([n])[0].values, names_of(targets, headings))
        staging.replace(comparer.compare([one]))


def _sheet(staging: Staging, values: Values, but: set[int]) -> Iterator[Person]:
    """Yield the rows of the sheet that share a name or number with these values."""
    for other in staging.rows([row for row in staging.with_keys(keys_of(person_of(values, None)) or ("",)) if row not in but]):
        if other.outcome == Outcome.ERROR:
            continue
        if not other.reason:
            yield person_of(other.values, other.row)
        elif Reason(other.reason) in SURE:
            yield replace(person_of(other.values, other.match_row), customer_id=other.match_id)


def compare_all(connection: Connection, staging: Staging, columns: Sequence[Column], progress: Progress) -> None:
    """Compare every row with the store as it is now. A choice stays where the row is still taken for the same one."""
    names = names_of([c.target for c in columns], [c.heading for c in columns])
    comparer = Comparer(connection, People(people(connection)), lambda n: staging.rows([n])[0].values, names)
    ids = sorted(staging.ids())
    for start in range(0, len(ids), CHUNK):
        before = staging.rows(ids[start : start + CHUNK])
        after = comparer.compare([CleanedRow(row.row, row.cells, _cleaned(row)) for row in before])
        staging.replace([_keep_choice(old, new) for old, new in zip(before, after, strict=True)])
        progress.step(min(start + CHUNK, len(ids)), len(ids))


def _cleaned(row: StagedRow) -> Cleaned:
    changes = tuple(Change(slot(target, FormFields()), before, after) for target, before, after in row.changes)
    return Cleaned(row.values, changes, tuple(problems_of(row)))


def _keep_choice(old: StagedRow, new: StagedRow) -> StagedRow:
    same = (old.outcome, old.match_id, old.match_row) == (new.outcome, new.match_id, new.match_row)
    return replace(new, choice=old.choice) if same else new
