"""What stands in a room that is not built yet: what it will hold, and nothing else."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_crm.i18n import N_, Translator
from dealer_crm.ui.shell.shortcuts import ROOM_ICONS, ROOMS, room_name
from dealer_crm.ui.theme import Space, Type, tokens_of
from dealer_crm.ui.widgets.painting import paint_icon
from dealer_crm.ui.widgets.text import Ink, Label

HOLDS = {
    "today": N_("Everything that is due: overdue first, then today's calls, visits, deliveries and promised answers."),
    "customers": N_("Every customer with phones, addresses, machines and all that was said."),
    "calendar": N_("Follow-ups, visits and deliveries by day, week and month, and the customers without a next step."),
    "deliveries": N_("Orders on their way: the checklist for the door, photos, signature and the delivery note."),
    "care": N_("Warranties by serial number, maintenance that is due, repairs and the warranty certificate."),
    "complaints": N_("Each complaint from the first word to prevention, in eight steps with its deadline."),
    "reports": N_("Follow-ups, sales, sources and complaints in figures, each with the rows behind it."),
    "settings": N_("Shop, staff, look, language, printing, reminders, data and backup."),
}
SIZE = 56


class _Picture(QWidget):
    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.setFixedSize(SIZE, SIZE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_icon(QPainter(self), self._icon, tokens_of(self).placeholder, QPointF(0, 0), SIZE)


class ComingRoom(QWidget):
    """A page that promises only what it will hold."""

    def __init__(self, t: Translator, key: str) -> None:
        super().__init__()
        self.setObjectName(f"coming_{key}")
        self.title = room_name(key, t)
        box = QVBoxLayout(self)
        box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.setSpacing(Space.M)
        box.addWidget(_Picture(ROOM_ICONS[ROOMS.index(key)]), alignment=Qt.AlignmentFlag.AlignHCenter)
        for text, kind, ink in ((self.title, Type.TITLE, Ink.TEXT), (t(HOLDS[key]), Type.BODY, Ink.TEXT2)):
            label = Label(text, kind, tone=ink, wrap=True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setFixedWidth(420)
            box.addWidget(label, alignment=Qt.AlignmentFlag.AlignHCenter)

    def keys(self) -> list[tuple[str, str]]:
        """There is nothing to press."""
        return []

    def reload(self) -> None:
        """There is nothing to load."""

    def on_shown(self) -> None:
        """There is nothing to start."""
