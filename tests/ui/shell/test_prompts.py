"""Boxes name what they do, fit the smallest window, and are freed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.ui.shell import MainWindow, Prompts
from dealer_crm.ui.widgets import Button, Dialog
from tests.ui.checks import clipped, nameless
from tests.ui.scripted import ScriptedPrompts


def soon(act: Callable[[Dialog], None]) -> None:
    """Act on the box that is about to open; a failure closes it, so that the test ends."""

    def find() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, Dialog):
            QTimer.singleShot(20, find)
            return
        try:
            hold(box)
            act(box)
        except BaseException:
            box.reject()
            raise

    QTimer.singleShot(20, find)


def hold(box: Dialog) -> None:
    """Hold the box against the rules of every box."""
    assert clipped(box) == []
    assert nameless(box) == []
    assert box.width() <= 911
    assert box.height() <= 440


def click(box: Dialog, name: str) -> None:
    button = box.findChild(Button, name)
    assert button is not None
    button.click()


def test_confirm_names_its_action_and_is_safe_by_default(qtbot: QtBot, window: MainWindow) -> None:
    seen: list[str] = []

    def look(box: Dialog) -> None:
        seen.extend(button.accessibleName() for button in box.foot.buttons)
        seen.append(box.focusWidget().objectName())
        click(box, "prompt_action")

    soon(look)
    assert window.prompts.confirm("Erase for good?", "Wang Fang and <b>all</b> her files go.", "Erase for good")
    assert seen == ["Erase for good", "Cancel", "prompt_cancel"]
    soon(lambda box: qtbot.keyClick(box, Qt.Key.Key_Escape))
    assert not window.prompts.confirm("Erase for good?", "x", "Erase for good")


def test_choice_text_and_tell(qtbot: QtBot, window: MainWindow) -> None:
    def second(box: Dialog) -> None:
        card = box.findChild(QWidget, "prompt_options_1")
        assert card is not None
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
        click(box, "prompt_action")

    soon(second)
    assert window.prompts.ask_choice("Which one?", "Both have it.", [("a", "Mine"), ("b", "Theirs")]) == "b"
    soon(lambda box: click(box, "prompt_cancel"))
    assert window.prompts.ask_choice("Which one?", "", [("a", "Mine")]) is None

    def write(box: Dialog) -> None:
        qtbot.keyClicks(box.focusWidget(), "Monthly")
        click(box, "prompt_action")

    soon(write)
    assert window.prompts.ask_text("Save this view", "Name") == "Monthly"
    soon(lambda box: click(box, "prompt_close"))
    window.prompts.tell("Backup failed", "The stick is full. " * 60)


def test_files_and_folders(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    prompts: Prompts = window.prompts
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: ("/tmp/a.xlsx", ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: "/tmp")
    assert str(prompts.choose_file("Open", "*.xlsx")) == "/tmp/a.xlsx"
    assert prompts.save_file("Save", "a.pdf", "*.pdf") is None
    assert str(prompts.choose_folder("Where")) == "/tmp"


def test_files_begin_beside_the_one_before_never_in_the_program(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = []

    def answer(_parent: QWidget, _title: str, place: str, _filters: str) -> tuple[str, str]:
        begun.append(place)
        return str(tmp_path / "sent" / "note.pdf"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)
    prompts: Prompts = window.prompts
    prompts.save_file("Save", "note.pdf", "*.pdf")
    prompts.save_file("Save", "list.xlsx", "*.xlsx")
    prompts.choose_file("Open", "*.xlsx")
    assert Path(begun[0]).parent not in {Path(), Path.cwd()}
    assert begun[1:] == [str(tmp_path / "sent" / "list.xlsx"), str(tmp_path / "sent")]


def test_script_answers_in_order_and_refuses_more() -> None:
    prompts = ScriptedPrompts([True, "/tmp/x.csv", None])
    assert prompts.confirm("Restore?", "x", "Restore")
    assert str(prompts.choose_file("Open", "*")) == "/tmp/x.csv"
    assert prompts.save_file("Save", "x", "*") is None
    assert [title for title, _text in prompts.asked] == ["Restore?", "Open", "Save"]
    with pytest.raises(AssertionError, match="nobody expected"):
        prompts.ask_text("More", "Name")
