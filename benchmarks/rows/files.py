"""Rows of bulk work: export and import of everybody by many columns, against the usual libraries; and the window meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from benchmarks import workbook
from benchmarks.bench import Bench
from benchmarks.measuring import cpu, in_turn
from benchmarks.processes import run_child
from benchmarks.rows.row import Outcome, Row
from dealer_crm.app.child import ChildRunner
from dealer_crm.app.opened import Opened
from dealer_crm.domain.imports import ImportOptions
from dealer_crm.domain.progress import NoProgress
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.models import Customer, FollowUp, NextStep, Opportunity, Phone, Premises, PremisesHolder
from dealer_crm.storage.opening import prepare

SHARE = 10
"""The floor does a tenth of the work and is counted tenfold: it grows with the rows, and would take longer than all else."""


def _write(cells: Sequence[Sequence[Any]], target: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("客户")
    for row in cells:
        sheet.append(row)
    book.save(target)


def export(bench: Bench) -> Outcome:
    """Export everybody with every field, copy of the store and child process included."""
    with bench.opened() as opened:
        target, floor = bench.place / "export.xlsx", bench.place / "floor.xlsx"
        count = workbook.everybody(opened, target)
        cells = workbook.cells_of(target, count // SHARE)
        pairs = in_turn(lambda: workbook.everybody(opened, target), lambda: _write(cells, floor), bench.rounds, cpu)
    return Outcome(pairs.ratio / SHARE, f"CPU of all processes; {count:,} × {len(cells[0])}")


class Importing:
    """Imports one file, each time into a store in which nothing is filed."""

    def __init__(self, bench: Bench, path: Path, empty: Path) -> None:
        self._bench, self._path, self._empty = bench, path, empty
        self.made = 0

    def run(self) -> None:
        """Read, check, compare, write, index; undoable."""
        folder = DataFolder(self._bench.place / "importing")
        shutil.rmtree(folder.path, ignore_errors=True)
        folder.path.mkdir()
        shutil.copyfile(self._empty, folder.store)
        with self._bench.opened(folder) as opened:
            self.made = self._import(opened)

    def _import(self, opened: Opened) -> int:
        opened.imports.prepare(self._path, ImportOptions(), ChildRunner(), NoProgress())
        return opened.imports.apply().created


def _orm(path: Path, empty: Path, store: Path) -> None:
    """Read with openpyxl and file what the rows say through the ORM, nothing checked, nothing indexed for search."""
    shutil.copyfile(empty, store)
    book = load_workbook(path, read_only=True)
    engine = create_engine(f"sqlite+pysqlite:///{store}")
    with Session(engine) as session:
        rows = book.worksheets[0].iter_rows(values_only=True)
        heads = [str(head) for head in next(rows)]
        people = [_person(n, dict(zip(heads, row, strict=True))) for n, row in enumerate(rows)]
        session.add_all([customer for customer, _ in people])
        session.flush()
        session.add_all([thing for customer, row in people for thing in _belongings(customer, row)])
        session.commit()
    engine.dispose()
    book.close()


def _person(n: int, row: dict[str, Any]) -> tuple[Customer, dict[str, Any]]:
    name, wechat, note = (str(row.get(head) or "") for head in ("姓名", "微信", "备注"))
    made = Customer(number=f"K{n}", name=name, wechat=wechat, note=note)
    made.created_at = datetime(2026, 11, 22, tzinfo=UTC)
    return made, row


def _belongings(customer: Customer, row: dict[str, Any]) -> Iterator[Any]:
    day = customer.created_at.date()
    yield Phone(customer_id=customer.id, digits=str(row.get("电话", "")), kind="mobile")
    yield Opportunity(number=f"S{customer.id}", customer_id=customer.id, stage="intent", intent_level="N", opened_on=day)
    yield Premises(id=customer.id, building=str(row.get("楼栋", "")), unit=str(row.get("单元", "")), room=str(row.get("房号", "")))
    yield PremisesHolder(premises_id=customer.id, customer_id=customer.id, role="owner")
    yield FollowUp(number=f"G{customer.id}", customer_id=customer.id, happened_at=customer.created_at, way="phone", outcome="reached")
    yield NextStep(customer_id=customer.id, due_on=day)


def bring_in(bench: Bench) -> Outcome:
    """Import everybody by 25 columns."""
    path, few, empty = bench.place / "import.xlsx", bench.place / "few.xlsx", bench.place / "empty.sqlite"
    prepare(empty, lambda _path: None)
    with bench.opened() as opened:
        columns = workbook.to_import(opened, path, bench.customers)
        workbook.to_import(opened, few, bench.customers // SHARE)
    importing = Importing(bench, path, empty)
    pairs = in_turn(importing.run, lambda: _orm(few, empty, bench.place / "orm.sqlite"), bench.rounds, cpu)
    return Outcome(pairs.ratio / SHARE, f"CPU of all processes; {bench.customers:,} × {columns}, {importing.made:,} filed")


def ticks(bench: Bench) -> Outcome:
    """Let a clock of the window tick while it exports and imports."""
    path = bench.place / "ticks.xlsx"
    with bench.opened() as opened:
        workbook.to_import(opened, path, bench.customers)
    found = run_child("ticks", bench.own.path, path)
    parts = ", ".join(f"{name} {found[name] / found['idle']:.2f}" for name in ("export", "check", "apply"))
    worst = max(found[name] for name in ("export", "check", "apply"))
    return Outcome(worst / found["idle"], f"wall, p99 of the gaps; {parts}")


ROWS = (
    Row("export", "export of everybody, every field", 1 / 8, "openpyxl write-only, same cells", export),
    Row(
        "import", "import by 25 columns: read, check, compare, write, index, undoable", 1 / 3, "openpyxl read-only + ORM add_all", bring_in
    ),
    Row("ticks", "the window during export or import: tick gap", 1.5, "idle", ticks),
)
