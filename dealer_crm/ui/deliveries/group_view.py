"""The items of one group below each other, with the button that passes the rest."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from dealer_crm.domain.acceptances import SIGNING_CEREMONY, DeadlineMissing, PhotoMissing, ReadingMissing, WhyNotMissing
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.deliveries import NoteMissing, decided
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.services.check_rows import CheckGroupRow
from dealer_crm.ui.deliveries.check_line import STANDARD_DIGITS, CheckLine
from dealer_crm.ui.deliveries.found import Found
from dealer_crm.ui.deliveries.phrases import group_title
from dealer_crm.ui.sheets.doors import MendDays, Notes
from dealer_crm.ui.theme import Space, Tone, Type
from dealer_crm.ui.widgets import Button, Card, ElidedLabel, HLine, Ink, InlineMessage, Label
from dealer_crm.ui.widgets.body import ScrollBody
from dealer_crm.ui.widgets.follow_focus import bring_into_view
from dealer_crm.ui.widgets.painting import advance
from dealer_crm.words.errors import sentence

WIDE_DIGITS, BAR = 76, 16
WANTS = (NoteMissing, WhyNotMissing, PhotoMissing, DeadlineMissing, ReadingMissing)
"""Refusals that are answered at the item: what was found waits there."""


class GroupView(Card):
    """`changed` tells that something was noted; `past_end` asks for the group before (-1) or after (1).

    `refused` tells that somebody wanted to note something on a sheet that is only shown.
    """

    changed = Signal()
    current_changed = Signal(int)
    picture_requested = Signal()
    past_end = Signal(int)
    refused = Signal()

    def __init__(self, t: Translator, writes: Notes, days: MendDays | None = None) -> None:
        super().__init__("delivery_group")
        self._t, self._writes, self._days = t, writes, days
        self._group: CheckGroupRow | None = None
        self._lines: list[CheckLine] = []
        self._current, self._closed = 0, False
        self._title = ElidedLabel("", Type.SECTION, name="group_title")
        self._count = Label("", Type.CAPTION, tone=Ink.TEXT2, name="group_count")
        self.pass_button = Button(t("All others passed"), icon="copy-check", name="group_pass")
        self.pass_button.clicked.connect(self.pass_rest)
        self.message = InlineMessage(t, name="group_message")
        self._body = ScrollBody("group_items", margin=0)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._body.box.setSpacing(0)
        self._body.box.addLayout(self._rows)
        self._body.box.addStretch(1)
        head = QHBoxLayout()
        head.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        head.setSpacing(Space.S)
        head.addWidget(self._title, 1)
        head.addWidget(self._count)
        head.addWidget(self.pass_button)
        self.box.setContentsMargins(1, 0, 1, 1)
        self.box.setSpacing(0)
        self.box.addLayout(head)
        self.box.addWidget(HLine())
        self.box.addWidget(self.message)
        self.box.addWidget(self._body, 1)

    # what is shown

    def set_counted(self, counted: bool) -> None:
        """Show how many items are settled, or leave that to the page, where it counts them itself."""
        self._count.setVisible(counted)

    def show_group(self, group: CheckGroupRow, open_: bool, *, closed: bool = False) -> None:
        """Show a group, or the same one as it stands now; on a closed delivery the rest cannot be passed at once.

        With `closed` nothing can be noted any more.
        """
        same = closed is self._closed and [line.check.id for line in self._lines] == [check.id for check in group.checks]
        self._group, self._closed = group, closed
        if same:
            for line, check in zip(self._lines, group.checks, strict=True):
                line.show_check(check)
        else:
            current = self._current
            self._build(group)
            self.focus_check(current)  # the same items, closed or opened again
        self._title.setText(group_title(group, self._t))
        done = self._t("{done} of {all} settled").format(done=group.done, all=len(group.checks))
        self._count.setText(done)
        rest = any(check.result is None for check in group.checks)
        self.pass_button.set_label(self._t("All others done") if group.sheet == SIGNING_CEREMONY else self._t("All others passed"))
        self.pass_button.setVisible(open_ and rest and not group.later)

    def _build(self, group: CheckGroupRow) -> None:
        self.message.clear()
        self._current = 0
        for line in self._lines:
            self._rows.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [self._line(CheckLine(self._t, check, self._days, closed=self._closed)) for check in group.checks]
        self._body.verticalScrollBar().setValue(0)
        self._fit()

    def _line(self, line: CheckLine) -> CheckLine:
        line.found.connect(self._on_found)
        line.moved.connect(lambda step, line=line: self._move(line, step))
        line.entered.connect(self._make_current)
        line.doubted.connect(self._doubt)
        line.refused.connect(self.refused)
        line.pictures_requested.connect(lambda _id: self.picture_requested.emit())
        self._rows.addWidget(line)
        line.show()
        return line

    def lines(self) -> list[CheckLine]:
        """Return the items that are shown."""
        return self._lines

    def current(self) -> int:
        """Return the id of the current item, 0 for none."""
        return self._current

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show standards where there is room for them."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show standards where most can be read whole beside their items; the words of an item come first."""
        codes = max((advance(line.check.code, Type.CAPTION) for line in self._lines), default=0) + Space.S
        wide = self.width() >= advance("0" * WIDE_DIGITS)
        standards = wide and 2 * sum(line.standard_fits() for line in self._lines) > len(self._lines)
        values = wide and any(line.value is not None for line in self._lines)
        room = self._standard_room(codes) if standards else 0
        for line in self._lines:
            line.set_columns(codes=codes, standards=room, values=values)

    def _standard_room(self, codes: int) -> int:
        """Return how wide the standards may be: what the longest item leaves of the line, at least their usual width."""
        least = advance("0" * STANDARD_DIGITS)
        left = self.width() - BAR - Space.L - max(line.taken(codes) + line.words_width() for line in self._lines)
        return max(least, min(left, max(line.standard_width() for line in self._lines) + Space.XS))

    # focus

    def focus_check(self, check_id: int) -> None:
        """Go to an item."""
        line = next((one for one in self._lines if one.check.id == check_id), None)
        if line is not None:
            line.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, line, lambda: bring_into_view(self._body, line))

    def focus_start(self, *, last: bool = False) -> None:
        """Go to the first item that is open, else to the first (or last) of all."""
        if not self._lines:
            return
        waiting = [line for line in self._lines if line.check.result is None]
        chosen = self._lines[-1] if last else (waiting or self._lines)[0]
        self.focus_check(chosen.check.id)

    def _make_current(self, check_id: int) -> None:
        if check_id != self._current:
            self._current = check_id
            for line in self._lines:
                line.set_current(line.check.id == check_id)
            self.current_changed.emit(check_id)

    def _move(self, line: CheckLine, step: int) -> None:
        at = self._lines.index(line) + step
        if 0 <= at < len(self._lines):
            self._lines[at].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.past_end.emit(step)

    # what was found

    def _on_found(self, found: Found) -> None:
        line = next((one for one in self._lines if one.check.id == found.check_id), None)
        if line is None:
            return
        try:
            self._writes.tick(found.check_id, found.result, found.value, found.note, **found.more)
        except WANTS as error:
            self.message.clear()
            self._ask(line, found, error)
        except DomainError as error:
            self.message.show_error(error)
            line.take_again()
        else:
            self.message.clear()
            self.changed.emit()

    def _doubt(self, check_id: int) -> None:
        """What failed stands until it passes; where it was noted by mistake, that is said."""
        words, action = self._t("This stands as failed until it passes."), self._t("It was noted by mistake") if check_id else ""
        self.message.show_message(words, Tone.WARN, action=action, run=lambda: self._take_back(check_id))

    def _take_back(self, check_id: int) -> None:
        check = next(line.check for line in self._lines if line.check.id == check_id)
        value = check.value if decided(check.low, check.high, None, check.value) is not CheckResult.FAIL else ""
        if self._try(lambda: self._writes.tick(check_id, None, value, mistake=True)):
            self.changed.emit()
            self.focus_check(check_id)

    def _ask(self, line: CheckLine, found: Found, error: DomainError) -> None:
        """Ask at the item for what it still wants; readings are kept meanwhile."""
        if found.readings is not None:
            if self._try(lambda: self._writes.keep(found.check_id, found.value, found.readings or ())):
                self.changed.emit()
                line.ask_quietly(found)
        elif isinstance(error, WhyNotMissing):
            line.ask_note(found, sentence(error, self._t))
        elif isinstance(error, NoteMissing):
            line.ask_note(found, line.wants(found) or sentence(error, self._t))
        else:
            line.ask_more(found, sentence(error, self._t))

    def pass_rest(self) -> None:
        """Pass every item of the group that nobody has looked at otherwise."""
        group = self._group
        if group is not None and self._try(lambda: self._writes.pass_all([check.id for check in group.checks])):
            self.changed.emit()
            unread = [line for line in self._lines if line.check.missing]
            self.focus_check((unread or self._lines)[0].check.id)

    def _try(self, run: Callable[[], object]) -> bool:
        try:
            run()
        except DomainError as error:
            self.message.show_error(error)
            return False
        self.message.clear()
        return True
