"""Many hands at once: two who edit the same file, an import, backups and readers; nobody is sent away and nothing is lost."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from dealer_crm.app.opened import Opened
from dealer_crm.domain.backups import Reason
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.errors import EditConflict
from dealer_crm.domain.imports import ImportOptions, ImportOutdated
from dealer_crm.domain.progress import NoProgress
from dealer_crm.domain.store import StoreBusy
from dealer_crm.services.check import Check
from dealer_crm.services.customer_list import CustomerSpec
from dealer_crm.services.imports import run_here
from tests.faults.kills import new_store
from tests.faults.looking import opened
from tests.shared import start_all

HANDS = 2
SHEET = 5
"""Rows of one import."""


@dataclass
class Crowd:
    """What was done at the same time, and what must be nothing: people sent away, updates lost, rows too many or too few."""

    edits: int = 0
    conflicts_seen: int = 0
    imports: int = 0
    imports_again: int = 0
    backups: int = 0
    reads: int = 0
    busy: int = 0
    other_errors: int = 0
    lost_updates: int = 0
    miscounted: int = 0
    unsound: int = 0
    first_trouble: str = ""


class Hands:
    """The work of one crowd at an open shop."""

    def __init__(self, shop: Opened, steps: int, found: Crowd) -> None:
        self.shop, self.steps, self.found = shop, steps, found
        self.customer = shop.customers.create(CustomerDraft(name="众人", note="0"))
        self.together = threading.Barrier(HANDS, timeout=300)
        self.over = threading.Event()
        self.counting = threading.Lock()

    def count(self, **more: int) -> None:
        """Add to the figures."""
        with self.counting:
            for name, number in more.items():
                setattr(self.found, name, getattr(self.found, name) + number)

    def edit(self) -> None:
        """Add one to the number in the note, again and again; both hands look before either saves."""
        for _ in range(self.steps):
            draft, version = self.shop.customers.draft(self.customer)
            self.together.wait()
            while not self._saved(draft, version):
                draft, version = self.shop.customers.draft(self.customer)
            self.together.wait()

    def _saved(self, draft: CustomerDraft, version: int) -> bool:
        try:
            self.shop.customers.edit(self.customer, replace(draft, note=str(int(draft.note) + 1)), version)
        except EditConflict:
            self.count(conflicts_seen=1)
            return False
        self.count(edits=1)
        return True

    def bring_in(self) -> None:
        """Import one sheet after the other."""
        for number in range(self.steps // 4):
            path = self.shop.folder.path / f"sheet {number}.csv"
            rows = [f"业主{number}-{row},142{number:04d}{row:04d}" for row in range(SHEET)]
            path.write_text("\r\n".join(["姓名,手机", *rows]), "utf-8-sig")
            self.shop.imports.prepare(path, ImportOptions(), run_here, NoProgress())
            while not self._applied():
                self.count(imports_again=1)
            self.shop.imports.discard()
            self.count(imports=1)

    def _applied(self) -> bool:
        """Apply; where somebody saved in between, the program wants it looked at again."""
        try:
            self.shop.imports.apply()
        except ImportOutdated:
            return False
        return True

    def back_up(self) -> None:
        """Make one backup after the other."""
        for _ in range(self.steps // 8):
            self.shop.backups.make(Reason.DEMAND)
            self.count(backups=1)

    def look(self) -> None:
        """Page through the list until the others are done: what is seen once is seen again."""
        seen = 0
        while not self.over.wait(0.01):
            now = len(self.shop.customer_list.rows(self.shop.customer_list.ids(CustomerSpec())))
            self.count(reads=1, miscounted=int(now < seen or (now - 1) % SHEET != 0))
            seen = now

    def guarded(self, work: Callable[[], None]) -> Callable[[], None]:
        """Count what is raised instead of ending the thread by it."""

        def run() -> None:
            try:
                work()
            except StoreBusy:
                self.count(busy=1)
                self.together.abort()
            except Exception as error:  # noqa: BLE001 - whatever it is, it is told
                self.count(other_errors=1)
                self.found.first_trouble = self.found.first_trouble or repr(error)
                self.together.abort()

        return run


def run(folder: Path, steps: int, *, unlocked: bool = False) -> Crowd:
    """Let the crowd work until each hand did `steps` edits; `unlocked` sabotages the one lock of all writers."""
    found = Crowd()
    with opened(new_store(folder)) as shop:
        hands = Hands(shop, steps, found)
        if unlocked:
            shop.db._writer = nullcontext()  # type: ignore[assignment]  # noqa: SLF001 - what is broken here
        writers = [threading.Thread(target=hands.guarded(work)) for work in (*[hands.edit] * HANDS, hands.bring_in, hands.back_up)]
        readers = [threading.Thread(target=hands.guarded(hands.look)) for _ in range(2)]
        start_all((*writers, *readers))
        for thread in writers:
            thread.join()
        hands.over.set()
        for thread in readers:
            thread.join()
        found.lost_updates = found.edits - int(shop.customers.draft(hands.customer)[0].note)
        found.miscounted += abs(len(shop.customer_list.ids(CustomerSpec())) - 1 - SHEET * found.imports)
        found.unsound = len(Check(shop.db, shop.folder, shop.trade).run())
    return found


def figures(count: int | None) -> Crowd:
    """Let two hands make 100 edits each, or as many as asked, beside imports, backups and readers."""
    folder = Path(tempfile.mkdtemp())
    try:
        return run(folder / "店", count or 100)
    finally:
        shutil.rmtree(folder)
