"""Nothing slips past the journal: each way around it is refused, and what is recorded is what happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import ForeignKeyConstraint, delete, insert, select, text, update
from sqlalchemy.orm import Session

from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.store import ReferenceMissing
from dealer_crm.storage import dialect, journal, numbers, rows
from dealer_crm.storage.base import Base, Journalled
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.guard import UnrecordedWrite
from dealer_crm.storage.models import (
    JOURNALLED,
    NOT_JOURNALLED,
    Customer,
    CustomerLine,
    JournalEntry,
    JournalRow,
    Phone,
    Staff,
)
from tests.storage.shops import START, Shop, count


def _new(name: str = "x", number: str = "KH1") -> Customer:
    return Customer(name=name, number=number, created_at=START)


def _edit(shop: Shop, then: Callable[[WriteSession], object]) -> None:
    """Begin a change of the first customer and go on with something else."""
    with shop.db.write(Actor(), Action.EDIT, Subject.CUSTOMER) as session:
        session.get_one(Customer, 1).name = "half"
        session.flush()
        then(session)


WAYS_AROUND: list[Callable[[Session], object]] = [
    lambda s: s.execute(insert(Customer), [{"name": "x", "number": "1", "created_at": START}]),
    lambda s: s.execute(update(Customer).values(name="x")),
    lambda s: s.execute(delete(Customer)),
    lambda s: s.execute(text("UPDATE customer SET name = 'x'")),
    lambda s: s.execute(text("  -- note\n /* note */ DELETE FROM customer")),
    lambda s: s.execute(text("WITH one AS (SELECT 1 AS id) UPDATE customer SET name = 'x' WHERE id IN (SELECT id FROM one)")),
    lambda s: s.execute(text("REPLACE INTO customer(id) VALUES (1)")),
    lambda s: s.execute(text("CREATE TABLE mine(a)")),
    lambda s: s.execute(text("DROP TABLE phone")),
    lambda s: s.execute(text("ALTER TABLE phone ADD COLUMN a")),
    lambda s: s.connection().exec_driver_sql("INSERT INTO customer(name) VALUES ('x')"),
    lambda s: s.bulk_save_objects([_new()]),
    lambda s: s.bulk_insert_mappings(Customer.__mapper__, [{"name": "x", "number": "1", "created_at": START}]),
    lambda s: s.query(Customer).delete(),
    lambda s: s.commit(),
    lambda s: s.rollback(),
    lambda s: s.begin_nested(),
]


@pytest.mark.parametrize("way", WAYS_AROUND)
def test_way_around_the_journal_is_refused_and_changes_nothing(shop: Shop, way: Callable[[Session], object]) -> None:
    shop.customer()
    before = shop.digest()
    with pytest.raises(UnrecordedWrite):
        _edit(shop, way)
    assert shop.digest() == before


@pytest.mark.parametrize("way", WAYS_AROUND[:14])
def test_reader_cannot_write(shop: Shop, way: Callable[[Session], object]) -> None:
    with pytest.raises(UnrecordedWrite), shop.db.read() as session:
        way(session)


def test_innocent_questions_pass(shop: Shop) -> None:
    with shop.db.read() as session:
        assert session.execute(text("WITH one AS (SELECT replace('a', 'a', 'b') AS word) SELECT word FROM one")).scalar() == "b"


def test_unrecorded_table_is_refused_to_the_orm(shop: Shop) -> None:
    shop.customer()
    with pytest.raises(UnrecordedWrite):
        _edit(shop, lambda session: setattr(session.get_one(CustomerLine, 1), "name", "x"))


def test_every_table_is_recorded_or_says_why_not() -> None:
    tables = {model.__tablename__ for model in (*JOURNALLED, *NOT_JOURNALLED)}
    assert tables == set(Base.metadata.tables)
    assert all(issubclass(model, Journalled) for model in JOURNALLED)
    assert not any(issubclass(model, Journalled) for model in NOT_JOURNALLED)
    assert all(len(reason) > 10 for reason in NOT_JOURNALLED.values())


def test_no_cascade_and_every_reference_can_wait() -> None:
    for table in Base.metadata.tables.values():
        for key in (c for c in table.constraints if isinstance(c, ForeignKeyConstraint)):
            assert (key.ondelete, key.onupdate, key.deferrable, key.initially) == (None, None, True, "IMMEDIATE"), key.name


def test_parents_stand_before_children() -> None:
    order = [model.__tablename__ for model in JOURNALLED]
    for place, name in enumerate(order):
        assert {key.column.table.name for key in rows.table_named(name).foreign_keys} <= set(order[: place + 1])


def test_change_is_recorded_once_from_first_to_last(shop: Shop) -> None:
    shop.customer("甲")
    with shop.db.write(Actor(), Action.EDIT, Subject.CUSTOMER) as session:
        customer = session.get_one(Customer, 1)
        for name in ("乙", "丙"):
            customer.name = name
            session.flush()
    (change,) = shop.history.changes(session.recorder.entry_id)
    assert (change.column, change.before, change.after) == ("name", "甲", "丙")


def test_row_that_ends_as_it_began_is_no_entry(shop: Shop) -> None:
    shop.customer("甲")
    with shop.db.write(Actor(), Action.EDIT, Subject.CUSTOMER) as session:
        customer = session.get_one(Customer, 1)
        for name in ("乙", "甲"):
            customer.name = name
            session.flush()
        session.add(Phone(customer_id=1, digits="1", kind="mobile"))
        session.flush()
        session.delete(session.scalars(select(Phone).where(Phone.digits == "1")).one())
    assert session.recorder.entry_id == 0
    assert len(shop.history.rows()) == 1


@pytest.mark.parametrize("expire", [True, False])
def test_before_value_is_right_for_an_expired_attribute_and_an_expression(shop: Shop, expire: bool) -> None:
    shop.customer("甲")
    with shop.db.write(Actor(), Action.EDIT, Subject.CUSTOMER) as session:
        customer = session.get_one(Customer, 1)
        if expire:
            session.expire(customer)
        customer.name = "乙"
        any_customer: Any = customer
        any_customer.note = Customer.name + "!"
    changes = {change.column: (change.before, change.after) for change in shop.history.changes(session.recorder.entry_id)}
    assert changes == {"name": ("甲", "乙"), "note": ("", "甲!")}


def test_bulk_change_is_recorded_row_by_row(shop: Shop) -> None:
    shop.bring_in(5)
    before = shop.digest()
    with shop.db.write(Actor(), Action.EDIT, Subject.CUSTOMER) as session:
        statement = update(rows.table_named("customer")).where(Customer.id <= 3).values(note="团购")
        assert journal.update_where(session.connection(), session.recorder, statement) == 3
    assert {c.row_id: c.after for c in shop.history.changes(session.recorder.entry_id)} == {1: "团购", 2: "团购", 3: "团购"}
    shop.history.undo()
    assert shop.digest() == before


def test_row_changed_after_it_came_in_bulk_belongs_to_the_bulk(shop: Shop) -> None:
    before = shop.digest()
    with shop.db.write(Actor(), Action.IMPORT, Subject.STORE) as session:
        people = [{"number": str(n), "name": "x", "created_at": START} for n in range(3)]
        ids = journal.insert_many(session.connection(), session.recorder, rows.table_named("customer"), people)
        session.get_one(Customer, ids[1]).name = "y"
        session.delete(session.get_one(Customer, ids[2]))
    assert shop.history.changes(session.recorder.entry_id) == []
    after = shop.digest()
    shop.history.undo()
    assert shop.digest() == before
    shop.history.redo()
    assert shop.digest() == after
    assert shop.history.verify_chain() == []


def test_exception_leaves_nothing(shop: Shop) -> None:
    shop.customer()
    before = shop.digest()

    def fail(session: WriteSession) -> None:
        numbers.take(session.connection(), numbers.CUSTOMER, date(2026, 3, 5), 7)
        raise KeyError

    with pytest.raises(KeyError):
        _edit(shop, fail)
    assert shop.digest() == before
    assert len(shop.history.rows()) == 1
    with shop.db.write(Actor(), Action.EDIT, Subject.CUSTOMER) as session:
        assert numbers.take(session.connection(), numbers.CUSTOMER, date(2026, 3, 5)) == ["KH20260305002"]


def test_tables_are_rolled_back_too(shop: Shop) -> None:
    """Sabotage: with pysqlite's own transactions the table would stay."""
    engine = dialect.engine_for(shop.folder.store)

    def fail() -> None:
        with engine.connect() as connection, connection.begin():
            connection.exec_driver_sql("CREATE TABLE half(a)")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'half'").first() is None
    engine.dispose()


def test_ids_are_never_given_twice(shop: Shop) -> None:
    first = shop.customer("甲")
    shop.history.undo()
    second = shop.customer("乙", phone="2")
    assert second > first
    shop.customers.delete(second)
    third = shop.bring_in(3)
    shop.history.undo_entry(third)
    assert shop.customer("丙", phone="3") == second + 4
    with shop.db.read() as session:
        missing = [
            model.__tablename__
            for model in JOURNALLED
            if not dialect.counts_ids(session.connection(), rows.table_named(model.__tablename__))
        ]
    assert missing == []


def test_numbers_are_never_given_twice(shop: Shop) -> None:
    shop.customer("甲")
    shop.history.undo()
    shop.customer("乙")
    with shop.db.read() as session:
        assert session.scalars(select(Customer.number)).all() == ["KH20260305002"]


def test_reading_inside_a_write_raises(shop: Shop) -> None:
    with shop.db.write(Actor(), Action.EDIT, Subject.CUSTOMER), pytest.raises(RuntimeError), shop.db.read():
        raise AssertionError
    with (
        shop.db.write(Actor(), Action.EDIT, Subject.CUSTOMER),
        pytest.raises(RuntimeError),
        shop.db.write(Actor(), Action.EDIT, Subject.CUSTOMER),
    ):
        raise AssertionError


def test_missing_reference_is_a_refusal(shop: Shop) -> None:
    with pytest.raises(ReferenceMissing), shop.db.write(Actor(), Action.CREATE, Subject.CUSTOMER) as session:
        session.add(Phone(customer_id=99, digits="1", kind="mobile"))


def test_news_come_once_after_the_commit(shop: Shop) -> None:
    seen: list[tuple[frozenset[str], int]] = []
    shop.db.on_commit.append(lambda news: seen.append((news.kinds, count(shop.db))))
    shop.customer()
    assert seen == [(frozenset({"customer", "opportunity", "phone"}), 1)]


def test_version_counts_every_change(shop: Shop) -> None:
    shop.customer("甲")
    versions = []
    for name in ("乙", "丙"):
        with shop.db.write(Actor(), Action.EDIT, Subject.CUSTOMER) as session:
            session.get_one(Customer, 1).name = name
    shop.history.undo()
    with shop.db.read() as session:
        versions.append(session.get_one(Customer, 1).version)
    assert versions == [4]


def test_entry_keeps_codes_apart_from_names(shop: Shop) -> None:
    """Erasing a payload must take every name with it."""
    shop.customer("曾有余")
    with shop.db.read() as session:
        entry = session.execute(select(JournalEntry.__table__)).one()
        touched = session.execute(select(JournalRow.__table__)).all()
    assert "曾有余" not in repr((entry, touched))


def test_pragmas_read_back_from_every_connection_of_the_pool(shop: Shop) -> None:
    for open_session in (shop.db.read, lambda: shop.db.write(Actor(), Action.EDIT, Subject.STAFF)):
        with open_session() as session:
            connection = session.connection()
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in dialect.PRAGMAS}
        assert found == dialect.PRAGMAS


def test_flush_in_the_middle_sees_all_pending(shop: Shop) -> None:
    def add(session: WriteSession) -> None:
        session.add(Staff(name="小王", role="sales"))

    with shop.db.write(Actor(), Action.CREATE, Subject.STAFF) as session:
        add(session)
        assert session.scalars(select(Staff.name)).all() == ["小王"]
        add(session)
    assert len(shop.history.changes(session.recorder.entry_id)) == 8
