"""The plan of a week (周计划) on A4 across: a column for each day, a row for each person, holidays and absences named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from dealer_crm.documents.pdf import figures
from dealer_crm.documents.pdf.copies import in_copies
from dealer_crm.documents.pdf.day_sheet import weekdays
from dealer_crm.documents.pdf.grids import Column
from dealer_crm.documents.pdf.heads import Heading
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.looks import TIGHT
from dealer_crm.documents.pdf.pages import PageSetup, ShopHead
from dealer_crm.i18n import Translator, translator

_ROW_HEIGHT = 44.0
_MOST = 12
"""So many things of a day stand in one row; more of them follow in another row under the same name."""
DAYS = 7


@dataclass(frozen=True)
class WeekItem:
    """One thing on a day: its time, for whom, what."""

    when: str = ""
    customer: str = ""
    what: str = ""
    done: bool = False


@dataclass(frozen=True)
class WeekPerson:
    """A row of the plan: somebody (or nobody, `name` empty), what is late from before, why he is not there, and what each day holds."""

    name: str
    late: int = 0
    absences: Mapping[date, str] = field(default_factory=dict)
    items: Mapping[date, tuple[WeekItem, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class WeekPlanData:
    """What the plan prints. `notes` say what a day is called, `free` are the days on which the shop does not work."""

    shop: ShopHead
    monday: date
    people: tuple[WeekPerson, ...] = ()
    notes: Mapping[date, str] = field(default_factory=dict)
    free: frozenset[date] = frozenset()

    @property
    def days(self) -> tuple[date, ...]:
        """Return the days of the week."""
        return tuple(self.monday + timedelta(days=number) for number in range(DAYS))


def week_plan(data: WeekPlanData, page: PageSetup) -> bytes:
    """Render the plan; same data, same bytes. A row that is longer than a page goes on on the next one."""
    return in_copies(page, lambda copy: _written(data, copy))


def _written(data: WeekPlanData, page: PageSetup) -> Sheet:
    t = translator(page.language)
    span = f"{figures.day(data.monday)} – {figures.short_day(data.days[-1])}"
    week = t.context("paper", "week {n}").format(n=data.monday.isocalendar().week)
    sheet = Sheet(page, Heading(t.context("paper", "Week plan"), span, data.shop, beside=week), look=TIGHT)
    sheet.gap(4)
    columns = [Column("", 0.8, bold=True), *(Column(_title(day, data, t), 1, small=True) for day in data.days)]
    rows = [row for person in data.people for row in _rows(_told(person, sheet), data, t)]
    if rows:
        sheet.table(columns, rows, least=_ROW_HEIGHT)
    else:
        sheet.paragraph(t.context("paper", "Nothing is due in this week."))
    return sheet


def _told(person: WeekPerson, sheet: Sheet) -> WeekPerson:
    """Return the row without what the shop leaves out."""
    return replace(
        person,
        late=person.late if sheet.shows("late") else 0,
        absences=person.absences if sheet.shows("absences") else {},
    )


def _title(day: date, data: WeekPlanData, t: Translator) -> str:
    free = t.context("paper", "closed") if day in data.free else ""
    return " ".join(filter(None, (weekdays(t)[day.weekday()], figures.short_day(day), data.notes.get(day, ""), free)))


def _name(person: WeekPerson, t: Translator) -> str:
    late = t.context("paper", "Overdue: {n}").format(n=person.late) if person.late else ""
    return "\n".join(filter(None, (person.name or t("Nobody named"), late)))


def _rows(person: WeekPerson, data: WeekPlanData, t: Translator) -> Iterator[tuple[str, ...]]:
    most = max((len(items) for items in person.items.values()), default=0)
    for start in range(0, max(most, 1), _MOST):
        yield (_name(person, t), *(_cell(person, day, start) for day in data.days))


def _cell(person: WeekPerson, day: date, start: int) -> str:
    absent = "" if start else person.absences.get(day, "")
    items = (_line(item) for item in person.items.get(day, ())[start : start + _MOST])
    return "\n".join(filter(None, (f"[{absent}]" if absent else "", *items)))


def _line(item: WeekItem) -> str:
    return " ".join(filter(None, ("✓" if item.done else "", item.when, item.customer, item.what)))
