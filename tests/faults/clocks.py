"""A clock that jumps: to 1970, a day back, to 2031, over 2038, into summer time; the shop works on at each of them."""

from __future__ import annotations

import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from dealer_crm.app.opened import Opened, open_folder
from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.backups import LEAST, LEAST_NEWER, Reason
from dealer_crm.domain.complaints import ComplaintDraft, ComplaintSubtype
from dealer_crm.domain.customers import CustomerDraft, PhoneDraft
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.followups import FollowUpDraft
from dealer_crm.domain.journal import Origin
from dealer_crm.services.check import Check
from dealer_crm.storage.models import Complaint, Customer, JournalEntry
from tests.storage.shops import empty_file

START = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
JUMPS = (
    START,
    datetime(1970, 1, 1, 0, 0, 10, tzinfo=UTC),
    START + timedelta(hours=1),
    START - timedelta(days=1),
    datetime(2031, 6, 1, 4, 0, tzinfo=UTC),
    START + timedelta(hours=2),
    datetime(2028, 2, 29, 4, 0, tzinfo=UTC),
    datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC),
    datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),
    START + timedelta(hours=3),
)
"""Where the clock stands, one after the other."""
CHANGES = {
    "Europe/Berlin": (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), datetime(2026, 10, 25, 1, 0, tzinfo=UTC)),
    "America/New_York": (datetime(2026, 3, 8, 7, 0, tzinfo=UTC), datetime(2026, 11, 1, 6, 0, tzinfo=UTC)),
    "Australia/Lord_Howe": (datetime(2026, 4, 4, 15, 0, tzinfo=UTC), datetime(2026, 10, 3, 15, 30, tzinfo=UTC)),
}
"""Zones with the instants at which their clocks change."""
FAR = date(2199, 12, 31)


@dataclass
class Figures:
    """What the shop kept while its clock jumped."""

    moments: int = 0
    records: int = 0
    numbers_given_twice: int = 0
    steps_lost: int = 0
    steps_doubled: int = 0
    entries_out_of_order: int = 0
    found_by_the_check: int = 0
    backups_made: int = 0
    backups_lost: int = 0
    backups_in_wrong_order: int = 0
    deadlines_before_the_complaint: int = 0

    @property
    def bad(self) -> int:
        """Return how much went wrong."""
        kept = ("moments", "records", "backups_made")
        return sum(int(value) for name, value in vars(self).items() if name not in kept)


@dataclass
class Wall:
    """A clock that is set, and goes on by a second with each look."""

    at: datetime = field(default=START)

    def __call__(self) -> datetime:
        """Return the time."""
        self.at += timedelta(seconds=1)
        return self.at


def figures(count: int | None = None) -> Figures:
    """Let a shop work through all jumps `count` times (1), and through the clock changes of three zones."""
    found = Figures()
    with tempfile.TemporaryDirectory() as place:
        for turn in range(count or 1):
            work(Path(place, f"jumps-{turn}"), JUMPS, found)
        for zone, instants in CHANGES.items():
            with in_zone(zone):
                work(Path(place, zone.replace("/", "-")), around(instants), found)
    return found


def around(instants: Sequence[datetime]) -> list[datetime]:
    """Return moments shortly before, at and after each of the instants, and on the days beside it."""
    steps = (timedelta(minutes=-31), timedelta(seconds=-2), timedelta(), timedelta(minutes=31))
    return [instant + step for instant in instants for step in steps]


@contextmanager
def in_zone(zone: str) -> Iterator[None]:
    """Let this process live in a zone."""
    before = os.environ.get("TZ")
    _set_zone(zone)
    try:
        yield
    finally:
        _set_zone(before)


def _set_zone(zone: str | None) -> None:
    if zone is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = zone
    time.tzset()


def work(folder: Path, moments: Sequence[datetime], found: Figures) -> None:
    """Work a little at each of the moments, and look at everything after each."""
    folder.mkdir(parents=True)
    (folder / "store.sqlite").write_bytes(empty_file())
    clock = Wall()
    opened = open_folder(folder, Origin.USER, clock)
    day = Working(opened, found)
    try:
        for moment in moments:
            clock.at = moment
            day.at(moment)
        found.found_by_the_check += len(Check(opened.db, opened.folder).run())
        day.entries()
    finally:
        opened.close()


class Working:
    """What is done at each moment, and what must be true afterwards."""

    def __init__(self, opened: Opened, found: Figures) -> None:
        self.opened, self.found = opened, found
        self.steps: Counter[tuple[int, date]] = Counter()
        self.made: list[str] = []
        self.months: set[tuple[int, int]] = set()

    def at(self, moment: datetime) -> None:
        """File somebody, plan a call for before and after now, take a complaint, back up; look at all that is known."""
        self.found.moments += 1
        for days in (-1, 0, 400):
            self._plan(local_day(moment) + timedelta(days=days))
        self._back_up()
        self._agenda()
        self._numbers()

    def _plan(self, on: date) -> None:
        opened = self.opened
        person = opened.customers.create(CustomerDraft(name=f"客{len(self.steps)}", phones=(PhoneDraft(f"138{len(self.steps):08d}"),)))
        opened.followups.log(FollowUpDraft(person, words="问价", next_on=on, next_purpose="回访"))
        opened.complaints.log(ComplaintDraft(person, subtype=ComplaintSubtype.QUALITY, words="响"))
        self.steps[person, on] += 1
        self.found.records += 3

    def _back_up(self) -> None:
        backups = self.opened.backups
        made = backups.make(Reason.TIMER)
        self.made.append(made.path)
        self.months.add((made.day.year, made.day.month))
        self.found.backups_made += 1
        kept = backups.list()
        listed = [one.path for one in kept]
        self.found.backups_lost += max(0, min(len(self.made), LEAST) - len(listed))
        self.found.backups_lost += len(set(self.made[-LEAST_NEWER:]) - set(listed))
        self.found.backups_lost += len(self.months - {(one.day.year, one.day.month) for one in kept})
        self.found.backups_in_wrong_order += listed != [path for path in reversed(self.made) if path in set(listed)]

    def _agenda(self) -> None:
        agenda = self.opened.agenda
        rows = agenda.overdue() + agenda.range(local_day(self.opened.now()), FAR)
        shown = Counter((row.customer_id, row.due_on) for row in rows if row.kind is AgendaKind.STEP)
        self.found.steps_lost += (self.steps - shown).total()
        self.found.steps_doubled += (shown - self.steps).total()

    def _numbers(self) -> None:
        with self.opened.db.read() as session:
            for model in (Customer, Complaint):
                numbers = list(session.scalars(select(model.number)))
                self.found.numbers_given_twice += len(numbers) - len(set(numbers))
            cases = session.execute(select(Complaint.opened_at, Complaint.respond_by)).all()
        self.found.deadlines_before_the_complaint += sum(case.respond_by < case.opened_at for case in cases)

    def entries(self) -> None:
        """Look whether history is told in the order in which it happened, whatever the clock said."""
        rows = self.opened.history.rows(100_000)
        with self.opened.db.read() as session:
            ids = list(session.scalars(select(JournalEntry.id).order_by(JournalEntry.id.desc())))
        self.found.entries_out_of_order += sum(row.id != wanted for row, wanted in zip(rows, ids, strict=True))
