"""Asks for what a paper says of the shop and the shop does not have yet, instead of printing it empty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.shop import ShopDraft
from dealer_crm.i18n import N_, Translator
from dealer_crm.ui.widgets import Dialog, FormGrid, Label, LineEdit, Role

_LABELS = {
    "name": N_("Shop name"),
    "address": N_("Shop address"),
    "phone": N_("Phone"),
    "hotline": N_("After-sales hotline"),
    "credit_code": N_("Credit code"),
}


def missing_of(shop: ShopDraft, needs: Sequence[str]) -> tuple[str, ...]:
    """Return the fields that a paper needs and the shop has not; a telephone stands in for the hotline."""
    stands_in = {"hotline": shop.phone, "phone": shop.hotline}
    return tuple(name for name in needs if not getattr(shop, name) and not stands_in.get(name))


class MissingDialog(Dialog):
    """`went_on` when the paper may be printed: saved, or passed over. It frees itself when it closes."""

    went_on = Signal()

    def __init__(
        self, t: Translator, shop: ShopDraft, needs: Sequence[str], save_shop: Callable[[ShopDraft], object], parent: QWidget | None
    ) -> None:
        super().__init__(t, t("The paper says this of the shop"), parent, name="missing_dialog", width=480)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._shop, self._save = shop, save_shop
        self.box.addWidget(
            Label(t("This stands on the paper and is still empty. It is kept for all papers."), name="missing_words", wrap=True)
        )
        self.form = FormGrid(t, name="missing_form")
        self._fields = {name: self.form.add(name, t(label), LineEdit(name=f"missing_{name}")) for name, label in _chosen(needs)}
        self.box.addWidget(self.form)
        save = self.add_button(t("Save and go on"), role=Role.PRIMARY, key="Ctrl+Enter", name="missing_save")
        self.form.set_last(save)
        save.clicked.connect(self.accept)
        self.add_button(t("Print anyway"), name="missing_pass").clicked.connect(self._pass_over)
        self.add_button(t("Cancel"), key="Esc", name="missing_cancel").clicked.connect(self.reject)

    def accept(self) -> None:
        """Save what was filled in, and go on."""
        typed = {name: field.text() for name, field in self._fields.items() if field.text().strip()}
        try:
            if typed:
                self._save(_filled(self._shop, typed))
        except DomainError as error:
            self.show_error(error)
        else:
            super().accept()
            self.went_on.emit()

    def _pass_over(self) -> None:
        super().accept()
        self.went_on.emit()


def _filled(shop: ShopDraft, typed: dict[str, str]) -> ShopDraft:
    known = {f.name: getattr(shop, f.name) for f in fields(shop)}
    return ShopDraft(**{**known, **typed})


def _chosen(needs: Sequence[str]) -> list[tuple[str, str]]:
    return [(name, label) for name, label in _LABELS.items() if name in needs]
