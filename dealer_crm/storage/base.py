"""Column kinds and the base class that every table shares."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from sqlalchemy import JSON, BigInteger, Date, DateTime, Dialect, Enum, ForeignKey, Index, Integer, MetaData, String, TypeDecorator, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.schema import SchemaItem

from dealer_crm.domain.plain_data import parsed

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware in Python, UTC without zone in the store. A naive value raises ValueError."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Return aware UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


class Plain(TypeDecorator[Any]):
    """Plain data as JSON, read leniently: what somebody broke by hand is read as far as it goes and never stops a page.

    `read` is one of `domain/plain_data.py`. What is not written anew stays in the file as it is.
    """

    impl = JSON
    cache_ok = True

    def __init__(self, read: Callable[[Any], Any]) -> None:
        super().__init__()
        self.read = read

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """Return what reads a stored text."""
        read = self.read
        return lambda text: read(parsed(text))


pk = Annotated[int, mapped_column(Integer, primary_key=True)]


def fk(target: str) -> SchemaItem:
    """Return a foreign key without cascade, checked at once unless an undo defers it."""
    return ForeignKey(target, deferrable=True, initially="IMMEDIATE")


def enum_type(kind: type[StrEnum]) -> Enum:
    """Store an enum by value in text wide enough for later values, without a CHECK."""
    return Enum(kind, native_enum=False, create_constraint=False, length=32, values_callable=lambda e: [m.value for m in e])


def partial_index(name: str, *columns: str, where: str) -> Index:
    """Return an index of some rows only. It is said to SQLite alone: to say it to PostgreSQL too would load its dialect at each start."""
    return Index(name, *columns, sqlite_where=text(where))


class Base(DeclarativeBase):
    """Declarative base. Relationships are not used: reads select columns, writes set ids."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        date: Date,
        int: BigInteger().with_variant(Integer, "sqlite"),
        str: String,
        list[str]: JSON,
        list[int]: JSON,
        list[dict[str, str]]: JSON,
        dict[str, str]: JSON,
        dict[str, Any]: JSON,
    }


class Journalled:
    """Mixin of tables whose every change is recorded: ids never reused, version counted by each write."""

    __table_args__: Any = {"sqlite_autoincrement": True}
    id: Mapped[pk]
    version: Mapped[int] = mapped_column(default=1)
