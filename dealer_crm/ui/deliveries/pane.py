"""An open delivery: its head, the way through it, the part in view, and what closes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dealer_crm.domain.acceptances import SheetStage, SignRole
from dealer_crm.domain.attachments import AttachmentDamaged, AttachmentMissing
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.deliveries import EXPECTATIONS, DeliveryKind
from dealer_crm.i18n import Translator
from dealer_crm.services.delivery_file import CheckGroupRow, DeliveryFile
from dealer_crm.ui.deliveries.doors import DeliveryDoors
from dealer_crm.ui.deliveries.foot import ClosingFoot
from dealer_crm.ui.deliveries.goods_view import GoodsView
from dealer_crm.ui.deliveries.group_view import GroupView
from dealer_crm.ui.deliveries.head import DeliveryHead
from dealer_crm.ui.deliveries.photo_card import PhotoCard
from dealer_crm.ui.deliveries.phrases import group_short, group_shortest
from dealer_crm.ui.deliveries.progress import ProgressLine
from dealer_crm.ui.deliveries.rail import Rail, Stop
from dealer_crm.ui.deliveries.side import WIDTH, Side
from dealer_crm.ui.desk.doors import Chooser
from dealer_crm.ui.expectations.side_card import ExpectationCard
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import InlineMessage, MenuItem

ROOMY_FROM, PHOTOS_FROM, LOW = 860, 500, 360
GOODS, PHOTOS, CLOSING = "goods", "photos", "closing"
ICONS = {"expectations": "smile", "manners": "user-check"}


class DeliveryPane(QWidget):
    """Shows one delivery; what is noted in it is told by `changed`."""

    closed = Signal()
    changed = Signal()

    def __init__(self, t: Translator, doors: DeliveryDoors, chooser: Callable[[], Chooser]) -> None:
        super().__init__()
        self._t, self._doors = t, doors
        self.file: DeliveryFile | None = None
        self._compact: bool | None = None
        self._about = 0
        self.setObjectName("delivery_pane")
        self.head = DeliveryHead(t, doors)
        self.message = InlineMessage(t, name="delivery_message")
        self.progress = ProgressLine(t)
        self.rail = Rail(t("The way through the delivery"))
        self.goods, self.group = GoodsView(t, doors.writes), GroupView(t, doors.writes, doors.days)
        self.photos = PhotoCard(t, doors, chooser)
        self.side = Side(t)
        self.expected = self._expectation_card()
        self.foot = ClosingFoot(t)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.goods)
        self._middle.addWidget(self.group)
        self._lay_out()
        self._listen()
        self._arrange(compact=False)

    def _lay_out(self) -> None:
        self._centre = QVBoxLayout()
        self._centre.setSpacing(Space.S)
        self._centre.addWidget(self._middle, 1)
        left = QVBoxLayout()
        left.setSpacing(Space.S)
        left.addWidget(self.progress)
        left.addWidget(self.rail, 1)
        self._left = left
        self._row = QHBoxLayout()
        self._row.setSpacing(Space.M)
        self._row.addLayout(left)
        self._row.addLayout(self._centre, 1)
        self._above = QVBoxLayout()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addWidget(self.head)
        box.addWidget(self.message)
        box.addLayout(self._above)
        box.addLayout(self._row, 1)
        box.addWidget(self.foot)

    def _listen(self) -> None:
        self.head.closed.connect(self.closed)
        self.rail.chosen.connect(lambda key: self.show_stop(key, focus=True))
        self.group.past_end.connect(self._on_past_end)
        self.group.picture_requested.connect(self._choose_picture)
        self.group.current_changed.connect(lambda _id: self._show_beside())
        self.side.missing.led.connect(self.lead_to)
        for part in (self.goods, self.group, self.photos):
            part.changed.connect(self.changed)

    # what is shown

    def delivery_id(self) -> int:
        """Return the delivery in view, 0 for none."""
        return self.file.id if self.file is not None else 0

    def show_file(self, file: DeliveryFile, deeds: Sequence[MenuItem]) -> None:
        """Show a delivery, or the same one as it stands now."""
        fresh = self.delivery_id() != file.id
        if fresh or (self.file is not None and self.file.missing != file.missing):
            self.message.clear()
        self.file = file
        if self.expected is not None:
            self.expected.forget()
        if fresh:
            self._about = 0
            self.side.begin()
        self.head.show_file(file, deeds)
        self.goods.show_file(file)
        self._show_signature(file)
        self.side.show_file(file, self._doors.now())
        self.foot.show_file(file)
        self.progress.show_file(file)
        self.rail.show_stops(self._stops(file))
        if fresh or self.rail.key() not in self.rail.stop_keys():
            self.show_stop(self._start(file))
        else:
            self._show_group()
        self._show_beside()

    def _show_signature(self, file: DeliveryFile) -> None:
        """Show the customer's signature for the whole; a picture that is gone is shown as none."""
        rows = [row for row in self._doors.door.signatures(file.id) if row.role is SignRole.CUSTOMER and not row.letter]
        picture = b""
        if rows:
            with suppress(AttachmentMissing, AttachmentDamaged):
                picture = self._doors.door.signature(rows[0])
        self.side.picture.show_picture(rows[0].name if rows else "", picture)

    def _stops(self, file: DeliveryFile) -> list[Stop]:
        t = self._t
        noted, wanted = self.goods.counts()
        stops = [Stop(GOODS, t("Goods"), "truck", noted, wanted)]
        stops += [self._stop(group) for group in file.groups]
        if self._compact:
            stops.append(Stop(PHOTOS, f"{t('Photos')} {file.photos or ''}".strip(), "image"))
            stops.append(Stop(CLOSING, t("Money, hand-over"), "wallet", short=t.context("tile", "Money")))
        return stops

    def _stop(self, group: CheckGroupRow) -> Stop:
        failed = any(check.result is CheckResult.FAIL for check in group.checks)
        icon = ICONS.get(group.sheet, "wrench")
        words, short = group_short(group, self._t), group_shortest(group, self._t)
        staged = group.code in set(SheetStage)
        return Stop(_key(group), words, icon, group.done, len(group.checks), failed, later=group.later, short=short, staged=staged)

    def _start(self, file: DeliveryFile) -> str:
        """Return where work goes on: the first group with something open."""
        if file.kind is DeliveryKind.RETURN or not file.is_open:
            return GOODS
        return next((_key(group) for group in file.groups if any(check.missing for check in group.checks)), GOODS)

    def show_stop(self, key: str, *, focus: bool = False) -> None:
        """Bring a part into view."""
        self.rail.set_key(key)
        pages: dict[str, QWidget] = {GOODS: self.goods, PHOTOS: self.photos, CLOSING: self.side}
        self._middle.setCurrentWidget(pages.get(key, self.group))
        self._show_group()
        self._show_beside()
        if focus and key == GOODS:
            self.goods.focus_start()
        elif focus and key not in pages:
            self.group.focus_start()

    def _show_group(self) -> None:
        file = self.file
        group = next((one for one in file.groups if _key(one) == self.rail.key()), None) if file else None
        if file is not None and group is not None:
            self.group.show_group(group, file.is_open)

    def _choose_picture(self) -> None:
        self._show_beside()
        self.photos.strip.choose()

    def _show_beside(self) -> None:
        """Show the pictures of the item in view, and what the program knows of it where it is an expectation."""
        if self.file is None:
            return
        item = self.group.current() if self._middle.currentWidget() is self.group else 0
        self.photos.show_pictures(self.file, item)
        if self._middle.currentWidget() is not self.side:
            self._about = item if self._is_expected(item) else 0
        if self.expected is not None:
            self.expected.show_item(self.file.id, self._about)

    def _is_expected(self, item: int) -> bool:
        return any(check.id == item and check.sheet == EXPECTATIONS for check in self.file.checks) if self.file else False

    def _expectation_card(self) -> ExpectationCard | None:
        """Make the card beside the sheet; it asks when an expectation comes into view."""
        doors = self._doors.expectations
        if doors is None:
            return None
        card = ExpectationCard(self._t, doors)
        card.changed.connect(self.changed)
        card.refused.connect(self.message.show_error)
        self.side.cards.insertWidget(0, card)
        return card

    def focus_start(self) -> None:
        """Put the focus where work goes on."""
        if self._middle.currentWidget() is self.group:
            self.group.focus_start()
        elif self._middle.currentWidget() is self.goods:
            self.goods.focus_start()

    def lead_to(self, check_id: int) -> None:
        """Go to an item."""
        for group in self.file.groups if self.file else ():
            if any(check.id == check_id for check in group.checks):
                self.show_stop(_key(group))
                self.group.focus_check(check_id)

    def lead_to_code(self, code: str) -> None:
        """Go to an item by its code."""
        found = [check for group in (self.file.groups if self.file else ()) for check in group.checks if check.code == code]
        if found:
            self.lead_to(next((check for check in found if check.failed), found[0]).id)

    def _on_past_end(self, step: int) -> None:
        keys = self.rail.stop_keys()
        at = keys.index(self.rail.key()) + step if self.rail.key() in keys else -1
        if 0 <= at < len(keys) and keys[at] not in (GOODS, PHOTOS, CLOSING):
            self.show_stop(keys[at])
            self.group.focus_start(last=step < 0)

    # room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose between the ways to lay it out."""
        super().resizeEvent(event)
        compact = self.width() < ROOMY_FROM or self.height() < PHOTOS_FROM
        self.head.set_low(self.height() < LOW)
        if compact != self._compact:
            self._arrange(compact=compact)

    def _arrange(self, *, compact: bool) -> None:
        """Columns side by side, or everything in one place under a row of tiles."""
        self._compact = compact
        self.head.set_compact(compact)
        self.side.set_compact(compact)
        self.photos.set_compact(compact)
        self.foot.setVisible(compact)
        self.progress.set_room(not compact)
        self.rail.set_across(compact)
        for part, key in ((self.photos, PHOTOS), (self.side, CLOSING)):
            if compact:
                self._middle.addWidget(part)
            else:
                self._middle.removeWidget(part)
                self._place_beside(part, key)
        if compact:
            self._above.addWidget(self.rail)
        else:
            self._left.addWidget(self.rail, 1)
        self.side.setMaximumWidth(16777215 if compact else WIDTH)
        self.side.setMinimumWidth(0 if compact else WIDTH)
        if self.file is not None:
            self.rail.show_stops(self._stops(self.file))
            self.show_stop(self.rail.key() if self.rail.key() in self.rail.stop_keys() else self._start(self.file))

    def _place_beside(self, part: QWidget, key: str) -> None:
        if key == PHOTOS:
            self._centre.addWidget(part)
        else:
            self._row.addWidget(part)
        part.show()


def _key(group: CheckGroupRow) -> str:
    return f"{group.sheet}.{group.code}"
