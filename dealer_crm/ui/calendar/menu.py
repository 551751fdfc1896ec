"""The menu of items of the calendar: what can be done with them, and where they can go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from dealer_crm.domain.agenda import AgendaKind, AgendaRow
from dealer_crm.i18n import Translator


def item_menu(t: Translator, rows: Sequence[AgendaRow], owner: QWidget, deeds: Mapping[str, Callable[[], object]]) -> QMenu:
    """Return what can be done with the items; it frees itself when it closes."""
    menu = QMenu(owner)
    menu.setObjectName("item_menu")
    menu.aboutToHide.connect(menu.deleteLater)
    movable = any(row.movable for row in rows)
    offered = {
        "complete": (t("Complete"), t("Space"), any(row.completable for row in rows)),
        "postpone": (t("Postpone"), "P", movable),
        **({"spread": (t("Spread…"), "", movable)} if len(rows) > 1 else {}),
        "drop": (t("Drop…"), "", any(row.completable for row in rows)),
        "open": (t.context("button", "Open"), "Enter", True),
        "log": (t("Log follow-up"), "F4", any(row.customer_id for row in rows)),
        "plan": (t("Plan a step"), "N", True),
        **({"series": (t("Series…"), "", True)} if len(rows) == 1 and rows[0].kind is AgendaKind.STEP else {}),
    }
    for name, (words, key, may) in offered.items():
        action = QAction(f"{words}\t{key}" if key else words, menu)
        action.setObjectName(f"item_{name}")
        action.setEnabled(may)
        action.triggered.connect(lambda _on=False, name=name: deeds[name]())
        menu.addAction(action)
    return menu
