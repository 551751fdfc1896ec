"""The second line of the current item: its results as buttons, and its note."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain.checklists import CheckResult
from dealer_crm.i18n import Translator
from dealer_crm.services.delivery_file import CheckRow
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Button, Ink, Label, LineEdit
from dealer_crm.ui.widgets.inputs import mark_wrong
from dealer_crm.words.labels import label

KEYS = {CheckResult.FAIL: "X", CheckResult.NA: ""}


class CheckPanel(QWidget):
    """`chosen` carries a result, `noted` the words of the note."""

    chosen = Signal(object)
    noted = Signal(str)
    moved = Signal(int)

    def __init__(self, t: Translator, check: CheckRow) -> None:
        super().__init__()
        self._t = t
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
        line.addWidget(self.note, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, Space.XS)
        box.setSpacing(2)
        box.addLayout(line)
        box.addWidget(self._asks)
        self._kept = ""
        self.show_check(check)

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
        self._kept = check.note
        if not self.note.hasFocus() or not self.note.isModified():
            self.note.setText(check.note)
        self._ask("")

    def ask_note(self, sentence: str) -> None:
        """Ask for the note in red."""
        self._ask(sentence)
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self, sentence: str) -> None:
        self._asks.setText(sentence)
        self._asks.setVisible(bool(sentence))
        mark_wrong(self.note, bool(sentence))

    def _on_entered(self) -> None:
        asked = bool(self._asks.text())
        self._keep()
        if not asked or not self._asks.text():
            self.moved.emit(1)

    def _keep(self) -> None:
        words = self.note.text().strip()
        if words != self._kept or (self._asks.text() and words):
            self._kept = words
            self.note.setModified(False)
            self._ask("")
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
