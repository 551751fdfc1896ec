"""Beside an expectation: what the program sees, person and plan that are said once, marks after the hand-over; refusals are told."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.expectation_facts import Seen, Why
from dealer_crm.domain.expectations import Fact
from dealer_crm.domain.journal import Role
from dealer_crm.i18n import translator
from dealer_crm.services.expectations import ExpectationRow, ExpectationSheet, Marking, StepRow
from dealer_crm.services.shop import StaffRow
from dealer_crm.ui.expectations.doors import ExpectationDoors
from dealer_crm.ui.expectations.side_card import ExpectationCard
from dealer_crm.ui.widgets import Label
from tests.ui.checks import clipped, nameless
from tests.ui.finding import find

TODAY = date(2026, 11, 23)
SEEN = StepRow("certificate", "证书已交", "Certificate handed over", False, Seen(Fact.CERTIFICATE, True, Why.ALL, 2, 2))
D = ExpectationRow(4, "D", "讲清楚", "Explained", 2, "Xiao Lin", True, TODAY, True, None, "", None, False, False, (SEEN,))
F = replace(D, check_id=6, code="F", en="Called back", later=True, steps=())
SHEET = ExpectationSheet(7, (D, F), {}, Marking(7, "SH1", 1, "陈静", None), "", (), None, True)


@dataclass
class Desk:
    """The card with what it asked for."""

    qtbot: QtBot
    sheet: ExpectationSheet = SHEET
    refuses: bool = False
    asked: int = 0
    done: list[tuple[Any, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        doors = ExpectationDoors(
            of=self._of,
            assign=self._assign,
            as_seen=lambda delivery: self._do("seen", delivery),
            staff=lambda: [StaffRow(2, "Xiao Lin", Role.INSTALLER, "", True), StaffRow(3, "Su", Role.SERVICE, "", True)],
            marks=lambda delivery: self._do("marks", delivery),
            today=lambda: TODAY,
        )
        self.card = ExpectationCard(translator("en"), doors)
        self.card.setFixedWidth(244)
        self.qtbot.addWidget(self.card)

    def _of(self, _delivery: int) -> ExpectationSheet:
        self.asked += 1
        return self.sheet

    def _assign(self, check_id: int, person: int | None, day: date | None) -> None:
        self._do("assign", check_id, person, day)

    def _do(self, *what: Any) -> int:
        if self.refuses:
            raise DomainError
        self.done.append(what)
        return 0


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    """Return the card of an open delivery."""
    return Desk(qtbot)


def test_an_item_is_shown_and_the_sheet_asked_once(desk: Desk) -> None:
    card = desk.card
    card.show_item(7, 4)
    card.show_item(7, 6)
    card.show_item(7, 4)
    assert desk.asked == 1
    assert find(card, Label, "expectation_title").text() == "D  Explained"
    assert find(card, Label, "expectation_told_0").text().startswith("✓ ")
    assert (card.seen_button.isHidden(), card.marks_button.isHidden()) == (False, True)
    assert clipped(card) == nameless(card) == []
    card.show_item(7, 0)
    assert card.isHidden()


def test_what_is_as_usual_is_not_said_again(desk: Desk) -> None:
    card = desk.card
    card.show_item(7, 4)
    assert (card.person.value(), card.planned_on.value()) == (None, TODAY)
    card.person.picked.emit(None)
    assert desk.done == []
    card.person.set_value(3)
    card.person.picked.emit(3)
    assert desk.done == [("assign", 4, 3, None)]


def test_what_is_seen_is_taken_over_and_asked_anew(desk: Desk) -> None:
    changed: list[None] = []
    desk.card.changed.connect(lambda: changed.append(None))
    desk.card.show_item(7, 4)
    desk.card.seen_button.click()
    assert (desk.done, len(changed)) == ([("seen", 7)], 1)
    desk.card.forget()
    desk.card.show_item(7, 4)
    assert desk.asked == 2


def test_a_refusal_is_told(desk: Desk) -> None:
    told: list[object] = []
    desk.card.refused.connect(told.append)
    desk.card.show_item(7, 4)
    desk.refuses = True
    desk.card.seen_button.click()
    assert len(told) == 1


def test_after_the_hand_over_only_what_stays_open_can_be_planned(qtbot: QtBot) -> None:
    marked = replace(SHEET.marking, marks={"D": 3, "F": 5})
    desk = Desk(qtbot, replace(SHEET, open=False, marking=marked))
    desk.card.show_item(7, 4)
    assert not desk.card.person.isEnabled()
    assert "3 of 5" in find(desk.card, Label, "expectation_told_1").text()
    assert not desk.card.marks_button.isHidden()
    desk.card.show_item(7, 6)
    assert desk.card.person.isEnabled()
    desk.card.marks_button.click()
    assert desk.done == [("marks", 7)]
