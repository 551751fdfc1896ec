"""The page of a quote and the comparison fit their window in both languages and looks, with long values."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dealer_crm.domain.orders import LineDraft, LineGroup
from dealer_crm.domain.quotes import QuoteDraft
from dealer_crm.i18n import translator
from dealer_crm.ui.quotes.compare_dialog import CompareDialog
from dealer_crm.ui.quotes.page import QuotePage
from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.theme import apply_theme
from tests.ui.checks import clipped, nameless
from tests.ui.quotes.rig import QuoteShop, open_quotes

SIZES, LOOKS = ((1366, 690), (911, 440)), ("light", "dark")
LONG = LineDraft(
    "全屋两联供系统" * 8, "MDV-V120W/N1-5.6" * 6, quantity=200_000, price=4_999_999, room="主卧室" * 5, group=LineGroup.FLOOR_HEATING
)
COMBINATIONS = [
    pytest.param((size, language, LOOKS[n % 2]), id=f"{size[0]}-{language}")
    for n, (size, language) in enumerate(itertools.product(SIZES, ("zh", "en")))
]


@pytest.mark.parametrize("combination", COMBINATIONS)
def test_everything_fits(combination: tuple[tuple[int, int], str, Any], qapp: QApplication, qtbot: QtBot, shop: QuoteShop) -> None:
    size, language, look = combination
    apply_theme(qapp, look, language=language)
    window = MainWindow(translator(language))
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    shop.quotes.create(QuoteDraft(1, (LONG, LineDraft(name="安装")), expectations="保证终身不漏水" * 5, note="备注" * 200, subsidy=100))
    shop.quotes.give(1)
    shop.quotes.new_version(1)
    room = open_quotes(shop, window, translator(language))
    window.go("customers", "quote-1")
    page = room.quote_page()
    assert isinstance(page, QuotePage)
    page.sheet.lines.show_lines((replace(LONG, price=1), LONG))
    QApplication.sendPostedEvents()
    assert clipped(page) + nameless(page) == []
    page.deeds.compare()
    QApplication.sendPostedEvents()
    dialog = page.findChild(CompareDialog)
    assert dialog is not None
    assert clipped(dialog) + nameless(dialog) == []
    assert dialog.height() <= window.height()
    dialog.reject()
    shop.quotes.accept(shop.quotes.open(1).last.id)
    for which in ("quotes", "orders"):
        window.go("customers", f"sales-{which}")
        qtbot.waitUntil(lambda: len(room.sales_page().shown.model.ids()) == 1)
        QApplication.processEvents()
        assert clipped(room.sales_page()) + nameless(room.sales_page()) == []
