"""The second line of the current item: results as buttons, note, day of mending, picture, small ticks, readings."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain.acceptances import SIGNING_CEREMONY
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.i18n import Translator
from dealer_crm.services.check_rows import CheckRow
from dealer_crm.ui.sheets.doors import MendDays
from dealer_crm.ui.sheets.grid_editor import GridEditor
from dealer_crm.ui.sheets.step_ticks import StepTicks
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Button, DateField, Ink, Label, LineEdit
from dealer_crm.ui.widgets.inputs import mark_wrong
from dealer_crm.words.labels import label

KEYS = {CheckResult.FAIL: "X", CheckResult.NA: ""}


class CheckPanel(QWidget):
    """`chosen` carries a result, `noted` the words of the note, `dated` a day of mending, `ticked` the small ticks, `read` rows.

    Of a `closed` sheet it shows the small ticks and the readings alone.
    """

    chosen = Signal(object)
    noted = Signal(str)
    moved = Signal(int)
    dated = Signal()
    ticked = Signal(object)
    read = Signal(object)
    picture_requested = Signal()

    def __init__(self, t: Translator, check: CheckRow, days: MendDays | None = None, *, closed: bool = False) -> None:
        super().__init__()
        self._t, self._days, self._closed = t, days, closed
        self.setObjectName(f"check_panel_{check.code}")
        self.buttons = {result: self._button(result, check.code) for result in CheckResult}
        self.note = LineEdit(name=f"check_note_{check.code}", placeholder=t("Note (N)"))
        self.note.setAccessibleName(t("Note on {item}").format(item=check.words(t.language)))
        self.note.returnPressed.connect(self._on_entered)
        self.note.editingFinished.connect(self._keep)
        self.note.installEventFilter(self)
        self._asks = Label("", Type.CAPTION, tone=Ink.DANGER, name=f"check_asks_{check.code}", wrap=True)
        self._asks.hide()
        line = QHBoxLayout()
        line.setSpacing(Space.S)
        for button in self.buttons.values():
            line.addWidget(button)
        self.picture_button = Button(t("Picture…"), icon="image", name=f"check_picture_{check.code}")
        self.picture_button.clicked.connect(self.picture_requested)
        line.addWidget(self.note, 1)
        line.addWidget(self.picture_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, Space.XS)
        box.setSpacing(2)
        box.addLayout(line)
        box.addWidget(self._asks)
        self._mend_line(box, check)
        self.steps = StepTicks(t, check, closed=closed) if check.steps else None
        if self.steps is not None:
            self.steps.ticked.connect(self.ticked)
            box.addWidget(self.steps)
        self.grid = GridEditor(t, check, closed=closed) if check.grid is not None else None
        if self.grid is not None:
            self.grid.read.connect(self.read)
            self.grid.left.connect(self.moved)
            box.addWidget(self.grid)
        self._kept = self._stored = ""
        for part in (*self.buttons.values(), self.note):
            part.setHidden(closed)
        self.show_check(check)

    def _mend_line(self, box: QVBoxLayout, check: CheckRow) -> None:
        """Lay out what a failure wants besides note and picture: the day it is mended, and a job once it is noted."""
        t = self._t
        line = QHBoxLayout()
        line.setSpacing(Space.S)
        self.due: DateField | None = None
        if self._days is not None:
            self.due = DateField(t, self._days.today, name=f"check_due_{check.code}")
            self.due.edit.setAccessibleName(t("Mended by"))
            self.due.changed.connect(lambda _day: self.dated.emit())
            self._due_label = Label(t("Mended by"), Type.CAPTION, tone=Ink.TEXT2)
            self._due_label.setBuddy(self.due.edit)
            line.addWidget(self._due_label)
            line.addWidget(self.due)
        self.plan_button: Button | None = None
        if self._days is not None and self._days.plan is not None:
            self.plan_button = Button(t("Plan the rectification…"), icon="wrench", name=f"check_plan_{check.code}")
            plan = partial(self._days.plan, check.id)
            self.plan_button.clicked.connect(lambda: plan())
            line.addWidget(self.plan_button)
        line.addStretch(1)
        self._mend = QWidget()
        self._mend.setLayout(line)
        line.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._mend)

    def _button(self, result: CheckResult, code: str) -> Button:
        t = self._t
        key = t("Space") if result is CheckResult.PASS else KEYS[result]
        button = Button(label(result, t), key=key, name=f"check_{result.value}_{code}")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.chosen.emit(result))
        return button

    def show_check(self, check: CheckRow) -> None:
        """Show the item's result and note."""
        for result, button in self.buttons.items():
            button.set_pressed_look(check.result is result)
        self._kept = self._stored = check.note
        if not self.note.hasFocus() or not self.note.isModified():
            self.note.setText(check.note)
        if self.due is not None and not self.due.edit.hasFocus():
            self.due.set_value(check.due_on if check.failed else None)
        self._show_mend(failed=check.failed, picture=check.photo)
        if self.plan_button is not None:
            self.plan_button.setVisible(check.failed and check.sheet != SIGNING_CEREMONY)
        if self.steps is not None:
            self.steps.show_check(check)
        if self.grid is not None:
            self.grid.show_check(check)
        self.ask("")

    def _show_mend(self, *, failed: bool, picture: bool) -> None:
        self._mend.setVisible(failed and self.due is not None and not self._closed)
        self.picture_button.setVisible((failed or picture) and not self._closed)

    def take_again(self) -> None:
        """What was told could not be kept: what stands in the fields is told again when they are left."""
        if self.note.text().strip() != self._stored:
            self._kept = self._stored
            self.note.setModified(True)
        if self.steps is not None:
            self.steps.take_again()
        if self.grid is not None:
            self.grid.take_again()

    def offer_day(self) -> None:
        """Show what a failure wants, with the day that is offered."""
        if self.due is not None and self._days is not None and self.due.value() is None:
            self.due.set_value(self._days.offered())
        self._show_mend(failed=True, picture=True)

    def ask_note(self, sentence: str) -> None:
        """Ask for the note in red."""
        self.ask(sentence)
        mark_wrong(self.note, True)
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self, sentence: str) -> None:
        """Say what is still missing."""
        self._asks.setText(sentence)
        self._asks.setVisible(bool(sentence))
        mark_wrong(self.note, False)

    def grid_has_focus(self) -> bool:
        """Tell whether somebody is typing readings."""
        focused = QApplication.focusWidget()
        return self.grid is not None and focused is not None and self.grid.isAncestorOf(focused)

    def _on_entered(self) -> None:
        asked = bool(self._asks.text())
        self._keep()
        refused = self.note.text().strip() != self._kept
        if not refused and not (asked and self._asks.text()):
            self.moved.emit(1)

    def _keep(self) -> None:
        words = self.note.text().strip()
        if words != self._kept or (self._asks.text() and words):
            self._kept = words
            self.note.setModified(False)
            self.ask("")
            self.noted.emit(words)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Up and Down go on from the note, Esc leaves it as it was."""
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Escape: 0}
        pressed = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if watched is self.note and pressed and event.key() in moves:  # type: ignore[attr-defined]
            if event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
                self.note.setText(self._kept)
            self._keep()
            self.moved.emit(moves[Qt.Key(event.key())])  # type: ignore[attr-defined]
            return True
        return False
