"""Sites of the sample shop: jobs at different stages with their material, from resources/demo/sites.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.customers import PreferredChannel
from dealer_crm.domain.jobs import JobDraft, JobStage, JobState, MaterialDraft
from dealer_crm.services import job_writing as writing
from dealer_crm.services.demo_care import FITTER
from dealer_crm.services.demo_pictures import Album
from dealer_crm.services.demo_sheets import SheetStories, order_of
from dealer_crm.services.demo_telling import Telling, thousandths
from dealer_crm.services.trade import Trade
from dealer_crm.storage import numbers
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.files import program_text
from dealer_crm.storage.models import Customer, DeliveryCheck, Job, SalesOrder

Entry = Mapping[str, Any]
PLANNED_BEFORE = 4
"""So many days before it, or yesterday at the latest, a job was planned."""


class SiteStories:
    """Writes the jobs and sheets inside the caller's write."""

    def __init__(self, session: WriteSession, telling: Telling, trade: Trade, staff: Sequence[int], album: Album) -> None:
        self._session, self._telling, self._trade, self._staff = session, telling, trade, staff
        self._album = album

    def tell(self) -> None:
        """Write every job and every sheet of the story."""
        told = tomllib.loads(program_text("demo", "sites.toml"))
        for entry in told["jobs"]:
            self._write(order_of(self._session, self._telling, entry), entry)
        SheetStories(self._session, self._telling, self._trade, self._staff, self._album).tell(told["sheets"])

    def _write(self, order: SalesOrder, entry: Entry) -> None:
        created = self._telling.instant(min(entry.get("on", 0) - PLANNED_BEFORE, -1), "16:20")
        job = Job(order_id=order.id, customer_id=order.customer_id, created_at=created, state=JobState.PLANNED)
        job.number = numbers.take(self._session.connection(), numbers.JOB, created.astimezone().date())[0]
        job.premises_id = writing.house_of(self._session, order)
        draft = self._draft(entry).checked()
        writing.fill(self._session, job, draft)
        self._move(job, entry)
        self._session.add(job)
        self._session.flush()
        writing.write_materials(self._session, job, draft.materials)
        writing.write_manners(self._session, self._trade, job.id)
        if job.state is JobState.DONE:
            self._tick(job)

    def _draft(self, entry: Entry) -> JobDraft:
        stage, on = entry.get("next", (None, 0))
        return JobDraft(
            stage=JobStage(entry["stage"]),
            planned_on=self._telling.day(entry["on"]) if "on" in entry else None,
            slot=entry.get("slot", ""),
            days=entry.get("days", 1),
            leader_id=self._staff[entry.get("leader", FITTER)],
            crew=self._telling.words(entry.get("crew", "")),
            note=self._telling.words(entry.get("note", "")),
            next_stage=JobStage(stage) if stage else None,
            next_on=self._telling.day(on) if stage else None,
            materials=tuple(self._material(told) for told in entry.get("materials", ())),
        )

    def _material(self, told: Entry) -> MaterialDraft:
        unit = self._telling.words(told.get("unit", ""))
        return MaterialDraft(self._telling.words(told), unit, thousandths(told["taken"]), thousandths(told.get("back", "0")))

    def _move(self, job: Job, entry: Entry) -> None:
        job.state, on = JobState(entry["state"]), entry.get("on", 0)
        if job.state is not JobState.PLANNED:
            job.agreed_by = PreferredChannel(entry.get("agreed", "mobile"))
            job.agreed_at = self._telling.instant(min(on - 2, -1), "17:10")
        if job.state in (JobState.UNDER_WAY, JobState.DONE):
            job.called_at, job.started_at = self._telling.instant(on, "08:00"), self._telling.instant(on, "08:35")
        if job.state is JobState.DONE:
            customer = self._session.get(Customer, job.customer_id)
            job.finished_at = job.signed_at = self._telling.instant(on + entry.get("days", 1) - 1, "17:20")
            job.signed_by = customer.name if customer else ""

    def _tick(self, job: Job) -> None:
        for check in self._session.scalars(select(DeliveryCheck).where(DeliveryCheck.job_id == job.id)):
            check.result, check.staff_id = CheckResult.PASS, job.leader_id
            check.done_at = job.finished_at - timedelta(minutes=20) if job.finished_at else None
