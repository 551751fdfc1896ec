"""A disk that is full when a form is saved: one sentence, the form as it was typed, nothing lost; with room again it is saved."""

from __future__ import annotations

import resource
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from dealer_crm.app.settings import SettingsFile
from dealer_crm.ui.imports.page import ImportPage
from dealer_crm.ui.printing.dialog import PrintDialog
from tests.app.windows import Running, running
from tests.faults.rights import may_mount, small_disk
from tests.faults.seat import seat
from tests.journeys.usability.clerk import CONTROL, SHIFT, Clerk
from tests.journeys.usability.desks import Wall, make_shop
from tests.storage.shops import digest

Key = Qt.Key
FULL = ("The disk of", "所在的磁盘满了")
"""How the sentence begins in English and what stands in the Chinese one."""
WHO = "zyy"
Step = Callable[[Clerk], object]


@dataclass(frozen=True)
class Form:
    """Something that is written from the window. `writes` False: it makes a file and leaves the store alone."""

    name: str
    fill_in: Step
    save: Step
    writes: bool = True


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
    before, typed = digest(run.opened.db), _typed(run)
    _write_back(run)
    disk.fill()
    try:
        form.save(clerk)
        _settle(run)
        told = _told(run)
        kept = _typed(run)
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
    _settle(run)
    if _told(run) or (form.writes and digest(run.opened.db) == before):
        found.not_saved_with_room.append(f"{form.name}: {_told(run)}")
    _leave(run)


def _write_back(run: Running) -> None:
    """Have the log written back and emptied: what it took up is no room for the next save."""
    with tempfile.TemporaryDirectory() as place:
        run.opened.db.copy_into(Path(place, "copy.sqlite"))


def _settle(run: Running) -> None:
    """Wait until long work has ended and the window was told."""
    run.wait(lambda: run.window.runner.running() == 0)
    QApplication.processEvents()


def _roots(run: Running) -> list[QWidget]:
    return [one for one in QApplication.topLevelWidgets() if one is run.window or one.isVisible()]


def _told(run: Running) -> list[str]:
    """Return the sentences about a full disk that can be seen, each once."""
    seen = [one.text() for root in _roots(run) for one in root.findChildren(QLabel) if one.isVisible()]
    said = [text for _title, text in run.prompts.asked]
    return sorted({text for text in (*seen, *said) if any(part in text for part in FULL)})


def _typed(run: Running) -> dict[str, str]:
    """Return what stands in the fields of the sheet, form or dialog that is open."""
    words = {}
    for root in _roots(run):
        for one in root.findChildren(QWidget):
            if one.isVisible() and isinstance(one, QLineEdit | QPlainTextEdit) and one is not run.window.top_bar.search:
                words[one.objectName()] = one.text() if isinstance(one, QLineEdit) else one.toPlainText()
    return {name: text for name, text in words.items() if text}


def _leave(run: Running) -> None:
    """Leave dialogs, sheet and form."""
    for dialog in [one for one in QApplication.topLevelWidgets() if one is not run.window and one.isVisible()]:
        dialog.close()
    run.window.close_sheet()
    _settle(run)


# the forms


def _customer(clerk: Clerk) -> None:
    clerk.key(Key.Key_F3)
    clerk.seen("field_phones_1")
    clerk.type("周海潮")


def _call(clerk: Clerk) -> None:
    _open_customer(clerk)
    clerk.key(Key.Key_F4)
    clerk.seen("log_words")
    clerk.type("想装一台挂机")
    clerk.click("log_next_chip_tomorrow")


def _open_customer(clerk: Clerk) -> None:
    known = clerk.opened.customer_list.find(WHO, 1)[0].id
    clerk.run.window.go("customers", str(known))
    clerk.wait(lambda: clerk.run.window.pages.page().host.file.customer_id() == known)


def _order(clerk: Clerk) -> None:
    _open_customer(clerk)
    clerk.key(Key.Key_O, CONTROL | SHIFT)
    clerk.seen("cell_goods")
    for words in ("P04", "2", ""):
        if words:
            clerk.type(words)
        clerk.enter()


def _payment(clerk: Clerk) -> None:
    _order(clerk)
    clerk.key(Key.Key_F12)
    _settle(clerk.run)
    clerk.key(Key.Key_M, CONTROL)
    clerk.seen("payment_save")


def _delivery(clerk: Clerk) -> None:
    _order(clerk)
    clerk.key(Key.Key_F12)
    _settle(clerk.run)
    clerk.click("order_deliver")
    clerk.seen("new_delivery_save")


def _complaint(clerk: Clerk) -> None:
    clerk.go("complaints")
    clerk.key(Key.Key_N, CONTROL)
    clerk.wait(lambda: clerk.focus().objectName() == "complaint_customer_search")
    clerk.type("14200000007")
    clerk.enter()
    clerk.wait(lambda: clerk.focus().objectName() == "complaint_words")
    clerk.type("修了还是响")
    clerk.click("complaint_subtype_product_quality")


def _repair(clerk: Clerk) -> None:
    clerk.key(Key.Key_F9)
    clerk.type("14200000007")
    clerk.wait(lambda: clerk.sees("caller_last"))
    clerk.click("caller_repair")
    clerk.seen("request_words")
    clerk.type("不制冷")


def _shop(clerk: Clerk) -> None:
    clerk.run.window.go("settings", "shop")
    hotline = clerk.seen("field_hotline")
    assert isinstance(hotline, QLineEdit)
    hotline.setFocus()
    hotline.setText("0571-88880000")


def _leave_field(clerk: Clerk) -> None:
    clerk.run.wiring._leave_field()  # noqa: SLF001 - as the window does when it closes


def _look(clerk: Clerk) -> None:
    clerk.run.window.go("settings", "look")


def _compact(clerk: Clerk) -> None:
    settings = clerk.run.opened.settings
    clerk.run.window.commands.action("density_compact").trigger()
    if not _told(clerk.run):
        assert SettingsFile(clerk.run.opened.folder.path / "settings.json", Wall()).value == settings.value


def _picture(clerk: Clerk) -> None:
    _open_customer(clerk)
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(image)


def _paste(clerk: Clerk) -> None:
    clerk.run.window.pages.page().host.file.timeline.setFocus()
    clerk.key(Key.Key_V, CONTROL)


def _import(clerk: Clerk) -> None:
    sheet = clerk.run.opened.folder.path.parent / "people.csv"
    sheet.write_text("姓名,手机\r\n王五,13800000001\r\n", "utf-8-sig")
    clerk.run.answer(sheet)
    clerk.run.window.commands.run("import_customers")
    for step in (1, 2):
        _go_on(clerk)
        clerk.run.wait(lambda wanted=step: _import_page(clerk).step() == wanted)  # type: ignore[misc]


def _import_page(clerk: Clerk) -> ImportPage:
    page = clerk.run.window.pages.page().guest(ImportPage)
    assert isinstance(page, ImportPage)
    return page


def _go_on(clerk: Clerk) -> None:
    page = _import_page(clerk)
    button = page.foot.primary if page.step() else page.file.button
    clerk.wait(button.isEnabled)
    button.click()


def _export(clerk: Clerk) -> None:
    clerk.go("customers")


def _write_list(clerk: Clerk) -> None:
    clerk.run.answer(clerk.run.opened.folder.path.parent / "list.xlsx")
    clerk.run.window.commands.action("export_list").trigger()


def _paper(clerk: Clerk) -> None:
    _open_customer(clerk)
    clerk.key(Key.Key_P, CONTROL)
    clerk.wait(lambda: clerk.sees("print_dialog") or clerk.sees("missing_pass"))
    if clerk.sees("missing_pass"):
        clerk.click("missing_pass")
    dialog = clerk.seen("print_dialog")
    assert isinstance(dialog, PrintDialog)
    clerk.run.wait(lambda: dialog.preview.pages() > 0)


def _write_paper(clerk: Clerk) -> None:
    clerk.run.answer(clerk.run.opened.folder.path.parent / "paper.pdf")
    clerk.click("print_save")


def _press(key: Qt.Key) -> Step:
    return lambda clerk: clerk.key(key)


FORMS = [
    Form("customer", _customer, Clerk.save),
    Form("call", _call, Clerk.save),
    Form("order", _order, _press(Key.Key_F12)),
    Form("payment", _payment, _press(Key.Key_F8)),
    Form("delivery", _delivery, Clerk.save),
    Form("complaint", _complaint, _press(Key.Key_F8)),
    Form("repair", _repair, Clerk.save),
    Form("shop", _shop, _leave_field),
    Form("settings", _look, _compact, writes=False),
    Form("picture", _picture, _paste),
    Form("backup", Clerk.home, lambda clerk: clerk.run.window.commands.run("backup"), writes=False),
    Form("list", _export, _write_list, writes=False),
    Form("paper", _paper, _write_paper, writes=False),
    Form("import", _import, _go_on),
]
