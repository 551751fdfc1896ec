"""A field of the shop that is still being typed in is never lost, whatever ends the page."""

from pathlib import Path

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dealer_crm.ui.widgets import LineEdit
from tests.app.windows import running


def test_a_shop_field_that_is_being_typed_in_is_in_the_exit_backup(qtbot: QtBot, tmp_path: Path) -> None:
    shop = tmp_path / "shop"
    with running(qtbot, shop) as run:
        run.window.go("settings", "shop")
        field = run.window.findChild(LineEdit, "field_shop_name")
        field.setFocus()
        run.wait(field.hasFocus)
        QTest.keyClicks(field, "Nuan")
        assert run.opened.shop.shop().name == ""
        run.window.close()
        run.wait(lambda: run.program.opened is None)
    assert [file.name for file in shop.glob("store.sqlite*")] == ["store.sqlite"]
    [backup] = (shop / "backups").glob("*.zip")
    with running(qtbot, shop) as run:
        before = run.window
        run.wiring.restore(backup)
        run.wait(lambda: run.window is not before and run.program.wiring is not None)
        assert run.opened.shop.shop().name == "Nuan"


def test_a_shop_field_that_is_being_typed_in_survives_another_language(qtbot: QtBot, tmp_path: Path) -> None:
    with running(qtbot, tmp_path / "shop") as run:
        run.window.go("settings", "shop")
        before = run.window
        field = before.findChild(LineEdit, "field_shop_name")
        field.setFocus()
        QTest.keyClicks(field, "Nuan")
        run.wiring.look.commands()["language_zh"]()
        run.wait(lambda: run.window is not before)
        assert run.opened.shop.shop().name == "Nuan"
