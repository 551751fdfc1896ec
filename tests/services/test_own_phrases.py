"""A wording of the shop stands everywhere in place of the shipped one, is refused where nothing would be filled in, and goes back."""

from collections.abc import Callable

import pytest

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.own_phrases import LONGEST, PhraseFieldUnknownZh, PhraseTooLongEn, PhraseUnknown
from dealer_crm.services.history import History
from dealer_crm.services.own_phrases import OwnPhrases
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database

THANKS = "step8_1"


@pytest.fixture
def own(db: Database, actor: Callable[[], Actor]) -> OwnPhrases:
    return OwnPhrases(db, actor)


def said(own: OwnPhrases, language: str = "zh") -> str:
    return Trade(own_words=own.own).phrase(THANKS, language)


def test_a_kept_wording_is_said_everywhere_and_undone(own: OwnPhrases, db: Database, actor: Callable[[], Actor]) -> None:
    history = History(db, actor)
    own.save(THANKS, " {salutation}，多谢您直说。 ", "")
    group = Trade(own_words=own.own).phrases("step8")
    assert (said(own), group[0].zh, group[1].zh) == ("{salutation}，多谢您直说。", "{salutation}，多谢您直说。", own.shipped("step8_2").zh)
    assert said(own, "en") == own.shipped(THANKS).en
    assert OwnPhrases(db, actor).own() == own.own()
    history.undo()
    assert said(own) == own.shipped(THANKS).zh


@pytest.mark.parametrize("back", [("", ""), ("谢谢您直接告诉我们。", "Thank you for telling us. ")])
def test_empty_or_as_shipped_is_the_shipped_wording(own: OwnPhrases, back: tuple[str, str]) -> None:
    own.save(THANKS, "多谢", "Thanks")
    own.save(THANKS, *back)
    assert own.own() == {}
    own.reset(THANKS)
    assert said(own) == own.shipped(THANKS).zh


@pytest.mark.parametrize(
    ("code", "zh", "en", "error"),
    [
        (THANKS, "{price}元", "", PhraseFieldUnknownZh),
        (THANKS, "", "x" * (LONGEST + 1), PhraseTooLongEn),
        ("step8_9", "谢", "", PhraseUnknown),
    ],
)
def test_what_could_not_be_said_is_refused(own: OwnPhrases, code: str, zh: str, en: str, error: type[DomainError]) -> None:
    with pytest.raises(error):
        own.save(code, zh, en)
    assert own.own() == {}


def test_markup_and_signs_stay_text(own: OwnPhrases) -> None:
    own.save(THANKS, "<b>谢</b> =1+1 {salutation}", "")
    assert said(own) == "<b>谢</b> =1+1 {salutation}"
