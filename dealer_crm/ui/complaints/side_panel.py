"""What stands beside the steps: the tips for the call (CLEAR, S0-18), and the case as the customer told it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dealer_crm.domain.dates import local_day
from dealer_crm.i18n import Translator
from dealer_crm.services.complaint_file import ComplaintFile
from dealer_crm.ui.complaints.clear_ticks import ClearTicks
from dealer_crm.ui.complaints.cost_panel import CostPanel
from dealer_crm.ui.complaints.doors import ComplaintDoors
from dealer_crm.ui.complaints.phrases import cover_sentence, machine_words, topic_words, who_words
from dealer_crm.ui.complaints.run_strip import seen_words, upward_words
from dealer_crm.ui.desk.doors import Chooser
from dealer_crm.ui.desk.phrases import short_day
from dealer_crm.ui.desk.picture_strip import PictureStrip
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Choice, Combo, Ink, Label, Segments
from dealer_crm.ui.widgets.body import ScrollBody
from dealer_crm.words.complaints import step_words
from dealer_crm.words.labels import label
from dealer_crm.words.moments import moment


class CaseFacts(ScrollBody):
    """The complaint as taken, its machine, who works on it, the photos, and what was said so far."""

    assigned = Signal(object)

    def __init__(self, t: Translator, doors: ComplaintDoors, chooser: Callable[[], Chooser]) -> None:
        super().__init__("case_facts", margin=Space.M)
        self._t, self._doors = t, doors
        self.box.setSpacing(Space.S)
        self._words = Label("", Type.STRONG, name="case_words", wrap=True)
        self._facts = Label("", name="case_more", tone=Ink.TEXT2, wrap=True)
        self._cover = Label("", name="case_cover", wrap=True)
        self.staff = Combo(name="case_staff", label=t("With"))
        self.pictures = PictureStrip(t, doors, chooser, "case_pictures")
        self._log = Label("", Type.CAPTION, name="case_log", tone=Ink.TEXT2, wrap=True)
        self.box.addWidget(self._words)
        self.box.addWidget(self._facts)
        self.box.addWidget(self._cover)
        self.box.addWidget(Label(t("With"), Type.LABEL, tone=Ink.TEXT2))
        self.box.addWidget(self.staff)
        self.box.addWidget(Label(t("Photos"), Type.LABEL, tone=Ink.TEXT2))
        self.box.addWidget(self.pictures)
        self.box.addWidget(self._log)
        self.box.addStretch(1)
        self.staff.picked.connect(self.assigned)

    def show_file(self, file: ComplaintFile) -> None:
        """Show another complaint."""
        t, now = self._t, self._doors.now()
        self._words.setText(t("“{words}”").format(words=file.draft.words))
        self._facts.setText("\n".join([*_facts(file, t), *running_words(file, now, t)]))
        cover = cover_sentence(file.machine, local_day(file.opened_at), self._doors.today(), t) if file.machine else ""
        self._cover.setText("\n".join(filter(None, (machine_words(file.machine), cover))) if file.machine else "")
        self._cover.setVisible(file.machine is not None)
        staff = self._doors.reads.staff()
        known = [Choice(one.id, one.name) for one in staff]
        if file.staff_id and file.staff_id not in [one.id for one in staff]:
            known.append(Choice(file.staff_id, file.staff))
        self.staff.set_choices([Choice(None, t("Nobody yet")), *known])
        self.staff.set_value(file.staff_id)
        self.pictures.show_pictures(file.draft.customer_id, file.pictures)
        lines = [f"{moment(at, now, t)}  {words}" for at, words in sorted(told_so_far(file, now, t), key=lambda one: one[0])]
        self._log.setText("\n".join(lines))
        self._log.setVisible(bool(lines))


PARTS = ("case", "clear", "costs")
"""What the panel can show, in the order in which it is stacked."""


class SidePanel(QWidget):
    """Tips and case behind two chips; the chips stand elsewhere where there is little room."""

    def __init__(self, t: Translator, doors: ComplaintDoors, chooser: Callable[[], Chooser]) -> None:
        super().__init__()
        self.setObjectName("case_side")
        self.facts = CaseFacts(t, doors, chooser)
        self.costs = CostPanel(t, doors, chooser)
        parts = [Choice("case", t("The case")), Choice("costs", t("Costs")), Choice("clear", t("Tips"))]
        self.tabs = Segments(parts, name="case_side_tabs", joined=True)
        self.tabs.set_label(t("Beside the steps"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.facts)
        self.clear = ClearTicks(t, doors)
        self._stack.addWidget(self.clear)
        self._stack.addWidget(self.costs)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(Space.M, Space.S, Space.M, 0)
        head.addWidget(self.tabs)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._head)
        box.addWidget(self._stack, 1)
        self.tabs.changed.connect(self.show_part)
        self.tabs.set_value("clear")

    def show_part(self, key: str) -> None:
        """Show the tips ("clear"), the case ("case") or its costs ("costs")."""
        self._stack.setCurrentIndex(PARTS.index(key))

    def set_own_tabs(self, own: bool) -> None:
        """Show the chips here, or leave them to the head."""
        self._head.setVisible(own)
        if own:
            self.show_part(self.tabs.value() or "clear")


def running_words(file: ComplaintFile, now: datetime, t: Translator) -> list[str]:
    """Return how an open case stands beside its deadlines: when it goes up, and where the law sees wilful delay."""
    if file.closed_at is not None:
        return []
    limit = t("Legal limit {day}").format(day=short_day(local_day(file.legal_by), local_day(now)))
    return [words for words in (upward_words(file, now, t), limit) if words]


def told_so_far(file: ComplaintFile, now: datetime, t: Translator) -> list[tuple[datetime, str]]:
    """Return what happened to the case so far: steps, waiting, who above has seen to it, each with its instant."""
    found = [(done.at, f"{step_words(done.step, t)}{_said(done.words)}") for done in file.steps]
    for pause in file.parts.pauses:
        found.append((pause.from_at, f"{label(pause.wait_for, t)}{_said(pause.words)}"))
        if pause.until_at is not None:
            found.append((pause.until_at, t("it goes on")))
    return found + [(row.at, seen_words(row, now, t)) for row in file.parts.seen]


def _facts(file: ComplaintFile, t: Translator) -> list[str]:
    draft = file.draft
    wants = t("He wants: {what}").format(what=label(draft.demand, t)) + (f" · {draft.demand_words}" if draft.demand_words else "")
    about = (label(draft.type, t), label(draft.subtype, t), topic_words(draft.topic, file.topic, t))
    found = [t("About: {what}").format(what=" · ".join(filter(None, about))), wants]
    for words, value in (
        (t("Who complains: {value}"), who_words(draft.complainant, "", t) if draft.nobody else draft.complainant),
        (t("Noticed by: {value}"), label(draft.detected, t)),
        (t("His way: {value}"), label(draft.dissatisfied, t)),
        (t("Order {value}"), file.order),
        (t("Case elsewhere: {value}"), draft.external_number),
        (t("Taken by {value}"), file.taken_by),
        (t("Cause: {value}"), file.cause),
        (t("Liable: {value}"), label(file.liable, t)),
        (t("Measure: {value}"), file.measure),
        (t("Prevention: {value}"), file.prevention),
    ):
        if value:
            found.append(words.format(value=value))
    return found


def _said(words: str) -> str:
    return f": {words}" if words else ""
