"""What the shop lacks on a paper is asked for once, before the paper is shown."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from dealer_crm.domain.shop import ShopDraft
from dealer_crm.i18n import Translator
from dealer_crm.ui.printing.missing import MissingDialog, missing_of
from dealer_crm.ui.shell import MainWindow
from tests.ui.checks import clipped


def test_only_what_the_shop_lacks_is_asked() -> None:
    shop = ShopDraft(name="暖居", phone="142")
    assert missing_of(shop, ("name", "address", "hotline")) == ("address",)
    assert missing_of(ShopDraft(), ("name", "hotline")) == ("name", "hotline")
    assert missing_of(shop, ()) == ()


def test_what_is_missing_is_saved_for_all_papers(window: MainWindow, qtbot: QtBot, t: Translator) -> None:
    saved: list[ShopDraft] = []
    shop = ShopDraft(name="暖居", version=3)
    dialog = MissingDialog(t, shop, ("address", "hotline"), saved.append, window)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.form
    body = dialog.findChild(QScrollArea)
    assert body is not None
    assert body.verticalScrollBar().maximum() == 0
    QTest.keyClicks(dialog.form.field("address"), "88 Road")
    assert clipped(dialog) == []
    with qtbot.waitSignal(dialog.went_on):
        QTest.keyClick(dialog, Qt.Key.Key_F8)
    assert saved == [replace(shop, address="88 Road")]


def test_missing_data_can_be_passed_over(window: MainWindow, qtbot: QtBot, t: Translator) -> None:
    saved: list[ShopDraft] = []
    dialog = MissingDialog(t, ShopDraft(), ("name",), saved.append, window)
    dialog.open()
    with qtbot.waitSignal(dialog.went_on):
        dialog.foot.buttons[1].click()
    assert saved == []
