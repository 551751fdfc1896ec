"""The page of one machine: the answer on top, every coverage in a sentence, care, and what was repaired."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout

from dealer_crm.domain.care import EquipmentState
from dealer_crm.domain.coverages import CoverageState, StartBasis
from dealer_crm.domain.equipment import SHORT
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.services.equipment import CoverageRow, MachineFile
from dealer_crm.ui.care.banner import Banner
from dealer_crm.ui.care.coverage_bars import Bar, CoverageBars
from dealer_crm.ui.care.doors import CareDoors
from dealer_crm.ui.care.machine_head import MachineHead
from dealer_crm.ui.care.machine_parts import CareCard, HistoryCard, MissingDays
from dealer_crm.ui.care.phrases import ANSWER_TONES, machine_name
from dealer_crm.ui.desk.picture_view import PictureView
from dealer_crm.ui.theme import Space, Tone
from dealer_crm.ui.widgets import Button, Card, HLine, InlineMessage, MenuItem, section
from dealer_crm.ui.widgets.body import ScrollBody
from dealer_crm.words.coverages import (
    coverage_sentence,
    coverage_state,
    proof_sentence,
    provisional_note,
    retire_sentence,
    verdict_sentence,
)
from dealer_crm.words.labels import label

CARDS_BESIDE_FROM, COMPACT_BELOW = 620, 440


class MachinePane(Card):
    """Shows the machine whose id it was given."""

    repair_requested = Signal(int, int)
    edit_requested = Signal(int)
    customer_requested = Signal(int)
    request_opened = Signal(int)
    removal_requested = Signal(int)
    closed = Signal()

    def __init__(self, t: Translator, doors: CareDoors) -> None:
        super().__init__("machine_page", margin=0, spacing=0)
        self._t, self._doors = t, doors
        self._file: MachineFile | None = None
        self.head = MachineHead(t)
        self.message = InlineMessage(t, name="machine_message")
        self.answer = Banner("machine_answer")
        self.copy_button = Button(t("Copy for the customer"), icon="copy", name="machine_copy")
        self.answer.box.addWidget(self.copy_button)
        self.bars = CoverageBars(t)
        self.days = MissingDays(t, doors.today)
        self.cares = CareCard(t, doors.today)
        self.history = HistoryCard(t, doors.today)
        self.body = ScrollBody("machine_body", margin=Space.L)
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self._listen()
        self.setFocusProxy(self.head.repair_button)

    def _lay_out(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(Space.L, Space.M, Space.L, Space.S)
        top.setSpacing(Space.S)
        top.addWidget(self.head)
        top.addWidget(self.message)
        self._cards.setSpacing(Space.M)
        self._cards.addWidget(self.cares, 1)
        self._cards.addWidget(self.history, 1)
        body = self.body.box
        body.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        body.setSpacing(Space.M)
        body.addWidget(self.answer)
        body.addWidget(self.days)
        body.addWidget(section(self._t("Covered until which day")))
        body.addWidget(self.bars)
        body.addLayout(self._cards)
        body.addStretch(1)
        self.box.addLayout(top)
        self.box.addWidget(HLine())
        self.box.addWidget(self.body, 1)

    def _listen(self) -> None:
        head, papers = self.head, self._doors.papers
        head.back_button.clicked.connect(self.closed)
        head.close_button.clicked.connect(self.closed)
        head.repair_button.clicked.connect(self.repair)
        head.edit_button.clicked.connect(lambda: self.edit_requested.emit(self.machine_id()))
        head.care_button.clicked.connect(self.care_done)
        head.print_button.setVisible(papers.preview is not None)
        head.print_button.clicked.connect(self.preview)
        head.more_button.set_items(
            [
                *([MenuItem(self._t("Care card…"), self.care_card, name="machine_care_card")] if papers.care_card else []),
                MenuItem(self._t("Open the customer's file"), self._open_customer, name="machine_customer"),
                MenuItem(self._t("Pictures of delivery and repairs"), self.show_pictures, name="machine_pictures"),
                MenuItem(self._t("Stands there no more"), self._remove, name="machine_removed"),
            ]
        )
        self.copy_button.clicked.connect(self.copy_answer)
        self.days.entered.connect(self._on_day)
        self.cares.done_requested.connect(lambda one: self._write_care([one]))
        self.history.request_opened.connect(self.request_opened)

    # showing

    def machine_id(self) -> int:
        """Return the machine shown, 0 for none."""
        return self._file.id if self._file else 0

    def file(self) -> MachineFile | None:
        """Return what is shown."""
        return self._file

    def show_machine(self, equipment_id: int) -> None:
        """Show a machine. Raises MachineNotFound."""
        file = self._doors.machines.open(equipment_id)
        if equipment_id != self.machine_id():
            self.message.clear()
            self.days.show_missing(())
        self._file = file
        t, today = self._t, file.today
        self.head.show_file(file, today)
        tone, icon = ANSWER_TONES[file.verdict.answer]
        self.answer.say(verdict_sentence(file.verdict, today, t), tone, icon)
        self.bars.show_bars(bars_of(file, t), today, provisional_note([row.covered for row in file.coverages], today, t))
        self.days.show_missing(file.missing)
        self.cares.show_cares(file.cares)
        self.history.show_file(file)

    def show_pictures(self) -> None:
        """Show what was taken of the machine, also while its house was somebody else's."""
        pictures = self._doors.pictures
        found = pictures.of(self.machine_id()) if pictures else ()
        if not pictures or not found:
            self.message.show_message(self._t("No pictures of this machine's delivery or repairs."), Tone.INFO)
            return
        view = PictureView(self._t, self.window(), pictures)
        view.remove_button.hide()
        view.show_pictures(found, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards side by side where there is room."""
        super().resizeEvent(event)
        wide = self.width() >= CARDS_BESIDE_FROM
        self._cards.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self.copy_button.setVisible(wide)
        self.head.set_compact(self.width() < COMPACT_BELOW)

    # doing

    def repair(self) -> None:
        """Take a repair call about this machine."""
        if self._file:
            self.repair_requested.emit(self._file.line.customer_id or 0, self._file.id)

    def preview(self) -> None:
        """Look at the certificate before it is printed."""
        if self._file and self._doors.papers.preview:
            self._doors.papers.preview(self._file.id)

    def print_now(self) -> None:
        """Print the certificate as last time."""
        if self._file and self._doors.papers.print_now:
            self._doors.papers.print_now(self._file.id)

    def care_card(self) -> None:
        """Look at the card of its care for the customer's fridge."""
        if self._file and self._doors.papers.care_card:
            self._doors.papers.care_card(self._file.id)

    def care_done(self) -> None:
        """Say that the work that is due next was done today."""
        if self._file:
            due = [care for care in self._file.cares if care.active and not care.by_customer] or self._file.cares
            self._write_care([due[0].id] if due else [])

    def copy_answer(self) -> None:
        """Put what is covered on the clipboard, to be sent to the customer."""
        if self._file:
            lines = [machine_name(self._file.line), self.answer.words()]
            lines += [coverage_sentence(row.covered, self._file.today, self._t) for row in shown_coverages(self._file)]
            QGuiApplication.clipboard().setText("\n".join(lines))
            self.message.show_message(self._t("Copied. Paste it into WeChat."), Tone.DONE)

    def _write_care(self, ids: Sequence[int]) -> None:
        try:
            self._doors.cares.done(ids, self._doors.today())
        except DomainError as error:
            self.message.show_error(error)

    def _on_day(self, basis: StartBasis, day: date) -> None:
        try:
            self._doors.machines.set_date(self.machine_id(), basis, day)
        except DomainError as error:
            self.message.show_error(error)
        else:
            self.message.clear()

    def _open_customer(self) -> None:
        if self._file and self._file.line.customer_id:
            self.customer_requested.emit(self._file.line.customer_id)

    def _remove(self) -> None:
        if self._file and self._file.draft.state is EquipmentState.IN_USE:
            self.removal_requested.emit(self._file.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the page."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def shown_coverages(file: MachineFile) -> list[CoverageRow]:
    """Return the coverages worth a line: rights of the first days only while they run."""
    return [row for row in file.coverages if row.covered.kind not in SHORT or row.state is CoverageState.RUNNING]


def bars_of(file: MachineFile, t: Translator) -> list[Bar]:
    """Return every coverage as a bar, then the burden of proof and the age of a gas appliance."""
    found = []
    for row in shown_coverages(file):
        name = t("{what} ({who})").format(what=label(row.covered.kind, t), who=label(row.covered.provider, t))
        tone = Tone.DONE if row.state is CoverageState.RUNNING else Tone.NEUTRAL
        found.append(Bar(name, coverage_state(row.covered, file.today, t), row.covered.start_on, row.covered.end_on, tone))
    accepted, sold = file.draft.accepted_on, file.draft.sold_on
    if file.proof_until and accepted:
        words = proof_sentence(file.proof_until, file.today, t)
        tone = Tone.INFO if file.today <= file.proof_until else Tone.NEUTRAL
        found.append(Bar(t("Burden of proof"), words, accepted, file.proof_until, tone))
    if file.retire_on and sold:
        tone = Tone.DANGER if file.today >= file.retire_on else Tone.WARN
        found.append(Bar(t("Safe age"), retire_sentence(file.retire_on, file.today, t), sold, file.retire_on, tone))
    return found
