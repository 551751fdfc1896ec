"""Goes through every page, dialog and form of a shop, and lets somebody look at each."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog

from dealer_crm import resources
from dealer_crm.app.rooms_care import certificate_job
from dealer_crm.app.stage import Stage
from dealer_crm.app.tour import Tour
from dealer_crm.documents.excel.list_workbook import write_list
from dealer_crm.documents.lists import ListColumn
from dealer_crm.domain.print_log import Printed
from dealer_crm.i18n import translator
from dealer_crm.services.customer_list import CustomerSpec
from dealer_crm.services.equipment_list import MachineSpec
from dealer_crm.ui.customers.record_classes import ClassLine
from dealer_crm.ui.orders.room import COMMUNITY, QUOTES_TAB, SALES, TAB
from dealer_crm.ui.settings.product_import import ProductImportDialog
from tests.faults import case_forms, planning_forms
from tests.faults.desk import FORMS, Desk, at_desk
from tests.faults.site_walk import behind_sites

CALM_MS = 10
Look = Callable[[str], object]


class LookingTour(Tour):
    """The tour of the pictures; each place is painted and then looked at."""

    def __init__(self, stage: Stage, look: Look) -> None:
        super().__init__(stage, Path())
        self._look = look

    def draw(self, name: str) -> None:
        """Look at what is open."""
        self._stage.settle(CALM_MS)
        self._stage.picture()
        self._look(name)

    def _box(self, name: str, blocking: Callable[[], object]) -> None:
        """Look at a box that waits for an answer, then leave whatever is open."""

        def leave() -> None:
            self._look(name)
            for dialog in [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]:
                dialog.reject()

        timer = QTimer()
        timer.timeout.connect(leave)
        timer.start(CALM_MS)
        blocking()
        timer.stop()


def walk(place: Path, look: Look, crashed: Callable[[str], object]) -> None:
    """Walk through the shop in the folder `shop` of the place, and open its forms."""
    sheet = place / "customers.xlsx"
    found = tomllib.loads(resources.path("demo", "sheet.toml").read_text("utf-8"))
    rows = [
        [f"<b>{cell}</b>" if isinstance(cell, str) and number % 3 == 0 else cell for cell in row]
        for number, row in enumerate(found["rows"])
    ]
    write_list(sheet, [ListColumn(title) for title in found["headings"]], rows, "Sheet1")
    with at_desk(place / "shop", crashed) as desk:
        LookingTour(desk.stage, look).walk(sheet)
        for form in FORMS:
            desk.clear()
            root = form.root(desk)
            desk.unfold(root)
            form.first(desk, root)
            desk.stage.picture()
            look(f"form {form.name}")
        desk.clear()
        _open_dialogs(desk, look)
        _behind(desk, look, lambda: _goods_read(desk, place / "goods.xlsx"))
        desk.clear()


def _open_dialogs(desk: Desk, look: Look) -> None:
    """Open what stands behind the buttons of people and places, communities, lists and settings."""
    page = desk.stage.wiring.rooms.customers_page()
    for customer_id in desk.opened.customer_list.ids(CustomerSpec())[:5]:
        desk.go("customers", str(customer_id))
        page.file.show_tab("people")
        _press(desk, look, ("relation_add", "relation_tree", "moment_add", "moment_edit", "house_owner", "house_role", "holder_end"))
    page.file.show_tab("record")
    desk.settle()
    _behind(desk, look, desk.stage.window.findChildren(ClassLine)[0].click)
    desk.go("customers", f"{COMMUNITY}{desk.opened.communities.rows()[0].id}")
    _press(desk, look, ("community_edit", "community_merge"))
    fields, standards = _part(desk, "fields"), _part(desk, "standards")
    for opening in (fields.add_field, fields.add_list, fields.add_value, standards.add, _part(desk, "sheets").open_chosen):
        _behind(desk, look, opening)
    _paper_lists(desk, look)
    behind_sites(desk, look, lambda opening: _behind(desk, look, opening), _part(desk, "sheets"))
    planning_forms.behind_people(desk, look, lambda opening: _behind(desk, look, opening))
    case_forms.behind_cases(desk, lambda opening: _behind(desk, look, opening))


def _paper_lists(desk: Desk, look: Look) -> None:
    """Open quotes and orders as lists, the print log and papers printed one after the other."""
    for which in (QUOTES_TAB, TAB):
        desk.go("customers", f"{SALES}{which}")
        look(f"sales {which}")
    rooms = desk.stage.wiring.rooms
    jobs = [certificate_job(rooms, machine) for machine in desk.opened.machine_list.ids(MachineSpec())[:3]]
    desk.opened.print_log.note([Printed(jobs[0].kind, jobs[0].record_id, "<b>1</b>", printer="<i>x</i>")])
    _behind(desk, look, desk.stage.wiring.printing.desk.show_log)
    _behind(desk, look, lambda: desk.stage.wiring.printing.batch("<b>x</b>", jobs))


def _goods_read(desk: Desk, sheet: Path) -> None:
    """Show what would become of a list of goods."""
    rows = [["<b>1</b>", "<i>空调</i>", "100"], ["", "", "<b>x</b>"]]
    write_list(sheet, [ListColumn(title) for title in ("编号", "名称", "单价")], rows, "Sheet1")
    preview = desk.opened.product_imports.preview(sheet)
    ProductImportDialog(translator("zh"), preview, {}, lambda: None, desk.window).open()


def _part(desk: Desk, key: str) -> Any:
    return next(part for part in desk.go("settings", key).parts if part.key == key)


def _press(desk: Desk, look: Look, names: tuple[str, ...]) -> None:
    """Press every button in sight whose name begins like one of these."""
    desk.settle()
    for name in [one.objectName() for one in desk.stage.window.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()]:
        button = desk.stage.window.findChild(QAbstractButton, name)
        if name.startswith(names) and isinstance(button, QAbstractButton):
            _behind(desk, look, button.click)


def _behind(desk: Desk, look: Look, opening: Callable[[], object]) -> None:
    opening()
    desk.settle()
    for dialog in [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]:
        desk.stage.picture()
        look(f"behind {dialog.objectName()}")
        dialog.reject()
    desk.settle()


def _bold(cell: object) -> object:
    return f"<b>{cell}</b>" if isinstance(cell, str) else cell
