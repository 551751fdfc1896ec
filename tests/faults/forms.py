"""Types hostile texts into every text field of every form, saves by the form's own button, and looks for them in the closed store."""

from __future__ import annotations

import random
import re
import sqlite3
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractSpinBox, QLineEdit, QPlainTextEdit, QTableView, QWidget

from dealer_crm.ui.customers.birthday_field import BirthdayEdit
from dealer_crm.ui.orders.line_model import LineModel
from dealer_crm.ui.widgets import DateField, NumberField, PhoneEdit, SearchField
from tests.faults.desk import FORMS, Desk, Form, at_desk

Field = QLineEdit | QPlainTextEdit
SEED = 20261122
BETWEEN = " \u00a6 "
ROOM = 5_000
"""Characters that go into one field at once."""
GIANT = 8_000
"""From here on a text goes into the fields of several lines alone: a line holds 32,767 at most (Qt cuts there)."""
DERIVED = re.compile(r"journal|search|line_|customer_line|sqlite_|alembic|number_series|print_log|job_log")
TYPED = (PhoneEdit, NumberField, BirthdayEdit)
TYPED_CELLS = {"quantity", "price", "share", "list_price", "cost", "group", "arrival", "serials"}


def cleaned(text: str) -> str:
    """Return a text without what no file format holds, in NFC."""
    text = "".join(sign for sign in text if not "\ud800" <= sign <= "\udfff").removeprefix("\ufeff")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize(
        "NFC", "".join(sign for sign in text if (sign >= " " or sign in "\t\n") and sign not in "\x7f\ufffe\uffff")
    )


def kept(text: str, *, lines: bool) -> str:
    """Return what the store must hold of a text, by the documented cleaning alone (written without the program's own).

    Qt drops lone surrogates and a byte order mark at the start; its fields of several lines hold no no-break space and no other line ends.
    """
    text = cleaned(text)
    if lines:
        text = re.sub("[\u2028\u2029\ufdd0\ufdd1]", "\n", text).replace("\u00a0", " ")
    return text.strip() if lines else " ".join(text.split())


def packed(strings: Sequence[str], between: str, room: int = ROOM) -> list[str]:
    """Join strings to texts that a field holds."""
    found: list[str] = []
    for one in strings:
        if found and len(found[-1]) + len(one) < room:
            found[-1] += between + one
        else:
            found.append(one)
    return found


SHARED = {("community", "name")}
"""Names that stand once, however many records use them."""
SERIALS = {("trade_in", "old_serial"), ("trade_in", "new_serial")}
"""Numbers that are compared; a plate is typed off in groups."""


@dataclass
class Learned:
    """What is known of a form: its fields, and where in the store each of their texts lies."""

    columns: dict[str, tuple[str, str]] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)
    nowhere: list[str] = field(default_factory=list)
    long: set[str] = field(default_factory=set)


@dataclass
class Outcome:
    """What became of the texts of all forms."""

    forms: int = 0
    fields: int = 0
    saves: int = 0
    texts: int = 0
    refused: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    crashed: list[str] = field(default_factory=list)
    learned: dict[str, Learned] = field(default_factory=dict)
    stay: list[tuple[tuple[str, str], list[str]]] = field(default_factory=list)


class Store:
    """The store as another program reads it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path)) as connection:
            yield connection

    def columns(self) -> list[tuple[str, str]]:
        """Return every column of the tables that hold what people typed."""
        with self._open() as connection:
            tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return [(one, row[1]) for one in tables if not DERIVED.search(one) for row in connection.execute(f"PRAGMA table_info({one})")]

    def count(self, column: tuple[str, str], texts: Sequence[str]) -> int:
        """Count the rows that hold one of these texts."""
        marks = ", ".join("?" * len(texts))
        with self._open() as connection:
            found = connection.execute(f"SELECT count(*) FROM {column[0]} WHERE {column[1]} IN ({marks})", texts).fetchone()
        return int(found[0])

    def newest(self, column: tuple[str, str]) -> str:
        """Return the text of the newest row."""
        with self._open() as connection:
            found = connection.execute(f"SELECT {column[1]} FROM {column[0]} ORDER BY rowid DESC LIMIT 1").fetchone()
        return str(found[0]) if found else ""

    def rows(self, column: tuple[str, str]) -> int:
        """Count the rows."""
        with self._open() as connection:
            return int(connection.execute(f"SELECT count(*) FROM {column[0]}").fetchone()[0])

    def place_of(self, text: str) -> tuple[str, str] | None:
        """Return the column that holds this text."""
        with self._open() as connection:
            for table, name in self.columns():
                if connection.execute(f"SELECT 1 FROM {table} WHERE {name} = ? OR {name} = ?", (text, text.upper())).fetchone():
                    return table, name
        return None


@dataclass(frozen=True)
class Cell:
    """A cell of a table that is typed in; its field exists only meanwhile."""

    view: QTableView
    column: int
    key: str

    def type(self, text: str) -> None:
        """Open the cell, put the text in, and go on with Tab."""
        place = self.view.model().index(0, self.column)
        self.view.setFocus()
        self.view.setCurrentIndex(place)
        self.view.edit(place)
        editor = next(one for one in self.view.findChildren(QLineEdit) if one.isVisible())
        editor.selectAll()
        editor.insert(text)
        self.view.commitData(editor)
        self.view.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)


def cells_of(root: QWidget) -> dict[str, Cell]:
    """Return the cells of the first row that can be typed in, of every table in a form."""
    found = {}
    for view in root.findChildren(QTableView):
        model = view.model()
        for column in range(model.columnCount(QModelIndex()) if view.isVisible() and model is not None else 0):
            index = model.index(0, column)
            if model.flags(index) & Qt.ItemFlag.ItemIsEditable and not view.isColumnHidden(column):
                key = model.cell(column).key if isinstance(model, LineModel) else str(column)
                found[f"{view.objectName()} {key}"] = Cell(view, column, key)
    return found


def fields_of(root: QWidget) -> dict[str, Field | Cell]:
    """Return every text field of a form that can be typed in, by a name that does not change from one record to the next."""
    found: dict[str, Field | Cell] = dict(cells_of(root))
    for widget in root.findChildren(QWidget):
        if (
            not isinstance(widget, QLineEdit | QPlainTextEdit)
            or isinstance(widget, SearchField)
            or isinstance(widget.parent(), QAbstractSpinBox)
        ):
            continue
        if widget.isVisible() and widget.isEnabled() and not widget.isReadOnly():
            name = re.sub(r"\d{2,}", "#", widget.objectName())
            while name in found:
                name += "'"
            found[name] = widget
    return found


def knows_its_kind(widget: Field | Cell) -> bool:
    """Tell whether a field takes numbers, phones, hours or dates alone, or is a further field or an answer, which is one.

    Further fields stand together in one text.
    """
    if isinstance(widget, Cell):
        return widget.key in TYPED_CELLS
    if "detail_" in widget.objectName() or widget.objectName().startswith(("ask_", "repeat_", "field_opens_", "field_closes_")):
        return True
    return isinstance(widget, TYPED) or isinstance(widget.parent(), DateField)


def type_into(widget: Field | Cell, text: str) -> None:
    """Put a text in as a paste does."""
    if isinstance(widget, Cell):
        widget.type(text)
        return
    widget.setFocus()
    widget.selectAll()
    if isinstance(widget, QLineEdit):
        widget.insert(text)
    else:
        widget.insertPlainText(text)


class Typist:
    """Fills one form again and again."""

    def __init__(self, desk: Desk, form: Form, outcome: Outcome) -> None:
        self._desk, self._form, self._outcome = desk, form, outcome
        self.store = Store(desk.opened.folder.store)
        self._root: QWidget | None = None

    def open(self) -> dict[str, Field | Cell]:
        """Open the form anew and return its fields."""
        self._desk.clear()
        self._root = self._form.root(self._desk)
        self._desk.unfold(self._root)
        self._form.first(self._desk, self._root)
        return fields_of(self._root)

    def save(self) -> None:
        """Save by the form's own way."""
        assert self._root is not None
        if isinstance(self._form.save, str):
            self._desk.click(self._form.save)
        else:
            self._form.save(self._desk, self._root)
            self._desk.settle()

    def learn(self) -> Learned:
        """Save a harmless text in each field and see where it lies."""
        learned, marks = Learned(), dict[str, str]()
        several: set[str] = set()
        for number, (name, widget) in enumerate(self.open().items()):
            if knows_its_kind(widget):
                learned.typed.append(name)
                continue
            marks[name] = f"probe{number}x{self._form.name.replace(' ', '')}"
            several |= {name} if isinstance(widget, QPlainTextEdit) else set()
            type_into(widget, marks[name])
        self.save()
        for name, mark in marks.items():
            place = self.store.place_of(mark)
            if place is not None:
                learned.columns[name] = place
                learned.long |= {name} if name in several else set()
            else:
                learned.nowhere.append(name)
        return learned

    def round(self, learned: Learned, texts: dict[str, str]) -> None:
        """Save one text in each field and look for them."""
        fields = self.open()
        wanted = {name: _wanted(learned, name, texts[name]) for name in texts if name in fields}
        before = {name: self.store.count(learned.columns[name], forms) for name, forms in wanted.items()}
        rows = {name: self.store.rows(learned.columns[name]) for name in wanted}
        for name in wanted:
            type_into(fields[name], texts[name])
        self.save()
        self._outcome.saves += 1
        for name, forms in wanted.items():
            self._outcome.texts += 1
            column = learned.columns[name]
            now, grown = self.store.count(column, forms), self.store.rows(column) > rows[name]
            if grown and now > before[name]:
                self._outcome.stay.append((column, forms))
            elif now <= before[name] and (not now or (grown and column not in SHARED)):
                which = self._outcome.lost if grown else self._outcome.refused
                which.append(f"{self._form.name} {name}: {_difference(forms[0], self.store.newest(column))}")


def _wanted(learned: Learned, name: str, text: str) -> list[str]:
    """Return how a text may be kept: some lines stand in texts and keep their blanks; numbers have none, those of companies capitals."""
    if name in learned.long:
        return [kept(text, lines=True)]
    line = kept(text, lines=False)
    if learned.columns[name][1] in ("credit_code", "tax_number"):
        return [line.replace(" ", "").upper(), cleaned(text).strip()]
    if learned.columns[name] in SERIALS:
        return [line.replace(" ", "")]
    return [line, cleaned(text).strip()]


def _difference(wanted: str, found: str) -> str:
    """Say where the text that was saved begins to differ."""
    at = next((n for n, (mine, other) in enumerate(zip(wanted, found, strict=False)) if mine != other), min(len(wanted), len(found)))
    return f"at {at}: {ascii(wanted[max(0, at - 10) : at + 30])} became {ascii(found[max(0, at - 10) : at + 30])}"


def rounds(form: Form, learned: Learned, strings: Sequence[str], alone: int) -> Iterator[dict[str, str]]:
    """Yield what goes into which field: all strings packed into each, then `alone` of them one by one, spread over the fields."""
    names = [name for name in learned.columns if name not in form.nowhere]
    most = form.most * 9 // 10 or GIANT  # composing may lengthen a text
    sound = [one for one in strings if kept(one, lines=False) and len(one) < most]
    texts = packed(sound, BETWEEN, 6 * ROOM if form.once else min(ROOM, most))
    if form.once:
        yield dict.fromkeys(names, texts[0])
        return
    for number in range(len(texts)):
        yield {name: texts[(number + place) % len(texts)] for place, name in enumerate(names)}
    if giants := [one for one in strings if not form.most and len(one) >= GIANT and kept(one, lines=True)]:
        yield {name: giants[-1] if name in learned.long else texts[0] for name in names}
    single = random.Random(SEED).sample(sound, min(alone, len(sound)))
    for start in range(0, len(single), max(len(names), 1)):
        chosen = single[start : start + len(names)] + single * len(names)
        yield {name: chosen[place] for place, name in enumerate(names)}


def try_forms(desk: Desk, forms: Sequence[Form], strings: Sequence[str], alone: int, crashed: list[str]) -> Outcome:
    """Fill all these forms with all the strings."""
    outcome = Outcome(crashed=crashed)
    for form in forms:
        typist = Typist(desk, form, outcome)
        learned = outcome.learned[form.name] = typist.learn()
        outcome.forms += 1
        outcome.fields += len(learned.columns)
        for texts in rounds(form, learned, strings, alone):
            typist.round(learned, texts)
    desk.clear()
    return outcome


@dataclass(frozen=True)
class Figures:
    """What became of the texts that were typed into the forms."""

    forms: int
    text_fields: int
    saves: int
    texts_saved: int
    refused: int
    lost_or_changed: int
    crashes: int
    fields_not_kept: int


def figures(count: int | None = None) -> Figures:
    """Type the hostile texts of the corpora into every form of the sample shop."""
    from tests.documents.hostile import strings
    from tests.faults.corpora import folder

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        return summed(typed_everywhere(Path(place), strings(folder())[:count]))


def typed_everywhere(place: Path, strings: Sequence[str], alone: int = 0, forms: Sequence[Form] = FORMS) -> Outcome:
    """Fill the forms of the sample shop; afterwards the closed store is opened again and checked."""
    from dealer_crm.app.opened import open_folder
    from dealer_crm.app.sample import fill
    from dealer_crm.domain.journal import Origin
    from dealer_crm.domain.progress import NoProgress
    from dealer_crm.services.check import Check

    fill(place / "shop", "zh", NoProgress())
    crashed: list[str] = []
    with at_desk(place / "shop", crashed.append) as desk:
        outcome = try_forms(desk, forms, strings, alone, crashed)
    opened = open_folder(place / "shop", Origin.SYSTEM)
    outcome.lost += [f"after closing: {text}" for text in gone(Store(opened.folder.store), outcome)]
    outcome.lost += [f"check: {finding}" for finding in Check(opened.db, opened.folder).run()]
    opened.close()
    return outcome


def gone(store: Store, outcome: Outcome) -> list[str]:
    """Return what stood in the store after each save and does not stand there now; a form that edits keeps its last texts alone."""
    return [texts[0][:80] for column, texts in outcome.stay if not store.count(column, texts)]


def summed(outcome: Outcome) -> Figures:
    """Return the figures."""
    nowhere = [name for form in FORMS if (known := outcome.learned.get(form.name)) for name in known.nowhere if name not in form.nowhere]
    return Figures(
        outcome.forms,
        outcome.fields,
        outcome.saves,
        outcome.texts,
        len(outcome.refused),
        len(outcome.lost),
        len(outcome.crashed),
        len(nowhere),
    )
