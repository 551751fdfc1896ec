"""Shops to try the store on: opened on a copy of one empty file, filled with short words, compared by a digest."""

from __future__ import annotations

import functools
import hashlib
import itertools
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from dealer_crm import resources
from dealer_crm.domain.customers import ContactDraft, CustomerDraft, PhoneDraft
from dealer_crm.domain.followups import FollowUpDraft
from dealer_crm.domain.journal import Action, Actor, Origin, Subject
from dealer_crm.domain.names import Pinyin
from dealer_crm.domain.phones import PhoneKind
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.services.attachments import Attachments
from dealer_crm.services.backups import Backups
from dealer_crm.services.check import Check
from dealer_crm.services.customers import Customers
from dealer_crm.services.followups import FollowUps
from dealer_crm.services.history import History
from dealer_crm.storage import journal, rows
from dealer_crm.storage.database import Database
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.models import JOURNALLED, Customer
from dealer_crm.storage.opening import prepare

START = datetime(2026, 3, 5, 1, 30, tzinfo=UTC)


@functools.cache
def pinyin() -> Pinyin:
    """Read the table of readings once."""
    return Pinyin(resources.path("pinyin", "pinyin.txt").read_text("utf-8"))


@functools.cache
def empty_file() -> bytes:
    """Return the bytes of a store in which nothing is filed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "empty.sqlite")
        prepare(path, lambda _path: None)
        return path.read_bytes()


@dataclass
class Clock:
    """Goes on by a second with each look."""

    at: datetime = field(default=START)

    def __call__(self) -> datetime:
        """Return the time."""
        self.at += timedelta(seconds=1)
        return self.at


class Shop:
    """A store with its services, in a folder of its own."""

    def __init__(self, path: Path, second: Path | None = None, origin: Origin = Origin.USER) -> None:
        self.folder = DataFolder(path)
        self.clock = Clock()
        if not self.folder.store.exists():
            path.mkdir(parents=True, exist_ok=True)
            self.folder.store.write_bytes(empty_file())
        self.db = Database(self.folder.store, pinyin(), self.clock)
        self.origin = origin
        self.history = History(self.db, self.actor)
        self.customers = Customers(self.db, self.actor, self.clock)
        self.followups = FollowUps(self.db, self.actor, self.clock)
        self.attachments = Attachments(self.db, self.folder.attachments, self.actor, self.clock)
        self.backups = Backups(self.db, self.folder, lambda: second, self.clock)
        self.check = Check(self.db, self.folder)

    def actor(self) -> Actor:
        """Return who works."""
        return Actor(origin=self.origin)

    def digest(self) -> str:
        """Return the digest of the recorded tables without `version`: "the same as before"."""
        return digest(self.db)

    def close(self) -> None:
        """Close the store."""
        self.db.close()

    def customer(self, name: str = "曾有余", phone: str = "13801370911", **fields: Any) -> int:
        """File a customer."""
        return self.customers.create(CustomerDraft(name=name, phones=(PhoneDraft(phone),) if phone else (), **fields))

    def edit(self, customer_id: int, change: Callable[[CustomerDraft], CustomerDraft]) -> None:
        """Open a file, change the form, save it."""
        draft, version = self.customers.draft(customer_id)
        self.customers.edit(customer_id, change(draft), version)

    def bring_in(self, count: int, first: int = 0) -> int:
        """Import customers with a phone each as one step; return the entry."""
        with self.db.write(self.actor(), Action.IMPORT, Subject.STORE) as session:
            connection, recorder = session.connection(), session.recorder
            people = [{"number": f"I{first + n}", "name": f"张{first + n}", "created_at": START} for n in range(count)]
            ids = journal.insert_many(connection, recorder, rows.table_named("customer"), people)
            numbers = [{"customer_id": i, "digits": f"142{i:08d}", "kind": PhoneKind.MOBILE} for i in ids]
            journal.insert_many(connection, recorder, rows.table_named("phone"), numbers)
        return session.recorder.entry_id


def digest(db: Database) -> str:
    """Return the digest of all recorded tables, without `version`."""
    found = hashlib.sha256()
    with db.read() as session:
        for model in JOURNALLED:
            table = rows.table_named(model.__tablename__)
            names = [f'"{column.name}"' for column in table.columns if column.name != "version"]
            query = f'SELECT {", ".join(names)} FROM "{table.name}" ORDER BY id'
            for row in session.connection().exec_driver_sql(query):
                found.update(repr((table.name, tuple(row))).encode())
    return found.hexdigest()


@contextmanager
def opened(path: Path, second: Path | None = None) -> Iterator[Shop]:
    """Open a shop for the length of a block."""
    shop = Shop(path, second)
    try:
        yield shop
    finally:
        shop.close()


def fill(shop: Shop) -> list[int]:
    """File some customers with everything that a customer can have; return their ids."""
    house = PremisesDraft(city="杭州市", district="西湖区", community="翠苑三区", building="3", unit="1", room="1502")
    people = itertools.cycle(("曾有余", "单晓丽", "Ölga Müller", "欧阳娜娜"))
    contact = ContactDraft("老王", phones=(PhoneDraft("057188886666"),))
    ids = [
        shop.customer(next(people), f"1380137{n:04d}", premises=(house,), contacts=(contact,), note="怕吵 100%", wechat=f"wx_{n}")
        for n in range(4)
    ]
    for number, customer_id in enumerate(ids):
        next_on = date(2026, 3, 6) + timedelta(days=number)
        shop.followups.log(FollowUpDraft(customer_id, words="问了价格", next_on=next_on, next_purpose="回访"))
        shop.attachments.add(customer_id, "图.png", b"\x89PNG\r\n\x1a\n" + bytes([number]))
    return ids


def count(db: Database, model: type[Any] = Customer) -> int:
    """Return how many rows a table has."""
    with db.read() as session:
        return len(session.query(model.id).all())
