"""The classes of a customer in his record: each value with the sentence that says why, by mouse and by keyboard; set by hand from here."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dealer_crm.domain.class_by_hand import VALUES
from dealer_crm.domain.class_rules import Classes
from dealer_crm.domain.classes import Classed, ClassKind
from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space, Tone, Type, tokens_of
from dealer_crm.ui.widgets import Chip, ChipLabel, Ink, Label, MenuButton, MenuItem, section, set_tip
from dealer_crm.ui.widgets.buttons import pressed_by_enter
from dealer_crm.ui.widgets.painting import paint_box, paint_ring, shows_focus
from dealer_crm.words.classes import why_words
from dealer_crm.words.labels import label

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


def class_words(one: Classed, t: Translator) -> str:
    """Name the value of a class; what is counted is its number."""
    return label(one.value, t) if isinstance(one.value, StrEnum) else str(one.value)


def why_sentence(one: Classed, t: Translator) -> str:
    """Say why, and where the value was set by hand what the rules give."""
    said, why = one.by_hand, why_words(one, t)
    if said is None or said.computed is None:
        return why
    return t("{why} (by the rules: {value})").format(why=why, value=class_words(said.computed, t))


class ClassLine(QAbstractButton):
    """One value: its kind, its word, why. Press it to set it by hand."""

    def __init__(self, t: Translator, kind: ClassKind, values: Sequence[Classed], label_width: int) -> None:
        super().__init__()
        self.kind = kind
        what = " · ".join(class_words(one, t) for one in values)
        why = " ".join(why_sentence(one, t) for one in values)
        by_hand = any(one.by_hand for one in values)
        self.setObjectName(f"class_{kind.value}")
        self.setAccessibleName(t("{part}: {what}").format(part=label(kind, t), what=what))
        self.setAccessibleDescription(why)
        set_tip(self, why)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        name = Label(label(kind, t), Type.CAPTION, tone=Ink.TEXT2, wrap=True)
        name.setFixedWidth(label_width)
        self.words = Label(what, wrap=True)
        self.why = Label(why, Type.CAPTION, tone=Ink.TEXT2, wrap=True)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self.words, 1)
        if by_hand:
            head.addWidget(ChipLabel(Chip(t("Set by hand"), Tone.INFO)), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addLayout(head)
        texts.addWidget(self.why)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 2, Space.XS, 2)
        box.setSpacing(Space.M)
        box.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(texts, 1)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def hasHeightForWidth(self) -> bool:
        """The sentence wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of word and sentence."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout else 0

    def sizeHint(self) -> QSize:
        """Ask for what the layout asks."""
        layout = self.layout()
        return layout.totalSizeHint() if layout else QSize()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground under the mouse and the ring of the focus; the words paint themselves."""
        painter = QPainter(self)
        tokens = tokens_of(self)
        if self.underMouse():
            paint_box(painter, self.rect(), tokens.alt)
        if shows_focus(self):
            paint_ring(painter, self.rect(), tokens.accent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it; arrows go on in the list."""
        parent = self.parentWidget()
        if event.key() in STEPS and isinstance(parent, ClassList):
            parent.go(self, STEPS[Qt.Key(event.key())])
        elif not pressed_by_enter(self, event):
            super().keyPressEvent(event)


class ClassList(QWidget):
    """All classes that say something of the customer; one stop of Tab, arrows move inside."""

    chosen = Signal(object)

    def __init__(self, t: Translator, found: Classes, label_width: int) -> None:
        super().__init__()
        self.setObjectName("record_classes")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.XS)
        box.addWidget(section(t("Classes")))
        box.addWidget(Label(t("Enter or a click on a line sets it by hand."), Type.CAPTION, tone=Ink.TEXT2))
        self._halves = QHBoxLayout()
        self._halves.setSpacing(Space.XL)
        box.addLayout(self._halves)
        self.lines = [self._line(ClassLine(t, kind, values, label_width)) for kind, values in found.items() if values]
        if self.lines:
            self.lines[0].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.more = MenuButton(t("Set another class"), icon="plus", name="class_more")
        silent = [kind for kind in VALUES if not found.get(kind)]
        self.more.set_items([MenuItem(label(kind, t), partial(self.chosen.emit, kind), name=f"class_more_{kind.value}") for kind in silent])
        box.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.more.setVisible(bool(silent))
        self.set_wide(False)

    def _line(self, line: ClassLine) -> ClassLine:
        line.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        line.installEventFilter(self)
        line.clicked.connect(lambda _on=False, kind=line.kind: self.chosen.emit(kind))
        return line

    def set_wide(self, wide: bool) -> None:
        """Place the lines in two columns, or in one."""
        while self._halves.count():
            self._halves.takeAt(0)
        half = -(-len(self.lines) // 2) if wide else len(self.lines)
        for part in (self.lines[:half], self.lines[half:]):
            column = QVBoxLayout()
            column.setSpacing(2)
            for line in part:
                column.addWidget(line)
            column.addStretch(1)
            self._halves.addLayout(column, 1 if part else 0)

    def go(self, line: ClassLine, step: int) -> None:
        """Put the focus on the line before or after."""
        at = self.lines.index(line) + step
        if 0 <= at < len(self.lines):
            self.lines[at].setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tab comes back to the line it left."""
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, ClassLine):
            for line in self.lines:
                line.setFocusPolicy(Qt.FocusPolicy.StrongFocus if line is watched else Qt.FocusPolicy.ClickFocus)
        return False
