"""A card of the board: what it says, and how it is painted; no widget stands behind it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from dealer_crm.ui.theme import Tokens, Tone, Type, line_height, tokens_of
from dealer_crm.ui.widgets import Chip, paint_chip
from dealer_crm.ui.widgets.chips import chip_height
from dealer_crm.ui.widgets.painting import advance, icon_side, paint_box, paint_icon, paint_ring, paint_text

Index = QModelIndex | QPersistentModelIndex
PAD, GAP, EDGE = 8, 2, 3
CARD = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Mark:
    """A small icon with a word at the foot of a card; `said` is what it means in full."""

    icon: str
    text: str
    said: str
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True)
class SiteCard:
    """One site as the board shows it. `column` is a stage, or HAND_OVER; `late` draws its edge red."""

    id: int
    column: str
    title: str
    place: str
    goods: str
    team: str
    when: Chip
    marks: tuple[Mark, ...] = ()
    late: bool = False

    def said(self) -> str:
        """Return the whole card in words, for its tooltip and for screen readers."""
        return "\n".join(filter(None, (self.title, self.place, self.goods, self.team, self.when.text, *(one.said for one in self.marks))))


def card_height() -> int:
    """Return how high a card is: the name, three lines, the day, the marks, and what is left around them."""
    return (
        line_height(Type.STRONG) + 3 * line_height(Type.CAPTION) + chip_height() + line_height(Type.CAPTION) + 5 * GAP + 2 * PAD + GAP * 2
    )


class CardPainter(QStyledItemDelegate):
    """Paints cards below each other; the current one has the ring while its column has the focus."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Every card is equally high."""
        return QSize(120, card_height() + 6)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one card."""
        card: SiteCard = index.data(CARD)
        view, tokens = option.widget, tokens_of(option.palette)
        rect = QRect(option.rect).adjusted(0, 0, 0, -6)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        paint_box(painter, rect, tokens.selection if chosen else tokens.alt if hovered else tokens.surface, tokens.hairline)
        paint_box(
            painter, QRect(rect.x(), rect.y() + 4, EDGE, rect.height() - 8), tokens.danger.fg if card.late else tokens.border, radius=1
        )
        _paint_words(painter, rect.adjusted(PAD + EDGE, PAD, -PAD, -PAD), card, tokens)
        if chosen and isinstance(view, QListView) and view.hasFocus():
            paint_ring(painter, rect, tokens.accent)


def _paint_words(painter: QPainter, room: QRect, card: SiteCard, tokens: Tokens) -> None:
    y, caption = room.y(), line_height(Type.CAPTION)
    lines = (
        (card.title, tokens.text, Type.STRONG),
        (card.place, tokens.text, Type.CAPTION),
        (card.goods, tokens.text2, Type.CAPTION),
        (card.team, tokens.text2, Type.CAPTION),
    )
    for words, colour, kind in lines:
        height = line_height(kind)
        paint_text(painter, QRect(room.x(), y, room.width(), height), words, colour, kind)
        y += height + GAP
    paint_chip(painter, QRect(room.x(), y, room.width(), chip_height()), card.when, tokens)
    y += chip_height() + 2 * GAP
    x, side = room.x(), icon_side(Type.CAPTION)
    for mark in card.marks:
        ink = tokens.text2 if mark.tone is Tone.NEUTRAL else tokens.tone(mark.tone).fg
        width = side + 3 + advance(mark.text, Type.CAPTION) + 1
        if x + width > room.right() + 1:
            break
        paint_icon(painter, mark.icon, ink, QPointF(x, y + (caption - side) / 2), side)
        paint_text(painter, QRect(x + side + 3, y, width - side - 3, caption), mark.text, ink, Type.CAPTION)
        x += width + PAD
