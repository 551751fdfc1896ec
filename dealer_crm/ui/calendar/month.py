"""A month or a week by keys and mouse: days and items are chosen, moved by Ctrl+arrows or by dragging, opened, planned."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dealer_crm.domain.agenda import AgendaItem, AgendaKey, AgendaRow, Place
from dealer_crm.i18n import Translator
from dealer_crm.ui.calendar.painting import CellLook, CellPainter, chip_box, chip_height, counts_below, date_height, fitting, shown_of
from dealer_crm.ui.calendar.periods import period, turned
from dealer_crm.ui.calendar.plan import Cell, GridPlan, month_of
from dealer_crm.ui.desk.phrases import WEEKDAYS, day_words
from dealer_crm.ui.theme import Type, line_height, tokens_of
from dealer_crm.ui.today.items import clock
from dealer_crm.ui.today.lines import called
from dealer_crm.ui.widgets.painting import paint_box, paint_text, shows_focus
from dealer_crm.ui.widgets.text import set_tip
from dealer_crm.words.agenda import kind_words, matter

DRAG, LAST = 12, 1_000
_K = Qt.Key
_SIDE = {_K.Key_Left: -1, _K.Key_Right: 1}
_WEEK = {_K.Key_Up: -7, _K.Key_Down: 7}


class MonthBoard(QWidget):
    """Signals carry the AgendaRow, the date or the Place. `turned` asks for the month or week around the day."""

    opened = Signal(object)
    more_requested = Signal(object)
    completed = Signal(object)
    postpone_requested = Signal(object)
    moved = Signal(object, object)
    letter = Signal(int)
    plan_requested = Signal(object)
    menu_requested = Signal(object, QPoint)
    turned = Signal(object)
    day_changed = Signal(object)

    def __init__(self, t: Translator, today: date, rows: Callable[[Sequence[AgendaItem]], Sequence[AgendaRow]]) -> None:
        super().__init__()
        self._t, self._ask_rows = t, rows
        self._rows: dict[AgendaKey, AgendaRow] = {}
        self._plan = month_of(today)
        self._turned_to = self._plan.begins
        self._clashes: Mapping[AgendaKey, str] = {}
        self.day, self.place, self._followed = today, -1, False
        self._pressed: QPoint | None = None
        self._target: date | None = None
        self.setObjectName("calendar_month")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_plan(self, plan: GridPlan) -> None:
        """Show a month or a week; the chosen item stays chosen where it still is, also on another day."""
        item = self._chosen()
        self._plan, self._turned_to = plan, plan.begins
        self._rows.clear()
        day, place = (plan.where(item.key) if item else None) or (self.day, self.place)
        if item and item.key in plan.places and place >= self._shown(day):
            self._plan, place = plan.with_first(item.key), 0
        self._settle(day, place)

    def choose(self, day: date, place: int = 0) -> None:
        """Make a day current, and the item at that place in it, or the line below the items that counts the rest."""
        self._followed = False
        self._settle(day, place)

    def choose_day(self, day: date) -> None:
        """Make a day current; who stands on it already keeps his item."""
        if day != self.day:
            self.choose(day)

    def _settle(self, day: date, place: int) -> None:
        cell = self._plan.cell(day)
        changed = day != self.day
        self.day = day
        self.place = min(max(place, 0), len(cell.items) - 1, self._shown(day)) if cell else -1
        self.setAccessibleName(self._spoken())
        self.update()
        if changed:
            self.day_changed.emit(day)

    def go(self, day: date, place: int = 0) -> None:
        """Make a day current and turn to its month or week."""
        self.choose(day, place)
        begins = period(self._plan.view, day)[0]
        if begins != self._turned_to:
            self._turned_to = begins
            self.turned.emit(day)

    def show_clashes(self, clashes: Mapping[AgendaKey, str]) -> None:
        """Mark the items that get in each other's way, and say how."""
        self._clashes = clashes
        self.setAccessibleName(self._spoken())
        self.update()

    def current(self) -> AgendaRow | None:
        """Return the chosen item; none where the line is chosen that counts the rest."""
        item = self._chosen()
        return self._row_of(item) if item else None

    def _chosen(self) -> AgendaItem | None:
        """Return the chosen item: one in sight, or one that was moved and is followed to a day that has no room for it."""
        cell = self._plan.cell(self.day)
        most = len(cell.items) if cell and self._followed else self._shown(self.day)
        return cell.items[self.place] if cell and 0 <= self.place < most else None

    def _row_of(self, item: AgendaItem) -> AgendaRow | None:
        """Return an item as a row; with the first one that is not known yet everything in sight is asked for at once."""
        if item.key not in self._rows:
            sight = (one for cell in self._plan.cells for one in cell.items[: self._shown(cell.day)])
            wanted = {one.key: one for one in (item, *sight) if one.key not in self._rows}
            self._rows.update({row.key: row for row in self._ask_rows(list(wanted.values()))})
        return self._rows.get(item.key)

    def _spoken(self) -> str:
        cell, row = self._plan.cell(self.day), self.current()
        count = cell.count if cell else 0
        words = self._t.plural("{day}: {n} item", "{day}: {n} items", count).format(
            day=day_words(self.day, self._plan.today, self._t), n=count
        )
        facts = cell.facts if cell else None
        about = ", ".join((*facts.names, *facts.away)) if facts else ""
        return ". ".join(part for part in (words, about, self._item(row) if row else "") if part)

    def _item(self, row: AgendaRow) -> str:
        parts = (kind_words(row, self._t), called(row.name, row.number), clock(row), matter(row, self._t))
        said = " ".join(part for part in parts if part)
        return f"{said}. {self._clashes[row.key]}" if row.key in self._clashes else said

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose, Ctrl+arrows move, Enter opens, Space completes, P postpones, N plans, T goes to today."""
        key, moves = _K(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in _SIDE or key in _WEEK:
            self._on_arrow(key, moves=moves)
        elif key == _K.Key_Escape and self._target:
            self._drop(None)
        elif moves or not self._on_letter(key):
            super().keyPressEvent(event)

    def _on_arrow(self, key: Qt.Key, *, moves: bool) -> None:
        days = _SIDE.get(key) or _WEEK[key]
        row, cell = self.current(), self._plan.cell(self.day)
        if moves:
            if row is not None and row.movable:
                self._followed = True
                self.moved.emit(row, Place(self.day + timedelta(days=days)))
            return
        step = 1 if days > 0 else -1
        inside = cell is not None and 0 <= self.place + step < min(len(cell.items), self._shown(self.day) + 1)
        if key in _WEEK and inside:
            self.choose(self.day, self.place + step)
        else:
            self.go(self.day + timedelta(days=days), 0 if days > 0 or key in _SIDE else LAST)

    def _on_letter(self, key: Qt.Key) -> bool:
        row = self.current()
        match key:
            case _K.Key_PageUp | _K.Key_PageDown:
                self.go(turned(self._plan.view, self.day, 1 if key == _K.Key_PageDown else -1))
            case _K.Key_T | _K.Key_M | _K.Key_W | _K.Key_D | _K.Key_A:
                self.letter.emit(key)
            case _K.Key_N:
                self.plan_requested.emit(Place(self.day))
            case _K.Key_Return | _K.Key_Enter:
                self._open(row)
            case _K.Key_Space if row:
                self.completed.emit(row)
            case _K.Key_P if row:
                self.postpone_requested.emit(row)
            case _:
                return False
        return True

    def _open(self, row: AgendaRow | None) -> None:
        if row is None:
            self.more_requested.emit(self.day)
        else:
            self.opened.emit(row)

    def anchor(self) -> QPoint:
        """Return where a menu of the chosen item opens."""
        box = self._chip_box(self.day, max(0, min(self.place, self._shown(self.day))))
        return self.mapToGlobal(box.bottomLeft())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the chosen item."""
        if row := self.current():
            self.menu_requested.emit(row, self.anchor())

    # places

    def _head(self) -> int:
        return line_height(Type.CAPTION) + 8

    def _box(self, day: date) -> QRect:
        """Return the box of a day; edges are rounded one by one, so that columns do not drift."""
        at = (day - self._plan.cells[0].day).days if self._plan.cells else 0
        line, column = divmod(at, 7)
        left, right = self.width() * column // 7, self.width() * (column + 1) // 7
        room, weeks = self.height() - self._head(), self._plan.weeks
        top, bottom = self._head() + room * line // weeks, self._head() + room * (line + 1) // weeks
        return QRect(left, top, right - left, bottom - top)

    def _lowest(self) -> int:
        return (self.height() - self._head()) // self._plan.weeks

    def _shown(self, day: date) -> int:
        cell = self._plan.cell(day)
        return shown_of(cell, self._lowest(), self._plan.lines) if cell else 0

    def _chip_box(self, day: date, place: int) -> QRect:
        return chip_box(self._box(day), place, self._plan.lines)

    def _at(self, where: QPoint) -> tuple[date, int] | None:
        """Return the day below a point and the place of the item there, -1 where there is none."""
        for cell in self._plan.cells:
            box = self._box(cell.day)
            if box.contains(where):
                shown, lines = self._shown(cell.day), self._plan.lines
                counted = shown < cell.count and not counts_below(cell, self._lowest(), lines)
                if counted and fitting(self._lowest(), lines) and where.y() < chip_box(box, 0, lines).top():
                    return cell.day, shown
                places = range(min(len(cell.items), shown + 1))
                return cell.day, next((place for place in places if chip_box(box, place, lines).contains(where)), -1)
        return None

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is below; a press on an item may become a drag."""
        if (found := self._at(event.position().toPoint())) is None:
            return
        day, place = found
        self.choose(day, max(place, 0))
        self._pressed = event.position().toPoint() if place >= 0 and event.button() == Qt.MouseButton.LeftButton else None
        if place >= 0 and place >= self._shown(day) and event.button() == Qt.MouseButton.LeftButton:
            self.more_requested.emit(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where the dragged item would go."""
        row, where = self.current(), event.position().toPoint()
        far = self._pressed is not None and (where - self._pressed).manhattanLength() > DRAG
        if row is None or not row.movable or not (far or self._target):
            return
        found = self._at(where)
        self._target = found[0] if found else None
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop the item on the day below."""
        if self._target is not None:
            self._drop(self._target)
        self._pressed = None

    def _drop(self, day: date | None) -> None:
        row = self.current()
        self._target, self._pressed = None, None
        self.unsetCursor()
        self.update()
        if row is not None and day is not None and day != self.day:
            self._followed = True
            self.moved.emit(row, Place(day))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the item below, or plan on the day; where items find no room in their days, list those of the day."""
        if (found := self._at(event.position().toPoint())) is None:
            return
        day, place = found
        cell = self._plan.cell(day)
        if 0 <= place < self._shown(day) or (cell and cell.count and not fitting(self._lowest(), self._plan.lines)):
            self._open(self.current())
        elif place < 0:
            self.plan_requested.emit(Place(day))

    def event(self, event: QEvent) -> bool:
        """Say in a tooltip what does not fit into the grid."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            found = self._at(event.pos())
            cell = self._plan.cell(found[0]) if found else None
            row = self._row_of(cell.items[found[1]]) if found and cell and found[1] >= 0 else None
            set_tip(self, self._item(row) if row else self._about(cell) if cell else "")
        return super().event(event)

    def _about(self, cell: Cell) -> str:
        """Return what is known of a day: its names, who is away."""
        away = self._t("Away: {names}").format(names=", ".join(cell.facts.away)) if cell.facts.away else ""
        return "\n".join(part for part in (" · ".join(cell.facts.names), away) if part)

    # painting

    def sizeHint(self) -> QSize:
        """Room for two items a day."""
        return QSize(600, self._head() + self._plan.weeks * (date_height() + 2 * chip_height()))

    def minimumSizeHint(self) -> QSize:
        """Room for the date of each day."""
        return QSize(420, self._head() + self._plan.weeks * (date_height() + 3))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the weekdays and every day."""
        tokens, painter = tokens_of(self), QPainter(self)
        paint_box(painter, self.rect(), tokens.alt, radius=0)
        for at, word in enumerate(WEEKDAYS):
            left, right = self.width() * at // 7, self.width() * (at + 1) // 7
            paint_text(painter, QRect(left + 6, 0, right - left - 6, self._head()), self._t(word), tokens.text2, Type.LABEL)
        cells, focus = CellPainter(self._t, self, painter, self._row_of), shows_focus(self)
        cells.clashing = self._clashes
        for cell in self._plan.cells:
            chosen = cell.day == self.day
            look = CellLook(
                today=cell.day == self._plan.today,
                chosen=chosen,
                target=cell.day == self._target,
                place=self.place if chosen else -1,
                focus=focus and chosen,
                high=self._lowest(),
                lines=self._plan.lines,
            )
            cells.cell(self._box(cell.day), cell, look)
        paint_box(painter, self.rect(), None, tokens.hairline, radius=0)
