"""The settings of a shop in memory: what is saved is what is shown, after news."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from dealer_crm.domain.backups import BackupInfo, Comparison, Figures, Reason
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.journal import Role
from dealer_crm.domain.progress import NoProgress, Progress
from dealer_crm.domain.shop import LastOwner, ShopDraft, StaffDraft
from dealer_crm.i18n import Translator
from dealer_crm.services.shop import StaffRow
from dealer_crm.ui.settings.doors import BackupDoors, DataDoors, DataState, Finding, Look, LookDoors, ShopDoors
from dealer_crm.ui.settings.grant_card import GrantDoors
from dealer_crm.ui.settings.page import SettingsPage
from tests.ui.scripted import ScriptedPrompts
from tests.ui.unsaved import PassingDrafts

NOW = datetime(2026, 11, 18, 2, 12, tzinfo=UTC)


def backup(number: int, hours: int) -> BackupInfo:
    """Return a verified backup made so many hours ago."""
    made = NOW - timedelta(hours=hours)
    counts = {"customer": 1248 - hours, "follow_up": 5320, "attachment": 12}
    return BackupInfo(f"/b/{number}.zip", number, made, date(2026, 11, 18), Reason.EXIT, counts, 12, 0, 4_300_000, True, made, number, "")


class Office:
    """Stands in for services and window: long work runs at once."""

    def __init__(self, prompts: ScriptedPrompts | None = None) -> None:
        self.prompts = prompts or ScriptedPrompts()
        self.shop = ShopDraft(name="Heng Nuan", version=1)
        self.granted = 0
        self.people = {1: StaffRow(1, "Wang", Role.OWNER, "14200000001", True), 2: StaffRow(2, "Li", Role.SALES, "", True)}
        self.look = Look("light", 100, language="en")
        self.looks: list[Look] = []
        self.made = [backup(2, 1), backup(1, 26)]
        self.folders: list[tuple[str, Path | None]] = []
        self.restored: list[Path] = []
        self.findings: list[Finding] = []
        self.drafts = PassingDrafts()
        self.repaired = 0
        self.phones_out = True
        self.refusal: DomainError | None = None
        self.titles: list[str] = []
        self.changed: Callable[[], object] = lambda: None

    def page(self, t: Translator) -> SettingsPage:
        """Return the page, reloaded by its news."""
        page = SettingsPage(t, self, self.shop_doors(), LookDoors(lambda: self.look, self.put_on), self.data_doors())
        self.changed = page.reload
        return page

    def run_task(
        self,
        title: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        cancellable: bool = True,
    ) -> object:
        """Do the work at once."""
        self.titles.append(title)
        try:
            result = work(NoProgress())
        except DomainError as error:
            assert failed is not None
            return failed(error)
        return done(result) if done else None

    def shop_doors(self) -> ShopDoors:
        """Return shop and staff."""
        people = (lambda: list(self.people.values()), self.add_staff, self.save_staff)
        grant = GrantDoors(lambda: self.granted, self.set_granted)
        return ShopDoors(lambda: self.shop, self.save_shop, *people, self.drafts, grant=grant)

    def set_granted(self, limit: int) -> None:
        """Keep what compensation staff give alone."""
        self._refuse()
        self.granted = limit
        self.changed()

    def save_shop(self, draft: ShopDraft) -> None:
        """Keep the shop, one version on."""
        self._refuse()
        self.shop = replace(draft, version=self.shop.version + 1)
        self.changed()

    def add_staff(self, draft: StaffDraft) -> None:
        """Keep a new person."""
        self.save_staff(max(self.people) + 1, draft)

    def save_staff(self, staff_id: int, draft: StaffDraft) -> None:
        """Keep a person; the last owner cannot leave."""
        draft = draft.checked()
        owners = [p.id for p in self.people.values() if p.role is Role.OWNER and p.active]
        if owners == [staff_id] and not (draft.role is Role.OWNER and draft.active):
            raise LastOwner
        self.people[staff_id] = StaffRow(staff_id, draft.name, draft.role, draft.phone, draft.active)
        self.changed()

    def put_on(self, look: Look) -> None:
        """Remember a look."""
        self.look = look
        self.looks.append(look)

    def data_doors(self) -> DataDoors:
        """Return everything about the data."""
        backups = BackupDoors(self.state, lambda: self.made, self.back_up, self.compare, self.restored.append)
        return DataDoors(
            backup=backups,
            set_second_folder=lambda folder: self.folders.append(("second", folder)),
            open_folder=lambda folder: self.folders.append(("open", folder)),
            check=lambda _progress: self.findings,
            repair=self.repair,
            now=lambda: NOW,
            calendar_phones=lambda: self.phones_out,
            set_calendar_phones=self.set_phones,
        )

    def set_phones(self, on: bool) -> None:
        """Keep whether calendar files bear phone numbers."""
        self._refuse()
        self.phones_out = on

    def state(self) -> DataState:
        """Return how safe the data is."""
        last = self.made[0] if self.made else None
        return DataState(Path("/data"), Path("/data/backups"), Path("/usb"), last, NOW - timedelta(days=5), True)

    def back_up(self, _progress: Progress) -> None:
        """Make one more backup."""
        self._refuse()
        self.made.insert(0, backup(3, 0))

    def compare(self, _file: Path) -> Comparison:
        """Return the figures of both sides."""
        self._refuse()
        return Comparison(Figures({"customer": 1248}, NOW), Figures({"customer": 1240}, NOW - timedelta(days=1)))

    def repair(self, _progress: Progress) -> None:
        """Count the repairs."""
        self.repaired += 1

    def _refuse(self) -> None:
        if self.refusal:
            raise self.refusal
