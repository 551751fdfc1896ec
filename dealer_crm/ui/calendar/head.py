"""The line above the calendar: the days in words, ways to turn them, filters, views; what is overdue where the side has no room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dealer_crm.domain.agenda import AgendaFilter
from dealer_crm.i18n import N_, Translator
from dealer_crm.ui.calendar.periods import AGENDA, DAY, MONTH, WEEK, period
from dealer_crm.ui.desk.phrases import MONTHS, day_words
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Button, Choice, Combo, IconButton, Ink, Label, MenuButton, MenuItem, Segments, heading
from dealer_crm.ui.widgets.text import set_tip

EVERYBODY, EVERYWHERE = 0, ""
KEYS = "MWDA"
"""Of the views in their order."""
WAITING_ICONS = ("triangle-alert", "circle-dashed")
BEFORE = {
    MONTH: (N_("Previous month"), N_("Next month")),
    WEEK: (N_("Previous week"), N_("Next week")),
    DAY: (N_("Previous day"), N_("Next day")),
    AGENDA: (N_("Previous month"), N_("Next month")),
}


def names(t: Translator) -> dict[str, str]:
    """Return what the views are called, in their order."""
    return {MONTH: t("Month"), WEEK: t("Week"), DAY: t.context("view", "Day"), AGENDA: t("Agenda")}


class CalendarHead(QWidget):
    """`turned` carries -1, 0 (today) or 1."""

    turned = Signal(int)
    filter_changed = Signal()
    view_changed = Signal(str)
    overdue_requested = Signal()
    lost_requested = Signal()

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self._t = t
        self._waiting = (("", 0), ("", 0))
        self.setObjectName("calendar_head")
        self.previous = IconButton("chevron-left", t("Previous month"), name="calendar_previous", key="PgUp")
        self.today = Button(t("Today"), key="T", name="calendar_today")
        self.following = IconButton("chevron-right", t("Next month"), name="calendar_next", key="PgDn")
        self.title = heading("", name="calendar_title")
        self.note = Label("", Type.CAPTION, tone=Ink.TEXT2, name="calendar_note")
        self.staff = Combo([Choice(EVERYBODY, t("Everybody"))], name="calendar_staff", label=t("Responsible"))
        self.community = Combo([Choice(EVERYWHERE, t("All communities"))], name="calendar_community", label=t("Community"))
        self.view = Segments([Choice(view, words) for view, words in names(t).items()], name="calendar_view", label=t("View"), joined=True)
        for button, key in zip(self.view.buttons(), KEYS, strict=True):
            set_tip(button, t("Key {key}").format(key=key))
        self.view.set_value(MONTH)
        self.view.setFixedWidth(self.view.sizeHint().width())
        self.views = MenuButton("", name="calendar_views")
        self.filter = MenuButton(t("Filter"), name="calendar_filter")
        self.overdue = Button("", icon="triangle-alert", name="calendar_overdue")
        self.lost = Button("", icon="circle-dashed", name="calendar_lost")
        self._build()
        self._listen()
        self._offer_views()

    def _build(self) -> None:
        self._line = line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.S)
        for widget in (self.previous, self.today, self.following, self.title, self.note):
            line.addWidget(widget)
        line.addStretch(2)
        line.addWidget(self.overdue)
        line.addWidget(self.lost)
        line.addWidget(self.staff, 1)
        line.addWidget(self.community, 1)
        line.addWidget(self.filter)
        line.addWidget(self.view)
        line.addWidget(self.views)
        self.views.hide()
        self.filter.hide()
        self.overdue.hide()
        self.lost.hide()

    def _listen(self) -> None:
        self.previous.clicked.connect(lambda: self.turned.emit(-1))
        self.today.clicked.connect(lambda: self.turned.emit(0))
        self.following.clicked.connect(lambda: self.turned.emit(1))
        for combo in (self.staff, self.community):
            combo.picked.connect(lambda _value: self.filter_changed.emit())
        self.view.changed.connect(self._on_view)
        self.overdue.clicked.connect(self.overdue_requested)
        self.lost.clicked.connect(self.lost_requested)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave icons and the key out, and move together, before words are cut."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Say less where it is narrow: filters by a menu, no icons and no key, of what waits only how much it is; then views by a menu."""
        for roomy, views in ((3, True), (2, True), (1, True), (0, True), (1, False), (0, False)):
            self._show_filters(apart=roomy == 3 and not self.overdue.isVisibleTo(self))
            self._dress(roomy)
            self.view.setVisible(views)
            self.views.setVisible(not views)
            if self.sizeHint().width() <= self.width():
                return

    def _on_view(self, view: str) -> None:
        self._offer_views()
        self.view_changed.emit(view)

    def _offer_views(self) -> None:
        """Offer the same views by a menu, for where there is no room for them."""
        called, chosen = names(self._t), str(self.view.value())
        self.views.set_items(
            [
                MenuItem(words, partial(self.view.set_value, view), key=key, checked=view == chosen)
                for (view, words), key in zip(called.items(), KEYS, strict=True)
            ]
        )
        self.views.set_label(called[chosen])
        self.views.setAccessibleName(self._t("{label}: {text}").format(label=self._t("View"), text=called[chosen]))

    def _show_filters(self, *, apart: bool) -> None:
        self.filter.setVisible(not apart)
        self.staff.setVisible(apart)
        self.community.setVisible(apart)

    def _dress(self, roomy: int) -> None:
        for button, icon, (words, count) in zip((self.overdue, self.lost), WAITING_ICONS, self._waiting, strict=True):
            button.set_icon(icon if roomy != 1 else "")
            button.set_label(words if roomy else str(count))
            button.setAccessibleName(words)
            set_tip(button, words)
        self.today.set_key("T" if roomy >= 2 else "")
        self._line.setSpacing(Space.S if roomy >= 2 else Space.XS)

    def show_days(self, view: str, day: date, today: date, *, provisional: bool) -> None:
        """Say which days are shown, and that their holidays are not published where they are not."""
        self.title.setText(self._days(view, day, today))
        self.note.setText(self._t("holidays not published yet") if provisional else "")
        set_tip(self.title, self.note.text())
        for button, words in zip((self.previous, self.following), BEFORE[view], strict=True):
            button.setAccessibleName(self._t(words))
            set_tip(button, self._t(words))
        self._fit()

    def _days(self, view: str, day: date, today: date) -> str:
        first, last = period(view, day)
        if view == DAY:
            return day_words(day, today, self._t)
        if view == WEEK:
            return self._t("{first} to {last}").format(first=f"{first:%m-%d}", last=f"{last:%m-%d}")
        return self._t("{month} {year}").format(year=first.year, month=self._t(MONTHS[first.month - 1]))

    def show_staff(self, people: Sequence[tuple[int, str]]) -> None:
        """Offer these people; who is chosen stays chosen."""
        chosen = self.staff.value()
        self.staff.set_choices([Choice(EVERYBODY, self._t("Everybody")), *(Choice(person, name) for person, name in people)])
        self.staff.set_value(chosen if chosen in {person for person, _name in people} else EVERYBODY)

    def show_communities(self, names: Sequence[str]) -> None:
        """Offer these communities; the chosen one stays chosen."""
        chosen = self.community.value()
        wanted = [EVERYWHERE, *sorted({*names, chosen} - {EVERYWHERE, None})]
        if wanted != self.community.offered():
            everywhere = Choice(EVERYWHERE, self._t("All communities"))
            self.community.set_choices([everywhere, *(Choice(name, name) for name in wanted[1:])])
            self.community.set_value(chosen)

    def _offer(self) -> None:
        """Offer the same filters by a menu, for where there is no room for them."""
        chosen, items = 0, list[MenuItem]()
        for combo in (self.staff, self.community):
            items += [MenuItem("")] if items else []
            for value, words in zip(combo.offered(), combo.words(), strict=True):
                items.append(MenuItem(words, partial(self._choose, combo, value), checked=value == combo.value()))
            chosen += bool(combo.value())
        self.filter.set_items(items)
        self.filter.set_label(self._t("Filter ({n})").format(n=chosen) if chosen else self._t("Filter"))

    def _choose(self, combo: Combo, value: object) -> None:
        combo.set_value(value)
        self.filter_changed.emit()

    def take_focus(self) -> None:
        """Let the keys choose a filter."""
        (self.filter if self.filter.isVisible() else self.staff).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def wanted(self) -> AgendaFilter:
        """Return what of the agenda is wanted."""
        return AgendaFilter(self.staff.value() or None, self.community.value() or "")

    def show_waiting(self, overdue: int, lost: int, *, shown: bool) -> None:
        """Say what the side would say; the note then waits in the tooltip of the title."""
        t = self._t
        self._waiting = ((t("Overdue {n}").format(n=overdue), overdue), (t("Unplanned {n}").format(n=lost), lost))
        self.overdue.setVisible(shown)
        self.lost.setVisible(shown)
        self.note.setVisible(not shown)
        self._offer()
        self._fit()
