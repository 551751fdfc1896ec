"""Every form of the window as a clerk fills it in and saves it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLineEdit

from dealer_crm.app.settings import SettingsFile
from dealer_crm.ui.imports.page import ImportPage
from dealer_crm.ui.printing.dialog import PrintDialog
from tests.app.windows import Running
from tests.journeys.usability.clerk import CONTROL, SHIFT, Clerk
from tests.journeys.usability.desks import Wall

Key = Qt.Key
WHO = "zyy"
Step = Callable[[Clerk], object]


@dataclass(frozen=True)
class Form:
    """Something that is written from the window. `writes` False: it makes a file and leaves the store alone."""

    name: str
    fill_in: Step
    save: Step
    writes: bool = True


def settle(run: Running) -> None:
    """Wait until long work has ended and the window was told."""
    run.wait(lambda: run.window.runner.running() == 0)
    QApplication.processEvents()


def _customer(clerk: Clerk) -> None:
    clerk.key(Key.Key_F3)
    clerk.seen("field_phones_1")
    clerk.type("周海潮")


def _call(clerk: Clerk) -> None:
    _open_customer(clerk)
    clerk.key(Key.Key_F4)
    clerk.seen("log_words")
    clerk.type("想装一台挂机")
    clerk.click("log_next_chip_tomorrow")


def _open_customer(clerk: Clerk) -> None:
    known = clerk.opened.customer_list.find(WHO, 1)[0].id
    clerk.run.window.go("customers", str(known))
    clerk.wait(lambda: clerk.run.window.pages.page().host.file.customer_id() == known)


def _order(clerk: Clerk) -> None:
    _open_customer(clerk)
    clerk.key(Key.Key_O, CONTROL | SHIFT)
    clerk.seen("cell_goods")
    for words in ("P04", "2", ""):
        if words:
            clerk.type(words)
        clerk.enter()


def _payment(clerk: Clerk) -> None:
    _order(clerk)
    clerk.key(Key.Key_F12)
    settle(clerk.run)
    clerk.key(Key.Key_M, CONTROL)
    clerk.seen("payment_save")


def _delivery(clerk: Clerk) -> None:
    _order(clerk)
    clerk.key(Key.Key_F12)
    settle(clerk.run)
    clerk.click("order_deliver")
    clerk.seen("new_delivery_save")


def _complaint(clerk: Clerk) -> None:
    clerk.go("complaints")
    clerk.key(Key.Key_N, CONTROL)
    clerk.wait(lambda: clerk.focus().objectName() == "complaint_customer_search")
    clerk.type("14200000007")
    clerk.enter()
    clerk.wait(lambda: clerk.focus().objectName() == "complaint_words")
    clerk.type("修了还是响")
    clerk.click("complaint_subtype_product_quality")


def _repair(clerk: Clerk) -> None:
    clerk.key(Key.Key_F9)
    clerk.type("14200000007")
    clerk.wait(lambda: clerk.sees("caller_last"))
    clerk.click("caller_repair")
    clerk.seen("request_words")
    clerk.type("不制冷")


def _shop(clerk: Clerk) -> None:
    clerk.run.window.go("settings", "shop")
    hotline = clerk.seen("field_hotline")
    assert isinstance(hotline, QLineEdit)
    hotline.setFocus()
    hotline.setText("0571-88880000")


def _leave_field(clerk: Clerk) -> None:
    clerk.run.wiring._leave_field()  # noqa: SLF001 - as the window does when it closes


def _look(clerk: Clerk) -> None:
    clerk.run.window.go("settings", "look")


def _compact(clerk: Clerk) -> None:
    settings = clerk.run.opened.settings
    clerk.run.window.commands.action("density_compact").trigger()
    assert SettingsFile(clerk.run.opened.folder.path / "settings.json", Wall()).value == settings.value


def _picture(clerk: Clerk) -> None:
    _open_customer(clerk)
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(image)


def _paste(clerk: Clerk) -> None:
    clerk.run.window.pages.page().host.file.timeline.setFocus()
    clerk.key(Key.Key_V, CONTROL)


def _import(clerk: Clerk) -> None:
    sheet = clerk.run.opened.folder.path.parent / "people.csv"
    sheet.write_text("姓名,手机\r\n王五,13800000001\r\n", "utf-8-sig")
    clerk.run.answer(sheet)
    clerk.run.window.commands.run("import_customers")
    for step in (1, 2):
        _go_on(clerk)
        clerk.run.wait(lambda wanted=step: _import_page(clerk).step() == wanted)  # type: ignore[misc]


def _import_page(clerk: Clerk) -> ImportPage:
    page = clerk.run.window.pages.page().guest(ImportPage)
    assert isinstance(page, ImportPage)
    return page


def _go_on(clerk: Clerk) -> None:
    page = _import_page(clerk)
    button = page.foot.primary if page.step() else page.file.button
    clerk.wait(button.isEnabled)
    button.click()


def _export(clerk: Clerk) -> None:
    clerk.go("customers")


def _write_list(clerk: Clerk) -> None:
    clerk.run.answer(clerk.run.opened.folder.path.parent / "list.xlsx")
    clerk.run.window.commands.action("export_list").trigger()


def _paper(clerk: Clerk) -> None:
    _open_customer(clerk)
    clerk.key(Key.Key_P, CONTROL)
    clerk.wait(lambda: clerk.sees("print_dialog") or clerk.sees("missing_pass"))
    if clerk.sees("missing_pass"):
        clerk.click("missing_pass")
    dialog = clerk.seen("print_dialog")
    assert isinstance(dialog, PrintDialog)
    clerk.run.wait(lambda: dialog.preview.pages() > 0)


def _write_paper(clerk: Clerk) -> None:
    clerk.run.answer(clerk.run.opened.folder.path.parent / "paper.pdf")
    clerk.click("print_save")


def _press(key: Qt.Key) -> Step:
    return lambda clerk: clerk.key(key)


FORMS = [
    Form("customer", _customer, Clerk.save),
    Form("call", _call, Clerk.save),
    Form("order", _order, _press(Key.Key_F12)),
    Form("payment", _payment, _press(Key.Key_F8)),
    Form("delivery", _delivery, Clerk.save),
    Form("complaint", _complaint, _press(Key.Key_F8)),
    Form("repair", _repair, Clerk.save),
    Form("shop", _shop, _leave_field),
    Form("settings", _look, _compact, writes=False),
    Form("picture", _picture, _paste),
    Form("backup", Clerk.home, lambda clerk: clerk.run.window.commands.run("backup"), writes=False),
    Form("list", _export, _write_list, writes=False),
    Form("paper", _paper, _write_paper, writes=False),
    Form("import", _import, _go_on),
]
