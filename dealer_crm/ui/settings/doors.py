"""What the settings ask and change, given to them from outside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from dealer_crm.domain.backups import BackupInfo, Comparison
from dealer_crm.domain.progress import Progress
from dealer_crm.domain.shop import ShopDraft, StaffDraft
from dealer_crm.services.drafts import Drafts
from dealer_crm.services.shop import StaffRow
from dealer_crm.ui.settings.grant_card import GrantDoors
from dealer_crm.ui.settings.part import Part
from dealer_crm.ui.shell.prompts import Prompts
from dealer_crm.ui.theme import Density
from dealer_crm.ui.theme.apply import Mode


class Frame(Protocol):
    """What the settings use of the window."""

    @property
    def prompts(self) -> Prompts:
        """The one place that opens modal boxes."""

    def run_task(
        self,
        title: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        cancellable: bool = True,
    ) -> object:
        """Run long work behind a progress dialog."""


@dataclass(frozen=True)
class ShopDoors:
    """The shop and its people; `staff` are all, also those who left. The writes raise DomainError.

    `more` build the parts of other subjects that stand between staff and look. `holds` tells whether somebody has anything to hand over,
    `grant` what compensation staff give alone.
    """

    shop: Callable[[], ShopDraft]
    save_shop: Callable[[ShopDraft], object]
    staff: Callable[[], Sequence[StaffRow]]
    add_staff: Callable[[StaffDraft], object]
    save_staff: Callable[[int, StaffDraft], object]
    drafts: Drafts
    more: tuple[Callable[[], Part], ...] = ()
    hand_over: Callable[[StaffRow, QWidget], object] | None = None
    holds: Callable[[int], bool] | None = None
    grant: GrantDoors | None = None


@dataclass(frozen=True)
class Look:
    """How the window looks and speaks; `percent` is the text size."""

    mode: Mode = "system"
    percent: int = 100
    density: Density = Density.STANDARD
    language: str = "zh"


@dataclass(frozen=True)
class LookDoors:
    """`apply` puts a look on at once and keeps it."""

    look: Callable[[], Look]
    apply: Callable[[Look], object]


@dataclass(frozen=True)
class DataState:
    """Where the data lies and how safe it is. `changed` tells whether there are changes since the last backup."""

    folder: Path
    backup_folder: Path
    second_folder: Path | None
    last: BackupInfo | None
    second_at: datetime | None
    changed: bool


@dataclass(frozen=True)
class Finding:
    """Something the check of the data found, in words."""

    text: str
    mendable: bool


@dataclass(frozen=True)
class BackupDoors:
    """Backups, the newest first. `back_up` and `compare` run off the UI thread; `restore` is called on it and rebuilds the window."""

    state: Callable[[], DataState]
    backups: Callable[[], Sequence[BackupInfo]]
    back_up: Callable[[Progress], object]
    compare: Callable[[Path], Comparison]
    restore: Callable[[Path], object]


@dataclass(frozen=True)
class DataDoors:
    """The data as a whole. `set_second_folder` takes None to do without; `calendar_phones`: calendar files bear phone numbers."""

    backup: BackupDoors
    set_second_folder: Callable[[Path | None], object]
    open_folder: Callable[[Path], object]
    check: Callable[[Progress], Sequence[Finding]]
    repair: Callable[[Progress], object]
    now: Callable[[], datetime]
    calendar_phones: Callable[[], bool]
    set_calendar_phones: Callable[[bool], object]
