"""The lines of an order as a table that is typed into: one empty line always stands below the last."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from dealer_crm.domain.deliveries import DeliveryState
from dealer_crm.domain.order_sums import LineProgress
from dealer_crm.domain.orders import Arrival, LineDraft, LineGroup
from dealer_crm.i18n import Translator
from dealer_crm.services.products import ProductRow
from dealer_crm.ui.orders.line_cells import Cell, cells, known_by_model, of_known, with_product
from dealer_crm.ui.orders.line_paste import pasted
from dealer_crm.ui.orders.phrases import arrival_chip
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Chip
from dealer_crm.ui.widgets.chips import chip_width
from dealer_crm.ui.widgets.text import tip_text
from dealer_crm.words.figures import money
from dealer_crm.words.labels import label

Index = QModelIndex | QPersistentModelIndex
ARRIVALS = list(Arrival)
STEPS = 100
Kept = tuple[tuple[LineDraft, ...], dict[tuple[int, str], str]]
"""The lines and the wrong texts as they stood before a change."""


class CellRole(IntEnum):
    """What the delegate asks for beside the words."""

    WRONG = Qt.ItemDataRole.UserRole + 1
    CHIP = Qt.ItemDataRole.UserRole + 2
    ALIGN = Qt.ItemDataRole.UserRole + 3
    QUIET = Qt.ItemDataRole.UserRole + 4


class LineModel(QAbstractTableModel):
    """Text that is no value yet stays in its cell, marked; nothing that was typed is lost.

    `locked` = nothing changes; `held` = the contract is signed: goods, quantities and prices stay. `without` leaves columns out,
    `group_of` names the group of a category, None where it has none of its own. `refused` says why a text is no value.
    """

    edited = Signal()
    refused = Signal(str)

    def __init__(self, t: Translator, today: Callable[[], date], *, costs: bool, without: Collection[str] = ()) -> None:
        super().__init__()
        self.t = self._t = t
        self._today = today
        self._columns = cells(t, costs=costs, without=without)
        self.group_of: Callable[[str], LineGroup | None] = lambda _category: None
        self._past: list[Kept] = []
        self._future: list[Kept] = []
        self._lines: list[LineDraft] = []
        self._progress: dict[int, LineProgress] = {}
        self._wrong: dict[tuple[int, str], str] = {}
        self.locked = False
        self.held = False

    # what stands in it

    def lines(self) -> tuple[LineDraft, ...]:
        """Return the lines, those that are empty too."""
        return tuple(self._lines)

    def wrong(self) -> dict[str, str]:
        """Return the texts that are no values yet, by "row key"."""
        return {f"{row} {key}": text for (row, key), text in self._wrong.items()}

    def cell(self, column: int) -> Cell:
        """Return a column."""
        return self._columns[column][0]

    def keys(self) -> list[str]:
        """Return the names of the columns in order."""
        return [cell.key for cell, _title in self._columns]

    def show_lines(self, lines: Sequence[LineDraft], progress: Sequence[LineProgress] = (), wrong: dict[str, str] | None = None) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._past, self._future = [], []
        self._lines = list(lines)
        self._progress = {line.line_id: line for line in progress}
        self._wrong = {(int(at.split()[0]), at.split()[1]): text for at, text in (wrong or {}).items()}
        self.endResetModel()

    def line(self, row: int) -> LineDraft:
        """Return a line; below the last one an empty one."""
        return self._lines[row] if row < len(self._lines) else LineDraft()

    # Qt's questions

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """All lines and an empty one."""
        return 0 if parent.isValid() else len(self._lines) + (not self.locked and not self.held)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """The columns for these eyes."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Titles above, numbers at the side."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section][1]
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return self.cell(section).align
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What is typed into can be edited."""
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return found | Qt.ItemFlag.ItemIsEditable if self.takes(index.column()) else found

    def takes(self, column: int) -> bool:
        """Tell whether a column is typed into."""
        cell = self.cell(column)
        return cell.take is not None and not self.locked and not (self.held and cell.held)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, chips and marks of one cell."""
        cell, line = self.cell(index.column()), self.line(index.row())
        wrong = self._wrong.get((index.row(), cell.key))
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return wrong if wrong is not None else "" if line.empty else cell.show(line, self._today())
            case Qt.ItemDataRole.EditRole:
                blank = line.empty and cell.key in ("quantity", "price")
                return wrong if wrong is not None else "" if blank or not cell.edit else cell.edit(line)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self._columns[index.column()][1]} {self._spoken(cell, line)}".strip()
            case Qt.ItemDataRole.ToolTipRole:
                return tip_text(self._t(cell.why) if wrong is not None and cell.why else self._tip(cell, line))
            case CellRole.WRONG:
                return wrong is not None
        return self._look(cell, line, role)

    def _look(self, cell: Cell, line: LineDraft, role: int) -> Any:
        match role:
            case CellRole.CHIP:
                return self._chip(line) if cell.key == "arrival" and not line.empty else None
            case CellRole.ALIGN:
                return cell.align
            case CellRole.QUIET:
                return cell.take is None or cell.owner_only
        return None

    def _chip(self, line: LineDraft) -> Chip:
        """Say where the goods are: with the customer, or on their way."""
        progress = self._progress.get(line.id or 0)
        if progress is not None and progress.delivered >= line.quantity:
            return Chip(label(DeliveryState.SIGNED, self._t), Tone.DONE, "")
        return arrival_chip(line.arrival, self._t)

    def widest_arrival(self) -> int:
        """Return how wide the chip of a state of the goods may be."""
        return max(chip_width(arrival_chip(arrival, self._t)) for arrival in ARRIVALS)

    def _spoken(self, cell: Cell, line: LineDraft) -> str:
        chip = f"{self._chip(line).text} " if cell.key == "arrival" else ""
        return "" if line.empty else chip + cell.show(line, self._today())

    def _tip(self, cell: Cell, line: LineDraft) -> str:
        if cell.key == "share" and line.list_price:
            return self._t("List price {price}").format(price=money(line.list_price))
        progress = self._progress.get(line.id or 0)
        if cell.key != "quantity" or progress is None or not (progress.delivered or progress.planned):
            return ""
        return self._t("{delivered} delivered, {planned} under way").format(
            delivered=f"{progress.delivered / 1000:g}", planned=f"{progress.planned / 1000:g}"
        )

    # changes

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take typed text; what the cell cannot hold stays there, marked."""
        cell, row, text = self.cell(index.column()), index.row(), str(value)
        if role != Qt.ItemDataRole.EditRole or cell.take is None or not self.takes(index.column()):
            return False
        line = self.line(row)
        if text == self.data(index, Qt.ItemDataRole.EditRole):
            return True
        self._keep()
        taken = cell.take(line, text, self._today())
        self._wrong.pop((row, cell.key), None)
        if taken is None:
            self._wrong[row, cell.key] = text
        self._put(row, taken or line, touched=taken is None)
        self.refused.emit(self._t(cell.why) if taken is None and cell.why else "")
        return True

    def take_product(self, row: int, product: ProductRow) -> None:
        """Put a product's words and price into a line; its category says the group of a line that has none."""
        if not self.locked and not self.held:
            self._keep()
            line = with_product(self.line(row), product)
            self._put(row, line if line.group else replace(line, group=self.group_of(line.category)))

    def turn_arrival(self, row: int) -> None:
        """Say that the goods of a line are one step further."""
        line = self.line(row)
        if not self.locked and not line.empty:
            self._keep()
            self._put(row, replace(line, arrival=ARRIVALS[(ARRIVALS.index(line.arrival) + 1) % len(ARRIVALS)]))

    def _put(self, row: int, line: LineDraft, *, touched: bool = False) -> None:
        if row >= len(self._lines):
            if line.empty and not touched:
                return
            self.beginInsertRows(QModelIndex(), row + 1, row + 1)
            self._lines.append(line)
            self.endInsertRows()
        else:
            self._lines[row] = line
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))
        self.edited.emit()

    def remove(self, row: int, count: int = 1) -> None:
        """Take lines out."""
        last = min(row + count, len(self._lines)) - 1
        if self.locked or self.held or last < row:
            return
        self._keep()
        gone = last - row + 1
        self.beginRemoveRows(QModelIndex(), row, last)
        del self._lines[row : last + 1]
        self._wrong = {(at - gone * (at > last), key): text for (at, key), text in self._wrong.items() if not row <= at <= last}
        self.endRemoveRows()
        self.edited.emit()

    def insert(self, row: int, lines: Sequence[LineDraft] = (LineDraft(),)) -> None:
        """Put new lines above a row: an empty one, or copies of others."""
        row = min(row, len(self._lines))
        if self.locked or self.held or not lines:
            return
        self._keep()
        self.beginInsertRows(QModelIndex(), row, row + len(lines) - 1)
        self._lines[row:row] = [_copy(line) for line in lines]
        self._wrong = {(at + len(lines) * (at >= row), key): text for (at, key), text in self._wrong.items()}
        self.endInsertRows()
        self.edited.emit()

    def move(self, row: int, step: int) -> bool:
        """Let a line change places with the one above or below; tell whether it did."""
        other = row + step
        if self.locked or not (0 <= row < len(self._lines) and 0 <= other < len(self._lines)):
            return False
        self._keep()
        self._lines[row], self._lines[other] = self._lines[other], self._lines[row]
        places = {row: other, other: row}
        self._wrong = {(places.get(at, at), key): text for (at, key), text in self._wrong.items()}
        self.dataChanged.emit(self.index(min(row, other), 0), self.index(max(row, other), self.columnCount() - 1))
        self.edited.emit()
        return True

    def same_as_above(self, row: int, column: int) -> None:
        """Repeat the line above in an empty line, else its cell."""
        if not 0 < row <= len(self._lines):
            return
        above = self.line(row - 1)
        if self.line(row).empty and not self.locked and not self.held:
            self._keep()
            self._put(row, _copy(above))
        elif (edit := self.cell(column).edit) is not None:
            self.setData(self.index(row, column), edit(above))

    def paste(self, row: int, column: int, text: str, products: Iterable[ProductRow] = ()) -> int:
        """Put rows of a sheet in, from a cell to the right and down, or by their headings; return how many rows.

        A model that one of the `products` has makes the line one of it, with its category, cost and unit.
        """
        if self.locked or self.held:
            return 0
        every = {cell.key: cell for cell, _title in self._columns if cell.take and cell.key != "arrival"}
        keys, rows = pasted(text, list(every), [key for key in self.keys()[column:] if key in every])
        known = known_by_model(products)
        self._keep()
        self.beginResetModel()
        for at, texts in enumerate(rows, row):
            self._lines += [LineDraft()] * (at + 1 - len(self._lines))
            for key, words in zip(keys, texts, strict=False):
                if key and words.strip():
                    self._take(at, every[key], words.strip())
            if (line := of_known(self._lines[at], known)) != self._lines[at]:
                self._lines[at] = line if line.group else replace(line, group=self.group_of(line.category))
        self.endResetModel()
        self.edited.emit()
        return len(rows)

    def _take(self, row: int, cell: Cell, words: str) -> None:
        taken = cell.take(self._lines[row], words, self._today()) if cell.take else None
        self._wrong.pop((row, cell.key), None)
        if taken is None:
            self._wrong[row, cell.key] = words
        self._lines[row] = taken or self._lines[row]

    # one step back

    def _keep(self) -> None:
        self._past = [*self._past[-STEPS:], (tuple(self._lines), dict(self._wrong))]
        self._future = []

    def can_step(self, *, back: bool) -> bool:
        """Tell whether something typed here can be taken back, or done again."""
        return not self.locked and bool(self._past if back else self._future)

    def step(self, *, back: bool) -> None:
        """Take back what was typed last, or do it again."""
        if not self.can_step(back=back):
            return
        source, target = (self._past, self._future) if back else (self._future, self._past)
        target.append((tuple(self._lines), dict(self._wrong)))
        lines, wrong = source.pop()
        self.beginResetModel()
        self._lines, self._wrong = list(lines), dict(wrong)
        self.endResetModel()
        self.edited.emit()


def _copy(line: LineDraft) -> LineDraft:
    """Return a line as a new one of its kind: its serials and where its goods are stay with the first."""
    return replace(line, id=None, serials=(), arrival=Arrival.TO_ORDER, arrives_on=None)
