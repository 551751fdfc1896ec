"""Keeps track of whose classes have to be worked out anew: marks them in the write that touched their records, and knows who is missing."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, case, delete, exists, insert, select, update

from dealer_crm.storage import driver, rows
from dealer_crm.storage.dialect import one_of
from dealer_crm.storage.guard import recording
from dealer_crm.storage.journal import Recorder
from dealer_crm.storage.models import ClassState, Customer, CustomerClass, Equipment, PremisesHolder

_MARK = "UPDATE customer_class SET waiting = waiting + 1 WHERE customer_id IN (SELECT value FROM json_each(?))"


def mark(connection: Connection, recorder: Recorder, touched: Collection[int]) -> None:
    """Mark the customers whose records were touched; a customer without a row is new, and known by that."""
    ids = set(touched) | _further(connection, recorder)
    with recording(connection):
        driver.execute(connection, _MARK, (json.dumps(sorted(ids)),))
        if any(table == "shop" for table, _ in recorder.changes):
            _concern_everybody(connection)


def _concern_everybody(connection: Connection) -> None:
    connection.execute(update(ClassState).values(day=None, changes=ClassState.changes + 1))


def _further(connection: Connection, recorder: Recorder) -> set[int]:
    """Return whose classes follow from rows that name others: who brought somebody, and at whose machine care was changed."""
    referrers: set[int] = set()
    machines: set[int] = set()
    for (table, _row_id), states in (*recorder.changes.items(), *recorder.later):
        for values in filter(None, states):
            if table == "customer" and values.get("referrer_id"):
                referrers.add(values["referrer_id"])
            elif table == "maintenance":
                machines.add(values["equipment_id"])
    if not machines:
        return referrers
    query = select(PremisesHolder.customer_id).join(Equipment, Equipment.premises_id == PremisesHolder.premises_id)
    return referrers | set(connection.execute(query.where(one_of(Equipment.id, machines))).scalars())


def incomplete(connection: Connection) -> bool:
    """Tell whether a customer has no row, or a row no customer."""
    new = select(Customer.id).where(~exists().where(CustomerClass.customer_id == Customer.id))
    gone = select(CustomerClass.customer_id).where(~exists().where(Customer.id == CustomerClass.customer_id))
    return any(connection.execute(query.limit(1)).first() is not None for query in (new, gone))


def complete(connection: Connection) -> None:
    """Give every customer his row, with nothing in it yet, and take out rows of who is gone; recorded by the caller.

    Where a buyer is gone the places of all the others are worked out anew: nothing else tells of him any more.
    """
    gone = ~exists().where(Customer.id == CustomerClass.customer_id)
    if connection.execute(select(CustomerClass.customer_id).where(gone, CustomerClass.latest_on.is_not(None)).limit(1)).first():
        _concern_everybody(connection)
    connection.execute(delete(CustomerClass).where(gone))
    new = connection.execute(select(Customer.id).where(~exists().where(CustomerClass.customer_id == Customer.id))).scalars().all()
    table = rows.table_named("customer_class")
    for start in range(0, len(new), rows.CHUNK):
        rows.insert(connection, table, [rows.encode(table, {"customer_id": one, "waiting": 1}) for one in new[start : start + rows.CHUNK]])
    if connection.execute(select(ClassState.id)).first() is None:
        connection.execute(insert(ClassState), {"id": 1, "day": None})


def write(connection: Connection, changed: Mapping[int, Mapping[str, Any]]) -> None:
    """Set the columns given of customers that have a row; recorded by the caller."""
    values = [
        {"customer_id": one, **{name: value.isoformat() if isinstance(value, date) else value for name, value in found.items()}}
        for one, found in changed.items()
    ]
    rows.update(connection, rows.table_named("customer_class"), values)


def worked_out(connection: Connection, seen: Mapping[int, int]) -> None:
    """Count down the changes that are in the classes now: those that came since were not seen, and stay; recorded by the caller."""
    statement = "UPDATE customer_class SET waiting = waiting - ? WHERE customer_id = ?"
    driver.executemany(connection, statement, [(count, customer_id) for customer_id, count in seen.items()])


def close(connection: Connection, seen: int, values: Mapping[str, Any]) -> None:
    """Say for which `day`, by which `rules` and with which `profile` all classes stand; recorded by the caller.

    `seen` is how many changes that concern everybody are in them: after a further one they stand for no day.
    """
    still = case((ClassState.changes == seen, values["day"]))
    connection.execute(update(ClassState).values(**{**values, "day": still}))
