"""The desk through which every paper goes: its page set-up, with all that the shop chose for the kind and what is known of the record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from dealer_crm.domain.journal import Actor
from dealer_crm.domain.paper_codes import paper_code, read_paper_code
from dealer_crm.domain.paper_templates import CopyColour
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.services.paper_templates import PaperTemplates
from dealer_crm.services.print_log import PrintLog
from dealer_crm.services.shop import ShopData
from dealer_crm.services.shop_head import shop_head
from dealer_crm.services.trade import Trade
from dealer_crm.storage.blobs import Blobs
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import JournalEntry, Shop

if TYPE_CHECKING:
    from dealer_crm.documents.pdf.pages import PageSetup, ShopHead


class PaperDesk:
    """Reads what a paper is printed with; nothing is changed."""

    def __init__(self, db: Database, now: Callable[[], datetime], trade: Trade, blobs: Blobs) -> None:
        self._db, self._now, self._trade, self._blobs = db, now, trade, blobs
        self._shop = ShopData(db, Actor)
        self._templates = PaperTemplates(db, Actor, trade)
        self._log = PrintLog(db, Actor, now)

    def setup(self, kind: str, choice: PrintChoice, language: str, printed_by: str = "", record_id: int | None = None) -> PageSetup:
        """Return the page set-up of a kind of paper as chosen. A paper of a record bears its code and counts its prints."""
        from dealer_crm.documents.pdf.choices import chosen_setup
        from dealer_crm.documents.pdf.pages import PageSetup

        known, template = self._trade.paper_kind(kind), self._templates.of(kind)
        setup = PageSetup(
            language=language,
            printed_at=self._now().astimezone().replace(tzinfo=None),
            printed_by=printed_by,
            times=self._log.times(kind, record_id, choice.variant) + 1 if record_id is not None else 0,
            template=template,
            usual=known.copies,
            logo=self._logo() if template.logo else b"",
            code=self.code(kind, record_id) if template.code and record_id is not None else "",
            marks=known.marks,
        )
        return chosen_setup(setup, choice)

    def copy_names(self, kind: str, language: str) -> tuple[str, ...]:
        """Return what the copies of a kind are called, in their order."""
        return tuple(copy.name.said(language) for copy in self._templates.of(kind).copies or self._trade.paper_kind(kind).copies)

    def copy_colours(self, kind: str, language: str) -> dict[str, CopyColour]:
        """Return on which colour of carbonless paper each copy of a kind lies, in their order."""
        copies = self._templates.of(kind).copies or self._trade.paper_kind(kind).copies
        return {copy.name.said(language): copy.colour for copy in copies}

    def copies_differ(self, kind: str) -> bool:
        """Tell whether a copy of a kind leaves out what another one says, as one without prices does."""
        copies = self._templates.of(kind).copies or self._trade.paper_kind(kind).copies
        return len({(copy.prices, copy.without) for copy in copies}) > 1

    def head(self) -> ShopHead:
        """Return what every paper says of the shop."""
        return shop_head(self._shop.shop())

    def code(self, kind: str, record_id: int) -> str:
        """Return the short code by which the paper of a record is found again; '' in a store in which nothing was ever written."""
        return paper_code(self._key(), self._trade.paper_kind(kind).number, record_id)

    def read_code(self, typed: str) -> tuple[str, int] | None:
        """Return kind and record of a code as it was typed or scanned; None for what no paper of this store bears."""
        found = read_paper_code(self._key(), typed)
        kinds = {kind.number: kind.code for kind in self._trade.paper_kinds()}
        return (kinds[found[0]], found[1]) if found and found[0] in kinds else None

    def picture(self, sha256: str) -> bytes:
        """Return a kept picture such as a signature; b"" where it is missing or damaged: a paper then leaves its place free."""
        return self._blobs.get(sha256) if self._blobs.sound(sha256) else b""

    def _key(self) -> bytes:
        """Return what only this store knows: the chain's first link never changes."""
        with self._db.read() as session:
            return (session.scalar(select(JournalEntry.hash).order_by(JournalEntry.id).limit(1)) or "").encode()

    def _logo(self) -> bytes:
        with self._db.read() as session:
            sha256 = session.scalar(select(Shop.logo)) or ""
        return self._blobs.get(sha256, "logo") if sha256 and self._blobs.sound(sha256) else b""
