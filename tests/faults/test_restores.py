"""No hostile backup gets anywhere; a restore that trusts names or packs is caught at it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.faults.mortal import Mortals
from tests.faults.restores import HOSTILE, Trial, honest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the children are forked")
FEW = ["absolute", "twice", "named up and out"]


def test_hostile_backups_are_refused_and_change_nothing(mortals: Mortals, tmp_path: Path) -> None:
    found = Trial(mortals, tmp_path).run(FEW)
    assert found.refused == found.tried == len(FEW), found.first_trouble
    assert (found.written_elsewhere, found.store_changed) == (0, 0), found.first_trouble


@pytest.mark.slow
def test_every_hostile_backup_is_refused_within_bounds(mortals: Mortals, tmp_path: Path) -> None:
    trial = Trial(mortals, tmp_path)
    found = trial.run(list(HOSTILE))
    assert found.refused == found.tried == len(HOSTILE), found.first_trouble
    assert (found.written_elsewhere, found.store_changed) == (0, 0), found.first_trouble
    assert found.most_megabytes_written < 16
    assert found.most_megabytes_of_memory < 400
    trial.one("the honest one", lambda members, _place: honest(members))
    assert trial.found.accepted == 1, "the same writer's honest file is taken"


@pytest.mark.slow
def test_sabotage_taking_everything_out_is_caught(mortals: Mortals, tmp_path: Path) -> None:
    found = Trial(mortals, tmp_path, "extract all").run(["device", "twice, another one", "10 GB of zeros, told"])
    assert found.accepted > 0
    assert found.store_changed > 0
    assert found.crashed > 0, "the bomb went off: it was stopped by the limit that the harness set"


@pytest.mark.slow
def test_sabotage_writing_by_name_is_caught(mortals: Mortals, tmp_path: Path) -> None:
    found = Trial(mortals, tmp_path, "write by name").run(["up and out", "absolute"])
    assert found.written_elsewhere > 0
