"""Words of series: the sentence for a rule, its season and its holidays, and for every refusal."""

from __future__ import annotations

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.planning import HolidayRule
from dealer_crm.domain.series import (
    LAST,
    SHORTEST,
    EndReasonMissing,
    Every,
    Pattern,
    Recurrence,
    RuleTooOften,
    RuleUnknown,
    RuleWithoutDay,
    SeasonWrong,
    SeriesEnded,
    SeriesNotFound,
    WeekdaysMissing,
)
from dealer_crm.i18n import N_, Translator

SENTENCES_SERIES: dict[type[DomainError], str] = {
    RuleUnknown: N_("“{text}” is no rule that can be planned by. Choose how often it comes again."),
    RuleTooOften: N_("A series comes at most once a day."),
    RuleWithoutDay: N_("No day is left within ten years: look at the season, the days off and the end."),
    WeekdaysMissing: N_("Choose at least one day of the week."),
    SeasonWrong: N_("A season needs its first and its last day, such as 04-15 and 05-31."),
    SeriesNotFound: N_("This series is not there any more."),
    SeriesEnded: N_("This series was ended meanwhile."),
    EndReasonMissing: N_("Say why the series ends."),
}
WEEKDAYS = (N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"))
NTH = {1: N_("the first {weekday}"), 2: N_("the second {weekday}"), 3: N_("the third {weekday}"), 4: N_("the fourth {weekday}")}
NTH |= {5: N_("the fifth {weekday}"), LAST: N_("the last {weekday}")}


def rule_words(one: Pattern, t: Translator) -> str:
    """Return a rule in words, such as "Every 2 weeks on Monday"."""
    days = _days(one, t)
    said = t("{every} on {days}").format(every=_every(one, t), days=days) if days else _every(one, t)
    if one.until is not None:
        return t("{rule}, until {day}").format(rule=said, day=one.until.isoformat())
    if one.times is not None:
        return t.plural("{rule}, {n} time", "{rule}, {n} times", one.times).format(rule=said, n=one.times)
    return said


def recurrence_words(what: Recurrence, t: Translator) -> str:
    """Return all that decides the days, in one line."""
    said = [rule_words(what.pattern, t)]
    if what.season.first:
        said.append(t("only {first} to {last}").format(first=what.season.first, last=what.season.last))
    if what.holidays is HolidayRule.NEXT:
        said.append(t("from a day off to the next working day"))
    elif what.holidays is HolidayRule.SKIP:
        said.append(t("not on days off"))
    return t.context("clauses", ", ").join(said)


def _every(one: Pattern, t: Translator) -> str:
    n = one.interval
    match one.every:
        case Every.DAY:
            return t("Every day") if n == 1 else t("Every {n} days").format(n=n)
        case Every.WEEK:
            return t("Every week") if n == 1 else t("Every {n} weeks").format(n=n)
        case Every.MONTH:
            return t("Every month") if n == 1 else t("Every {n} months").format(n=n)
        case Every.YEAR:
            return t("Every year") if n == 1 else t("Every {n} years").format(n=n)


def _days(one: Pattern, t: Translator) -> str:
    """Return on which days, "" where every day counts."""
    if one.every is Every.WEEK:
        return t.context("weekdays", ", ").join(t(WEEKDAYS[at]) for at in one.weekdays)
    if one.nth is not None:
        day = t(NTH[one.nth]).format(weekday=t(WEEKDAYS[one.weekdays[0]]))
        return t("{day} of month {month}").format(day=day, month=one.month) if one.month else day
    if one.day is None:
        return ""
    if one.month is not None:
        return _day_of_year(one, t)
    if one.day == LAST:
        return t("the last day")
    said = t("day {day}").format(day=one.day)
    return said if one.day <= SHORTEST or one.strict else t("{day} (or the last day)").format(day=said)


def _day_of_year(one: Pattern, t: Translator) -> str:
    if one.day == LAST:
        return t("the last day of month {month}").format(month=one.month)
    return f"{one.month:02}-{one.day:02}"
