"""Further fields and classes are shown, sorted and filtered in the list like its own columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import insert

from dealer_crm.domain.classes import ClassKind
from dealer_crm.domain.customers import CustomerDraft, Interest, Nature
from dealer_crm.domain.details import Detail, ValueDraft
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.i18n import translator
from dealer_crm.services.customer_fields import BY_KEY, Condition, FieldKind, every, field_of
from dealer_crm.services.customer_list import CustomerList, CustomerSpec
from dealer_crm.services.customers import Customers
from dealer_crm.services.form_fields import FormFieldBook
from dealer_crm.storage.database import Database
from dealer_crm.storage.guard import recording
from dealer_crm.storage.models import CustomerClass
from tests.services.conftest import Clock
from tests.storage.shops import empty_file, pinyin

PEOPLE: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "甲": ({"residents": "12", "priority_1": "service", "decider": "妻子 Li"}, {"deco_stage": "tiling", "lift": "no"}),
    "乙": ({"residents": "3", "pain_points": "damp noise"}, {"deco_stage": "plumbing", "deco_start_on": "2026-12-01", "lift": "yes"}),
    "丙": ({"residents": "3.5", "priority_1": "price", "pain_points": "noise"}, {"deco_start_on": "2026-11-30"}),
    "丁": ({}, {}),
}
"""What is known of each customer and of his house."""


@pytest.fixture
def people(db: Database, clock: Clock) -> CustomerList:
    """Return the list of four customers of whom some things are known."""
    return _filed(db, clock)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CustomerList]:
    """Return the same list for tests that only look."""
    path, clock = tmp_path_factory.mktemp("known") / "store.sqlite", Clock()
    path.write_bytes(empty_file())
    store = Database(path, pinyin(), clock)
    yield _filed(store, clock)
    store.close()


def _filed(db: Database, clock: Clock) -> CustomerList:
    customers = Customers(db, Actor, clock)
    for name, (his, house) in PEOPLE.items():
        place = PremisesDraft(street=f"{name}街", details=_details(house))
        interests = (Interest.BOILER, Interest.RADIATOR) if name == "丙" else ()
        nature = Nature.COMPANY if name == "甲" else Nature.INDIVIDUAL
        customers.create(CustomerDraft(name=name, nature=nature, details=_details(his), premises=(place,), interests=interests))
    return CustomerList(db, clock)


def _details(values: dict[str, str]) -> tuple[Detail, ...]:
    return tuple(Detail(code, value) for code, value in values.items())


def names(people: CustomerList, spec: CustomerSpec) -> str:
    """Return the names in the order of the list."""
    return "".join(row.name for row in people.page(spec, 9))


@pytest.mark.parametrize(
    ("key", "up", "down"),
    [
        ("residents", "乙丙甲丁", "甲丙乙丁"),
        ("deco_stage", "乙甲丙丁", "甲乙丙丁"),
        ("deco_start_on", "丙乙甲丁", "乙丙甲丁"),
        ("priority_1", "丙甲乙丁", "甲丙乙丁"),
        ("pain_points", "乙丙甲丁", "丙乙甲丁"),
        ("lift", "乙甲丙丁", "甲乙丙丁"),
    ],
)
def test_a_list_is_sorted_by_what_is_known(known: CustomerList, key: str, up: str, down: str) -> None:
    assert names(known, CustomerSpec(sort=key)) == up
    assert names(known, CustomerSpec(sort=key, descending=True)) == down


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (Condition("deco_stage", ("tiling", "plumbing")), "甲乙"),
        (Condition("deco_stage", ("",)), "丙丁"),
        (Condition("deco_stage", ("", "tiling")), "甲丙丁"),
        (Condition("pain_points", ("noise",)), "乙丙"),
        (Condition("pain_points", ("damp", "")), "甲乙丁"),
        (Condition("lift", ("no",)), "甲"),
        (Condition("residents", low="3.2"), "甲丙"),
        (Condition("residents", low="3", high="3.50"), "乙丙"),
        (Condition("residents", high="nonsense"), "甲乙丙丁"),
        (Condition("deco_start_on", low="2026-12-01", high="2026-12-31"), "乙"),
        (Condition("decider", low="LI"), "甲"),
        (Condition("interests", ("radiator",)), "丙"),
        (Condition("nature", ("company",)), "甲"),
        (Condition("created_at", low="2000-01-01", high="2000-01-02"), ""),
        (Condition("address", low="乙"), "乙"),
        (Condition("own_404", ("x",)), "甲乙丙丁"),
        (Condition("deco_stage"), "甲乙丙丁"),
    ],
)
def test_a_list_is_filtered_by_what_is_known(known: CustomerList, condition: Condition, found: str) -> None:
    spec = CustomerSpec(sort="number", conditions=(condition,))
    assert names(known, spec) == found
    assert known.count(spec) == len(found)


def test_conditions_hold_together(known: CustomerList) -> None:
    both = (Condition("pain_points", ("noise",)), Condition("deco_stage", ("plumbing",)))
    assert names(known, CustomerSpec(conditions=both)) == "乙"


def test_rows_say_what_is_known_of_customer_and_house(known: CustomerList) -> None:
    row = known.page(CustomerSpec(sort="number"), 1)[0]
    assert row.details == PEOPLE["甲"][0] | PEOPLE["甲"][1]
    assert row.classes == {}


def test_a_list_goes_by_classes(people: CustomerList, db: Database, clock: Clock) -> None:
    with db._writing.begin() as connection, recording(connection):  # noqa: SLF001 - what is worked out is in no journal
        for customer_id, value, tags, loyalty in ((1, "C", "", None), (2, "A", "heavy fussy", 9), (3, "B", "fussy", 70)):
            values = {"value_class": value, "care_tag": tags, "loyalty_index": loyalty}
            connection.execute(insert(CustomerClass), {"customer_id": customer_id, **values})
    assert names(people, CustomerSpec(sort="value_class")) == "乙丙甲丁"
    assert names(people, CustomerSpec(sort="loyalty_index", descending=True)) == "丙乙甲丁"
    assert names(people, CustomerSpec(conditions=(Condition("care_tag", ("fussy",)),))) == "乙丙"
    assert names(people, CustomerSpec(conditions=(Condition("value_class", ("A", "")),))) == "乙丁"
    assert names(people, CustomerSpec(conditions=(Condition("loyalty_index", low="10"),))) == "丙"
    assert people.page(CustomerSpec(sort="value_class"), 1)[0].classes == {
        "value_class": "A",
        "care_tag": "heavy fussy",
        "loyalty_index": 9,
    }


def test_letters_of_value_and_intent_always_carry_their_word() -> None:
    t = translator("zh")
    value = field_of("value_class", None)  # type: ignore[arg-type]
    assert value is not None
    assert [one.words for one in value.options(t)] == ["价值A", "价值B", "价值C"]


def test_a_list_follows_the_order_the_shop_gives_its_values(people: CustomerList, db: Database, actor: Callable[[], Actor]) -> None:
    book = FormFieldBook(db, actor)
    book.move_value("deco_stage", "tiling", -9)
    assert names(people, CustomerSpec(sort="deco_stage")) == "甲乙丙丁"
    book.edit_value("deco_stage", "tiling", ValueDraft("铺砖", colour="done"))
    stage = field_of("deco_stage", people.fields())
    assert stage is not None
    assert [(one.words, one.tone) for one in stage.options(translator("zh"))][0] == ("铺砖", "done")


def test_a_retired_field_is_offered_no_more_but_a_list_sorted_by_it_stays(
    people: CustomerList, db: Database, actor: Callable[[], Actor]
) -> None:
    FormFieldBook(db, actor).retire_field("residents", True)
    assert "residents" not in {one.key for one in every(people.fields())}
    assert names(people, CustomerSpec(sort="residents")) == "乙丙甲丁"


def test_every_column_has_a_key_of_its_own_and_a_title(known: CustomerList) -> None:
    found = list(every(known.fields()))
    assert len({one.key for one in found}) == len(found)
    assert {kind.value for kind in ClassKind} & BY_KEY.keys() == set()
    for language in ("zh", "en"):
        assert all(one.title(translator(language)) for one in found)
    assert all(one.options(translator("zh")) for one in found if one.kind in {FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.YES_NO})


def test_every_column_sorts(known: CustomerList) -> None:
    for one in every(known.fields()):
        assert set(known.ids(CustomerSpec(sort=one.key))) == {1, 2, 3, 4}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("水电", "乙"),
        ("plumbing", "乙"),
        ("瓦工中", "甲"),
        ("瓦工 li", "甲"),
        ("噪音", "乙丙"),
        ("售后", "甲"),
        ("妻子", "甲"),
        ("2026-12-01", "乙"),
        ("无", ""),
    ],
)
def test_the_search_knows_the_words_of_lists(known: CustomerList, words: str, found: str) -> None:
    assert "".join(sorted(row.name for row in known.find(words))) == "".join(sorted(found))
    assert names(known, CustomerSpec(words=words, sort="number")) == found


def test_the_search_follows_a_renamed_list_at_once(people: CustomerList, db: Database, actor: Callable[[], Actor]) -> None:
    FormFieldBook(db, actor).edit_value("deco_stage", "plumbing", ValueDraft("开槽布管", "Chasing"))
    assert [row.name for row in people.find("布管")] == ["乙"]
    assert [row.name for row in people.find("chas")] == ["乙"]
    assert people.find("水电") == []
