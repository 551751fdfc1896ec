"""A yard with goods on their way: a real store with orders and deliveries, and the doors that a page asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtGui import QColor, QGuiApplication, QImage

from dealer_crm.domain.attachments import Belongs
from dealer_crm.domain.customers import CustomerDraft, PhoneDraft
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.orders import LineDraft, OrderDraft, PayWay
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.domain.signatures import Signed
from dealer_crm.services.attachments import Attachments
from dealer_crm.services.customers import Customers
from dealer_crm.services.deliveries import Deliveries
from dealer_crm.services.delivery_door import DeliveryDoor, Taken
from dealer_crm.services.delivery_file import DeliveryFile
from dealer_crm.services.delivery_list import DeliveryList
from dealer_crm.services.drafts import Drafts
from dealer_crm.services.history import History
from dealer_crm.services.orders import Orders
from dealer_crm.services.shop import ShopData
from dealer_crm.services.signatures import Signatures
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.ui.deliveries.doors import AtDoor, DeliveryDoors, DeliveryPrints, DeliveryReads, DeliveryWrites, Photos
from tests.storage.shops import empty_file, pinyin

NOW = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
AIRCON = LineDraft(
    name="挂机空调", brand="格力", model="KFR-35GW", spec="3.5 kW", unit="台", quantity=2000, price=3280_00, category="room_ac", room="客厅"
)


class Yard:
    """The services on one store; `told` hears what went to printers and cash box."""

    def __init__(self, folder: Path) -> None:
        path = folder / "yard.sqlite"
        path.write_bytes(empty_file())
        self.db = Database(path, pinyin(), self.now)
        self.told: list[tuple[object, ...]] = []
        self.deliveries = Deliveries(self.db, Actor, self.now, Trade())
        self.lists = DeliveryList(self.db, self.now)
        self.orders = Orders(self.db, Actor, self.now)
        self.history = History(self.db, Actor)
        self.kept = Attachments(self.db, folder / "attachments", Actor, self.now)
        self.door = DeliveryDoor(self.db, Actor, self.now)
        self.signatures = Signatures(self.db, folder / "attachments", Actor, self.now)
        self.drafts = Drafts(folder / "drafts", self.now)

    @staticmethod
    def now() -> datetime:
        """Return the time, which stands."""
        return NOW

    def order(self, name: str = "陈静", *lines: LineDraft) -> int:
        """File a customer with a confirmed order."""
        place = PremisesDraft(city="宁波市", community="锦样里", building="7", unit="2", room="1102")
        draft = CustomerDraft(name=name, phones=(PhoneDraft("14200000317"),), premises=(place,))
        customer_id = Customers(self.db, Actor, self.now).create(draft)
        order_id = self.orders.create(OrderDraft(customer_id, lines or (AIRCON,)))
        self.orders.confirm(order_id)
        return order_id

    def doors(self) -> DeliveryDoors:
        """Return what a page may call."""
        deeds, lists, told = self.deliveries, self.lists, self.told
        reads = DeliveryReads(
            lists.ids,
            lists.rows,
            lists.counts,
            deeds.open,
            lists.to_deliver,
            self.orders.return_effect,
            deeds.serials_there,
            ShopData(self.db, Actor).staff,
        )
        writes = DeliveryWrites(
            plan=deeds.plan,
            edit=deeds.edit,
            set_serials=deeds.set_serials,
            tick=deeds.tick,
            keep=deeds.keep,
            pass_all=deeds.pass_all,
            send=deeds.send,
            cancel=deeds.cancel,
            refuse=deeds.refuse,
            finish=deeds.finish,
            take_back=deeds.take_back,
            collect=lambda file, way, amount: told.append(("collect", file.number, way, amount)),
        )
        return DeliveryDoors(reads, writes, self._photos(), self._prints(), self.drafts, self.now, self._door())

    def _door(self) -> AtDoor:
        door, kept = self.door, self.signatures
        return AtDoor(
            sign=self._sign,
            agree=door.agree,
            called=door.called,
            complete=door.complete,
            note_scans=door.note_scans,
            place_of=door.place_of,
            keep_signature=kept.keep,
            keep_paper=self.kept.keep,
            signatures=lambda one: kept.of(Signed(delivery_id=one)),
            signature=kept.read,
        )

    def _sign(self, file: DeliveryFile, taken: Taken, way: PayWay | None) -> None:
        self.deliveries.take(file.id, taken)
        if way is not None:
            self.told.append(("collect", file.number, way, file.to_collect))

    def _photos(self) -> Photos:
        kept = self.kept
        return Photos(
            of=lambda one: kept.at(Belongs(delivery_id=one)),
            of_check=lambda one: kept.at(Belongs(check_id=one)),
            read=kept.read,
            add=lambda file, check, name, data: kept.add(
                file.customer_id, name, data, Belongs(delivery_id=file.id, check_id=check or None)
            ),
            remove=kept.remove,
        )

    def _prints(self) -> DeliveryPrints:
        told = self.told

        def tell(what: str) -> Callable[[int], object]:
            return lambda one: told.append((what, one))

        return DeliveryPrints(tell("preview"), tell("print"), tell("checklist"), text=lambda one: f"派单 {one}")


def copy_picture() -> None:
    """Put a picture on the clipboard."""
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(QColor("#447799"))
    QGuiApplication.clipboard().setImage(picture)
