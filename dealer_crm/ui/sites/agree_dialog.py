"""The time of a job agreed with the customer: day and slot once more, and by which channel he said yes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from dealer_crm.domain.customers import PreferredChannel
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.ui.sites.doors import Agreed
from dealer_crm.ui.widgets import Choice, DateField, Dialog, FormGrid, LineEdit, Role, Segments
from dealer_crm.words.labels import label

WIDTH = 560
CHANNELS = (PreferredChannel.MOBILE, PreferredChannel.WECHAT, PreferredChannel.SMS, PreferredChannel.VISIT)


class AgreeDialog(Dialog):
    """`save` takes what was agreed; the dialog stays open when it is refused."""

    def __init__(self, t: Translator, start: Agreed, today: Callable[[], date], parent: QWidget) -> None:
        super().__init__(t, t("Agree the time"), parent, name="agree_dialog", width=WIDTH)
        self.save: Callable[[Agreed], object] = lambda agreed: None
        self.form = form = FormGrid(t, name="agree_form")
        self.day = form.add("planned_on", t("Day"), DateField(t, today, name="agree_day"))
        self.slot = form.add("slot", t("Hour"), LineEdit(name="job_agreed_slot", chars=14, placeholder="9:00–12:00"), beside=True)
        offered = dict.fromkeys((*((start.channel,) if start.channel else ()), *CHANNELS))
        channels = [Choice(one, label(one, t)) for one in offered]
        self.channel = form.add("channel", t("Agreed by"), Segments(channels, name="agree_channel"))
        self.day.set_value(start.day)
        self.slot.setText(start.slot)
        self.channel.set_value(start.channel or PreferredChannel.MOBILE)
        if start.channel is not None:
            form.show_field_note("channel", t("The customer prefers this way."))
        self.box.addWidget(form)
        button = self.add_button(t("Agreed"), role=Role.PRIMARY, key="Ctrl+Enter", name="agree_save", icon="check")
        button.clicked.connect(self.accept)
        self.add_button(t("Cancel"), key="Esc", name="agree_cancel").clicked.connect(self.reject)
        form.set_last(button)
        self.finished.connect(self.deleteLater)

    def accept(self) -> None:
        """Note it, or say why not and stay."""
        try:
            self.save(Agreed(self.channel.value(), self.day.value(), self.slot.text()))
        except DomainError as error:
            self.show_error(error)
        else:
            super().accept()
