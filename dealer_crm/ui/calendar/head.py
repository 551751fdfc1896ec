"""The line above the calendar: month, ways to turn it, staff, month or list; and what is overdue where the side has no room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.desk.phrases import MONTHS
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Button, Choice, Combo, IconButton, Ink, Label, Segments, heading
from dealer_crm.ui.widgets.text import set_tip

MONTH, AGENDA = "month", "agenda"
EVERYBODY = 0


class CalendarHead(QWidget):
    """`turned` carries -1, 0 (today) or 1."""

    turned = Signal(int)
    staff_changed = Signal()
    view_changed = Signal(str)
    overdue_requested = Signal()
    lost_requested = Signal()

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self._t = t
        self.setObjectName("calendar_head")
        self.previous = IconButton("chevron-left", t("Previous month"), name="calendar_previous", key="PgUp")
        self.today = Button(t("Today"), key="T", name="calendar_today")
        self.following = IconButton("chevron-right", t("Next month"), name="calendar_next", key="PgDn")
        self.title = heading("", name="calendar_title")
        self.note = Label("", Type.CAPTION, tone=Ink.TEXT2, name="calendar_note")
        self.staff = Combo([Choice(EVERYBODY, t("Everybody"))], name="calendar_staff", label=t("Responsible"))
        self.view = Segments([Choice(MONTH, t("Month")), Choice(AGENDA, t("Agenda"))], name="calendar_view", label=t("View"), joined=True)
        self.view.set_value(MONTH)
        self.view.setFixedWidth(self.view.sizeHint().width())
        self.overdue = Button("", icon="triangle-alert", name="calendar_overdue")
        self.lost = Button("", icon="circle-dashed", name="calendar_lost")
        self._build()
        self._listen()

    def _build(self) -> None:
        self._line = line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.S)
        for widget in (self.previous, self.today, self.following, self.title, self.note):
            line.addWidget(widget)
        line.addStretch(1)
        line.addWidget(self.overdue)
        line.addWidget(self.lost)
        line.addWidget(self.staff)
        line.addWidget(self.view)
        self.overdue.hide()
        self.lost.hide()

    def _listen(self) -> None:
        self.previous.clicked.connect(lambda: self.turned.emit(-1))
        self.today.clicked.connect(lambda: self.turned.emit(0))
        self.following.clicked.connect(lambda: self.turned.emit(1))
        self.staff.picked.connect(lambda _value: self.staff_changed.emit())
        self.view.changed.connect(lambda value: self.view_changed.emit(value))
        self.overdue.clicked.connect(self.overdue_requested)
        self.lost.clicked.connect(self.lost_requested)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave icons and the key out, and move together, before words are cut."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        icons = {self.overdue: "triangle-alert", self.lost: "circle-dashed"}
        for roomy in (True, False):
            for button, icon in icons.items():
                button.set_icon(icon if roomy else "")
            self.today.set_key("T" if roomy else "")
            self._line.setSpacing(Space.S if roomy else Space.XS)
            if self.sizeHint().width() <= self.width():
                return

    def show_month(self, month: date, *, provisional: bool) -> None:
        """Say which month it is, and that its holidays are not published where they are not."""
        name = self._t(MONTHS[month.month - 1])
        self.title.setText(self._t("{month} {year}").format(year=month.year, month=name))
        self.note.setText(self._t("holidays not published yet") if provisional else "")

    def show_staff(self, people: Sequence[tuple[int, str]]) -> None:
        """Offer these people; who is chosen stays chosen."""
        chosen = self.staff.value()
        self.staff.set_choices([Choice(EVERYBODY, self._t("Everybody")), *(Choice(person, name) for person, name in people)])
        self.staff.set_value(chosen if chosen in {person for person, _name in people} else EVERYBODY)

    def staff_id(self) -> int | None:
        """Return whose items are wanted, None = everybody's."""
        return self.staff.value() or None

    def show_waiting(self, overdue: int, lost: int, *, shown: bool) -> None:
        """Say what the side would say; the note then waits in the tooltip of the title."""
        self.overdue.set_label(self._t("Overdue {n}").format(n=overdue))
        self.lost.set_label(self._t("Unplanned {n}").format(n=lost))
        self.overdue.setVisible(shown)
        self.lost.setVisible(shown)
        self.note.setVisible(not shown)
        set_tip(self.title, self.note.text() if shown else "")
        self._fit()
