"""Pictures and files of customers: kept once, listed, read back, removed as an undoable step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, fields
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from dealer_crm.domain.attachments import (
    LARGEST,
    LONGEST_CAPTION,
    AttachmentEmpty,
    AttachmentNotFound,
    AttachmentRow,
    AttachmentTooLarge,
    Belongs,
    CaptionTooLong,
    KeptFile,
    media_type,
)
from dealer_crm.domain.customers import CustomerNotFound
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.knowledge import AttachmentKind
from dealer_crm.domain.text import file_name, one_line
from dealer_crm.services.evidence import Gone, refuse_bare
from dealer_crm.storage.blobs import Blobs
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Attachment, Customer, DeliveryCheck, Equipment, ServiceRequest

HIMSELF = Belongs()
ROW = tuple(one.name for one in fields(AttachmentRow))
"""The columns of a row, in its order."""
PLACE = ("customer_id", *asdict(HIMSELF))
SAME = ("sha256", *PLACE)


class Attachments:
    """Use-cases of attachments; `folder` is the attachments folder. One public method is one transaction."""

    def __init__(self, db: Database, folder: Path, actor: Callable[[], Actor], now: Callable[[], datetime]) -> None:
        self._db = db
        self._blobs = Blobs(folder)
        self._actor = actor
        self._now = now

    def add(self, customer_id: int, name: str, data: bytes, to: Belongs = HIMSELF) -> int:
        """Keep a file with a customer, or what of his it belongs to, and return its id; the same content there twice is one attachment.

        The content is on the disk before the row is written. Raises CustomerNotFound, AttachmentTooLarge, AttachmentEmpty.
        """
        return self._add(customer_id, (name, data), to)

    def add_form(self, customer_id: int, name: str, data: bytes, to: Belongs) -> int:
        """Keep the photo of a signed paper where it belongs, filed as a signed form, and return its id. Raises what `add` raises."""
        return self._add(customer_id, (name, data), to, AttachmentKind.FORM)

    def keep(self, name: str, data: bytes) -> KeptFile:
        """Keep the content of a file for a write that says where it belongs. Raises AttachmentTooLarge, AttachmentEmpty."""
        name = file_name(name)
        if not data:
            raise AttachmentEmpty(name=name)
        if len(data) > LARGEST:
            raise AttachmentTooLarge(name=name, megabytes=LARGEST // 1024 // 1024)
        return KeptFile(name, self._blobs.put(data), media_type(data), len(data))

    def _add(self, customer_id: int, file: tuple[str, bytes], to: Belongs, kind: AttachmentKind = AttachmentKind.OTHER) -> int:
        kept = self.keep(*file)
        with self._db.write(self._actor(), Action.ATTACH, Subject.ATTACHMENT) as session:
            row, new = _attached(session, customer_id, kept, to)
            row.kind = kind if new or kind is not AttachmentKind.OTHER else row.kind
            row.added_at = self._now() if new else row.added_at
            session.add(row)
            session.flush()
            if new:
                session.about(row.id, kept.name)
            return row.id

    def of(self, customer_id: int) -> list[AttachmentRow]:
        """Return the customer's attachments, the newest first."""
        query = _rows().where(Attachment.customer_id == customer_id, once())
        with self._db.read() as session:
            return [AttachmentRow(*row) for row in session.execute(query.order_by(Attachment.added_at.desc(), Attachment.id.desc()))]

    def at(self, to: Belongs) -> list[AttachmentRow]:
        """Return what belongs to a delivery, an item of its sheet, a request, a complaint, an order, a change or a trade-in, as it came."""
        given = {column: owner_id for column, owner_id in asdict(to).items() if owner_id is not None}
        if not given:
            return []
        with self._db.read() as session:
            return [
                AttachmentRow(*row)
                for row in session.execute(_rows().filter_by(**given).where(once()).order_by(Attachment.added_at, Attachment.id))
            ]

    def of_machine(self, equipment_id: int) -> list[AttachmentRow]:
        """Return what was taken when a machine was delivered, installed and repaired, whoever lived there then, in the order it came."""
        machine = select(Equipment.delivery_id).where(Equipment.id == equipment_id).scalar_subquery()
        checks = select(DeliveryCheck.id).where(DeliveryCheck.delivery_id == machine)
        repairs = select(ServiceRequest.id).where(ServiceRequest.equipment_id == equipment_id)
        of_it = or_(Attachment.delivery_id == machine, Attachment.check_id.in_(checks), Attachment.request_id.in_(repairs))
        query = _rows().where(of_it, once()).order_by(Attachment.added_at, Attachment.id)
        with self._db.read() as session:
            return [AttachmentRow(*row) for row in session.execute(query)]

    def read(self, attachment_id: int) -> bytes:
        """Return the content. Raises AttachmentNotFound, AttachmentMissing, AttachmentDamaged."""
        with self._db.read() as session:
            row = session.execute(_rows().where(Attachment.id == attachment_id)).first()
        if row is None:
            raise AttachmentNotFound
        return self._blobs.get(row.sha256, row.name)

    def describe(self, attachment_id: int, kind: AttachmentKind, caption: str) -> None:
        """Say what an attachment shows, also where the same content stands there twice. Raises AttachmentNotFound, CaptionTooLong."""
        caption = one_line(caption)
        if len(caption) > LONGEST_CAPTION:
            raise CaptionTooLong(most=LONGEST_CAPTION)
        with self._db.write(self._actor(), Action.EDIT, Subject.ATTACHMENT) as session:
            row = session.get(Attachment, attachment_id)
            if row is None:
                raise AttachmentNotFound
            session.about(row.id, row.name)
            twins = select(Attachment).filter_by(**{name: getattr(row, name) for name in SAME})
            for one in session.scalars(twins):
                one.kind, one.caption = kind, caption

    def remove(self, attachment_id: int) -> None:
        """Take an attachment off its customer, with what stands for the same content there; undo brings it back.

        The content stays on the disk. Raises AttachmentNotFound, and as `refuse_bare` where an item, or something
        signed on paper, says what only this picture shows.
        """
        with self._db.write(self._actor(), Action.DELETE, Subject.ATTACHMENT) as session:
            row = session.get(Attachment, attachment_id)
            if row is None:
                raise AttachmentNotFound
            session.about(row.id, row.name)
            twins = select(Attachment).filter_by(**{name: getattr(row, name) for name in SAME})
            gone = [Gone.of(partial(getattr, one)) for one in session.scalars(twins)]
            for one in session.scalars(twins):
                session.delete(one)
            session.flush()
            refuse_bare(session, gone)


def attach_form(session: Session, customer_id: int, kept: KeptFile, to: Belongs, now: datetime) -> None:
    """File a kept photo as a signed form, inside the write of what was signed. Raises CustomerNotFound."""
    row, new = _attached(session, customer_id, kept, to)
    row.kind = AttachmentKind.FORM
    row.added_at = now if new else row.added_at
    session.add(row)


def _attached(session: Session, customer_id: int, kept: KeptFile, to: Belongs) -> tuple[Attachment, bool]:
    """Return the attachment of this content at its place, and whether it is a new one. Raises CustomerNotFound."""
    if session.get(Customer, customer_id) is None:
        raise CustomerNotFound(number=str(customer_id))
    known = select(Attachment).where(Attachment.customer_id == customer_id, Attachment.sha256 == kept.sha256)
    found = session.scalars(known.filter_by(**asdict(to)).order_by(Attachment.id).limit(1)).first()
    return found or Attachment(customer_id=customer_id, **asdict(kept), **asdict(to)), found is None


def once() -> ColumnElement[bool]:
    """Hold for the first of the attachments that stand for the same content at the same place.

    One that was removed, added again and brought back by an undo has two rows. The others are looked for by their content: few share it,
    while most pictures of a shop share that they belong to no sheet.
    """
    first = aliased(Attachment)
    same = [func.coalesce(getattr(first, name), 0) == func.coalesce(getattr(Attachment, name), 0) for name in PLACE]
    return ~select(first.id).where(first.sha256 == Attachment.sha256, first.id < Attachment.id, *same).exists()


def _rows() -> Select[*tuple[Any, ...]]:
    return select(*(Attachment.__table__.c[name] for name in ROW))
