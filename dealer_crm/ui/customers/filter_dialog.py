"""The box behind the button Filters: stage, level, owner, source, and any other field that is added; works at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.customers import Channel, IntentLevel, Stage
from dealer_crm.domain.details import FormFields
from dealer_crm.i18n import Translator
from dealer_crm.services.customer_fields import ASKED_ALREADY, Condition, Field, every, field_of
from dealer_crm.services.customer_list import CustomerSpec
from dealer_crm.services.shop import StaffRow
from dealer_crm.ui.customers.condition_field import ConditionField, condition_words
from dealer_crm.ui.desk.field_picker import FieldPicker, Groups
from dealer_crm.ui.widgets import Choice, Dialog, FormGrid, Ink, Label, MultiSegments, Role
from dealer_crm.words.labels import label, level_short


@dataclass(frozen=True)
class FilterAsks:
    """What the box asks: who works in the shop, which further fields there are, what day it is."""

    staff: Sequence[StaffRow]
    fields: FormFields
    today: Callable[[], date]


class FilterDialog(Dialog):
    """Tells every change; closing it keeps what is chosen."""

    changed = Signal(object)

    def __init__(self, t: Translator, spec: CustomerSpec, asks: FilterAsks, parent: QWidget) -> None:
        super().__init__(t, t("Filter customers"), parent, name="filter_dialog", width=720)
        self._spec, self._asks, staff = spec, asks, asks.staff
        self._added: dict[str, ConditionField] = {}
        self._made: dict[str, ConditionField] = {}
        self._found = Label("", tone=Ink.TEXT2, name="filter_found")
        form = FormGrid(t, name="filter_form", labels_left=True)
        self._stages = form.add("stage", t("Stage"), MultiSegments(_choices(Stage, t), name="filter_stage"))
        levels = [Choice(level, level_short(level, t) or label(level, t)) for level in IntentLevel]
        self._levels = form.add("intent_level", t("Intent level"), MultiSegments(levels, name="filter_level", columns=4))
        self._owners = MultiSegments([Choice(one.id, one.name) for one in staff], name="filter_owner", columns=5)
        if staff:
            form.add("owner", t("Responsible"), self._owners)
        self._sources = form.add("source", t("Source"), MultiSegments(_choices(Channel, t), name="filter_source", columns=3))
        self.form = form
        self._further = FormGrid(t, name="filter_further", labels_left=True)
        self._picker = FieldPicker(t, self._groups(), t("Filter by it"), name="filter_more")
        self._picker.picked.connect(self.add_field)
        for part in (form, self._further, self._picker, self._found):
            self.box.addWidget(part)
        self._show(spec)
        for row in (self._stages, self._levels, self._owners, self._sources):
            row.changed.connect(self._on_changed)
        self.add_button(t("Finish"), role=Role.PRIMARY, key="Ctrl+Enter", name="filter_done").clicked.connect(self.accept)
        self.add_button(t("Clear the filter"), name="filter_clear").clicked.connect(self._on_clear)
        self.finished.connect(self.deleteLater)

    def set_found(self, count: int) -> None:
        """Say how many customers the filter leaves."""
        self._found.setText(self._t.plural("{n} customer fits", "{n} customers fit", count).format(n=f"{count:,}"))

    def spec(self) -> CustomerSpec:
        """Return the question with what is chosen."""
        return replace(
            self._spec,
            stages=tuple(self._stages.values()),
            levels=tuple(self._levels.values()),
            owner_ids=tuple(self._owners.values()),
            sources=tuple(self._sources.values()),
            conditions=tuple(one for one in self._conditions() if one.values or one.low or one.high),
        )

    def add_field(self, key: str) -> None:
        """Ask for another field, and go to it."""
        self._add(Condition(key))
        self._picker.set_groups(self._groups())
        self.resize(self.sizeHint())
        if key in self._added:
            self._added[key].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, wanted: Condition) -> None:
        field = field_of(wanted.key, self._asks.fields)
        if field is None or wanted.key in self._added:
            return
        editor = self._editor(field)
        self._further.set_row_visible(wanted.key, True)
        editor.blockSignals(True)
        editor.show_condition(wanted)
        editor.blockSignals(False)
        self._added[wanted.key] = editor

    def _editor(self, field: Field) -> ConditionField:
        """Return the line of a field: it is made once, and hidden while nothing is asked of it."""
        made = self._made.get(field.key)
        if made is None:
            made = self._made[field.key] = ConditionField(self._t, field, self._asks.today, name=f"filter_by_{field.key}")
            self._further.add(field.key, field.title(self._t), made)
            made.changed.connect(self._on_changed)
            made.removed.connect(lambda: self._remove(field.key))
        return made

    def _remove(self, key: str) -> None:
        del self._added[key]
        self._further.set_row_visible(key, False)
        self._picker.set_groups(self._groups())
        self._picker.focus_fields()
        self._on_changed()

    def _conditions(self) -> list[Condition]:
        return [editor.condition() for editor in self._added.values()]

    def _groups(self) -> Groups:
        """Return the fields that can be asked for, by the part they stand in."""
        t, found = self._t, dict[str, list[Choice]]()
        for one in every(self._asks.fields):
            if one.key not in ASKED_ALREADY and one.key not in self._added:
                found.setdefault(one.group(t) or t("Of the list"), []).append(Choice(one.key, one.title(t)))
        return found

    def _show(self, spec: CustomerSpec) -> None:
        self._stages.set_values(spec.stages)
        self._levels.set_values(spec.levels)
        self._owners.set_values(spec.owner_ids)
        self._sources.set_values(spec.sources)
        wanted = {one.key: one for one in spec.conditions}
        for key in [key for key in self._added if key not in wanted]:
            del self._added[key]
            self._further.set_row_visible(key, False)
        for one in wanted.values():
            self._add(one)
        self._picker.set_groups(self._groups())

    def _on_changed(self) -> None:
        self.changed.emit(self.spec())

    def _on_clear(self) -> None:
        self._show(CustomerSpec())
        self._on_changed()


def _choices(kind: Iterable[Stage] | Iterable[Channel], t: Translator) -> list[Choice]:
    return [Choice(value, label(value, t)) for value in kind]


def filter_words(spec: CustomerSpec, staff: Sequence[StaffRow], fields: FormFields, t: Translator) -> str:
    """Name what the filter box has chosen, on one line."""
    names = {one.id: one.name for one in staff}
    chosen = [label(stage, t) for stage in spec.stages]
    chosen += [level_short(level, t) or label(level, t) for level in spec.levels]
    chosen += [names.get(owner, "?") for owner in spec.owner_ids]
    chosen += [label(source, t) for source in spec.sources]
    chosen += [condition_words(field, one, t) for one in spec.conditions if (field := field_of(one.key, fields))]
    return " · ".join(chosen[:3]) + (f" +{len(chosen) - 3}" if len(chosen) > 3 else "")
