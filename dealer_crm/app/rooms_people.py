"""People and places: the tab in a customer's file, the page of communities, and the ways to both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealer_crm.domain import phones
from dealer_crm.ui.customers.community_doors import CommunityDoors
from dealer_crm.ui.customers.community_page import CommunitiesPage
from dealer_crm.ui.customers.people_doors import PeopleDoors, PeopleReads, PeopleWrites
from dealer_crm.ui.customers.people_tab import PeopleTab
from dealer_crm.ui.orders.room import COMMUNITIES, COMMUNITY

if TYPE_CHECKING:
    from dealer_crm.app.rooms import Rooms


def people_tab(rooms: Rooms) -> PeopleTab:
    """Return the tab."""
    return PeopleTab(rooms.t, people_doors(rooms))


def people_doors(rooms: Rooms) -> PeopleDoors:
    """Return what the tab may call."""
    opened = rooms.opened
    relations, houses, moments = opened.relations, opened.houses, opened.moments

    def name(customer_id: int) -> str:
        row = next(iter(opened.customer_list.rows([customer_id])), None)
        return (row.name or phones.shown(row.phone) or row.number) if row else ""

    reads = PeopleReads(
        relations.of, relations.tree, houses.of, houses.one, moments.of, opened.verifications.former, opened.customer_list.find, name
    )
    writes = PeopleWrites(
        relations.add,
        relations.remove,
        houses.add_role,
        houses.end_role,
        houses.new_owner,
        moments.add,
        moments.edit,
        moments.remove,
    )
    return PeopleDoors(reads, writes, opened.drafts, opened.now, rooms.open_customer, lambda one: open_community(rooms, one))


def count_people(rooms: Rooms, customer_id: int) -> int:
    """Return how many are tied to a customer."""
    return rooms.opened.relations.count(customer_id)


def communities_page(rooms: Rooms) -> CommunitiesPage:
    """Return the page."""
    communities = rooms.opened.communities
    doors = CommunityDoors(
        communities.rows, communities.one, communities.residents, communities.edit, communities.merge, rooms.open_customer
    )
    return CommunitiesPage(rooms.t, doors)


def open_community(rooms: Rooms, community_id: int = 0) -> None:
    """Show a community with its customers, or all of them."""
    rooms.window.go("customers", f"{COMMUNITY}{community_id}" if community_id else COMMUNITIES)


def open_people(rooms: Rooms, customer_id: int) -> None:
    """Open a customer's people and places."""
    rooms.open_customer(customer_id)
    page = rooms.window.page("customers").host
    page.file.show_tab("people")


def new_owner(rooms: Rooms) -> None:
    """Ask who has the house now of whom the page is about."""
    customer_id = rooms.current()
    if not customer_id:
        rooms.window.go("customers")
        return
    open_people(rooms, customer_id)
    tab = rooms.window.page("customers").host.file.tab()
    if isinstance(tab, PeopleTab):
        tab.new_owner()
