"""What the delivery pages ask of the rest of the program; filled by the wiring, by small fakes in tests."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dealer_crm.domain.attachments import AttachmentRow, KeptFile
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.customers import PreferredChannel
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import DeliveryDraft, HandOver
from dealer_crm.domain.findings import MEND_DAYS
from dealer_crm.domain.order_effects import EffectLine
from dealer_crm.domain.orders import PayWay
from dealer_crm.domain.scans import SerialPlace
from dealer_crm.services.delivery_door import Taken
from dealer_crm.services.delivery_file import DeliveryFile
from dealer_crm.services.delivery_list import DeliveryRow, DeliverySpec, DeliveryView, OrderToDeliver
from dealer_crm.services.drafts import Drafts
from dealer_crm.services.shop import StaffRow
from dealer_crm.services.signatures import SignatureRow
from dealer_crm.ui.desk.doors import Pictures
from dealer_crm.ui.expectations.doors import ExpectationDoors
from dealer_crm.ui.sheets.doors import MendDays
from dealer_crm.ui.shell.exporting import Exporting


@dataclass(frozen=True)
class DeliveryReads:
    """Questions. `site` says how the installation of an order stands, "" where nothing is to be done on a site.

    `wants_job` tells whether an order has machines to install and no open job.
    """

    ids: Callable[[DeliverySpec], Sequence[int]]
    rows: Callable[[Sequence[int]], Sequence[DeliveryRow]]
    counts: Callable[[], Mapping[DeliveryView, int]]
    open: Callable[[int], DeliveryFile]
    to_deliver: Callable[[], Sequence[OrderToDeliver]]
    return_effect: Callable[[int, Mapping[int, int]], Sequence[EffectLine]]
    serials_there: Callable[[Collection[int]], Mapping[int, Sequence[str]]]
    staff: Callable[[], Sequence[StaffRow]]
    site: Callable[[int], str] = lambda _order_id: ""
    wants_job: Callable[[int], bool] = lambda _order_id: False


@dataclass(frozen=True)
class DeliveryWrites:
    """Changes; each raises DomainError when refused. `collect` takes delivery, way and 分."""

    plan: Callable[[int, DeliveryDraft], int]
    edit: Callable[[int, DeliveryDraft, int], None]
    set_serials: Callable[[int, Sequence[str]], None]
    tick: Callable[..., CheckResult | None]
    keep: Callable[[int, str, Sequence[Mapping[str, str]]], None]
    pass_all: Callable[[Sequence[int]], int]
    send: Callable[[int], None]
    cancel: Callable[[int], None]
    refuse: Callable[[int, str], None]
    finish: Callable[[int, HandOver, str, Collection[int]], None]
    take_back: Callable[[int, Mapping[int, int], str, Collection[str]], int]
    collect: Callable[[DeliveryFile, PayWay, int], object]


@dataclass(frozen=True)
class AtDoor:
    """What happens around the door. `sign` takes who takes what, and by which way all that is to collect was paid; see DeliveryDoor.

    `signatures` are those under a delivery, `signature` the picture of one; `keep_signature` keeps a picture and names it, `keep_paper`
    the photo of a signed paper, by its name.
    """

    sign: Callable[[DeliveryFile, Taken, PayWay | None], None]
    agree: Callable[[int, PreferredChannel], None]
    called: Callable[[int], None]
    complete: Callable[[int, Mapping[int, tuple[str, str]]], None]
    note_scans: Callable[[int, Mapping[int, Sequence[str]]], None]
    place_of: Callable[[int, str], SerialPlace | None]
    keep_signature: Callable[[bytes], str]
    keep_paper: Callable[[str, bytes], KeptFile]
    signatures: Callable[[int], Sequence[SignatureRow]]
    signature: Callable[[SignatureRow], bytes]


@dataclass(frozen=True)
class Photos:
    """Pictures of a delivery and of the items of its sheet (`check_id` 0 = the delivery as a whole)."""

    of: Callable[[int], Sequence[AttachmentRow]]
    of_check: Callable[[int], Sequence[AttachmentRow]]
    read: Callable[[int], bytes]
    add: Callable[[DeliveryFile, int, str, bytes], int]
    remove: Callable[[int], object]


@dataclass(frozen=True)
class DeliveryPrints:
    """The papers and the text of one delivery, and the notes of all of today's; None hides the button."""

    preview_note: Callable[[int], object] | None = None
    print_note: Callable[[int], object] | None = None
    preview_checklist: Callable[[int], object] | None = None
    preview_blank: Callable[[int], object] | None = None
    text: Callable[[int], str] | None = None
    exporting: Exporting | None = None
    notes_of_today: Callable[[], object] | None = None


@dataclass(frozen=True)
class DeliveryDoors:
    """Everything together."""

    reads: DeliveryReads
    writes: DeliveryWrites
    photos: Photos
    prints: DeliveryPrints
    drafts: Drafts
    now: Callable[[], datetime]
    door: AtDoor
    expectations: ExpectationDoors | None = None
    mend_on: Callable[[], date] | None = None
    rectify: Callable[[int], object] | None = None

    def today(self) -> date:
        """Return the calendar day of the shop."""
        return local_day(self.now())

    @property
    def days(self) -> MendDays:
        """Return the days that a failure asks for."""
        return MendDays(self.today, self.mend_on or (lambda: self.today() + timedelta(days=MEND_DAYS)), self.rectify)


@dataclass(frozen=True)
class PhotoPlace:
    """What the strip of pictures asks: those of one delivery or item, with the clock for their names."""

    pictures: Pictures
    now: Callable[[], datetime]

    def today(self) -> date:
        """Return the calendar day of the shop."""
        return local_day(self.now())
