"""Refuses that a picture or a signature goes without which something that is closed would say what nobody can see any more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from dealer_crm.domain.acceptances import AcceptanceState
from dealer_crm.domain.deliveries import TAKEN_STATES, DeliveryState
from dealer_crm.domain.evidence import (
    PaperOnClosed,
    PaperOnSheet,
    PictureNoted,
    PictureOnClosed,
    PictureOnSheet,
    SignatureOnClosed,
    SignatureOnSheet,
    wants_picture,
)
from dealer_crm.domain.jobs import JobState
from dealer_crm.domain.knowledge import AttachmentKind
from dealer_crm.storage.models import Acceptance, Attachment, Delivery, DeliveryCheck, Job, Signature

Owner = Delivery | Job | Acceptance
OWNERS: tuple[tuple[str, type[Delivery] | type[Job] | type[Acceptance]], ...] = (
    ("acceptance_id", Acceptance),
    ("delivery_id", Delivery),
    ("job_id", Job),
)
CALLED_OFF = (AcceptanceState.CANCELLED, DeliveryState.REFUSED, DeliveryState.CANCELLED, JobState.CANCELLED)


@dataclass(frozen=True)
class Gone:
    """A picture that went: what it belonged to, and whether it was filed as a signed form."""

    check_id: int | None
    acceptance_id: int | None
    delivery_id: int | None
    job_id: int | None
    form: bool

    @classmethod
    def of(cls, said: Callable[[str], Any]) -> Gone:
        """Return it by what is asked for by the names of its columns."""
        form = said("kind") == AttachmentKind.FORM
        return cls(said("check_id"), said("acceptance_id"), said("delivery_id"), said("job_id"), form)


def refuse_bare(session: Session, gone: Iterable[Gone]) -> None:
    """Raises where pictures that went were the last ones of something that wants one.

    PictureNoted for an item, PictureOnSheet, PictureOnClosed for one of something closed; PaperOnSheet, PaperOnClosed for the photo of
    what was signed on paper.
    """
    for one in dict.fromkeys(gone):
        if one.check_id is not None:
            _refuse_item(session, one.check_id)
        else:
            _refuse_paper(session, one)


def _refuse_item(session: Session, check_id: int) -> None:
    check = session.get(DeliveryCheck, check_id)
    if check is None or not wants_picture(check.sheet, check.result, photo=check.photo, failed=check.failed_at is not None):
        return
    owner = _owner(session, check)
    if owner is None or owner.state in CALLED_OFF or session.execute(select(exists().where(Attachment.check_id == check_id))).scalar_one():
        return
    if not _is_over(owner):
        raise PictureNoted(code=check.code, number=owner.number)
    refusal = PictureOnSheet if isinstance(owner, Acceptance) else PictureOnClosed
    raise refusal(code=check.code, number=owner.number)


def _refuse_paper(session: Session, gone: Gone) -> None:
    """Refuse for the last photo of a signed paper: on a sheet any picture of the whole may be it, elsewhere one filed as a signed form."""
    owner = _owner(session, gone)
    if owner is None or not owner.signed_by or not _is_signed(owner):
        return
    column = next(name for name, table in OWNERS if isinstance(owner, table))
    sheet = isinstance(owner, Acceptance)
    if not sheet and not gone.form:
        return
    said = Attachment.check_id.is_(None) if sheet else Attachment.kind == AttachmentKind.FORM
    whole = (getattr(Attachment, column) == owner.id, said)
    drawn = exists().where(getattr(Signature, column) == owner.id)
    if session.execute(select(exists().where(*whole) | drawn)).scalar_one():
        return
    raise PaperOnSheet(number=owner.number) if sheet else PaperOnClosed(number=owner.number)


def refuse_unsigned(owner: Owner) -> None:
    """Raises SignatureOnSheet, SignatureOnClosed where something that is closed stands with the signature that would go."""
    if _is_signed(owner):
        raise SignatureOnSheet(number=owner.number) if isinstance(owner, Acceptance) else SignatureOnClosed(number=owner.number)


def _owner(session: Session, at: DeliveryCheck | Gone) -> Owner | None:
    for column, table in OWNERS:
        owner_id = getattr(at, column)
        if owner_id is not None:
            found: Owner | None = session.get(table, owner_id)  # type: ignore[assignment]
            return found
    return None


def _is_over(owner: Owner) -> bool:
    if isinstance(owner, Acceptance):
        return owner.state is AcceptanceState.VALID
    if isinstance(owner, Delivery):
        return owner.finished_at is not None
    return owner.state is JobState.DONE


def _is_signed(owner: Owner) -> bool:
    """Tell whether it was signed for good: goods are at the door, before they are handed over."""
    return owner.state in TAKEN_STATES if isinstance(owner, Delivery) else _is_over(owner)
