"""Nobody waits in vain and nothing is lost where many work at once; without version or lock that is found out."""

from __future__ import annotations

from pathlib import Path

import pytest

from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.errors import EditConflict
from dealer_crm.services.customers import Customers
from dealer_crm.storage import dialect
from tests.faults import threads


def _well(found: threads.Crowd, steps: int) -> None:
    wrong = (found.busy, found.other_errors, found.lost_updates, found.miscounted, found.unsound)
    assert wrong == (0, 0, 0, 0, 0), found
    assert found.edits == 2 * steps
    assert found.conflicts_seen > 0
    assert found.reads > 0


def test_many_hands_lose_nothing(tmp_path: Path) -> None:
    _well(threads.run(tmp_path / "店", 8), 8)


@pytest.mark.slow
def test_many_more_hands_lose_nothing(tmp_path: Path) -> None:
    _well(threads.run(tmp_path / "店", 60), 60)


@pytest.mark.nightly
def test_a_night_of_hands_loses_nothing(tmp_path: Path) -> None:
    _well(threads.run(tmp_path / "店", 2000), 2000)


def test_sabotage_saving_without_the_version_loses_updates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit = Customers.edit

    def blindly(self: Customers, customer_id: int, draft: CustomerDraft, _version: int) -> None:
        try:
            edit(self, customer_id, draft, self.draft(customer_id)[1])
        except EditConflict:
            blindly(self, customer_id, draft, 0)

    monkeypatch.setattr(Customers, "edit", blindly)
    assert threads.run(tmp_path / "店", 4).lost_updates > 0


@pytest.mark.slow
def test_sabotage_without_the_lock_somebody_is_sent_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(dialect.PRAGMAS, "busy_timeout", 0)
    found = threads.run(tmp_path / "店", 40, unlocked=True)
    assert found.busy + found.other_errors > 0
