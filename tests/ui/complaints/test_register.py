"""A complaint is taken down while the customer speaks: four actions, deadlines at once, nothing typed is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from dealer_crm.domain.care import VisitState
from dealer_crm.domain.complaint_case import Detected
from dealer_crm.domain.complaints import (
    ComplaintChannel,
    ComplaintDraft,
    ComplaintLevel,
    ComplaintSubtype,
    ComplaintType,
    Demand,
    DissatisfiedType,
    Severity,
)
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.i18n import translator
from dealer_crm.services.drafts import KIND_COMPLAINT
from dealer_crm.storage.models import Visit
from dealer_crm.ui.complaints.list_pane import ComplaintListPane
from dealer_crm.ui.complaints.match_dialog import MatchDialog
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


def listed(page: ComplaintsPage) -> ComplaintListPane:
    """Return the list of the page."""
    assert isinstance(page.list, ComplaintListPane)
    return page.list


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
    assert "main water valve" in child(form, "note_words", Label).text()  # type: ignore[attr-defined]
    fields.words.set_text("阳台滴水")
    assert fields.severity.value() is Severity.NORMAL
    qtbot.mouseClick(child(form, "complaint_severity_major"), LEFT)
    fields.words.set_text("又漏水又响")
    assert fields.severity.value() is Severity.MAJOR
    qtbot.mouseClick(child(form, "complaint_severity_normal"), LEFT)
    qtbot.keyClick(focused(), Key.Key_F8)
    assert fields.severity.value() is Severity.NORMAL, "saving changes nothing that a hand chose"


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


def test_nobody_of_ours_is_one_chip_by_keys_alone(form: ComplaintsPage, desk: Desk, qtbot: QtBot) -> None:
    fields = form.form.fields
    qtbot.keyClick(focused(), Key.Key_F8)
    assert child(form, "note_customer", Label).text() == "Choose who complains."  # type: ignore[attr-defined]
    qtbot.keyClick(focused(), Key.Key_Tab)
    qtbot.keyClick(focused(), Key.Key_Space)
    assert waits_for(qtbot, fields.stranger)
    assert fields.pictures.isHidden() or not fields.pictures.isVisible()
    qtbot.keyClick(focused(), Key.Key_Return)
    qtbot.keyClicks(focused(), "13900000000")
    fields.words.setFocus()
    say("外机滴水，噪音大")
    assert fields.topic.value() == "noise", "what the words name is proposed"
    fields.subtype.set_value(ComplaintSubtype.OPERATION)
    qtbot.keyClick(focused(), Key.Key_F8)
    file = desk.only()
    assert (file.draft.customer_id, file.customer, file.phone, file.draft.topic) == (0, "", "13900000000", "noise")
    assert form.current_customer() == 0


def test_anonymous_case_is_edited_and_matched(page: ComplaintsPage, desk: Desk, window: MainWindow, qtbot: QtBot) -> None:
    one = desk.complaints.log(ComplaintDraft(subtype=ComplaintSubtype.QUALITY, words="半夜噪音", nobody=True, reporter_phone="14200000911"))
    page.open_record(one)
    qtbot.keyClick(window, Key.Key_F2)
    assert page.form.fields.is_nobody()
    qtbot.keyClick(focused(), Key.Key_F8)
    assert page.shows_record()
    dialog = MatchDialog(page._t, desk.doors(), desk.only(), page)  # noqa: SLF001
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClick(dialog.who.field, Key.Key_Return)
    assert dialog.who.value() == 1, "the number that was left is looked for"
    qtbot.mouseClick(dialog.save_button, LEFT)
    assert (desk.only().customer, desk.only().draft.customer_id) == ("张伟", 1)
    assert page.case.file() is not None


def test_level_asks_for_its_own_and_the_way_has_its_tip(form: ComplaintsPage, qtbot: QtBot) -> None:
    more = form.form.fields.more
    form.form.fields.grid.open_section("complaint_more")
    assert not more.detected.isVisible()
    qtbot.mouseClick(child(form, "complaint_level_2"), LEFT)
    assert more.detected.isVisible()
    more.channel.set_value(ComplaintChannel.HOTLINE_12315)
    more.level.set_value(ComplaintLevel.DIRECT)
    more.channel.picked.emit(ComplaintChannel.HOTLINE_12315)
    assert more.level.value() is ComplaintLevel.THIRD_PARTY
    assert (more.filed.isVisible(), more.detected.isVisible()) == (True, False)
    more.mood.set_value(DissatisfiedType.VOICER)
    assert "37 %" in child(form, "note_dissatisfied", Label).text()  # type: ignore[attr-defined]


def test_sign_of_a_silent_complaint_opens_the_form_or_is_put_aside(page: ComplaintsPage, desk: Desk, qtbot: QtBot) -> None:
    with desk.db.write(Actor(), Action.CREATE, Subject.VISIT) as session:
        done = {"state": VisitState.DONE, "done_at": desk.now, "due_on": desk.now.date()}
        session.add(Visit(number="HF1", customer_id=1, code="day_7", grade=1, words="一般般，有点漏水", **done))
    qtbot.waitUntil(lambda: listed(page).signs.isVisible())
    (sign,) = desk.doors().register.signs()
    page.propose(sign)
    draft = page.form.fields.draft()
    assert (draft.customer_id, draft.level, draft.detected, draft.words) == (
        1,
        ComplaintLevel.SILENT,
        Detected.LOW_GRADE,
        "一般般，有点漏水",
    )
    assert draft.severity is Severity.URGENT
    qtbot.mouseClick(child(page, "complaint_form_message_action"), LEFT)
    assert not page.shows_form()
    qtbot.waitUntil(lambda: not listed(page).signs.isVisible())
    assert desk.drafts.all() == []


def test_list_is_narrowed_by_topic_and_level(page: ComplaintsPage, desk: Desk, qtbot: QtBot) -> None:
    one = desk.complaints.log(ComplaintDraft(1, subtype=ComplaintSubtype.QUALITY, words="响", topic="noise"))
    desk.log()
    listed(page).narrow_to(topic="noise")
    qtbot.waitUntil(lambda: list(page.list.model.ids()) == [one])
    assert listed(page).narrow.text() == "Noise"
    listed(page).narrow_to(level=ComplaintLevel.THIRD_PARTY)
    qtbot.waitUntil(lambda: list(page.list.model.ids()) == [])
    page.list.clear_all()
    qtbot.waitUntil(lambda: len(page.list.model.ids()) == 2)


def test_half_typed_complaint_of_nobody_comes_back(page: ComplaintsPage, desk: Desk, qtbot: QtBot) -> None:
    page.new_complaint(phone="13900000000")
    assert waits_for(qtbot, page.form.fields.stranger)
    qtbot.keyClick(focused(), Key.Key_Escape)
    assert desk.drafts.all() == [], "the number alone is nothing typed"
    page.new_complaint(phone="13900000000")
    page.form.fields.stranger.setText("楼下邻居")
    page.form.leave()
    (row,) = desk.drafts.all()
    assert row.title == "楼下邻居"
    page.resume_draft(row.key)
    draft = page.form.fields.draft()
    assert (draft.nobody, draft.complainant, draft.reporter_phone) == (True, "楼下邻居", "13900000000")
