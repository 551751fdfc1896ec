"""The rows of a form in which one says that a step comes again: how often, on which days, within which season, until when."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QObject, Signal

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.planning import HolidayRule
from dealer_crm.domain.series import LAST, Every, Pattern, Recurrence, SeasonWindow, checked, following
from dealer_crm.domain.workdays import WorkCalendar
from dealer_crm.i18n import Translator
from dealer_crm.ui.desk.phrases import WEEKDAYS, day_words
from dealer_crm.ui.theme import Type
from dealer_crm.ui.widgets import Choice, Combo, DateField, FormGrid, Ink, Label, LineEdit, MultiSegments, NumberField
from dealer_crm.words.errors import sentence
from dealer_crm.words.labels import label
from dealer_crm.words.series import NTH, recurrence_words
from dealer_crm.words.series import WEEKDAYS as FULL_WEEKDAYS

OWN = "own"
SHOWN, ONE_DAY = 3, timedelta(days=1)
PRESETS = {
    "week": (Every.WEEK, 1),
    "two_weeks": (Every.WEEK, 2),
    "month": (Every.MONTH, 1),
    "quarter": (Every.MONTH, 3),
    "half_year": (Every.MONTH, 6),
    "year": (Every.YEAR, 1),
}
"""The usual answers: what is counted, and how many of it."""
DAY_OF_MONTH, NTH_WEEKDAY, LAST_WEEKDAY, LAST_DAY = "day", "nth", "last_weekday", "last_day"


class RepeatRows(QObject):
    """Adds its rows to `form`; `day` is that of the step, from which a rule takes its weekday or its day of the month."""

    changed = Signal()

    def __init__(self, t: Translator, form: FormGrid, today: Callable[[], date], workdays: Callable[[], WorkCalendar]) -> None:
        super().__init__(form)
        self._t, self._form, self._today, self.workdays = t, form, today, workdays
        self._day: date | None = None
        words = {"week": t("Every week"), "two_weeks": t("Every {n} weeks").format(n=2), "month": t("Every month")}
        words |= {"quarter": t("Every {n} months").format(n=3), "half_year": t("Every {n} months").format(n=6), "year": t("Every year")}
        usual = [Choice(key, words[key]) for key in PRESETS]
        once, own = Choice("", t("Once")), Choice(OWN, t("Other…"))
        self.often = form.add("repeat", t("Repeat"), Combo([once, *usual, own], name="repeat_often"))
        self.every = form.add("every", t("Every"), NumberField(name="repeat_every", decimals=0))
        self.unit = form.add("unit", t("Counted in"), Combo(self._units(), name="repeat_unit"), beside=True)
        self.weekdays = form.add(
            "weekdays",
            t("Days of the week"),
            MultiSegments([Choice(at, t(words)) for at, words in enumerate(WEEKDAYS)], name="repeat_days"),
        )
        self.on = form.add("on", t("Which day"), Combo([Choice(DAY_OF_MONTH, "")], name="repeat_on"))
        self.said = Label("", Type.CAPTION, tone=Ink.TEXT2, name="repeat_said", wrap=True)
        form.add_wide(self.said)
        self._add_more()
        self.every.set_value(1)
        self._listen()
        self._arrange()

    def _units(self) -> list[Choice]:
        t = self._t
        words = {Every.DAY: t("days"), Every.WEEK: t("weeks"), Every.MONTH: t("months"), Every.YEAR: t("years")}
        return [Choice(every, words[every]) for every in Every]

    def _add_more(self) -> None:
        t = self._t
        more = self._form.add_section("repeat_more", t("Days off, season, end"))
        self.holidays = more.add(
            "holidays", t("On days off"), Combo([Choice(one, label(one, t)) for one in HolidayRule], name="repeat_off")
        )
        self.season_from = more.add("season", t("Season from"), LineEdit(name="repeat_from", placeholder="04-15", chars=6))
        self.season_to = more.add("season_to", t("Season until"), LineEdit(name="repeat_to", placeholder="05-31", chars=6), beside=True)
        self.until = more.add("until", t("Until"), DateField(t, self._today, name="repeat_until"))
        self.times = more.add("times", t("How many times"), NumberField(name="repeat_times", decimals=0))
        self.holidays.set_value(HolidayRule.NEXT)

    def _listen(self) -> None:
        for combo in (self.often, self.unit, self.on, self.holidays):
            combo.currentIndexChanged.connect(self._arrange)
        for field in (self.every, self.season_from, self.season_to, self.times):
            field.textChanged.connect(self._say)
        self.weekdays.changed.connect(self._say)
        self.until.changed.connect(self._say)

    # what is chosen

    def set_day(self, day: date | None) -> None:
        """Take weekday and day of the month from here."""
        if day is None or day == self._day:
            return
        if self._day is None or self.weekdays.values() == [self._day.weekday()]:
            self.weekdays.set_values([day.weekday()])
        self._day = day
        chosen = self.on.value()
        self.on.set_choices(self._days_of_month(day))
        self.on.set_value(chosen)
        self._say()

    def _days_of_month(self, day: date) -> list[Choice]:
        t = self._t
        weekday = t(FULL_WEEKDAYS[day.weekday()])
        nth = t(NTH[(day.day - 1) // 7 + 1])
        return [
            Choice(DAY_OF_MONTH, t("day {day}").format(day=day.day)),
            Choice(NTH_WEEKDAY, nth.format(weekday=weekday)),
            Choice(LAST_WEEKDAY, t("the last {weekday}").format(weekday=weekday)),
            Choice(LAST_DAY, t("the last day")),
        ]

    def value(self) -> Recurrence | None:
        """Return what is chosen, unchecked; None for a step that does not come again, or without a day."""
        often, day = self.often.value(), self._day
        if not often or day is None:
            return None
        season = SeasonWindow(_month_day(self.season_from.text()), _month_day(self.season_to.text()))
        pattern = replace(self._pattern(often, day), until=self.until.value(), times=self.times.value())
        return Recurrence(pattern, day, season, self.holidays.value())

    def _pattern(self, often: str, day: date) -> Pattern:
        own = often == OWN
        every, interval = (self.unit.value(), self.every.value() or 0) if own else PRESETS[often]
        match every:
            case Every.DAY:
                return Pattern(Every.DAY, interval)
            case Every.WEEK:
                return Pattern(Every.WEEK, interval, tuple(self.weekdays.values()) if own else (day.weekday(),))
        month = day.month if every is Every.YEAR else None
        match self.on.value() if own else DAY_OF_MONTH:
            case "nth":
                return Pattern(every, interval, (day.weekday(),), nth=(day.day - 1) // 7 + 1, month=month)
            case "last_weekday":
                return Pattern(every, interval, (day.weekday(),), nth=LAST, month=month)
            case "last_day":
                return Pattern(every, interval, day=LAST, month=month)
            case _:
                return Pattern(every, interval, day=day.day, month=month)

    def show_value(self, what: Recurrence) -> None:
        """Show a rule that was made before."""
        one = what.pattern
        self.set_day(what.starts_on)
        self.often.set_value(OWN)
        self.every.set_value(one.interval)
        self.unit.set_value(one.every)
        if one.every is Every.WEEK:
            self.weekdays.set_values(one.weekdays)
        nth = LAST_WEEKDAY if one.nth == LAST else NTH_WEEKDAY if one.nth else LAST_DAY if one.day == LAST else DAY_OF_MONTH
        self.on.set_value(nth)
        self.holidays.set_value(what.holidays)
        self.season_from.setText(what.season.first)
        self.season_to.setText(what.season.last)
        self.until.set_value(one.until)
        self.times.set_value(one.times)
        self._arrange()

    # what is shown

    def _arrange(self) -> None:
        often, form = self.often.value(), self._form
        own = often == OWN
        form.set_row_visible("every", own)
        form.set_row_visible("unit", own)
        form.set_row_visible("weekdays", own and self.unit.value() is Every.WEEK)
        form.set_row_visible("on", own and self.unit.value() in (Every.MONTH, Every.YEAR))
        form.set_section_visible("repeat_more", bool(often))
        self._say()

    def _say(self) -> None:
        """Say the rule in words and its next days, or why there are none."""
        self.said.setText(self._words())
        self.said.setVisible(bool(self.said.text()))
        self.changed.emit()

    def _words(self) -> str:
        what = self.value()
        if what is None:
            return ""
        try:
            days = _next_days(checked(what, self.workdays()), self._today(), self.workdays())
        except DomainError as error:
            return sentence(error, self._t)
        listed = self._t.context("weekdays", ", ").join(day_words(day, self._today(), self._t) for day in days)
        rule = recurrence_words(what, self._t)
        return self._t("{rule}. Next: {days}").format(rule=rule, days=listed) if days else rule


def _next_days(what: Recurrence, today: date, calendar: WorkCalendar) -> list[date]:
    found, after = list[date](), today - ONE_DAY
    while len(found) < SHOWN and (one := following(what, after, calendar)) is not None:
        found.append(one.due)
        after = one.due
    return found


def _month_day(text: str) -> str:
    """Return 4-15, 4.15, 4月15日 and 0415 as "04-15"; anything else as it stands."""
    parts = re.findall(r"\d+", text)
    if len(parts) == 1 and len(parts[0]) == 4:
        parts = [parts[0][:2], parts[0][2:]]
    return f"{int(parts[0]):02}-{int(parts[1]):02}" if len(parts) == 2 else text.strip()
