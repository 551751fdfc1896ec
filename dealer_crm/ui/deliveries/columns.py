"""The columns of the list of deliveries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from dealer_crm.domain.deliveries import DeliveryKind, DeliveryState
from dealer_crm.i18n import Translator
from dealer_crm.services.delivery_list import DeliveryRow
from dealer_crm.ui.deliveries.phrases import handed_over, planned_day, planned_words, state_chip
from dealer_crm.ui.widgets import Chip, Column
from dealer_crm.ui.widgets.chips import chip_width
from dealer_crm.ui.widgets.painting import RIGHT, advance
from dealer_crm.ui.widgets.table_columns import wanted_width
from dealer_crm.words.figures import money

BESIDE = ("customer", "planned_on", "state")
"""What the list shows while a delivery is open beside it."""
SCROLL_BAR = 14


def columns(t: Translator, today: Callable[[], date]) -> list[Column]:
    """Return every column, those of the whole list shown."""

    def chip(row: DeliveryRow) -> Chip:
        return state_chip(row.kind, row.state, row.finished_at, t)

    def planned(row: DeliveryRow) -> str:
        return planned_words(row.planned_on, row.slot, today(), t)

    def state(row: DeliveryRow) -> str:
        return chip(row).text

    return [
        Column("customer", t("Customer"), lambda row: row.customer or row.customer_number, 10, bold=True, sortable=False),
        Column("planned_on", t("Planned for"), planned, 21, sortable=False),
        Column("state", t("State"), state, _chip_digits(t), chip=chip, sortable=False),
        Column("goods", t("Goods"), lambda row: row.goods, 24, stretch=True, sortable=False),
        Column("checked", t("Checked"), lambda row: f"{row.checked}/{row.checks}" if row.checks else "", 9, sortable=False, rank=1),
        Column("address", t("Address"), lambda row: row.address, 18, quiet=True, sortable=False, rank=3),
        Column("collect", t("To collect"), lambda row: money(row.collect) if row.collect else "", 12, align=RIGHT, sortable=False, rank=2),
        Column("staff", t("With"), lambda row: row.staff, 9, quiet=True, sortable=False, rank=5),
        Column("number", t("Number"), lambda row: row.number, 16, quiet=True, sortable=False, rank=4),
    ]


def columns_beside(t: Translator, today: Callable[[], date]) -> list[Column]:
    """Return every column, those beside an open delivery shown."""
    widths = {"customer": 8, "planned_on": 10}
    found = [replace(one, shown=one.key in BESIDE, rank=0, width=widths.get(one.key, one.width)) for one in columns(t, today)]
    found = [replace(one, text=lambda row: planned_day(row.planned_on, today(), t)) if one.key == "planned_on" else one for one in found]
    found = [replace(one, title=t("Day")) if one.key == "planned_on" else one for one in found]
    return [replace(one, stretch=one.key == "planned_on") for one in found]


def width_beside(t: Translator, today: Callable[[], date]) -> int:
    """Return how wide a list with these columns is, its scroll bar included."""
    return sum(wanted_width(column) for column in columns_beside(t, today) if column.shown) + SCROLL_BAR


def _chip_digits(t: Translator) -> int:
    """Return for how many digits the widest chip needs room."""
    kind = DeliveryKind.DELIVERY
    chips = [state_chip(kind, state, None, t) for state in DeliveryState]
    return -(-max(chip_width(chip) for chip in [*chips, handed_over(t)]) // advance("8")) + 1
