"""What is typed of a case beside its steps: a cost, what manager or owner think, why compensation is refused, the authority."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from dealer_crm.domain.complaint_case import CostKind, Payer
from dealer_crm.domain.complaint_costs import AuthorityDraft, CostDraft
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.services.drafts import KIND_CASE_PART, DraftPlace, Drafts
from dealer_crm.ui.desk.kept_dialog import KeptDialog
from dealer_crm.ui.widgets import Choice, Combo, DateField, Dialog, FormGrid, Ink, Label, LineEdit, MoneyField, Role, TextEdit
from dealer_crm.words.figures import money
from dealer_crm.words.labels import label

WIDTH = 560


@dataclass(frozen=True)
class Desk:
    """Where a dialog of a case stands: what is typed is kept under `key` and called `title`."""

    drafts: Drafts
    today: Callable[[], date]
    key: str
    title: str

    @property
    def place(self) -> DraftPlace:
        """Return where what is typed is kept."""
        return DraftPlace(KIND_CASE_PART, self.key, self.title)


class PartDialog(Dialog):
    """Saves what its form says; stays open where that is refused, and keeps what was typed when it is left."""

    def __init__(self, t: Translator, title: str, desk: Desk, parent: QWidget, name: str) -> None:
        super().__init__(t, title, parent, name=name, width=WIDTH)
        self._desk = desk
        self._grid = self.form = FormGrid(t, name=f"{name}_form")

    def finish_building(self, save: str) -> None:
        """Add form and buttons once the fields show their record."""
        t, name = self._t, self.objectName()
        self.box.addWidget(self._grid)
        button = self.add_button(save, role=Role.PRIMARY, key="Ctrl+Enter", name=f"{name}_save", icon="check")
        button.clicked.connect(self.accept)
        self.add_button(t("Later"), key="Esc", name=f"{name}_leave").clicked.connect(self.reject)
        self._grid.set_last(button)
        self.finished.connect(self.deleteLater)
        KeptDialog(t, self, self._desk.drafts, self._desk.place)

    def write(self) -> None:
        """Save what is typed. Raises DomainError."""
        raise NotImplementedError

    def accept(self) -> None:
        """Save, or say why not and stay."""
        self._grid.clear_errors()
        try:
            self.write()
        except DomainError as error:
            self.show_error(error)
        else:
            super().accept()


class CostDialog(PartDialog):
    """A cost of the case; `save` takes the draft. It tells when compensation will wait for a yes: beyond `limit` (None = never)."""

    def __init__(self, t: Translator, draft: CostDraft, desk: Desk, limit: int | None, parent: QWidget) -> None:
        super().__init__(t, t("Cost of the case"), desk, parent, "case_cost")
        self.save: Callable[[CostDraft], object] = lambda draft: None
        self._limit = limit
        grid, day = self._grid, DateField(t, desk.today, name="case_cost_day")
        self.kind = grid.add("kind", t("Kind of cost"), Combo([Choice(one, label(one, t)) for one in CostKind], name="case_cost_kind"))
        self.amount = grid.add("amount", t("Amount in yuan"), MoneyField(name="case_cost_amount"), required=True)
        self.payer = grid.add("payer", t("Who pays"), Combo([Choice(one, label(one, t)) for one in Payer], name="case_cost_payer"))
        self.day = grid.add("spent_on", t("Spent on"), day)
        self.words = grid.add("words", t("What for"), TextEdit(name="case_cost_words", lines=2))
        self.hint = Label("", tone=Ink.WARN, name="case_cost_hint", wrap=True)
        self.kind.set_value(draft.kind)
        self.amount.set_value(draft.amount or None)
        self.payer.set_value(draft.payer)
        self.day.set_value(draft.spent_on)
        self.words.set_text(draft.words)
        self.finish_building(t("Save"))
        self.box.insertWidget(0, self.hint)
        grid.edited.connect(lambda _name: self._tell())
        self._tell()

    def draft(self) -> CostDraft:
        """Return the cost as typed."""
        kind, payer = self.kind.value() or CostKind.OTHER, self.payer.value() or Payer.SHOP
        return CostDraft(kind, self.amount.value() or 0, payer, self.day.value() or self._desk.today(), self.words.text())

    def _tell(self) -> None:
        words, limit = "", self._limit
        if self.kind.value() is CostKind.COMPENSATION and limit is not None:
            words = self._t("Compensation beyond {amount} a case counts once the manager or the owner has approved it.")
            words = words.format(amount=money(limit)) if limit else self._t("Compensation counts once it is approved.")
        self.hint.setText(words)
        self.hint.setVisible(bool(words))

    def write(self) -> None:
        """Save the cost."""
        self.save(self.draft())


@dataclass(frozen=True)
class Asked:
    """What a dialog of words asks: its title, the label of its field, what is written there, and what the button says."""

    title: str
    label: str
    text: str
    button: str
    name: str


class WordsDialog(PartDialog):
    """Some words; `save` takes them."""

    def __init__(self, t: Translator, asked: Asked, desk: Desk, parent: QWidget) -> None:
        super().__init__(t, asked.title, desk, parent, asked.name)
        self.save: Callable[[str], object] = lambda words: None
        self.words = self._grid.add("answer", asked.label, TextEdit(name=f"{asked.name}_words", lines=4))
        self.words.set_text(asked.text)
        self.finish_building(asked.button)

    def write(self) -> None:
        """Save the words."""
        self.save(self.words.text())


class AuthorityDialog(PartDialog):
    """The case before the authority; `save` takes the draft."""

    def __init__(self, t: Translator, draft: AuthorityDraft, desk: Desk, parent: QWidget) -> None:
        super().__init__(t, t("12315 or consumer council"), desk, parent, "case_authority")
        self.save: Callable[[AuthorityDraft], object] = lambda draft: None
        grid, today = self._grid, desk.today
        self.number = grid.add("external_number", t("Number there"), LineEdit(name="case_authority_number", chars=30))
        self.filed = grid.add("authority_on", t("Filed with the authority on"), DateField(t, today, name="case_authority_filed"))
        self.mediated = grid.add("mediation_on", t("Mediation on"), DateField(t, today, name="case_authority_mediated"))
        self.outcome = grid.add("authority_result", t("Result at the authority"), TextEdit(name="case_authority_result", lines=3))
        self.number.setText(draft.external_number)
        self.filed.set_value(draft.authority_on)
        self.mediated.set_value(draft.mediation_on)
        self.outcome.set_text(draft.authority_result)
        self.finish_building(t("Save"))

    def write(self) -> None:
        """Save what is typed."""
        self.save(AuthorityDraft(self.number.text(), self.filed.value(), self.mediated.value(), self.outcome.text()))
