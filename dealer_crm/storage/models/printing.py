"""What the shop chose of its papers, forms that were printed elsewhere, and what was printed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from dealer_crm.domain.print_log import PrintWay
from dealer_crm.storage.base import Base, Journalled, enum_type, pk


class PaperStyle(Journalled, Base):
    """What was chosen for one kind of paper (a code of papers.toml): `PaperTemplate.plain`."""

    __tablename__ = "paper_style"
    kind: Mapped[str] = mapped_column(unique=True)
    body: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class OverprintForm(Journalled, Base):
    """A form that was printed elsewhere, and where on it what is written.

    `width`, `height` in tenths of a mm; `background` is the SHA-256 of its scan, '' for none; `body` are the fields and the table.
    """

    __tablename__ = "overprint_form"
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(index=True)
    width: Mapped[int]
    height: Mapped[int]
    continuous: Mapped[bool] = mapped_column(default=False)
    background: Mapped[str] = mapped_column(default="")
    body: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class PrintLogEntry(Base):
    """That a paper went out: when, by which way, on what, by whom. Only kinds, ids and numbers, no names.

    `record_id` is None for papers of a day or a list; `copy_names` are those that were printed, joined by "、"; `variant` is the form of
    the paper (a contract and the confirmation of the same order are counted apart).
    """

    __tablename__ = "print_log"
    __table_args__ = (Index("ix_print_log_record", "kind", "record_id"), Index("ix_print_log_printed_at", "printed_at"))
    id: Mapped[pk]
    printed_at: Mapped[datetime]
    kind: Mapped[str]
    record_id: Mapped[int | None]
    number: Mapped[str] = mapped_column(default="")
    way: Mapped[PrintWay] = mapped_column(enum_type(PrintWay))
    printer: Mapped[str] = mapped_column(default="")
    paper: Mapped[str] = mapped_column(default="")
    copies: Mapped[int] = mapped_column(default=1)
    copy_names: Mapped[str] = mapped_column(default="")
    pages: Mapped[int] = mapped_column(default=1)
    variant: Mapped[str] = mapped_column(default="")
    staff_id: Mapped[int | None]
