"""What the customer pages ask of the rest of the program; filled by the wiring, by small fakes in tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from dealer_crm.domain.dates import local_day
from dealer_crm.ui.desk.doors import Pictures, TabDoor

if TYPE_CHECKING:
    from dealer_crm.domain.class_rules import Classes
    from dealer_crm.domain.classes import ClassKind
    from dealer_crm.domain.customers import CustomerDraft
    from dealer_crm.domain.details import FormFields
    from dealer_crm.domain.followups import FollowUpDraft
    from dealer_crm.domain.stages import StageRule
    from dealer_crm.services.customer_list import CustomerRow, CustomerSpec, CustomerView
    from dealer_crm.services.customer_page import CustomerFile
    from dealer_crm.services.drafts import Drafts
    from dealer_crm.services.duplicates import Candidate
    from dealer_crm.services.list_papers import ListQuestion
    from dealer_crm.services.shop import StaffRow
    from dealer_crm.services.timeline import EventGroup, TimelinePage
    from dealer_crm.services.trade_status import TradeStatus
    from dealer_crm.ui.customers.labels_dialog import LabelDoors
    from dealer_crm.ui.desk.photo_strip import PhotoDoors


@dataclass(frozen=True)
class CustomerReads:
    """Questions. `find` takes text and limit, `like` a half typed draft and the customer who is being edited.

    `classes` looks at every buyer, `events` at the journal: both are asked beside the window.
    """

    ids: Callable[[CustomerSpec], Sequence[int]]
    rows: Callable[[Sequence[int]], Sequence[CustomerRow]]
    count: Callable[[], int]
    counts: Callable[[], Mapping[CustomerView, int]]
    find: Callable[[str, int], Sequence[CustomerRow]]
    open: Callable[[int], CustomerFile]
    events: Callable[[int, EventGroup, int], TimelinePage]
    classes: Callable[[int], Classes]
    status: Callable[[int], TradeStatus]
    fields: Callable[[], FormFields]
    stages: Callable[[], tuple[StageRule, ...]]
    draft: Callable[[int], tuple[CustomerDraft, int]]
    like: Callable[[CustomerDraft, int | None], Sequence[Candidate]]
    staff: Callable[[], Sequence[StaffRow]]
    communities: Callable[[str], Sequence[str]] = lambda _words: ()


@dataclass(frozen=True)
class CustomerWrites:
    """Changes; each raises DomainError when refused. `create` also plans the first step when a day is given."""

    create: Callable[[CustomerDraft, date | None, str], int]
    edit: Callable[[int, CustomerDraft, int], None]
    delete: Callable[[int], None]
    delete_many: Callable[[Sequence[int]], None]
    log: Callable[[FollowUpDraft], int]
    set_class: Callable[[int, ClassKind, str, str], None]
    take_class_back: Callable[[int, ClassKind], None]


@dataclass(frozen=True)
class Papers:
    """What goes out of one customer's file, and of the list. None hides the button."""

    preview: Callable[[int], object] | None = None
    print_now: Callable[[int], object] | None = None
    text: Callable[[int], str] | None = None
    picture: Callable[[int], bytes] | None = None
    export: Callable[[CustomerSpec, Sequence[int]], object] | None = None
    workbook: Callable[[int], object] | None = None
    form: Callable[[int], object] | None = None
    labels: Callable[[], LabelDoors] | None = None
    listed: Callable[[ListQuestion], object] | None = None
    cards: Callable[[Sequence[int]], object] | None = None


@dataclass(frozen=True)
class CustomerDoors:
    """Everything together. `operator` is who works now: new files are his; `tabs` stand behind the machines.

    `hand_on` takes the customer to another department, `series` shows what comes again, `open_slip`, `open_order` and `open_quote`
    show one of his, `open_place` what the room of deliveries shows: a delivery, a job or a sheet, also at an item.
    """

    reads: CustomerReads
    writes: CustomerWrites
    pictures: Pictures
    papers: Papers
    drafts: Drafts
    now: Callable[[], datetime]
    operator: Callable[[], int | None]
    tabs: tuple[TabDoor, ...] = ()
    photos: Callable[[], PhotoDoors] | None = None
    hand_on: Callable[[int], object] | None = None
    series: Callable[[int], object] | None = None
    open_slip: Callable[[int], object] | None = None
    open_order: Callable[[int], object] | None = None
    open_quote: Callable[[int], object] | None = None
    marks: Callable[[int], object] | None = None
    open_place: Callable[[str], object] | None = None

    def today(self) -> date:
        """Return the calendar day of the shop."""
        return local_day(self.now())
