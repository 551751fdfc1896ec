"""Change orders and returns on paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from dealer_crm.domain import phones
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.services import change_reading, return_reading
from dealer_crm.services.order_reading import require, totals_of
from dealer_crm.services.shop import ShopData
from dealer_crm.services.shop_head import shop_head
from dealer_crm.storage.database import Database

if TYPE_CHECKING:
    from dealer_crm.documents.pdf.change_order_sheet import ChangeSheetData
    from dealer_crm.documents.pdf.return_slip import ReturnSlipData
    from dealer_crm.services.paper_desk import PaperDesk


class OrderChangePapers:
    """Papers of what changed of an order; nothing is written. The paper libraries are imported when the first one is made."""

    def __init__(self, db: Database, now: Callable[[], datetime], desk: PaperDesk) -> None:
        self._db, self._now, self._desk = db, now, desk
        self._shop = ShopData(db, Actor)

    def change_order(self, change_id: int, choice: PrintChoice, language: str, printed_by: str = "") -> bytes:
        """Return the paper of a change order as a PDF. Raises ChangeNotFound."""
        from dealer_crm.documents.pdf.change_order_sheet import change_order_sheet

        return change_order_sheet(self._change(change_id), self._desk.setup("change_order", choice, language, printed_by, change_id))

    def return_slip(self, return_id: int, choice: PrintChoice, language: str, printed_by: str = "") -> bytes:
        """Return the slip of a return as a PDF. Raises ReturnNotFound."""
        from dealer_crm.documents.pdf.return_slip import return_slip

        return return_slip(self._return(return_id), self._desk.setup("return_slip", choice, language, printed_by, return_id))

    def _change(self, change_id: int) -> ChangeSheetData:
        from dealer_crm.documents.pdf.change_order_sheet import ChangeSheetData, ChangeSheetLine

        with self._db.read() as session:
            file = change_reading.read_file(session, change_reading.require(session, change_id), with_cost=False)
        row = file.row
        lines = tuple(
            ChangeSheetLine(one.goods, one.spec, one.unit, one.quantity, one.price, one.amount, f"{one.room} {one.note}".strip())
            for one in row.lines
        )
        return ChangeSheetData(
            shop_head(self._shop.shop()),
            row.number,
            file.order_number,
            file.customer,
            phones.shown(file.phone),
            file.address,
            row.asked_on,
            row.reason,
            lines,
            row.discount,
            file.before,
            file.after,
            row.days,
            file.staff,
            row.note,
            row.signed_by,
            row.signed_on,
        )

    def _return(self, return_id: int) -> ReturnSlipData:
        from dealer_crm.documents.pdf.return_slip import ReturnSlipData, ReturnSlipLine

        with self._db.read() as session:
            file = return_reading.read_file(session, return_reading.require(session, return_id))
            sums = totals_of(session, require(session, file.row.order_id))
        row = file.row
        return ReturnSlipData(
            shop_head(self._shop.shop()),
            row.number,
            row.kind,
            file.order_number,
            file.customer,
            phones.shown(file.phone),
            file.address,
            row.returned_on,
            row.reason,
            tuple(ReturnSlipLine(x.goods, x.spec, x.unit, x.quantity, x.price, x.amount, x.serials) for x in row.lines),
            row.amount,
            row.fee,
            sums.total,
            sums.paid,
            sums.owed,
            row.instead,
            file.staff,
        )
