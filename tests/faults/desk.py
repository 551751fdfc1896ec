"""Opens every form of the real window, as a list: what opens it, what saves it, what it needs besides its texts."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from dealer_crm.app.opened import Opened, clock
from dealer_crm.app.services import Now
from dealer_crm.app.stage import Look, Stage, without_screen
from dealer_crm.domain.agenda import AgendaKind, Place
from dealer_crm.domain.complaints import ComplaintState, Step8
from dealer_crm.services.complaint_list import ComplaintSpec, ComplaintView
from dealer_crm.services.equipment_list import MachineSpec
from dealer_crm.services.request_list import RequestSpec
from dealer_crm.services.visits import VisitSpec
from dealer_crm.ui.complaints.step_pane import StepPane
from dealer_crm.ui.orders.room import NEW_ORDER, NEW_QUOTE, ORDER
from dealer_crm.ui.widgets import MoneyField, Segments
from tests.app.windows import end_exit
from tests.faults import case_forms as cases
from tests.faults import mark_forms as marks
from tests.faults import order_forms as bound
from tests.faults import planning_forms as planning
from tests.faults import site_forms as sites

CUSTOMER = 4
SETTLE_MS = 2


class Desk:
    """One running window with the sample shop in it."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    @property
    def opened(self) -> Opened:
        """The open folder."""
        assert self.stage.program.opened is not None
        return self.stage.program.opened

    @property
    def window(self) -> Any:
        """The window."""
        return self.stage.window

    def settle(self) -> None:
        """Let events through."""
        self.stage.settle(SETTLE_MS)

    def named(self, name: str, root: QWidget | None = None) -> Any:
        """Return the widget of this name that can be seen; the newest of several."""
        roots = [root] if root else [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
        found = [one for top in roots for one in top.findChildren(QWidget, name) if one.isVisible()]
        found += [top for top in roots if top.objectName() == name]
        assert found, f"nothing is called {name}"
        return found[-1]

    def click(self, name: str, root: QWidget | None = None) -> None:
        """Press a button."""
        button = self.named(name, root)
        assert isinstance(button, QAbstractButton)
        button.setFocus()
        button.click()
        self.settle()

    def unfold(self, root: QWidget) -> None:
        """Open what folds away."""
        for part in root.findChildren(QWidget):
            if hasattr(part, "set_opened"):
                part.set_opened(True)
        self.settle()

    def choose(self, name: str, root: QWidget, place: int = 1) -> None:
        """Press one of a row of buttons."""
        found = root.findChild(Segments, name)
        assert isinstance(found, Segments), f"no choice is called {name}"
        found.buttons()[place].click()
        self.settle()

    def clear(self) -> None:
        """Close dialogs and sheets."""
        for dialog in [widget for widget in QApplication.topLevelWidgets() if widget.isVisible() and widget.isWindow()]:
            if dialog is not self.window and hasattr(dialog, "reject"):
                dialog.reject()
        self.window.close_sheet()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def go(self, room: str, subject: str = "") -> Any:
        """Go to a room and return its page."""
        self.window.go(room, subject)
        self.settle()
        return self.window.page(room)


@contextmanager
def at_desk(folder: Path, crashed: Callable[[str], object], language: str = "zh", now: Now = clock) -> Iterator[Desk]:
    """Run the window on a folder by a clock; what escapes from a slot is told to `crashed`. The windows are freed at the end."""
    app = without_screen()
    end_exit()
    others, hook = set(app.topLevelWidgets()), sys.excepthook
    stage = Stage(folder, Look(language=language), now)
    stage.program.crashes.uninstall()
    sys.excepthook = lambda kind, error, trace: crashed("".join(traceback.format_exception(kind, error, trace)[-3:]))
    try:
        yield Desk(stage)
    finally:
        sys.excepthook = hook
        stage.end()
        for widget in app.topLevelWidgets():
            if widget not in others and widget.parent() is None:
                widget.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


Open = Callable[[Desk], Any]


@dataclass(frozen=True)
class Form:
    """One form: `root` opens it, `save` is the button or what saves; `nowhere` are texts that are only kept in some cases.

    `first` is done after opening, so that fields show; `once` forms spend what they work on: all strings go in few saves.
    `most` characters are taken by its fields, which say so of more; 0 = any length.
    """

    name: str
    root: Open
    save: str | Callable[[Desk, QWidget], None]
    first: Callable[[Desk, QWidget], None] = lambda _desk, _root: None
    nowhere: frozenset[str] = frozenset()
    once: bool = False
    most: int = 0


def _new_customer(desk: Desk) -> Any:
    page = desk.stage.wiring.rooms.customers_page()
    desk.go("customers")
    page.new_customer()
    return page.form


def _customer_more(desk: Desk, root: QWidget) -> None:
    desk.unfold(root)
    for button in root.findChildren(QAbstractButton):
        if button.objectName().endswith("_more") and button.isVisible() and not button.objectName().startswith("row_"):
            button.click()
    desk.unfold(root)
    desk.choose("field_next_chip", root)
    number = f"142{desk.opened.customer_list.count():08d}"
    for name in ("field_phones_1", "field_contacts_1_phone"):
        for field in root.findChildren(QLineEdit, name):
            field.insert(number)


def _file(desk: Desk) -> Any:
    page = desk.stage.wiring.rooms.customers_page()
    later = desk.opened.now().date() + timedelta(days=1)
    planned = [row.customer_id for row in desk.opened.agenda.range(later, later + timedelta(days=300)) if row.kind is AgendaKind.STEP]
    desk.go("customers", str(planned[0]))
    return page.file.quick


def _log(desk: Desk) -> Any:
    desk.stage.wiring.rooms.log(CUSTOMER)
    return desk.named("log_sheet")


def _dated(desk: Desk, root: QWidget) -> None:
    desk.unfold(root)
    desk.choose("log_next_chip", root)


def _order(desk: Desk, subject: str = "") -> Any:
    desk.go("customers", subject or f"{NEW_ORDER}{CUSTOMER}")
    return desk.named("order_sheet")


def _quote(desk: Desk) -> Any:
    desk.go("customers", f"{NEW_QUOTE}{CUSTOMER}")
    return desk.named("quote_sheet")


def _sale(desk: Desk) -> str:
    from dealer_crm.services.order_list import OrderSpec, OrderView

    found = (desk.opened.order_list.ids(OrderSpec(view=view)) for view in (OrderView.UNPAID, OrderView.OPEN, OrderView.ENDED))
    return f"{ORDER}{next(one for ids in found for one in ids)}"


def _promise(desk: Desk, root: QWidget) -> None:
    desk.unfold(root)
    desk.click("promise_add", root)


def _payment(desk: Desk) -> Any:
    _order(desk, _sale(desk))
    desk.click("order_receive")
    return desk.named("payment_dialog")


def _paid(desk: Desk, root: QWidget) -> None:
    amount = desk.named("field_amount", root)
    amount.selectAll()
    amount.insert("1")


def _drawer(desk: Desk) -> Any:
    desk.window.go("reports", "takings")
    desk.settle()
    desk.click("reports_deed")
    return desk.named("drawer_dialog")


def _counted(desk: Desk, root: QWidget) -> None:
    counted = desk.named("field_counted", root)
    counted.selectAll()
    counted.insert("1")


def _invoice(desk: Desk) -> Any:
    _order(desk, _sale(desk))
    desk.click("order_ask_invoice")
    return desk.named("invoice_dialog")


def _invoiced(desk: Desk, root: QWidget) -> None:
    for amount in root.findChildren(MoneyField):
        amount.selectAll()
        amount.insert("1")


def _trade_in(desk: Desk) -> Any:
    _order(desk, _sale(desk))
    desk.stage.window.page("customers").order_page().deeds.trade_ins.write()
    return desk.named("trade_in_dialog")


def _care(desk: Desk) -> Any:
    return desk.go("care")


def _machine(desk: Desk) -> Any:
    _care(desk).deeds.new_machine(CUSTOMER)
    return desk.named("machine_sheet")


def _request(desk: Desk) -> Any:
    machine = next(row for row in desk.opened.machine_list.rows(desk.opened.machine_list.ids(MachineSpec())) if row.customer_id)
    _care(desk).deeds.repair(machine.customer_id, machine.id)
    return desk.named("request_sheet")


def _appointed(desk: Desk, root: QWidget) -> None:
    desk.named("request_appointment_day_text", root).insert("+3")
    desk.settle()


def _request_done(desk: Desk) -> Any:
    running = [row.id for row in desk.opened.request_list.rows(desk.opened.request_list.ids(RequestSpec()))]
    _care(desk).deeds.finish_request(running[0])
    return desk.named("done_sheet")


def _visit(desk: Desk) -> Any:
    _care(desk).deeds.tell_visit(desk.opened.visit_list.ids(VisitSpec())[0])
    return desk.named("visit_sheet")


def _complaint(desk: Desk) -> Any:
    page = desk.go("complaints", f"new-{CUSTOMER}")
    return page.form


def _stranger(desk: Desk) -> Any:
    page = desk.go("complaints", "new")
    page.form.fields.nobody.set_values([True])
    desk.settle()
    return page.form


def _about(desk: Desk, root: QWidget) -> None:
    kinds = [one for one in root.findChildren(Segments) if one.objectName().startswith("complaint_subtype_")]
    kinds[0].buttons()[0].click()
    desk.settle()


def _case(step: Step8) -> Open:
    def opened(desk: Desk) -> QWidget:
        running = desk.opened.complaint_list.page(50, 0, ComplaintSpec(view=ComplaintView.ALL))
        desk.go("complaints", str(next(row.id for row in running if row.state is ComplaintState.OPEN)))
        pane: QWidget = desk.named("step_pane")
        assert isinstance(pane, StepPane)
        pane.go_to(step)
        desk.settle()
        return pane

    return opened


def _shop(desk: Desk) -> Any:
    page = desk.go("settings", "shop")
    return next(part for part in page.parts if part.objectName() == "settings_shop")


def _staff(desk: Desk) -> Any:
    desk.go("settings", "staff")
    desk.click("staff_add")
    return desk.named("staff_dialog")


def _product(desk: Desk) -> Any:
    desk.go("settings", "products")
    desk.click("product_add")
    return desk.named("product_dialog")


def _plan(desk: Desk) -> Any:
    page = desk.go("calendar")
    page.plan(Place(page.day()), desk.opened.customer_list.rows([CUSTOMER])[0])
    return desk.named("plan_dialog")


def _moment(desk: Desk) -> Any:
    desk.go("customers", str(CUSTOMER))
    desk.stage.wiring.rooms.customers_page().file.show_tab("people")
    desk.settle()
    desk.click("moment_add")
    return desk.named("moment_dialog")


def _leave(desk: Desk, _root: QWidget) -> None:
    """Fields that save themselves do so when one leaves them."""
    desk.stage.wiring._leave_field()  # noqa: SLF001 - what closing the window does


FORMS = (
    Form("customer", _new_customer, "customer_save", _customer_more, frozenset({"field_contacts_1_phone"})),
    Form("quick line", _file, lambda desk, root: root.log(), once=False),  # type: ignore[attr-defined]
    Form("follow-up", _log, "log_save", _dated, frozenset({"log_next_reason"})),
    Form("quote", _quote, "quote_save", nowhere=frozenset({"cell_goods"})),
    Form("order", _order, "order_save", _promise),
    Form("payment", _payment, "payment_save", _paid),
    Form("drawer", _drawer, "drawer_save", _counted),
    Form("invoice", _invoice, "invoice_save", _invoiced),
    Form("sign", bound.sign, "sign_do", once=True),
    Form("change", bound.change, "change_save", bound.goods_counted, once=True),
    Form("sign change", bound.sign_change, "sign_save", once=True),
    Form("return", bound.take_back, "order_return_save", bound.exchanged, once=True),
    Form("cancel", bound.cancel, "cancel_do", once=True),
    Form("trade-in", _trade_in, "trade_in_save", _invoiced, frozenset({"field_claim_asked"})),
    Form("new delivery", sites.new_delivery, "new_delivery_save", once=True),
    Form("delivery", sites.edit_delivery, "edit_delivery_save"),
    Form("hand-over", sites.hand_over, "handover_save", once=True),
    Form("new job", sites.new_job, "job_save"),
    Form("job", sites.job, "job_save"),
    Form("end of a job", sites.job_done, "done_save", once=True),
    Form("head of a sheet", sites.sheet_head, "sheet_head_save"),
    Form("marks", marks.opened, "marks_save", marks.marked),
    Form("machine", _machine, "machine_sheet_save"),
    Form("request", _request, "request_sheet_save", _appointed),
    Form("request done", _request_done, "done_sheet_save", once=True),
    Form("visit", _visit, "visit_sheet_save", nowhere=frozenset({"visit_reason"}), once=True),
    Form("complaint", _complaint, "complaint_save", _about),
    Form("complaint of nobody", _stranger, "complaint_save", _about),
    Form("complaint: cause", _case(Step8.ASK), "step_keep", nowhere=frozenset({"step_words"})),
    Form("complaint: measure", _case(Step8.CORRECT), "step_keep", nowhere=frozenset({"step_words"})),
    Form("complaint: prevention", _case(Step8.PREVENT), "step_keep", nowhere=frozenset({"step_words"})),
    Form("complaint: seen", cases.seen, "case_seen_save", once=True),
    Form("complaint: CLEAR", cases.clear, _leave, nowhere=frozenset(f"clear_{letter}_words" for letter in "clea")),
    Form("complaint: cost", cases.cost, "case_cost_save", cases.spent),
    Form("complaint: authority", cases.authority, "case_authority_save"),
    Form("complaint: opinion", cases.opinion, "case_opinion_owner_save"),
    Form("complaint: waiting", cases.wait, "case_wait_save", cases.asked_again, once=True),
    Form("shop", _shop, _leave),
    Form("staff", _staff, "staff_save"),
    Form("product", _product, "product_save"),
    Form("overprint", planning.printed_form, "overprint_save", Desk.unfold, most=60),
    Form("moment", _moment, "moment_dialog_save"),
    Form("plan", _plan, "plan_accept"),
    Form("series", planning.series, "series_save", nowhere=frozenset({"series_reason"})),
    Form("absence", planning.absence, "absence_save", most=200),
    Form("slip", planning.slip, "slip_send", planning.to_a_colleague, most=2_000),
    Form("answer", planning.answer, "answer_refuse", most=2_000),
    Form("days", planning.days, "days_add_button", planning.far_day, frozenset({"field_days_pasted"})),
)
