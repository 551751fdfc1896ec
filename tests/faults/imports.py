"""Imports that fail at a row: nothing of them stays; whole ones go with one undo."""

from __future__ import annotations

import random
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import IntegrityError

from dealer_crm.domain.imports import ImportOptions
from dealer_crm.domain.progress import NoProgress
from dealer_crm.services.imports import Imports, run_here
from dealer_crm.storage import new_files
from tests.storage.shops import Shop, opened

SHEET = "姓名,手机,备用电话,联系人,小区,楼栋,序列号,最近沟通时间,沟通内容,下次联系时间,下次联系内容,期初应收"
PLACES = {
    "customer": "id",
    "opportunity": "id",
    "premises": "id",
    "premises_holder": "id",
    "equipment": "id",
    "contact": "id",
    "phone": "id",
    "opening_balance": "id",
    "follow_up": "id",
    "next_step": "id",
    "customer_line": "customer_id",
    "search_doc": "customer_id",
    "search_key": "customer_id",
}
"""Tables that an import fills, with the column that counts its rows."""
LAST = ("journal_entry", "journal_payload", "journal_bulk")
"""Tables of which the one row, or any, is written when all others are in."""
Spoil = Callable[[], Any]


@dataclass(frozen=True)
class AllOrNothing:
    """How many imports failed in the middle, and what stayed of them; `undone` whole ones came and went without a trace."""

    failed: int
    rows_left: int
    digests_changed: int
    lists_wrong: int
    undone: int
    traces: int


def figures(count: int | None) -> AllOrNothing:
    """Let so many imports fail."""
    with tempfile.TemporaryDirectory() as folder:
        return tried(Path(folder), count or 200)


def tried(folder: Path, count: int, rows: int = 60, seed: int = 20261122) -> AllOrNothing:
    """Let an import fail at random rows of random tables, then let it pass and take it back."""
    chance = random.Random(seed)
    left = changed = wrong = 0
    with opened(folder / "店") as shop, pieces_of(max(rows // 4, 1)):
        shop.customer("钱七", "13800137000")
        imports = _ready(shop, folder, rows)
        before, stood = shop.digest(), _rows(shop)
        for _ in range(count):
            table = chance.choice([*PLACES, *LAST])
            with failing(table, chance.randrange(1, rows + 1)):
                _expect_failure(imports)
            left += abs(_rows(shop) - stood)
            changed += shop.digest() != before
        wrong = len(shop.check.run())
        undone = traces = 0
        for _ in range(max(count // 20, 1)):
            entry = imports.apply().entry_id or 0
            wrong += len(shop.check.run())
            shop.history.undo_entry(entry)
            undone += 1
            traces += shop.digest() != before
        wrong += len(shop.check.run())
    return AllOrNothing(count, left, changed, wrong, undone, traces)


@contextmanager
def pieces_of(files: int) -> Iterator[None]:
    """Copy so many files in one go, for small sheets to have several pieces."""
    usual = new_files.CHUNK
    new_files.CHUNK = files
    try:
        yield
    finally:
        new_files.CHUNK = usual


def _ready(shop: Shop, folder: Path, rows: int) -> Imports:
    """Check a sheet in which most rows are new and every tenth adds to somebody."""
    lines = [SHEET]
    for n in range(rows):
        twin = n - 1 if n % 10 == 9 else n
        lines.append(
            f"客户{twin},142{twin:08d},021-5555{n:04d},家人{n},花园{n % 7},{n},SN{n},2026-0{n % 9 + 1}-01,问价{n},2026-12-01,报价,{n + 1}"
        )
    lines += ["钱七,13800137000,,,,,,,,,,5", ",,,,无名,,,,,,,"]
    sheet = folder / "名单.csv"
    sheet.write_text("\n".join(lines), "utf-8")
    imports = Imports(shop.db, shop.actor, shop.clock, folder / "staging")
    imports.prepare(sheet, ImportOptions(), run_here, NoProgress())
    return imports


def _expect_failure(imports: Imports) -> None:
    try:
        imports.apply()
    except IntegrityError as error:
        if FAILURE not in str(error):
            raise
    else:
        raise AssertionError("the import did not fail")


def _rows(shop: Shop) -> int:
    """Count the rows of every table that an import writes."""
    with shop.db.read() as session:
        counts = [session.connection().exec_driver_sql(f"SELECT count(*) FROM {name}").scalar() for name in (*PLACES, *LAST)]
    return sum(int(one or 0) for one in counts)


FAILURE = "the row that fails"


@contextmanager
def failing(table: str, row: int) -> Iterator[None]:
    """Let the database itself refuse one row of a table, in the middle of whatever writes it: the n-th from now on, or the last."""
    column = PLACES.get(table)
    raw: list[sqlite3.Connection] = []

    def arm(connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        if raw or not connection.get_execution_options().get("writing"):
            return
        driver: Any = connection.connection.driver_connection
        raw.append(driver)
        filled = driver.execute(f"SELECT coalesce(max({column}), 0) FROM main.{table}").fetchone()[0] if column else 0
        condition = f"WHEN new.{column} >= {filled + min(row, _FEWEST.get(table, row))}" if column else ""
        driver.execute(f"CREATE TEMP TRIGGER fails BEFORE INSERT ON main.{table} {condition} BEGIN SELECT RAISE(ABORT, '{FAILURE}'); END")

    event.listen(Engine, "before_cursor_execute", arm)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", arm)
        for driver in raw:
            with suppress(sqlite3.ProgrammingError):  # a connection that failed is closed, its triggers are gone with it
                driver.execute("DROP TRIGGER IF EXISTS temp.fails")


_FEWEST = dict.fromkeys((*PLACES, *LAST), 30)
"""So many rows come into each table at least: the row that fails is one of them."""
