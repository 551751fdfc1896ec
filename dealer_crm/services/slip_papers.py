"""Hand-over slips 交接单 on paper: as they were sent and answered, or blank to fill in by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from dealer_crm.domain import phones
from dealer_crm.domain.errors import NotFound
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.planning import SlipState
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.domain.text import fold
from dealer_crm.i18n import translator
from dealer_crm.services.shop import ShopData
from dealer_crm.services.shop_head import shop_head
from dealer_crm.services.slips import Slips
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import HandoverSlip
from dealer_crm.words.labels import label

if TYPE_CHECKING:
    from dealer_crm.documents.pdf.handover_slip import HandoverSlipData
    from dealer_crm.services.paper_desk import PaperDesk

_ANSWERS = {SlipState.ACCEPTED: True, SlipState.REFUSED: False, SlipState.SETTLED: False}
"""What the receiver said; who settles a slip was refused."""


class SlipPapers:
    """Papers of slips; nothing is changed. The paper libraries are imported when the first one is made."""

    def __init__(self, db: Database, now: Callable[[], datetime], slips: Slips, desk: PaperDesk) -> None:
        self._db, self._now, self._slips, self._desk = db, now, slips, desk
        self._shop = ShopData(db, Actor)

    def slip(self, slip_id: int | None, choice: PrintChoice, language: str, printed_by: str = "") -> bytes:
        """Return a slip, or (None) a blank one, as a PDF. Raises SlipGone."""
        from dealer_crm.documents.pdf.handover_slip import HandoverSlipData, handover_slip

        setup = self._desk.setup("slip", choice, language, printed_by, slip_id)
        data = HandoverSlipData(shop_head(self._shop.shop())) if slip_id is None else self.data(slip_id, language)
        return handover_slip(data, setup)

    def id_of(self, number: str) -> int:
        """Return the slip of that number. Raises NotFound."""
        with self._db.read() as session:
            found = session.execute(select(HandoverSlip.id).where(HandoverSlip.number == fold(number).upper())).scalar()
        if found is None:
            raise NotFound(number=number)
        return found

    def data(self, slip_id: int, language: str) -> HandoverSlipData:
        """Return what the slip prints. Raises SlipGone."""
        from dealer_crm.documents.pdf.handover_slip import HandoverSlipData, Side

        t, slip = translator(language), self._slips.slip(slip_id)
        return HandoverSlipData(
            shop_head(self._shop.shop()),
            slip.number,
            slip.customer or slip.customer_number,
            (phones.shown(slip.phone),) if slip.phone else (),
            slip.address,
            slip.order_number,
            Side(label(slip.from_department, t), slip.from_staff),
            Side(label(slip.to_department, t), slip.to_staff),
            _wall(slip.sent_at),
            slip.due_on,
            slip.promised,
            slip.open_points,
            t.context("paper", ", ").join(label(paper, t) for paper in slip.papers),
            _ANSWERS.get(slip.state),
            slip.reason,
            _wall(slip.answered_at),
            slip.answered_by,
        )


def _wall(at: datetime | None) -> datetime | None:
    return at.astimezone().replace(tzinfo=None) if at else None
