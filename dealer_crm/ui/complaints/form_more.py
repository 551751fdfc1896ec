"""What can wait until the customer has finished: how it came, its level and what the level asks for, what helps with his way."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from dealer_crm.domain.complaint_case import Detected
from dealer_crm.domain.complaints import ComplaintChannel, ComplaintDraft, ComplaintLevel, DissatisfiedType
from dealer_crm.i18n import Translator
from dealer_crm.ui.complaints.doors import ComplaintDoors
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Choice, Combo, DateField, FormGrid, LineEdit, Segments
from dealer_crm.words.labels import label

THIRD_PARTIES = frozenset(
    {ComplaintChannel.HOTLINE_12315, ComplaintChannel.CONSUMER_COUNCIL, ComplaintChannel.MEDIA, ComplaintChannel.LAWYER}
)
"""What comes this way went through a third party (S3-44, level 3)."""
OF_LEVEL = {ComplaintLevel.SILENT: ("detected",), ComplaintLevel.THIRD_PARTY: ("authority_on", "mediation_on")}
"""Fields that one level alone has."""


class MoreFields(QObject):
    """Adds a part that folds away to a form, and keeps it together: a level shows its own fields."""

    opened = Signal()

    def __init__(self, t: Translator, doors: ComplaintDoors, grid: FormGrid) -> None:
        super().__init__(grid)
        self._t, self._doors, self._grid = t, doors, grid
        more = grid.add_section("complaint_more", t("Channel, level and more"))
        channels = [Choice(one, label(one, t)) for one in ComplaintChannel]
        self.channel = more.add("channel", t("Came by"), Combo(channels, name="complaint_channel", label=t("Came by")))
        levels = Segments([Choice(one, label(one, t)) for one in ComplaintLevel], name="complaint_level")
        self.level = more.add("level", t("Level"), levels)
        noticed = [Choice(None, t("Not known")), *(Choice(one, label(one, t)) for one in Detected)]
        self.detected = more.add("detected", t("Noticed by"), Combo(noticed, name="complaint_detected", label=t("Noticed by")))
        self.external = more.add("external_number", t("Number of the case elsewhere"), LineEdit(name="complaint_external"))
        self.filed = more.add("authority_on", t("Filed there on"), DateField(t, doors.today, name="complaint_filed"))
        self.mediation = more.add("mediation_on", t("Mediation on"), DateField(t, doors.today, name="complaint_mediation"), beside=True)
        moods = [Choice(None, t("Not known")), *(Choice(one, label(one, t)) for one in DissatisfiedType)]
        self.mood = more.add("dissatisfied", t("He"), Combo(moods, name="complaint_dissatisfied"))
        self.demand_words = more.add("demand_words", t("He wants, in words"), LineEdit(name="complaint_demand_words"))
        self.complainant = more.add("complainant", t("Who complains"), LineEdit(name="complaint_complainant"))
        self.channel.picked.connect(self._on_channel)
        self.level.changed.connect(lambda _level: self._show_level())
        self.mood.currentIndexChanged.connect(lambda _at: self._show_tip())

    def show_draft(self, draft: ComplaintDraft) -> None:
        """Show what can wait of a draft; open where something of it is told."""
        self.channel.set_value(draft.channel)
        self.level.set_value(draft.level)
        self.detected.set_value(draft.detected)
        self.external.setText(draft.external_number)
        self.filed.set_value(draft.authority_on)
        self.mediation.set_value(draft.mediation_on)
        self.mood.set_value(draft.dissatisfied)
        self.demand_words.setText(draft.demand_words)
        self.complainant.setText("" if draft.nobody else draft.complainant)
        self.show_notes()
        if draft.level is not ComplaintLevel.DIRECT:
            self._grid.open_section("complaint_more")

    def show_notes(self) -> None:
        """Say what there is to say about level and way."""
        self._show_level()
        self._show_tip()

    def values(self) -> dict[str, Any]:
        """Return it as typed, by the names of the draft."""
        level = self.level.value() or ComplaintLevel.DIRECT
        third = level is ComplaintLevel.THIRD_PARTY
        return {
            "channel": self.channel.value(),
            "level": level,
            "detected": self.detected.value() if level is ComplaintLevel.SILENT else None,
            "external_number": self.external.text(),
            "authority_on": self.filed.value() if third else None,
            "mediation_on": self.mediation.value() if third else None,
            "dissatisfied": self.mood.value(),
            "demand_words": self.demand_words.text(),
            "complainant": self.complainant.text(),
        }

    def set_nobody(self, nobody: bool) -> None:
        """Who complains stands above where it is nobody of ours."""
        self._grid.set_row_visible("complainant", not nobody)

    def _on_channel(self, channel: ComplaintChannel) -> None:
        if channel in THIRD_PARTIES and self.level.value() is ComplaintLevel.DIRECT:
            self.level.set_value(ComplaintLevel.THIRD_PARTY)
            self._show_level()

    def _show_level(self) -> None:
        level = self.level.value()
        for one, names in OF_LEVEL.items():
            for name in names:
                self._grid.set_row_visible(name, one is level)
        third = level is ComplaintLevel.THIRD_PARTY
        words = self._t("The owner sees to it himself. Get contract, signed delivery and service slips ready.") if third else ""
        self._grid.show_field_note("level", words, Tone.WARN)

    def _show_tip(self) -> None:
        """Say what helps with his way, and how many are like him."""
        tip = next((one for one in self._doors.register.tips() if one.kind is self.mood.value()), None)
        words = self._t("{tip} (about {share} % of the dissatisfied)") if tip else ""
        self._grid.show_field_note("dissatisfied", words.format(tip=tip.said(self._t.language), share=tip.share) if tip else "", Tone.INFO)
