"""The morning list (晨会清单) for the meeting at half past eight: who has what to do today, why, and what to say first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dealer_crm.documents.pdf import figures
from dealer_crm.documents.pdf.cells import Content, Ticks
from dealer_crm.documents.pdf.copies import in_copies
from dealer_crm.documents.pdf.day_sheet import day_and_weekday, is_narrow, minding
from dealer_crm.documents.pdf.fonts import width
from dealer_crm.documents.pdf.grids import Band, Column, Row, Slot
from dealer_crm.documents.pdf.heads import Heading
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.looks import FORM
from dealer_crm.documents.pdf.pages import PageSetup, ShopHead
from dealer_crm.documents.pdf.pen import Align
from dealer_crm.i18n import Translator, translator

_NARROW = ("time", "what", "customer", "say")
"""The columns of a narrow list."""


@dataclass(frozen=True)
class MorningLine:
    """What is to be done for a customer, `late` and `due` so many things of it: `when` the first of them is due or since when it is late.

    `say` is why and what to say first, `last` what was said last; `owed` in 分 is what the customer owes.
    """

    what: str
    when: str = ""
    customer: str = ""
    phone: str = ""
    say: str = ""
    last: str = ""
    care: str = ""
    owed: int = 0
    late: int = 0
    due: int = 0


@dataclass(frozen=True)
class MorningPerson:
    """What somebody (or nobody, `name` empty) has to do, overdue first, then by time; `absent` says why he is not there."""

    name: str
    lines: tuple[MorningLine, ...] = ()
    absent: str = ""


@dataclass(frozen=True)
class MorningTotals:
    """The figures of the day."""

    overdue: int = 0
    due: int = 0
    timed: int = 0
    deliveries: int = 0
    complaints: int = 0
    owed: int = 0
    without_step: int = 0


@dataclass(frozen=True)
class MorningListData:
    """What the list prints."""

    shop: ShopHead
    day: date
    totals: MorningTotals = MorningTotals()
    people: tuple[MorningPerson, ...] = ()


def morning_list(data: MorningListData, page: PageSetup) -> bytes:
    """Render the list; same data, same bytes."""
    return in_copies(page, lambda copy: _written(data, copy))


def _written(data: MorningListData, page: PageSetup) -> Sheet:
    t = translator(page.language)
    sheet = Sheet(page, Heading(t.context("paper", "Morning list"), day_and_weekday(data.day, t), data.shop), look=FORM)
    if sheet.shows("sums"):
        _sums(sheet, data.totals, narrow=is_narrow(page.paper))
    sheet.gap(4)
    rows: list[Row] = []
    wanted = sheet.columns(_columns(data, t))
    columns = sheet.columns({code: column for code, column in wanted.items() if code in _NARROW}) if is_narrow(page.paper) else wanted
    beside = set(wanted) - set(columns)
    for person in data.people:
        rows += [Band(_band(person, t)), *(_row(line, t, columns, beside) for line in person.lines)]
    if rows:
        sheet.table(list(columns.values()), rows)
    else:
        sheet.paragraph(t.context("paper", "Nothing is due on this day."))
    return sheet


def _sums(sheet: Sheet, totals: MorningTotals, *, narrow: bool) -> None:
    t = sheet.t
    figures_of = (
        (t.context("paper", "Overdue"), str(totals.overdue)),
        (t.context("paper", "Due today"), str(totals.due)),
        (t.context("paper", "At a time"), str(totals.timed)),
        (t.context("paper", "Deliveries"), str(totals.deliveries)),
        (t.context("paper", "Complaints"), str(totals.complaints)),
        (t.context("paper", "Owed"), figures.yuan(totals.owed)),
        (t.context("paper", "No next step"), str(totals.without_step)),
    )
    sheet.gap(4)
    slots = [Slot(name, value, bold=True) for name, value in figures_of]
    if narrow:
        sheet.slots([slots[:4]], (1, 1, 1, 1))
        sheet.slots([slots[4:]], (1, 1.6, 1.4))
    else:
        sheet.slots([slots], (1, 1, 1, 1, 1, 1.6, 1.1))


def _band(person: MorningPerson, t: Translator) -> str:
    late, due = sum(line.late for line in person.lines), sum(line.due for line in person.lines)
    said = t.context("paper", "{name}: {late} overdue, {due} today").format(name=person.name or t("Nobody named"), late=late, due=due)
    return f"{said}  [{person.absent}]" if person.absent else said


def _columns(data: MorningListData, t: Translator) -> dict[str, Column]:
    longest = figures.longest_word(line.what for person in data.people for line in person.lines)
    return {
        "time": Column(t.context("paper", "Time"), 0.1, fits="20:28", bold=True, small=True),
        "what": Column(t.context("paper", "To do"), 0.1, fits=Ticks(((max("到店接待", longest, key=_breadth), False),)), small=True),
        "customer": Column(t.context("paper", "Customer, phone"), 0.1, fits="142 0000 0317", small=True),
        "say": Column(t.context("paper", "Why, what to say first"), 4, small=True),
        "last": Column(t.context("paper", "Last said, what to mind"), 3.2, small=True),
        "owed": Column(t.context("paper", "Owes"), 0.1, fits="8,888.00", align=Align.RIGHT, small=True),
    }


def _row(line: MorningLine, t: Translator, columns: Iterable[str], beside: set[str]) -> list[Content]:
    """Return what stands in the columns; a narrow list has in others what finds no column `beside` them."""
    owes = f"{t.context('paper', 'Owes')} {figures.yuan(line.owed)}" if line.owed and "owed" in beside else ""
    customer = "\n".join(filter(None, (line.customer, line.phone, owes)))
    last = "\n".join(filter(None, (line.last, minding(line.care, t))))
    cells: dict[str, Content] = {
        "time": line.when,
        "what": Ticks(((line.what, False),)),
        "customer": customer,
        "say": "\n".join(filter(None, (line.say, last if "last" in beside else ""))),
        "last": last,
        "owed": figures.money(line.owed) if line.owed else "",
    }
    return [cells[code] for code in columns]


def _breadth(text: str) -> float:
    return width(text, 10)
