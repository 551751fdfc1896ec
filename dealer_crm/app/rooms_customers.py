"""The room of the customer files: the list, a file with the tabs of other rooms, and place for an order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealer_crm.ui.customers.doors import CustomerDoors, CustomerReads, CustomerWrites
from dealer_crm.ui.customers.page import CustomersPage
from dealer_crm.ui.desk.doors import FileTab, Pictures, TabDoor
from dealer_crm.ui.orders.room import QUOTES_TAB, TAB, CustomersRoom

if TYPE_CHECKING:
    from dealer_crm.app.opened import Opened
    from dealer_crm.app.rooms import Rooms
    from dealer_crm.domain.stages import StageRule
    from dealer_crm.ui.customers.community_page import CommunitiesPage
    from dealer_crm.ui.desk.photo_strip import PhotoDoors
    from dealer_crm.ui.orders.page import OrderPage
    from dealer_crm.ui.quotes.page import QuotePage
    from dealer_crm.ui.quotes.sales_page import SalesPage
    from dealer_crm.ui.sheets.page import SheetPage


def customers_page(rooms: Rooms) -> CustomersRoom:
    """Return the room. What an open file and an order need is imported when the first one is opened."""
    page = CustomersPage(rooms.t, customer_doors(rooms), rooms.window, rooms.memory())
    page.file_made.connect(lambda: _mend_file(rooms, page))
    page.nobody_requested.connect(lambda: rooms.open_sheet(0))
    page.log_requested.connect(rooms.log)
    page.import_requested.connect(rooms.wiring.import_customers)
    room = CustomersRoom(page, lambda: _order_page(rooms))
    page.order_draft_requested.connect(room.resume_order)
    page.quote_draft_requested.connect(room.resume_quote)
    room.make_quote = lambda: _quote_page(rooms)
    room.make_communities = lambda: _communities_page(rooms)
    room.make_sales = lambda: _sales_page(rooms)
    room.make_ceremony = lambda: _ceremony_page(rooms)
    return room


def _ceremony_page(rooms: Rooms) -> SheetPage:
    from dealer_crm.app.rooms_sheets import sheet_page

    return sheet_page(rooms)


def _sales_page(rooms: Rooms) -> SalesPage:
    from dealer_crm.app.rooms_quotes import sales_page

    return sales_page(rooms)


def _communities_page(rooms: Rooms) -> CommunitiesPage:
    from dealer_crm.app.rooms_people import communities_page

    return communities_page(rooms)


def _order_page(rooms: Rooms) -> OrderPage:
    from dealer_crm.app.rooms_orders import order_page

    return order_page(rooms)


def _quote_page(rooms: Rooms) -> QuotePage:
    from dealer_crm.app.rooms_quotes import quote_page

    return quote_page(rooms)


def _mend_file(rooms: Rooms, page: CustomersPage) -> None:
    from dealer_crm.app.rooms_care import mend_machines_tab

    mend_machines_tab(rooms, page.file.machines)


def _pictures(opened: Opened) -> Pictures:
    """Return what is done with pictures and files of a customer."""
    return Pictures(
        of=lambda one: opened.attachments.of(one),
        read=lambda one: opened.attachments.read(one),
        add=lambda one, name, data: opened.attachments.add(one, name, data),
        remove=lambda one: opened.attachments.remove(one),
        describe=lambda one, kind, caption: opened.attachments.describe(one, kind, caption),
    )


def customer_doors(rooms: Rooms) -> CustomerDoors:
    """Return what the page may call."""
    opened = rooms.opened
    lists = opened.customer_list
    reads = CustomerReads(
        ids=lists.ids,
        rows=lists.rows,
        count=lists.count,
        counts=lists.counts,
        find=lists.find,
        open=lambda one: opened.customer_pages.open(one),
        events=lambda one, group, most: opened.timelines.page(one, group, most),
        classes=lambda one: opened.customer_classes.of(one),
        status=lambda one: opened.trade_statuses.of(one),
        fields=lambda: opened.form_fields.fields(),
        stages=_stage_rules,
        draft=lambda one: opened.customers.draft(one),
        like=lambda draft, known: opened.duplicates.like(draft, known),
        staff=opened.shop.staff,
        communities=lambda words: opened.communities.names(words),
    )

    def operator() -> int | None:
        return opened.operator.id if opened.operator else None

    tabs = (_people_tab(rooms), _quotes_tab(rooms), _orders_tab(rooms), _complaints_tab(rooms))
    return CustomerDoors(
        reads,
        _writes(opened),
        _pictures(opened),
        rooms.papers.doors(),
        opened.drafts,
        opened.now,
        operator,
        tabs,
        photos=lambda: _photos(rooms),
        hand_on=lambda one: _hand_on(rooms, one),
        series=lambda one: _series(rooms, one),
        open_slip=lambda one: _open_slip(rooms, one),
        open_order=lambda one: _open_order(rooms, one),
        open_quote=lambda one: _open_quote(rooms, one),
        marks=lambda one: _marks(rooms, one),
        open_place=lambda place: rooms.window.go("deliveries", place),
    )


def _writes(opened: Opened) -> CustomerWrites:
    return CustomerWrites(
        create=lambda draft, day, words: opened.customers.create(draft, day, words),
        edit=lambda one, draft, version: opened.customers.edit(one, draft, version),
        delete=lambda one: opened.customers.delete(one),
        delete_many=lambda ids: opened.customers.delete_many(ids),
        log=lambda draft: opened.followups.log(draft),
        set_class=lambda one, kind, value, note: opened.customer_classes.override(one, kind, value, note),
        take_class_back=lambda one, kind: opened.customer_classes.take_back(one, kind),
    )


def _series(rooms: Rooms, customer_id: int) -> None:
    from dealer_crm.app.rooms_agenda import show_series

    show_series(rooms, customer_id)


def _hand_on(rooms: Rooms, customer_id: int) -> None:
    from dealer_crm.app.rooms_staff import hand_on

    hand_on(rooms, customer_id)


def _open_slip(rooms: Rooms, slip_id: int) -> None:
    from dealer_crm.app.rooms_staff import open_slip

    open_slip(rooms, slip_id)


def _open_order(rooms: Rooms, order_id: int) -> None:
    from dealer_crm.app.rooms_orders import open_order

    open_order(rooms, order_id)


def _open_quote(rooms: Rooms, quote_id: int) -> None:
    from dealer_crm.app.rooms_quotes import open_quote

    open_quote(rooms, quote_id)


def _photos(rooms: Rooms) -> PhotoDoors:
    from dealer_crm.app.rooms_settings import photo_doors

    return photo_doors(rooms.opened)


def _stage_rules() -> tuple[StageRule, ...]:
    from dealer_crm.services.stages import stage_rules

    return stage_rules()


def _people_tab(rooms: Rooms) -> TabDoor:
    def make() -> FileTab:
        from dealer_crm.app.rooms_people import people_tab

        return people_tab(rooms)

    def count(customer_id: int) -> int:
        from dealer_crm.app.rooms_people import count_people

        return count_people(rooms, customer_id)

    return TabDoor("people", rooms.t("People & places"), make, count)


def _quotes_tab(rooms: Rooms) -> TabDoor:
    def make() -> FileTab:
        from dealer_crm.app.rooms_quotes import customer_quotes

        return customer_quotes(rooms)

    def count(customer_id: int) -> int:
        from dealer_crm.app.rooms_quotes import count_quotes

        return count_quotes(rooms, customer_id)

    return TabDoor(QUOTES_TAB, rooms.t("Quotes"), make, count)


def _orders_tab(rooms: Rooms) -> TabDoor:
    def make() -> FileTab:
        from dealer_crm.app.rooms_orders import customer_orders

        return customer_orders(rooms)

    def count(customer_id: int) -> int:
        from dealer_crm.app.rooms_orders import count_orders

        return count_orders(rooms, customer_id)

    return TabDoor(TAB, rooms.t("Orders"), make, count)


def _complaints_tab(rooms: Rooms) -> TabDoor:
    def make() -> FileTab:
        from dealer_crm.app.rooms_complaints import customer_complaints

        return customer_complaints(rooms)

    def count(customer_id: int) -> int:
        from dealer_crm.app.rooms_complaints import count_complaints

        return count_complaints(rooms, customer_id)

    return TabDoor("complaints", rooms.t("Complaints"), make, count)


def _marks(rooms: Rooms, customer_id: int) -> None:
    from dealer_crm.app.rooms_expectations import marks_of_customer

    marks_of_customer(rooms, customer_id)
