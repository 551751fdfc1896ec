"""The record tab at work: writes the parts of a file, asks beside the window how he stands and in what classes, sets a class by hand."""

from __future__ import annotations

from functools import partial

from dealer_crm.domain.class_by_hand import VALUES
from dealer_crm.domain.class_rules import Classes
from dealer_crm.domain.classes import ClassKind
from dealer_crm.domain.details import FormFields
from dealer_crm.i18n import Translator
from dealer_crm.services.customer_page import CustomerFile
from dealer_crm.services.trade_status import TradeStatus
from dealer_crm.ui.customers.doors import CustomerDoors, CustomerReads
from dealer_crm.ui.customers.record import Record
from dealer_crm.ui.customers.record_class_dialog import ClassDialog
from dealer_crm.ui.customers.record_tab import RecordTab
from dealer_crm.ui.customers.record_trade import trade_block
from dealer_crm.ui.widgets.asked import Asked


class RecordPane(RecordTab):
    """Shows a CustomerFile."""

    def __init__(self, t: Translator, doors: CustomerDoors) -> None:
        super().__init__(t)
        self._doors = doors
        self._file: CustomerFile | None = None
        self._found: Classes = {}
        self._asked = Asked(self)
        self.class_chosen.connect(self.set_by_hand)

    def show_customer(self, file: CustomerFile) -> None:
        """Show what the file says at once, and the rest when it is known."""
        reads, today = self._doors.reads, self._doors.today()
        fields = reads.fields()
        self._file = file
        self.show_blocks(Record(file, fields, today, self._t).parts())
        self.stage.show_stage(file.draft, fields, reads.stages())
        self._asked.ask(partial(_standing, reads, file.id), partial(self._show_standing, file, fields))

    def _show_standing(self, file: CustomerFile, fields: FormFields, found: tuple[TradeStatus, Classes]) -> None:
        if file is not self._file:
            return
        status, self._found = found
        self.stage.show_stage(file.draft, fields, self._doors.reads.stages(), status.done)
        self.add_blocks([trade_block(file, status, self._doors.today(), self._t)])
        self.show_classes(self._found)

    def set_by_hand(self, kind: ClassKind) -> None:
        """Ask for a value and the reason; what is counted has no value to choose."""
        if self._file is None or kind not in VALUES:
            return
        one, writes = self._file.id, self._doors.writes
        dialog = ClassDialog(self._t, kind, self._found.get(kind, ()), self)
        dialog.save = lambda value, note: writes.set_class(one, kind, value, note)
        dialog.take_back = lambda: writes.take_class_back(one, kind)
        dialog.open()


def _standing(reads: CustomerReads, customer_id: int) -> tuple[TradeStatus, Classes]:
    return reads.status(customer_id), reads.classes(customer_id)
