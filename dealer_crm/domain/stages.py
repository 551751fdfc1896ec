"""What must be known or done before a customer leaves a stage (S4-02, S4-05b): rules as data, and what is still missing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from dealer_crm.domain.customers import ContactRole, CustomerDraft, IntentLevel, Stage
from dealer_crm.domain.details import value_of
from dealer_crm.domain.premises import NEEDS_COMMUNITY, NEEDS_ROOM
from dealer_crm.domain.trade import Entry

GRADED = (IntentLevel.H, IntentLevel.A, IntentLevel.B, IntentLevel.C)
OUTSIDE = frozenset({"agreed", "handed_over", "paid_up", "called"})
"""Facts that stand in other records than the file of the customer."""


@dataclass(frozen=True)
class StageFact(Entry):
    """Something to be known; `code` is a field of the draft, of the further fields, or one of those named in stages.toml."""

    code: str

    @property
    def field(self) -> str:
        """The field of the form that says it; "" for what is done elsewhere."""
        return {"decider": "contacts", "graded": "intent_level"}.get(self.code, "" if self.code in OUTSIDE else self.code)


@dataclass(frozen=True)
class StageRule(Entry):
    """What leaving a stage for the next one asks for."""

    stage: Stage
    next: Stage
    facts: tuple[StageFact, ...]


def gaps(rule: StageRule, draft: CustomerDraft, done: Collection[str] | None = None) -> tuple[StageFact, ...]:
    """Return what is missing; `done` names the facts of other records that are there, None leaves those out."""
    return tuple(one for one in rule.facts if not _is_known(one.code, draft, done))


def _is_known(code: str, draft: CustomerDraft, done: Collection[str] | None) -> bool:
    if code in OUTSIDE:
        return done is None or code in done
    match code:
        case "community" | "room":
            return _has_place(code, draft)
        case "decider":
            return any(one.role is ContactRole.DECIDER for one in draft.contacts) or bool(_detail(code, draft))
        case "graded":
            return draft.intent_level in GRADED
    return bool(getattr(draft, code, None) or _detail(code, draft))


def _has_place(code: str, draft: CustomerDraft) -> bool:
    """Tell whether the first house has it, or is of a kind that has none; a house of a kind nobody told has both."""
    place = next(iter(draft.premises), None)
    if place is None:
        return False
    asked = NEEDS_ROOM if code == "room" else NEEDS_COMMUNITY
    return bool(getattr(place, code)) or (place.house_type is not None and place.house_type not in asked)


def _detail(code: str, draft: CustomerDraft) -> str:
    """Return the value of a further field of the customer, or of his first house."""
    return value_of(draft.details, code) or next((value_of(place.details, code) for place in draft.premises), "")
