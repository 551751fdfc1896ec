"""The list of complaints, with those that are half taken down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from dealer_crm.domain.complaints import ComplaintLevel
from dealer_crm.domain.silent_complaints import Sign
from dealer_crm.i18n import N_, Translator
from dealer_crm.services.complaint_list import ComplaintSpec, ComplaintView
from dealer_crm.services.drafts import KIND_COMPLAINT
from dealer_crm.ui.complaints.columns import columns, columns_beside
from dealer_crm.ui.complaints.doors import ComplaintDoors
from dealer_crm.ui.complaints.phrases import one_line, sign_words
from dealer_crm.ui.desk.doors import ListReads, Memory
from dealer_crm.ui.desk.drafts_button import DraftsButton
from dealer_crm.ui.desk.list_pane import ListKind, ListPane
from dealer_crm.ui.theme import control_height, line_height
from dealer_crm.ui.widgets import MenuButton, MenuItem
from dealer_crm.ui.widgets.asked import Asked
from dealer_crm.words.labels import label

LOW_LINES, MOST_SAID = 12, 40
WORDED_FROM = 22
"""In lines of text: in a narrower list what narrows it is its sign alone."""
"""A list of fewer lines is low; so many signs of what was said stand in the line of a menu."""

COMPLAINTS = ListKind(
    key="complaint",
    kept="complaints/columns",
    title=N_("Complaints"),
    views={
        ComplaintView.OPEN: N_("In work"),
        ComplaintView.OVERDUE: N_("Overdue"),
        ComplaintView.WAITING: N_("Waits"),
        ComplaintView.ESCALATED: N_("Gone up"),
        ComplaintView.UNMATCHED: N_("Without a customer"),
        ComplaintView.CLOSED: N_("Closed"),
        ComplaintView.ALL: N_("All"),
    },
    everything=ComplaintView.ALL,
    spec=ComplaintSpec(),
    counted=lambda t, n: t.plural("{n} complaint", "{n} complaints", n).format(n=f"{n:,}"),
    empty=N_("No complaints. When a customer is not content, take it down here while he speaks."),
    icon="smile",
    new=N_("New complaint"),
)
CALLED = {KIND_COMPLAINT: N_("Complaint: {name}")}


class ComplaintListPane(ListPane):
    """`resume_requested` asks for a draft by its key, `sign_chosen` for a complaint from a sign that nobody voiced."""

    resume_requested = Signal(str)
    sign_chosen = Signal(object)

    def __init__(self, t: Translator, doors: ComplaintDoors, memory: Memory) -> None:
        reads = ListReads(doors.reads.ids, doors.reads.rows, doors.reads.counts)
        super().__init__(t, COMPLAINTS, reads, lambda beside: (columns_beside if beside else columns)(t, doors.now), memory)
        self.drafts = DraftsButton(t, doors.drafts, CALLED)
        self.drafts.resume_requested.connect(lambda _kind, key: self.resume_requested.emit(key))
        self.foot.insertWidget(1, self.drafts)
        self.drafts.refresh()
        self._doors = doors
        self.narrow = MenuButton(t("Topic, level"), icon="funnel", name="complaint_narrow")
        self.narrow.clicked.disconnect(self.narrow.open_menu)
        self.narrow.clicked.connect(self._open_narrow)
        self.foot.addWidget(self.narrow)
        self.signs = MenuButton("", icon="lightbulb", name="complaint_signs")
        self.signs.hide()
        self._signs = Asked(self)
        self._above = QHBoxLayout()
        self._above.addStretch(1)
        cast(QVBoxLayout, self.layout()).insertLayout(2, self._above)
        self._place_signs()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the signs below where the window is low: the list needs the line. What narrows it says so where there is room."""
        super().resizeEvent(event)
        self._place_signs()
        self.narrow.set_wordless(self.width() < WORDED_FROM * line_height())

    def _place_signs(self) -> None:
        place, at = (self.foot, 2) if self.height() < LOW_LINES * control_height() else (self._above, 0)
        if place.indexOf(self.signs) < 0:
            place.insertWidget(at, self.signs)

    def recount(self) -> None:
        """Ask again for the numbers, and for signs of complaints that nobody voiced."""
        super().recount()
        self.signs_asked()

    def signs_asked(self) -> None:
        """Look for complaints that nobody voiced."""
        self._signs.ask(self._doors.register.signs, self._show_signs)

    def _show_signs(self, signs: Sequence[Sign]) -> None:
        self.signs.setVisible(bool(signs))
        self.signs.set_label(self._t("Possible complaints: {n}").format(n=len(signs)))
        self.signs.set_items(
            [MenuItem(self._sign_line(one), partial(self.sign_chosen.emit, one), f"sign_{one.source_id}") for one in signs]
        )

    def _sign_line(self, sign: Sign) -> str:
        said = one_line(sign.words)
        words = self._t("“{words}”").format(words=said[:MOST_SAID] + ("…" if len(said) > MOST_SAID else "")) if said else ""
        return " ".join(filter(None, (sign_words(sign, self._t), words)))

    # narrowing

    def narrowed(self) -> bool:
        """Tell whether words, a topic or a level leave complaints out."""
        return super().narrowed() or bool(self.spec.topic or self.spec.level)

    def clear_all(self) -> None:
        """Show the whole view again."""
        self.narrow_to(topic="", level=None)
        super().clear_all()

    def show_spec(self, spec: ComplaintSpec) -> None:
        """Ask another question, and say by what it is narrowed."""
        super().show_spec(spec)
        t = self._t
        named = next((one.said(t.language) for one in self._doors.register.topics() if one.code == spec.topic), spec.topic)
        words = " · ".join(filter(None, (named, label(spec.level, t))))
        self.narrow.set_label(words or t("Topic, level"))

    def narrow_to(self, **wanted: Any) -> None:
        """Show one topic, one level, or both again: `topic`, `level`."""
        self.show_spec(replace(self.spec, **wanted))

    def _open_narrow(self) -> None:
        t, spec = self._t, self.spec
        topics = [one for one in self._doors.register.topics() if not one.retired or one.code == spec.topic]
        items = [MenuItem(t("Every topic"), lambda: self.narrow_to(topic=""), "narrow_topic_all", checked=not spec.topic)]
        items += [
            MenuItem(
                one.said(t.language), partial(self.narrow_to, topic=one.code), f"narrow_topic_{one.code}", checked=one.code == spec.topic
            )
            for one in topics
        ]
        items += [MenuItem(""), MenuItem(t("Every level"), lambda: self.narrow_to(level=None), "narrow_level_all", checked=not spec.level)]
        items += [
            MenuItem(label(one, t), partial(self.narrow_to, level=one), f"narrow_level_{one.value}", checked=one is spec.level)
            for one in ComplaintLevel
        ]
        self.narrow.set_items(items)
        self.narrow.open_menu()
