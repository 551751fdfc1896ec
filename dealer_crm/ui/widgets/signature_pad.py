"""A pad to sign on: strokes by mouse, finger and pen, black on white in both looks, given back as a picture on nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QTabletEvent, QTouchEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dealer_crm.domain.signatures import SIZE, is_signature
from dealer_crm.i18n import Translator
from dealer_crm.ui.theme import Space, tokens_of
from dealer_crm.ui.widgets.painting import paint_ring, shows_focus

WIDTH, HEIGHT, TWICE = SIZE[0] // 2, SIZE[1] // 2, 2
THIN, THICK, PLAIN = 1.4, 4.2, 2.4
"""Width of a line on the pad by the pressure of a pen, and without one."""
LINE = 0.72
"""Where the line to sign on runs, as a part of the height."""
MOST_POINTS = 20_000


@dataclass
class Stroke:
    """Points on the pad of 600 × 200, each with the width of the line there."""

    points: list[tuple[float, float]] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)

    def add(self, x: float, y: float, width: float) -> None:
        """Go on to a point; what lies outside the pad is brought to its edge."""
        self.points.append((min(max(x, 0.0), float(WIDTH)), min(max(y, 0.0), float(HEIGHT))))
        self.widths.append(width)


class SignaturePad(QWidget):
    """`changed` tells after each stroke whether it is a signature by now."""

    changed = Signal(bool)

    def __init__(self, t: Translator, name: str = "signature_pad") -> None:
        super().__init__()
        self.strokes: list[Stroke] = []
        self._pen_down = False
        self.setObjectName(name)
        self.setAccessibleName(t("Signature: draw with the mouse, a finger or a pen"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    # what is drawn

    def is_signed(self) -> bool:
        """Tell whether more than a dot stands on it."""
        return is_signature([stroke.points for stroke in self.strokes])

    def is_empty(self) -> bool:
        """Tell whether nothing stands on it."""
        return not self.strokes

    def clear(self) -> None:
        """Begin anew."""
        self.strokes, self._pen_down = [], False
        self._tell()

    def undo(self) -> None:
        """Take the last stroke away."""
        self.strokes, self._pen_down = self.strokes[:-1], False
        self._tell()

    def picture(self) -> bytes:
        """Return what was drawn as a PNG of always the same size, black on nothing; b"" while it is no signature."""
        if not self.is_signed():
            return b""
        image = QImage(*SIZE, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.scale(TWICE, TWICE)
        self._paint_strokes(painter)
        painter.end()
        held = QByteArray()
        buffer = QBuffer(held)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub asks for bytes
        return bytes(held.data())

    def _tell(self) -> None:
        self.changed.emit(self.is_signed())
        self.update()

    # drawing

    def sheet(self) -> QRectF:
        """Return where the pad lies: as large as there is room, always of one shape."""
        scale = min(self.width() / WIDTH, self.height() / HEIGHT)
        width, height = WIDTH * scale, HEIGHT * scale
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    def _begin(self, at: QPointF, width: float) -> None:
        if sum(len(stroke.points) for stroke in self.strokes) < MOST_POINTS:
            self.strokes.append(Stroke())
            self._pen_down = True
            self._go_on(at, width)

    def _go_on(self, at: QPointF, width: float) -> None:
        if self._pen_down and len(self.strokes[-1].points) < MOST_POINTS:
            sheet = self.sheet()
            self.strokes[-1].add((at.x() - sheet.x()) * WIDTH / sheet.width(), (at.y() - sheet.y()) * HEIGHT / sheet.height(), width)
            self.update()

    def _end(self) -> None:
        if self._pen_down:
            self._pen_down = False
            self._tell()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._begin(event.position(), PLAIN)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw."""
        self._go_on(event.position(), PLAIN)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """End the stroke."""
        self._end()

    def tabletEvent(self, event: QTabletEvent) -> None:
        """Draw with a pen, thicker where it is pressed."""
        width = THIN + (THICK - THIN) * event.pressure()
        if event.type() is QEvent.Type.TabletPress:
            self._begin(event.position(), width)
        elif event.type() is QEvent.Type.TabletMove:
            self._go_on(event.position(), width)
        else:
            self._end()
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Draw with one finger; a second one draws nothing."""
        if not isinstance(event, QTouchEvent):
            return super().event(event)
        points = event.points()
        if event.type() is QEvent.Type.TouchBegin and points:
            self._begin(self.mapFromGlobal(points[0].globalPosition()), PLAIN)
        elif event.type() is QEvent.Type.TouchUpdate and points:
            self._go_on(self.mapFromGlobal(points[0].globalPosition()), PLAIN)
        else:
            self._end()
        event.accept()
        return True

    # how it looks

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sheet, the line to sign on, and what was drawn."""
        painter, tokens, sheet = QPainter(self), tokens_of(self), self.sheet()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(sheet, Qt.GlobalColor.white)
        painter.setPen(QPen(QColor(tokens.border), 1))
        painter.drawRect(sheet.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(QPen(QColor(Qt.GlobalColor.lightGray), 1, Qt.PenStyle.DashLine))
        y = sheet.y() + sheet.height() * LINE
        painter.drawLine(QPointF(sheet.x() + Space.XL, y), QPointF(sheet.right() - Space.XL, y))
        painter.save()
        painter.translate(sheet.topLeft())
        painter.scale(sheet.width() / WIDTH, sheet.height() / HEIGHT)
        self._paint_strokes(painter)
        painter.restore()
        if shows_focus(self):
            paint_ring(painter, self.rect(), tokens.accent)

    def _paint_strokes(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(Qt.GlobalColor.black), PLAIN, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        for stroke in self.strokes:
            for ((left, top), (x, y)), width in zip(pairwise(stroke.points), stroke.widths[1:], strict=True):
                pen.setWidthF(width)
                painter.setPen(pen)
                painter.drawLine(QPointF(left, top), QPointF(x, y))

    def sizeHint(self) -> QSize:
        """The size of the picture at once."""
        return QSize(WIDTH, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Half of it can still be signed on."""
        return QSize(WIDTH // 2, HEIGHT // 2)

    def hasHeightForWidth(self) -> bool:
        """Always of one shape."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that shows all of it."""
        return min(width, WIDTH) * HEIGHT // WIDTH
