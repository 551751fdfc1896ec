"""Every form of the window as a clerk fills it in and saves it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLineEdit

from dealer_crm.app.settings import SettingsFile
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import DeliveryDraft, HandOver
from dealer_crm.domain.orders import LineDraft, OrderDraft
from dealer_crm.domain.trade_ins import TradeInDraft
from dealer_crm.ui.imports.page import ImportPage
from dealer_crm.ui.orders.room import ORDER
from dealer_crm.ui.printing.dialog import PrintDialog
from dealer_crm.ui.sheets.page import SheetPage
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


def _quote(clerk: Clerk) -> None:
    _open_customer(clerk)
    clerk.key(Key.Key_B, CONTROL | SHIFT)
    clerk.seen("cell_goods")
    for words in ("P04", "2", ""):
        if words:
            clerk.type(words)
        clerk.enter()


def _sold(clerk: Clerk, *, delivered: bool = False) -> Any:
    """Open a confirmed order, with its goods brought where that is asked for, and return its deeds."""
    opened = clerk.opened
    known = opened.customer_list.find(WHO, 1)[0].id
    one = opened.orders.create(OrderDraft(known, (LineDraft("柜机", price=800_000, quantity=2000, category="other"),)))
    opened.orders.confirm(one)
    if delivered:
        opened.deliveries.finish(opened.deliveries.plan(one), HandOver("周海潮"), open_reason="没有要验的")
    clerk.run.window.go("customers", f"{ORDER}{one}")
    settle(clerk.run)
    return clerk.run.window.page("customers").order_page().deeds


def _change(clerk: Clerk) -> None:
    _sold(clerk).changes.write()
    _into(clerk, "field_change_reason", "吊顶改了")
    _into(clerk, "field_goods_0", "软管")
    _into(clerk, "field_quantity_0", "1")


def _return(clerk: Clerk) -> None:
    _sold(clerk, delivered=True).changes.take_back()
    _into(clerk, "field_back_0", "1")
    _into(clerk, "field_return_reason", "噪声大")


def _repaid(clerk: Clerk) -> None:
    deeds, claims = _sold(clerk), clerk.opened.trade_ins
    order = clerk.run.window.page("customers").order_page().file.id
    one = claims.add(TradeInDraft(order, clerk.opened.trade.programs()[0].code, amount=50_000))
    claims.submit(one, why="材料后补")
    claims.paid(one)
    claims.want_back(one, "抽查不符")
    settle(clerk.run)
    deeds.trade_ins.repay(one)
    clerk.seen("repaid_do")


def _drawer(clerk: Clerk) -> None:
    clerk.run.window.go("reports", "takings")
    settle(clerk.run)
    clerk.click("reports_deed")
    _into(clerk, "field_counted", "500")


def _ordered(clerk: Clerk) -> int:
    """File a confirmed order with a machine of a system, and return it."""
    opened = clerk.opened
    known = opened.customer_list.find(WHO, 1)[0].id
    line = LineDraft("多联机", model="YL-V120W", spec="12 kW", unit="套", price=1_680_000, category="central_ac")
    one = opened.orders.create(OrderDraft(known, (line,)))
    opened.orders.confirm(one)
    return one


def _job(clerk: Clerk) -> None:
    clerk.run.window.go("deliveries", f"new-job-{_ordered(clerk)}")
    _into(clerk, "job_access", "先打电话，物业 9 点后放行")


def _sheet(clerk: Clerk) -> Any:
    """Open an acceptance sheet that was just begun, and return its page."""
    opened = clerk.opened
    sheet = opened.acceptances.begin(_ordered(clerk), "central_ac_hidden")
    item = opened.acceptances.open(sheet).checks[0].code
    clerk.run.window.go("deliveries", f"acceptance-{sheet}:{item}")
    settle(clerk.run)
    clerk.wait(lambda: clerk.focus().objectName() == f"check_{item}")
    return clerk.run.window.findChildren(SheetPage)[0]


def _head(clerk: Clerk) -> None:
    _sheet(clerk).edit_head()
    _into(clerk, "sheet_zone", "二层")


def _item(clerk: Clerk) -> None:
    _sheet(clerk)
    clerk.key(Key.Key_N)
    clerk.wait(lambda: clerk.focus().objectName().startswith("check_note_"))
    clerk.type("吊杆少一根")


def _signed(clerk: Clerk) -> None:
    opened = clerk.opened
    one = opened.deliveries.plan(_ordered(clerk), DeliveryDraft(planned_on=local_day(opened.now())))
    clerk.run.window.go("deliveries", str(one))
    settle(clerk.run)
    clerk.run.window.pages.page().show_subject(str(one))
    clerk.run.window.commands.run("sign_goods")
    _into(clerk, "sign_by", "周海潮")


def _into(clerk: Clerk, name: str, words: str) -> None:
    """Type into a field, whatever stood there."""
    field = clerk.seen(name)
    field.setFocus()
    clerk.key(Key.Key_A, CONTROL)
    clerk.type(words)


def _complaint(clerk: Clerk) -> None:
    clerk.go("complaints")
    clerk.key(Key.Key_N, CONTROL)
    clerk.wait(lambda: clerk.focus().objectName() == "complaint_customer_search")
    clerk.type("14200000007")
    clerk.enter()
    clerk.wait(lambda: clerk.focus().objectName() == "complaint_words")
    clerk.type("修了还是响")
    clerk.click("complaint_subtype_product_quality")


def _waiting(clerk: Clerk) -> None:
    _complaint(clerk)
    clerk.key(Key.Key_F8)
    settle(clerk.run)
    clerk.click("run_wait")
    _into(clerk, "case_wait_words", "等厂家发配件")
    _into(clerk, "case_wait_day_text", "+3")


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
    Form("quote", _quote, _press(Key.Key_F8)),
    Form("change", _change, _press(Key.Key_F8)),
    Form("return", _return, _press(Key.Key_F8)),
    Form("drawer", _drawer, _press(Key.Key_F8)),
    Form("repaid", _repaid, _press(Key.Key_F8)),
    Form("delivery", _delivery, Clerk.save),
    Form("job", _job, _press(Key.Key_F8)),
    Form("head of a sheet", _head, _press(Key.Key_F8)),
    Form("note on an item", _item, Clerk.enter),
    Form("sign", _signed, _press(Key.Key_F8)),
    Form("complaint", _complaint, _press(Key.Key_F8)),
    Form("waiting", _waiting, Clerk.save),
    Form("repair", _repair, Clerk.save),
    Form("shop", _shop, _leave_field),
    Form("settings", _look, _compact, writes=False),
    Form("picture", _picture, _paste),
    Form("backup", Clerk.home, lambda clerk: clerk.run.window.commands.run("backup"), writes=False),
    Form("list", _export, _write_list, writes=False),
    Form("paper", _paper, _write_paper, writes=False),
    Form("import", _import, _go_on),
]
