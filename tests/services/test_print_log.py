"""What went out is counted by record and form of the paper, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dealer_crm.domain.journal import Actor
from dealer_crm.domain.print_log import Printed, PrintWay
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.services.print_log import PrintLog
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock
from tests.services.desk import desk

NOTE = Printed("delivery_note", 7, "SH20261122001", PrintWay.PRINTER, "Needle", "CONT_241x140", 1, ("存根", "客户"), 2)


def test_only_what_came_out_of_a_printer_counts(db: Database, actor: Callable[[], Actor], clock: Clock) -> None:
    log = PrintLog(db, actor, clock)
    log.note([NOTE, replace(NOTE, way=PrintWay.FILE), replace(NOTE, way=PrintWay.TEXT), replace(NOTE, record_id=8)])
    log.note([])
    assert [log.times("delivery_note", one) for one in (7, 8, 9, None)] == [1, 1, 0, 0]
    assert log.times("checklist", 7) == 0
    set_up = desk(db, clock).setup("delivery_note", PrintChoice(paper="A4"), "zh", record_id=7)
    assert (set_up.times, set_up.marks) == (2, True)


def test_forms_of_a_paper_are_counted_apart(db: Database, actor: Callable[[], Actor], clock: Clock) -> None:
    log = PrintLog(db, actor, clock)
    log.note([Printed("contract", 3, variant="order")])
    assert (log.times("contract", 3, "order"), log.times("contract", 3, "contract")) == (1, 0)
