"""国补/以旧换新: what the shop advances for the state, and the evidence that gets it back; programmes change yearly (domain.md 2.3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dealer_crm.domain.amounts import figures
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.text import clean, one_line
from dealer_crm.domain.trade import Entry


class TradeInState(StrEnum):
    """收集材料→已申报→已到账 / 被退回; 已到账→应退回→已退回 where the goods of it come back."""

    COLLECTING = "collecting"
    SUBMITTED = "submitted"
    PAID = "paid"
    REFUSED = "refused"
    TO_REPAY = "to_repay"
    REPAID = "repaid"


COUNTED = (TradeInState.COLLECTING, TradeInState.SUBMITTED, TradeInState.PAID)
"""What the customer need not pay himself: all that was neither refused nor is to be paid back."""
WAITING = (TradeInState.COLLECTING, TradeInState.SUBMITTED)
"""What the shop has advanced and not got back."""
OPEN = (*WAITING, TradeInState.TO_REPAY)
"""What has a day: to be handed in, to be asked about, to be paid back."""
ASKED = "+"
"""Stands before a piece of evidence that this claim asks for beyond its programme."""
MOST_PIECES = 40


class AdvanceMissing(DomainError):
    """A claim is for an amount above nothing."""

    field = "amount"


class AdvanceTooMuch(DomainError):
    """More is advanced than the goods come to. Parameter: most."""

    field = "amount"


class ClaimedTwice(DomainError):
    """A serial number stands in another claim. Parameters: serial, number (of the order)."""

    field = "new_serial"


class ClaimForOther(DomainError):
    """The line or the invoice that a claim names is none of its order's."""

    field = "line_id"


class TooMuchEvidence(DomainError):
    """A claim asks for more pieces than anybody works through. Parameter: most."""

    field = "evidence"


class EvidenceMissing(DomainError):
    """A claim goes out without what its programme requires, and nobody says why. Parameter: count."""

    field = "evidence"


class RefusalWithoutReason(DomainError):
    """Say why a claim was refused: the customer will ask."""

    field = "reason"


class RepaidBeforePaid(DomainError):
    """Nothing goes back before it came. Parameter: day."""

    field = "on"


class TradeInNotFound(DomainError):
    """The claim is not in the file any more."""


class TradeInClosed(DomainError):
    """The claim cannot take this step from the state it is in. Parameter: number (of the order)."""


class LineClaimed(DomainError):
    """A line cannot go while a claim names it. Parameter: goods."""

    field = "lines"


class InvoiceClaimed(DomainError):
    """An invoice cannot go while a claim names it."""


@dataclass(frozen=True)
class Piece(Entry):
    """A piece of evidence. Not `kept`: it is looked at and nothing of it stays in the file."""

    code: str
    required: bool = False
    photo: bool = False
    kept: bool = True


@dataclass(frozen=True)
class Program(Entry):
    """A programme: what it asks for, and its days.

    So soon after the sale a claim goes out, after so long somebody asks about it, and within so long what was paid for goods that came
    back goes back to the state.
    """

    code: str
    submit_days: int
    answer_days: int
    repay_days: int = 30
    pieces: tuple[Piece, ...] = ()


UNKNOWN_PROGRAM = Program(code="", submit_days=30, answer_days=60)
"""Stands for a programme that the trade's data do not have (any more)."""


@dataclass(frozen=True)
class TradeInDraft:
    """A claim as typed. `amount` in 分, advanced by the shop: the customer pays less. `due_on` None: the programme's time counts.

    `evidence` holds the codes of what is there, `asked` further pieces in words of the shop's own; one that is there stands in both.
    """

    order_id: int
    program: str = ""
    line_id: int | None = None
    energy_label: str = ""
    old_unit: str = ""
    old_serial: str = ""
    new_serial: str = ""
    invoice_id: int | None = None
    amount: int = 0
    due_on: date | None = None
    evidence: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    claim_number: str = ""
    note: str = ""

    def with_line(self, line_id: int | None, serials: Iterable[str]) -> TradeInDraft:
        """Return the claim for a line, with its serial number where it has one."""
        return replace(self, line_id=line_id, new_serial=next(iter(serials), ""))

    def checked(self) -> TradeInDraft:
        """Return the claim cleaned. Raises AdvanceMissing, TooMuchEvidence."""
        texts = {name: one_line(getattr(self, name)) for name in ("energy_label", "old_unit", "claim_number")}
        serials = {name: one_line(getattr(self, name)).replace(" ", "") for name in ("old_serial", "new_serial")}
        asked = tuple(dict.fromkeys(filter(None, (one_line(words).lstrip(ASKED).strip() for words in self.asked))))
        if len(asked) > MOST_PIECES:
            raise TooMuchEvidence(most=MOST_PIECES)
        if self.amount <= 0:
            raise AdvanceMissing
        evidence = tuple(dict.fromkeys(self.evidence))
        return replace(self, **texts, **serials, asked=asked, evidence=evidence, note=clean(self.note).strip())  # type: ignore[arg-type]


def check_amount(amount: int, most: int) -> None:
    """Refuse to advance more than what is left of the goods; both in 分. Raises AdvanceTooMuch."""
    if amount > max(most, 0):
        raise AdvanceTooMuch(most=figures(max(most, 0)))


def called_back(state: TradeInState) -> TradeInState:
    """Return what a claim that counts becomes when its goods are gone: what the state paid is to be paid back."""
    return TradeInState.TO_REPAY if state is TradeInState.PAID else TradeInState.REFUSED


def beyond(price: int, advanced: Sequence[int]) -> int:
    """Return how many of these claims, from the first, have to go until the rest comes to no more than the price; all in 分."""
    left, gone = sum(advanced), 0
    while left > max(price, 0) and gone < len(advanced):
        left -= advanced[gone]
        gone += 1
    return gone


def stored(draft: TradeInDraft) -> list[str]:
    """Return the evidence as a row keeps it: what is there, then what is asked for beyond the programme."""
    return [*draft.evidence, *(ASKED + words for words in draft.asked)]


def there(kept: Iterable[str]) -> tuple[str, ...]:
    """Return of a row's evidence what is there."""
    return tuple(one for one in kept if not one.startswith(ASKED))


def asked(kept: Iterable[str]) -> tuple[str, ...]:
    """Return of a row's evidence what is asked for beyond the programme, in the shop's words."""
    return tuple(one.removeprefix(ASKED) for one in kept if one.startswith(ASKED))


def pieces_of(program: Program, further: Iterable[str]) -> tuple[Piece, ...]:
    """Return all that a claim asks for: the pieces of its programme, then the shop's own, which are required."""
    own = (Piece(code=words, zh=words, en=words, required=True) for words in further)
    return (*program.pieces, *own)


def missing(pieces: Iterable[Piece], evidence: Iterable[str]) -> tuple[Piece, ...]:
    """Return what is required and not there."""
    found = set(evidence)
    return tuple(piece for piece in pieces if piece.required and piece.code not in found)
