"""Choosing another day: a menu with the usual ones, and a small dialog for any other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from dealer_crm.domain.followups import NextChip, next_date
from dealer_crm.i18n import Translator
from dealer_crm.ui.desk.phrases import day_words
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import DateField, Dialog, FormGrid, Role
from dealer_crm.ui.widgets.month_grid import MonthGrid


def next_monday(today: date) -> date:
    """Return the Monday of the coming week."""
    return today + timedelta(days=7 - today.weekday())


def postpone_days(today: date, t: Translator) -> list[tuple[str, date]]:
    """Return what the menu offers, in the order of its keys 1, 2, 3; each day once."""
    tomorrow, three, monday = today + timedelta(days=1), next_date(NextChip.THREE_DAYS, today) or today, next_monday(today)
    week = next_date(NextChip.WEEK, today) or today
    last = (t("In a week"), week) if monday in (tomorrow, three) else (t("Next Monday"), monday)
    return [(t("Tomorrow") if monday != tomorrow else t("Tomorrow, Monday"), tomorrow), (t("In 3 days"), three), last]


def postpone_menu(t: Translator, today: date, owner: QWidget, move: Callable[[date], object], ask: Callable[[], object]) -> QMenu:
    """Return the menu of 推迟; the keys 1 to 4 choose. It frees itself when it closes."""
    menu = bare_menu(owner)
    for place, (words, day) in enumerate(postpone_days(today, t), 1):
        action = QAction(f"&{place}  {words}\t{day_words(day, today, t)}", menu)
        action.setObjectName(f"postpone_{place}")
        action.triggered.connect(lambda _on=False, day=day: move(day))
        menu.addAction(action)
    other = QAction("&4  " + t("Another day…"), menu)
    other.setObjectName("postpone_4")
    other.triggered.connect(lambda _on=False: ask())
    menu.addAction(other)
    return menu


def bare_menu(owner: QWidget) -> QMenu:
    """Return a menu of 推迟 without a day. It frees itself when it closes."""
    menu = QMenu(owner)
    menu.setObjectName("postpone_menu")
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def add_hour(menu: QMenu, t: Translator, later: Callable[[], object]) -> None:
    """Offer to be reminded in an hour, by the key 5; the item keeps its day."""
    hour = QAction("&5  " + t("Remind me in an hour"), menu)
    hour.setObjectName("postpone_hour")
    hour.triggered.connect(lambda _on=False: later())
    menu.addAction(hour)


class DayDialog(Dialog):
    """Asks for one day: typed the short way, or picked from the month."""

    def __init__(self, t: Translator, title: str, today: Callable[[], date], parent: QWidget, *, picked: Callable[[date], object]) -> None:
        super().__init__(t, title, parent, name="day_dialog", width=320)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._picked = picked
        self.form = FormGrid(t, name="day_form", labels_left=False)
        self.field = self.form.add("day", t("Day"), DateField(t, today, name="field_day"))
        self.field.button.hide()
        self.month = MonthGrid(t, today, None)
        self.box.addWidget(self.form)
        self.box.addWidget(self.month, alignment=Qt.AlignmentFlag.AlignHCenter)
        accept = self.add_button(title, role=Role.PRIMARY, key="Enter", name="day_accept")
        self.add_button(t("Cancel"), key="Esc", name="day_cancel").clicked.connect(self.reject)
        self.form.set_last(accept)
        accept.clicked.connect(self._on_accept)
        self.month.picked.connect(self._take)

    def _on_accept(self) -> None:
        day = self.field.value()
        if day is None:
            self.form_note(self._t("Type a day like +5, 1125 or Fri, or click one below."))
            return
        self._take(day)

    def form_note(self, text: str) -> None:
        """Say under the field what is missing."""
        if self.form:
            self.form.show_field_note("day", text, Tone.DANGER)
        self.field.setFocus()

    def _take(self, day: date) -> None:
        self.accept()
        self._picked(day)
