"""The sums of an order: goods, discount, what it comes to in figures and in words, what was paid, what is owed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from dealer_crm.domain.amounts import CURRENCY, english_amount, in_words
from dealer_crm.domain.order_sums import Totals
from dealer_crm.domain.orders import TaxMode
from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Card, Ink, Label
from dealer_crm.words.figures import money


def _beside(t: Translator) -> tuple[tuple[str, str], ...]:
    """Return what may stand between the goods and what is to pay."""
    return (
        ("goods", t("Goods")),
        ("discount", t("Discount")),
        ("tax", t("Tax")),
        ("rounding", t("Rounded off")),
        ("subsidy", t("Subsidy")),
        ("fees", t("Fees for returned goods")),
    )


class SumsCard(Card):
    """Follows every key that is typed into the lines."""

    def __init__(self, t: Translator) -> None:
        super().__init__("order_sums", spacing=Space.XS)
        self._t = t
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(Space.M)
        self._rows.setVerticalSpacing(Space.XS)
        self._rows.setColumnStretch(1, 1)
        self._names: dict[str, Label] = {}
        self._values: dict[str, Label] = {}
        self._add("total", t("To pay"), Type.NUMBER)
        self.words = Label("", Type.CAPTION, tone=Ink.TEXT2, name="sum_in_words", wrap=True)
        self._rows.addWidget(self.words, 1, 0, 1, 2)
        for key, title in (*_beside(t), ("paid", t("Received so far")), ("owed", t("Still owed"))):
            self._add(key, title)
        self._add("cost", t("Cost"))
        self._add("margin", t("Earned"))
        self.box.addLayout(self._rows)

    def _add(self, key: str, title: str, kind: Type = Type.BODY) -> None:
        big = kind is Type.NUMBER
        self._names[key] = Label(title, Type.SECTION if big else Type.BODY, tone=Ink.TEXT if big else Ink.TEXT2)
        self._values[key] = Label("", kind, name=f"sum_{key}")
        if big:
            top = QHBoxLayout()
            top.addWidget(self._names[key])
            top.addStretch(1)
            top.addWidget(self._values[key])
            self._rows.addLayout(top, 0, 0, 1, 2)
            return
        row = self._rows.rowCount()
        self._rows.addWidget(self._names[key], row, 0, Qt.AlignmentFlag.AlignVCenter)
        self._rows.addWidget(self._values[key], row, 1, Qt.AlignmentFlag.AlignRight)

    def show_totals(self, totals: Totals) -> None:
        """Show other sums; what is nothing takes no room."""
        chinese = self._t.language == "zh"
        self.words.setText(f"{CURRENCY}{in_words(totals.total)}" if chinese else english_amount(totals.total))
        self._show("total", totals.total)
        self._show("goods", totals.goods, there=totals.total != totals.goods)
        self._show("discount", -totals.discount, there=bool(totals.discount))
        self._show("tax", totals.tax, there=bool(totals.tax))
        self._names["tax"].setText(self._tax_words(totals))
        self._show("rounding", -totals.rounding, there=bool(totals.rounding))
        self._show("subsidy", -totals.subsidy, there=bool(totals.subsidy))
        self._show("fees", totals.fees, there=bool(totals.fees))
        self._show("paid", totals.paid, there=bool(totals.paid))
        self._show("owed", totals.owed, there=bool(totals.paid))
        self._values["owed"].set_ink(Ink.DANGER if totals.owed > 0 else Ink.DONE)
        self._show("cost", totals.cost or 0, there=totals.cost is not None)
        self._show("margin", totals.margin or 0, there=totals.margin is not None)

    def _show(self, key: str, amount: int, *, there: bool = True) -> None:
        self._values[key].setText(money(amount))
        self._names[key].setVisible(there)
        self._values[key].setVisible(there)

    def _tax_words(self, totals: Totals) -> str:
        rate = f"{totals.tax_rate / 100:g}%"
        on_top = totals.tax_mode is TaxMode.ADDED
        return (self._t("Tax on top, {rate}") if on_top else self._t("Tax of {rate} in the price")).format(rate=rate)

    def value(self, key: str) -> str:
        """Return what stands beside a name, "" where it is not shown."""
        return "" if self._values[key].isHidden() else self._values[key].text()
