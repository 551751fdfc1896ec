"""Tasks of the usability script around the telephone: who calls, a new file, what was said and when to call again."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from dealer_crm.domain.dates import local_day
from tests.journeys.usability.clerk import Clerk
from tests.journeys.usability.desks import Desk
from tests.journeys.usability.tasks import Task

Key = Qt.Key
CALLER, CALLER_NAME, STRANGER = "14200000017", "温暖如", "13912345678"


def test_1_who_is_calling(desk: Desk) -> None:
    task = Task(desk, "1 caller", "customers")
    with task.at_most(2) as clerk:
        clerk.key(Key.Key_F9)
        clerk.type(CALLER)
        clerk.wait(lambda: clerk.sees("caller_last") and clerk.sees("caller_name"))
        said = clerk.opened.customer_list.find(CALLER, 1)[0].last_words
        assert said in clerk.seen("caller_contacts").accessibleName()
        task.look("card")
        clerk.enter()
        clerk.wait(lambda: clerk.sees("customer_timeline"))
    task.end()


def test_2_unknown_number_becomes_a_file(desk: Desk) -> None:
    task = Task(desk, "2 new file", "customers")
    count = task.clerk.opened.customer_list.count()
    with task.at_most(3) as clerk:
        clerk.key(Key.Key_F9)
        clerk.type(STRANGER)
        clerk.key(Key.Key_F3)
        phone = clerk.seen("field_phones_1")
        assert isinstance(phone, QLineEdit)
        assert phone.text() == "139 1234 5678"
        clerk.type(CALLER_NAME)
        clerk.wait(lambda: clerk.sees("duplicate_hint"))
        task.look("form")
        clerk.save()
        clerk.wait(lambda: clerk.opened.customer_list.count() == count + 1)
    assert [row.name for row in clerk.opened.customer_list.find(STRANGER, 2)] == [CALLER_NAME]
    task.end()


def test_3_log_a_call_and_plan_the_next(desk: Desk) -> None:
    task = Task(desk, "3 follow-up")
    opened = task.clerk.opened
    waiting = opened.agenda.figures()
    with task.at_most(3) as clerk:
        clerk.key(Key.Key_F9)
        clerk.type("zyy")
        clerk.wait(lambda: clerk.sees("caller_last"))
        clerk.key(Key.Key_F4)
        clerk.wait(lambda: clerk.run.window.sheet() is not None)
        clerk.type("两台都想换")
        choose_three_days(clerk)
        clerk.tab(2)
        assert clerk.focus().objectName() == "log_next_purpose"
        clerk.type("送报价")
        task.look("sheet")
        clerk.save()
        clerk.wait(lambda: clerk.run.window.sheet() is None)
    row = opened.customer_list.find("zyy", 1)[0]
    assert (row.last_words, row.next_on) == ("两台都想换", local_day(opened.now()) + timedelta(days=3))
    assert opened.agenda.figures() != waiting
    task.end()


def choose_three_days(clerk: Clerk) -> None:
    """Go on with Tab to the chips of the next contact, and with arrows to the one of three days."""
    chips = clerk.seen("log_next_chip")
    for _ in range(3):
        if not chips.isAncestorOf(clerk.focus()):
            clerk.tab()
    assert chips.isAncestorOf(clerk.focus()), clerk.focus().objectName()
    wanted = clerk.seen("log_next_chip_three_days")
    assert isinstance(wanted, QAbstractButton)
    for _ in range(6):
        if not wanted.isChecked():
            clerk.key(Key.Key_Right)
    assert wanted.isChecked()
