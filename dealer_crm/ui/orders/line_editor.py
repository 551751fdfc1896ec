"""Paints the cells of the order lines and gives each its field while it is typed into."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QAbstractItemDelegate, QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from dealer_crm.services.products import ProductRow
from dealer_crm.ui.orders.cell_field import CellField
from dealer_crm.ui.orders.group_field import GroupField
from dealer_crm.ui.orders.line_model import CellRole, LineModel
from dealer_crm.ui.orders.product_hits import ProductHits
from dealer_crm.ui.theme import Type, row_height, tokens_of
from dealer_crm.ui.widgets.chips import paint_chip
from dealer_crm.ui.widgets.painting import Style, paint_text

Index = QModelIndex | QPersistentModelIndex
PAD, MOST = 8, 8
Hint = QAbstractItemDelegate.EndEditHint
Find = Callable[[str, int], Sequence[ProductRow]]
AskNew = Callable[[str, Callable[[ProductRow], object]], object]
"""Opens the form of a new product with what was typed, and hands the product on once it is saved."""


class GoodsField(CellField):
    """Free text, or a product found by any piece of it; F7 shows them all."""

    taken = Signal()

    def __init__(self, find: Find, hits: ProductHits, title: str, parent: QWidget) -> None:
        super().__init__("goods", title, parent)
        self._find = find
        self.product: ProductRow | None = None
        self.wanted = ""
        self.hits = hits
        self.hits.picked.connect(self._on_picked)
        self.textEdited.connect(lambda _text: self.look())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Letters that are being composed look for products too."""
        super().inputMethodEvent(event)
        self.look()

    def look(self, *, everything: bool = False) -> None:
        """Look for products with the text; Latin letters look for one, Chinese words may be words of one's own."""
        query = self.query().strip()
        found = self._find("" if everything else query, MOST) if query or everything else ()
        self.hits.show_rows(found, choose=everything or query.isascii(), typed=query)
        sheet = self.hits.parentWidget()
        if sheet is not None:
            self.hits.place(QRect(self.mapTo(sheet, self.rect().topLeft()), self.size()))

    def take(self) -> None:
        """Keep the product that is chosen, if one is."""
        self.product, self.wanted = self.hits.product(), self.hits.wanted()
        self.hits.hide()

    def _on_picked(self) -> None:
        self.take()
        self.taken.emit()


class LineDelegate(QStyledItemDelegate):
    """Keys that a field would swallow go to the grid first: `asked` tells it which."""

    asked = Signal(str)

    def __init__(self, find: Find, hits: ProductHits, view: QTableView) -> None:
        super().__init__(view)
        self._find, self._hits, self._view = find, hits, view
        self.ask_new: AskNew | None = None

    # painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, chip, words; a frame around the current cell."""
        tokens, rect = tokens_of(option.palette), option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        current, chosen = self._view.currentIndex(), selected or index.row() == self._view.currentIndex().row()
        painter.fillRect(rect, QColor(tokens.selection if chosen and self._has_focus() else tokens.surface))
        painter.setPen(QColor(tokens.hairline))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        if chip := index.data(CellRole.CHIP):
            inner.setLeft(paint_chip(painter, inner, chip, tokens).right() + 6)
        wrong = index.data(CellRole.WRONG)
        colour = tokens.danger.fg if wrong else tokens.text2 if index.data(CellRole.QUIET) else tokens.text
        words = index.data(Qt.ItemDataRole.DisplayRole) or ""
        if inner.width() > 8:
            paint_text(painter, inner, words, colour, Style(Type.BODY, index.data(CellRole.ALIGN)))
        if (index.row(), index.column()) == (current.row(), current.column()) and self._has_focus():
            painter.setPen(QColor(tokens.accent))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and (focused is self._view or self._view.isAncestorOf(focused))

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Rows of the list's height."""
        return QSize(40, row_height())

    # editing

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: N802 - Qt's name
        """Give the cell its field."""
        model = self._model()
        cell, title = model.cell(index.column()), str(model.headerData(index.column(), Qt.Orientation.Horizontal))
        field: CellField
        if cell.key == "goods":
            field = GoodsField(self._find, self._hits, title, parent)
        elif cell.key == "group":
            field = GroupField(model.t, self._hits.parentWidget() or parent, title, parent)
        else:
            field = CellField(cell.key, title, parent)
        if isinstance(field, (GoodsField, GroupField)):
            field.taken.connect(partial(self._finish, field))
        field.setAlignment(index.data(CellRole.ALIGN))
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        """Show what stands in the cell, ready to be typed over."""
        if isinstance(editor, CellField) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802 - Qt's name
        """Take the product that was picked, or the text."""
        if isinstance(editor, GoodsField) and editor.product is not None and isinstance(model, LineModel):
            model.take_product(index.row(), editor.product)
        elif isinstance(editor, CellField):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)
            if isinstance(editor, GoodsField) and editor.wanted:
                self._ask_new(editor.wanted, QPersistentModelIndex(index))

    def _ask_new(self, typed: str, place: QPersistentModelIndex) -> None:
        """Ask for a new product once the cell is left; it comes into the line that it was typed in."""

        def put(product: ProductRow) -> None:
            if place.isValid():
                self._model().take_product(place.row(), product)

        if (ask := self.ask_new) is not None:
            QTimer.singleShot(0, self._view, lambda: ask(typed, put))

    def destroyEditor(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        """Take the list of products away with the field."""
        if isinstance(editor, GoodsField):
            editor.hits.hide()
        elif isinstance(editor, GroupField):
            editor.close_list()
        super().destroyEditor(editor, index)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:  # noqa: N802 - Qt's name
        """Fill the cell."""
        editor.setGeometry(option.rect)

    def _finish(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, Hint.SubmitModelCache)

    def _model(self) -> LineModel:
        model = self._view.model()
        assert isinstance(model, LineModel)
        return model

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the grid come before those of the field; while composing all belong to the input method."""
        pressed = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if pressed and isinstance(watched, CellField) and not watched.composing() and self._answers(watched, event):
            return True
        if event.type() is QEvent.Type.FocusOut and isinstance(watched, (GoodsField, GroupField)):
            watched.hits.hide()
        return super().eventFilter(watched, event)

    def _answers(self, field: CellField, event: QEvent) -> bool:
        assert isinstance(event, QKeyEvent)
        if isinstance(field, GoodsField) and self._answers_goods(field, event):
            return True
        if isinstance(field, GroupField) and field.answers(event):
            return True
        if (hint := _leaving(event)) is not None:
            if isinstance(field, (GoodsField, GroupField)):
                field.take()
            self.commitData.emit(field)
            self.closeEditor.emit(field, hint)
            return True
        deed = grid_key(event)
        if deed == "paste" and not _is_table(QGuiApplication.clipboard().text()) or deed in ("undo", "redo") and not field.steps(event):
            return False
        if deed and deed != "pick":
            self._finish_quietly(field)
            self.asked.emit(deed)
        return bool(deed)

    def _answers_goods(self, field: GoodsField, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and field.hits.isVisible():
            field.hits.step(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key == Qt.Key.Key_F7:
            field.look(everything=not field.query().strip() or field.hits.isVisible())
            field.hits.step(0)
            return True
        if key == Qt.Key.Key_Escape and field.hits.isVisible():
            field.hits.hide()
            return True
        return False

    def _finish_quietly(self, field: CellField) -> None:
        self.commitData.emit(field)
        self.closeEditor.emit(field, Hint.NoHint)


def grid_key(event: QKeyEvent) -> str:
    """Return what a key asks of the grid, "" for a key that it leaves alone."""
    key, control = event.key(), event.modifiers() == Qt.KeyboardModifier.ControlModifier
    if event.matches(QKeySequence.StandardKey.Paste):
        return "paste"
    if control and key == Qt.Key.Key_Delete:
        return "remove"
    if control and key in (Qt.Key.Key_D, Qt.Key.Key_Apostrophe):
        return "same"
    if event.matches(QKeySequence.StandardKey.Undo):
        return "undo"
    if event.matches(QKeySequence.StandardKey.Redo):
        return "redo"
    return _row_key(event)


def _row_key(event: QKeyEvent) -> str:
    """Return what a key asks of a whole row."""
    key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if modifiers == Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        return "up" if key == Qt.Key.Key_Up else "down"
    if modifiers == Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return "more"
    if not modifiers:
        return {Qt.Key.Key_F7: "pick", Qt.Key.Key_Insert: "insert"}.get(Qt.Key(key), "")
    plus = key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal)
    return "insert" if plus and modifiers & ~Qt.KeyboardModifier.ShiftModifier == Qt.KeyboardModifier.ControlModifier else ""


def _leaving(event: QKeyEvent) -> Hint | None:
    """Return how a key leaves a cell, None for one that stays."""
    if event.key() == Qt.Key.Key_Backtab:
        return Hint.EditPreviousItem
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return None
    if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return Hint.SubmitModelCache
    return Hint.EditNextItem if event.key() == Qt.Key.Key_Tab else None


def _is_table(text: str) -> bool:
    return "\t" in text or "\n" in text.strip("\n")
