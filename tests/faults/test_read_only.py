"""A folder that cannot be written is looked at: every write is refused with a sentence, and nothing changes."""

from __future__ import annotations

import sys
import threading
from contextlib import nullcontext
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from dealer_crm.app.opened import open_folder
from dealer_crm.app.start import application, run_window
from dealer_crm.domain.journal import Origin
from dealer_crm.domain.store import StoreInUse, StoreReadOnly
from dealer_crm.storage.lock import FolderLock
from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.widgets import InlineMessage
from tests.app.windows import end_exit
from tests.faults import read_only
from tests.faults.read_only import Figures, command_lines, content, deeds, look_only, shop_in
from tests.faults.rights import may_mount, without_rights


def sound(found: Figures) -> bool:
    """Tell whether nothing went through, crashed or was kept back."""
    return found.slipped == found.looks_refused == found.crashes == found.folders_changed == []


def test_without_rights_the_shop_can_be_looked_at(tmp_path: Path) -> None:
    folder, found = shop_in(tmp_path), Figures()
    before = content(folder)
    with without_rights(folder):
        deeds(folder, tmp_path, found, 6)
        command_lines(folder, tmp_path, found)
    assert found.deeds == 6
    assert content(folder) == before
    assert sound(found), found


def test_two_may_look_but_nobody_writes_meanwhile(tmp_path: Path) -> None:
    folder = shop_in(tmp_path)
    with without_rights(folder):
        first, second = (open_folder(folder, Origin.USER) for _ in range(2))
    with pytest.raises(StoreInUse):
        FolderLock(folder / "store.lock")
    first.close()
    second.close()
    FolderLock(folder / "store.lock").release()


def test_an_empty_place_without_rights_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "nothing"
    folder.mkdir()
    with without_rights(folder), pytest.raises(StoreReadOnly) as refused:
        open_folder(folder, Origin.USER)
    assert refused.value.parameters["folder"] == str(folder)


@pytest.mark.slow
def test_the_start_itself_opens_for_looking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in (sys, threading):
        monkeypatch.setattr(place, "excepthook", place.excepthook)
    folder, told, timer = shop_in(tmp_path), [], QTimer(application())

    def look() -> None:
        windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible()]
        notice = windows[0].findChild(InlineMessage, "notice_read_only") if windows else None
        if notice is not None:
            told.append(notice.text())
            timer.stop()
            windows[0].close()

    timer.timeout.connect(look)
    timer.start(20)
    with without_rights(folder):
        assert run_window(folder, "en", "light") == 0
    end_exit()
    assert str(folder) in told[0]


@pytest.mark.slow
@pytest.mark.parametrize("name", read_only.LOCKS)
def test_nothing_is_written_where_nothing_can_be(tmp_path: Path, name: str) -> None:
    if name == "read-only medium" and not may_mount(tmp_path / "mnt"):
        pytest.skip("needs root in a place where disks can be mounted")
    found = Figures()
    look_only(tmp_path, name, found, 100)
    assert sound(found), found


@pytest.mark.slow
def test_a_folder_that_can_be_written_after_all_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(read_only.LOCKS, "none", (nullcontext, read_only.WRITES))
    found = Figures()
    look_only(tmp_path, "none", found, 5)
    assert len(found.folders_changed) == 1
    assert len(found.slipped) > 5
