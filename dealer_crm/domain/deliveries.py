"""Deliveries and returns: their states, what is planned, what is asked at the door, and what is refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dealer_crm.domain.attachments import KeptFile
from dealer_crm.domain.checklists import CheckResult, verdict
from dealer_crm.domain.customers import Interest, PreferredChannel
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.text import clean, fold, one_line

PIECE, MANY = 1000, 60


class DeliveryKind(StrEnum):
    """Goods out, or goods back (quantities below zero)."""

    DELIVERY = "delivery"
    RETURN = "return"


class DeliveryState(StrEnum):
    """草稿→已打印→已送出→已签收 (部分, 拒收) (domain.md 4)."""

    DRAFT = "draft"
    PRINTED = "printed"
    SENT = "sent"
    SIGNED = "signed"
    PARTLY = "partly"
    REFUSED = "refused"
    CANCELLED = "cancelled"


OPEN_STATES = (DeliveryState.DRAFT, DeliveryState.PRINTED, DeliveryState.SENT)
"""States before the customer has signed or refused."""

CHANGES: dict[DeliveryState, frozenset[DeliveryState]] = {
    DeliveryState.DRAFT: frozenset(DeliveryState) - {DeliveryState.DRAFT},
    DeliveryState.PRINTED: frozenset(DeliveryState) - {DeliveryState.DRAFT, DeliveryState.PRINTED},
    DeliveryState.SENT: frozenset({DeliveryState.SIGNED, DeliveryState.PARTLY, DeliveryState.REFUSED}),
    DeliveryState.SIGNED: frozenset(),
    DeliveryState.PARTLY: frozenset(),
    DeliveryState.REFUSED: frozenset(),
    DeliveryState.CANCELLED: frozenset(),
}
"""Which state may follow which."""

TAKEN_STATES = (DeliveryState.SIGNED, DeliveryState.PARTLY)
"""States in which the goods are with the customer (or, for a return, back)."""

EXPECTATIONS, MANNERS = "expectations", "manners"
"""Sheets that every delivery has: the customer's expectations A-H, and how one behaves on site."""
BEGINS = "begins"
"""The group of the expectations F-H, which begin at the hand-over (domain.md 1.6)."""


class DeliveryNotFound(DomainError):
    """The delivery was taken back or never planned. Parameter: number."""


class DeliveryClosed(DomainError):
    """The delivery is past the state in which this can be done. Parameter: number."""


class OrderNotConfirmed(DomainError):
    """Nothing is delivered of a draft or a cancelled order. Parameter: number."""


class NothingToDeliver(DomainError):
    """No line of the order is left, or none was chosen. Parameter: number."""


class NothingTaken(DomainError):
    """Nobody signs for nothing: that is a refusal. Parameter: number."""


class QuantityNegative(DomainError):
    """A delivery brings goods: its quantities are above zero. Parameter: name."""

    field = "lines"


class QuantityPositive(DomainError):
    """A return takes goods back: its quantities are below zero. Parameter: name."""

    field = "lines"


class QuantityTooMuch(DomainError):
    """More than is left of the line. Parameters: name, left."""

    field = "lines"


class SerialTwice(DomainError):
    """The serial number is on another machine already. Parameter: serial."""

    field = "serials"


class SerialElsewhere(SerialTwice):
    """The serial number stands on another delivery under way or belongs to another order's goods. Parameters: serial, place."""


class SlotMissing(DomainError):
    """There is no day that the customer could agree to. Parameter: number."""

    field = "planned_on"


class SerialsTooMany(DomainError):
    """More serial numbers than machines. Parameters: name, count."""

    field = "serials"


class SerialsLeft(SerialsTooMany):
    """Fewer machines were taken than have numbers: somebody says whose stay behind. Parameters: name, count (taken), noted."""


class SerialsNotBack(DomainError):
    """More serial numbers are named than machines come back. Parameters: name, count."""

    field = "serials"


class SerialNotThere(DomainError):
    """No machine of the lines that come back has the number. Parameter: serial."""

    field = "serials"


class CheckNotFound(DomainError):
    """The item is not on the sheet any more."""


class NoteMissing(DomainError):
    """What failed needs a word. Parameter: code."""

    field = "note"


class ReasonMissing(DomainError):
    """A refusal, a return, or a hand-over with open items needs its reason."""

    field = "reason"


class ItemsOpen(DomainError):
    """Required items are open. Parameters: count, items (their words); `check_ids` in the order of the sheet."""

    check_ids: tuple[int, ...] = ()


class PremisesMissing(DomainError):
    """Machines need a house to stand in; the customer's file has none."""


@dataclass(frozen=True)
class DeliveryLineDraft:
    """What of an order line goes along: `quantity` in thousandths, below zero on a return."""

    order_line_id: int
    quantity: int
    serials: tuple[str, ...] = ()
    note: str = ""

    def checked(self, kind: DeliveryKind, name: str) -> DeliveryLineDraft:
        """Return the line cleaned. Raises QuantityNegative, QuantityPositive, SerialTwice."""
        if kind is DeliveryKind.DELIVERY and self.quantity <= 0:
            raise QuantityNegative(name=name)
        if kind is DeliveryKind.RETURN and self.quantity >= 0:
            raise QuantityPositive(name=name)
        return replace(self, serials=checked_serials(self.serials), note=one_line(self.note))


@dataclass(frozen=True)
class DeliveryDraft:
    """A delivery as planned. No `lines` = everything that is left of the order; "" = as the customer's file has it.

    `collect` in 分, None = what the customer owes of the order.
    """

    planned_on: date | None = None
    slot: str = ""
    receiver: str = ""
    phone: str = ""
    address: str = ""
    premises_id: int | None = None
    staff_id: int | None = None
    driver: str = ""
    vehicle: str = ""
    collect: int | None = None
    note: str = ""
    lines: tuple[DeliveryLineDraft, ...] = ()

    def checked(self) -> DeliveryDraft:
        """Return the draft cleaned."""
        words = {name: one_line(getattr(self, name)) for name in ("slot", "receiver", "phone", "address", "driver", "vehicle")}
        return replace(self, note=clean(self.note).strip(), **words)  # type: ignore[arg-type]


@dataclass(frozen=True)
class HandOver:
    """What is told and asked at the hand-over. A day that nobody knows stays None; None for what was not asked.

    `language` is that of the words of the task which asks for missing days; `picture` is the customer's signature, `paper` the photo of
    what he signed, both kept before.
    """

    signed_by: str = ""
    commissioned_on: date | None = None
    accepted_on: date | None = None
    care_ok: bool | None = None
    news_ok: bool | None = None
    interests: tuple[Interest, ...] | None = None
    channel: PreferredChannel | None = None
    language: str = "zh"
    picture: str = ""
    paper: KeptFile | None = None


def may_become(state: DeliveryState, wanted: DeliveryState) -> bool:
    """Tell whether a delivery may go from one state to the other."""
    return wanted in CHANGES[state]


def begins_later(sheet: str, group: str) -> bool:
    """Tell whether an item begins at the hand-over, and so is never missing there."""
    return sheet == EXPECTATIONS and group == BEGINS


def checked_serials(serials: Iterable[str]) -> tuple[str, ...]:
    """Return serial numbers cleaned, without empty ones. Raises SerialTwice."""
    found = tuple(one for one in map(one_line, serials) if one)
    seen: set[str] = set()
    for serial in found:
        if fold(serial) in seen:
            raise SerialTwice(serial=serial)
        seen.add(fold(serial))
    return found


def decided(low: int | None, high: int | None, result: CheckResult | None, value: str) -> CheckResult | None:
    """Return the result of an item: out of its limits it fails whatever was ticked; inside it passes unless it was failed."""
    measured = verdict(low, high, value)
    if CheckResult.FAIL in (result, measured):
        return CheckResult.FAIL
    return result if result is CheckResult.NA else measured or result


def is_open(result: CheckResult | None) -> bool:
    """Tell whether an item still wants something: never looked at, or failed."""
    return result is None or result is CheckResult.FAIL


def pieces(quantity: int, by_piece: bool, serials: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """Return serial and quantity of each piece of equipment that a line becomes.

    Machines become one record each; goods by measure one record with its quantity, and so do very many small ones without a number.
    """
    whole, rest = divmod(quantity, PIECE)
    if rest or not by_piece:
        return ((serials[0] if serials else "", quantity),)
    if whole > MANY:
        more = quantity - len(serials) * PIECE
        return (*((serial, PIECE) for serial in serials), *((("", more),) if more > 0 else ()))
    named = [*serials, *[""] * max(0, whole - len(serials))]
    return tuple((serial, PIECE) for serial in named[:whole])


def unnamed_serials(made: Sequence[tuple[str, int]], serials: Sequence[str]) -> str:
    """Return all serial numbers in one line where the pieces cannot carry each its own, as with goods by measure; else nothing."""
    return ", ".join(serials) if len(serials) > len(made) else ""


def refuse_many_serials(name: str, quantity: int, serials: Sequence[str]) -> None:
    """Raises SerialsTooMany when a line has more serial numbers than machines."""
    if len(serials) * PIECE > max(PIECE, abs(quantity)):
        raise SerialsTooMany(name=name, count=max(1, abs(quantity) // PIECE))


def taken_serials(name: str, quantity: int, noted: Sequence[str], stay: Sequence[str]) -> tuple[str, ...]:
    """Return the numbers of what was taken of a line: all that were noted but those that `stay` behind.

    Raises SerialsLeft while they are more than the machines that were taken: nobody guesses whose number that is.
    """
    behind = set(map(fold, stay))
    taken = tuple(serial for serial in noted if fold(serial) not in behind)
    if len(taken) * PIECE > max(PIECE, quantity):
        raise SerialsLeft(name=name, count=max(1, quantity // PIECE), noted=len(noted))
    return taken


def shown_quantity(thousandths: int) -> str:
    """Return a quantity as people write it: 2, 86.5, -1."""
    return format(Decimal(thousandths).scaleb(-3).normalize(), "f")
