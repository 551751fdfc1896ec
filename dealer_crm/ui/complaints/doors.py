"""What the complaint pages ask of the rest of the program; filled by the wiring, by small fakes in tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dealer_crm.domain.complaint_rules import Deadlines
from dealer_crm.domain.complaint_steps import StepDraft
from dealer_crm.domain.complaints import ComplaintDraft, Severity, Step8
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.details import ListValue
from dealer_crm.domain.dissatisfied import DissatisfiedTip
from dealer_crm.domain.phrases import Phrase
from dealer_crm.domain.silent_complaints import Sign
from dealer_crm.services.complaint_file import ComplaintFile, MachineRow
from dealer_crm.services.complaint_list import ComplaintRow, ComplaintSpec, ComplaintView
from dealer_crm.services.customer_list import CustomerRow
from dealer_crm.services.drafts import Drafts
from dealer_crm.services.shop import StaffRow
from dealer_crm.ui.complaints.case_doors import CaseDoors
from dealer_crm.ui.complaints.cost_doors import CostDoors, WorkDoors
from dealer_crm.ui.desk.doors import Pictures
from dealer_crm.ui.shell.exporting import Exporting


@dataclass(frozen=True)
class ComplaintReads:
    """Questions. `find` and `customer` ask for customers, `clock` for the deadlines a severity gives now."""

    ids: Callable[[ComplaintSpec], Sequence[int]]
    rows: Callable[[Sequence[int]], Sequence[ComplaintRow]]
    counts: Callable[[], Mapping[ComplaintView, int]]
    open: Callable[[int], ComplaintFile]
    machines: Callable[[int], Sequence[MachineRow]]
    find: Callable[[str, int], Sequence[CustomerRow]]
    customer: Callable[[int], CustomerRow | None]
    staff: Callable[[], Sequence[StaffRow]]
    clock: Callable[[Severity], Deadlines]


@dataclass(frozen=True)
class ComplaintWrites:
    """Changes; each raises DomainError when refused. `tick` and `note` take the step as it was when typing began, too."""

    log: Callable[[ComplaintDraft], int]
    edit: Callable[[int, ComplaintDraft, int], None]
    tick: Callable[[int, Step8, StepDraft, StepDraft | None], None]
    untick: Callable[[int, Step8], None]
    note: Callable[[int, Step8, StepDraft, StepDraft | None], None]
    assign: Callable[[int, int | None], None]
    add_pictures: Callable[[int, Sequence[int]], None]
    close: Callable[[int], None]
    reopen: Callable[[int], None]


@dataclass(frozen=True)
class RegisterDoors:
    """What taking a complaint asks besides: topics of the shop, tips for each way of a customer, a machine with its coverages.

    `signs` are those of complaints nobody voiced, `put_aside` says that one is none; `match` gives a case (its id) to a customer.
    """

    topics: Callable[[], Sequence[ListValue]] = lambda: ()
    tips: Callable[[], Sequence[DissatisfiedTip]] = lambda: ()
    machine: Callable[[int], MachineRow | None] = lambda _machine: None
    signs: Callable[[], Sequence[Sign]] = lambda: ()
    put_aside: Callable[[Sign], None] = lambda _sign: None
    match: Callable[[int, int], None] = lambda _complaint, _customer: None


@dataclass(frozen=True)
class ComplaintPapers:
    """The complaint sheet, the list and the case as files, the evidence pack, the letter of thanks; None hides the button."""

    preview: Callable[[int], object] | None = None
    print_now: Callable[[int], object] | None = None
    exporting: Exporting | None = None
    evidence: Callable[[int], object] | None = None
    thanks: Callable[[int], object] | None = None


@dataclass(frozen=True)
class Wording:
    """What is said on the phone: phrases of the trade by group, and who speaks for which shop."""

    phrases: Callable[[str], Sequence[Phrase]]
    shop: Callable[[], str] = lambda: ""
    speaker: Callable[[], str] = lambda: ""


@dataclass(frozen=True)
class ComplaintDoors:
    """Everything together. `operator` is who works now; without `costs` and `work` their parts are hidden."""

    reads: ComplaintReads
    writes: ComplaintWrites
    pictures: Pictures
    wording: Wording
    drafts: Drafts
    now: Callable[[], datetime]
    papers: ComplaintPapers = ComplaintPapers()
    operator: Callable[[], int | None] = lambda: None
    register: RegisterDoors = RegisterDoors()
    case: CaseDoors = CaseDoors()
    costs: CostDoors | None = None
    work: WorkDoors | None = None

    def today(self) -> date:
        """Return the calendar day of the shop."""
        return local_day(self.now())
