"""What the customer pages ask of the rest of the program; filled by the wiring, by small fakes in tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Signal

from dealer_crm.domain.dates import local_day
from dealer_crm.ui.widgets.body import ScrollBody

if TYPE_CHECKING:
    from dealer_crm.domain.customers import CustomerDraft
    from dealer_crm.domain.followups import FollowUpDraft
    from dealer_crm.services.customer_list import CustomerRow, QuickView, ViewSpec
    from dealer_crm.services.customer_page import CustomerFile
    from dealer_crm.services.drafts import Drafts
    from dealer_crm.services.duplicates import Candidate
    from dealer_crm.services.shop import StaffRow


@dataclass(frozen=True)
class CustomerReads:
    """Questions. `find` takes text and limit, `like` a half typed draft and the customer who is being edited."""

    ids: Callable[[ViewSpec], Sequence[int]]
    rows: Callable[[Sequence[int]], Sequence[CustomerRow]]
    count: Callable[[], int]
    counts: Callable[[], Mapping[QuickView, int]]
    find: Callable[[str, int], Sequence[CustomerRow]]
    open: Callable[[int], CustomerFile]
    draft: Callable[[int], tuple[CustomerDraft, int]]
    like: Callable[[CustomerDraft, int | None], Sequence[Candidate]]
    staff: Callable[[], Sequence[StaffRow]]


@dataclass(frozen=True)
class CustomerWrites:
    """Changes; each raises DomainError when refused. `create` also plans the first step when a day is given."""

    create: Callable[[CustomerDraft, date | None, str], int]
    edit: Callable[[int, CustomerDraft, int], None]
    delete: Callable[[int], None]
    delete_many: Callable[[Sequence[int]], None]
    log: Callable[[FollowUpDraft], int]


class Picture(Protocol):
    """One attachment of a customer."""

    @property
    def id(self) -> int:
        """The record's id."""

    @property
    def name(self) -> str:
        """The name of the file as it came."""

    @property
    def media_type(self) -> str:
        """For example image/png."""

    @property
    def added_at(self) -> datetime:
        """When it was added."""


@dataclass(frozen=True)
class Pictures:
    """Attachments of a customer: their lines, the bytes of one, add (customer, name, bytes), remove."""

    of: Callable[[int], Sequence[Picture]]
    read: Callable[[int], bytes]
    add: Callable[[int, str, bytes], int]
    remove: Callable[[int], object]


@dataclass(frozen=True)
class Papers:
    """What goes out of one customer's file, and of the list. None hides the button."""

    preview: Callable[[int], object] | None = None
    print_now: Callable[[int], object] | None = None
    text: Callable[[int], str] | None = None
    picture: Callable[[int], bytes] | None = None
    export: Callable[[ViewSpec, Sequence[int]], object] | None = None
    workbook: Callable[[int], object] | None = None


class FileTab(ScrollBody):
    """A tab that another room adds to the customer's file."""

    new_requested = Signal(int)

    def show_customer(self, customer_id: int) -> None:
        """Show another customer, or the same one again."""
        raise NotImplementedError


@dataclass(frozen=True)
class TabDoor:
    """A tab of another room: `make` builds it, `count` is the number behind its title."""

    key: str
    title: str
    make: Callable[[], FileTab]
    count: Callable[[int], int]


@dataclass(frozen=True)
class CustomerDoors:
    """Everything together. `operator` is who works now: new files are his; `tabs` stand behind the machines."""

    reads: CustomerReads
    writes: CustomerWrites
    pictures: Pictures
    papers: Papers
    drafts: Drafts
    now: Callable[[], datetime]
    operator: Callable[[], int | None] = lambda: None
    tabs: tuple[TabDoor, ...] = ()

    def today(self) -> date:
        """Return the calendar day of the shop."""
        return local_day(self.now())


@dataclass(frozen=True)
class Memory:
    """Small things the user arranged, kept from one start to the next."""

    load: Callable[[str], str]
    save: Callable[[str, str], None]


class Chooser(Protocol):
    """The modal boxes that the customer pages need."""

    def confirm(self, title: str, text: str, action: str) -> bool:
        """Ask before something that touches many records."""

    def choose_file(self, title: str, filters: str, folder: str = "") -> Path | None:
        """Ask for a file to read."""


class Frame(Protocol):
    """The window as the pages see it."""

    @property
    def prompts(self) -> Chooser:
        """The modal boxes."""

    def visited(self, subject: str) -> None:
        """Remember where the user is, for going back."""
