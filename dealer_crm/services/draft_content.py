"""Turns a draft into plain JSON values and back; what another version wrote is taken as far as it fits."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

Kind = TypeVar("Kind")
_MISFIT = object()


def plain(value: Any) -> Any:
    """Return a dataclass, enum, date or tuple of them as values that JSON holds."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return [plain(one) for one in value] if isinstance(value, tuple) else value


def restored(kind: type[Kind], content: object) -> Kind | None:
    """Return the dataclass that `plain` was given: unknown fields are left out, unreadable ones take their default.

    None when a field without a default is missing.
    """
    value = _as(kind, content)
    return None if value is _MISFIT else cast(Kind, value)


def on_top(now: Kind, base: object, typed: Kind) -> Kind:
    """Return a record as it is now with what was typed against it as it was: fields that were left alone follow the record."""
    changed = {field.name: getattr(typed, field.name) for field in fields(cast(Any, typed))}
    return cast(Kind, replace(cast(Any, now), **{name: value for name, value in changed.items() if value != getattr(base, name)}))


def contested(base: object, mine: object, theirs: Any) -> list[str]:
    """Return the fields of a record that two have changed since `base`, each to something else."""
    sides = [(field.name, *(getattr(one, field.name) for one in (base, mine, theirs))) for field in fields(theirs)]
    return [name for name, was, ours, other in sides if ours != was and other not in (was, ours)]


def _as(kind: Any, value: Any) -> Any:
    origin = get_origin(kind)
    if origin is types.UnionType:
        return _as_first_that_fits(get_args(kind), value)
    if origin is tuple:
        ones = [_as(get_args(kind)[0], one) for one in value] if isinstance(value, list) else [_MISFIT]
        return tuple(one for one in ones if one is not _MISFIT) if isinstance(value, list) else _MISFIT
    if is_dataclass(kind):
        return _as_dataclass(kind, value)
    return _as_value(kind, value)


def _as_first_that_fits(kinds: tuple[Any, ...], value: Any) -> Any:
    found = (_as(kind, value) for kind in kinds)
    return next((one for one in found if one is not _MISFIT), _MISFIT)


def _as_dataclass(kind: Any, value: Any) -> Any:
    if not isinstance(value, dict):
        return _MISFIT
    hints = get_type_hints(kind)
    read = {field.name: _as(hints[field.name], value[field.name]) for field in fields(kind) if field.name in value}
    try:
        return kind(**{name: one for name, one in read.items() if one is not _MISFIT})
    except TypeError:
        return _MISFIT


def _as_value(kind: Any, value: Any) -> Any:
    if kind is types.NoneType:
        return None if value is None else _MISFIT
    if issubclass(kind, Enum):
        return kind(value) if value in [one.value for one in kind] else _MISFIT
    if issubclass(kind, date):
        return _as_date(kind, value)
    fits = isinstance(value, kind) and not (kind is int and isinstance(value, bool))
    return value if fits else _MISFIT


def _as_date(kind: type[date], value: object) -> Any:
    try:
        found = kind.fromisoformat(str(value))
    except ValueError:
        return _MISFIT
    return found if not isinstance(found, datetime) or found.tzinfo else _MISFIT
