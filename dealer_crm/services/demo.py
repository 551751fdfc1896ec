"""Fills a new store with the sample shop: thirty told customers, and generated ones behind them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Table, func, select

from dealer_crm.domain.dates import local_day
from dealer_crm.domain.demo import ShopNotEmpty
from dealer_crm.domain.journal import Action, Actor, Origin, Subject
from dealer_crm.domain.progress import NoProgress, Progress
from dealer_crm.services.demo_crowd import Crowd
from dealer_crm.services.demo_households import Household
from dealer_crm.services.demo_round import Round
from dealer_crm.services.demo_rows import Sowing
from dealer_crm.services.demo_shop import SampleShop
from dealer_crm.services.demo_till import Till
from dealer_crm.services.shop import ShopData
from dealer_crm.storage import journal
from dealer_crm.storage.database import Database
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.models import Customer, Staff

BATCH = 5_000
SYSTEM = Actor(origin=Origin.SYSTEM)


class Demo:
    """Makes the sample shop; what it writes is the program's own doing, so Ctrl+Z does not walk it."""

    def __init__(self, db: Database, now: Callable[[], datetime]) -> None:
        self._db = db
        self._now = now

    def fill(self, language: str, customers: int = 0, seed: int = 1, progress: Progress | None = None) -> int:
        """Write the sample shop and generated customers up to `customers` in all; return how many there are.

        Raises ShopNotEmpty where anybody is filed already.
        """
        self._refuse_full()
        now = self._now()
        shop = SampleShop(language, now)
        told = shop.households()
        total = max(customers, len(told))
        progress = progress or NoProgress()
        progress.step(0, total)
        staff_ids = self._found(shop)
        self._sow(staff_ids, told)
        self._go_round(language, now, staff_ids)
        crowd = Crowd(language, now, seed, len(staff_ids))
        for first in range(len(told), total, BATCH):
            progress.step(first, total)
            self._sow(staff_ids, list(crowd.households(first + 1, min(BATCH, total - first), shop.region())))
        progress.step(total, total)
        return total

    def _refuse_full(self) -> None:
        with self._db.read() as session:
            if session.execute(select(func.count()).select_from(Customer)).scalar_one():
                raise ShopNotEmpty(folder=str(self._db.path.parent))

    def _found(self, shop: SampleShop) -> Sequence[int]:
        """Write the shop's data and its staff; return their ids."""
        data = ShopData(self._db, lambda: SYSTEM)
        version = data.shop().version
        data.save_shop(replace(shop.shop(), version=version))
        with self._db.write(SYSTEM, Action.SEED, Subject.STAFF) as session:
            table = Staff.__table__
            assert isinstance(table, Table)
            rows = [{"name": s.name, "role": s.role, "phone": s.phone, "active": s.active} for s in shop.staff()]
            return journal.insert_many(session.connection(), session.recorder, table, rows)

    def _go_round(self, language: str, now: datetime, staff_ids: Sequence[int]) -> None:
        with self._db.write(SYSTEM, Action.SEED, Subject.ORDER) as session:
            Round(session, language, now, staff_ids, DataFolder(self._db.path.parent).attachments).tell()
        Till(self._db, language, now, staff_ids).tell()

    def _sow(self, staff_ids: Sequence[int], households: Sequence[Household]) -> None:
        with self._db.write(SYSTEM, Action.SEED, Subject.CUSTOMER) as session:
            Sowing(session, staff_ids, households, local_day(self._now())).sow()
