"""Reminders in the whole window: said above the page, dealt with by keys, never in the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from dealer_crm.app import reminding
from dealer_crm.app.arguments import parse
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.followups import Way
from dealer_crm.ui.settings.reminders_part import RemindersPart
from dealer_crm.ui.shell.reminder_strip import DONE, OPEN, POSTPONE, SHOW, ReminderStrip
from dealer_crm.ui.shell.tray import Tray
from tests.app.windows import Running, running


@dataclass
class Wall:
    """A clock on ten in the morning, until it is moved."""

    at: datetime = field(default_factory=lambda: datetime(2026, 11, 23, 10, 0).astimezone(UTC))

    def __call__(self) -> datetime:
        """Return the time."""
        return self.at

    @property
    def today(self) -> date:
        """The calendar day."""
        return local_day(self.at)


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def run(qtbot: QtBot, tmp_path: Path, wall: Wall, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """Run the program with a visit at 10:20 and two calls, one of them late."""
    monkeypatch.setattr(reminding, "AFTER_MS", 1)
    with running(qtbot, tmp_path / "shop", now=wall) as found:
        opened = found.opened
        one = opened.customers.create(CustomerDraft(name="王芳"))
        opened.followups.plan([one], wall.today, "量房", Way.SURVEY, "10:20")
        opened.followups.plan([one], wall.today, "报价")
        opened.followups.plan([one], wall.today - timedelta(days=2), "回访")
        found.wait(lambda: said(found) == 4)
        yield found


def strip(run: Running) -> ReminderStrip:
    found = run.window.reminders
    assert isinstance(found, ReminderStrip)
    return found


def said(run: Running) -> int:
    standing = run.wiring.reminding.standing
    return standing.open if standing else -1


def press(run: Running, deed: str) -> None:
    button = strip(run).buttons[deed]
    assert button.isVisible()
    run.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_it_is_said_above_the_page_and_dealt_with_one_after_the_other(run: Running, wall: Wall) -> None:
    bar, before = strip(run), run.window.focusWidget()
    assert bar.isVisible()
    assert bar.text() == "10:20 Survey 王芳: 量房"
    assert "1 of 2" in bar.accessibleName()
    assert run.window.focusWidget() is before
    assert not bar.isAncestorOf(before)
    run.window.activateWindow()
    run.qtbot.keyClick(run.window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert bar.isAncestorOf(run.window.focusWidget())
    run.qtbot.keyClick(run.window.focusWidget(), Qt.Key.Key_Right)
    assert bar.text() == "1 due today, 2 overdue"
    run.qtbot.keyClick(run.window.focusWidget(), Qt.Key.Key_Escape)
    assert not bar.isAncestorOf(run.window.focusWidget())
    press(run, SHOW)
    assert run.window.pages.key() == "today"
    assert bar.text().startswith("10:20")
    press(run, DONE)
    run.wait(lambda: said(run) == 0)
    assert not bar.isVisible()
    run.opened.history.undo()
    run.wait(lambda: said(run) == 1)
    assert bar.text().startswith("10:20")
    press(run, OPEN)
    assert not bar.isVisible()
    assert run.window.pages.key() == "customers"


def test_put_off_by_a_day_it_moves_and_by_an_hour_it_stays(run: Running, wall: Wall) -> None:
    press(run, POSTPONE)
    menu = _menu(run)
    assert [action.objectName() for action in menu.actions()] == ["postpone_1", "postpone_2", "postpone_3", "postpone_4", "postpone_hour"]
    menu.actions()[4].trigger()
    menu.close()
    assert said(run) == 3
    wall.at += timedelta(minutes=61)
    run.wiring.news.minute.emit()
    assert said(run) == 4
    assert strip(run).text().startswith("10:20")
    press(run, POSTPONE)
    _menu(run).actions()[0].trigger()
    _menu(run).close()
    run.wait(lambda: said(run) == 3)
    assert strip(run).text() == "2 due today, 1 overdue"
    run.wait(lambda: run.window.undo_bar.isVisible())
    wall.at += timedelta(days=1)
    run.wiring.news.minute.emit()
    assert strip(run).text().startswith("10:20")


def _menu(run: Running) -> QMenu:
    menus = [menu for menu in strip(run).findChildren(QMenu) if menu.objectName() == "postpone_menu" and menu.isVisible()]
    assert menus
    return menus[-1]


def test_the_settings_say_whether_it_adds_up_and_show_one(run: Running) -> None:
    run.window.go("settings", "reminders")
    part = run.window.findChild(RemindersPart)
    assert isinstance(part, RemindersPart)
    assert part.sum.text() == "Due today 2, overdue 2: reminded of 4, later today 0; still open 4."
    part.lead_of_meetings.set_value(60)
    part.lead_of_meetings.changed.emit(60)
    assert run.opened.settings.value.lead_of_meetings == 60
    part.try_button.click()
    assert strip(run).text().startswith("This is how")
    press(run, DONE)
    assert strip(run).text().startswith("10:20")


@pytest.mark.qt_log_ignore("QSystemTrayIcon", "systemTrayWindowChanged", extend=True)
def test_closing_to_the_tray_hides_and_a_second_start_brings_it_back(run: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: True))
    told: list[str] = []
    monkeypatch.setattr(Tray, "say", lambda _self, _title, text: told.append(text))
    run.wiring.tray.begin()
    run.opened.settings.change(close_to_tray=True)
    run.window.close()
    assert (run.window.isVisible(), run.program.opened is not None) == (False, True)
    assert not QApplication.quitOnLastWindowClosed()
    run.wiring.reminding.try_now()
    assert told
    run.program.raise_window()
    assert run.window.isVisible()
    assert QApplication.quitOnLastWindowClosed()
    run.program.wiring.unplug()  # type: ignore[union-attr]
    assert run.window.hides is None


def test_the_command_line_can_start_it_out_of_sight() -> None:
    assert parse(["--minimized"]).minimized
    assert not parse([]).minimized
