"""One customer: head, facts, and the tabs with timeline, record, machines and attachments."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.services.customer_page import CustomerFile
from dealer_crm.services.timeline import EventKind, TimelineRow
from dealer_crm.ui.customers.attachments_tab import AttachmentsTab
from dealer_crm.ui.customers.doors import CustomerDoors
from dealer_crm.ui.customers.file_head import FileHead
from dealer_crm.ui.customers.machines_tab import MachinesTab
from dealer_crm.ui.customers.quick_line import QuickDoors, QuickLine
from dealer_crm.ui.customers.record_pane import RecordPane
from dealer_crm.ui.customers.timeline_pane import TimelinePane
from dealer_crm.ui.desk.doors import Chooser, FileTab
from dealer_crm.ui.desk.phrases import step_words
from dealer_crm.ui.theme import Space, Tone, control_height
from dealer_crm.ui.widgets import Card, FactBox, HLine, InlineMessage, MenuItem, SubTabs, set_tip
from dealer_crm.words.figures import balance_words
from dealer_crm.words.labels import label, level_short

COMPACT_BELOW, ROOMY_FROM = 440, 580
LOW_LINES, FACT_LINES = 9, 14
TABS = ("timeline", "record", "machines", "attachments")
"""The tabs of the file itself; those of other rooms stand before the last one."""


class FilePane(Card):
    """Shows the customer whose id it was given."""

    log_requested = Signal(int, str)
    edit_requested = Signal(int, str)
    delete_requested = Signal(int)
    closed = Signal()

    def __init__(self, t: Translator, doors: CustomerDoors, chooser: Callable[[], Chooser]) -> None:
        super().__init__("customer_file", margin=0, spacing=0)
        self._t, self._doors = t, doors
        self._file: CustomerFile | None = None
        self.head = FileHead(t, doors.today)
        self.message = InlineMessage(t, name="customer_message")
        self._facts = {
            "next": FactBox(t("Next step"), name="fact_next"),
            "level": FactBox(t("Intent"), name="fact_level"),
            "owed": FactBox(t("Owed"), name="fact_owed"),
        }
        words = (t("Timeline"), t("Record"), t("Machines"), t("Attachments"))
        titles = list(zip(TABS, words, strict=True))
        titles[-1:-1] = [(tab.key, tab.title) for tab in doors.tabs]
        self._keys = tuple(key for key, _ in titles)
        self.tabs = SubTabs(titles, name="customer_tabs")
        self.tabs.setAccessibleName(t("Parts of the file"))
        self.quick = QuickLine(t, QuickDoors(doors.writes.log, doors.drafts, doors.now))
        self.events = TimelinePane(t, doors.reads.events, doors.today)
        self.timeline = self.events.view
        self.record = RecordPane(t, doors)
        self.machines = MachinesTab(t)
        self.attachments = AttachmentsTab(t, doors, chooser)
        self.rooms = {tab.key: tab.make() for tab in doors.tabs}
        self._stack = QStackedWidget()
        self._fact_row = QWidget()
        self._lay_out()
        self._listen()
        self.setFocusProxy(self.timeline)

    def _lay_out(self) -> None:
        facts = QHBoxLayout(self._fact_row)
        facts.setContentsMargins(0, 0, 0, 0)
        facts.setSpacing(Space.S)
        for key, fact in self._facts.items():
            facts.addWidget(fact, 3 if key == "next" else 2)
        top = QVBoxLayout()
        top.setContentsMargins(Space.L, Space.M, Space.L, Space.S)
        top.setSpacing(Space.S)
        for widget in (self.head, self.message, self._fact_row):
            top.addWidget(widget)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(Space.XS, 0, Space.XS, 0)
        tabs.addWidget(self.tabs)
        events = QWidget()
        box = QVBoxLayout(events)
        box.setContentsMargins(Space.L, Space.S, Space.L, 0)
        box.setSpacing(Space.S)
        box.addWidget(self.quick)
        box.addWidget(self.events, 1)
        for page in (events, self.record, self.machines, *self.rooms.values(), self.attachments):
            self._stack.addWidget(page)
        self.box.addLayout(top)
        self.box.addLayout(tabs)
        self.box.addWidget(HLine())
        self.box.addWidget(self._stack, 1)

    def _listen(self) -> None:
        head = self.head
        head.back_button.clicked.connect(self.closed)
        head.close_button.clicked.connect(self.closed)
        head.log_button.clicked.connect(lambda: self.log_requested.emit(self.customer_id(), ""))
        head.edit_button.clicked.connect(lambda: self.edit_requested.emit(self.customer_id(), ""))
        head.delete_button.clicked.connect(lambda: self.delete_requested.emit(self.customer_id()))
        head.copied.connect(self._copy_number)
        papers = self._doors.papers
        head.print_button.setVisible(papers.preview is not None)
        head.print_button.clicked.connect(lambda: papers.preview(self.customer_id()) if papers.preview else None)
        copies = [MenuItem(self._t("Copy as text"), self.copy_text, key="Ctrl+Shift+C", name="copy_text")] if papers.text else []
        copies += (
            [MenuItem(self._t("Copy as picture"), self.copy_picture, key="Ctrl+Shift+X", name="copy_picture")] if papers.picture else []
        )
        remove = MenuItem(self._t("Delete"), lambda: self.delete_requested.emit(self.customer_id()), name="more_delete")
        hand_on = self._doors.hand_on
        further = [MenuItem(self._t("Hand on…"), lambda: hand_on(self.customer_id()), name="more_hand_on")] if hand_on else []
        further += [MenuItem(self._t("Follow-up card…"), self._card, name="more_card")] if papers.cards else []
        series = self._doors.series
        further += [MenuItem(self._t("Series…"), lambda: series(self.customer_id()), name="more_series")] if series else []
        head.set_menus(copies, further, remove)
        self.tabs.changed.connect(self._on_tab)
        self.quick.more_requested.connect(lambda words: self.log_requested.emit(self.customer_id(), words))
        self.quick.picture_pasted.connect(self.paste_picture)
        self.events.opened.connect(self._on_event)
        self.record.fill_requested.connect(lambda name: self.edit_requested.emit(self.customer_id(), name))

    def _card(self) -> None:
        if self._doors.papers.cards and self._file:
            self._doors.papers.cards([self._file.id])

    # showing

    def customer_id(self) -> int:
        """Return the customer shown, 0 for nobody."""
        return self._file.id if self._file else 0

    def file(self) -> CustomerFile | None:
        """Return what is shown."""
        return self._file

    def show_customer(self, customer_id: int) -> None:
        """Show a customer. Raises CustomerNotFound."""
        file = self._doors.reads.open(customer_id)
        if customer_id != self.customer_id():
            self.message.clear()
        self._file = file
        self.head.show_file(file)
        self._show_facts(file)
        self.tabs.set_count("machines", len(file.equipment))
        self.tabs.set_count("attachments", file.attachments)
        for tab in self._doors.tabs:
            self.tabs.set_count(tab.key, tab.count(file.id))
        self.quick.show_file(file)
        self._fill_tab()

    def _fill_tab(self) -> None:
        """Fill the tab that is seen; the others are filled when they are chosen."""
        file = self._file
        if file is None:
            return
        match self.tabs.value():
            case "timeline":
                self.events.show_customer(file.id, file.timeline)
            case "record":
                self.record.show_customer(file)
            case "machines":
                self.machines.show_machines(file.equipment, file.id)
            case key:
                self.rooms.get(key, self.attachments).show_customer(file.id)

    def _show_facts(self, file: CustomerFile) -> None:
        t, today, line = self._t, self._doors.today(), file.line
        late = line.next_on is not None and line.next_on < today
        self._facts["next"].set_value(step_words(line, today, t), Tone.DANGER if late else None)
        level = level_short(line.intent_level, t) or label(line.intent_level, t)
        self._facts["level"].set_value(level)
        self._facts["owed"].set_value(balance_words(file.balance, t), Tone.DANGER if file.balance > 0 else None)
        for fact in self._facts.values():
            set_tip(fact, fact.value())

    def tab(self) -> FileTab | None:
        """Return the tab of another room that is in view."""
        return self.rooms.get(self.tabs.value())

    def show_tab(self, key: str) -> None:
        """Choose a tab."""
        self.tabs.set_value(key)

    def set_narrow(self, narrow: bool) -> None:
        """Tell the head where the list is."""
        self.head.set_narrow(narrow)

    def _on_tab(self, key: str) -> None:
        inside = self._stack.isAncestorOf(self.window().focusWidget())
        if inside:
            self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fill_tab()
        self._stack.setCurrentIndex(self._keys.index(key))
        stops = (self.timeline, self.tabs, self.tabs, *self.rooms.values(), self.tabs)
        self.setFocusProxy(stops[self._keys.index(key)])
        if inside:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_event(self, event: TimelineRow) -> None:
        if event.place and self._doors.open_place:
            self._doors.open_place(event.place)
        elif event.kind is EventKind.ATTACHED:
            self.show_tab("attachments")
            self.attachments.open_attachment(event.id)
        elif event.kind is EventKind.SLIP and self._doors.open_slip:
            self._doors.open_slip(event.id)
        elif event.kind is EventKind.QUOTE and self._doors.open_quote:
            self._doors.open_quote(event.id)
        elif event.order_id is not None and self._doors.open_order:
            self._doors.open_order(event.order_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave facts and buttons out where a sheet takes the room."""
        super().resizeEvent(event)
        compact = self.width() < COMPACT_BELOW or self.height() < LOW_LINES * control_height()
        self._fact_row.setVisible(not compact and self.height() >= FACT_LINES * control_height())
        self.head.set_compact(compact)
        self.head.set_roomy(self.width() >= ROOMY_FROM)

    # copying and pasting

    def _copy_number(self, number: str) -> None:
        QGuiApplication.clipboard().setText(number)
        self.message.show_message(self._t("Number copied: {number}").format(number=number), Tone.DONE)

    def copy_phone(self) -> None:
        """Put the first number on the clipboard."""
        if self._file and self._file.line.phone:
            self._copy_number(self._file.line.phone)

    def copy_text(self) -> None:
        """Put the file on the clipboard as plain text."""
        if self._file and self._doors.papers.text:
            QGuiApplication.clipboard().setText(self._doors.papers.text(self._file.id))
            self.message.show_message(self._t("Copied as text. Paste it into WeChat."), Tone.DONE)

    def copy_picture(self) -> None:
        """Put the file on the clipboard as a picture."""
        if self._file and self._doors.papers.picture:
            QGuiApplication.clipboard().setImage(QImage.fromData(self._doors.papers.picture(self._file.id)))
            self.message.show_message(self._t("Copied as a picture. Paste it into WeChat."), Tone.DONE)

    def paste_picture(self) -> None:
        """Add the picture on the clipboard to the customer."""
        if self._file:
            self.show_tab("attachments")
            self.attachments.paste()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the file, Ctrl+V adds a picture from anywhere in it."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_picture()
        else:
            super().keyPressEvent(event)
