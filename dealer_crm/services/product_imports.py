"""Takes products over from a sheet: compared with ours first, then all of it in one step that can be taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from dealer_crm.domain.errors import DomainError, EditConflict
from dealer_crm.domain.journal import Action, Subject
from dealer_crm.domain.product_imports import (
    GoodsHeadings,
    GoodsHeadingsMissing,
    GoodsOutcome,
    GoodsRow,
    Shelf,
    compared,
    values_of,
)
from dealer_crm.domain.progress import NoProgress, Progress
from dealer_crm.domain.text import fold
from dealer_crm.services.products import Products
from dealer_crm.storage.database import Database
from dealer_crm.storage.files import program_text
from dealer_crm.storage.models import Product

if TYPE_CHECKING:
    from dealer_crm.documents.readers.table import Table

STEP = 500
"""Rows between two words on how far it is."""


@dataclass(frozen=True)
class GoodsPreview:
    """What a file would do."""

    file: str
    rows: tuple[GoodsRow, ...]

    def count(self, outcome: GoodsOutcome) -> int:
        """Return how many rows have this outcome."""
        return Counter(row.outcome for row in self.rows)[outcome]


class ProductImports:
    """Use-cases of lists of goods; the reading of files is imported when the first one comes."""

    def __init__(self, db: Database, products: Products) -> None:
        self._db, self._products = db, products

    def preview(self, path: Path, progress: Progress | None = None) -> GoodsPreview:
        """Read a file and compare it; nothing is changed. Raises the errors of `domain.files`, GoodsHeadingsMissing."""
        from dealer_crm.documents.readers.files import read_table

        table = read_table(path)
        at, columns = GoodsHeadings(program_text("imports", "product_headings.toml")).find(table.rows)
        if at < 0:
            raise GoodsHeadingsMissing(file=path.name)
        if not self._products.sees_cost:
            columns.pop("cost", None)
        said = self._said(table, at, columns, progress or NoProgress())
        with self._db.read() as session:
            known = [self._products.known(product) for product in session.scalars(select(Product).order_by(Product.id))]
        return GoodsPreview(path.name, tuple(compared(said, Shelf(known))))

    def _said(
        self, table: Table, at: int, columns: Mapping[str, int], progress: Progress
    ) -> Iterator[tuple[int, dict[str, Any] | DomainError]]:
        categories = {fold(name): one.code for one in self._products.categories() for name in (one.zh, one.en, one.code)}
        total = len(table.rows)
        for index in range(at + 1, total):
            if index % STEP == 0:
                progress.step(index, total)
            cells = table.rows[index]
            if all(cell is None or cell == "" for cell in cells):
                continue
            try:
                yield index + 1, values_of(cells, columns, categories)
            except DomainError as error:
                yield index + 1, error

    def apply(self, preview: GoodsPreview, progress: Progress | None = None) -> int:
        """Write what is new or changed in one step and return how many. Raises EditConflict: somebody changed one meanwhile."""
        wanted = [row for row in preview.rows if row.outcome in (GoodsOutcome.NEW, GoodsOutcome.CHANGED)]
        if not wanted:
            return 0
        tell: Callable[[int, int], None] = (progress or NoProgress()).step
        with self._db.write(self._products.actor(), Action.IMPORT, Subject.PRODUCT) as session:
            ours = {one.id: one for one in session.scalars(select(Product))} if any(row.product_id for row in wanted) else {}
            for at, row in enumerate(wanted):
                if at % STEP == 0:
                    tell(at, len(wanted))
                product = ours.get(row.product_id or 0) or Product()
                if row.product_id and product.version != row.version:
                    raise EditConflict(mine=row.version, theirs=product.version or 0)
                self._products.fill(product, row.draft)
                session.add(product)
            session.flush()
            session.about(0, preview.file)
        return len(wanted)
