"""What an order form holds: whose order, which one, as it was opened, and how the draft file is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dealer_crm.domain.orders import OrderDraft
from dealer_crm.services.draft_content import plain, restored


@dataclass(frozen=True)
class OrderFormState:
    """One form, whole: enough to open it again after a crash. `order_id` None = a new order.

    `wrong` holds what is typed in cells and fields whose text is no value yet.
    """

    draft: OrderDraft
    order_id: int | None = None
    version: int = 0
    wrong: dict[str, str] = field(default_factory=dict)

    def content(self) -> dict[str, Any]:
        """Return the state as the draft file holds it."""
        return {"draft": plain(self.draft), "order_id": self.order_id, "version": self.version, "wrong": self.wrong}


def state_of(content: dict[str, Any]) -> OrderFormState | None:
    """Return the state that a draft file holds; None where it names no customer."""
    draft = restored(OrderDraft, content.get("draft"))
    if draft is None:
        return None
    order_id, version, wrong = content.get("order_id"), content.get("version"), content.get("wrong")
    return OrderFormState(
        draft,
        order_id if isinstance(order_id, int) else None,
        version if isinstance(version, int) else 0,
        {str(name): str(text) for name, text in wrong.items()} if isinstance(wrong, dict) else {},
    )
