"""The card of keys shows what somebody answers, and nothing else."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dealer_crm.app.about import show_shortcuts
from dealer_crm.ui.shell.shortcuts import TABLE, Command, Scope
from dealer_crm.ui.widgets import Label
from tests.app.windows import running

UI = Path(__file__).parents[2] / "dealer_crm" / "ui"


def test_only_answered_keys_are_shown(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "shop") as run:
        dialog = show_shortcuts(run.wiring.t, run.window)
        shown = {label.objectName().removeprefix("key_") for label in dialog.findChildren(Label) if label.objectName().startswith("key_")}
        of_window = {one.name for one in TABLE if one.scope is Scope.WINDOW}
        assert {name for name in shown & of_window if not run.window.commands.exists(name)} == set()
        assert {one.name for one in TABLE if one.keys and run.window.commands.exists(one.name)} <= shown
        assert {"undo", "caller", "go_today", "save", "row_menu"} <= shown
        dialog.reject()


@pytest.mark.parametrize("command", [one for one in TABLE if one.keys and one.scope is Scope.PAGE], ids=lambda one: one.name)
def test_each_key_of_pages_is_answered_by_one(command: Command) -> None:
    pages = [file.read_text("utf-8") for file in UI.rglob("*.py") if file.parent.name not in {"shell", "widgets"}]
    assert any(f'"{command.name}": ' in page or f'["{command.name}"] = ' in page for page in pages)
