"""A morning in memory: steps and customers that change as the page asks, with news after each change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from dealer_crm.domain.customers import IntentLevel, Nature, PartyKind, Stage
from dealer_crm.domain.followups import StepNotOpen
from dealer_crm.services.customer_list import CustomerRow
from dealer_crm.services.today import TodayCounts, TodayRow
from dealer_crm.ui.today.doors import TodayReads, TodayWrites

TODAY = date(2026, 11, 18)
NAMES = ("王芳", "何志平", "吴倩", "孙国强", "陈丽华")


def step(step_id: int, late: int, **changes: object) -> TodayRow:
    """Return a step of the customer 100 + its id."""
    row = TodayRow(
        step_id=step_id,
        customer_id=100 + step_id,
        number=f"K20261118-{step_id:03d}",
        name=NAMES[step_id % len(NAMES)],
        phone="14200000911",
        community="云上花园",
        stage=Stage.INTENT,
        intent_level=IntentLevel.A,
        due_on=TODAY - timedelta(days=late),
        days_late=late,
        purpose="报价后没回音" if step_id % 2 else "",
        last_at=datetime(2026, 11, 8, 3, tzinfo=UTC),
        last_words="等家里商量",
        staff="李晓梅",
    )
    return replace(row, **changes)  # type: ignore[arg-type]


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

    def __init__(self, steps: Sequence[TodayRow] = (), lost: Sequence[CustomerRow] = ()) -> None:
        self.steps = list(steps)
        self.lost = {row.id: row for row in lost}
        self.done: list[TodayRow] = []
        self.moved: list[tuple[tuple[int, ...], date]] = []
        self.planned: list[tuple[tuple[int, ...], date]] = []
        self.refusal: StepNotOpen | None = None
        self.changed: Callable[[], object] = lambda: None

    def reads(self) -> TodayReads:
        """Return the questions."""
        return TodayReads(
            rows=lambda: sorted(self.steps, key=lambda row: row.due_on),
            counts=self.counts,
            done=lambda: self.done,
            lost_ids=lambda: list(self.lost),
            lost_rows=lambda ids: [self.lost[i] for i in ids if i in self.lost],
            today=lambda: TODAY,
        )

    def writes(self) -> TodayWrites:
        """Return the changes."""
        return TodayWrites(complete=self.complete, postpone=self.postpone, plan=self.plan)

    def counts(self) -> TodayCounts:
        """Return the figures of the day."""
        late = [row.days_late for row in self.steps if row.days_late > 0]
        return TodayCounts(len(late), max(late, default=0), len(self.steps) - len(late), len(self.done), len(self.lost))

    def complete(self, step_ids: Sequence[int]) -> None:
        """Move steps to those done."""
        if self.refusal:
            raise self.refusal
        self.done += [row for row in self.steps if row.step_id in step_ids]
        self.steps = [row for row in self.steps if row.step_id not in step_ids]
        self.changed()

    def postpone(self, step_ids: Sequence[int], to: date) -> None:
        """Take steps out of today."""
        self.moved.append((tuple(step_ids), to))
        self.steps = [row for row in self.steps if row.step_id not in step_ids]
        self.changed()

    def plan(self, customer_ids: Sequence[int], to: date) -> None:
        """Give customers a step."""
        self.planned.append((tuple(customer_ids), to))
        for customer_id in customer_ids:
            del self.lost[customer_id]
        self.changed()
