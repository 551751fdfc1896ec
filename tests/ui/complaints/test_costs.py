"""Cost and liability beside the steps: typed in yuan, approved or refused, opinions, 12315, work that is begun and taken over."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dealer_crm.domain.care import RequestDone, RequestDraft
from dealer_crm.domain.complaint_case import CostKind, Escalation, Payer
from dealer_crm.domain.complaint_costs import CostDraft
from dealer_crm.domain.complaint_steps import StepDraft
from dealer_crm.domain.complaints import ComplaintChannel, ComplaintDraft, ComplaintState, ComplaintSubtype, LiableParty, Severity, Step8
from dealer_crm.domain.journal import Role
from dealer_crm.i18n import translator
from dealer_crm.services.drafts import KIND_CASE_PART
from dealer_crm.services.requests import Requests
from dealer_crm.ui.complaints.cost_dialogs import PartDialog
from dealer_crm.ui.complaints.page import ComplaintsPage
from dealer_crm.ui.shell import MainWindow
from dealer_crm.ui.widgets import Label
from tests.ui.checks import clipped, focused, low_contrast, nameless
from tests.ui.complaints.rig import Desk, open_page, say
from tests.ui.customers.rig import child

Key, LEFT, CTRL = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def case(page: ComplaintsPage, desk: Desk) -> ComplaintsPage:
    """A serious case at its costs, before a clerk."""
    one = desk.log()
    desk.complaints.note(one, Step8.ASK, StepDraft(cause="三通阀卡住", liable=LiableParty.MANUFACTURER))
    desk.role = Role.SERVICE
    page.show_subject(f"costs-{one}")
    return page


def dialog() -> PartDialog:
    """Return the open dialog."""
    (found,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, PartDialog) and one.isVisible()]
    return found


def begun(qtbot: QtBot) -> PartDialog:
    """Return the dialog that was just opened, once one types there."""
    found = dialog()
    qtbot.waitUntil(lambda: found.isAncestorOf(focused()))
    return found


def texts(root: QWidget) -> list[str]:
    """Return what the lines of a part say."""
    return [one.text() for one in root.findChildren(Label) if one.isVisible()]


def ask(desk: Desk, amount: int = 300_00) -> int:
    """Let somebody of the staff ask for compensation."""
    draft = CostDraft(CostKind.COMPENSATION, amount, Payer.SHOP, desk.clock().date(), "补漆")
    return desk.costs.add(1, draft)


def test_a_cost_is_typed_by_keys_alone(case: ComplaintsPage, desk: Desk, qtbot: QtBot) -> None:
    child(case, "cost_add").setFocus()
    qtbot.keyClick(focused(), Key.Key_Return)
    assert nameless(begun(qtbot)) == []
    assert focused().objectName().startswith("case_cost_kind")
    qtbot.keyClick(focused(), Key.Key_Return)
    qtbot.keyClicks(focused(), "80.5")
    for _field in range(3):
        qtbot.keyClick(focused(), Key.Key_Return)
    say("上门两次")
    qtbot.keyClick(focused(), Key.Key_Return, CTRL)
    (row,) = desk.only().parts.costs
    assert (row.kind, row.amount, row.payer, row.words) == (CostKind.TRIP, 80_50, Payer.MANUFACTURER, "上门两次")
    assert "Counts so far: ¥80.50" in texts(case.case.side.costs.costs)
    desk.history.undo()
    assert desk.only().parts.costs == ()


def test_a_cost_without_amount_is_refused_beside_the_field_and_kept(case: ComplaintsPage, desk: Desk, qtbot: QtBot) -> None:
    qtbot.mouseClick(child(case, "cost_add"), LEFT)
    child(begun(qtbot), "case_cost_words").setFocus()
    say("上门两次")
    qtbot.keyClick(focused(), Key.Key_Return, CTRL)
    assert focused().objectName().startswith("case_cost_amount")
    assert desk.only().parts.costs == ()
    dialog().reject()
    assert [(row.kind, row.key) for row in desk.drafts.all()] == [(KIND_CASE_PART, "1-cost-0")]


def test_clerks_see_that_compensation_waits_and_the_owner_decides(case: ComplaintsPage, desk: Desk, qtbot: QtBot) -> None:
    one = ask(desk)
    panel = case.case.side.costs
    assert "Counts so far: ¥0.00" in texts(panel)
    assert not [name for name in ("approve", "refuse") if panel.findChild(QWidget, f"cost_{name}_{one}")]
    desk.role = Role.OWNER
    case.reload()
    qtbot.mouseClick(child(case, f"cost_refuse_{one}"), LEFT)
    begun(qtbot)
    qtbot.keyClick(focused(), Key.Key_Return, CTRL)
    assert dialog().isVisible(), "without words nobody refuses"
    say("先修好再谈")
    qtbot.keyClick(focused(), Key.Key_Return, CTRL)
    assert "“先修好再谈”" in texts(panel)
    desk.role = Role.SERVICE
    two = ask(desk)
    desk.role = Role.OWNER
    case.reload()
    qtbot.keyClick(child(case, f"cost_approve_{two}"), Key.Key_Space)
    assert "Counts so far: ¥300.00" in texts(panel)


def test_decided_meanwhile_is_said(case: ComplaintsPage, desk: Desk) -> None:
    one, panel = ask(desk), case.case.side.costs
    desk.role = Role.OWNER
    row = desk.only().parts.costs[0]
    desk.costs.approve(one)
    panel.costs.approve(row)
    assert "meanwhile" in panel.message.text()
    panel.edit_cost(row)
    dialog().accept()
    assert dialog().message.isVisible(), "somebody changed it since"
    dialog().reject()


def test_closing_leads_to_the_owners_opinion(case: ComplaintsPage, desk: Desk, qtbot: QtBot) -> None:
    desk.role = Role.OWNER
    desk.finish(1)
    desk.costs.say(1, Escalation.OWNER, "", "免费换阀")
    qtbot.mouseClick(child(case, "case_close"), LEFT)
    qtbot.mouseClick(child(case, "missing_owner_words"), LEFT)
    begun(qtbot)
    say("同意换新")
    qtbot.keyClick(focused(), Key.Key_Return, CTRL)
    assert desk.only().owner_words == "同意换新"
    qtbot.mouseClick(child(case, "case_close"), LEFT)
    assert desk.only().state is ComplaintState.CLOSED


def test_clerk_who_is_led_to_the_owners_opinion_hears_that_it_is_not_his(case: ComplaintsPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(child(case, "case_close"), LEFT)
    qtbot.mouseClick(child(case, "missing_owner_words"), LEFT)
    assert "owner" in case.case.side.costs.message.text()


def test_authority_is_asked_for_where_others_know_the_case(case: ComplaintsPage, desk: Desk, qtbot: QtBot) -> None:
    panel = case.case.side.costs
    assert not panel.outside.isVisible()
    draft = ComplaintDraft(2, subtype=ComplaintSubtype.POLICY, words="不退定金", channel=ComplaintChannel.HOTLINE_12315)
    case.show_subject(f"costs-{desk.complaints.log(draft)}")
    qtbot.mouseClick(child(case, "authority_edit"), LEFT)
    begun(qtbot)
    qtbot.keyClicks(focused(), "1440 3")
    qtbot.keyClick(focused(), Key.Key_Return)
    qtbot.keyClicks(focused(), "1116")
    qtbot.keyClick(focused(), Key.Key_Return, CTRL)
    file = desk.files.open(2)
    assert (file.draft.external_number, file.authority_on) == ("1440 3", date(2026, 11, 16))
    assert "Number there: 1440 3" in texts(panel.outside)


def test_work_is_begun_once_more_only_when_said_so_and_becomes_the_measure(
    case: ComplaintsPage, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    requests = Requests(desk.db, desk.actor, desk.clock, desk.trade)
    qtbot.mouseClick(child(case, "work_repair"), LEFT)
    assert desk.asked == [("repair", 1)]
    assert not child(case, "work_rectify").isEnabled(), "the case is about no order"
    call = requests.take(RequestDraft(1, symptom="主卧不制热", complaint_id=1))
    panel = case.case.side.costs
    questions: list[str] = []
    monkeypatch.setattr(panel, "_chooser", lambda: Refusing(questions))
    qtbot.mouseClick(child(case, "work_repair"), LEFT)
    assert (len(questions), desk.asked) == (1, [("repair", 1)])
    qtbot.mouseClick(child(case, f"work_open_request_{call}"), LEFT)
    assert desk.asked[-1] == ("request", call)
    requests.done(call, RequestDone(desk.clock().date(), "换三通阀", "阀芯卡住"))
    assert "换三通阀" in case.case.message.text()
    qtbot.mouseClick(child(case, f"work_take_request_{call}"), LEFT)
    assert "换三通阀 (cause: 阀芯卡住)" in case.case.step.fields.measure.text()
    assert desk.only().measure == "", "nothing is written by itself"
    qtbot.keyClick(focused(), Key.Key_F8)
    assert "换三通阀" in desk.only().measure
    assert panel.undone_proposals() == []


def test_case_of_an_ordinary_complaint_wants_no_owner(page: ComplaintsPage, desk: Desk) -> None:
    page.show_subject(f"costs-{desk.log(severity=Severity.NORMAL)}")
    assert "Not written yet" in texts(page.case.side.costs.opinions)


@pytest.mark.parametrize(("size", "language"), [((1366, 690), "en"), ((911, 440), "zh"), ((911, 440), "en")])
def test_costs_and_their_dialogs_fit(desk: Desk, window: MainWindow, qtbot: QtBot, size: tuple[int, int], language: str) -> None:
    window.resize(*size)
    page = open_page(desk, window, translator(language))
    desk.log()
    desk.role = Role.SERVICE
    one = ask(desk)
    call = Requests(desk.db, desk.actor, desk.clock, desk.trade).take(RequestDraft(1, symptom="主卧不制热", complaint_id=1))
    desk.role = Role.OWNER
    page.show_subject("costs-1")
    panel = page.case.side.costs
    qtbot.waitUntil(lambda: clipped(page) == [])
    assert nameless(page) == []
    assert low_contrast(panel) == []
    assert panel.findChild(QWidget, f"cost_approve_{one}")
    assert panel.findChild(QWidget, f"work_open_request_{call}")
    row = desk.only().parts.costs[0]
    for run in (panel.add_cost, lambda: panel.refuse_cost(row), panel.edit_authority):
        run()
        shown = begun(qtbot)
        assert clipped(shown) == []
        assert nameless(shown) == []
        assert shown.height() <= size[1]
        shown.reject()


class Refusing:
    """Says no to every question and notes it."""

    def __init__(self, questions: list[str]) -> None:
        self.questions = questions

    def confirm(self, _title: str, text: str, _action: str) -> bool:
        self.questions.append(text)
        return False
