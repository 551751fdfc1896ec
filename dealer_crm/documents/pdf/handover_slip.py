"""The hand-over slip (交接单) between departments: what was promised, what is open, which papers go along, accepted or refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dealer_crm.documents.pdf import figures
from dealer_crm.documents.pdf.cells import Ticks
from dealer_crm.documents.pdf.copies import in_copies
from dealer_crm.documents.pdf.day_sheet import is_narrow
from dealer_crm.documents.pdf.grids import Field
from dealer_crm.documents.pdf.heads import Heading
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.looks import FORM
from dealer_crm.documents.pdf.pages import PageSetup, ShopHead
from dealer_crm.documents.pdf.signing import SignBox
from dealer_crm.i18n import translator

_LABELS = 0.17
_ROOM, _MORE_ROOM = (5, 4, 2), (12, 10, 4)
"""So many lines are left for what was promised, what is open and the papers, on a narrow sheet and on a wide one."""


@dataclass(frozen=True)
class Side:
    """A department and who of it hands on or receives."""

    department: str = ""
    person: str = ""


@dataclass(frozen=True)
class HandoverSlipData:
    """What the slip prints; what is not known stays empty, to be filled in by hand. `accepted` None = no answer yet."""

    shop: ShopHead
    number: str = ""
    customer: str = ""
    phones: tuple[str, ...] = ()
    address: str = ""
    order_number: str = ""
    giver: Side = Side()
    receiver: Side = Side()
    sent_at: datetime | None = None
    due_on: date | None = None
    promised: str = ""
    open_points: str = ""
    papers: str = ""
    accepted: bool | None = None
    reason: str = ""
    answered_at: datetime | None = None
    answered_by: str = ""


def handover_slip(data: HandoverSlipData, page: PageSetup) -> bytes:
    """Render the slip; same data, same bytes."""
    return in_copies(page, lambda copy: _written(data, copy))


def _written(data: HandoverSlipData, page: PageSetup) -> Sheet:
    t = translator(page.language)
    sheet = Sheet(page, Heading(t.context("paper", "Hand-over slip"), data.number, data.shop, subject=data.customer), look=FORM)
    share, room = (_LABELS * 1.25, _ROOM) if is_narrow(page.paper) else (_LABELS, _MORE_ROOM)
    sheet.gap(4)
    written = {
        "promised": Field(t.context("slip", "What was promised"), data.promised, lines=room[0]),
        "open_points": Field(t.context("slip", "What is still open"), data.open_points, lines=room[1]),
        "papers": Field(t.context("slip", "Papers handed on"), data.papers, lines=room[2]),
    }
    sheet.fields(
        [
            (
                Field(t.context("paper", "Customer"), data.customer, bold=True),
                Field(t("Phone"), t.context("paper", ", ").join(data.phones), bold=True),
            ),
            (Field(t("Address"), data.address),),
            (
                Field(t.context("slip", "From"), _side(data.giver)),
                Field(t.context("slip", "To"), _side(data.receiver)),
            ),
            (
                Field(t.context("paper", "Contract"), data.order_number),
                Field(t.context("slip", "Handed on at"), figures.moment(data.sent_at)),
            ),
            (Field(t.context("slip", "Answer until"), figures.day(data.due_on)),),
            *((field,) for code, field in written.items() if sheet.shows(code)),
        ],
        label_share=share,
    )
    sheet.gap(6)
    _answer(sheet, data, share)
    signs = {
        "giver": SignBox(t.context("slip", "Handed on by"), data.giver.person),
        "receiver": SignBox(t.context("slip", "Received by"), data.answered_by),
    }
    sheet.signatures(signs, t("Date ____ - __ - __"))
    return sheet


def _answer(sheet: Sheet, data: HandoverSlipData, share: float) -> None:
    t = sheet.t
    ticks = Ticks(((t.context("slip", "accepted"), data.accepted is True), (t.context("slip", "refused"), data.accepted is False)))
    sheet.fields(
        [
            (Field(t.context("slip", "Answer"), ticks), Field(t.context("slip", "Answered at"), figures.moment(data.answered_at))),
            (Field(t.context("slip", "Reason of a refusal"), data.reason, lines=2),),
        ],
        label_share=share,
    )


def _side(side: Side) -> str:
    return " · ".join(filter(None, (side.department, side.person)))
