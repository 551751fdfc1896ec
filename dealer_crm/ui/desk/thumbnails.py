"""Small pictures of attachments, decoded one at a time so that the page stays quick."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageReader, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton

from dealer_crm.ui.desk.doors import Picture
from dealer_crm.ui.theme import Space, Type, line_height, tokens_of
from dealer_crm.ui.widgets import set_tip
from dealer_crm.ui.widgets.painting import paint_box, paint_icon, paint_ring, paint_text, shows_focus

SIZE, FILE_ICON, MOST_MEGABYTES = QSize(132, 96), 32, 256


def decoded(data: bytes, within: QSize) -> QImage:
    """Return the picture fitted into a size, turned upright; a null image when the bytes are no picture."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    reader.setAllocationLimit(MOST_MEGABYTES)
    whole = reader.size()
    if whole.isValid() and (whole.width() > within.width() or whole.height() > within.height()):
        turned = bool(reader.transformation().value & 4)
        reader.setScaledSize(whole.scaled(within.transposed() if turned else within, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def png(image: QImage) -> bytes:
    """Return a picture as the bytes of a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub asks for bytes
    return bytes(buffer.data().data())


def on_clipboard() -> QMimeData:
    """Return what is on the clipboard; an empty one answers with nothing at all, whatever Qt's stubs promise."""
    return cast("QMimeData | None", QGuiApplication.clipboard().mimeData()) or QMimeData()


def pasted(mime: QMimeData) -> QImage:
    """Return the picture on a clipboard; a null image when there is none."""
    image = mime.imageData() if mime.hasImage() else None
    return image if isinstance(image, QImage) else QImage()


class Thumbnail(QAbstractButton):
    """Opens the attachment; shows its name below."""

    def __init__(self, picture: Picture) -> None:
        super().__init__()
        self.picture = picture
        self._image = QImage()
        self.setObjectName(f"attachment_{picture.id}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.describe()

    def describe(self, kind: str = "") -> None:
        """Show its caption, else the name of the file; `kind` is what it shows, in words."""
        self.setText(self.picture.caption or self.picture.name)
        words = " · ".join(dict.fromkeys(filter(None, (kind, self.picture.caption, self.picture.name))))
        self.setAccessibleName(words)
        set_tip(self, words)

    def load(self, data: bytes) -> None:
        """Show the picture that the bytes hold; other files keep their icon."""
        dpr = self.devicePixelRatioF()
        self._image = decoded(data, SIZE * dpr)
        self._image.setDevicePixelRatio(dpr)
        self.update()

    def is_loaded(self) -> bool:
        """Tell whether a picture is shown."""
        return not self._image.isNull()

    def sizeHint(self) -> QSize:
        """Picture, frame and name."""
        return QSize(SIZE.width() + 2 * Space.XS, SIZE.height() + line_height(Type.CAPTION) + 3 * Space.XS)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint picture or icon, and the name."""
        tokens, painter = tokens_of(self), QPainter(self)
        paint_box(painter, self.rect(), tokens.selection if self.underMouse() else tokens.alt, tokens.hairline)
        frame = QRect(Space.XS, Space.XS, SIZE.width(), SIZE.height())
        if self._image.isNull():
            middle = QPointF(frame.center().x() - FILE_ICON / 2, frame.center().y() - FILE_ICON / 2)
            paint_icon(painter, "file-text", tokens.text2, middle, FILE_ICON)
        else:
            shown = self._image.deviceIndependentSize().toSize()
            place = QRect(frame.center().x() - shown.width() // 2, frame.center().y() - shown.height() // 2, shown.width(), shown.height())
            if self._image.hasAlphaChannel():  # a drawing in ink, seen in both looks
                painter.fillRect(place, Qt.GlobalColor.white)
            painter.drawImage(place, self._image)
        words = QRect(Space.S, frame.bottom() + Space.XS, SIZE.width() - Space.S, line_height(Type.CAPTION))
        paint_text(painter, words, self.text(), tokens.text, Type.CAPTION)
        if shows_focus(self):
            paint_ring(painter, self.rect(), tokens.accent)
