"""Sets one class of a customer by hand: the value and why, or back to what the rules give."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from dealer_crm.domain.class_by_hand import VALUES
from dealer_crm.domain.classes import Classed, ClassKind
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.ui.customers.record_classes import class_words, why_sentence
from dealer_crm.ui.theme import Type
from dealer_crm.ui.widgets import Choice, Combo, Dialog, FormGrid, Ink, Label, MultiSegments, Role, TextEdit
from dealer_crm.words.labels import label


class ClassDialog(Dialog):
    """Calls `save(value, note)` or `take_back()`; a refusal stands beside its field."""

    def __init__(self, t: Translator, kind: ClassKind, values: Sequence[Classed], parent: QWidget) -> None:
        super().__init__(t, t("Set by hand: {what}").format(what=label(kind, t)), parent, name="class_dialog", width=520)
        self.save: Callable[[str, str], None] = lambda _value, _note: None
        self.take_back: Callable[[], None] = lambda: None
        now = " ".join(f"{class_words(one, t)}. {why_sentence(one, t)}" for one in values)
        self.box.addWidget(Label(now, Type.CAPTION, tone=Ink.TEXT2, name="class_now", wrap=True))
        said = next((one.by_hand for one in values if one.by_hand), None)
        choices = [Choice(value.value, label(value, t)) for value in VALUES.get(kind, ())]
        self.form = FormGrid(t, name="class_form")
        self._several = MultiSegments(choices, name="class_values", columns=2) if kind is ClassKind.CARE else None
        self._one = Combo(choices, name="class_value")
        self.note = TextEdit(name="class_note", lines=2, placeholder=t("What the records do not show"))
        self.form.add("value", t("Value"), self._several or self._one)
        self.form.add("note", t("Why"), self.note, required=True)
        self.box.addWidget(self.form)
        if self._several:
            self._several.set_values(said.value.split() if said else [])
        else:
            self._one.set_value(str(values[0].value) if values else None)
        self.note.set_text(said.note if said else "")
        self.add_button(t("Set by hand"), role=Role.PRIMARY, key="Ctrl+Enter", name="class_save").clicked.connect(self._on_save)
        if said:
            self.add_button(t("Back to the rules"), name="class_take_back").clicked.connect(self._on_take_back)
        self.add_button(t("Cancel"), key="Esc", name="class_cancel").clicked.connect(self.reject)
        self.form.submitted.connect(self._on_save)
        self.finished.connect(self.deleteLater)

    def _on_save(self) -> None:
        value = " ".join(self._several.values()) if self._several else str(self._one.value())
        self._try(lambda: self.save(value, self.note.text()))

    def _on_take_back(self) -> None:
        self._try(self.take_back)

    def _try(self, deed: Callable[[], None]) -> None:
        try:
            deed()
        except DomainError as error:
            self.show_error(error)
        else:
            self.accept()
