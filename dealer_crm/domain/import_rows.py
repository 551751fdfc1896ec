"""Cleans one row of a foreign sheet into values of our fields, listing every change and refusing what cannot be known."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dealer_crm.domain.customers import IntentLevel, NameOrPhoneMissing, Stage
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.import_cells import Cell, amount_of, date_of, decimal_text, exact_text, known_text, phones_of, text_of, was_rounded
from dealer_crm.domain.import_details import DetailTarget, Slot, read
from dealer_crm.domain.import_headings import plain
from dealer_crm.domain.import_words import Words
from dealer_crm.domain.imports import MACHINE, AmountUnreadable, Change, Cleaned, Problem, Target, Values
from dealer_crm.domain.premises import NEEDS_COMMUNITY, NEEDS_ROOM
from dealer_crm.domain.text import clean, one_line

DATES = frozenset({Target.CREATED_ON, Target.LAST_ON, Target.NEXT_ON, Target.INSTALLED_ON, Target.CONSENT_ON})
CODES = frozenset({Target.SERIAL, Target.CREDIT_CODE, Target.NUMBER, Target.WECHAT})
LONG_TEXTS = frozenset({Target.CARE_NOTES, Target.ACCESS_NOTES, Target.LAST_WORDS})
CHOICES = frozenset(
    {
        Target.NATURE,
        Target.PARTY_KIND,
        Target.STAGE,
        Target.INTENT_LEVEL,
        Target.SOURCE,
        Target.PREFERRED_CHANNEL,
        Target.PREFERRED_FREQUENCY,
        Target.HOUSE_TYPE,
        Target.LAST_WAY,
    }
)
SWITCHES = frozenset({Target.DO_NOT_DISTURB, Target.MARKETING_OK})
SAID_AGAIN = frozenset({Target.HOUSE_TYPE, Target.LAST_WAY})
"""Choices whose own words may move to the note after all."""
JOINED = frozenset({Target.PHONE, Target.INTERESTS, Target.MACHINE_NOTE})
"""Fields that several columns fill together."""
KEPT_ANSWERS, SHORT = 5_000, 64
"""So many answers are kept of a column, for cells of so many signs; a column without repetitions is not asked."""
NAME_PARTS = frozenset({Target.FAMILY_NAME, Target.GIVEN_NAME, Target.COMPANY, Target.CONTACT})
"""Fields that a name may stand in."""
_SAID_ON = ((Target.LAST_ON, (Target.LAST_WORDS, Target.LAST_WAY)), (Target.NEXT_ON, (Target.NEXT_PURPOSE,)))
_PEOPLE = re.compile(r"[/、,，;；|\n]+")
_LEVEL_STAGES = {
    IntentLevel.H: Stage.INTENT,
    IntentLevel.A: Stage.INTENT,
    IntentLevel.B: Stage.INTENT,
    IntentLevel.C: Stage.INTENT,
    IntentLevel.O: Stage.DEAL,
    IntentLevel.D: Stage.BASE,
}


@dataclass(slots=True)
class _Row:
    """One row on its way."""

    values: Values = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    said: dict[Target, str] = field(default_factory=dict)

    @property
    def plain(self) -> bool:
        """Tell whether it says nothing but values."""
        return not (self.notes or self.kept or self.changes or self.problems or self.said)

    def keep(self, heading: str, text: str) -> None:
        """Add a line to the note that says under which heading the text stood."""
        self.kept.append(labelled(heading, text))

    def known(self, target: Slot, cell: Cell) -> str:
        """Return what is known of a cell's text, and say so where that is not all that stands there."""
        text, found = text_of(cell), known_text(cell)
        if found != text:
            self.changes.append(Change(target, text, found))
        return found

    def move(self, target: Slot, heading: str, text: str) -> None:
        """Keep in the note what its field cannot hold, and say so."""
        self.keep(heading, text)
        self.changes.append(Change(target, text, ""))

    def take(self, cell: _Row) -> None:
        """Add what one cell says."""
        for target, value in cell.values.items():
            joins = target in JOINED and target in self.values
            self.values[target] = _joined(target, self.values[target], value) if joins else value
        self.notes += cell.notes
        self.kept += cell.kept
        self.changes += cell.changes
        self.problems += cell.problems
        self.said.update(cell.said)


@dataclass(slots=True)
class _Column:
    """A column that is taken, with what its cells said before; `alone` where no other one adds to its field."""

    index: int
    target: Slot
    heading: str
    alone: bool = True
    plain: dict[Any, Any] = field(default_factory=dict)
    """The value of each cell that says nothing else; None where it says nothing at all."""
    known: dict[Any, _Row] = field(default_factory=dict)
    repeats: bool = True

    def keep(self, key: Any, said: _Row) -> None:
        """Keep an answer; a column of many different cells is not worth it."""
        if len(self.known) + len(self.plain) == KEPT_ANSWERS:
            self.known, self.plain, self.repeats = {}, {}, False
        elif len(str(key)) <= SHORT:
            if self.alone and said.plain:
                self.plain[key] = said.values.get(self.target)
            else:
                self.known[key] = said


def _alone(target: Slot, targets: Sequence[Slot]) -> bool:
    return target not in JOINED or targets.count(target) == 1


def _joined(target: str, old: Any, new: Any) -> Any:
    """Return the value of a field that several columns fill."""
    if target is Target.MACHINE_NOTE:
        return f"{old}\n{new}"
    if target is Target.INTERESTS:
        return list(dict.fromkeys([*old, *new]))
    known = {number for number, _ in old}
    return [*old, *(one for one in new if one[0] not in known)]


def labelled(heading: str, text: str) -> str:
    """Return a line of the note that says under which heading the text stood."""
    sign = "：" if any(char > "\u2e7f" for char in heading) else ": "
    return f"{heading}{sign}{text}" if heading else text


class Cleaner:
    """Cleans rows of one sheet. `staff` gives ids by folded name (`staff_words`)."""

    def __init__(self, targets: Sequence[Slot], headings: Sequence[str], words: Words, staff: Mapping[str, int]) -> None:
        self._columns = [
            _Column(index, target, one_line(headings[index]) if index < len(headings) else "", _alone(target, targets))
            for index, target in enumerate(targets)
            if target is not Target.NOTHING
        ]
        self._width = len(targets)
        self._headings = {column.target: column.heading for column in reversed(self._columns)}
        self._in_parts = not NAME_PARTS.isdisjoint(targets)
        details = [target for target in targets if isinstance(target, DetailTarget)]
        self._ways_here: dict[Slot, Any] = {**self._ways, **dict.fromkeys(details, Cleaner._detail)}
        self._heard: frozenset[Slot] = frozenset({Target.NOTE, *SWITCHES, *details})
        self._words = words
        self._staff = staff
        self._who = next((column.index for column in self._columns if column.target is Target.PHONE), -1)

    def clean(self, cells: Sequence[Cell]) -> Cleaned:
        """Return the row's values with the changes made and the problems found."""
        row = _Row()
        values = row.values
        if len(cells) < self._width:
            cells = [*cells, *[None] * (self._width - len(cells))]
        for column in self._columns:
            cell = cells[column.index]
            if cell is None or cell == "":
                continue
            key = cell if type(cell) is str else (type(cell), cell)
            if key in column.plain:
                value = column.plain[key]
                if value is not None:
                    values[column.target] = value
            elif key in column.known:
                row.take(column.known[key])
            else:
                self._say(row, column, cell, key)
        self._finish(row)
        return Cleaned(row.values, tuple(row.changes), tuple(row.problems))

    def _say(self, row: _Row, column: _Column, cell: Cell, key: Any) -> None:
        """Add what a cell says that was not seen before; the answer is kept where the column repeats itself."""
        said = _Row() if column.repeats or not column.alone else row
        try:
            self._take(said, column.target, column.heading, cell)
        except DomainError as error:
            said.problems.append(Problem(column.index, error))
        if said is not row:
            row.take(said)
        if column.repeats:
            column.keep(key, said)

    def _take(self, row: _Row, target: Slot, heading: str, cell: Cell) -> None:
        text = text_of(cell)
        if text and (target in self._heard or not self._words.says_nothing(text)):
            self._ways_here.get(target, Cleaner._text)(self, row, target, heading, cell)

    def _detail(self, row: _Row, target: Any, heading: str, cell: Cell) -> None:
        text, value = text_of(cell), read(target, cell, self._words)
        if value:
            row.values[target] = value
        elif text and not self._words.says_nothing(text):
            row.move(target, heading, text)

    def _text(self, row: _Row, target: Target, _heading: str, cell: Cell) -> None:
        text = exact_text(cell) if target in CODES else known_text(cell)
        value = clean(text).strip() if target in LONG_TEXTS else one_line(text)
        if value:
            row.values[target] = value
        if value != text_of(cell):
            row.changes.append(Change(target, text_of(cell), value))

    def _choice(self, row: _Row, target: Target, heading: str, cell: Cell) -> None:
        text = text_of(cell)
        value = self._words.value(target, text)
        if value is None:
            row.move(target, heading, text)
            return
        row.values[target] = value
        if target in SAID_AGAIN:
            row.said[target] = text
        if any(sign in text for sign in "(（[【:：") and not self._words.ours(text):
            row.changes.append(Change(target, text, value))

    def _date(self, row: _Row, target: Target, _heading: str, cell: Cell) -> None:
        day = date_of(cell)
        text = text_of(cell)
        if day is not None:
            row.values[target] = day.isoformat()
        if day is None or day.isoformat() != text[:10]:
            row.changes.append(Change(target, text, day.isoformat() if day else ""))

    def _phone(self, row: _Row, target: Target, heading: str, cell: Cell) -> None:
        found = phones_of(cell)
        text = text_of(cell)
        if not found:
            row.move(target, heading, text)
            return
        row.values[target] = [[number, label] for number, label in found]
        after = " / ".join(f"{number} {label}".strip() for number, label in found)
        if after != text:
            row.changes.append(Change(target, text, after))

    def _amount(self, row: _Row, target: Target, heading: str, cell: Cell) -> None:
        text = text_of(cell)
        try:
            number = amount_of(cell, 3 if target is Target.AREA else 2)
        except AmountUnreadable:
            if target is not Target.AREA:
                raise
            row.move(target, heading, text)
            return
        if number is not None and (number or target is Target.AREA):
            row.values[target] = number
        decimals = 3 if target is Target.AREA else 2
        written = isinstance(cell, str) and not text.replace(".", "", 1).isdecimal()
        if written or was_rounded(cell, number, decimals):
            row.changes.append(Change(target, text, decimal_text(number, decimals)))

    def _switch(self, row: _Row, target: Target, heading: str, cell: Cell) -> None:
        text = text_of(cell)
        value = self._words.yes(text)
        if value is None:
            row.move(target, heading, text)
        else:
            row.values[target] = value

    def _interests(self, row: _Row, target: Target, heading: str, cell: Cell) -> None:
        text = text_of(cell)
        found = self._words.values(target, text)
        if found is None:
            row.move(target, heading, text)
        else:
            row.values[target] = found

    def _owner(self, row: _Row, target: Target, heading: str, cell: Cell) -> None:
        text = text_of(cell)
        staff_id = self._staff.get(plain(text))
        if staff_id is None:
            row.move(target, heading, text)
        else:
            row.values[target] = staff_id

    def _salutation(self, row: _Row, target: Target, _heading: str, cell: Cell) -> None:
        text = one_line(text_of(cell))
        value = self._words.value(target, text) or text
        row.values[target] = value
        if value != text:
            row.changes.append(Change(target, text, value))

    def _email(self, row: _Row, target: Target, heading: str, cell: Cell) -> None:
        first, *others = re.split(r"[\s;；,，、]+", text_of(cell))
        row.values[target] = one_line(first)
        for other in filter(None, others):
            row.keep(heading, one_line(other))
        if others:
            row.changes.append(Change(target, text_of(cell), first))

    def _note(self, row: _Row, target: Target, _heading: str, cell: Cell) -> None:
        row.notes.append(clean(row.known(target, cell)).strip())

    def _keep(self, row: _Row, target: Target, heading: str, cell: Cell) -> None:
        row.keep(heading, one_line(row.known(target, cell)))

    def _machine_note(self, row: _Row, target: Target, heading: str, cell: Cell) -> None:
        row.values[target] = labelled(heading, one_line(exact_text(cell)))

    _ways: Mapping[Slot, Callable[[Cleaner, _Row, Target, str, Cell], None]] = {
        **dict.fromkeys(CHOICES, _choice),
        **dict.fromkeys(DATES, _date),
        Target.PHONE: _phone,
        Target.AREA: _amount,
        Target.OPENING: _amount,
        Target.DO_NOT_DISTURB: _switch,
        Target.MARKETING_OK: _switch,
        Target.INTERESTS: _interests,
        Target.OWNER: _owner,
        Target.SALUTATION: _salutation,
        Target.EMAIL: _email,
        Target.NOTE: _note,
        Target.KEEP: _keep,
        Target.MACHINE_NOTE: _machine_note,
    }

    def _finish(self, row: _Row) -> None:
        if self._in_parts:
            self._name(row)
        self._house(row)
        self._contacts(row)
        _stage(row)
        if not row.values.get(Target.NAME) and not row.values.get(Target.PHONE) and not row.problems:
            row.problems.append(Problem(self._who, NameOrPhoneMissing()))
        if (row.notes or row.kept) and (note := "\n".join(filter(None, [*row.notes, *row.kept]))):
            row.values[Target.NOTE] = note

    def _heading(self, target: Slot) -> str:
        return self._headings.get(target, "")

    def _name(self, row: _Row) -> None:
        """Find the name where it stands in parts or under the company or the contact; the rest goes on."""
        values = row.values
        family, given = values.pop(Target.FAMILY_NAME, ""), values.pop(Target.GIVEN_NAME, "")
        company, contact = values.pop(Target.COMPANY, ""), values.pop(Target.CONTACT, "")
        joined = f"{family}{given}" if any(char > "\u2e7f" for char in family + given) else f"{given} {family}".strip()
        name = values.get(Target.NAME) or joined or company or contact
        if name:
            values[Target.NAME] = name
        if company and company == name and Target.NATURE not in values and not joined:
            values[Target.NATURE] = "company"
        elif company and company != name:
            row.keep(self._heading(Target.COMPANY), company)
        others = [one for one in dict.fromkeys(map(str.strip, _PEOPLE.split(contact))) if one and one != name]
        if others and contact != name:
            values[Target.CONTACT] = others

    def _house(self, row: _Row) -> None:
        """Drop a house type that its address cannot bear; the file comes first."""
        kind = row.values.get(Target.HOUSE_TYPE)
        if not kind:
            return
        started = any(row.values.get(t) for t in (Target.COMMUNITY, Target.BUILDING, Target.UNIT, Target.ROOM))
        lacks_community = kind in NEEDS_COMMUNITY and not row.values.get(Target.COMMUNITY)
        if started and (lacks_community or (kind in NEEDS_ROOM and not row.values.get(Target.ROOM))):
            del row.values[Target.HOUSE_TYPE]
            row.move(Target.HOUSE_TYPE, self._heading(Target.HOUSE_TYPE), row.said[Target.HOUSE_TYPE])

    def _contacts(self, row: _Row) -> None:
        """Keep what was said or planned in the note where its day is missing."""
        for day, others in _SAID_ON:
            if day in row.values:
                continue
            for target in others:
                text = row.values.pop(target, "")
                if text:
                    row.move(target, self._heading(target), row.said.get(target) or str(text))


def _stage(row: _Row) -> None:
    """Take the stage from the level, or from a machine that stands there, where the sheet names none."""
    if Target.STAGE in row.values:
        return
    level = row.values.get(Target.INTENT_LEVEL)
    stage = _LEVEL_STAGES.get(IntentLevel(level)) if level else None
    if any(target in row.values for target in MACHINE):
        stage = Stage.BASE
    if stage is not None:
        row.values[Target.STAGE] = stage.value
        row.changes.append(Change(Target.STAGE, "", stage.value))
