"""When the parts of a plan of payment fall due: on the day that was typed, else with the event that calls for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dealer_crm.domain.followups import add_months
from dealer_crm.domain.pay_plan import NodeDraft, NodeTrigger


@dataclass(frozen=True)
class EventDays:
    """The days of an order that call for money, None where not known: signing, both entries of the site, acceptance.

    `install_months` is how long the shop's own work is guaranteed; what is retained falls due after it.
    """

    signed_on: date | None = None
    hidden_on: date | None = None
    commission_on: date | None = None
    accepted_on: date | None = None
    install_months: int | None = None

    @property
    def retained_until(self) -> date | None:
        """Return when the guarantee of the work ends."""
        if self.accepted_on is None or self.install_months is None:
            return None
        return add_months(self.accepted_on, self.install_months)

    def of(self, trigger: NodeTrigger) -> date | None:
        """Return the day of an event."""
        return {
            NodeTrigger.SIGNING: self.signed_on,
            NodeTrigger.SITE_ENTRY: self.hidden_on,
            NodeTrigger.EQUIPMENT: self.commission_on,
            NodeTrigger.ACCEPTANCE: self.accepted_on,
            NodeTrigger.RETENTION: self.retained_until,
        }.get(trigger)


def due_days(nodes: Iterable[NodeDraft], days: EventDays) -> tuple[date | None, ...]:
    """Return when each part falls due: a typed day (`due_on` of the draft) always stands, else the day of its event.

    The store keeps both: what was typed in `payment_node.planned_on`, what follows in `payment_node.due_on`, which is worked
    out anew with every change of the order. So an event that moves or is taken back takes the derived days along.
    """
    return tuple(node.due_on or days.of(node.trigger) for node in nodes)
