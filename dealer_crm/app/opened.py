"""An open data folder: its lock, its store brought up to date, its settings, and the services that work on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dealer_crm.app.paths import settings_file
from dealer_crm.app.services import Now
from dealer_crm.app.services_care import CareServices
from dealer_crm.app.services_customers import CustomerServices
from dealer_crm.app.services_sales import SalesServices
from dealer_crm.app.settings import SettingsFile
from dealer_crm.domain.journal import Origin
from dealer_crm.domain.names import Pinyin
from dealer_crm.domain.start import DataMissing
from dealer_crm.domain.store import StoreInUse, StoreReadOnly
from dealer_crm.services.drafts import Drafts
from dealer_crm.services.history import History
from dealer_crm.services.shop import ShopData
from dealer_crm.storage.database import Database, News
from dealer_crm.storage.files import program_text
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.lock import FolderLock
from dealer_crm.storage.opening import can_be_written, look_at_store, open_store

if TYPE_CHECKING:
    from dealer_crm.services.backups import Backups
    from dealer_crm.services.evidence_packs import EvidencePacks
    from dealer_crm.services.listings.writing import Listings
    from dealer_crm.services.overprint_forms import OverprintForms
    from dealer_crm.services.overprint_papers import OverprintPapers
    from dealer_crm.services.photo_inbox import PhotoInbox
    from dealer_crm.services.record_books.books import RecordBooks
    from dealer_crm.services.reminders import Reminders
    from dealer_crm.services.voids import Voids


def clock() -> datetime:
    """Return the time: the one place where the program looks at the clock."""
    return datetime.now(UTC)


def pinyin() -> Pinyin:
    """Read the table of readings."""
    return Pinyin(program_text("pinyin", "pinyin.txt"))


class Opened(CustomerServices, SalesServices, CareServices):
    """What stands on one data folder; build it with `open_folder`, end it with `close`."""

    def __init__(self, folder: DataFolder, db: Database, lock: FolderLock | None, origin: Origin) -> None:
        super().__init__(folder, db, origin)
        self._lock = lock
        self.settings = SettingsFile(settings_file(folder.path), db.now)
        self.shop = ShopData(db, self.actor)
        self.drafts = Drafts(folder.drafts, db.now)
        self.history = History(db, self.actor, lambda: self.trade)
        """It counts the steps of this run, so it hears of every one."""
        self._find_operator()
        db.on_commit.append(self._on_commit)

    @cached_property
    def backups(self) -> Backups:
        """Copies of the store, here and in the second place."""
        from dealer_crm.services.backups import Backups

        return Backups(self.db, self.folder, self.second_place, self.now)

    @cached_property
    def reminders(self) -> Reminders:
        """What somebody has to be reminded of."""
        from dealer_crm.services.reminders import Reminders

        return Reminders(self.db, self.now, self.agenda, lambda: (self.settings.value.lead, self.settings.value.lead_of_meetings))

    @cached_property
    def overprint_forms(self) -> OverprintForms:
        """Forms that were printed elsewhere."""
        from dealer_crm.services.overprint_forms import OverprintForms

        return OverprintForms(self.db, self.folder.attachments, self.actor, self.trade)

    @cached_property
    def overprint_papers(self) -> OverprintPapers:
        """What is written on them."""
        from dealer_crm.services.overprint_papers import OverprintPapers

        papers = self.delivery_papers, self.receipt_papers, self.care_papers
        return OverprintPapers(self.db, self.trade, self.overprint_forms, papers)

    @cached_property
    def evidence_packs(self) -> EvidencePacks:
        """What proves a case, as one paper; foreign pictures are read in a child process."""
        from dealer_crm.app.child import ChildRunner
        from dealer_crm.app.limits import ChildLimits
        from dealer_crm.services.evidence_packs import EvidencePacks, Makers
        from dealer_crm.services.evidence_pictures import PictureFitter
        from dealer_crm.storage.blobs import Blobs

        makers = Makers(self.contract_papers, self.delivery_papers, self.site_papers, self.care_papers)
        files = Blobs(self.folder.attachments), PictureFitter(ChildRunner(ChildLimits(seconds=60)), self.folder.staging)
        return EvidencePacks(self.db, self.now, self.desk, makers, files)

    @cached_property
    def voids(self) -> Voids:
        """Numbers that were given and are not in use."""
        from dealer_crm.services.voids import Voids

        return Voids(self.db)

    @cached_property
    def photo_inbox(self) -> PhotoInbox:
        """The folder that phones and scanners save into."""
        from dealer_crm.services.photo_inbox import InboxPlace, PhotoInbox

        def place() -> InboxPlace | None:
            chosen = self.settings.value
            if not chosen.photo_folder:
                return None
            try:
                since = datetime.fromisoformat(chosen.photo_since)
            except ValueError:
                since = self.now()
            return InboxPlace(Path(chosen.photo_folder), since)

        return PhotoInbox(self.db, place)

    @cached_property
    def listings(self) -> Listings:
        """Lists as workbook, text file or paper."""
        from dealer_crm.services.listings.writing import Listings

        return Listings(self.db, self.now, self.trade, self.desk)

    @cached_property
    def record_books(self) -> RecordBooks:
        """The workbooks of single records."""
        from dealer_crm.services.record_books.books import RecordBooks

        return RecordBooks(self.db, self.now, self.trade)

    def switch(self, staff_id: int | None) -> None:
        """Let somebody else work from here on, in this run and the next."""
        self.settings.change(staff_id=staff_id)
        self._find_operator()

    def _find_operator(self) -> None:
        staff_id = self.settings.value.staff_id
        people = self.shop.staff() if staff_id is not None else []
        self._operator = next((person for person in people if person.id == staff_id), None)

    def _on_commit(self, news: News) -> None:
        if "staff" in news.kinds:
            self._find_operator()

    def second_place(self) -> Path | None:
        """Return the second place for backups that was chosen."""
        chosen = self.settings.value.backup_folder
        return Path(chosen) if chosen else None

    def close(self) -> None:
        """Write the log back, let go of the file and of the folder."""
        try:
            self.db.close()
        finally:
            if self._lock is not None:
                self._lock.release()

    @property
    def read_only(self) -> bool:
        """Tell whether nothing can be written here."""
        return self.db.read_only

    def close_keeping_lock(self) -> FolderLock:
        """Let go of the file only, and hand the lock on to whoever opens the folder again."""
        assert self._lock is not None
        lock, self._lock = self._lock, None
        self.db.close()
        return lock


def open_folder(data: Path, origin: Origin, now: Now = clock, lock: FolderLock | None = None) -> Opened:
    """Lock the folder (or take over its `lock`), bring its store up to date and open it; for looking, where it cannot be written.

    Raises StoreInUse, StoreReadOnly, StoreMissing, StoreNewer, StoreForeign, StoreDamaged, StoreFull, BackupFailed.
    """
    folder = DataFolder(data)
    try:
        lock = lock or FolderLock(folder.lock)
    except StoreReadOnly:
        return _look_at(folder, origin, now)
    if not can_be_written(folder):
        lock.release()
        return _look_at(folder, origin, now)
    try:
        folder.clear_staging()
        db = open_store(folder, pinyin(), now)
        try:
            return Opened(folder, db, lock, origin)
        except BaseException:
            db.close()
            raise
    except BaseException:
        lock.release()
        raise


def _look_at(folder: DataFolder, origin: Origin, now: Now) -> Opened:
    lock = FolderLock(folder.lock, shared=True)
    try:
        return Opened(folder, look_at_store(folder, pinyin(), now), lock, origin)
    except BaseException:
        lock.release()
        raise


@contextmanager
def writing(data: Path, now: Now = clock) -> Iterator[Opened]:
    """Open the folder for a command that changes it. Raises StoreInUse while the window runs, StoreReadOnly."""
    opened = open_folder(data, Origin.COMMAND, now)
    try:
        if opened.read_only:
            raise StoreReadOnly(folder=str(data))
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
        opened = Opened(folder, Database(folder.store, pinyin(), now, alone=False), None, Origin.COMMAND)
    try:
        yield opened
    finally:
        opened.close()
