"""What can be done with a row of the customer list, under the right mouse button and Shift+F10."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.widgets import MenuItem, build_menu

Deed = Callable[[], object]


@dataclass(frozen=True)
class RowDeeds:
    """What each line runs; None greys it."""

    open: Deed
    log: Deed
    edit: Deed
    copy_phone: Deed
    hand_on: Deed | None
    print: Deed | None
    cards: Deed | None
    export: Deed | None
    delete: Deed


def show_row_menu(t: Translator, deeds: RowDeeds, many: int, parent: QWidget, where: QPoint) -> QMenu:
    """Open the menu; `many` is how many rows are selected."""
    words = t.plural("Delete {n} customer", "Delete {n} customers", many).format(n=many) if many > 1 else t("Delete")
    items = [
        MenuItem(t("Open"), deeds.open, key="Enter", name="row_open"),
        MenuItem(t("Log follow-up"), deeds.log, key="F4", name="row_log"),
        MenuItem(t("Edit"), deeds.edit, key="F2", name="row_edit"),
        MenuItem(t("Copy the phone number"), deeds.copy_phone, name="row_copy_phone"),
        MenuItem(t("Hand on…"), deeds.hand_on, name="row_hand_on"),
        MenuItem(t("Print"), deeds.print, key="Ctrl+P", name="row_print"),
        MenuItem(t("Follow-up cards…"), deeds.cards, name="row_cards"),
        MenuItem(t("Export this selection…"), deeds.export, name="row_export"),
        MenuItem(""),
        MenuItem(words, deeds.delete, key="Del", name="row_delete"),
    ]
    menu = build_menu(items, "customer_menu")
    menu.setParent(parent, menu.windowFlags())
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(where)
    return menu
