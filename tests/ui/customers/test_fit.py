"""Every screen of the customer pages fits its window in both languages and looks, with short and with long values."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dealer_crm.domain.classes import ClassKind
from dealer_crm.domain.customers import ContactDraft, CustomerDraft, Interest, PhoneDraft
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.i18n import translator
from dealer_crm.ui.caller.card import CallerCard, CallerDoors
from dealer_crm.ui.customers.filter_dialog import FilterDialog
from dealer_crm.ui.customers.page import CustomersPage
from dealer_crm.ui.desk.columns_dialog import ColumnsDialog
from dealer_crm.ui.followups.log_sheet import LogDoors, LogSheet
from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.theme import apply_theme
from tests.ui.checks import clipped, nameless
from tests.ui.customers.rig import Shop, open_page

SIZES, LOOKS = ((1366, 690), (1093, 540), (911, 440)), ("light", "dark")
Screen = tuple[MainWindow, CustomersPage, Shop, str]
HOUSE = PremisesDraft(province="新疆维吾尔自治区", city="伊犁哈萨克自治州", community="某某花园二期" * 5, building="128", room="3002")
LONG = CustomerDraft(
    name="示例市某某区某某街道某某冷暖设备工程有限责任公司第三分公司",
    phones=tuple(PhoneDraft(f"1420000{n:04}", "公司前台值班室") for n in range(5)),
    interests=tuple(Interest),
    care_notes="中午宝宝睡觉，十二点到两点不要打电话；老人听力不好，说话要慢。 " * 3,
    note="很长的备注 " * 60,
    contacts=(ContactDraft("欧阳晴川" * 5, phones=(PhoneDraft("14200000778"),), note="会议后" * 20),),
    premises=(HOUSE,),
)
COMBINATIONS = [
    pytest.param((size, language, LOOKS[n % 2]), id=f"{size[0]}-{language}")
    for n, (size, language) in enumerate(itertools.product(SIZES, ("zh", "en")))
]


@pytest.fixture
def screen(request: pytest.FixtureRequest, qapp: QApplication, qtbot: QtBot, shop: Shop) -> Screen:
    """The page in a window of a size, a language and a look, with one customer of long values."""
    size, language, look = request.param
    apply_theme(qapp, look, language=language)
    t = translator(language)
    window = MainWindow(t)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    qtbot.waitExposed(window).__enter__()
    shop.add("", draft=LONG)
    return window, open_page(shop, window, t), shop, language


def faults(window: MainWindow) -> list[str]:
    for _round in range(3):  # rows that wrap ask for their height once they are placed
        QApplication.processEvents()
    return clipped(window) + nameless(window)


@pytest.mark.parametrize("screen", COMBINATIONS, indirect=True)
def test_nothing_is_cut_or_nameless(screen: Screen) -> None:
    window, page, shop, language = screen
    t = translator(language)
    found = {"list": faults(window)}
    for customer_id, tabs in ((1, ("timeline",)), (5, ("timeline", "record", "machines", "attachments"))):
        page.open_record(customer_id)
        for tab in tabs:
            page.file.show_tab(tab)
            found[f"{tab} {customer_id}"] = faults(window)
    page.edit_customer(5)
    found["form"] = faults(window)
    page.form.leave()
    doors = LogDoors(shop.followups.log, shop.list.find, shop.row, page.next_after, shop.drafts, shop.clock)
    for customer_id in (0, 5):
        window.show_sheet(LogSheet(t, doors, customer_id))
        found[f"sheet {customer_id}"] = faults(window)
        window.close_sheet()
    card = CallerCard(t, CallerDoors(shop.list.find, shop.pages.open, shop.followups.log, shop.drafts, shop.clock), window)
    card.ask()
    card.field.setText("14200000004")
    card.search()
    found["caller"] = faults(window)
    assert {name: faulty for name, faulty in found.items() if faulty} == {}


@pytest.mark.parametrize("screen", [((911, 440), "en", "light"), ((911, 440), "zh", "dark")], indirect=True)
def test_dialogs_fit_the_smallest_window(screen: Screen) -> None:
    window, page, _, _ = screen
    for open_it, kind in ((page.open_filters, FilterDialog), (page.open_columns, ColumnsDialog)):
        open_it()
        dialog = next(one for one in window.findChildren(kind) if one.isVisible())
        assert dialog.width() <= 911
        assert dialog.height() <= 440
        assert clipped(dialog) == []
        assert nameless(dialog) == []
        dialog.accept()


@pytest.mark.slow
@pytest.mark.parametrize("screen", [((911, 440), "en", "light"), ((911, 440), "zh", "dark")], indirect=True)
def test_every_part_of_form_and_record_fits_with_large_text(qapp: QApplication, screen: Screen) -> None:
    window, page, shop, language = screen
    apply_theme(qapp, "light", percent=150, language=language)
    page.edit_customer(5)
    found = {"form": faults(window)}
    for part in ("person", "company", "house", "decoration", "present", "needs", "talk", "trade"):
        page.form.fields.grid.open_section(part)
        found[part] = faults(window)
    page.form.leave()
    shop.classes.override(5, ClassKind.RELATION, "target", "he builds hotels and asks for three offers a year " * 3)
    page.open_record(5)
    page.file.show_tab("record")
    found["record"] = faults(window)
    assert {name: faulty for name, faulty in found.items() if faulty} == {}


def test_a_part_that_opens_in_large_text_takes_the_room_it_needs(qapp: QApplication, shop: Shop, window: MainWindow) -> None:
    apply_theme(qapp, "light", percent=150, language="zh")
    window.resize(911, 440)
    page = open_page(shop, window)
    page.edit_customer(1)
    faults(window)
    page.form.fields.grid.open_section("person")
    faults(window)
    row = page.form.fields.grid.row("email")
    assert row is not None
    assert row.height() >= row.minimumSizeHint().height() > 0
