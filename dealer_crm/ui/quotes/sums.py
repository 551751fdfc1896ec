"""The sums of a quote: subtotals of its groups, what is taken off and put on, what the customer pays, in figures and words."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from dealer_crm.domain.amounts import CURRENCY, english_amount, in_words
from dealer_crm.domain.order_sums import Totals
from dealer_crm.domain.orders import TaxMode
from dealer_crm.domain.quotes import Subtotal
from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Card, Ink, Label
from dealer_crm.words.figures import money
from dealer_crm.words.labels import label


class QuoteSums(Card):
    """Follows every key that is typed into the lines; what is nothing takes no room."""

    def __init__(self, t: Translator) -> None:
        super().__init__("quote_sums", spacing=Space.XS)
        self._t = t
        self._names: dict[str, Label] = {}
        self._values: dict[str, Label] = {}
        self._total = Label("", Type.NUMBER, name="quote_total")
        top = QHBoxLayout()
        top.addWidget(Label(t("To pay"), Type.SECTION))
        top.addStretch(1)
        top.addWidget(self._total)
        self.words = Label("", Type.CAPTION, tone=Ink.TEXT2, name="quote_in_words", wrap=True)
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(Space.M)
        self._rows.setVerticalSpacing(Space.XS)
        self._rows.setColumnStretch(1, 1)
        self._rows.addLayout(top, 0, 0, 1, 2)
        self._rows.addWidget(self.words, 1, 0, 1, 2)
        rows = {**{one.value: label(one, t) for one in Subtotal}, "goods": t("Goods"), "discount": t("Discount")}
        rows |= {"rounding": t("Rounded off"), "tax": t("Tax"), "subsidy": t("Subsidy"), "cost": t("Cost"), "margin": t("Earned")}
        for key, title in rows.items():
            self._add(key, title)
        self.box.addLayout(self._rows)

    def _add(self, key: str, title: str) -> None:
        row = self._rows.rowCount()
        self._names[key] = Label(title, tone=Ink.TEXT2)
        self._values[key] = Label("", name=f"quote_sum_{key}")
        self._rows.addWidget(self._names[key], row, 0, Qt.AlignmentFlag.AlignVCenter)
        self._rows.addWidget(self._values[key], row, 1, Qt.AlignmentFlag.AlignRight)

    def show_sums(self, totals: Totals, parts: Mapping[Subtotal, int]) -> None:
        """Show other sums; tax that the price holds is said with its name."""
        self._total.setText(money(totals.total))
        self.words.setText(f"{CURRENCY}{in_words(totals.total)}" if self._t.language == "zh" else english_amount(totals.total))
        divided = sum(bool(amount) for amount in parts.values()) > 1
        for one in Subtotal:
            self._show(one.value, parts.get(one, 0), there=divided and bool(parts.get(one)))
        self._show("goods", totals.goods, there=totals.goods != totals.total)
        self._show("discount", -totals.discount, there=bool(totals.discount))
        self._show("rounding", -totals.rounding, there=bool(totals.rounding))
        self._show("tax", totals.tax, there=bool(totals.tax))
        self._names["tax"].setText(label(totals.tax_mode, self._t) if totals.tax_mode is not TaxMode.NONE else self._t("Tax"))
        self._show("subsidy", -totals.subsidy, there=bool(totals.subsidy))
        self._show("cost", totals.cost or 0, there=totals.cost is not None)
        self._show("margin", totals.margin or 0, there=totals.margin is not None)

    def _show(self, key: str, amount: int, *, there: bool) -> None:
        self._values[key].setText(money(amount))
        self._names[key].setVisible(there)
        self._values[key].setVisible(there)

    def value(self, key: str) -> str:
        """Return what stands beside a name, "" where it is not shown."""
        shown = self._total if key == "total" else self._values[key]
        return "" if shown.isHidden() else shown.text()
