"""New pictures of the photo folder, offered to the customer whose attachments are in view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.services.photo_inbox import InboxLook, NewPhoto
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Button, Label
from dealer_crm.ui.widgets.asked import Asked
from dealer_crm.ui.widgets.message import InlineMessage

AGAIN_MS = 1_000
"""After so long a file that was being written is looked at again."""


@dataclass(frozen=True)
class PhotoDoors:
    """The photo folder, None where none is set, and a look into it, asked beside the window."""

    folder: Callable[[], Path | None]
    look: Callable[[], InboxLook]


class PhotoStrip(QWidget):
    """Looks when it comes into view, when the window comes to the front and when something in the folder changes."""

    taken = Signal(object)

    def __init__(self, t: Translator, doors: PhotoDoors, message: InlineMessage) -> None:
        super().__init__()
        self._t, self._doors, self._message = t, doors, message
        self._asked = Asked(self)
        self._watcher = QFileSystemWatcher(self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(AGAIN_MS)
        self._customer_id = 0
        self._refused: dict[int, set[str]] = {}
        self._photos: list[NewPhoto] = []
        self.setObjectName("photo_strip")
        self._words = Label("", Type.STRONG, name="photo_words", wrap=True)
        self.take_button = Button(t("Take them into this file"), icon="check", name="photo_take")
        self.leave_button = Button(t("Not his"), icon="x", name="photo_leave")
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self._words, 1)
        row.addWidget(self.take_button)
        row.addWidget(self.leave_button)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._row)
        self._row.hide()
        self.take_button.clicked.connect(self.take)
        self.leave_button.clicked.connect(self.leave)
        self._watcher.directoryChanged.connect(lambda _folder: self.look())
        self._later.timeout.connect(self.look)
        QGuiApplication.instance().applicationStateChanged.connect(self._on_state)  # type: ignore[union-attr]

    def show_customer(self, customer_id: int) -> None:
        """Offer what is new to another customer."""
        self._customer_id = customer_id
        self._photos = []
        self._row.hide()
        self.look()

    def look(self) -> None:
        """Look into the folder, where somebody sees what is found."""
        if self._customer_id and self.isVisible():
            self._asked.ask(self._doors.look, self._show)

    def photos(self) -> Sequence[NewPhoto]:
        """Return what is offered."""
        return self._photos

    def _show(self, found: InboxLook) -> None:
        if found.gone:
            words = self._t("The photo folder is not there. Choose it again in Settings, or plug the device in.")
            self._message.show_message(words)
        refused = self._refused.get(self._customer_id, set())
        self._photos = [one for one in found.photos if one.sha256 not in refused]
        count = len(self._photos)
        self._words.setText(self._t.plural("{n} new picture", "{n} new pictures", count).format(n=count))
        self._row.setVisible(bool(count))
        if found.growing:
            self._later.start()

    def take(self) -> None:
        """Ask for the pictures to be kept with this customer."""
        self.taken.emit([one.file for one in self._photos])
        self.look()

    def leave(self) -> None:
        """Offer these to this customer no more in this run."""
        self._refused.setdefault(self._customer_id, set()).update(one.sha256 for one in self._photos)
        self._photos = []
        self._row.hide()

    def _watch(self, folder: Path | None) -> None:
        wanted = [str(folder)] if folder and folder.is_dir() else []
        if self._watcher.directories() != wanted:
            if self._watcher.directories():
                self._watcher.removePaths(self._watcher.directories())
            if wanted:
                self._watcher.addPaths(wanted)

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self.look()

    def showEvent(self, event: QShowEvent) -> None:
        """Watch and look while it is seen."""
        super().showEvent(event)
        self._watch(self._doors.folder())
        self.look()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no more."""
        super().hideEvent(event)
        self._watch(None)
        self._later.stop()
