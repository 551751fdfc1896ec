"""The list of customers on paper as it is shown: the same columns in the same words, what was asked for, how many there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dealer_crm.domain.journal import Actor
from dealer_crm.i18n import translator
from dealer_crm.services.shop import ShopData
from dealer_crm.storage.database import Database

if TYPE_CHECKING:
    from dealer_crm.domain.printing import PrintChoice
    from dealer_crm.services.paper_desk import PaperDesk

CHUNK = 500
MOST = 3_000
"""So many rows are printed; a longer list is for a workbook."""


@dataclass(frozen=True)
class ShownColumn:
    """A column of the list: its title, the words it shows of a row, whether they stand at the right, its share of the width."""

    title: str
    text: Callable[[Any], str] = field(compare=False)
    right: bool = False
    width: float = 14


@dataclass(frozen=True)
class ListQuestion:
    """What stands on the screen: the list's name, what was asked in words, its columns, whose rows, and how rows are read."""

    title: str
    words: str
    columns: tuple[ShownColumn, ...]
    ids: Sequence[int] = field(compare=False)
    rows: Callable[[Sequence[int]], Sequence[Any]] = field(compare=False)


class ListPapers:
    """Lists as they are shown; nothing is changed."""

    def __init__(self, db: Database, desk: PaperDesk) -> None:
        self._desk = desk
        self._shop = ShopData(db, Actor)

    def listed(self, question: ListQuestion, choice: PrintChoice, language: str, printed_by: str = "") -> bytes:
        """Return the list as a PDF; of a very long one its beginning, which it says."""
        from dealer_crm.documents.lists import ColumnKind, ListColumn
        from dealer_crm.documents.pdf.list_paper import ListPaperData, list_paper
        from dealer_crm.services.shop_head import shop_head

        t, ids = translator(language), question.ids[:MOST]
        columns = tuple(ListColumn(one.title, ColumnKind.NUMBER if one.right else ColumnKind.TEXT, one.width) for one in question.columns)
        rows = [
            tuple(one.text(row) for one in question.columns)
            for start in range(0, len(ids), CHUNK)
            for row in question.rows(ids[start : start + CHUNK])
        ]
        cut = t("The first {n} of {all}; export the list for all of them.").format(n=f"{MOST:,}", all=f"{len(question.ids):,}")
        words = "  ".join(filter(None, (question.words, cut if len(question.ids) > MOST else "")))
        setup = self._desk.setup("customer_list", choice, language, printed_by)
        return list_paper(ListPaperData(question.title, columns, tuple(rows), shop_head(self._shop.shop()), words), setup)
