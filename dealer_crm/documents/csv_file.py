"""Writes a list as .csv for Excel and WPS: UTF-8 with its mark, every cell quoted, formulas disarmed."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from dealer_crm.documents.lists import ColumnKind, ListColumn, Row, Value, titles
from dealer_crm.documents.saving import replacing
from dealer_crm.domain.files import FileNotComplete
from dealer_crm.domain.text import clean

_FORMULA = re.compile(r"'*\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]|[\t\r]")
_GUARDED = re.compile(r"''*\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]|'[\t\r]")


def write_csv(target: Path, columns: Sequence[ListColumn], rows: Iterable[Row]) -> int:
    """Write the rows under their titles and return how many they are.

    Raises FileNotWritable, FileNotComplete; `target` is as before then.
    """
    count = 0
    kinds = [column.kind for column in columns]
    with replacing(target) as draft:
        with draft.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
            writer.writerow([guarded(title) for title in titles(columns)])
            for row in rows:
                writer.writerow([_text(kind, value) for kind, value in zip(kinds, row, strict=True)])
                count += 1
        if _rows_of(draft) != count + 1:
            raise FileNotComplete(file=target.name)
    return count


def guarded(text: str) -> str:
    """Put ' before what a spreadsheet would take for a formula; `unguarded` takes it away again."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return the text as it was before `guarded`."""
    return text[1:] if _GUARDED.match(text) else text


def _text(kind: ColumnKind, value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str) or kind is ColumnKind.TEXT:
        return guarded(clean(str(value)))
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if kind is ColumnKind.MONEY:
        return f"{value / 100:.2f}"
    return f"{value / 1000:.3f}".rstrip("0").rstrip(".") if kind is ColumnKind.AREA else str(value)


def _rows_of(path: Path) -> int:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return sum(1 for _ in csv.reader(stream))
