"""The words by which rows of a sheet become lines: headings of columns, rows that add up, short forms of a share."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dealer_crm.domain.text import fold
from dealer_crm.storage.files import program_text


@dataclass(frozen=True)
class LineWords:
    """`columns` gives the column of a folded heading ("" = left out); `between` are signs that part what one group is called by.

    `tenths` stands behind tenths of the list price.
    """

    columns: Mapping[str, str]
    brands: frozenset[str]
    sums: tuple[str, ...]
    between: tuple[str, ...]
    share_before: tuple[str, ...]
    tenths: str


@lru_cache(maxsize=1)
def line_words() -> LineWords:
    """Return the words, read once."""
    data = tomllib.loads(program_text("imports", "line_headings.toml"))
    columns = {fold(name): key if key not in ("brand", "skipped") else "" for key, names in data["columns"].items() for name in names}
    brands = frozenset(map(fold, data["columns"]["brand"]))
    sums, between = tuple(map(fold, data["rows"]["sums"])), tuple(data["group"]["between"])
    return LineWords(columns, brands, sums, between, tuple(data["share"]["before"]), data["share"]["tenths"])
