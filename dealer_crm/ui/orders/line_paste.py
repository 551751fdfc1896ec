"""Rows that come from a sheet: tab-separated text, with or without a row of headings in any order."""

from __future__ import annotations

from collections.abc import Sequence

from dealer_crm.domain.text import fold
from dealer_crm.services.line_words import line_words

MOST_ROWS = 2000


def pasted(text: str, columns: Sequence[str], ahead: Sequence[str]) -> tuple[list[str], list[list[str]]]:
    """Return for which columns the texts are ("" = for none), and the rows of texts.

    Headings name any of `columns`; without them the texts are for those `ahead`, in order.
    Rows that add others up are left out where there are headings.
    """
    rows = [row for row in table(text) if any(cell.strip() for cell in row)][:MOST_ROWS]
    first = [fold(cell) for cell in rows[0]] if rows else []
    known = [line_words().columns.get(cell, "") for cell in first]
    if "goods" not in known and "model" not in known or len([key for key in known if key]) < 2:
        return list(ahead), rows
    keys = [key if key in columns or not key else "" for key in known]
    body = [_with_brand(first, keys, row) for row in rows[1:]]
    return keys, [row for row in body if not fold(next(filter(str.strip, row), "")).startswith(line_words().sums)]


def _with_brand(names: Sequence[str], keys: Sequence[str], row: list[str]) -> list[str]:
    """Put the brand, which has no column of its own, before the goods."""
    found = list(row)
    brands = [found[at].strip() for at, name in enumerate(names) if name in line_words().brands and at < len(found)]
    at = keys.index("goods") if "goods" in keys else -1
    if brands and brands[0] and 0 <= at < len(found) and not found[at].startswith(brands[0]):
        found[at] = f"{brands[0]} {found[at]}"
    return found


def table(text: str) -> list[list[str]]:
    """Return the cells of tab-separated text; a cell in quotes may hold tabs, line ends and doubled quotes, as sheets write it."""
    rows: list[list[str]] = [[]]
    plain, at = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n"), 0
    while at <= len(plain):
        cell, at = _quoted(plain, at) if plain.startswith('"', at) else _bare(plain, at)
        rows[-1].append(cell)
        if at < len(plain) and plain[at] == "\n":
            rows.append([])
        at += 1
    return rows


def _bare(text: str, at: int) -> tuple[str, int]:
    ends = [end for sign in "\t\n" if (end := text.find(sign, at)) >= 0]
    end = min(ends, default=len(text))
    return text[at:end], end


def _quoted(text: str, at: int) -> tuple[str, int]:
    """Return a cell in quotes and where it ends; a quote that is not closed is a sign like others."""
    end, found = at + 1, ""
    while (quote := text.find('"', end)) >= 0:
        found += text[end:quote]
        if not text.startswith('"', quote + 1):
            after = quote + 1
            return (found, after) if after == len(text) or text[after] in "\t\n" else _bare(text, at)
        found, end = found + '"', quote + 2
    return _bare(text, at)
