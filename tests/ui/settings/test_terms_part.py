"""The part of the settings with the terms of complaints, on a store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dealer_crm.domain.complaint_case import ClockKind
from dealer_crm.domain.complaint_rules import Span
from dealer_crm.domain.complaints import Severity
from dealer_crm.domain.journal import Actor
from dealer_crm.i18n import translator
from dealer_crm.services.complaint_terms import ComplaintTerms
from dealer_crm.services.history import History
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.ui.settings.terms_part import TermDoors, TermsPart
from tests.services.conftest import Clock
from tests.storage.shops import empty_file, pinyin


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """Return the store of an empty shop."""
    path = tmp_path / "shop.sqlite"
    path.write_bytes(empty_file())
    db = Database(path, pinyin(), Clock())
    yield db
    db.close()


@pytest.fixture
def book(db: Database) -> ComplaintTerms:
    """Return the terms of the shop."""
    return ComplaintTerms(db, Actor, db.now, Trade())


@pytest.fixture
def part(book: ComplaintTerms, qtbot: QtBot) -> TermsPart:
    """Return the part, shown."""
    part = TermsPart(translator("zh"), TermDoors(book.terms, book.editions, book.preview, book.save, book.reset))
    qtbot.addWidget(part)
    part.reload()
    return part


def test_showing_it_and_leaving_it_writes_nothing(part: TermsPart, db: Database) -> None:
    part.leave()
    part.reload()
    assert History(db, Actor).rows(9) == []
    assert not part.save_button.isEnabled()
    assert not part.reset_button.isEnabled()
    assert "11-24 17:30" in part.told[Severity.URGENT].text() or "11-22" in part.told[Severity.URGENT].text()


def test_what_is_entered_holds_with_the_button_and_goes_back(part: TermsPart, book: ComplaintTerms, qtbot: QtBot) -> None:
    field = part.fields[Severity.MAJOR, "respond"]
    qtbot.keyClicks(field.number, "")
    field.number.setText("4")
    field.number.textEdited.emit("4")
    part.kind.set_value(ClockKind.SHOP)
    part.reload()
    assert field.value() == Span(hours=4)
    part.note.setText("更快")
    part.save_button.click()
    held = book.terms()
    assert (held.kind, held.rules[Severity.MAJOR].respond, held.number) == (ClockKind.SHOP, Span(hours=4), 1)
    assert "更快" in part.versions.text()
    assert part.note.text() == ""
    part.reset_button.click()
    assert book.terms().kind is ClockKind.NATURAL
    assert field.value() == Span(hours=12)


@pytest.mark.parametrize("typed", ["", "0", "999", "x"])
def test_nonsense_is_told_and_stays_to_be_mended(part: TermsPart, book: ComplaintTerms, typed: str) -> None:
    field = part.fields[Severity.URGENT, "respond"]
    field.number.setText(typed)
    field.number.textEdited.emit(typed)
    part.save()
    assert not part.message.isHidden()
    assert book.terms().number == 0
    part.reload()
    assert field.number.text() == typed
