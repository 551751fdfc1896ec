"""The rules of the stages, as the shipped file has them."""

from __future__ import annotations

from functools import lru_cache

from dealer_crm.domain.customers import Stage
from dealer_crm.domain.stages import StageFact, StageRule
from dealer_crm.services.trade_entries import rows


@lru_cache(maxsize=1)
def stage_rules() -> tuple[StageRule, ...]:
    """Return what leaving each stage asks for, in the order of the cycle."""
    return tuple(
        StageRule(
            stage=Stage(row["code"]),
            next=Stage(row["next"]),
            facts=tuple(StageFact(code=fact["code"], zh=fact["zh"], en=fact["en"], source=row["source"]) for fact in row["facts"]),
            source=row["source"],
        )
        for row in rows("stages", "stage")
    )
