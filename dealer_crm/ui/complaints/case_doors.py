"""What the page of a case asks beside its steps: CLEAR, waiting, word to the customer, seen by those above, wording of the shop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from dealer_crm.domain.complaint_case import Clear, Escalation, WaitFor
from dealer_crm.domain.journal import HistoryRow
from dealer_crm.domain.phrases import Phrase


@dataclass(frozen=True)
class TalkDoors:
    """Letters of CLEAR; each raises DomainError when refused."""

    keep: Callable[[int, Clear, str], None]
    untick: Callable[[int, Clear], None]


@dataclass(frozen=True)
class WaitDoors:
    """The clock by hand; each raises DomainError when refused. `may_see` tells whether who works now stands high enough."""

    pause: Callable[[int, WaitFor, str, date], None]
    wait_on: Callable[[int, date], None]
    resume: Callable[[int], None]
    told: Callable[[int], None]
    seen: Callable[[int, Escalation, str], None]
    may_see: Callable[[Escalation], bool]


@dataclass(frozen=True)
class OwnWording:
    """Wordings as the shop says them: the shipped one, what can be filled in, keeping another in both languages ("" = as shipped)."""

    shipped: Callable[[str], Phrase]
    fields: Callable[[str], frozenset[str]]
    save: Callable[[str, str, str], None]


@dataclass(frozen=True)
class CaseDoors:
    """Everything together; without a door its buttons are hidden.

    `history` are the latest entries of a case, the newest first; `ask` (title, text, options) is the box with several answers.
    """

    talk: TalkDoors | None = None
    waiting: WaitDoors | None = None
    own: OwnWording | None = None
    history: Callable[[int], Sequence[HistoryRow]] = lambda _complaint: ()
    ask: Callable[[str, str, Sequence[tuple[object, str]]], object] = lambda _title, _text, _options: None
