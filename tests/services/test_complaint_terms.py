"""The shop sets its terms of complaints: versions are kept and undone, a running case keeps those it began with."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from dealer_crm.domain.complaint_case import ClockKind, WaitFor
from dealer_crm.domain.complaint_rules import Span
from dealer_crm.domain.complaint_terms import TermMissing, TermOutOfRange, Terms, TermsNoteTooLong
from dealer_crm.domain.complaints import Severity
from dealer_crm.domain.errors import DomainError
from dealer_crm.services.complaint_terms import ComplaintTerms
from dealer_crm.storage.database import Database
from tests.services.complaint_room import COLD, Room
from tests.services.conftest import Clock
from tests.storage.shops import digest


@pytest.fixture
def room(db: Database, clock: Clock) -> Room:
    """Return the shop."""
    return Room(db, clock)


@pytest.fixture
def book(room: Room) -> ComplaintTerms:
    """Return its terms."""
    return ComplaintTerms(room.db, room.actor, room.clock, room.trade)


def quicker(terms: Terms, hours: int | None = 4) -> Terms:
    """Return terms by which a major case is answered sooner."""
    respond: Any = None if hours is None else Span(hours=hours)
    return replace(terms, rules={**terms.rules, Severity.MAJOR: replace(terms.rules[Severity.MAJOR], respond=respond)})


def test_terms_hold_from_now_on_and_running_cases_keep_theirs(room: Room, book: ComplaintTerms) -> None:
    one, before = room.cases.log(COLD), room.case()
    assert book.save(quicker(book.terms()), " 客户要求更快 ") == 1
    two = room.cases.log(COLD)
    assert room.case(one).respond_by == before.respond_by == room.clock() + timedelta(hours=12)
    assert room.case(two).respond_by == room.clock() + timedelta(hours=4)
    assert (room.case(one).clock["number"], room.case(two).clock["number"]) == (0, 1)
    room.waiting.pause(one, WaitFor.CUSTOMER, "等客户", room.day(1))
    room.later(hours=3)
    room.waiting.resume(one)
    assert room.case(one).respond_by == before.respond_by + timedelta(hours=3)
    room.cases.edit(one, replace(COLD, severity=Severity.NORMAL), room.case(one).version)
    room.cases.edit(one, COLD, room.case(one).version)
    assert room.case(one).respond_by == before.respond_by + timedelta(hours=3)
    assert room.wrong() == []


def test_versions_are_told_with_who_wrote_them(room: Room, book: ComplaintTerms) -> None:
    room.who = replace(room.who, staff_id=1)
    assert book.save(replace(book.terms(), kind=ClockKind.SHOP), "按营业时间") == 1
    assert book.save(book.terms()) == 1
    assert book.reset("改回") == 2
    assert book.reset() == 2
    told = [(one.terms.number, one.terms.kind, one.by, one.note, one.shipped) for one in book.editions()]
    assert told == [
        (2, ClockKind.NATURAL, "罗", "改回", False),
        (1, ClockKind.SHOP, "罗", "按营业时间", False),
        (0, ClockKind.NATURAL, "", "", True),
    ]


def test_a_version_is_undone_and_its_number_never_comes_again(room: Room, book: ComplaintTerms) -> None:
    as_it_was = digest(room.db)
    book.save(quicker(book.terms()))
    case = room.cases.log(COLD)
    room.history.undo()
    room.history.undo()
    assert (digest(room.db), book.terms().number, case) == (as_it_was, 0, 1)
    assert book.save(quicker(book.terms(), 5)) == 2


@pytest.mark.parametrize(
    ("terms", "note", "refusal"),
    [
        (lambda held: quicker(held, 0), "", TermOutOfRange),
        (lambda held: quicker(held, 361), "", TermOutOfRange),
        (lambda held: quicker(held, None), "", TermMissing),
        (quicker, "x" * 201, TermsNoteTooLong),
    ],
)
def test_terms_beyond_the_law_are_refused(room: Room, book: ComplaintTerms, terms: Any, note: str, refusal: type[DomainError]) -> None:
    as_it_was = digest(room.db)
    with pytest.raises(refusal):
        book.save(terms(book.terms()), note)
    assert digest(room.db) == as_it_was


def test_the_preview_is_what_a_case_gets(room: Room, book: ComplaintTerms) -> None:
    wanted = replace(quicker(book.terms()), kind=ClockKind.SHOP)
    shown = book.preview(wanted)[Severity.MAJOR]
    book.save(wanted)
    room.cases.log(COLD)
    case = room.case()
    assert (case.respond_by, case.plan_by, case.close_by) == (shown.respond_by, shown.plan_by, shown.close_by)
