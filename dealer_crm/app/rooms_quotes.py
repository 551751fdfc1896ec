"""Quotes in the room of the customer files: the page of one quote, the tab of a customer, and the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealer_crm.app.rooms_orders import open_order
from dealer_crm.app.rooms_products import Picking, new_product
from dealer_crm.documents.pdf.choices import paper_choices
from dealer_crm.documents.pdf.pages import Paper
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.overpromise import flags
from dealer_crm.domain.printing import PrintJob
from dealer_crm.services.quote_list import QuoteRow, QuoteSpec
from dealer_crm.services.quote_papers import COMPARED, WITH_PRICES, WITHOUT_PRICES
from dealer_crm.ui.desk.doors import ListReads
from dealer_crm.ui.orders.room import NEW_QUOTE, QUOTE, QUOTES_TAB, SALES
from dealer_crm.ui.quotes.customer_tab import CustomerQuotesTab
from dealer_crm.ui.quotes.doors import QuoteDoors, QuotePrints, QuoteReads, QuoteTrade, QuoteWrites
from dealer_crm.ui.quotes.page import QuotePage
from dealer_crm.ui.quotes.sales_page import SalesDoors, SalesPage
from dealer_crm.words.details import known_pains

if TYPE_CHECKING:
    from dealer_crm.app.rooms import Rooms

MOST = 200
"""So many quotes a customer's file shows."""


def quote_page(rooms: Rooms) -> QuotePage:
    """Return the page of a quote, not opened yet."""
    page = QuotePage(rooms.t, quote_doors(rooms))
    page.order_requested.connect(lambda order_id: open_order(rooms, order_id))
    return page


def quote_doors(rooms: Rooms) -> QuoteDoors:
    """Return what the page may call."""
    opened, language = rooms.opened, rooms.t.language
    quotes, trade, printing = opened.quotes, opened.trade, rooms.wiring.printing
    picking = Picking(opened)
    reads = QuoteReads(
        open=picking.opened(quotes.open),
        products=picking.find,
        customer=picking.customer,
        staff=opened.shop.staff,
        sees_cost=lambda: opened.products.sees_cost,
        text=lambda one, version: opened.quote_papers.text(one, version, language),
        new_product=new_product(rooms.t, opened, rooms.window),
    )
    writes = QuoteWrites(quotes.create, quotes.edit, quotes.new_version, quotes.give, quotes.accept, quotes.decline, quotes.reopen)
    known = QuoteTrade(
        remark=lambda code: trade.remark(code, language),
        group_of=trade.group_of,
        subtotals=trade.subtotals(),
        flags=lambda text: flags(text, trade.too_much()),
        pains=lambda customer: known_pains(opened.form_fields.fields(), customer, rooms.t),
    )
    prints = QuotePrints(
        preview=lambda one, version: printing.preview(quote_job(rooms, one, version)),
        print_now=lambda one, version: printing.direct(quote_job(rooms, one, version)),
    )
    return QuoteDoors(reads, writes, known, opened.drafts, lambda: rooms.window.prompts, opened.now, prints)


def quote_job(rooms: Rooms, quote_id: int, version: int) -> PrintJob:
    """Return a version as it is offered to the printer: whole, without the prices of lines, or beside the version before it."""
    t, opened = rooms.t, rooms.opened
    file = opened.quotes.open(quote_id)
    operator = opened.operator.name if opened.operator else ""
    title = t("Quote {number}, version {n}").format(number=file.number, n=version)
    variants = [(WITH_PRICES, t("With the price of each line")), (WITHOUT_PRICES, t("With subtotals only"))]
    if version > 1:
        variants.append((COMPARED, t("Beside version {n}").format(n=version - 1)))
    return PrintJob(
        kind="quote",
        title=title,
        file_name=" ".join(filter(None, (title, file.customer))),
        papers=paper_choices(t, Paper.A4, Paper.A5_LANDSCAPE, Paper.CONT_241x280),
        render=lambda choice: opened.quote_papers.sheet(quote_id, version, choice, t.language, operator),
        needs=("name", "address", "hotline"),
        variants=tuple(variants),
        record_id=quote_id,
        number=file.number,
    )


def customer_quotes(rooms: Rooms) -> CustomerQuotesTab:
    """Return the tab of quotes in a customer's file."""
    lists = rooms.opened.quote_list

    def rows(customer_id: int) -> list[QuoteRow]:
        return lists.page(QuoteSpec(customer_id=customer_id), MOST)

    tab = CustomerQuotesTab(rooms.t, rows, lambda: local_day(rooms.opened.now()))
    tab.opened.connect(lambda one: open_quote(rooms, one))
    tab.new_requested.connect(lambda customer_id: new_quote(rooms, customer_id))
    return tab


def count_quotes(rooms: Rooms, customer_id: int) -> int:
    """Return how many quotes a customer has."""
    return rooms.opened.quote_list.count(QuoteSpec(customer_id=customer_id))


def open_quote(rooms: Rooms, quote_id: int) -> None:
    """Go to a quote."""
    rooms.window.go("customers", f"{QUOTE}{quote_id}")


def new_quote(rooms: Rooms, customer_id: int) -> None:
    """Start a quote for a customer; without one the files are where to choose him."""
    rooms.window.go("customers", f"{NEW_QUOTE}{customer_id}" if customer_id else "")


def sales_page(rooms: Rooms) -> SalesPage:
    """Return the page of all quotes and all orders."""
    opened = rooms.opened
    quotes, orders = opened.quote_list, opened.order_list
    doors = SalesDoors(
        quotes=ListReads(quotes.ids, quotes.rows, quotes.counts),
        orders=ListReads(orders.ids, orders.rows, orders.counts),
        staff=opened.shop.staff,
        today=lambda: local_day(opened.now()),
        open_quote=lambda one: open_quote(rooms, one),
        open_order=lambda one: open_order(rooms, one),
        export=rooms.papers.export_listing,
        shown=lambda which: rooms.window.visited(f"{SALES}{which}"),
    )
    return SalesPage(rooms.t, doors, rooms.memory())


def open_sales(rooms: Rooms) -> None:
    """Show all quotes and orders."""
    rooms.window.go("customers", f"{SALES}{QUOTES_TAB}")
