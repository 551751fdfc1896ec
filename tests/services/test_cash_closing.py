"""A day's drawer begins with what the last count left, follows cash as it is handed in, and says when the books changed after it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from dealer_crm.domain.cash import AlreadyClosed, CashCloseDraft, CloseNotFound, DayNotYet
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.errors import EditConflict
from dealer_crm.domain.journal import Actor, Role
from dealer_crm.domain.orders import PayWay
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.domain.payments import PaymentDraft
from dealer_crm.domain.shop import StaffDraft
from dealer_crm.services.cash_closing import CashClosing
from dealer_crm.services.customers import Customers
from dealer_crm.services.history import History
from dealer_crm.services.payments import Payments
from dealer_crm.services.shop import ShopData
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock

CASH = PayWay.CASH


@pytest.fixture
def closing(db: Database, actor: Callable[[], Actor], clock: Clock) -> CashClosing:
    """The drawer of a shop with one customer and an installer."""
    Customers(db, actor, clock).create(CustomerDraft(name="王芳"))
    ShopData(db, actor).add_staff(StaffDraft("小赵", Role.INSTALLER))
    return CashClosing(db, actor, clock)


@pytest.fixture
def payments(closing: CashClosing, db: Database, actor: Callable[[], Actor], clock: Clock) -> Payments:
    """Money that comes and goes."""
    return Payments(db, actor, clock)


def test_next_day_begins_with_what_was_left(closing: CashClosing, payments: Payments, clock: Clock) -> None:
    payments.receive(PaymentDraft(1, 300_000, way=CASH))
    payments.receive(PaymentDraft(1, 99_000))
    held = payments.receive(PaymentDraft(1, 80_000, way=CASH, staff_id=1))
    payments.receive(PaymentDraft(1, 20_000, PayKind.REFUND, CASH, note="多收"))
    today = closing.day()
    assert (today.since, today.sums.came_in, today.sums.given_back, today.sums.expected) == (None, 300_000, 20_000, 280_000)
    assert [(row.staff, row.amount) for row in today.held] == [("小赵", 80_000)]
    closing.close(CashCloseDraft(clock.today, 329_500, 250_000, opening=50_000, note="少 5 元"))
    row = closing.day().closed
    assert row is not None
    assert (row.expected, row.difference, row.left) == (330_000, -500, 79_500)
    first = clock.today
    clock.on(2)
    payments.hand_in([held], clock.today - timedelta(days=1))
    payments.receive(PaymentDraft(1, 1_000, way=CASH))
    found = closing.day()
    assert (found.since, found.sums.opening, found.sums.came_in, found.held) == (first, 79_500, 81_000, ())
    closing.close(CashCloseDraft(clock.today, 160_500, opening=1))
    assert [(one.opening, one.difference) for one in closing.closes(first, clock.today)] == [(50_000, -500), (79_500, 0)]


def test_money_written_into_a_counted_day_asks_for_another_count(closing: CashClosing, payments: Payments, clock: Clock) -> None:
    close_id = closing.close(CashCloseDraft(clock.today, 0))
    assert closing.day().changed_since == 0
    payments.receive(PaymentDraft(1, 5_000, way=CASH))
    late = closing.day()
    assert (late.changed_since, late.sums.expected) == (5_000, 5_000)
    assert late.closed is not None
    closing.edit(close_id, CashCloseDraft(clock.today, 5_000), late.closed.version)
    with pytest.raises(EditConflict):
        closing.edit(close_id, CashCloseDraft(clock.today, 1), late.closed.version)
    again = closing.day()
    assert again.closed is not None
    assert (again.changed_since, again.closed.difference) == (0, 0)


def test_a_day_is_counted_once_and_not_before_it_comes(
    closing: CashClosing, clock: Clock, db: Database, actor: Callable[[], Actor]
) -> None:
    history = History(db, actor)
    close_id = closing.close(CashCloseDraft(clock.today, 100))
    with pytest.raises(AlreadyClosed):
        closing.close(CashCloseDraft(clock.today, 100))
    with pytest.raises(DayNotYet):
        closing.close(CashCloseDraft(clock.today + timedelta(days=1), 100))
    history.undo()
    assert closing.day().closed is None
    history.redo()
    closing.remove(close_id)
    with pytest.raises(CloseNotFound):
        closing.edit(close_id, CashCloseDraft(clock.today, 1), 1)
