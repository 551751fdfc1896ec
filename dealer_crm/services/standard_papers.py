"""The standards of service on paper."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from dealer_crm.domain.journal import Actor
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.i18n import translator
from dealer_crm.services.shop import ShopData
from dealer_crm.services.shop_head import shop_head
from dealer_crm.services.standards import standards
from dealer_crm.storage.database import Database
from dealer_crm.words.labels import label

if TYPE_CHECKING:
    from dealer_crm.services.paper_desk import PaperDesk


class StandardPapers:
    """The page for the wall; nothing is changed."""

    def __init__(self, db: Database, desk: PaperDesk) -> None:
        self._db, self._desk = db, desk
        self._shop = ShopData(db, Actor)

    def page(self, choice: PrintChoice, language: str) -> bytes:
        """Return the standards in use as a PDF."""
        from dealer_crm.documents.pdf.standards_page import StandardLine, StandardsData, standards_page

        t = translator(language)
        with self._db.read() as session:
            used = [one for one in standards(session) if not one.retired]
        areas = tuple(
            (label(area, t), tuple(StandardLine(one.said(language), one.measured(language), one.checked_by(language)) for one in found))
            for area, found in groupby(used, key=lambda one: one.area)
        )
        return standards_page(StandardsData(shop_head(self._shop.shop()), areas), self._desk.setup("standards", choice, language))
