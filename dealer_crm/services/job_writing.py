"""What every write of a job needs: finding it, naming it, filling it from the order and the customer's file."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from dealer_crm.domain.deliveries import MANNERS
from dealer_crm.domain.jobs import AgreedTime, JobClosed, JobDraft, JobNotFound, JobsNotYet, JobStage, JobState, MaterialDraft, may_become
from dealer_crm.domain.orders import OrderState
from dealer_crm.domain.text import one_line
from dealer_crm.services.check_rows import Place
from dealer_crm.services.check_writing import check_from
from dealer_crm.services.customer_draft import places_of
from dealer_crm.services.order_reading import require as require_any_order
from dealer_crm.services.sheets import sheet
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import Customer, Job, JobMaterial, Premises, SalesOrder, Staff

PLAIN_FIELDS = ("stage", "planned_on", "slot", "days", "leader_id", "crew", "licences", "note", "next_stage", "next_on")
ARRANGED = ("planned_on", "slot", "days")
"""What the customer agreed to: when it changes he is asked again."""


def require(session: Session, job_id: int) -> Job:
    """Return a job. Raises JobNotFound."""
    job = session.get(Job, job_id)
    if job is None:
        raise JobNotFound(number=str(job_id))
    return job


def refuse_unless(job: Job, wanted: JobState) -> None:
    """Raises JobClosed when the job may not go to that state."""
    if not may_become(job.state, wanted):
        raise JobClosed(number=job.number)


def require_order(session: Session, order_id: int, stage: JobStage) -> SalesOrder:
    """Return an order on which there is work of a stage. Raises OrderNotFound, JobsNotYet."""
    order = require_any_order(session, order_id)
    early = order.state is OrderState.DRAFT and stage is not JobStage.SURVEY
    if early or order.state is OrderState.CANCELLED:
        raise JobsNotYet(number=order.number)
    return order


def file_under(session: WriteSession, job: Job) -> None:
    """File the entry under the job, by number and customer."""
    customer = session.get(Customer, job.customer_id)
    session.about(job.id, f"{job.number} {customer.name}" if customer and customer.name else job.number)


def fill(session: WriteSession, job: Job, draft: JobDraft) -> None:
    """Copy the draft; what it leaves open comes from the house and the customer's file. A changed time is not agreed any more."""
    before = tuple(getattr(job, name) for name in ARRANGED)
    for name in PLAIN_FIELDS:
        setattr(job, name, getattr(draft, name))
    if job.state is JobState.CONFIRMED and before != tuple(getattr(job, name) for name in ARRANGED):
        ask_again(job)
    members = _there(session, draft.member_ids)
    if job.members != members:
        job.members = members
    house = session.get(Premises, job.premises_id) if job.premises_id else None
    customer = session.get(Customer, job.customer_id)
    job.access = (house.access_notes if house else "") if draft.access is None else one_line(draft.access)
    job.special = (customer.care_notes if customer else "") if draft.special is None else one_line(draft.special)


def move(job: Job, time: AgreedTime) -> None:
    """Put a job on another day and hour; what was agreed before does not hold for it."""
    if (job.planned_on, job.slot) != (time.day, one_line(time.slot)):
        ask_again(job)
        job.planned_on, job.slot = time.day, one_line(time.slot)


def ask_again(job: Job) -> None:
    """The time is not what the customer agreed to any more."""
    if job.state is JobState.CONFIRMED:
        job.state = JobState.PLANNED
    job.agreed_by, job.agreed_at, job.called_at = None, None, None


def lead_by(job: Job, staff_id: int) -> None:
    """Let somebody else lead the team."""
    job.leader_id = staff_id
    if staff_id in job.members:
        job.members = [one for one in job.members if one != staff_id]


def house_of(session: Session, order: SalesOrder) -> int | None:
    """Return the house of an order: the one it names, else the customer's first."""
    return order.premises_id or next((house.id for _, house in places_of(session, order.customer_id)), None)


def _there(session: Session, staff_ids: Sequence[int]) -> list[int]:
    known = set(session.scalars(select(Staff.id).where(Staff.id.in_(staff_ids))))
    return [one for one in staff_ids if one in known]


def write_materials(session: WriteSession, job: Job, wanted: Sequence[MaterialDraft]) -> None:
    """Make the job's material equal to the wanted rows, keeping the rows that stay."""
    known = materials_of(session, job.id)
    for position, draft in enumerate(wanted):
        row = known[position] if position < len(known) else JobMaterial(job_id=job.id)
        for name in ("name", "unit", "taken", "returned", "product_id", "note"):
            setattr(row, name, getattr(draft, name))
        row.position = position
        session.add(row)
    for row in known[len(wanted) :]:
        session.delete(row)
    if any(session.is_modified(row) for row in known) or len(known) != len(wanted):
        flag_modified(job, "note")  # whoever has the job open sees that it was changed
    session.flush()


def materials_of(session: Session, job_id: int) -> list[JobMaterial]:
    """Return the rows of a job's material, in order."""
    query = select(JobMaterial).where(JobMaterial.job_id == job_id).order_by(JobMaterial.position, JobMaterial.id)
    return list(session.scalars(query))


def material_drafts(rows: Sequence[JobMaterial]) -> tuple[MaterialDraft, ...]:
    """Return material as a form edits it."""
    return tuple(MaterialDraft(row.name, row.unit, row.taken, row.returned, row.product_id, row.note) for row in rows)


def write_manners(session: WriteSession, trade: Trade, job_id: int) -> None:
    """Write the sheet of manners on a site with a job."""
    manners = sheet(session, trade, MANNERS)
    session.add_all(check_from(Place(job_id=job_id), position, manners, item) for position, item in enumerate(manners.items))
    session.flush()


def draft_from(session: Session, job: Job) -> JobDraft:
    """Return a job as the draft that a form edits."""
    own = {name: getattr(job, name) for name in (*PLAIN_FIELDS, "access", "special")}
    return JobDraft(**own, member_ids=tuple(job.members), materials=material_drafts(materials_of(session, job.id)))
