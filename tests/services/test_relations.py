"""Ties are told from both sides; who brought whom stands in the file alone, without circles."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.knowledge import RelationKind
from dealer_crm.domain.orders import LineDraft, OrderDraft
from dealer_crm.domain.relations import (
    BroughtByOther,
    ReferrerCycle,
    RelationDraft,
    RelationGone,
    RelationKnown,
    RelationToSelf,
    Tie,
    draft_of,
)
from dealer_crm.services.customers import Customers
from dealer_crm.services.history import History
from dealer_crm.services.orders import Orders
from dealer_crm.services.relations import DEPTH, Relations
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock
from tests.storage.shops import digest


class People:
    """A few customers by name, and what ties them."""

    def __init__(self, db: Database, actor: Callable[[], Actor], clock: Clock) -> None:
        self.db, self.customers, self.relations = db, Customers(db, actor, clock), Relations(db, actor)
        self.history = History(db, actor)
        self.ids: dict[str, int] = {}

    def __getitem__(self, name: str) -> int:
        return self.ids.setdefault(name, self.ids.get(name) or self.customers.create(CustomerDraft(name=name)))

    def tie(self, name: str, other: str, tie: Tie) -> int:
        return self.relations.add(draft_of(self[name], self[other], tie))

    def of(self, name: str) -> list[tuple[str, Tie]]:
        return [(row.name, row.tie) for row in self.relations.of(self[name])]


@pytest.fixture
def people(db: Database, actor: Callable[[], Actor], clock: Clock) -> People:
    """Return nobody yet."""
    return People(db, actor, clock)


@pytest.mark.parametrize(
    ("tie", "back"),
    [
        (Tie.BROUGHT, Tie.BROUGHT_BY),
        (Tie.BROUGHT_BY, Tie.BROUGHT),
        (Tie.FAMILY, Tie.FAMILY),
        (Tie.NEIGHBOUR, Tie.NEIGHBOUR),
        (Tie.DESIGNER, Tie.DESIGNS_FOR),
        (Tie.DESIGNS_FOR, Tie.DESIGNER),
        (Tie.EMPLOYER, Tie.EMPLOYEE),
        (Tie.EMPLOYEE, Tie.EMPLOYER),
    ],
)
def test_both_sides_tell_the_tie_and_undo_takes_it_back(people: People, tie: Tie, back: Tie) -> None:
    assert people["王芳"]
    assert people["李娜"]
    before = digest(people.db)
    added = people.tie("王芳", "李娜", tie)
    assert (people.of("王芳"), people.of("李娜")) == ([("李娜", tie)], [("王芳", back)])
    assert people.relations.count(people["王芳"]) == people.relations.count(people["李娜"]) == 1
    with pytest.raises(RelationKnown):
        people.tie("李娜", "王芳", back)
    people.relations.remove(added)
    assert people.of("李娜") == []
    assert digest(people.db) == before
    with pytest.raises(RelationGone):
        people.relations.remove(added)
    people.history.undo()
    assert people.of("李娜") == [("王芳", back)]


def test_the_referrer_of_the_file_is_the_tie(people: People) -> None:
    second = people.customers.create(CustomerDraft(name="李娜", referrer_id=people["王芳"]))
    assert people.of("王芳") == [("李娜", Tie.BROUGHT)]
    people.relations.remove(people.relations.of(second)[0].id)
    assert people.customers.draft(second)[0].referrer_id is None
    people.tie("王芳", "陈晨", Tie.BROUGHT)
    assert people.customers.draft(people["陈晨"])[0].referrer_id == people["王芳"]
    with pytest.raises(BroughtByOther):
        people.tie("李强", "陈晨", Tie.BROUGHT)


def test_nobody_is_tied_to_himself(people: People) -> None:
    with pytest.raises(RelationToSelf):
        people.relations.add(RelationDraft(people["王芳"], people["王芳"], RelationKind.FAMILY))


def test_a_circle_of_referrers_is_refused_by_tab_and_form(people: People) -> None:
    people.tie("甲", "乙", Tie.BROUGHT)
    people.tie("乙", "丙", Tie.BROUGHT)
    before = digest(people.db)
    with pytest.raises(ReferrerCycle):
        people.tie("丙", "甲", Tie.BROUGHT)
    draft, version = people.customers.draft(people["甲"])
    with pytest.raises(ReferrerCycle):
        people.customers.edit(people["甲"], replace(draft, referrer_id=people["丙"]), version)
    assert digest(people.db) == before


def test_deleting_a_customer_takes_his_ties_and_undo_brings_them_back(people: People) -> None:
    people.tie("王芳", "李娜", Tie.NEIGHBOUR)
    people.tie("设计师周", "王芳", Tie.DESIGNS_FOR)
    people.tie("李强", "王芳", Tie.BROUGHT)
    before = digest(people.db)
    people.customers.delete(people["王芳"])
    assert people.of("李娜") == people.of("设计师周") == people.of("李强") == []
    people.history.undo()
    assert digest(people.db) == before
    assert len(people.of("王芳")) == 3


def test_the_tree_names_each_once_with_level_and_deals(people: People, actor: Callable[[], Actor], clock: Clock) -> None:
    for one, other in (("根", "甲"), ("根", "乙"), ("甲", "丙"), ("丙", "丁")):
        people.tie(one, other, Tie.BROUGHT)
    orders = Orders(people.db, actor, clock)
    for _ in range(2):
        orders.confirm(orders.create(OrderDraft(people["丙"], (LineDraft(name="净水器", price=100_000),))))
    orders.create(OrderDraft(people["丁"], (LineDraft(name="净水器", price=100_000),)))
    tree = people.relations.tree(people["根"])
    assert [(row.name, row.level, row.brought, row.deals) for row in tree.below] == [
        ("甲", 1, 1, 0),
        ("丙", 2, 1, 2),
        ("丁", 3, 0, 0),
        ("乙", 1, 0, 0),
    ]
    assert tree.deals == 2
    assert not tree.cut
    assert tree.above == ()
    assert [row.name for row in people.relations.tree(people["丁"]).above] == ["丙", "甲", "根"]


def test_a_long_chain_is_cut_and_says_so(people: People) -> None:
    for place in range(DEPTH + 2):
        people.tie(f"第{place}", f"第{place + 1}", Tie.BROUGHT)
    tree = people.relations.tree(people["第0"])
    assert (len(tree.below), tree.cut) == (DEPTH, True)
