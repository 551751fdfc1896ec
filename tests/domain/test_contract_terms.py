"""No contract is printed with a clause that has no force; what is lawful passes."""

import pytest

from dealer_crm.domain.contract_terms import (
    EarnestLostClause,
    LastWordClause,
    NoLiabilityClause,
    NoReturnClause,
    PriceAtWillClause,
    forbidden,
    refuse_forbidden,
)
from dealer_crm.domain.errors import DomainError


@pytest.mark.parametrize(
    ("text", "refusal", "words"),
    [
        ("本活动最终解释权归本店所有", LastWordClause, "最终解释权"),
        ("The shop has the right of Final  Interpretation.", LastWordClause, "right of final interpretation"),
        ("保养一次。货物售出概不退换。", NoReturnClause, "售出概不退"),
        ("特价机不退不换", NoReturnClause, "不退不换"),
        ("定金一律不退", EarnestLostClause, "定金一律不退"),
        ("订金、预付款概不退还", EarnestLostClause, "订金、预付款概不退"),
        ("The deposit is non-refundable", EarnestLostClause, "non-refundable"),
        ("漏水造成的损失本店概不负责", NoLiabilityClause, "概不负责"),
        ("乙方不承担任何责任", NoLiabilityClause, "乙方不承担任何责任"),
        ("乙方有权随时调整价格", PriceAtWillClause, "乙方有权随时调整"),
    ],
)
def test_clause_without_force_is_found(text: str, refusal: type[DomainError], words: str) -> None:
    found = forbidden(text)
    assert found is not None
    assert (type(found), found.parameters["words"]) == (refusal, words)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "甲方违约的，定金不予退还；乙方违约的，双倍返还。",
        "因甲方自行改动造成的损坏不在保修范围内",
        "样机 7 天内可退换",
        "Returned within 7 days if unopened.",
        "价格变更以双方签字的变更签证单为准",
    ],
)
def test_what_is_lawful_passes(text: str) -> None:
    refuse_forbidden(text)


def test_first_of_several_is_told() -> None:
    with pytest.raises(NoReturnClause):
        refuse_forbidden("特价机概不退换；解释权归本店")
