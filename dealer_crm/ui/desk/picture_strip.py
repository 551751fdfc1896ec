"""Photos of a complaint: pasted, dropped or chosen, shown small; each is kept at once, so that none is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Protocol

from PySide6.QtCore import QMimeData, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.ui.desk.doors import Chooser, Picture, Pictures
from dealer_crm.ui.desk.phrases import clock_time, short_day
from dealer_crm.ui.desk.picture_files import content_of, files_in
from dealer_crm.ui.desk.picture_view import PictureView
from dealer_crm.ui.desk.thumbnails import Thumbnail, on_clipboard, pasted, png
from dealer_crm.ui.theme import Space, Tone
from dealer_crm.ui.widgets import Button, FlowRow, InlineMessage


class PictureSource(Protocol):
    """Where pictures come from and go, and the clock for the names of those without one."""

    @property
    def pictures(self) -> Pictures:
        """The doors to the attachments."""

    @property
    def now(self) -> Callable[[], datetime]:
        """The clock."""

    def today(self) -> date:
        """The calendar day of the shop."""


class PictureStrip(QWidget):
    """Shows some attachments of one customer; `added` and `removed` carry the attachment's id."""

    added = Signal(int)
    removed = Signal(int)

    def __init__(self, t: Translator, doors: PictureSource, chooser: Callable[[], Chooser], name: str) -> None:
        super().__init__()
        self._t, self._doors, self._chooser = t, doors, chooser
        self._customer_id, self._closed = 0, False
        self._pictures: list[Picture] = []
        self._waiting: list[Thumbnail] = []
        self.setObjectName(name)
        self.setAcceptDrops(True)
        self.message = InlineMessage(t, name=f"{name}_message")
        self.paste_button = Button(t("Paste"), icon="clipboard-paste", name=f"{name}_paste")
        self.choose_button = Button(t("Choose a file…"), icon="folder-open", name=f"{name}_choose")
        self._flow = FlowRow(f"{name}_flow")
        line = QHBoxLayout()
        line.setSpacing(Space.S)
        line.addWidget(self.paste_button)
        line.addWidget(self.choose_button)
        line.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addLayout(line)
        box.addWidget(self.message)
        box.addWidget(self._flow)
        self._later = QTimer(self)
        self._later.setInterval(0)
        self._later.timeout.connect(self._load_one)
        self.paste_button.clicked.connect(self.paste)
        self.choose_button.clicked.connect(self.choose)

    def show_pictures(self, customer_id: int, pictures: Sequence[Picture]) -> None:
        """Show other pictures; new ones will belong to this customer."""
        if customer_id != self._customer_id:
            self.message.clear()
        self._customer_id = customer_id
        if [one.id for one in pictures] == [one.id for one in self._pictures]:
            return
        self._pictures = list(pictures)
        self._flow.clear()
        self._waiting = []
        for place, picture in enumerate(self._pictures):
            thumbnail = Thumbnail(picture)
            thumbnail.clicked.connect(lambda _on=False, place=place: self.open_picture(place))
            self._flow.add(thumbnail)
            self._waiting.append(thumbnail)
        self._flow.setVisible(bool(self._pictures))
        self._later.start()

    def set_closed(self, closed: bool) -> None:
        """Only show pictures: none can be added or removed."""
        self._closed = closed
        self.setAcceptDrops(not closed)
        self.paste_button.setHidden(closed)
        self.choose_button.setHidden(closed)

    def thumbnails(self) -> list[Thumbnail]:
        """Return what is shown."""
        return [one for one in self._flow.findChildren(Thumbnail) if not one.isHidden()]

    def _load_one(self) -> None:
        if not self._waiting:
            self._later.stop()
        elif self.isVisible():
            thumbnail = self._waiting.pop(0)
            self._try(lambda: thumbnail.load(self._doors.pictures.read(thumbnail.picture.id)))

    def open_picture(self, place: int) -> None:
        """Show one in full."""
        view = PictureView(self._t, self.window(), self._doors.pictures)
        view.remove_requested.connect(self._on_remove)
        view.remove_button.setHidden(self._closed)
        self._try(lambda: view.show_pictures(self._pictures, place))

    def _on_remove(self, picture_id: int) -> None:
        if self._try(lambda: self._doors.pictures.remove(picture_id)):
            self.removed.emit(picture_id)

    # adding

    def paste(self) -> bool:
        """Add what is on the clipboard; False when it is no picture and no file."""
        return self._take(on_clipboard(), self._t("There is no picture on the clipboard. Copy one first, then paste it here."))

    def choose(self) -> None:
        """Ask for a file and add it."""
        file = self._chooser().choose_file(self._t("Add a picture or file"), self._t("Pictures and files") + " (*)")
        if file is not None:
            self._add(lambda: (file.name, content_of(file)))

    def _take(self, mime: QMimeData, nothing: str) -> bool:
        files = files_in(mime)
        image = pasted(mime)
        if files:
            for file in files:
                self._add(lambda file=file: (file.name, content_of(file)))  # type: ignore[misc]
        elif not image.isNull():
            stamp = f"{short_day(self._doors.today(), self._doors.today())} {clock_time(self._doors.now()).replace(':', '-')}"
            name = self._t("Pasted {time}").format(time=stamp) + ".png"
            self._add(lambda: (name, png(image)))
        else:
            self.message.show_message(nothing, Tone.INFO)
            return False
        return True

    def _add(self, content: Callable[[], tuple[str, bytes]]) -> None:
        if not self._customer_id:
            self.message.show_message(self._t("Choose the customer first; the picture is kept in his file."), Tone.WARN)
            return
        found: list[int] = []
        if self._try(lambda: found.append(self._doors.pictures.add(self._customer_id, *content()))):
            self.message.clear()
            self.added.emit(found[0])

    def _try(self, run: Callable[[], object]) -> bool:
        try:
            run()
        except DomainError as error:
            self.message.show_error(error)
            return False
        return True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take pictures and files."""
        if event.mimeData().hasImage() or event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        if self._take(event.mimeData(), self._t("Only pictures and files can be dropped here.")):
            event.acceptProposedAction()
