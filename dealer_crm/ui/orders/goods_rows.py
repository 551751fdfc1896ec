"""Rows of a form for goods that come new: what, how many, for how much; a button adds one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dealer_crm.domain.orders import LineDraft
from dealer_crm.i18n import Translator
from dealer_crm.ui.orders.goods_edit import Find, GoodsEdit
from dealer_crm.ui.orders.product_hits import ProductHits
from dealer_crm.ui.widgets import Button, Dialog, FormGrid, MoneyField, NumberField, Role

FEW = 12
"""So many rows of new goods a form has at most; more than that is another order."""


@dataclass(frozen=True)
class _Row:
    goods: GoodsEdit
    quantity: NumberField
    price: MoneyField


class GoodsRows:
    """Fills a form with rows; `line()` values come out as drafts, empty rows are left out."""

    def __init__(self, t: Translator, dialog: Dialog, form: FormGrid, find: Find) -> None:
        self._t, self._form, self._find = t, form, find
        self._hits = ProductHits(t, dialog)
        self._rows: list[_Row] = []
        self.add_button = Button(t("Add goods"), role=Role.QUIET, icon="plus", name="goods_add")
        self.add_button.clicked.connect(self._on_add)

    def show(self, lines: tuple[LineDraft, ...], rows: int = 1) -> None:
        """Make rows for these goods, `rows` of them at least, and show them."""
        for _missing in range(min(max(len(lines), rows, 1), FEW) - len(self._rows)):
            self._append()
        for row, line in zip(self._rows, lines, strict=False):
            row.goods.set_goods(line)
            row.quantity.set_value(line.quantity)
            row.quantity.set_hint(line.unit)
            row.price.set_value(line.price)

    def lines(self) -> tuple[LineDraft, ...]:
        """Return the goods that were entered."""
        return tuple(self._line(row) for row in self._rows if row.goods.text().strip())

    def _line(self, row: _Row) -> LineDraft:
        quantity = row.quantity.value()
        return replace(row.goods.goods(), quantity=0 if quantity is None else quantity, price=row.price.value() or 0, id=None)

    def _append(self) -> None:
        t, at = self._t, len(self._rows)
        row = _Row(
            GoodsEdit(self._find, self._hits, name=f"field_goods_{at}"),
            NumberField(name=f"field_quantity_{at}", decimals=3),
            MoneyField(name=f"field_price_{at}"),
        )
        self._form.add(f"goods_{at}", t("New goods"), row.goods)
        self._form.add(f"quantity_{at}", t("Quantity"), row.quantity, beside=True)
        self._form.add(f"price_{at}", t("Unit price"), row.price, beside=True)
        row.goods.picked.connect(lambda line: self._on_picked(row, line))
        self._rows.append(row)
        self.add_button.setVisible(len(self._rows) < FEW)

    def _on_picked(self, row: _Row, line: LineDraft) -> None:
        row.price.set_value(line.price)
        row.quantity.set_hint(line.unit)
        if row.quantity.value() is None:
            row.quantity.set_value(1000)

    def _on_add(self) -> None:
        self._append()
        self._rows[-1].goods.setFocus()


def rows_kept(content: object, prefix: str) -> int:
    """Return how many rows a kept draft needs whose fields begin so."""
    names = content if isinstance(content, dict) else {}
    found = [int(name.removeprefix(prefix)) for name in names if name.startswith(prefix) and name.removeprefix(prefix).isdecimal()]
    return max(found, default=-1) + 1
