"""The chain of the journal: whether every entry still is what was written, and where it ends."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from dealer_crm.storage import rows
from dealer_crm.storage.journal import chain_hash
from dealer_crm.storage.models import JournalBulk, JournalEntry


class Head(NamedTuple):
    """The last entry; 0 and '' of an empty journal."""

    sequence: int
    hash: str


def head(connection: Connection) -> Head:
    """Return the end of the chain."""
    query = select(JournalEntry.id, JournalEntry.hash).order_by(JournalEntry.id.desc()).limit(1)
    last = connection.execute(query).first()
    return Head(last[0], last[1]) if last else Head(0, "")


def broken_links(connection: Connection) -> list[int]:
    """Return the ids of entries that do not follow from the one before, or whose content is not what was hashed."""
    broken = []
    previous, expected = "", 1
    for entry in connection.exec_driver_sql(_ENTRIES):
        if entry.id != expected or entry.hash != _hash(previous, entry) or not _content_sound(connection, entry):
            broken.append(entry.id)
        previous, expected = entry.hash, entry.id + 1
    return broken


_ENTRIES = """
    SELECT entry.id, at, staff_id, action, subject, subject_id, digest, hash, label, salt, body
    FROM journal_entry AS entry LEFT JOIN journal_payload ON entry_id = entry.id ORDER BY entry.id
"""
"""As the file holds them, because what was tampered with need not have a type."""


def _hash(previous: str, entry: Any) -> str:
    try:
        at = datetime.fromisoformat(entry.at).replace(tzinfo=UTC)
    except (TypeError, ValueError):
        return ""
    return chain_hash(previous, entry.id, (entry.staff_id, entry.action, entry.subject, entry.subject_id), at, entry.digest)


def _content_sound(connection: Connection, entry: Any) -> bool:
    """Compare the content with its digest; erased content (neither label nor salt) has nothing to compare."""
    if entry.body is None or entry.salt is None:
        return (entry.body, entry.salt, entry.label) == (None, None, None)
    if rows.sha(entry.salt + entry.body) != entry.digest:
        return False
    content = rows.unpack(entry.body)
    columns = (JournalBulk.table_name, JournalBulk.first_id, JournalBulk.last_id, JournalBulk.count, JournalBulk.digest)
    runs = connection.execute(select(*columns).where(JournalBulk.entry_id == entry.id)).all()
    return bool(entry.label == content["label"] and sorted(map(list, runs)) == sorted(content["runs"]))
