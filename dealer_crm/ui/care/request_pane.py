"""The page of one service request: what was said, what was answered, when somebody comes, what was done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain import phones
from dealer_crm.domain.care import RequestState
from dealer_crm.i18n import Translator
from dealer_crm.services.request_list import RUNNING, RequestRow
from dealer_crm.ui.care.banner import Banner
from dealer_crm.ui.care.doors import CareDoors
from dealer_crm.ui.care.phrases import ANSWER_TONES, request_chip
from dealer_crm.ui.theme import Space, Tone, Type
from dealer_crm.ui.widgets import Button, Card, FlowRow, HLine, IconButton, Ink, InlineMessage, Label, Role
from dealer_crm.ui.widgets.body import ScrollBody
from dealer_crm.ui.widgets.flow import show_chips
from dealer_crm.ui.widgets.text import ElidedLabel
from dealer_crm.words.coverages import no_machine_sentence, verdict_sentence
from dealer_crm.words.figures import money
from dealer_crm.words.labels import label
from dealer_crm.words.moments import moment

COMPACT_BELOW = 440


class RequestPane(Card):
    """Shows the request whose id it was given."""

    edit_requested = Signal(int)
    done_requested = Signal(int)
    cancel_requested = Signal(int)
    machine_requested = Signal(int)
    customer_requested = Signal(int)
    closed = Signal()

    def __init__(self, t: Translator, doors: CareDoors) -> None:
        super().__init__("request_page", margin=0, spacing=0)
        self._t, self._doors = t, doors
        self._row: RequestRow | None = None
        self.back_button = Button(t("Back"), icon="arrow-left", key="Esc", name="request_back")
        self.close_button = IconButton("x", t("Close this request"), name="request_close", key="Esc")
        self._name = ElidedLabel("", Type.TITLE, name="request_name")
        self._chips = FlowRow("request_chips", Space.XS)
        self._where = ElidedLabel("", tone=Ink.TEXT2, name="request_where")
        self.done_button = Button(t("Done…"), role=Role.PRIMARY, icon="check", name="request_done")
        self.edit_button = Button(t("Make an appointment"), icon="calendar-plus", key="F2", name="request_edit")
        self.machine_button = Button(t("Machine"), icon="shield-check", name="request_machine")
        self.customer_button = Button(t("Customer file"), icon="user", name="request_customer")
        self.copy_button = Button(t("Copy for the fitter"), icon="copy", name="request_copy")
        self.cancel_button = Button(t("Cancel the request"), icon="x", name="request_cancel")
        self._buttons = FlowRow("request_buttons")
        self.message = InlineMessage(t, name="request_message")
        self.answer = Banner("request_answer")
        self._facts = QWidget()
        self.body = ScrollBody("request_body", margin=Space.L)
        self._lay_out()
        self._listen()
        self.setFocusProxy(self.done_button)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(Space.M)
        first.addWidget(self.back_button)
        first.addWidget(self._name)
        first.addWidget(self._chips, 1, Qt.AlignmentFlag.AlignVCenter)
        first.addWidget(self.close_button)
        for button in (
            self.done_button,
            self.edit_button,
            self.machine_button,
            self.customer_button,
            self.copy_button,
            self.cancel_button,
        ):
            self._buttons.add(button)
        top = QVBoxLayout()
        top.setContentsMargins(Space.L, Space.M, Space.L, Space.S)
        top.setSpacing(Space.S)
        top.addLayout(first)
        for widget in (self._where, self._buttons, self.message):
            top.addWidget(widget)
        self.body.box.setSpacing(Space.M)
        self.body.box.addWidget(self.answer)
        self.body.box.addWidget(self._facts)
        self.body.box.addStretch(1)
        self.box.addLayout(top)
        self.box.addWidget(HLine())
        self.box.addWidget(self.body, 1)

    def _listen(self) -> None:
        self.back_button.clicked.connect(self.closed)
        self.close_button.clicked.connect(self.closed)
        self.done_button.clicked.connect(lambda: self.done_requested.emit(self.request_id()))
        self.edit_button.clicked.connect(lambda: self.edit_requested.emit(self.request_id()))
        self.cancel_button.clicked.connect(lambda: self.cancel_requested.emit(self.request_id()))
        self.machine_button.clicked.connect(lambda: self.machine_requested.emit((self._row and self._row.equipment_id) or 0))
        self.customer_button.clicked.connect(lambda: self.customer_requested.emit(self._row.customer_id if self._row else 0))
        self.copy_button.clicked.connect(self.copy_order)

    def request_id(self) -> int:
        """Return the request shown, 0 for none."""
        return self._row.id if self._row else 0

    def row(self) -> RequestRow | None:
        """Return what is shown."""
        return self._row

    def is_running(self) -> bool:
        """Tell whether what is shown can still be changed and finished."""
        return self._row is not None and self._row.state in RUNNING

    def show_request(self, request_id: int) -> bool:
        """Show a request; False when it is gone."""
        row = next(iter(self._doors.requests.list.rows([request_id])), None)
        if row is None:
            return False
        if request_id != self.request_id():
            self.message.clear()
        self._row = row
        t, today = self._t, self._doors.today()
        self._name.setText(row.name)
        show_chips(self._chips, [request_chip(row, today, t)])
        self._where.setText(" · ".join(filter(None, (phones.shown(row.phone), row.address))))
        self._show_answer(row)
        running = self.is_running()
        for button in (self.done_button, self.edit_button, self.cancel_button):
            button.setVisible(running)
        self.machine_button.setVisible(row.equipment_id is not None)
        self._show_facts(row)
        return True

    def _show_answer(self, row: RequestRow) -> None:
        t = self._t
        tone, icon = ANSWER_TONES[row.warranty]
        if row.equipment_id is None:
            self.answer.say(no_machine_sentence(t), tone, icon)
            return
        now = self._doors.requests.answer(row.equipment_id)
        words = verdict_sentence(now, self._doors.today(), t)
        if now.answer is not row.warranty:
            words = t("Answered when the call was taken: {answer}.").format(answer=label(row.warranty, t)) + " " + words
        self.answer.say(words, tone, icon)

    def _show_facts(self, row: RequestRow) -> None:
        old = self._facts
        self._facts = self._made(row)
        self.body.box.replaceWidget(old, self._facts)
        old.hide()
        old.deleteLater()

    def _made(self, row: RequestRow) -> QWidget:
        t, made = self._t, QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.S)
        grid.setColumnStretch(1, 1)
        for at, (name, words) in enumerate(self._lines(row)):
            grid.addWidget(Label(name, Type.CAPTION, tone=Ink.TEXT2), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Label(words, name=f"request_fact_{at}", wrap=True), at, 1)
        made.setAccessibleName(t("Service request"))
        return made

    def _lines(self, row: RequestRow) -> list[tuple[str, str]]:
        t = self._t
        done = row.state is RequestState.DONE
        appointment = f"{row.appointment_on.isoformat()} {row.slot}".strip() if row.appointment_on else t("None yet")
        repair = t.plural("{n} day", "{n} days", row.repair_days).format(n=row.repair_days) if row.repair_days else ""
        lines = [
            (t("Number"), f"{row.number} · {label(row.kind, t)}"),
            (t("Symptom"), row.symptom),
            (t("Machine"), " · ".join(filter(None, (row.machine, row.serial))) or t("Without machine")),
            (t("Reported"), moment(row.reported_at, self._doors.now(), t)),
            (t("Appointment on"), appointment),
            (t("Who goes"), row.staff),
            (t("Done on"), row.done_on.isoformat() if row.done_on else ""),
            (t("Cause"), row.cause),
            (t("What was done"), row.work),
            (t("Fee"), money(row.fee) if done else ""),
            (t("Days in repair"), repair),
            (t("Note"), row.note),
        ]
        return [line for line in lines if line[1]]

    def copy_order(self) -> None:
        """Put what the fitter needs on the clipboard."""
        if self._row:
            row = self._row
            head = f"{row.name} {phones.shown(row.phone)}"
            lines = [head, row.address, f"{row.machine} {row.serial}".strip(), row.symptom, self.answer.words(), row.note]
            QGuiApplication.clipboard().setText("\n".join(filter(None, lines)))
            self.message.show_message(self._t("Copied. Paste it into WeChat."), Tone.DONE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the buttons out, and the words of the way back, where a sheet takes the room."""
        super().resizeEvent(event)
        self._buttons.setVisible(self.width() >= COMPACT_BELOW)
        self.back_button.set_wordless(self.width() < COMPACT_BELOW)

    def set_narrow(self, narrow: bool) -> None:
        """Show the way back to a hidden list, or the cross beside a visible one."""
        self.back_button.setVisible(narrow)
        self.close_button.setVisible(not narrow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the page."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
