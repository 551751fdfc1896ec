"""The list of all quotes: by view and person, in its order, with the number of each view."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.journal import Actor, Role
from dealer_crm.domain.orders import LineDraft
from dealer_crm.domain.quotes import QuoteDraft
from dealer_crm.domain.shop import StaffDraft
from dealer_crm.services.customers import Customers
from dealer_crm.services.quote_list import QuoteList, QuoteSpec, QuoteView
from dealer_crm.services.quotes import Quotes
from dealer_crm.services.shop import ShopData
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock

DRAFT = QuoteDraft(1, (LineDraft(name="挂机", price=300_000),))


def test_quotes_by_view_person_and_order(db: Database, actor: Callable[[], Actor], clock: Clock) -> None:
    for name in ("王芳", "陈静"):
        Customers(db, actor, clock).create(CustomerDraft(name=name))
    seller = ShopData(db, actor).add_staff(StaffDraft("小赵", Role.SALES))
    quotes, found = Quotes(db, actor, clock, Trade()), QuoteList(db, clock)
    old = quotes.create(replace(DRAFT, staff_id=seller))
    other = quotes.create(replace(DRAFT, customer_id=2, quoted_on=clock.today + timedelta(days=1), valid_days=90))
    sold, lost = quotes.create(DRAFT), quotes.create(DRAFT)
    for one in (old, sold, lost):
        quotes.give(quotes.open(one).last.id)
    quotes.accept(quotes.open(sold).last.id)
    quotes.decline(lost, "太贵")
    clock.on(60)
    expected = {QuoteView.ALL: 4, QuoteView.OPEN: 2, QuoteView.EXPIRED: 1, QuoteView.ACCEPTED: 1, QuoteView.DECLINED: 1}
    assert found.counts() == expected
    assert {view: found.count(QuoteSpec(view)) for view in QuoteView} == expected
    assert list(found.ids(QuoteSpec(QuoteView.OPEN))) == [other, old]
    assert list(found.ids(QuoteSpec(QuoteView.OPEN, descending=False))) == [old, other]
    assert list(found.ids(QuoteSpec(QuoteView.OPEN, sort="customer", descending=False))) == [other, old]
    assert list(found.ids(QuoteSpec(staff_ids=(seller,)))) == [old]
    assert [row.staff for row in found.rows([old, other])] == ["小赵", ""]
