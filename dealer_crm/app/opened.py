"""An open data folder: its lock, its store brought up to date, its settings, and the services that work on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dealer_crm.app.paths import settings_file
from dealer_crm.app.settings import SettingsFile
from dealer_crm.domain.journal import Actor, Origin
from dealer_crm.domain.names import Pinyin
from dealer_crm.domain.start import DataMissing
from dealer_crm.domain.store import StoreInUse, StoreReadOnly
from dealer_crm.services.agenda import Agenda
from dealer_crm.services.agenda_papers import AgendaPapers
from dealer_crm.services.attachments import Attachments
from dealer_crm.services.backups import Backups
from dealer_crm.services.care_papers import CarePapers
from dealer_crm.services.complaint_file import ComplaintFiles
from dealer_crm.services.complaint_list import ComplaintList
from dealer_crm.services.complaint_papers import ComplaintPapers
from dealer_crm.services.complaints import Complaints
from dealer_crm.services.customer_list import CustomerList
from dealer_crm.services.customer_page import CustomerPages
from dealer_crm.services.customers import Customers
from dealer_crm.services.deliveries import Deliveries
from dealer_crm.services.delivery_list import DeliveryList
from dealer_crm.services.delivery_papers import DeliveryPapers
from dealer_crm.services.drafts import Drafts
from dealer_crm.services.duplicates import Duplicates
from dealer_crm.services.equipment import Machines
from dealer_crm.services.equipment_list import MachineList
from dealer_crm.services.exports import Exports
from dealer_crm.services.followup_list import FollowUpList
from dealer_crm.services.followups import FollowUps
from dealer_crm.services.history import History
from dealer_crm.services.imports import Imports, clear_staging
from dealer_crm.services.invoices import Invoices
from dealer_crm.services.listings.writing import Listings
from dealer_crm.services.maintenance import Maintenances
from dealer_crm.services.money import Money
from dealer_crm.services.money_papers import MoneyPapers
from dealer_crm.services.order_list import OrderList
from dealer_crm.services.orders import Orders
from dealer_crm.services.payments import Payments
from dealer_crm.services.products import Products
from dealer_crm.services.promises import Promises
from dealer_crm.services.records import Records
from dealer_crm.services.request_list import RequestList
from dealer_crm.services.requests import Requests
from dealer_crm.services.shop import ShopData, StaffRow
from dealer_crm.services.trade import Trade
from dealer_crm.services.visits import VisitList, Visits
from dealer_crm.services.voids import Voids
from dealer_crm.storage.database import Database, News
from dealer_crm.storage.files import program_text
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.lock import FolderLock
from dealer_crm.storage.opening import can_be_written, look_at_store, open_store

if TYPE_CHECKING:
    from dealer_crm.services.record_books.books import RecordBooks

Now = Callable[[], datetime]


def clock() -> datetime:
    """Return the time: the one place where the program looks at the clock."""
    return datetime.now(UTC)


def pinyin() -> Pinyin:
    """Read the table of readings."""
    return Pinyin(program_text("pinyin", "pinyin.txt"))


class Opened:
    """What stands on one data folder; build it with `open_folder`, end it with `close`."""

    def __init__(self, folder: DataFolder, db: Database, lock: FolderLock | None, origin: Origin) -> None:
        self.folder = folder
        self.now = db.now
        self.db = db
        self.trade = Trade()
        self.settings = SettingsFile(settings_file(folder.path), db.now)
        self.shop = ShopData(db, self.actor)
        self.drafts = Drafts(folder.drafts, db.now)
        self.attachments = Attachments(db, folder.attachments, self.actor, db.now)
        self.voids = Voids(db)
        self.history = History(db, self.actor)
        self.backups = Backups(db, folder, self.second_place, db.now)
        self._open_customers(db, db.now)
        self._open_sales(db, db.now)
        self._open_care(db, db.now)
        self._origin = origin
        self._lock = lock
        self._operator: StaffRow | None = None
        self._find_operator()
        db.on_commit.append(self._on_commit)

    def _open_customers(self, db: Database, now: Now) -> None:
        self.customers = Customers(db, self.actor, now)
        self.customer_list = CustomerList(db, now)
        self.customer_pages = CustomerPages(db, now)
        self.duplicates = Duplicates(db, now)
        self.followups = FollowUps(db, self.actor, now, self.trade)
        self.followup_list = FollowUpList(db)
        self.agenda = Agenda(db, self.actor, now, self.trade)
        self.agenda_papers = AgendaPapers(db, now, self.agenda)
        self.exports = Exports(db, now)
        self.records = Records(db, now)
        self.listings = Listings(db, now, self.trade)
        self.imports = Imports(db, self.actor, now, self.folder.staging)

    def _open_sales(self, db: Database, now: Now) -> None:
        self.products = Products(db, self.actor, now, self.trade)
        self.orders = Orders(db, self.actor, now)
        self.order_list = OrderList(db, now)
        self.payments = Payments(db, self.actor, now)
        self.invoices = Invoices(db, self.actor, now)
        self.promises = Promises(db, self.actor, now)
        self.money = Money(db, now)
        self.money_papers = MoneyPapers(db, now, self.money)
        self.deliveries = Deliveries(db, self.actor, now, self.trade)
        self.delivery_list = DeliveryList(db, now)
        self.delivery_papers = DeliveryPapers(db, now, self.trade)

    def _open_care(self, db: Database, now: Now) -> None:
        self.machines = Machines(db, self.actor, now, self.trade)
        self.machine_list = MachineList(db, now, self.trade)
        self.requests = Requests(db, self.actor, now, self.trade)
        self.request_list = RequestList(db, now)
        self.visits = Visits(db, self.actor, now, self.trade)
        self.visit_list = VisitList(db, now, self.trade)
        self.maintenances = Maintenances(db, self.actor, now, self.trade)
        self.care_papers = CarePapers(db, now, self.trade)
        self.complaints = Complaints(db, self.actor, now, self.trade)
        self.complaint_list = ComplaintList(db, now)
        self.complaint_files = ComplaintFiles(db)
        self.complaint_papers = ComplaintPapers(db, now)

    @cached_property
    def record_books(self) -> RecordBooks:
        """The workbooks of single records; openpyxl is a tenth of all that opening would load."""
        from dealer_crm.services.record_books.books import RecordBooks

        return RecordBooks(self.db, self.now, self.trade)

    @property
    def operator(self) -> StaffRow | None:
        """The staff member that is switched on."""
        return self._operator

    def actor(self) -> Actor:
        """Return who works; asked in the middle of writes, so it reads nothing."""
        person = self._operator
        return Actor(person.id, person.role, self._origin) if person else Actor(origin=self._origin)

    def switch(self, staff_id: int | None) -> None:
        """Let somebody else work from here on, in this run and the next."""
        self.settings.change(staff_id=staff_id)
        self._find_operator()

    def _find_operator(self) -> None:
        staff_id = self.settings.value.staff_id
        self._operator = next((person for person in self.shop.staff() if person.id == staff_id), None)

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
        clear_staging(folder.staging)
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
