"""The box behind the button Filters: stage, level, owner, source; works at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.customers import Channel, IntentLevel, Stage
from dealer_crm.i18n import Translator
from dealer_crm.services.customer_list import CustomerSpec
from dealer_crm.services.shop import StaffRow
from dealer_crm.ui.widgets import Choice, Dialog, FormGrid, Ink, Label, MultiSegments, Role
from dealer_crm.words.labels import label, level_short


class FilterDialog(Dialog):
    """Tells every change; closing it keeps what is chosen."""

    changed = Signal(object)

    def __init__(self, t: Translator, spec: CustomerSpec, staff: Sequence[StaffRow], parent: QWidget) -> None:
        super().__init__(t, t("Filter customers"), parent, name="filter_dialog", width=640)
        self._spec = spec
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
        self.box.addWidget(form)
        self.box.addWidget(self._found)
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
        )

    def _show(self, spec: CustomerSpec) -> None:
        self._stages.set_values(spec.stages)
        self._levels.set_values(spec.levels)
        self._owners.set_values(spec.owner_ids)
        self._sources.set_values(spec.sources)

    def _on_changed(self) -> None:
        self.changed.emit(self.spec())

    def _on_clear(self) -> None:
        self._show(CustomerSpec())


def _choices(kind: Iterable[Stage] | Iterable[Channel], t: Translator) -> list[Choice]:
    return [Choice(value, label(value, t)) for value in kind]


def filter_words(spec: CustomerSpec, staff: Sequence[StaffRow], t: Translator) -> str:
    """Name what the filter box has chosen, on one line."""
    names = {one.id: one.name for one in staff}
    chosen = [label(stage, t) for stage in spec.stages]
    chosen += [level_short(level, t) or label(level, t) for level in spec.levels]
    chosen += [names.get(owner, "?") for owner in spec.owner_ids]
    chosen += [label(source, t) for source in spec.sources]
    return " · ".join(chosen[:3]) + (f" +{len(chosen) - 3}" if len(chosen) > 3 else "")
