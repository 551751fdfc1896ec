"""The kinds of paper a shop prints, and what of each the shop may choose; the list itself is trade data (papers.toml)."""

from __future__ import annotations

from dataclasses import dataclass, field

from dealer_crm.domain.paper_templates import CopyStyle
from dealer_crm.domain.trade import Entry


@dataclass(frozen=True)
class Part(Entry):
    """A block, column, text or place to sign of a paper. A `fixed` one cannot be left out: the paper means nothing without it."""

    code: str
    fixed: bool = False


@dataclass(frozen=True)
class PaperKind(Entry):
    """One kind of paper. `number` stands in the codes that are printed on it and never changes.

    `marks` = a second print says that it is one (补打). `prices` = it can be printed without them. `lines` = its lines per page can be
    chosen. `overprint` = it can fill forms that were printed elsewhere. `copies` are those it is usually made in.
    """

    code: str
    number: int
    blocks: tuple[Part, ...] = ()
    columns: tuple[Part, ...] = ()
    words: tuple[Part, ...] = ()
    signs: tuple[Part, ...] = ()
    copies: tuple[CopyStyle, ...] = field(default=())
    marks: bool = False
    prices: bool = False
    lines: bool = False
    overprint: bool = False
