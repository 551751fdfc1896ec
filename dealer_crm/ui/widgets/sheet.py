"""A sheet at the right of the page: not modal, with its buttons outside the scrolled part."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMargins, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space, Type, tokens_of
from dealer_crm.ui.widgets.body import Foot, ScrollBody, save_keys
from dealer_crm.ui.widgets.buttons import Button, IconButton, Role
from dealer_crm.ui.widgets.forms import FormGrid
from dealer_crm.ui.widgets.message import InlineMessage
from dealer_crm.ui.widgets.text import ElidedLabel, HLine, Ink, Label

WIDTH, WIDTH_NARROW = 388, 486


class SideSheet(QFrame):
    """Shown by the window and freed when it closes. Esc asks `can_close` and leaves; `command` is what opened it."""

    closed = Signal()

    def __init__(self, t: Translator, title: str, *, name: str) -> None:
        super().__init__()
        self._t = t
        self.form: FormGrid | None = None
        self.command = ""
        self.can_close: Callable[[], bool] | None = None
        self.setObjectName(name)
        self.setProperty("band", "surface")
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._title = Label(title, Type.SECTION, name=f"{name}_title")
        self._subtitle = ElidedLabel("", Type.SECTION, tone=Ink.TEXT2, name=f"{name}_subtitle")
        self._subtitle.setFont(self._subtitle.font())
        self._status = Label("", Type.CAPTION, tone=Ink.TEXT2, name=f"{name}_status")
        close = IconButton("x", t("Close"), name=f"{name}_close", key="Esc")
        close.clicked.connect(self.close_sheet)
        self.message = InlineMessage(t, name=f"{name}_message", inset=QMargins(Space.L, Space.S, Space.L, 0))
        self._body = ScrollBody(f"{name}_body", margin=Space.L)
        self._body.box.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        self.box = self._body.box
        self.foot = Foot(name)
        self._build(close)
        save_keys(self, self.foot)

    def _build(self, close: IconButton) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(Space.L, Space.S, Space.S, Space.S)
        top.setSpacing(Space.M)
        top.addWidget(self._title)
        top.addWidget(self._subtitle, 1)
        top.addWidget(self._status)
        top.addWidget(close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(top)
        outer.addWidget(HLine())
        outer.addWidget(self.message)
        outer.addWidget(self._body, 1)
        outer.addWidget(HLine())
        outer.addWidget(self.foot)

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Name the sheet and whom it is about."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self.setAccessibleName(f"{title} {subtitle}".rstrip())

    def set_status(self, text: str) -> None:
        """Say at the top how the draft stands."""
        self._status.setText(text)

    def add_button(self, text: str, *, role: Role = Role.PLAIN, key: str = "", name: str = "", icon: str = "") -> Button:
        """Append a button; the one with the key Esc stands at the right end."""
        return self.foot.add(Button(text, role=role, key=key, name=name, icon=icon), right=key == "Esc")

    def show_error(self, error: DomainError) -> None:
        """Put the sentence under its field, or at the top where there is none."""
        self.message.clear()
        if not (self.form and self.form.show_error(error)):
            self.message.show_error(error)

    def close_sheet(self) -> None:
        """Leave, if nobody minds."""
        if self.can_close is None or self.can_close():
            self.hide()
            self.closed.emit()

    def fit(self, window_width: int, narrow: bool) -> None:
        """Take the width that the window grants."""
        self.setFixedWidth(min(WIDTH_NARROW if narrow else max(WIDTH, self.minimumSizeHint().width()), window_width))

    def sizeHint(self) -> QSize:
        """As wide as ux.md wants it."""
        return QSize(WIDTH, super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.close_sheet()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the hairline at the left edge."""
        super().paintEvent(event)
        QPainter(self).fillRect(0, 0, 1, self.height(), QColor(tokens_of(self).border))
