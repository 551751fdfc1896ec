"""Coverages: counted as the civil code has it, moved by repairs and holidays, and never guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dealer_crm.domain.coverages import (
    CoverageKind,
    CoverageState,
    CoverageTerm,
    EquipmentDates,
    Provider,
    StartBasis,
    coverage,
    days_left,
    proof_until,
    retirement_on,
    state_of,
    with_months,
)
from dealer_crm.domain.seasons import Season
from dealer_crm.domain.trade import Standing
from dealer_crm.domain.workdays import WorkCalendar

EVERY_DAY = WorkCalendar(rest_days=frozenset(), published=frozenset(range(2020, 2040)))
WEEKENDS = WorkCalendar(published=frozenset({2026}))
GOLDEN_WEEK = WorkCalendar(holidays=frozenset(date(2026, 10, day) for day in range(1, 8)), published=frozenset({2026}))
HEATING, COOLING = Season((11, 15), (3, 15)), Season((6, 1), (9, 30))
TERM = CoverageTerm("whole", CoverageKind.WHOLE_UNIT, StartBasis.INVOICE, Provider.MANUFACTURER, months=12)
INSTALLATION = replace(TERM, kind=CoverageKind.INSTALLATION, basis=StartBasis.ACCEPTANCE, months=24, full_seasons=2)


@pytest.mark.parametrize(
    ("start", "term", "end"),
    [
        (date(2026, 3, 1), TERM, date(2027, 3, 1)),
        (date(2026, 1, 31), replace(TERM, months=1), date(2026, 2, 28)),
        (date(2024, 2, 29), TERM, date(2025, 2, 28)),
        (date(2026, 12, 31), replace(TERM, months=2), date(2027, 2, 28)),
        (date(2026, 3, 1), replace(TERM, months=0, days=7), date(2026, 3, 8)),
        (date(2026, 3, 1), replace(TERM, months=0, days=15), date(2026, 3, 16)),
    ],
)
def test_a_period_ends_on_its_corresponding_day(start: date, term: CoverageTerm, end: date) -> None:
    found = coverage(term, EquipmentDates(invoice=start), EVERY_DAY)
    assert (found.start_on, found.end_on) == (start, end)


@pytest.mark.parametrize(
    ("calendar", "start", "end"),
    [
        (GOLDEN_WEEK, date(2026, 9, 25), date(2026, 10, 8)),
        (WEEKENDS, date(2026, 11, 14), date(2026, 11, 23)),
        (WEEKENDS, date(2026, 11, 13), date(2026, 11, 20)),
    ],
)
def test_seven_days_that_end_on_a_holiday_end_after_it(calendar: WorkCalendar, start: date, end: date) -> None:
    found = coverage(replace(TERM, months=0, days=7), EquipmentDates(invoice=start), calendar)
    assert found.end_on == end
    assert not found.provisional


def test_an_end_in_an_unpublished_year_is_provisional() -> None:
    assert coverage(TERM, EquipmentDates(invoice=date(2026, 3, 1)), WEEKENDS).provisional


def test_repairs_are_deducted_from_the_term() -> None:
    found = coverage(TERM, EquipmentDates(invoice=date(2026, 3, 1)), EVERY_DAY, repair_days=12)
    assert found.end_on == date(2027, 3, 13)
    assert found.repair_days == 12


@pytest.mark.parametrize("basis", StartBasis)
def test_an_unknown_date_is_never_guessed(basis: StartBasis) -> None:
    dates = EquipmentDates(**{other.value: date(2026, 3, 1) for other in StartBasis if other is not basis})
    found = coverage(replace(TERM, basis=basis), dates, EVERY_DAY)
    assert (found.start_on, found.end_on) == (None, None)
    assert state_of(found, date(2030, 1, 1)) is CoverageState.NOT_STARTED


def test_production_starts_later_by_its_months() -> None:
    term = replace(TERM, basis=StartBasis.PRODUCTION, plus_months=6)
    found = coverage(term, EquipmentDates(production=date(2026, 1, 31)), EVERY_DAY)
    assert (found.start_on, found.end_on) == (date(2026, 7, 31), date(2027, 7, 31))


@pytest.mark.parametrize(
    ("seasons", "accepted", "end"),
    [
        ((HEATING,), date(2026, 11, 22), date(2029, 3, 15)),
        ((HEATING,), date(2026, 10, 1), date(2028, 10, 1)),
        ((HEATING,), date(2026, 11, 15), date(2028, 11, 15)),
        ((COOLING,), date(2026, 6, 2), date(2028, 9, 30)),
        ((COOLING,), date(2026, 11, 22), date(2028, 11, 22)),
        ((HEATING, COOLING), date(2026, 11, 22), date(2029, 3, 15)),
        ((), date(2026, 11, 22), date(2028, 11, 22)),
    ],
)
def test_installation_lasts_two_full_seasons(seasons: tuple[Season, ...], accepted: date, end: date) -> None:
    found = coverage(replace(INSTALLATION, seasons=seasons), EquipmentDates(acceptance=accepted), EVERY_DAY)
    assert found.end_on == end


def test_seasons_that_are_not_waited_for_change_nothing() -> None:
    term = replace(INSTALLATION, seasons=(HEATING,), full_seasons=0)
    assert coverage(term, EquipmentDates(acceptance=date(2026, 11, 22)), EVERY_DAY).end_on == date(2028, 11, 22)


@pytest.mark.parametrize(
    ("today", "state", "left"),
    [
        (date(2026, 2, 28), CoverageState.NOT_STARTED, None),
        (date(2026, 3, 1), CoverageState.RUNNING, 365),
        (date(2027, 3, 1), CoverageState.RUNNING, 0),
        (date(2027, 3, 2), CoverageState.ENDED, None),
    ],
)
def test_state_of_a_coverage(today: date, state: CoverageState, left: int | None) -> None:
    found = coverage(TERM, EquipmentDates(invoice=date(2026, 3, 1)), EVERY_DAY)
    assert state_of(found, today) is state
    assert days_left(found, today) == left


def test_no_days_are_left_of_what_has_no_end() -> None:
    assert days_left(coverage(TERM, EquipmentDates(), EVERY_DAY), date(2026, 3, 1)) is None


@pytest.mark.parametrize(
    ("standing", "promised", "months"),
    [(Standing.CUSTOM, None, 12), (Standing.CUSTOM, 6, 6), (Standing.LAW, 6, 12), (Standing.LAW, 12, 12), (Standing.LAW, 72, 72)],
)
def test_a_product_may_promise_more_than_the_law_never_less(standing: Standing, promised: int | None, months: int) -> None:
    (term,) = with_months([replace(TERM, standing=standing)], whole=promised)
    assert term.months == months
    assert (term.standing is Standing.LAW) == (standing is Standing.LAW and months == 12)


def test_promised_months_touch_only_their_kind() -> None:
    parts, installation = with_months([replace(TERM, kind=CoverageKind.MAIN_PARTS), INSTALLATION], whole=99, parts=60)
    assert (parts.months, installation.months) == (60, 24)


@pytest.mark.parametrize(
    ("standing", "promised", "basis", "counted"),
    [
        (Standing.CUSTOM, None, StartBasis.COMMISSIONING, StartBasis.COMMISSIONING),
        (Standing.CUSTOM, None, None, StartBasis.INVOICE),
        (Standing.LAW, None, StartBasis.COMMISSIONING, StartBasis.INVOICE),
        (Standing.LAW, 72, StartBasis.COMMISSIONING, StartBasis.COMMISSIONING),
        (Standing.LAW, 72, StartBasis.PRODUCTION, StartBasis.INVOICE),
    ],
)
def test_a_product_counts_from_its_own_day_where_the_law_does_not_speak(
    standing: Standing, promised: int | None, basis: StartBasis | None, counted: StartBasis
) -> None:
    term, installation = with_months([replace(TERM, standing=standing), INSTALLATION], promised, basis=basis)
    assert (term.basis, installation.basis) == (counted, INSTALLATION.basis)


def test_burden_of_proof_and_retirement() -> None:
    assert proof_until(date(2026, 8, 31)) == date(2027, 2, 28)
    assert proof_until(None) is None
    assert retirement_on(date(2019, 3, 1), 96) == date(2027, 3, 1)
    assert retirement_on(None, 96) is None
    assert retirement_on(date(2019, 3, 1), None) is None
