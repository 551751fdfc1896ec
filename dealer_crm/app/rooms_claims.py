"""Claims of 以旧换新: what the page of an order may call for them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dealer_crm.domain.attachments import Belongs
from dealer_crm.ui.orders.trade_in_deeds import ClaimDoors

if TYPE_CHECKING:
    from dealer_crm.app.rooms import Rooms


def claim_doors(rooms: Rooms) -> ClaimDoors:
    """Return what the page may call."""
    opened = rooms.opened
    return ClaimDoors(opened.trade_ins, opened.trade.programs(), partial(_attach, rooms))


def _attach(rooms: Rooms, customer_id: int, order_id: int, claim_id: int) -> None:
    """Ask for a picture and keep it with the claim."""
    from dealer_crm.ui.desk.picture_files import content_of

    t = rooms.t
    title = t("Add a picture to the claim")
    file = rooms.window.prompts.choose_file(title, t("Pictures and PDF (*.png *.jpg *.jpeg *.webp *.pdf)"))
    if file is not None:
        place = Belongs(order_id=order_id, trade_in_id=claim_id)
        rooms.opened.attachments.add(customer_id, file.name, content_of(file), place)
