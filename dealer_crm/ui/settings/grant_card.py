"""How much compensation a case may cost before the manager or the owner has to approve it; the owner says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Type
from dealer_crm.ui.widgets import Card, FormGrid, Ink, InlineMessage, Label, MoneyField
from dealer_crm.ui.widgets.narrow import Narrow


@dataclass(frozen=True)
class GrantDoors:
    """The limit in 分; `save` raises DomainError for whoever is not the owner."""

    limit: Callable[[], int]
    save: Callable[[int], object]


class GrantCard(Card):
    """Saves itself when the field is left with a change, one step to undo; an empty field is none at all."""

    def __init__(self, t: Translator, doors: GrantDoors) -> None:
        super().__init__("grant_card")
        self._t, self._doors, self._shown = t, doors, 0
        self.message = InlineMessage(t, name="grant_message")
        self.form = FormGrid(t, name="grant_form")
        self.amount = MoneyField(name="field_compensation_limit")
        self.box.addWidget(Label(t("Compensation for complaints"), Type.SECTION))
        self.box.addWidget(self.message)
        self.form.add("limit", t("Staff grant alone up to (yuan a case)"), Narrow(self.amount))
        self.box.addWidget(self.form)
        words = t("What goes beyond waits on the agenda of the manager or the owner. 0: all compensation has to be approved.")
        self.box.addWidget(Label(words, Type.CAPTION, tone=Ink.TEXT2, wrap=True))
        self._saved = Label("", tone=Ink.DONE, name="grant_saved")
        self.box.addWidget(self._saved)
        self.form.left.connect(lambda _name: self.leave())
        self.form.submitted.connect(self.leave)
        self.form.edited.connect(lambda _name: self._saved.setText(""))

    def reload(self) -> None:
        """Show the limit as stored, unless another one is being typed."""
        before, self._shown = self._shown, self._doors.limit()
        if not self.amount.hasFocus() or (self.amount.value() or 0) == before:
            self.amount.set_value(self._shown)

    def leave(self) -> None:
        """Save a limit that differs from the stored one; who may not change it gets the stored one back, and is told."""
        wanted = self.amount.value() or 0
        if not self.amount.is_valid() or wanted < 0 or wanted == self._shown:
            self.amount.set_value(self._shown)
            return
        try:
            self._doors.save(wanted)
        except DomainError as error:
            self.amount.set_value(self._shown)
            self.message.show_error(error)
        else:
            self.message.clear()
            self._shown = wanted
            self._saved.setText(self._t("Saved"))
