"""Ways to choose one thing of a few: combo, check box, cards of radio buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QRadioButton,
    QSizePolicy,
    QSpinBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from dealer_crm.ui.theme import Type, control_height, line_height, row_height, tokens_of
from dealer_crm.ui.widgets.inputs import LineEdit
from dealer_crm.ui.widgets.painting import advance, paint_box, paint_icon, paint_ring, paint_text, shows_focus
from dealer_crm.ui.widgets.wheel import guard_wheel

MARK = 16


@dataclass(frozen=True)
class Choice:
    """A value with its words."""

    value: Any
    text: str
    icon: str = ""
    detail: str = ""


class _ChoiceRows(QStyledItemDelegate):
    """The rows of an open combo, as high and as calm as those of a list."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width() + 16, control_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        tokens = tokens_of(option.palette)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(option.rect, QColor(tokens.selection if selected else tokens.surface))
        paint_text(painter, option.rect.adjusted(8, 0, -8, 0), str(index.data()), tokens.text)


class Combo(QComboBox):
    """A drop-down of enum members or other values; the wheel changes nothing without focus."""

    picked = Signal(object)

    def __init__(self, choices: Sequence[Choice] = (), *, name: str, label: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setItemDelegate(_ChoiceRows(self))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(14)
        guard_wheel(self)
        self._choices: list[Choice] = []
        self.set_choices(choices)
        self.activated.connect(lambda _index: self.picked.emit(self.value()))

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Replace the choices; the value stays chosen if it is still there."""
        value = self.value()
        self._choices = list(choices)
        self.clear()
        self.addItems([choice.text for choice in self._choices])
        self.set_value(value)

    def value(self) -> Any:
        """Return the chosen value itself, not Qt's copy of it; None when nothing is chosen."""
        index = self.currentIndex()
        return self._choices[index].value if 0 <= index < len(self._choices) else None

    def offered(self) -> list[Any]:
        """Return the values that can be chosen, in order."""
        return [choice.value for choice in self._choices]

    def words(self) -> list[str]:
        """Return what the values are called, in order."""
        return [choice.text for choice in self._choices]

    def set_value(self, value: object) -> None:
        """Choose a value; an unknown one chooses the first."""
        found = [i for i, choice in enumerate(self._choices) if choice.value == value]
        self.setCurrentIndex(found[0] if found else 0 if self._choices else -1)

    def sizeHint(self) -> QSize:
        """Room for the longest choice."""
        widest = max((advance(choice.text) for choice in self._choices), default=60)
        return QSize(min(320, widest + 46), control_height())

    def minimumSizeHint(self) -> QSize:
        """May become narrow."""
        return QSize(64, control_height())

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        """Give the list rows of our height."""
        self.view().setMinimumWidth(max(self.width(), self.sizeHint().width()))
        super().showPopup()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint like the other inputs."""
        tokens = tokens_of(self)
        painter = QPainter(self)
        wrong = bool(self.property("wrong"))
        border = tokens.danger.fg if wrong else tokens.border if self.isEnabled() else tokens.hairline
        paint_box(painter, self.rect(), tokens.surface if self.isEnabled() else tokens.window, border)
        if shows_focus(self):
            paint_ring(painter, self.rect(), tokens.accent)
        colour = tokens.text if self.isEnabled() else tokens.disabled
        paint_text(painter, self.rect().adjusted(9, 0, -26, 0), self.currentText(), colour)
        paint_icon(
            painter,
            "chevron-down",
            tokens.text2 if self.isEnabled() else tokens.disabled,
            QPointF(self.width() - 23, (self.height() - 14) / 2),
            14,
        )


class SpinBox(QSpinBox):
    """Whole numbers; the wheel changes nothing without focus."""

    def __init__(self, name: str, low: int, high: int) -> None:
        super().__init__()
        self.setLineEdit(LineEdit(name=f"{name}_text"))
        self.setObjectName(name)
        self.setRange(low, high)
        self.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.setFixedWidth(advance("8" * (len(str(high)) + 1)) + 30)
        guard_wheel(self)


class CheckBox(QCheckBox):
    """A tick with words."""

    def __init__(self, text: str, name: str = "") -> None:
        super().__init__(text.replace("&", "&&"))
        self._label = text
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Box and words."""
        return QSize(MARK + 8 + advance(self._label) + 4, max(24, line_height() + 4))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:  # noqa: N802 - Qt's name
        """The words count as well."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint box, tick and words."""
        tokens = tokens_of(self)
        painter = QPainter(self)
        box = QRect(1, (self.height() - MARK) // 2, MARK, MARK)
        if not self.isEnabled():
            paint_box(painter, box, tokens.window, tokens.hairline, radius=3)
        elif self.isChecked():
            paint_box(painter, box, tokens.accent, tokens.accent, radius=3)
        else:
            paint_box(painter, box, tokens.surface, tokens.border, radius=3)
        if self.isChecked():
            paint_icon(painter, "check", tokens.on_accent if self.isEnabled() else tokens.disabled, QPointF(box.x() + 2, box.y() + 2), 12)
        colour = tokens.text if self.isEnabled() else tokens.disabled
        paint_text(painter, self.rect().adjusted(MARK + 8, 0, 0, 0), self._label, colour)
        if shows_focus(self):
            paint_ring(painter, self.rect(), tokens.accent)


class _RadioCard(QRadioButton):
    def __init__(self, choice: Choice, name: str) -> None:
        super().__init__(choice.text.replace("&", "&&"))
        self.choice = choice
        self.setObjectName(name)
        self.setAccessibleName(choice.text)
        self.setAccessibleDescription(choice.detail)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(MARK + 40 + advance(self.choice.text) + advance(self.choice.detail, Type.CAPTION), max(28, row_height() - 4))

    def hitButton(self, pos: object) -> bool:  # noqa: N802 - Qt's name
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        painter = QPainter(self)
        on = self.isChecked()
        if on or shows_focus(self):
            paint_box(painter, self.rect(), tokens.selection if on else None)
            paint_ring(painter, self.rect(), tokens.accent)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(16, self.height() / 2)
        painter.setBrush(QColor(tokens.surface))
        painter.setPen(QColor(tokens.accent if on else tokens.border))
        painter.drawEllipse(centre, 7.5, 7.5)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawEllipse(centre, 4, 4)
        kind = Type.STRONG if on else Type.BODY
        left = MARK + 16
        width = max(advance(self.choice.text, kind) + 1, self.width() * 2 // 5 - left)
        paint_text(painter, QRect(left, 0, width, self.height()), self.choice.text, tokens.text, kind)
        rest = QRect(left + width + 8, 0, self.width() - left - width - 16, self.height())
        paint_text(painter, rest, self.choice.detail, tokens.text2, Type.CAPTION)


class RadioCards(QWidget):
    """One of a few, one a line, each with its consequence."""

    changed = Signal(object)

    def __init__(self, choices: Sequence[Choice], name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        self._cards = [_RadioCard(choice, f"{name}_{_suffix(choice.value)}") for choice in choices]
        for card in self._cards:
            box.addWidget(card)
            card.toggled.connect(lambda on, card=card: self.changed.emit(card.choice.value) if on else None)

    def value(self) -> Any:
        """Return the chosen value, or None."""
        return next((card.choice.value for card in self._cards if card.isChecked()), None)

    def set_value(self, value: object) -> None:
        """Choose a value."""
        for card in self._cards:
            if card.choice.value == value:
                card.setChecked(True)


def _suffix(value: object) -> str:
    return str(value.value if isinstance(value, Enum) else value)
