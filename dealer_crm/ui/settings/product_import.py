"""Before a list of goods is taken in: each row with what becomes of it and why, those that are wrong first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.product_imports import GoodsOutcome, GoodsRow
from dealer_crm.i18n import Translator
from dealer_crm.services.product_imports import GoodsPreview
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Chip, Column, Dialog, PagedModel, Role, TableView
from dealer_crm.ui.widgets.chips import chip_width
from dealer_crm.ui.widgets.painting import RIGHT, advance
from dealer_crm.ui.widgets.tall import wrapped
from dealer_crm.words.errors import sentence
from dealer_crm.words.figures import money
from dealer_crm.words.labels import label

TONES = {GoodsOutcome.NEW: Tone.DONE, GoodsOutcome.CHANGED: Tone.INFO, GoodsOutcome.SAME: Tone.NEUTRAL, GoodsOutcome.WRONG: Tone.DANGER}
ORDER = (GoodsOutcome.WRONG, GoodsOutcome.CHANGED, GoodsOutcome.NEW, GoodsOutcome.SAME)


class ProductImportDialog(Dialog):
    """`apply` takes all of it in as one step; rows that are wrong stay out."""

    def __init__(
        self, t: Translator, preview: GoodsPreview, categories: Mapping[str, str], apply: Callable[[], object], parent: QWidget
    ) -> None:
        super().__init__(t, t("Products from {file}").format(file=preview.file), parent, name="product_import_dialog", width=895)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._apply, self._categories = apply, categories
        self._rows = {row.row: row for row in sorted(preview.rows, key=lambda row: (ORDER.index(row.outcome), row.row))}
        counts = {one: preview.count(one) for one in GoodsOutcome}
        words = t(
            "{new} new, {changed} changed, {same} same as before, {wrong} not taken. The whole list is one step and can be taken back."
        )
        said = words.format(**{one.value: count for one, count in counts.items()})
        self.box.addWidget(wrapped(said, name="product_import_counts"))
        self.model = PagedModel(self._columns(), lambda: list(self._rows), self._of, self)
        self.table = TableView(t, self.model, name="product_import_rows", label=t("Rows of the file"))
        self.table.setMinimumHeight(170)
        self.box.addWidget(self.table, 1)
        self.model.reload()
        wanted = counts[GoodsOutcome.NEW] + counts[GoodsOutcome.CHANGED]
        text = t.plural("Take in {n} product", "Take in {n} products", wanted).format(n=wanted)
        self.action = self.add_button(text, role=Role.PRIMARY, key="F8", name="product_import_apply", icon="check")
        self.action.setEnabled(bool(wanted))
        self.action.clicked.connect(self.accept)
        self.add_button(t("Take nothing in"), key="Esc", name="product_import_leave").clicked.connect(self.reject)

    def _of(self, rows: Sequence[int]) -> list[GoodsRow]:
        return [self._rows[row] for row in rows if row in self._rows]

    def _columns(self) -> list[Column]:
        t = self._t
        widest = max(chip_width(self._chip(outcome)) for outcome in GoodsOutcome)
        found = [
            Column("row", t("Row"), lambda row: str(row.row), 6, RIGHT, quiet=True),
            Column(
                "outcome",
                t("What becomes of it"),
                lambda _row: "",
                -(-widest // advance("8")) + 1,
                chip=lambda row: self._chip(row.outcome),
            ),
            Column("name", t("Goods"), lambda row: row.draft.title or row.draft.code, 22, bold=True, stretch=2),
            Column("category", t("Category"), lambda row: self._categories.get(row.draft.category, ""), 12, rank=3),
            Column("price", t("Price"), lambda row: "" if row.error else money(row.draft.price), 12, RIGHT, rank=1),
            Column("why", t("Why"), lambda row: sentence(row.error, t) if row.error else "", 24, stretch=3),
        ]
        return [replace(column, sortable=False) for column in found]

    def _chip(self, outcome: GoodsOutcome) -> Chip:
        return Chip(label(outcome, self._t), TONES[outcome])

    def accept(self) -> None:
        """Take it in."""
        super().accept()
        self._apply()
