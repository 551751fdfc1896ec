"""A column of the board: its head with the number of sites, and their cards in a list view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from dealer_crm.ui.sites.cards import CARD, CardPainter, SiteCard
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import ElidedLabel, Ink, Label
from dealer_crm.ui.widgets.painting import advance
from dealer_crm.ui.widgets.text import tip_text

Index = QModelIndex | QPersistentModelIndex
ACROSS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class CardModel(QAbstractListModel):
    """The cards of one column."""

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[SiteCard] = []

    def set_cards(self, cards: Sequence[SiteCard]) -> None:
        """Show other cards."""
        self.beginResetModel()
        self.cards = list(cards)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return how many cards stand here."""
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a card, or its words."""
        if not index.isValid():
            return None
        card = self.cards[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_text(card.said())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return card.said()
        return card if role == CARD else None


class CardList(QListView):
    """`opened` carries the site of a card; `crossed` asks for the column before (-1) or after (1)."""

    opened = Signal(int)
    crossed = Signal(int)
    chosen = Signal(int)
    menu_requested = Signal(int, QPoint)
    filter_requested = Signal()

    def __init__(self, name: str, label: str) -> None:
        super().__init__()
        self.cards = CardModel()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setModel(self.cards)
        self.setItemDelegate(CardPainter(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        """Takes whatever room the board gives."""
        return QSize(120, 200)

    def minimumSizeHint(self) -> QSize:
        """May become narrow."""
        return QSize(60, 60)

    def current_id(self) -> int:
        """Return the site of the current card, 0 for none."""
        at = self.currentIndex().row()
        return self.cards.cards[at].id if 0 <= at < len(self.cards.cards) else 0

    def choose(self, at: int) -> None:
        """Make a card current; one past the end is the last."""
        if self.cards.cards:
            self.setCurrentIndex(self.cards.index(min(max(at, 0), len(self.cards.cards) - 1)))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which card is current."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(self.current_id())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """There is a current card wherever keys work."""
        super().focusInEvent(event)
        if self.cards.cards and not self.currentIndex().isValid():
            self.choose(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from card to card and column to column, Enter opens, / goes to the filter."""
        key = Qt.Key(event.key())
        if key in ACROSS:
            self.crossed.emit(ACROSS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id():
            self.opened.emit(self.current_id())
        elif key == Qt.Key.Key_Slash:
            self.filter_requested.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 - Qt's name
        """Letters are for the filter, not for a leap in one column."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.isValid():
            self.opened.emit(self.cards.cards[index.row()].id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with a card."""
        if site := self.current_id():
            where = self.visualRect(self.currentIndex()).center()
            by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
            self.menu_requested.emit(site, self.viewport().mapToGlobal(where) if by_key else event.globalPos())


class Column(QWidget):
    """A stage with its cards."""

    def __init__(self, key: str, title: str) -> None:
        super().__init__()
        self.key = key
        self._title_words = title
        self.setObjectName(f"column_{key}")
        self.title = ElidedLabel(title, Type.LABEL, name=f"column_title_{key}")
        self.count = Label("", Type.CAPTION, tone=Ink.TEXT2, name=f"column_count_{key}")
        self.list = CardList(f"cards_{key}", title)
        head = QHBoxLayout()
        head.setContentsMargins(2, 0, 2, 0)
        head.setSpacing(Space.XS)
        head.addWidget(self.title, 1)
        head.addWidget(self.count)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.XS)
        box.addLayout(head)
        box.addWidget(self.list, 1)

    def head_width(self) -> int:
        """Return how wide the column is for its whole head, with a number of two digits."""
        return advance(self._title_words, Type.LABEL) + advance("00", Type.CAPTION) + 2 * Space.XS

    def show_cards(self, cards: Sequence[SiteCard]) -> None:
        """Show the sites of the stage."""
        if list(cards) != self.list.cards.cards:
            self.list.cards.set_cards(cards)
        self.count.setText(str(len(cards)))
        self.list.setAccessibleName(f"{self._title_words} {len(cards)}")
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus if cards else Qt.FocusPolicy.NoFocus)
