"""SQLite under the program's settings keeps a deed whole whichever call fails; without a journal it does not."""

from __future__ import annotations

import pytest

from tests.faults import refused_sql


@pytest.fixture(scope="module")
def payment(tmp_path_factory: pytest.TempPathFactory) -> list[refused_sql.Told]:
    """Take one deed down."""
    return refused_sql.scripts(tmp_path_factory.mktemp("sql") / "店", ["payment"])


def test_a_payment_is_there_or_not(payment: list[refused_sql.Told]) -> None:
    found = refused_sql.run(payment, 7)
    assert (found.half, found.said_otherwise) == (0, 0), found
    assert found.told > 5


def test_sabotage_without_a_journal_half_a_payment_stays(payment: list[refused_sql.Told]) -> None:
    assert refused_sql.run(payment, 7, journal_mode="off").half > 0


@pytest.mark.slow
def test_every_refused_call_of_every_deed_leaves_old_or_new(tmp_path_factory: pytest.TempPathFactory) -> None:
    found = refused_sql.run(refused_sql.scripts(tmp_path_factory.mktemp("sql") / "店"), 4)
    assert (found.half, found.said_otherwise) == (0, 0), found
    assert found.told > 100


@pytest.mark.nightly
def test_really_every_refused_call_leaves_old_or_new(tmp_path_factory: pytest.TempPathFactory) -> None:
    found = refused_sql.run(refused_sql.scripts(tmp_path_factory.mktemp("sql") / "店"))
    assert (found.half, found.said_otherwise) == (0, 0), found
