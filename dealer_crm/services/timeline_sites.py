"""What happened on a customer's sites: his sheets, what failed and was mended, and the pictures of a delivery, a job or a sheet by day.

What only the journal knows (sheets opened again, called off) is read from it; all else from the rows themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Select, distinct, func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.acceptances import AcceptanceState, SheetStage
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.deliveries import is_open
from dealer_crm.domain.journal import Action, Subject
from dealer_crm.domain.site_events import SiteDeed, told_again
from dealer_crm.services.attachments import once
from dealer_crm.services.history import undone_by
from dealer_crm.services.sheets import sheets
from dealer_crm.services.trade import Trade
from dealer_crm.storage.dialect import local_day_of
from dealer_crm.storage.models import Acceptance, Attachment, Delivery, DeliveryCheck, Job, JournalEntry, JournalRow

OWNERS: dict[str, Any] = {"acceptance": Acceptance, "job": Job, "delivery": Delivery}
CODES_TOLD = 6
"""So many items are named where pictures are told of."""


@dataclass(frozen=True)
class SiteEvent:
    """One event. `zh`, `en` name the sheet or the item it is about; `place` is where the room of deliveries shows it."""

    deed: SiteDeed
    id: int
    at: datetime
    number: str
    zh: str
    en: str
    place: str
    words: str = ""
    signer: str = ""
    staff_id: int | None = None


@dataclass(frozen=True)
class Pictures:
    """Pictures that were added on one day to one delivery, job or sheet; `words` are those of a single one, else the items' codes."""

    id: int
    at: datetime
    count: int
    owner: str
    number: str
    place: str
    words: str


# sheets


def sheet_events(session: Session, customer_id: int, trade: Trade) -> Iterator[SiteEvent]:
    """Yield what became of the customer's sheets, in no order: they are few."""
    mine = list(session.scalars(select(Acceptance).where(Acceptance.customer_id == customer_id)))
    if not mine:
        return
    names = {one.code: (one.zh, one.en) for one in sheets(session, trade)}
    ids = [one.id for one in mine]
    deeds, gone = _deeds(session, ids), _called_off_at(session, ids)
    for one in mine:
        valid = SiteDeed.HELD if one.stage is SheetStage.CEREMONY else SiteDeed.VALID
        zh, en = names.get(one.sheet, (one.sheet, one.sheet))
        place, staff_id = f"acceptance-{one.id}", one.inspector_id or one.leader_id
        yield SiteEvent(SiteDeed.BEGUN, one.id, one.created_at, one.number, zh, en, place, one.zone, staff_id=staff_id)
        if one.closed_at is not None:
            yield SiteEvent(valid, one.id, one.closed_at, one.number, zh, en, place, one.zone, one.signed_by, staff_id)
        if one.state is AcceptanceState.CANCELLED:
            at, who = gone.get(one.id, (one.created_at, None))
            yield SiteEvent(SiteDeed.CALLED_OFF, one.id, at, one.number, zh, en, place, one.zone, staff_id=who)
        for action, at, who in deeds.get(one.id, ()):
            deed = SiteDeed.REOPENED if action is Action.REOPEN else valid
            yield SiteEvent(deed, one.id, at, one.number, zh, en, place, one.zone, staff_id=who)


def _deeds(session: Session, ids: Sequence[int]) -> Mapping[int, list[tuple[Action, datetime, int | None]]]:
    """Return by sheet the openings and former closings that stand."""
    entry = JournalEntry
    kinds = (Subject.ACCEPTANCE, Subject.CEREMONY)
    query = select(entry.id, entry.subject_id, entry.action, entry.at, entry.staff_id).where(
        entry.subject.in_(kinds), entry.subject_id.in_(ids), entry.action.in_((Action.CLOSE, Action.REOPEN))
    )
    found = list(session.execute(query.where(entry.undoes_id.is_(None)).order_by(entry.subject_id, entry.id)))
    undone = undone_by(session, [row.id for row in found]) if found else {}
    told: dict[int, list[tuple[Action, datetime, int | None]]] = {}
    for sheet_id, rows in groupby((row for row in found if row.id not in undone), key=lambda row: int(row.subject_id)):
        deeds = [(row.action, row.at, row.staff_id) for row in rows]
        told[sheet_id] = [deed for deed, tell in zip(deeds, told_again(deed[0] for deed in deeds), strict=True) if tell]
    return told


def _called_off_at(session: Session, ids: Sequence[int]) -> Mapping[int, tuple[datetime, int | None]]:
    """Return by sheet when it was last written and by whom: a sheet that was called off is not written any more."""
    query = select(JournalRow.row_id, JournalEntry.at, JournalEntry.staff_id).join(JournalEntry, JournalEntry.id == JournalRow.entry_id)
    query = query.where(JournalRow.table_name == Acceptance.__tablename__, JournalRow.row_id.in_(ids)).order_by(JournalEntry.id)
    return {row_id: (at, staff_id) for row_id, at, staff_id in session.execute(query)}


# what failed


def findings(session: Session, customer_id: int, most: int) -> Iterator[SiteEvent]:
    """Yield the newest items that failed, and the newest that were mended."""
    check = DeliveryCheck
    failed = check.failed_at.is_not(None)
    for row in session.execute(_checks(customer_id, check.failed_at, failed).limit(most)):
        yield _finding(SiteDeed.FAILED, row, row.staff_id if row.result is CheckResult.FAIL else None)
    mended = (failed, check.done_at >= check.failed_at, check.result.in_([one for one in CheckResult if not is_open(one)]))
    for row in session.execute(_checks(customer_id, check.done_at, *mended).limit(most)):
        yield _finding(SiteDeed.MENDED, row, row.staff_id)


def _checks(customer_id: int, at: Any, *conditions: ColumnElement[bool]) -> Select[Any]:
    """Return the question for items of the customer's deliveries, jobs and sheets, by the index of each."""
    check = DeliveryCheck
    links = {"acceptance": check.acceptance_id, "job": check.job_id, "delivery": check.delivery_id}
    his = [links[name].in_(select(owner.id).where(owner.customer_id == customer_id)) for name, owner in OWNERS.items()]
    own = (check.id, check.code, check.zh, check.en, check.failure, check.note, check.staff_id, check.result)
    query = select(*own, at.label("at"), *_owner_columns(links)).where(his[0] | his[1] | his[2], *conditions)
    for name, owner in OWNERS.items():
        query = query.outerjoin(owner, owner.id == links[name])
    return query.order_by(at.desc(), check.id.desc())


def _owner_columns(links: Mapping[str, Any]) -> tuple[Any, ...]:
    numbers = func.coalesce(*(owner.number for owner in OWNERS.values())).label("number")
    return (numbers, *(link.label(f"{name}_id") for name, link in links.items()))


def _finding(deed: SiteDeed, row: Any, staff_id: int | None) -> SiteEvent:
    _owner, place = _place(row)
    words = row.failure if deed is SiteDeed.FAILED else row.note
    zh, en = f"{row.code} {row.zh}", f"{row.code} {row.en}"
    return SiteEvent(deed, row.id, row.at, row.number or "", zh, en, f"{place}:{row.code}", words, staff_id=staff_id)


def _place(row: Any) -> tuple[str, str]:
    """Return what a row belongs to and where the room of deliveries shows it."""
    for name in OWNERS:
        if owner_id := getattr(row, f"{name}_id"):
            return name, str(owner_id) if name == "delivery" else f"{name}-{owner_id}"
    return "", ""


# pictures


def pictures(session: Session, customer_id: int, most: int) -> list[Pictures]:
    """Return the newest days on which pictures were added to a delivery, a job or a sheet, each with how many."""
    links = _links()
    at, day = func.max(Attachment.added_at).label("at"), local_day_of(Attachment.__table__.c.added_at)
    codes = func.group_concat(distinct(DeliveryCheck.code)).label("codes")
    said = func.max(func.coalesce(func.nullif(Attachment.caption, ""), Attachment.name)).label("said")
    newest = func.max(Attachment.id).label("id")
    query = select(newest, at, func.count().label("count"), codes, said, *_owner_columns(links))
    query = query.outerjoin(DeliveryCheck, DeliveryCheck.id == Attachment.check_id)
    for name, owner in OWNERS.items():
        query = query.outerjoin(owner, owner.id == links[name])
    query = query.where(Attachment.customer_id == customer_id, func.coalesce(*links.values()).is_not(None), once())
    query = query.group_by(*links.values(), day).order_by(at.desc(), newest.desc()).limit(most)
    return [_pictures(row) for row in session.execute(query)]


def alone() -> ColumnElement[bool]:
    """Hold for pictures and files of the customer that belong to no delivery, job or sheet."""
    at_item = select(DeliveryCheck.id).where(DeliveryCheck.id == Attachment.check_id).exists()
    own = (Attachment.acceptance_id, Attachment.job_id, Attachment.delivery_id)
    return func.coalesce(*own).is_(None) & ~at_item & once()


def _links() -> dict[str, Any]:
    """Return whose a picture is: what it names itself, else what its item is of."""
    return {name: func.coalesce(getattr(Attachment, f"{name}_id"), getattr(DeliveryCheck, f"{name}_id")) for name in OWNERS}


def _pictures(row: Any) -> Pictures:
    owner, place = _place(row)
    codes = sorted(set((row.codes or "").split(",")) - {""}, key=lambda code: (len(code), code))
    more = " …" if len(codes) > CODES_TOLD else ""
    words = row.said if row.count == 1 else " · ".join(codes[:CODES_TOLD]) + more
    return Pictures(row.id, row.at, row.count, owner, row.number or "", f"{place}:{codes[0]}" if len(codes) == 1 else place, words)
