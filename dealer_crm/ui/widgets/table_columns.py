"""Widths, order and visibility of a list's columns: fitted to the room, or as the user left them."""

from __future__ import annotations

import json

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QTableView

from dealer_crm.ui.theme import Type
from dealer_crm.ui.widgets.paged_model import Column, PagedModel
from dealer_crm.ui.widgets.painting import advance
from dealer_crm.ui.widgets.row_painter import CELL_PAD

SAVE_AFTER_MS, NARROWEST = 400, 40


def wanted_width(column: Column) -> int:
    """Return the width that the title and the usual words of a column need."""
    return max(advance("8") * column.width, advance(column.title, Type.LABEL) + 16) + 2 * CELL_PAD


class ColumnArrangement(QObject):
    """Belongs to one view. `changed` comes a moment after the user's last change."""

    changed = Signal()

    def __init__(self, view: QTableView, model: PagedModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self._header = view.horizontalHeader()
        self._customised = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(SAVE_AFTER_MS)
        self._later.timeout.connect(self.changed)
        self._header.sectionResized.connect(self._on_touched)
        self._header.sectionMoved.connect(self._on_touched)

    def shown(self) -> list[int]:
        """Return the columns that are shown, from left to right."""
        order = map(self._header.logicalIndex, range(self._header.count()))
        return [i for i in order if not self._header.isSectionHidden(i)]

    def reset(self) -> None:
        """Arrange everything as delivered."""
        touched = self._customised
        for i, column in enumerate(self._model.columns):
            self._header.moveSection(self._header.visualIndex(i), i)
            self._view.setColumnHidden(i, not column.shown)
        self._customised = False
        self.fit()
        if touched:
            self._later.start()

    def fit(self) -> None:
        """Give spare room to the columns that stretch; hide the least important where there is too little."""
        columns = {i: column for i, column in enumerate(self._model.columns) if column.shown}
        if self._customised or not columns:
            return
        room = self._view.viewport().width()
        self._fit_within(columns, room)
        if self._view.viewport().width() != room:  # the scroll bar came or went by it
            self._fit_within(columns, self._view.viewport().width())

    def _fit_within(self, columns: dict[int, Column], room: int) -> None:
        widths = self._widths_within(columns, room)
        self._header.blockSignals(True)
        for i in columns:
            self._view.setColumnHidden(i, i not in widths)
            if i in widths:
                self._header.resizeSection(i, widths[i])
        self._header.blockSignals(False)
        self._view.updateGeometries()
        self._view.viewport().update()

    def _widths_within(self, columns: dict[int, Column], room: int) -> dict[int, int]:
        widths = {i: self._wanted_width(i) for i in columns}
        for i in sorted(columns, key=lambda i: -columns[i].rank):
            if sum(widths.values()) > room and columns[i].rank:
                del widths[i]
        shares = {i: int(columns[i].stretch) for i in widths if columns[i].stretch} or dict.fromkeys(list(widths)[-1:], 1)
        spare, given, whole = room - sum(widths.values()), 0, sum(shares.values())
        for i, share in shares.items():
            begin, given = spare * given // whole, given + share
            widths[i] = max(widths[i] // 2, widths[i] + spare * given // whole - begin)
        return widths

    def _wanted_width(self, index: int) -> int:
        return wanted_width(self._model.columns[index])

    def _on_touched(self) -> None:
        self._customised = True
        self._later.start()

    def set_shown(self, key: str, shown: bool) -> None:
        """Show or hide a column by the user's wish."""
        for i, column in enumerate(self._model.columns):
            if column.key == key:
                self._view.setColumnHidden(i, not shown)
                self._view.setColumnWidth(i, max(self._view.columnWidth(i), self._wanted_width(i)))
        self._on_touched()

    def save(self) -> str:
        """Return order, widths and visibility as text; "" while they are as delivered."""
        if not self._customised:
            return ""
        order = map(self._header.logicalIndex, range(self._header.count()))
        return json.dumps(
            [
                [self._model.columns[i].key, self._header.sectionSize(i) or self._wanted_width(i), not self._header.isSectionHidden(i)]
                for i in order
            ]
        )

    def restore(self, saved: str) -> None:
        """Arrange the columns as saved; unknown ones are skipped, new ones stay where they were delivered."""
        known = {column.key: i for i, column in enumerate(self._model.columns)}
        try:
            entries = [(known[key], int(width), bool(shown)) for key, width, shown in json.loads(saved) if key in known]
        except (ValueError, TypeError):
            return
        for place, (logical, width, shown) in enumerate(entries):
            self._header.moveSection(self._header.visualIndex(logical), place)
            self._header.resizeSection(logical, max(NARROWEST, width))
            self._view.setColumnHidden(logical, not shown)
        self._customised = bool(entries)
        self._later.stop()


def kept_keys(saved: str) -> list[str]:
    """Return which columns were shown when an arrangement was saved, from left to right."""
    try:
        return [str(key) for key, _width, shown in json.loads(saved) if shown]
    except (ValueError, TypeError):
        return []
