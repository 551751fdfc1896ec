"""A form being edited: which fields are chosen, and every change as a step that can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from dealer_crm.domain.overprint import OverprintField, OverprintForm, within

MOVES = 1
"""Steps of the arrow keys on the same fields are taken back together."""
State = tuple[OverprintForm, tuple[int, ...]]


class Editing(QObject):
    """`changed` follows every change of form or choice; `form` is always one whose fields lie on its paper."""

    changed = Signal()

    def __init__(self, form: OverprintForm) -> None:
        super().__init__()
        self.form = form
        self.chosen: tuple[int, ...] = ()
        self.stack = QUndoStack(self)
        self._held: State | None = None

    # choosing

    def choose(self, places: Iterable[int]) -> None:
        """Choose fields by their places in the form."""
        chosen = tuple(sorted({place for place in places if 0 <= place < len(self.form.fields)}))
        if chosen != self.chosen:
            self.chosen = chosen
            self.changed.emit()

    def toggle(self, place: int) -> None:
        """Choose a field besides the others, or no more."""
        self.choose(set(self.chosen) ^ {place})

    def walk(self, step: int) -> bool:
        """Choose the next field in reading order; tell whether there was one."""
        order = sorted(range(len(self.form.fields)), key=lambda at: (self.form.top(self.form.fields[at]) // 30, self.form.fields[at].x))
        at = order.index(self.chosen[0]) + step if self.chosen else (0 if step > 0 else len(order) - 1)
        if not 0 <= at < len(order):
            return False
        self.choose((order[at],))
        return True

    def fields(self) -> Sequence[OverprintField]:
        """Return the chosen fields."""
        return [self.form.fields[at] for at in self.chosen]

    # changing

    def change(self, form: OverprintForm, chosen: tuple[int, ...] | None = None, merge: int = -1) -> None:
        """Take another form, as a step."""
        after = (_onto_paper(form), self.chosen if chosen is None else chosen)
        if after[0] != self.form:
            self.stack.push(_Step(self, (self.form, self.chosen), after, merge))

    def show(self, state: State) -> None:
        """Show a state of the form without a step of its own."""
        self.form, self.chosen = state
        self.changed.emit()

    def change_form(self, **values: Any) -> None:
        """Change name, size or table."""
        self.change(replace(self.form, **values))

    def change_fields(self, **values: Any) -> None:
        """Change the chosen fields."""
        self.change(self._with({at: replace(self.form.fields[at], **values) for at in self.chosen}))

    def place(self, one: OverprintField) -> None:
        """Add a field and choose it."""
        fields = (*self.form.fields, one)
        self.change(replace(self.form, fields=fields), (len(fields) - 1,))

    def remove(self) -> None:
        """Take the chosen fields away."""
        kept = tuple(one for at, one in enumerate(self.form.fields) if at not in self.chosen)
        self.change(replace(self.form, fields=kept), ())

    def move(self, across: int, down: int) -> None:
        """Move the chosen fields by tenths of a mm, together, as far as the paper goes."""
        self.change(self.moved(across, down), merge=MOVES)

    def widen(self, by: int) -> None:
        """Make the chosen fields wider or narrower."""
        self.change(self.widened(by), merge=MOVES + 1)

    def align(self, side: str) -> None:
        """Let the chosen fields begin at the same left edge, or at the same height."""
        ones = self.fields()
        if not ones:
            return
        if side == "left":
            self.change_fields(x=min(one.x for one in ones))
        else:
            top = min(one.y for one in ones if not one.column) if any(not one.column for one in ones) else 0
            self.change(self._with({at: replace(self.form.fields[at], y=top) for at in self.chosen if not self.form.fields[at].column}))

    # with the mouse

    def begin(self) -> None:
        """Begin a change that is one step however long it takes."""
        self._held = (self.form, self.chosen)

    def drag(self, across: int, down: int, *, wider: bool = False) -> None:
        """Show the chosen fields moved, or made wider, from where they were at the beginning."""
        if self._held is not None:
            self.form = self._held[0]
            self.show((self.widened(across) if wider else self.moved(across, down), self.chosen))

    def end(self) -> None:
        """End the change."""
        held, self._held = self._held, None
        if held is not None and held[0] != self.form:
            self.stack.push(_Step(self, held, (self.form, self.chosen), -1))

    def moved(self, across: int, down: int) -> OverprintForm:
        """Return the form with the chosen fields moved."""
        ones, form = self.fields(), self.form
        if not ones:
            return form
        across = within(across, -min(one.x for one in ones), form.width - max(one.x + one.width for one in ones))
        tops = [form.top(one) for one in ones]
        down = within(down, -min(tops), form.height - max(tops) - 20)
        fields = {at: replace(form.fields[at], x=form.fields[at].x + across, y=form.fields[at].y + down) for at in self.chosen}
        table = replace(form.table, top=form.table.top + down) if any(one.column for one in ones) else form.table
        return _onto_paper(replace(self._with(fields), table=table))

    def widened(self, by: int) -> OverprintForm:
        """Return the form with the chosen fields wider."""
        form = self.form
        fields = {
            at: replace(form.fields[at], width=within(form.fields[at].width + by, 30, form.width - form.fields[at].x)) for at in self.chosen
        }
        return self._with(fields)

    def _with(self, fields: dict[int, OverprintField]) -> OverprintForm:
        return replace(self.form, fields=tuple(fields.get(at, one) for at, one in enumerate(self.form.fields)))


def _onto_paper(form: OverprintForm) -> OverprintForm:
    return replace(form, fields=tuple(form.put(one.tidied()) for one in form.fields))


class _Step(QUndoCommand):
    """From one state of the form to another."""

    def __init__(self, editing: Editing, before: State, after: State, merge: int) -> None:
        super().__init__()
        self._editing, self.before, self.after, self._merge = editing, before, after, merge

    def id(self) -> int:
        """Return what steps are joined by."""
        return self._merge

    def redo(self) -> None:
        """Show what came after."""
        self._editing.show(self.after)

    def undo(self) -> None:
        """Show what was before."""
        self._editing.show(self.before)

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802 - Qt's name
        """Take in a further step on the same fields."""
        if not isinstance(other, _Step) or other.before[1] != self.before[1]:
            return False
        self.after = other.after
        return True
