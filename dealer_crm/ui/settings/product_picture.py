"""The picture of a product: chosen, pasted or dropped; kept at once, named by the product once that is saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QMimeData, QRect, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import Translator
from dealer_crm.ui.desk.doors import Chooser
from dealer_crm.ui.desk.picture_files import content_of, files_in
from dealer_crm.ui.desk.thumbnails import decoded, on_clipboard, pasted, png
from dealer_crm.ui.theme import Space, Tone, Type, tokens_of
from dealer_crm.ui.widgets import Button, FlowRow, InlineMessage
from dealer_crm.ui.widgets.painting import CENTRE, Style, paint_box, paint_text

SIZE = QSize(120, 90)


@dataclass(frozen=True)
class PictureDoors:
    """`keep` takes name and bytes and returns the hash, `read` the bytes of a hash; both raise DomainError."""

    keep: Callable[[str, bytes], str]
    read: Callable[[str], bytes]
    chooser: Callable[[], Chooser]


class _Frame(QWidget):
    """Paints the picture, or says that there is none."""

    def __init__(self, nothing: str, name: str) -> None:
        super().__init__()
        self._nothing = nothing
        self.image = QImage()
        self.setObjectName(f"{name}_frame")
        self.setFixedSize(SIZE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, painter = tokens_of(self), QPainter(self)
        paint_box(painter, self.rect(), tokens.alt, tokens.hairline)
        if self.image.isNull():
            paint_text(painter, self.rect(), self._nothing, tokens.text2, Style(Type.CAPTION, CENTRE))
            return
        shown = self.image.deviceIndependentSize().toSize()
        left, top = (self.width() - shown.width()) // 2, (self.height() - shown.height()) // 2
        painter.drawImage(QRect(left, top, shown.width(), shown.height()), self.image)


class PictureField(QWidget):
    """Holds the hash of a kept picture, "" for none. `title` is what the box that asks for a file says."""

    changed = Signal()

    def __init__(self, t: Translator, doors: PictureDoors, *, name: str = "product_picture", title: str = "") -> None:
        super().__init__()
        self._t, self._doors = t, doors
        self._title = title or t("Picture of the product")
        self._sha256 = ""
        self.setObjectName(f"field_{name}")
        self.setAcceptDrops(True)
        self.frame = _Frame(t("No picture"), name)
        self.message = InlineMessage(t, name=f"{name}_message")
        self.choose_button = Button(t("Choose a file…"), icon="folder-open", name=f"{name}_choose")
        self.paste_button = Button(t("Paste"), icon="clipboard-paste", name=f"{name}_paste")
        self.remove_button = Button(t("Remove"), icon="trash-2", name=f"{name}_remove")
        row = FlowRow(f"{name}_buttons")
        for button, run in ((self.choose_button, self.choose), (self.paste_button, self.paste), (self.remove_button, self.remove)):
            row.add(button)
            button.clicked.connect(run)
        side = QVBoxLayout()
        side.addWidget(row)
        side.addWidget(self.message)
        side.addStretch(1)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.M)
        box.addWidget(self.frame, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(side, 1)
        self.set_value("")

    def value(self) -> str:
        """Return the hash."""
        return self._sha256

    def set_value(self, sha256: str) -> None:
        """Show another picture; one that is gone from the disk is said."""
        self._sha256, self.frame.image = sha256, QImage()
        if sha256:
            self._try(lambda: self._load(self._doors.read(sha256)))
        self.remove_button.setEnabled(bool(sha256))
        self.frame.update()

    def held(self) -> Any:
        """Return what a draft keeps."""
        return self._sha256

    def hold(self, content: Any) -> None:
        """Show it again."""
        self.set_value(str(content))

    def _load(self, data: bytes) -> None:
        ratio = self.devicePixelRatioF()
        self.frame.image = decoded(data, (SIZE - QSize(4, 4)) * ratio)
        self.frame.image.setDevicePixelRatio(ratio)

    # taking one

    def choose(self) -> None:
        """Ask for a file."""
        file = self._doors.chooser().choose_file(self._title, self._t("Pictures and files") + " (*)")
        if file is not None:
            self._take(lambda: (file.name, content_of(file)))

    def paste(self) -> None:
        """Take what is on the clipboard."""
        self._take_mime(on_clipboard(), self._t("There is no picture on the clipboard. Copy one first, then paste it here."))

    def remove(self) -> None:
        """Have none."""
        self.message.clear()
        self.set_value("")
        self.changed.emit()

    def _take_mime(self, mime: QMimeData, nothing: str) -> bool:
        files, image = files_in(mime), pasted(mime)
        if files:
            self._take(lambda: (files[0].name, content_of(files[0])))
        elif not image.isNull():
            self._take(lambda: (self._t("Picture"), png(image)))
        else:
            self.message.show_message(nothing, Tone.INFO)
            return False
        return True

    def _take(self, content: Callable[[], tuple[str, bytes]]) -> None:
        found: list[str] = []
        if self._try(lambda: found.append(self._doors.keep(*content()))):
            self.message.clear()
            self.set_value(found[0])
            self.changed.emit()

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
        """Take what was dropped."""
        if self._take_mime(event.mimeData(), self._t("Only pictures and files can be dropped here.")):
            event.acceptProposedAction()
