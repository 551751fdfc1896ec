"""Long random work on a shop, step by step against a plain model of what the user was promised."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from dealer_crm.domain.backups import Reason
from dealer_crm.domain.followups import FollowUpDraft
from dealer_crm.domain.journal import NothingToUndo, UndoBlocked
from dealer_crm.domain.progress import NoProgress
from dealer_crm.storage import search
from dealer_crm.storage.models import Customer, FollowUp, Phone
from dealer_crm.storage.restore import restore
from tests.storage.shops import Shop

MEMORY = Path("/dev/shm")  # noqa: S108 - a file system in memory, where there is one
NAMES = st.sampled_from(("曾有余", "单晓丽", "欧阳娜娜", "Ölga", "王%_"))
PLACES = st.integers(0, 10_000)


@dataclass(frozen=True)
class Person:
    """What the model knows of a customer."""

    name: str
    phone: str
    calls: int = 0


State = dict[int, Person]


class Work(RuleBasedStateMachine):
    """A day of work: file, edit, delete, call, import, take back, back up, restore."""

    def __init__(self) -> None:
        super().__init__()
        self.path = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
        self.shop = Shop(self.path / "店")
        self.people: State = {}
        self.done: list[tuple[State, State]] = []
        self.undone: list[tuple[State, State]] = []
        self.imports: dict[int, State] = {}
        self.backups: list[tuple[Path, State, dict[int, State]]] = []
        self.next_phone = 0

    def teardown(self) -> None:
        """Look everything over at the end."""
        assert self.shop.check.run() == []
        self.shop.close()
        shutil.rmtree(self.path)

    def _step(self, after: State) -> None:
        self.done.append((self.people, after))
        self.undone.clear()
        self.people = after

    def _one(self, place: int) -> int:
        return sorted(self.people)[place % len(self.people)]

    @rule(name=NAMES)
    def file_customer(self, name: str) -> None:
        """A customer comes in."""
        self.next_phone += 1
        phone = f"1390000{self.next_phone:04d}"
        self._step({**self.people, self.shop.customer(name, phone): Person(name, phone)})

    @precondition(lambda self: self.people)
    @rule(place=PLACES, name=NAMES)
    def edit(self, place: int, name: str) -> None:
        """A name is corrected; the same name again is no step."""
        key = self._one(place)
        self.shop.edit(key, lambda draft: replace(draft, name=name))
        if self.people[key].name != name:
            self._step({**self.people, key: replace(self.people[key], name=name)})

    @precondition(lambda self: self.people)
    @rule(place=PLACES)
    def delete(self, place: int) -> None:
        """A customer goes to the recycle bin."""
        key = self._one(place)
        self.shop.customers.delete(key)
        self._step({other: person for other, person in self.people.items() if other != key})

    @precondition(lambda self: self.people)
    @rule(place=PLACES)
    def call(self, place: int) -> None:
        """A call is logged."""
        key = self._one(place)
        self.shop.followups.log(FollowUpDraft(key, words="问了价格", no_next_reason="不用"))
        self._step({**self.people, key: replace(self.people[key], calls=self.people[key].calls + 1)})

    @rule(count=st.integers(1, 6))
    def bring_in(self, count: int) -> None:
        """A sheet is imported."""
        entry = self.shop.bring_in(count, first=self.next_phone)
        self.next_phone += count
        known = _actual(self.shop)
        came = {key: person for key, person in known.items() if key not in self.people}
        assert len(came) == count
        self.imports[entry] = came
        self._step({**self.people, **came})

    @rule()
    def undo(self) -> None:
        """Ctrl+Z."""
        if not self.done:
            with pytest.raises(NothingToUndo):
                self.shop.history.undo()
            return
        self.shop.history.undo()
        before, after = self.done.pop()
        self.undone.append((before, after))
        self.people = before

    @rule()
    def redo(self) -> None:
        """Ctrl+Y."""
        if not self.undone:
            with pytest.raises(NothingToUndo):
                self.shop.history.redo()
            return
        self.shop.history.redo()
        before, after = self.undone.pop()
        self.done.append((before, after))
        self.people = after

    @precondition(lambda self: self.imports)
    @rule(place=PLACES)
    def undo_import(self, place: int) -> None:
        """An import is taken back from the history page: if nobody worked on its customers since."""
        entry = sorted(self.imports)[place % len(self.imports)]
        came = self.imports[entry]
        here = {key: person for key, person in self.people.items() if key in came}
        on_top = self._on_top(entry)
        if here == came:
            self.shop.history.undo_entry(entry)
            self._taken({key: person for key, person in self.people.items() if key not in came}, on_top=on_top)
        else:
            with pytest.raises(UndoBlocked if here else (UndoBlocked, NothingToUndo)):
                self.shop.history.undo_entry(entry)

    def _on_top(self, entry: int) -> bool:
        step = self.shop.history.next_undo()
        return step is not None and step.id == entry

    def _taken(self, after: State, *, on_top: bool) -> None:
        if on_top:
            self.undone.append(self.done.pop())
            self.people = after
        else:
            self._step(after)

    @precondition(lambda self: len(self.backups) < 3)
    @rule()
    def back_up(self) -> None:
        """A backup is made."""
        made = self.shop.backups.make(Reason.DEMAND)
        self.backups.append((Path(made.path), self.people, dict(self.imports)))

    @precondition(lambda self: self.backups)
    @rule(place=PLACES)
    def restore(self, place: int) -> None:
        """A backup is restored; the steps of this run are gone with it."""
        path, people, imports = self.backups[place % len(self.backups)]
        if not path.exists():
            return
        self.shop.close()
        restore(self.shop.folder, path, self.shop.clock, NoProgress())
        clock = self.shop.clock
        self.shop = Shop(self.path / "店")
        self.shop.clock.at = clock.at
        self.people, self.imports = people, dict(imports)
        self.done, self.undone = [], []

    @invariant()
    def nothing_differs(self) -> None:
        """The store holds what the model holds, and the search finds it."""
        assert _actual(self.shop) == self.people
        with self.shop.db.read() as session:
            found = search.holds(session.connection(), "有余")
        assert found == sorted(key for key, person in self.people.items() if "有余" in person.name)


def _actual(shop: Shop) -> State:
    with shop.db.read() as session:
        calls = Counter(session.scalars(select(FollowUp.customer_id)))
        phones = defaultdict(str, {row[0]: row[1] for row in session.execute(select(Phone.customer_id, Phone.digits))})
        names = session.execute(select(Customer.id, Customer.name)).all()
    return {row[0]: Person(row[1], phones[row[0]], calls[row[0]]) for row in names}


def _run(examples: int, steps: int) -> None:
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    phases = set(Phase) - {Phase.shrink, Phase.explain}
    limits = settings(max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=quiet, phases=phases)
    run_state_machine_as_test(Work, settings=limits)


@pytest.mark.timeout(300)
def test_random_work_keeps_every_promise() -> None:
    _run(5, 30)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_more_random_work_keeps_every_promise() -> None:
    """Each run draws other work; two thousand runs of it are nightly."""
    _run(25, 30)


@pytest.mark.nightly
@pytest.mark.timeout(20_000)
def test_a_night_of_random_work_keeps_every_promise() -> None:
    _run(2000, 50)
