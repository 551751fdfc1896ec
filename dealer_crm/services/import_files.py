"""Makes ready what a new row of a sheet becomes in the store: its rows in every table, its line in the list, its search text."""

from __future__ import annotations

import json
import re
from collections import namedtuple
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, select

from dealer_crm.domain import phones
from dealer_crm.domain.communities import other_names
from dealer_crm.domain.customers import CONSENT_WORDING, ContactRole, IntentLevel, Stage
from dealer_crm.domain.details import Holder
from dealer_crm.domain.followups import Outcome, StepState, Way
from dealer_crm.domain.import_details import by_holder
from dealer_crm.domain.imports import MACHINE, PLACE, Target, Values
from dealer_crm.domain.names import Pinyin
from dealer_crm.domain.premises import PremisesRole
from dealer_crm.services.import_additions import noon
from dealer_crm.services.import_people import OWN_COLUMNS, staff_names
from dealer_crm.storage import new_files, numbers, rows, search
from dealer_crm.storage.line_content import Parts, content
from dealer_crm.storage.models import Community
from dealer_crm.storage.new_files import NewFile
from dealer_crm.storage.staging import StagedRow

Lines = dict[str, list[Any]]
"""Rows by table, as the store holds them."""
_NUMBER = re.compile(f"^{numbers.CUSTOMER.lower()}[0-9]{{11,}}$", re.MULTILINE)
_COMMUNITY, _CREATED_AT, _SAID_AT = "community", "created_at", "said_at"
_DETAILS, _HOUSE_DETAILS = "details", "house_details"
_FROM: dict[str, dict[str, str]] = {
    "customer": {
        **{column: target.value for target, column in OWN_COLUMNS.items()},
        **{name: name for name in ("consent_on", "consent_wording", _CREATED_AT, _DETAILS)},
    },
    "opportunity": {name: name for name in ("stage", "intent_level")} | {"opened_on": Target.CREATED_ON.value},
    "premises": {target.value: target.value for target in PLACE} | {_DETAILS: _HOUSE_DETAILS},
    "equipment": {target.value: target.value for target in MACHINE} | {"note": Target.MACHINE_NOTE.value},
    "opening_balance": {"amount": Target.OPENING.value},
    "follow_up": {
        "happened_at": _SAID_AT,
        "way": Target.LAST_WAY.value,
        "words": Target.LAST_WORDS.value,
        "staff_id": Target.OWNER.value,
    },
    "next_step": {"due_on": Target.NEXT_ON.value, "purpose": Target.NEXT_PURPOSE.value, "staff_id": Target.OWNER.value},
}
"""Which value of a row each column takes, by table."""
_ELSE: dict[str, dict[str, Any]] = {
    "opportunity": {"stage": Stage.POTENTIAL.value, "intent_level": IntentLevel.N.value},
    "premises": {_COMMUNITY: ""},
    "premises_holder": {"role": PremisesRole.OWNER.value, "position": 0},
    "contact": {"role": ContactRole.LIAISON.value},
    "follow_up": {"way": Way.PHONE.value, "outcome": Outcome.REACHED.value},
    "next_step": {"state": StepState.OPEN.value},
}
"""What columns hold for which a row has no value, where that is not the default of the table."""
_LATER: dict[str, dict[str, Any]] = {"customer": {"id": 0, "number": "", "owner": ""}, "premises": {"alias": "", "to_on": None}}
"""What a line of the list wants to know beside the columns."""


class _Form:
    """Makes the rows of one table, as the store holds them, of the values of a row: tuples whose columns have their names."""

    def __init__(self, part: new_files.Part) -> None:
        name, own = part.table.name, rows.encode(part.table, {})
        row: Any = namedtuple  # its columns are those of the table
        kind: Any = type(name, (row(name, part.ready),), _LATER.get(name, {}))
        otherwise = {**own, **dict.fromkeys(part.beside), **_ELSE.get(name, {})}
        self._make = kind._make  # noqa: SLF001 - the documented name
        self._keys = [_FROM.get(name, {}).get(column) for column in part.ready]
        self._otherwise = [otherwise[column] for column in part.ready]
        self.blank = self._make(self._otherwise)

    def row(self, values: Mapping[Any, Any]) -> Any:
        """Return the row that these values make; for a column without a value what it holds then."""
        return self._make(map(values.get, self._keys, self._otherwise))


_FORMS = {part.table.name: _Form(part) for part in new_files.PARTS}
_HOLDER, _PHONE, _CONTACT = (_FORMS[name].blank for name in ("premises_holder", "phone", "contact"))


class FileMaker:
    """Makes files of the values of rows; `connection` is the store or a copy, for the names of staff and communities."""

    def __init__(self, connection: Connection, pinyin: Pinyin) -> None:
        self._pinyin = pinyin
        self._staff = dict(staff_names(connection))
        self._aliases = {row.name: row.alias for row in connection.execute(select(Community.name, Community.alias))}
        self._called = {other: name for name, alias in self._aliases.items() for other in other_names(alias) if other not in self._aliases}

    def make(self, files: Iterable[tuple[int, Values]]) -> list[NewFile]:
        """Return what these rows (number, values) become."""
        return [self._file(row, values) for row, values in files]

    def _file(self, row: int, values: Values) -> NewFile:
        called = self._called.get(values.get(Target.COMMUNITY, ""))
        parts = _lines({**values, Target.COMMUNITY: called} if called else values)
        line, keys, texts = self._content(parts)
        words, others = search.folded(keys, texts)
        said = [word for _, word in words]
        if _NUMBER.search("\n".join([*said, *others])):
            return NewFile(row, parts)
        told = tuple(map(line.get, new_files.LINE))
        return NewFile(row, parts, told, said, others, search.beginnings(words))

    def _content(self, lines: Lines) -> tuple[rows.Values, list[tuple[int, str]], list[str]]:
        customer = lines["customer"][0]
        customer.owner = self._staff.get(customer.owner_id, "")
        for place in lines.get("premises", ()):
            place.alias = self._aliases.get(place.community, "")
        return content(customer, Parts(**{name: lines[table] for name, table in _SPOKEN if table in lines}), self._pinyin)


_SPOKEN = (
    ("phones", "phone"),
    ("contacts", "contact"),
    ("places", "premises"),
    ("machines", "equipment"),
    ("chances", "opportunity"),
    ("steps", "next_step"),
    ("talks", "follow_up"),
    ("money", "opening_balance"),
)
_PLACE, _MACHINE = frozenset(PLACE), frozenset(MACHINE)


def _lines(values: Values) -> Lines:
    """Return the rows of a new file; ids, numbers and today are filled in when it is copied."""
    told = _stored(values)
    lines: Lines = {"customer": [_FORMS["customer"].row(told)], "opportunity": [_FORMS["opportunity"].row(told)]}
    if numbers := dict(values.get(Target.PHONE, ())):
        lines["phone"] = [
            _PHONE._replace(digits=number, kind=_phone_kind(number), label=label, position=place)
            for place, (number, label) in enumerate(numbers.items())
        ]
    if names := values.get(Target.CONTACT):
        lines["contact"] = [_CONTACT._replace(name=name, position=place) for place, name in enumerate(names)]
    machine = not _MACHINE.isdisjoint(values)
    if machine or _HOUSE_DETAILS in told or not _PLACE.isdisjoint(values):
        lines |= {"premises": [_FORMS["premises"].row(told)], "premises_holder": [_HOLDER]}
    further = {"equipment": machine, "opening_balance": Target.OPENING in values, "follow_up": _SAID_AT in told}
    for name, there in (further | {"next_step": Target.NEXT_ON in values}).items():
        if there:
            lines[name] = [_FORMS[name].row(told)]
    return lines


def _stored(values: Values) -> dict[str, Any]:
    """Return the values, and what the store holds in another form than a sheet."""
    told = dict(values)
    if Target.INTERESTS in values:
        told[Target.INTERESTS] = json.dumps(values[Target.INTERESTS])
    if Target.CONSENT_ON in values:
        told["consent_wording"] = CONSENT_WORDING
    for holder, details in by_holder(values).items():
        told[_DETAILS if holder == Holder.CUSTOMER else _HOUSE_DETAILS] = json.dumps(details, sort_keys=True)
    if day := values.get(Target.CREATED_ON):
        told[_CREATED_AT] = stored_noon(day)
    if day := values.get(Target.LAST_ON):
        told[_SAID_AT] = stored_noon(day)
    return told


@cache
def stored_noon(day: str) -> Any:
    """Return noon of the local day as the store holds it."""
    return rows.encode(rows.table_named("customer"), {"created_at": noon(date.fromisoformat(day))})["created_at"]


def _phone_kind(number: str) -> str:
    return phones.kind(number).value


def of_rows(staged: Iterable[StagedRow]) -> list[tuple[int, Values]]:
    """Return number and values of those staged rows that will be new files."""
    return [(row.row, row.values) for row in staged if row.choice == "create"]
