"""Makes ready what a new row of a sheet becomes in the store: its rows in every table, its line in the list, its search text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, select

from dealer_crm.domain import phones
from dealer_crm.domain.customers import CONSENT_WORDING, ContactRole, IntentLevel, Stage
from dealer_crm.domain.followups import Outcome, StepState, Way
from dealer_crm.domain.import_merging import part
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

Lines = dict[str, list[dict[str, Any]]]
"""Rows by table, as the store holds them."""
_NUMBER = re.compile(f"^{numbers.CUSTOMER.lower()}[0-9]{{11,}}$", re.MULTILINE)
_BLANK = {
    part.table.name: {name: value for name, value in rows.encode(part.table, {}).items() if name in part.ready} for part in new_files.PARTS
}
"""A row of each table of which nothing is known."""
_READY = [(part.table.name, part.ready) for part in new_files.PARTS]


class FileMaker:
    """Makes files of the values of rows; `connection` is the store or a copy, for the names of staff and communities."""

    def __init__(self, connection: Connection, pinyin: Pinyin) -> None:
        self._pinyin = pinyin
        self._staff = dict(staff_names(connection))
        self._aliases = {row.name: row.alias for row in connection.execute(select(Community.name, Community.alias))}

    def make(self, files: Iterable[tuple[int, Values]]) -> list[NewFile]:
        """Return what these rows (number, values) become."""
        return [self._file(row, values) for row, values in files]

    def _file(self, row: int, values: Values) -> NewFile:
        lines = _lines(values)
        parts = {name: [tuple(map(line.get, ready)) for line in lines[name]] for name, ready in _READY if name in lines}
        line, keys, texts = self._content(lines)
        words, others = search.folded(keys, texts)
        said = [word for _, word in words]
        if _NUMBER.search("\n".join([*said, *others])):
            return NewFile(row, parts)
        told = tuple(map(line.get, new_files.LINE))
        return NewFile(row, parts, told, said, others, search.beginnings(words))

    def _content(self, lines: Lines) -> tuple[rows.Values, list[tuple[int, str]], list[str]]:
        own = lines["customer"][0]
        owner = self._staff.get(own["owner_id"], "") if own["owner_id"] else ""
        customer = SimpleNamespace(**own, id=0, number="", owner=owner)
        places = [SimpleNamespace(**place, alias=self._aliases.get(place["community"], "")) for place in lines.get("premises", ())]
        found = {name: [SimpleNamespace(**line) for line in lines.get(name, ())] for name in _SPOKEN}
        parts = Parts(
            phones=found["phone"],
            contacts=found["contact"],
            places=places,
            machines=found["equipment"],
            chances=found["opportunity"],
            steps=found["next_step"],
            talks=found["follow_up"],
            money=found["opening_balance"],
        )
        return content(customer, parts, self._pinyin)


_SPOKEN = ("phone", "contact", "equipment", "opportunity", "next_step", "follow_up", "opening_balance")


def _lines(values: Values) -> Lines:
    """Return the rows of a new file; ids, numbers and today are filled in when it is copied."""
    owner = values.get(Target.OWNER)
    lines: Lines = {"customer": [_customer(values)], "opportunity": [_chance(values)]}
    if numbers := dict(values.get(Target.PHONE, ())):
        lines["phone"] = [
            {"digits": number, "kind": _phone_kind(number), "label": label, "position": place, "contact_id": None}
            for place, (number, label) in enumerate(numbers.items())
        ]
    if names := values.get(Target.CONTACT):
        contact = _BLANK["contact"] | {"role": ContactRole.LIAISON.value}
        lines["contact"] = [{**contact, "name": name, "position": place} for place, name in enumerate(names)]
    if Target.OPENING in values:
        lines["opening_balance"] = [{**_BLANK["opening_balance"], "amount": values[Target.OPENING]}]
    _add_house(lines, values)
    if day := values.get(Target.LAST_ON):
        way = values.get(Target.LAST_WAY) or Way.PHONE.value
        talk = {"happened_at": stored_noon(day), "way": way, "outcome": Outcome.REACHED.value, "words": values.get(Target.LAST_WORDS, "")}
        lines["follow_up"] = [{**_BLANK["follow_up"], **talk, "staff_id": owner}]
    if day := values.get(Target.NEXT_ON):
        step = {"due_on": day, "purpose": values.get(Target.NEXT_PURPOSE, ""), "state": StepState.OPEN.value}
        lines["next_step"] = [{**_BLANK["next_step"], **step, "staff_id": owner}]
    return lines


def _customer(values: Values) -> dict[str, Any]:
    line = {**_BLANK["customer"], **{column: values[target] for target, column in OWN_COLUMNS.items() if target in values}}
    if Target.INTERESTS in values:
        line["interests"] = json.dumps(values[Target.INTERESTS])
    if Target.CONSENT_ON in values:
        line |= {"consent_on": values[Target.CONSENT_ON], "consent_wording": CONSENT_WORDING}
    day = values.get(Target.CREATED_ON)
    return {**line, "created_at": stored_noon(day) if day else None}


def _chance(values: Values) -> dict[str, Any]:
    return {
        **_BLANK["opportunity"],
        "stage": values.get(Target.STAGE, Stage.POTENTIAL.value),
        "intent_level": values.get(Target.INTENT_LEVEL, IntentLevel.N.value),
        "opened_on": values.get(Target.CREATED_ON),
    }


def _add_house(lines: Lines, values: Values) -> None:
    place, machine = part(values, PLACE), part(values, MACHINE)
    if not place and not machine:
        return
    lines["premises"] = [{**_BLANK["premises"], "community": "", **place}]
    lines["premises_holder"] = [{**_BLANK["premises_holder"], "role": PremisesRole.OWNER.value, "position": 0}]
    if machine:
        note = machine.pop(Target.MACHINE_NOTE.value, "")
        lines["equipment"] = [{**_BLANK["equipment"], **machine, "note": note}]


@cache
def stored_noon(day: str) -> Any:
    """Return noon of the local day as the store holds it."""
    return rows.encode(rows.table_named("customer"), {"created_at": noon(date.fromisoformat(day))})["created_at"]


def _phone_kind(number: str) -> str:
    return phones.kind(number).value


def of_rows(staged: Iterable[StagedRow]) -> list[tuple[int, Values]]:
    """Return number and values of those staged rows that will be new files."""
    return [(row.row, row.values) for row in staged if row.choice == "create"]
