"""One customer beside the list: what is seen first, copied, noted, attached."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from dealer_crm.domain.attachments import LARGEST
from dealer_crm.domain.customers import CustomerDraft, PhoneDraft
from dealer_crm.domain.knowledge import AttachmentKind
from dealer_crm.i18n import Translator, translator
from dealer_crm.services.photo_inbox import InboxLook, NewPhoto
from dealer_crm.ui.customers.attachments_tab import AttachmentsTab
from dealer_crm.ui.customers.file_head import FileHead
from dealer_crm.ui.customers.page import CustomersPage
from dealer_crm.ui.customers.quick_line import QuickDoors, QuickLine
from dealer_crm.ui.desk.photo_strip import PhotoDoors
from dealer_crm.ui.desk.picture_view import PictureView
from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.widgets import ChipLabel
from tests.ui.conftest import Show
from tests.ui.customers.rig import TODAY, Shop, child, focused
from tests.ui.scripted import ScriptedPrompts

Key, LEFT = Qt.Key, Qt.MouseButton.LeftButton


def click(qtbot: QtBot, root: CustomersPage | PictureView, name: str) -> None:
    qtbot.mouseClick(child(root, name), LEFT)


def put_picture() -> None:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    QGuiApplication.clipboard().setImage(image)


def test_enter_shows_who_when_and_what(page: CustomersPage, qtbot: QtBot) -> None:
    page.list.table.setFocus()
    page.list.table.select_id(1)
    qtbot.keyClick(page.list.table, Key.Key_Return)
    assert child(page, "customer_name").property("text") == "王芳"
    assert child(page, "customer_phone_1").property("text") == "142 0000 0911"
    assert child(page, "fact_next").accessibleName() == "Next step Fri 13 Nov 回访"
    assert page.file.timeline.hasFocus()


def test_escape_closes_and_gives_the_list_back(page: CustomersPage, qtbot: QtBot) -> None:
    page.open_record(1)
    qtbot.keyClick(page.file.timeline, Key.Key_Escape)
    assert not page.panes.is_open()
    assert page.list.table.hasFocus()


def test_file_follows_the_list(page: CustomersPage, qtbot: QtBot) -> None:
    page.open_record(1)
    page.list.table.setFocus()
    qtbot.keyClick(page.list.table, Key.Key_Down)
    qtbot.waitUntil(lambda: page.file.customer_id() == 2)


def test_narrow_window_shows_one_at_a_time(page: CustomersPage, window: MainWindow, qtbot: QtBot) -> None:
    page.open_record(1)
    window.resize(911, 440)
    qtbot.waitUntil(lambda: not page.list.isVisible())
    click(qtbot, page, "customer_back")
    assert page.list.isVisible()
    assert not page.file.isVisible()


def test_care_notes_stand_before_every_call(page: CustomersPage, shop: Shop) -> None:
    draft, version = shop.customers.draft(1)
    shop.customers.edit(1, replace(draft, care_notes="中午宝宝睡觉", do_not_disturb=True), version)
    page.open_record(1)
    assert child(page, "care_notes_words").property("text") == "中午宝宝睡觉"
    assert "Do not disturb" in [one.accessibleName() for one in page.file.head.findChildren(ChipLabel)]


def test_number_is_copied_by_its_button(page: CustomersPage, qtbot: QtBot) -> None:
    page.open_record(1)
    click(qtbot, page, "customer_phone_copy_1")
    assert QGuiApplication.clipboard().text() == "14200000911"


def test_text_and_print_ask_for_this_customer(page: CustomersPage, shop: Shop, window: MainWindow, qtbot: QtBot) -> None:
    page.open_record(2)
    qtbot.keyClick(window, Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert QGuiApplication.clipboard().text() == "客户 2"
    click(qtbot, page, "customer_print")
    qtbot.keyClick(window, Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert shop.asked == [("preview", 2), ("print", 2)]


def test_buttons_ask_the_window(page: CustomersPage, shop: Shop, qtbot: QtBot) -> None:
    page.open_record(1)
    with qtbot.waitSignal(page.log_requested) as told:
        click(qtbot, page, "customer_log")
    assert told.args == [1, ""]
    click(qtbot, page, "customer_delete")
    assert "王芳" not in shop.names()
    assert not page.panes.is_open()


def test_quick_note_keeps_the_planned_day(page: CustomersPage, shop: Shop, qtbot: QtBot) -> None:
    shop.now += timedelta(minutes=5)
    page.open_record(3)
    qtbot.keyClicks(page.file.quick.field, "wants white")
    qtbot.keyClick(page.file.quick.field, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    file = shop.pages.open(3)
    assert (file.timeline[0].words, file.line.next_on, file.line.next_purpose) == ("wants white", TODAY + timedelta(days=8), "回访")
    assert page.file.timeline.entries()[0].words == "wants white"
    assert page.file.quick.field.text() == ""
    assert shop.drafts.all() == []


def test_quick_note_without_a_later_day_goes_to_the_sheet(page: CustomersPage, qtbot: QtBot) -> None:
    page.open_record(1)
    qtbot.keyClicks(page.file.quick.field, "call again")
    with qtbot.waitSignal(page.log_requested) as told:
        qtbot.keyClick(page.file.quick.field, Key.Key_Return)
    assert told.args == [1, "call again"]


def test_unfinished_note_is_there_again(page: CustomersPage, shop: Shop, qtbot: QtBot) -> None:
    page.open_record(3)
    qtbot.keyClicks(page.file.quick.field, "half")
    page.open_record(2)
    assert page.file.quick.field.text() == ""
    assert [row.key for row in shop.drafts.all()] == ["quick-3"]
    click(qtbot, page, "drafts_button")
    assert page.file.customer_id() == 3
    assert page.file.quick.field.text() == "half"
    assert focused(qtbot, page.file.quick.field)


def test_record_begins_at_its_top_and_the_focus_waits_on_its_tab(page: CustomersPage) -> None:
    page.open_record(1)
    page.file.timeline.setFocus()
    page.file.show_tab("record")
    QApplication.processEvents()
    assert page.file.record.verticalScrollBar().value() == 0
    assert page.file.tabs.hasFocus()


def test_record_offers_to_fill_in_what_is_missing(page: CustomersPage, qtbot: QtBot) -> None:
    page.open_record(4)
    page.file.show_tab("record")
    assert "142 0000 0148" in page.file.record.words()
    click(qtbot, page, "fill_community")
    assert page.shows_form()
    assert focused(qtbot, page.form.fields.house.community)


def test_record_shows_people_houses_and_who_came_by_him(page: CustomersPage, shop: Shop) -> None:
    shop.add("", draft=CustomerDraft(name="李四", phones=(PhoneDraft("01055556666"),), referrer_id=1))
    page.open_record(1)
    page.file.show_tab("record")
    words = page.file.record.words()
    assert "李四" in words
    assert "云上花园 3幢1单元1502" in words


def test_pasted_picture_is_kept_opened_and_removed(page: CustomersPage, shop: Shop, window: MainWindow, qtbot: QtBot) -> None:
    page.open_record(1)
    put_picture()
    qtbot.keyClick(page.file.timeline, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    tab = page.file.attachments
    assert tab.isVisible()
    assert [one.name for one in shop.attachments.of(1)] == ["Pasted 11-18 " + f"{shop.now.astimezone():%H-%M}.png"]
    qtbot.waitUntil(lambda: bool(tab.thumbnails()) and tab.thumbnails()[0].is_loaded())
    qtbot.mouseClick(tab.thumbnails()[0], LEFT)
    view = child(window, "picture_view", PictureView)
    assert isinstance(view, PictureView)
    click(qtbot, view, "picture_remove")
    assert shop.attachments.of(1) == []
    assert page.file.tabs.tabText(3) == "Attachments"


def test_picture_pasted_into_the_quick_note_is_no_text(page: CustomersPage, shop: Shop, qtbot: QtBot) -> None:
    page.open_record(1)
    put_picture()
    qtbot.keyClick(page.file.quick.field, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(shop.attachments.of(1)) == 1


def test_copied_and_chosen_files_are_kept(page: CustomersPage, shop: Shop, window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    page.open_record(1)
    (tmp_path / "合同.pdf").write_bytes(b"%PDF-1.7 x")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "合同.pdf"))])
    QGuiApplication.clipboard().setMimeData(mime)
    page.file.show_tab("attachments")
    click(qtbot, page, "attachment_paste")
    (tmp_path / "b.txt").write_bytes(b"text")
    window.prompts = ScriptedPrompts([tmp_path / "b.txt"])
    click(qtbot, page, "attachment_choose")
    assert {one.name for one in shop.attachments.of(1)} == {"合同.pdf", "b.txt"}
    qtbot.waitUntil(lambda: len(page.file.attachments.thumbnails()) == 2)
    qtbot.mouseClick(page.file.attachments.thumbnails()[0], LEFT)
    assert child(window, "picture_words").property("text") == "This kind of file cannot be shown here."


def test_dropped_files_are_kept_and_a_folder_among_them_is_refused(page: CustomersPage, shop: Shop, tmp_path: Path) -> None:
    page.open_record(1)
    page.file.show_tab("attachments")
    (tmp_path / "现场").mkdir()
    for name in ("a.png", "b.txt"):
        (tmp_path / name).write_bytes(name.encode())
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("a.png", "现场", "b.txt")])
    tab = page.file.attachments
    action, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    tab.dropEvent(QDropEvent(QPointF(5, 5), action, mime, LEFT, none))
    assert {one.name for one in shop.attachments.of(1)} == {"a.png", "b.txt"}
    assert tab.message.text() == "“现场” is a folder. Open it and take the pictures in it."


def test_kind_and_caption_are_said_by_keys_and_tell_many_apart(page: CustomersPage, shop: Shop, window: MainWindow, qtbot: QtBot) -> None:
    for number in range(8):
        shop.attachments.add(1, f"{number}.txt", bytes([number]))
    page.open_record(1)
    page.file.show_tab("attachments")
    tab = page.file.attachments
    assert tab.kinds.isHidden()
    tab.open_picture(0)
    view = child(window, "picture_view", PictureView)
    assert isinstance(view, PictureView)
    view.kind.setFocus()
    qtbot.keyClick(view.kind, Key.Key_Down)
    view.caption.setFocus()
    qtbot.keyClicks(view.caption, "outdoor unit")
    qtbot.keyClick(view.caption, Key.Key_Return)
    qtbot.keyClick(view, Key.Key_Escape)
    newest = shop.attachments.of(1)[0]
    assert (newest.name, newest.kind, newest.caption) == ("7.txt", AttachmentKind.SITE, "outdoor unit")
    page.reload()
    assert tab.kinds.isVisible()
    tab.kinds.setFocus()
    qtbot.keyClick(tab.kinds, Key.Key_Down)
    qtbot.keyClick(tab.kinds, Key.Key_Down)
    assert [one.text() for one in tab.thumbnails()] == ["outdoor unit"]


@pytest.mark.parametrize("size", [0, LARGEST + 1])
def test_file_that_cannot_be_kept_is_explained(page: CustomersPage, shop: Shop, window: MainWindow, tmp_path: Path, size: int) -> None:
    page.open_record(1)
    page.file.show_tab("attachments")
    with (tmp_path / "x.bin").open("wb") as stream:
        stream.truncate(size)
    window.prompts = ScriptedPrompts([tmp_path / "x.bin"])
    page.file.attachments.choose()
    assert "x.bin" in page.file.attachments.message.text()
    assert shop.attachments.of(1) == []


def test_nothing_on_the_clipboard_is_said(page: CustomersPage, qtbot: QtBot) -> None:
    page.open_record(1)
    QGuiApplication.clipboard().clear()
    page.file.show_tab("attachments")
    click(qtbot, page, "attachment_paste")
    assert "no picture on the clipboard" in page.file.attachments.message.text()


def test_customer_deleted_meanwhile_closes(page: CustomersPage, shop: Shop) -> None:
    page.open_record(1)
    shop.customers.delete(1)
    assert not page.panes.is_open()
    page.open_record(1)
    assert "not in the file any more" in page.message.text()


def test_subject_opens_from_outside(page: CustomersPage) -> None:
    page.show_subject("2")
    assert page.file.customer_id() == 2
    page.show_subject("new")
    assert page.shows_form()
    assert page.has_primary


def test_every_button_has_a_name(page: CustomersPage) -> None:
    page.open_record(1)
    assert [one for one in page.findChildren(QAbstractButton) if one.isVisible() and not (one.accessibleName() or one.text())] == []


def test_undo_after_a_quick_note_is_left_to_the_window(page: CustomersPage, shop: Shop, qtbot: QtBot) -> None:
    page.open_record(3)
    qtbot.keyClicks(page.file.quick.field, "wants white")
    qtbot.keyClick(page.file.quick.field, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not page.file.quick.field.isUndoAvailable()


def test_a_note_logged_in_another_line_is_not_logged_twice(page: CustomersPage, shop: Shop, qtbot: QtBot) -> None:
    page.open_record(3)
    file = shop.pages.open(3)
    other = QuickLine(translator("en"), QuickDoors(shop.followups.log, shop.drafts, shop.clock))
    qtbot.addWidget(other)
    other.show_file(file)
    qtbot.keyClicks(other.field, "once")
    other.keeper.write()
    page.file.quick.show_file(file)
    assert page.file.quick.field.text() == "once"
    page.file.quick.log()
    other.show_file(file)
    assert other.field.text() == ""


def test_a_row_is_current_as_soon_as_the_page_is_shown(page: CustomersPage) -> None:
    page.close_record()
    page.list.table.clearSelection()
    page.list.table.setCurrentIndex(page.list.model.index(-1, -1))
    page.on_shown()
    assert page.current_customer() == page.list.model.ids()[0]
    assert "edit" in page.commands()


def test_a_file_without_room_for_buttons_can_be_edited_by_mouse(t: Translator, show: Show, qtbot: QtBot) -> None:
    head = FileHead(t, lambda: TODAY)
    show(head)
    head.set_compact(True)
    with qtbot.waitSignal(head.edit_button.clicked):
        qtbot.mouseClick(head.pencil, Qt.MouseButton.LeftButton)


def test_new_pictures_of_the_photo_folder_are_taken_or_left(shop: Shop, tmp_path: Path, t: Translator, show: Show, qtbot: QtBot) -> None:
    photos = [NewPhoto(tmp_path / f"{n}.png", str(n)) for n in range(2)]
    for photo in photos:
        photo.file.write_bytes(photo.file.name.encode())
    look = InboxLook(tuple(photos))
    doors = replace(shop.doors(), photos=lambda: PhotoDoors(lambda: tmp_path, lambda: look))
    tab = AttachmentsTab(t, doors, ScriptedPrompts)
    tab.show_customer(1)
    show(tab)
    assert tab.photos is not None
    assert [one.sha256 for one in tab.photos.photos()] == ["0", "1"]
    qtbot.mouseClick(tab.photos.leave_button, LEFT)
    tab.photos.look()
    assert not tab.photos.photos()
    shop.add("别人", phone="01055557777")
    tab.show_customer(2)
    qtbot.mouseClick(tab.photos.take_button, LEFT)
    assert {one.name for one in shop.attachments.of(2)} == {"0.png", "1.png"}
    assert all(photo.file.exists() for photo in photos)
