"""The further fields of one holder in a form: each drawn by its kind when its part is opened, all of them kept meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.details import (
    BETWEEN,
    NO,
    YES,
    Detail,
    DetailNotDay,
    DetailNotInList,
    DetailNotNumber,
    Details,
    DetailTooLong,
    FormField,
    FormFields,
    Holder,
    Section,
    ValueKind,
)
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.ui.customers.bindings import Binding
from dealer_crm.ui.widgets import Choice, Combo, DateField, FormGrid, LineEdit, MultiSegments, TextEdit

REFUSALS = (DetailNotDay, DetailNotInList, DetailNotNumber, DetailTooLong)
COLUMNS = 4
WIDE = (ValueKind.LINES, ValueKind.CHOICES)
"""Kinds that take a line of their own."""


@dataclass(frozen=True)
class _Drawn:
    """A field that stands in a form, and what it read right after it showed the value it was given."""

    known: FormField
    form: FormGrid
    binding: Binding
    offer: Callable[[str], None]
    given: str = ""
    shown: str = ""


class DetailFields:
    """Reads and shows Details; of a field that is not drawn yet the value stays as it was given."""

    def __init__(self, t: Translator, holder: Holder, today: Callable[[], date], *, prefix: str = "") -> None:
        self._t, self._holder, self._today, self._prefix = t, holder, today, prefix
        self._known = FormFields()
        self._kept: dict[str, str] = {}
        self._drawn: dict[str, _Drawn] = {}
        self._company = False

    def row_name(self, code: str) -> str:
        """Return the name of the row of a field."""
        return f"{self._prefix}detail_{code}"

    def code_of(self, row: str) -> str:
        """Return the field that a drawn row belongs to, "" for rows of others."""
        return next((code for code in self._drawn if self.row_name(code) == row), "")

    def section_of(self, code: str) -> Section | None:
        """Return the part a field stands in; None for a field of another holder."""
        known = self._known.field(code)
        return known.section if known is not None and known.holder is self._holder else None

    def labels(self) -> list[str]:
        """Return what the fields are called."""
        return [one.said(self._t.language) for one in self._known.fields if one.holder is self._holder and not one.retired]

    def asks(self, section: Section) -> bool:
        """Tell whether a part has a field to show now."""
        return any(self._is_shown(one) for one in self._of(section))

    def holds(self, section: Section) -> bool:
        """Tell whether a part has a value."""
        held = {one.code for one in self.value()}
        return any(one.code in held for one in self._of(section))

    def set_fields(self, fields: FormFields) -> None:
        """Take the fields as the shop has them now; what was drawn by others is drawn anew when its part opens."""
        if fields == self._known:
            return
        self._kept = {one.code: one.value for one in self.value()}
        for code, drawn in self._drawn.items():
            drawn.form.remove(self.row_name(code))
        self._drawn = {}
        self._known = fields

    def set_company(self, company: bool) -> None:
        """Ask what is asked of companies alone, or not."""
        self._company = company
        self._show_rows()

    def fill(self, form: FormGrid, sections: Iterable[Section]) -> None:
        """Draw the fields of these parts that are not drawn yet."""
        waiting = [one for section in sections for one in self._of(section) if one.code not in self._drawn]
        if not waiting:
            return
        half = False
        with form.together():
            for one in waiting:
                wide = one.kind in WIDE
                self._draw(one, form, beside=half and not wide)
                half = not half and not wide
        self._show_rows()

    def _of(self, section: Section) -> list[FormField]:
        return [one for one in self._known.fields if one.holder is self._holder and one.section is section]

    def _draw(self, one: FormField, form: FormGrid, *, beside: bool) -> None:
        name = self.row_name(one.code)
        field, binding, offer = self._field_of(one, f"field_{name}")
        form.add(name, one.said(self._t.language), field, beside=beside)
        if isinstance(field, MultiSegments):  # its chips are made anew when a retired value is shown
            field.changed.connect(lambda _values: form.edited.emit(name))
        self._drawn[one.code] = _Drawn(one, form, binding, offer)
        self._show(one.code, self._kept.get(one.code, ""))

    def _is_shown(self, one: FormField) -> bool:
        asked = not one.retired and (self._company or not one.only_companies)
        drawn = self._drawn.get(one.code)
        return asked or bool(self._read(drawn) if drawn else self._kept.get(one.code))

    def _show_rows(self) -> None:
        for code, drawn in self._drawn.items():
            drawn.form.set_row_visible(self.row_name(code), self._is_shown(drawn.known))

    # values

    def value(self) -> Details:
        """Return what is typed, in the order of the codes; a text that is no number or day yet stays as it is."""
        texts = self._kept | {code: self._read(drawn) for code, drawn in self._drawn.items()}
        return tuple(Detail(code, text) for code, text in sorted(texts.items()) if text.strip())

    def set_value(self, details: Details) -> None:
        """Show the values of another holder."""
        self._kept = {one.code: one.value for one in details}
        for code in self._drawn:
            self._show(code, self._kept.get(code, ""))
        self._show_rows()

    def type_into(self, code: str, text: str) -> None:
        """Change one drawn value as if it was typed."""
        self._drawn[code].offer(text)
        self._drawn[code].binding.show(text)

    def refused(self) -> DomainError | None:
        """Return what cannot be saved as it stands."""
        try:
            self._known.checked(self.value())
        except REFUSALS as error:
            return error
        return None

    def _read(self, drawn: _Drawn) -> str:
        text = str(drawn.binding.read())
        return drawn.given if text == drawn.shown else text

    def _show(self, code: str, text: str) -> None:
        drawn = self._drawn[code]
        drawn.offer(text)
        drawn.binding.show(text)
        if isinstance(field := drawn.form.field(self.row_name(code)), MultiSegments):
            for chip in field.buttons():
                chip.removeEventFilter(drawn.form)
                chip.installEventFilter(drawn.form)
        self._drawn[code] = _Drawn(drawn.known, drawn.form, drawn.binding, drawn.offer, text, str(drawn.binding.read()))

    # fields

    def _field_of(self, one: FormField, name: str) -> tuple[QWidget, Binding, Callable[[str], None]]:
        match one.kind:
            case ValueKind.LINES:
                area = TextEdit(name=name, lines=2)
                return area, Binding(area.text, area.set_text), _nothing
            case ValueKind.DATE:
                day = DateField(self._t, self._today, name=name)
                return day, Binding(lambda: value.isoformat() if (value := day.value()) else day.text(), day.hold), _nothing
            case ValueKind.CHOICE | ValueKind.YES_NO:
                return self._one_of(one, name)
            case ValueKind.CHOICES:
                return self._some_of(one, name)
        line = LineEdit(name=name, hint=one.unit, chars=10 if one.kind is ValueKind.NUMBER else 0)
        if one.kind is ValueKind.NUMBER:
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
        return line, Binding(line.text, line.setText), _nothing

    def _one_of(self, one: FormField, name: str) -> tuple[QWidget, Binding, Callable[[str], None]]:
        field = Combo(name=name)

        def offer(value: str) -> None:
            field.set_choices([Choice("", self._t("Not said")), *self._choices(one, value)])

        return field, Binding(lambda: field.value() or "", field.set_value), offer

    def _some_of(self, one: FormField, name: str) -> tuple[QWidget, Binding, Callable[[str], None]]:
        field = MultiSegments(self._choices(one, ""), name=name, columns=COLUMNS)

        def offer(value: str) -> None:
            choices = self._choices(one, value)
            if [choice.value for choice in choices] != field.offered():
                field.set_choices(choices)

        return field, Binding(lambda: BETWEEN.join(field.values()), lambda text: field.set_values(text.split(BETWEEN))), offer

    def _choices(self, one: FormField, value: str) -> list[Choice]:
        """Return the values that are offered: retired ones only where one of them is chosen already."""
        if one.kind is ValueKind.YES_NO:
            return [Choice(YES, self._t("Yes")), Choice(NO, self._t("No"))]
        held = value.split(BETWEEN)
        known = [known for known in self._known.values(one.list_code) if not known.retired or known.code in held]
        return [Choice(one.code, one.said(self._t.language)) for one in known]


def _nothing(_value: str) -> None:
    """Nothing is offered to fields that are typed."""
