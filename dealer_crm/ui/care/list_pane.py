"""The four lists of the room: machines, repair calls, calls after sales, maintenance."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from dealer_crm.i18n import N_, Translator
from dealer_crm.services.equipment_list import MachineSpec, MachineView
from dealer_crm.services.maintenance import MaintenanceSpec, MaintenanceView
from dealer_crm.services.request_list import RequestSpec, RequestView
from dealer_crm.services.visits import VisitSpec, VisitView
from dealer_crm.ui.care import columns
from dealer_crm.ui.desk.doors import ListReads, Memory
from dealer_crm.ui.desk.list_pane import ListKind, ListPane
from dealer_crm.ui.widgets import Column

Today = Callable[[], date]


def _lines(t: Translator, n: int) -> str:
    return t.plural("{n} line", "{n} lines", n).format(n=f"{n:,}")


def _kind(key: str, title: str, views: Mapping[Any, str], everything: Any, spec: Any) -> ListKind:
    new, empty = EMPTY[key]
    return ListKind(
        key=key,
        kept=f"care/{key}",
        title=title,
        views=views,
        everything=everything,
        spec=spec,
        counted=_lines,
        empty=empty,
        icon="shield-check",
        new=new,
        new_key="" if key == "machines" else "Ctrl+N",
        searched=False,
    )


EMPTY = {
    "machines": (N_("New machine"), N_("No machines yet. They come with a finished delivery; file what you look after besides.")),
    "requests": (N_("Repair call"), N_("No repair calls. When somebody calls, take it down here while he speaks.")),
    "visits": ("", N_("No calls are planned. They follow by themselves from deliveries, repairs and complaints.")),
    "cares": ("", N_("No maintenance is due. It follows by itself from the machines and their days.")),
}
"""What makes the first line, and what is said while there is none."""
KINDS = (
    _kind(
        "machines",
        N_("Machines"),
        {
            MachineView.ALL: N_("All"),
            MachineView.ENDS_30: N_("End in 30 days"),
            MachineView.ENDS_60: N_("End in 60 days"),
            MachineView.ENDED: N_("Ended"),
            MachineView.NOT_STARTED: N_("Day missing"),
            MachineView.CARE_DUE: N_("Care due"),
        },
        MachineView.ALL,
        MachineSpec(),
    ),
    _kind(
        "requests",
        N_("Repair calls"),
        {
            RequestView.OPEN: N_("Not finished"),
            RequestView.UNSCHEDULED: N_("Not yet scheduled"),
            RequestView.TODAY: N_("Visit due"),
            RequestView.DONE: N_("Finished"),
            RequestView.ALL: N_("All"),
        },
        RequestView.ALL,
        RequestSpec(),
    ),
    _kind(
        "visits",
        N_("Calls after sales"),
        {VisitView.DUE: N_("Due"), VisitView.OPEN: N_("To do"), VisitView.DONE: N_("Finished")},
        VisitView.OPEN,
        VisitSpec(),
    ),
    _kind(
        "cares",
        N_("Maintenance"),
        {
            MaintenanceView.DUE: N_("Due in 30 days"),
            MaintenanceView.OVERDUE: N_("Overdue"),
            MaintenanceView.ALL: N_("All"),
            MaintenanceView.SELF: N_("Done by customers"),
        },
        MaintenanceView.ALL,
        MaintenanceSpec(),
    ),
)
COLUMNS = {
    "machines": columns.machine_columns,
    "requests": columns.request_columns,
    "visits": columns.visit_columns,
    "cares": columns.care_columns,
}


class CareListPane(ListPane):
    """Machines are looked for among all of them: who scans a plate does not think of views."""

    def __init__(self, t: Translator, kind: ListKind, reads: ListReads, today: Today, memory: Memory) -> None:
        def shown(beside: bool) -> list[Column]:
            made = COLUMNS[kind.key](t, today)
            return columns.beside(made, kind.key) if beside else made

        super().__init__(t, kind, reads, shown, memory)

    def show_words(self, words: str) -> None:
        """Show only what fits the words."""
        if words and words != self.spec.words and self.kind.key == "machines":
            self.spec = replace(self.spec, view=MachineView.ALL)
        super().show_words(words)
