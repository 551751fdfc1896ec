"""Wires the sites in the room of deliveries: the board, one site with its jobs, and the sheets that are begun there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from dealer_crm.app.rooms_orders import deliver, open_order
from dealer_crm.app.rooms_sheets import rectify, sheet_page
from dealer_crm.app.site_jobs import site_prints
from dealer_crm.domain.acceptances import SignRole
from dealer_crm.domain.attachments import Belongs
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.jobs import OPEN_JOBS, JobDraft, JobStage
from dealer_crm.domain.signatures import Signed
from dealer_crm.services.order_list import OrderRow, OrderSpec, OrderView
from dealer_crm.services.sites import SiteFile
from dealer_crm.ui.desk.phrases import day_words
from dealer_crm.ui.sites.doors import JobPhotos, SiteDoors, SiteReads, SiteWrites, Ticks
from dealer_crm.ui.sites.page import SitesPage
from dealer_crm.words.clashes import clash_words

if TYPE_CHECKING:
    from dealer_crm.app.rooms import Rooms

MOST, MOST_WARNINGS = 200, 5
"""So many orders are offered for a new job; so much of what is in its way is told."""
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
    page.item_requested.connect(lambda subject: rooms.window.go("deliveries", subject))
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
        failed=opened.failed_items.of,
        case=opened.complaint_work.to_mend,
    )
    writes = SiteWrites(
        plan=jobs.plan,
        edit=jobs.edit,
        agree=jobs.agree,
        call_ahead=jobs.call_ahead,
        start=jobs.start,
        cancel=jobs.cancel,
        finish=jobs.finish,
        begin=acceptances.begin,
        sign=lambda job_id, name, png: opened.signatures.add(Signed(job_id=job_id), SignRole.CUSTOMER, name, png),
        keep_paper=lambda job, name, data: opened.attachments.add_form(job.customer_id, name, data, Belongs(job_id=job.id)),
    )
    return SiteDoors(
        reads,
        writes,
        Ticks(jobs.tick, jobs.pass_all),
        _photos(rooms),
        site_prints(rooms),
        opened.drafts,
        opened.now,
        lambda: opened.operator.id if opened.operator else 0,
        opened.mend_on,
        partial(rectify, rooms),
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
    """Say what is in the way of a job on its days: somebody is away, or elsewhere."""
    t, today = rooms.t, local_day(rooms.opened.now())
    found = rooms.opened.job_clashes.of(draft, job_id)
    said = [t("{label}: {text}").format(label=day_words(one.day, today, t), text=clash_words(one.clash, t)) for one in found]
    return list(dict.fromkeys(said))[:MOST_WARNINGS]
