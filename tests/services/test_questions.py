"""Answers are saved with the contact; what they replace is kept, found again and taken back in one step."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from dealer_crm.domain.customers import PhoneDraft, Stage
from dealer_crm.domain.followups import FollowUpDraft
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.domain.questions import Answer, AnswerNotInList
from dealer_crm.services.customer_list import CustomerList
from dealer_crm.services.facts import Verifications
from dealer_crm.services.followups import FollowUps
from dealer_crm.services.questions import Asking
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock
from tests.services.machines import Care
from tests.storage.shops import digest


class Talks(Care):
    """Customer 1 with a number and a house, and what is asked of him."""

    def __init__(self, db: Database, clock: Clock, actor: Callable[[], Actor]) -> None:
        super().__init__(db, clock, actor)
        self.asking, self.facts = Asking(db, clock), Verifications(db)
        self.followups = FollowUps(db, actor, clock)

    def log(self, *answers: Answer) -> None:
        self.followups.log(FollowUpDraft(1, words="聊了几句", no_next_reason="再说"), answers)

    def asked(self) -> list[str]:
        return [question.code for question in self.asking.of(1)]

    def change(self, **fields: object) -> None:
        draft, version = self.customers.draft(1)
        self.customers.edit(1, replace(draft, **fields), version)  # type: ignore[arg-type]

    def former(self) -> list[tuple[str, str]]:
        return [(row.field, row.words) for row in self.facts.former(1)]

    def found(self, words: str) -> list[int]:
        return [row.id for row in CustomerList(self.db, self.clock).find(words)]


@pytest.fixture
def talks(db: Database, clock: Clock, actor: Callable[[], Actor]) -> Talks:
    """Return the shop."""
    return Talks(db, clock, actor)


def test_answers_are_one_step_with_the_contact(talks: Talks) -> None:
    assert talks.asked() == ["interests", "deco_stage"]
    before = digest(talks.db)
    talks.log(Answer("interests", "boiler"), Answer("deco_stage", "not_started"))
    draft, _ = talks.customers.draft(1)
    assert ([one.value for one in draft.interests], draft.premises[0].details[0].value) == (["boiler"], "not_started")
    assert talks.facts.of(1) == {"interests": talks.clock.today, "deco_stage": talks.clock.today}
    assert talks.asked() == ["budget_band", "decider"]
    talks.history.undo()
    assert digest(talks.db) == before


def test_unchanged_confirms_and_a_contact_without_answers_writes_nothing_else(talks: Talks) -> None:
    talks.change(stage=Stage.BASE)
    talks.clock.on(400)
    assert "phones" in talks.asked()
    talks.log()
    assert talks.facts.of(1) == {}
    talks.log(Answer("phones", None))
    assert talks.facts.of(1) == {"phones": talks.clock.today}
    assert "phones" not in talks.asked()


def test_a_refused_answer_saves_nothing(talks: Talks) -> None:
    before = digest(talks.db)
    with pytest.raises(AnswerNotInList):
        talks.log(Answer("interests", "lamp"))
    assert digest(talks.db) == before


def test_a_number_that_was_replaced_is_kept_and_found(talks: Talks) -> None:
    talks.log(Answer("phones", "139 0000 0002"))
    assert talks.customers.draft(1)[0].phones == (PhoneDraft("13900000002"),)
    assert talks.former() == [("phones", "14200000911")]
    assert talks.found("14200000911") == talks.found("0911") == [1]
    talks.change(phones=(PhoneDraft("14200000911"),))
    assert talks.former() == [("phones", "13900000002")]


def test_an_address_that_was_left_is_kept_and_one_that_was_completed_is_not(talks: Talks) -> None:
    place = talks.customers.draft(1)[0].premises[0]
    talks.change(premises=(replace(place, unit="2"),))
    assert talks.former() == []
    talks.change(premises=(PremisesDraft(community="云上花园", building="8", room="301"),))
    assert talks.former() == [("premises", "星河湾样 12幢2单元1803")]
    assert talks.found("星河湾样") == [1]
    talks.customers.delete(1)
    assert talks.former() == []


def test_what_was_typed_new_counts_as_confirmed_and_what_merely_stood_there_does_not(talks: Talks) -> None:
    talks.change(wechat="zw", note="x")
    assert talks.facts.of(1) == {"wechat": talks.clock.today}


def test_nobody_is_asked_about_who_is_gone(talks: Talks) -> None:
    assert talks.asking.of(99) == ()
