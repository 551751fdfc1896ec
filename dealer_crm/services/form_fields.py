"""The fields and lists of the forms: as shipped, with what the shop added or changed laid over them, and setting them up."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.details import (
    FieldDraft,
    FieldFixed,
    FieldList,
    FieldListEmpty,
    FormField,
    FormFields,
    Holder,
    ListValue,
    Section,
    ValueDraft,
    ValueKind,
    checked_names,
)
from dealer_crm.domain.errors import NotFound
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.storage import dialect, search
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.files import program_text
from dealer_crm.storage.models import Customer, OwnField, OwnList, OwnValue, Premises

Placed = TypeVar("Placed")
SHORTEST = 2
"""Signs of a word that may mean a value of a list."""
MOST_MEANINGS = 20
STEP = 10
"""Between the places of two neighbours as they are shipped."""


@lru_cache(maxsize=1)
def shipped() -> FormFields:
    """Return the fields and lists that come with the program."""
    data = tomllib.loads(program_text("forms", "fields.toml"))
    return FormFields(
        tuple(_shipped_field(row) for row in data["field"]),
        {one["code"]: tuple(_shipped_value(one["code"], row) for row in one["values"]) for one in data["list"]},
        {one["code"]: FieldList(one["code"], zh=one["zh"], en=one["en"]) for one in data["list"]},
    )


def _shipped_field(row: Mapping[str, Any]) -> FormField:
    """Return a shipped field of a form."""
    return FormField(
        code=row["code"],
        holder=Holder(row["holder"]),
        kind=ValueKind(row["kind"]),
        section=Section(row["section"]),
        list_code=row.get("list", ""),
        unit=row.get("unit", ""),
        only_companies=row.get("only_companies", False),
        zh=row["zh"],
        en=row["en"],
        source=row.get("source", ""),
    )


def _shipped_value(list_code: str, row: Mapping[str, Any]) -> ListValue:
    """Return a shipped value of a list."""
    return ListValue(list_code=list_code, code=row["code"], colour=row.get("colour", ""), zh=row["zh"], en=row["en"])


@dataclass(frozen=True)
class _Placed:
    """Every field, list and value with the place it is sorted by."""

    fields: dict[str, tuple[int, FormField]]
    values: dict[str, dict[str, tuple[int, ListValue]]]
    titles: dict[str, FieldList]

    def whole(self) -> FormFields:
        """Return all of it in order."""
        lists = {code: tuple(one for _, one in _sorted(values)) for code, values in self.values.items()}
        return FormFields(tuple(one for _, one in _sorted(self.fields)), lists, self.titles)


def _sorted(placed: Mapping[str, tuple[int, Placed]]) -> list[tuple[int, Placed]]:
    return sorted(placed.values(), key=lambda pair: pair[0])


def form_fields(session: Session) -> FormFields:
    """Return every field and list as the shop has them now. Own rows of the same code take the place of shipped ones."""
    return _placed(session).whole()


def _placed(session: Session) -> _Placed:
    base = shipped()
    fields = {one.code: (place * STEP, one) for place, one in enumerate(base.fields, 1)}
    for row in session.scalars(select(OwnField).order_by(OwnField.id)):
        fields[row.code] = (row.position, _field(row, base.field(row.code)))
    titles = dict(base.titles)
    for title in session.scalars(select(OwnList).order_by(OwnList.id)):
        titles[title.code] = FieldList(title.code, title.code not in base.titles, zh=title.zh or title.en, en=title.en or title.zh)
    values = {code: {one.code: (place * STEP, one) for place, one in enumerate(values, 1)} for code, values in base.lists.items()}
    values |= {code: {} for code in titles.keys() - values.keys()}
    for value in session.scalars(select(OwnValue).order_by(OwnValue.id)):
        known = values.setdefault(value.list_code, {})
        known[value.code] = (value.position, _value(value, known.get(value.code, (0, None))[1]))
    return _Placed(fields, values, titles)


def _field(row: OwnField, base: FormField | None) -> FormField:
    """Return a stored field; a shipped one keeps what the shop cannot change: whose it is, its kind and its list."""
    zh, en = row.zh or row.en, row.en or row.zh
    if base is not None:
        return replace(base, zh=zh, en=en, section=row.section, retired=row.retired)
    return FormField(
        code=row.code,
        holder=row.holder,
        kind=row.kind,
        section=row.section,
        zh=zh,
        en=en,
        list_code=row.list_code,
        unit=row.unit,
        only_companies=row.only_companies,
        retired=row.retired,
        own=True,
    )


def _value(row: OwnValue, base: ListValue | None) -> ListValue:
    zh, en = row.zh or row.en, row.en or row.zh
    if base is not None:
        return replace(base, zh=zh, en=en, colour=row.colour, retired=row.retired)
    return ListValue(list_code=row.list_code, code=row.code, zh=zh, en=en, colour=row.colour, retired=row.retired, own=True)


def values_called(word: str, fields: FormFields) -> tuple[str, ...]:
    """Return what the texts of customers say for values of lists that have the word in their name, in any language.

    A single sign and a bare number stand in too many names to mean one of them.
    """
    if len(word) < SHORTEST or word.isdecimal():
        return ()
    found = [
        search.chosen(field.code, value.code)
        for field in fields.fields
        for value in fields.values(field.list_code)
        if word in search.fold_word(value.zh) or word in search.fold_word(value.en)
    ]
    return tuple(found[:MOST_MEANINGS])


def list_values(session: Session, word: str) -> tuple[str, ...]:
    """Return the same by the lists as the shop has them now; they are read where the word may mean a value at all."""
    return () if len(word) < SHORTEST or word.isdecimal() else values_called(word, form_fields(session))


def checked_details(session: Session, draft: CustomerDraft) -> CustomerDraft:
    """Return the draft with its further fields, and those of its houses, as they are stored.

    Raises DetailNotNumber, DetailNotDay, DetailNotInList, DetailTooLong.
    """
    if not draft.details and not any(place.details for place in draft.premises):
        return draft
    fields = form_fields(session)
    places = tuple(replace(place, details=fields.checked(place.details)) for place in draft.premises)
    return replace(draft, details=fields.checked(draft.details), premises=places)


class FormFieldBook:
    """Use-cases of fields and lists. One public method is one transaction; codes are never given twice, nothing is deleted."""

    def __init__(self, db: Database, actor: Callable[[], Actor]) -> None:
        self._db = db
        self._actor = actor

    def fields(self) -> FormFields:
        """Return every field and list in order, retired ones too."""
        with self._db.read() as session:
            return form_fields(session)

    def add_field(self, draft: FieldDraft) -> str:
        """Add a field at the end of its part and return its code. Raises as `FieldDraft.checked`."""
        with self._db.write(self._actor(), Action.CREATE, Subject.FORM_FIELD) as session:
            placed = _placed(session)
            draft = draft.checked(placed.whole())
            row = OwnField(code=_new_code(session, OwnField), position=_after(placed.fields))
            _fill(row, draft)
            session.add(row)
            session.flush()
            session.about(row.id, row.zh or row.en)
            return row.code

    def edit_field(self, code: str, draft: FieldDraft) -> None:
        """Change a field; a shipped one, or one with values, keeps kind, list and holder.

        Raises NotFound, FieldFixed and as `FieldDraft.checked`.
        """
        with self._db.write(self._actor(), Action.EDIT, Subject.FORM_FIELD) as session:
            placed = _placed(session)
            draft = draft.checked(placed.whole(), code)
            row = _field_row(session, placed, code)
            before, after = (row.kind, row.holder, row.list_code), (draft.kind, draft.holder, draft.list_code)
            if before != after and (not placed.fields[code][1].own or _has_values(session, code)):
                raise FieldFixed(name=row.zh or row.en)
            _fill(row, draft)
            session.about(row.id, row.zh or row.en)

    def retire_field(self, code: str, retired: bool) -> None:
        """Ask a field no more, or again; where it has a value it shows. Raises NotFound, FieldNameTaken."""
        with self._db.write(self._actor(), Action.EDIT, Subject.FORM_FIELD) as session:
            placed = _placed(session)
            row = _field_row(session, placed, code)
            if not retired:
                checked_names(row.zh, row.en, (one for one in placed.whole().of(row.holder) if one.code != code))
            row.retired = retired
            session.about(row.id, row.zh or row.en)

    def move_field(self, code: str, step: int) -> None:
        """Move a field by so many places among those in use of its part, as far as it goes. Raises NotFound."""
        with self._db.write(self._actor(), Action.EDIT, Subject.FORM_FIELD) as session:
            placed = _placed(session)
            row = _field_row(session, placed, code)
            near = {
                one.code: place
                for place, one in _sorted(placed.fields)
                if one.holder is row.holder and one.section is row.section and (one.code == code or not one.retired)
            }
            for name, place in _moved(near, code, step).items():
                _field_row(session, placed, name).position = place
            session.about(row.id, row.zh or row.en)

    def add_list(self, zh: str, en: str) -> str:
        """Add an empty list and return its code. Raises FieldNameMissing, FieldNameTooLong, FieldNameTaken."""
        with self._db.write(self._actor(), Action.CREATE, Subject.FORM_FIELD) as session:
            zh, en = checked_names(zh, en, _placed(session).titles.values())
            row = OwnList(code=_new_code(session, OwnList), zh=zh, en=en)
            session.add(row)
            session.flush()
            session.about(row.id, zh or en)
            return row.code

    def edit_list(self, code: str, zh: str, en: str) -> None:
        """Rename a list. Raises NotFound and as `add_list`."""
        with self._db.write(self._actor(), Action.EDIT, Subject.FORM_FIELD) as session:
            titles = _placed(session).titles
            if code not in titles:
                raise NotFound(number=code)
            zh, en = checked_names(zh, en, (one for one in titles.values() if one.code != code))
            row = session.scalars(select(OwnList).where(OwnList.code == code)).one_or_none() or OwnList(code=code)
            row.zh, row.en = zh, en
            session.add(row)
            session.flush()
            session.about(row.id, zh or en)

    def add_value(self, list_code: str, draft: ValueDraft) -> str:
        """Add a value at the end of a list and return its code. Raises NotFound and as `ValueDraft.checked`."""
        with self._db.write(self._actor(), Action.CREATE, Subject.FORM_FIELD) as session:
            known = _values_of(_placed(session), list_code)
            draft = draft.checked(one for _, one in known.values())
            code = _new_code(session, OwnValue)
            row = OwnValue(list_code=list_code, code=code, zh=draft.zh, en=draft.en, colour=draft.colour, position=_after(known))
            session.add(row)
            session.flush()
            session.about(row.id, row.zh or row.en)
            return row.code

    def edit_value(self, list_code: str, code: str, draft: ValueDraft) -> None:
        """Change names and colour of a value. Raises NotFound and as `ValueDraft.checked`."""
        with self._db.write(self._actor(), Action.EDIT, Subject.FORM_FIELD) as session:
            known = _values_of(_placed(session), list_code)
            draft = draft.checked(one for key, (_, one) in known.items() if key != code)
            row = _value_row(session, known, list_code, code)
            row.zh, row.en, row.colour = draft.zh, draft.en, draft.colour
            session.about(row.id, row.zh or row.en)

    def retire_value(self, list_code: str, code: str, retired: bool) -> None:
        """Offer a value no more, or again; where it stands it shows. Raises NotFound, FieldListEmpty (the last one in use)."""
        with self._db.write(self._actor(), Action.EDIT, Subject.FORM_FIELD) as session:
            placed = _placed(session)
            known = _values_of(placed, list_code)
            row = _value_row(session, known, list_code, code)
            asked = any(one.list_code == list_code and not one.retired for _, one in placed.fields.values())
            if retired and asked and all(one.retired for key, (_, one) in known.items() if key != code):
                raise FieldListEmpty(name=placed.titles[list_code].zh)
            row.retired = retired
            session.about(row.id, row.zh or row.en)

    def move_value(self, list_code: str, code: str, step: int) -> None:
        """Move a value by so many places in its list, as far as it goes. Raises NotFound."""
        with self._db.write(self._actor(), Action.EDIT, Subject.FORM_FIELD) as session:
            known = _values_of(_placed(session), list_code)
            row = _value_row(session, known, list_code, code)
            for name, place in _moved({one.code: place for place, one in _sorted(known)}, code, step).items():
                _value_row(session, known, list_code, name).position = place
            session.about(row.id, row.zh or row.en)


def _new_code(session: WriteSession, table: type[OwnField | OwnList | OwnValue]) -> str:
    """Return a code from the id that the next row gets, which no row ever had."""
    return f"own_{dialect.reserve_ids(session.connection(), table.__table__, 1).start}"  # type: ignore[arg-type]


def _after(placed: Mapping[str, tuple[int, object]]) -> int:
    return max((place for place, _ in placed.values()), default=0) + STEP


def _fill(row: OwnField, draft: FieldDraft) -> None:
    row.zh, row.en, row.section, row.unit = draft.zh, draft.en, draft.section, draft.unit
    row.kind, row.holder, row.list_code, row.only_companies = draft.kind, draft.holder, draft.list_code, draft.only_companies


def _field_row(session: WriteSession, placed: _Placed, code: str) -> OwnField:
    """Return the shop's row of a field, made from the shipped field where there is none yet. Raises NotFound."""
    if code not in placed.fields:
        raise NotFound(number=code)
    row = session.scalars(select(OwnField).where(OwnField.code == code)).one_or_none()
    if row is None:
        place, one = placed.fields[code]
        row = OwnField(code=code, position=place)
        _fill(row, FieldDraft(one.zh, one.en, one.holder, one.kind, one.section, one.list_code, one.unit, one.only_companies))
        session.add(row)
        session.flush()
    return row


def _values_of(placed: _Placed, list_code: str) -> dict[str, tuple[int, ListValue]]:
    """Return the values of a list. Raises NotFound."""
    if list_code not in placed.values:
        raise NotFound(number=list_code)
    return placed.values[list_code]


def _value_row(session: WriteSession, known: Mapping[str, tuple[int, ListValue]], list_code: str, code: str) -> OwnValue:
    """Return the shop's row of a value, made from the shipped value where there is none yet. Raises NotFound."""
    if code not in known:
        raise NotFound(number=code)
    row = session.scalars(select(OwnValue).where(OwnValue.list_code == list_code, OwnValue.code == code)).one_or_none()
    if row is None:
        place, one = known[code]
        row = OwnValue(list_code=list_code, code=code, zh=one.zh, en=one.en, colour=one.colour, position=place)
        session.add(row)
        session.flush()
    return row


def _moved(places: Mapping[str, int], code: str, step: int) -> dict[str, int]:
    """Return the places that change when one moves among the others: the places stay, who stands there changes."""
    order = [name for name in places if name != code]
    order.insert(max(0, min(len(order), list(places).index(code) + step)), code)
    return {name: place for name, place in zip(order, _rising(list(places.values())), strict=True) if places[name] != place}


def _rising(places: Sequence[int]) -> list[int]:
    """Return the places, each above the one before: an update of the program may have put two on the same."""
    found: list[int] = []
    for place in places:
        found.append(max(place, found[-1] + 1) if found else place)
    return found


def _has_values(session: Session, code: str) -> bool:
    """Tell whether any customer or house has a value of the field."""
    columns = (Customer.__table__.c.details, Premises.__table__.c.details)
    return any(session.execute(select(1).where(dialect.json_text(column, code).is_not(None)).limit(1)).first() for column in columns)
