"""Machines are filed with what follows from their days; nothing is guessed, everything can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from dealer_crm.domain.care import EquipmentState, WarrantyAnswer
from dealer_crm.domain.coverages import CoverageKind, CoverageState, StartBasis
from dealer_crm.domain.customers import CustomerNotFound
from dealer_crm.domain.equipment import DayAhead, HouseMissing, MachineDraft, MachineNotFound
from dealer_crm.domain.errors import EditConflict
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.products import ProductDraft
from dealer_crm.services.equipment_list import MachineSpec, MachineView
from dealer_crm.services.maintenance import MaintenanceSpec, MaintenanceView
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock
from tests.services.machines import Care
from tests.services.plans import plan_of


@pytest.fixture
def care(db: Database, clock: Clock, actor: Callable[[], Actor]) -> Care:
    """Return the room on a store with two customers."""
    return Care(db, clock, actor)


def test_a_machine_without_days_covers_nothing_yet_and_asks(care: Care) -> None:
    file = care.machines.open(care.boiler())
    assert {row.state for row in file.coverages} == {CoverageState.NOT_STARTED}
    assert (file.missing, file.verdict.answer, file.line.waiting) == (
        (StartBasis.COMMISSIONING, StartBasis.ACCEPTANCE),
        WarrantyAnswer.UNKNOWN,
        True,
    )
    assert file.certificate == file.line.number.replace("SB", "BX")
    assert all(row.next_on is None for row in file.cares)
    assert (file.line.name, file.line.address, file.holders) == ("张伟", "星河湾样 12-1803", ((1, "张伟"),))


def test_a_day_starts_what_waited_for_it_in_one_undoable_step(care: Care) -> None:
    machine = care.boiler()
    care.machines.set_date(machine, StartBasis.COMMISSIONING, date(2026, 3, 2))
    file = care.machines.open(machine)
    whole = file.coverages[0]
    assert (whole.covered.kind, whole.covered.start_on, whole.covered.end_on) == (
        CoverageKind.WHOLE_UNIT,
        date(2026, 3, 2),
        date(2028, 3, 2),
    )
    assert whole.days_left == (date(2028, 3, 2) - file.today).days
    assert file.verdict.answer is WarrantyAnswer.IN
    assert file.missing == (StartBasis.ACCEPTANCE,)
    assert any(row.next_on and (row.next_on.month in (9, 10)) for row in file.cares)
    care.history.undo()
    assert care.machines.open(machine).verdict.answer is WarrantyAnswer.UNKNOWN


def test_a_day_to_come_is_refused(care: Care, clock: Clock) -> None:
    machine = care.boiler()
    with pytest.raises(DayAhead):
        care.machines.set_date(machine, StartBasis.SALE, clock.today + timedelta(days=1))


def test_edited_days_move_the_ends_and_a_stale_form_is_refused(care: Care) -> None:
    machine = care.boiler(commissioned_on=date(2026, 3, 2), sold_on=date(2026, 2, 1))
    draft, version = care.machines.draft(machine)
    care.machines.edit(machine, replace(draft, commissioned_on=date(2026, 4, 2)), version)
    file = care.machines.open(machine)
    assert file.coverages[0].covered.end_on == date(2028, 4, 3)  # the second is a Sunday
    assert file.retire_on == date(2034, 2, 1)
    with pytest.raises(EditConflict):
        care.machines.edit(machine, draft, version)


def test_another_category_brings_other_coverages(care: Care) -> None:
    machine = care.boiler(commissioned_on=date(2026, 3, 2))
    draft, version = care.machines.draft(machine)
    care.machines.edit(machine, replace(draft, category="room_ac", invoiced_on=date(2026, 3, 1)), version)
    file = care.machines.open(machine)
    assert CoverageKind.RETURN7 in {row.covered.kind for row in file.coverages}
    assert {care_row.code for care_row in file.cares} >= {"ac_filter", "ac_cleaning"}
    assert file.retire_on is None


def test_accepted_machine_has_its_burden_of_proof(care: Care) -> None:
    file = care.machines.open(care.boiler(accepted_on=date(2026, 8, 31)))
    assert file.proof_until == date(2027, 2, 28)


def test_refused_machine_is_not_filed(care: Care) -> None:
    with pytest.raises(HouseMissing):
        care.machines.add(MachineDraft(premises_id=99, product="壁挂炉"))
    with pytest.raises(CustomerNotFound):
        care.machines.houses(99)
    for run in (care.machines.open, care.machines.draft, lambda _id: care.machines.id_of("SB20260101999")):
        with pytest.raises(MachineNotFound):
            run(99)
    assert care.list.count() == 0
    assert [house.address for house in care.machines.houses(1)] == ["星河湾样 12-1803"]


@pytest.mark.parametrize(
    "words", ["5B25101207", "5b2510 1207", "142 0000 0911", "张伟", "zw", "NJ-L24", "星河湾样", "BX20261122001", "张伟 NJ-L24"]
)
def test_a_machine_is_found_by_anything_that_stands_on_it_or_its_owner(care: Care, words: str) -> None:
    boiler = care.boiler()
    found = care.list.find(words)
    assert [row.id for row in found] == [boiler]
    assert list(care.list.ids(MachineSpec(words=words))) == [boiler]
    assert care.machines.id_of("bx-20261122001-2") == boiler


def test_the_serial_tells_two_machines_of_a_house_apart(care: Care) -> None:
    care.boiler()
    other = care.boiler(serial="5B25109999", product="热泵", category="heat_pump")
    assert [row.id for row in care.list.find("5B25109999")] == [other]
    assert [row.id for row in care.list.find("张伟 热泵")] == [other]
    assert len(care.list.find("张伟")) == 2
    assert not care.list.find("无此机")
    assert not care.list.find(" ")


def test_views_sort_machines_by_what_is_to_do(care: Care, clock: Clock) -> None:
    today = clock.today
    waiting = care.boiler()
    ends = care.boiler(commissioned_on=date(today.year - 2, today.month, 1) + timedelta(days=40), accepted_on=today)
    ended = care.boiler(commissioned_on=date(2020, 1, 2))
    gone = care.boiler(commissioned_on=date(2019, 1, 2), state=EquipmentState.REMOVED, removed_on=today)
    counts = care.list.counts()
    by_view = {view: list(care.list.ids(MachineSpec(view))) for view in MachineView}
    assert counts == {view: len(ids) for view, ids in by_view.items()}
    assert by_view[MachineView.ALL] == [ends, waiting, gone, ended]
    assert by_view[MachineView.ENDED] == [ended]
    assert by_view[MachineView.ENDS_30] == by_view[MachineView.ENDS_60] == [ends]
    assert waiting in by_view[MachineView.NOT_STARTED]
    rows = care.list.rows(by_view[MachineView.ALL])
    assert {row.id: row.until and row.until < today for row in rows} == {gone: True, ended: True, ends: False, waiting: None}
    assert [row.id for row in care.list.page(MachineSpec(sort="number", descending=True), 1)] == [gone]
    assert [row.id for row in care.list.of(1)] == [gone, ended, ends, waiting]


def test_machines_are_sorted_by_their_next_care(care: Care, clock: Clock) -> None:
    later = care.boiler(commissioned_on=clock.today)
    sooner = care.boiler(commissioned_on=clock.today - timedelta(days=200))
    never = care.boiler()
    found = list(care.list.ids(MachineSpec(sort="care_on")))
    assert found == [sooner, later, never]
    assert list(care.list.ids(MachineSpec(sort="care_on", descending=True))) == [later, sooner, never]


@pytest.mark.parametrize("view", MachineView)
@pytest.mark.parametrize("sort", ["care_on", "number", "serial", "machine"])
def test_no_order_asks_for_the_care_of_each_machine_alone(care: Care, view: MachineView, sort: str) -> None:
    """Once for each of a hundred thousand machines takes minutes."""
    plan = plan_of(care.db, lambda: care.list.ids(MachineSpec(view, sort=sort)))
    assert plan
    assert not [line for line in plan if "CORRELATED" in line]
    assert not [line for line in plan if "customer_line" in line]


def test_done_care_comes_again_in_its_season(care: Care, clock: Clock) -> None:
    machine = care.boiler(commissioned_on=date(2025, 10, 12))
    yearly = next(row for row in care.machines.open(machine).cares if not row.by_customer)
    assert yearly.id in care.cares.ids(MaintenanceSpec())
    assert machine in care.list.ids(MachineSpec(MachineView.CARE_DUE))
    care.cares.done([yearly.id], clock.today)
    after = care.cares.rows([yearly.id])[0]
    assert after.last_on == clock.today
    assert after.next_on is not None
    assert (after.next_on.year, after.next_on.month) == (2027, 10)
    assert yearly.id not in care.cares.ids(MaintenanceSpec())
    assert care.cares.counts()[MaintenanceView.DUE] == 0
    care.cares.set_cycle(yearly.id, 24)
    assert care.cares.rows([yearly.id])[0].cycle_months == 24
    care.cares.set_cycle(yearly.id, 0)
    assert yearly.id not in care.cares.ids(MaintenanceSpec(MaintenanceView.ALL, words="张伟"))


def test_removed_machine_keeps_its_file_and_wants_nothing(care: Care, clock: Clock) -> None:
    machine = care.boiler(commissioned_on=date(2025, 10, 12))
    care.machines.remove(machine, clock.today)
    assert care.machines.open(machine).draft.state is EquipmentState.REMOVED
    assert not care.cares.ids(MaintenanceSpec())
    assert len(care.list.ids(MachineSpec())) == 1


def test_product_terms_lengthen_the_category(care: Care) -> None:
    from dealer_crm.domain.journal import Action, Subject
    from dealer_crm.services.coverages import settle_anew
    from dealer_crm.storage.models import Equipment, Product
    from tests.services.machines import TRADE

    machine = care.boiler(commissioned_on=date(2026, 3, 2))
    draft = ProductDraft(name="壁挂炉", category="boiler", whole_months=60, cycle_months=6)
    with care.db.write(Actor(), Action.EDIT, Subject.EQUIPMENT) as session:
        product = Product(**draft.__dict__)
        session.add(product)
        session.flush()
        row = session.get(Equipment, machine)
        assert row is not None
        row.product_id = product.id
        session.flush()
        settle_anew(session, row, TRADE)
    file = care.machines.open(machine)
    assert file.coverages[0].covered.end_on == date(2031, 3, 3)
    assert 6 in {row.cycle_months for row in file.cares if not row.by_customer}
