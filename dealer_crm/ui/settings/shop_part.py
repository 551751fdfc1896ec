"""The shop's own data: everything that papers print, kept field by field as one leaves them."""

from __future__ import annotations

from PySide6.QtGui import QHideEvent

from dealer_crm.domain.errors import DomainError, EditConflict
from dealer_crm.domain.shop import ShopDraft
from dealer_crm.i18n import Translator
from dealer_crm.ui.settings.doors import ShopDoors
from dealer_crm.ui.settings.grant_card import GrantCard
from dealer_crm.ui.settings.part import Part
from dealer_crm.ui.widgets import FormGrid, Ink, InlineMessage, Label, LineEdit, TextEdit
from dealer_crm.ui.widgets.narrow import Narrow


class ShopPart(Part):
    """A field saves itself when the focus leaves it with a change; each is one step to undo."""

    def __init__(self, t: Translator, doors: ShopDoors) -> None:
        super().__init__("shop", t("Shop"), t("Papers print this. A field is saved when you leave it; Ctrl+Z takes it back."))
        self._t, self._doors = t, doors
        self._draft = ShopDraft()
        self.message = InlineMessage(t, name="shop_message")
        self.box.addWidget(self.message)
        card = self.add_card("shop_card")
        self.form = FormGrid(t, name="shop_form")
        self._add_fields(t)
        card.box.addWidget(self.form)
        self._saved = Label("", tone=Ink.DONE, name="shop_saved")
        self.box.addWidget(self._saved)
        self.grant = GrantCard(t, doors.grant) if doors.grant is not None else None
        if self.grant is not None:
            self.box.addWidget(self.grant)
            self.findable(t("Compensation for complaints"), self.grant.amount)
        self.box.addStretch(1)
        self.form.left.connect(lambda _name: self.leave())
        self.form.submitted.connect(self.leave)
        self.form.edited.connect(lambda _name: self._saved.setText(""))

    def _add_fields(self, t: Translator) -> None:
        self._fields: dict[str, LineEdit | TextEdit] = {
            "name": LineEdit(name="field_shop_name", chars=40),
            "credit_code": LineEdit(name="field_credit_code", chars=22, hint=t("18 characters")),
            "address": LineEdit(name="field_shop_address", chars=64),
            "postcode": LineEdit(name="field_postcode", chars=8),
            "phone": LineEdit(name="field_shop_phone", chars=20),
            "hotline": LineEdit(name="field_hotline", chars=20),
            "bank": LineEdit(name="field_bank", chars=40),
            "account": LineEdit(name="field_account", chars=28),
            "categories": LineEdit(name="field_categories", chars=64, placeholder=t("Central AC, floor heating …")),
            "note": TextEdit(name="field_shop_note", lines=2),
        }
        labels = {
            "name": t("Shop name"),
            "credit_code": t("Credit code"),
            "address": t("Shop address"),
            "postcode": t("Postcode"),
            "phone": t("Phone"),
            "hotline": t("After-sales hotline"),
            "bank": t("Bank"),
            "account": t("Account"),
            "categories": t("Line of goods"),
            "note": t("Line below the head"),
        }
        for name, field in self._fields.items():
            self.form.add(name, labels[name], field if isinstance(field, TextEdit) else Narrow(field))
            self.findable(labels[name], field)

    def reload(self) -> None:
        """Show the shop as stored; a field that is being typed in keeps its words."""
        if self.grant is not None:
            self.grant.reload()
        before, self._draft = self._draft, self._doors.shop()
        for name, field in self._fields.items():
            stored = str(getattr(self._draft, name))
            untouched = field.text() == getattr(before, name)
            if field.text() != stored and (untouched or not field.hasFocus()):
                field.setText(stored) if isinstance(field, LineEdit) else field.set_text(stored)

    def typed(self) -> ShopDraft:
        """Return the shop as the fields say it."""
        typed = {name: field.text() for name, field in self._fields.items()}
        return ShopDraft(version=self._draft.version, **typed)

    def leave(self) -> None:
        """Save what differs from the store."""
        draft = self.typed().checked()
        if draft == self._draft.checked():
            return
        try:
            self._doors.save_shop(draft)
        except DomainError as error:
            self.message.show_error(error)
            if isinstance(error, EditConflict):
                self._draft = self._doors.shop()
        else:
            self.message.clear()
            self._draft = self._doors.shop()
            self._saved.setText(self._t("Saved"))

    def hideEvent(self, event: QHideEvent) -> None:
        """Save when another room is opened."""
        self.leave()
        if self.grant is not None:
            self.grant.leave()
        super().hideEvent(event)
