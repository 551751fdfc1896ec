"""What a delivery may become, which quantities it takes, and what an item's value means."""

import pytest

from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.deliveries import (
    CHANGES,
    DeliveryKind,
    DeliveryLineDraft,
    DeliveryState,
    QuantityNegative,
    QuantityPositive,
    SerialsTooMany,
    SerialTwice,
    begins_later,
    checked_serials,
    decided,
    may_become,
    pieces,
    refuse_many_serials,
    shown_quantity,
    unnamed_serials,
)
from dealer_crm.domain.errors import DomainError

PASS, FAIL, NA = CheckResult.PASS, CheckResult.FAIL, CheckResult.NA


def test_every_state_has_its_changes_and_none_leads_back_to_the_draft() -> None:
    assert set(CHANGES) == set(DeliveryState)
    assert all(DeliveryState.DRAFT not in wanted for wanted in CHANGES.values())


@pytest.mark.parametrize(
    ("state", "wanted", "may"),
    [
        (DeliveryState.DRAFT, DeliveryState.PRINTED, True),
        (DeliveryState.DRAFT, DeliveryState.SIGNED, True),
        (DeliveryState.PRINTED, DeliveryState.SENT, True),
        (DeliveryState.SENT, DeliveryState.CANCELLED, False),
        (DeliveryState.SENT, DeliveryState.REFUSED, True),
        (DeliveryState.SIGNED, DeliveryState.REFUSED, False),
        (DeliveryState.CANCELLED, DeliveryState.SENT, False),
    ],
)
def test_changes_are_a_table(state: DeliveryState, wanted: DeliveryState, may: bool) -> None:
    assert may_become(state, wanted) is may


@pytest.mark.parametrize(
    ("kind", "quantity", "refusal"),
    [
        (DeliveryKind.DELIVERY, 1000, None),
        (DeliveryKind.DELIVERY, 0, QuantityNegative),
        (DeliveryKind.DELIVERY, -1000, QuantityNegative),
        (DeliveryKind.RETURN, -1000, None),
        (DeliveryKind.RETURN, 0, QuantityPositive),
        (DeliveryKind.RETURN, 1000, QuantityPositive),
    ],
)
def test_goods_go_out_above_zero_and_come_back_below(kind: DeliveryKind, quantity: int, refusal: type[DomainError] | None) -> None:
    draft = DeliveryLineDraft(1, quantity, (" A1 ",), " 二楼 ")
    if refusal is None:
        assert draft.checked(kind, "空调") == DeliveryLineDraft(1, quantity, ("A1",), "二楼")
    else:
        with pytest.raises(refusal):
            draft.checked(kind, "空调")


def test_a_serial_number_stands_once() -> None:
    assert checked_serials(["", " x1 ", "x2"]) == ("x1", "x2")
    with pytest.raises(SerialTwice, match="X1"):
        checked_serials(["x1", "X1"])


@pytest.mark.parametrize(
    ("limits", "result", "value", "found"),
    [
        ((8000, None), None, "11.3", PASS),
        ((8000, None), PASS, "6.2", FAIL),
        ((8000, None), FAIL, "11.3", FAIL),
        ((8000, None), NA, "11.3", NA),
        ((8000, None), PASS, "", PASS),
        ((None, None), None, "目测", None),
        ((100, 150), None, "0.12 MPa", PASS),
        ((100, 150), None, "0.2", FAIL),
    ],
)
def test_limits_decide(limits: tuple[int | None, int | None], result: CheckResult | None, value: str, found: CheckResult | None) -> None:
    assert decided(*limits, result, value) is found


@pytest.mark.parametrize(
    ("quantity", "by_piece", "serials", "found"),
    [
        (2000, True, ("a",), (("a", 1000), ("", 1000))),
        (1000, True, (), (("", 1000),)),
        (86500, False, (), (("", 86500),)),
        (12000, False, ("m",), (("m", 12000),)),
        (1500, True, (), (("", 1500),)),
        (200_000, True, (), (("", 200_000),)),
        (200_000, True, ("a", "b"), (("a", 1000), ("b", 1000), ("", 198_000))),
    ],
)
def test_machines_stand_alone_and_measured_goods_together(
    quantity: int, by_piece: bool, serials: tuple[str, ...], found: tuple[tuple[str, int], ...]
) -> None:
    assert pieces(quantity, by_piece, serials) == found


def test_measured_goods_name_every_serial_number_in_words() -> None:
    assert unnamed_serials(pieces(86_500, False, ("a", "b")), ("a", "b")) == "a, b"
    assert unnamed_serials(pieces(86_500, False, ("a",)), ("a",)) == ""
    assert unnamed_serials(pieces(2000, True, ("a", "b")), ("a", "b")) == ""


def test_no_more_serial_numbers_than_machines() -> None:
    refuse_many_serials("空调", 2000, ("a", "b"))
    refuse_many_serials("地暖", 86, ("a",))
    with pytest.raises(SerialsTooMany):
        refuse_many_serials("空调", 2000, ("a", "b", "c"))


@pytest.mark.parametrize(("thousandths", "words"), [(2000, "2"), (86500, "86.5"), (-1000, "-1"), (0, "0"), (10_000_000, "10000")])
def test_quantities_are_written_as_people_do(thousandths: int, words: str) -> None:
    assert shown_quantity(thousandths) == words


def test_f_to_h_begin_at_the_hand_over() -> None:
    assert begins_later("expectations", "begins")
    assert not begins_later("expectations", "here")
    assert not begins_later("manners", "begins")
