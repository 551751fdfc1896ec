"""People and places in the file by mouse and keyboard; communities are completed while one types."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.domain.relations import Tie
from dealer_crm.i18n import translator
from dealer_crm.services.communities import Communities
from dealer_crm.services.facts import Verifications
from dealer_crm.services.house_roles import Houses
from dealer_crm.services.moments import Moments
from dealer_crm.services.relations import Relations
from dealer_crm.ui.customers.community_doors import CommunityDoors
from dealer_crm.ui.customers.community_field import CommunityField
from dealer_crm.ui.customers.community_page import CommunitiesPage
from dealer_crm.ui.customers.people_doors import PeopleDoors, PeopleReads, PeopleWrites
from dealer_crm.ui.customers.people_tab import PeopleTab
from tests.ui.customers.rig import Shop, child
from tests.ui.unsaved import PassingDrafts

Key, LEFT = Qt.Key, Qt.MouseButton.LeftButton
T = translator("en")


def _name(shop: Shop) -> Callable[[int], str]:
    def name(customer_id: int) -> str:
        row = shop.row(customer_id)
        return row.name if row else ""

    return name


class Place:
    """The tab on the shop of the customer pages, in a window that is as small as we promise."""

    def __init__(self, shop: Shop, qtbot: QtBot) -> None:
        actor = shop.followups._actor  # noqa: SLF001 - who works in the shop of the tests
        self.relations, self.houses = Relations(shop.db, actor), Houses(shop.db, actor, shop.clock)
        self.moments = Moments(shop.db, actor, shop.clock)
        self.opened: list[int] = []
        reads = PeopleReads(
            self.relations.of,
            self.relations.tree,
            self.houses.of,
            self.houses.one,
            self.moments.of,
            Verifications(shop.db).former,
            shop.list.find,
            _name(shop),
        )
        writes = PeopleWrites(
            self.relations.add,
            self.relations.remove,
            self.houses.add_role,
            self.houses.end_role,
            self.houses.new_owner,
            self.moments.add,
            self.moments.edit,
            self.moments.remove,
        )
        self.doors = PeopleDoors(reads, writes, PassingDrafts(), shop.clock, self.opened.append, self.opened.append)
        self.tab = PeopleTab(T, self.doors)
        qtbot.addWidget(self.tab)
        self.tab.resize(420, 300)
        self.tab.show()
        self.tab.show_customer(1)

    def dialog(self, name: str) -> Any:
        return self.tab.window().findChild(QWidget, name)


@pytest.fixture
def place(shop: Shop, qtbot: QtBot) -> Iterator[Place]:
    """Open the tab of customer 1."""
    made = Place(shop, qtbot)
    yield made
    made.tab.close()


def test_a_tie_is_made_with_keys_opened_and_taken_back(place: Place, qtbot: QtBot) -> None:
    qtbot.keyClick(place.tab.add_button, Key.Key_Space)
    dialog = place.dialog("relation_dialog")
    qtbot.keyClicks(dialog.other.field, "0376")
    qtbot.keyClick(dialog.other.field, Key.Key_Return)
    dialog.tie.set_value(Tie.NEIGHBOUR)
    qtbot.mouseClick(dialog.foot.primary(), LEFT)
    other = place.relations.of(1)[0]
    assert other.tie is Tie.NEIGHBOUR
    qtbot.waitUntil(lambda: place.tab.findChildren(QWidget, f"relation_open_{other.id}")[0].isVisible())
    qtbot.mouseClick(child(place.tab, f"relation_open_{other.id}"), LEFT)
    assert place.opened == [other.other_id]
    qtbot.mouseClick(child(place.tab, f"relation_remove_{other.id}"), LEFT)
    assert place.relations.of(1) == ()


def test_praise_is_written_down_and_refused_without_words(place: Place, qtbot: QtBot) -> None:
    qtbot.mouseClick(place.tab.moment_button, LEFT)
    dialog = place.dialog("moment_dialog")
    qtbot.mouseClick(dialog.foot.primary(), LEFT)
    assert dialog.isVisible()
    qtbot.keyClicks(dialog.words, "very clean work")
    qtbot.mouseClick(dialog.foot.primary(), LEFT)
    assert [row.words for row in place.moments.of(1)] == ["very clean work"]


def test_a_new_owner_takes_the_house(place: Place, qtbot: QtBot) -> None:
    house = place.houses.of(1)[0]
    place.tab.new_owner()
    dialog = place.dialog("new_owner_dialog")
    qtbot.keyClicks(dialog.name, "Zhao Xin")
    qtbot.mouseClick(dialog.foot.primary(), LEFT)
    assert [one.name for one in place.houses.one(house.premises_id).holders][0] == "Zhao Xin"
    assert not place.houses.of(1)[0].present(1)


def test_initials_complete_the_community(qtbot: QtBot) -> None:
    field = CommunityField(name="field_community")
    qtbot.addWidget(field)
    field.names = lambda words: ["云上花园", "云水湾"] if "ys".startswith(words) else []
    field.show()
    field.setFocus()
    qtbot.keyClicks(field, "ys")
    assert field.offered() == ["云上花园", "云水湾"]
    qtbot.keyClick(field, Key.Key_Down)
    qtbot.keyClick(field, Key.Key_Return)
    assert (field.text(), field.offered()) == ("云水湾", [])


def test_communities_lead_to_their_customers(shop: Shop, qtbot: QtBot) -> None:
    customer = shop.customers.create(CustomerDraft(name="丁一", premises=(PremisesDraft(community="锦里样", building="3"),)))
    opened: list[int] = []
    service = Communities(shop.db, shop.followups._actor)  # noqa: SLF001 - who works in the shop of the tests
    page = CommunitiesPage(T, CommunityDoors(service.rows, service.one, service.residents, service.edit, service.merge, opened.append))
    qtbot.addWidget(page)
    page.show()
    page.on_shown()
    qtbot.keyClicks(page.field, "jly")
    qtbot.keyClick(page.field, Key.Key_Return)
    qtbot.keyClick(page.residents, Key.Key_Return)
    assert opened == [customer]
    closed: list[QObject] = []
    page.closed.connect(lambda: closed.append(page))
    qtbot.keyClick(page.residents, Key.Key_Escape)
    qtbot.keyClick(page.table, Key.Key_Escape)
    assert closed == [page]
