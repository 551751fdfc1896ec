"""A claim of 以旧换新 is cleaned, bounded by its goods, and knows what is missing of its evidence."""

import pytest

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.trade_ins import (
    AdvanceMissing,
    AdvanceTooMuch,
    Piece,
    Program,
    TooMuchEvidence,
    TradeInDraft,
    asked,
    check_amount,
    missing,
    pieces_of,
    stored,
    there,
)

PROGRAM = Program(code="state", submit_days=30, answer_days=60, pieces=(Piece(code="photo", required=True), Piece(code="place")))


def test_claim_is_cleaned() -> None:
    draft = TradeInDraft(
        1, "state", old_serial=" AB 12\n", amount=1, asked=(" + 银行卡 ", "", "银行卡"), evidence=("photo", "photo")
    ).checked()
    assert (draft.old_serial, draft.asked, draft.evidence) == ("AB12", ("银行卡",), ("photo",))


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (TradeInDraft(1), AdvanceMissing),
        (TradeInDraft(1, amount=-1), AdvanceMissing),
        (TradeInDraft(1, amount=1, asked=tuple(map(str, range(41)))), TooMuchEvidence),
    ],
)
def test_what_is_no_claim_is_refused(draft: TradeInDraft, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        draft.checked()


def test_no_more_is_advanced_than_the_goods_come_to() -> None:
    check_amount(100, 100)
    for most in (99, -5):
        with pytest.raises(AdvanceTooMuch):
            check_amount(100, most)


def test_evidence_comes_back_from_its_row_as_it_was() -> None:
    draft = TradeInDraft(1, amount=1, evidence=("photo", "银行卡"), asked=("银行卡", "申请表"))
    row = stored(draft)
    assert (there(row), asked(row)) == (draft.evidence, draft.asked)


@pytest.mark.parametrize(
    ("evidence", "lacking"),
    [((), ["photo", "申请表"]), (("photo",), ["申请表"]), (("photo", "申请表"), []), (("place",), ["photo", "申请表"])],
)
def test_only_what_is_required_is_missing(evidence: tuple[str, ...], lacking: list[str]) -> None:
    assert [piece.code for piece in missing(pieces_of(PROGRAM, ("申请表",)), evidence)] == lacking
