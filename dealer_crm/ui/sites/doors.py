"""What the pages of sites ask of the rest of the program; filled by the wiring, by small fakes in tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dealer_crm.domain.acceptances import AcceptanceDraft
from dealer_crm.domain.attachments import AttachmentRow
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.complaints import ComplaintNotFound
from dealer_crm.domain.customers import PreferredChannel
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.findings import MEND_DAYS
from dealer_crm.domain.jobs import AgreedTime, JobDraft, JobStage, MaterialDraft
from dealer_crm.services.acceptance_list import WantedSheet
from dealer_crm.services.complaint_work import CaseToMend
from dealer_crm.services.drafts import Drafts
from dealer_crm.services.failed_items import FailedItem
from dealer_crm.services.job_file import JobFile
from dealer_crm.services.order_file import PromiseRow
from dealer_crm.services.order_list import OrderRow
from dealer_crm.services.products import ProductRow
from dealer_crm.services.shop import StaffRow
from dealer_crm.services.sites import SiteFile, SiteRow
from dealer_crm.ui.sheets.doors import MendDays
from dealer_crm.ui.shell.exporting import Exporting
from dealer_crm.ui.sites.job_deeds import JobDeed


@dataclass(frozen=True)
class Agreed:
    """A time as it was agreed with the customer."""

    channel: PreferredChannel | None
    day: date | None
    slot: str


def _no_case(complaint_id: int) -> CaseToMend:
    raise ComplaintNotFound(number=str(complaint_id))


@dataclass(frozen=True)
class SiteReads:
    """Questions. `proposed` is a new job of an order with what is known filled in; `warnings` are sentences about a draft of a job.

    `failed` is an item that is to be mended, `case` a complaint for which something is.
    """

    board: Callable[[], Sequence[SiteRow]]
    open: Callable[[int], SiteFile]
    job: Callable[[int], JobFile]
    proposed: Callable[[int], JobDraft]
    warnings: Callable[[JobDraft, int], Sequence[str]]
    orders: Callable[[str], Sequence[OrderRow]]
    staff: Callable[[], Sequence[StaffRow]]
    products: Callable[[str, int], Sequence[ProductRow]]
    wanted: Callable[[int], Sequence[WantedSheet]]
    promises: Callable[[int], Sequence[PromiseRow]]
    failed: Callable[[int], FailedItem]
    case: Callable[[int], CaseToMend] = _no_case


@dataclass(frozen=True)
class SiteWrites:
    """Changes; each raises DomainError when refused.

    `finish` takes who signed, the next stage, its day and the material where something came back, and returns the next job. `keep_paper`
    keeps the photo of a signed paper with a job, by its name.
    """

    plan: Callable[[int, JobDraft], int]
    edit: Callable[[int, JobDraft, int], None]
    agree: Callable[[int, PreferredChannel, AgreedTime], None]
    call_ahead: Callable[[int], None]
    start: Callable[[int], None]
    cancel: Callable[[int, str], None]
    finish: Callable[[int, str, JobStage | None, date | None, Sequence[MaterialDraft] | None], int | None]
    begin: Callable[[int, str, AcceptanceDraft | None, int | None], int]
    sign: Callable[[int, str, bytes], object] | None = None
    keep_paper: Callable[[JobFile, str, bytes], object] | None = None


@dataclass(frozen=True)
class Ticks:
    """Noting the items of a job's own sheet: id, result, value, note, and days by name."""

    tick: Callable[..., CheckResult | None]
    pass_all: Callable[[Sequence[int]], int]


@dataclass(frozen=True)
class JobPhotos:
    """Pictures of a job."""

    of: Callable[[int], Sequence[AttachmentRow]]
    read: Callable[[int], bytes]
    add: Callable[[JobFile, str, bytes], int]
    remove: Callable[[int], object]


@dataclass(frozen=True)
class SitePrints:
    """The dispatch sheet of a job, and its text for the team; the sheets of a day; all that was read on an order's sheets, by its id
    and number, as a workbook; lists as files, `jobs` are all of them. None hides the button or the command.
    """

    preview: Callable[[int], object] | None = None
    print_now: Callable[[int], object] | None = None
    text: Callable[[int], str] | None = None
    of_day: Callable[[date], object] | None = None
    readings: Callable[[int, str], object] | None = None
    exporting: Exporting | None = None
    jobs: Callable[[], Sequence[int]] = tuple


@dataclass(frozen=True)
class SiteDoors:
    """Everything together; `operator` is who works now."""

    reads: SiteReads
    writes: SiteWrites
    ticks: Ticks
    photos: JobPhotos
    prints: SitePrints
    drafts: Drafts
    now: Callable[[], datetime]
    operator: Callable[[], int]
    mend_on: Callable[[], date] | None = None
    rectify: Callable[[int], object] | None = None

    def today(self) -> date:
        """Return the calendar day of the shop."""
        return local_day(self.now())

    def mend_days(self) -> MendDays:
        """Return the days that are offered for what failed."""
        return MendDays(self.today, self.mend_on or (lambda: self.today() + timedelta(days=MEND_DAYS)), self.rectify)

    def offered(self) -> frozenset[JobDeed]:
        """Return the deeds that somebody answers."""
        wanted = {JobDeed.TEXT: self.prints.text, JobDeed.PRINT: self.prints.preview, JobDeed.SIGN: self.writes.sign}
        return frozenset(deed for deed in JobDeed if deed not in wanted or wanted[deed] is not None)
