"""What the room of warranty and care asks of the rest of the program; filled by the wiring, by a real store in tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from dealer_crm.domain.care import RequestDone, RequestDraft, VisitDone
from dealer_crm.domain.coverages import StartBasis
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.equipment import MachineDraft, Verdict
from dealer_crm.domain.questions import Answers
from dealer_crm.domain.trade import Category
from dealer_crm.services.customer_list import CustomerRow
from dealer_crm.services.drafts import Drafts
from dealer_crm.services.equipment import HouseRow, MachineFile
from dealer_crm.services.equipment_list import MachineRow
from dealer_crm.services.questions import Question
from dealer_crm.services.shop import StaffRow
from dealer_crm.services.visits import VisitResult, VisitRow
from dealer_crm.ui.desk.doors import ListReads, Pictures
from dealer_crm.ui.shell.exporting import Exporting
from dealer_crm.ui.widgets import SideSheet


@dataclass(frozen=True)
class MachineDoors:
    """Machines: `of` and `houses` take a customer's id. Changes raise DomainError when refused."""

    list: ListReads
    open: Callable[[int], MachineFile]
    of: Callable[[int], Sequence[MachineRow]]
    houses: Callable[[int], Sequence[HouseRow]]
    add: Callable[[MachineDraft], int]
    edit: Callable[[int, MachineDraft, int], None]
    set_date: Callable[[int, StartBasis, date | None], None]
    categories: Callable[[], Sequence[Category]]


@dataclass(frozen=True)
class RequestDoors:
    """Service requests: `answer` takes a machine's id, or None where nobody knows which one."""

    list: ListReads
    answer: Callable[[int | None], Verdict]
    draft: Callable[[int], RequestDraft]
    take: Callable[[RequestDraft], int]
    edit: Callable[[int, RequestDraft], None]
    done: Callable[[int, RequestDone], None]
    cancel: Callable[[int, str], None]


@dataclass(frozen=True)
class VisitDoors:
    """Calls after the sale. `questions` are worth asking a customer; `message` is the ready wording for whom no call reached;
    `marks` opens the customer's marks of a delivery, None hides the button."""

    list: ListReads
    done: Callable[[int, VisitDone, Answers], VisitResult]
    skip: Callable[[int, str], None]
    postpone: Callable[[Sequence[int], date], None]
    questions: Callable[[int], Sequence[Question]] = lambda _customer_id: ()
    message: Callable[[VisitRow], str] = lambda _row: ""
    marks: Callable[[int], object] | None = None


@dataclass(frozen=True)
class MaintenanceDoors:
    """Recurring care."""

    list: ListReads
    done: Callable[[Iterable[int], date], None]


@dataclass(frozen=True)
class People:
    """Customers and staff; `operator` is who works now, `care_notes` what to mind with a customer."""

    find: Callable[[str, int], Sequence[CustomerRow]]
    row: Callable[[int], CustomerRow | None]
    staff: Callable[[], Sequence[StaffRow]]
    operator: Callable[[], int | None] = lambda: None
    care_notes: Callable[[int], str] = lambda _customer_id: ""


@dataclass(frozen=True)
class CertificateDoors:
    """The certificate and the care card of a machine, lists and machines as files; None hides what cannot be done."""

    preview: Callable[[int], object] | None = None
    print_now: Callable[[int], object] | None = None
    exporting: Exporting | None = None
    care_card: Callable[[int], object] | None = None


@dataclass(frozen=True)
class CareDoors:
    """Everything together. `pictures` are those of a machine's delivery, installation and repairs."""

    machines: MachineDoors
    requests: RequestDoors
    visits: VisitDoors
    cares: MaintenanceDoors
    people: People
    drafts: Drafts
    now: Callable[[], datetime]
    papers: CertificateDoors = field(default_factory=CertificateDoors)
    pictures: Pictures | None = None

    def today(self) -> date:
        """Return the calendar day of the shop."""
        return local_day(self.now())


class CareFrame(Protocol):
    """The window as the room sees it."""

    @property
    def prompts(self) -> Any:
        """The modal boxes."""

    def visited(self, subject: str) -> None:
        """Remember where the user is, for going back."""

    def show_sheet(self, sheet: SideSheet) -> bool:
        """Show a sheet beside the page."""

    def close_sheet(self) -> bool:
        """Close the sheet that is open."""
