"""The room answers by serial, starts what waits for its day, takes repair calls and ends them, by keys and clicks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any, Literal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dealer_crm.domain.care import RequestDone, RequestDraft, RequestState, VisitState, WarrantyAnswer
from dealer_crm.domain.coverages import CoverageState, StartBasis
from dealer_crm.i18n import translator
from dealer_crm.services.equipment_list import MachineSpec, MachineView
from dealer_crm.services.maintenance import MaintenanceSpec
from dealer_crm.services.request_list import RequestSpec, RequestView
from dealer_crm.services.visits import VisitSpec
from dealer_crm.ui.care.page import CarePage
from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.theme import apply_theme
from tests.ui.care.rig import TODAY, Shop, child, open_page
from tests.ui.checks import clipped, low_contrast, nameless
from tests.ui.scripted import ScriptedPrompts

LEFT = Qt.MouseButton.LeftButton


def chips(page: CarePage) -> list[str]:
    """Return the state of each machine as the list shows it."""
    pane = page.lists["machines"]
    state = next(column for column in pane.model.columns if column.key == "until")
    return [state.text(pane.model.row_at(at)) for at in range(len(pane.model.ids()))]


def sheet_of(window: MainWindow) -> Any:
    """Return the sheet that is open; there has to be one."""
    sheet = window.sheet()
    assert sheet is not None
    return sheet


def ctrl_enter(qtbot: QtBot, window: MainWindow) -> None:
    """Save from wherever the focus is."""
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_every_state_says_itself_in_words(page: CarePage, qtmodeltester: ModelTester) -> None:
    assert chips(page) == ["26 days left", "Care 20 d overdue", "Day missing", "Retire 2027-02", "Out of warranty"]
    for pane in page.lists.values():
        pane.reload()
        qtmodeltester.check(pane.model)


def test_scanned_serial_opens_the_machine(page: CarePage, qtbot: QtBot, shop: Shop) -> None:
    qtbot.keyClicks(page.search, "5B25101207")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert page.machine.machine_id() == 1
    assert page.machine.answer.words().startswith("In warranty (Whole unit) until 2027-11-")
    page.commands()["print_now"]()
    page.commands()["print_preview"]()
    page.commands()["print_care_card"]()
    assert shop.asked == [("print", 1), ("preview", 1), ("card", 1)]


def test_scan_in_another_list_still_finds_the_machine(page: CarePage, qtbot: QtBot) -> None:
    page.tabs.set_value("visits")
    qtbot.keyClicks(page.search, "5F25110001")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert (page.tabs.value(), page.machine.machine_id()) == ("machines", 2)


def test_phone_finds_and_escape_shows_all_again(page: CarePage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.search, "142 0000 0148")
    qtbot.waitUntil(lambda: len(page.shown.model.ids()) == 2)
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    assert len(page.shown.model.ids()) == 5


def test_a_day_filled_in_place_starts_the_coverage(page: CarePage, qtbot: QtBot, shop: Shop) -> None:
    page.open_machine(3)
    assert "commissioning is not known" in child(page.machine, "coverage_1").text()
    field = child(page.machine, "day_commissioning_text")
    qtbot.keyClicks(field, "2026-11-01")
    qtbot.mouseClick(child(page.machine, "day_commissioning_set"), LEFT)
    assert shop.machines.open(3).coverages[0].state is CoverageState.RUNNING
    assert page.machine.answer.words().startswith("In warranty")
    assert "from commissioning on 2026-11-01" in child(page.machine, "coverage_1").text()
    shop.history.undo()
    assert "commissioning is not known" in child(page.machine, "coverage_1").text()


def test_a_day_to_come_is_refused_with_a_sentence(page: CarePage, qtbot: QtBot) -> None:
    page.open_machine(3)
    qtbot.keyClicks(child(page.machine, "day_commissioning_text"), "2026-12-24")
    qtbot.mouseClick(child(page.machine, "day_commissioning_set"), LEFT)
    assert "2026-12-24 lies ahead" in page.machine.message.text()


def test_repair_call_is_taken_with_keys(page: CarePage, qtbot: QtBot, shop: Shop, window: MainWindow) -> None:
    page.open_machine(1)
    qtbot.mouseClick(page.machine.head.repair_button, LEFT)
    sheet = sheet_of(window)
    qtbot.waitUntil(lambda: sheet.symptom.words.hasFocus())
    assert sheet.answer.words().startswith("In warranty")
    qtbot.mouseClick(child(sheet, "symptom_2"), LEFT)
    qtbot.keyClicks(sheet.symptom.words, " E1")
    qtbot.mouseClick(child(sheet, "request_appointment_days_1"), LEFT)
    qtbot.mouseClick(child(sheet, "request_appointment_slots_Morning"), LEFT)
    ctrl_enter(qtbot, window)
    row = shop.request_list.page(RequestSpec(RequestView.ALL), 9)[0]
    assert (row.symptom, row.equipment_id, row.warranty, row.state) == ("Does not heat E1", 1, WarrantyAnswer.IN, RequestState.SCHEDULED)
    assert (row.appointment_on, row.slot) == (TODAY + timedelta(days=1), "Morning")
    assert "FW20261120001" in page.message.text()
    assert window.sheet() is None


def test_call_without_words_stays_open_and_without_customer_asks(page: CarePage, qtbot: QtBot, shop: Shop, window: MainWindow) -> None:
    page.commands()["new"]()
    sheet = sheet_of(window)
    qtbot.keyClicks(sheet.symptom.words, "leaks")
    sheet.save()
    assert sheet.form.row("customer_id").note.text() == "Choose the customer first."
    qtbot.keyClicks(sheet.who.field, "lina")
    qtbot.keyClick(sheet.who.field, Qt.Key.Key_Return)
    assert [sheet.machine.itemText(at).split(" · ")[0] for at in range(sheet.machine.count())] == [
        "壁挂炉 NJ-L20",
        "挂机 NJ-G26",
        "Without machine",
    ]
    assert sheet.symptom.words.text() == "leaks"
    assert "without the machine" in sheet.answer.words()
    sheet.save()
    assert shop.request_list.page(RequestSpec(RequestView.ALL), 9)[0].equipment_id is None


def test_half_written_call_comes_back(page: CarePage, qtbot: QtBot, window: MainWindow) -> None:
    page.deeds.repair(1, 1)
    sheet = sheet_of(window)
    qtbot.keyClicks(sheet.symptom.words, "at night")
    qtbot.keyClick(sheet.symptom.words, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.sheet() is None)
    page.deeds.repair(1, 1)
    again = sheet_of(window)
    assert again.symptom.words.text() == "at night"


def test_request_is_done_with_fee_and_repair_days(page: CarePage, qtbot: QtBot, shop: Shop, window: MainWindow) -> None:
    request = shop.requests.take(RequestDraft(1, equipment_id=1, symptom="不热"))
    page.tabs.set_value("requests")
    page.open_line(request)
    qtbot.mouseClick(page.request.done_button, LEFT)
    sheet = sheet_of(window)
    sheet.save()
    assert sheet.form.row("work").note.text() == "Write in a few words what was done."
    qtbot.keyClicks(sheet.work, "valve")
    qtbot.keyClicks(sheet.fee, "120")
    qtbot.keyClicks(sheet.repair_days, "4")
    ctrl_enter(qtbot, window)
    row = shop.request_list.rows([request])[0]
    assert (row.state, row.fee, row.repair_days, row.done_on) == (RequestState.DONE, 12_000, 4, TODAY)
    assert not page.request.done_button.isVisible()
    assert len(shop.visit_list.ids(VisitSpec())) == 1


def test_request_is_cancelled_with_a_reason(page: CarePage, qtbot: QtBot, shop: Shop, window: MainWindow) -> None:
    request = shop.requests.take(RequestDraft(2, symptom="响"))
    window.prompts = ScriptedPrompts(["自己好了"])
    page.open_request(request)
    qtbot.mouseClick(page.request.cancel_button, LEFT)
    assert shop.request_list.rows([request])[0].state is RequestState.CANCELLED


def test_appointment_is_given_later(page: CarePage, qtbot: QtBot, shop: Shop, window: MainWindow) -> None:
    request = shop.requests.take(RequestDraft(2, equipment_id=2, symptom="响"))
    page.open_request(request)
    qtbot.mouseClick(page.request.edit_button, LEFT)
    sheet = sheet_of(window)
    qtbot.mouseClick(child(sheet, "request_appointment_days_0"), LEFT)
    sheet.save()
    assert shop.request_list.rows([request])[0].appointment_on == TODAY


def test_half_written_change_keeps_what_was_saved_meanwhile(page: CarePage, qtbot: QtBot, shop: Shop, window: MainWindow) -> None:
    request = shop.requests.take(RequestDraft(2, equipment_id=2, symptom="响", slot="上午", appointment_on=TODAY))
    page.open_request(request)
    qtbot.mouseClick(page.request.edit_button, LEFT)
    assert sheet_of(window).content() is None
    sheet_of(window).note.insertPlainText("ladder")
    sheet_of(window).close_sheet()
    shop.requests.schedule(request, TODAY + timedelta(days=3), "下午")
    qtbot.mouseClick(page.request.edit_button, LEFT)
    again = sheet_of(window)
    assert (again.note.text(), again.appointment.appointment()) == ("ladder", (TODAY + timedelta(days=3), "下午"))
    shop.requests.schedule(request, TODAY + timedelta(days=4), "晚上")
    again.save()
    saved = shop.requests.draft(request)
    assert (saved.note, saved.appointment_on, saved.slot) == ("ladder", TODAY + timedelta(days=4), "晚上")


def test_half_written_machine_keeps_a_day_entered_meanwhile(page: CarePage, shop: Shop, window: MainWindow) -> None:
    page.open_machine(1)
    page.commands()["edit"]()
    sheet_of(window).note.insertPlainText("loud")
    sheet_of(window).close_sheet()
    shop.machines.set_date(1, StartBasis.INVOICE, TODAY)
    page.open_machine(1)
    page.commands()["edit"]()
    sheet_of(window).save()
    saved = shop.machines.draft(1)[0]
    assert (saved.note, saved.invoiced_on) == ("loud", TODAY)


def test_call_after_a_repair_leads_on_by_its_grade(page: CarePage, qtbot: QtBot, shop: Shop, window: MainWindow) -> None:
    request = shop.requests.take(RequestDraft(1, symptom="不热"))
    shop.requests.done(request, RequestDone(TODAY, "好了"))
    page.tabs.set_value("visits")
    visit = page.shown.model.ids()[0]
    page.open_line(visit)
    sheet = sheet_of(window)
    qtbot.mouseClick(child(sheet, "visit_grade_0"), LEFT)
    asked: list[int] = []
    page.complaint_requested.connect(asked.append)
    ctrl_enter(qtbot, window)
    assert shop.visit_list.rows([visit])[0].state is VisitState.DONE
    assert "take it down as a complaint" in page.message.text()
    qtbot.mouseClick(child(page.message, "care_message_action"), LEFT)
    assert asked == [1]


def test_trouble_told_in_a_call_becomes_a_repair_call(page: CarePage, qtbot: QtBot, shop: Shop, window: MainWindow) -> None:
    request = shop.requests.take(RequestDraft(1, symptom="不热"))
    shop.requests.done(request, RequestDone(TODAY, "好了"))
    page.tabs.set_value("visits")
    page.open_line(page.shown.model.ids()[0])
    sheet_of(window).trouble.set_text("夜里有异响")
    ctrl_enter(qtbot, window)
    qtbot.mouseClick(child(page.message, "care_message_action"), LEFT)
    assert sheet_of(window).symptom.words.text() == "夜里有异响"


def test_call_is_skipped_only_with_a_reason(page: CarePage, qtbot: QtBot, shop: Shop, window: MainWindow) -> None:
    request = shop.requests.take(RequestDraft(1, symptom="不热"))
    shop.requests.done(request, RequestDone(TODAY, "好了"))
    page.tabs.set_value("visits")
    page.open_line(page.shown.model.ids()[0])
    sheet = sheet_of(window)
    qtbot.mouseClick(sheet.skip_button, LEFT)
    assert sheet.form.row("reason").note.text() == "Say why the call is skipped."
    sheet.reason.setText("客户出国")
    qtbot.mouseClick(sheet.skip_button, LEFT)
    assert window.sheet() is None


def test_space_says_care_was_done_today(page: CarePage, qtbot: QtBot, shop: Shop) -> None:
    page.tabs.set_value("cares")
    before = list(shop.cares.ids(MaintenanceSpec()))
    page.shown.table.setFocus()
    page.shown.table.select_id(before[0])
    qtbot.keyClick(page.shown.table, Qt.Key.Key_Space)
    assert shop.cares.rows([before[0]])[0].last_on == TODAY
    assert len(shop.cares.ids(MaintenanceSpec())) == len(before) - 1


def test_machine_is_filed_and_changed(page: CarePage, qtbot: QtBot, shop: Shop, window: MainWindow) -> None:
    page.deeds.new_machine(1)
    sheet = sheet_of(window)
    sheet.save()
    assert sheet.form.row("product").note.text() == "Enter what it is: a name, a brand or a model."
    qtbot.keyClicks(sheet.texts["product"], "Purifier")
    qtbot.keyClicks(sheet.texts["serial"], "5W1")
    sheet.save()
    assert [row.serial for row in shop.machine_list.rows([page.machine.machine_id()])] == ["5W1"]
    page.commands()["edit"]()
    again = sheet_of(window)
    again.category.set_value("water_purifier")
    again.days[next(iter(again.days))].set_value(date(2026, 11, 1))
    again.save()
    assert page.machine.answer.words().startswith("In warranty")


def test_answer_is_copied_and_removed_machine_says_so(page: CarePage, shop: Shop) -> None:
    page.open_machine(1)
    page.machine.copy_answer()
    assert "In warranty" in QGuiApplication.clipboard().text()
    page.deeds.remove_machine(1)
    assert "Removed" in chips(page)
    assert 1 not in shop.machine_list.ids(MachineSpec(MachineView.CARE_DUE))


def test_subjects_lead_to_records(page: CarePage, shop: Shop, window: MainWindow) -> None:
    request = shop.requests.take(RequestDraft(1, symptom="不热"))
    window.go("care", f"request{request}")
    assert page.request.request_id() == request
    assert (page.tabs.value(), page.shown.table.current_id()) == ("requests", request)
    window.go("care", "machine2")
    assert page.machine.machine_id() == 2
    assert (page.tabs.value(), page.shown.table.current_id()) == ("machines", 2)
    assert page.current_customer() == 2
    page.show_subject("machine99")
    assert "not in the file any more" in page.message.text()


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_answer_can_be_read_in_both_looks(page: CarePage, look: Literal["light", "dark"], qapp: QApplication) -> None:
    apply_theme(qapp, look, language="en")
    page.open_machine(1)
    assert not low_contrast(page.machine.head)
    assert not low_contrast(page.machine.answer)


def _machine(page: CarePage) -> None:
    page.open_machine(1)


def _waiting(page: CarePage) -> None:
    page.open_machine(3)


def _request(page: CarePage) -> None:
    page.tabs.set_value("requests")
    page.open_line(page.shown.model.ids()[0])


def _sheet(page: CarePage) -> None:
    page.deeds.repair(1, 1)


def _new(page: CarePage) -> None:
    page.deeds.new_machine(2)


Screen = tuple[str, Literal["light", "dark"], tuple[int, int]]
SCREENS: tuple[Screen, ...] = (("zh", "light", (1366, 690)), ("en", "dark", (1093, 540)), ("en", "light", (911, 440)))


def _fits(root: QWidget) -> bool:
    return not clipped(root)


@pytest.mark.parametrize("show", [lambda _page: None, _machine, _waiting, _request, _sheet, _new])
@pytest.mark.parametrize("screen", SCREENS)
def test_everything_fits_and_can_be_read(
    show: Callable[[CarePage], None],
    screen: Screen,
    shop: Shop,
    qtbot: QtBot,
    qapp: QApplication,
) -> None:
    language, look, size = screen
    apply_theme(qapp, look, language=language)
    window = MainWindow(translator(language))
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    shop.requests.take(RequestDraft(1, equipment_id=1, symptom="不热，显示 E1"))
    page = open_page(shop, window, translator(language))
    page.reload()
    show(page)
    for root in filter(None, (page, window.sheet())):
        qtbot.waitUntil(partial(_fits, root))
        assert not nameless(root)
    window.runner.cancel_all_and_wait()


def test_only_what_takes_a_repair_call_shows_its_key(page: CarePage) -> None:
    assert page.commands()["new"] == page.deeds.new_request
    assert {key: pane.new_button.key for key, pane in page.lists.items() if pane.kind.new} == {"machines": "", "requests": "Ctrl+N"}


def test_a_request_keeps_naming_a_machine_that_is_somebody_elses_by_now(page: CarePage, shop: Shop, window: MainWindow) -> None:
    request = shop.requests.take(RequestDraft(1, symptom="不热", equipment_id=2))
    page.open_request(request)
    page.deeds.edit_request(request)
    assert sheet_of(window).machine.value() == 2


def test_what_is_done_offers_no_appointment(page: CarePage, shop: Shop) -> None:
    request = shop.requests.take(RequestDraft(1, symptom="不热"))
    page.open_request(request)
    assert dict(page.keys())["F2"] == "appointment"
    shop.requests.done(request, RequestDone(TODAY, "好了"))
    page.open_request(request)
    assert "F2" not in dict(page.keys())
    assert "edit" not in page.commands()
