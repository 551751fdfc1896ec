"""Wires the sites in the room of deliveries: the board, one site with its jobs, and the sheets that are begun there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from dealer_crm.app.rooms_orders import deliver, open_order
from dealer_crm.app.rooms_sheets import sheet_page
from dealer_crm.domain.acceptances import SignRole
from dealer_crm.domain.attachments import Belongs
from dealer_crm.domain.jobs import OPEN_JOBS, JobDraft, JobStage, works_on
from dealer_crm.domain.signatures import Signed
from dealer_crm.services.order_list import OrderRow, OrderSpec, OrderView
from dealer_crm.services.sites import SiteFile
from dealer_crm.ui.sites.doors import JobPhotos, SiteDoors, SitePrints, SiteReads, SiteWrites, Ticks
from dealer_crm.ui.sites.page import SitesPage

if TYPE_CHECKING:
    from dealer_crm.app.rooms import Rooms

MOST = 200
"""So many orders are offered for a new job."""
AFTER = {
    None: JobStage.SURVEY,
    JobStage.SURVEY: JobStage.HIDDEN,
    JobStage.HIDDEN: JobStage.UNITS,
    JobStage.PIPES: JobStage.UNITS,
    JobStage.UNITS: JobStage.COMMISSIONING,
    JobStage.COMMISSIONING: JobStage.RECTIFY,
    JobStage.RECTIFY: JobStage.COMMISSIONING,
}
"""The stage that is proposed after the last one, where nothing else was arranged on leaving."""


def sites_page(rooms: Rooms) -> SitesPage:
    """Return the page of the sites."""
    page = SitesPage(rooms.t, site_doors(rooms), rooms.window)
    page.make_sheet = partial(sheet_page, rooms)
    page.customer_requested.connect(rooms.open_customer)
    page.order_requested.connect(partial(open_order, rooms))
    page.deliver_requested.connect(partial(deliver, rooms))
    page.delivery_requested.connect(lambda delivery_id: rooms.window.go("deliveries", str(delivery_id)))
    return page


def site_doors(rooms: Rooms) -> SiteDoors:
    """Return what the page may call."""
    opened = rooms.opened
    jobs, acceptances = opened.jobs, opened.acceptances
    reads = SiteReads(
        board=opened.sites.rows,
        open=opened.sites.open,
        job=jobs.open,
        proposed=lambda order_id: proposed(opened.sites.open(order_id)),
        warnings=partial(_warnings, rooms),
        orders=partial(_orders, rooms),
        staff=opened.shop.staff,
        products=opened.products.find,
        wanted=opened.acceptance_list.wanted,
        promises=lambda order_id: opened.orders.open(order_id).promises,
    )
    writes = SiteWrites(
        plan=jobs.plan,
        edit=jobs.edit,
        agree=jobs.agree,
        call_ahead=jobs.call_ahead,
        start=jobs.start,
        cancel=jobs.cancel,
        set_materials=jobs.set_materials,
        finish=jobs.finish,
        begin=acceptances.begin,
        sign=lambda job_id, name, png: opened.signatures.add(Signed(job_id=job_id), SignRole.CUSTOMER, name, png),
    )
    return SiteDoors(
        reads,
        writes,
        Ticks(jobs.tick, jobs.pass_all),
        _photos(rooms),
        SitePrints(),
        opened.drafts,
        opened.now,
        lambda: opened.operator.id if opened.operator else 0,
    )


def proposed(site: SiteFile) -> JobDraft:
    """Return the next job of a site as far as it is known: the stage that follows, the day that was arranged, the team of the last one."""
    last = site.jobs[-1] if site.jobs else None
    if last is None:
        return JobDraft(stage=JobStage.HIDDEN, access=site.access, special=site.care_notes)
    taken = {job.draft.stage for job in site.jobs if job.state in OPEN_JOBS}
    stage = last.draft.next_stage or AFTER[last.draft.stage]
    while stage in taken and AFTER[stage] not in taken:
        stage = AFTER[stage]
    return replace(
        last.draft, stage=stage, planned_on=last.draft.next_on, slot="", days=1, note="", next_stage=None, next_on=None, materials=()
    )


def _orders(rooms: Rooms, words: str) -> Sequence[OrderRow]:
    return rooms.opened.order_list.page(OrderSpec(OrderView.OPEN, words), MOST)


def _photos(rooms: Rooms) -> JobPhotos:
    kept = rooms.opened.attachments
    return JobPhotos(
        of=lambda job_id: kept.at(Belongs(job_id=job_id)),
        read=kept.read,
        add=lambda job, name, data: kept.add(job.customer_id, name, data, Belongs(job_id=job.id)),
        remove=kept.remove,
    )


def _warnings(rooms: Rooms, draft: JobDraft, job_id: int) -> list[str]:
    """Say who is away on the days of a job, and who is on another site then."""
    days = works_on(draft.planned_on, draft.days)
    if not days:
        return []
    team = {one for one in (draft.leader_id, *draft.member_ids) if one is not None}
    t, opened = rooms.t, rooms.opened
    away = [row for row in opened.absences.between(days[0], days[-1]) if row.staff_id in team]
    said = [t("{person} is away that day").format(person=row.staff) for row in away]
    names = {one.id: one.name for one in opened.shop.staff(everyone=True)}
    words = t("{person} is on another site then: {customer} ({stage})")
    from dealer_crm.words.labels import label

    for row in opened.sites.rows():
        busy = sorted(team.intersection(row.people)) if row.job_id not in (None, job_id) and _same_day(days, row.next_on, row.days) else []
        stage = label(row.stage, t) if row.stage else ""
        said += [words.format(person=names.get(one, ""), customer=row.customer, stage=stage) for one in busy]
    return said


def _same_day(days: Sequence[date], begins: date | None, count: int) -> bool:
    return not set(days).isdisjoint(works_on(begins, count))
