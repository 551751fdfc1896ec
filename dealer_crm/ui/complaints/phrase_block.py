"""What to say at a step: large, changed as one speaks, copied by one key."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space, Type, tokens_of
from dealer_crm.ui.widgets import Button, IconButton, Label, Role, TextEdit

BESIDE_FROM = 520


class PhraseBlock(QWidget):
    """Shows a wording; what is changed in it holds until another one is shown."""

    copied = Signal(str)
    keep_requested = Signal()

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self._t = t
        self.setObjectName("phrase_block")
        self._words = Label("", Type.SECTION, name="phrase_words", wrap=True)
        self.edit = TextEdit(name="phrase_edit", lines=2)
        self.edit.setAccessibleName(t("What to say"))
        self.copy_button = Button(t("Copy"), role=Role.QUIET, icon="copy", key="Ctrl+Shift+C", name="phrase_copy")
        self.change_button = Button(t("Change"), role=Role.QUIET, icon="pencil", name="phrase_change")
        self.keep_button = IconButton("store", t("How the shop says it, from now on…"), name="phrase_keep")
        line = QHBoxLayout()
        line.setSpacing(Space.XS)
        line.addStretch(1)
        line.addWidget(self.copy_button)
        line.addWidget(self.change_button)
        line.addWidget(self.keep_button)
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(Space.L, Space.XS, Space.S, Space.XS)
        self._box.setSpacing(Space.XS)
        self._box.addWidget(self._words, 1)
        self._box.addWidget(self.edit, 1)
        self._box.addLayout(line)
        self.copy_button.clicked.connect(self.copy)
        self.change_button.clicked.connect(self.change)
        self.keep_button.clicked.connect(self.keep_requested)
        self.edit.hide()

    def show_words(self, words: str) -> None:
        """Show another wording; an open field is closed."""
        self.edit.hide()
        self._words.setText(words)
        self._words.show()
        self.change_button.show()
        self.setVisible(bool(words))

    def refresh(self, words: str) -> None:
        """Show the wording with other fields filled in, unless it is being changed."""
        if self.edit.isHidden():
            self._words.setText(words)
            self.setVisible(bool(words))

    def words(self) -> str:
        """Return what to say, as changed."""
        return self._words.text() if self.edit.isHidden() else self.edit.text()

    def change(self) -> None:
        """Let the wording be changed before it is copied."""
        self.edit.set_text(self._words.text())
        self._words.hide()
        self.change_button.hide()
        self.edit.show()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def copy(self) -> None:
        """Put the wording on the clipboard."""
        QGuiApplication.clipboard().setText(self.words())
        self.copied.emit(self.words())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons beside the words where there is room."""
        super().resizeEvent(event)
        beside = self.width() >= BESIDE_FROM
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the edge of what matters."""
        painter, tokens = QPainter(self), tokens_of(self)
        painter.fillRect(self.rect(), QColor(tokens.alt))
        painter.fillRect(QRect(0, 0, 3, self.height()), QColor(tokens.accent))
