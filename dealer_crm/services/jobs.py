"""Jobs on a site: planned from an order, agreed with the customer, done by a team, followed by the next stage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Unpack

from sqlalchemy import select

from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.customers import PreferredChannel
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import CheckNotFound, ReasonMissing, is_open
from dealer_crm.domain.errors import EditConflict
from dealer_crm.domain.findings import Finding
from dealer_crm.domain.jobs import (
    OPEN_JOBS,
    AgreedTime,
    JobClosed,
    JobDayMissing,
    JobDraft,
    JobNotFound,
    JobStage,
    JobState,
    MaterialDraft,
)
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.text import one_line
from dealer_crm.services import job_file
from dealer_crm.services import job_writing as writing
from dealer_crm.services.check_writing import CheckNotes, More
from dealer_crm.services.job_file import JobFile
from dealer_crm.services.trade import Trade
from dealer_crm.storage import numbers
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import DeliveryCheck, Job


class Jobs:
    """Use-cases of jobs. One public method is one transaction."""

    def __init__(self, db: Database, actor: Callable[[], Actor], now: Callable[[], datetime], trade: Trade) -> None:
        self._db = db
        self._actor = actor
        self._now = now
        self._trade = trade

    def open(self, job_id: int) -> JobFile:
        """Return a job with its team, goods, material and sheet of manners. Raises JobNotFound."""
        with self._db.read() as session:
            return job_file.read(session, self._trade, job_id)

    def id_of(self, number: str) -> int:
        """Return the id of a job number. Raises JobNotFound."""
        with self._db.read() as session:
            found = session.execute(select(Job.id).where(Job.number == number.strip().upper())).scalar()
        if found is None:
            raise JobNotFound(number=number)
        return found

    # planning

    def plan(self, order_id: int, draft: JobDraft | None = None) -> int:
        """Plan a job of an order; return its id. Raises OrderNotFound, JobsNotYet, MaterialNameless, ReturnedTooMuch."""
        draft = (draft or JobDraft()).checked()
        with self._db.write(self._actor(), Action.CREATE, Subject.JOB) as session:
            job = self._plan(session, order_id, draft)
            writing.file_under(session, job)
            return job.id

    def _plan(self, session: WriteSession, order_id: int, draft: JobDraft) -> Job:
        order = writing.require_order(session, order_id, draft.stage)
        number = numbers.take(session.connection(), numbers.JOB, local_day(self._now()))[0]
        job = Job(number=number, order_id=order.id, customer_id=order.customer_id, created_at=self._now())
        job.state, job.premises_id, job.complaint_id = JobState.PLANNED, writing.house_of(session, order), draft.complaint_id
        writing.fill(session, job, draft)
        session.add(job)
        session.flush()
        writing.write_materials(session, job, draft.materials)
        writing.write_manners(session, self._trade, job.id)
        return job

    def edit(self, job_id: int, draft: JobDraft, version: int) -> None:
        """Save a job that was opened at `version`; with another time the customer is asked again.

        Raises JobClosed once it is over, EditConflict, MaterialNameless, ReturnedTooMuch.
        """
        draft = draft.checked()
        with self._db.write(self._actor(), Action.EDIT, Subject.JOB) as session:
            job = self._unfinished(session, job_id)
            if job.version != version:
                raise EditConflict(mine=version, theirs=job.version)
            writing.require_order(session, job.order_id, draft.stage)
            writing.fill(session, job, draft)
            writing.write_materials(session, job, draft.materials)

    def agree(self, job_id: int, channel: PreferredChannel, time: AgreedTime | None = None) -> None:
        """The customer agreed to day and time by this channel, to another `time` where one is given; all of it is one undoable step.

        Raises JobDayMissing, JobClosed once the work has begun.
        """
        with self._db.write(self._actor(), Action.CONFIRM, Subject.JOB) as session:
            job = self._unfinished(session, job_id)
            if job.state is JobState.UNDER_WAY:
                raise JobClosed(number=job.number)
            if time is not None:
                writing.move(job, time)
            if job.planned_on is None:
                raise JobDayMissing(number=job.number)
            job.state, job.agreed_by, job.agreed_at = JobState.CONFIRMED, channel, self._now()

    def call_ahead(self, job_id: int) -> None:
        """The customer was called half an hour before the team comes. Raises JobClosed."""
        with self._db.write(self._actor(), Action.CONFIRM, Subject.JOB) as session:
            self._unfinished(session, job_id).called_at = self._now()

    def cancel(self, job_id: int, reason: str) -> None:
        """Call a job off. Raises ReasonMissing, JobClosed once the work has begun."""
        if not one_line(reason):
            raise ReasonMissing
        with self._db.write(self._actor(), Action.CANCEL, Subject.JOB) as session:
            job = self._moved(session, job_id, JobState.CANCELLED)
            job.reason = one_line(reason)

    def printed(self, job_id: int) -> None:
        """Note that the dispatch sheet was printed."""
        with self._db.write(self._actor(), Action.PRINT, Subject.JOB) as session:
            job = writing.require(session, job_id)
            job.printed_at = self._now()
            writing.file_under(session, job)

    # on the site

    def start(self, job_id: int) -> None:
        """The team is at work. Raises JobClosed."""
        with self._db.write(self._actor(), Action.SEND, Subject.JOB) as session:
            self._moved(session, job_id, JobState.UNDER_WAY).started_at = self._now()

    def finish(
        self,
        job_id: int,
        signed_by: str = "",
        next_stage: JobStage | None = None,
        next_on: date | None = None,
        materials: Sequence[MaterialDraft] | None = None,
    ) -> int | None:
        """The work of this stage is done; the next stage that was arranged is planned along with it, for the same team.

        `materials` are what was taken along and what came back, None = as noted before. Return the id of that next job: the one of this
        stage that the order has already, a new one, or None without a next stage. All of it is one undoable step.
        Raises JobClosed, MaterialNameless, ReturnedTooMuch.
        """
        wanted = None if materials is None else JobDraft(materials=tuple(materials)).checked().materials
        with self._db.write(self._actor(), Action.FINISH, Subject.JOB) as session:
            job = self._moved(session, job_id, JobState.DONE)
            if wanted is not None:
                writing.write_materials(session, job, wanted)
            job.finished_at = self._now()
            job.started_at = job.started_at or job.finished_at
            if one_line(signed_by):
                job.signed_by, job.signed_at = one_line(signed_by), job.finished_at
            job.next_stage, job.next_on = next_stage, next_on
            session.flush()
            return self._plan_next(session, job) if next_stage is not None else None

    def _plan_next(self, session: WriteSession, job: Job) -> int:
        assert job.next_stage is not None
        same = select(Job.id).where(Job.order_id == job.order_id, Job.state.in_(OPEN_JOBS), Job.stage == job.next_stage)
        found = session.execute(same.order_by(Job.id).limit(1)).scalar()
        if found is not None:
            return int(found)
        draft = replace(writing.draft_from(session, job), stage=job.next_stage, planned_on=job.next_on, materials=())
        return self._plan(session, job.order_id, replace(draft, slot="", days=1, note="", next_stage=None, next_on=None)).id

    def set_materials(self, job_id: int, materials: Sequence[MaterialDraft]) -> None:
        """Note what was taken along and what came back, also after the work. Raises MaterialNameless, ReturnedTooMuch, JobClosed."""
        wanted = JobDraft(materials=tuple(materials)).checked().materials
        with self._db.write(self._actor(), Action.EDIT, Subject.JOB) as session:
            job = self._kept(session, job_id)
            writing.write_materials(session, job, wanted)

    # manners

    def tick(self, check_id: int, result: CheckResult | None, value: str = "", note: str = "", **more: Unpack[More]) -> CheckResult | None:
        """Note how one behaved on the site, and return what it comes to; None takes the tick away.

        Raises CheckNotFound, NoteMissing, DeadlineMissing, JobClosed when the job was called off.
        """
        with self._db.write(self._actor(), Action.EDIT, Subject.JOB) as session:
            return self._notes(session).note(self._check(session, check_id), Finding(result, value, note, **more))

    def pass_all(self, check_ids: Iterable[int]) -> int:
        """Tick items that have no result yet as passed, as one undoable step; return how many."""
        with self._db.write(self._actor(), Action.EDIT, Subject.JOB) as session:
            return self._notes(session).pass_rest([self._check(session, check_id) for check_id in check_ids])

    def _notes(self, session: WriteSession) -> CheckNotes:
        return CheckNotes(session, self._actor().staff_id, self._now)

    def _check(self, session: WriteSession, check_id: int) -> DeliveryCheck:
        check = session.get(DeliveryCheck, check_id)
        if check is None or check.job_id is None:
            raise CheckNotFound
        job = self._kept(session, check.job_id)
        if job.state is JobState.DONE and not is_open(check.result):
            raise JobClosed(number=job.number)
        return check

    # states

    def _kept(self, session: WriteSession, job_id: int) -> Job:
        """Return a job that was not called off. Raises JobNotFound, JobClosed."""
        job = writing.require(session, job_id)
        if job.state is JobState.CANCELLED:
            raise JobClosed(number=job.number)
        writing.file_under(session, job)
        return job

    def _unfinished(self, session: WriteSession, job_id: int) -> Job:
        """Return a job whose work is not over. Raises JobNotFound, JobClosed."""
        job = self._kept(session, job_id)
        if job.state not in OPEN_JOBS:
            raise JobClosed(number=job.number)
        return job

    def _moved(self, session: WriteSession, job_id: int, state: JobState) -> Job:
        """Return a job after it went to a state. Raises JobNotFound, JobClosed."""
        job = writing.require(session, job_id)
        writing.refuse_unless(job, state)
        job.state = state
        writing.file_under(session, job)
        return job
