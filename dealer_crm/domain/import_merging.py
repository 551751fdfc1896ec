"""Says what a row of a sheet would add to a customer's file, value by value; nothing is ever taken away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dealer_crm.domain.details import Holder
from dealer_crm.domain.import_details import details_in
from dealer_crm.domain.import_matching import name_key, room_key
from dealer_crm.domain.imports import MACHINE, PLACE, Choice, Effect, Target, Values

OWN = tuple(
    Target(name)
    for name in (
        "name",
        "salutation",
        "wechat",
        "email",
        "credit_code",
        "nature",
        "party_kind",
        "stage",
        "intent_level",
        "source",
        "referrer",
        "owner",
        "preferred_channel",
        "preferred_time",
        "preferred_frequency",
        "do_not_disturb",
        "marketing_ok",
        "consent_on",
        "care_notes",
        "note",
        "opening",
    )
)
"""Targets with one value in the customer's file."""
_DEFAULTS: Mapping[str, object] = {Target.STAGE: "potential", Target.INTENT_LEVEL: "N"}
"""Values that stand for 'nothing known yet'."""
PLACES, MACHINES, CONTACTS, LASTS, STEPS = "places", "machines", "contacts", "lasts", "steps"
"""Lists of a known file beside its own values; houses and machines as values with `id`."""


def part(values: Mapping[str, Any], targets: Iterable[Target]) -> Values:
    """Return those values of the row."""
    return {target.value: values[target] for target in targets if target in values}


def house(values: Mapping[str, Any]) -> Values:
    """Return what the row says of a house."""
    return {**part(values, PLACE), **details_in(values, Holder.PREMISES)}


def _his(values: Mapping[str, Any]) -> Values:
    """Return what has one value in the customer's file."""
    return {**part(values, OWN), **details_in(values, Holder.CUSTOMER)}


def effects(values: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Effect]:
    """Return what each value of the row, by its target, means for the known file (`Known` in services, or another row)."""
    found: dict[str, Effect] = {target: _own(target, value, known.get(target)) for target, value in _his(values).items()}
    if Target.PHONE in values:
        old = {number for number, _ in known.get(Target.PHONE, ())}
        found[Target.PHONE] = _adds(number not in old for number, _ in values[Target.PHONE])
    if Target.INTERESTS in values:
        found[Target.INTERESTS] = _adds(word not in known.get(Target.INTERESTS, ()) for word in values[Target.INTERESTS])
    found.update(_house(values, known))
    found.update(_lists(values, known))
    return found


def changes(found: Mapping[Any, Effect], choice: Choice) -> bool:
    """Tell whether the choice would write anything."""
    fills = choice in {Choice.FILL, Choice.OVERWRITE} and any(taken(effect, choice) for effect in found.values())
    return choice is Choice.CREATE or fills


def taken(effect: Effect | None, choice: Choice) -> bool:
    """Tell whether a value with this effect is written under the choice."""
    return effect in {Effect.FILLS, Effect.ADDS} or (effect is Effect.DIFFERS and choice is Choice.OVERWRITE)


def home(values: Mapping[str, Any], known: Mapping[str, Any]) -> Values | None:
    """Return the known house that the row's address means: the same room, else the first one where rooms cannot be told.

    None means that the row speaks of a further house.
    """
    places: list[Values] = known.get(PLACES, [])
    key = room_key(values)
    for place in places:
        if key and room_key(place) == key:
            return place
    if key and places and all(room_key(place) for place in places):
        return None
    return next((place for place in places if not (key and room_key(place))), None)


def merged(values: Mapping[str, Any], known: Mapping[str, Any], choice: Choice) -> Values:
    """Return the known file as it is after the row was written, for a later row of the same customer."""
    found = effects(values, known)
    after: Values = {**known, **{name: value for name, value in _his(values).items() if taken(found[name], choice)}}
    for target in (Target.PHONE, Target.INTERESTS):
        if taken(found.get(target), choice):
            old = list(known.get(target, ()))
            after[target] = old + [item for item in values[target] if _key(item) not in {_key(one) for one in old}]
    if place := house(values):
        after[PLACES] = _places_after(place, values, known, choice)
    for name, item in _items(values):
        if item not in after.get(name, []):
            after[name] = [*after.get(name, []), item]
    return after


def _places_after(place: Values, values: Mapping[str, Any], known: Mapping[str, Any], choice: Choice) -> list[Values]:
    old: list[Values] = list(known.get(PLACES, []))
    where = home(values, known)
    if where is None:
        return [*old, place]
    new = {**where, **{name: value for name, value in place.items() if not where.get(name) or choice is Choice.OVERWRITE}}
    return [new if one is where else one for one in old]


def _key(item: Any) -> Any:
    return item[0] if isinstance(item, list | tuple) else item


def _own(target: str, value: object, old: object) -> Effect:
    if value == old:
        return Effect.SAME
    if target == Target.NAME and old and name_key(str(value)) == name_key(str(old)):
        return Effect.SAME
    empty = old is None or old == "" or old == _DEFAULTS.get(target)
    if empty:
        return Effect.SAME if value == _DEFAULTS.get(target) else Effect.FILLS
    return Effect.DIFFERS


def _adds(news: Iterable[bool]) -> Effect:
    return Effect.ADDS if any(news) else Effect.SAME


def _house(values: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Effect]:
    place = house(values)
    if not place:
        return {}
    where = home(values, known)
    if where is None:
        return {name: Effect.ADDS for name in place}
    same = bool(room_key(values)) and room_key(values) == room_key(where)
    rooms = {Target.BUILDING, Target.UNIT, Target.ROOM}
    written = {Target.COMMUNITY, *rooms} if not rooms.isdisjoint(place) else {Target.COMMUNITY, Target.STREET}
    return {name: Effect.SAME if same and name in written else _own(name, value, where.get(name)) for name, value in place.items()}


def _lists(values: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Effect]:
    found: dict[str, Effect] = {}
    for name, item in _items(values):
        targets = {MACHINES: MACHINE, CONTACTS: (Target.CONTACT,), LASTS: (Target.LAST_ON,), STEPS: (Target.NEXT_ON,)}[name]
        for target in targets:
            if target in values and found.get(target) is not Effect.ADDS:
                found[target] = Effect.SAME if has(known, name, item) else Effect.ADDS
    return found


def _items(values: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return the row's entries for lists of the file."""
    items: list[tuple[str, Any]] = []
    if machine := part(values, MACHINE):
        items.append((MACHINES, machine))
    items += [(CONTACTS, name) for name in values.get(Target.CONTACT, ())]
    if Target.LAST_ON in values:
        items.append((LASTS, [values[Target.LAST_ON], values.get(Target.LAST_WORDS, "")]))
    if Target.NEXT_ON in values:
        items.append((STEPS, [values[Target.NEXT_ON], values.get(Target.NEXT_PURPOSE, "")]))
    return items


def has(known: Mapping[str, Any], name: str, item: Any) -> bool:
    """Tell whether the file already holds the entry; a machine is known by its serial, else by all that is said of it."""
    for old in known.get(name, ()):
        if name != MACHINES:
            if old == item:
                return True
        elif item.get("serial") or old.get("serial"):
            if item.get("serial") == old.get("serial"):
                return True
        elif all(item.get(t) == old.get(t) for t in ("product", "brand", "model", "installed_on")):
            return True
    return False
