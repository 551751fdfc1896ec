"""The field that every follow-up ends with: a next date by chip, what it is for, or the reason why there is none."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain.followups import NextChip, next_date
from dealer_crm.i18n import Translator
from dealer_crm.ui.customers.phrases import day_words
from dealer_crm.ui.customers.wrapping import wrapping
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Choice, DateField, Ink, Label, LineEdit, Segments
from dealer_crm.words.labels import label

COUNTED = (NextChip.TOMORROW, NextChip.THREE_DAYS, NextChip.WEEK, NextChip.MONTH)
DATED = (*COUNTED, NextChip.DATE)


def is_last_words(text: str) -> bool:
    """Tell whether only the sign for the last remark was typed, with either keyboard."""
    return unicodedata.normalize("NFKC", text).strip().replace("。", ".") == ".."


@dataclass(frozen=True)
class Plan:
    """What stands in the field. `day` None = no next step, then `reason` may say why."""

    chip: NextChip
    day: date | None
    purpose: str
    reason: str


class NextStepField(QWidget):
    """`none` words the chip for no next step; with `reasons` it asks why."""

    changed = Signal()

    def __init__(self, t: Translator, today: Callable[[], date], *, name: str, none: str, reasons: bool) -> None:
        super().__init__()
        self._t, self._today, self._reasons = t, today, reasons
        self.setObjectName(name)
        choices = [*(Choice(chip, label(chip, t)) for chip in COUNTED), Choice(NextChip.DATE, t("Pick day")), Choice(NextChip.NONE, none)]
        self.chips = wrapping(Segments(choices, name=f"{name}_chip", label=t("Next step")))
        self.day = DateField(t, today, name=f"{name}_day")
        self.purpose = LineEdit(name=f"{name}_purpose", placeholder=t("What for, e.g. send the quotation"))
        self.purpose.setAccessibleName(t("What for"))
        self.reason = LineEdit(name=f"{name}_reason", placeholder=t("Why there is no next step"))
        self.reason.setAccessibleName(t("Why there is no next step"))
        self._said = Label("", Type.STRONG, tone=Ink.ACCENT, name=f"{name}_said")
        line = QHBoxLayout()
        line.setSpacing(Space.S)
        line.addWidget(self._said)
        line.addWidget(self.day)
        line.addWidget(self.purpose, 1)
        line.addWidget(self.reason, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.XS)
        box.addWidget(self.chips)
        box.addLayout(line)
        self.setFocusProxy(self.chips)
        self.chips.changed.connect(self._on_chip)
        self.day.changed.connect(lambda _day: self.changed.emit())
        self.purpose.textEdited.connect(lambda _text: self.changed.emit())
        self.reason.textEdited.connect(lambda _text: self.changed.emit())
        self.show_plan(Plan(NextChip.NONE, None, "", ""))

    def plan(self) -> Plan:
        """Return what is chosen; a date that cannot be read counts as none."""
        chip = self.chips.value() or NextChip.NONE
        day = self.day.value() if chip is NextChip.DATE else next_date(chip, self._today())
        planned = chip is not NextChip.NONE
        return Plan(chip, day, self.purpose.text() if planned else "", "" if planned else self.reason.text())

    def show_plan(self, plan: Plan) -> None:
        """Show a plan, without telling anybody."""
        self.chips.blockSignals(True)
        self.chips.set_value(plan.chip)
        self.chips.blockSignals(False)
        self.day.set_value(plan.day if plan.chip is NextChip.DATE else None)
        self.purpose.setText(plan.purpose)
        self.reason.setText(plan.reason)
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

    def _arrange(self) -> None:
        chip = self.chips.value()
        planned = chip in DATED
        day = next_date(chip, self._today()) if planned else None
        self._said.setText(day_words(day, self._today(), self._t) if day else "")
        self._said.setVisible(day is not None)
        self.day.setVisible(chip is NextChip.DATE)
        self.purpose.setVisible(planned)
        self.reason.setVisible(chip is NextChip.NONE and self._reasons)
