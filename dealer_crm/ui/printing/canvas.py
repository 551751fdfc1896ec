"""A page as it lies on the table: sheet, shadow, and for continuous paper its strips with holes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dealer_crm.documents.pdf.render import page_image
from dealer_crm.domain.printing import PaperChoice
from dealer_crm.ui.theme import Type, tokens_of
from dealer_crm.ui.theme.tokens import LIGHT
from dealer_crm.ui.widgets.painting import CENTRE, Style, paint_text

MARGIN = 20
MM_PER_INCH, STRIP_MM, HOLE_MM = 25.4, 12.7, 4.0
SHADOW = 3
BEHIND, MOST_BEHIND = 5, 3
"""Further copies look out above and at the right by so many pixels each."""


class PageCanvas(QWidget):
    """Shows one page; the holes are painted here and are never in the PDF. Paper is light in every look of the window."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("print_page")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._pdf, self._page = b"", 0
        self._paper: PaperChoice | None = None
        self._sheet = QSize()
        self._image = QImage()
        self._words = ""
        self._tint, self._behind = QColor(Qt.GlobalColor.white), list[QColor]()
        self._ground = QImage()

    def set_colours(self, tint: str, behind: Sequence[str]) -> None:
        """Take the colour of the paper and of the copies that lie behind it."""
        self._tint, self._behind = QColor(tint), [QColor(one) for one in behind[:MOST_BEHIND]]
        self.update()

    def set_ground(self, picture: bytes) -> None:
        """Show a picture of a form below what is printed on it; b"" for plain paper."""
        self._ground = QImage.fromData(picture) if picture else QImage()

    def say(self, words: str) -> None:
        """Show a sentence in place of a page."""
        self._words = words
        self.update()

    def show_page(self, pdf: bytes, page: int, paper: PaperChoice, width: int) -> None:
        """Draw a page `width` logical pixels wide, sharp at the scale of the screen."""
        scale = self.devicePixelRatioF()
        inches = paper.width / MM_PER_INCH
        found = page_image(pdf, page, width * scale / inches)
        image = QImage(found.data, found.width, found.height, found.stride, QImage.Format.Format_BGR888).copy()
        image.setDevicePixelRatio(scale)
        self._pdf, self._page, self._paper, self._image, self._words = pdf, page, paper, image, ""
        self._sheet = QSize(round(image.width() / scale), round(image.height() / scale))
        self.setFixedSize(self._sheet + QSize(2 * MARGIN, 2 * MARGIN))
        self.update()

    def image(self) -> QImage:
        """Return the page as it is shown."""
        return self._image

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint sheet, page and holes, or the sentence."""
        tokens = tokens_of(self)
        painter = QPainter(self)
        if self._words or self._image.isNull():
            paint_text(painter, self.rect(), self._words, tokens.text2, Style(Type.BODY, CENTRE))
            return
        sheet = QRect(MARGIN, MARGIN, self._sheet.width(), self._sheet.height())
        painter.fillRect(sheet.translated(SHADOW, SHADOW), QColor(tokens.disabled))
        for depth in range(len(self._behind), 0, -1):
            under = sheet.translated(depth * BEHIND, -depth * BEHIND)
            painter.fillRect(under, self._behind[depth - 1])
            self._paint_edge(painter, under)
        painter.fillRect(sheet, Qt.GlobalColor.white)
        painter.drawImage(sheet, self._ground)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.drawImage(QPointF(sheet.topLeft()), self._image)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        if self._tint != Qt.GlobalColor.white:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            painter.fillRect(sheet, self._tint)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        if self._paper and self._paper.continuous:
            self._paint_strips(painter, sheet)
        self._paint_edge(painter, sheet)

    def _paint_edge(self, painter: QPainter, sheet: QRect) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(tokens_of(self).border))
        painter.drawRect(sheet.adjusted(-1, -1, 0, 0))

    def _paint_strips(self, painter: QPainter, sheet: QRect) -> None:
        assert self._paper is not None
        pixel = sheet.width() / self._paper.width
        strip, hole = STRIP_MM * pixel, HOLE_MM * pixel
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(LIGHT.disabled), 1, Qt.PenStyle.DotLine))
        for x in (sheet.left() + strip, sheet.right() - strip):
            painter.drawLine(QPointF(x, sheet.top()), QPointF(x, sheet.bottom()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(LIGHT.disabled))
        for number in range(int(self._paper.height / STRIP_MM)):
            y = sheet.top() + (number + 0.5) * strip
            for middle in (sheet.left() + strip / 2, sheet.right() - strip / 2):
                painter.drawEllipse(QRectF(middle - hole / 2, y - hole / 2, hole, hole))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
