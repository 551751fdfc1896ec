"""Compares cleaned rows with the store and with each other: who each row is, and what it would add."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from dealer_crm.domain import phones
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.import_matching import People, Person, name_key, person_of
from dealer_crm.domain.import_merging import changes, effects, merged
from dealer_crm.domain.import_rows import labelled
from dealer_crm.domain.imports import PROBLEMS, Change, Choice, Cleaned, Match, Outcome, Problem, Target, Values, judge
from dealer_crm.services.import_people import known
from dealer_crm.storage.staging import StagedRow


@dataclass(frozen=True)
class CleanedRow:
    """A row with its number in the sheet, its raw cells (as JSON holds them) and what cleaning made of it."""

    row: int
    cells: list[Any]
    cleaned: Cleaned


class Comparer:
    """Finds out who rows are. Rows must come in the order of the sheet.

    `earlier` gives the values of a row that was compared before; `headings` name what moves to the note.
    """

    def __init__(self, connection: Connection, people: People, earlier: Callable[[int], Values], headings: Mapping[str, str]) -> None:
        self._connection = connection
        self._people = people
        self._earlier = earlier
        self._headings = headings
        self._rows: dict[int, Values] = {}

    def compare(self, rows: Sequence[CleanedRow]) -> list[StagedRow]:
        """Judge a chunk of rows; the store is asked once for all whom they match."""
        found: list[tuple[CleanedRow, Person, Match | None]] = []
        chunk: dict[int, Values] = {}
        for row in rows:
            cleaned = self._find_referrer(row.cleaned)
            me = person_of(cleaned.values, row.row)
            match = None if cleaned.problems else self._match(me, str(cleaned.values.get(Target.NUMBER, "")))
            if match is None:
                cleaned = self._without_number(cleaned)
            chunk[row.row] = cleaned.values
            found.append((CleanedRow(row.row, row.cells, cleaned), me, match))
        files = known(self._connection, [m.customer_id for _, _, m in found if m is not None and m.customer_id is not None])
        return [self._stage(*one, files, chunk) for one in found]

    def _match(self, me: Person, number: str) -> Match | None:
        """Find who the row is; what it knows of him helps to find later rows."""
        match = self._people.match(me, number)
        if match is None:
            self._people.add(me)
        elif match.sure:
            self._people.add(replace(me, row=match.row, customer_id=match.customer_id))
        return match

    def _stage(self, row: CleanedRow, me: Person, match: Match | None, files: dict[int, Values], chunk: Mapping[int, Values]) -> StagedRow:
        values = row.cleaned.values
        file = {} if match is None else self._file(match, files, chunk)
        means = {} if match is None else effects(values, file)
        outcome, choice = judge(bool(row.cleaned.problems), match, changes(means, Choice.FILL))
        if match is not None and choice is Choice.FILL:
            self._remember(match, files, merged(values, file, choice))
        return StagedRow(
            row=row.row,
            outcome=outcome.value,
            choice=choice.value,
            cells=row.cells,
            values=values,
            problems=[[p.column, type(p.error).__name__, p.error.parameters] for p in row.cleaned.problems],
            changes=[[change.target.value, change.before, change.after] for change in row.cleaned.changes],
            effects={str(target): effect.value for target, effect in means.items()},
            reason=match.reason.value if match else "",
            name=match.name if match else "",
            match_id=match.customer_id if match else None,
            match_row=match.row if match else None,
            keys=() if outcome is Outcome.ERROR else keys_of(me),
        )

    def _file(self, match: Match, files: dict[int, Values], chunk: Mapping[int, Values]) -> Values:
        if match.customer_id is not None:
            return files[match.customer_id]
        assert match.row is not None
        if match.row not in self._rows:
            values = chunk.get(match.row) or self._earlier(match.row)
            self._rows[match.row] = merged(values, {}, Choice.FILL)
        return self._rows[match.row]

    def _remember(self, match: Match, files: dict[int, Values], after: Values) -> None:
        if match.customer_id is not None:
            files[match.customer_id] = after
        elif match.row is not None:
            self._rows[match.row] = after

    def _find_referrer(self, cleaned: Cleaned) -> Cleaned:
        """Put the referrer's id in the place of his name or number; keep in the note who is not in the store."""
        text = cleaned.values.get(Target.REFERRER)
        if not isinstance(text, str):
            return cleaned
        found = next((i for n in phones.split(text) if (i := self._people.with_phone(n)) is not None), None)
        found = found if found is not None else self._people.named(text)
        values = {name: value for name, value in cleaned.values.items() if name != Target.REFERRER}
        if found is not None:
            return replace(cleaned, values={**values, Target.REFERRER.value: found})
        return self._noted(replace(cleaned, values=values), Target.REFERRER, text)

    def _without_number(self, cleaned: Cleaned) -> Cleaned:
        """Keep a customer number that is not ours in the note: new files get numbers of our series."""
        if cleaned.problems or Target.NUMBER not in cleaned.values:
            return cleaned
        values = {name: value for name, value in cleaned.values.items() if name != Target.NUMBER}
        return self._noted(replace(cleaned, values=values), Target.NUMBER, cleaned.values[Target.NUMBER])

    def _noted(self, cleaned: Cleaned, target: Target, text: str) -> Cleaned:
        line = labelled(self._headings.get(target, ""), text)
        note = "\n".join(filter(None, [cleaned.values.get(Target.NOTE, ""), line]))
        values = {**cleaned.values, Target.NOTE.value: note}
        return replace(cleaned, values=values, changes=(*cleaned.changes, Change(target, text, "")))


def keys_of(person: Person) -> tuple[str, ...]:
    """Return what another row of the sheet may share with this one."""
    return (*person.phones, *((f"={name_key(person.name)}",) if person.name else ()))


def problems_of(row: StagedRow) -> list[Problem]:
    """Return the problems of a staged row as errors with words."""
    return [Problem(column, _error(name, parameters)) for column, name, parameters in row.problems]


def _error(name: str, parameters: Mapping[str, Any]) -> DomainError:
    return PROBLEMS[name](**parameters)
