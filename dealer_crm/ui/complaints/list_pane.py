"""The list of complaints, with those that are half taken down."""

from __future__ import annotations

from PySide6.QtCore import Signal

from dealer_crm.i18n import N_, Translator
from dealer_crm.services.complaint_list import ComplaintSpec, ComplaintView
from dealer_crm.services.drafts import KIND_COMPLAINT
from dealer_crm.ui.complaints.columns import columns, columns_beside
from dealer_crm.ui.complaints.doors import ComplaintDoors
from dealer_crm.ui.desk.doors import ListReads, Memory
from dealer_crm.ui.desk.drafts_button import DraftsButton
from dealer_crm.ui.desk.list_pane import ListKind, ListPane

COMPLAINTS = ListKind(
    key="complaint",
    kept="complaints/columns",
    title=N_("Complaints"),
    views={
        ComplaintView.OPEN: N_("In work"),
        ComplaintView.OVERDUE: N_("Overdue"),
        ComplaintView.CLOSED: N_("Closed"),
        ComplaintView.ALL: N_("All"),
    },
    everything=ComplaintView.ALL,
    spec=ComplaintSpec(),
    counted=lambda t, n: t.plural("{n} complaint", "{n} complaints", n).format(n=f"{n:,}"),
    empty=N_("No complaints. When a customer is not content, take it down here while he speaks."),
    icon="smile",
    new=N_("New complaint"),
)
CALLED = {KIND_COMPLAINT: N_("Complaint: {name}")}


class ComplaintListPane(ListPane):
    """`resume_requested` asks for a draft by its key."""

    resume_requested = Signal(str)

    def __init__(self, t: Translator, doors: ComplaintDoors, memory: Memory) -> None:
        reads = ListReads(doors.reads.ids, doors.reads.rows, doors.reads.counts)
        super().__init__(t, COMPLAINTS, reads, lambda beside: (columns_beside if beside else columns)(t, doors.now), memory)
        self.drafts = DraftsButton(t, doors.drafts, CALLED)
        self.drafts.resume_requested.connect(lambda _kind, key: self.resume_requested.emit(key))
        self.foot.insertWidget(1, self.drafts)
        self.drafts.refresh()
