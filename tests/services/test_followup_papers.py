"""Follow-up cards from the store: who, what he wants, what was said last, one card for each customer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from dealer_crm.domain.customers import CustomerDraft, CustomerNotFound, IntentLevel, PhoneDraft
from dealer_crm.domain.details import Detail
from dealer_crm.domain.followups import FollowUpDraft
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.services.customers import Customers
from dealer_crm.services.followup_papers import CONTACTS, FollowupPapers
from dealer_crm.services.followups import FollowUps
from dealer_crm.storage.database import Database
from tests.documents.reading import page_words
from tests.services.conftest import Clock
from tests.services.desk import desk
from tests.services.machines import TRADE

A5 = PrintChoice(paper="A5_LANDSCAPE")
CHEN = CustomerDraft(
    name="陈静",
    phones=(PhoneDraft("14200000317"),),
    intent_level=IntentLevel.A,
    care_notes="家里有婴儿",
    details=(Detail("budget_band", "to_4"), Detail("wanted_brands", "云岭")),
)


def test_card_holds_the_last_eight_contacts_the_wishes_and_the_next_step(db: Database, clock: Clock, actor: Callable[[], Actor]) -> None:
    customers, calls = Customers(db, actor, clock), FollowUps(db, actor, clock, TRADE)
    chen = customers.create(CHEN)
    nobody = customers.create(CustomerDraft(name="生人"))
    for number in range(CONTACTS + 2):
        due = clock.today + timedelta(days=number + 1)
        calls.log(
            FollowUpDraft(
                chen, words=f"第{number}次", next_on=due, next_purpose="送方案", happened_at=clock() - timedelta(days=20 - number)
            )
        )
    papers = FollowupPapers(db, clock, desk(db, clock))
    data = papers.data(chen, "zh")
    assert [line.words for line in data.contacts] == [f"第{number}次" for number in range(CONTACTS + 1, 1, -1)]
    assert (data.next_purpose, data.mind, data.phones) == ("送方案", "家里有婴儿", ("142 0000 0317",))
    assert ("意向品牌", "云岭") in data.needs
    pages = page_words(papers.cards([chen, nobody], A5, "zh"))
    assert len(pages) == 2
    assert [name in page for name, page in zip(("陈静", "生人"), pages, strict=True)] == [True, True]
    assert desk(db, clock).code("followup_card", nobody) in pages[1]
    for gone in ([], [99]):
        with pytest.raises(CustomerNotFound):
            papers.cards(gone, A5, "zh")
