"""Status chips: icon, words and colour together, on a ground of their own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from dealer_crm.ui.theme import TONE_ICONS, Tokens, Tone, Type, line_height, tokens_of
from dealer_crm.ui.widgets.painting import advance, icon_side, paint_box, paint_icon, paint_text

PAD, GAP = 7, 4


@dataclass(frozen=True)
class Chip:
    """What a chip says. `icon` None takes the tone's own, "" none; a square chip is a tag."""

    text: str
    tone: Tone = Tone.NEUTRAL
    icon: str | None = None
    square: bool = False

    def picture(self) -> str:
        """Return the name of the icon, or ""."""
        return TONE_ICONS[self.tone] if self.icon is None else self.icon


def tag(text: str) -> Chip:
    """Return a square neutral chip without icon."""
    return Chip(text, icon="", square=True)


def picture_side() -> int:
    """Return the side of the icon in a chip: 14 at 100 %."""
    return icon_side() - 2


def chip_height() -> int:
    """Return the height of a chip at the present text size."""
    return max(20, line_height(Type.CAPTION) + 2)


def chip_width(chip: Chip) -> int:
    """Return the width that the chip needs."""
    return advance(chip.text, Type.CAPTION) + 2 * PAD + (picture_side() + GAP if chip.picture() else 0) + 1


def paint_chip(painter: QPainter, rect: QRect, chip: Chip, tokens: Tokens) -> QRect:
    """Paint at the left of `rect`, centred in its height; return the box of the chip."""
    pair = tokens.tone(chip.tone)
    height = chip_height()
    box = QRect(rect.x(), rect.y() + (rect.height() - height) // 2, min(chip_width(chip), rect.width()), height)
    if box.width() > 0:
        ground = _ground(pair.bg, (box.width(), height), 4 if chip.square else height / 2, painter.device().devicePixelRatio())
        painter.drawPixmap(box.topLeft(), ground)
    x = box.x() + PAD
    if picture := chip.picture():
        side = picture_side()
        paint_icon(painter, picture, pair.fg, QPointF(x, box.y() + (height - side) / 2), side)
        x += side + GAP
    paint_text(painter, QRect(x, box.y(), box.right() - PAD + 2 - x + 1, height), chip.text, pair.fg, Type.CAPTION)
    return box


@lru_cache(maxsize=256)
def _ground(colour: str, size: tuple[int, int], radius: float, dpr: float) -> QPixmap:
    """Return the rounded ground of a chip: drawn once, for a list has one in every row."""
    picture = QPixmap(round(size[0] * dpr), round(size[1] * dpr))
    picture.setDevicePixelRatio(dpr)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_box(painter, QRect(0, 0, *size), colour, radius=radius)
    painter.end()
    return picture


class ChipLabel(QWidget):
    """A chip that stands alone; empty, it takes no room."""

    def __init__(self, chip: Chip | None = None, name: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._chip: Chip | None = None
        self.set_chip(chip)

    def chip(self) -> Chip | None:
        """Return what is shown."""
        return self._chip

    def set_chip(self, chip: Chip | None) -> None:
        """Show another chip, or none."""
        self._chip = chip
        self.setAccessibleName(chip.text if chip else "")
        if chip is None or self.parentWidget() is not None:
            self.setVisible(chip is not None)
        else:  # shown alone it would be a window of its own, which takes the focus: it is seen once it has its place
            self.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As large as the chip."""
        return QSize(chip_width(self._chip), chip_height()) if self._chip else QSize(0, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chip."""
        if self._chip:
            paint_chip(QPainter(self), self.rect(), self._chip, tokens_of(self))
