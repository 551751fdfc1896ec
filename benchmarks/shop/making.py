"""Makes the store of a made-up shop, and keeps it for the next time: the same size, seed and schema give the same shop."""

from __future__ import annotations

import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path
from sqlalchemy import create_engine, event

from benchmarks.shop.care import Care
from benchmarks.shop.complaints import Complaints
from benchmarks.shop.people import SELLERS, STAFF, People
from benchmarks.shop.sales import Sales
from benchmarks.shop.sheets import Numbers, Sheet
from benchmarks.shop.sites import PICTURE, Sites
from dealer_crm import resources
from dealer_crm.domain.names import Pinyin
from dealer_crm.services.trade import Trade
from dealer_crm.storage import lines, models
from dealer_crm.storage.blobs import Blobs
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.opening import HEAD, prepare

BATCH = 5_000
SEED = 1
FORM = 2
"""To be raised when the same seed gives another shop."""
DERIVED = ("customer_line", "machine_line", "search_doc", "search_key")
FAST = ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "cache_size = -400000", "foreign_keys = OFF")
Told = Callable[[str], None]


@dataclass(frozen=True)
class Size:
    """How much there is of what the aims name."""

    customers: int

    @property
    def followups(self) -> int:
        """Return how many talks were had."""
        return self.customers * 3

    @property
    def deliveries(self) -> int:
        """Return how many deliveries there are."""
        return self.customers * 3 // 2

    @property
    def complaints(self) -> int:
        """Return how many complaints there are."""
        return self.customers * 3 // 10


@cache
def pinyin() -> Pinyin:
    """Read the table of readings once."""
    return Pinyin(resources.path("pinyin", "pinyin.txt").read_text("utf-8"))


def kept(customers: int, seed: int = SEED, cache_folder: Path | None = None, tell: Told = print) -> DataFolder:
    """Return the data folder of a shop of that size, made where the cache has none. Nobody writes there: see `copied`."""
    folder = (cache_folder or user_cache_path("dealer-crm-benchmarks", appauthor=False)) / _key(customers, seed)
    if not folder.is_dir():
        tell(f"making a shop of {customers:,} customers in {folder}")
        folder.parent.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix="making-", dir=folder.parent))
        make(making, customers, seed)
        making.replace(folder)
    return DataFolder(folder)


def copied(shop: DataFolder, target: Path) -> DataFolder:
    """Return a shop of one's own to write in."""
    shutil.copytree(shop.path, target)
    return DataFolder(target)


def _key(customers: int, seed: int) -> str:
    """Return a name that changes with whatever the shop depends on."""
    return f"shop-{customers}-{seed}-{HEAD}-{FORM}"


def make(folder: Path, customers: int, seed: int = SEED) -> None:
    """Write the store of a shop into a folder that has none, or one in which nothing is filed; `customers` a multiple of 10."""
    data = DataFolder(folder)
    store, picture = data.store, Blobs(data.attachments).put(PICTURE)
    prepare(store, lambda _path: None)
    with closing(sqlite3.connect(store, isolation_level=None)) as connection:
        for pragma in FAST:
            connection.execute(f"PRAGMA {pragma}").fetchall()
        indexes = _take_indexes(connection)
        connection.execute("BEGIN")
        _fill(connection, Size(customers), seed, picture)
        connection.execute("COMMIT")
        _give_indexes(connection, [sql for table, sql in indexes if table not in DERIVED])
    _derive(store)
    with closing(sqlite3.connect(store, isolation_level=None)) as connection:
        _give_indexes(connection, [sql for table, sql in indexes if table in DERIVED])
        connection.execute("PRAGMA journal_mode = WAL").fetchall()


def _take_indexes(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Drop the indexes: making them at the end is faster. Return table and statement of each."""
    found = connection.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
    for name, _, _ in found:
        connection.execute(f'DROP INDEX "{name}"')
    return [(table, sql) for _, table, sql in found]


def _give_indexes(connection: sqlite3.Connection, statements: list[str]) -> None:
    for statement in statements:
        connection.execute(statement)


def _fill(connection: sqlite3.Connection, size: Size, seed: int, picture: str) -> None:
    given, trade = Numbers(), Trade()
    people, sales, care, complaints = People(size.customers, given), Sales(given, trade), Care(given, trade), Complaints(given, trade)
    sites = Sites(given, trade, picture)
    _staff(connection)
    sheets = [sheet for part in (people, sales, care, complaints, sites) for sheet in part.sheets()]
    for first in range(1, size.customers + 1, BATCH):
        part = Size(min(BATCH, size.customers + 1 - first))
        choose = random.Random(f"{seed} {first}")  # noqa: S311 - sample data, no secret
        persons = list(people.make(first, part.customers, choose))
        sold = sales.make(persons, part.deliveries, choose)
        machines = care.make(sold, choose)
        complaints.make(machines, part.complaints, choose)
        sites.make(sold, choose)
        for sheet in sheets:
            sheet.write(connection)
    given.write(connection)


def _staff(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE shop SET name = '样板暖通商行', phone = '0574-55550100', address = '宁波市样板路 1 号'")
    sheet = Sheet(models.Staff, "name role")
    for n in range(STAFF):
        sheet.add(f"员工{n + 1}", "sales" if n < SELLERS else "installer")
    sheet.write(connection)


def _derive(store: Path) -> None:
    """Let the program itself write what it derives: list lines and search texts."""
    engine = create_engine(f"sqlite+pysqlite:///{store}")
    event.listen(engine, "connect", _fast)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    try:
        with engine.begin() as connection:
            lines.rebuild(connection, pinyin())
    finally:
        engine.dispose()


def _fast(dbapi: Any, _record: Any) -> None:
    dbapi.isolation_level = None
    for pragma in FAST:
        dbapi.execute(f"PRAGMA {pragma}").fetchall()
