"""Working days: hours and weekly rest, the days of a year that differ from its week, and years whose holidays nobody published yet."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from PySide6.QtCore import QSignalBlocker, Qt

from dealer_crm.domain.agenda import time_of
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.workdays import DaySpan, HoursBackwards, ShopHours, read_days
from dealer_crm.i18n import Translator
from dealer_crm.services.shop_days import YearDay, YearDays
from dealer_crm.ui.desk.phrases import WEEKDAYS
from dealer_crm.ui.settings.part import Part
from dealer_crm.ui.theme import Tone, Type
from dealer_crm.ui.widgets import (
    Button,
    CheckBox,
    Chip,
    Choice,
    Column,
    DateField,
    EmptyState,
    FlowRow,
    FormGrid,
    IconButton,
    Ink,
    InlineMessage,
    Label,
    LineEdit,
    MultiSegments,
    PagedModel,
    Segments,
    TableView,
    TextEdit,
)
from dealer_crm.ui.widgets.narrow import Narrow

TABLE_HEIGHT = 180


@dataclass(frozen=True)
class DayDoors:
    """What the shop entered of its working days. The writes return how many plans moved to the next working day; they raise DomainError."""

    hours: Callable[[], ShopHours]
    set_hours: Callable[[ShopHours], int]
    year: Callable[[int], YearDays]
    set_days: Callable[[Iterable[DaySpan]], int]
    remove: Callable[[Collection[date]], int]
    enter_year: Callable[[int, bool], int]
    today: Callable[[], date]


class DaysPart(Part):
    """Hours are kept when a field is left; days with a button. All of it can be undone."""

    def __init__(self, t: Translator, doors: DayDoors) -> None:
        sentence = t("The calendar, calls after the sale and repeated steps go by these days. Legal deadlines keep the published ones.")
        super().__init__("days", t("Working days"), sentence)
        self._t, self._doors = t, doors
        self._year, self._days = doors.today().year, dict[int, YearDay]()
        self.message = InlineMessage(t, name="days_message")
        self.box.addWidget(self.message)
        self._build_week(t)
        self._build_year(t)
        self._build_adding(t)
        self._build_pasting(t)
        self.box.addStretch(1)

    def _build_week(self, t: Translator) -> None:
        card = self.add_card("days_week", t("Working week"))
        self.week = FormGrid(t, name="days_week_form")
        self.opens = LineEdit(name="field_opens_at", chars=6, placeholder="08:30")
        self.closes = LineEdit(name="field_closes_at", chars=6, placeholder="18:00")
        self.rest = MultiSegments([Choice(at, t(words)) for at, words in enumerate(WEEKDAYS)], name="field_rest_days")
        self.week.add("opens_at", t("Opens at"), Narrow(self.opens))
        self.week.add("closes_at", t("Closes at"), Narrow(self.closes), beside=True)
        self.week.add("rest_days", t("Weekly rest"), self.rest)
        card.box.addWidget(self.week)
        self.week.left.connect(lambda _name: self.leave())
        self.week.submitted.connect(self.leave)
        self.rest.changed.connect(lambda _days: self.leave())
        for label, field in ((t("Opens at"), self.opens), (t("Closes at"), self.closes), (t("Weekly rest"), self.rest)):
            self.findable(label, field)

    def _build_year(self, t: Translator) -> None:
        card = self.add_card("days_year", t("Holidays and make-up days"))
        row = FlowRow("days_year_row")
        self.earlier = IconButton("chevron-left", t("Year before"), name="days_year_before")
        self.later = IconButton("chevron-right", t("Year after"), name="days_year_after")
        self.year_label = Label("", Type.SECTION, name="days_year_shown")
        self.entered = CheckBox(t("The holidays of this year are entered"), name="days_year_entered")
        for widget in (self.earlier, self.year_label, self.later, self.entered):
            row.add(widget)
        self.state = Label("", tone=Ink.TEXT2, name="days_year_state", wrap=True)
        self.model = PagedModel(_columns(t), lambda: list(self._days), self._rows, self)
        self.table = TableView(t, self.model, name="days_list", label=t("Holidays and make-up days"))
        self.table.set_empty(EmptyState(t("No day of this year differs from the week."), icon="calendar-days", name="days_empty"))
        self.table.setMinimumHeight(TABLE_HEIGHT)
        self.remove_button = Button(t("Take out"), icon="trash-2", key="Del", name="days_remove")
        for part in (row, self.state, self.table, self.remove_button):
            card.box.addWidget(part)
        card.box.setAlignment(self.remove_button, Qt.AlignmentFlag.AlignLeft)
        self.earlier.clicked.connect(lambda: self.show_year(self._year - 1))
        self.later.clicked.connect(lambda: self.show_year(self._year + 1))
        self.entered.clicked.connect(self._on_entered)
        self.remove_button.clicked.connect(self.take_out)
        self.table.current_changed.connect(lambda _id: self._dress())
        self.table.removed.connect(lambda _ids: self.take_out())
        self.findable(t("Holidays and make-up days"), self.table)

    def _build_adding(self, t: Translator) -> None:
        card = self.add_card("days_add", t("Add days"))
        self.form = FormGrid(t, name="days_form")
        self.first = DateField(t, self._doors.today, name="field_days_first")
        self.last = DateField(t, self._doors.today, name="field_days_last")
        self.works = Segments([Choice(False, t("Day off")), Choice(True, t("Working day"))], name="field_days_works")
        self.name = LineEdit(name="field_days_name", chars=20, placeholder=t("Spring Festival"))
        self.form.add("first", t("From"), self.first)
        self.form.add("last", t("Until"), self.last, beside=True)
        self.form.add("works", t("Kind of day"), self.works)
        self.form.add("name", t("Called"), Narrow(self.name))
        self.works.set_value(False)
        self.add_button = Button(t("Add days"), icon="calendar-plus", name="days_add_button")
        card.box.addWidget(self.form)
        card.box.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.form.set_last(self.add_button)
        self.form.submitted.connect(self.add_days)
        self.add_button.clicked.connect(self.add_days)
        self.findable(t("Add days"), self.first)

    def _build_pasting(self, t: Translator) -> None:
        card = self.add_card("days_paste", t("Paste a list"))
        sentence = t("One line for each holiday, as in the notice: 2027-02-05 ~ 2027-02-12 off Spring Festival")
        card.box.addWidget(Label(sentence, tone=Ink.TEXT2, name="days_paste_sentence", wrap=True))
        self.pasted = TextEdit(name="field_days_pasted", lines=4)
        self.pasted.setAccessibleName(t("Paste a list"))
        self.paste_button = Button(t("Take these days over"), icon="list", name="days_paste_button")
        card.box.addWidget(self.pasted)
        card.box.addWidget(self.paste_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.paste_button.clicked.connect(self.take_over)
        self.findable(t("Paste a list"), self.pasted)

    def _rows(self, ids: Sequence[int]) -> list[YearDay]:
        return [self._days[one] for one in ids if one in self._days]

    # showing

    def reload(self) -> None:
        """Show hours and days as stored; a field that is being typed in keeps its words."""
        hours = self._doors.hours()
        for field, at in ((self.opens, hours.opens_at), (self.closes, hours.closes_at)):
            if not field.hasFocus():
                field.setText(f"{at:%H:%M}")
        with QSignalBlocker(self.rest):  # each day that is set would tell of a week that nobody chose
            self.rest.set_values(hours.rest_days)
        self.show_year(self._year)

    def show_year(self, year: int) -> None:
        """Show the days of a year."""
        t, found = self._t, self._doors.year(year)
        self._year, self._days = year, {one.id: one for one in found.days}
        self.year_label.setText(str(year))
        self.entered.setVisible(not found.published)
        self.entered.setChecked(found.entered)
        if found.published:
            self.state.setText(t("The published holidays of this year are known."))
        elif found.entered:
            self.state.setText(t("This year goes by what the shop has entered."))
        else:
            self.state.setText(t("Nobody published this year yet: only the weekly rest is free, and plans in it are provisional."))
        self.model.reload()
        self._dress()

    def _dress(self) -> None:
        chosen = self._days.get(self.table.current_id())
        self.remove_button.setEnabled(chosen is not None and chosen.own)

    # deeds

    def leave(self) -> None:
        """Keep hours and weekly rest where they differ from the store."""
        if not self.opens.text() and not self.closes.text():
            return
        opens, closes = (time_of(field.text()) for field in (self.opens, self.closes))
        kept = self._doors.hours()
        if opens is None or closes is None:
            self.message.show_error(HoursBackwards())
            return
        hours = ShopHours(_minute(opens), _minute(closes), frozenset(self.rest.values()))
        if hours != kept:
            self._do(lambda: self._doors.set_hours(hours))

    def add_days(self) -> None:
        """Enter the days of the form."""
        first = self.first.value()
        if first is None:
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        span = DaySpan(first, self.last.value() or first, bool(self.works.value()), self.name.text())
        if self._do(lambda: self._doors.set_days([span])):
            self.show_year(first.year)
            self.first.set_value(None)
            self.last.set_value(None)
            self.name.setText("")

    def take_over(self) -> None:
        """Enter the days of the pasted lines."""
        if not self.pasted.text().strip():
            self.pasted.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        spans: list[DaySpan] = []
        if self._do(lambda: self._doors.set_days(self._read(spans))):
            self.show_year(spans[0].first.year)
            self.pasted.set_text("")

    def _read(self, into: list[DaySpan]) -> Sequence[DaySpan]:
        into[:] = read_days(self.pasted.text())
        return into

    def take_out(self) -> None:
        """Let the published calendar say what the chosen day is."""
        chosen = self._days.get(self.table.current_id())
        if chosen is not None and chosen.own:
            self._do(lambda: self._doors.remove({chosen.note.day}))

    def _on_entered(self) -> None:
        self._do(lambda: self._doors.enter_year(self._year, self.entered.isChecked()))

    def _do(self, deed: Callable[[], int]) -> bool:
        """Do it and say how many plans moved; a refusal is told."""
        try:
            moved = deed()
        except DomainError as error:
            self.message.show_error(error)
            return False
        self.message.clear()
        if moved:
            words = self._t.plural(
                "{count} planned call or step lay on a day that is closed now and went to the next working day.",
                "{count} planned calls or steps lay on days that are closed now and went to the next working day.",
                moved,
            )
            self.message.show_message(words.format(count=moved), Tone.INFO)
        self.reload()
        return True


def _minute(at: time) -> time:
    return at.replace(second=0, microsecond=0)


def _columns(t: Translator) -> list[Column]:
    return [
        Column("day", t("Day"), lambda one: _day(one.note.day, t), 16, bold=True, sortable=False),
        Column("works", t("Kind of day"), lambda _one: "", 10, chip=lambda one: _chip(one, t), sortable=False),
        Column("name", t("Called"), lambda one: one.note.name_zh if t.language == "zh" else one.note.name_en, 18, sortable=False),
        Column("whose", t("Known from"), lambda one: t("Entered here") if one.own else t("Published"), 12, sortable=False, stretch=True),
    ]


def _day(day: date, t: Translator) -> str:
    return f"{day.isoformat()} {t(WEEKDAYS[day.weekday()])}"


def _chip(one: YearDay, t: Translator) -> Chip:
    return Chip(t("Working day"), Tone.INFO) if one.note.works else Chip(t("Day off"), Tone.NEUTRAL)
