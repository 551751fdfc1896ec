"""The readings of an item as a table: typed by keys as in Excel, pasted as a block, judged while one types."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from dealer_crm.domain.findings import LONGEST_CELL, MOST_ROWS
from dealer_crm.domain.reading_rules import ROW, begun, inside, limits_said, numbers_of, shown
from dealer_crm.domain.readings import Column
from dealer_crm.i18n import Translator
from dealer_crm.services.check_rows import CheckRow
from dealer_crm.ui.sheets.words import Rows, column_words, first_rows, hold_words, row_name
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Ink, Label, LineEdit
from dealer_crm.ui.widgets.inputs import mark_wrong, read_only
from dealer_crm.ui.widgets.painting import advance
from dealer_crm.words.labels import label

CELL_CHARS, NAME_CHARS, WORD_CHARS = 7, 9, 11
ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Cell(LineEdit):
    """One reading; where it is out of its limits it is red and carries a sign."""

    def __init__(self, name: str, chars: int) -> None:
        super().__init__(name=name)
        self.setMaxLength(LONGEST_CELL)
        self.setFixedWidth(advance("0" * chars) + 24)

    def judge(self, column: Column, number: Decimal | None) -> None:
        """Mark a number that is out of its limits."""
        out = number is not None and not inside(column, number)
        low = out and number is not None and column.low is not None and number * 1000 < column.low
        self.set_hint("▼" if low else "▲" if out else "")
        mark_wrong(self, out)


class GridEditor(QWidget):
    """`read` carries all rows whenever a cell was changed; `left` tells that Enter went past the last cell."""

    read = Signal(object)
    left = Signal(int)

    def __init__(self, t: Translator, check: CheckRow, *, closed: bool = False) -> None:
        super().__init__()
        assert check.grid is not None
        self._closed = closed
        self._t, self._grid, self._code = t, check.grid, check.code
        self._last: Rows = check.last.readings if check.last else ()
        self._typed = [column for column in check.grid.columns if not column.formula]
        self._cells: list[dict[str, Cell]] = []
        self._made: list[dict[str, Label]] = []
        self._held: list[dict[str, str]] = []
        self._stored: list[dict[str, str]] = []
        self._refused = False
        self.setObjectName(f"grid_{check.code}")
        self._table = QWidget()
        self._places = QGridLayout(self._table)
        self._places.setContentsMargins(0, 0, 0, Space.XS)
        self._places.setHorizontalSpacing(Space.S)
        self._places.setVerticalSpacing(2)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._table)
        for ground in (self._table, self._scroll.viewport()):
            ground.setAutoFillBackground(False)
        self._holds = Label("", Type.CAPTION, tone=Ink.TEXT2, name=f"hold_{check.code}", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(self._scroll)
        box.addWidget(self._holds)
        self._head()
        self.show_check(check)

    def _head(self) -> None:
        heads = [(label(self._grid.rows, self._t), None), *((self._head_of(column), column) for column in self._grid.columns)]
        for place, (words, column) in enumerate(heads):
            head = Label(words, Type.CAPTION, tone=Ink.TEXT2)
            head.setAlignment(_side(column) | Qt.AlignmentFlag.AlignBottom)
            self._places.addWidget(head, 0, place)
        self._places.setColumnStretch(len(heads), 1)

    def _head_of(self, column: Column) -> str:
        """Name a column over its unit and limits; a long name stands in two lines."""
        words = column.zh if self._t.language == "zh" else column.en
        return f"{_two_lines(words)}\n{column.unit} {limits_said(column.low, column.high)}".rstrip()

    # rows

    def show_check(self, check: CheckRow) -> None:
        """Show what was read; a cell that is being typed into stays."""
        wanted = first_rows(self._grid, check.readings, self._t.language)
        self._stored = [dict(row) for row in wanted]
        if wanted == self._held and self._cells:
            return
        self._held = [dict(row) for row in wanted]
        while len(self._cells) < len(wanted) + (not self._closed) and len(self._cells) < MOST_ROWS:
            self._add_row()
        for place, cells in enumerate(self._cells):
            row = wanted[place] if place < len(wanted) else {}
            for code, cell in cells.items():
                if not (cell.hasFocus() and cell.isModified()):
                    cell.setText(row.get(code, ""))
        self._judge()

    def take_again(self) -> None:
        """What was told could not be kept: it is told again by Enter, or once a cell was changed."""
        self._refused = self.rows() != self._stored
        if self._refused:
            self._held = [dict(row) for row in self._stored]
            for place, cells in enumerate(self._cells):
                row = self._stored[place] if place < len(self._stored) else {}
                for code, cell in cells.items():
                    cell.setModified(cell.text() != row.get(code, ""))

    def _add_row(self) -> None:
        place, grid = len(self._cells), self._grid
        told = self._last[place] if place < len(self._last) else {}
        cells = {ROW: self._cell(place, ROW, NAME_CHARS)}
        cells[ROW].setPlaceholderText(told.get(ROW, "") or row_name(grid, place, self._t))
        made: dict[str, Label] = {}
        for at, column in enumerate(grid.columns, start=1):
            if column.formula:
                made[column.code] = Label("", name=f"made_{self._code}_{place}_{column.code}")
                made[column.code].setAlignment(_side(column) | Qt.AlignmentFlag.AlignVCenter)
                self._places.addWidget(made[column.code], place + 1, at)
                continue
            cell = cells[column.code] = self._cell(place, column.code, WORD_CHARS if column.words else CELL_CHARS)
            cell.setFixedWidth(max(cell.width(), *(advance(line, Type.CAPTION) + 2 for line in self._head_of(column).splitlines())))
            cell.setAlignment(_side(column))
            cell.setPlaceholderText(f"({told[column.code]})" if told.get(column.code) else "")
            self._places.addWidget(cell, place + 1, at)
        self._places.addWidget(cells[ROW], place + 1, 0)
        self._cells.append(cells)
        self._made.append(made)
        self._fit()

    def _cell(self, place: int, code: str, chars: int) -> Cell:
        cell = Cell(f"cell_{self._code}_{place}_{code}", chars)
        column = next((one for one in self._grid.columns if one.code == code), None)
        words = column_words(column, self._t.language) if column else label(self._grid.rows, self._t)
        cell.setAccessibleName(f"{words} {place + 1}")
        cell.textEdited.connect(lambda _text: self._on_typed(place))
        cell.editingFinished.connect(self._tell)
        cell.installEventFilter(self)
        if self._closed:
            read_only(cell)
        return cell

    def rows(self) -> list[dict[str, str]]:
        """Return what stands in the table, without the empty rows at its end."""
        found = [{code: cell.text().strip() for code, cell in cells.items() if cell.text().strip()} for cells in self._cells]
        while found and not found[-1]:
            found.pop()
        return found

    def _on_typed(self, place: int) -> None:
        if place == len(self._cells) - 1 and len(self._cells) < MOST_ROWS:
            self._add_row()
        self._judge()

    def _tell(self) -> None:
        rows = self.rows()
        if rows != self._held:
            self._held = rows
            for cells in self._cells:
                for cell in cells.values():
                    cell.setModified(False)
            self.read.emit(tuple(rows))

    # what it means

    def _judge(self) -> None:
        """Mark what is out of its limits, and show what is worked out."""
        words = []
        for cells, made in zip(self._cells, self._made, strict=True):
            row = {code: cell.text() for code, cell in cells.items()}
            numbers = numbers_of(self._grid, row)
            for column in self._grid.columns:
                if column.formula:
                    _show_made(made[column.code], column, numbers.get(column.code))
                else:
                    cells[column.code].judge(column, numbers.get(column.code))
            if begun(self._grid, row):
                words.append(hold_words(self._grid, row, self._t))
        self._holds.setText("\n".join(filter(None, words)))
        self._holds.setVisible(any(words))

    # keys

    def focus_start(self) -> None:
        """Go to the first cell that is still empty."""
        for cells in self._cells:
            for column in self._typed:
                if not cells[column.code].text().strip():
                    cells[column.code].setFocus(Qt.FocusReason.OtherFocusReason)
                    return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and arrows go from cell to cell, a pasted block fills them, Esc puts back what stood there."""
        if not isinstance(watched, Cell):
            return False
        if event.type() is QEvent.Type.FocusIn:
            self._scroll.ensureWidgetVisible(watched)
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        place, code = self._where(watched)
        if event.matches(QKeySequence.StandardKey.Paste):
            return self._paste(place, code)
        if event.key() == Qt.Key.Key_Escape:
            watched.setText(self._held[place].get(code, "") if place < len(self._held) else "")
            self._judge()
            self.left.emit(0)
            return True
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        return self._go(event, place, code)

    def _go(self, event: QKeyEvent, place: int, code: str) -> bool:
        if event.key() in ENTERS:
            self._enter(place, code)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            wanted = place + (1 if event.key() == Qt.Key.Key_Down else -1)
            if 0 <= wanted < len(self._cells):
                self._focus(wanted, code)
            else:
                self.left.emit(1 if wanted > 0 else -1)
        else:
            return False
        return True

    def _enter(self, place: int, code: str) -> None:
        """Go right, at the end of a row to the next; from an empty row out of the table."""
        if self._refused:
            self._refused = False
            self._tell()
        codes = [ROW, *(column.code for column in self._typed)]
        if not any(cell.text().strip() for cell in self._cells[place].values()):
            self._tell()
            self.left.emit(1)
        elif code == codes[-1]:
            if place + 1 < len(self._cells):
                named = bool(self._cells[place + 1][ROW].text())
                self._focus(place + 1, codes[1] if named else ROW)
            else:
                self._tell()
                self.left.emit(1)
        else:
            self._focus(place, codes[codes.index(code) + 1])

    def _focus(self, place: int, code: str) -> None:
        cell = self._cells[place][code]
        cell.setFocus(Qt.FocusReason.TabFocusReason)
        cell.selectAll()

    def _where(self, cell: Cell) -> tuple[int, str]:
        return next((place, code) for place, cells in enumerate(self._cells) for code, one in cells.items() if one is cell)

    def _paste(self, place: int, code: str) -> bool:
        """Fill a block of cells from the clipboard; one value alone is pasted as text is."""
        block = read_block(QGuiApplication.clipboard().text())
        if len(block) < 2 and all(len(line) < 2 for line in block):
            return False
        codes = [ROW, *(column.code for column in self._typed)]
        first = codes.index(code)
        for down, line in enumerate(block[: MOST_ROWS - place]):
            while len(self._cells) <= place + down + 1 and len(self._cells) < MOST_ROWS:
                self._add_row()
            for wanted, text in zip(codes[first:], line, strict=False):
                self._cells[place + down][wanted].setText(text)
        self._judge()
        self._tell()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room for the bar where the table is wider than the page."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wanted = self._table.sizeHint()
        bar = self._scroll.horizontalScrollBar().sizeHint().height() if wanted.width() > self.width() else 0
        self._scroll.setFixedHeight(wanted.height() + bar)


def read_block(text: str) -> list[list[str]]:
    """Return the cells of a block copied from a spreadsheet, line by line."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    return [[cell.strip() for cell in line.split("\t")] for line in lines] if text.strip() else []


def _two_lines(words: str) -> str:
    """Break a name of several words in its middle where it is wider than a cell."""
    gaps = [at for at, sign in enumerate(words) if sign == " "]
    if not gaps or advance(words, Type.CAPTION) <= advance("0" * CELL_CHARS):
        return words
    at = min(gaps, key=lambda gap: abs(2 * gap - len(words)))
    return f"{words[:at]}\n{words[at + 1 :]}"


def _side(column: Column | None) -> Qt.AlignmentFlag:
    """Words begin at the left, figures end at the right, and so do their heads."""
    words = column is None or (column.words and not column.formula)
    return Qt.AlignmentFlag.AlignLeft if words else Qt.AlignmentFlag.AlignRight


def _show_made(label_: Label, column: Column, number: Decimal | None) -> None:
    out = number is not None and not inside(column, number)
    low = out and number is not None and column.low is not None and number * 1000 < column.low
    label_.setText(f"{'▼' if low else '▲' if out else ''} {shown(number)}".strip())
    label_.set_ink(Ink.DANGER if out else Ink.TEXT2)
