"""Records with all that belongs to them in one question: each part comes as a list of rows in JSON, made by SQLite."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Label, Select, func, select

from dealer_crm.storage import rows


class Whole:
    """A question for records by id, and for the rows of each part, in order, as the file holds them.

    Asked for by record, each part is found by its own index, whatever else its conditions say.
    """

    def __init__(self, query: Select[Any], key: ColumnElement[int], parts: Mapping[str, Any]) -> None:
        """Take the question for the records, their id, and what is asked of each part: first whose row it is."""
        folded = [_folded(part, key, name) for name, part in parts.items()]
        self._question = rows.Stored(query.add_columns(*folded).where(key.in_(rows.IDS)))
        self._kinds = [rows.kind_of(name, part.selected_columns.keys()[1:]) for name, part in parts.items()]

    def rows(self, connection: Connection, ids: Sequence[int]) -> Iterator[tuple[Any, list[Sequence[Any]]]]:
        """Yield each record with its parts."""
        kinds = self._kinds
        for row in self._question.rows(connection, ids):
            yield row, [_unfolded(kind, text) for kind, text in zip(kinds, row[-len(kinds) :], strict=True)]


def _folded(part: Select[Any], key: ColumnElement[int], name: str) -> Label[Any]:
    owner, *columns = part.selected_columns
    his = part.with_only_columns(*columns).where(owner == key).correlate(key.table).subquery()
    return select(func.json_group_array(func.json_array(*his.c))).scalar_subquery().label(f"all_{name}")


def _unfolded(kind: rows.Kind, text: str) -> Sequence[Any]:
    return () if text == "[]" else [kind(values) for values in json.loads(text)]
