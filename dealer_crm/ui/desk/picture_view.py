"""An attachment in full, over the window, with what it shows; the file itself stays as it came."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dealer_crm.domain.attachments import LONGEST_CAPTION
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.knowledge import AttachmentKind
from dealer_crm.i18n import Translator
from dealer_crm.ui.desk.doors import Picture, Pictures
from dealer_crm.ui.desk.thumbnails import decoded
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Button, Choice, Combo, Ink, InlineMessage, Label, LineEdit, OverlayCard
from dealer_crm.ui.widgets.text import ElidedLabel
from dealer_crm.words.labels import label

WIDTH, MARGINS, DESCRIBED = 900, QSize(40, 150), 52


class PictureView(OverlayCard):
    """Left and right go through the customer's attachments. What it shows is kept when its field is left; `described` tells so."""

    remove_requested = Signal(int)
    described = Signal()

    def __init__(self, t: Translator, window: QWidget, doors: Pictures) -> None:
        super().__init__(window, name="picture_view", width=WIDTH)
        self._t, self._doors = t, doors
        self._pictures: list[Picture] = []
        self._said: dict[int, tuple[AttachmentKind, str]] = {}
        self._at = 0
        self._title = ElidedLabel("", Type.SECTION, name="picture_name")
        self._picture = Label("", name="picture_shown")
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words = Label("", tone=Ink.TEXT2, name="picture_words", wrap=True)
        self.message = InlineMessage(t, name="picture_message")
        self.kind = Combo([Choice(kind, label(kind, t)) for kind in AttachmentKind], name="picture_kind", label=t("What it shows"))
        self.caption = LineEdit(name="picture_caption", placeholder=t("Caption: what is to be seen, where, when"))
        self.caption.setAccessibleName(t("Caption"))
        self.caption.setMaxLength(LONGEST_CAPTION)
        self.before_button = self.add_button(Button(t("Previous picture"), key="←", name="picture_before", icon="chevron-left"))
        self.after_button = self.add_button(Button(t("Next picture"), key="→", name="picture_after", icon="chevron-right"))
        self.remove_button = self.add_button(Button(t("Remove"), name="picture_remove", icon="trash-2"))
        self.shut_button = self.add_button(Button(t("Close"), key="Esc", name="picture_close"), right=True)
        self._build()

    def _build(self) -> None:
        said = QHBoxLayout()
        said.setSpacing(Space.S)
        said.addWidget(self.kind)
        said.addWidget(self.caption, 1)
        self.box.addWidget(self._title)
        self.box.addWidget(self.message)
        self.box.addWidget(self._picture, 1)
        self.box.addWidget(self._words)
        self.box.addLayout(said)
        for widget in (self.kind, self.caption):
            widget.setVisible(self._doors.describe is not None)
        self.kind.activated.connect(lambda _place: self.keep())
        self.caption.editingFinished.connect(self.keep)
        self.before_button.clicked.connect(lambda: self.step(-1))
        self.after_button.clicked.connect(lambda: self.step(1))
        self.remove_button.clicked.connect(self._on_remove)
        self.shut_button.clicked.connect(self.close_card)
        self.closed.connect(self.deleteLater)

    def show_pictures(self, pictures: Sequence[Picture], at: int) -> None:
        """Open at one of a customer's attachments."""
        self._pictures, self._at = list(pictures), at
        self._show()
        self.open_card(self.shut_button)

    def step(self, by: int) -> None:
        """Go to the next or previous one."""
        if 0 <= self._at + by < len(self._pictures):
            self.keep()
            self._at += by
            self._show()
            self.refit()

    def _show(self) -> None:
        picture = self._pictures[self._at]
        room = self.window().size() - MARGINS - QSize(0, DESCRIBED if self._doors.describe else 0)
        dpr = self.devicePixelRatioF()
        image = decoded(self._doors.read(picture.id), QSize(min(room.width(), WIDTH - 40), max(120, room.height())) * dpr)
        image.setDevicePixelRatio(dpr)
        self._title.setText(picture.name)
        self._picture.setPixmap(QPixmap.fromImage(image))
        self._picture.setVisible(not image.isNull())
        self._picture.setAccessibleName(picture.name)
        self._words.setText("" if not image.isNull() else self._t("This kind of file cannot be shown here."))
        self._words.setVisible(image.isNull())
        self.before_button.setEnabled(self._at > 0)
        self.after_button.setEnabled(self._at < len(self._pictures) - 1)
        kind, caption = self._told(picture)
        self.kind.set_value(kind)
        self.caption.setText(caption)
        self.message.clear()

    # what it shows

    def _told(self, picture: Picture) -> tuple[AttachmentKind, str]:
        return self._said.get(picture.id, (picture.kind, picture.caption))

    def keep(self) -> None:
        """Save what was said of the one in view, where that is new."""
        picture = self._pictures[self._at]
        said = (AttachmentKind(self.kind.value()), self.caption.text().strip())
        if self._doors.describe is None or said == self._told(picture):
            return
        try:
            self._doors.describe(picture.id, *said)
        except DomainError as error:
            self.message.show_error(error)
            return
        self.message.clear()
        self._said[picture.id] = said
        self.described.emit()

    def close_card(self) -> None:
        """Keep what was typed before the card goes."""
        if not self.isHidden():
            self.keep()
        super().close_card()

    def _on_remove(self) -> None:
        picture = self._pictures[self._at]
        super().close_card()
        self.remove_requested.emit(picture.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go through the pictures, Enter in the caption goes back to them."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps:
            self.step(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.caption.hasFocus():
            self.shut_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)
