"""Quotes on a real store in a temporary folder, in the room of the customer files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dealer_crm.domain.overpromise import flags
from dealer_crm.i18n import Translator, translator
from dealer_crm.services.quote_list import QuoteList, QuoteSpec
from dealer_crm.services.quote_papers import QuotePapers
from dealer_crm.services.quotes import Quotes
from dealer_crm.services.trade import Trade
from dealer_crm.ui.customers.page import CustomersPage
from dealer_crm.ui.desk.doors import ListReads, Memory, TabDoor
from dealer_crm.ui.orders.page import OrderPage
from dealer_crm.ui.orders.room import CustomersRoom
from dealer_crm.ui.quotes.customer_tab import CustomerQuotesTab
from dealer_crm.ui.quotes.doors import QuoteDoors, QuoteReads, QuoteTrade, QuoteWrites
from dealer_crm.ui.quotes.page import QuotePage
from dealer_crm.ui.quotes.sales_page import SalesDoors, SalesPage
from dealer_crm.ui.shell import MainWindow
from tests.services.desk import desk
from tests.ui.customers.rig import TODAY
from tests.ui.orders.rig import OrderShop

TRADE = Trade()


class QuoteShop(OrderShop):
    """The shop of the orders with quotes."""

    def __init__(self, folder: Path, source: Path | None = None) -> None:
        super().__init__(folder, source)
        self.quotes = Quotes(self.db, self.actor, self.clock, TRADE)
        self.quote_list = QuoteList(self.db, self.clock)
        self.written: list[tuple[str, list[int]]] = []

    def quote_doors(self, language: str) -> QuoteDoors:
        """Return what the page may call."""
        quotes, papers = self.quotes, QuotePapers(self.db, self.clock, TRADE, desk(self.db, self.clock))
        reads = QuoteReads(
            quotes.open,
            self.products.find,
            lambda one: self.customers.draft(one)[0],
            self.staff.staff,
            lambda: self.products.sees_cost,
            lambda one, version: papers.text(one, version, language),
        )
        writes = QuoteWrites(quotes.create, quotes.edit, quotes.new_version, quotes.give, quotes.accept, quotes.decline, quotes.reopen)
        trade = QuoteTrade(
            lambda code: TRADE.remark(code, language), TRADE.group_of, TRADE.subtotals(), lambda text: flags(text, TRADE.too_much())
        )
        return QuoteDoors(reads, writes, trade, self.drafts, lambda: self.prompts, self.clock)

    def sales_doors(self, window: MainWindow) -> SalesDoors:
        """Return what the page of all quotes and orders may call; `written` keeps what was exported."""
        quotes, orders = self.quote_list, self.order_list
        return SalesDoors(
            quotes=ListReads(quotes.ids, quotes.rows, quotes.counts),
            orders=ListReads(orders.ids, orders.rows, orders.counts),
            staff=self.staff.staff,
            today=lambda: TODAY,
            open_quote=lambda one: window.go("customers", f"quote-{one}"),
            open_order=lambda one: window.go("customers", f"order-{one}"),
            export=lambda name, ids: self.written.append((name, list(ids))),
            shown=lambda which: window.visited(f"sales-{which}"),
        )


def open_quotes(shop: QuoteShop, window: MainWindow, t: Translator | None = None) -> CustomersRoom:
    """Show the room in the window; every commit reloads it, as the wiring does."""
    words = t or translator("en")

    def make() -> CustomerQuotesTab:
        tab = CustomerQuotesTab(words, lambda one: shop.quote_list.page(QuoteSpec(customer_id=one), 50), lambda: TODAY)
        tab.opened.connect(lambda one: window.go("customers", f"quote-{one}"))
        tab.new_requested.connect(lambda one: window.go("customers", f"quote-new-{one}"))
        return tab

    doors = replace(shop.doors(), tabs=(TabDoor("quotes", "Quotes", make, lambda one: shop.quote_list.count(QuoteSpec(customer_id=one))),))
    host = CustomersPage(words, doors, window, Memory(lambda key: shop.remembered.get(key, ""), shop.remembered.__setitem__))
    room = CustomersRoom(host, lambda: OrderPage(words, shop.order_doors()))

    def page() -> QuotePage:
        made = QuotePage(words, shop.quote_doors(words.language))
        made.order_requested.connect(lambda one: window.go("customers", f"order-{one}"))
        return made

    room.make_quote = page
    room.make_sales = lambda: SalesPage(words, shop.sales_doors(window), Memory(lambda _key: "", lambda _key, _value: None))
    host.quote_draft_requested.connect(room.resume_quote)
    window.set_page("customers", lambda: room)
    window.go("customers")
    shop.db.on_commit.append(lambda news: room.reload())
    return room
