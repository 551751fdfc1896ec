"""Backups and restores that are killed anywhere leave whole things; random shops come back as they were."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.faults.backups import Trial
from tests.faults.mortal import Mortals

posix = pytest.mark.skipif(sys.platform == "win32", reason="the children are forked")


def _nothing_wrong(trial: Trial, kills: int) -> None:
    found = trial.found
    wrong = (found.stores_neither_old_nor_new, found.half_files_listed, found.backups_lost, found.nothing_kept, found.pictures_missing)
    assert wrong == (0, 0, 0, 0, 0), found
    assert found.checks_failed == 0
    assert found.kills + found.ended_before == kills


@posix
def test_killed_backups_and_restores_leave_whole_things(mortals: Mortals, tmp_path: Path) -> None:
    trial = Trial(mortals, tmp_path)
    trial.run("backup", 2)
    trial.run("restore", 3)
    _nothing_wrong(trial, 5)


@posix
@pytest.mark.slow
def test_many_killed_backups_and_restores(mortals: Mortals, tmp_path: Path) -> None:
    trial = Trial(mortals, tmp_path)
    trial.run("backup", 60)
    trial.run("restore", 60)
    _nothing_wrong(trial, 120)
    assert trial.found.kills > 80
    assert trial.found.done > 0, "some restores were through when they were killed"


@posix
@pytest.mark.nightly
def test_three_hundred_killed_backups_and_restores(mortals: Mortals, tmp_path: Path) -> None:
    trial = Trial(mortals, tmp_path)
    trial.run("backup", 300)
    trial.run("restore", 300)
    _nothing_wrong(trial, 600)


@posix
@pytest.mark.slow
def test_sabotage_a_backup_that_grows_in_place_is_seen(mortals: Mortals, tmp_path: Path) -> None:
    trial = Trial(mortals, tmp_path)
    assert trial.run("backup in place", 20).half_files_listed > 0


@posix
@pytest.mark.slow
def test_sabotage_a_restore_over_the_live_file_is_seen(mortals: Mortals, tmp_path: Path) -> None:
    trial = Trial(mortals, tmp_path)
    assert trial.run("restore over", 40).stores_neither_old_nor_new > 0
