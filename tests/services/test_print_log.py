"""What went out is counted by record and form of the paper, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.overprint import VARIANT
from dealer_crm.domain.print_log import OVERPRINT, Printed, PrintLogSpec, PrintWay
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.services.customers import Customers
from dealer_crm.services.print_log import PrintLog
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import PrintLogEntry
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


def test_lines_are_found_by_kind_record_day_and_number(db: Database, actor: Callable[[], Actor], clock: Clock) -> None:
    log = PrintLog(db, actor, clock)
    log.note([NOTE, replace(NOTE, way=PrintWay.FILE), Printed("labels", pages=3)])
    clock.on(1)
    log.note([replace(NOTE, record_id=8, number="SH20261123001")])
    assert log.ids() == [4, 3, 2, 1]
    assert log.ids(PrintLogSpec("delivery_note", 7)) == [2, 1]
    assert log.ids(PrintLogSpec(on=local_day(clock()))) == [4]
    assert log.ids(PrintLogSpec(number=" sh2026112200")) == [2, 1]
    assert [row.printed for row in log.rows([3, 9, 1])] == [Printed("labels", pages=3), NOTE]
    last = log.last("delivery_note", 7)
    assert last
    assert last.id == 1
    assert log.last("delivery_note", 9) is None
    assert log.kinds() == ["delivery_note", "labels"]


def test_a_form_printed_elsewhere_counts_by_itself(db: Database, actor: Callable[[], Actor], clock: Clock) -> None:
    log = PrintLog(db, actor, clock)
    log.note([NOTE, replace(NOTE, variant=f"{VARIANT}3"), replace(NOTE, variant=f"{VARIANT}3")])
    assert [log.times("delivery_note", 7, variant) for variant in ("", f"{VARIANT}3", f"{VARIANT}4")] == [1, 2, 0]
    assert OVERPRINT == VARIANT


def test_erasing_a_person_leaves_nothing_of_him_in_the_log(db: Database, actor: Callable[[], Actor], clock: Clock) -> None:
    """The log keeps kinds, ids and numbers; no name, no address."""
    assert {column.name for column in PrintLogEntry.__table__.columns} == {
        *(
            "id",
            "printed_at",
            "kind",
            "record_id",
            "number",
            "way",
            "printer",
            "paper",
            "copies",
            "copy_names",
            "pages",
            "variant",
            "staff_id",
        )
    }


def test_a_code_of_another_shop_is_none_of_ours(db: Database, actor: Callable[[], Actor], clock: Clock) -> None:
    Customers(db, actor, clock).create(CustomerDraft(name="王芳"))
    ours = desk(db, clock)
    code = ours.code("delivery_note", 7)
    assert ours.read_code(code.lower().replace("-", "")) == ("delivery_note", 7)
    assert ours.read_code("0000-0000-1") is None
    assert ours.read_code(code[:-1] + ("A" if code[-1] != "A" else "B")) is None
