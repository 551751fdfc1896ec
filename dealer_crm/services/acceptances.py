"""Acceptance sheets: begun for a system of an order, filled item by item, closed when nothing is open, called off."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Unpack

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from dealer_crm.domain.acceptances import (
    INSTALLED,
    SIGNING_CEREMONY,
    AcceptanceClosed,
    AcceptanceDraft,
    AcceptanceNotFound,
    AcceptanceState,
    CeremonyEmpty,
    OrderNotSigned,
    SheetNotValid,
    SheetStage,
    SheetUnknown,
    SignRole,
)
from dealer_crm.domain.attachments import Belongs, KeptFile
from dealer_crm.domain.ceremonies import Ceremony, Pictures, pictures, suggested
from dealer_crm.domain.checklists import Checklist, CheckResult
from dealer_crm.domain.customers import Interest
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import CheckNotFound, DeliveryKind, DeliveryState
from dealer_crm.domain.errors import EditConflict
from dealer_crm.domain.findings import Finding
from dealer_crm.domain.jobs import JobNotFound
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.signatures import Signed
from dealer_crm.domain.text import one_line
from dealer_crm.services import acceptance_file, handed_sheets, sheets
from dealer_crm.services.acceptance_file import HEAD, AcceptanceFile, require
from dealer_crm.services.attachments import attach_form
from dealer_crm.services.check_rows import Place
from dealer_crm.services.check_writing import CheckNotes, More, begun_of, check_from
from dealer_crm.services.delivery_sheets import write_checks
from dealer_crm.services.delivery_writing import RETURNABLE, require_order
from dealer_crm.services.signatures import add_signature
from dealer_crm.services.trade import Trade
from dealer_crm.storage import numbers
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import Acceptance, Customer, Delivery, DeliveryCheck, Job, PremisesHolder, SalesOrder, Signature

NAMED = 3
"""So many items are named where a sheet is not valid."""


@dataclass(frozen=True)
class Household:
    """By what a ceremony is chosen: what to mind, what they are interested in, what suits them, and what to mind with pictures."""

    care_notes: str
    interests: tuple[Interest, ...]
    ceremonies: tuple[Ceremony, ...]
    pictures: Pictures


class Acceptances:
    """Use-cases of acceptance sheets. One public method is one transaction."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime], trade: Trade) -> None:
        self._db = db
        self._actor = actor
        self._now = now
        self._trade = trade

    def open(self, acceptance_id: int) -> AcceptanceFile:
        """Return a sheet with its machines and items. Raises AcceptanceNotFound."""
        with self._db.read() as session:
            return acceptance_file.read(session, self._trade, acceptance_id)

    def id_of(self, number: str) -> int:
        """Return the id of the number of a sheet. Raises AcceptanceNotFound."""
        with self._db.read() as session:
            found = session.execute(select(Acceptance.id).where(Acceptance.number == number.strip().upper())).scalar()
        if found is None:
            raise AcceptanceNotFound(number=number)
        return found

    # begun, named, called off

    def begin(self, order_id: int, sheet_code: str, draft: AcceptanceDraft | None = None, job_id: int | None = None) -> int:
        """Begin a sheet for a system of an order and return its id; open deliveries of the order lose their unbegun rows of it.

        Raises SheetUnknown, OrderNotConfirmed, NothingToDeliver, JobNotFound, FinishedBeforeBegun.
        """
        draft = (draft or AcceptanceDraft()).checked()
        with self._db.write(self._actor(), Action.CREATE, Subject.ACCEPTANCE) as session:
            order = require_order(session, order_id, RETURNABLE)
            sheet = sheets.sheet(session, self._trade, sheet_code)
            if sheet.stage is SheetStage.CEREMONY:
                raise SheetUnknown(code=sheet_code)
            one = self._begun(session, order, sheet)
            _fill(one, draft)
            _join(session, one, job_id)
            self._take_over(session, one)
            session.flush()
            return one.id

    def ceremony(self, order_id: int) -> int:
        """Return the signing ceremony of a signed order, begun where it has none.

        Raises OrderNotSigned, OrderNotConfirmed, NothingToDeliver, SheetUnknown.
        """
        with self._db.read() as session:
            found = ceremony_of(session, order_id)
        if found is not None:
            return found
        with self._db.write(self._actor(), Action.CREATE, Subject.ACCEPTANCE) as session:
            order = require_order(session, order_id, RETURNABLE)
            if order.signed_on is None:
                raise OrderNotSigned(number=order.number)
            if (again := ceremony_of(session, order_id)) is not None:
                return again
            one = self._begun(session, order, sheets.sheet(session, self._trade, SIGNING_CEREMONY))
            one.stage, one.leader_id, one.started_on = SheetStage.CEREMONY, order.staff_id, order.signed_on
            session.flush()
            return one.id

    def household(self, acceptance_id: int) -> Household | None:
        """Return by what a ceremony is chosen; None for a sheet on what is installed. Raises AcceptanceNotFound."""
        with self._db.read() as session:
            one = require(session, acceptance_id)
            customer = session.get(Customer, one.customer_id)
            if one.stage is not SheetStage.CEREMONY or customer is None:
                return None
            known, notes = [kind for kind in Interest if kind.value in customer.interests], customer.care_notes
            return Household(notes, tuple(known), suggested(notes, known), pictures(notes, agreed=customer.consent_on is not None))

    def _begun(self, session: WriteSession, order: SalesOrder, sheet: Checklist) -> Acceptance:
        """Return a new sheet of an order with its items."""
        one = Acceptance(number=numbers.take(session.connection(), numbers.ACCEPTANCE, local_day(self._now()))[0], order_id=order.id)
        one.customer_id, one.premises_id, one.created_at = order.customer_id, _house(session, order), self._now()
        one.sheet, one.sheet_version, one.stage = sheet.code, sheet.version, sheet.stage or SheetStage.FINAL
        one.state = AcceptanceState.OPEN
        session.add(one)
        session.flush()
        for position, item in enumerate(sheet.items):
            session.add(check_from(Place(acceptance_id=one.id), position, sheet, item))
        _file_under(session, one)
        return one

    def _take_over(self, session: WriteSession, one: Acceptance) -> None:
        """Take the rows of the sheet that nobody began out of the order's open deliveries."""
        query = select(DeliveryCheck).where(DeliveryCheck.delivery_id.in_(_open_deliveries(one.order_id)), DeliveryCheck.sheet == one.sheet)
        checks = list(session.scalars(query))
        touched = begun_of(session, checks)
        for check in checks:
            if check.id not in touched:
                session.delete(check)

    def edit(self, acceptance_id: int, draft: AcceptanceDraft, version: int) -> None:
        """Save the head of a sheet that was opened at `version`. Raises AcceptanceClosed, EditConflict, FinishedBeforeBegun."""
        draft = draft.checked()
        with self._db.write(self._actor(), Action.EDIT, Subject.ACCEPTANCE) as session:
            one = self._unclosed(session, acceptance_id)
            if one.version != version:
                raise EditConflict(mine=version, theirs=one.version)
            _fill(one, draft)

    def cancel(self, acceptance_id: int) -> None:
        """Call a sheet off; what it asked for stands in the order's open deliveries again.

        Raises AcceptanceClosed, and SheetHandedOver once a hand-over counted on it.
        """
        with self._db.write(self._actor(), Action.CANCEL, Subject.ACCEPTANCE) as session:
            one = self._unclosed(session, acceptance_id)
            handed_sheets.refuse_handed(session, self._trade, one)
            one.state = AcceptanceState.CANCELLED
            session.flush()
            waiting = _open_deliveries(one.order_id) if one.stage in INSTALLED else None
            for delivery_id in list(session.scalars(waiting)) if waiting is not None else ():
                write_checks(session, self._trade, delivery_id)

    # the items

    def note(self, check_id: int, result: CheckResult | None, value: str = "", note: str = "", **more: Unpack[More]) -> CheckResult | None:
        """Note what was found at an item, and return what it means by its limits and readings; None takes the result away.

        What failed stands until it passes; `mistake` beside None says that it was noted by mistake.

        Raises NoteMissing, PhotoMissing, DeadlineMissing when it did not pass, PhotoMissing, ReadingMissing when nobody could see that it
        did, AcceptanceClosed, CheckNotFound.
        """
        with self._db.write(self._actor(), Action.EDIT, Subject.ACCEPTANCE) as session:
            return self._notes(session).note(self._check(session, check_id), Finding(result, value, note, **more))

    def keep(self, check_id: int, value: str, readings: Sequence[Mapping[str, str]]) -> None:
        """Keep what was read at an item that nobody settled yet. Raises AcceptanceClosed, CheckNotFound."""
        with self._db.write(self._actor(), Action.EDIT, Subject.ACCEPTANCE) as session:
            self._notes(session).keep(self._check(session, check_id), Finding(value=value, readings=readings))

    def pass_all(self, check_ids: Iterable[int]) -> int:
        """Pass items that have no result yet, as one undoable step; return how many. What wants a value or a picture stays open."""
        with self._db.write(self._actor(), Action.EDIT, Subject.ACCEPTANCE) as session:
            return self._notes(session).pass_rest([self._check(session, check_id) for check_id in check_ids])

    def _check(self, session: WriteSession, check_id: int) -> DeliveryCheck:
        check = session.get(DeliveryCheck, check_id)
        if check is None or check.acceptance_id is None:
            raise CheckNotFound
        self._unclosed(session, check.acceptance_id)
        return check

    def _notes(self, session: WriteSession) -> CheckNotes:
        return CheckNotes(session, self._actor().staff_id, self._now)

    # valid

    def close(self, acceptance_id: int, signed_by: str = "", picture: str = "", paper: KeptFile | None = None) -> None:
        """Declare a sheet valid; `picture` is a kept signature of the customer, `paper` the kept photo of what he signed.

        Raises SheetNotValid with the items that are open, failed or lack their picture, CeremonyEmpty, AcceptanceClosed.
        """
        with self._db.write(self._actor(), Action.CLOSE, Subject.ACCEPTANCE) as session:
            one = self._unclosed(session, acceptance_id)
            refuse_invalid(session, one, self._notes(session))
            one.state, one.closed_at = AcceptanceState.VALID, self._now()
            one.finished_on = one.finished_on or local_day(self._now())
            handed_sheets.forget(session, one, self._now())
            if one_line(signed_by):
                one.signed_by, one.signed_at = one_line(signed_by), self._now()
            if paper is not None:
                attach_form(session, one.customer_id, paper, Belongs(acceptance_id=one.id), self._now())
            if picture:
                who = (SignRole.CUSTOMER, "", one_line(signed_by))
                add_signature(session, Signed(acceptance_id=one.id), who, picture, self._now())

    def reopen(self, acceptance_id: int, language: str = "zh") -> None:
        """Open a closed sheet again; its signatures do not hold any more and go. Raises AcceptanceClosed when it was called off.

        After the hand-over machines, certificates and guarantees stay; a follow-up asks in `language` to close the sheet again.
        """
        with self._db.write(self._actor(), Action.REOPEN, Subject.ACCEPTANCE) as session:
            one = require(session, acceptance_id)
            if one.state is AcceptanceState.CANCELLED:
                raise AcceptanceClosed(number=one.number)
            one.state, one.closed_at, one.signed_at, one.signed_by = AcceptanceState.OPEN, None, None, ""
            for signature in session.scalars(select(Signature).where(Signature.acceptance_id == one.id)):
                session.delete(signature)
            handed_sheets.remind(session, self._trade, one, self._now(), language)
            _file_under(session, one)

    def _unclosed(self, session: WriteSession, acceptance_id: int) -> Acceptance:
        one = require(session, acceptance_id)
        if one.state is not AcceptanceState.OPEN:
            raise AcceptanceClosed(number=one.number)
        _file_under(session, one)
        return one


def ceremony_of(session: Session, order_id: int) -> int | None:
    """Return the id of the signing ceremony of an order, None where it has none or it was called off."""
    kept = (Acceptance.order_id == order_id, Acceptance.stage == SheetStage.CEREMONY, Acceptance.state != AcceptanceState.CANCELLED)
    return session.execute(select(Acceptance.id).where(*kept).order_by(Acceptance.id).limit(1)).scalar()


def refuse_invalid(session: Session, one: Acceptance, notes: CheckNotes) -> None:
    """Raise SheetNotValid while a required item is open, an item failed, or one has no picture though it wants it."""
    query = select(DeliveryCheck).where(DeliveryCheck.acceptance_id == one.id).order_by(DeliveryCheck.position, DeliveryCheck.id)
    open_ = [check for check in session.scalars(query) if notes.unsettled(check)]
    if open_:
        words = " · ".join(check.code for check in open_[:NAMED]) + (" …" if len(open_) > NAMED else "")
        error = SheetNotValid(count=len(open_), items=words)
        error.check_ids = tuple(check.id for check in open_)
        raise error
    if one.stage is SheetStage.CEREMONY and not any(check.result is CheckResult.PASS for check in session.scalars(query)):
        raise CeremonyEmpty(number=one.number)


def _fill(one: Acceptance, draft: AcceptanceDraft) -> None:
    for name in HEAD:
        setattr(one, name, getattr(draft, name))


def _join(session: Session, one: Acceptance, job_id: int | None) -> None:
    """Put the sheet to a job of the order; who leads the job leads the sheet unless somebody else was named."""
    if job_id is None:
        return
    job = session.get(Job, job_id)
    if job is None or job.order_id != one.order_id:
        raise JobNotFound(number=str(job_id))
    one.job_id = job.id
    one.leader_id = one.leader_id or job.leader_id
    one.started_on = one.started_on or job.planned_on


def _house(session: Session, order: SalesOrder) -> int | None:
    """Return the house of an order, else the customer's first."""
    if order.premises_id is not None:
        return order.premises_id
    held = select(PremisesHolder.premises_id).where(PremisesHolder.customer_id == order.customer_id, PremisesHolder.to_on.is_(None))
    return session.execute(held.order_by(PremisesHolder.position, PremisesHolder.id).limit(1)).scalar()


def _open_deliveries(order_id: int) -> Select[int]:
    gone = (DeliveryState.REFUSED, DeliveryState.CANCELLED)
    return select(Delivery.id).where(
        Delivery.order_id == order_id,
        Delivery.finished_at.is_(None),
        Delivery.state.not_in(gone),
        Delivery.kind == DeliveryKind.DELIVERY,
    )


def _file_under(session: WriteSession, one: Acceptance) -> None:
    customer = session.get(Customer, one.customer_id)
    subject = Subject.CEREMONY if one.stage is SheetStage.CEREMONY else Subject.ACCEPTANCE
    session.about(one.id, f"{one.number} {customer.name}" if customer and customer.name else one.number, subject)
