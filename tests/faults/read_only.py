"""A data folder that cannot be written: opened for looking, with every way to write refused by one sentence."""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from dealer_crm.app import cli
from dealer_crm.app.opened import open_folder
from dealer_crm.domain.backups import Reason
from dealer_crm.domain.journal import Origin
from dealer_crm.domain.store import StoreReadOnly
from dealer_crm.ui.shell.shortcuts import TABLE, WRITING, Scope
from tests.app.windows import Running, running
from tests.faults.rights import may_mount, read_only_medium, without_rights
from tests.faults.rounds import Round
from tests.faults.seat import seat
from tests.storage.shops import empty_file

LOOKS = ("list customers", "search 曾", "today", "history", "check", "export customers --to {out}", "backup --to {place}")
WRITES = ("demo", "import {sheet}", "check --repair")
"""Writes to the store; those below go to the folder beside it."""
WRITES_BESIDE = ("restore {zip}", "backup")
Lock = Callable[[Path], AbstractContextManager[Path]]
LOCKS: dict[str, tuple[Lock, tuple[str, ...]]] = {
    "no rights": (without_rights, (*WRITES, *WRITES_BESIDE)),
    "no right to the store": (partial(without_rights, store_only=True), WRITES),
    "read-only medium": (read_only_medium, (*WRITES, *WRITES_BESIDE)),
}


@dataclass
class Figures:
    """What was tried on folders that cannot be written. `slipped`: writes that went through or failed without the sentence."""

    folders: int = 0
    deeds: int = 0
    commands_of_the_window: int = 0
    command_lines: int = 0
    slipped: list[str] = field(default_factory=list)
    looks_refused: list[str] = field(default_factory=list)
    crashes: list[str] = field(default_factory=list)
    folders_changed: list[str] = field(default_factory=list)


def figures(count: int | None = None) -> Figures:
    """Try each kind of folder, `count` random deeds in each."""
    found = Figures()
    for name, (lock, _writes) in LOCKS.items():
        with tempfile.TemporaryDirectory() as place:
            if lock is not read_only_medium or may_mount(Path(place, "mnt")):
                look_only(Path(place), name, found, count or 100)
    return found


def shop_in(place: Path) -> Path:
    """Make a shop with some records and a backup."""
    folder = place / "shop"
    folder.mkdir()
    (folder / "store.sqlite").write_bytes(empty_file())
    opened = open_folder(folder, Origin.USER)
    work = Round(opened, 7, place)
    for _ in range(12):
        work.step()
    opened.backups.make(Reason.DEMAND)
    opened.settings.change(first_run_done=True)
    opened.close()
    return folder


def look_only(place: Path, name: str, found: Figures, count: int) -> None:
    """Open a folder that cannot be written in every way, and try to write."""
    folder = shop_in(place)
    before = content(folder)
    found.folders += 1
    lock, writes = LOCKS[name]
    with lock(folder):
        deeds(folder, place, found, count)
        window(folder, found)
        command_lines(folder, place, found, writes)
    after = content(folder)
    changed = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    if changed:
        found.folders_changed.append(f"{name}: {changed}")


def content(folder: Path) -> dict[str, str]:
    """Return the digest of each file but the one that knows where the window stood."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "window.ini")
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def deeds(folder: Path, place: Path, found: Figures, count: int) -> None:
    """Do the shop's work at random: each deed is refused by the sentence for such a folder."""
    opened = open_folder(folder, Origin.USER)
    try:
        people = opened.customer_list.count()
        for seed in range(count):
            found.deeds += 1
            try:
                Round(opened, seed, place).step()
            except StoreReadOnly:
                continue
            found.slipped.append(f"deed {seed}")
        if opened.customer_list.count() != people or not people:
            found.looks_refused.append("customers")
    finally:
        opened.close()


def window(folder: Path, found: Figures) -> None:
    """Trigger every command of the window: those that write say why not, nothing crashes."""
    with running(seat(), folder) as run:
        run.may_crash = True
        crashed: list[str] = []
        run.program.crashes._tell = crashed.append  # noqa: SLF001 - where crashes are told
        if not run.opened.read_only or run.window.findChild(object, "notice_read_only") is None:
            found.slipped.append("no notice")
        for entry in TABLE:
            if entry.scope is Scope.WINDOW and entry.name in WRITING and run.window.commands.exists(entry.name):
                found.commands_of_the_window += 1
                _press(run, entry.name, found)
        found.crashes += crashed


def _press(run: Running, name: str, found: Figures) -> None:
    run.answer()
    enabled = run.window.commands.action(name).isEnabled()
    run.window.commands.run(name)
    QApplication.processEvents()
    told = [text for _title, text in run.prompts.asked]
    if enabled or len(told) != 1 or str(run.opened.folder.path) not in told[0] or run.window.sheet() is not None:
        found.slipped.append(f"command {name}: {told}")


def command_lines(folder: Path, place: Path, found: Figures, writes: Sequence[str] = WRITES) -> None:
    """Run commands: those that look do their work, those that write are refused."""
    sheet, out = place / "people.csv", place / "out.xlsx"
    sheet.write_text("姓名,手机\r\n王五,13800000001\r\n", "utf-8-sig")
    (place / "copies").mkdir(exist_ok=True)
    names = {"out": out, "sheet": sheet, "zip": next((folder / "backups").glob("*.zip")), "place": place / "copies"}
    for line in (*LOOKS, *writes):
        found.command_lines += 1
        code, told = run_command([*line.format(**names).split(), "--json", "--data", str(folder), "--lang", "en"])
        if line in LOOKS and code != 0:
            found.looks_refused.append(f"{line}: {code} {told}")
        if line in writes and (code != 3 or "cannot be written" not in told):
            found.slipped.append(f"{line}: {code} {told}")
        if "crash" in told or "Traceback" in told:
            found.crashes.append(f"{line}: {told}")


def run_command(arguments: list[str]) -> tuple[int, str]:
    """Run a command line here; return its exit code and what it said."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = cli.run(arguments)
    return code, out.getvalue() + err.getvalue()
