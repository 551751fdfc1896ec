"""An open data folder: its lock, its store brought up to date, its settings, and the services that work on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from dealer_crm import resources
from dealer_crm.app.paths import settings_file
from dealer_crm.app.settings import SettingsFile
from dealer_crm.domain.journal import Actor, Origin
from dealer_crm.domain.names import Pinyin
from dealer_crm.domain.start import DataMissing
from dealer_crm.domain.store import StoreInUse
from dealer_crm.services.attachments import Attachments
from dealer_crm.services.customer_list import CustomerList
from dealer_crm.services.customer_page import CustomerPages
from dealer_crm.services.customers import Customers
from dealer_crm.services.drafts import Drafts
from dealer_crm.services.duplicates import Duplicates
from dealer_crm.services.exports import Exports
from dealer_crm.services.followup_list import FollowUpList
from dealer_crm.services.followups import FollowUps
from dealer_crm.services.history import History
from dealer_crm.services.imports import Imports
from dealer_crm.services.records import Records
from dealer_crm.services.shop import ShopData
from dealer_crm.services.today import Today
from dealer_crm.storage.database import Database
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.lock import FolderLock
from dealer_crm.storage.opening import prepare

Now = Callable[[], datetime]


def clock() -> datetime:
    """Return the time: the one place where the program looks at the clock."""
    return datetime.now(UTC)


class Opened:
    """What stands on one data folder; build it with `open_folder`, end it with `close`."""

    def __init__(self, folder: DataFolder, lock: FolderLock | None, origin: Origin, now: Now) -> None:
        self.folder = folder
        self.now = now
        self.settings = SettingsFile(settings_file(folder.path), now)
        pinyin = Pinyin(resources.path("pinyin", "pinyin.txt").read_text("utf-8"))
        self.db = Database(folder.store, pinyin, now, alone=lock is not None)
        self.shop = ShopData(self.db, self.actor)
        self.customers = Customers(self.db, self.actor, now)
        self.customer_list = CustomerList(self.db, now)
        self.customer_pages = CustomerPages(self.db, now)
        self.duplicates = Duplicates(self.db, now)
        self.followups = FollowUps(self.db, self.actor, now)
        self.followup_list = FollowUpList(self.db)
        self.today = Today(self.db, now)
        self.exports = Exports(self.db, now)
        self.records = Records(self.db, now)
        self.drafts = Drafts(folder.drafts, now)
        self.imports = Imports(self.db, self.actor, now, folder.staging)
        self.attachments = Attachments(self.db, folder.attachments, self.actor, now)
        self.history = History(self.db, self.actor)
        self._origin = origin
        self._lock = lock

    def actor(self) -> Actor:
        """Return who works: the staff member that is switched on, with his role."""
        staff_id = self.settings.value.staff_id
        person = next((person for person in self.shop.staff() if person.id == staff_id), None)
        return Actor(person.id, person.role, self._origin) if person else Actor(origin=self._origin)

    def close(self) -> None:
        """Write the log back, let go of the file and of the folder."""
        try:
            self.db.close()
        finally:
            if self._lock is not None:
                self._lock.release()


def open_folder(data: Path, origin: Origin, now: Now = clock) -> Opened:
    """Lock the folder, bring its store up to date and open it.

    Raises StoreInUse, StoreReadOnly, StoreNewer, StoreForeign, StoreDamaged, StoreFull.
    """
    folder = DataFolder(data)
    lock = FolderLock(folder.lock)
    try:
        prepare(folder.store, lambda _path: None)
        return Opened(folder, lock, origin, now)
    except BaseException:
        lock.release()
        raise


@contextmanager
def writing(data: Path, now: Now = clock) -> Iterator[Opened]:
    """Open the folder for a command that changes it. Raises StoreInUse while the window runs."""
    opened = open_folder(data, Origin.COMMAND, now)
    try:
        yield opened
    finally:
        opened.close()


@contextmanager
def reading(data: Path, now: Now = clock) -> Iterator[Opened]:
    """Open the folder for a command that only looks: beside the running window where there is one.

    Raises DataMissing where nothing was ever filed.
    """
    folder = DataFolder(data)
    if not folder.store.exists():
        raise DataMissing(folder=str(data))
    try:
        opened = open_folder(data, Origin.COMMAND, now)
    except StoreInUse:
        opened = Opened(folder, None, Origin.COMMAND, now)
    try:
        yield opened
    finally:
        opened.close()
