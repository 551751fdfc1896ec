"""Dialogs of fields and lists: one field, one list, one value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.details import COLOURS, FieldDraft, Holder, Section, ValueDraft, ValueKind
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import N_, Translator
from dealer_crm.ui.widgets import CheckBox, Choice, Combo, Dialog, FormGrid, LineEdit, Role, Segments
from dealer_crm.words.labels import label

CHOOSING = (ValueKind.CHOICE, ValueKind.CHOICES)
TONES = {
    "": N_("No colour"),
    "info": N_("Blue"),
    "done": N_("Green"),
    "warn": N_("Yellow"),
    "danger": N_("Red"),
    "postponed": N_("Purple"),
    "neutral": N_("Grey"),
}


@dataclass(frozen=True)
class FieldChoices:
    """The lists a field may choose from; `fixed`: a shipped field keeps whose it is, its kind and its list."""

    lists: Sequence[Choice]
    fixed: bool = False


class _NamedDialog(Dialog):
    """Asks for a name in both languages and what `build` adds; `saved` carries the code of something new."""

    saved = Signal(str)

    def __init__(self, t: Translator, names: tuple[str, str], title: str, parent: QWidget | None, *, name: str) -> None:
        super().__init__(t, (names[0] if t.language == "zh" else names[1]) or title, parent, name=f"{name}_dialog", width=560)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form: FormGrid = FormGrid(t, name=f"{name}_form")
        self.zh = LineEdit(name=f"field_{name}_zh")
        self.en = LineEdit(name=f"field_{name}_en")
        self.zh.setText(names[0])
        self.en.setText(names[1])
        self.form.add("zh", t("In Chinese"), self.zh)
        self.form.add("en", t("In English"), self.en, beside=True)
        self.box.addWidget(self.form)
        button = self.add_button(t("Save"), role=Role.PRIMARY, key="F8", name=f"{name}_save", icon="check")
        button.clicked.connect(self.accept)
        self.add_button(t("Later"), key="Esc", name=f"{name}_leave").clicked.connect(self.reject)
        self.form.set_last(button)

    def write(self) -> object:
        """Save what was typed; return the code of something new. Raises DomainError."""
        raise NotImplementedError

    def accept(self) -> None:
        """Save, or say why not and stay."""
        try:
            code = self.write()
        except DomainError as error:
            self.show_error(error)
        else:
            self.saved.emit(code if isinstance(code, str) else "")
            super().accept()


class FieldDialog(_NamedDialog):
    """One field: where it stands, whose it is, what it holds."""

    def __init__(
        self, t: Translator, draft: FieldDraft, choices: FieldChoices, save: Callable[[FieldDraft], object], parent: QWidget | None
    ) -> None:
        super().__init__(t, (draft.zh, draft.en), t("New field"), parent, name="form_field")
        self._save = save
        self.section = Combo([Choice(one, label(one, t)) for one in Section], name="field_form_field_section", label=t("Part of the form"))
        self.holder = Segments([Choice(one, label(one, t)) for one in Holder], name="field_form_field_holder", label=t("Whose field"))
        self.kind = Combo([Choice(one, label(one, t)) for one in ValueKind], name="field_form_field_kind", label=t("Kind of value"))
        self.list_code = Combo(choices.lists, name="field_form_field_list", label=t("List"))
        self.unit = LineEdit(name="field_form_field_unit")
        self.companies = CheckBox(t("Ask it of companies and partners only"), "field_form_field_companies")
        form = self.form
        form.add("section", t("Part of the form"), self.section)
        form.add("holder", t("Whose field"), self.holder)
        form.add("kind", t("Kind of value"), self.kind)
        form.add("list_code", t("List"), self.list_code)
        form.add("unit", t.context("field", "Unit"), self.unit)
        form.add("only_companies", "", self.companies)
        self._show(draft)
        for widget in (self.holder, self.kind, self.list_code):
            widget.setEnabled(not choices.fixed)
        self.kind.picked.connect(lambda _kind: self._dress())
        self._dress()

    def _show(self, draft: FieldDraft) -> None:
        self.section.set_value(draft.section)
        self.holder.set_value(draft.holder)
        self.kind.set_value(draft.kind)
        if draft.list_code:
            self.list_code.set_value(draft.list_code)
        self.unit.setText(draft.unit)
        self.companies.setChecked(draft.only_companies)

    def _dress(self) -> None:
        kind = ValueKind(self.kind.value())
        self.form.set_row_visible("list_code", kind in CHOOSING)
        self.form.set_row_visible("unit", kind is ValueKind.NUMBER)

    def write(self) -> object:
        """Save the field. Raises DomainError."""
        kind = ValueKind(self.kind.value())
        return self._save(
            FieldDraft(
                self.zh.text(),
                self.en.text(),
                Holder(self.holder.value()),
                kind,
                Section(self.section.value()),
                self.list_code.value() if kind in CHOOSING else "",
                self.unit.text(),
                self.companies.isChecked(),
            )
        )


class ListDialog(_NamedDialog):
    """The name of a list."""

    def __init__(self, t: Translator, names: tuple[str, str], save: Callable[[str, str], object], parent: QWidget | None) -> None:
        super().__init__(t, names, t("New list"), parent, name="value_list")
        self._save = save

    def write(self) -> object:
        """Save the names. Raises DomainError."""
        return self._save(self.zh.text(), self.en.text())


class ValueDialog(_NamedDialog):
    """A value of a list, with the colour it is shown in."""

    def __init__(self, t: Translator, draft: ValueDraft, save: Callable[[ValueDraft], object], parent: QWidget | None) -> None:
        super().__init__(t, (draft.zh, draft.en), t("New value"), parent, name="list_value")
        self._save = save
        self.colour = Segments([Choice(one, t(TONES[one])) for one in ("", *COLOURS)], name="field_list_value_colour", label=t("Colour"))
        self.colour.set_value(draft.colour)
        self.form.add("colour", t("Colour"), self.colour)

    def write(self) -> object:
        """Save the value. Raises DomainError."""
        return self._save(ValueDraft(self.zh.text(), self.en.text(), self.colour.value()))
