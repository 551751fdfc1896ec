"""A row of chips of which one is on, or several; wraps where it is narrow, arrows move."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Any

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from dealer_crm.ui.theme import RADIUS_CONTROL, Tokens, Type, control_height, tokens_of
from dealer_crm.ui.widgets.choosing import Choice
from dealer_crm.ui.widgets.painting import advance, colour_of, icon_side, paint_box, paint_icon, paint_ring, paint_text, shows_focus

PAD, GAP = 8, 6
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class _ChipPaint:
    """The look that a radio button and a check box share."""

    choice: Choice
    before: QAbstractButton | None = None
    after: QAbstractButton | None = None
    """The chips that this one is joined to; they share an edge."""

    def wanted(self: Any) -> QSize:
        icon = icon_side() + 4 if self.choice.icon else 0
        return QSize(advance(self.choice.text, Type.STRONG) + icon + 2 * PAD + 2, control_height())

    def paint(self: Any) -> None:
        tokens = tokens_of(self)
        painter = QPainter(self)
        on, enabled = self.isChecked(), self.isEnabled()
        fill = tokens.selection if on else tokens.alt if self.underMouse() and enabled else tokens.surface
        border = tokens.hairline if not enabled else tokens.accent if on else tokens.border
        self._paint_ground(painter, fill if enabled or on else tokens.window, border, tokens)
        if shows_focus(self):
            paint_ring(painter, self.rect(), tokens.accent)
        colour = tokens.disabled if not enabled else tokens.accent if on else tokens.text
        kind = Type.STRONG if on else Type.BODY
        text = advance(self.choice.text, kind)
        icon = icon_side() + 4 if self.choice.icon and self.width() >= text + icon_side() + 4 + 6 else 0
        x = max(3, (self.width() - text - icon) // 2)
        if icon:
            paint_icon(
                painter, self.choice.icon, colour if on or not enabled else tokens.text2, QPointF(x, (self.height() - icon_side()) / 2)
            )
        paint_text(painter, QRect(x + icon, 0, self.width() - x - icon - 2, self.height()), self.choice.text, colour, kind)

    def _paint_ground(self: Any, painter: QPainter, fill: str, border: str, tokens: Tokens) -> None:
        """Fill and frame the chip; where it is joined the corners are square and the edge is that of whichever is on."""
        ends = (-RADIUS_CONTROL if self.before else 0, RADIUS_CONTROL if self.after else 0)
        paint_box(painter, self.rect().adjusted(ends[0], 0, ends[1], 0), fill, border, radius=RADIUS_CONTROL)
        for other, x in ((self.before, 0), (self.after, self.width() - 1)):
            if other is not None:
                edge = tokens.accent if other.isChecked() and other.isEnabled() else border
                painter.fillRect(QRect(x, 0, 1, self.height()), colour_of(edge))


class _One(_ChipPaint, QRadioButton):
    def __init__(self, choice: Choice, name: str) -> None:
        QRadioButton.__init__(self, choice.text.replace("&", "&&"))
        self.choice = choice
        self.setObjectName(name)
        self.setAccessibleName(choice.text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return self.wanted()

    def hitButton(self, pos: object) -> bool:  # noqa: N802 - Qt's name
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.paint()


class _Some(_ChipPaint, QCheckBox):
    def __init__(self, choice: Choice, name: str) -> None:
        QCheckBox.__init__(self, choice.text.replace("&", "&&"))
        self.choice = choice
        self.setObjectName(name)
        self.setAccessibleName(choice.text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return self.wanted()

    def hitButton(self, pos: object) -> bool:  # noqa: N802 - Qt's name
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.paint()


class _Row(QWidget):
    """Places equal chips in as few lines as the width allows."""

    changed = Signal(object)
    button_class: type[_One] | type[_Some]

    def __init__(self, choices: Sequence[Choice], *, name: str, label: str = "", columns: int = 0, joined: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self._columns, self._joined = columns, joined
        self._buttons: list[_One | _Some] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_choices(choices)
        self.set_label(label)

    def set_label(self, label: str) -> None:
        """Tell screen readers what the row is about; a form does this itself."""
        self.setAccessibleName(label)
        for button in self._buttons:
            button.setAccessibleDescription(label)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Replace the chips; they keep their place in the order of Tab."""
        old, self._buttons = self._buttons, []
        before: QWidget | None = old[-1] if old else None
        for choice in choices:
            value = choice.value.value if isinstance(choice.value, Enum) else choice.value
            button = self.button_class(choice, f"{self.objectName()}_{value}")
            button.setParent(self)
            button.installEventFilter(self)
            self._wire(button)
            self._buttons.append(button)
            button.show()
            if before is not None:
                QWidget.setTabOrder(before, button)
                before = button
        for gone in old:
            gone.hide()
            gone.setParent(None)
            gone.deleteLater()
        if self._buttons:
            self.setFocusProxy(self._buttons[0])
        self._place()
        self.updateGeometry()

    def buttons(self) -> Sequence[QAbstractButton]:
        """Return the chips in order."""
        return tuple(self._buttons)

    def offered(self) -> list[Any]:
        """Return the values that can be chosen, in order."""
        return [button.choice.value for button in self._buttons]

    def _wire(self, button: _One | _Some) -> None:
        raise NotImplementedError

    def hasHeightForWidth(self) -> bool:
        """Fewer columns need more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        columns = self._columns_at(width)
        lines = -(-len(self._buttons) // columns) if self._buttons else 1
        return lines * control_height() + (lines - 1) * GAP

    def sizeHint(self) -> QSize:
        """Ask for one line, or the wanted columns."""
        columns = self._columns or max(1, len(self._buttons))
        width = columns * self._widest() + (columns - 1) * self._gap()
        return QSize(width, self.heightForWidth(max(width, self.width())))

    def minimumSizeHint(self) -> QSize:
        """Need the widest chip."""
        return QSize(self._widest(), control_height())

    def _gap(self) -> int:
        return -1 if self._joined else GAP

    def _widest(self) -> int:
        return max((button.sizeHint().width() for button in self._buttons), default=0)

    def _columns_at(self, width: int) -> int:
        count = max(1, len(self._buttons))
        narrowest = max((advance(b.choice.text, Type.STRONG) + 10 for b in self._buttons), default=PAD)
        fit = max(1, (width + self._gap()) // (narrowest + self._gap()))
        if self._columns:
            return max(1, min(self._columns, fit))
        if fit >= count:
            return count
        lines = -(-count // fit)
        return -(-count // lines)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the chips."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        columns = self._columns_at(self.width())
        full = self.width() + self._gap()
        for i, button in enumerate(self._buttons):
            line, column = divmod(i, columns)
            left, right = full * column // columns, full * (column + 1) // columns - self._gap()
            button.setGeometry(left, line * (control_height() + GAP), right - left, control_height())
            if self._joined:
                button.before = self._buttons[i - 1] if column else None
                button.after = self._buttons[i + 1] if column < columns - 1 and i + 1 < len(self._buttons) else None


class Segments(_Row):
    """One of a few; arrows move and choose."""

    button_class = _One

    def value(self) -> Any:
        """Return the chosen value, or None."""
        return next((b.choice.value for b in self._buttons if b.isChecked()), None)

    def set_value(self, value: object) -> None:
        """Choose a value; None leaves nothing chosen. Tells nobody when nothing changes."""
        for button in self._buttons:
            button.setAutoExclusive(False)
        for button in self._buttons:
            button.setChecked(button.choice.value == value)
        for button in self._buttons:
            button.setAutoExclusive(True)
        chosen = next((b for b in self._buttons if b.isChecked()), None)
        if chosen or self._buttons:
            self.setFocusProxy(chosen or self._buttons[0])

    def _wire(self, button: _One | _Some) -> None:
        button.toggled.connect(lambda on, button=button: self._on_toggled(button, on))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right go on over the end of a line, where Qt's own arrows stop."""
        at = next((i for i, button in enumerate(self._buttons) if button.hasFocus()), -1)
        wanted = at + STEPS.get(Qt.Key(event.key()), 0)
        if at < 0 or wanted == at or not 0 <= wanted < len(self._buttons):
            super().keyPressEvent(event)
            return
        self._buttons[wanted].setFocus(Qt.FocusReason.TabFocusReason)
        self._buttons[wanted].click()

    def _on_toggled(self, button: _One | _Some, on: bool) -> None:
        for joined in filter(None, (button.before, button.after)):
            joined.update()
        if on:
            self.setFocusProxy(button)
            self.changed.emit(button.choice.value)


class MultiSegments(_Row):
    """Several of a few."""

    button_class = _Some

    def values(self) -> list[Any]:
        """Return the chosen values in order."""
        return [b.choice.value for b in self._buttons if b.isChecked()]

    def set_values(self, values: Iterable[object]) -> None:
        """Choose exactly these."""
        wanted = list(values)
        for button in self._buttons:
            button.setChecked(button.choice.value in wanted)

    def _wire(self, button: _One | _Some) -> None:
        button.toggled.connect(lambda _on: self.changed.emit(self.values()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move between the chips."""
        focused = [i for i, b in enumerate(self._buttons) if b.hasFocus()]
        if event.key() not in STEPS or not focused:
            super().keyPressEvent(event)
            return
        self._buttons[(focused[0] + STEPS[Qt.Key(event.key())]) % len(self._buttons)].setFocus(Qt.FocusReason.TabFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus to the first chip."""
        super().focusInEvent(event)
