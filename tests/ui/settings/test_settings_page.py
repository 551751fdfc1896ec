"""The settings by keys and clicks: shop, staff, look, data; found by their words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dealer_crm.domain.backups import BackupDamaged
from dealer_crm.domain.complaint_waiting import OwnerRole
from dealer_crm.domain.errors import EditConflict
from dealer_crm.domain.journal import Role
from dealer_crm.domain.shop import StaffDraft
from dealer_crm.domain.store import StoreReadOnly
from dealer_crm.i18n import Translator, translator
from dealer_crm.ui.settings.doors import Finding
from dealer_crm.ui.settings.page import SettingsPage
from dealer_crm.ui.settings.restore import RestoreDialog
from dealer_crm.ui.settings.staff_part import StaffDialog, StaffPart
from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.widgets import Button, CheckBox, Dialog, InlineMessage, Label, LineEdit, MoneyField, SearchField, Segments, TableView
from tests.ui.checks import clipped, low_contrast, nameless
from tests.ui.finding import find
from tests.ui.scripted import ScriptedPrompts
from tests.ui.settings.office import Office

LEFT = Qt.MouseButton.LeftButton


def show(window: MainWindow, t: Translator, office: Office, part: str, qtbot: QtBot) -> SettingsPage:
    page = office.page(t)
    window.set_page("settings", lambda: page)
    window.go("settings", part)
    with qtbot.waitActive(window):
        window.activateWindow()
    return page


def click(page: SettingsPage, name: str) -> None:
    QTest.mouseClick(find(page, Button, name), LEFT)


def test_shop_field_saves_itself_when_left(window: MainWindow, t: Translator, qtbot: QtBot) -> None:
    office = Office()
    page = show(window, t, office, "shop", qtbot)
    name = find(page, LineEdit, "field_shop_name")
    name.setFocus()
    name.selectAll()
    QTest.keyClicks(name, "Warm House")
    assert office.shop.name == "Heng Nuan"
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert (office.shop.name, office.shop.version) == ("Warm House", 2)
    assert find(page, Label, "shop_saved").text() == "Saved"


def test_compensation_of_staff_is_limited_by_the_owner_alone(window: MainWindow, t: Translator, qtbot: QtBot) -> None:
    office = Office()
    page = show(window, t, office, "shop", qtbot)
    limit = find(page, MoneyField, "field_compensation_limit")

    def put(text: str) -> None:
        limit.setFocus()
        limit.selectAll()
        QTest.keyClicks(limit, text)
        QTest.keyClick(limit, Qt.Key.Key_Tab)

    put("200")
    assert (office.granted, find(page, Label, "grant_saved").text()) == (200_00, "Saved")
    for text in ("-5", "viel"):
        put(text)
        assert (office.granted, limit.value()) == (200_00, 200_00)
    office.refusal = OwnerRole()
    put("9000")
    assert (office.granted, limit.value()) == (200_00, 200_00)
    assert find(page, InlineMessage, "grant_message").text()


def test_shop_follows_an_undo_and_keeps_what_is_being_typed(window: MainWindow, t: Translator, qtbot: QtBot) -> None:
    office = Office()
    page = show(window, t, office, "shop", qtbot)
    phone = find(page, LineEdit, "field_shop_phone")
    phone.setFocus()
    QTest.keyClicks(phone, "0574")
    office.shop = office.shop.__class__(name="Old name", version=3)
    page.reload()
    assert find(page, LineEdit, "field_shop_name").text() == "Old name"
    assert phone.text() == "0574"
    page.keep()
    assert (office.shop.phone, office.shop.version) == ("0574", 4)


def test_refused_shop_keeps_the_words(window: MainWindow, t: Translator, qtbot: QtBot) -> None:
    office = Office()
    page = show(window, t, office, "shop", qtbot)
    bank = find(page, LineEdit, "field_bank")
    QTest.keyClicks(bank, "ABC")
    for refusal in (StoreReadOnly(folder="/data"), EditConflict(mine=1, theirs=2)):
        office.refusal = refusal
        page.keep()
        assert find(page, InlineMessage, "shop_message").isVisible()
        assert bank.text() == "ABC"
    office.refusal = None
    window.go("settings", "look")
    assert office.shop.bank == "ABC"


def test_person_is_added_edited_and_leaves(window: MainWindow, t: Translator, qtbot: QtBot) -> None:
    office = Office()
    page = show(window, t, office, "staff", qtbot)
    click(page, "staff_add")
    dialog = find(window, StaffDialog)
    QTest.mouseClick(find(dialog, Button, "staff_save"), LEFT)
    assert dialog.isVisible()
    QTest.keyClicks(dialog.name, "Chen")
    dialog.role.set_value(Role.INSTALLER)
    QTest.mouseClick(find(dialog, Button, "staff_save"), LEFT)
    qtbot.waitUntil(lambda: window.findChild(StaffDialog) is None)
    assert (office.people[3].name, office.people[3].role) == ("Chen", Role.INSTALLER)
    table = find(page, TableView, "staff_list")
    table.select_id(3)
    click(page, "staff_leave")
    assert not office.people[3].active
    table.select_id(3)
    assert find(page, Button, "staff_leave").accessibleName() == "Works here again"
    click(page, "staff_leave")
    assert office.people[3].active


def test_who_leaves_with_something_in_his_hands_is_asked_to_whom_it_goes(t: Translator, qtbot: QtBot) -> None:
    office, asked = Office(), list[int]()
    office.save_staff(7, StaffDraft("Chen"))
    doors = replace(office.shop_doors(), hand_over=lambda person, _window: asked.append(person.id), holds=lambda one: one == 7)
    part = StaffPart(t, doors)
    qtbot.addWidget(part)
    part.show()
    part.reload()
    part.table.select_id(7)
    part.turn_person()
    assert (asked, office.people[7].active) == ([7], True)


def test_last_owner_stays_and_it_is_said_why(window: MainWindow, t: Translator, qtbot: QtBot) -> None:
    office = Office()
    page = show(window, t, office, "staff", qtbot)
    click(page, "staff_leave")
    assert "one owner" in find(page, InlineMessage, "staff_message").text()
    QTest.keyClick(find(page, TableView, "staff_list"), Qt.Key.Key_Return)
    dialog = find(window, StaffDialog)
    dialog.role.set_value(Role.SALES)
    QTest.mouseClick(find(dialog, Button, "staff_save"), LEFT)
    assert dialog.isVisible()
    assert office.people[1].role is Role.OWNER


def test_look_is_put_on_at_once(window: MainWindow, t: Translator, qtbot: QtBot) -> None:
    office = Office()
    page = show(window, t, office, "look", qtbot)
    QTest.mouseClick(find(page, Segments, "field_mode").buttons()[1], LEFT)
    qtbot.waitUntil(lambda: office.look.mode == "dark")
    QTest.mouseClick(find(page, Segments, "field_percent").buttons()[3], LEFT)
    qtbot.waitUntil(lambda: office.look.percent == 150)
    QTest.mouseClick(find(page, Segments, "field_language").buttons()[0], LEFT)
    qtbot.waitUntil(lambda: office.look.language == "zh")
    page.reload()
    assert len(office.looks) == 3


def test_backup_is_made_with_one_click(window: MainWindow, t: Translator, qtbot: QtBot) -> None:
    office = Office()
    page = show(window, t, office, "data", qtbot)
    assert page.has_primary
    assert "Yesterday" not in find(page, Label, "backup_words").text()
    click(page, "backup_now")
    assert len(office.made) == 3
    assert "verified" in page.data.message.text()


def test_refused_backup_is_told(window: MainWindow, t: Translator, qtbot: QtBot) -> None:
    office = Office()
    office.refusal = StoreReadOnly(folder="/usb")
    page = show(window, t, office, "data", qtbot)
    click(page, "backup_now")
    assert "/usb" in page.data.message.text()


def test_restore_compares_first_and_the_safe_button_has_the_focus(window: MainWindow, t: Translator, qtbot: QtBot) -> None:
    office = Office()
    page = show(window, t, office, "data", qtbot)
    find(page, TableView, "backup_table").select_id(2)
    click(page, "backup_restore")
    dialog = find(window, RestoreDialog)
    assert find(dialog, Label, "now_customer").text() == "1,248"
    assert find(dialog, Label, "backup_customer").text() == "1,240"
    assert dialog.focusWidget() is dialog.safe
    assert office.restored == []
    QTest.mouseClick(find(dialog, Button, "restore_action"), LEFT)
    assert office.restored == [Path("/b/1.zip")]


def test_backup_from_elsewhere_may_be_damaged(window: MainWindow, t: Translator, qtbot: QtBot) -> None:
    office = Office(ScriptedPrompts(["/stick/old.zip", None]))
    page = show(window, t, office, "data", qtbot)
    office.refusal = BackupDamaged(file="old.zip")
    click(page, "backup_from_file")
    assert page.data.message.isVisible()
    click(page, "backup_from_file")
    assert office.restored == []


def test_second_place_is_saved_when_chosen_and_given_up_when_emptied(window: MainWindow, t: Translator, qtbot: QtBot) -> None:
    office = Office(ScriptedPrompts(["/stick"]))
    page = show(window, t, office, "data", qtbot)
    click(page, "field_second_folder_choose")
    assert office.folders == [("second", Path("/stick"))]
    second = find(page, LineEdit, "field_second_folder_text")
    second.setFocus()
    second.clear()
    QTest.keyClick(second, Qt.Key.Key_Backtab)
    assert office.folders[-1] == ("second", None)


def test_check_says_when_nothing_is_wrong_and_mends_what_is(window: MainWindow, t: Translator, qtbot: QtBot) -> None:
    office = Office()
    page = show(window, t, office, "data", qtbot)
    click(page, "data_check")
    assert "sound" in page.data.message.text()
    office.findings = [Finding("A line differs.", True), Finding("A picture is gone.", False)]
    click(page, "data_check")
    dialog = find(window, Dialog, "findings_dialog")
    QTest.mouseClick(find(dialog, Button, "findings_mend"), LEFT)
    assert office.repaired == 1


def test_phone_numbers_in_calendar_files_are_a_tick_and_a_refusal_leaves_it(window: MainWindow, t: Translator, qtbot: QtBot) -> None:
    office = Office()
    page = show(window, t, office, "data", qtbot)
    tick = find(page, CheckBox, "data_calendar_phones")
    tick.setFocus()
    QTest.keyClick(tick, Qt.Key.Key_Space)
    assert (office.phones_out, tick.isChecked()) == (False, False)
    office.refusal = StoreReadOnly(folder="D:/shop")
    QTest.keyClick(tick, Qt.Key.Key_Space)
    assert (office.phones_out, tick.isChecked()) == (False, False)
    assert find(page, InlineMessage, "data_message").isVisible()


def test_search_finds_a_setting_by_its_words_and_goes_there(window: MainWindow, t: Translator, qtbot: QtBot) -> None:
    page = show(window, t, Office(), "shop", qtbot)
    search = find(page, SearchField, "settings_search")
    page.commands()["filter"]()
    assert window.focusWidget() is search
    QTest.keyClicks(search, "dens")
    assert page.part().key == "look"
    assert not page.list.findChildren(type(page.list._parts[0]))[0].isVisible()  # noqa: SLF001 - the first part is hidden
    QTest.keyClick(search, Qt.Key.Key_Return)
    density = find(page, Segments, "field_density")
    assert window.focusWidget() in density.buttons()
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""


@pytest.mark.parametrize("size", [(1366, 690), (911, 440)])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_cut_faint_or_nameless(window: MainWindow, qtbot: QtBot, language: str, size: tuple[int, int]) -> None:
    window.resize(*size)
    page = show(window, translator(language), Office(), "shop", qtbot)
    for part in ("shop", "staff", "look", "data"):
        page.show_subject(part)
        assert clipped(page.part()) == []
        assert nameless(page) == []
        if part != "data":
            assert low_contrast(page.part()) == []
