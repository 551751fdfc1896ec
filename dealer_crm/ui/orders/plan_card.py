"""The plan of payment beside the form: what each part comes to, when it falls due, and whether it is paid, open or late."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from dealer_crm.domain.order_sums import Totals
from dealer_crm.domain.orders import OrderDraft
from dealer_crm.domain.pay_days import EventDays, due_days
from dealer_crm.domain.pay_plan import NodeDraft, NodeTrigger, plan_sums
from dealer_crm.i18n import Translator
from dealer_crm.services.order_file import NodeRow
from dealer_crm.ui.desk.phrases import short_day
from dealer_crm.ui.orders.side_cards import ListCard
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Chip
from dealer_crm.words.figures import money
from dealer_crm.words.labels import label

AFTER_ACCEPTANCE = (NodeTrigger.ACCEPTANCE, NodeTrigger.RETENTION)


def part_chip(amount: int, left: int, due_on: date | None, today: date, t: Translator) -> Chip:
    """Return the chip of a part of the plan."""
    if not left:
        return Chip(t("Paid in full"), Tone.DONE, "check") if amount else Chip(t("Nothing due"), Tone.NEUTRAL, "")
    late = due_on is not None and due_on < today
    return Chip(t("Late"), Tone.DANGER, "triangle-alert") if late else Chip(t("Still open"), Tone.INFO, "clock")


class PlanCard(ListCard):
    """Follows every key; hidden while there is no plan."""

    def __init__(self, t: Translator, today: Callable[[], date]) -> None:
        super().__init__("order_plan_card", t("Plan of payment"))
        self._t, self._today = t, today
        self._seen: object = None
        self.hide()

    def show_plan(self, draft: OrderDraft, sums: Totals, saved: Sequence[NodeRow]) -> None:
        """Show the parts as they stand; the day of acceptance is known to those that were saved."""
        known = {row.draft.id: row.due_on for row in saved if row.draft.trigger in AFTER_ACCEPTANCE}
        days = due_days(draft.nodes, EventDays(draft.signed_on, draft.hidden_on, draft.commission_on))
        parts = plan_sums(sums.total, sums.paid, draft.nodes)
        seen = (draft.nodes, days, parts, known, self._today())
        if seen == self._seen:
            return
        self._seen = seen
        self.clear()
        for node, part, day in zip(draft.nodes, parts, days, strict=True):
            due_on = day or (known.get(node.id) if node.id and node.trigger in AFTER_ACCEPTANCE else None)
            chip = part_chip(part.amount, part.open, due_on, self._today(), self._t)
            self.add_line((self._words(node, due_on), money(part.amount)), chip)
        self.setVisible(bool(draft.nodes))

    def _words(self, node: NodeDraft, due_on: date | None) -> str:
        when = short_day(due_on, self._today()) if due_on else label(node.trigger, self._t)
        share = f"{node.share / 100:g}%" if node.share is not None else ""
        return " ".join(filter(None, (share, label(node.kind, self._t), when, node.words)))
