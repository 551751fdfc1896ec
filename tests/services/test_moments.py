"""Moments are written down, changed and removed, each step undoable."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.knowledge import MomentKind
from dealer_crm.domain.moments import MomentAhead, MomentDraft, MomentGone, MomentWordsMissing
from dealer_crm.services.customers import Customers
from dealer_crm.services.history import History
from dealer_crm.services.moments import Moments
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock
from tests.storage.shops import digest


@pytest.fixture
def moments(db: Database, actor: Callable[[], Actor], clock: Clock) -> Moments:
    """Return the use-cases with customer 1."""
    Customers(db, actor, clock).create(CustomerDraft(name="王芳"))
    return Moments(db, actor, clock)


def test_each_step_can_be_taken_back(moments: Moments, db: Database, clock: Clock) -> None:
    history, states = History(db, Actor), [digest(db)]
    first = moments.add(1, MomentDraft(" 安装师傅很仔细 ", clock.today, may_show=True))
    states.append(digest(db))
    moments.edit(first, replace(moments.of(1)[0].draft(), kind=MomentKind.BEYOND, may_show=False))
    states.append(digest(db))
    assert [(row.words, row.kind, row.may_show) for row in moments.of(1)] == [("安装师傅很仔细", MomentKind.BEYOND, False)]
    moments.remove(first)
    assert moments.of(1) == ()
    while states:
        history.undo()
        assert digest(db) == states.pop()


def test_what_is_refused_is_not_written(moments: Moments, clock: Clock) -> None:
    with pytest.raises(MomentWordsMissing):
        moments.add(1, MomentDraft(" ", clock.today))
    with pytest.raises(MomentAhead):
        moments.add(1, MomentDraft("好", clock.today + timedelta(days=1)))
    with pytest.raises(MomentGone):
        moments.remove(7)
    assert moments.of(1) == ()
