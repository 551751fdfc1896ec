"""What is typed into a form survives a kill but for the last five seconds; a form that keeps nothing is noticed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from dealer_crm.i18n import translator
from dealer_crm.services.drafts import KIND_CUSTOMER, Drafts
from dealer_crm.ui.desk import draft_keeper
from dealer_crm.ui.desk.draft_keeper import DraftKeeper
from tests.faults.drafts_killed import FIELDS, Figures, killed

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def _sound(found: Figures) -> bool:
    return not (found.five_seconds_exceeded or found.drafts_damaged or found.not_offered or found.offered_twice or found.shown_otherwise)


def test_typing_without_a_pause_is_kept(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draft_keeper, "LONGEST_MS", 100)
    monkeypatch.setattr(draft_keeper, "PAUSE_MS", 60_000)
    drafts, owner, typed = Drafts(tmp_path, lambda: NOW), QObject(), [0]
    keeper = DraftKeeper(translator("en"), drafts, KIND_CUSTOMER, lambda: NOW, owner)
    keeper.content = lambda: ({"n": typed[0]}, "")
    keeper.begin("new-1")

    def press() -> None:
        typed[0] += 1
        keeper.touch()

    timer = QTimer(owner)
    timer.timeout.connect(press)
    timer.start(5)

    def kept() -> bool:
        content: dict[str, Any] | None = drafts.load(KIND_CUSTOMER, "new-1")
        return content is not None and content["n"] > 1

    qtbot.waitUntil(kept, timeout=20_000)
    timer.stop()


@pytest.mark.slow
def test_a_draft_survives_thirty_kills(tmp_path: Path) -> None:
    found = killed(tmp_path, 30)
    assert found.wrong == []
    assert _sound(found)
    assert found.killed == 30


@pytest.mark.slow
def test_a_form_that_keeps_nothing_is_noticed(tmp_path: Path) -> None:
    found = killed(tmp_path, 6, careless=True)
    assert not _sound(found)


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_a_draft_survives_a_hundred_kills(tmp_path: Path) -> None:
    found = killed(tmp_path, 100)
    assert found.wrong == []
    assert found.killed == 100
    assert len(FIELDS) == 9
