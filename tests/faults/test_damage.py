"""Damaged backups never pass for sound ones; a damaged or missing store ends on a screen that says what can be done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dealer_crm.app.program import Program
from dealer_crm.app.single import wake
from dealer_crm.app.start import application
from dealer_crm.domain.backups import BackupDamaged, Reason
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.storage.archive import Archive
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.lock import FolderLock
from dealer_crm.ui.widgets import TableView
from tests.app.windows import WAIT_MS, end_exit, running
from tests.faults.damage import Damaged, Trial, overwritten
from tests.faults.wrecks import LOG, SHELVES, STORES, prints, wrecked
from tests.storage.shops import digest
from tests.ui.scripted import ScriptedPrompts


def _nothing_passed(found: Damaged, tried: int) -> None:
    assert found == Damaged(tried, 0, 0, 0, 0, 0)


def test_flipped_and_cut_backups_never_pass(tmp_path: Path) -> None:
    trial = Trial(tmp_path / "店")
    trial.flip(12)
    trial.cut(1)
    _nothing_passed(trial.figures(), 18)


@pytest.mark.slow
def test_three_hundred_flipped_bits_are_found(tmp_path: Path) -> None:
    trial = Trial(tmp_path / "店")
    trial.flip(300)
    trial.cut(40)
    _nothing_passed(trial.figures(), 345)


@pytest.mark.slow
def test_sabotage_a_seal_that_nobody_compares_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Archive, "sealed", lambda _self: True)
    trial = Trial(tmp_path / "店")
    trial.flip(200)
    found = trial.figures()
    assert found.listed_as_verified > 10
    assert found.restored + found.offered > 0


@pytest.mark.slow
def test_a_store_with_a_page_of_noise_is_not_backed_up(tmp_path: Path) -> None:
    found = overwritten(tmp_path / "店", 60)
    assert found.backed_up_damaged == 0
    assert found.refused > 20  # the other pages lie free in the file: the copy is whole without them


# a store that cannot be opened, at the start of the real window


class _Asked(ScriptedPrompts):
    """Chooses the first option that restores, or closes; keeps what was offered."""

    def __init__(self, *, restores: bool) -> None:
        super().__init__()
        self._restores = restores
        self.offered: list[list[Path]] = []

    def ask_choice(self, title: str, text: str, options: Sequence[tuple[Any, str]]) -> Any:
        self.asked.append((title, text))
        self.offered.append([value for value, _label in options if isinstance(value, Path)])
        return self.offered[-1][0] if self._restores and self.offered[-1] else ""


@contextmanager
def _started(qtbot: QtBot, folder: Path, prompts: ScriptedPrompts) -> Iterator[Program]:
    """Start the program on a folder, until it is open or has given up."""
    program = Program(application(), folder, FolderLock(DataFolder(folder).lock), language="en", theme="light")
    program.prompts = program.window.prompts = prompts
    program.start()
    try:
        qtbot.waitUntil(lambda: program.wiring is not None or program.exit_code != 0, timeout=WAIT_MS)
        yield program
    finally:
        if program.opened is not None:
            program.close_now()
        program.crashes.uninstall()
        program.window.deleteLater()
        end_exit()


def _meets(qtbot: QtBot, folder: Path, store: str, shelf: str) -> None:
    """Start on a wreck: what the shelf allows is offered and works; where it allows nothing, nothing is changed."""
    before = wrecked(folder, store, shelf)
    files = prints(folder)
    prompts = _Asked(restores=True)
    with _started(qtbot, folder, prompts) as program:
        title, text = prompts.asked[0]
        assert (title, len(prompts.asked)) == ("The data cannot be opened", 1)
        assert SHELVES[shelf].says in text
        assert [path.name.split("-")[-1] for path in prompts.offered[0]] == (
            [f"{SHELVES[shelf].offers}.zip"] if SHELVES[shelf].offers else []
        )
        if SHELVES[shelf].offers is None:
            assert (program.opened, program.exit_code, wake(folder)) == (None, 1, False)
            assert prints(folder) == files
            return
        assert program.opened is not None
        assert digest(program.opened.db) == before
    aside = {path.name.split(".damaged-")[1][15:]: path for path in folder.glob("store.sqlite.damaged-*")}
    assert aside["-wal"].read_bytes() == LOG
    assert ("" in aside) == (store != "missing")
    if "" in aside:
        assert prints(folder)[aside[""].name] == files["store.sqlite"]


@pytest.mark.parametrize(("store", "shelf"), [("torn", "newest damaged"), ("torn", "none")])
def test_a_store_that_cannot_be_opened_ends_on_a_screen(qtbot: QtBot, tmp_path: Path, store: str, shelf: str) -> None:
    _meets(qtbot, tmp_path / "店", store, shelf)


@pytest.mark.slow
@pytest.mark.parametrize("store", STORES)
@pytest.mark.parametrize("shelf", SHELVES)
def test_every_wreck_meets_every_shelf(qtbot: QtBot, tmp_path: Path, store: str, shelf: str) -> None:
    _meets(qtbot, tmp_path / "店", store, shelf)


@pytest.mark.slow
def test_damaged_backups_are_named_in_the_settings(qtbot: QtBot, tmp_path: Path) -> None:
    """One with a flipped bit, one that lost its end: the first is found beside the window, the second at once."""
    with running(qtbot, tmp_path / "shop") as run:
        run.opened.customers.create(CustomerDraft(name="王芳"))
        flipped, cut, _good = (Path(run.opened.backups.make(Reason.DEMAND).path) for _ in range(3))
        data = bytearray(flipped.read_bytes())
        data[len(data) // 2] ^= 4
        flipped.write_bytes(data)
        cut.write_bytes(cut.read_bytes()[:-1000])
        run.window.go("settings", "data")
        table = run.window.page("settings").data.list.table
        run.wait(lambda: _states(table) == ["Verified", "Not verified", "Not verified"])
        with pytest.raises(BackupDamaged):
            run.opened.backups.compare(flipped)
        with pytest.raises(BackupDamaged):
            run.opened.backups.compare(cut)


def _states(table: TableView) -> list[str]:
    model = table.model()
    return [str(model.index(row, model.columnCount() - 1).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())]
