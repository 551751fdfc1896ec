"""What is typed of a case beside its steps, for the walk of forms: a cost, the authority, the owner's opinion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from dealer_crm.domain.complaint_case import Escalation

if TYPE_CHECKING:
    from tests.faults.desk import Desk


def _panel(desk: Desk) -> Any:
    """Open the costs of the first open case."""
    first = desk.opened.complaint_list.page(1)[0].id
    return desk.go("complaints", f"costs-{first}").case.side.costs


def cost(desk: Desk) -> Any:
    """Open a new cost."""
    _panel(desk).add_cost()
    return desk.named("case_cost")


def spent(desk: Desk, root: QWidget) -> None:
    """Say how much, so that it can be saved."""
    desk.named("case_cost_amount", root).setText("1")


def authority(desk: Desk) -> Any:
    """Open the authority's part."""
    _panel(desk).edit_authority()
    return desk.named("case_authority")


def opinion(desk: Desk) -> Any:
    """Open the owner's opinion."""
    _panel(desk).write_opinion(Escalation.OWNER)
    return desk.named("case_opinion_owner")
