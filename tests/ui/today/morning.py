"""A morning in memory: items and customers that change as the page asks, with news after each change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from dealer_crm.domain.agenda import AgendaItem, AgendaKey, AgendaKind, AgendaRow
from dealer_crm.domain.customers import IntentLevel, Nature, PartyKind, Stage
from dealer_crm.domain.errors import DomainError
from dealer_crm.services.agenda import AgendaFigures
from dealer_crm.services.customer_list import CustomerRow
from dealer_crm.ui.today.doors import TodayReads, TodayWrites

TODAY = date(2026, 11, 18)
NAMES = ("王芳", "何志平", "吴倩", "孙国强", "陈丽华")


def step(step_id: int, late: int, **changes: object) -> AgendaRow:
    """Return a step of the customer 100 + its id."""
    due = TODAY - timedelta(days=late)
    row = AgendaRow(
        kind=AgendaKind.STEP,
        key=AgendaKey("step", step_id, due),
        customer_id=100 + step_id,
        number=f"K20261118-{step_id:03d}",
        name=NAMES[step_id % len(NAMES)],
        phone="14200000911",
        community="云上花园",
        address="云上花园 12-1502",
        stage=Stage.INTENT,
        intent_level=IntentLevel.A,
        last_at=datetime(2026, 11, 8, 3, tzinfo=UTC),
        last_words="等家里商量",
        staff_id=None,
        staff="李晓梅",
        due_on=due,
        days_late=late,
        record_id=step_id,
        words="报价后没回音" if step_id % 2 else "",
    )
    return replace(row, **changes)  # type: ignore[arg-type]


def item(kind: AgendaKind, record: int, late: int = 0, **changes: object) -> AgendaRow:
    """Return another kind of item, with the key of its own."""
    row = step(record, late)
    return replace(row, kind=kind, key=AgendaKey(kind, record, row.due_on), **changes)  # type: ignore[arg-type]


def customer(customer_id: int, name: str) -> CustomerRow:
    """Return a customer without a next step."""
    return CustomerRow(
        id=customer_id,
        number=f"K20261118-{customer_id:03d}",
        name=name,
        phone="14200000376",
        community="梧桐样苑",
        address="",
        stage=Stage.POTENTIAL,
        intent_level=IntentLevel.N,
        nature=Nature.INDIVIDUAL,
        party_kind=PartyKind.END_CUSTOMER,
        source=None,
        owner_id=None,
        owner="",
        wechat="",
        note="",
        interests=(),
        marketing_ok=False,
        balance=0,
        created_at=datetime(2026, 10, 1, tzinfo=UTC),
        last_at=None,
        last_words="",
        next_on=None,
        next_purpose="",
    )


class Morning:
    """Stands in for the services; `changed` is called after each write, as news would."""

    def __init__(self, steps: Sequence[AgendaRow] = (), lost: Sequence[CustomerRow] = ()) -> None:
        self.steps = list(steps)
        self.lost = {row.id: row for row in lost}
        self.done: list[AgendaRow] = []
        self.moved: list[tuple[tuple[int, ...], date]] = []
        self.planned: list[tuple[tuple[int, ...], date]] = []
        self.refusal: DomainError | None = None
        self.read: list[int] = []
        self.changed: Callable[[], object] = lambda: None

    def reads(self) -> TodayReads:
        """Return the questions."""
        return TodayReads(
            day=lambda: ([row.item for row in sorted(self.steps, key=lambda row: row.due_on)], self.figures()),
            done=lambda: [row.item for row in self.done],
            rows=self._rows,
            lost_ids=lambda: list(self.lost),
            lost_rows=lambda ids: [self.lost[i] for i in ids if i in self.lost],
            today=lambda: TODAY,
            confirming=lambda row: ("WeChat", f"To confirm: {row.words}"),
        )

    def _rows(self, items: Sequence[AgendaItem]) -> list[AgendaRow]:
        self.read.append(len(items))
        known = {(row.key, row.done): row for row in (*self.steps, *self.done)}
        return [row for item in items if (row := known.get((item.key, item.done)))]

    def writes(self) -> TodayWrites:
        """Return the changes."""
        return TodayWrites(complete=self.complete, postpone=self.postpone, plan=self.plan)

    def figures(self) -> AgendaFigures:
        """Return the figures of the day."""
        late = [row.days_late for row in self.steps if row.days_late > 0]
        kinds = {kind: sum(row.kind is kind for row in self.steps) for kind in AgendaKind}
        return AgendaFigures(len(late), max(late, default=0), len(self.steps) - len(late), len(self.done), len(self.lost), kinds)

    def complete(self, rows: Sequence[AgendaRow]) -> int:
        """Move items to those done."""
        if self.refusal:
            raise self.refusal
        done = [row for row in rows if row.completable]
        self.done += [replace(row, done=True) for row in done]
        self._take(done)
        return len(done)

    def postpone(self, rows: Sequence[AgendaRow], to: date) -> int:
        """Take items out of today."""
        moved = [row for row in rows if row.movable]
        self.moved.append((tuple(row.record_id for row in moved), to))
        self._take(moved)
        return len(moved)

    def _take(self, rows: Sequence[AgendaRow]) -> None:
        self.steps = [row for row in self.steps if row not in rows]
        self.changed()

    def plan(self, customer_ids: Sequence[int], to: date) -> None:
        """Give customers a step."""
        self.planned.append((tuple(customer_ids), to))
        for customer_id in customer_ids:
            del self.lost[customer_id]
        self.changed()
