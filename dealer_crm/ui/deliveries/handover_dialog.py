"""The hand-over: who signed, which days are known, and what may be asked of the customer from now on."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from dealer_crm.domain.customers import Interest, PreferredChannel
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import HandOver, ReasonMissing
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.services.delivery_file import PartRow
from dealer_crm.services.drafts import KIND_HAND_OVER, DraftPlace
from dealer_crm.ui.deliveries.doors import DeliveryDoors
from dealer_crm.ui.deliveries.sign_dialog import SignaturePart, Signing
from dealer_crm.ui.desk.kept_dialog import KeptDialog
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Choice, DateField, Dialog, FormGrid, LineEdit, MultiSegments, Role, Segments
from dealer_crm.words.labels import label

WIDTH = 720
CHANNELS = (PreferredChannel.MOBILE, PreferredChannel.WECHAT, PreferredChannel.SMS, PreferredChannel.VISIT)


class HandOverDialog(Dialog):
    """Stays open when it is refused. With `open_items` it asks why they stay open."""

    def __init__(self, t: Translator, doors: DeliveryDoors, signing: Signing, parent: QWidget, *, open_items: bool = False) -> None:
        super().__init__(t, t("Hand over"), parent, name="handover", width=WIDTH)
        self._doors, self._file, self._open_items = doors, signing.file, open_items
        file = signing.file
        self.form = self._grid = FormGrid(t, name="handover_form")
        self._build(signing)
        self.box.addWidget(self.form)
        button = self.add_button(t("Hand over"), role=Role.PRIMARY, key="Ctrl+Enter", name="handover_save", icon="circle-check")
        button.clicked.connect(self.accept)
        self.add_button(t("Later"), key="Esc", name="handover_cancel").clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        if open_items:
            count = len(file.missing) + len(file.sheets_open)
            words = self._t.plural("{n} required item stays open.", "{n} required items stay open.", count)
            self.message.show_message(words.format(n=count), Tone.WARN)
        KeptDialog(t, self, doors.drafts, DraftPlace(KIND_HAND_OVER, str(file.id), file.number))

    def _build(self, signing: Signing) -> None:
        t, file, form = self._t, self._file, self._grid
        if self._open_items:
            self.reason = form.add("reason", t("Why items stay open"), LineEdit(name="handover_reason"), required=True)
        self.signed_by = form.add("signed_by", t("Signed by"), LineEdit(name="handover_signed_by", chars=20))
        self.signed_by.setText(signing.name)
        self.signature = SignaturePart(t, lambda: self.signed_by.text().strip(), signing.choose, name="handover_signature")
        self.signature.refused.connect(self.show_error)
        form.add("signature", t("Signature"), self.signature, beside=True)
        self.parts = self._parts() if file.parts else None
        self.commissioned_on = form.add("commissioned_on", t("First run on"), self._day("handover_commissioned"))
        self.accepted_on = form.add("accepted_on", t("Accepted on"), self._day("handover_accepted"), beside=True)
        self.commissioned_on.set_value(file.commissioned_on)
        self.accepted_on.set_value(file.accepted_on)
        form.show_field_note("commissioned_on", t("Leave a day empty that nobody knows: a task will ask for it."))
        self.care = form.add("care", t("May we remind of care?"), self._yes_no("handover_care"))
        self.news = form.add("news", t("May we tell of events?"), self._yes_no("handover_news"), beside=True)
        self.care.set_value(True if file.consent_on else None)
        self.news.set_value(True if file.marketing_ok else None)
        channels = [Choice(one, label(one, t)) for one in CHANNELS]
        self.channel = form.add("channel", t("Best way to reach"), Segments(channels, name="handover_channel"))
        self.channel.set_value(file.channel)
        interests = [Choice(one, label(one, t)) for one in Interest]
        self.interests = form.add("interests", t("Interested in"), MultiSegments(interests, name="handover_interests"))
        self.interests.set_values(file.interests)

    def _parts(self) -> MultiSegments:
        """Offer the part deliveries that were signed before; all of them are handed over along, as long as nobody says otherwise."""
        t = self._t
        choices = [Choice(one.id, self._part_words(one)) for one in self._file.parts]
        parts = self._grid.add("parts", t("Handed over along"), MultiSegments(choices, name="handover_parts"))
        parts.set_values([one.id for one in self._file.parts])
        return parts

    def _part_words(self, part: PartRow) -> str:
        return " · ".join(filter(None, (part.number, f"{local_day(part.signed_at):%m-%d}" if part.signed_at else "")))

    def _day(self, name: str) -> DateField:
        return DateField(self._t, self._doors.today, name=name)

    def _yes_no(self, name: str) -> Segments:
        return Segments([Choice(True, self._t("Yes")), Choice(False, self._t("No"))], name=name, joined=True)

    def hand_over(self, picture: str = "") -> HandOver:
        """Return what was told; `picture` is the kept signature."""
        chosen = tuple(self.interests.values())
        return HandOver(
            signed_by=self.signed_by.text(),
            commissioned_on=self.commissioned_on.value(),
            accepted_on=self.accepted_on.value(),
            care_ok=self.care.value(),
            news_ok=self.news.value(),
            interests=chosen if chosen != self._file.interests else None,
            channel=self.channel.value(),
            language=self._t.language,
            picture=picture,
        )

    def accept(self) -> None:
        """Hand over; the dialog stays open where that is refused."""
        reason = self.reason.text() if self._open_items else ""
        self._grid.clear_errors()
        try:
            if self._open_items and not reason.strip():
                raise ReasonMissing
            picture, paper = self.signature.keep(self._doors.door)
            also = self.parts.values() if self.parts else ()
            self._doors.writes.finish(self._file.id, replace(self.hand_over(picture), paper=paper), reason, also)
        except DomainError as error:
            self.show_error(error)
        else:
            super().accept()
