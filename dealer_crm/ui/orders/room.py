"""The room of the customer files, which lends its place to an order, a quote, the lists of both and the communities.

"order-12", "order-new-3", "quote-12", "quote-new-3", "sales-quotes", "sales-orders", "communities" and "community-4" name what is shown,
"ceremony-5" the sheet of a signing ceremony.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from dealer_crm.domain.errors import DomainError
from dealer_crm.ui.customers.page import CustomersPage
from dealer_crm.ui.imports.room import RoomWithGuest

if TYPE_CHECKING:
    from dealer_crm.ui.customers.community_page import CommunitiesPage
    from dealer_crm.ui.orders.page import OrderPage

ORDER, NEW_ORDER = "order-", "order-new-"
QUOTE, NEW_QUOTE = "quote-", "quote-new-"
COMMUNITIES, COMMUNITY = "communities", "community-"
CEREMONY = "ceremony-"
SALES = "sales-"
TAB, QUOTES_TAB = "orders", "quotes"


class CustomersRoom(RoomWithGuest):
    """`make` builds the page of an order."""

    def __init__(self, host: CustomersPage, make: Callable[[], OrderPage]) -> None:
        super().__init__(host)
        self._make = make
        self.make_quote: Callable[[], Any] | None = None
        self.make_communities: Callable[[], CommunitiesPage] | None = None
        self.make_sales: Callable[[], Any] | None = None
        self.make_ceremony: Callable[[], Any] | None = None

    def show_subject(self, subject: str) -> None:
        """Open an order by its subject; the rest belongs to the customer files."""
        kind, _dash, number = subject.rpartition("-")
        prefix = f"{kind}-"
        if prefix in (ORDER, NEW_ORDER) and number.isdecimal():
            self._open(partial(_show, number=int(number), new=prefix == NEW_ORDER))
        elif self.make_quote and prefix in (QUOTE, NEW_QUOTE) and number.isdecimal():
            self._open_quote(partial(_show, number=int(number), new=prefix == NEW_QUOTE))
        elif self.make_ceremony and prefix == CEREMONY and number.isdecimal():
            self._show_ceremony(self.make_ceremony(), int(number))
        elif self.make_communities and subject.startswith((COMMUNITIES, COMMUNITY)):
            self._show_communities(subject.removeprefix(COMMUNITY))
        elif self.make_sales and subject in (f"{SALES}{TAB}", f"{SALES}{QUOTES_TAB}"):
            self._show_sales(subject.removeprefix(SALES))
        else:
            super().show_subject(subject)

    def _show_ceremony(self, page: Any, acceptance_id: int) -> None:
        """Show a signing ceremony; it leaves to its order."""
        try:
            page.open_sheet(acceptance_id)
        except DomainError as error:
            page.deleteLater()
            super().show_subject("")
            self.host.message.show_error(error)
            return
        order_id = page.file.order_id
        self.show_guest(page)
        page.closed.connect(lambda: self._after_ceremony(order_id))

    def _after_ceremony(self, order_id: int) -> None:
        """Be back at the order, as it was left where it is still open behind."""
        order = self.order_page()
        if order is not None and order.file is not None and order.file.id == order_id:
            self.back_to_guest(type(order))
        else:
            self.show_subject(f"{ORDER}{order_id}")

    def _show_sales(self, which: str) -> None:
        page = self.sales_page()
        if page is not None:
            self.setCurrentWidget(page)
        elif self.make_sales:
            page = self.make_sales()
            self.show_guest(page)
        page.show_list(which)

    def _show_communities(self, one: str) -> None:
        from dealer_crm.ui.customers.community_page import CommunitiesPage

        page = self.guest(CommunitiesPage)
        if isinstance(page, CommunitiesPage):
            self.back_to_guest(CommunitiesPage)
        elif self.make_communities:
            page = self.make_communities()
            self.show_guest(page)
        if isinstance(page, CommunitiesPage) and one.isdecimal():
            page.open_community(int(one))

    def resume_order(self, key: str) -> None:
        """Go on with an unfinished order."""
        self._open(lambda page: page.resume(key))

    def resume_quote(self, key: str) -> None:
        """Go on with an unfinished quote."""
        self._open_quote(lambda page: page.resume(key))

    def quote_page(self) -> Any:
        """Return the quote in view or behind the files, None where there is none."""
        return next((guest for guest in reversed(self._guests) if guest.objectName() == "quote_page"), None)

    def sales_page(self) -> Any:
        """Return the lists of quotes and orders, in view or behind, None where they are not open."""
        return next((guest for guest in self._guests if guest.objectName() == "sales_page"), None)

    def order_page(self) -> OrderPage | None:
        """Return the order in view or behind the files."""
        if self.guest() is None:
            return None
        from dealer_crm.ui.orders.page import OrderPage

        guest = self.guest(OrderPage)
        return guest if isinstance(guest, OrderPage) else None

    def current_customer(self) -> int:
        """Return whom commands are about: whose order is in view, else as the files say."""
        shown: Any = self.currentWidget()
        has_one = shown is not None and (shown in (self.order_page(), self.quote_page(), self.sales_page()) or _is_ceremony(shown))
        current: int = shown.current_customer() if has_one else self.host.current_customer()
        return current

    def _open(self, show: Callable[[Any], None]) -> None:
        self._bring(self._make, self.order_page(), show, TAB)

    def _open_quote(self, show: Callable[[Any], None]) -> None:
        if self.make_quote:
            self._bring(self.make_quote, self.quote_page(), show, QUOTES_TAB)

    def _bring(self, make: Callable[[], Any], old: Any, show: Callable[[Any], None], tab: str) -> None:
        """Show a page in place of the one that is open of its kind; it leaves to the tab, or the list, it came from."""
        lists = self.sales_page() if self.currentWidget() is self.sales_page() else None
        if old is not None:
            old.keeper.write()
        page = make()
        try:
            show(page)
        except DomainError as error:
            page.deleteLater()
            super().show_subject("")
            self.host.message.show_error(error)
            return
        if lists is None:
            page.closed.connect(lambda: self._on_closed(page.current_customer(), tab))
        self.show_guest(page)
        if lists is not None:
            page.closed.connect(lambda: self.back_to_guest(type(lists)))

    def _on_closed(self, customer_id: int, tab: str) -> None:
        """Be back at the customer's orders or quotes."""
        self.host.open_record(customer_id)
        self.host.file.show_tab(tab)
        self.host.file.setFocus()


def _show(page: Any, *, number: int, new: bool) -> None:
    """Open a record by its id, or a new one for a customer."""
    page.new(number) if new else page.edit(number)


def _is_ceremony(page: Any) -> bool:
    named: bool = page.objectName() == "sheet_page"
    return named
