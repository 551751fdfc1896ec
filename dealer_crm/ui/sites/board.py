"""The board: one column for each stage, the sites as cards in it; arrows walk over all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.sites.cards import SiteCard
from dealer_crm.ui.sites.column import Column
from dealer_crm.ui.sites.phrases import COLUMNS, column_words
from dealer_crm.ui.theme import Space

FULL, BARE = 5, 3
"""How the width is shared between columns with cards and columns without."""


class _At(NamedTuple):
    column: int
    row: int


class Board(QWidget):
    """Signals carry the order whose site it is."""

    opened = Signal(int)
    chosen = Signal(int)
    menu_requested = Signal(int, QPoint)
    filter_requested = Signal()

    def __init__(self, t: Translator) -> None:
        super().__init__()
        self.setObjectName("sites_board")
        self.columns = [Column(key, column_words(key, t)) for key in COLUMNS]
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Space.S)
        for at, column in enumerate(self.columns):
            self._row.addWidget(column, FULL)
            found = column.list
            found.opened.connect(self.opened)
            found.chosen.connect(self.chosen)
            found.menu_requested.connect(self.menu_requested)
            found.filter_requested.connect(self.filter_requested)
            found.crossed.connect(lambda step, at=at: self._cross(at, step))

    def heads_width(self) -> int:
        """Return how wide the board is with every head read whole."""
        return sum(column.head_width() for column in self.columns) + self._row.spacing() * (len(self.columns) - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let every head be read whole where all of them have room beside each other."""
        super().resizeEvent(event)
        fits = self.heads_width() <= self.width()
        for column in self.columns:
            column.setMinimumWidth(column.head_width() if fits else 0)

    def minimumSizeHint(self) -> QSize:
        """Never holds the window open: heads are shortened then."""
        return QSize(0, super().minimumSizeHint().height())

    def show_cards(self, cards: Sequence[SiteCard]) -> None:
        """Show the sites; the current one stays current, the focus stays on it."""
        current = self.current_id()
        had_focus = any(column.list.hasFocus() for column in self.columns)
        for at, column in enumerate(self.columns):
            own = [card for card in cards if card.column == column.key]
            column.show_cards(own)
            self._row.setStretch(at, FULL if own else BARE)
        if current and not self.choose(current) and had_focus:
            self.focus_start()
        elif current and had_focus:
            self._focus(current)

    def current_id(self) -> int:
        """Return the site that keys are about, 0 for none."""
        focused = [column.list.current_id() for column in self.columns if column.list.hasFocus()]
        chosen = [found for column in self.columns if (found := column.list.current_id())]
        return next(iter([*focused, *chosen]), 0)

    def choose(self, site: int) -> bool:
        """Make a site current, the only one on the board; False where it is not on it."""
        at = self._find(site)
        for place, column in enumerate(self.columns):
            if at is None or place != at.column:
                column.list.clearSelection()
                column.list.setCurrentIndex(column.list.cards.index(-1))
        if at is not None:
            self.columns[at.column].list.choose(at.row)
        return at is not None

    def focus_start(self) -> None:
        """Go to the current card, else to the first one."""
        if current := self.current_id():
            self._focus(current)
            return
        for column in self.columns:
            if column.list.cards.cards:
                column.list.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _focus(self, site: int) -> None:
        at = self._find(site)
        if at is not None:
            self.columns[at.column].list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _find(self, site: int) -> _At | None:
        for place, column in enumerate(self.columns):
            for row, card in enumerate(column.list.cards.cards):
                if card.id == site:
                    return _At(place, row)
        return None

    def _cross(self, at: int, step: int) -> None:
        """Go to the next column that has cards, at the same height."""
        here = self.columns[at].list
        row, place = here.currentIndex().row(), at + step
        while 0 <= place < len(self.columns) and not self.columns[place].list.cards.cards:
            place += step
        if not 0 <= place < len(self.columns):
            return
        here.clearSelection()
        here.setCurrentIndex(here.cards.index(-1))
        there = self.columns[place].list
        there.choose(row)
        there.setFocus(Qt.FocusReason.TabFocusReason)
