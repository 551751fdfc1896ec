"""Tells who a row of a sheet is: somebody in the store, an earlier row, or new."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dealer_crm.domain.imports import Match, Reason, Target
from dealer_crm.domain.text import fold

TELLING = 7
"""Shorter numbers are extensions and service numbers that many share."""
_REGION = re.compile(r"^(?:\w{2,8}?(?:省|自治区))?(?:\w{2,8}?(?:市|自治州))?(?:\w{1,6}?(?<!小)(?:区|县))?(?=\w)")
_STEP = re.compile(r"(?:号楼|单元|[幢栋座号楼室房])(?=[\w-])")
_ENDS = re.compile(r"(?:号楼|单元|[幢栋座号楼室房])+$")
_JOINTS = re.compile(r"[-_.#/\\,、]+")


@lru_cache(maxsize=1_000)
def name_key(name: str) -> str:
    """Return a name as it is compared; asked for the same one several times in a row."""
    return "".join(fold(name).split())


def room_key(place: Mapping[str, Any]) -> str:
    """Return what tells one home from another, however it is written: 云上花园 3幢1单元602室 = 云上花园3-1-602.

    '' where no number stands in it (a town is no home).
    """
    parts = [str(part) for name in ("building", "unit", "room") if (part := place.get(name))]
    if not parts:
        return _plain_key(str(place.get("street") or ""))
    where, number = str(place.get("community") or place.get("street") or ""), "-".join(parts)
    if number.isascii() and number.replace("-", "").isdecimal() and number[0] != "-" and number[-1] != "-" and "--" not in number:
        return _before_a_number(where) + number
    return _plain_key(where + number)


@lru_cache(maxsize=5_000)
def _before_a_number(where: str) -> str:
    """Return what a key begins with before a plain number: communities repeat themselves."""
    return _plain_key(where + "0")[:-1]


def _plain_key(text: str) -> str:
    plain = "".join(fold(text).split())
    plain = _ENDS.sub("", _JOINTS.sub("-", _STEP.sub("-", _REGION.sub("", plain))))
    return plain.strip("-") if any(char.isdecimal() for char in plain) else ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody a row may be: a customer of the store, or a row of the sheet. `rooms` are room keys."""

    name: str
    phones: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()
    number: str = ""
    customer_id: int | None = None
    row: int | None = None


def person_of(values: Mapping[str, Any], row: int | None) -> Person:
    """Return the person a cleaned row describes."""
    numbers = tuple(number for number, _ in values.get(Target.PHONE, ()) if len(number) >= TELLING)
    room = room_key(values)
    return Person(str(values.get(Target.NAME, "")), numbers, (room,) if room else (), row=row)


class People:
    """Everybody a row may be; customers of the store come before rows of the sheet."""

    def __init__(self, people: Iterable[Person] = ()) -> None:
        self._phones: dict[str, list[Person]] = defaultdict(list)
        self._names: dict[str, list[Person]] = defaultdict(list)
        self._homes: dict[tuple[str, str], list[Person]] = defaultdict(list)
        self._numbers: dict[str, Person] = {}
        for person in people:
            self.add(person)

    def add(self, person: Person) -> None:
        """Know one more person; whoever was added first is found first."""
        for number in person.phones:
            self._phones[number].append(person)
        if person.name:
            name = name_key(person.name)
            self._names[name].append(person)
            for room in person.rooms:
                self._homes[name, room].append(person)
        if person.number:
            self._numbers[person.number] = person

    def named(self, name: str) -> int | None:
        """Return the only customer of that name, for a referrer; None where there is none or more."""
        found = {person.customer_id for person in self._names.get(name_key(name), ()) if person.customer_id is not None}
        return found.pop() if len(found) == 1 else None

    def with_phone(self, number: str) -> int | None:
        """Return the first customer with that number."""
        return next((p.customer_id for p in self._phones.get(number, ()) if p.customer_id is not None), None)

    def match(self, me: Person, number: str = "") -> Match | None:
        """Return who the person of a row is; the row itself is left out. `number` is a customer number that it names."""
        numbered = self._numbers.get(number.upper())
        if numbered is not None:
            return _match(Reason.NUMBER, numbered)
        if not self._knows(me):
            return None
        for in_store in (True, False):
            found = self._by_phone(me, in_store) or self._by_room(me, in_store) or self._by_name(me, in_store)
            if found is not None:
                return found
        return None

    def _knows(self, me: Person) -> bool:
        """Tell whether anybody shares name or number with the person."""
        return (bool(me.name) and name_key(me.name) in self._names) or any(number in self._phones for number in me.phones)

    def _by_phone(self, me: Person, in_store: bool) -> Match | None:
        found = [p for number in me.phones for p in self._phones.get(number, ()) if _seen(p, me, in_store)]
        same = next((p for p in found if not (p.name and me.name) or name_key(p.name) == name_key(me.name)), None)
        if same is not None:
            return _match(Reason.PHONE_AND_NAME if in_store else Reason.SHEET_PHONE_AND_NAME, same)
        return _match(Reason.PHONE_OTHER_NAME if in_store else Reason.SHEET_PHONE, found[0]) if found else None

    def _by_room(self, me: Person, in_store: bool) -> Match | None:
        homes = [p for room in me.rooms for p in self._homes.get((name_key(me.name), room), ()) if _seen(p, me, in_store)]
        if not me.name or not homes:
            return None
        if me.phones and homes[0].phones:
            return _match(Reason.ROOM_OTHER_PHONE if in_store else Reason.SHEET_ROOM, homes[0])
        return _match(Reason.NAME_AND_ROOM if in_store else Reason.SHEET_NAME_AND_ROOM, homes[0])

    def _by_name(self, me: Person, in_store: bool) -> Match | None:
        if me.phones or me.rooms:
            return None
        same = next(iter(self._alike(me, in_store)), None)
        return _match(Reason.NAME_ONLY if in_store else Reason.SHEET_NAME, same) if same else None

    def _alike(self, me: Person, in_store: bool) -> list[Person]:
        return [p for p in self._names.get(name_key(me.name), ()) if _seen(p, me, in_store)] if me.name else []


def _seen(person: Person, me: Person, in_store: bool) -> bool:
    return (person.customer_id is not None) is in_store and (in_store or person.row != me.row)


def _match(reason: Reason, person: Person) -> Match:
    return Match(reason, person.name, person.customer_id, person.row)
