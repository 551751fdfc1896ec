"""数据体检: how well the files of customers are kept, who has which finding, and the mending of what can be mended by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.codes import credit_code_fits, email_fits
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.health import RULES, Count, Finding, Health, Mend, NothingToMend
from dealer_crm.domain.journal import Action, Actor, Subject, several
from dealer_crm.services.health_mending import mend, mends
from dealer_crm.services.health_questions import Concerned, concerned, found_by, live
from dealer_crm.storage.database import Database
from dealer_crm.storage.dialect import one_of
from dealer_crm.storage.models import Customer, CustomerLine, Phone

SHAPES: dict[Finding, tuple[Any, Callable[[str], bool]]] = {
    Finding.ODD_EMAIL: (Customer.email, email_fits),
    Finding.ODD_CODE: (Customer.credit_code, credit_code_fits),
}
"""Findings that SQL cannot tell: the text that is looked at, and whether it has the shape it should have."""


@dataclass(frozen=True)
class HealthRow:
    """A customer with a finding; `shown` is what is doubted, "" where something is missing."""

    id: int
    customer: str
    phone: str
    community: str
    owner: str
    shown: str


class HealthCheck:
    """Questions are asked beside the window; mending is one undoable step."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime]) -> None:
        self._db, self._actor, self._now = db, actor, now

    def health(self) -> Health:
        """Return every finding with its count: one statement each, and one for how many it could concern."""
        with self._db.read() as session:
            total = session.execute(select(func.count()).select_from(CustomerLine).where(live())).scalar_one()
            counts = tuple(Count(finding, self._count(session, finding), self._of(session, finding, total)) for finding in RULES)
            return Health(total, counts, len(mends(session)))

    def ids(self, finding: Finding) -> list[int]:
        """Return the customers with a finding, by the sound of their names."""
        with self._db.read() as session:
            who = CustomerLine.customer_id.in_(found_by(finding, self._today())) if finding not in SHAPES else None
            query = select(CustomerLine.customer_id).order_by(CustomerLine.sort_key, CustomerLine.customer_id)
            condition = who if who is not None else one_of(CustomerLine.customer_id, _misshapen(session, finding))
            return list(session.execute(query.where(condition)).scalars())

    def rows(self, ids: Sequence[int], finding: Finding) -> list[HealthRow]:
        """Return the lines of these customers in the same order; who is gone is left out."""
        line = CustomerLine
        with self._db.read() as session:
            columns = (line.customer_id, line.name, line.number, line.phone, line.community, line.address, line.owner)
            found = {row.customer_id: row for row in session.execute(select(*columns).where(one_of(line.customer_id, ids)))}
            shown = _shown(session, finding, ids)
        return [
            HealthRow(one, row.name or row.number, row.phone, row.community or row.address, row.owner, shown.get(one, ""))
            for one in ids
            if (row := found.get(one)) is not None
        ]

    def mends(self) -> list[Mend]:
        """Return what `mend` would write, for somebody to look at first."""
        with self._db.read() as session:
            return mends(session)

    def mend(self) -> int:
        """Write all that can be written better, as one undoable step, and return how much it was. Raises NothingToMend."""
        with self._db.write(self._actor(), Action.REPAIR, Subject.CUSTOMER) as session:
            wanted = mends(session)
            if not wanted:
                raise NothingToMend
            mend(session, wanted)
            session.recorder.about.label = several(one.after for one in wanted)
            return len(wanted)

    def _today(self) -> Concerned:
        return Concerned(local_day(self._now()))

    def _count(self, session: Session, finding: Finding) -> int:
        if finding in SHAPES:
            return len(_misshapen(session, finding))
        return session.execute(select(func.count()).select_from(found_by(finding, self._today()).subquery())).scalar_one()

    def _of(self, session: Session, finding: Finding, total: int) -> int:
        condition = concerned(finding)
        if not condition:
            return total
        return session.execute(select(func.count()).select_from(CustomerLine).where(live(), *condition)).scalar_one()


def _misshapen(session: Session, finding: Finding) -> list[int]:
    column, fits = SHAPES[finding]
    found = session.execute(select(Customer.id, column.label("text")).where(column != ""))
    return [row.id for row in found if not fits(row.text)]


def _shown(session: Session, finding: Finding, ids: Sequence[int]) -> dict[int, str]:
    """Return the text that a finding doubts, by customer."""
    if finding in SHAPES:
        query = select(Customer.id, SHAPES[finding][0].label("text")).where(one_of(Customer.id, ids))
        return {row.id: row.text for row in session.execute(query)}
    if finding is not Finding.ODD_PHONE:
        return {}
    odd = select(Phone.customer_id, Phone.digits).where(one_of(Phone.customer_id, ids), Phone.kind == "unusual")
    return {row.customer_id: row.digits for row in session.execute(odd)}
