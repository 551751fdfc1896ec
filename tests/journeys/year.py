"""A shop that lives through a year in steps: people log, plan, put off and give up; clocks jump, zones change, weeks pass switched off."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path

from dealer_crm.app.opened import Opened, open_folder
from dealer_crm.domain.absences import AbsenceDraft
from dealer_crm.domain.agenda import AgendaItem, AgendaRow
from dealer_crm.domain.care import RequestDraft
from dealer_crm.domain.complaints import ComplaintDraft, ComplaintSubtype
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import DeliveryDraft
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.followups import FollowUpDraft, StepState, Way
from dealer_crm.domain.journal import Origin
from dealer_crm.domain.orders import LineDraft, OrderDraft
from dealer_crm.domain.planning import ReminderEnd
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.domain.reminders import AN_HOUR, Due, Rules, Standing, Waiting, moment
from dealer_crm.domain.shop import StaffDraft
from tests.services.agenda_oracle import Oracle
from tests.storage.shops import empty_file

BEGIN = datetime(2027, 3, 1, 1, 0, tzinfo=UTC)
LEAP_DAY = datetime(2028, 2, 29, 1, 0, tzinfo=UTC)
ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe")
SLOTS = ("", "09:00", "下午2点半", "00:10", "上午")
WAYS = (Way.PHONE, Way.VISIT, None)
AHEAD = timedelta(days=500)
"""Nobody plans further, on whatever day the clock says that it is."""
TICKS = (timedelta(minutes=20), timedelta(hours=3), timedelta(days=1), timedelta(days=6), timedelta(days=24))
JUMPS = (timedelta(hours=-1), timedelta(days=-2), timedelta(days=-40), timedelta(days=400))
PASSING = ("confirm_", "escalation_")
"""Sources whose rows come and go by the clock: where it is put back, a moment has not come yet."""
Missing = list[str]


@contextmanager
def zone_kept() -> Iterator[None]:
    """Put the zone of the process back at the end."""
    before = os.environ.get("TZ")
    try:
        yield
    finally:
        _set_zone(before)


def _set_zone(zone: str | None) -> None:
    if zone is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = zone
    if hasattr(time, "tzset"):
        time.tzset()


@dataclass
class Year:
    """The shop with its clock; `said`, `seen` and `paused` are what the test itself remembers of the reminders."""

    folder: Path
    at: datetime = BEGIN
    right: datetime | None = None
    said: set[Due] = field(default_factory=set)
    seen: set[Due] = field(default_factory=set)
    paused: dict[Due, datetime] = field(default_factory=dict)
    open_before: set[tuple[str, int]] = field(default_factory=set)
    refused: int = 0
    steps: int = 0

    def begin(self) -> None:
        """Open the shop, with three customers and two people."""
        self.folder.mkdir(parents=True)
        (self.folder / "store.sqlite").write_bytes(empty_file())
        _set_zone(ZONES[0])
        self.shop = self._open()
        house = PremisesDraft(community="云上花园", building="8", unit="1", room="1")
        self.people = [self.shop.customers.create(CustomerDraft(name=name, premises=(house,))) for name in ("王芳", "李娜", "张伟")]
        self.staff = [self.shop.shop.add_staff(StaffDraft(name)) for name in ("老王", "小李")]
        self.standing: Standing = self.shop.reminders.look()

    def end(self) -> None:
        """Close it."""
        self.shop.close()

    def _open(self) -> Opened:
        return open_folder(self.folder, Origin.USER, lambda: self.at)

    # deeds; `a` and `b` choose what and where to

    def live(self, deed: str, a: int, b: int) -> None:
        """Do one thing; what is refused changes nothing."""
        self.steps += 1
        try:
            DEEDS[deed](self, a, b)
        except DomainError:
            self.refused += 1

    @property
    def today(self) -> date:
        """The calendar day."""
        return local_day(self.at)

    def _day(self, b: int) -> date:
        return self.today + timedelta(days=b % 23 - 3)

    def log(self, a: int, b: int) -> None:
        self.shop.followups.log(
            FollowUpDraft(
                self._person(a), words="聊了", next_on=self._day(b), next_purpose="回访", next_way=WAYS[a % 3], next_slot=SLOTS[b % 5]
            )
        )

    def plan(self, a: int, b: int) -> None:
        self.shop.followups.plan([self._person(a)], self._day(b), "报价", WAYS[b % 3], SLOTS[a % 5])

    def complain(self, a: int, _b: int) -> None:
        self.shop.complaints.log(ComplaintDraft(self._person(a), subtype=ComplaintSubtype.QUALITY, words="外机响"))

    def call(self, a: int, b: int) -> None:
        day = self._day(b) if b % 3 else None
        self.shop.requests.take(RequestDraft(self._person(a), symptom="不制冷", appointment_on=day, slot=SLOTS[b % 5]))

    def sell(self, a: int, b: int) -> None:
        line = LineDraft(name="挂机", brand="云岭", model="K35", unit="台", price=329_900, category="room_ac")
        place = self.shop.customers.draft(self._person(a))[0].premises[0].id
        sale = self.shop.orders.create(OrderDraft(self._person(a), (line,), place, promised_on=self._day(b)))
        self.shop.orders.confirm(sale)
        if b % 4:
            self.shop.deliveries.plan(sale, DeliveryDraft(planned_on=self._day(b) if b % 3 else None, slot=SLOTS[a % 5]))

    def complete(self, a: int, _b: int) -> None:
        self.shop.agenda.complete(self._rows(a))

    def put_off(self, a: int, b: int) -> None:
        self.shop.agenda.postpone(self._rows(a), self._day(b))

    def give_up(self, a: int, _b: int) -> None:
        self.shop.agenda.drop(self._rows(a), "不需要了")

    def spread(self, _a: int, b: int) -> None:
        late = self.shop.agenda.late()
        self.shop.agenda.spread(self.shop.agenda.rows(late), self.today + timedelta(days=1), 1 + b % 4)

    def stay_away(self, a: int, b: int) -> None:
        self.shop.absences.add(AbsenceDraft(self.staff[a % 2], self._day(b), self._day(b) + timedelta(days=a % 9)))

    def undo(self, _a: int, _b: int) -> None:
        self.shop.history.undo()

    def redo(self, _a: int, _b: int) -> None:
        self.shop.history.redo()

    def see(self, _a: int, _b: int) -> None:
        """Look at everything that is said together."""
        self._end([one.due for one in self.standing.together], ReminderEnd.SEEN)

    def open_one(self, a: int, _b: int) -> None:
        """Open one that is said alone."""
        self._end([one.due for one in self._one(a)], ReminderEnd.OPENED)

    def pause(self, a: int, _b: int) -> None:
        """Want to hear one of them again in an hour."""
        dues = [one.due for one in self._one(a)]
        self.shop.reminders.in_an_hour(dues)
        self.seen.difference_update(dues)
        self.paused.update(dict.fromkeys(dues, self.at + AN_HOUR))

    def pass_time(self, a: int, _b: int) -> None:
        self.at += TICKS[a % len(TICKS)]

    def close_for_weeks(self, a: int, _b: int) -> None:
        self.shop.close()
        self.at += timedelta(days=1 + a % 30)
        self.shop = self._open()

    def jump(self, a: int, _b: int) -> None:
        """The clock is wrong from here on, or right again."""
        if self.right is not None:
            self.at, self.right = self.right, None
        else:
            self.right = self.at
            self.at = LEAP_DAY + timedelta(hours=a % 48) if a % 5 == 4 else self.at + JUMPS[a % 4]

    def move_house(self, a: int, _b: int) -> None:
        """The computer is in another zone."""
        _set_zone(ZONES[a % len(ZONES)])

    def _person(self, a: int) -> int:
        return self.people[a % len(self.people)]

    def _rows(self, a: int) -> list[AgendaRow]:
        items = self.open_items()
        chosen = [items[(a + n) % len(items)] for n in range(1 + a % 2)] if items else []
        return self.shop.agenda.rows(list(dict.fromkeys(chosen)))

    def _one(self, a: int) -> list[Waiting]:
        single = self.standing.single
        return [single[a % len(single)]] if single else []

    def _end(self, dues: list[Due], end: ReminderEnd) -> None:
        self.shop.reminders.end(dues, end)
        self.seen.update(dues)
        for due in dues:
            self.paused.pop(due, None)

    # what must hold

    def open_items(self) -> list[AgendaItem]:
        """Return what the lists show: what is due by today, and everything later."""
        later = self.shop.agenda.listed(self.today + timedelta(days=1), self.today + AHEAD)
        return [*self.shop.agenda.today()[0], *(item for item in later if not item.done)]

    def amiss(self, deed: str) -> Missing:
        """Return what is not as it must be after a deed."""
        items, oracle = self.open_items(), Oracle(self.shop.db, self.at)
        told = sorted((item.key.source, item.key.source_id, item.due_on, item.customer_id) for item in items)
        expected = oracle.due(None, self.today + AHEAD, self.today)
        found = [f"missing {one}" for one in expected if one not in told] + [f"too much {one}" for one in told if one not in expected]
        return found + self._lost(deed, items, oracle) + self._not_reminded(items)

    def _lost(self, deed: str, items: list[AgendaItem], oracle: Oracle) -> Missing:
        """Nothing leaves the lists by itself; a step only where it is done, or given up with a reason."""
        now = {(item.key.source, item.key.source_id) for item in items}
        gone = {one for one in self.open_before - now if not one[0].startswith(PASSING)}
        self.open_before = now
        found = [f"{one} left by itself" for one in gone] if deed in QUIET else []
        steps = {step.id: step for step in oracle.steps}
        for source, number in gone:
            step = steps.get(number) if source == "step" else None
            if step is not None and (step.state is StepState.OPEN or (step.state is StepState.DROPPED and not step.purpose)):
                found.append(f"step {number} left the lists as {step.state}, {step.purpose!r}")
        return found

    def _not_reminded(self, items: list[AgendaItem]) -> Missing:
        standing = self.standing = self.shop.reminders.look()
        raised = {one.due for one in standing.raised}
        found = [f"said twice: {due}" for due in raised & self.said]
        self.said |= raised
        shown = [one.due for one in (*standing.single, *standing.together)]
        found += [f"shown twice: {due}" for due in set(shown) if shown.count(due) > 1]
        found += [f"nobody dealt with {due}" for due in self._due_now(items) if due not in shown and not self._dealt_with(due)]
        found += [f"said though dealt with: {due}" for due in shown if self._dealt_with(due)]
        summed = self.shop.reminders.sum()
        if not (standing.sum.sound and summed.sound):
            found.append(f"does not add up: {standing.sum} {summed}")
        late = sum(item.due_on < self.today for item in items), sum(item.due_on == self.today for item in items)
        if late != (summed.overdue, summed.due):
            found.append(f"counted {summed}, listed {late}")
        if self.shop.reminders.look().raised:
            found.append("a second look says something new")
        return found

    def _due_now(self, items: list[AgendaItem]) -> Iterator[Due]:
        wall, rules = self.at.astimezone().replace(tzinfo=None), Rules(opens_at=clock_time(8, 30))
        for item in items:
            due = self.shop.reminders.due_of(item)
            if item.due_on < self.today or (item.due_on == self.today and moment(Waiting(item, due), rules) <= wall):
                yield due

    def _dealt_with(self, due: Due) -> bool:
        until = self.paused.get(due)
        return due in self.seen or (until is not None and self.at < until <= self.at + AN_HOUR)


DEEDS: dict[str, Callable[[Year, int, int], None]] = {
    name: getattr(Year, name)
    for name in (
        *("log", "plan", "complain", "call", "sell", "complete", "put_off", "give_up", "spread", "stay_away", "undo", "redo"),
        *("see", "open_one", "pause", "pass_time", "close_for_weeks", "jump", "move_house"),
    )
}
QUIET = frozenset({"see", "open_one", "pause", "pass_time", "close_for_weeks", "jump", "stay_away", "plan", "complain", "call"})
"""Deeds after which nothing may have left the lists but calls to confirm what is over."""
