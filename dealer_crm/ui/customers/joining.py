"""Two changes of one file laid over each other, field by field: also each further field, and each field of a house, by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.details import Detail, Details
from dealer_crm.domain.premises import PremisesDraft

Path = tuple[str | int, ...]
"""Where a value stands: ("name",), ("details", code), ("premises", 0, "street"), ("premises", 0, "details", code)."""
DETAILS, PREMISES = "details", "premises"


@dataclass(frozen=True)
class Joined:
    """Both changes in one draft; of the `contested` paths it holds mine."""

    draft: CustomerDraft
    contested: tuple[Path, ...]


def join(base: CustomerDraft, mine: CustomerDraft, theirs: CustomerDraft) -> Joined:
    """Take every change that only one side made. `base` is what the form was opened with."""
    by_house = len({tuple(place.id for place in one.premises) for one in (base, mine, theirs)}) == 1
    was, ours, others = (_flat(one, by_house=by_house) for one in (base, mine, theirs))
    taken: dict[Path, Any] = {}
    contested = []
    for path in sorted({*was, *ours, *others}, key=str):
        before, own, other = was.get(path), ours.get(path), others.get(path)
        if other != before and own != other:
            if own == before:
                taken[path] = other
            else:
                contested.append(path)
    return Joined(with_values(mine, taken), tuple(contested))


def value_at(draft: CustomerDraft, path: Path) -> Any:
    """Return what stands there, None where nothing does."""
    return _flat(draft, by_house=len(path) > 1).get(path)


def with_values(draft: CustomerDraft, values: Mapping[Path, Any]) -> CustomerDraft:
    """Return a draft with other values in some places; a further field without a value is left out."""
    whole = {str(path[0]): value for path, value in values.items() if len(path) == 1}
    draft = replace(draft, **whole, details=_changed(draft.details, {str(p[1]): v for p, v in values.items() if p[0] == DETAILS}))
    places = list(draft.premises)
    for at, place in enumerate(places):
        own = {path[2:]: value for path, value in values.items() if path[:2] == (PREMISES, at)}
        texts = {str(path[0]): value for path, value in own.items() if len(path) == 1}
        details = _changed(place.details, {str(path[1]): value for path, value in own.items() if len(path) == 2})
        places[at] = replace(place, **texts, details=details)
    return replace(draft, premises=tuple(places))


def _changed(details: Details, values: Mapping[str, Any]) -> Details:
    found = {one.code: one.value for one in details} | dict(values)
    return tuple(Detail(code, value) for code, value in sorted(found.items()) if value)


def _flat(draft: CustomerDraft, *, by_house: bool) -> dict[Path, Any]:
    """Return every value by its place; the houses as one where one of them came or went."""
    found: dict[Path, Any] = {(one.name,): getattr(draft, one.name) for one in fields(CustomerDraft) if one.name not in (DETAILS, PREMISES)}
    found |= {(DETAILS, one.code): one.value for one in draft.details}
    if not by_house:
        return found | {(PREMISES,): draft.premises}
    for at, place in enumerate(draft.premises):
        found |= {(PREMISES, at, one.name): getattr(place, one.name) for one in fields(PremisesDraft) if one.name != DETAILS}
        found |= {(PREMISES, at, DETAILS, one.code): one.value for one in place.details}
    return found
