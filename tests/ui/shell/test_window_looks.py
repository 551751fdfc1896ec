"""How the window stands: its bars, its title, its size on any screen, and what is painted first."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSettings, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.i18n import Translator, translator
from dealer_crm.ui.shell import MainWindow, StatusItem
from dealer_crm.ui.shell.geometry import clamped
from dealer_crm.ui.shell.shortcuts import TABLE, Scope
from dealer_crm.ui.theme import apply_theme
from dealer_crm.ui.widgets import Button
from tests.ui.checks import clipped, foreign_fonts, low_contrast, nameless


def test_narrow_window_shows_icons_only(rooms: MainWindow) -> None:
    wide = rooms.tabs.width()
    rooms.resize(1007, 540)
    assert rooms.tabs.width() == 48 < wide
    assert rooms.is_narrow()
    assert rooms.top_bar.search.placeholderText() == "Search"
    rooms.resize(1008, 540)
    assert not rooms.is_narrow()


def test_window_never_needs_more_than_the_smallest_screen(rooms: MainWindow) -> None:
    hint = rooms.minimumSizeHint()
    assert hint.width() <= 911
    assert hint.height() <= 440


def test_status_bar_says_how_things_stand(qtbot: QtBot, rooms: MainWindow) -> None:
    opened: list[int] = []
    backup = StatusItem("backup", "Backup 09:00 OK", "circle-check", run=lambda: opened.append(1))
    rooms.set_status([backup, StatusItem("count", "1,248 customers")])
    rooms.set_staff([(1, "Wang"), (2, "Li")], 1, opened.append)
    item = rooms.findChild(QWidget, "status_backup")
    assert item is not None
    qtbot.mouseClick(item, Qt.MouseButton.LeftButton)
    assert opened == [1]
    staff = rooms.findChild(QWidget, "status_staff")
    assert staff is not None
    assert "Wang" in staff.accessibleName()
    assert rooms.status.keys.words() == "Enter open"


def test_title_names_room_shop_and_what_is_due(rooms: MainWindow) -> None:
    rooms.set_shop("Nuanju")
    rooms.set_badge("today", 3)
    assert rooms.windowTitle() == "(3) Today - Nuanju - Dealer CRM"


def test_banner_leaves_the_sample_shop(qtbot: QtBot, rooms: MainWindow) -> None:
    left: list[int] = []
    rooms.bind("demo_leave", lambda: left.append(1))
    rooms.set_demo(True)
    button = rooms.findChild(Button, "demo_leave_button")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert left == [1]


def test_banner_gives_its_line_to_the_work_in_a_low_window(qtbot: QtBot, rooms: MainWindow) -> None:
    left: list[int] = []
    rooms.bind("demo_leave", lambda: left.append(1))
    rooms.resize(911, 440)
    rooms.set_demo(True)
    qtbot.waitUntil(lambda: rooms.banner.height() < 10)
    qtbot.mouseClick(rooms.banner.corner, Qt.MouseButton.LeftButton)
    assert left == [1]
    rooms.set_demo(False)
    assert not rooms.banner.corner.isVisible()


def test_window_asks_before_it_closes(qtbot: QtBot, rooms: MainWindow) -> None:
    rooms.may_close = lambda: False
    assert not rooms.close()
    rooms.may_close = None
    with qtbot.waitSignal(rooms.closing):
        assert rooms.close()


def test_first_paint_is_told_once(qtbot: QtBot, t: Translator) -> None:
    window = MainWindow(t)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.shown_first):
        window.show()
    with qtbot.assertNotEmitted(window.shown_first, wait=20):
        window.repaint()


def test_window_comes_back_onto_a_screen_that_exists(qtbot: QtBot, t: Translator, tmp_path: Path) -> None:
    screen = QRect(0, 0, 1366, 720)
    assert clamped(QRect(3000, 100, 1000, 600), [screen]) == QRect(366, 100, 1000, 600)
    assert clamped(QRect(-500, -50, 2000, 900), [screen]) == screen
    assert clamped(QRect(1, 2, 3, 4), []) == QRect(1, 2, 3, 4)
    settings = QSettings(f"{tmp_path}/window.ini", QSettings.Format.IniFormat)
    first = MainWindow(t, settings=settings)
    qtbot.addWidget(first)
    first.show()
    first.setGeometry(20, 20, 911, 500)
    first.close()
    second = MainWindow(t, settings=settings)
    qtbot.addWidget(second)
    assert second.size() == first.size()
    assert QApplication.primaryScreen().availableGeometry().contains(second.geometry().topLeft() + QPoint(1, 1))


@pytest.mark.parametrize("size", [(1366, 690), (1093, 540), (911, 440)], ids=str)
@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_cut_nameless_or_faint(qtbot: QtBot, qapp: QApplication, size: tuple[int, int], mode: str, language: str) -> None:
    apply_theme(qapp, "dark" if mode == "dark" else "light", language=language)
    window = MainWindow(translator(language))
    qtbot.addWidget(window)
    for entry in TABLE:
        if entry.scope is Scope.WINDOW:
            window.bind(entry.name, lambda: None)
    window.set_demo(True)
    window.show_undo_bar("…")
    window.set_undo("…")
    window.set_status([StatusItem("saved", "10:12", "circle-check", run=lambda: None)])
    window.resize(*size)
    window.show()
    window.open_rooms()
    for room in ("today", "deliveries", "settings"):
        window.go(room)
        QApplication.processEvents()
        assert clipped(window) == []
        assert nameless(window) == []
        assert low_contrast(window) == []
        assert foreign_fonts(window) == []


def test_large_text_still_fits(qtbot: QtBot, qapp: QApplication, t: Translator) -> None:
    apply_theme(qapp, "light", percent=150, language="en")
    window = MainWindow(t)
    qtbot.addWidget(window)
    for name in ("caller", "new_customer", "log_followup", "paste_customer", "undo"):
        window.bind(name, lambda: None)
    window.resize(911, 440)
    window.show()
    window.open_rooms()
    QApplication.processEvents()
    assert clipped(window.top_bar) == []
    right = max(button.geometry().right() for button in window.top_bar.buttons.values())
    assert right <= window.top_bar.width()
    apply_theme(qapp, "light", language="en")


def test_shell_is_painted_without_store_and_documents() -> None:
    script = """
import sys
from PySide6.QtWidgets import QApplication
app = QApplication([])
from dealer_crm.i18n import translator
from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.theme import apply_theme
apply_theme(app, "light")
window = MainWindow(translator("en"))
window.shown_first.connect(app.quit)
window.show()
app.exec()
heavy = ("sqlalchemy", "alembic", "reportlab", "openpyxl", "rustpy_xlsxwriter", "python_calamine", "vobject", "pypdfium2",
         "dealer_crm.services", "dealer_crm.storage", "dealer_crm.documents", "dealer_crm.words", "dealer_crm.ui.widgets.table")
print([name for name in heavy if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
