"""The fields of the customer form and the lists they choose from: shipped ones and the shop's own, in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from dealer_crm.domain.details import FieldDraft, FormField, FormFields, Holder, ListValue, Section, ValueDraft
from dealer_crm.i18n import Translator
from dealer_crm.services.drafts import KIND_FORM_FIELD, NEW, DraftPlace, Drafts
from dealer_crm.ui.desk.kept_dialog import KeptDialog
from dealer_crm.ui.settings.field_dialogs import FieldChoices, FieldDialog, ListDialog, ValueDialog
from dealer_crm.ui.settings.ordered_table import OrderedDoors, OrderedTable, OrderedWords
from dealer_crm.ui.settings.part import Part
from dealer_crm.ui.theme import Space, Tone
from dealer_crm.ui.widgets import Button, Chip, Choice, Column, Combo, Dialog, Segments
from dealer_crm.words.labels import label

WIDEST = 1000
FIELDS, LISTS = "fields", "lists"


@dataclass(frozen=True)
class FieldDoors:
    """What the part may call; the writes raise DomainError."""

    fields: Callable[[], FormFields]
    add_field: Callable[[FieldDraft], str]
    edit_field: Callable[[str, FieldDraft], object]
    retire_field: Callable[[str, bool], object]
    move_field: Callable[[str, int], object]
    add_list: Callable[[str, str], str]
    edit_list: Callable[[str, str, str], object]
    add_value: Callable[[str, ValueDraft], str]
    edit_value: Callable[[str, str, ValueDraft], object]
    retire_value: Callable[[str, str, bool], object]
    move_value: Callable[[str, str, int], object]
    drafts: Drafts


class FieldsPart(Part):
    """Two tables, one for fields by part of the form, one for the values of a list; every change can be undone."""

    def __init__(self, t: Translator, doors: FieldDoors) -> None:
        sentence = t("What the customer form asks, in this order. What is no longer used is asked no more; what was filled in stays.")
        super().__init__("fields", t("Fields and lists"), sentence, widest=WIDEST)
        self._t, self._doors = t, doors
        which = [Choice(FIELDS, t("Fields")), Choice(LISTS, t.context("settings", "Lists"))]
        self.which = Segments(which, name="fields_which", label=t("Fields and lists"), joined=True)
        self.section = Combo([Choice(one, label(one, t)) for one in Section], name="fields_section", label=t("Part of the form"))
        self.list_code = Combo((), name="fields_list", label=t("List"))
        self.new_list = Button(t("New list"), icon="plus", name="lists_add")
        self.rename_list = Button(t("Rename the list"), icon="pencil", name="lists_rename")
        self.fields = OrderedTable(
            t,
            self._field_columns(),
            OrderedDoors(self._fields_of_section, doors.move_field, doors.retire_field),
            OrderedWords("form_fields", t("Fields"), t("New field")),
        )
        moved = OrderedDoors(
            self._values_of_list,
            lambda code, step: doors.move_value(self.list_code.value(), code, step),
            lambda code, retired: doors.retire_value(self.list_code.value(), code, retired),
        )
        self.values = OrderedTable(t, self._value_columns(), moved, OrderedWords("list_values", t("Values of the list"), t("New value")))
        self._stack = QStackedWidget()
        self._build()
        self._wire()
        self.which.set_value(FIELDS)
        self.section.set_value(Section.PERSON)

    def _build(self) -> None:
        t = self._t
        first = QHBoxLayout()
        first.setSpacing(Space.S)
        for widget in (self.which, self.section, self.list_code, self.new_list, self.rename_list):
            first.addWidget(widget)
        first.addStretch(1)
        self.box.addLayout(first)
        self._stack.addWidget(self.fields)
        self._stack.addWidget(self.values)
        self.box.addWidget(self._stack, 1)
        self._on_which(FIELDS)
        self.findable(t("New field"), self.fields.add_button)
        self.findable(t("Part of the form"), self.section)
        self.findable(t("Fields"), self.fields.table)
        self.findable(t.context("settings", "Lists"), self.which)

    def _wire(self) -> None:
        self.which.changed.connect(self._on_which)
        self.section.picked.connect(lambda _one: self.fields.reload())
        self.list_code.picked.connect(lambda _one: self.values.reload())
        self.fields.add_requested.connect(self.add_field)
        self.fields.edit_requested.connect(self.edit_field)
        self.values.add_requested.connect(self.add_value)
        self.values.edit_requested.connect(self.edit_value)
        self.new_list.clicked.connect(self.add_list)
        self.rename_list.clicked.connect(self.edit_list)

    # what is shown

    def _fields_of_section(self) -> Sequence[FormField]:
        return [one for one in self._doors.fields().fields if one.section is Section(self.section.value())]

    def _values_of_list(self) -> Sequence[ListValue]:
        return self._doors.fields().values(self.list_code.value()) if self.list_code.value() else ()

    def _field_columns(self) -> list[Column]:
        t, language = self._t, self._t.language
        other = "en" if language == "zh" else "zh"
        return [
            Column("name", t.context("settings", "Field"), lambda one: one.said(language), 18, bold=True, stretch=2),
            Column(
                "other",
                t("In English") if other == "en" else t("In Chinese"),
                lambda one: one.said(other),
                18,
                quiet=True,
                rank=3,
                stretch=1,
            ),
            Column("holder", t("Whose field"), self._holder_words, 9, quiet=True, rank=2),
            Column("kind", t("Kind of value"), self._kind_words, 20, rank=1, stretch=1),
            Column("state", t("State"), lambda _one: "", 14, chip=self._state),
        ]

    def _holder_words(self, one: FormField) -> str:
        return self._t("Customer") if one.holder is Holder.CUSTOMER else self._t.context("record", "House")

    def _kind_words(self, one: FormField) -> str:
        listed = self._doors.fields().titles.get(one.list_code)
        words = label(one.kind, self._t) if listed is None else listed.said(self._t.language)
        return f"{words} ({one.unit})" if one.unit else words

    def _value_columns(self) -> list[Column]:
        t, language = self._t, self._t.language
        other = "en" if language == "zh" else "zh"
        return [
            Column("name", t.context("settings", "Value"), lambda one: one.said(language), 20, bold=True, stretch=2),
            Column(
                "other",
                t("In English") if other == "en" else t("In Chinese"),
                lambda one: one.said(other),
                20,
                quiet=True,
                rank=2,
                stretch=1,
            ),
            Column("colour", t("Colour"), lambda _one: "", 16, chip=lambda one: _coloured(one, language), rank=1),
            Column("state", t("State"), lambda _one: "", 14, chip=self._state),
        ]

    def _state(self, one: FormField | ListValue) -> Chip:
        if one.retired:
            return Chip(self._t("No longer used"), Tone.NEUTRAL)
        return Chip(self._t("Our own"), Tone.INFO) if one.own else Chip(self._t("In use"), Tone.DONE)

    def reload(self) -> None:
        """Show fields and lists as stored."""
        chosen, titles = self.list_code.value(), self._doors.fields().titles
        self.list_code.set_choices([Choice(code, title.said(self._t.language)) for code, title in titles.items()])
        self.list_code.set_value(chosen if chosen in titles else next(iter(titles), ""))
        self.fields.reload()
        self.values.reload()

    def _on_which(self, which: str) -> None:
        self._stack.setCurrentIndex(int(which == LISTS))
        self.section.setVisible(which == FIELDS)
        for widget in (self.list_code, self.new_list, self.rename_list):
            widget.setVisible(which == LISTS)

    # fields

    def add_field(self) -> None:
        """Ask for a new field in the part in view."""
        section = Section(self.section.value())
        places = {Section.HOUSE, Section.DECORATION, Section.PRESENT}
        draft = FieldDraft(section=section, holder=Holder.PREMISES if section in places else Holder.CUSTOMER)
        self._open_field(draft, self._doors.add_field, NEW, fixed=False)

    def edit_field(self, code: str) -> None:
        """Ask for changes of a field."""
        one = self._doors.fields().field(code)
        if one:
            draft = FieldDraft(one.zh, one.en, one.holder, one.kind, one.section, one.list_code, one.unit, one.only_companies)
            self._open_field(draft, lambda said: self._doors.edit_field(code, said), code, fixed=not one.own)

    def _open_field(self, draft: FieldDraft, save: Callable[[FieldDraft], object], key: str, *, fixed: bool) -> None:
        titles = self._doors.fields().titles
        lists = [Choice(code, title.said(self._t.language)) for code, title in titles.items()]
        dialog = FieldDialog(self._t, draft, FieldChoices(lists, fixed), save, self.window())
        dialog.saved.connect(self._on_field_saved)
        self._open(dialog, key)

    def _on_field_saved(self, code: str) -> None:
        one = self._doors.fields().field(code) if code else None
        if one:
            self.section.set_value(one.section)
        self.fields.reload(code)

    # lists

    def add_list(self) -> None:
        """Ask for the name of a new list."""
        dialog = ListDialog(self._t, ("", ""), self._doors.add_list, self.window())
        dialog.saved.connect(self._on_list_saved)
        self._open(dialog, f"list-{NEW}")

    def edit_list(self) -> None:
        """Ask for another name of the list in view."""
        code = self.list_code.value()
        title = self._doors.fields().titles.get(code)
        if title:
            dialog = ListDialog(self._t, (title.zh, title.en), lambda zh, en: self._doors.edit_list(code, zh, en), self.window())
            dialog.saved.connect(self._on_list_saved)
            self._open(dialog, f"list-{code}")

    def _on_list_saved(self, code: str) -> None:
        self.reload()
        if code:
            self.list_code.set_value(code)
            self.values.reload()

    def add_value(self) -> None:
        """Ask for a new value of the list in view."""
        listed = self.list_code.value()
        self._open_value(ValueDraft(), lambda draft: self._doors.add_value(listed, draft), f"{listed}-{NEW}")

    def edit_value(self, code: str) -> None:
        """Ask for changes of a value."""
        listed = self.list_code.value()
        one = next((one for one in self._values_of_list() if one.code == code), None)
        if one:
            draft = ValueDraft(one.zh, one.en, one.colour)
            self._open_value(draft, lambda said: self._doors.edit_value(listed, code, said), f"{listed}-{code}")

    def _open_value(self, draft: ValueDraft, save: Callable[[ValueDraft], object], key: str) -> None:
        dialog = ValueDialog(self._t, draft, save, self.window())
        dialog.saved.connect(self.values.reload)
        self._open(dialog, f"value-{key}")

    def _open(self, dialog: Dialog, key: str) -> None:
        self.fields.message.clear()
        self.values.message.clear()
        KeptDialog(self._t, dialog, self._doors.drafts, DraftPlace(KIND_FORM_FIELD, key, dialog.windowTitle()))
        dialog.open()


def _coloured(one: ListValue, language: str) -> Chip | None:
    return Chip(one.said(language), Tone(one.colour)) if one.colour in set(Tone) else None
