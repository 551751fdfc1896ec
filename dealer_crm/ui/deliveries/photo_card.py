"""The pictures of a delivery, or of the item that is current: pasted, dropped or chosen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol, cast

from PySide6.QtCore import Signal

from dealer_crm.domain.attachments import AttachmentRow
from dealer_crm.i18n import Translator
from dealer_crm.ui.deliveries.doors import PhotoPlace
from dealer_crm.ui.desk.doors import Chooser, Picture, Pictures
from dealer_crm.ui.desk.picture_strip import PictureStrip
from dealer_crm.ui.sheets.doors import Pictured
from dealer_crm.ui.theme import Space, Type
from dealer_crm.ui.widgets import Card, ElidedLabel
from dealer_crm.ui.widgets.body import ScrollBody

BARE, WITH_PICTURES = 92, 226
ANY_HEIGHT = 16777215


class PhotoDoors(Protocol):
    """Where pictures of a delivery or a sheet come from and go."""

    @property
    def photos(self) -> Any:
        """The pictures: `of`, `of_check`, `read`, `add`, `remove`."""

    @property
    def now(self) -> Callable[[], datetime]:
        """The clock, for the names of those without one."""


class PhotoCard(Card):
    """`changed` tells that a picture came or went. `whole` names what has the pictures that belong to no item."""

    changed = Signal()

    def __init__(self, t: Translator, doors: PhotoDoors, chooser: Callable[[], Chooser], whole: str = "") -> None:
        super().__init__("delivery_photos")
        self._t, self._doors, self._whole = t, doors, whole or t("whole delivery")
        self._file: Pictured | None = None
        self._check_id = self._shown = 0
        photos = doors.photos
        pictures = Pictures(of=lambda _id: [], read=photos.read, add=self._add, remove=photos.remove)
        self._title = ElidedLabel("", Type.SECTION, name="photos_title")
        self.strip = PictureStrip(t, PhotoPlace(pictures, doors.now), chooser, "delivery_pictures")
        self.strip.added.connect(lambda _id: self.changed.emit())
        self.strip.removed.connect(lambda _id: self.changed.emit())
        body = ScrollBody("photos_body", margin=0)
        body.box.addWidget(self.strip)
        body.box.addStretch(1)
        self.box.setSpacing(Space.XS)
        self.box.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        self.box.addWidget(self._title)
        self.box.addWidget(body, 1)
        self._compact = False

    def set_compact(self, compact: bool) -> None:
        """Take the whole middle, or stay low below the items."""
        self._compact = compact
        self._fit()

    def set_closed(self, closed: bool) -> None:
        """Show pictures alone: none comes and none goes."""
        self.strip.set_closed(closed)

    def _fit(self) -> None:
        high = WITH_PICTURES if self._shown else BARE
        self.setMaximumHeight(ANY_HEIGHT if self._compact else high)

    def _add(self, _customer_id: int, name: str, data: bytes) -> int:
        assert self._file is not None
        added: int = self._doors.photos.add(self._file, self._check_id, name, data)
        return added

    def show_pictures(self, file: Pictured, check_id: int) -> None:
        """Show the pictures of an item, or (0) of the whole delivery; new ones will belong there."""
        check = next((one for one in file.checks if one.id == check_id), None)
        self._file, self._check_id = file, check.id if check else 0
        found: list[AttachmentRow] = list(self._of(file))
        about = f"{check.code} {check.words(self._t.language)}" if check else self._whole
        self._title.setText(self._t("Photos {n} · {about}").format(n=len(found), about=about))
        self.strip.show_pictures(file.customer_id, cast(list[Picture], found))
        self._shown = len(found)
        self._fit()

    def _of(self, file: Pictured) -> list[AttachmentRow]:
        photos = self._doors.photos
        return list(photos.of_check(self._check_id) if self._check_id else photos.of(file.id))
