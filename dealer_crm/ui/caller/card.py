"""The caller card (F9): digits, sound or name in, the history out before the second sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain import phones
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.followups import FollowUpDraft
from dealer_crm.i18n import Translator
from dealer_crm.services.customer_list import CustomerRow
from dealer_crm.services.customer_page import CustomerFile
from dealer_crm.services.drafts import Drafts
from dealer_crm.services.facts import PHONES, FormerRow
from dealer_crm.services.timeline import EventKind
from dealer_crm.ui.caller.last_contacts import LastContacts
from dealer_crm.ui.customers.file_head import chips_of
from dealer_crm.ui.customers.quick_line import QuickDoors, QuickLine
from dealer_crm.ui.desk.care_notes import CareNotes
from dealer_crm.ui.desk.hits import HitList
from dealer_crm.ui.desk.phrases import name_of, step_words
from dealer_crm.ui.theme import Space, Tone, Type
from dealer_crm.ui.widgets import Button, FactBox, FlowRow, HLine, Ink, Label, OverlayCard, Role, SearchField, heading, set_tip
from dealer_crm.ui.widgets.flow import show_chips
from dealer_crm.words.figures import balance_words
from dealer_crm.words.labels import label, level_short

PAUSE_MS, CONTACTS, LEAST_DIGITS = 80, 3, 3
MOST, MOST_LOW, LOW = 4, 2, 560
WIDE_FACTS = {"next": 3, "machines": 2}
"""The facts that say most share the room that the others leave."""


@dataclass(frozen=True)
class CallerDoors:
    """What the card asks; `complaints` counts those of a customer that are open, `former` are numbers and addresses of before."""

    find: Callable[[str, int], Sequence[CustomerRow]]
    open: Callable[[int], CustomerFile]
    log: Callable[[FollowUpDraft], int]
    drafts: Drafts
    now: Callable[[], datetime]
    complaints: Callable[[int], int] = lambda _customer: 0
    former: Callable[[int], Sequence[FormerRow]] = lambda _customer: ()

    def today(self) -> date:
        """Return the calendar day of the shop."""
        return local_day(self.now())


class CallerCard(OverlayCard):
    """Lives as long as the window; `ask` opens it."""

    open_requested = Signal(int)
    new_requested = Signal(str, str)
    log_requested = Signal(int, str)
    repair_requested = Signal(int)
    complaint_requested = Signal(int, str)

    def __init__(self, t: Translator, doors: CallerDoors, window: QWidget) -> None:
        super().__init__(window, name="caller_card")
        self._t, self._doors = t, doors
        self.field = SearchField(name="caller_field", placeholder=t("Number, name, sound"), hint=t("digits · sound · community"))
        self.field.setAccessibleName(t("Who is calling"))
        self.hits = HitList(t, name="caller_hits", most=MOST)
        self.nobody = Label("", tone=Ink.TEXT2, name="caller_nobody", wrap=True)
        self._name = heading("", "caller_name")
        self._chips = FlowRow("caller_chips", Space.XS)
        self.former = Label("", tone=Ink.WARN, name="caller_former", wrap=True)
        self.care = CareNotes()
        self._facts = {
            "next": FactBox(t("Next step"), name="caller_next"),
            "owed": FactBox(t("Owed"), name="caller_owed"),
            "level": FactBox(t("Intent"), name="caller_level"),
            "machines": FactBox(t("Machines"), name="caller_machines"),
            "complaints": FactBox(t("Open complaints"), name="caller_complaints"),
        }
        self.contacts = LastContacts(t)
        self.quick = QuickLine(t, QuickDoors(doors.log, doors.drafts, doors.now))
        self._person = QWidget()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._lay_out()
        self._add_buttons()
        self._listen()

    def _lay_out(self) -> None:
        t = self._t
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(heading(t("Caller"), "caller_title"))
        head.addWidget(self.field, 1)
        close = Button(t("Close"), role=Role.QUIET, key="Esc", name="caller_close")
        close.clicked.connect(self.close_card)
        head.addWidget(close)
        who = QHBoxLayout()
        who.setSpacing(Space.M)
        who.addWidget(self._name)
        who.addWidget(self._chips, 1, Qt.AlignmentFlag.AlignVCenter)
        facts = QHBoxLayout()
        facts.setSpacing(Space.S)
        for key, fact in self._facts.items():
            facts.addWidget(fact, WIDE_FACTS.get(key, 0))
        person = QVBoxLayout(self._person)
        person.setContentsMargins(0, 0, 0, 0)
        person.setSpacing(Space.S)
        person.addWidget(HLine())
        person.addLayout(who)
        person.addWidget(self.former)
        person.addWidget(self.care)
        person.addLayout(facts)
        person.addWidget(Label(t("Last contacts"), Type.LABEL, tone=Ink.TEXT2, name="caller_last"))
        person.addWidget(self.contacts)
        person.addWidget(self.quick)
        self.box.addLayout(head)
        for widget in (self.hits, self.nobody, self._person):
            self.box.addWidget(widget)
        self.box.addStretch(1)

    def _add_buttons(self) -> None:
        t = self._t
        self.open_button = self.add_button(
            Button(t("Open the file"), role=Role.PRIMARY, icon="folder-open", key="Enter", name="caller_open")
        )
        self.log_button = self.add_button(Button(t("Log follow-up"), icon="calendar-plus", key="F4", name="caller_log"))
        self.repair_button = self.add_button(Button(t("Repair call"), icon="wrench", name="caller_repair"))
        self.complaint_button = self.add_button(Button(t("Complaint"), icon="message-square-warning", name="caller_complaint"))
        self.new_button = self.add_button(Button(t("New customer"), icon="user-plus", key="F3", name="caller_new"), right=True)

    def _listen(self) -> None:
        self._pause.timeout.connect(self.search)
        self.field.typed.connect(lambda _text: self._pause.start())
        self.field.moved.connect(self.hits.choose_next)
        self.field.entered.connect(self.open_chosen)
        self.field.escaped.connect(self.close_card)
        self.hits.current_changed.connect(self._show_person)
        self.hits.picked.connect(lambda _id: self.open_chosen())
        self.quick.more_requested.connect(self._on_log)
        self.quick.logged.connect(self._on_logged)
        self.open_button.clicked.connect(self.open_chosen)
        self.log_button.clicked.connect(lambda: self._on_log(""))
        self.repair_button.clicked.connect(self.take_repair)
        self.complaint_button.clicked.connect(self.take_complaint)
        self.new_button.clicked.connect(self.new_customer)
        self.closed.connect(self.quick.keeper.write)

    # asking

    def ask(self) -> None:
        """Open empty; when it is open already, start again in the field."""
        if self.isHidden():
            self.field.clear()
            self.search()
            self.open_card(self.field)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def search(self) -> None:
        """Look now for what is typed."""
        self._pause.stop()
        query = self.field.query().strip()
        most = MOST if self.window().height() >= LOW else MOST_LOW
        rows = self._doors.find(query, most) if query else ()
        self.hits.show_rows(query, rows)
        if not rows:
            self._show_person(0)
        words = (
            self._t("Nobody in the files. F3 opens a new one with this number.")
            if query
            else self._t("Type the number that calls, or a name.")
        )
        self.nobody.setText(words)
        self.nobody.setVisible(not rows)
        self.open_button.setEnabled(bool(rows))
        self.log_button.setEnabled(bool(rows))
        self.refit()

    def _show_person(self, customer_id: int) -> None:
        try:
            file = self._doors.open(customer_id) if customer_id else None
        except DomainError:
            file = None
        self._person.setVisible(file is not None)
        self.quick.show_file(file)
        if file is not None:
            self._show_file(file)
        self.refit()

    def _show_file(self, file: CustomerFile) -> None:
        t, line, today = self._t, file.line, self._doors.today()
        self._name.setText(name_of(line))
        show_chips(self._chips, chips_of(file, today, t))
        self.former.setText(self._former_words(file))
        self.former.setVisible(bool(self.former.text()))
        self.care.show_words(file.draft.care_notes)
        late = line.next_on is not None and line.next_on < today
        self._facts["next"].set_value(step_words(line, today, t), Tone.DANGER if late else None)
        self._facts["owed"].set_value(balance_words(file.balance, t), Tone.DANGER if file.balance > 0 else None)
        self._facts["level"].set_value(level_short(line.intent_level, t) or label(line.stage, t))
        self._facts["machines"].set_value(_machines(file, t))
        complaints = self._doors.complaints(file.id)
        self._facts["complaints"].set_value(str(complaints) if complaints else t("None open"), Tone.DANGER if complaints else None)
        for fact in self._facts.values():
            set_tip(fact, fact.value())
        calls = [event for event in file.timeline if event.kind is EventKind.FOLLOW_UP]
        self.contacts.show_events(calls[:CONTACTS] or file.timeline[-1:], today)

    def _former_words(self, file: CustomerFile) -> str:
        """Say that what was typed is a number the customer had before, unless one of his numbers has it too."""
        number = phones.digits(self.field.query())
        mine = [phone.number for contact in file.draft.contacts for phone in contact.phones]
        mine += [phone.number for phone in file.draft.phones]
        if len(number) < LEAST_DIGITS or any(number in one for one in mine):
            return ""
        found = next((one for one in self._doors.former(file.id) if one.field == PHONES and number in one.words), None)
        words = self._t("Former number: {number}, until {day}")
        return words.format(number=phones.shown(found.words), day=found.until_on.isoformat()) if found else ""

    # doing

    def _chosen(self) -> int:
        if self._pause.isActive():
            self.search()
        row = self.hits.current_row()
        return row.id if row else 0

    def open_chosen(self) -> None:
        """Open the file of the chosen customer."""
        if chosen := self._chosen():
            self.close_card()
            self.open_requested.emit(chosen)

    def take_repair(self) -> None:
        """Take a repair call of the chosen customer, or of somebody the sheet asks for."""
        chosen = self._chosen()
        self.close_card()
        self.repair_requested.emit(chosen)

    def take_complaint(self) -> None:
        """Take a complaint of the chosen customer, or of the number that nobody of ours has."""
        chosen, query = self._chosen(), self.field.query().strip()
        self.close_card()
        self.complaint_requested.emit(chosen, "" if chosen or len(phones.digits(query)) < LEAST_DIGITS else query)

    def new_customer(self) -> None:
        """Open a new file with what is typed: a number, or a name."""
        query = self.field.query().strip()
        number = phones.digits(query)
        is_number = len(number) >= 3 and not any(c.isalpha() for c in query)
        name = "" if is_number or query.isascii() else query
        self.close_card()
        self.new_requested.emit(query if is_number else "", name)

    def _on_log(self, words: str) -> None:
        if chosen := self._chosen():
            self.close_card()
            self.log_requested.emit(chosen, words)

    def _on_logged(self, customer_id: int) -> None:
        self._show_person(customer_id)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """F3 and F4 belong to the card while it is open, not to the window."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_F3, Qt.Key.Key_F4):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Run what the buttons say."""
        keys = {"F3": self.new_customer, "F4": lambda: self._on_log(""), "Return": self.open_chosen, "Enter": self.open_chosen}
        if run := keys.get(QKeySequence(event.keyCombination()).toString()):
            run()
        else:
            super().keyPressEvent(event)


def _machines(file: CustomerFile, t: Translator) -> str:
    if not file.equipment:
        return t("None known")
    first = file.equipment[0]
    year = f" {first.installed_on.year}" if first.installed_on else ""
    return f"{first.product or first.model or first.brand}{year}" + (f" +{len(file.equipment) - 1}" if len(file.equipment) > 1 else "")
