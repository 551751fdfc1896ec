"""The index finds what plain looking finds, after any change, and asks the file no more than it must."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from dealer_crm.domain.customers import ContactDraft, PhoneDraft
from dealer_crm.domain.followups import FollowUpDraft
from dealer_crm.domain.journal import NothingToUndo
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.domain.text import fold
from dealer_crm.services.customer_list import CustomerList, CustomerSpec, CustomerView
from dealer_crm.storage import dialect, search
from dealer_crm.storage.models import SearchDoc
from tests.storage.shops import Shop, opened

SIGNS = "曾单余晓丽翠苑ab cÉé1380_%\"*-'()𠮷ＡＢ１"
WORDS = st.text(alphabet=SIGNS, max_size=8)


def _plain(shop: Shop, query: str) -> list[int]:
    """Look through all texts, one by one."""
    words = search.words_of(query)
    with shop.db.read() as session:
        texts = session.execute(select(SearchDoc.customer_id, SearchDoc.body).order_by(SearchDoc.customer_id)).all()
    return [row[0] for row in texts if words and all(any(way in row[1] for way in search.ways_of(word)) for word in words)]


def _found(shop: Shop, query: str) -> tuple[list[int], list[int]]:
    with shop.db.read() as session:
        connection = session.connection()
        return search.holds(connection, query), sorted(search.find(connection, query, 1000))


def _random_step(shop: Shop, chance: random.Random, ids: list[int], numbers: list[str]) -> None:
    def word() -> str:
        return "".join(chance.choice(SIGNS) for _ in range(chance.randint(1, 6)))

    def digits() -> str:
        return str(chance.choice((138, 139, 571))) + str(chance.randrange(10**4, 10**8))

    kind = chance.randrange(6)
    numbers.append(digits())
    if kind <= 1 or not ids:
        house = PremisesDraft(street=word(), community=word(), building=str(chance.randrange(20)))
        contact = ContactDraft(word(), phones=(PhoneDraft(digits()),), note=word())
        ids.append(shop.customer(word() + "x", digits(), note=word() + numbers[-1], wechat=word(), premises=(house,), contacts=(contact,)))
    elif kind == 2:
        shop.edit(chance.choice(ids), lambda draft: replace(draft, name=word() + "y", note=word(), contacts=()))
    elif kind == 3:
        shop.followups.log(FollowUpDraft(chance.choice(ids), words=word() + "z", no_next_reason="不用"))
    elif kind == 4:
        shop.customers.delete(ids.pop(chance.randrange(len(ids))))
    else:
        _toggle(shop, chance)
        with shop.db.read() as session:
            ids[:] = session.scalars(select(SearchDoc.customer_id)).all()


def _toggle(shop: Shop, chance: random.Random) -> None:
    try:
        if chance.random() < 0.6:
            shop.history.undo()
        else:
            shop.history.redo()
    except NothingToUndo:
        shop.customer("补一个")


@pytest.mark.parametrize("seed", range(4))
def test_index_equals_looking_after_random_changes(shop: Shop, seed: int) -> None:
    chance = random.Random(seed)
    ids: list[int] = []
    numbers: list[str] = []
    for _ in range(40):
        _random_step(shop, chance, ids, numbers)
    assert shop.check.run() == []
    for _ in range(150):
        query = " ".join("".join(chance.choice(SIGNS) for _ in range(chance.randint(1, 3))) for _ in range(chance.choice((1, 1, 2))))
        expected = _plain(shop, query)
        assert _found(shop, query) == (expected, expected), query
    for number in numbers:
        start, length = chance.randrange(4), chance.randint(4, 8)
        query = chance.choice(("", "", "a", "曾")) + number[start : start + length]
        expected = _plain(shop, query)
        assert _found(shop, query) == (expected, expected), query


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """Fill a shop with names of every sort once."""
    shop = Shop(tmp_path_factory.mktemp("large") / "店")
    for number in range(40):
        name = "".join(random.Random(number).choice(SIGNS) for _ in range(5)) + "x"
        shop.customer(name, phone=f"1380013{number:04d}", note=f"怕吵 {number}% a_{number}")
    return shop


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=WORDS)
def test_any_query_is_literal(large: Shop, query: str) -> None:
    expected = _plain(large, query)
    assert _found(large, query) == (expected, expected)


@settings(max_examples=200)
@given(text=st.text(max_size=40), start=st.integers(0, 20), length=st.integers(1, 5))
def test_every_piece_of_a_text_is_proposed_by_its_tokens(text: str, start: int, length: int) -> None:
    """What stands in a text, the index must propose: each pair of the piece is a token of the text."""
    body = search.text_of(1, [], [text]).body
    piece = body[start : start + length]
    if piece and "\n" not in piece and len(piece) > 1:
        assert set(search.tokens(piece).split(" ")[:-1]) <= set(search.tokens(body).split(" "))
        assert {word.strip('"') for word in search._pieces(piece)} <= set(search.tokens(body).split(" "))  # noqa: SLF001 - what is asked for


@pytest.mark.parametrize(
    "query", ["37091", "0137091", "13801370911", "+86 138-0137-0911", "０１３７０９", "138 0137 0911", "sn20380", "2038047"]
)
def test_a_number_is_found_from_any_digit_of_it(shop: Shop, query: str) -> None:
    shop.customer("别人", phone="13801370119", note="sn2038 1472")
    mine = shop.customer("曾有余", phone="13801370911", note="sn2038047号")
    assert _found(shop, query) == ([mine], [mine])


def test_digits_of_another_script_are_found_as_they_stand(shop: Shop) -> None:
    mine = shop.customer("曾有余", note="١٢٣٤٥٦")
    assert _found(shop, "٢٣٤٥") == ([mine], [mine])
    assert _found(shop, "2345") == ([], [])


def test_the_index_lies_in_one_piece_after_closing(tmp_path: Path) -> None:
    def pieces() -> int:
        with shop.db.read() as session:
            return dialect.text_pieces(session.connection())

    with opened(tmp_path) as shop:
        for number in range(search.PIECES + 1):
            shop.customer(f"曾{number}")
        assert pieces() > search.PIECES
    with opened(tmp_path) as shop:
        assert pieces() == 1
        assert shop.check.run() == []
        assert _found(shop, "曾50")[1] == [51]


@pytest.mark.parametrize(
    "query", ["%", "_", "100%", "a_b", "a%b", '"', "'", "*", "-", "(", "OR", "NEAR(a b)", "x" * 5000, "曾" * 3000, "\x00", "a\x00b"]
)
def test_signs_of_other_languages_mean_themselves(large: Shop, query: str) -> None:
    expected = _plain(large, query)
    assert _found(large, query) == (expected, expected)


def test_best_comes_first(shop: Shop) -> None:
    anywhere = shop.customer("李四", phone="2", note="曾经来过")
    begins = shop.customer("曾有余", phone="3")
    equal = shop.customer("曾", phone="4")
    with shop.db.read() as session:
        assert search.find(session.connection(), "曾") == [equal, begins, anywhere]
        assert search.find(session.connection(), "曾", limit=2) == [equal, begins]
        assert search.find(session.connection(), " ") == []


@pytest.mark.parametrize(
    "query",
    [
        "曾有余",
        "zyy",
        "ZYY",
        "zengyouyu",
        "cengyouyu",
        "cyy",
        "0911",
        "1380137",
        "138-0137 0911",
        "+86 138 0137 0911",
        "8613801370911",
        "翠苑",
        "翠苑三区 3",
        "Wx_7",
        "ｗｘ＿７",
        "怕吵",
        "老王",
    ],
)
def test_found_by_everything_known(shop: Shop, query: str) -> None:
    house = PremisesDraft(community="翠苑三区", building="3", room="1502")
    shop.customer("别人", phone="5")
    mine = shop.customer("曾有余", phone="13801370911", wechat="wx_7", note="怕吵", premises=(house,), contacts=(ContactDraft("老王"),))
    assert _found(shop, query) == ([mine], [mine])
    assert fold(query)


@pytest.mark.parametrize("query", ["1-1-801", "云上 1-1-801", "1-1-801 云上花园", "１-１-801", "花园1-1-801", "1-801"])
def test_a_house_is_found_by_its_numbers_alone(shop: Shop, query: str) -> None:
    house = PremisesDraft(community="云上花园", building="1", unit="1", room="801")
    shop.customer("别人", phone="5", premises=(PremisesDraft(community="云上花园", building="1", unit="2", room="801"),))
    mine = shop.customer("曾有余", premises=(house,))
    found = _found(shop, query)
    assert found == ([mine], [mine]) if query != "1-801" else mine in found[0]


@pytest.mark.parametrize("query", ["0571-8888", "0571-8888 6666", "-8888"])
def test_numbers_are_found_in_groups_as_before(shop: Shop, query: str) -> None:
    mine = shop.customer("曾有余", phone="0571-88886666")
    assert _found(shop, query) == ([mine], [mine])


def _plans(shop: Shop, statements: list[tuple[str, Any]]) -> list[str]:
    with shop.db.read() as session:
        connection = session.connection()
        return [
            row[3]
            for statement, parameters in statements
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """Fill a shop with enough customers that a plan matters."""
    shop = Shop(tmp_path_factory.mktemp("many") / "店")
    shop.bring_in(2000)
    return shop


def test_search_asks_the_indexes(many: Shop) -> None:

    seen: list[tuple[str, Any]] = []
    with many.db.read() as session:
        connection = session.connection()
        event.listen(connection, "before_cursor_execute", lambda _c, _k, sql, values, *_: seen.append((sql, values)))
        search.find(connection, "张19", 50)
        search.find(connection, "19 张", 50)
    plans = _plans(many, [(sql, values) for sql, values in seen if sql.startswith("SELECT")])
    assert len(seen) >= 3
    assert not [plan for plan in plans if plan.startswith("SCAN") and "search_fts" not in plan], plans
    assert any("ix_search_key_text" in plan for plan in plans)
    assert any("search_fts VIRTUAL TABLE INDEX" in plan for plan in plans)


@pytest.mark.parametrize("sort", ["number", "name", "phone", "next_on", "created_at"])
def test_list_is_sorted_by_an_index(many: Shop, sort: str) -> None:
    spec = CustomerSpec(sort=sort)
    query = CustomerList(many.db, many.clock)._query(spec).limit(50)  # noqa: SLF001 - the statement itself is looked at
    sql = str(query.compile(compile_kwargs={"literal_binds": True}))
    plans = _plans(many, [(sql, ())])
    assert not [plan for plan in plans if "USE TEMP B-TREE FOR ORDER BY" in plan], plans


@pytest.mark.parametrize(
    "view", [CustomerView.OVERDUE, CustomerView.TODAY, CustomerView.HOT, CustomerView.DEALS, CustomerView.BASE, CustomerView.LOST]
)
def test_quick_view_is_found_by_an_index(many: Shop, view: CustomerView) -> None:
    query = CustomerList(many.db, many.clock)._query(CustomerSpec(view=view))  # noqa: SLF001 - the statement itself is looked at
    plans = _plans(many, [(str(query.compile(dialect=many.db._engine.dialect, compile_kwargs={"literal_binds": True})), ())])  # noqa: SLF001
    assert any("USING" in plan and "INDEX" in plan for plan in plans), plans


def test_reopened_store_finds_the_same(tmp_path: Path) -> None:
    with opened(tmp_path) as shop:
        shop.customer("曾有余")
    with opened(tmp_path) as shop:
        assert _found(shop, "zyy") == ([1], [1])


def test_what_many_hold_is_found_without_the_index(many: Shop) -> None:
    """A sign that many texts hold would have the index go through all of them before the first is shown."""
    with many.db.read() as session:
        connection = session.connection()
        body = connection.exec_driver_sql("SELECT body FROM search_doc WHERE customer_id <= ?", (search.FIRST,)).scalars().first()
        common, seen = str(body).split("\n")[-1][-1], list[str]()
        event.listen(connection, "before_cursor_execute", lambda _c, _k, sql, *_: seen.append(sql))
        found = search.find(connection, common, 3)
        asked = len(seen)
        rare = search.find(connection, "qzxqz", 3)
    assert len(found) == 3
    assert not [sql for sql in seen[:asked] if "MATCH" in sql]
    assert rare == []
    assert [sql for sql in seen[asked:] if "MATCH" in sql]
