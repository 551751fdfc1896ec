"""One item of the sheet: ticked by Space, measured by typing, with the note that a failure needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.deliveries import decided
from dealer_crm.domain.findings import by_rows
from dealer_crm.domain.reading_rules import is_bounded
from dealer_crm.i18n import Translator
from dealer_crm.services.check_rows import CheckRow
from dealer_crm.ui.deliveries.check_panel import CheckPanel
from dealer_crm.ui.deliveries.check_value import VALUE_CHARS, value_field
from dealer_crm.ui.deliveries.found import Found
from dealer_crm.ui.deliveries.phrases import result_chip, said_words, standard_words, widest_chip
from dealer_crm.ui.deliveries.tick_box import TickBox
from dealer_crm.ui.sheets.doors import MendDays
from dealer_crm.ui.sheets.step_ticks import made_along
from dealer_crm.ui.sheets.words import wants_words
from dealer_crm.ui.theme import Space, Type, row_height, tokens_of
from dealer_crm.ui.widgets import ChipLabel, ElidedLabel, Ink, Label, LineEdit
from dealer_crm.ui.widgets.painting import advance, paint_ring, shows_focus

STANDARD_DIGITS = 19
VALUE_KEYS = "0123456789.-"
NOTING = (Qt.Key.Key_Space, Qt.Key.Key_X, Qt.Key.Key_N)


class CheckLine(QWidget):
    """`found` carries a `Found`; `moved` asks for the item above or below; `entered` tells that this is the current one.

    `doubted` asks whether what failed was noted by mistake; 0 where its readings say so and are to be corrected. `refused`: it is
    `closed`, and somebody wanted to note something.
    """

    found = Signal(object)
    moved = Signal(int)
    entered = Signal(int)
    pictures_requested = Signal(int)
    doubted = Signal(int)
    refused = Signal()

    def __init__(self, t: Translator, check: CheckRow, days: MendDays | None = None, *, closed: bool = False) -> None:
        super().__init__()
        self._t, self._days, self._closed = t, days, closed
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
        self.value = value_field(self._t, self.check, closed=self._closed)
        self.value.returnPressed.connect(self._on_value)
        self.value.editingFinished.connect(self._keep_value)
        self.value.installEventFilter(self)
        return self.value

    def show_check(self, check: CheckRow) -> None:
        """Show the item as it stands; what waits for its note, picture or day stays, and is tried again once a picture came."""
        pictured = check.photos > self.check.photos
        if (check.result, check.note) != (self.check.result, self.check.note):
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
        if pictured and self._waiting is not None:
            QTimer.singleShot(0, self, self._try_again)
        self.update()

    def _try_again(self) -> None:
        if self._waiting is not None:
            self._tell(replace(self._waiting, note=self._note(), due_on=self._due(), readings=None))

    def standard_fits(self) -> bool:
        """Tell whether the standard can be read whole beside the item."""
        return self.standard_width() <= advance("0" * STANDARD_DIGITS)

    def words_width(self) -> int:
        """Return how wide the words of the item are in one line."""
        return advance(self._words.text())

    def standard_width(self) -> int:
        """Return how wide the standard is in one line."""
        return advance(self._standard.text(), Type.CAPTION)

    def taken(self, codes: int) -> int:
        """Return the room of everything but words and standard."""
        fixed = sum(part.minimumWidth() for part in (self.value or self._room, self._photos) if part is not None)
        return self.tick.sizeHint().width() + codes + fixed + widest_chip(self._t) + 10 * Space.S

    def set_columns(self, *, codes: int, standards: int, values: bool) -> None:
        """Show the standard beside the item, and keep the room of a value it has not; else its words take that room.

        `codes` is how wide the codes of the group are, `standards` its standards; 0 = they are not shown.
        """
        self._code.setFixedWidth(codes)
        self._said.setContentsMargins(self.tick.sizeHint().width() + codes + 2 * Space.S, 0, 0, 2)
        if standards:
            self._standard.setFixedWidth(standards)
        self._standard.setVisible(bool(standards))
        if self._room is not None:
            self._room.setVisible(values)
        self._show_said()

    def set_current(self, current: bool) -> None:
        """Open the second line, or fold it."""
        self._current = current
        if current and self._panel is None:
            self._panel = self._new_panel()
            self._box.addWidget(self._panel)
        if self._panel is not None:
            self._panel.setVisible(current)
        self._show_said()
        self.update()

    def _new_panel(self) -> CheckPanel:
        panel = CheckPanel(self._t, self.check, self._days, closed=self._closed)
        panel.chosen.connect(self.choose)
        panel.noted.connect(self._on_note)
        panel.moved.connect(self._on_left)
        panel.dated.connect(lambda: self._on_note(self._note()))
        panel.ticked.connect(self._on_ticked)
        panel.read.connect(self._on_read)
        panel.picture_requested.connect(lambda: self.pictures_requested.emit(self.check.id))
        return panel

    def _show_said(self) -> None:
        told = self._standard.isVisibleTo(self) and self._standard.text() == self.check.standard(self._t.language)
        words = said_words(self.check, self._t, standard=self._current and not told, noted=self._closed or not self._current)
        self._said.setText(words)
        self._said.set_ink(Ink.DANGER if self.check.failed else Ink.TEXT2)
        self._said.setVisible(bool(words))

    # what was found

    def choose(self, result: CheckResult | None) -> None:
        """Note a result with what stands in value and note; to fail again what failed asks whether that was a mistake."""
        if result is CheckResult.FAIL and self.check.failed and self._waiting is None:
            by_readings = by_rows(self.check.grid, self.check.readings, None) is CheckResult.FAIL
            return self.doubted.emit(0 if by_readings else self.check.id)
        if (steps := made_along(self.check, result)) is None:
            return self._ask_steps()
        value = self.value.text() if self.value is not None else self.check.value
        return self._tell(Found(self.check.id, result, value, self._note(), self._due(), steps=steps or None))

    def _ask_steps(self) -> None:
        self.entered.emit(self.check.id)
        if self._panel is not None and self._panel.steps is not None:
            self._panel.steps.ask(self.check.steps_left[0].code)
            self._panel.ask(self._t("Tick the small steps first; one of them asks for a word."))

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
        self._wait(found, failed=self._fails(found))
        if self._panel is not None:
            self._panel.ask_note(sentence)

    def ask_more(self, found: Found, sentence: str) -> None:
        """Ask for a picture, a day or a reading; what was found waits for it, here, so that Ctrl+V adds the picture."""
        self._wait(found, failed=self._fails(found))
        wants = self.wants(found)
        if self._panel is not None:
            self._panel.ask(wants or sentence)
            if not wants and self._panel.grid is not None:
                self._panel.grid.focus_start()
            elif found.readings is None and not self._panel.grid_has_focus():
                # later, or the Enter that said it would go on to the item
                QTimer.singleShot(0, self, lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))

    def ask_quietly(self, found: Found) -> None:
        """Say what readings out of their limits still want, without leaving the cell that is typed into."""
        self._wait(found, failed=True)
        if self._panel is not None:
            self._panel.ask(self.wants(found))

    def wants(self, found: Found) -> str:
        """Say what a result still wants."""
        result = CheckResult.FAIL if self._fails(found) else found.result
        return wants_words(self.check, result, found.note, due=self._due() is not None or self._days is None, t=self._t)

    def _fails(self, found: Found) -> bool:
        rows = self.check.readings if found.readings is None else found.readings
        by_value = decided(self.check.low, self.check.high, found.result, found.value)
        return by_rows(self.check.grid, rows, by_value) is CheckResult.FAIL

    def _wait(self, found: Found, *, failed: bool) -> None:
        self._waiting = found
        self.entered.emit(self.check.id)
        if self._panel is not None and failed:
            self._panel.offer_day()

    def _note(self) -> str:
        return self._panel.note.text() if self._panel is not None else self.check.note

    def _due(self) -> date | None:
        due = self._panel.due if self._panel is not None else None
        return due.value() if due is not None else self.check.due_on

    def _on_left(self, step: int) -> None:
        if step:
            self.moved.emit(step)
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_ticked(self, steps: Mapping[str, str]) -> None:
        self._tell(Found(self.check.id, self.check.result, self.check.value, self._note(), steps=steps))

    def _on_read(self, readings: Sequence[Mapping[str, str]]) -> None:
        bounded = self.check.grid is not None and any(map(is_bounded, self.check.grid.columns))
        result = None if bounded or self.check.failed else self.check.result
        self._tell(Found(self.check.id, result, self.check.value, self._note(), self._due(), readings))

    def _on_note(self, note: str) -> None:
        waiting = self._waiting or Found(self.check.id, self.check.result, self.check.value, note)
        self._tell(replace(waiting, note=note, due_on=self._due(), readings=None))  # readings were kept when they were typed

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
        self._tell(Found(self.check.id, result, self.value.text().strip(), self._note(), self._due()))
        return self.check.result is CheckResult.PASS

    def take_again(self) -> None:
        """What was told could not be kept: it stays as it was typed, and is told again when it is left."""
        if self.value is not None:
            self.value.setModified(self.value.text().strip() != self.check.value)
        if self._panel is not None:
            self._panel.take_again()

    def _tell(self, found: Found) -> None:
        self._waiting = None
        self.found.emit(found)

    # keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks, X fails, N notes, figures are the value, arrows go on."""
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if not self.hasFocus() or (self._closed and event.key() not in moves):  # not hasFocus: a field did not want the key
            self._pass_on(event)
        elif event.key() in moves:
            self.moved.emit(moves[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Space:
            self.toggle()
        elif event.key() == Qt.Key.Key_X and not event.modifiers():
            self.choose(CheckResult.FAIL)
        elif event.key() == Qt.Key.Key_N and not event.modifiers() and self._panel is not None:
            self._panel.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.value is not None and event.text() and event.text() in VALUE_KEYS:
            self.value.setFocus(Qt.FocusReason.OtherFocusReason)
            self.value.setText(event.text())
            self.value.setModified(True)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and self._goes_in():
            pass
        else:
            super().keyPressEvent(event)

    def _pass_on(self, event: QKeyEvent) -> None:
        """Leave a key to others."""
        if self._closed and self.hasFocus() and event.key() in NOTING and not event.modifiers():
            self.refused.emit()
        else:
            super().keyPressEvent(event)

    def _goes_in(self) -> bool:
        """Enter goes to the value or into the table; tell whether the item has one."""
        if self.value is not None:
            self.value.setFocus(Qt.FocusReason.OtherFocusReason)
            self.value.selectAll()
        elif self._panel is not None and self._panel.grid is not None:
            self._panel.grid.focus_start()
        else:
            return False
        return True

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
            (self.refused.emit if self._closed else self.toggle)()

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
