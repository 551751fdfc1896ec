"""Where things stand in the day view: heads of lanes, the band of items without a time, the grid of hours; pure but for text heights."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect

from dealer_crm.ui.calendar.day_plan import Box, DayPlan
from dealer_crm.ui.calendar.painting import GAP, PAD, chip_height
from dealer_crm.ui.theme import Type, line_height
from dealer_crm.ui.widgets.painting import advance

SNAP, HALF_HOUR, NARROWEST, MOST_IN_BAND = 15, 30, 112, 4
HALVES = 48


@dataclass(frozen=True)
class Spot:
    """A place of the day: a lane, and a minute; None = the band of what has no time."""

    lane: int
    minute: int | None = None


@dataclass(frozen=True)
class DayLayout:
    """The places of one plan in a view of a size that was scrolled by `x` and `y`."""

    plan: DayPlan
    width: int
    height: int
    x: int = 0
    y: int = 0

    @property
    def scale(self) -> int:
        """Return the width of the column with the hours."""
        return advance("00:00", Type.CAPTION) + 12

    @property
    def half(self) -> int:
        """Return the height of half an hour: a line of text finds room in it."""
        return line_height(Type.CAPTION) + 4

    @property
    def head(self) -> int:
        """Return the height of the names of the lanes, with a line for who is away."""
        away = any(lane.away for lane in self.plan.lanes)
        return line_height() + 6 + (line_height(Type.CAPTION) if away else 0)

    @property
    def in_band(self) -> int:
        """Return how many lines the band has: as many as are wanted, as long as most of the view is left to the hours."""
        wanted = max((len(lane.band) for lane in self.plan.lanes), default=0)
        room = (self.height - self.head) * 2 // 5 // (chip_height() + GAP)
        return max(min(wanted, 2), min(wanted, MOST_IN_BAND, room))

    @property
    def band(self) -> int:
        """Return the height of the band."""
        return self.in_band * (chip_height() + GAP) + 6

    @property
    def top(self) -> int:
        """Return where the hours begin in the view."""
        return self.head + self.band

    def shown(self, lane: int) -> int:
        """Return how many items without a time a lane shows: all, or one less than fit, above the line that counts the rest."""
        count = len(self.plan.lanes[lane].band)
        return count if count <= self.in_band else self.in_band - 1

    def lane_edges(self, lane: int) -> tuple[int, int]:
        """Return the left and the right edge of a lane; rounded one by one, so that lanes do not drift."""
        wide = max(self.width - self.scale, NARROWEST * len(self.plan.lanes))
        count = max(1, len(self.plan.lanes))
        return self.scale + wide * lane // count - self.x, self.scale + wide * (lane + 1) // count - self.x

    def too_wide(self) -> int:
        """Return how far the lanes reach out of the view."""
        return max(0, self.scale + NARROWEST * len(self.plan.lanes) - self.width)

    def too_high(self) -> int:
        """Return how far the hours reach out of the view."""
        return max(0, self.top + HALVES * self.half - self.height)

    def line(self, minute: int) -> int:
        """Return where a minute of the day stands in the view."""
        return self.top + minute * self.half // HALF_HOUR - self.y

    def chip(self, lane: int, place: int) -> QRect:
        """Return the box of an item of the band."""
        left, right = self.lane_edges(lane)
        return QRect(left + PAD, self.head + 3 + place * (chip_height() + GAP), right - left - 2 * PAD, chip_height())

    def box(self, lane: int, box: Box) -> QRect:
        """Return the box of an item with a time."""
        left, right = self.lane_edges(lane)
        wide = right - left - 2 * PAD
        one, other = left + PAD + wide * box.column // box.columns, left + PAD + wide * (box.column + 1) // box.columns
        top = self.line(box.first) + 1
        return QRect(one, top, other - one - (1 if box.columns > 1 else 0), self.line(box.last) - top)

    def place(self, lane: int, place: int) -> QRect:
        """Return the box of the item at a place of its lane, that of the line that counts the rest where it has none."""
        of = self.plan.lanes[lane]
        if place >= len(of.band):
            return self.box(lane, of.boxes[place - len(of.band)])
        return self.chip(lane, min(place, self.shown(lane)))

    def spot(self, at: QPoint) -> Spot | None:
        """Return the lane and the minute below a point, to a quarter of an hour."""
        lane = next((one for one in range(len(self.plan.lanes)) if self.lane_edges(one)[0] <= at.x() < self.lane_edges(one)[1]), None)
        if lane is None or at.x() < self.scale or not 0 <= at.y() < self.height:
            return None
        if at.y() < self.top:
            return Spot(lane)
        minute = (at.y() - self.top + self.y) * HALF_HOUR // self.half
        return Spot(lane, min(minute // SNAP * SNAP, HALVES * HALF_HOUR - SNAP))

    def item(self, at: QPoint) -> tuple[int, int] | None:
        """Return lane and place of the item below a point; the line that counts the rest stands for the first it counts."""
        spot = self.spot(at)
        if spot is None:
            return None
        lane = self.plan.lanes[spot.lane]
        if spot.minute is None:
            lines = range(min(len(lane.band), self.shown(spot.lane) + 1))
            return next(((spot.lane, place) for place in lines if self.chip(spot.lane, place).contains(at)), None)
        places = enumerate(lane.boxes, len(lane.band))
        return next(((spot.lane, place) for place, box in places if self.box(spot.lane, box).contains(at)), None)
