"""Ties the fields of a form to the fields of a draft, one line each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dealer_crm.i18n import Translator
from dealer_crm.ui.widgets import CheckBox, Choice, Combo, FormGrid, LineEdit, MultiSegments, TextEdit
from dealer_crm.words.customers import field_label
from dealer_crm.words.labels import label


@dataclass(frozen=True)
class Binding:
    """How one field of the draft is read from the form and shown in it."""

    read: Callable[[], Any]
    show: Callable[[Any], object]


class Rows:
    """Adds rows to a form and remembers how to read them; the rows are called like the draft's fields."""

    def __init__(self, t: Translator) -> None:
        self._t = t
        self.bindings: dict[str, Binding] = {}

    def line(self, form: FormGrid, name: str, *, beside: bool = False, placeholder: str = "") -> LineEdit:
        """Add one line of text."""
        field = LineEdit(name=f"field_{name}", placeholder=placeholder)
        form.add(name, field_label(name, self._t), field, beside=beside, required=name == "name")
        self.bindings[name] = Binding(field.text, field.setText)
        return field

    def text(self, form: FormGrid, name: str, lines: int = 2, *, placeholder: str = "") -> TextEdit:
        """Add several lines of text."""
        field = TextEdit(name=f"field_{name}", lines=lines, placeholder=placeholder)
        form.add(name, field_label(name, self._t), field)
        self.bindings[name] = Binding(field.text, field.set_text)
        return field

    def choice(self, form: FormGrid, name: str, choices: Sequence[Choice], *, beside: bool = False) -> Combo:
        """Add a drop-down."""
        field = Combo(choices, name=f"field_{name}")
        form.add(name, field_label(name, self._t), field, beside=beside)
        self.bindings[name] = Binding(field.value, field.set_value)
        return field

    def several(self, form: FormGrid, name: str, choices: Sequence[Choice], columns: int) -> MultiSegments:
        """Add chips of which several may be on."""
        field = MultiSegments(choices, name=f"field_{name}", columns=columns)
        form.add(name, field_label(name, self._t), field)
        self.bindings[name] = Binding(lambda: tuple(field.values()), field.set_values)
        return field

    def tick(self, form: FormGrid, name: str, words: str, *, beside: bool = False) -> CheckBox:
        """Add a tick."""
        field = CheckBox(words, name=f"field_{name}")
        form.add(name, field_label(name, self._t), field, beside=beside)
        self.bindings[name] = Binding(field.isChecked, field.setChecked)
        return field


def choices(kinds: Iterable[StrEnum], t: Translator, none: str = "") -> list[Choice]:
    """Return a choice for each value, before them one for nothing when it has words."""
    first = [Choice(None, none)] if none else []
    return first + [Choice(kind, label(kind, t)) for kind in kinds]
