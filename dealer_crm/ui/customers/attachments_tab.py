"""The pictures and files of a customer: drop, paste, choose, tell by kind, open, remove."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QMimeData, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.knowledge import AttachmentKind
from dealer_crm.i18n import Translator
from dealer_crm.ui.customers.doors import CustomerDoors
from dealer_crm.ui.desk.doors import Chooser, Picture
from dealer_crm.ui.desk.photo_strip import PhotoStrip
from dealer_crm.ui.desk.phrases import clock_time, short_day
from dealer_crm.ui.desk.picture_files import content_of, files_in
from dealer_crm.ui.desk.picture_view import PictureView
from dealer_crm.ui.desk.thumbnails import Thumbnail, on_clipboard, pasted, png
from dealer_crm.ui.theme import Space, Tone
from dealer_crm.ui.widgets import Button, Choice, Combo, FlowRow, Ink, InlineMessage, Label
from dealer_crm.ui.widgets.body import ScrollBody
from dealer_crm.words.labels import label

MANY = 8
"""From so many attachments on they may be told by kind."""
EVERY = ""


class AttachmentsTab(ScrollBody):
    """Shows the attachments of one customer."""

    changed = Signal()

    def __init__(self, t: Translator, doors: CustomerDoors, chooser: Callable[[], Chooser]) -> None:
        super().__init__("attachments_tab", margin=Space.L)
        self._t, self._doors, self._chooser = t, doors, chooser
        self._customer_id = 0
        self._all: list[Picture] = []
        self._pictures: list[Picture] = []
        self._waiting: list[Thumbnail] = []
        self.message = InlineMessage(t, name="attachments_message")
        self.paste_button = Button(t("Paste a picture"), icon="clipboard-paste", key="Ctrl+V", name="attachment_paste")
        self.choose_button = Button(t("Choose a file…"), icon="folder-open", name="attachment_choose")
        self._none = Label(
            t("No pictures yet. Copy one in WeChat and press Ctrl+V here, or drop files on this page."),
            tone=Ink.TEXT2,
            name="attachments_none",
            wrap=True,
        )
        self.kinds = Combo((), name="attachments_kind", label=t("Show"))
        self._flow = FlowRow("attachments_flow")
        self.setAcceptDrops(True)
        line = QHBoxLayout()
        line.setSpacing(Space.S)
        line.addWidget(self.paste_button)
        line.addWidget(self.choose_button)
        line.addStretch(1)
        line.addWidget(self.kinds)
        self.box.addLayout(line)
        self.photos = PhotoStrip(t, doors.photos(), self.message) if doors.photos else None
        for widget in (self.message, self.photos, self._none, self._flow):
            if widget:
                self.box.addWidget(widget)
        if self.photos:
            self.photos.taken.connect(self._add_files)
        self.box.addStretch(1)
        self._later = QTimer(self)
        self._later.setInterval(0)
        self._later.timeout.connect(self._load_one)
        self.paste_button.clicked.connect(self.paste)
        self.choose_button.clicked.connect(self.choose)
        self.kinds.picked.connect(lambda _kind: self._show_kind())

    def show_customer(self, customer_id: int) -> None:
        """Show another customer's attachments, or the same ones again."""
        if customer_id != self._customer_id:
            self.message.clear()
            self.kinds.set_value(EVERY)
        self._customer_id = customer_id
        self._all = list(self._doors.pictures.of(customer_id)) if customer_id else []
        self._offer_kinds()
        self._show_kind()
        if self.photos:
            self.photos.show_customer(customer_id)

    def _offer_kinds(self) -> None:
        """Offer the kinds there are where many attachments are of several."""
        found, chosen = Counter(picture.kind for picture in self._all), self.kinds.value()
        every = Choice(EVERY, self._t("All {n}").format(n=len(self._all)))
        self.kinds.set_choices([every, *(Choice(kind, f"{label(kind, self._t)} {found[kind]}") for kind in AttachmentKind if found[kind])])
        self.kinds.set_value(chosen if chosen in self.kinds.offered() else EVERY)
        self.kinds.setVisible(len(self._all) >= MANY and len(found) > 1)

    def _show_kind(self) -> None:
        kind = self.kinds.value() if not self.kinds.isHidden() else EVERY
        self._pictures = [picture for picture in self._all if kind in (EVERY, picture.kind)]
        self._flow.clear()
        self._waiting = []
        for place, picture in enumerate(self._pictures):
            thumbnail = Thumbnail(picture)
            thumbnail.describe(label(picture.kind, self._t) if picture.kind is not AttachmentKind.OTHER else "")
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
        view = PictureView(self._t, self.window(), self._doors.pictures)
        view.remove_requested.connect(self._on_remove)
        view.described.connect(self.changed)
        self._try(lambda: view.show_pictures(self._pictures, place))

    def open_attachment(self, attachment_id: int) -> None:
        """Show the one with this id in full."""
        if all(picture.id != attachment_id for picture in self._pictures):
            self.kinds.set_value(EVERY)
            self._show_kind()
        places = [place for place, picture in enumerate(self._pictures) if picture.id == attachment_id]
        if places:
            self.open_picture(places[0])

    # adding and removing

    def paste(self) -> bool:
        """Add what is on the clipboard: a picture, or files copied elsewhere; False when it is neither."""
        return self._take(on_clipboard(), self._t("There is no picture on the clipboard. Copy one first, then press Ctrl+V here."))

    def choose(self) -> None:
        """Ask for a file and add it."""
        file = self._chooser().choose_file(self._t("Add a picture or file"), self._t("Pictures and files") + " (*)")
        if file is not None:
            self._add_files([file])

    def _take(self, mime: QMimeData, nothing: str) -> bool:
        files, image = files_in(mime), pasted(mime)
        if files:
            self._add_files(files)
        elif not image.isNull():
            stamp = f"{short_day(self._doors.today(), self._doors.today())} {clock_time(self._doors.now()).replace(':', '-')}"
            name = self._t("Pasted {time}").format(time=stamp) + ".png"
            self._change([lambda: self._doors.pictures.add(self._customer_id, name, png(image))])
        else:
            self.message.show_message(nothing, Tone.INFO)
            return False
        return True

    def _add_files(self, files: Iterable[Path]) -> None:
        def adding(file: Path) -> Callable[[], object]:
            return lambda: self._doors.pictures.add(self._customer_id, file.name, content_of(file))

        self._change([adding(file) for file in files])

    def _on_remove(self, attachment_id: int) -> None:
        self._change([lambda: self._doors.pictures.remove(attachment_id)])

    def _change(self, deeds: list[Callable[[], object]]) -> None:
        """Do each; what is refused is told together, and keeps nothing else back."""
        from dealer_crm.words.errors import sentence  # the words of every subject: not before the first paint

        refused: list[DomainError] = []
        for run in deeds:
            try:
                run()
            except DomainError as error:
                refused.append(error)
        if len(refused) < len(deeds):
            self.message.clear()
            self.changed.emit()
        if refused:
            self.message.show_message("\n".join(dict.fromkeys(sentence(error, self._t) for error in refused)), Tone.DANGER)

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

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take pictures and files."""
        if self._customer_id and (event.mimeData().hasImage() or event.mimeData().hasUrls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        if self._take(event.mimeData(), self._t("Only pictures and files can be dropped here.")):
            event.acceptProposedAction()
