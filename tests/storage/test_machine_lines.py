"""The line of a machine is what its days, its care and its holder say, after any change and the way back."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from dealer_crm.domain.coverages import StartBasis
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.services.equipment_list import MachineSpec
from dealer_crm.services.maintenance import MaintenanceSpec, MaintenanceView
from dealer_crm.storage import machine_lines
from dealer_crm.storage.database import Database
from dealer_crm.storage.guard import recording
from dealer_crm.storage.models import Customer, Equipment, MachineLine
from tests.services.conftest import Clock
from tests.services.machines import Care
from tests.storage.shops import empty_file, pinyin


@pytest.fixture
def care(tmp_path: Path) -> Care:
    """Return machines and their services on a store with two customers, one of whom has a house."""
    store, clock = tmp_path / "store.sqlite", Clock()
    store.write_bytes(empty_file())
    return Care(Database(store, pinyin(), clock), clock, Actor)


def _wrong(care: Care) -> list[str]:
    with care.db.read() as session:
        return machine_lines.differences(session.connection())


def _known(care: Care, model: type[Customer] | type[Equipment]) -> list[int]:
    with care.db.read() as session:
        return list(session.scalars(select(model.id).order_by(model.id)))


def _step(care: Care, chance: random.Random) -> None:
    machines, customers = _known(care, Equipment), _known(care, Customer)
    day = care.clock.today - timedelta(days=chance.randrange(3000))
    deeds: dict[str, Callable[[], object]] = {
        "file": lambda: care.boiler(commissioned_on=chance.choice((None, day))),
        "day": lambda: care.machines.set_date(chance.choice(machines), StartBasis.COMMISSIONING, day),
        "remove": lambda: care.machines.remove(chance.choice(machines), care.clock.today),
        "cared for": lambda: care.cares.done(care.cares.ids(MaintenanceSpec(MaintenanceView.ALL))[:2], care.clock.today),
        "rename": lambda: _edit(care, chance.choice(customers), name=chance.choice("安白陈邓")),
        "move": lambda: _edit(care, chance.choice(customers), premises=(PremisesDraft(street=f"新路 {chance.randrange(99)}"),)),
        "come": lambda: care.customers.create(CustomerDraft(name="来客", premises=(PremisesDraft(street="路"),))),
        "go": lambda: care.customers.delete(chance.choice(customers)),
        "undo": care.history.undo,
        "redo": care.history.redo,
    }
    try:
        deeds[chance.choice([*deeds, "undo", "undo", "redo", "file"])]()
    except (DomainError, IndexError):
        care.customers.create(CustomerDraft(name="补一个"))


def _edit(care: Care, customer_id: int, **changes: object) -> None:
    draft, version = care.customers.draft(customer_id)
    care.customers.edit(customer_id, replace(draft, **changes), version)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(3))
def test_lines_stay_true_whatever_is_done_and_taken_back(care: Care, seed: int) -> None:
    chance = random.Random(seed)
    care.boiler(commissioned_on=date(2025, 10, 12))
    for _ in range(40):
        _step(care, chance)
        assert _wrong(care) == []
    lines = {row.id: row for row in care.list.rows(_known(care, Equipment))}
    with care.db.read() as session:
        for kept in session.scalars(select(MachineLine)):
            told = lines[kept.equipment_id]
            assert (kept.until, kept.waiting, kept.care_on, kept.state) == (told.until, told.waiting, told.care_on, told.state)
    assert sorted(care.list.ids(MachineSpec())) == sorted(lines)


def test_a_machine_whose_line_is_missing_foreign_or_wrong_is_found(care: Care) -> None:
    first, second = care.boiler(commissioned_on=date(2025, 10, 12)), care.boiler()
    broken = (
        f"DELETE FROM machine_line WHERE equipment_id = {first}",
        f"UPDATE machine_line SET waiting = 0 WHERE equipment_id = {second}",
    )
    with care.db._engine.begin() as connection, recording(connection):  # noqa: SLF001 - past the program
        for statement in (*broken, "INSERT INTO machine_line VALUES (99, 'in_use', NULL, 0, NULL, NULL)"):
            connection.exec_driver_sql(statement)
    assert sorted(_wrong(care)) == sorted(map(str, (first, second, 99)))
    care.db.rebuild_lines()
    assert _wrong(care) == []


def test_a_file_saved_under_the_same_name_leaves_the_lines_of_its_machines_alone(care: Care) -> None:
    machine = care.boiler()
    with care.db._engine.begin() as connection, recording(connection):  # noqa: SLF001 - past the program
        connection.exec_driver_sql(f"UPDATE machine_line SET sort_key = 'kept' WHERE equipment_id = {machine}")
    _edit(care, 1, note="怕吵")
    assert _wrong(care) == [str(machine)]
    _edit(care, 1, name="张三")
    assert _wrong(care) == []
