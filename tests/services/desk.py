"""A desk for papers on a store of the tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from dealer_crm.services.paper_desk import PaperDesk
from dealer_crm.services.trade import Trade
from dealer_crm.storage.blobs import Blobs
from dealer_crm.storage.database import Database


def desk(db: Database, clock: Callable[[], datetime]) -> PaperDesk:
    """Return what papers of the store are printed with."""
    return PaperDesk(db, clock, Trade(), Blobs(db.path.parent / "attachments"))
