"""One line on how a case runs: what it waits for, or when it goes up and who has seen to it; with the deeds that belong to it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dealer_crm.domain.complaint_case import Escalation
from dealer_crm.domain.complaints import ComplaintState
from dealer_crm.i18n import Translator
from dealer_crm.services.complaint_file import ComplaintFile
from dealer_crm.services.complaint_parts import SeenRow
from dealer_crm.ui.complaints.case_doors import WaitDoors
from dealer_crm.ui.desk.phrases import short_day
from dealer_crm.ui.theme import Space, Tone, Type, line_height, tokens_of
from dealer_crm.ui.widgets import Button, ElidedLabel, Role
from dealer_crm.ui.widgets.painting import icon_side, paint_box, paint_icon
from dealer_crm.ui.widgets.text import set_tip
from dealer_crm.words.labels import label
from dealer_crm.words.moments import moment

WORDED_FROM = 36
"""In lines of text: a narrower strip shows its deeds by their icons alone."""


class RunStrip(QWidget):
    """Shows a ComplaintFile while it is open; its buttons are wired by the case pane."""

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self._t = t
        self._tone, self._icon = Tone.NEUTRAL, "clock"
        self.level: Escalation | None = None
        self.setObjectName("run_strip")
        self._words = ElidedLabel("", Type.CAPTION, name="run_words")
        self.told_button = Button(t("Customer told"), role=Role.QUIET, icon="phone-call", name="run_told")
        self.wait_button = Button(t("Let it wait…"), role=Role.QUIET, icon="bell-off", name="run_wait")
        self.resume_button = Button(t("It goes on"), role=Role.QUIET, icon="refresh-cw", name="run_resume")
        self.again_button = Button(t("Ask again later…"), role=Role.QUIET, icon="calendar-clock", name="run_again")
        self.seen_button = Button(t("Seen to it…"), role=Role.QUIET, icon="eye", name="run_seen")
        set_tip(self.told_button, t("The customer has just heard how it stands"))
        box = QHBoxLayout(self)
        box.setContentsMargins(Space.M + icon_side() + Space.S, 0, Space.S, 0)
        box.setSpacing(Space.XS)
        box.addWidget(self._words, 1)
        for button in self.buttons():
            box.addWidget(button)
        self._runs = self._tiny = False
        self.hide()

    def set_tiny(self, tiny: bool) -> None:
        """Leave the line to the head and its menu where hardly anything else would be seen."""
        self._tiny = tiny
        self.setVisible(self._runs and not tiny)

    def deeds(self) -> list[Button]:
        """Return what can be done now."""
        return [button for button in self.buttons() if self._runs and not button.isHidden()]

    def buttons(self) -> tuple[Button, ...]:
        """Return the deeds, in reading order."""
        return self.seen_button, self.resume_button, self.again_button, self.told_button, self.wait_button

    def words(self) -> str:
        """Return what the line says."""
        return self._words.text()

    def show_file(self, file: ComplaintFile, now: datetime, doors: WaitDoors | None) -> None:
        """Show another complaint, or the same one anew; a closed one has no clock that runs."""
        t, waiting = self._t, file.parts.waiting
        is_open = file.state is ComplaintState.OPEN and doors is not None
        self._runs = is_open
        self.setVisible(is_open and not self._tiny)
        if not is_open or doors is None:
            return
        self.level = level_of(file, now)
        self._tone = Tone.WARN if waiting else Tone.DANGER if self.level else Tone.NEUTRAL
        self._icon = "bell-off" if waiting else "triangle-alert" if self.level else "arrow-up"
        lines = [*([waiting_words(file, now, t)] if waiting else []), upward_words(file, now, t)]
        self._words.setText(" · ".join(filter(None, lines)))
        self.resume_button.setVisible(waiting is not None)
        self.again_button.setVisible(waiting is not None)
        self.wait_button.setVisible(waiting is None)
        self.seen_button.setVisible(self.level is not None and doors.may_see(self.level))
        self.setAccessibleName(self._words.text())
        self._fit()
        self.update()

    def resizeEvent(self, _event: object) -> None:
        """Leave the words of the deeds to their tooltips where the line is short."""
        self._fit()

    def _fit(self) -> None:
        for button in self.buttons():
            button.set_wordless(self.width() < WORDED_FROM * line_height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground of the tone and its sign."""
        painter, pair = QPainter(self), tokens_of(self).tone(self._tone)
        paint_box(painter, self.rect(), pair.bg)
        paint_icon(painter, self._icon, pair.fg, QPointF(Space.M, (self.height() - icon_side()) / 2))


def level_of(file: ComplaintFile, now: datetime) -> Escalation | None:
    """Return how far up the case is by now and nobody there has seen to it yet."""
    if file.owner_at is not None and file.owner_at <= now:
        return Escalation.OWNER
    return Escalation.MANAGER if file.manager_at is not None and file.manager_at <= now else None


def waiting_words(file: ComplaintFile, now: datetime, t: Translator) -> str:
    """Write whom it waits for, why, since when, and when somebody asks."""
    waiting = file.parts.waiting
    if waiting is None:
        return ""
    words = t("{whom}: {why} · since {since}, ask again on {day}")
    day = short_day(waiting.expected_on, now.astimezone().date())
    return words.format(
        whom=label(waiting.wait_for, t), why=" ".join(waiting.words.split()), since=moment(waiting.from_at, now, t), day=day
    )


def upward_words(file: ComplaintFile, now: datetime, t: Translator) -> str:
    """Write when it goes to manager and owner, or that it is there, and who has seen to it last."""
    found = []
    for at, gone, coming in (
        (file.owner_at, t("With the owner since {when}"), t("to the owner {when}")),
        (file.manager_at, t("With the manager since {when}"), t("to the manager {when}")),
    ):
        if at is not None:
            found.append((at, (gone if at <= now else coming).format(when=moment(at, now, t))))
    words = [text for _at, text in sorted(found)]
    if file.parts.seen:
        words.append(seen_words(file.parts.seen[-1], now, t))
    return " · ".join(words)


def seen_words(row: SeenRow, now: datetime, t: Translator) -> str:
    """Write who has seen to it, when, and what was decided."""
    said = f": {' '.join(row.words.split())}" if row.words else ""
    return t("seen by {who} {when}").format(who=row.staff or t("somebody"), when=moment(row.at, now, t)) + said
