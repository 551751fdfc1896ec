"""The complaints of one customer, as a tab of his file: the open ones first, and a button for a new one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.services.complaint_list import ComplaintRow
from dealer_crm.ui.complaints.columns import STEPS
from dealer_crm.ui.complaints.doors import ComplaintDoors
from dealer_crm.ui.complaints.phrases import one_line, row_chip, severity_chip, topic_words
from dealer_crm.ui.desk.doors import FileTab
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Button, Card, ChipLabel, ElidedLabel, Ink, Label, Role
from dealer_crm.words.labels import label
from dealer_crm.words.moments import moment


class CustomerComplaintsTab(FileTab):
    """`rows` are the complaints of a customer in the order of the list."""

    opened = Signal(int)
    new_requested = Signal(int)

    def __init__(self, t: Translator, doors: ComplaintDoors, rows: Callable[[int], Sequence[ComplaintRow]]) -> None:
        super().__init__("complaints_tab", margin=Space.L)
        self._t, self._doors, self._rows = t, doors, rows
        self._customer_id = 0
        self._cards: list[QWidget] = []
        self.box.setSpacing(Space.S)
        self.new_button = Button(t("New complaint"), icon="plus", name="customer_complaint_new")
        self._none = Label(t("No complaints of this customer."), tone=Ink.TEXT2, name="customer_complaints_none", wrap=True)
        line = QHBoxLayout()
        line.addWidget(self.new_button)
        line.addStretch(1)
        self.box.addLayout(line)
        self.box.addWidget(self._none)
        self.box.addStretch(1)
        self.setFocusProxy(self.new_button)
        self.new_button.clicked.connect(lambda: self.new_requested.emit(self._customer_id))

    def show_customer(self, customer_id: int) -> None:
        """Show another customer's complaints."""
        self._customer_id = customer_id
        for card in self._cards:
            card.hide()
            card.deleteLater()
        rows = self._rows(customer_id)
        self._cards = [self._card(row) for row in rows]
        for place, card in enumerate(self._cards):
            self.box.insertWidget(place + 2, card)
        self._none.setVisible(not rows)

    def _card(self, row: ComplaintRow) -> Card:
        t, now = self._t, self._doors.now()
        card = Card(f"complaint_{row.number}", spacing=Space.XS)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(ElidedLabel(one_line(row.words), Type.STRONG), 1)
        for chip in (severity_chip(row.severity, t), row_chip(row, now, t)):
            head.addWidget(ChipLabel(chip))
        about = " · ".join(filter(None, (label(row.subtype, t), topic_words(row.topic, row.topic_name, t))))
        facts = (row.number, moment(row.opened_at, now, t), about, f"{row.steps}/{STEPS}", row.staff)
        foot = QHBoxLayout()
        foot.addWidget(ElidedLabel(" · ".join(filter(None, facts)), Type.CAPTION, tone=Ink.TEXT2), 1)
        button = Button(t.context("button", "Open"), role=Role.QUIET, icon="chevron-right", name=f"complaint_open_{row.id}")
        button.clicked.connect(lambda: self.opened.emit(row.id))
        foot.addWidget(button, alignment=Qt.AlignmentFlag.AlignRight)
        card.box.addLayout(head)
        card.box.addLayout(foot)
        return card
