"""A delivery is ticked, measured, photographed, printed and handed over by keys and by clicks, at every size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.deliveries import DeliveryDraft
from dealer_crm.services.delivery_file import CheckRow
from dealer_crm.services.delivery_list import DeliveryView
from dealer_crm.ui.deliveries.check_line import CheckLine
from dealer_crm.ui.deliveries.edit_dialog import EditDialog
from dealer_crm.ui.deliveries.handover_dialog import HandOverDialog
from dealer_crm.ui.deliveries.new_dialog import NewDeliveryDialog
from dealer_crm.ui.deliveries.page import DeliveriesPage
from dealer_crm.ui.deliveries.return_dialog import ReturnDialog
from dealer_crm.ui.widgets import Button, Dialog, Label, LineEdit
from dealer_crm.ui.widgets.painting import advance
from tests.ui.checks import clipped, focused, low_contrast, nameless
from tests.ui.deliveries.conftest import Pages
from tests.ui.deliveries.yard import AIRCON, NOW, Yard, copy_picture
from tests.ui.finding import find

MENDED = NOW.date() + timedelta(days=3)
SIZES = [(1366, 690), (1093, 540), (911, 440)]
KEYS = Qt.Key
Shown = TypeVar("Shown", bound=Dialog)


def check(yard: Yard, code: str) -> CheckRow:
    """Return an item of delivery 1 as it stands."""
    return next(one for one in yard.deliveries.open(1).checks if one.code == code)


def line(page: DeliveriesPage, code: str) -> CheckLine:
    """Return the line of an item in view."""
    return find(page, CheckLine, f"check_{code}")


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    qtbot.keyClick(focused(), key, modifier)


def test_no_item_is_cut_for_a_standard_that_cannot_be_read(pages: Pages, qtbot: QtBot) -> None:
    page = pages((1093, 540), "zh")
    page.open_record(1)
    words = [find(page, Label, f"check_words_{line.check.code}") for line in page.pane.group.lines()]
    qtbot.waitUntil(lambda: words[0].width() > 0)
    assert [label.text() for label in words if label.width() < advance(label.text())] == []


def settle(page: DeliveriesPage, qtbot: QtBot, press_key: Callable[[Qt.Key], None]) -> int:
    """Settle the nine required items by keys, with the picture that one wants; return how many keys were no typing and no arrows."""
    ticks = 0
    while missing := [one for one in page.pane.file.missing] if page.pane.file else []:
        page.pane.lead_to(missing[0].id)
        current = line(page, missing[0].code)
        qtbot.waitUntil(lambda current=missing[0]: focused().objectName() == f"check_{current.code}")  # type: ignore[misc]
        if current.value is not None:
            qtbot.keyClicks(focused(), "3")
            qtbot.keyClicks(focused(), "5")
            press_key(KEYS.Key_Return)
        else:
            press_key(KEYS.Key_Space)
        ticks += 1
        if missing[0].photo:
            paste_picture(qtbot)
            ticks += 1
            qtbot.waitUntil(lambda passed=current: passed.check.result is CheckResult.PASS)  # type: ignore[misc]
    return ticks


def paste_picture(qtbot: QtBot) -> None:
    """Paste a picture where the focus is."""
    copy_picture()
    press(qtbot, KEYS.Key_V, Qt.KeyboardModifier.ControlModifier)


def shown(page: DeliveriesPage, qtbot: QtBot, kind: type[Shown]) -> Shown:
    """Return the dialog of that kind once it is in front."""
    dialog = find(page.window(), kind)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


# the list


def test_enter_opens_where_work_goes_on(page: DeliveriesPage, qtbot: QtBot) -> None:
    page.list.table.select_id(1)
    qtbot.keyClick(page.list.table, KEYS.Key_Return)
    assert page.pane.delivery_id() == 1
    assert focused().objectName() == "check_A"
    press(qtbot, KEYS.Key_Escape)
    assert not page.panes.is_open()
    assert focused() is page.list.table


def test_views_and_filter_narrow_the_list(page: DeliveriesPage, yard: Yard, qtbot: QtBot) -> None:
    yard.deliveries.plan(yard.order("Ho Zhiping"), DeliveryDraft(planned_on=NOW.date() + timedelta(days=2)))
    page.reload()
    assert list(page.list.model.ids()) == [1, 2]
    page.list.set_view(DeliveryView.TODAY)
    assert list(page.list.model.ids()) == [1]
    page.list.set_view(DeliveryView.ALL)
    qtbot.keyClicks(page.list.filter, "ho zhi")
    qtbot.waitUntil(lambda: list(page.list.model.ids()) == [2])
    qtbot.keyClick(page.list.filter, KEYS.Key_Return)
    assert page.pane.delivery_id() == 2


def test_f7_plans_what_is_left_of_an_order(page: DeliveriesPage, yard: Yard, qtbot: QtBot) -> None:
    yard.order("Ho Zhiping")
    qtbot.keyClick(page.list.table, KEYS.Key_F7)
    dialog = shown(page, qtbot, NewDeliveryDialog)
    qtbot.keyClicks(dialog.filter, "zhip")
    dialog.slot.setText("上午")
    qtbot.keyClick(dialog, KEYS.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.pane.delivery_id() == 2
    assert yard.deliveries.open(2).draft.slot == "上午"


def test_what_nothing_fits_is_not_said_to_be_delivered(page: DeliveriesPage, yard: Yard, qtbot: QtBot) -> None:
    yard.order("Ho Zhiping")
    qtbot.keyClick(page.list.table, KEYS.Key_F7)
    dialog = shown(page, qtbot, NewDeliveryDialog)
    qtbot.keyClicks(dialog.filter, "nobody")
    assert not dialog.model.ids()
    assert [one.text() for one in dialog.findChildren(QLabel) if "fits" in one.text()] == ["Nothing fits this search."]
    dialog.reject()


def test_an_order_leads_to_its_delivery_and_back(page: DeliveriesPage, yard: Yard, qtbot: QtBot) -> None:
    yard.order("Ho Zhiping")
    wanted = yard.order("Li")
    page.show_subject(f"new-{wanted}")
    dialog = shown(page, qtbot, NewDeliveryDialog)
    assert dialog.table.current_id() == wanted
    dialog.accept()
    assert page.pane.file is not None
    with qtbot.waitSignal(page.order_requested) as asked:
        next(item.run for item in page.deeds.items(page.pane.file) if item.name == "more_order")()  # type: ignore[misc]
    assert asked.args == [wanted]


def test_nothing_to_deliver_says_so(page: DeliveriesPage, yard: Yard, qtbot: QtBot) -> None:
    page.deeds.new()
    dialog = find(page.window(), NewDeliveryDialog)
    dialog.accept()
    assert dialog.isVisible()
    assert "order" in dialog.message.text()
    dialog.reject()


# the sheet


def test_space_ticks_and_takes_back(page: DeliveriesPage, yard: Yard, qtbot: QtBot) -> None:
    page.open_record(1)
    press(qtbot, KEYS.Key_Space)
    assert check(yard, "A").result is CheckResult.PASS
    press(qtbot, KEYS.Key_Space)
    assert check(yard, "A").result is None
    press(qtbot, KEYS.Key_Down)
    assert focused().objectName() == "check_B"


def test_a_failure_asks_for_its_note_and_keeps_what_was_pressed(page: DeliveriesPage, yard: Yard, qtbot: QtBot) -> None:
    page.open_record(1)
    press(qtbot, KEYS.Key_X)
    assert check(yard, "A").result is None
    assert focused().objectName() == "check_note_A"
    qtbot.keyClicks(focused(), "an hour late")
    press(qtbot, KEYS.Key_Return)
    assert (check(yard, "A").result, check(yard, "A").note) == (CheckResult.FAIL, "an hour late")


def test_a_value_decides_by_its_limits(page: DeliveriesPage, yard: Yard, qtbot: QtBot) -> None:
    page.open_record(1)
    page.pane.show_stop("room_ac.run", focus=True)
    assert focused().objectName() == "check_RA-11"
    qtbot.keyClicks(focused(), "2")
    qtbot.keyClicks(focused(), "0")
    assert focused().objectName() == "check_value_RA-11"
    press(qtbot, KEYS.Key_Return)
    assert check(yard, "RA-11").result is None
    qtbot.keyClicks(focused(), "again at 3")
    press(qtbot, KEYS.Key_Return)
    assert check(yard, "RA-11").result is None
    assert "a picture" in find(page, Label, "check_asks_RA-11").text()
    qtbot.waitUntil(lambda: focused().objectName() == "check_RA-11")
    paste_picture(qtbot)
    qtbot.waitUntil(lambda: check(yard, "RA-11").result is CheckResult.FAIL)
    assert check(yard, "RA-11").due_on == MENDED
    assert "10 min too low" in find(page, QWidget, "check_said_RA-11").text()  # type: ignore[attr-defined]
    again = line(page, "RA-11")
    assert again.value is not None
    again.value.setFocus()
    again.value.selectAll()
    qtbot.keyClicks(again.value, "35")
    press(qtbot, KEYS.Key_Return)
    assert check(yard, "RA-11").result is CheckResult.PASS


def test_the_rest_of_a_group_passes_by_one_click(page: DeliveriesPage, yard: Yard, qtbot: QtBot) -> None:
    page.open_record(1)
    qtbot.mouseClick(page.pane.group.pass_button, Qt.MouseButton.LeftButton)
    assert all(one.result is CheckResult.PASS for one in yard.deliveries.open(1).groups[0].checks if not one.photo)
    assert focused().objectName() == "check_C"
    assert page.pane.progress.words() == "5/9"
    yard.history.undo()
    page.reload()
    assert page.pane.progress.words() == "0/9"


def test_what_begins_later_is_never_missing(page: DeliveriesPage) -> None:
    page.open_record(1)
    page.pane.show_stop("expectations.begins")
    assert not page.pane.group.pass_button.isVisible()
    assert line(page, "F").check.later


def test_a_scanner_goes_from_field_to_field(page: DeliveriesPage, yard: Yard, qtbot: QtBot) -> None:
    page.open_record(1)
    page.pane.show_stop("goods", focus=True)
    for number in ("S-1", "S-2"):
        qtbot.keyClicks(focused(), number)
        press(qtbot, KEYS.Key_Return)
    assert yard.deliveries.open(1).lines[0].serials == ("S-1", "S-2")
    field = find(page, LineEdit, f"serial_{page.pane.file.lines[0].id}_1" if page.pane.file else "")
    field.setText("S-1")
    field.editingFinished.emit()
    assert "S-1" in page.pane.goods.message.text()


def test_a_pasted_picture_belongs_to_the_current_item(page: DeliveriesPage, yard: Yard, qtbot: QtBot) -> None:
    page.open_record(1)
    copy_picture()
    press(qtbot, KEYS.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert check(yard, "A").photos == 1
    assert yard.deliveries.open(1).photos == 1


# the end


def test_ctrl_enter_leads_to_what_is_open(page: DeliveriesPage, qtbot: QtBot) -> None:
    page.open_record(1)
    page.pane.show_stop("goods")
    page.deeds.finish()
    assert "9 required items are open" in page.pane.message.text()
    qtbot.keyClick(focused(), KEYS.Key_Space)
    assert page.pane.message.text() == ""
    assert focused().objectName() == "check_A"


def test_open_items_need_a_reason(page: DeliveriesPage, yard: Yard, qtbot: QtBot) -> None:
    page.open_record(1)
    qtbot.mouseClick(find(page, Button, "delivery_anyway"), Qt.MouseButton.LeftButton)
    dialog = shown(page, qtbot, HandOverDialog)
    qtbot.keyClick(dialog, KEYS.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()
    dialog.reason.setText("客户急用")
    qtbot.keyClick(dialog, KEYS.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert yard.deliveries.open(1).open_reason == "客户急用"


@pytest.mark.parametrize("size", SIZES)
def test_task_9_in_fourteen_actions(pages: Pages, yard: Yard, qtbot: QtBot, size: tuple[int, int]) -> None:
    page, actions = pages(size), 0
    page.list.table.select_id(1)
    qtbot.keyClick(page.list.table, KEYS.Key_Return)
    actions += 1 + settle(page, qtbot, lambda key: press(qtbot, key))
    press(qtbot, KEYS.Key_Return, Qt.KeyboardModifier.ControlModifier)
    dialog = shown(page, qtbot, HandOverDialog)
    qtbot.keyClick(dialog, KEYS.Key_Return, Qt.KeyboardModifier.ControlModifier)
    page.commands()["print_now"]()
    actions += 3
    file = yard.deliveries.open(1)
    assert file.finished_at is not None
    assert (file.photos, file.signed_by) == (1, "陈静")
    assert yard.told == [("print", 1)]
    assert actions <= 14


def test_what_the_customer_said_is_handed_on(page: DeliveriesPage, yard: Yard, qtbot: QtBot) -> None:
    page.open_record(1)
    page.deeds.finish_with_open_items()
    dialog = find(page.window(), HandOverDialog)
    dialog.reason.setText("先用")
    dialog.care.set_value(True)
    dialog.news.set_value(False)
    dialog.commissioned_on.set_value(NOW.date())
    dialog.accept()
    file = yard.deliveries.open(1)
    assert (file.consent_on, file.marketing_ok, file.commissioned_on) == (NOW.date(), False, NOW.date())
    assert not page.pane.side.finish_button.isVisible()


def test_papers_and_text_go_out(page: DeliveriesPage, yard: Yard) -> None:
    page.open_record(1)
    for name in ("print_preview", "print_now", "copy_text"):
        page.commands()[name]()
    find(page, Button, "delivery_print_checklist").click()
    assert yard.told == [("preview", 1), ("print", 1), ("checklist", 1)]
    assert QGuiApplication.clipboard().text() == "派单 1"


def test_quantities_are_edited_and_the_rest_stays(page: DeliveriesPage, yard: Yard) -> None:
    page.open_record(1)
    page.deeds.edit()
    dialog = find(page.window(), EditDialog)
    dialog.quantities[1].set_value(3000)
    dialog.accept()
    assert dialog.isVisible()
    dialog.quantities[1].set_value(1000)
    dialog.accept()
    assert yard.deliveries.open(1).lines[0].quantity == 1000
    assert len(yard.lists.to_deliver()) == 1


def test_second_saver_of_a_delivery_keeps_what_the_first_entered(page: DeliveriesPage, yard: Yard) -> None:
    page.open_record(1)
    page.deeds.edit()
    dialog = find(page.window(), EditDialog)
    dialog.driver.setText("老周")
    file = yard.deliveries.open(1)
    yard.deliveries.edit(1, replace(file.draft, vehicle="皖A 12345"), file.version)
    dialog.accept()
    saved = yard.deliveries.open(1).draft
    assert (saved.driver, saved.vehicle) == ("老周", "皖A 12345")


# how it looks


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_everything_fits_and_has_a_name(pages: Pages, yard: Yard, qtbot: QtBot, size: tuple[int, int], language: str) -> None:
    yard.deliveries.plan(yard.order("何志平", AIRCON), DeliveryDraft())
    page = pages(size, language)
    qtbot.waitUntil(lambda: not clipped(page))
    page.open_record(1)
    for stop in page.pane.rail.stop_keys():
        page.pane.show_stop(stop, focus=True)
        qtbot.waitUntil(lambda: not clipped(page))
        assert nameless(page) == []
    assert low_contrast(page) == []
    assert page.width() <= size[0]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_dialogs_fit_the_smallest_window(pages: Pages, qtbot: QtBot, language: str) -> None:
    page = pages((911, 440), language)
    page.open_record(1)
    dialogs: tuple[tuple[Callable[[], None], type[Dialog]], ...] = (
        (page.deeds.finish_with_open_items, HandOverDialog),
        (page.deeds.edit, EditDialog),
        (page.deeds.new, NewDeliveryDialog),
        (page.deeds.take_back, ReturnDialog),
    )
    for show, kind in dialogs:
        show()
        dialog = shown(page, qtbot, kind)
        assert dialog.height() <= 440
        qtbot.waitUntil(lambda dialog=dialog: not clipped(dialog))  # type: ignore[misc]
        assert nameless(dialog) == []
        dialog.reject()


def test_the_bar_is_back_after_a_return_was_looked_at(pages: Pages, yard: Yard) -> None:
    page = pages(language="zh")
    yard.deliveries.plan(yard.order("Ho Zhiping"))
    page.open_record(1)
    page.deeds.finish_with_open_items()
    dialog = find(page.window(), HandOverDialog)
    dialog.reason.setText("先用")
    dialog.accept()
    page.open_record(yard.deliveries.take_back(1, {1: -1000}, "换型号"))
    assert not page.pane.progress.isVisible()
    assert page.pane.rail.stop_keys() == ["goods"]
    page.open_record(2)
    assert page.pane.progress.isVisible()
