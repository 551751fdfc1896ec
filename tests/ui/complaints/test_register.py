"""A complaint is taken down while the customer speaks: four actions, deadlines at once, nothing typed is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from dealer_crm.domain.complaints import ComplaintSubtype, ComplaintType, Demand, Severity
from dealer_crm.i18n import translator
from dealer_crm.services.drafts import KIND_COMPLAINT
from dealer_crm.ui.complaints.page import ComplaintsPage
from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.widgets import Label
from tests.ui.checks import clipped, focused, nameless
from tests.ui.complaints.rig import Desk, open_page, say
from tests.ui.customers.rig import child
from tests.ui.customers.rig import focused as waits_for

Key, LEFT, CTRL = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def form(page: ComplaintsPage, window: MainWindow, qtbot: QtBot) -> ComplaintsPage:
    """The empty form, opened by Ctrl+N."""
    qtbot.keyClick(window, Key.Key_N, CTRL)
    assert waits_for(qtbot, child(page, "complaint_customer_search"))
    return page


def who(page: ComplaintsPage, qtbot: QtBot, name: str = "张伟") -> None:
    """Type a customer and pick him with Enter."""
    qtbot.keyClicks(page.form.fields.who.field, "14200000911" if name == "张伟" else "14200000376")
    qtbot.keyClick(page.form.fields.who.field, Key.Key_Return)
    assert waits_for(qtbot, page.form.fields.words)


def test_four_actions_register(form: ComplaintsPage, desk: Desk, qtbot: QtBot) -> None:
    who(form, qtbot)
    say("主卧不制热")
    qtbot.mouseClick(child(form, "complaint_subtype_service_operation"), LEFT)
    qtbot.mouseClick(child(form, "complaint_severity_major"), LEFT)
    qtbot.keyClick(focused(), Key.Key_F8)
    file = desk.only()
    assert (file.draft.type, file.draft.subtype) == (ComplaintType.SERVICE, ComplaintSubtype.OPERATION)
    assert (file.customer, file.draft.severity, file.draft.words, file.draft.demand) == (
        "张伟",
        Severity.MAJOR,
        "主卧不制热",
        Demand.REPAIR,
    )
    assert form.shows_record()
    assert waits_for(qtbot, form.case.step.fields.words)
    assert desk.drafts.all() == []


def test_deadlines_stand_below_at_once(form: ComplaintsPage, qtbot: QtBot) -> None:
    before = form.form.clock.text()
    qtbot.mouseClick(child(form, "complaint_severity_urgent"), LEFT)
    assert form.form.clock.text() != before
    assert form.form.clock.text().endswith("until it is solved")


def test_one_subtype_at_a_time(form: ComplaintsPage, qtbot: QtBot) -> None:
    for name in ("product_price", "service_policy"):
        qtbot.mouseClick(child(form, f"complaint_subtype_{name}"), LEFT)
    assert form.form.fields.subtype.value() is ComplaintSubtype.POLICY


def test_refused_form_stays_with_the_reason(form: ComplaintsPage, desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClick(focused(), Key.Key_F8)
    assert child(form, "note_customer", Label).text() == "Choose who complains."  # type: ignore[attr-defined]
    who(form, qtbot)
    qtbot.keyClick(focused(), Key.Key_F8)
    assert form.shows_form()
    assert desk.list.count() == 0
    assert "about" in child(form, "note_subtype", Label).text()  # type: ignore[attr-defined]


def test_words_of_danger_propose_urgent_and_the_hand_decides(form: ComplaintsPage, qtbot: QtBot) -> None:
    fields = form.form.fields
    fields.words.setFocus()
    say("阳台漏水")
    assert fields.severity.value() is Severity.URGENT
    assert "main water valve" in child(form, "note_severity", Label).text()  # type: ignore[attr-defined]
    fields.words.set_text("阳台滴水")
    assert fields.severity.value() is Severity.NORMAL
    qtbot.mouseClick(child(form, "complaint_severity_major"), LEFT)
    fields.words.set_text("又漏水又响")
    assert fields.severity.value() is Severity.MAJOR


def test_half_typed_complaint_comes_back(form: ComplaintsPage, desk: Desk, qtbot: QtBot) -> None:
    who(form, qtbot)
    say("外机太响")
    qtbot.mouseClick(child(form, "complaint_subtype_product_quality"), LEFT)
    qtbot.keyClick(focused(), Key.Key_Escape)
    assert not form.shows_form()
    assert [(row.kind, row.title) for row in desk.drafts.all()] == [(KIND_COMPLAINT, "张伟 外机太响")]
    qtbot.mouseClick(child(form, "drafts_button"), LEFT)
    draft = form.form.fields.draft()
    assert (draft.customer_id, draft.words, draft.subtype) == (1, "外机太响", ComplaintSubtype.QUALITY)
    qtbot.keyClick(focused(), Key.Key_F8)
    assert desk.only().draft.words == "外机太响"
    assert desk.drafts.all() == []


def test_pasted_photo_is_kept_and_stands_with_the_case(form: ComplaintsPage, desk: Desk, qtbot: QtBot) -> None:
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(picture)
    paste = child(form, "complaint_pictures_paste")
    qtbot.mouseClick(paste, LEFT)
    assert form.form.fields.pictures.message.text().startswith("Choose the customer first")
    who(form, qtbot)
    qtbot.mouseClick(child(form, "complaint_pictures_paste"), LEFT)
    assert form.form.fields.pictures.message.text() == ""
    qtbot.waitUntil(lambda: len(form.form.fields.pictures.thumbnails()) == 1)
    form.form.fields.words.set_text("漏水")
    form.form.fields.subtype.set_value(ComplaintSubtype.QUALITY)
    form.form.save()
    assert len(desk.only().pictures) == 1
    form.case.side.tabs.set_value("case")
    qtbot.waitUntil(lambda: len(form.case.side.facts.pictures.thumbnails()) == 1)


def test_dropped_file_is_kept(form: ComplaintsPage, desk: Desk, qtbot: QtBot) -> None:
    who(form, qtbot)
    file = desk.folder / "外机.txt"
    file.write_text("x")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    drop = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, LEFT, Qt.KeyboardModifier.NoModifier)
    form.form.fields.pictures.dropEvent(drop)
    assert [row.name for row in desk.attachments.of(1)] == ["外机.txt"]


def test_known_customer_needs_no_picking(page: ComplaintsPage, window: MainWindow, qtbot: QtBot) -> None:
    window.go("complaints", "new-2")
    assert waits_for(qtbot, page.form.fields.words)
    assert page.form.fields.who.value() == 2


def test_what_was_taken_down_is_changed(page: ComplaintsPage, desk: Desk, window: MainWindow, qtbot: QtBot) -> None:
    one = desk.log()
    page.open_record(one)
    qtbot.keyClick(window, Key.Key_F2)
    assert page.form.fields.words.text() == "主卧不制热"
    qtbot.mouseClick(child(page, "complaint_severity_urgent"), LEFT)
    qtbot.keyClick(focused(), Key.Key_F8)
    assert desk.only().rule == "urgent"
    assert page.shows_record()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [(1366, 690), (1093, 540), (911, 440)])
def test_form_fits(desk: Desk, window: MainWindow, qtbot: QtBot, size: tuple[int, int], language: str) -> None:
    window.resize(*size)
    page = open_page(desk, window, translator(language))
    page.new_complaint(1)
    qtbot.waitUntil(page.form.isVisible)
    assert clipped(page.form) == []
    assert nameless(page) == []
    assert page.form.width() <= page.width()
