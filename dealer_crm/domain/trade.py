"""What every entry of the trade's data says of itself: its words, where it comes from, and whether it is law."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """Whether an entry is law, comes from the trade's own teaching, or is a custom that the shop may change."""

    LAW = "law"
    SEED = "seed"
    CUSTOM = "custom"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Words in both languages, with the source; only what is `LAW` may be printed as such."""

    zh: str = ""
    en: str = ""
    source: str = ""
    standing: Standing = Standing.CUSTOM

    def said(self, language: str) -> str:
        """Return the entry's words in a language (zh or en)."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class Category(Entry):
    """A line of goods or services, and what holds for it where a product says nothing else.

    `machine` = it becomes equipment in the house: one for each piece, or one for the whole line without `by_piece`
    (㎡ of floor). `retire_months` count from the sale (判废), with town gas `retire_months_town_gas`. Checklists are in
    the order of the work; the last one is for the hand-over.
    """

    code: str
    unit_zh: str
    unit_en: str
    checklists: tuple[str, ...] = ()
    machine: bool = False
    by_piece: bool = True
    retire_months: int | None = None
    retire_months_town_gas: int | None = None

    @property
    def checklist(self) -> str:
        """Return the sheet for the hand-over, "" where there is none."""
        return self.checklists[-1] if self.checklists else ""

    def unit(self, language: str) -> str:
        """Return the unit it is sold in, in a language."""
        return self.unit_zh if language == "zh" else self.unit_en
