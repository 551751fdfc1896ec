"""On a full disk a save is refused with one sentence, nothing typed is lost, and the same save works with room again."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from dealer_crm.app import crash
from dealer_crm.app.settings import SettingsFile
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.store import ROOM, StoreFull
from dealer_crm.services.drafts import Drafts
from dealer_crm.storage import database
from dealer_crm.storage.blobs import Blobs
from tests.app.windows import running
from tests.faults.full_disk import Figures, limited, save_all, small
from tests.faults.rights import may_mount
from tests.faults.saving_forms import FORMS
from tests.faults.seat import seat
from tests.journeys.usability.desks import Wall, make_shop
from tests.storage.shops import empty_file

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits of files are POSIX")


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """Make a shop in which nothing is filed."""
    folder = tmp_path / "empty"
    folder.mkdir()
    (folder / "store.sqlite").write_bytes(empty_file())
    SettingsFile(folder / "settings.json", Wall()).change(first_run_done=True)
    return folder


def test_a_file_that_finds_no_room_stays_as_it_was_typed(tmp_path: Path, empty: Path) -> None:
    found = Figures()
    with limited(tmp_path, empty) as (folder, disk):
        save_all(folder, disk, "en", FORMS[:1], found)
    assert found.saves == 1
    assert found.bad == found.saved_although_full == []


def test_what_nobody_asked_to_save_does_not_stop_anybody(tmp_path: Path, empty: Path) -> None:
    with limited(tmp_path, empty) as (folder, disk):
        settings, window = SettingsFile(folder / "settings.json", Wall()), QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        drafts, files = Drafts(folder / "drafts", Wall()), Blobs(folder / "attachments")
        window.setValue("window/place", 1)
        window.sync()
        drafts.save("customer", "new-1", {"name": "before"})
        before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        disk.fill()
        window.setValue("window/place", 2)
        window.sync()
        code = crash.record(folder, ValueError("x"))
        settings.note(demo=True)
        saves: list[tuple[Callable[[], object], int]] = [
            (lambda: drafts.save("customer", "new-1", {"name": "after"}), ROOM),
            (lambda: files.put(b"x" * 5_000_000), ROOM + 5),
            (lambda: settings.change(theme="dark"), ROOM),
        ]
        for save, megabytes in saves:
            with pytest.raises(StoreFull) as full:
                save()
            assert full.value.parameters == {"folder": str(folder), "megabytes": megabytes}
        disk.free()
        assert code
        assert (settings.value.demo, settings.value.theme) == (True, "system")
        assert {path: path.read_bytes() for path in before} == before
        settings.change(theme="dark")
        drafts.save("customer", "new-1", {"name": "after"})
        assert SettingsFile(folder / "settings.json", Wall()).value.theme == "dark"
        assert drafts.load("customer", "new-1") == {"name": "after"}


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("kind", ["limited", "small"])
def test_every_form_waits_for_room(tmp_path: Path, kind: str) -> None:
    if kind == "small" and not may_mount(tmp_path / "mnt"):
        pytest.skip("needs root in a place where disks can be mounted")
    found, shop = Figures(), make_shop(tmp_path / "shop")
    with (limited if kind == "limited" else small)(tmp_path / "disk", shop) as (folder, disk):
        save_all(folder, disk, "en" if kind == "limited" else "zh", FORMS, found)
    assert found.saves == len(FORMS) - len(disk.left_out)
    assert found.bad == found.saved_although_full == [], found


@pytest.mark.slow
def test_a_refusal_without_words_is_noticed(tmp_path: Path, empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "refusal_for", lambda _error, _path: None)
    monkeypatch.setattr(Drafts, "save", lambda *_what: None)  # where it is late, its sentence about the disk stands for that of the save
    found = Figures()
    with limited(tmp_path, empty) as (folder, disk):
        save_all(folder, disk, "en", FORMS[:1], found)
    assert found.bad


@pytest.mark.slow
def test_the_window_closes_on_a_full_disk_and_keeps_everything(tmp_path: Path, empty: Path) -> None:
    with limited(tmp_path, empty) as (folder, disk):
        with running(seat(), folder) as run:
            run.wiring.rooms.new_customer("13800138000", "王芳")
            run.opened.customers.create(CustomerDraft(name="李强"))
            disk.fill()
            run.answer(True)
            run.window.close()
            run.wait(lambda: run.program.opened is None)
            assert [title for title, _text in run.prompts.asked] == ["No backup was made"]
            disk.free()
        with running(seat(), folder) as run:
            assert run.opened.customer_list.count() == 1
