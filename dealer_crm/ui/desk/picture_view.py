"""An attachment in full, over the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.desk.doors import Picture
from dealer_crm.ui.desk.thumbnails import decoded
from dealer_crm.ui.theme import Type
from dealer_crm.ui.widgets import Button, Ink, Label, OverlayCard
from dealer_crm.ui.widgets.text import ElidedLabel

WIDTH, MARGINS = 900, QSize(40, 150)


class PictureView(OverlayCard):
    """Left and right go through the customer's attachments."""

    remove_requested = Signal(int)

    def __init__(self, t: Translator, window: QWidget, read: Callable[[int], bytes]) -> None:
        super().__init__(window, name="picture_view", width=WIDTH)
        self._t, self._read = t, read
        self._pictures: list[Picture] = []
        self._at = 0
        self._title = ElidedLabel("", Type.SECTION, name="picture_name")
        self._picture = Label("", name="picture_shown")
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words = Label("", tone=Ink.TEXT2, name="picture_words", wrap=True)
        self.box.addWidget(self._title)
        self.box.addWidget(self._picture, 1)
        self.box.addWidget(self._words)
        self.before_button = self.add_button(Button(t("Previous picture"), key="←", name="picture_before", icon="chevron-left"))
        self.after_button = self.add_button(Button(t("Next picture"), key="→", name="picture_after", icon="chevron-right"))
        self.remove_button = self.add_button(Button(t("Remove"), name="picture_remove", icon="trash-2"))
        self.shut_button = self.add_button(Button(t("Close"), key="Esc", name="picture_close"), right=True)
        self.before_button.clicked.connect(lambda: self.step(-1))
        self.after_button.clicked.connect(lambda: self.step(1))
        self.remove_button.clicked.connect(self._on_remove)
        self.shut_button.clicked.connect(self.close_card)
        self.closed.connect(self.deleteLater)

    def show_pictures(self, pictures: list[Picture], at: int) -> None:
        """Open at one of a customer's attachments."""
        self._pictures, self._at = pictures, at
        self._show()
        self.open_card(self.shut_button)

    def step(self, by: int) -> None:
        """Go to the next or previous one."""
        if 0 <= self._at + by < len(self._pictures):
            self._at += by
            self._show()
            self.refit()

    def _show(self) -> None:
        picture = self._pictures[self._at]
        room = self.window().size() - MARGINS
        dpr = self.devicePixelRatioF()
        image = decoded(self._read(picture.id), QSize(min(room.width(), WIDTH - 40), max(120, room.height())) * dpr)
        image.setDevicePixelRatio(dpr)
        self._title.setText(picture.name)
        self._picture.setPixmap(QPixmap.fromImage(image))
        self._picture.setVisible(not image.isNull())
        self._picture.setAccessibleName(picture.name)
        self._words.setText("" if not image.isNull() else self._t("This kind of file cannot be shown here."))
        self._words.setVisible(image.isNull())
        self.before_button.setEnabled(self._at > 0)
        self.after_button.setEnabled(self._at < len(self._pictures) - 1)

    def _on_remove(self) -> None:
        picture = self._pictures[self._at]
        self.close_card()
        self.remove_requested.emit(picture.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go through the pictures."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps:
            self.step(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
