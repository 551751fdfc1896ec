"""The check finds what was broken by hand, mends what can be mended, and finds nothing the second time."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from dealer_crm.domain.backups import Reason
from dealer_crm.domain.check import FindingKind
from dealer_crm.domain.progress import Cancelled
from dealer_crm.i18n import translator
from dealer_crm.services.class_book import ClassBook
from dealer_crm.services.trade import Trade
from dealer_crm.storage.blobs import Blobs
from dealer_crm.words.backups import FINDINGS, REASONS
from tests.storage.shops import Shop, fill, opened


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """Open a shop with customers in their classes, pictures, undone steps and an import."""
    with opened(tmp_path / "店") as one:
        fill(one)
        one.bring_in(30)
        one.history.undo()
        one.history.redo()
        ClassBook(one.db, one.db.now, Trade()).work_out()
        yield one


def _break(shop: Shop, *statements: str) -> None:
    """Change the file past the program."""
    with closing(sqlite3.connect(shop.folder.store)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


MENDED = [
    ("UPDATE customer_line SET phone = '1' WHERE customer_id IN (1, 2)", FindingKind.LINES, 2),
    ("DELETE FROM customer_line WHERE customer_id = 1", FindingKind.LINES, 1),
    ("INSERT INTO machine_line VALUES (9, 'in_use', NULL, 0, NULL, NULL)", FindingKind.MACHINES, 1),
    ("UPDATE customer_class SET value_class = 'A' WHERE customer_id IN (1, 2)", FindingKind.CLASSES, 2),
    ("UPDATE search_doc SET body = 'x' WHERE customer_id = 1", FindingKind.SEARCH, 1),
    ("DELETE FROM search_key WHERE customer_id = 1", FindingKind.SEARCH, 1),
    ("INSERT INTO search_key VALUES (1, 0, 'foreign')", FindingKind.SEARCH, 1),
    ("INSERT INTO search_fts(search_fts, rowid, tokens) VALUES ('delete', 1, '曾有')", FindingKind.SEARCH, 1),
    ("INSERT INTO search_fts(rowid, tokens) VALUES (99, 'foreign')", FindingKind.SEARCH, 1),
    ("UPDATE number_series SET last = 1 WHERE kind = 'KH'", FindingKind.NUMBERS, 1),
    ("DELETE FROM number_series", FindingKind.NUMBERS, 3),
    ("UPDATE sqlite_sequence SET seq = 1 WHERE name IN ('customer', 'phone')", FindingKind.IDS, 2),
]


def test_sound_shop_has_no_findings(shop: Shop) -> None:
    assert shop.check.run() == []
    assert shop.check.run(repair=True) == []


@pytest.mark.parametrize(("statement", "kind", "count"), MENDED)
def test_broken_by_hand_is_found_mended_and_gone(shop: Shop, statement: str, kind: FindingKind, count: int) -> None:
    before = shop.digest()
    _break(shop, statement)
    (found,) = shop.check.run()
    assert (found.kind, found.count, found.repaired) == (kind, count, False)
    (mended,) = shop.check.run(repair=True)
    assert (mended.kind, mended.count, mended.repaired) == (kind, count, True)
    assert shop.check.run() == []
    assert shop.digest() == before


LOST = [
    ("UPDATE journal_entry SET staff_id = 5 WHERE id = 2", FindingKind.CHAIN, 1),
    ("UPDATE journal_entry SET at = 'yesterday' WHERE id = 2", FindingKind.CHAIN, 1),
    ("UPDATE journal_entry SET action = 'nothing' WHERE id = 2", FindingKind.CHAIN, 1),
    ("UPDATE journal_payload SET label = '' WHERE entry_id = 2", FindingKind.CHAIN, 1),
    ("UPDATE journal_payload SET body = x'00' WHERE entry_id = 2", FindingKind.CHAIN, 1),
    ("UPDATE journal_payload SET body = NULL WHERE entry_id = 2", FindingKind.CHAIN, 1),
    ("UPDATE journal_bulk SET last_id = last_id + 1 WHERE table_name = 'phone'", FindingKind.CHAIN, 3),
]


@pytest.mark.parametrize(("statement", "kind", "count"), LOST)
def test_tampering_is_told_and_cannot_be_mended(shop: Shop, statement: str, kind: FindingKind, count: int) -> None:
    _break(shop, statement)
    for repair in (False, True):
        found = {finding.kind: finding for finding in shop.check.run(repair=repair)}[kind]
        assert (found.count, found.repaired) == (count, False)
        assert found.details


def test_entry_that_was_taken_out_or_put_in_is_found(shop: Shop) -> None:
    _break(shop, "DELETE FROM journal_row WHERE entry_id = 3", "DELETE FROM journal_payload WHERE entry_id = 3")
    _break(shop, "DELETE FROM journal_entry WHERE id = 3")
    assert shop.history.verify_chain() == [4]


def test_cut_tail_is_found_against_a_backup(shop: Shop) -> None:
    shop.backups.make(Reason.DEMAND)
    last = shop.history.rows(limit=1)[0].id
    for table, column in (
        ("journal_row", "entry_id"),
        ("journal_bulk", "entry_id"),
        ("journal_payload", "entry_id"),
        ("journal_entry", "id"),
    ):
        _break(shop, f"DELETE FROM {table} WHERE {column} = {last}")
    (found,) = shop.check.run()
    assert (found.kind, found.count) == (FindingKind.CUT, last)


def test_every_random_edit_of_the_chain_is_found(shop: Shop) -> None:
    """Each single value of the chained columns, changed by a stranger."""
    chance = random.Random(11)
    for _ in range(60):
        column = chance.choice(("at", "staff_id", "action", "subject", "subject_id", "digest", "hash"))
        row = chance.randint(1, 14)
        with closing(sqlite3.connect(shop.folder.store)) as connection, connection:
            old = connection.execute(f"SELECT {column} FROM journal_entry WHERE id = ?", (row,)).fetchone()[0]
            new = f"{chance.randrange(10**6)}" if isinstance(old, str) else chance.randrange(1000, 9999)
            connection.execute(f"UPDATE journal_entry SET {column} = ? WHERE id = ?", (new, row))
        assert shop.history.verify_chain(), (column, row)
        with closing(sqlite3.connect(shop.folder.store)) as connection, connection:
            connection.execute(f"UPDATE journal_entry SET {column} = ? WHERE id = ?", (old, row))
    assert shop.history.verify_chain() == []


def test_broken_reference_is_found(shop: Shop) -> None:
    _break(shop, "UPDATE phone SET contact_id = 999 WHERE id = 1")
    found = {finding.kind: finding for finding in shop.check.run(repair=True)}
    assert found[FindingKind.REFERENCES].details == ("phone 1 → contact 999",)
    assert not found[FindingKind.REFERENCES].repaired


def test_lost_and_damaged_pictures_come_back_from_the_backups(shop: Shop) -> None:
    blobs = Blobs(shop.folder.attachments)
    first, second, third, _ = blobs.all()
    shop.backups.make(Reason.DEMAND)
    blobs.remove(first)
    blobs.path(second).write_bytes(b"?")
    kinds = {finding.kind: finding.count for finding in shop.check.run()}
    assert kinds == {FindingKind.PICTURES_MISSING: 1, FindingKind.PICTURES_DAMAGED: 1}
    assert all(finding.repaired for finding in shop.check.run(repair=True))
    assert shop.check.run() == []
    Blobs(shop.folder.backups / "attachments").remove(third)
    blobs.remove(third)
    (lost,) = shop.check.run(repair=True)
    assert (lost.kind, lost.repaired) == (FindingKind.PICTURES_MISSING, False)


def test_a_picture_that_is_named_by_no_hash_is_missing(shop: Shop) -> None:
    _break(shop, "UPDATE shop SET logo = '../x y'")
    (lost,) = shop.check.run(repair=True)
    assert (lost.kind, lost.repaired) == (FindingKind.PICTURES_MISSING, False)


def test_damaged_page_is_found(tmp_path: Path) -> None:
    with opened(tmp_path / "店") as shop:
        shop.bring_in(2000)
    path = tmp_path / "店" / "store.sqlite"
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2 : len(whole) // 2 + 64] = bytes(64)
    path.write_bytes(whole)
    with opened(tmp_path / "店") as shop:
        assert FindingKind.DAMAGED in {finding.kind for finding in shop.check.run()}


def test_check_can_be_cancelled(shop: Shop) -> None:
    class Stop:
        def step(self, _done: int, _total: int) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        shop.check.run(progress=Stop())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_finding_and_reason_has_words(language: str) -> None:
    t = translator(language)
    assert set(FINDINGS) == set(FindingKind)
    assert set(REASONS) == set(Reason)
    assert all(t(template).format(count=3) for template in FINDINGS.values())
