"""The timeline: by kind, page by page, with the changes that matter and good moments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from dealer_crm.domain.classes import ClassKind, ValueClass
from dealer_crm.domain.customers import CustomerDraft, IntentLevel, PhoneDraft, Stage
from dealer_crm.domain.followups import FollowUpDraft
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.knowledge import MomentKind
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.i18n import translator
from dealer_crm.services.customers import Customers
from dealer_crm.services.followups import FollowUps
from dealer_crm.services.history import History
from dealer_crm.services.timeline import GROUPS, EventGroup, EventKind, Timelines
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import ClassOverride, Moment
from dealer_crm.words.changes import change_words
from tests.services.conftest import Clock

HOUSE = PremisesDraft(community="云上花园", building="8", room="2201")
WANG = CustomerDraft(name="王芳", phones=(PhoneDraft("14200000317"),), premises=(HOUSE,))
T = translator("zh")


@pytest.fixture
def customers(db: Database, actor: Callable[[], Actor], clock: Clock) -> Customers:
    return Customers(db, actor, clock)


def told(db: Database, group: EventGroup = EventGroup.CHANGES) -> list[str]:
    return [change_words(one, T) for row in Timelines(db).page(1, group).rows for one in row.changes]


def test_every_kind_belongs_to_one_group_besides_all() -> None:
    apart = [kind for group, kinds in GROUPS.items() if group is not EventGroup.ALL for kind in kinds]
    assert sorted(apart) == sorted(EventKind)


def test_changes_that_matter_are_told_with_before_and_after(db: Database, customers: Customers) -> None:
    customers.create(WANG)
    assert told(db) == []
    draft, version = customers.draft(1)
    (house,) = draft.premises
    other = replace(draft, phones=(PhoneDraft("14200000318"),), premises=(replace(house, room="2202"),), note="x")
    customers.edit(
        1, replace(other, stage=Stage.INTENT, intent_level=IntentLevel.A, consent_on=date(2026, 11, 18), marketing_ok=True), version
    )
    assert set(told(db)) == {
        "电话：142 0000 0317 → 142 0000 0318",
        "房屋：云上花园 8幢2201 → 云上花园 8幢2202",
        "阶段：潜客 → 意向",
        "意向级别：未定级 → 意向A（15 天内）",
        "同意留存：现在是 2026-11-18",
        "优惠信息：否 → 是",
    }
    draft, version = customers.draft(1)
    customers.edit(1, replace(draft, note="y"), version)
    assert [row.kind for row in Timelines(db).page(1, EventGroup.CHANGES).rows] == [EventKind.CHANGED, EventKind.FILED]


def test_class_set_by_hand_is_told_also_when_it_is_taken_back(db: Database, customers: Customers, actor: Callable[[], Actor]) -> None:
    customers.create(WANG)
    customers.create(replace(WANG, name="别人"))
    for customer_id in (1, 2):
        with db.write(actor(), Action.EDIT, Subject.CUSTOMER_CLASS) as session:
            said = {"kind": ClassKind.VALUE, "value": ValueClass.A, "note": "x", "set_on": date(2026, 11, 22)}
            session.add(ClassOverride(customer_id=customer_id, **said))
    History(db, actor).undo_entry(History(db, actor).rows(1)[0].id)
    History(db, actor).undo_entry(History(db, actor).rows(3)[-1].id)
    assert told(db) == ["价值分类：不再是 价值A", "价值分类：现在是 价值A"]


def test_pages_hold_the_newest_and_moments_stand_among_talks(
    db: Database, customers: Customers, actor: Callable[[], Actor], clock: Clock
) -> None:
    customers.create(WANG)
    followups = FollowUps(db, actor, clock, Trade())
    for number in range(5):
        clock.on(1)
        followups.log(FollowUpDraft(1, words=f"第{number}次", keeps_steps=True))
    with db.write(actor(), Action.CREATE, Subject.MOMENT) as session:
        session.add(Moment(customer_id=1, kind=MomentKind.PRAISE, words="师傅很细心", happened_on=clock.today + timedelta(days=1)))
    found = Timelines(db).page(1, EventGroup.TALKS, 3)
    assert ([row.words for row in found.rows], found.more) == (["师傅很细心", "第4次", "第3次"], True)
    whole = Timelines(db).page(1, EventGroup.TALKS, 6)
    assert (whole.rows[:3], len(whole.rows), whole.more) == (found.rows, 6, False)
