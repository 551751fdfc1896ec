"""Signatures: drawn at the door, kept in the attachments folder under their content, named by what was signed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain.acceptances import AcceptanceState, SignRole
from dealer_crm.domain.deliveries import DeliveryState
from dealer_crm.domain.jobs import JobState
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.signatures import LONGEST_NAME, NothingToSign, SignatureNotFound, Signed
from dealer_crm.domain.text import one_line
from dealer_crm.services.evidence import refuse_unsigned
from dealer_crm.services.signature_pictures import checked_picture
from dealer_crm.storage.blobs import Blobs
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import Acceptance, Customer, Delivery, Job, Signature

Owner = Delivery | Job | Acceptance
OWNERS: dict[str, tuple[type[Delivery] | type[Job] | type[Acceptance], Subject]] = {
    "delivery_id": (Delivery, Subject.DELIVERY),
    "job_id": (Job, Subject.JOB),
    "acceptance_id": (Acceptance, Subject.ACCEPTANCE),
}
CALLED_OFF = (DeliveryState.CANCELLED, JobState.CANCELLED, AcceptanceState.CANCELLED)


@dataclass(frozen=True)
class SignatureRow:
    """Who signed and when; `letter` is the expectation it is for, "" for the whole. `picture` is the SHA-256, `path` where it lies."""

    id: int
    role: SignRole
    letter: str
    name: str
    signed_at: datetime
    picture: str
    path: Path


class Signatures:
    """Use-cases of signatures; `folder` is the attachments folder. What was taken away stays there, so that it can come back."""

    def __init__(self, db: Database, folder: Path, actor: Callable[[], Actor], now: Callable[[], datetime]) -> None:
        self._db, self._blobs = db, Blobs(folder)
        self._actor, self._now = actor, now

    def add(self, owner: Signed, role: SignRole, name: str, png: bytes, letter: str = "") -> int:
        """Keep a signature and return its id; one of the same role for the same is replaced. `png` is what the pad drew.

        Raises NothingToSign, SignatureEmpty, SignatureForeign, SignatureTooLarge, StoreFull, StoreReadOnly.
        """
        picture = self.keep(png)
        with self._db.write(self._actor(), Action.SIGN, OWNERS[owner.given()[0]][1]) as session:
            return add_signature(session, owner, (role, letter, name), picture, self._now())

    def keep(self, png: bytes) -> str:
        """Keep a picture without saying yet what it signs, for a write that signs as well; return its hash. Raises as `add`."""
        return self._blobs.put(checked_picture(png))

    def of(self, owner: Signed) -> tuple[SignatureRow, ...]:
        """Return the signatures under a delivery, a job or an acceptance sheet, in the order they were made."""
        with self._db.read() as session:
            return signatures_of(session, owner, self._blobs)

    def read(self, row: SignatureRow) -> bytes:
        """Return the picture. Raises AttachmentMissing, AttachmentDamaged."""
        return self._blobs.get(row.picture, row.name)

    def remove(self, signature_id: int) -> None:
        """Take a signature away. Raises SignatureNotFound, SignatureOnSheet, SignatureOnClosed once what it signs is closed."""
        with self._db.read() as reading:
            subject = _subject_of(reading.get(Signature, signature_id))
        with self._db.write(self._actor(), Action.SIGN, subject) as session:
            row = session.get(Signature, signature_id)
            _subject_of(row)
            assert row is not None
            owner = _owner(session, Signed(row.delivery_id, row.job_id, row.acceptance_id))
            refuse_unsigned(owner)
            _file_under(session, owner)
            session.delete(row)


def signatures_of(session: Session, owner: Signed, blobs: Blobs) -> tuple[SignatureRow, ...]:
    """Return the signatures under something, for papers that read everything in one snapshot."""
    column, owner_id = owner.given()
    query = select(Signature).filter_by(**{column: owner_id}).order_by(Signature.signed_at, Signature.id)
    return tuple(
        SignatureRow(one.id, one.role, one.letter, one.name, one.signed_at, one.picture, blobs.path(one.picture))
        for one in session.scalars(query)
    )


def add_signature(session: WriteSession, owner: Signed, who: tuple[SignRole, str, str], picture: str, now: datetime) -> int:
    """Write a kept picture under its owner; `who` is role, letter and name. Raises NothingToSign."""
    role, letter, name = who
    signed = _owner(session, owner)
    column, owner_id = owner.given()
    place = {column: owner_id, "role": role, "letter": one_line(letter)}
    row = session.scalars(select(Signature).filter_by(**place).order_by(Signature.id)).first()
    if row is None:
        row = Signature(customer_id=signed.customer_id, **place)
        session.add(row)
    row.name, row.signed_at, row.picture = one_line(name)[:LONGEST_NAME], now, picture
    session.flush()
    _file_under(session, signed)
    return row.id


def _owner(session: Session, owner: Signed) -> Owner:
    column, owner_id = owner.given()
    found: Owner | None = session.get(OWNERS[column][0], owner_id)  # type: ignore[assignment]
    if found is None or found.state in CALLED_OFF:
        raise NothingToSign
    return found


def _file_under(session: WriteSession, owner: Owner) -> None:
    customer = session.get(Customer, owner.customer_id)
    session.about(owner.id, f"{owner.number} {customer.name}" if customer and customer.name else owner.number)


def _subject_of(row: Signature | None) -> Subject:
    if row is None:
        raise SignatureNotFound
    return OWNERS[Signed(row.delivery_id, row.job_id, row.acceptance_id).given()[0]][1]
