"""Somebody hands over all that is open: what it is, to whom it goes; then the list of customers to be told."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from dealer_crm.domain import phones
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.hand_over import HandOverDraft, HandOverToNobody, Held, Split
from dealer_crm.i18n import N_, Translator
from dealer_crm.services.hand_over import CallRow, HandedOver, Holdings
from dealer_crm.services.list_papers import ListQuestion, ShownColumn
from dealer_crm.services.shop import StaffRow
from dealer_crm.ui.staff.hand_over_doors import HandOverDoors
from dealer_crm.ui.theme import Tone, Type
from dealer_crm.ui.widgets import CheckBox, Choice, Column, Dialog, FormGrid, Label, MultiSegments, PagedModel, Role, Segments, TableView
from dealer_crm.ui.widgets.asked import Asked
from dealer_crm.words.figures import money

HELD = {
    Held.CUSTOMERS: N_("customers {n}"),
    Held.STEPS: N_("follow-ups {n}"),
    Held.VISITS: N_("care calls {n}"),
    Held.REQUESTS: N_("service calls {n}"),
    Held.DELIVERIES: N_("deliveries {n}"),
    Held.JOBS: N_("installation jobs {n}"),
    Held.TEAMS: N_("places in teams {n}"),
    Held.SHEETS: N_("open acceptance sheets {n}"),
    Held.ITEMS: N_("items on sheets {n}"),
    Held.PROMISES: N_("promises {n}"),
    Held.COMPLAINTS: N_("complaints {n}"),
    Held.ORDERS: N_("open orders {n}"),
    Held.QUOTES: N_("open quotes {n}"),
    Held.CHANGES: N_("unsigned changes {n}"),
    Held.SERIES: N_("series {n}"),
    Held.SLIPS: N_("hand-over slips {n}"),
}
OPEN = {
    Held.STEPS: N_("Follow-up"),
    Held.DELIVERIES: N_("Delivery"),
    Held.JOBS: N_("Installation job"),
    Held.REQUESTS: N_("Service call"),
    Held.COMPLAINTS: N_("Complaint"),
    Held.PROMISES: N_("Promise to keep"),
}


class HandOverDialog(Dialog):
    """What somebody has in his hands, and to whom it shall go. The write runs behind a progress box that can cancel it."""

    def __init__(self, t: Translator, doors: HandOverDoors, person: StaffRow, parent: QWidget) -> None:
        super().__init__(t, t("{name} hands over").format(name=person.name), parent, name="hand_over_dialog", width=620)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._doors, self._person, self._outer = doors, person, parent
        self.held = Label(t("Counting…"), name="hand_over_held", wrap=True)
        self.cash = Label("", name="hand_over_cash", wrap=True)
        self.cash.hide()
        self.form = form = FormGrid(t, name="hand_over_form")
        people = [Choice(one.id, one.name) for one in doors.staff() if one.active and one.id != person.id]
        self.to = form.add("to_ids", t("Who takes over"), MultiSegments(people, name="hand_over_to"), required=True)
        splits = [Choice(Split.COMMUNITY, t("By community")), Choice(Split.EVENLY, t("Evenly"))]
        self.split = form.add("split", t("Shared out"), Segments(splits, name="hand_over_split"))
        self.split.set_value(Split.COMMUNITY)
        self.leaves = CheckBox(t("{name} has left").format(name=person.name), name="hand_over_leaves")
        self.leaves.setChecked(person.active)
        form.add_wide(self.leaves)
        for widget in (self.held, self.cash, form):
            self.box.addWidget(widget)
        button = self.add_button(t("Hand it over"), role=Role.PRIMARY, key="F8", name="hand_over_do", icon="check")
        button.clicked.connect(self.accept)
        self.add_button(t("Cancel"), key="Esc", name="hand_over_leave").clicked.connect(self.reject)
        form.set_last(button)
        Asked(self).ask(partial(doors.preview, person.id), self._show)

    def _show(self, held: Holdings) -> None:
        t = self._t
        words = held_words(held.counts, t)
        self.held.setText(t("In his hands: {things}").format(things=words) if words else t("Nothing is open with him."))
        if held.cash:
            sum_words = money(held.cash)
            self.cash.setText(t("He still holds {amount} in cash that is not handed in: settle that first.").format(amount=sum_words))
        self.cash.setVisible(bool(held.cash))

    def accept(self) -> None:
        """Hand over beside the window, or say why not and stay."""
        if self.form:
            self.form.clear_errors()
        receivers = tuple(int(one) for one in self.to.values())
        if not receivers:
            self.show_error(HandOverToNobody())
            return
        draft = HandOverDraft(self._person.id, receivers, Split(self.split.value()), self.leaves.isChecked())
        title = self._t("{name} hands over").format(name=self._person.name)
        self._doors.frame.run_task(title, partial(self._doors.hand_over, draft), done=self._on_done, failed=self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, DomainError):
            raise error
        self.show_error(error)

    def _on_done(self, done: HandedOver) -> None:
        super().accept()
        if done.customer_ids:
            CallsDialog(self._t, self._doors, self._person, done, self._outer).open()


class CallsDialog(Dialog):
    """The customers who should be told who looks after them now, and words to tell them with."""

    def __init__(self, t: Translator, doors: HandOverDoors, person: StaffRow, done: HandedOver, parent: QWidget) -> None:
        super().__init__(t, t("Customers to be told"), parent, name="calls_dialog", width=820)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._doors, self._person, self._done = doors, person, done
        count = len(done.customer_ids)
        words = t.plural("{n} customer has somebody new. Call him.", "{n} customers have somebody new. Call them.", count).format(n=count)
        self.box.addWidget(Label(words, Type.STRONG, name="calls_said", wrap=True))
        self.model = PagedModel(_columns(t), lambda: done.customer_ids, doors.calls, self)
        self.table = TableView(t, self.model, name="calls_list", label=t("Customers to be told"))
        self.table.setMinimumHeight(180)
        self.box.addWidget(self.table, 1)
        if doors.listed:
            self.add_button(t("Print…"), name="calls_print", icon="printer").clicked.connect(self._print)
        self.add_button(t("Copy the wording"), name="calls_copy", icon="copy").clicked.connect(self._copy)
        self.add_button(t("Close"), key="Esc", name="calls_close").clicked.connect(self.reject)
        self.model.reload()

    def _print(self) -> None:
        t = self._t
        columns = tuple(ShownColumn(column.title, column.text, width=column.width) for column in _columns(t))
        words = t("Handed over by {name}").format(name=self._person.name)
        if self._doors.listed:
            self._doors.listed(ListQuestion(t("Customers to be told"), words, columns, self._done.customer_ids, self._doors.calls))

    def _copy(self) -> None:
        row = next(iter(self._doors.calls([self.table.current_id() or self._done.customer_ids[0]])), None)
        if row is not None:
            QGuiApplication.clipboard().setText(wording(row, self._person.name, self._t))
            self.message.show_message(self._t("Copied the wording for {name}").format(name=row.name), Tone.DONE)


def wording(row: CallRow, former: str, t: Translator) -> str:
    """Return what the customer is told."""
    words = t(
        "Dear {name}, {former} has handed your file to {staff}. {staff} knows what was agreed with you and will look after you from now on."
    )
    return words.format(name=row.name, former=former, staff=row.staff)


def held_words(counts: object, t: Translator) -> str:
    """Return what somebody has in his hands, in one line; "" for nothing."""
    found = counts if isinstance(counts, dict) else {}
    return " · ".join(t(words).format(n=f"{found[kind]:,}") for kind, words in HELD.items() if found.get(kind))


def _open_words(row: CallRow, t: Translator) -> str:
    parts = []
    for kind, day, words in row.matters:
        when = f"{day:%m-%d}" if day else ""
        parts.append(" ".join(filter(None, (when, t(OPEN[kind]), " ".join(words.split())))))
    return "; ".join(parts)


def _columns(t: Translator) -> list[Column]:
    return [
        Column("name", t("Customer"), lambda row: row.name, 12, bold=True, sortable=False),
        Column("phone", t("Phone"), lambda row: phones.shown(row.phone), 14, sortable=False),
        Column("address", t("Address"), lambda row: row.address, 20, sortable=False, rank=1),
        Column("open", t("What is open"), lambda row: _open_words(row, t), 24, sortable=False, stretch=True),
        Column("staff", t("Now with"), lambda row: row.staff, 10, sortable=False),
    ]
