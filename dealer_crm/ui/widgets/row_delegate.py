"""How much room a cell of a list wants; what it shows is painted by the row."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from dealer_crm.ui.theme import Type, row_height
from dealer_crm.ui.widgets.chips import chip_width
from dealer_crm.ui.widgets.paged_model import PagedModel
from dealer_crm.ui.widgets.painting import advance, icon_side
from dealer_crm.ui.widgets.row_painter import CELL_PAD


class RowDelegate(QStyledItemDelegate):
    """For TableView and PagedModel."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Answer a double click on a column's edge: the width of this cell."""
        model = index.model()
        row = model.row_at(index.row()) if isinstance(model, PagedModel) else None
        if not isinstance(model, PagedModel) or row is None:
            return QSize(2 * CELL_PAD, row_height())
        column = model.columns[index.column()]
        chip = column.chip(row) if column.chip else None
        width = advance(column.text(row), Type.STRONG if column.bold else Type.BODY) + 2 * CELL_PAD + 2
        width += icon_side() + 6 if column.icon else 0
        width += advance(column.detail(row), Type.CAPTION) + 12 if column.detail else 0
        return QSize(max(width, chip_width(chip) + 2 * CELL_PAD if chip else 0), row_height())
