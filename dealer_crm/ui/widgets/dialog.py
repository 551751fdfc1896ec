"""The base of every dialog: the body scrolls, the buttons stay, and it fits a 911×440 window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMargins, QObject, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets.body import Foot, ScrollBody, save_keys
from dealer_crm.ui.widgets.buttons import Button, Role
from dealer_crm.ui.widgets.forms import FormGrid
from dealer_crm.ui.widgets.message import InlineMessage
from dealer_crm.ui.widgets.text import HLine

WIDEST, HIGHEST = 895, 424


class Dialog(QDialog):
    """Fill `box`, set `form` where there is one, add buttons."""

    def __init__(self, t: Translator, title: str, parent: QWidget | None, *, name: str, width: int = 520) -> None:
        super().__init__(parent)
        self._t = t
        self._wanted = min(width, WIDEST)
        self.form: FormGrid | None = None
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setSizeGripEnabled(False)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
        self.message = InlineMessage(t, name=f"{name}_message", inset=QMargins(Space.L, Space.M, Space.L, 0))
        self._body = ScrollBody(f"{name}_body")
        self.box = self._body.box
        self.foot = Foot(name)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.message)
        outer.addWidget(self._body, 1)
        outer.addWidget(HLine())
        outer.addWidget(self.foot)
        save_keys(self, self.foot)
        self.message.installEventFilter(self)

    def add_button(self, text: str, *, role: Role = Role.PLAIN, key: str = "", name: str = "", icon: str = "") -> Button:
        """Append a button; PLAIN ones named "Esc" stand at the right end."""
        button = Button(text, role=role, key=key, name=name, icon=icon)
        return self.foot.add(button, right=key == "Esc")

    def show_error(self, error: DomainError) -> None:
        """Put the sentence under its field, or above the form where there is none."""
        self.message.clear()
        if not (self.form and self.form.show_error(error)):
            self.message.show_error(error)

    def sizeHint(self) -> QSize:
        """As high as the content, within the smallest window we promise."""
        for form in self.findChildren(FormGrid):
            form.arrange(self._wanted - 2 * Space.L)
        wanted = self._body.height_at(self._wanted) + self.foot.sizeHint().height() + 4
        wanted += max(self.message.sizeHint().height(), self.message.heightForWidth(self._wanted)) if self.message.text() else 0
        parent = self.parentWidget()
        room = QSize(WIDEST + 16, 690) if parent is None else parent.window().size()
        return QSize(min(self._wanted, room.width() - 16), min(wanted, max(HIGHEST, room.height() - 32)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow by what the message takes: it must not push fields out of sight."""
        if watched is self.message and event.type() in (QEvent.Type.Show, QEvent.Type.LayoutRequest) and self.isVisible():
            self.resize(self.width(), max(self.height(), self.sizeHint().height()))
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the size that fits, and put the focus where typing starts."""
        self.resize(self.sizeHint())
        super().showEvent(event)
        if self.form:
            self.form.focus_first()
