"""The lines of both lists of the day and their columns, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from dealer_crm.domain import phones
from dealer_crm.domain.agenda import AgendaItem, AgendaKind, AgendaRow
from dealer_crm.domain.customers import Stage
from dealer_crm.domain.dates import local_day
from dealer_crm.i18n import Translator
from dealer_crm.services.customer_list import CustomerRow
from dealer_crm.ui.desk.phrases import instant_day
from dealer_crm.ui.today.items import DueLine, Numbered, icon_of, status
from dealer_crm.ui.widgets import Chip, Column
from dealer_crm.ui.widgets.painting import advance, icon_side
from dealer_crm.words.agenda import kind_label, kind_words, matter
from dealer_crm.words.labels import label, level_short

WARRANTY = (AgendaKind.WARRANTY_END, AgendaKind.MAINTENANCE)
VIEWS: dict[str, Callable[[AgendaItem], bool]] = {
    "overdue": lambda item: item.days_late > 0,
    "today": lambda item: item.days_late <= 0,
    "delivery": lambda item: item.kind is AgendaKind.DELIVERY,
    "complaint": lambda item: item.kind is AgendaKind.COMPLAINT,
    "warranty": lambda item: item.kind in WARRANTY,
    "confirm": lambda item: item.kind is AgendaKind.CONFIRM,
}
"""What each card lets through; the cards without an entry show everything."""


class DueLines:
    """Keeps what one question answered, so that filters cost no further question; only what is in view is read as rows."""

    def __init__(self, rows: Callable[[Sequence[AgendaItem]], Sequence[AgendaRow]]) -> None:
        self._ask_rows = rows
        self._numbered = Numbered()
        self._shown: dict[int, AgendaItem] = {}
        self.items: Sequence[AgendaItem] = ()
        self.done: Sequence[AgendaItem] = ()
        self.view = "all"

    def ids(self) -> list[int]:
        """Return the items of the chosen view, the oldest first."""
        wanted = VIEWS.get(self.view)
        items = list(self.done)[::-1] if self.view == "done" else [item for item in self.items if wanted is None or wanted(item)]
        self._shown = self._numbered.by_number(items)
        return list(self._shown)

    def lines(self, ids: Sequence[int]) -> list[DueLine]:
        """Return the lines of these items."""
        return self._numbered.lines(self.rows(ids))

    def rows(self, ids: Sequence[int]) -> list[AgendaRow]:
        """Return the rows of these items."""
        return list(self._ask_rows([self._shown[key] for key in ids if key in self._shown]))


def called(name: str, number: str) -> str:
    """Return what to call a customer: the name, else the number of the file."""
    return name or number


def standing(row: AgendaRow | CustomerRow, t: Translator) -> str:
    """Return stage and intent level in words, each only where it adds something."""
    level = level_short(row.intent_level, t)
    return level if level and row.stage is Stage.INTENT else " · ".join(part for part in (label(row.stage, t), level) if part)


def due_columns(t: Translator, today: Callable[[], date]) -> list[Column]:
    """Return the columns of what is due."""

    def chip(line: DueLine) -> Chip:
        return status(line.row, today(), t)

    return [
        Column("status", t("Status"), lambda line: chip(line).text, 17, chip=chip, sortable=False),
        Column(
            "name",
            t("Customer"),
            lambda line: called(line.row.name, line.row.number),
            18,
            detail=lambda line: line.row.community,
            bold=True,
            sortable=False,
        ),
        Column("phone", t("Phone"), lambda line: phones.shown(line.row.phone), 16, sortable=False, rank=1),
        Column(
            "kind", t("Kind"), lambda line: kind_words(line.row, t), kind_digits(t), icon=lambda line: icon_of(line.row), sortable=False
        ),
        Column("matter", t("What to do"), lambda line: matter(line.row, t), 30, stretch=4, sortable=False),
        Column("words", t("Last said"), lambda line: line.row.last_words, 24, quiet=True, stretch=1, sortable=False, rank=4),
        Column("last", t("Last contact"), lambda line: instant_day(line.row.last_at, today()), 11, quiet=True, sortable=False, rank=3),
        Column("staff", t("Responsible"), lambda line: line.row.staff, 9, sortable=False, rank=2),
    ]


def kind_digits(t: Translator) -> int:
    """Return for how many digits the longest kind needs room beside its icon."""
    return -(-(max(advance(kind_label(kind, t)) for kind in AgendaKind) + icon_side() + 6) // advance("8"))


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
