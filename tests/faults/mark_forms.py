"""The form of the customer's marks, for the walk of forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from dealer_crm.app.rooms_expectations import open_marks
from dealer_crm.services.delivery_list import DeliverySpec, DeliveryView

if TYPE_CHECKING:
    from tests.faults.desk import Desk


def opened(desk: Desk) -> Any:
    """Open the marks of the newest hand-over."""
    done = desk.opened.delivery_list.ids(DeliverySpec(view=DeliveryView.DONE))
    return open_marks(desk.stage.wiring.rooms, done[0])


def marked(desk: Desk, root: QWidget) -> None:
    """Give one mark, so that it can be saved."""
    desk.named("marks_A_4", root).click()
    desk.settle()
