"""Which one or two facts are worth asking in a contact, and how an answer becomes part of the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from dealer_crm.domain.customers import CustomerDraft, Interest, Nature, PhoneDraft, PreferredChannel, Stage
from dealer_crm.domain.details import Detail, Details, Holder, value_of
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.followups import add_months
from dealer_crm.domain.premises import HouseType, PremisesDraft, address_line
from dealer_crm.domain.text import one_line
from dealer_crm.domain.trade import Entry

ASKED = 2
"""So many questions a contact bears (S3-15)."""
_DOOR = re.compile(r"^(?P<community>.*?\D)\s*(?P<door>\d+\D{0,3}\d+(?:\D{1,3}\d+)?\D?)$")
_NUMBERS = re.compile(r"\d+")


class AnswerNotInList(DomainError):
    """The answer is none of those offered. Parameter: text."""


@dataclass(frozen=True)
class Fact(Entry):
    """A fact that may be asked; its words are the question. Empty sets = always asked; `months` 0 = asked only while unknown."""

    code: str
    weight: int
    months: int
    stages: frozenset[Stage] = frozenset()
    natures: frozenset[Nature] = frozenset()
    houses: frozenset[HouseType] = frozenset()

    def fits(self, draft: CustomerDraft) -> bool:
        """Tell whether the fact matters for the customer as he is now."""
        house = draft.premises[0].house_type if draft.premises else None
        return (
            (not self.stages or draft.stage in self.stages)
            and (not self.natures or draft.nature in self.natures)
            and (not self.houses or house is None or house in self.houses)
        )


@dataclass(frozen=True)
class Questions:
    """Every fact, and how much one that grew old counts beside one that is not known, in percent; `of_house` = codes told of a house."""

    facts: tuple[Fact, ...] = ()
    stale_share: int = 60
    of_house: frozenset[str] = frozenset()

    def codes(self) -> frozenset[str]:
        """Return the fields that are asked."""
        return frozenset(fact.code for fact in self.facts)


@dataclass(frozen=True)
class Wanted:
    """A fact worth asking; `known` "" = nothing is known, else what was right when it was last confirmed."""

    fact: Fact
    known: str


@dataclass(frozen=True)
class Answer:
    """What the customer said; None = nothing has changed."""

    code: str
    value: str | None


Answers = tuple[Answer, ...]


def worth_asking(
    questions: Questions, draft: CustomerDraft, verified: Mapping[str, date], filed_on: date, today: date
) -> tuple[Wanted, ...]:
    """Return the most valuable missing or stale facts of a customer, the best first.

    What was confirmed within its months is not asked; a fact never confirmed counts from the day of filing. Facts about the house
    are asked once there is a house.
    """
    found: list[tuple[int, Wanted]] = []
    for fact in questions.facts:
        if not fact.fits(draft) or (fact.code in questions.of_house and not draft.premises):
            continue
        known = known_text(draft, fact.code)
        confirmed = verified.get(fact.code)
        if not known and (confirmed is None or _over(confirmed, fact.months, today)):
            found.append((fact.weight * 100, Wanted(fact, "")))
        elif known and fact.months and _over(confirmed or filed_on, fact.months, today):
            found.append((fact.weight * questions.stale_share, Wanted(fact, known)))
    found.sort(key=lambda pair: -pair[0])
    return tuple(wanted for _, wanted in found[:ASKED])


def _over(confirmed: date, months: int, today: date) -> bool:
    """Tell whether a fact confirmed on a day has to be asked again; without months only a missing one is."""
    return months > 0 and add_months(confirmed, months) <= today


def known_text(draft: CustomerDraft, code: str) -> str:
    """Return a fact as the file holds it, "" where it is not known."""
    match code:
        case "phones":
            return draft.phones[0].number if draft.phones else ""
        case "premises":
            return address_line(draft.premises[0]) if draft.premises else ""
        case "interests":
            return " ".join(interest.value for interest in draft.interests)
        case "preferred_channel":
            return draft.preferred_channel.value if draft.preferred_channel else ""
        case "wechat":
            return draft.wechat
        case "birthday":
            return draft.birthday
        case _:
            house = draft.premises[0].details if draft.premises else ()
            return value_of(draft.details, code) or value_of(house, code)


def answered(draft: CustomerDraft, code: str, value: str, holder: Holder | None = None) -> CustomerDraft:
    """Return the file with a new value of a fact; `holder` says whose a further field is. Raises AnswerNotInList."""
    match code:
        case "phones":
            return replace(draft, phones=(PhoneDraft(value, draft.phones[0].label if draft.phones else ""), *draft.phones[1:]))
        case "premises":
            return draft if draft.premises else replace(draft, premises=(read_address(value),))
        case "interests":
            return replace(draft, interests=tuple(dict.fromkeys((*draft.interests, _one_of(Interest, value)))))
        case "preferred_channel":
            return replace(draft, preferred_channel=_one_of(PreferredChannel, value))
        case "wechat" | "birthday":
            return replace(draft, wechat=value) if code == "wechat" else replace(draft, birthday=value)
        case _ if holder is Holder.PREMISES and draft.premises:
            first = replace(draft.premises[0], details=_with(draft.premises[0].details, code, value))
            return replace(draft, premises=(first, *draft.premises[1:]))
        case _:
            return replace(draft, details=_with(draft.details, code, value))


Listed = TypeVar("Listed", Interest, PreferredChannel)


def _one_of(kind: type[Listed], value: str) -> Listed:
    try:
        return kind(value)
    except ValueError:
        raise AnswerNotInList(text=value) from None


def _with(details: Details, code: str, value: str) -> Details:
    return (*(one for one in details if one.code != code), Detail(code, value))


def read_address(text: str) -> PremisesDraft:
    """Return a spoken address: 云上花园 8-1-2201 becomes community, building, unit and room; anything else is kept as it is said."""
    plain = one_line(text)
    found = _DOOR.match(plain)
    if found is None:
        return PremisesDraft(community=plain) if not _NUMBERS.search(plain) else PremisesDraft(street=plain)
    numbers = _NUMBERS.findall(found["door"])
    building, unit, room = (numbers[0], "", numbers[1]) if len(numbers) == 2 else (numbers[0], numbers[1], numbers[2])
    return PremisesDraft(community=found["community"].strip(), building=building, unit=unit, room=room)
