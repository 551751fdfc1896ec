"""The form on the table: its scan, and over it the fields with example values, moved by mouse and keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dealer_crm.domain.overprint import FormValues, OverprintField, Side, letters
from dealer_crm.i18n import Translator
from dealer_crm.ui.overprint.editing import Editing
from dealer_crm.ui.theme import tokens_of
from dealer_crm.ui.theme.tokens import LIGHT

MARGIN, EDGE, HANDLE = 16, 5, 4
STEP, FINE = 10, 1
"""Tenths of a mm that an arrow key moves, and with Ctrl or Alt."""
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
_SIDES = {Side.LEFT: Qt.AlignmentFlag.AlignLeft, Side.CENTRE: Qt.AlignmentFlag.AlignHCenter, Side.RIGHT: Qt.AlignmentFlag.AlignRight}
_FILL, _CHOSEN = 40, 70
_POINT = 254 / 72 / 10
"""Tenths of a mm in a tenth of a point."""


class FormCanvas(QWidget):
    """Paper is light in every look of the window. `scale` is in pixels for a tenth of a mm; `done` asks for the next field."""

    done = Signal()

    def __init__(self, t: Translator, editing: Editing) -> None:
        super().__init__()
        self._t, self._editing = t, editing
        self.setObjectName("overprint_canvas")
        self.setAccessibleName(t("The form with its fields"))
        keys = t("Tab walks through the fields, arrows move them by 1 mm, with Ctrl by 0.1 mm, with Shift wider.")
        self.setAccessibleDescription(" ".join((keys, t("Enter goes on to the next field."))))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.scale = 0.3
        self.values = FormValues({})
        self._scan = QImage()
        self._pressed: QPointF | None = None
        self._wider, self._moving = False, False
        self._band: QRectF | None = None
        editing.changed.connect(self._on_changed)
        self.fit(self.scale)

    def set_scan(self, scan: QImage) -> None:
        """Show a picture of the form below the fields."""
        self._scan = scan
        self.update()

    def set_values(self, values: FormValues) -> None:
        """Show other example values."""
        self.values = values
        self.update()

    def fit(self, scale: float) -> None:
        """Take a scale."""
        self.scale = scale
        form = self._editing.form
        self.setFixedSize(QSize(round(form.width * scale), round(form.height * scale)) + QSize(2 * MARGIN, 2 * MARGIN))
        self.update()

    def box(self, one: OverprintField) -> QRectF:
        """Return where a field is shown."""
        form, scale = self._editing.form, self.scale
        high = max(letters(one.size), one.lines * letters(min(one.size, 75)) if one.lines > 1 else 0)
        return QRectF(MARGIN + one.x * scale, MARGIN + form.top(one) * scale, one.width * scale, high * scale)

    def _on_changed(self) -> None:
        form = self._editing.form
        wanted = QSize(round(form.width * self.scale), round(form.height * self.scale)) + QSize(2 * MARGIN, 2 * MARGIN)
        if wanted != self.size():
            self.setFixedSize(wanted)
        self.update()

    # keys

    def event(self, event: QEvent) -> bool:
        """Walk through the fields by Tab; behind the last one it leaves."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
            if plain and self._editing.walk(-1 if event.key() == Qt.Key.Key_Backtab else 1):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, widen, remove; Enter goes back to the fields that are still to be placed."""
        key, held = event.key(), event.modifiers()
        fine = bool(held & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier))
        step = FINE if fine else STEP
        arrow = _ARROWS.get(Qt.Key(key))
        if arrow and self._editing.chosen:
            if held & Qt.KeyboardModifier.ShiftModifier:
                self._editing.widen(arrow[0] * step)
            else:
                self._editing.move(arrow[0] * step, arrow[1] * step)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._editing.chosen:
            self._editing.remove()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not fine:
            self.done.emit()
        elif key == Qt.Key.Key_A and fine:
            self._editing.choose(range(len(self._editing.form.fields)))
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose a field where the keyboard comes in."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._editing.choose(())
            self._editing.walk(-1 if event.reason() is Qt.FocusReason.BacktabFocusReason else 1)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keys go elsewhere."""
        super().focusOutEvent(event)
        self.update()

    # mouse

    def _at(self, where: QPointF) -> int | None:
        fields = self._editing.form.fields
        hit = [at for at, one in enumerate(fields) if self.box(one).adjusted(-2, -2, EDGE, 2).contains(where)]
        chosen = [at for at in hit if at in self._editing.chosen]
        found = chosen or hit
        return found[-1] if found else None

    def _on_edge(self, at: int, where: QPointF) -> bool:
        return abs(self.box(self._editing.form.fields[at]).right() - where.x()) <= EDGE

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a field, its right edge, or begin to span a frame."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        where, at = event.position(), self._at(event.position())
        more = bool(event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier))
        self._pressed = where
        if at is None:
            if not more:
                self._editing.choose(())
            self._band = QRectF(where, where)
        elif more:
            self._editing.toggle(at)
            self._pressed = None
        else:
            if at not in self._editing.chosen:
                self._editing.choose((at,))
            self._wider = self._on_edge(at, where)
            self._moving = True
            self._editing.begin()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move, widen, or span."""
        where = event.position()
        if self._pressed is None:
            at = self._at(where)
            shape = Qt.CursorShape.ArrowCursor if at is None else Qt.CursorShape.SizeAllCursor
            self.setCursor(Qt.CursorShape.SizeHorCursor if at is not None and self._on_edge(at, where) else shape)
        elif self._moving:
            by = (where - self._pressed) / self.scale
            self._editing.drag(round(by.x()), round(by.y()), wider=self._wider)
        elif self._band is not None:
            self._band = QRectF(self._pressed, where).normalized()
            self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Keep what was done as one step."""
        if self._moving:
            self._editing.end()
        elif self._band is not None and self._band.width() + self._band.height() > EDGE:
            inside = [at for at, one in enumerate(self._editing.form.fields) if self._band.intersects(self.box(one))]
            self._editing.choose({*self._editing.chosen, *inside})
        self._pressed, self._band, self._moving, self._wider = None, None, False, False
        self.update()

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the paper, its scan and the fields."""
        painter, form, scale = QPainter(self), self._editing.form, self.scale
        sheet = QRect(MARGIN, MARGIN, round(form.width * scale), round(form.height * scale))
        painter.fillRect(sheet, Qt.GlobalColor.white)
        if not self._scan.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(sheet, self._scan)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, one in enumerate(form.fields):
            self._paint_field(painter, one, chosen=at in self._editing.chosen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        focused = self.hasFocus()
        painter.setPen(QPen(QColor(tokens_of(self).accent if focused else tokens_of(self).border), 2 if focused else 1))
        painter.drawRect(QRectF(sheet).adjusted(-1, -1, 1, 1))
        if self._band is not None:
            painter.setPen(QPen(QColor(LIGHT.accent), 1, Qt.PenStyle.DashLine))
            painter.drawRect(self._band)

    def _paint_field(self, painter: QPainter, one: OverprintField, *, chosen: bool) -> None:
        table, box = self._editing.form.table, self.box(one)
        rows = [row.get(one.code, "") for row in self.values.rows[: table.rows]] or [""]
        texts = rows if one.column else [self.values.texts.get(one.code, "")]
        ink = QColor(LIGHT.accent)
        ink.setAlpha(_CHOSEN if chosen else _FILL)
        if one.column:
            whole = QRectF(box.left(), box.top(), box.width(), table.rows * table.pitch * self.scale)
            painter.setPen(QPen(QColor(LIGHT.accent), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(whole)
        painter.setBrush(ink)
        painter.setPen(QPen(QColor(LIGHT.accent), 2 if chosen else 1))
        painter.drawRect(box)
        if chosen:
            painter.setBrush(QColor(LIGHT.accent))
            painter.drawRect(QRectF(box.right() - HANDLE / 2, box.center().y() - HANDLE, HANDLE, 2 * HANDLE))
        for at, text in enumerate(texts):
            place = box.translated(0, at * table.pitch * self.scale)
            self._paint_text(painter, one, place, text or f"〈{self.values.names.get(one.code, one.code)}〉")

    def _paint_text(self, painter: QPainter, one: OverprintField, box: QRectF, text: str) -> None:
        font = QFont(self.font())
        font.setPixelSize(max(round(one.size * _POINT * self.scale), 3))
        font.setBold(one.bold)
        painter.setFont(font)
        painter.setPen(QColor(LIGHT.text))
        if not one.pitch:
            flags = _SIDES[one.side] | (Qt.AlignmentFlag.AlignTop if one.lines > 1 else Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(box, int(flags) | int(Qt.TextFlag.TextWordWrap if one.lines > 1 else 0), text)
            return
        fits = (one.width + 1) // one.pitch
        before = {Side.LEFT: 0, Side.CENTRE: max(fits - len(text), 0) // 2, Side.RIGHT: max(fits - len(text), 0)}[one.side]
        for at, character in enumerate(text[:fits], before):
            cell = QRectF(box.left() + at * one.pitch * self.scale, box.top(), one.pitch * self.scale, box.height())
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, character)

    def middle(self) -> QPoint:
        """Return the middle of the field that was chosen first, for scrolling to it."""
        chosen = self._editing.fields()
        return self.box(chosen[0]).center().toPoint() if chosen else QPoint(0, 0)
