"""The complaints of a made-up shop with their steps and deadlines."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from functools import cache, partial
from typing import Any

from benchmarks.shop.care import OFFICE, Machine
from benchmarks.shop.sheets import Numbers, Sheet, date_of, instant, some_day
from dealer_crm.domain.complaint_clock import Hours, escalation
from dealer_crm.domain.complaint_rules import deadlines
from dealer_crm.domain.complaint_steps import Clock, Due
from dealer_crm.domain.complaints import SUBTYPES, Severity, Step8
from dealer_crm.services.trade import Trade
from dealer_crm.storage import models, numbers

STEPS = 8
RECENT = 4
"""A complaint of the last days is still open."""
WORDS = ("外机噪音大，影响休息", "预约了两次没人来", "报价和合同不一样", "安装后天花板漏水", "客服态度不好", "才用一年就坏了")


class Complaints:
    """Makes complaints about machines."""

    def __init__(self, given: Numbers, trade: Trade) -> None:
        self._numbers = given
        self.complaints = Sheet(
            models.Complaint,
            "number customer_id order_id equipment_id taken_by_id staff_id state opened_at channel "
            "type subtype level severity complainant words demand respond_by plan_by close_by rule "
            "rule_version responded_at measure closed_at closed_by_id first_closed_at clock due_kind due_at remind_at manager_at owner_at",
        )
        self.steps = Sheet(models.ComplaintStep, "complaint_id step done_at staff_id words")
        self._clock = cache(partial(_clock, trade))

    def make(self, machines: Sequence[Machine], count: int, choose: random.Random) -> None:
        """Write so many complaints."""
        for machine in choose.choices(machines, k=count):
            self._complaint(machine, choose)

    def _complaint(self, machine: Machine, choose: random.Random) -> None:
        sold = machine.sold
        opened, hour = some_day(sold.handed or -1, choose), choose.randrange(1, 8)
        severity = choose.choices(list(Severity), (85, 12, 3))[0]
        kind = choose.choice(list(SUBTYPES))
        closed = opened < -RECENT or choose.random() < 0.3
        ended = min(-1, opened + 4)
        answered = instant(opened, hour * 60 + 40) if closed or opened < -1 else None
        end = ("已处理，客户满意", instant(ended, 560), OFFICE) if closed else ("", None, None)
        number, subtype = self._numbers.take(numbers.COMPLAINT, opened), choose.choice(SUBTYPES[kind])
        told = (choose.choice(("phone", "wechat", "shop")), kind.value, subtype.value, "1", severity.value)
        ticked = STEPS if closed else choose.randrange(STEPS - 1)
        clock = self._clock(severity, opened, hour)
        told_at = instant(opened, hour * 60 + ticked * 5) if ticked else answered
        upwards = _upwards(instant(opened, hour * 60), clock, (answered, told_at), ticked, closed=closed)
        complaint_id = self.complaints.add(
            *(number, sold.person.id, sold.order_id, machine.id, OFFICE, sold.person.owner),
            *("closed" if closed else "open", instant(opened, hour * 60), *told, sold.person.name, choose.choice(WORDS), "repair"),
            *(*clock, answered, *end, end[1], "{}", *upwards),
        )
        for step in range(1, ticked + 1):
            self.steps.add(complaint_id, step, instant(ended if closed else opened, hour * 60 + step * 5), OFFICE, "")

    def sheets(self) -> tuple[Sheet, ...]:
        """Return what is to be written, parents first."""
        return self.complaints, self.steps


def _clock(trade: Trade, severity: Severity, opened: int, hour: int) -> tuple[Any, ...]:
    """Return the three deadlines as the file holds them, with the rule they come from."""
    rule = trade.complaint_rule(severity)
    at = datetime.combine(date_of(opened), time(), UTC) + timedelta(hours=hour)
    due = deadlines(at, rule, Hours(calendar=trade.legal_calendar()))
    return *(_stored(end) for end in (due.respond_by, due.plan_by, due.close_by)), rule.code, rule.version


def _upwards(
    opened: str, clock: Sequence[Any], heard: tuple[str | None, str | None], ticked: int, *, closed: bool
) -> tuple[str | None, ...]:
    """Return which deadline of a case runs and when it goes up, as the program works it out."""
    if closed:
        return (None,) * 5
    answered, told = heard
    at = [None if text is None else datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (*clock[:3], answered, told, opened)]
    respond, plan, close, responded, last, came = at
    assert respond is not None
    assert came is not None
    running = Clock(respond, plan, close, None, responded, planned=ticked >= Step8.CORRECT, told_at=last)
    kind, due = running.running()
    start = min(last or responded or came if kind is Due.DAILY else came, due)
    steps = escalation(start, due, (), Hours())
    return kind.value, *(_stored(one) for one in (due, steps.remind_at, steps.manager_at, steps.owner_at))


def _stored(at: datetime | None) -> str | None:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f") if at else None
