"""Somebody saved the same file meanwhile: joins what does not collide, asks about the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.i18n import Translator
from dealer_crm.ui.customers.record import differences, value_words
from dealer_crm.ui.widgets import Choice, Dialog, Label, RadioCards, Role, section
from dealer_crm.words.customers import field_label


@dataclass(frozen=True)
class Joined:
    """Both changes in one draft; of the `contested` fields it holds mine."""

    draft: CustomerDraft
    contested: tuple[str, ...]


def join(base: CustomerDraft, mine: CustomerDraft, theirs: CustomerDraft) -> Joined:
    """Take every change that only one side made. `base` is what the form was opened with."""
    ours, others = set(differences(base, mine)), differences(base, theirs)
    taken = {name: getattr(theirs, name) for name in others if name not in ours}
    contested = tuple(name for name in others if name in ours and getattr(mine, name) != getattr(theirs, name))
    return Joined(replace(mine, **taken), contested)


class ConflictDialog(Dialog):
    """Shows both values of each contested field; emits the draft that the user chose."""

    chosen = Signal(object)

    def __init__(self, t: Translator, joined: Joined, theirs: CustomerDraft, names: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(t, t("Changed by somebody else"), parent, name="conflict_dialog", width=560)
        self._joined, self._theirs = joined, theirs
        self._cards: dict[str, RadioCards] = {}
        self.box.addWidget(
            Label(t("Somebody saved this file while you were typing. Choose what is right; the rest was joined."), wrap=True)
        )
        for name in joined.contested:
            mine = value_words(name, getattr(joined.draft, name), t, names)
            other = value_words(name, getattr(theirs, name), t, names)
            choices = [
                Choice("mine", mine or t("Empty"), detail=t("typed by you")),
                Choice("theirs", other or t("Empty"), detail=t("saved meanwhile")),
            ]
            cards = RadioCards(choices, f"conflict_{name}")
            cards.set_value("mine")
            self._cards[name] = cards
            self.box.addWidget(section(field_label(name, t)))
            self.box.addWidget(cards)
        self.add_button(t("Save this"), role=Role.PRIMARY, key="Ctrl+Enter", name="conflict_save").clicked.connect(self._on_save)
        self.add_button(t("Back to the form"), key="Esc", name="conflict_back").clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)

    def draft(self) -> CustomerDraft:
        """Return the draft as chosen."""
        taken = {name: getattr(self._theirs, name) for name, cards in self._cards.items() if cards.value() == "theirs"}
        return replace(self._joined.draft, **taken)

    def _on_save(self) -> None:
        draft = self.draft()
        self.accept()
        self.chosen.emit(draft)
