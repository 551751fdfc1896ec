"""The small ticks that an item is made of: folded until one opens them, each with the word it asks for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.findings import LONGEST_CELL
from dealer_crm.i18n import Translator
from dealer_crm.services.check_rows import CheckRow
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import Button, CheckBox, Label, LineEdit


class _Words(Label):
    """The words of a tick, which take its click and wrap where the box alone could not."""

    clicked = Signal()

    def __init__(self, words: str) -> None:
        super().__init__(words, wrap=True)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Tick."""
        self.clicked.emit()


class StepTicks(QWidget):
    """`ticked` carries all ticks that are made, code → word."""

    ticked = Signal(object)

    def __init__(self, t: Translator, check: CheckRow, *, closed: bool = False) -> None:
        super().__init__()
        self._t, self._steps, self._ticked = t, check.steps, check.ticked
        self.setObjectName(f"steps_{check.code}")
        self._body = QWidget()
        self.fold_button = Button("", icon="list-checks", name=f"steps_fold_{check.code}")
        self.fold_button.clicked.connect(lambda: self._fold(opened=self._body.isHidden()))
        self.boxes: dict[str, CheckBox] = {}
        self.words: dict[str, LineEdit] = {}
        rows = QVBoxLayout(self._body)
        rows.setContentsMargins(Space.S, 0, 0, 0)
        rows.setSpacing(2)
        for step in check.steps:
            rows.addLayout(self._line(check.code, step.code, step.said(t.language), asks=step.asks))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(self.fold_button)
        box.addWidget(self._body)
        self.show_check(check)
        for part in (*self.boxes.values(), *self.words.values()) if closed else ():
            part.setEnabled(False)
        self._fold(opened=False)

    def _line(self, item: str, code: str, words: str, *, asks: bool) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(Space.S)
        tick = self.boxes[code] = CheckBox("", name=f"step_{item}_{code}")
        tick.setAccessibleName(words)
        tick.clicked.connect(lambda _on=False: self._tell())
        said = _Words(words)
        said.clicked.connect(tick.click)
        line.addWidget(tick)
        line.addWidget(said, 1)
        if asks:
            field = self.words[code] = LineEdit(name=f"step_word_{item}_{code}", chars=18)
            field.setAccessibleName(words)
            field.setMaxLength(LONGEST_CELL)
            field.editingFinished.connect(lambda: self._on_word(code))
            field.setMinimumWidth(120)
            line.addWidget(field)
        return line

    def show_check(self, check: CheckRow) -> None:
        """Show which ticks are made."""
        self._ticked = check.ticked
        for code, tick in self.boxes.items():
            tick.setChecked(code in check.ticked)
        for code, field in self.words.items():
            if not field.isModified():
                field.setText(check.ticked.get(code, ""))
        count = self._t("Small steps {n}/{all}").format(n=len(check.ticked), all=len(check.steps))
        self.fold_button.set_label(count)

    def take_again(self) -> None:
        """What was told could not be kept: the ticks stand as they are kept, words that were typed stay and are told again."""
        for code, tick in self.boxes.items():
            tick.setChecked(code in self._ticked)
        for code, field in self.words.items():
            field.setModified(field.text() != self._ticked.get(code, ""))

    def ask(self, code: str) -> None:
        """Unfold, and go to a tick that is still wanted."""
        self._fold(opened=True)
        self.boxes[code].setFocus(Qt.FocusReason.OtherFocusReason)

    def _fold(self, *, opened: bool) -> None:
        self._body.setVisible(opened)
        self.fold_button.set_pressed_look(opened)

    def _on_word(self, code: str) -> None:
        field = self.words[code]
        if field.isModified():
            field.setModified(False)
            if field.text().strip():
                self.boxes[code].setChecked(True)
            self._tell()

    def _tell(self) -> None:
        made = {code: self.words[code].text() if code in self.words else "" for code, tick in self.boxes.items() if tick.isChecked()}
        self.ticked.emit(made)


def made_along(check: CheckRow, result: CheckResult | None) -> dict[str, str] | None:
    """Return the small ticks with which an item passes, empty where they stay as they are; None where one of them wants its word first."""
    left = check.steps_left if result is CheckResult.PASS else ()
    if any(step.asks for step in left):
        return None
    return dict(check.ticked) | {step.code: "" for step in left} if left else {}
