"""Backups and restores that are killed anywhere leave whole things; random shops come back as they were."""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dealer_crm.domain.backups import Reason
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.followups import FollowUpDraft
from dealer_crm.domain.progress import NoProgress
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.restore import restore
from tests.faults.backups import Trial
from tests.faults.mortal import Mortals
from tests.faults.plain import broken, content
from tests.storage.shops import Clock, Shop, opened

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
    trial.run("backup", 1)
    trial.run("restore", 2)
    _nothing_wrong(trial, 3)


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


# random shops

WORDS = st.text(st.characters(codec="utf-8"), max_size=60)
CUSTOMER = st.tuples(st.just("customer"), WORDS, st.text("0123456789+- 转", max_size=14))
CALL = st.tuples(st.just("call"), WORDS, st.integers(1, 6))
PICTURE = st.tuples(st.just("picture"), WORDS, st.binary(max_size=200))
GONE = st.tuples(st.just("gone"), st.just(""), st.integers(1, 6))
UNDONE = st.tuples(st.just("undo"), st.just(""), st.just(0))
DEEDS = st.lists(st.one_of(CUSTOMER, CUSTOMER, CALL, PICTURE, GONE, UNDONE), max_size=12)
Deed = tuple[str, str, object]


def _do(shop: Shop, deed: Deed) -> None:
    kind, words, more = deed
    with suppress(DomainError):
        if kind == "customer":
            shop.customer(words, phone=str(more), note=words[::-1])
        elif kind == "call":
            shop.followups.log(FollowUpDraft(int(str(more)), words=words, no_next_reason=words))
        elif kind == "picture":
            shop.attachments.add(1, words, more if isinstance(more, bytes) else b"")
        elif kind == "gone":
            shop.customers.delete(int(str(more)))
        else:
            shop.history.undo()


def _comes_back(deeds: list[Deed], *, whole: bool) -> None:
    """Back a random shop up, restore it on an empty computer, and compare every table and picture."""
    with tempfile.TemporaryDirectory() as place:
        here, there = DataFolder(Path(place, "店")), DataFolder(Path(place, "新"))
        with opened(here.path) as shop:
            for deed in deeds:
                _do(shop, deed)
            made = shop.backups.make(Reason.DEMAND, Path(place, "stick") if whole else None)
        done = restore(there, Path(made.path), Clock(), NoProgress())
        assert done.missing == 0
        assert content(there.store) == content(here.store)
        assert broken(there.store) == []
        assert _pictures(there) == _pictures(here)


def _pictures(folder: DataFolder) -> dict[str, bytes]:
    """Return the files that a row names; what a refused row left lies beside them until the program sweeps."""
    with closing(sqlite3.connect(folder.store)) as connection:
        named = {row[0] for row in connection.execute("SELECT sha256 FROM attachment")}
    return {sha256: (folder.attachments / sha256[:2] / sha256[2:]).read_bytes() for sha256 in named}


def _settings(examples: int) -> settings:
    return settings(max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_settings(3)
@given(deeds=DEEDS, whole=st.booleans())
def test_random_shops_come_back(deeds: list[Deed], whole: bool) -> None:
    _comes_back(deeds, whole=whole)


@pytest.mark.slow
@_settings(60)
@given(deeds=DEEDS, whole=st.booleans())
def test_sixty_random_shops_come_back(deeds: list[Deed], whole: bool) -> None:
    _comes_back(deeds, whole=whole)


@pytest.mark.nightly
@_settings(500)
@given(deeds=DEEDS, whole=st.booleans())
def test_five_hundred_random_shops_come_back(deeds: list[Deed], whole: bool) -> None:
    _comes_back(deeds, whole=whole)
