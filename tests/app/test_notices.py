"""What the window says above everything else of the folder it works in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from dealer_crm.storage.mounts import file_system, is_marked
from dealer_crm.storage.places import MARKS
from dealer_crm.ui.widgets import InlineMessage
from tests.app.windows import running
from tests.ui.finding import find


def test_a_synchronised_folder_and_the_copies_in_it_are_told(qtbot: QtBot, tmp_path: Path) -> None:
    ordinary, synced = tmp_path / "shop", tmp_path / "我的坚果云"
    copy = synced / "store (conflicted copy 2026-11-22).sqlite"
    with running(qtbot, ordinary) as run:
        assert not [one for one in run.window.findChildren(QObject) if one.objectName().startswith("notice_")]
    ordinary.rename(synced)
    copy.write_bytes(b"whatever")
    with running(qtbot, synced) as run:
        told = {name: find(run.window, InlineMessage, f"notice_{name}").text() for name in ("place", "copies")}
        assert str(synced) in told["place"]
        assert copy.name in told["copies"]
    assert copy.read_bytes() == b"whatever"


def test_a_mark_above_the_folder_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    assert not is_marked(folder, MARKS)
    (tmp_path / MARKS[1]).mkdir()
    assert is_marked(folder, MARKS)
    assert isinstance(file_system(folder), str)
