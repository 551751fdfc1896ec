"""The signing ceremony: one of a signed order, a sheet like others, and none of what is installed."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from dealer_crm.domain.acceptances import (
    SIGNING_CEREMONY,
    AcceptanceNotFound,
    AcceptanceState,
    CeremonyEmpty,
    OrderNotSigned,
    SheetStage,
    SheetUnknown,
)
from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.ceremonies import Ceremony, Pictures
from dealer_crm.domain.deliveries import HandOver, OrderNotConfirmed
from dealer_crm.domain.expectations import Fact
from dealer_crm.domain.journal import Action, Actor, Subject, UndoBlocked
from dealer_crm.domain.orders import CancelSide
from dealer_crm.services.acceptance_list import AcceptanceList
from dealer_crm.services.acceptances import Acceptances
from dealer_crm.services.agenda import Agenda
from dealer_crm.services.expectations import Expectations
from dealer_crm.services.orders import Orders
from dealer_crm.services.site_papers import SitePapers
from dealer_crm.services.sites import Sites
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Customer, OrderLine
from tests.services.conftest import Clock
from tests.services.desk import desk
from tests.services.loading import FAIL, PASS, Shop, load
from tests.services.readings import picture
from tests.services.test_site_papers import A4, words


@pytest.fixture
def shop(db: Database, actor: Callable[[], Actor], clock: Clock) -> Shop:
    """Return the shop, whose order 1 is signed."""
    found = load(db, actor, clock)
    Orders(db, actor, clock).sign(1, clock.today)
    return found


@pytest.fixture
def sheets(db: Database, actor: Callable[[], Actor], clock: Clock, shop: Shop) -> Acceptances:
    """Return the use-cases of sheets."""
    return Acceptances(db, actor, clock, Trade())


def only_a_service(shop: Shop) -> None:
    """Leave nothing on order 1 that is installed."""
    with shop.db.write(Actor(), Action.EDIT, Subject.ORDER) as session:
        for line in session.scalars(select(OrderLine).where(OrderLine.order_id == 1)):
            line.category = "service_install"


def test_a_signed_order_has_one_ceremony(shop: Shop, sheets: Acceptances, clock: Clock) -> None:
    before = shop.state()
    one = sheets.ceremony(1)
    assert sheets.ceremony(1) == one
    file = sheets.open(one)
    assert (file.stage, file.sheet, file.number, file.draft.started_on) == (
        SheetStage.CEREMONY,
        SIGNING_CEREMONY,
        "YS20261122001",
        clock.today,
    )
    assert ([check.code for check in file.checks], file.machines) == ([f"SC-{place}" for place in range(1, 7)], ())
    with pytest.raises(CeremonyEmpty):
        sheets.close(one)
    gift = file.checks[3]
    sheets.note(gift.id, PASS, steps={"gift": " 正山小种\n"})
    assert sheets.open(one).checks[3].ticked == {"gift": "正山小种"}
    assert sheets.pass_all([check.id for check in file.checks]) == 5
    sheets.close(one)
    assert sheets.open(one).state is AcceptanceState.VALID
    while shop.state() != before or sheets_there(sheets):
        assert shop.history.undo() is not None


def sheets_there(sheets: Acceptances) -> bool:
    """Tell whether sheet 1 is in the file."""
    try:
        sheets.open(1)
    except AcceptanceNotFound:
        return False
    return True


def test_a_ceremony_wants_a_signed_order(db: Database, actor: Callable[[], Actor], clock: Clock) -> None:
    shop = load(db, actor, clock)
    sheets, orders = Acceptances(db, actor, clock, Trade()), Orders(db, actor, clock)
    with pytest.raises(OrderNotSigned):
        sheets.ceremony(1)
    orders.sign(1, clock.today)
    with pytest.raises(SheetUnknown):
        sheets.begin(1, SIGNING_CEREMONY)
    one = sheets.ceremony(1)
    signed = next(row.id for row in shop.history.rows() if row.subject is Subject.ORDER)
    with pytest.raises(UndoBlocked):
        shop.history.undo_entry(signed)
    orders.cancel(1, "不买了", CancelSide.AGREED)
    assert sheets.open(one).state is AcceptanceState.CANCELLED
    with pytest.raises(OrderNotConfirmed):
        sheets.ceremony(1)


def test_a_ceremony_is_no_installation(shop: Shop, sheets: Acceptances, clock: Clock) -> None:
    delivery_id = shop.deliveries.plan(1)
    rows, sites = shop.all_checks(delivery_id), Sites(shop.db, clock, Trade())
    one = sheets.ceremony(1)
    sheets.note(sheets.open(one).checks[2].id, FAIL, "", "卡片没印好", due_on=clock.today)
    (agenda,) = [row for row in Agenda(shop.db, Actor, clock).day() if row.kind is AgendaKind.MEND]
    assert (agenda.record_id, agenda.code) == (one, "acceptance")
    assert shop.all_checks(delivery_id) == rows
    assert AcceptanceList(shop.db, Trade()).of_order(1) == ()
    assert SIGNING_CEREMONY not in {wanted.code for wanted in AcceptanceList(shop.db, Trade()).wanted(1)}
    assert (sites.open(1).acceptances, shop.deliveries.open(delivery_id).sheets_open) == ((), ())
    picture(shop.db, sheets.open(one).checks[1].id)
    shop.settle(delivery_id)
    facts = Expectations(shop.db, Actor, clock, Trade()).of(delivery_id).facts
    assert "YS20261122001" not in facts[Fact.SHEETS_VALID].words
    shop.deliveries.finish(delivery_id, HandOver())
    only_a_service(shop)
    assert sites.count() == 0


def test_a_cancelled_ceremony_may_be_begun_again(shop: Shop, sheets: Acceptances) -> None:
    one = sheets.ceremony(1)
    assert [row.subject for row in shop.history.rows(1)] == [Subject.CEREMONY]
    sheets.cancel(one)
    again = sheets.ceremony(1)
    assert (again != one, sheets.open(again).is_open) == (True, True)


def test_what_failed_by_mistake_is_taken_back_only_when_said_so(shop: Shop, sheets: Acceptances, clock: Clock) -> None:
    item = sheets.open(sheets.ceremony(1)).checks[2]
    sheets.note(item.id, FAIL, "", "卡片没印好", due_on=clock.today)
    assert sheets.note(item.id, None) is FAIL
    held = sheets.open(1).checks[2]
    assert (held.result, held.note, held.due_on, held.failure) == (FAIL, "卡片没印好", clock.today, "卡片没印好")
    assert sheets.note(item.id, None, mistake=True) is None
    free = sheets.open(1).checks[2]
    assert (free.result, free.note, free.due_on, free.failure, free.failed_at) == (None, "", None, "", None)
    shop.history.undo()
    assert sheets.open(1).checks[2].result is FAIL
    assert sheets.note(item.id, PASS, "", "已重印") is PASS
    assert sheets.note(item.id, None, mistake=True) is None


def test_the_paper_has_its_own_title(shop: Shop, sheets: Acceptances, clock: Clock) -> None:
    one = sheets.ceremony(1)
    sheets.note(sheets.open(one).checks[3].id, PASS, steps={"gift": "正山小种"})
    sheets.close(one)
    said = words(SitePapers(shop.db, clock, Trade(), desk(shop.db, clock)).acceptance(one, A4, "zh"))
    for wanted in ("签约仪式", "小礼", "礼品：正山小种", "仪式已举行", "陈静"):
        assert wanted in said
    for foreign in ("验收", "厂家说明书", "实测"):
        assert foreign not in said


def test_no_pictures_where_the_notes_refuse_them_or_nobody_agreed(shop: Shop, sheets: Acceptances, clock: Clock) -> None:
    one = sheets.ceremony(1)
    for notes, agreed, wanted in (
        ("不拍照；爱喝茶", clock.today, Pictures.REFUSED),
        ("", None, Pictures.NOT_AGREED),
        ("", clock.today, Pictures.MAY_ASK),
    ):
        with shop.db.write(Actor(), Action.EDIT, Subject.CUSTOMER) as session:
            customer = session.get_one(Customer, 1)
            customer.care_notes, customer.consent_on = notes, agreed
        known = sheets.household(one)
        assert known is not None
        assert (known.pictures, Ceremony.PHOTO in known.ceremonies) == (wanted, wanted is not Pictures.REFUSED)
    assert sheets.household(sheets.begin(1, "floor_heating")) is None
