"""What the customers of the sample shop say of A to H a week after their hand-over."""

from __future__ import annotations

from sqlalchemy import select

from dealer_crm.domain.dates import local_day
from dealer_crm.domain.followups import Outcome
from dealer_crm.domain.marks import LETTERS, LOW
from dealer_crm.services.demo_telling import Telling
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import ExpectationRating, Visit

CONTENT, FAIR = (5, 5, 4, 5, 4, 5, 5, 4), (4, 5, 3, 4, 3, 4, 2, 4)
WORDS = ("打电话问滤网的事，隔了两天才回。", "I called about the filter, and it took two days until somebody called back.")


def marks(session: WriteSession, telling: Telling) -> None:
    """Mark the hand-overs whose seventh day was asked about; every third customer is less content."""
    asked = select(Visit).where(Visit.code == "d7", Visit.outcome == Outcome.REACHED, Visit.delivery_id.is_not(None))
    marked: set[int] = set()
    for at, visit in enumerate(session.scalars(asked.order_by(Visit.id))):
        if visit.delivery_id is None or visit.done_at is None or visit.delivery_id in marked:
            continue
        marked.add(visit.delivery_id)
        for letter, score in zip(LETTERS, FAIR if at % 3 == 2 else CONTENT, strict=True):
            row = ExpectationRating(delivery_id=visit.delivery_id, customer_id=visit.customer_id, letter=letter, score=score)
            row.rated_on, row.on_paper, row.staff_id = local_day(visit.done_at), at % 4 == 1, visit.staff_id
            row.note = telling.words(dict(zip(("zh", "en"), WORDS, strict=True))) if score <= LOW else ""
            session.add(row)
