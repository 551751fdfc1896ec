"""Whatever call of the disk fails, the shop has its old state or the new one, a known sentence, and works on."""

from __future__ import annotations

import pytest

from tests.faults import disk_calls
from tests.faults.deeds import CLOSED_DEEDS, DEEDS
from tests.faults.refusing import command

pytestmark = pytest.mark.skipif(command() is None, reason="fiu-run is not installed (Debian: fiu-utils)")


def _whole(found: disk_calls.Refused, at_least: int) -> None:
    assert found.wrong() == 0, found
    assert found.told > at_least


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_refused_calls_leave_old_or_new_and_a_sentence() -> None:
    _whole(disk_calls.run([*DEEDS, *CLOSED_DEEDS]), 100)


@pytest.mark.slow
def test_sabotage_a_file_written_in_place_and_a_deed_of_two_writes_are_found_half() -> None:
    found = disk_calls.run(["written in place", "two writes"])
    assert found.broken_files > 0
    assert found.half > 0


@pytest.mark.nightly
@pytest.mark.timeout(20_000)
def test_every_call_refused_in_every_way() -> None:
    _whole(disk_calls.run([*DEEDS, *CLOSED_DEEDS], 4), 5000)
