"""Finding customers: filter, views, order, columns, many at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dealer_crm.domain.customers import CustomerDraft, Stage
from dealer_crm.domain.details import Detail, FieldDraft, ValueDraft, ValueKind
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.services.customer_fields import Condition
from dealer_crm.services.customer_list import CustomerSpec, CustomerView
from dealer_crm.services.form_fields import FormFieldBook
from dealer_crm.ui.customers.filter_dialog import FilterDialog
from dealer_crm.ui.customers.list_pane import CustomerListPane
from dealer_crm.ui.customers.page import CustomersPage
from dealer_crm.ui.desk.columns_dialog import ColumnsDialog
from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.widgets import Combo
from dealer_crm.ui.widgets.text import ElidedLabel
from tests.ui.customers.rig import TODAY, Shop, child, open_page
from tests.ui.finding import find
from tests.ui.scripted import ScriptedPrompts

Key = Qt.Key


def shown(page: CustomersPage) -> list[str]:
    model = page.list.model
    return [model.row_at(at).name for at in range(model.rowCount())]


def test_overdue_stands_first_and_no_date_last(page: CustomersPage) -> None:
    assert shown(page) == ["王芳", "何志平", "单小凡", "吴倩"]
    chips = [page.list.model.columns[2].text(page.list.model.row_at(at)) for at in range(4)]
    assert chips == ["5 d overdue", "Today", "Thu 26 Nov", "No next step"]


def test_model_is_sound(page: CustomersPage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.list.model, force_py=True)


def test_initials_find_and_enter_opens(page: CustomersPage, qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(page.list.filter, "sxf")
    qtbot.waitUntil(lambda: shown(page) == ["单小凡"])
    assert child(page, "customer_count").property("text") == "4 customers · 1 shown"
    qtbot.keyClick(page.list.filter, Key.Key_Return)
    assert page.file.customer_id() == 3
    assert page.panes.is_open()


def test_escape_clears_the_filter_then_leaves_it(page: CustomersPage, qtbot: QtBot) -> None:
    page.list.filter.setFocus()
    qtbot.keyClicks(page.list.filter, "zzz")
    qtbot.waitUntil(lambda: shown(page) == [])
    qtbot.keyClick(page.list.filter, Key.Key_Escape)
    qtbot.waitUntil(lambda: len(shown(page)) == 4)
    qtbot.keyClick(page.list.filter, Key.Key_Escape)
    assert page.list.table.hasFocus()


def test_arrows_choose_while_typing(page: CustomersPage, qtbot: QtBot) -> None:
    page.list.filter.setFocus()
    assert page.list.table.current_id() == 1
    qtbot.keyClick(page.list.filter, Key.Key_Down)
    assert page.list.table.current_id() == 2


def test_nothing_found_offers_to_clear(page: CustomersPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.list.filter, "zzz")
    qtbot.waitUntil(lambda: shown(page) == [])
    qtbot.mouseClick(child(page, "customer_no_hits_button"), Qt.MouseButton.LeftButton)
    assert len(shown(page)) == 4


def test_quick_view_shows_its_count_and_its_customers(page: CustomersPage, qtbot: QtBot) -> None:
    page.list.reload()
    combo = find(page, Combo, "customer_quick")
    texts = [combo.itemText(at) for at in range(combo.count())]
    assert texts[:4] == ["All 4", "Overdue 1", "Today 1", "No next step 1"]
    combo.setFocus()
    qtbot.keyClick(combo, Key.Key_Down)
    assert combo.value() is CustomerView.OVERDUE
    assert shown(page) == ["王芳"]


def test_header_sorts_in_the_store(page: CustomersPage, qtbot: QtBot) -> None:
    header = page.list.table.horizontalHeader()
    where = QPoint(header.sectionViewportPosition(0) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert page.list.spec.sort == "name"
    assert shown(page) == ["何志平", "单小凡", "王芳", "吴倩"]
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert shown(page) == ["吴倩", "王芳", "单小凡", "何志平"]


def titles(page: CustomersPage) -> list[str]:
    return [page.list.model.columns[i].key for i in page.list.table.arrangement.shown()]


def dialog(window: MainWindow, kind: type[FilterDialog] | type[ColumnsDialog], qtbot: QtBot) -> FilterDialog | ColumnsDialog:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(kind)))
    found = next(one for one in window.findChildren(kind) if one.isVisible())
    assert isinstance(found, kind)
    return found


def test_filters_work_at_once_and_are_named(page: CustomersPage, shop: Shop, window: MainWindow, qtbot: QtBot) -> None:
    shop.add("", draft=CustomerDraft(name="老客户", stage=Stage.BASE))
    qtbot.mouseClick(child(page, "customer_filters"), Qt.MouseButton.LeftButton)
    box = dialog(window, FilterDialog, qtbot)
    qtbot.mouseClick(child(box, "filter_stage_base"), Qt.MouseButton.LeftButton)
    assert shown(page) == ["老客户"]
    assert child(box, "filter_found").property("text") == "1 customer fits"
    qtbot.keyClick(box, Key.Key_Escape)
    assert child(page, "customer_filters_clear").accessibleName() == "Base"
    qtbot.mouseClick(child(page, "customer_filters_clear"), Qt.MouseButton.LeftButton)
    assert len(shown(page)) == 5


def test_columns_are_chosen_kept_and_reset(page: CustomersPage, shop: Shop, window: MainWindow, qtbot: QtBot) -> None:
    delivered = titles(page)
    window.commands.run("columns")
    box = dialog(window, ColumnsDialog, qtbot)
    qtbot.mouseClick(child(box, "column_wechat"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(child(box, "column_down_name"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(child(box, "columns_done"), Qt.MouseButton.LeftButton)
    assert titles(page)[:2] == ["phone", "name"]
    assert "wechat" in titles(page)
    qtbot.waitUntil(lambda: "wechat" in shop.remembered.get("customers/columns_list", ""))
    again = open_page(shop, window)
    assert titles(again)[:2] == ["phone", "name"]
    window.commands.run("columns")
    box = dialog(window, ColumnsDialog, qtbot)
    qtbot.mouseClick(child(box, "columns_reset"), Qt.MouseButton.LeftButton)
    assert titles(again) == delivered


def pane(page: CustomersPage) -> CustomerListPane:
    assert isinstance(page.list, CustomerListPane)
    return page.list


def file_with_details(shop: Shop, name: str, stage: str, residents: str) -> None:
    house = PremisesDraft(street=f"{name}路", details=(Detail("deco_stage", stage),))
    shop.add("", draft=CustomerDraft(name=name, details=(Detail("residents", residents),), premises=(house,)))


def test_further_fields_filter_by_keys_alone(page: CustomersPage, shop: Shop, window: MainWindow, qtbot: QtBot) -> None:
    file_with_details(shop, "水电户", "plumbing", "5")
    file_with_details(shop, "油漆户", "painting", "2")
    pane(page).open_filters()
    box = dialog(window, FilterDialog, qtbot)
    find(box, Combo, "filter_more_part").set_value("Decoration")
    add = child(box, "filter_more_add")
    add.setFocus()
    qtbot.keyClick(add, Key.Key_Return)
    chip = box.focusWidget()
    assert chip is not None
    assert chip.objectName() == "filter_by_deco_stage_values_not_handed_over"
    for _ in range(4):
        qtbot.keyClick(box.focusWidget(), Key.Key_Right)
    qtbot.keyClick(box.focusWidget(), Key.Key_Space)
    assert shown(page) == ["水电户"]
    assert page.list.spec.conditions == (Condition("deco_stage", ("plumbing",)),)
    assert isinstance(box, FilterDialog)
    box.add_field("residents")
    qtbot.keyClicks(box.focusWidget(), "6")
    assert shown(page) == []
    qtbot.mouseClick(child(box, "filter_by_residents_remove"), Qt.MouseButton.LeftButton)
    assert shown(page) == ["水电户"]
    qtbot.keyClick(box, Key.Key_Escape)
    assert child(page, "customer_filters_clear").accessibleName() == "Stage of decoration: Plumbing and wiring"
    pane(page).clear_filters()
    assert len(shown(page)) == 6


def test_a_further_column_is_added_kept_and_follows_its_list(page: CustomersPage, shop: Shop, window: MainWindow, qtbot: QtBot) -> None:
    file_with_details(shop, "水电户", "plumbing", "5")
    window.commands.run("columns")
    box = dialog(window, ColumnsDialog, qtbot)
    find(box, Combo, "columns_more_part").set_value("Decoration")
    qtbot.mouseClick(child(box, "columns_more_add"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(child(box, "columns_done"), Qt.MouseButton.LeftButton)
    assert titles(page)[-1] == "deco_stage"
    qtbot.waitUntil(lambda: "deco_stage" in shop.remembered.get("customers/columns_list", ""))
    again = open_page(shop, window)
    assert titles(again)[-1] == "deco_stage"
    FormFieldBook(shop.db, Actor).edit_value("deco_stage", "plumbing", ValueDraft("水电改造", "Pipes and wires"))
    column = again.list.model.columns[-1]
    row = shop.row(5)
    assert row is not None
    assert column.text(row) == "Pipes and wires"
    again.list.model.request_sort(len(again.list.model.columns) - 1)
    assert shown(again)[0] == "水电户"
    assert find(again, ElidedLabel, "customer_order").text() == "By Stage of decoration"


def test_a_field_of_the_shop_is_a_column_too(page: CustomersPage, shop: Shop) -> None:
    code = FormFieldBook(shop.db, Actor).add_field(FieldDraft("群昵称", kind=ValueKind.TEXT))
    assert code in {choice.value for choice in pane(page).further_columns()["Our own fields"]}
    pane(page).add_column(code)
    assert page.list.model.columns[-1].title == "群昵称"


def test_empty_shop_offers_the_first_steps(empty_shop: Shop, window: MainWindow, qtbot: QtBot) -> None:
    page = open_page(empty_shop, window)
    assert page.has_primary
    with qtbot.waitSignal(page.import_requested):
        qtbot.mouseClick(child(page, "customer_none_import"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(child(page, "customer_none_button"), Qt.MouseButton.LeftButton)
    assert page.shows_form()


def test_del_moves_to_the_bin_without_asking(page: CustomersPage, shop: Shop, qtbot: QtBot) -> None:
    page.list.table.setFocus()
    page.list.table.select_id(1)
    qtbot.keyClick(page.list.table, Key.Key_Delete)
    assert "王芳" not in shop.names()


def test_many_go_only_after_a_question(empty_shop: Shop, window: MainWindow, qtbot: QtBot) -> None:
    for n in range(22):
        empty_shop.add(f"客户{n}")
    page = open_page(empty_shop, window)
    page.list.table.selectAll()
    window.prompts = refusing = ScriptedPrompts([False])
    qtbot.keyClick(page.list.table, Key.Key_Delete)
    assert len(empty_shop.names()) == 22
    assert refusing.asked[0][1] == "22 customers go to the recycle bin. [Delete them]"
    window.prompts = ScriptedPrompts([True])
    qtbot.keyClick(page.list.table, Key.Key_Delete)
    assert empty_shop.names() == []


def test_referrer_cannot_go_and_it_is_said(page: CustomersPage, shop: Shop, qtbot: QtBot) -> None:
    shop.add("", draft=CustomerDraft(name="李四", referrer_id=1))
    qtbot.waitUntil(lambda: page.list.table.select_id(1) and page.list.table.selected_ids() == [1])
    qtbot.keyClick(page.list.table, Key.Key_Delete)
    assert "李四 names this customer as referrer" in page.message.text()
    assert "王芳" in shop.names()


def test_row_menu_knows_the_selection(page: CustomersPage, shop: Shop, qtbot: QtBot) -> None:
    page.list.table.select_id(1)
    qtbot.keyClick(page.list.table, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    page.list.menu_requested.emit(1, QPoint(200, 200))
    menu = page.findChildren(QMenu, "customer_menu")[0]
    actions = {action.objectName(): action for action in menu.actions()}
    assert actions["row_delete"].text() == "Delete 2 customers\tDel"
    actions["row_export"].trigger()
    assert shop.asked == [("export", (pane(page).shown_spec(), [1, 2]))]
    menu.close()


def test_export_of_the_list_takes_the_view(page: CustomersPage, shop: Shop, window: MainWindow) -> None:
    page.list.set_view(CustomerView.TODAY)
    window.commands.run("export_list")
    pane(page).add_column("residents")
    window.commands.run("export_list")
    columns = ("name", "phone", "next_on", "address", "stage", "intent_level", "last_at", "last_words", "owner")
    asked = CustomerSpec(view=CustomerView.TODAY, columns=columns)
    assert shop.asked == [("export", (asked, [])), ("export", (replace(asked, columns=(*columns, "residents")), []))]


def test_news_keep_the_place(page: CustomersPage, shop: Shop) -> None:
    page.list.table.select_id(3)
    shop.add("新来的", step=TODAY - timedelta(days=9))
    assert page.list.table.current_id() == 3
    assert shown(page)[0] == "新来的"
