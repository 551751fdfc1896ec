"""The shop works in any folder, and what customers call their files harms nobody."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dealer_crm.app.opened import open_folder
from dealer_crm.domain.journal import Origin
from dealer_crm.domain.store import FolderTooDeep
from dealer_crm.services import attachments
from dealer_crm.storage import dialect
from tests.faults.paths import FOLDERS, NAMES, Figures, a_day

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="some of these names do not exist on Windows")


def test_a_day_in_a_folder_with_rare_signs(tmp_path: Path) -> None:
    found = Figures()
    a_day(tmp_path, FOLDERS[0], found)
    assert found.files_attached == len(NAMES)
    assert not found.bad, found


@pytest.mark.slow
@pytest.mark.parametrize("name", FOLDERS[1:], ids=lambda name: ascii(name)[:20])
def test_a_day_in_any_folder(tmp_path: Path, name: str) -> None:
    found = Figures()
    a_day(tmp_path, name, found)
    assert not found.bad, found
    assert name != FOLDERS[1] or found.longest_path > 240


def test_a_folder_too_deep_for_the_store_is_refused_by_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FolderTooDeep):
        open_folder(tmp_path / "/".join(["很长的文件夹名"] * 24), Origin.USER)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning", "ignore::sqlalchemy.exc.SADeprecationWarning")
def test_a_path_taken_for_an_address_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialect, "url_of", lambda path: f"sqlite+pysqlite:///{path}")
    found = Figures()
    a_day(tmp_path, FOLDERS[3], found)
    assert found.bad


@pytest.mark.slow
def test_names_taken_as_they_come_are_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "file_name", lambda name: name)
    found = Figures()
    a_day(tmp_path, FOLDERS[0], found)
    assert len(found.names_unsafe) > 5
