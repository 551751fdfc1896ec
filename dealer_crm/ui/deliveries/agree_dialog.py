"""The slot agreed: by which way the customer said yes to day and time, his own way first."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dealer_crm.domain.customers import PreferredChannel
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.services.delivery_file import DeliveryFile
from dealer_crm.ui.deliveries.doors import DeliveryDoors
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Choice, Dialog, FormGrid, Label, Role, Segments
from dealer_crm.words.labels import label

CHANNELS = (PreferredChannel.MOBILE, PreferredChannel.WECHAT, PreferredChannel.SMS, PreferredChannel.LANDLINE, PreferredChannel.SHOP)


def ordered_channels(file: DeliveryFile) -> tuple[PreferredChannel, ...]:
    """Return the ways to agree by, the customer's own first."""
    return tuple(dict.fromkeys((file.channel or CHANNELS[0], *CHANNELS)))


class AgreeDialog(Dialog):
    """Asks by which way the customer agreed to day and time; his own way stands first and is chosen."""

    def __init__(self, t: Translator, doors: DeliveryDoors, file: DeliveryFile, parent: QWidget) -> None:
        super().__init__(t, t("The customer agreed to the time"), parent, name="agree_slot", width=560)
        self._doors, self._file = doors, file
        self.form = form = FormGrid(t, name="agree_form")
        when = " ".join(filter(None, (f"{file.draft.planned_on:%Y-%m-%d}" if file.draft.planned_on else "", file.draft.slot)))
        self.box.addWidget(Label(when or t("No day yet"), name="agree_when"))
        channels = [Choice(one, label(one, t)) for one in ordered_channels(file)]
        self.channel = form.add("channel", t("Agreed by"), Segments(channels, name="agree_channel"))
        self.channel.set_value(channels[0].value)
        self.box.addWidget(form)
        if file.channel is not None:
            self.message.show_message(t("He is best reached by: {channel}").format(channel=label(file.channel, t)), Tone.INFO)
        save = self.add_button(t("Agreed"), role=Role.PRIMARY, key="Ctrl+Enter", name="agree_save", icon="circle-check")
        save.clicked.connect(self.accept)
        self.add_button(t("Later"), key="Esc", name="agree_cancel").clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)

    def accept(self) -> None:
        """Note it; the dialog stays open where that is refused."""
        try:
            self._doors.door.agree(self._file.id, self.channel.value())
        except DomainError as error:
            self.message.show_error(error)
        else:
            super().accept()
