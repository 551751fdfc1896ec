"""The lines of both lists of the day and their columns, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from dealer_crm.domain import phones
from dealer_crm.domain.customers import Stage
from dealer_crm.domain.dates import local_day
from dealer_crm.i18n import Translator
from dealer_crm.services.customer_list import CustomerRow
from dealer_crm.services.today import TodayRow
from dealer_crm.ui.customers.phrases import instant_day
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Chip, Column
from dealer_crm.words.labels import label, level_short


@dataclass(frozen=True)
class DueLine:
    """A step in the list; `id` is the step's."""

    id: int
    row: TodayRow
    done: bool


class DueLines:
    """Keeps what one question answered, so that filters cost no further question."""

    def __init__(self, rows: Callable[[], Sequence[TodayRow]], done: Callable[[], Sequence[TodayRow]]) -> None:
        self._ask, self._ask_done = rows, done
        self._open: list[TodayRow] = []
        self._lines: dict[int, DueLine] = {}
        self.view = "all"

    def ask(self) -> None:
        """Ask for the open steps again."""
        self._open = list(self._ask())

    def ids(self) -> list[int]:
        """Return the steps of the chosen view, the oldest first."""
        done = self.view == "done"
        wanted = {"overdue": lambda row: row.days_late > 0, "today": lambda row: row.days_late <= 0}.get(self.view)
        rows = list(self._ask_done()) if done else [row for row in self._open if wanted is None or wanted(row)]
        self._lines = {row.step_id: DueLine(row.step_id, row, done) for row in rows}
        return list(self._lines)

    def lines(self, ids: Sequence[int]) -> list[DueLine]:
        """Return the lines of these steps."""
        return [self._lines[key] for key in ids if key in self._lines]


def called(name: str, number: str) -> str:
    """Return what to call a customer: the name, else the number of the file."""
    return name or number


def status(line: DueLine, t: Translator) -> Chip:
    """Return how urgent a step is."""
    late = line.row.days_late
    if line.done:
        return Chip(t("Done"), Tone.DONE)
    if late > 0:
        return Chip(t.plural("{n} d overdue", "{n} d overdue", late).format(n=late), Tone.DANGER)
    return Chip(t("Today"), Tone.INFO)


def matter(row: TodayRow, t: Translator) -> str:
    """Return what is to be done."""
    return row.purpose or t("Call back")


def standing(row: TodayRow | CustomerRow, t: Translator) -> str:
    """Return stage and intent level in words, each only where it adds something."""
    level = level_short(row.intent_level, t)
    return level if level and row.stage is Stage.INTENT else " · ".join(part for part in (label(row.stage, t), level) if part)


def due_columns(t: Translator, today: Callable[[], date]) -> list[Column]:
    """Return the columns of what is due."""
    return [
        Column("status", t("Status"), lambda line: status(line, t).text, 17, chip=lambda line: status(line, t), sortable=False),
        Column(
            "name",
            t("Customer"),
            lambda line: called(line.row.name, line.row.number),
            18,
            detail=lambda line: line.row.community,
            bold=True,
            sortable=False,
        ),
        Column("phone", t("Phone"), lambda line: phones.shown(line.row.phone), 16, sortable=False),
        Column(
            "matter",
            t("What to do"),
            lambda line: matter(line.row, t),
            22,
            icon=lambda line: "phone" if not line.done else "check",
            stretch=True,
            sortable=False,
        ),
        Column("words", t("Last said"), lambda line: line.row.last_words, 34, quiet=True, stretch=True, sortable=False, rank=3),
        Column("last", t("Last contact"), lambda line: instant_day(line.row.last_at, today()), 11, quiet=True, sortable=False, rank=2),
        Column("staff", t("Responsible"), lambda line: line.row.staff, 9, sortable=False, rank=1),
    ]


def lost_columns(t: Translator, today: Callable[[], date]) -> list[Column]:
    """Return the columns of customers without a next step."""
    return [
        Column(
            "silent",
            t("Silent for"),
            lambda row: silence(row, today(), t).text,
            13,
            chip=lambda row: silence(row, today(), t),
            sortable=False,
        ),
        Column(
            "name", t("Customer"), lambda row: called(row.name, row.number), 18, detail=lambda row: row.community, bold=True, sortable=False
        ),
        Column("phone", t("Phone"), lambda row: phones.shown(row.phone), 16, sortable=False),
        Column("stage", t("Stage"), lambda row: standing(row, t), 16, sortable=False, rank=2),
        Column("words", t("Last said"), lambda row: row.last_words, 34, quiet=True, stretch=True, sortable=False),
        Column("last", t("Last contact"), lambda row: instant_day(row.last_at, today()), 11, quiet=True, sortable=False, rank=3),
        Column("staff", t("Responsible"), lambda row: row.owner, 9, sortable=False, rank=1),
    ]


def silence(row: CustomerRow, today: date, t: Translator) -> Chip:
    """Return for how long nobody has spoken to the customer."""
    if row.last_at is None:
        return Chip(t("Never"))
    days = max(0, (today - local_day(row.last_at)).days)
    return Chip(t.plural("{n} day", "{n} days", days).format(n=days) if days else t("Today"))
