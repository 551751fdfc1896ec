"""Water runs at night and a customer calls: raised at once, eight steps, a part that is waited for, closed, and the evidence on paper."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dealer_crm.app.opened import open_folder
from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.complaint_case import WaitFor
from dealer_crm.domain.complaint_steps import Due
from dealer_crm.domain.complaints import ComplaintState, LiableParty, Severity, Step8
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.journal import Origin
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.services.check import Check
from dealer_crm.services.complaint_file import ComplaintFile
from dealer_crm.services.complaint_list import ComplaintSpec, ComplaintView
from dealer_crm.services.demo import Demo
from dealer_crm.ui.complaints.page import ComplaintsPage
from tests.app.windows import running
from tests.journeys.test_first_day import Day
from tests.journeys.usability.clerk import CONTROL, Clerk

Key = Qt.Key
CALLER, NAME = "14200000017", "温暖如"
LEAK, PART = "锅炉下面漏水，地上全是水", "等厂家发三通阀"
NIGHT = datetime(2026, 11, 23, 23, 40).astimezone()
OWNER = 1


class Duty:
    """Who has the telephone at night, at the window."""

    def __init__(self, clerk: Clerk, day: Day) -> None:
        self.clerk, self.day = clerk, day
        self.case = 0

    @property
    def page(self) -> ComplaintsPage:
        """The room of complaints."""
        found = self.clerk.run.window.page("complaints")
        assert isinstance(found, ComplaintsPage)
        return found

    def file(self) -> ComplaintFile:
        """Return the case as it is stored."""
        return self.clerk.opened.complaint_files.open(self.case)

    def write(self, name: str, words: str) -> None:
        """Type into a field."""
        self.clerk.seen(name).setFocus()
        self.clerk.key(Key.Key_A, CONTROL)
        self.clerk.type(words)

    def tick(self, step: Step8, **fields: str) -> None:
        """Write what a step asks for, and tick it with Ctrl+Enter."""
        assert self.page.case.step.step is step
        for name, words in fields.items():
            self.write(f"step_{name}", words)
        self.clerk.save()
        self.clerk.wait(lambda: self.file().done(step) is not None)
        self.clerk.settle()

    def later(self, **span: float) -> None:
        """Let time pass."""
        self.day.at += timedelta(**span)

    def due(self) -> list[int]:
        """Return the cases that stand on the agenda with a deadline."""
        agenda, today = self.clerk.opened.agenda, local_day(self.day.at)
        rows = [*agenda.overdue(), *agenda.range(today, today + timedelta(days=60))]
        return [row.record_id for row in rows if row.kind is AgendaKind.COMPLAINT]


def called(duty: Duty) -> None:
    """The caller card knows him; what he says raises the case at once, with what to tell him."""
    clerk = duty.clerk
    known = set(clerk.opened.complaint_list.ids(ComplaintSpec(ComplaintView.ALL)))
    clerk.key(Key.Key_F9)
    clerk.type(CALLER)
    clerk.wait(lambda: clerk.sees("caller_last"))
    clerk.click("caller_complaint")
    clerk.wait(lambda: clerk.focus().objectName() == "complaint_words")
    clerk.type(LEAK)
    fields = duty.page.form.fields
    assert fields.severity.value() is Severity.URGENT
    said = clerk.opened.trade.phrase("safety_water", "zh").partition("{")[0]
    assert [note for note in fields.findChildren(QLabel) if note.isVisible() and said in note.text()]
    machine = next(one for one in clerk.opened.complaint_files.machines(fields.who.value() or 0) if one.serial == "LX24C000017")
    fields.machine.set_value(machine.id)
    clerk.click("complaint_subtype_product_quality")
    clerk.key(Key.Key_F8)
    clerk.wait(lambda: clerk.focus().objectName() == "step_words")
    duty.case = next(iter(set(clerk.opened.complaint_list.ids(ComplaintSpec(ComplaintView.ALL))) - known))
    file = duty.file()
    assert (file.customer, file.draft.topic, file.draft.words) == (NAME, "leak", LEAK)
    assert file.due_at == file.clock.respond_by == duty.day.at + timedelta(hours=2)
    assert duty.case in duty.due()


def calmed(duty: Duty) -> None:
    """On the telephone: thanks, why, sorry, by when, and what it is."""
    duty.later(minutes=4)
    duty.tick(Step8.THANK, words="谢谢您这么晚还打来")
    duty.tick(Step8.APPRECIATE)
    duty.tick(Step8.APOLOGIZE, words="让您半夜受累了")
    duty.tick(Step8.PROMISE, words="一小时内到")
    duty.later(hours=1)
    duty.clerk.click("step_liable_manufacturer")
    duty.tick(Step8.ASK, words="总阀已关", cause="三通阀阀体开裂")
    file = duty.file()
    assert (file.clock.responded_at, file.liable) == (NIGHT + timedelta(minutes=4), LiableParty.MANUFACTURER)
    assert file.clock.running()[0] is Due.PLAN


def waited(duty: Duty) -> None:
    """The part is with the factory for two days: the clock stands still, and goes on where it stood."""
    clerk, before = duty.clerk, duty.file()
    clerk.click("run_wait")
    clerk.seen("case_wait_words")
    duty.write("case_wait_words", PART)
    duty.write("case_wait_day_text", "+3")
    clerk.click("case_wait_save")
    clerk.wait(lambda: duty.file().parts.waiting is not None)
    clerk.settle()
    file = duty.file()
    assert (file.due_kind, file.parts.waiting and file.parts.waiting.wait_for) == (Due.WAITING, WaitFor.FACTORY)
    assert file.due_at
    assert local_day(file.due_at) == local_day(duty.day.at) + timedelta(days=3)
    duty.later(days=2)
    clerk.home()
    clerk.go("complaints")
    clerk.click("run_resume")
    clerk.wait(lambda: duty.file().parts.waiting is None)
    clerk.settle()
    after = duty.file()
    assert before.clock.plan_by
    assert after.clock.plan_by == before.clock.plan_by + timedelta(days=2)
    assert after.clock.respond_by == before.clock.respond_by
    assert duty.day.at < after.clock.plan_by


def solved(duty: Duty) -> None:
    """Mended, told to the customer, who says that it is well; what is done so that it does not come again."""
    clerk = duty.clerk
    duty.tick(Step8.CORRECT, words="换好了", measure="换三通阀，擦干地面")
    assert duty.file().due_kind is Due.DAILY
    clerk.click("run_told")
    clerk.wait(lambda: duty.file().clock.told_at == duty.day.at)
    clerk.settle()
    duty.later(hours=20)
    clerk.click("case_close")
    assert clerk.sees("missing_confirmed")
    assert clerk.sees("missing_prevention")
    clerk.click("closing_hide")
    clerk.click("step_satisfaction_5")
    duty.tick(Step8.CONFIRM, words="客户说很满意")
    step = duty.page.case.step.fields
    step.person.set_value(OWNER)
    step.person.activated.emit(step.person.currentIndex())
    duty.tick(Step8.PREVENT, prevention="常备三通阀两只", day_text="+7", verification="月底盘点有货")


def closed(duty: Duty) -> None:
    """A leak is serious: the owner says what he thinks; then it is closed, and asked after in two days and in a week."""
    clerk = duty.clerk
    clerk.click("case_close")
    assert not clerk.sees("missing_confirmed")
    clerk.click("missing_owner_words")
    duty.write("case_opinion_owner_words", "以后夜里的电话直接转我")
    clerk.click("case_opinion_owner_save")
    clerk.wait(lambda: not duty.file().missing())
    clerk.settle()
    clerk.click("case_close")
    clerk.wait(lambda: duty.file().state is ComplaintState.CLOSED)
    clerk.settle()
    assert duty.case not in duty.due()
    file = duty.file()
    assert (len(file.steps), file.satisfaction, file.reopened) == (8, 5, 0)
    today = local_day(duty.day.at)
    rows = clerk.opened.agenda.range(today, today + timedelta(days=14))
    visits = [row.due_on for row in rows if row.kind is AgendaKind.VISIT and row.customer_id == file.draft.customer_id]
    assert visits[:1]
    assert visits[0] > today


def proved(duty: Duty) -> None:
    """All of it on paper, with a cover and the number of each page of how many; what the shop does otherwise stays in the shop."""
    file = duty.file()
    pages = PdfReader(io.BytesIO(duty.clerk.opened.evidence_packs.pack(duty.case, PrintChoice(paper="A4"), "zh"))).pages
    texts = ["".join(page.extract_text().split()) for page in pages]
    assert len(texts) >= 5
    for number, text in enumerate(texts, 1):
        assert text.endswith(f"第{number}页，共{len(texts)}页"), text[-80:]
    whole = "".join(texts)
    for words in (file.number, LEAK, "三通阀阀体开裂", PART, "换三通阀，擦干地面", "LX24C000017", NAME):
        assert "".join(words.split()) in whole, words
    assert file.prevention not in whole


@pytest.mark.slow
def test_water_at_night_from_the_call_to_the_evidence(qtbot: QtBot, tmp_path: Path) -> None:
    day, folder = Day(NIGHT), tmp_path / "shop"
    opened = open_folder(folder, Origin.SYSTEM, day)
    Demo(opened.db, opened.now).fill("zh")
    opened.settings.change(first_run_done=True, staff_id=OWNER)
    opened.close()
    with running(qtbot, folder, "zh", now=day) as run:
        duty = Duty(Clerk(run), day)
        called(duty)
        calmed(duty)
        waited(duty)
        solved(duty)
        closed(duty)
        proved(duty)
        assert run.opened.history.verify_chain() == []
        assert Check(run.opened.db, run.opened.folder).run() == []
