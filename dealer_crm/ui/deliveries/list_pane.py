"""The list of deliveries; today's stand first."""

from __future__ import annotations

from dealer_crm.i18n import N_, Translator
from dealer_crm.services.delivery_list import DeliverySpec, DeliveryView
from dealer_crm.ui.deliveries.columns import columns, columns_beside
from dealer_crm.ui.deliveries.doors import DeliveryDoors
from dealer_crm.ui.desk.doors import ListReads, Memory
from dealer_crm.ui.desk.list_pane import ListKind, ListPane

DELIVERIES = ListKind(
    key="delivery",
    kept="deliveries/columns",
    title=N_("Deliveries"),
    views={
        DeliveryView.ALL: N_("All"),
        DeliveryView.TODAY: N_("Today"),
        DeliveryView.WAITING: N_("To deliver"),
        DeliveryView.UNFINISHED: N_("Not handed over"),
        DeliveryView.DONE: N_("Handed over"),
        DeliveryView.RETURNS: N_("Came back"),
    },
    everything=DeliveryView.ALL,
    spec=DeliverySpec(),
    counted=lambda t, n: t.plural("{n} delivery", "{n} deliveries", n).format(n=f"{n:,}"),
    empty=N_("No deliveries yet. Plan the first one from a confirmed order."),
    icon="truck",
    new=N_("New delivery"),
)


def delivery_list(t: Translator, doors: DeliveryDoors, memory: Memory) -> ListPane:
    """Return the list of the page."""
    reads = ListReads(doors.reads.ids, doors.reads.rows, doors.reads.counts)
    return ListPane(t, DELIVERIES, reads, lambda beside: (columns_beside if beside else columns)(t, doors.today), memory)
