"""Standards of service: shipped ones, the shop's own, order, undo, the page for the wall."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dealer_crm.domain.errors import NotFound
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.domain.standards import LONGEST, StandardArea, StandardDraft, StandardMissing, StandardTooLong
from dealer_crm.services.history import History
from dealer_crm.services.standard_papers import StandardPapers
from dealer_crm.services.standards import StandardBook, shipped
from dealer_crm.storage.database import Database
from tests.documents.reading import read, words
from tests.services.conftest import Clock
from tests.services.desk import desk
from tests.storage.shops import digest


@pytest.fixture
def book(db: Database, actor: Callable[[], Actor]) -> StandardBook:
    return StandardBook(db, actor)


def codes(book: StandardBook, area: StandardArea) -> list[str]:
    return [one.code for one in book.standards() if one.area is area]


def test_every_area_is_covered_in_both_languages_with_measure_check_and_source() -> None:
    assert len(shipped()) >= 12
    assert {one.area for one in shipped()} == set(StandardArea)
    for one in shipped():
        assert all((one.zh, one.en, one.measure_zh, one.measure_en, one.check_zh, one.check_en, one.source)), one.code


def test_own_standard_stands_at_the_end_of_its_area_and_says_the_same_in_both_languages(book: StandardBook) -> None:
    code = book.add(StandardDraft(StandardArea.CALLS, zh=" 每天  问候 ", measure_en="Daily"))
    assert codes(book, StandardArea.CALLS)[-1] == code
    one = next(one for one in book.standards() if one.code == code)
    assert (one.zh, one.en, one.measure_zh, one.own) == ("每天 问候", "每天 问候", "Daily", True)


def test_changed_moved_and_retired_ones_come_back_by_undo(db: Database, book: StandardBook, actor: Callable[[], Actor]) -> None:
    history = History(db, actor)
    before, shown = digest(db), book.standards()
    first, second, *_ = codes(book, StandardArea.RECEPTION)
    book.edit(first, StandardDraft(StandardArea.RECEPTION, zh="换一种说法"))
    book.move(first, 1)
    book.retire(second, retired=True)
    assert codes(book, StandardArea.RECEPTION)[:2] == [second, first]
    assert [one.code for one in book.standards() if one.retired] == [second]
    for _ in range(3):
        history.undo()
    assert digest(db) == before
    assert book.standards() == shown


def test_at_the_end_of_an_area_nothing_moves(book: StandardBook) -> None:
    before = codes(book, StandardArea.SERVICE)
    book.move(before[0], -1)
    book.move(before[-1], 1)
    assert codes(book, StandardArea.SERVICE) == before


@pytest.mark.parametrize(
    ("draft", "refusal"), [(StandardDraft(), StandardMissing), (StandardDraft(zh="长" * (LONGEST + 1)), StandardTooLong)]
)
def test_what_is_empty_or_too_long_for_a_wall_is_refused(book: StandardBook, draft: StandardDraft, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        book.add(draft)
    with pytest.raises(NotFound):
        book.edit("nobody", StandardDraft(zh="x"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_page_holds_those_in_use_and_fits_on_one_sheet(db: Database, clock: Clock, book: StandardBook, language: str) -> None:
    book.retire("greet", retired=True)
    pdf = StandardPapers(db, desk(db, clock)).page(PrintChoice(paper="A4"), language)
    said = words(pdf)
    assert len(read(pdf).pages) == 1
    for one in shipped():
        assert ("".join(one.said(language).split()) in said) is (one.code != "greet"), one.code
