"""A disk that is full when a form is saved: one sentence, the form as it was typed, nothing lost; with room again it is saved."""

from __future__ import annotations

import resource
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from tests.app.windows import Running, running
from tests.faults.rights import may_mount, small_disk
from tests.faults.saving_forms import FORMS, Form, settle
from tests.faults.seat import seat
from tests.journeys.usability.clerk import Clerk
from tests.journeys.usability.desks import Wall, make_shop
from tests.storage.shops import digest

FULL = ("The disk of", "所在的磁盘满了")
"""How the sentence begins in English and what stands in the Chinese one."""
PATIENCE = 5.0
"""Seconds in which a sentence is waited for."""


@dataclass
class Figures:
    """What was saved on a full disk. All lists name the forms that did otherwise."""

    saves: int = 0
    saved_although_full: list[str] = field(default_factory=list)
    without_the_sentence: list[str] = field(default_factory=list)
    changed_although_refused: list[str] = field(default_factory=list)
    typed_text_lost: list[str] = field(default_factory=list)
    not_saved_with_room: list[str] = field(default_factory=list)
    crashes: list[str] = field(default_factory=list)

    @property
    def bad(self) -> list[str]:
        """Return everything that was not as promised."""
        parts = (self.without_the_sentence, self.changed_although_refused, self.typed_text_lost, self.not_saved_with_room, self.crashes)
        return [one for part in parts for one in part]


class Disk:
    """A disk that fills up and gets room again. What stands in `left_out` cannot be tried on it."""

    left_out: frozenset[str] = frozenset()

    def fill(self) -> None:
        """Leave no room."""

    def free(self) -> None:
        """Make room."""


class LimitedDisk(Disk):
    """Every write to a file of this process is refused, as the system does where a file may not grow (EFBIG).

    SQLite tells of that in a whole copy only as of a disk that failed.
    """

    left_out = frozenset({"backup"})

    def fill(self) -> None:
        _limit(0)

    def free(self) -> None:
        _limit(resource.RLIM_INFINITY)


def _limit(size: int) -> None:
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (size if hard == resource.RLIM_INFINITY else min(size, hard), hard))


class SmallDisk(Disk):
    """A real file system of a few megabytes, filled to the last byte by another file (ENOSPC)."""

    def __init__(self, place: Path) -> None:
        self._ballast = place / "films.bin"

    def fill(self) -> None:
        with self._ballast.open("ab", buffering=0) as file, suppress(OSError):
            for size in (65536, 4096, 512, 1):
                with suppress(OSError):
                    while file.write(b"\0" * size) == size:
                        pass

    def free(self) -> None:
        self._ballast.unlink(missing_ok=True)


def figures(count: int | None = None) -> Figures:
    """Save every form in both languages on a limited disk and, where one can be mounted, on a small one; `count` forms of each."""
    found = Figures()
    with tempfile.TemporaryDirectory() as place:
        shop = make_shop(Path(place, "shop"))
        for language in ("zh", "en"):
            with limited(Path(place, f"limited-{language}"), shop) as (folder, disk):
                save_all(folder, disk, language, FORMS[:count], found)
        if may_mount(Path(place, "mnt")):
            with small(Path(place, "small"), shop) as (folder, disk):
                save_all(folder, disk, "zh", FORMS[:count], found)
    return found


@contextmanager
def limited(place: Path, shop: Path) -> Iterator[tuple[Path, Disk]]:
    """Put the shop where all writes can be refused."""
    disk = LimitedDisk()
    try:
        yield _copied(shop, place / "shop"), disk
    finally:
        disk.free()


@contextmanager
def small(place: Path, shop: Path, size: int = 8_000_000) -> Iterator[tuple[Path, Disk]]:
    """Put the shop on a disk that holds little more."""
    with small_disk(place, size):
        yield _copied(shop, place / "shop"), SmallDisk(place)


def _copied(shop: Path, folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name in ("store.sqlite", "settings.json"):
        (folder / name).write_bytes((shop / name).read_bytes())
    if (shop / "attachments").is_dir():
        shutil.copytree(shop / "attachments", folder / "attachments")
    return folder


def save_all(folder: Path, disk: Disk, language: str, forms: list[Form], found: Figures) -> None:
    """Save one form after the other in the same window."""
    with running(seat(), folder, language, now=Wall()) as run:
        run.may_crash = True
        run.program.crashes._tell = found.crashes.append  # noqa: SLF001 - where crashes are told
        clerk = Clerk(run)
        for form in forms:
            if form.name not in disk.left_out:
                save_one(clerk, disk, form, found)
        _leave(run)


def save_one(clerk: Clerk, disk: Disk, form: Form, found: Figures) -> None:
    """Fill in a form, save it on the full disk, then with room."""
    run = clerk.run
    run.answer()
    clerk.home()
    form.fill_in(clerk)
    found.saves += 1
    before, form_of = digest(run.opened.db), _open_form(run)
    typed = _typed(run, form_of)
    _write_back(run)
    disk.fill()
    try:
        form.save(clerk)
        told = _told_soon(run)
        kept = _typed(run, form_of)
    finally:
        disk.free()
    folder = str(run.opened.folder.path.parent)
    if digest(run.opened.db) != before:
        found.saved_although_full.append(form.name)
        return
    if len(told) != 1 or folder not in told[0] or "MB" not in told[0]:
        found.without_the_sentence.append(f"{form.name}: {told}")
    if kept != typed:
        found.typed_text_lost.append(f"{form.name}: {typed} {kept}")
    run.answer()
    _save_again(clerk, form, before, found)


def _save_again(clerk: Clerk, form: Form, before: str, found: Figures) -> None:
    run = clerk.run
    form.save(clerk)
    settle(run)
    if _told(run) or (form.writes and digest(run.opened.db) == before):
        found.not_saved_with_room.append(f"{form.name}: {_told(run)}")
    _leave(run)


def _write_back(run: Running) -> None:
    """Have the log written back and emptied: what it took up is no room for the next save."""
    with tempfile.TemporaryDirectory() as place:
        run.opened.db.copy_into(Path(place, "copy.sqlite"))


def _roots(run: Running) -> list[QWidget]:
    return [one for one in QApplication.topLevelWidgets() if one is run.window or one.isVisible()]


def _told(run: Running) -> list[str]:
    """Return the sentences about a full disk that can be seen, each once."""
    seen = [one.text() for root in _roots(run) for one in root.findChildren(QLabel) if one.isVisible()]
    said = [text for _title, text in run.prompts.asked]
    return sorted({text for text in (*seen, *said) if any(part in text for part in FULL)})


def _told_soon(run: Running) -> list[str]:
    """Return what is told within some seconds: long work may only begin after the click."""
    deadline = time.monotonic() + PATIENCE
    settle(run)
    while not (told := _told(run)) and time.monotonic() < deadline:
        QTest.qWait(20)
        settle(run)
    return told


def _open_form(run: Running) -> list[QWidget]:
    """Return what is typed into: the dialogs that are open, else the window. Behind a dialog the page follows the store by itself."""
    return [one for one in _roots(run) if one is not run.window] or [run.window]


def _typed(run: Running, form_of: list[QWidget]) -> dict[str, str]:
    """Return what stands in the fields of the sheet, form or dialog that is open."""
    words = {}
    for root in form_of:
        for one in root.findChildren(QWidget):
            if one.isVisible() and isinstance(one, QLineEdit | QPlainTextEdit) and one is not run.window.top_bar.search:
                words[one.objectName()] = one.text() if isinstance(one, QLineEdit) else one.toPlainText()
    return {name: text for name, text in words.items() if text}


def _leave(run: Running) -> None:
    """Leave dialogs, sheet and form."""
    for dialog in [one for one in QApplication.topLevelWidgets() if one is not run.window and one.isVisible()]:
        dialog.close()
    run.window.close_sheet()
    settle(run)
