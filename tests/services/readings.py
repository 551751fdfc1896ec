"""What a test finds at an item of a sheet: a picture of it, rows of readings inside their limits."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.readings import Column, Formula, Grid
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Attachment, DeliveryCheck

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def picture(db: Database, check_id: int) -> int:
    """Take a picture of an item; only its row is written."""
    with db.write(Actor(), Action.ATTACH, Subject.ATTACHMENT) as session:
        check = session.get_one(DeliveryCheck, check_id)
        row = Attachment(customer_id=1, sha256=f"{check_id:064x}", name="a.jpg", media_type="image/jpeg", size=1, added_at=AT)
        row.check_id, row.delivery_id, row.acceptance_id = check_id, check.delivery_id, check.acceptance_id
        session.add(row)
        session.flush()
        return row.id


def filled(grid: Grid | None) -> list[dict[str, str]]:
    """Return as many rows as a grid wants, all of them inside their limits."""
    return [] if grid is None else [good_row(grid) for _ in range(max(1, grid.least))]


def good_row(grid: Grid) -> dict[str, str]:
    """Return a row inside the limits of what is read and of what is worked out of it."""
    row = {column.code: _cell(column) for column in grid.columns if not column.formula}
    for column in grid.columns:
        if column.formula in HOLDS and len(column.of) == 4:
            row[column.of[2]], row[column.of[3]] = row[column.of[0]], row[column.of[1]]
        elif column.formula in FITTING:
            wanted = Decimal(column.low if column.low is not None else 0) / 1000
            FITTING[column.formula](row, column.of[0], column.of[1], wanted)
    return row


def _differ(row: dict[str, str], a: str, b: str, wanted: Decimal) -> None:
    if wanted:
        row[a] = str(Decimal(row[b]) + wanted)
    elif row[b] == ANY:
        row[b] = row[a]
    else:
        row[a] = row[b]


def _deviate(row: dict[str, str], a: str, b: str, _wanted: Decimal) -> None:
    row[b] = row[a]


def _share(row: dict[str, str], a: str, b: str, wanted: Decimal) -> None:
    row[b] = str(Decimal(row[a]) * wanted / 100)


def _reject(row: dict[str, str], a: str, b: str, wanted: Decimal) -> None:
    row[a], row[b] = "100", str(100 - wanted)


HOLDS = (Formula.HOLD_EXPECTED, Formula.HOLD_LOST)
FITTING: dict[Formula, Callable[[dict[str, str], str, str, Decimal], None]] = {
    Formula.DIFFERENCE: _differ,
    Formula.DEVIATION: _deviate,
    Formula.SHARE: _share,
    Formula.REJECTION: _reject,
}


ANY = "1"
"""What stands in a cell without limits."""


def _cell(column: Column) -> str:
    bound = column.low if column.low is not None else column.high
    return "a" if column.words else ANY if bound is None else str(Decimal(bound) / 1000)
