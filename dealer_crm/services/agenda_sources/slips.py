"""Hand-over slips that wait: for the answer of the receiver, and, refused, for the sender."""

from __future__ import annotations

from sqlalchemy import case, select

from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.planning import SlipState
from dealer_crm.domain.slips import OPEN_SLIP
from dealer_crm.services.agenda_sources.source import Dated, text_of
from dealer_crm.storage.models import HandoverSlip, Staff

_SLIP, _STAFF = HandoverSlip.__table__, Staff.__table__
_REFUSED = _SLIP.c.state == text_of(SlipState.REFUSED)
_SENDER = select(_STAFF.c.id).where(_STAFF.c.id == _SLIP.c.from_id, _STAFF.c.active).correlate(_SLIP).scalar_subquery()
"""Who sent it, unless he has left: then it waits for whoever looks after the customer."""
WAITING_STATES = (SlipState.SENT, SlipState.REFUSED)

SLIPS = (
    Dated(
        name=OPEN_SLIP,
        kind=AgendaKind.HANDOVER,
        record=_SLIP,
        day=_SLIP.c.due_on,
        customer=_SLIP.c.customer_id,
        staff=case((_REFUSED, _SENDER), else_=_SLIP.c.to_id),
        where=(_SLIP.c.state.in_(map(text_of, WAITING_STATES)),),
        columns={
            "words": case((_REFUSED, _SLIP.c.reason), else_=_SLIP.c.number),
            "code": _SLIP.c.state,
            "zh": _SLIP.c.from_department,
            "en": _SLIP.c.to_department,
        },
        fixed={"completable": False},
    ),
)
