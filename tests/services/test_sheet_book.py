"""The shop's own versions of the sheets: newest first, undone, put back; what is filled keeps its version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select

from dealer_crm.domain.acceptances import SheetUnknown
from dealer_crm.domain.checklists import CheckItem, Checklist, CheckResult
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.sheet_bodies import SheetLettersFixed, SheetTooMuch
from dealer_crm.services import sheets
from dealer_crm.services.history import History
from dealer_crm.services.sheet_book import SheetBook
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import OwnSheet
from tests.services.conftest import Clock
from tests.services.loading import load

TRADE = Trade()


@pytest.fixture
def book(db: Database, actor: Callable[[], Actor], clock: Clock) -> SheetBook:
    return SheetBook(db, TRADE, actor, clock)


def longer(sheet: Checklist, code: str = "RA-20") -> Checklist:
    """Return a sheet with one more item."""
    return replace(sheet, items=(*sheet.items, CheckItem(code, "run", zh="滴水试验", required=True)))


def held(db: Database, code: str) -> Checklist:
    """Return a sheet as it holds now."""
    with db.read() as session:
        return sheets.sheet(session, TRADE, code)


def test_the_newest_own_version_holds_and_undo_brings_the_one_before_back(
    db: Database, book: SheetBook, actor: Callable[[], Actor], clock: Clock
) -> None:
    history, shipped = History(db, actor), TRADE.checklist("room_ac")
    assert book.save(shipped) == shipped.version
    assert book.save(longer(shipped), "  店里要求 ") == 2
    assert book.save(longer(held(db, "room_ac"), "RA-21")) == 3
    assert [item.code for item in held(db, "room_ac").items[-2:]] == ["RA-20", "RA-21"]
    found = book.editions("room_ac")
    assert [(one.sheet.version, one.shipped, one.note) for one in found] == [(3, False, ""), (2, False, "店里要求"), (1, True, "")]
    assert (found[0].written_at, bool(found[0].by)) == (clock(), actor().staff_id is not None)
    assert [one.sheet.version for one in book.sheets() if not one.shipped] == [3]
    history.undo()
    assert held(db, "room_ac").version == 2
    assert book.save(longer(held(db, "room_ac"), "RA-22")) == 3


def test_the_shipped_sheet_comes_back_as_a_new_version(db: Database, book: SheetBook) -> None:
    shipped = book.shipped("room_ac")
    book.save(longer(shipped))
    assert book.reset("room_ac", "回到原样") == 3
    assert replace(held(db, "room_ac"), version=shipped.version) == shipped


def test_what_is_filled_keeps_its_version(db: Database, book: SheetBook, actor: Callable[[], Actor], clock: Clock) -> None:
    deliveries = load(db, actor, clock).deliveries
    first = deliveries.plan(1)
    tick = next(check for check in deliveries.open(first).checks if check.code == "RA-1")
    deliveries.tick(tick.id, CheckResult.PASS)
    book.save(longer(TRADE.checklist("room_ac")))
    old = [check for check in deliveries.open(first).checks if check.sheet == "room_ac"]
    assert {(check.sheet_version, check.code == "RA-20") for check in old} == {(1, False)}
    deliveries.cancel(first)
    new = [check for check in deliveries.open(deliveries.plan(1)).checks if check.sheet == "room_ac"]
    assert {check.sheet_version for check in new} == {2}
    assert "RA-20" in [check.code for check in new]


def test_letters_stay_and_nonsense_is_refused(db: Database, book: SheetBook) -> None:
    expected = book.shipped("expectations")
    with pytest.raises(SheetLettersFixed):
        book.save(replace(expected, items=expected.items[1:]))
    assert book.save(replace(expected, items=(replace(expected.items[0], zh="准时"), *expected.items[1:]))) == 3
    with pytest.raises(SheetTooMuch):
        book.save(longer(book.shipped("room_ac")), "长" * 400)
    for deed in (book.shipped, book.editions, book.reset):
        with pytest.raises(SheetUnknown):
            deed("no such sheet")
    with pytest.raises(SheetUnknown):
        held(db, "no such sheet")


def test_a_version_that_cannot_be_read_lets_the_shipped_one_hold(db: Database, book: SheetBook) -> None:
    book.save(longer(book.shipped("room_ac")))
    with db.write(Actor(), Action.EDIT, Subject.SHEET) as session:
        session.scalars(select(OwnSheet)).one().body = {"items": [7]}
    assert held(db, "room_ac") == TRADE.checklist("room_ac")
    assert [one.sheet.version for one in book.editions("room_ac")] == [1]
