"""The chips that count the kinds of a month and filter by them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.i18n import N_, Translator
from dealer_crm.ui.today.items import ICONS
from dealer_crm.ui.widgets import Choice, MultiSegments

GROUPS: dict[str, tuple[str, tuple[AgendaKind, ...]]] = {
    "contacts": (N_("Follow-up"), (AgendaKind.STEP, AgendaKind.CONFIRM, AgendaKind.QUOTE, AgendaKind.CHANGE, AgendaKind.MILESTONE)),
    "visits": (N_("Care call"), (AgendaKind.VISIT, AgendaKind.BIRTHDAY)),
    "goods": (
        N_("Delivery"),
        (
            AgendaKind.DELIVERY,
            AgendaKind.JOB,
            AgendaKind.ARRIVAL,
            AgendaKind.ORDER,
            AgendaKind.HANDOVER,
            AgendaKind.EXPECTATION,
            AgendaKind.MEND,
        ),
    ),
    "service": (N_("Service call"), (AgendaKind.REQUEST,)),
    "care": (N_("Maintenance"), (AgendaKind.WARRANTY_END, AgendaKind.MAINTENANCE)),
    "complaints": (N_("Complaint"), (AgendaKind.COMPLAINT, AgendaKind.ESCALATION, AgendaKind.APPROVAL)),
    "money": (N_("Money"), (AgendaKind.RECEIVABLE, AgendaKind.CLAIM, AgendaKind.PROMISE)),
}


class KindFilter(QWidget):
    """Only kinds the month has are offered; nothing chosen shows everything.

    `changed` carries the kinds that are let through, an empty set for all.
    """

    changed = Signal(object)

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self._t = t
        self.setObjectName("calendar_kinds")
        self._said: dict[str, str] = {}
        self._room = True
        self.chips = MultiSegments(self._choices({}), name="kind_filter", label=t("Kinds"), columns=2)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.chips)
        self.chips.changed.connect(lambda _values: self.changed.emit(self.kinds()))

    def kinds(self) -> frozenset[AgendaKind]:
        """Return the kinds that are let through; empty = all."""
        return frozenset(kind for group in self.chips.values() for kind in GROUPS[group][1])

    def show_counts(self, counts: Mapping[AgendaKind, int]) -> None:
        """Say how many of each there are; what is chosen stays chosen."""
        chosen = self.chips.values()
        sums = {key: sum(counts.get(kind, 0) for kind in kinds) for key, (_text, kinds) in GROUPS.items()}
        fresh = {key: count for key, count in sums.items() if count or key in chosen}
        choices = self._choices(fresh)
        said = {str(choice.value): choice.text for choice in choices}
        if said == self._said:
            return
        self._said = said
        self.chips.blockSignals(True)
        self.chips.set_choices(choices)
        self.chips.set_values(chosen)
        self.chips.blockSignals(False)
        self._show()

    def set_room(self, room: bool) -> None:
        """Tell whether there is room; what filters stays in sight."""
        self._room = room
        self._show()

    def _show(self) -> None:
        self.setVisible(bool(self._said) and (self._room or bool(self.chips.values())))

    def _choices(self, counts: Mapping[str, int]) -> list[Choice]:
        found: Iterable[tuple[str, tuple[str, tuple[AgendaKind, ...]]]] = GROUPS.items()
        return [Choice(key, f"{self._t(text)} {counts[key]}", ICONS[kinds[0]]) for key, (text, kinds) in found if key in counts]
