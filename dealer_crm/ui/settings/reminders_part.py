"""Reminders: how long before its time something is said, the tray, and whether everything adds up. Every choice holds at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.ui.settings.part import Part
from dealer_crm.ui.widgets import Button, CheckBox, Choice, FlowRow, FormGrid, Ink, InlineMessage, Label, Segments
from dealer_crm.ui.widgets.asked import Asked
from dealer_crm.ui.widgets.narrow import Narrow

LEADS = (0, 5, 15, 30, 60)


@dataclass(frozen=True)
class ReminderWish:
    """Minutes before its time at which an item, and a meeting, is said; and what the tray is used for."""

    lead: int
    lead_of_meetings: int
    toast: bool
    start_in_tray: bool
    close_to_tray: bool


@dataclass(frozen=True)
class ReminderDoors:
    """What is set, setting it, when the shop opens and where that is changed, how it adds up (a sentence, and whether it is sound;
    asked beside the window), a reminder to try, and whether there is a tray."""

    wish: Callable[[], ReminderWish]
    change: Callable[[ReminderWish], object]
    opens_at: Callable[[], str]
    to_opening: Callable[[], object]
    sum: Callable[[], tuple[str, bool]]
    try_now: Callable[[], object]
    tray: bool


class RemindersPart(Part):
    """What is due is said in the window in any case; the rest is a matter of taste."""

    def __init__(self, t: Translator, doors: ReminderDoors) -> None:
        sentence = t("Everything that is due is said above the page, once, until somebody dealt with it. Ctrl+R goes there.")
        super().__init__("reminders", t("Reminders"), sentence)
        self._t, self._doors = t, doors
        self._asked = Asked(self)
        self.message = InlineMessage(t, name="reminders_message")
        card = self.add_card("reminders_card")
        self.form = FormGrid(t, name="reminders_form")
        self.lead = self._leads("lead", t("Before a time"), lambda wish, value: replace(wish, lead=value))
        self.lead_of_meetings = self._leads(
            "lead_of_meetings", t("Before a visit or delivery"), lambda wish, value: replace(wish, lead_of_meetings=value)
        )
        self.opening = Button("", icon="clock", name="reminders_opening")
        self.form.add("opening", t("Without a time"), Narrow(self.opening))
        for widget in (self.message, self.form):
            card.box.addWidget(widget)
        self._add_tray()
        self._add_check()
        self.box.addStretch(1)
        self.opening.clicked.connect(lambda: doors.to_opening())
        self.findable(t("Without a time"), self.opening)

    def _leads(self, name: str, text: str, change: Callable[[ReminderWish, int], ReminderWish]) -> Segments:
        minutes = self._t.plural("{n} min", "{n} min", 2)
        choices = [Choice(lead, minutes.format(n=lead) if lead else self._t("At its time")) for lead in LEADS]
        row = Segments(choices, name=f"field_{name}", label=text)
        row.setMaximumWidth(520)
        self.form.add(name, text, Narrow(row))
        self.findable(text, row)
        row.changed.connect(lambda value: self._take(lambda wish: change(wish, value)))
        return row

    def _add_tray(self) -> None:
        t = self._t
        card = self.add_card("tray_card", t("Tray beside the clock"))
        self.toast = CheckBox(t("Let the system show a message, too"), "reminders_toast")
        self.close_to_tray = CheckBox(t("Closing the window keeps the program in the tray"), "reminders_close_to_tray")
        self.start_in_tray = CheckBox(t("Start in the tray, without the window"), "reminders_start_in_tray")
        none = Label(t("This desktop shows no icons of programs; nothing is lost by that."), tone=Ink.TEXT2, name="tray_none", wrap=True)
        card.box.addWidget(none)
        none.setVisible(not self._doors.tray)
        for box, change in (
            (self.toast, lambda wish, on: replace(wish, toast=on)),
            (self.close_to_tray, lambda wish, on: replace(wish, close_to_tray=on)),
            (self.start_in_tray, lambda wish, on: replace(wish, start_in_tray=on)),
        ):
            box.setEnabled(self._doors.tray)
            box.clicked.connect(lambda on, change=change: self._take(lambda wish: change(wish, on)))
            card.box.addWidget(box)
            self.findable(box.text().replace("&&", "&"), box)

    def _add_check(self) -> None:
        t = self._t
        card = self.add_card("sum_card", t("Does it add up?"))
        self.sum = Label("", name="reminders_sum", wrap=True)
        self.try_button = Button(t("Show one now"), icon="bell-ring", name="reminders_try")
        row = FlowRow("sum_buttons")
        row.add(self.try_button)
        card.box.addWidget(self.sum)
        card.box.addWidget(row)
        self.try_button.clicked.connect(lambda: self._doors.try_now())
        self.findable(t("Show one now"), self.try_button)

    def _take(self, changed: Callable[[ReminderWish], ReminderWish]) -> None:
        try:
            self._doors.change(changed(self._doors.wish()))
        except DomainError as error:
            self.message.show_error(error)
        else:
            self.reload()

    def reload(self) -> None:
        """Show what is set, and ask anew how it adds up."""
        self.message.clear()
        wish = self._doors.wish()
        for row, value in ((self.lead, wish.lead), (self.lead_of_meetings, wish.lead_of_meetings)):
            if row.value() != value:
                row.set_value(value)
        boxes = ((self.toast, wish.toast), (self.close_to_tray, wish.close_to_tray), (self.start_in_tray, wish.start_in_tray))
        for box, on in boxes:
            box.setChecked(on)
        self.opening.set_label(self._t("When the shop opens, at {time}").format(time=self._doors.opens_at()))
        self._asked.ask(self._doors.sum, self._show_sum)

    def _show_sum(self, found: tuple[str, bool]) -> None:
        text, sound = found
        self.sum.setText(text)
        self.sum.set_ink(Ink.TEXT if sound else Ink.DANGER)
