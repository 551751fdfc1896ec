"""What every service of an open folder is made from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from dealer_crm.domain.journal import Actor, Origin
from dealer_crm.storage.database import Database
from dealer_crm.storage.folder import DataFolder

if TYPE_CHECKING:
    from dealer_crm.services.own_phrases import OwnPhrases
    from dealer_crm.services.paper_desk import PaperDesk
    from dealer_crm.services.paper_files import PaperFiles
    from dealer_crm.services.paper_templates import PaperTemplates
    from dealer_crm.services.print_log import PrintLog
    from dealer_crm.services.sheet_book import SheetBook
    from dealer_crm.services.shop import StaffRow
    from dealer_crm.services.shop_days import ShopDays
    from dealer_crm.services.shop_logo import ShopLogo
    from dealer_crm.services.trade import Trade

Now = Callable[[], datetime]


class Services:
    """The services are properties that import what they are: a start pays only for what the page in view asks."""

    def __init__(self, folder: DataFolder, db: Database, origin: Origin) -> None:
        self.folder = folder
        self.db = db
        self.now: Now = db.now
        self._origin = origin
        self._operator: StaffRow | None = None

    @property
    def operator(self) -> StaffRow | None:
        """The staff member that is switched on."""
        return self._operator

    def actor(self) -> Actor:
        """Return who works; asked in the middle of writes, so it reads nothing."""
        person = self._operator
        return Actor(person.id, person.role, self._origin) if person else Actor(origin=self._origin)

    @cached_property
    def trade(self) -> Trade:
        """What is known of the trade: categories, checklists, guarantees, cycles."""
        from dealer_crm.services.trade import Trade

        return Trade(self.shop_days.own, self.own_phrases.own)

    @cached_property
    def own_phrases(self) -> OwnPhrases:
        """Wordings as the shop says them."""
        from dealer_crm.services.own_phrases import OwnPhrases

        return OwnPhrases(self.db, self.actor)

    @cached_property
    def sheet_book(self) -> SheetBook:
        """The shop's own versions of the checklists."""
        from dealer_crm.services.sheet_book import SheetBook

        return SheetBook(self.db, self.trade, self.actor, self.now)

    @cached_property
    def shop_days(self) -> ShopDays:
        """On which days the shop works, and why on others not."""
        from dealer_crm.services.shop_days import ShopDays

        return ShopDays(self.db, self.actor, self.now)

    @cached_property
    def desk(self) -> PaperDesk:
        """What every paper is printed with."""
        from dealer_crm.services.paper_desk import PaperDesk
        from dealer_crm.storage.blobs import Blobs

        return PaperDesk(self.db, self.now, self.trade, Blobs(self.folder.attachments))

    @cached_property
    def paper_templates(self) -> PaperTemplates:
        """What the shop chose of its papers."""
        from dealer_crm.services.paper_templates import PaperTemplates

        return PaperTemplates(self.db, self.actor, self.trade)

    @cached_property
    def paper_files(self) -> PaperFiles:
        """Papers in one file."""
        from dealer_crm.services.paper_files import PaperFiles

        return PaperFiles(self.db, self.folder.attachments, self.actor, self.trade)

    @cached_property
    def shop_logo(self) -> ShopLogo:
        """The logo in the head of papers."""
        from dealer_crm.services.shop_logo import ShopLogo

        return ShopLogo(self.db, self.folder.attachments, self.actor)

    @cached_property
    def print_log(self) -> PrintLog:
        """What went out on paper."""
        from dealer_crm.services.print_log import PrintLog

        return PrintLog(self.db, self.actor, self.now)
