"""The customer pages on a real store in a temporary folder, with a clock that stands still."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.domain.customers import CustomerDraft, PhoneDraft
from dealer_crm.domain.followups import FollowUpDraft
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.premises import HouseType, PremisesDraft
from dealer_crm.domain.shop import StaffDraft
from dealer_crm.i18n import Translator, translator
from dealer_crm.services.attachments import Attachments
from dealer_crm.services.customer_classes import CustomerClasses
from dealer_crm.services.customer_list import CustomerList, CustomerRow, CustomerSpec
from dealer_crm.services.customer_page import CustomerPages
from dealer_crm.services.customers import Customers
from dealer_crm.services.drafts import Drafts
from dealer_crm.services.duplicates import Duplicates
from dealer_crm.services.followups import FollowUps
from dealer_crm.services.form_fields import FormFieldBook
from dealer_crm.services.shop import ShopData
from dealer_crm.services.stages import stage_rules
from dealer_crm.services.timeline import Timelines
from dealer_crm.services.trade import Trade
from dealer_crm.services.trade_status import TradeStatuses
from dealer_crm.storage.database import Database
from dealer_crm.ui.customers.doors import CustomerDoors, CustomerReads, CustomerWrites, Papers
from dealer_crm.ui.customers.form import CustomerForm
from dealer_crm.ui.customers.page import CustomersPage
from dealer_crm.ui.desk.doors import Memory, Pictures
from dealer_crm.ui.shell import MainWindow
from tests.storage.shops import empty_file, pinyin

NOW = datetime(2026, 11, 18, 2, 12, tzinfo=UTC)
TODAY = NOW.astimezone().date()


@dataclass
class Shop:
    """Store, services and what the papers were asked for."""

    folder: Path
    source: Path | None = None
    now: datetime = NOW
    asked: list[tuple[str, object]] = field(default_factory=list)
    operator: int | None = None
    remembered: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.file = self.folder / "store.sqlite"
        self.file.write_bytes(self.source.read_bytes() if self.source else empty_file())
        self.db = Database(self.file, pinyin(), self.clock)
        self.customers = Customers(self.db, Actor, self.clock)
        self.list = CustomerList(self.db, self.clock)
        self.pages = CustomerPages(self.db, self.clock)
        self.followups = FollowUps(self.db, Actor, self.clock)
        self.staff = ShopData(self.db, Actor)
        self.attachments = Attachments(self.db, self.folder / "attachments", Actor, self.clock)
        self.classes = CustomerClasses(self.db, Actor, self.clock, Trade())
        self.drafts = Drafts(self.folder / "drafts", self.clock)

    def clock(self) -> datetime:
        return self.now

    def add(self, name: str, phone: str = "", room: str = "", *, step: date | None = None, draft: CustomerDraft | None = None) -> int:
        """File a customer, with a next step."""
        numbers = (PhoneDraft(phone),) if phone else ()
        houses = (PremisesDraft(community="云上花园", building="3", unit="1", room=room, house_type=HouseType.FLAT),) if room else ()
        return self.customers.create(draft or CustomerDraft(name=name, phones=numbers, premises=houses), step, "回访")

    def call(self, customer_id: int, words: str, step: date | None) -> int:
        return self.followups.log(FollowUpDraft(customer_id, words=words, next_on=step, no_next_reason="" if step else "x"))

    def row(self, customer_id: int) -> CustomerRow | None:
        return next(iter(self.list.rows([customer_id])), None)

    def person(self, name: str) -> int:
        return self.staff.add_staff(StaffDraft(name))

    def names(self) -> list[str]:
        return [row.name for row in self.list.page(CustomerSpec(sort="name"), 100)]

    def doors(self) -> CustomerDoors:
        reads = CustomerReads(
            ids=self.list.ids,
            rows=self.list.rows,
            count=self.list.count,
            counts=self.list.counts,
            find=self.list.find,
            open=self.pages.open,
            events=Timelines(self.db).page,
            classes=self.classes.of,
            status=TradeStatuses(self.db, self.clock).of,
            fields=FormFieldBook(self.db, Actor).fields,
            stages=stage_rules,
            draft=self.customers.draft,
            like=Duplicates(self.db, self.clock).like,
            staff=partial(self.staff.staff, everyone=True),
        )
        files = self.customers
        writes = CustomerWrites(
            create=files.create,
            edit=files.edit,
            delete=files.delete,
            delete_many=files.delete_many,
            log=self.followups.log,
            set_class=self.classes.override,
            take_class_back=self.classes.take_back,
        )
        kept = self.attachments
        pictures = Pictures(kept.of, kept.read, kept.add, kept.remove, kept.describe)
        return CustomerDoors(reads, writes, pictures, self.papers(), self.drafts, self.clock, lambda: self.operator)

    def papers(self) -> Papers:
        def export(spec: CustomerSpec, ids: Sequence[int]) -> None:
            self.asked.append(("export", (spec, list(ids))))

        return Papers(
            preview=lambda one: self.asked.append(("preview", one)),
            print_now=lambda one: self.asked.append(("print", one)),
            text=lambda one: f"客户 {one}",
            picture=lambda _one: b"",
            export=export,
        )


def open_page(shop: Shop, window: MainWindow, t: Translator | None = None) -> CustomersPage:
    """Show the page in the window; every commit reloads it, as the wiring does."""
    memory = Memory(lambda key: shop.remembered.get(key, ""), shop.remembered.__setitem__)
    page = CustomersPage(t or translator("en"), shop.doors(), window, memory)
    window.set_page("customers", lambda: page)
    window.go("customers")
    shop.db.on_commit.append(lambda news: page.reload())
    return page


def child(root: QWidget, name: str, kind: type[QWidget] = QWidget) -> QWidget:
    """Return the visible widget of that name, scrolled to as a user would."""
    found = [one for one in root.findChildren(kind, name) if one.isVisible()]
    assert len(found) == 1, f"{name}: {found}"
    QCoreApplication.sendPostedEvents()
    for area in root.window().findChildren(QScrollArea):
        if area.isAncestorOf(found[0]):
            area.ensureWidgetVisible(found[0])
    return found[0]


def focused(qtbot: QtBot, widget: QWidget) -> bool:
    """Wait until a widget has the focus."""
    qtbot.waitUntil(lambda: any(one is not None and one.hasFocus() for one in (widget, widget.focusProxy())))
    return True


def type_into(qtbot: QtBot, form: CustomerForm, name: str, text: str) -> QWidget:
    field = child(form, name)
    field.setFocus()
    qtbot.keyClicks(field, text)
    return field


def click(qtbot: QtBot, form: CustomerForm, name: str) -> None:
    qtbot.mouseClick(child(form, name), Qt.MouseButton.LeftButton)


def save(qtbot: QtBot, form: CustomerForm) -> None:
    qtbot.keyClick(form.window().focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def newest(shop: Shop) -> CustomerDraft:
    ids = shop.list.ids(CustomerSpec(sort="number"))
    return shop.customers.draft(max(ids))[0]
