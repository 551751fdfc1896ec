"""A slip is sent as the fields say it, answered, and stays open where it is refused."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.domain.journal import Role
from dealer_crm.domain.knowledge import AttachmentKind
from dealer_crm.domain.planning import Department, SlipState
from dealer_crm.domain.slips import SlipAnswered, SlipDraft, checked_reason
from dealer_crm.i18n import translator
from dealer_crm.services.shop import StaffRow
from dealer_crm.services.slips import SlipPage
from dealer_crm.ui.staff.slip_dialogs import AnswerDialog, SlipDialog, told
from dealer_crm.ui.staff.slip_doors import SlipDoors

TODAY = date(2026, 11, 23)
DRAFT = SlipDraft(7, Department.SALES, Department.INSTALLATION, 2, date(2026, 11, 24), from_id=1, promised="送两年清洗")
SENT = SlipPage(
    id=5,
    number="JJ20261123001",
    customer_id=7,
    customer_number="KH1",
    customer="<b>王芳</b>",
    phone="",
    address="",
    order_id=None,
    order_number="",
    from_department=Department.SALES,
    to_department=Department.INSTALLATION,
    from_id=1,
    from_staff="李梅",
    to_id=2,
    to_staff="赵强",
    sent_at=datetime(2026, 11, 23, 9, tzinfo=UTC),
    due_on=date(2026, 11, 24),
    promised="送两年清洗",
    open_points="",
    papers=(AttachmentKind.CONTRACT,),
    state=SlipState.SENT,
    answered_at=None,
    answered_by="",
    reason="",
)


class Shop:
    """A shop of two people that notes what is written."""

    def __init__(self) -> None:
        self.written: list[object] = []
        self.answered = False

    def doors(self) -> SlipDoors:
        """Return the doors of the dialogs."""
        people = [StaffRow(1, "李梅", Role.SALES, "", True), StaffRow(2, "赵强", Role.INSTALLER, "", True)]
        return SlipDoors(
            slip=lambda _one: SENT,
            propose=lambda *_asked: DRAFT,
            send=self._send,
            accept=self._accept,
            refuse=lambda one, reason: self.written.append((one, checked_reason(reason))),
            settle=lambda one: self.written.append(("settled", one)),
            staff=lambda: people,
            customer=lambda _one: "王芳",
            today=lambda: TODAY,
        )

    def _send(self, draft: SlipDraft) -> int:
        self.written.append(draft.checked(TODAY))
        return 5

    def _accept(self, one: int) -> None:
        if self.answered:
            raise SlipAnswered(number="JJ1", staff="赵强")
        self.written.append(("accepted", one))


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    """Return the window over which the dialogs open."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(911, 440)
    window.show()
    return window


def test_a_slip_is_sent_as_shown(parent: QWidget, qtbot: QtBot) -> None:
    shop = Shop()
    dialog = SlipDialog(translator("en"), shop.doors(), DRAFT, parent)
    dialog.open()
    send = dialog.findChild(QWidget, "slip_send")
    dialog.person.set_value(None)
    qtbot.mouseClick(send, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert shop.written == []
    dialog.person.set_value(2)
    dialog.papers.set_values([AttachmentKind.CONTRACT])
    with qtbot.waitSignal(dialog.sent):
        qtbot.mouseClick(send, Qt.MouseButton.LeftButton)
    assert shop.written == [replace(DRAFT, papers=(AttachmentKind.CONTRACT,))]


def test_a_refusal_needs_its_reason(parent: QWidget, qtbot: QtBot) -> None:
    shop = Shop()
    dialog = AnswerDialog(translator("en"), shop.doors(), SENT, parent)
    dialog.open()
    refuse = dialog.findChild(QWidget, "answer_refuse")
    qtbot.mouseClick(refuse, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    dialog.reason.set_text("没有图纸")
    with qtbot.waitSignal(dialog.changed):
        qtbot.mouseClick(refuse, Qt.MouseButton.LeftButton)
    assert shop.written == [(5, "没有图纸")]


def test_who_is_second_reads_who_was_first(parent: QWidget, qtbot: QtBot) -> None:
    shop = Shop()
    shop.answered = True
    dialog = AnswerDialog(translator("en"), shop.doors(), SENT, parent)
    dialog.open()
    qtbot.mouseClick(dialog.findChild(QWidget, "answer_accept"), Qt.MouseButton.LeftButton)
    assert "赵强" in dialog.message.text()
    assert dialog.isVisible()
    dialog.reject()


def test_a_refused_slip_is_settled_or_sent_anew(parent: QWidget, qtbot: QtBot) -> None:
    refused = replace(SENT, state=SlipState.REFUSED, reason="没有图纸", answered_by="赵强", answered_at=SENT.sent_at)
    dialog = AnswerDialog(translator("en"), Shop().doors(), refused, parent)
    dialog.open()
    assert ("why", "Reason", "没有图纸") in told(refused, translator("en"))
    again = dialog.findChild(QWidget, "answer_again")
    with qtbot.waitSignal(dialog.again_requested):
        qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
