"""A plan of payment always comes to the price, 定金 keeps to its fifth, and parts fall due with their events."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.pay_days import EventDays, due_days
from dealer_crm.domain.pay_plan import (
    FULL,
    NodeAmountWrong,
    NodeDraft,
    NodeTrigger,
    PayKind,
    ShareWrong,
    checked_nodes,
    plan_amounts,
    plan_sums,
)
from dealer_crm.domain.pay_presets import PayPreset, earnest_excess, preset, with_earnest_split

E, P, G, B = PayKind.EARNEST_MONEY, PayKind.PREPAYMENT, PayKind.PROGRESS, PayKind.BALANCE
USUAL = (NodeDraft(E, NodeTrigger.SIGNING, 3000), NodeDraft(G, share=4000), NodeDraft(G, share=2500), NodeDraft(B))


@pytest.mark.parametrize(
    ("total", "nodes", "amounts"),
    [
        (0, USUAL, (0, 0, 0, 0)),
        (100_000, USUAL, (30_000, 40_000, 25_000, 5_000)),
        (1, USUAL, (0, 0, 0, 1)),
        (99_999, (NodeDraft(P, share=5000), NodeDraft(B)), (50_000, 49_999)),
        (4, (NodeDraft(E, share=2000), NodeDraft(B)), (0, 4)),
        (500, (NodeDraft(P, fixed=800), NodeDraft(B)), (500, 0)),
        (500, (NodeDraft(P, fixed=100),), (500,)),
        (500, (NodeDraft(P), NodeDraft(B, fixed=100)), (500, 0)),
        (-50, USUAL, (0, 0, 0, 0)),
        (500, (), ()),
    ],
)
def test_parts_come_to_the_price(total: int, nodes: tuple[NodeDraft, ...], amounts: tuple[int, ...]) -> None:
    assert plan_amounts(total, nodes) == amounts


def test_money_fills_the_parts_in_their_order() -> None:
    assert [part.open for part in plan_sums(100_000, 50_000, USUAL)] == [0, 20_000, 25_000, 5_000]
    assert [part.open for part in plan_sums(100_000, -5, USUAL)] == [30_000, 40_000, 25_000, 5_000]


@pytest.mark.parametrize(
    ("nodes", "refusal"),
    [
        ((NodeDraft(share=-1),), ShareWrong),
        ((NodeDraft(share=6000), NodeDraft(share=4001)), ShareWrong),
        ((NodeDraft(fixed=-1),), NodeAmountWrong),
    ],
)
def test_wrong_plan_is_refused(nodes: tuple[NodeDraft, ...], refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        checked_nodes(nodes)
    assert checked_nodes((NodeDraft(words=" a \n b "),)) == (NodeDraft(words="a b"),)


NODES = some.lists(
    some.builds(
        NodeDraft,
        kind=some.sampled_from((E, P, G, B)),
        share=some.none() | some.integers(0, FULL),
        fixed=some.none() | some.integers(0, 10**12),
    ),
    max_size=6,
).map(tuple)


@given(some.integers(-(10**12), 10**12), some.integers(-(10**12), 10**12), NODES)
def test_plan_is_the_total_whatever_was_typed(total: int, paid: int, nodes: tuple[NodeDraft, ...]) -> None:
    parts = plan_sums(total, paid, nodes)
    whole = max(total, 0) if nodes else 0
    assert sum(part.amount for part in parts) == whole
    assert sum(part.open for part in parts) == max(whole - max(paid, 0), 0)
    assert all(0 <= part.open <= part.amount for part in parts)


@given(some.integers(0, 10**12), NODES)
@example(5, (NodeDraft(kind=E, share=2_001, fixed=2),))
def test_split_keeps_the_sums_and_the_cap(total: int, nodes: tuple[NodeDraft, ...]) -> None:
    split = with_earnest_split(total, nodes)
    assert earnest_excess(total, split) is None
    assert sum(plan_amounts(total, split)) == (total if nodes else 0)
    assert with_earnest_split(total, split) == split


def test_first_payment_is_divided_in_shares_that_follow_the_price() -> None:
    split = with_earnest_split(100_000, USUAL)
    assert [(node.kind, node.trigger, node.share) for node in split[:2]] == [
        (E, NodeTrigger.SIGNING, 2000),
        (P, NodeTrigger.SIGNING, 1000),
    ]
    assert plan_amounts(100_000, split) == (20_000, 10_000, 40_000, 25_000, 5_000)
    assert split[2:] == USUAL[1:]


@pytest.mark.parametrize(
    ("nodes", "kinds", "amounts"),
    [
        ((NodeDraft(E, fixed=30_000, id=4), NodeDraft(B)), (E, P, B), (20_000, 10_000, 70_000)),
        ((NodeDraft(E),), (E, P), (20_000, 80_000)),
        ((NodeDraft(E, share=1500), NodeDraft(E, share=1500), NodeDraft(B)), (E, E, P, B), (15_000, 5_000, 10_000, 70_000)),
        ((NodeDraft(E, share=2000), NodeDraft(E, share=1000), NodeDraft(B)), (E, P, B), (20_000, 10_000, 70_000)),
        ((NodeDraft(P, share=5000), NodeDraft(B)), (P, B), (50_000, 50_000)),
    ],
)
def test_what_is_above_a_fifth_is_prepayment(nodes: tuple[NodeDraft, ...], kinds: tuple[PayKind, ...], amounts: tuple[int, ...]) -> None:
    split = with_earnest_split(100_000, nodes)
    assert tuple(node.kind for node in split) == kinds
    assert plan_amounts(100_000, split) == amounts
    ids = [node.id for node in split if node.id is not None]
    assert ids == [node.id for node in nodes if node.id is not None]


def test_excess_says_how_it_is_divided() -> None:
    warning = earnest_excess(100_000, USUAL)
    assert warning is not None
    assert (warning.cap_fen, warning.rest_fen) == (20_000, 10_000)


def test_preset_is_found_by_its_code() -> None:
    known = (PayPreset(code="a", nodes=USUAL),)
    assert (preset(known, "a"), preset(known, "b")) == (USUAL, ())


DAYS = EventDays(date(2026, 11, 1), date(2026, 11, 10), date(2026, 11, 20), date(2026, 11, 30), 24)


@pytest.mark.parametrize(
    ("trigger", "day"),
    [
        (NodeTrigger.SIGNING, date(2026, 11, 1)),
        (NodeTrigger.SITE_ENTRY, date(2026, 11, 10)),
        (NodeTrigger.EQUIPMENT, date(2026, 11, 20)),
        (NodeTrigger.ACCEPTANCE, date(2026, 11, 30)),
        (NodeTrigger.RETENTION, date(2028, 11, 30)),
        (NodeTrigger.DAY, None),
    ],
)
def test_part_falls_due_with_its_event_unless_a_day_was_typed(trigger: NodeTrigger, day: date | None) -> None:
    node = NodeDraft(trigger=trigger)
    typed = date(2027, 1, 1)
    assert due_days((node, replace(node, due_on=typed)), DAYS) == (day, typed)
    assert due_days((node,), EventDays(install_months=24)) == (None,)
    assert trigger is not NodeTrigger.RETENTION or due_days((node,), replace(DAYS, install_months=None)) == (None,)
