"""Somebody saved the same file meanwhile: joins what does not collide, asks about the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.details import FormFields
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.i18n import Translator
from dealer_crm.ui.customers.joining import DETAILS, Joined, Path, value_at, with_values
from dealer_crm.ui.customers.record import house_value, value_words
from dealer_crm.ui.widgets import Choice, Dialog, Label, RadioCards, Role, section
from dealer_crm.words.columns import column_words
from dealer_crm.words.customers import field_label
from dealer_crm.words.details import detail_words

_COLUMNS = {"community": ("premises", "community_id"), "role": ("premises_holder", "role")}


class PathWords:
    """What a place in the file is called, and its value in words; `names` gives people as `value_words` wants them."""

    def __init__(self, t: Translator, fields: FormFields, names: Mapping[str, str]) -> None:
        self._t, self._fields, self._names = t, fields, names

    def label(self, path: Path) -> str:
        """Return what it is called, with the number of the house where there are several things of that name."""
        t, name = self._t, str(path[-1])
        if len(path) == 1:
            return field_label(name, t)
        known = self._fields.field(name) if path[-2] == DETAILS else None
        table, column = _COLUMNS.get(name, ("premises", name))
        words = known.said(t.language) if known else name if path[-2] == DETAILS else column_words(table, column, t)
        if path[0] == DETAILS:
            return words
        return t("{part}: {what}").format(part=t("House {n}").format(n=int(path[1]) + 1), what=words)

    def value(self, path: Path, value: Any) -> str:
        """Return a value as the form would say it."""
        if value is None:
            return ""
        if len(path) == 1:
            return value_words(str(path[0]), value, self._t, self._names)
        if path[-2] == DETAILS:
            known = self._fields.field(str(path[-1]))
            return detail_words(known, self._fields, value, self._t) if known else str(value)
        return house_value(PremisesDraft(**{str(path[-1]): value}), str(path[-1]), self._t)


class ConflictDialog(Dialog):
    """Shows both values of each contested field; emits the draft that the user chose."""

    chosen = Signal(object)

    def __init__(self, t: Translator, joined: Joined, theirs: CustomerDraft, words: PathWords, parent: QWidget) -> None:
        super().__init__(t, t("Changed by somebody else"), parent, name="conflict_dialog", width=560)
        self._joined, self._theirs = joined, theirs
        self._cards: dict[Path, RadioCards] = {}
        self.box.addWidget(
            Label(t("Somebody saved this file while you were typing. Choose what is right; the rest was joined."), wrap=True)
        )
        for path in joined.contested:
            mine, other = (words.value(path, value_at(draft, path)) for draft in (joined.draft, theirs))
            choices = [
                Choice("mine", mine or t("Empty"), detail=t("typed by you")),
                Choice("theirs", other or t("Empty"), detail=t("saved meanwhile")),
            ]
            cards = RadioCards(choices, "_".join(map(str, ("conflict", *path))))
            cards.set_value("mine")
            self._cards[path] = cards
            self.box.addWidget(section(words.label(path)))
            self.box.addWidget(cards)
        self.add_button(t("Save this"), role=Role.PRIMARY, key="Ctrl+Enter", name="conflict_save").clicked.connect(self._on_save)
        self.add_button(t("Back to the form"), key="Esc", name="conflict_back").clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)

    def draft(self) -> CustomerDraft:
        """Return the draft as chosen."""
        chosen = [path for path, cards in self._cards.items() if cards.value() == "theirs"]
        return with_values(self._joined.draft, {path: value_at(self._theirs, path) for path in chosen})

    def _on_save(self) -> None:
        draft = self.draft()
        self.accept()
        self.chosen.emit(draft)
