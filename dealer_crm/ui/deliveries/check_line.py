"""One item of the sheet: ticked by Space, measured by typing, with the note that a failure needs."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dealer_crm.domain.checklists import CheckResult
from dealer_crm.i18n import Translator
from dealer_crm.services.delivery_file import CheckRow
from dealer_crm.ui.deliveries.check_panel import CheckPanel
from dealer_crm.ui.deliveries.phrases import gap_words, result_chip, standard_words, widest_chip
from dealer_crm.ui.deliveries.tick_box import TickBox
from dealer_crm.ui.theme import Space, Type, row_height, tokens_of
from dealer_crm.ui.widgets import ChipLabel, ElidedLabel, Ink, Label, LineEdit
from dealer_crm.ui.widgets.painting import advance, paint_ring, shows_focus

STANDARD_DIGITS, VALUE_CHARS = 19, 7
VALUE_KEYS = "0123456789.-"


@dataclass(frozen=True)
class Found:
    """What was found at an item, as it is to be noted."""

    check_id: int
    result: CheckResult | None
    value: str
    note: str


class CheckLine(QWidget):
    """`found` carries a `Found`; `moved` asks for the item above or below; `entered` tells that this is the current one."""

    found = Signal(object)
    moved = Signal(int)
    entered = Signal(int)
    pictures_requested = Signal(int)

    def __init__(self, t: Translator, check: CheckRow) -> None:
        super().__init__()
        self._t = t
        self.check = check
        self._current = False
        self._waiting: Found | None = None
        self._panel: CheckPanel | None = None
        self.setObjectName(f"check_{check.code}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.tick = TickBox(self)
        self._code = Label(check.code, Type.CAPTION, tone=Ink.TEXT2)
        self._words = Label("", name=f"check_words_{check.code}", wrap=True)
        self._standard = ElidedLabel("", Type.CAPTION, tone=Ink.TEXT2, name=f"check_standard_{check.code}")
        self._chip = ChipLabel(name=f"check_result_{check.code}")
        self._photos = Label("", Type.CAPTION, tone=Ink.TEXT2, name=f"check_photos_{check.code}")
        self.value: LineEdit | None = None
        self._room: QWidget | None = None
        self._said = Label("", Type.CAPTION, name=f"check_said_{check.code}", wrap=True)
        self._lay_out()
        self.show_check(check)

    def _lay_out(self) -> None:
        self._standard.setFixedWidth(advance("0" * STANDARD_DIGITS))
        chips = QHBoxLayout()
        chips.addWidget(self._chip)
        chips.addStretch(1)
        holder = QWidget()
        holder.setLayout(chips)
        chips.setContentsMargins(0, 0, 0, 0)
        holder.setFixedWidth(widest_chip(self._t))
        self._photos.setFixedWidth(advance("00 00", Type.CAPTION))
        line = QHBoxLayout()
        line.setSpacing(Space.S)
        line.addStrut(row_height() - 2)
        for widget in (self.tick, self._code):
            line.addWidget(widget)
        line.addWidget(self._words, 1)
        line.addWidget(self._standard)
        line.addWidget(self._field())
        line.addWidget(holder)
        line.addWidget(self._photos)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(Space.S, 1, Space.S, 1)
        self._box.setSpacing(0)
        self._box.addLayout(line)
        self._box.addWidget(self._said)

    def _field(self) -> QWidget:
        """Return the field of a measured value, or the room it would take."""
        if not self.check.unit:
            self._room = QWidget()
            self._room.setFixedWidth(advance("0" * (VALUE_CHARS + 6)))
            return self._room
        self.value = LineEdit(name=f"check_value_{self.check.code}", hint=self.check.unit)
        self.value.setFixedWidth(advance("0" * (VALUE_CHARS + 6)))
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.value.setAccessibleName(self._t("Measured value of {item}").format(item=self.check.words(self._t.language)))
        self.value.returnPressed.connect(self._on_value)
        self.value.editingFinished.connect(self._keep_value)
        self.value.installEventFilter(self)
        return self.value

    def show_check(self, check: CheckRow) -> None:
        """Show the item as it stands; what is being typed and waits for its note stays."""
        if check != self.check:
            self._waiting = None
        self.check = check
        language = self._t.language
        self._words.setText(check.words(language) + (" *" if check.required and not check.later else ""))
        self._standard.setText(standard_words(check, language))
        self._chip.set_chip(result_chip(check, self._t))
        self._photos.setText(f"▣ {check.photos}" if check.photos else "")
        self.tick.show_result(check.result)
        if self.value is not None and self._waiting is None and not self.value.isModified():
            self.value.setText(check.value)
        words = self._t("{item}: {result}").format(item=check.words(language), result=result_chip(check, self._t).text)
        self.setAccessibleName(words)
        self._show_said()
        if self._panel is not None and self._waiting is None:
            self._panel.show_check(check)
        self.update()

    def standard_fits(self) -> bool:
        """Tell whether the standard can be read whole beside the item."""
        return advance(self._standard.text(), Type.CAPTION) <= self._standard.width()

    def set_columns(self, *, codes: int, standards: bool, values: bool) -> None:
        """Show the standard beside the item, and keep the room of a value it has not; else its words take that room.

        `codes` is how wide the codes of the group are.
        """
        self._code.setFixedWidth(codes)
        self._standard.setVisible(standards)
        if self._room is not None:
            self._room.setVisible(values)
        self._show_said()

    def set_current(self, current: bool) -> None:
        """Open the second line, or fold it."""
        self._current = current
        if current and self._panel is None:
            self._panel = CheckPanel(self._t, self.check)
            self._panel.chosen.connect(self.choose)
            self._panel.noted.connect(self._on_note)
            self._panel.moved.connect(self.moved)
            self._box.addWidget(self._panel)
        if self._panel is not None:
            self._panel.setVisible(current)
        self._show_said()
        self.update()

    def _show_said(self) -> None:
        check, failed = self.check, self.check.result is CheckResult.FAIL
        parts = [gap_words(check, self._t)]
        told = self._standard.isVisibleTo(self) and self._standard.text() == check.standard(self._t.language)
        parts += [check.standard(self._t.language)] if self._current and not told else []
        parts += [check.note] if check.note and not self._current else []
        words = " · ".join(filter(None, parts))
        self._said.setText(words)
        self._said.set_ink(Ink.DANGER if failed else Ink.TEXT2)
        self._said.setVisible(bool(words))

    # what was found

    def choose(self, result: CheckResult | None) -> None:
        """Note a result with what stands in value and note."""
        value = self.value.text() if self.value is not None else self.check.value
        self._tell(Found(self.check.id, result, value, self._note()))

    def toggle(self) -> None:
        """Pass the item, or take the tick away; a measured one asks for its value first."""
        if self.check.result is not None and self.check.result is not CheckResult.FAIL:
            self._tell(Found(self.check.id, None, "", self._note()))
        elif self.value is not None and self.check.required and not self.value.text().strip():
            self.value.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.choose(CheckResult.PASS)

    def ask_note(self, found: Found, sentence: str) -> None:
        """Ask for the word that a failure needs; what was found waits for it."""
        self._waiting = found
        self.entered.emit(self.check.id)
        if self._panel is not None:
            self._panel.ask_note(sentence)

    def _note(self) -> str:
        return self._panel.note.text() if self._panel is not None else self.check.note

    def _on_note(self, note: str) -> None:
        waiting = self._waiting
        if waiting is None:
            waiting = Found(self.check.id, self.check.result, self.check.value, note)
        self._tell(Found(waiting.check_id, waiting.result, waiting.value, note))

    def _on_value(self) -> None:
        if self._keep_value():
            self.moved.emit(1)

    def _keep_value(self) -> bool:
        """Note what was typed; tell whether the item is settled by it."""
        if self.value is None or (self.value.text().strip() == self.check.value and self._waiting is None):
            return self.check.result is CheckResult.PASS
        self.value.setModified(False)
        bounded = self.check.low is not None or self.check.high is not None
        result = None if bounded else CheckResult.PASS if self.value.text().strip() else None
        self._tell(Found(self.check.id, result, self.value.text().strip(), self._note()))
        return self.check.result is CheckResult.PASS

    def _tell(self, found: Found) -> None:
        self._waiting = None
        self.found.emit(found)

    # keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks, X fails, N notes, figures are the value, arrows go on."""
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if not self.hasFocus():  # a key that one of its fields did not want
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Space:
            self.toggle()
        elif event.key() in moves:
            self.moved.emit(moves[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_X and not event.modifiers():
            self.choose(CheckResult.FAIL)
        elif event.key() == Qt.Key.Key_N and not event.modifiers() and self._panel is not None:
            self._panel.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.value is not None and event.text() and event.text() in VALUE_KEYS:
            self.value.setFocus(Qt.FocusReason.OtherFocusReason)
            self.value.setText(event.text())
            self.value.setModified(True)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and self.value is not None:
            self.value.setFocus(Qt.FocusReason.OtherFocusReason)
            self.value.selectAll()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Arrows go on from the value, Esc puts back what stood there; to type a value is to be at its item."""
        if watched is self.value and self.value is not None:
            if event.type() is QEvent.Type.FocusIn:
                self.entered.emit(self.check.id)
            if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
                if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                    self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
                    return True
                if event.key() == Qt.Key.Key_Escape:
                    self.value.setText(self.check.value)
                    self.value.setModified(False)
                    self.setFocus(Qt.FocusReason.OtherFocusReason)
                    return True
        return False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Become the current item."""
        super().focusInEvent(event)
        self.entered.emit(self.check.id)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Lose the ring."""
        super().focusOutEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click makes it the current item; on the box it ticks."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if self.tick.geometry().adjusted(-8, -8, 8, 8).contains(event.position().toPoint()):
            self.toggle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground of the item and the line below it."""
        tokens, painter = tokens_of(self), QPainter(self)
        failed = self.check.result is CheckResult.FAIL
        ground = tokens.danger.bg if failed else tokens.selection if self._current else ""
        if ground:
            painter.fillRect(self.rect(), QColor(ground))
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), QColor(tokens.hairline))
        if shows_focus(self):
            paint_ring(painter, self.rect(), tokens.accent)
