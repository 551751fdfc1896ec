"""The classes of all customers: always what the records give, whoever was touched, and every change told once."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from dealer_crm.domain.class_news import Direction
from dealer_crm.domain.classes import ClassKind, Why
from dealer_crm.domain.customers import Channel, CustomerDraft, CustomerInUse, IntentLevel, Interest, PhoneDraft
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.followups import add_months
from dealer_crm.domain.journal import Actor, NothingToUndo, UndoBlocked
from dealer_crm.domain.orders import LineDraft, OrderDraft
from dealer_crm.domain.progress import Cancelled
from dealer_crm.services.class_book import ClassBook, Worked
from dealer_crm.services.class_changes import Changes
from dealer_crm.services.customer_classes import CustomerClasses
from dealer_crm.services.customers import Customers
from dealer_crm.services.history import History
from dealer_crm.services.orders import Orders
from dealer_crm.services.shop import ShopData
from dealer_crm.services.trade import Trade
from dealer_crm.storage import class_rows
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import ClassChange, CustomerClass, CustomerLine
from tests.services.conftest import Clock
from tests.storage.shops import empty_file, pinyin

BOILER = LineDraft(name="壁挂炉", unit="台", quantity=1000, price=10_000_00, cost=7_500_00, category="boiler")
Rows = dict[int, dict[str, object]]


@dataclass
class Shop:
    """A shop whose classes are worked out when it is told to."""

    db: Database
    clock: Clock

    @property
    def book(self) -> ClassBook:
        return ClassBook(self.db, self.clock, Trade())

    @property
    def changes(self) -> Changes:
        return Changes(self.db, self.clock)

    @property
    def classes(self) -> CustomerClasses:
        return CustomerClasses(self.db, Actor, self.clock, Trade())

    @property
    def customers(self) -> Customers:
        return Customers(self.db, Actor, self.clock)

    def customer(self, name: str, **more: object) -> int:
        draft = CustomerDraft(name=name, phones=(PhoneDraft("14200000911"),))
        return self.customers.create(replace(draft, **more))  # type: ignore[arg-type]

    def buys(self, customer_id: int, price: int = 10_000_00, *, months_ago: int = 0) -> int:
        orders, line = Orders(self.db, Actor, self.clock), replace(BOILER, price=price, cost=price // 2)
        order = orders.create(OrderDraft(customer_id, (line,), ordered_on=add_months(local_day(self.clock()), -months_ago)))
        orders.confirm(order)
        return order

    def rows(self) -> Rows:
        """Return what stands, but for what is still to be worked out."""
        with self.db.read() as session:
            found = [dict(row) for row in session.execute(select(CustomerClass.__table__)).mappings()]
        return {row.pop("customer_id"): row for row in found if row.pop("waiting") == 0}

    def value(self, customer_id: int, kind: ClassKind) -> object:
        return self.rows()[customer_id][kind.value]

    def anew(self) -> Rows:
        """Return what stands after everybody was worked out."""
        self.book.work_out(again=True)
        return self.rows()


@pytest.fixture
def shop(db: Database, clock: Clock) -> Shop:
    """An empty shop."""
    return Shop(db, clock)


def test_first_classes_are_no_news_and_nothing_waits_afterwards(shop: Shop) -> None:
    one, other = shop.customer("王芳"), shop.customer("陈静")
    shop.buys(one)
    assert shop.book.waits()
    assert shop.book.work_out() == Worked(looked_at=2, written=2, news=0)
    assert not shop.book.waits()
    assert (shop.value(one, ClassKind.TIME), shop.value(other, ClassKind.TIME)) == ("new", "future")
    assert shop.book.work_out() == Worked()
    assert shop.changes.news() == []


def test_the_table_says_what_the_record_says(shop: Shop) -> None:
    people = [shop.customer(name) for name in ("王芳", "陈静", "张伟", "赵敏")]
    for place, one in enumerate(people[:3]):
        shop.buys(one, 10_000_00 * (place + 1), months_ago=place * 8)
    shop.classes.override(people[3], ClassKind.CARE, "fussy", "很仔细")
    shop.book.work_out()
    for one, row in shop.rows().items():
        for kind, values in shop.classes.of(one).items():
            shown = " ".join(str(held.value) for held in values)
            assert shown == ("" if row[kind.value] is None else str(row[kind.value])), kind


def test_only_who_was_touched_or_moved_is_worked_out_again(shop: Shop) -> None:
    people = [shop.customer(f"客户{n}") for n in range(8)]
    for place, one in enumerate(people[:6]):
        shop.buys(one, 10_000_00 * (6 - place))
    shop.book.work_out()
    draft, version = shop.customers.draft(people[7])
    shop.customers.edit(people[7], replace(draft, note="常来"), version)
    assert shop.book.work_out() == Worked(looked_at=1)
    shop.buys(people[6], 90_000_00)
    done = shop.book.work_out()
    assert 2 <= done.looked_at < 8
    assert shop.rows() == shop.anew()


def test_who_brought_somebody_is_worked_out_with_him(shop: Shop) -> None:
    one = shop.customer("王芳")
    shop.buys(one)
    shop.book.work_out()
    before = shop.value(one, ClassKind.LOYALTY)
    shop.customer("陈静", referrer_id=one)
    shop.book.work_out()
    assert shop.value(one, ClassKind.LOYALTY) == before + 10  # type: ignore[operator]


def test_a_new_day_brings_everybody_up_to_date(shop: Shop) -> None:
    one = shop.customer("王芳")
    shop.buys(one)
    shop.book.work_out()
    shop.clock.at += timedelta(days=366)
    assert shop.book.waits()
    assert shop.book.work_out().news == 1
    assert (shop.value(one, ClassKind.TIME), shop.value(one, ClassKind.STABILITY)) == ("old", "at_risk")
    (news,) = shop.changes.news()
    assert (news.customer, news.kind, news.before, news.after, news.why) == (
        "王芳",
        ClassKind.STABILITY,
        "unknown",
        "at_risk",
        Why.NO_SIGN_SINCE,
    )
    assert news.figures == {"on": local_day(shop.clock()) - timedelta(days=366)}
    assert news.direction is Direction.DOWN


def test_the_city_of_the_shop_concerns_everybody(shop: Shop) -> None:
    shop.customer("王芳")
    shop.book.work_out()
    data = ShopData(shop.db, Actor)
    data.save_shop(replace(data.shop(), address="宁波市样板路 1 号"))
    assert shop.book.waits()
    assert shop.book.work_out().looked_at == 1


def test_undo_of_an_order_brings_back_the_classes_and_takes_back_the_news(shop: Shop) -> None:
    one, other = shop.customer("王芳"), shop.customer("陈静")
    shop.buys(one, 90_000_00)
    shop.buys(other, 10_00)
    shop.book.work_out()
    before, history = shop.rows(), History(shop.db, Actor)
    shop.buys(other, 900_000_00)
    assert shop.book.work_out().news > 0
    assert {news.customer for news in shop.changes.news()} == {"王芳", "陈静"}
    assert shop.changes.count() == 2
    history.undo()
    history.undo()
    shop.book.work_out()
    assert shop.rows() == before
    assert shop.changes.news() == []


def test_news_is_seen_once_and_kept(shop: Shop) -> None:
    one = shop.customer("王芳")
    shop.buys(one)
    shop.book.work_out()
    shop.classes.override(one, ClassKind.SERVICE, "ordinary", "只买过一次")
    shop.book.work_out()
    (news,) = shop.changes.news()
    assert (news.kind, news.before, news.after, news.why) == (ClassKind.SERVICE, "key", "ordinary", Why.BY_HAND)
    shop.changes.see([news.id])
    assert shop.changes.news() == []
    with shop.db.read() as session:
        kinds = set(session.execute(select(ClassChange.kind)).scalars())
    assert {"service_class", "care_tag"} <= kinds


def test_a_setting_by_hand_survives_being_worked_out(shop: Shop) -> None:
    one = shop.customer("王芳")
    shop.classes.override(one, ClassKind.VALUE, "A", "连锁店老板")
    shop.book.work_out()
    shop.buys(one, 100)
    shop.book.work_out()
    assert shop.anew()[one]["value_class"] == "A"
    shop.classes.take_back(one, ClassKind.VALUE)
    shop.book.work_out()
    assert shop.rows() == shop.anew()


def test_who_is_deleted_is_taken_out_and_comes_back_by_undo(shop: Shop) -> None:
    one = shop.customer("王芳")
    shop.book.work_out()
    before, history = shop.rows(), History(shop.db, Actor)
    shop.customers.delete(one)
    assert shop.book.waits()
    shop.book.work_out()
    assert shop.rows() == {}
    history.undo()
    shop.book.work_out()
    assert shop.rows() == before


def test_what_changes_while_it_is_worked_out_waits_for_the_next_time(shop: Shop) -> None:
    one = shop.customer("王芳")

    class Meanwhile:
        """Somebody saves an order after the records were read."""

        def step(self, _done: int, _total: int) -> None:
            shop.buys(one)

    shop.book.work_out(Meanwhile())
    assert shop.book.waits()
    shop.book.work_out()
    assert not shop.book.waits()
    assert shop.rows() == shop.anew()


def test_what_concerns_everybody_and_comes_while_all_are_worked_out_is_not_forgotten(shop: Shop) -> None:
    shop.customer("王芳")
    data = ShopData(shop.db, Actor)

    class Meanwhile:
        """The shop moves after the records were read."""

        def step(self, _done: int, _total: int) -> None:
            data.save_shop(replace(data.shop(), address=data.shop().address + "宁波市样板路 1 号"))

    shop.book.work_out(Meanwhile())
    assert (shop.book.waits(), _who_is_wrong(shop)) == (True, [])
    shop.clock.at += timedelta(days=1)
    shop.book.work_out(Meanwhile())
    assert shop.book.waits()
    assert shop.book.work_out().looked_at == 1
    assert not shop.book.waits()


def test_called_off_it_goes_on_next_time(shop: Shop) -> None:
    shop.customer("王芳")

    class CallOff:
        """The window closes."""

        def step(self, _done: int, _total: int) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        shop.book.work_out(CallOff())
    assert shop.book.waits()
    assert shop.book.work_out().written == 1


def _who_is_wrong(shop: Shop) -> list[str]:
    with shop.db.read() as session:
        return shop.book.differences(session)


def test_called_off_between_two_pieces_the_places_of_the_others_are_not_forgotten(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = shop.customer("王芳"), shop.customer("陈静")
    shop.buys(first, 1_000_00)
    shop.buys(second, 2_000_00)
    shop.book.work_out()
    shop.buys(first, 9_000_00)
    monkeypatch.setattr("dealer_crm.services.class_book.PIECE", 1)

    class AfterTheFirst:
        """The window closes when he who bought is written, and she whom he passed is not."""

        def step(self, done: int, _total: int) -> None:
            if done:
                raise Cancelled

    with pytest.raises(Cancelled):
        shop.book.work_out(AfterTheFirst())
    shop.book.work_out()
    assert not shop.book.waits()
    assert shop.rows() == shop.anew()


def test_who_is_only_behind_is_not_wrong(shop: Shop) -> None:
    people = [shop.customer(f"客户{n}") for n in range(3)]
    for one in people:
        shop.buys(one, one * 1_000_00)
    shop.book.work_out()
    shop.buys(people[0], 9_000_00)
    assert _who_is_wrong(shop) == []  # the place of the others moves with his, as soon as it is his turn
    shop.book.work_out()
    history = History(shop.db, Actor)
    shop.customer("新来的")
    assert _who_is_wrong(shop) == []
    shop.book.work_out()
    history.undo()
    assert shop.book.waits()
    assert _who_is_wrong(shop) == []


def test_who_is_wrong_is_seen_while_others_wait(shop: Shop) -> None:
    buyer, other, waits = shop.customer("王芳"), shop.customer("陈静"), shop.customer("张伟")
    shop.buys(buyer)
    shop.book.work_out()
    shop.classes.override(waits, ClassKind.CARE, "fussy", "很仔细")
    with shop.db.derive() as connection:
        class_rows.write(connection, {other: {"time_class": "old"}, waits: {"time_class": "old"}})
    assert _who_is_wrong(shop) == [str(other)]


def _edit(shop: Shop, history: History, deed: str, which: int) -> None:
    """Do something with one of the customers that there are."""
    with shop.db.read() as session:
        ids = list(session.execute(select(CustomerLine.customer_id).order_by(CustomerLine.customer_id)).scalars())
    one = ids[which % len(ids)] if ids else shop.customer("第一位")
    match deed:
        case "buy":
            shop.buys(one, (which + 1) * 7_000_00, months_ago=which)
        case "new":
            shop.customer(f"新客户{which}", source=Channel.DESIGNER)
        case "level":
            draft, version = shop.customers.draft(one)
            shop.customers.edit(one, replace(draft, intent_level=list(IntentLevel)[which % 4], interests=(Interest.BOILER,)), version)
        case "refer":
            shop.customer(f"介绍来的{which}", referrer_id=one)
        case "hand":
            shop.classes.override(one, ClassKind.VALUE, "ABC"[which % 3], "店主说的")
        case "delete":
            with suppress(CustomerInUse):
                shop.customers.delete(one)
        case "undo":
            with suppress(NothingToUndo, UndoBlocked):
                history.undo()


Edits = list[tuple[str, int]]
EDITS = st.lists(st.tuples(st.sampled_from(["buy", "new", "level", "delete", "hand", "undo", "refer"]), st.integers(0, 9)), max_size=5)


def test_a_buyer_who_is_deleted_leaves_his_place_to_the_others(shop: Shop) -> None:
    people = [shop.customer(f"客户{n}") for n in range(3)]
    for one in people:
        shop.buys(one, one * 1_000_00)
    shop.book.work_out()
    shop.customers.delete(people[0])
    shop.book.work_out()
    assert shop.rows() == shop.anew()


@pytest.mark.slow
@given(EDITS, EDITS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_bit_by_bit_gives_what_all_at_once_gives(tmp_path_factory: pytest.TempPathFactory, first: Edits, then: Edits) -> None:
    _bit_by_bit(tmp_path_factory, first, then)


def _bit_by_bit(tmp_path_factory: pytest.TempPathFactory, first: Edits, then: Edits) -> None:
    clock, path = Clock(), tmp_path_factory.mktemp("shop") / "shop.sqlite"
    path.write_bytes(empty_file())
    db = Database(path, pinyin(), clock)
    try:
        shop = Shop(db, clock)
        history = History(db, Actor)
        for one in (shop.customer(f"客户{n}") for n in range(3)):
            shop.buys(one, one * 1_000_00)
        for edits in (first, then):
            for edit in edits:
                _edit(shop, history, *edit)
                assert _who_is_wrong(shop) == []
            shop.book.work_out()
        with db.read() as session:
            assert shop.book.differences(session) == []
        assert shop.rows() == shop.anew()
    finally:
        db.close()
