"""The field that every follow-up ends with: a next date by chip, what it is for, or the reason why there is none."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain.agenda import MEETINGS
from dealer_crm.domain.followups import NextChip, Way, next_date
from dealer_crm.i18n import Translator
from dealer_crm.services.followups import Proposal
from dealer_crm.ui.desk.phrases import day_words
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Choice, Combo, DateField, Ink, Label, LineEdit, Segments
from dealer_crm.words.labels import label

COUNTED = (NextChip.TOMORROW, NextChip.THREE_DAYS, NextChip.WEEK, NextChip.MONTH)
DATED = (NextChip.RHYTHM, *COUNTED, NextChip.DATE)
WAYS = (Way.PHONE, Way.WECHAT, *MEETINGS)


def is_last_words(text: str) -> bool:
    """Tell whether only the sign for the last remark was typed, with either keyboard."""
    return unicodedata.normalize("NFKC", text).strip().replace("。", ".") == ".."


@dataclass(frozen=True)
class Plan:
    """What stands in the field. `day` None = no next step, then `reason` may say why; `slot` is the time of an appointment."""

    chip: NextChip
    day: date | None
    purpose: str
    reason: str
    way: Way | None = None
    slot: str = ""


class NextStepField(QWidget):
    """`none` words the chip for no next step; with `reasons` it asks why, and by which way the next contact is to be."""

    changed = Signal()

    def __init__(self, t: Translator, today: Callable[[], date], *, name: str, none: str, reasons: bool) -> None:
        super().__init__()
        self._t, self._today, self._reasons = t, today, reasons
        self._proposal: Proposal | None = None
        self.setObjectName(name)
        counted = [Choice(chip, label(chip, t)) for chip in COUNTED]
        self._choices = [*counted, Choice(NextChip.DATE, t("Pick day")), Choice(NextChip.NONE, none)]
        self.chips = Segments(self._choices, name=f"{name}_chip", label=t("Next step"))
        self.day = DateField(t, today, name=f"{name}_day")
        self.purpose = LineEdit(name=f"{name}_purpose", placeholder=t("What for, e.g. send the quotation"))
        self.purpose.setAccessibleName(t("What for"))
        self.reason = LineEdit(name=f"{name}_reason", placeholder=t("Why he is left in peace, e.g. bought elsewhere"))
        self.reason.setAccessibleName(t("Why he is left in peace"))
        ways = [Choice(None, t("Any way")), *(Choice(way, label(way, t)) for way in WAYS)]
        self.way = Combo(ways, name=f"{name}_way", label=t("How"))
        self.slot = LineEdit(name=f"{name}_slot", placeholder=t("Time, e.g. 10:00"), chars=12)
        self.slot.setAccessibleName(t("Time"))
        self._said = Label("", Type.STRONG, tone=Ink.ACCENT, name=f"{name}_said")
        self._build()
        self._listen()
        self.show_plan(Plan(NextChip.NONE, None, "", ""))

    def _build(self) -> None:
        self._line, self._below = line, words = QHBoxLayout(), QHBoxLayout()
        for row in (line, words):
            row.setSpacing(Space.S)
        for widget in (self._said, self.day, self.way, self.slot):
            line.addWidget(widget)
        line.addWidget(self.reason, 1)
        line.addWidget(self.purpose, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.XS)
        box.addWidget(self.chips)
        box.addLayout(line)
        box.addLayout(words)
        self.setFocusProxy(self.chips)

    def _listen(self) -> None:
        self.chips.changed.connect(self._on_chip)
        self.day.changed.connect(lambda _day: self.changed.emit())
        self.way.picked.connect(self._on_way)
        for field in (self.purpose, self.reason, self.slot):
            field.textEdited.connect(lambda _text: self.changed.emit())

    def propose(self, proposal: Proposal | None) -> None:
        """Offer what the customer's level asks for as the first chip; None takes it away."""
        self._proposal = proposal
        first = [Choice(NextChip.RHYTHM, self._rhythm(proposal))] if proposal else []
        self.chips.blockSignals(True)
        self.chips.set_choices([*first, *self._choices])
        self.chips.blockSignals(False)
        self.updateGeometry()

    def _rhythm(self, proposal: Proposal) -> str:
        words = self._t.plural("{level}: every {n} d", "{level}: every {n} d", proposal.every_days)
        return words.format(level=proposal.level.value, n=proposal.every_days)

    def usual(self) -> Plan:
        """Return the plan that is chosen unless somebody chooses another: the rhythm of the level, else three days."""
        return Plan(NextChip.RHYTHM if self._proposal else NextChip.THREE_DAYS, None, "", "")

    def _day_of(self, chip: NextChip) -> date | None:
        if chip is NextChip.RHYTHM:
            return self._proposal.due_on if self._proposal else None
        return next_date(chip, self._today())

    def plan(self) -> Plan:
        """Return what is chosen; a date that cannot be read counts as none."""
        chip = self.chips.value() or NextChip.NONE
        if chip is NextChip.NONE:
            return Plan(chip, None, "", self.reason.text())
        day = self.day.value() if chip is NextChip.DATE else self._day_of(chip)
        way = self.way.value()
        return Plan(chip, day, self.purpose.text(), "", way, self.slot.text() if way in MEETINGS else "")

    def show_plan(self, plan: Plan) -> None:
        """Show a plan, without telling anybody; a rhythm that is not offered (any more) becomes the usual plan."""
        if plan.chip is NextChip.RHYTHM and self._proposal is None:
            plan = replace(plan, chip=self.usual().chip)
        self.chips.blockSignals(True)
        self.chips.set_value(plan.chip)
        self.chips.blockSignals(False)
        self.day.set_value(plan.day if plan.chip is NextChip.DATE else None)
        self.purpose.setText(plan.purpose)
        self.reason.setText(plan.reason)
        self.way.set_value(plan.way)
        self.slot.setText(plan.slot)
        self._arrange()

    def date_missing(self) -> bool:
        """Tell whether a date was promised and is not readable."""
        return self.chips.value() is NextChip.DATE and self.day.value() is None

    def _on_chip(self, chip: NextChip) -> None:
        self._arrange()
        if chip is NextChip.DATE and self.isVisible():
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)
        elif chip is NextChip.NONE and self._reasons and self.isVisible():
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _on_way(self, way: Way | None) -> None:
        self._arrange()
        if way in MEETINGS and self.isVisible():
            self.slot.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _arrange(self) -> None:
        chip = self.chips.value()
        planned = chip in DATED
        day = self._day_of(chip) if planned else None
        self._said.setText(day_words(day, self._today(), self._t) if day else "")
        self._said.setVisible(day is not None)
        self.day.setVisible(chip is NextChip.DATE)
        self.purpose.setVisible(planned)
        self.reason.setVisible(chip is NextChip.NONE and self._reasons)
        self.way.setVisible(planned and self._reasons)
        timed = planned and self._reasons and self.way.value() in MEETINGS
        self.slot.setVisible(timed)
        (self._below if timed or self._reasons and chip is NextChip.DATE else self._line).addWidget(self.purpose, 1)
