"""One complaint: its head and clock, the rail of the eight steps, the step one is at, and tips and case beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain.complaint_case import Escalation
from dealer_crm.domain.complaint_steps import Missing
from dealer_crm.domain.complaints import Step8
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.services.complaint_file import ComplaintFile
from dealer_crm.services.complaint_work import WorkKind
from dealer_crm.ui.complaints.case_head import CaseHead
from dealer_crm.ui.complaints.case_run import CaseRun
from dealer_crm.ui.complaints.closing import ClosingList
from dealer_crm.ui.complaints.cost_sections import done_words, measure_words
from dealer_crm.ui.complaints.doors import ComplaintDoors
from dealer_crm.ui.complaints.match_dialog import MatchDialog
from dealer_crm.ui.complaints.others import changes, who
from dealer_crm.ui.complaints.paper_menu import paper_items
from dealer_crm.ui.complaints.rail import StepRail
from dealer_crm.ui.complaints.side_panel import SidePanel
from dealer_crm.ui.complaints.step_pane import StepPane
from dealer_crm.ui.desk.doors import Chooser
from dealer_crm.ui.theme import Space, Tone, Type, control_height, tokens_of
from dealer_crm.ui.widgets import Card, ElidedLabel, HLine, Ink, InlineMessage, MenuItem

ALONE_LINES = 9
"""A case of fewer lines shows what is missing alone."""
PARTED_BELOW, LOW_LINES, TINY_LINES, SIDE = 800, 16, 7.5, 236


class _VLine(QFrame):
    """A hairline from top to bottom."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill the one pixel."""
        QPainter(self).fillRect(self.rect(), QColor(tokens_of(self).hairline))


class CasePane(Card):
    """Shows the complaint whose id it was given."""

    closed = Signal()
    changed = Signal()
    edit_requested = Signal(int)
    customer_requested = Signal(int)

    def __init__(self, t: Translator, doors: ComplaintDoors, chooser: Callable[[], Chooser]) -> None:
        super().__init__("complaint_case", margin=0, spacing=0)
        self._t, self._doors = t, doors
        self._file: ComplaintFile | None = None
        self._parted = self._low = False
        self._told: set[tuple[WorkKind, int]] = set()
        self.head = CaseHead(t, doors)
        self.message = InlineMessage(t, name="case_message")
        self.news = InlineMessage(t, name="case_news")
        self.run = CaseRun(t, doors, self)
        self._seen_entry = 0
        self.closing = ClosingList(t)
        self.rail = StepRail(t)
        self.rail_words = ElidedLabel("", Type.CAPTION, tone=Ink.TEXT2, name="rail_words")
        self.rail_words.setContentsMargins(Space.S, Space.S, 0, Space.M)
        self.step = StepPane(t, doors)
        self.side = SidePanel(t, doors, chooser)
        self._work = QWidget()
        self._split = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._work)
        self._lines = (_VLine(), _VLine())
        self._lay_out()
        self._listen()
        self._arrange()
        self.setFocusProxy(self.step.fields.words)

    def _lay_out(self) -> None:
        self._split.setContentsMargins(0, 0, 0, 0)
        self._split.setSpacing(0)
        rail = QVBoxLayout()
        rail.setSpacing(0)
        rail.addWidget(self.rail, 1)
        rail.addWidget(self.rail_words)
        self._split.addLayout(rail)
        self._split.addWidget(self._lines[0])
        self._split.addWidget(self.step, 1)
        told = QVBoxLayout()
        told.setContentsMargins(Space.M, 0, Space.M, 0)
        told.addWidget(self.run.strip)
        told.addWidget(self.news)
        told.addWidget(self.message)
        told.addWidget(self.closing)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._work, 1)
        body.addWidget(self._lines[1])
        body.addWidget(self.side)
        self.box.addWidget(self.head)
        self.box.addLayout(told)
        self.box.addWidget(HLine())
        self.box.addLayout(body, 1)

    def _listen(self) -> None:
        head = self.head
        head.back_button.clicked.connect(self.closed)
        head.leave_button.clicked.connect(self.closed)
        head.close_button.clicked.connect(self.close_case)
        head.reopen_button.clicked.connect(self.reopen_case)
        head.parts.changed.connect(lambda _part: self._arrange())
        papers = self._doors.papers
        head.print_button.setVisible(papers.preview is not None)
        head.print_button.clicked.connect(lambda: papers.preview(self.complaint_id()) if papers.preview else None)
        self.rail.chosen.connect(lambda step: self.go_to(step))
        self.step.moved.connect(self._on_moved)
        self.step.changed.connect(self.changed)
        self.closing.chosen.connect(self._on_missing)
        self.closing.hide_button.clicked.connect(self._arrange)
        self.run.changed.connect(self.changed)
        self.run.said.connect(lambda words: self.message.show_message(words, Tone.DONE))
        self.run.refused.connect(self.message.show_error)
        self.side.clear.changed.connect(self.changed)
        self.side.clear.wording_requested.connect(self.run.change_wording)
        self.step.wording_requested.connect(self.run.change_wording)
        self.side.costs.changed.connect(self.changed)
        self.side.costs.measure_proposed.connect(self._on_measure)
        self.side.facts.assigned.connect(self._on_assigned)
        self.side.facts.pictures.added.connect(self._on_picture)
        self.side.facts.pictures.removed.connect(lambda _id: self.changed.emit())
        keys = {
            "Ctrl+Return": self.step.tick,
            "Ctrl+Enter": self.step.tick,
            "F8": self.step.keep,
            "Ctrl+S": self.step.keep,
            "Ctrl+PgDown": lambda: self._walk(1),
            "Ctrl+PgUp": lambda: self._walk(-1),
        }
        for key, run in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    # showing

    def complaint_id(self) -> int:
        """Return the complaint shown, 0 for none."""
        return self._file.id if self._file else 0

    def file(self) -> ComplaintFile | None:
        """Return what is shown."""
        return self._file

    def show_complaint(self, complaint_id: int) -> None:
        """Show a complaint. Raises ComplaintNotFound."""
        file = self._doors.reads.open(complaint_id)
        if complaint_id != self.complaint_id():
            self.message.clear()
            self.news.clear()
            self.closing.hide()
            self.head.parts.set_value("steps")
            self._told.clear()
        self._tell_news(file)
        self._file = file
        self.run.show_file(file)
        self._set_menu(file)
        self.head.show_file(file)
        self.step.show_file(file)
        self.rail.show_file(file, self.step.step, self._doors.now())
        self.rail_words.setText(self._t("Done {n} of 8, in any order").format(n=len(file.steps)))
        self.side.facts.show_file(file)
        self.side.clear.show_file(file)
        self.side.costs.show_file(file)
        self._tell_done()
        self.closing.refresh(file.missing())
        self._arrange()

    def _set_menu(self, file: ComplaintFile) -> None:
        """Lead to the customer's file, or to whose it may be."""
        t, edit = self._t, MenuItem(self._t("Edit what was taken down"), self._edit, key="F2", name="case_edit")
        whose = MenuItem(t("Open the customer's file"), self._open_customer, name="case_customer")
        if not file.draft.customer_id:
            whose = MenuItem(t("Match with a customer…"), self.match, name="case_match")
        self.head.set_menu([edit, whose, *self.run.menu(), *paper_items(t, self._doors.papers, file)])

    def match(self) -> None:
        """Ask whose the complaint is, and give it to him."""
        if self._file is not None and MatchDialog(self._t, self._doors, self._file, self).exec():
            self.changed.emit()

    def _tell_news(self, file: ComplaintFile) -> None:
        """Say in a line what somebody else changed since this case was shown; nothing that is typed here goes."""
        rows, old = self._doors.case.history(file.id), self._file
        others = who(rows, self._seen_entry, self._doors.wording.speaker()) if old is not None and old.id == file.id else []
        self._seen_entry = max((row.id for row in rows), default=0)
        found = changes(old, file, self._t) if old is not None and others else []
        if found:
            t = self._t
            names = ", ".join(name or t("somebody") for name in others)
            self.news.show_message(t("{who} meanwhile: {what}").format(who=names, what="; ".join(found)))

    def put_away(self) -> None:
        """Write what is typed; the complaint is not shown any more."""
        self.step.put_away()
        self._file = None

    def go_to(self, step: Step8, field: str = "") -> None:
        """Go to a step, to a field of it."""
        self.head.parts.set_value("steps")
        self._arrange()
        self.step.go_to(step, field)

    def _walk(self, by: int) -> None:
        self.go_to(Step8(min(8, max(1, self.step.step + by))))

    def _on_moved(self, step: Step8) -> None:
        if self._file is not None:
            self.rail.show_file(self._file, step, self._doors.now())

    # deeds

    def close_case(self) -> None:
        """Close it, or list what is missing and lead there."""
        file = self._file
        if file is None:
            return
        self.step.keeper.write()
        missing = file.missing()
        if missing:
            self.message.clear()
            self.closing.show_missing(missing)
            self._arrange()
            self.closing.links()[0].setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._try(lambda: self._doors.writes.close(file.id)):
            self.closing.hide()
            self._arrange()
            self.changed.emit()
            self.message.show_message(self._t("Closed. Two visits are planned that ask whether it stays good."), Tone.DONE)

    def reopen_case(self) -> None:
        """Open a closed complaint again."""
        file = self._file
        if file is not None and self._try(lambda: self._doors.writes.reopen(file.id)):
            self.changed.emit()
            self.message.show_message(self._t("Open again. The first clock goes on; the customer is asked once more."), Tone.INFO)

    def _on_missing(self, missing: Missing) -> None:
        if self._low:
            self.closing.hide()
            self._arrange()
        if missing.step is None:
            self.show_costs()
            self.side.costs.write_opinion(Escalation.OWNER)
        else:
            self.go_to(missing.step, missing.field)

    def show_costs(self) -> None:
        """Show cost and liability beside the steps, or in their place."""
        for tabs in (self.head.parts, self.side.tabs):
            tabs.set_value("costs")
        self.side.show_part("costs")
        self._arrange()

    def _on_measure(self, words: str) -> None:
        self.message.clear()
        self.go_to(Step8.CORRECT)
        self.step.propose_measure(words)

    def _tell_done(self) -> None:
        """Say once of work that was done that it can be the measure of step 6; nothing is written by itself."""
        new = [row for row in self.side.costs.undone_proposals() if (row.kind, row.id) not in self._told]
        self._told.update((row.kind, row.id) for row in new)
        if new and not self._low:
            row = new[-1]
            words = self._t("{number} is done: {work}").format(number=row.number, work=done_words(row, self._t))
            propose = partial(self._on_measure, measure_words(row, self._t))
            self.message.show_message(words, Tone.INFO, action=self._t("Take over as measure"), run=propose)

    def _on_assigned(self, staff_id: int | None) -> None:
        if self._try(lambda: self._doors.writes.assign(self.complaint_id(), staff_id)):
            self.changed.emit()

    def _on_picture(self, picture_id: int) -> None:
        if self._try(lambda: self._doors.writes.add_pictures(self.complaint_id(), (picture_id,))):
            self.changed.emit()

    def paste_picture(self) -> None:
        """Add the picture on the clipboard to the case."""
        if self._file is not None:
            (self.head.parts if self._parted else self.side.tabs).set_value("case")
            self._arrange()
            self.side.facts.pictures.paste()

    def _edit(self) -> None:
        if self._file is not None:
            self.edit_requested.emit(self._file.id)

    def _open_customer(self) -> None:
        if self._file is not None:
            self.customer_requested.emit(self._file.draft.customer_id)

    def _try(self, run: Callable[[], object]) -> bool:
        self.message.clear()
        try:
            run()
        except DomainError as error:
            self.message.show_error(error)
            return False
        return True

    # places

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose what stands beside what."""
        super().resizeEvent(event)
        parted, low = self.width() < PARTED_BELOW, self.height() < LOW_LINES * control_height()
        self._make_room()
        if (parted or low, low) != (self._parted, self._low):
            self._parted, self._low = parted or low, low
            self.rail.set_across(low)
            self._split.setDirection(QBoxLayout.Direction.TopToBottom if low else QBoxLayout.Direction.LeftToRight)
            self.head.set_low(low)
            self.step.set_low(low)
            self._arrange()

    def _make_room(self) -> bool:
        """Tell whether the list of what is missing takes the place of all else below the head: where there is no room for both."""
        listed, tiny = not self.closing.isHidden(), self.height() < ALONE_LINES * control_height()
        self.run.strip.set_tiny(self.height() < TINY_LINES * control_height() or (self._low and listed))
        self.head.set_low(self._low or listed)
        return listed and tiny

    def _arrange(self) -> None:
        alone = self._make_room()
        part = self.head.parts.value() if self._parted else ""
        going = self.side if part == "steps" and not alone else self._work if part else None
        if going is not None and going.isAncestorOf(self.window().focusWidget()):
            self.head.parts.setFocus(Qt.FocusReason.OtherFocusReason)
        self.head.set_parted(self._parted)
        self.head.set_brief(alone)
        self.side.set_own_tabs(not self._parted)
        self._work.setVisible(part in ("", "steps") and not alone)
        self._lines[0].setVisible(not self._low)
        self.rail_words.setVisible(not self._low)
        self._lines[1].setVisible(not part)
        self.side.setVisible(part != "steps")
        self.side.setMaximumWidth(SIDE if not part else 16777215)
        self.side.setMinimumWidth(SIDE if not part else 0)
        if part in ("case", "costs", "clear"):
            self.side.show_part(part)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the case; what is typed stays."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
