"""The tables of the journal: who changed which rows, and what stood there before and after."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from dealer_crm.domain.journal import Action, Origin, Subject
from dealer_crm.storage.base import Base, enum_type, fk, pk


class JournalEntry(Base):
    """One committed write. `hash` chains codes and ids only; names lie in the payload."""

    __tablename__ = "journal_entry"
    __table_args__ = (Index("ix_journal_entry_subject_subject_id", "subject", "subject_id"), {"sqlite_autoincrement": True})
    id: Mapped[pk]
    at: Mapped[datetime] = mapped_column(index=True)
    staff_id: Mapped[int | None]
    origin: Mapped[Origin] = mapped_column(enum_type(Origin))
    action: Mapped[Action] = mapped_column(enum_type(Action))
    subject: Mapped[Subject] = mapped_column(enum_type(Subject))
    subject_id: Mapped[int | None]
    undoes_id: Mapped[int | None] = mapped_column(fk("journal_entry.id"), index=True)
    changes: Mapped[int]
    digest: Mapped[str]
    hash: Mapped[str]


class JournalRow(Base):
    """Which row an entry changed."""

    __tablename__ = "journal_row"
    __table_args__ = (Index("ix_journal_row_table_name_row_id_entry_id", "table_name", "row_id", "entry_id"),)
    entry_id: Mapped[int] = mapped_column(fk("journal_entry.id"), primary_key=True)
    table_name: Mapped[str] = mapped_column(primary_key=True)
    row_id: Mapped[int] = mapped_column(primary_key=True)


class JournalBulk(Base):
    """A contiguous run of inserted (or, by an undo, removed) rows of one table."""

    __tablename__ = "journal_bulk"
    __table_args__ = (Index("ix_journal_bulk_table_name_first_id", "table_name", "first_id"),)
    entry_id: Mapped[int] = mapped_column(fk("journal_entry.id"), primary_key=True)
    table_name: Mapped[str] = mapped_column(primary_key=True)
    first_id: Mapped[int] = mapped_column(primary_key=True)
    last_id: Mapped[int]
    count: Mapped[int]
    digest: Mapped[str]


class JournalPayload(Base):
    """The content of an entry, packed, with its label beside it for lists; emptied when a person is erased."""

    __tablename__ = "journal_payload"
    entry_id: Mapped[int] = mapped_column(fk("journal_entry.id"), primary_key=True)
    label: Mapped[str | None]
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
