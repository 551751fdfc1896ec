"""The grid of order lines, typed like a sheet: Enter and Tab go on, F7 picks a product, rows are copied, moved and taken back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.ui.orders.group_field import GroupField
from dealer_crm.ui.orders.line_clipboard import copied_lines, to_clipboard
from dealer_crm.ui.orders.line_editor import PAD, AskNew, Find, GoodsField, LineDelegate, grid_key
from dealer_crm.ui.orders.line_model import LineModel
from dealer_crm.ui.orders.product_hits import ProductHits
from dealer_crm.ui.theme import Type, row_height, tokens_of
from dealer_crm.ui.widgets.painting import Style, advance, paint_text
from dealer_crm.ui.widgets.table_header import Header

FEWEST, MOST_ROWS, MOST_PRODUCTS = 3, 9, 10_000
GOODS_NARROWEST, CHIP_GAP, SAMPLE_DAY = 12, 6, "12-28"
Hint = QAbstractItemDelegate.EndEditHint


class LineHeader(Header):
    """The titles of the columns; they are not sorted by, nor moved."""

    def __init__(self, model: LineModel) -> None:
        super().__init__("order_lines")
        self._lines = model
        self.setSectionsClickable(False)
        self.setSectionsMovable(False)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:  # noqa: N802 - Qt's name
        """Paint one title."""
        super().paintSection(painter, rect, logical)
        title = str(self._lines.headerData(logical, Qt.Orientation.Horizontal))
        style = Style(Type.LABEL, self._lines.cell(logical).align)
        paint_text(painter, rect.adjusted(PAD, 0, -PAD, -1), title, tokens_of(self).text2, style)


class LineGrid(QTableView):
    """`left_behind` tells that the last, empty line was passed: what follows the grid is next. Products are shown over `sheet`."""

    left_behind = Signal()
    more_asked = Signal()
    fitted = Signal()

    def __init__(self, t: Translator, model: LineModel, find: Find, sheet: QWidget) -> None:
        super().__init__()
        self._lines = model
        self.setObjectName("order_lines")
        self.setAccessibleName(t("Lines of the order"))
        self.setProperty("framed", "true")
        self.setHorizontalHeader(LineHeader(model))
        self._hits = ProductHits(t, sheet)
        self._find = find
        delegate = self._delegate = LineDelegate(find, self._hits, self)
        delegate.asked.connect(self._on_asked)
        self.setItemDelegate(delegate)
        self.setModel(model)
        self._dress()
        model.rowsInserted.connect(lambda *_: self.updateGeometry())
        model.rowsRemoved.connect(lambda *_: self.updateGeometry())
        model.modelAboutToBeReset.connect(self._on_about_to_reset)
        model.modelReset.connect(self._on_reset)
        self._place, self._anchor = (0, 0), 0

    def offer_new(self, ask: AskNew | None) -> None:
        """Let a new product be made of what is typed where goods are picked."""
        self._hits.offers_new, self._delegate.ask_new = ask is not None, ask

    def _dress(self) -> None:
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setDefaultSectionSize(row_height())

    # sizes

    def sizeHint(self) -> QSize:
        """As high as its lines, within reason."""
        rows = min(max(self._lines.rowCount(), FEWEST), MOST_ROWS)
        return QSize(400, rows * row_height() + self.horizontalHeader().sizeHint().height() + 4)

    def minimumSizeHint(self) -> QSize:
        """Keep that height; the page scrolls."""
        return QSize(200, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each column its room."""
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow text size and density."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_lines"):
            self.verticalHeader().setDefaultSectionSize(row_height())
            self.fit()

    def fit(self) -> None:
        """Hide the least needed columns where there is no room; the goods take what is left."""
        model, digit = self._lines, advance("8")
        widths = [max(model.cell(at).width * digit, self._title_width(at)) + 17 for at in range(model.columnCount())]
        if "arrival" in model.keys():  # noqa: SIM118 - the names of its columns
            widths[model.keys().index("arrival")] = model.widest_arrival() + 2 * PAD + CHIP_GAP + advance(SAMPLE_DAY)
        shown = set(range(model.columnCount()))
        goods = model.keys().index("goods")
        room = self.viewport().width()
        for at in sorted((at for at in shown if model.cell(at).rank), key=lambda at: -model.cell(at).rank):
            if sum(widths[one] for one in shown) <= room:
                break
            shown.discard(at)
        left = room - sum(widths[at] for at in shown if at != goods)
        widths[goods] = max(left, GOODS_NARROWEST * digit)
        for at, width in enumerate(widths):
            self.setColumnHidden(at, at not in shown)
            self.setColumnWidth(at, width)
        self.fitted.emit()

    def _title_width(self, at: int) -> int:
        return advance(str(self._lines.headerData(at, Qt.Orientation.Horizontal)), Type.LABEL)

    # moving

    def setCurrentIndex(self, index: QModelIndex | QPersistentModelIndex) -> None:  # noqa: N802 - Qt's name
        """Be in one cell, whatever keys are held; only Shift with an arrow makes the chosen lines more."""
        self._anchor = index.row()
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _stretch(self, step: int) -> None:
        """Choose the lines from where one was to one further."""
        model, now, flags = self._lines, self.currentIndex(), QItemSelectionModel.SelectionFlag
        further = model.index(min(max(now.row() + step, 0), model.rowCount() - 1), max(now.column(), 0))
        chosen = QItemSelection(model.index(min(self._anchor, model.rowCount() - 1), further.column()), further)
        self.selectionModel().setCurrentIndex(further, flags.NoUpdate)
        self.selectionModel().select(chosen, flags.ClearAndSelect)
        self.scrollTo(further)

    def begin(self, row: int | None = None, key: str = "goods") -> None:
        """Go to a cell and type there; the first empty line where none is named."""
        model = self._lines
        at = model.rowCount() - 1 if row is None else min(row, model.rowCount() - 1)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._go(at, model.keys().index(key))

    def _go(self, row: int, column: int) -> None:
        index = self._lines.index(row, column)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        typing = self.state() is QAbstractItemView.State.EditingState
        if self._lines.flags(index) & Qt.ItemFlag.ItemIsEditable and not typing:
            self.edit(index)

    def _move_on(self, step: int, *, path: bool) -> None:
        """Go to the next cell: of those that Enter stops at, or of all that are typed into; to the next line where nothing is."""
        model, now = self._lines, self.currentIndex()
        stops = [at for at in range(model.columnCount()) if model.takes(at) and not self.isColumnHidden(at)]
        stops = [at for at in stops if model.cell(at).path or not path] or [max(now.column(), 0)]
        row, further = now.row(), [at for at in stops if (at > now.column() if step > 0 else at < now.column())]
        if step > 0 and row == model.rowCount() - 1 and model.line(row).empty and not model.wrong():
            self.left_behind.emit()
            return
        if not further:
            row, further = row + step, stops
        if row < 0 or row >= model.rowCount():
            self.focusNextPrevChild(False) if step < 0 else self.left_behind.emit()
            return
        self._go(row, further[0] if step > 0 else further[-1])

    def closeEditor(self, editor: QWidget, hint: Hint) -> None:  # noqa: N802 - Qt's name
        """After a cell was typed into, go on where Excel would."""
        super().closeEditor(editor, Hint.NoHint)
        match hint:
            case Hint.EditNextItem:
                self._move_on(1, path=False)
            case Hint.EditPreviousItem:
                self._move_on(-1, path=False)
            case Hint.SubmitModelCache:
                self._move_on(1, path=True)

    def _on_about_to_reset(self) -> None:
        now = self.currentIndex()
        self._place = (max(now.row(), 0), max(now.column(), 0))

    def _on_reset(self) -> None:
        row, column = self._place
        self.updateGeometry()
        self.setCurrentIndex(self._lines.index(min(row, self._lines.rowCount() - 1), column))

    def currentChanged(self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex) -> None:  # noqa: N802
        """Paint the whole of both lines: the current one is tinted."""
        super().currentChanged(current, previous)
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Be somewhere."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self._lines.index(0, 0))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let the current line go pale."""
        super().focusOutEvent(event)
        self.viewport().update()

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Tab go on, Space turns the state of the goods, Del empties a cell."""
        deed, key, model, now = grid_key(event), event.key(), self._lines, self.currentIndex()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if deed:
            self._on_asked(deed)
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._move_on(1, path=True)
        elif plain and key == Qt.Key.Key_Space and model.cell(now.column()).key == "arrival":
            model.turn_arrival(now.row())
        elif plain and key == Qt.Key.Key_Delete:
            model.setData(now, "")
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif self._stretches(event):
            self._stretch(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Escape or not plain and key != Qt.Key.Key_Backtab and not event.text().strip():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _stretches(self, event: QKeyEvent) -> bool:
        """Tell whether a key makes the chosen lines more or fewer."""
        return event.modifiers() == Qt.KeyboardModifier.ShiftModifier and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z takes back what was typed here, while there is something; after that it is the window's."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            deed = grid_key(event)
            if deed in ("undo", "redo") and self._lines.can_step(back=deed == "undo"):
                event.accept()
                return True
        return super().event(event)

    def _chosen(self) -> tuple[int, int]:
        """Return the first of the chosen rows and how many they are."""
        rows = {index.row() for index in self.selectedIndexes()} or {max(self.currentIndex().row(), 0)}
        return min(rows), len(rows)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the cells and leaves behind the last line."""
        if self.hasFocus() and self.currentIndex().isValid() and forward and not self._lines.line(self.currentIndex().row()).empty:
            self._move_on(1, path=False)
            return True
        return super().focusNextPrevChild(forward)

    def _on_asked(self, deed: str) -> None:
        model, now = self._lines, self.currentIndex()
        if deed in ("pick", "more"):
            self.pick() if deed == "pick" else self.more_asked.emit()
            return
        row = self._do(deed, now)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCurrentIndex(model.index(min(row, model.rowCount() - 1), max(now.column(), 0)))

    def _do(self, deed: str, now: QModelIndex) -> int:
        """Do it; return the row to be in then."""
        model, (first, count) = self._lines, self._chosen()
        match deed:
            case "remove":
                model.remove(first, count)
                return first
            case "same":
                for row in range(max(first, 1) if count == 1 else first + 1, first + count):
                    model.same_as_above(row, now.column())
            case "insert":
                model.insert(now.row())
            case "up" | "down":
                step = -1 if deed == "up" else 1
                return now.row() + step if model.move(now.row(), step) else now.row()
            case "undo" | "redo":
                model.step(back=deed == "undo")
            case "paste":
                return now.row() + self._paste(now)
        return now.row()

    def _paste(self, now: QModelIndex) -> int:
        """Take lines that were copied here whole, other rows as text; return how many."""
        lines = copied_lines(QGuiApplication.clipboard().mimeData())
        if lines:
            self._lines.insert(now.row(), lines)
            return len(lines)
        return self._lines.paste(now.row(), now.column(), QGuiApplication.clipboard().text(), self._find("", MOST_PRODUCTS))

    def pick(self) -> None:
        """Show every product under the goods of the current line, or every group where that is typed."""
        now = self.currentIndex()
        key = "group" if now.isValid() and self._lines.cell(now.column()).key == "group" else "goods"
        if not any(field.isVisible() for field in self.findChildren(GroupField)):
            self.begin(max(now.row(), 0), key)
        fields: list[GoodsField | GroupField] = [*self.findChildren(GoodsField), *self.findChildren(GroupField)]
        for field in fields:
            field.look(everything=True)

    def _copy(self) -> None:
        model, (first, count) = self._lines, self._chosen()
        shown = [at for at in range(model.columnCount()) if not self.isColumnHidden(at)]
        rows = range(first, min(first + count, len(model.lines())))
        texts = [[str(model.data(model.index(row, at)) or "") for at in shown] for row in rows]
        QGuiApplication.clipboard().setMimeData(to_clipboard([model.line(row) for row in rows], texts))
