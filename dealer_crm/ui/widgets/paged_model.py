"""A table model over an array of ids that fetches pages of rows as they come into view."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from dealer_crm.ui.widgets.asked import Asked
from dealer_crm.ui.widgets.chips import Chip
from dealer_crm.ui.widgets.painting import LEFT
from dealer_crm.ui.widgets.text import tip_text

PAGE, KEPT_PAGES = 128, 24
Index = QModelIndex | QPersistentModelIndex
Ids = Sequence[int]


class Row(Protocol):
    """A line of a list; anything with an id."""

    @property
    def id(self) -> int:
        """The record's id."""


@dataclass(frozen=True)
class Column:
    """One column. `width` counts digits; `rank` > 0 hides it where the view is too narrow, the highest first.

    `stretch` is its share of spare room; `faulty` frames a cell in red, `alarming` writes it in red. `said` is what a screen reader
    says of it, where that is more than what the cell shows.
    """

    key: str
    title: str
    text: Callable[[Any], str]
    width: int = 12
    align: Qt.AlignmentFlag = LEFT
    chip: Callable[[Any], Chip | None] | None = None
    detail: Callable[[Any], str] | None = None
    icon: Callable[[Any], str] | None = None
    tip: Callable[[Any], str] | None = None
    said: Callable[[Any], str] | None = None
    faulty: Callable[[Any], bool] | None = None
    alarming: Callable[[Any], bool] | None = None
    bold: bool = False
    quiet: bool = False
    sortable: bool = True
    shown: bool = True
    stretch: int = 0
    rank: int = 0


class PagedModel(QAbstractTableModel):
    """Empty until `reload()`. Sorting and filtering are done by whoever answers `ids`.

    `ids` returns them where they are at hand; else the question for them, a `partial` with all it needs to know, which is asked beside
    the window (`Asked`). Until it is answered the old rows stay, and are read afresh. `reloaded` tells that the list is up to date.
    """

    sort_changed = Signal(str, bool)
    reloaded = Signal()

    def __init__(
        self,
        columns: Sequence[Column],
        ids: Callable[[], Ids | Callable[[], Ids]],
        rows: Callable[[Ids], Sequence[Any]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._fetch_ids, self._fetch_rows = ids, rows
        self._asked = Asked(self)
        self._ids: Ids = ()
        self._pages: OrderedDict[int, dict[int, Any]] = OrderedDict()
        self.sort_key, self.descending = "", False

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns in their own order."""
        return self._columns

    def ids(self) -> Sequence[int]:
        """Return the ids in the order of the list."""
        return self._ids

    def row_at(self, index: int) -> Any:
        """Return the row at a place, fetching its page; None past the end or when it was deleted meanwhile."""
        if not 0 <= index < len(self._ids):
            return None
        return self._page(index // PAGE).get(self._ids[index])

    def row_of(self, row_id: int) -> int:
        """Return the place of an id, or -1."""
        try:
            return self._ids.index(row_id)
        except ValueError:
            return -1

    def _page(self, number: int) -> dict[int, Any]:
        page = self._pages.get(number)
        if page is None:
            wanted = self._ids[number * PAGE : (number + 1) * PAGE]
            page = self._pages[number] = {}  # rows that cannot be read are told once, not anew by each painting
            page.update((row.id, row) for row in self._fetch_rows(wanted))
            if len(self._pages) > KEPT_PAGES:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page

    def reload(self) -> None:
        """Ask again for ids and rows; views keep their place when the ids are the same."""
        found = self._fetch_ids()
        if not callable(found):
            return self._show(list(found))
        self._asked.ask(partial(_listed, found), self._show)
        if self._asked.waits():
            self._read_afresh()
        return None

    def waits(self) -> bool:
        """Tell whether the list is still being asked for."""
        return self._asked.waits()

    def then(self, run: Callable[[], object]) -> None:
        """Do something with the rows of the last `reload`: now, or once they are there; another one drops it."""
        self._asked.then(run)

    def _show(self, fresh: list[int]) -> None:
        if fresh == self._ids:
            self._read_afresh()
        else:
            self.beginResetModel()
            self._ids = fresh
            self._pages.clear()
            self.endResetModel()
        self.reloaded.emit()

    def _read_afresh(self) -> None:
        self._pages.clear()
        self._changed(0, len(self._ids) - 1)

    def patch(self, ids: Collection[int]) -> None:
        """Fetch these rows again where they are kept; places stay as they are."""
        wanted = set(ids)
        for number in [n for n, page in self._pages.items() if not wanted.isdisjoint(page)]:
            del self._pages[number]
            self._changed(number * PAGE, min(len(self._ids), (number + 1) * PAGE) - 1)

    def _changed(self, first: int, last: int) -> None:
        if 0 <= first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns."""
        self.beginResetModel()
        self._columns = tuple(columns)
        self.endResetModel()

    def set_words(self, columns: Sequence[Column]) -> None:
        """Write the same columns in other words; where others are left, show those."""
        if [one.key for one in columns] != [one.key for one in self._columns]:
            return self.set_columns(columns)
        self._columns = tuple(columns)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, len(self._columns) - 1))
        return None

    def set_sort(self, key: str, descending: bool) -> None:
        """Show by which column the list is sorted; changes nothing else."""
        self.sort_key, self.descending = key, descending
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, len(self._columns) - 1))

    def request_sort(self, column: int) -> None:
        """The header was clicked: the same column turns round, another starts ascending."""
        wanted = self._columns[column]
        if wanted.sortable:
            self.set_sort(wanted.key, self.sort_key == wanted.key and not self.descending)
            self.sort_changed.emit(self.sort_key, self.descending)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return how many ids there are."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return words, tooltip or alignment."""
        if not index.isValid() or index.column() >= len(self._columns):
            return None
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(column.align)
        row = self.row_at(index.row())
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(column, row)
        if role == Qt.ItemDataRole.ToolTipRole and column.tip:
            return tip_text(column.tip(row))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the title of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole and 0 <= section < len(self._columns):
            return self._columns[section].title
        return None


def _listed(question: Callable[[], Ids]) -> list[int]:
    return list(question())


def spoken(column: Column, row: Any) -> str:
    """Return what a cell says in words: what its column has for that, else chip, text and detail."""
    if column.said:
        return column.said(row)
    chip = column.chip(row) if column.chip else None
    text, detail = column.text(row), column.detail(row) if column.detail else ""
    parts = [chip.text if chip else "", text if not chip or text != chip.text else "", detail]
    return " ".join(part for part in parts if part)


def places(ids: Sequence[int], wanted: Collection[int]) -> list[int]:
    """Return the places of `wanted` in a list of ids, ascending; unknown ones are left out."""
    sought = set(wanted)
    return [place for place, one in enumerate(ids) if one in sought]
