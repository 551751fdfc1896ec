"""The pictures and files of a customer: paste, choose, open, remove."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout

from dealer_crm.domain.attachments import LARGEST, AttachmentTooLarge
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.files import FileNotReadable
from dealer_crm.i18n import Translator
from dealer_crm.ui.customers.doors import CustomerDoors
from dealer_crm.ui.desk.doors import Chooser, Picture
from dealer_crm.ui.desk.phrases import clock_time, short_day
from dealer_crm.ui.desk.picture_view import PictureView
from dealer_crm.ui.desk.thumbnails import Thumbnail, on_clipboard, pasted, png
from dealer_crm.ui.theme import Space, Tone
from dealer_crm.ui.widgets import Button, FlowRow, Ink, InlineMessage, Label
from dealer_crm.ui.widgets.body import ScrollBody


class AttachmentsTab(ScrollBody):
    """Shows the attachments of one customer."""

    changed = Signal()

    def __init__(self, t: Translator, doors: CustomerDoors, chooser: Callable[[], Chooser]) -> None:
        super().__init__("attachments_tab", margin=Space.L)
        self._t, self._doors, self._chooser = t, doors, chooser
        self._customer_id = 0
        self._pictures: list[Picture] = []
        self._waiting: list[Thumbnail] = []
        self.message = InlineMessage(t, name="attachments_message")
        self.paste_button = Button(t("Paste a picture"), icon="clipboard-paste", key="Ctrl+V", name="attachment_paste")
        self.choose_button = Button(t("Choose a file…"), icon="folder-open", name="attachment_choose")
        self._none = Label(
            t("No pictures yet. Copy one in WeChat and press Ctrl+V here."), tone=Ink.TEXT2, name="attachments_none", wrap=True
        )
        self._flow = FlowRow("attachments_flow")
        line = QHBoxLayout()
        line.setSpacing(Space.S)
        line.addWidget(self.paste_button)
        line.addWidget(self.choose_button)
        line.addStretch(1)
        self.box.addLayout(line)
        for widget in (self.message, self._none, self._flow):
            self.box.addWidget(widget)
        self.box.addStretch(1)
        self._later = QTimer(self)
        self._later.setInterval(0)
        self._later.timeout.connect(self._load_one)
        self.paste_button.clicked.connect(self.paste)
        self.choose_button.clicked.connect(self.choose)

    def show_customer(self, customer_id: int) -> None:
        """Show another customer's attachments, or the same ones again."""
        if customer_id != self._customer_id:
            self.message.clear()
        self._customer_id = customer_id
        self._pictures = list(self._doors.pictures.of(customer_id)) if customer_id else []
        self._flow.clear()
        self._waiting = []
        for place, picture in enumerate(self._pictures):
            thumbnail = Thumbnail(picture)
            thumbnail.clicked.connect(lambda _on=False, place=place: self.open_picture(place))
            self._flow.add(thumbnail)
            self._waiting.append(thumbnail)
        self._later.setInterval(0)
        self._none.setVisible(not self._pictures)
        self._flow.setVisible(bool(self._pictures))
        self._later.start()

    def thumbnails(self) -> list[Thumbnail]:
        """Return what is shown."""
        return [one for one in self._flow.findChildren(Thumbnail) if not one.isHidden()]

    def _load_one(self) -> None:
        if not self._waiting:
            self._later.stop()
        elif self.isVisible():
            thumbnail = self._waiting.pop(0)
            self._try(lambda: thumbnail.load(self._doors.pictures.read(thumbnail.picture.id)))
        else:
            self._later.setInterval(200)

    def open_picture(self, place: int) -> None:
        """Show one in full."""
        view = PictureView(self._t, self.window(), self._doors.pictures.read)
        view.remove_requested.connect(self._on_remove)
        self._try(lambda: view.show_pictures(self._pictures, place))

    def open_attachment(self, attachment_id: int) -> None:
        """Show the one with this id in full."""
        places = [place for place, picture in enumerate(self._pictures) if picture.id == attachment_id]
        if places:
            self.open_picture(places[0])

    # adding and removing

    def paste(self) -> bool:
        """Add what is on the clipboard: a picture, or files copied elsewhere; False when it is neither."""
        mime = on_clipboard()
        files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        image = pasted(mime)
        if files:
            for file in files:
                self._add_file(file)
        elif not image.isNull():
            now = self._doors.now()
            stamp = f"{short_day(self._doors.today(), self._doors.today())} {clock_time(now).replace(':', '-')}"
            self._add(self._t("Pasted {time}").format(time=stamp) + ".png", png(image))
        else:
            self.message.show_message(self._t("There is no picture on the clipboard. Copy one first, then press Ctrl+V here."), Tone.INFO)
            return False
        return True

    def choose(self) -> None:
        """Ask for a file and add it."""
        file = self._chooser().choose_file(self._t("Add a picture or file"), self._t("Pictures and files") + " (*)")
        if file is not None:
            self._add_file(file)

    def _add_file(self, file: Path) -> None:
        def add() -> None:
            try:
                if file.stat().st_size > LARGEST:
                    raise AttachmentTooLarge(name=file.name, megabytes=LARGEST // 1024 // 1024)
                data = file.read_bytes()
            except OSError as error:
                raise FileNotReadable(file=file.name) from error
            self._doors.pictures.add(self._customer_id, file.name, data)

        self._change(add)

    def _add(self, name: str, data: bytes) -> None:
        self._change(lambda: self._doors.pictures.add(self._customer_id, name, data))

    def _on_remove(self, attachment_id: int) -> None:
        self._change(lambda: self._doors.pictures.remove(attachment_id))

    def _change(self, run: Callable[[], object]) -> None:
        if self._try(run):
            self.message.clear()
            self.changed.emit()

    def _try(self, run: Callable[[], object]) -> bool:
        try:
            run()
        except DomainError as error:
            self.message.show_error(error)
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V pastes."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)
