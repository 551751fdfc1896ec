"""Forms that were printed elsewhere (套打): where on them what is written, in tenths of a mm from their upper left corner."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from typing import Any, TypeVar

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.papers import OwnPaper
from dealer_crm.domain.text import one_line
from dealer_crm.domain.trade import Entry

ROWS = "lines."
"""What the codes of columns begin with: they come once for each line of the goods."""
SIZES = (60, 300)
"""Letters in tenths of a point."""
MOST_LINES, MOST_ROWS, MOST_FIELDS = 9, 80, 200
LEAST_WIDTH = 30
LONGEST_NAME = 60
VARIANT = "overprint:"
"""What the choice of such a form begins with, in the print dialog; its id follows."""
Number = TypeVar("Number", int, float)


class OverprintNameMissing(DomainError):
    """The form has no name."""

    field = "name"


class OverprintNameTooLong(DomainError):
    """The name is longer than lists show it. Parameter: most."""

    field = "name"


class OverprintNameTaken(DomainError):
    """Another form of that kind has the name. Parameter: name."""

    field = "name"


class OverprintKindUnsuited(DomainError):
    """No forms are filled for that kind of paper. Parameter: kind."""

    field = "kind"


class OverprintFieldOutside(DomainError):
    """A field reaches over the edge of the paper. Parameter: code."""


class OverprintTableOutside(DomainError):
    """The last row of goods lies below the paper. Parameters: rows, fits (how many there is room for)."""

    field = "rows"


class OverprintFull(DomainError):
    """More fields than anybody places. Parameter: most."""


class OverprintTooLong(DomainError):
    """What is to be written has no room in its field, not even in the smallest letters. Parameters: field, text."""


class OverprintNotFound(DomainError):
    """There is no such form. Parameter: name."""


@dataclass(frozen=True)
class Blank(Entry):
    """What can be written on forms of a kind; a `last` one stands on the last sheet only."""

    code: str
    last: bool = False


class Side(StrEnum):
    """Where in its field a text stands."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True)
class OverprintField:
    """One field: `code` says what is written, x and y its upper left corner, `size` its letters in tenths of a point.

    `lines` it may be wrapped to, one below the other. `pitch` > 0 sets each character in a box of its own, so far apart. Columns
    (their code begins with `lines.`) begin where the table does: their y says nothing.
    """

    code: str
    x: int = 0
    y: int = 0
    width: int = 400
    size: int = 105
    bold: bool = False
    side: Side = Side.LEFT
    lines: int = 1
    pitch: int = 0

    @property
    def column(self) -> bool:
        """Whether it comes once for each line of the goods."""
        return self.code.startswith(ROWS)

    def tidied(self) -> OverprintField:
        """Return the field with numbers inside what can be meant."""
        return replace(
            self,
            width=max(self.width, LEAST_WIDTH),
            size=within(self.size, *SIZES),
            lines=within(self.lines, 1, MOST_LINES),
            pitch=within(self.pitch, 0, 500),
            y=0 if self.column else self.y,
        )


@dataclass(frozen=True)
class FormValues:
    """What is written: texts by code, each line of the goods by the codes of its columns, `last` = only on the last sheet.

    `names` are what the fields are called, for refusals.
    """

    texts: Mapping[str, str]
    rows: tuple[Mapping[str, str], ...] = ()
    last: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class OverprintTable:
    """Where the lines of the goods stand: the top of the first row, the distance of rows, and how many a sheet has."""

    top: int = 500
    pitch: int = 80
    rows: int = 6


@dataclass(frozen=True)
class OverprintForm:
    """A form that was printed elsewhere. `background` is the hash of its scan, '' for none: it is shown, never printed."""

    name: str
    kind: str
    width: int = 2_100
    height: int = 2_970
    continuous: bool = False
    fields: tuple[OverprintField, ...] = ()
    table: OverprintTable = OverprintTable()
    background: str = ""
    id: int = field(default=0, compare=False)
    version: int = 0

    @property
    def paper(self) -> OwnPaper:
        """Its size."""
        return OwnPaper(self.name, self.width, self.height, self.continuous)

    @property
    def variant(self) -> str:
        """What the print dialog knows it by."""
        return f"{VARIANT}{self.id}"

    @property
    def columns(self) -> tuple[OverprintField, ...]:
        """The fields of each line of the goods."""
        return tuple(one for one in self.fields if one.column)

    def top(self, one: OverprintField) -> int:
        """Return where a field begins, from the upper edge."""
        return self.table.top if one.column else one.y

    def checked(self, known: Collection[str]) -> OverprintForm:
        """Return the form cleaned, without fields that nobody knows.

        Raises OverprintNameMissing, OverprintNameTooLong, PaperSizeUnsuited, OverprintFull, OverprintFieldOutside, OverprintTableOutside.
        """
        name = one_line(self.name)
        if not name:
            raise OverprintNameMissing
        if len(name) > LONGEST_NAME:
            raise OverprintNameTooLong(most=LONGEST_NAME)
        self.paper.checked()
        kept = tuple(one.tidied() for one in self.fields if one.code in known)
        if len(kept) > MOST_FIELDS:
            raise OverprintFull(most=MOST_FIELDS)
        form = replace(self, name=name, fields=kept, table=_tidy(self.table))
        for one in form.fields:
            if not form.holds(one):
                raise OverprintFieldOutside(code=one.code)
        if form.columns and form.table.top + form.table.rows * form.table.pitch > form.height:
            raise OverprintTableOutside(rows=form.table.rows, fits=max((form.height - form.table.top) // form.table.pitch, 0))
        return form

    def holds(self, one: OverprintField) -> bool:
        """Tell whether a field lies on the paper."""
        top = self.top(one)
        return one.x >= 0 and one.x + one.width <= self.width and top >= 0 and top + letters(one.size) <= self.height

    def put(self, one: OverprintField) -> OverprintField:
        """Return the field moved so that it lies on the paper."""
        width = min(one.width, self.width)
        x, most = within(one.x, 0, self.width - width), max(self.height - letters(one.size), 0)
        return replace(one, x=x, width=width, y=0 if one.column else within(one.y, 0, most))

    def body(self) -> dict[str, Any]:
        """Return what is stored of fields and table."""
        return {"fields": [asdict(one) for one in self.fields], "table": asdict(self.table)}


def letters(size: int) -> int:
    """Return the height of a line of letters of that size, in tenths of a mm."""
    return round(size * 1.25 * 25.4 / 72)


def fields_of(stored: Mapping[str, Any]) -> tuple[tuple[OverprintField, ...], OverprintTable]:
    """Read what `body` gives; what is not sound is left out or at its usual value."""
    found = stored.get("fields")
    placed = tuple(_field(one) for one in found if isinstance(one, Mapping)) if isinstance(found, list | tuple) else ()
    table = stored.get("table")
    numbers = _numbers(table, OverprintTable()) if isinstance(table, Mapping) else {}
    return tuple(one for one in placed if one.code), _tidy(OverprintTable(**numbers))


def pages(rows: int, form: OverprintForm) -> int:
    """Return how many sheets so many lines of goods take."""
    return max(-(-rows // form.table.rows), 1) if form.columns else 1


def within(value: Number, least: Number, most: Number) -> Number:
    """Return the value, or the nearest that can be meant."""
    return min(max(value, least), max(most, least))


def _field(stored: Mapping[str, Any]) -> OverprintField:
    code, side, sides = stored.get("code"), stored.get("side"), {one.value: one for one in Side}
    return OverprintField(
        code=code if isinstance(code, str) else "",
        bold=stored.get("bold") is True,
        side=sides.get(str(side), Side.LEFT),
        **_numbers(stored, OverprintField("")),
    ).tidied()


def _numbers(stored: Mapping[str, Any], usual: Any) -> dict[str, Any]:
    names = [one.name for one in fields(usual) if type(getattr(usual, one.name)) is int]
    return {name: stored[name] for name in names if type(stored.get(name)) is int and abs(stored[name]) < 100_000}


def _tidy(table: OverprintTable) -> OverprintTable:
    return OverprintTable(max(table.top, 0), within(table.pitch, 20, 2_000), within(table.rows, 1, MOST_ROWS))
