"""The line above a form that says what happened and what to do; not a box that must be clicked away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMargins, QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space, Tone, tokens_of
from dealer_crm.ui.widgets.buttons import Button, IconButton
from dealer_crm.ui.widgets.painting import icon_side, paint_box, paint_icon
from dealer_crm.ui.widgets.text import Label

_ICONS = {Tone.DANGER: "triangle-alert", Tone.INFO: "info", Tone.DONE: "circle-check", Tone.WARN: "circle-alert"}


NO_INSET = QMargins()


class _Sign(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.tone = Tone.INFO
        self.setFixedSize(icon_side(), icon_side())

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        paint_icon(QPainter(self), _ICONS.get(self.tone, "info"), tokens.tone(self.tone).fg, QPointF(0, 0))


class InlineMessage(QWidget):
    """Hidden until there is something to say; `inset` is the room around it while it is shown."""

    def __init__(self, t: Translator, *, name: str = "message", inset: QMargins = NO_INSET) -> None:
        super().__init__()
        self._t, self._inset = t, inset
        self.setObjectName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._sign = _Sign()
        self._label = Label("", name=f"{name}_text", wrap=True)
        self._action = Button("", name=f"{name}_action")
        self._run: Callable[[], object] | None = None
        close = IconButton("x", t("Close this message"), name=f"{name}_close")
        self._box = box = QHBoxLayout(self)
        box.setContentsMargins(inset + QMargins(Space.M, Space.XS, Space.XS, Space.XS))
        box.setSpacing(Space.S)
        box.addWidget(self._sign, alignment=Qt.AlignmentFlag.AlignVCenter)
        box.addWidget(self._label, 1)
        box.addWidget(self._action)
        box.addWidget(close)
        self._action.clicked.connect(self._on_action)
        close.clicked.connect(self.clear)
        self.hide()

    def set_inset(self, inset: QMargins) -> None:
        """Leave other room around it."""
        self._inset = inset
        self._box.setContentsMargins(inset + QMargins(Space.M, Space.XS, Space.XS, Space.XS))

    def text(self) -> str:
        """Return what is said, "" when nothing is."""
        return self._label.text()

    def show_message(self, text: str, tone: Tone = Tone.INFO, *, action: str = "", run: Callable[[], object] | None = None) -> None:
        """Say something, with at most one thing to do about it."""
        self._sign.tone = tone
        self._label.setText(text)
        self._run = run
        self._action.set_label(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(text)
        self.show()
        self.update()

    def show_error(self, error: DomainError) -> None:
        """Say what was refused and why."""
        from dealer_crm.words.errors import sentence  # the words of every subject: not before the first paint

        self.show_message(sentence(error, self._t), Tone.DANGER)

    def clear(self) -> None:
        """Say nothing."""
        self._label.setText("")
        self.hide()

    def _on_action(self) -> None:
        if self._run:
            self._run()

    def minimumSizeHint(self) -> QSize:
        """May wrap."""
        return QSize(120, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground of the tone."""
        paint_box(QPainter(self), self.rect().marginsRemoved(self._inset), tokens_of(self).tone(self._sign.tone).bg)
