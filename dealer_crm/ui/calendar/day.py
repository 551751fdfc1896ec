"""A day by keys and mouse: items are chosen, moved to another time, person or day, opened, planned."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy

from dealer_crm.domain.agenda import AgendaKey, AgendaRow, Place
from dealer_crm.domain.clashes import minutes
from dealer_crm.i18n import Translator
from dealer_crm.ui.calendar.day_layout import HALF_HOUR, HALVES, DayLayout, Spot
from dealer_crm.ui.calendar.day_painting import DayLook, DayPainter, clock_of
from dealer_crm.ui.calendar.day_plan import NOBODY, DayPlan, Lane
from dealer_crm.ui.calendar.words import item_words
from dealer_crm.ui.desk.phrases import day_words
from dealer_crm.ui.widgets.painting import shows_focus
from dealer_crm.ui.widgets.text import set_tip

DRAG, EDGE = 12, 20
_K = Qt.Key
_SIDE = {_K.Key_Left: -1, _K.Key_Right: 1}
_UP = {_K.Key_Up: -1, _K.Key_Down: 1}
LETTERS = (_K.Key_T, _K.Key_M, _K.Key_W, _K.Key_D, _K.Key_A)


def as_time(minute: int) -> time:
    """Return a minute of the day as a time."""
    return time(minute // 60, minute % 60)


class DayBoard(QAbstractScrollArea):
    """Signals carry the AgendaRow, the date or the Place. `turned` asks for another day."""

    opened = Signal(object)
    more_requested = Signal(object)
    completed = Signal(object)
    postpone_requested = Signal(object)
    moved = Signal(object, object)
    plan_requested = Signal(object)
    menu_requested = Signal(object, QPoint)
    turned = Signal(object)
    letter = Signal(int)

    def __init__(self, t: Translator, today: date) -> None:
        super().__init__()
        self._t = t
        self._plan = DayPlan(today, today)
        self._chosen: tuple[int, int] | None = None
        self._spot: Spot | None = None
        self._followed: AgendaKey | None = None
        self._pressed: QPoint | None = None
        self._target: Spot | None = None
        self._clashes: Mapping[AgendaKey, str] = {}
        self._fresh = True
        self.setObjectName("calendar_day")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.viewport().setMouseTracking(True)

    @property
    def day(self) -> date:
        """Return the day that is shown."""
        return self._plan.day

    def show_plan(self, plan: DayPlan) -> None:
        """Show a day; the chosen item stays chosen where it still is, and is followed to another day."""
        row = self.current()
        key, other = self._followed or (row.key if row else None), plan.day != self._plan.day
        kept = self._chosen
        self._plan, self._followed, self._clashes = plan, None, {}
        self._chosen = plan.where(key) if key else None
        if self._chosen is None:
            self._spot = None if other else self._spot
            self._chosen = None if self._spot else self._nearest(kept)
        self._measure()
        if other or self._fresh:
            self._fresh = False
            self._scroll_to_opening()
        self._see()

    def _nearest(self, kept: tuple[int, int] | None) -> tuple[int, int] | None:
        """Return the place that was chosen, if it still is one, else the first item of the day."""
        if kept and kept[0] < len(self._plan.lanes) and (rows := self._plan.lanes[kept[0]].rows):
            return kept[0], min(kept[1], len(rows) - 1)
        return next(((at, 0) for at, lane in enumerate(self._plan.lanes) if lane.rows), None)

    def show_clashes(self, clashes: Mapping[AgendaKey, str]) -> None:
        """Mark the items that get in each other's way, and say how."""
        self._clashes = clashes
        self._tell()

    def choose(self, lane: int, place: int) -> None:
        """Make the item at a place of a lane current."""
        self._chosen, self._spot = (lane, place), None
        self._see()

    def choose_spot(self, spot: Spot) -> None:
        """Make an empty place of the day current: a step that is planned now goes there."""
        self._chosen, self._spot = None, spot
        self._tell()

    def current(self) -> AgendaRow | None:
        """Return the chosen item."""
        lane = self._lane()
        if lane is None or self._chosen is None or not self._chosen[1] < len(lane.rows) or self._counts():
            return None
        return lane.rows[self._chosen[1]]

    def _lane(self) -> Lane | None:
        at = self._chosen[0] if self._chosen else self._spot.lane if self._spot else -1
        return self._plan.lanes[at] if 0 <= at < len(self._plan.lanes) else None

    def _counts(self) -> bool:
        """Tell whether the line is chosen that counts what finds no room in the band."""
        if self._chosen is None:
            return False
        lane, place = self._chosen
        return self._layout().shown(lane) <= place < len(self._plan.lanes[lane].band)

    def here(self) -> Place:
        """Return where a step goes that is planned now: after the chosen item, or to the empty place, with its person."""
        lane, row = self._lane(), self.current()
        staff = lane.staff_id or None if lane else None
        if self._spot is not None and self._spot.minute is not None:
            return Place(self.day, as_time(self._spot.minute), staff)
        box = next((box for box in lane.boxes if box.row is row), None) if lane and row else None
        return Place(self.day, as_time(box.last) if box and box.last < HALVES * HALF_HOUR else None, staff)

    def anchor(self) -> QPoint:
        """Return where a menu of the chosen item opens."""
        box = self._layout().place(*self._chosen) if self._chosen else QRect(0, 0, 80, self._layout().top)
        return self.viewport().mapToGlobal(box.bottomLeft())

    def _tell(self) -> None:
        lane, row = self._lane(), self.current()
        count = sum(len(one.rows) for one in self._plan.lanes) + self._plan.left
        words = self._t.plural("{day}: {n} item", "{day}: {n} items", count)
        parts = [words.format(day=day_words(self.day, self._plan.today, self._t), n=count)]
        if lane:
            parts.append(" ".join(part for part in (lane.name, lane.away) if part))
        if row:
            parts.append(item_words(row, self._t, self._clashes.get(row.key, "")))
        elif self._spot and self._spot.minute is not None:
            parts.append(clock_of(self._spot.minute))
        self.setAccessibleName(". ".join(parts))
        self.viewport().update()

    def _see(self) -> None:
        """Scroll to what is chosen, and say what it is."""
        if self._chosen and self._chosen[1] >= len(self._plan.lanes[self._chosen[0]].band):
            box, layout, bar = self._layout().place(*self._chosen), self._layout(), self.verticalScrollBar()
            if box.top() < layout.top:
                bar.setValue(bar.value() + box.top() - layout.top - 4)
            elif box.bottom() > layout.height:
                bar.setValue(bar.value() + min(box.bottom() - layout.height + 4, box.top() - layout.top))
        self._tell()

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose, Ctrl+arrows move by a day or half an hour, Enter opens, Space completes, P postpones, N plans."""
        key, moves = _K(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in _SIDE or key in _UP:
            (self._move if moves else self._step)(key)
        elif key == _K.Key_Escape and self._target:
            self._give_up()
        elif moves or not self._on_letter(key):
            event.ignore()

    def _move(self, key: Qt.Key) -> None:
        """Move the chosen item by a day, or by half an hour; what has no time begins when the shop opens."""
        row = self.current()
        if row is None or not row.movable:
            return
        self._followed = row.key
        if key in _SIDE:
            self.moved.emit(row, Place(self.day + timedelta(days=_SIDE[key])))
            return
        minute = self._plan.opens if row.at is None else minutes(row.at) + _UP[key] * HALF_HOUR
        if 0 <= minute < HALVES * HALF_HOUR and (row.at is not None or key == _K.Key_Down):
            self.moved.emit(row, Place(self.day, as_time(minute)))

    def _step(self, key: Qt.Key) -> None:
        if key in _UP:
            self._step_down(_UP[key])
        else:
            self._step_aside(_SIDE[key])

    def _step_down(self, step: int) -> None:
        """Choose the item above or below; over what the band does not show to the line that counts it, and on."""
        if self._chosen is None:
            if self._spot and self._spot.minute is not None:
                minute = min(max(0, self._spot.minute + step * HALF_HOUR), HALVES * HALF_HOUR - HALF_HOUR)
                self.choose_spot(Spot(self._spot.lane, minute))
            return
        lane, place = self._chosen
        of, shown = self._plan.lanes[lane], self._layout().shown(lane)
        places = [at for at in range(len(of.rows)) if at <= shown or at >= len(of.band)]
        at = places.index(place) if place in places else 0
        if 0 <= at + step < len(places):
            self.choose(lane, places[at + step])

    def _step_aside(self, step: int) -> None:
        """Choose the lane beside; past the last one the day beside."""
        at = self._chosen[0] if self._chosen else self._spot.lane if self._spot else 0
        place = self._chosen[1] if self._chosen else 0
        if not 0 <= at + step < len(self._plan.lanes):
            self.turned.emit(self.day + timedelta(days=step))
            return
        rows = self._plan.lanes[at + step].rows
        if rows:
            self.choose(at + step, min(place, len(rows) - 1))
        else:
            self.choose_spot(Spot(at + step, self._plan.opens))

    def _on_letter(self, key: Qt.Key) -> bool:
        row = self.current()
        match key:
            case _K.Key_PageUp | _K.Key_PageDown:
                self.turned.emit(self.day + timedelta(days=1 if key == _K.Key_PageDown else -1))
            case _K.Key_N:
                self.plan_requested.emit(self.here())
            case _K.Key_Return | _K.Key_Enter if row or self._counts():
                self._open(row)
            case _K.Key_Space if row:
                self.completed.emit(row)
            case _K.Key_P if row:
                self.postpone_requested.emit(row)
            case _ if key in LETTERS:
                self.letter.emit(key)
            case _:
                return False
        return True

    def _open(self, row: AgendaRow | None) -> None:
        if row is None:
            self.more_requested.emit(self.day)
        else:
            self.opened.emit(row)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the chosen item."""
        if row := self.current():
            self.menu_requested.emit(row, self.anchor())

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is below; a press on an item may become a drag."""
        where, layout = event.position().toPoint(), self._layout()
        found, spot = layout.item(where), layout.spot(where)
        self._pressed = None
        if found:
            self.choose(*found)
            if event.button() == Qt.MouseButton.LeftButton and self._counts():
                self.more_requested.emit(self.day)
            elif event.button() == Qt.MouseButton.LeftButton:
                self._pressed = where
        elif spot:
            self.choose_spot(Spot(spot.lane, None if spot.minute is None else spot.minute // HALF_HOUR * HALF_HOUR))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where the dragged item would go; near the edges the hours scroll on."""
        row, where = self.current(), event.position().toPoint()
        far = self._pressed is not None and (where - self._pressed).manhattanLength() > DRAG
        if row is None or not row.movable or not (far or self._target):
            return
        layout, bar = self._layout(), self.verticalScrollBar()
        from_hours = self._pressed is not None and self._pressed.y() >= layout.top
        if where.y() > layout.height - EDGE:
            bar.setValue(bar.value() + layout.half)
        elif from_hours and layout.top < where.y() < layout.top + EDGE:
            bar.setValue(bar.value() - layout.half)
        self._target = self._aimed(row, where)
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self.viewport().update()

    def _aimed(self, row: AgendaRow, where: QPoint) -> Spot | None:
        """Return the spot the item would go to: held where it was taken, a box keeps its distance to the pointer."""
        layout = self._layout()
        spot = layout.spot(where)
        if spot is None or spot.minute is None or row.at is None or self._pressed is None:
            return spot
        moved = layout.spot(where - QPoint(0, max(0, self._pressed.y() - layout.line(minutes(row.at)))))
        return Spot(spot.lane, moved.minute if moved and moved.minute is not None else spot.minute)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop the item: only what changed is changed, its time or its person."""
        row, target = self.current(), self._target
        self._give_up()
        if row is None or target is None:
            return
        staff = self._plan.lanes[target.lane].staff_id
        at = None if target.minute is None else as_time(target.minute)
        to = Place(self.day, at if at != row.at else None, staff if staff not in (NOBODY, row.staff_id) else None)
        if to.at or to.staff_id:
            self._followed = row.key
            self.moved.emit(row, to)

    def _give_up(self) -> None:
        self._target, self._pressed = None, None
        self.viewport().unsetCursor()
        self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the item below, or plan a step there."""
        where = event.position().toPoint()
        if self._layout().item(where):
            self._open(self.current())
        elif self._layout().spot(where):
            self.plan_requested.emit(self.here())

    def viewportEvent(self, event: QEvent) -> bool:
        """Say in a tooltip what does not fit into a box."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            found = self._layout().item(event.pos())
            row = self._plan.lanes[found[0]].rows[found[1]] if found else None
            set_tip(self.viewport(), item_words(row, self._t, self._clashes.get(row.key, "")) if row else "")
        return super().viewportEvent(event)

    # places and painting

    def _layout(self) -> DayLayout:
        view = self.viewport()
        return DayLayout(self._plan, view.width(), view.height(), self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _measure(self) -> None:
        layout = self._layout()
        for bar, most, page in (
            (self.verticalScrollBar(), layout.too_high(), layout.height - layout.top),
            (self.horizontalScrollBar(), layout.too_wide(), layout.width),
        ):
            bar.setRange(0, most)
            bar.setPageStep(max(1, page))
            bar.setSingleStep(layout.half)

    def _scroll_to_opening(self) -> None:
        """Begin with the hour in which the shop opens, or with what is earlier."""
        first = min((box.first for lane in self._plan.lanes for box in lane.boxes if not box.row.done), default=self._plan.opens)
        minute = max(0, min(first, self._plan.opens) // HALF_HOUR * HALF_HOUR)
        self.verticalScrollBar().setValue(minute * self._layout().half // HALF_HOUR)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Scroll as far as there is something."""
        super().resizeEvent(event)
        self._measure()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the hours of the shop once the size is known."""
        super().showEvent(event)
        self._measure()
        self._scroll_to_opening()

    def sizeHint(self) -> QSize:
        """Room for the working hours."""
        return QSize(600, 400)

    def minimumSizeHint(self) -> QSize:
        """Room for the names, an item without a time and some hours."""
        return QSize(300, 160)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the day."""
        painter = QPainter(self.viewport())
        look = DayLook(self._chosen, self._spot, self._target, self.current(), shows_focus(self), self._clashes)
        DayPainter(self._t, self, painter, self._layout(), look).paint()
