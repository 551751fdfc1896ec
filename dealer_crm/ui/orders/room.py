"""The room of the customer files, which lends its place to an order and to the communities.

"order-12", "order-new-3", "communities" and "community-4" name what is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dealer_crm.domain.errors import DomainError
from dealer_crm.ui.customers.page import CustomersPage
from dealer_crm.ui.imports.room import RoomWithGuest

if TYPE_CHECKING:
    from dealer_crm.ui.customers.community_page import CommunitiesPage
    from dealer_crm.ui.orders.page import OrderPage

ORDER, NEW_ORDER = "order-", "order-new-"
QUOTE, NEW_QUOTE = "quote-", "quote-new-"
COMMUNITIES, COMMUNITY = "communities", "community-"
TAB = "orders"


class CustomersRoom(RoomWithGuest):
    """`make` builds the page of an order."""

    def __init__(self, host: CustomersPage, make: Callable[[], OrderPage]) -> None:
        super().__init__(host)
        self._make = make
        self.make_communities: Callable[[], CommunitiesPage] | None = None

    def show_subject(self, subject: str) -> None:
        """Open an order by its subject; the rest belongs to the customer files."""
        if subject.startswith(NEW_ORDER) and subject.removeprefix(NEW_ORDER).isdecimal():
            customer_id = int(subject.removeprefix(NEW_ORDER))
            self._open(lambda page: page.new(customer_id))
        elif subject.startswith(ORDER) and subject.removeprefix(ORDER).isdecimal():
            order_id = int(subject.removeprefix(ORDER))
            self._open(lambda page: page.edit(order_id))
        elif self.make_communities and subject.startswith((COMMUNITIES, COMMUNITY)):
            self._show_communities(subject.removeprefix(COMMUNITY))
        else:
            super().show_subject(subject)

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

    def order_page(self) -> OrderPage | None:
        """Return the order in view or behind the files."""
        if self.guest() is None:
            return None
        from dealer_crm.ui.orders.page import OrderPage

        guest = self.guest(OrderPage)
        return guest if isinstance(guest, OrderPage) else None

    def current_customer(self) -> int:
        """Return whom commands are about: whose order is in view, else as the files say."""
        order = self.order_page()
        current: int = order.current_customer() if order is not None and order is self.currentWidget() else self.host.current_customer()
        return current

    def _open(self, show: Callable[[OrderPage], None]) -> None:
        if (old := self.order_page()) is not None:
            old.keeper.write()
        page = self._make()
        try:
            show(page)
        except DomainError as error:
            page.deleteLater()
            super().show_subject("")
            self.host.message.show_error(error)
            return
        page.closed.connect(lambda: self._on_closed(page.current_customer()))
        self.show_guest(page)

    def _on_closed(self, customer_id: int) -> None:
        """Be back at the customer's orders."""
        self.host.open_record(customer_id)
        self.host.file.show_tab(TAB)
        self.host.file.setFocus()
