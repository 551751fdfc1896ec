"""The page of one order: typed like a sheet, saved by F8, never lost; what hangs on it is done from here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from dealer_crm.domain.errors import DomainError, EditConflict
from dealer_crm.domain.order_sums import Beside, Totals, totals
from dealer_crm.domain.orders import OrderDraft, OrderState
from dealer_crm.i18n import Translator
from dealer_crm.services.drafts import KIND_ORDER
from dealer_crm.services.order_file import OrderFile
from dealer_crm.ui.desk.draft_keeper import DraftKeeper
from dealer_crm.ui.orders.cell_field import CellField
from dealer_crm.ui.orders.deeds import OrderDeeds
from dealer_crm.ui.orders.doors import OrderDoors
from dealer_crm.ui.orders.form_state import OrderFormState, state_of
from dealer_crm.ui.orders.sheet import OrderSheet
from dealer_crm.ui.theme import Tone

CLOSED = (OrderState.DONE, OrderState.CANCELLED)


class OrderPage(QWidget):
    """Shows one order. `closed` when the user leaves; what is not saved stays as a draft."""

    closed = Signal()
    saved = Signal(int)
    deliver_requested = Signal(int)
    delivery_requested = Signal(int)
    install_requested = Signal(int)
    site_requested = Signal(int)
    keys_changed = Signal()
    has_primary = True
    kinds = frozenset(
        {
            *("sales_order", "order_line", "payment", "invoice", "promise", "delivery", "delivery_line", "customer", "staff"),
            *("handover_slip", "change_order", "change_line", "order_return", "trade_in", "payment_node", "attachment", "job"),
        }
    )

    def __init__(self, t: Translator, doors: OrderDoors) -> None:
        super().__init__()
        self._t, self._doors = t, doors
        self.title = t("Order")
        self.setObjectName("order_page")
        self.file: OrderFile | None = None
        self._state = OrderFormState(OrderDraft(0))
        self._fresh = self._state
        self.sheet = OrderSheet(t, doors)
        self.deeds = OrderDeeds(t, self, doors)
        self.keeper = DraftKeeper(t, doors.drafts, KIND_ORDER, doors.now, self)
        self.keeper.content = self._content
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.sheet)
        self.setFocusProxy(self.sheet.grid)
        self._listen()

    def _listen(self) -> None:
        sheet = self.sheet
        self.keeper.told.connect(sheet.kept.setText)
        sheet.lines.edited.connect(self._on_edited)
        sheet.fields.edited.connect(self._on_edited)
        sheet.fields.left.connect(self.keeper.write)
        sheet.fields.grid.submitted.connect(self.save_and_close)
        sheet.fields.grid.set_last(sheet.save_button)
        sheet.grid.left_behind.connect(sheet.fields.grid.focus_first)
        sheet.save_button.clicked.connect(self.save)
        sheet.close_button.clicked.connect(self.save_and_close)
        sheet.confirm_button.clicked.connect(self.deeds.confirm)
        sheet.later_button.clicked.connect(self.leave)
        sheet.head.back_button.clicked.connect(self.leave)
        keys = {
            "F8": self.save,
            "Ctrl+S": self.save,
            "Ctrl+Return": self.save_and_close,
            "Ctrl+Enter": self.save_and_close,
            "F12": self.deeds.confirm,
            "Ctrl+M": self.deeds.receive,
            "F7": sheet.grid.pick,
        }
        for key, run in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    # opening

    def new(self, customer_id: int) -> None:
        """Start an order for a customer, or go on with the one begun for him. Raises CustomerNotFound."""
        customer = self._doors.reads.customer(customer_id)
        place = next((place.id for place in customer.premises), None)
        fresh = OrderFormState(OrderDraft(customer_id, premises_id=place, staff_id=customer.owner_id, ordered_on=self._doors.today()))
        key = self._begun_for(customer_id)
        content = self._doors.drafts.load(KIND_ORDER, key) if key else None
        self.file = None
        self._open(fresh, key or self._doors.drafts.free_key(KIND_ORDER), content)
        self.sheet.head.show_new(customer)

    def _begun_for(self, customer_id: int) -> str:
        for row in self._doors.drafts.all():
            content = self._doors.drafts.load(KIND_ORDER, row.key) if row.kind == KIND_ORDER and not row.key.isdecimal() else None
            state = state_of(content) if content else None
            if state is not None and state.draft.customer_id == customer_id:
                return row.key
        return ""

    def edit(self, order_id: int) -> None:
        """Open an order, with the draft that was left of it. Raises OrderNotFound."""
        self.file = file = self._doors.reads.open(order_id)
        self._open(OrderFormState(file.draft, file.id, file.version), str(order_id), self._doors.drafts.load(KIND_ORDER, str(order_id)))
        self.sheet.head.show_file(file)

    def point_at(self, name: str) -> None:
        """Bring what stands beside the lines into view by one of its buttons."""
        self.sheet.point_at(name)

    def resume(self, key: str) -> None:
        """Open a draft again. Raises OrderNotFound, CustomerNotFound when its record is gone."""
        content = self._doors.drafts.load(KIND_ORDER, key)
        state = state_of(content) if content else None
        if key.isdecimal():
            self.edit(int(key))
        elif state is not None:
            self.new(state.draft.customer_id)

    def _open(self, fresh: OrderFormState, key: str, content: dict[str, object] | None) -> None:
        self.keeper.begin("")
        customer = self._doors.reads.customer(fresh.draft.customer_id)
        self.sheet.fields.set_choices(customer.premises, self._doors.reads.staff())
        self._show(fresh)
        self._fresh = self.state()
        left = state_of(content) if content else None
        if left is not None:
            self._show(left)
        self.keeper.begin(key, content)
        self.sheet.message.clear()
        if left is not None:
            words = self._t("This is the draft you left; it is not saved yet.")
            self.sheet.message.show_message(words, Tone.INFO, action=self._t("Discard the draft"), run=self.discard)
        self.keys_changed.emit()

    def _show(self, state: OrderFormState) -> None:
        self._state = state
        sheet, file = self.sheet, self.file
        sheet.lines.locked = file is not None and file.state in CLOSED
        signed = file is not None and file.draft.signed_on is not None and not sheet.lines.locked
        sheet.show_held(self.deeds.changes.write if signed else None)
        sheet.lines.show_lines(state.draft.lines, file.progress if file else (), _of_cells(state.wrong))
        sheet.fields.show_draft(state.draft, state.wrong)
        sheet.fields.setEnabled(not sheet.lines.locked)
        self._show_file()
        self._add_up()

    def _show_file(self) -> None:
        """Show what hangs on the order beside the form; the focus stays on the button it was on, or in the page."""
        sheet, file = self.sheet, self.file
        focused = self.window().focusWidget() if self.isVisible() else None
        sheet.payments.setVisible(file is not None)
        sheet.invoices.setVisible(file is not None)
        sheet.deliveries.setVisible(False)
        sheet.confirm_button.setVisible(file is None or file.state is OrderState.DRAFT)
        for button in (sheet.save_button, sheet.close_button):
            button.setVisible(not sheet.lines.locked)
        sheet.hint.setVisible(not sheet.lines.locked)
        sheet.later_button.set_label(self._t("Close") if sheet.lines.locked else self._t("Later"))
        if file is not None:
            sheet.payments.show_payments(file.payments)
            sheet.invoices.show_invoices(file.invoices)
            sheet.deliveries.show_deliveries(file.deliveries, file.promises)
            sheet.head.show_file(file)
        self.deeds.dress()
        if focused is not None and self.isAncestorOf(focused) and not focused.isVisibleTo(self):
            again = (one for one in self.findChildren(QWidget, focused.objectName()) if one.isVisibleTo(self))
            next(again, sheet.grid).setFocus(Qt.FocusReason.OtherFocusReason)

    def discard(self) -> None:
        """Throw the draft away and show the order as it is saved."""
        self.keeper.forget()
        self._show(self._fresh)
        self.sheet.message.clear()
        self.sheet.start()

    # what is typed

    def state(self) -> OrderFormState:
        """Return everything as it stands."""
        sheet, old = self.sheet, self._state
        draft = replace(sheet.fields.taken(old.draft), lines=sheet.lines.lines())
        return OrderFormState(draft, old.order_id, old.version, {**sheet.fields.wrong(), **sheet.lines.wrong()})

    def is_changed(self) -> bool:
        """Tell whether something was typed that is not saved."""
        now = self.state()
        return (now.draft, now.wrong) != (self._fresh.draft, self._fresh.wrong)

    def _content(self) -> tuple[dict[str, object], str] | None:
        title = self.file.number if self.file else self._doors.reads.customer(self._state.draft.customer_id).name
        return (self.state().content(), title) if self.is_changed() else None

    def _on_edited(self) -> None:
        self.keeper.touch()
        self._add_up()

    def _add_up(self) -> None:
        draft = self.state().draft
        was = self.file.totals if self.file else Totals()
        beside = Beside(draft.discount, draft.rounding, draft.tax_mode, draft.tax_rate, was.subsidy, was.fees)
        found = totals([line for line in draft.lines if not line.empty], beside, was.paid, kept=was.kept)
        self.sheet.show_totals(found if self._doors.reads.sees_cost() else replace(found, cost=None))
        self.sheet.fields.show_sums(found)
        self.sheet.plan.show_plan(draft, found, self.file.nodes if self.file else ())

    # saving and leaving

    def save(self) -> bool:
        """Save and stay; tell whether it was saved."""
        return self.keep()

    def save_and_close(self) -> None:
        """Save; when it is saved, close."""
        if self.keep():
            self.closed.emit()

    def keep(self) -> bool:
        """Save what is typed, if there is something new, without a word; tell whether all is saved."""
        self._end_cell()
        sheet = self.sheet
        sheet.message.clear()
        sheet.fields.grid.clear_errors()
        if sheet.lines.locked or (self.file is not None and not self.is_changed()):
            return True
        if sheet.fields.complain() or sheet.lines.wrong():
            if sheet.lines.wrong():
                sheet.message.show_message(self._t("What is in red does not fit its cell. Correct it, then save."), Tone.DANGER)
            self.keeper.write()
            return False
        try:
            self._write(self.state())
        except EditConflict:
            return self.deeds.settle(self.state())
        except DomainError as error:
            self.keeper.write()
            if not sheet.fields.grid.show_error(error):
                sheet.message.show_error(error)
            return False
        return True

    def _write(self, state: OrderFormState) -> None:
        writes = self._doors.writes
        if state.order_id is None:
            order_id = writes.create(state.draft)
        else:
            order_id = state.order_id
            writes.edit(order_id, state.draft, state.version)
        self.keeper.forget()
        self.keeper.begin("")
        self.edit(order_id)
        self.saved.emit(order_id)

    def overwrite(self, state: OrderFormState) -> None:
        """Go on with what is typed, on top of the order as it is saved now."""
        self._state = state

    def _end_cell(self) -> None:
        """Take what is still being typed into a cell."""
        field = QApplication.focusWidget()
        if isinstance(field, CellField):
            self.sheet.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Close; what was typed stays as a draft."""
        self._end_cell()
        self.keeper.write()
        self.closed.emit()

    # page protocol

    def on_shown(self) -> None:
        """Put the focus where typing starts."""
        self.sheet.start() if self.file is None else self.sheet.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Show the store again; what is being typed stays."""
        if self.file is None:
            return
        try:
            fresh = self._doors.reads.open(self.file.id)
        except DomainError:
            self.closed.emit()
            return
        changed = self.is_changed()
        self.file = fresh
        if changed:
            self._show_file()
            self._add_up()
        elif fresh.version != self._state.version:
            self.edit(fresh.id)
        else:
            self._show_file()
            self._add_up()

    def keys(self) -> list[tuple[str, str]]:
        """Return the keys that matter now."""
        t = self._t
        if self.sheet.lines.locked:
            return [("Ctrl+M", t("receive money")), ("Esc", t("close"))]
        return [("F7", t("pick a product")), ("F8", t("save, stay")), ("Ctrl+Del", t("remove the line")), ("Esc", t("later"))]

    def commands(self) -> dict[str, Callable[[], object]]:
        """Return what the page answers."""
        exporting = self._doors.exporting
        record = exporting.record_command("order", self._state.order_id or 0) if exporting is not None else {}
        found: dict[str, Callable[[], object]] = {"refresh": self.reload, **record}
        if self.deeds.may_celebrate():
            found["signing_ceremony"] = self.deeds.celebrate
        if self._doors.print_order is not None:
            found |= {"print_preview": self.deeds.print_order, "print_now": partial(self.deeds.print_order, at_once=True)}
        return found

    def current_customer(self) -> int:
        """Return whose order it is."""
        return self._state.draft.customer_id

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is being typed."""
        super().hideEvent(event)
        self.keeper.write()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)


def _of_cells(wrong: dict[str, str]) -> dict[str, str]:
    """Return the texts of cells ("row key") among those of fields."""
    return {name: text for name, text in wrong.items() if " " in name}
