"""What sheets ask of the rest of the program; filled by the wiring, by small fakes in tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from dealer_crm.domain.acceptances import AcceptanceDraft
from dealer_crm.domain.attachments import AttachmentRow
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.dates import local_day
from dealer_crm.services.acceptance_file import AcceptanceFile
from dealer_crm.services.acceptances import Household
from dealer_crm.services.check_rows import CheckRow
from dealer_crm.services.drafts import Drafts
from dealer_crm.services.shop import StaffRow


class Notes(Protocol):
    """Noting what is found at items; each raises DomainError when refused. Days, readings and small ticks come by name."""

    @property
    def tick(self) -> Callable[..., CheckResult | None]:
        """Note an item: id, result, value, note."""

    @property
    def keep(self) -> Callable[[int, str, Sequence[Mapping[str, str]]], None]:
        """Keep what was read at an item that nobody settled."""

    @property
    def pass_all(self) -> Callable[[Sequence[int]], int]:
        """Pass the rest."""


class Pictured(Protocol):
    """What has pictures: a delivery, an acceptance sheet."""

    @property
    def id(self) -> int:
        """Its id."""

    @property
    def customer_id(self) -> int:
        """Whose it is."""

    @property
    def checks(self) -> tuple[CheckRow, ...]:
        """Its items."""


@dataclass(frozen=True)
class MendDays:
    """The calendar day, the day that is offered for mending what failed, and planning a job that mends an item (None = nobody does)."""

    today: Callable[[], date]
    offered: Callable[[], date]
    plan: Callable[[int], object] | None = None


@dataclass(frozen=True)
class SheetPhotos:
    """Pictures of a sheet and of its items (`check_id` 0 = the sheet as a whole)."""

    of: Callable[[int], Sequence[AttachmentRow]]
    of_check: Callable[[int], Sequence[AttachmentRow]]
    read: Callable[[int], bytes]
    add: Callable[[AcceptanceFile, int, str, bytes], int]
    remove: Callable[[int], object]


@dataclass(frozen=True)
class SheetDoors:
    """Everything a sheet asks. `close` takes who signed and the picture of the pad; `close_on_paper` who signed, name and content of the
    photo of what he signed, and may be absent; `preview` its paper.

    `rectify` plans a job that mends an item; `readings` writes what was read, by id and number of the sheet;
    `household` tells by what a ceremony is chosen, None for other sheets.
    """

    open: Callable[[int], AcceptanceFile]
    staff: Callable[[], Sequence[StaffRow]]
    tick: Callable[..., CheckResult | None]
    keep: Callable[[int, str, Sequence[Mapping[str, str]]], None]
    pass_all: Callable[[Sequence[int]], int]
    edit: Callable[[int, AcceptanceDraft, int], None]
    close: Callable[[int, str, bytes], None]
    reopen: Callable[[int], None]
    cancel: Callable[[int], None]
    photos: SheetPhotos
    now: Callable[[], datetime]
    offered: Callable[[], date]
    drafts: Drafts
    close_on_paper: Callable[[int, str, tuple[str, bytes]], None] | None = None
    preview: Callable[[int], object] | None = None
    rectify: Callable[[int], object] | None = None
    household: Callable[[int], Household | None] | None = None
    readings: Callable[[int, str], object] | None = None

    def today(self) -> date:
        """Return the calendar day of the shop."""
        return local_day(self.now())

    @property
    def days(self) -> MendDays:
        """Return the days that a failure asks for."""
        return MendDays(self.today, self.offered, self.rectify)
