"""Who may be in the file already, strongest reason first."""

from collections.abc import Callable

import pytest

from dealer_crm.domain.customers import ContactDraft, CustomerDraft, PhoneDraft
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.services.customers import Customers
from dealer_crm.services.duplicates import Duplicates, Likeness
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock

HOME = PremisesDraft(community="云上花园", building="3", unit="2", room="1201")


@pytest.fixture
def duplicates(db: Database, actor: Callable[[], Actor], clock: Clock) -> Duplicates:
    """Return the questions on a store with one customer, 曾有余."""
    draft = CustomerDraft(
        name="曾有余",
        phones=(PhoneDraft("14200000001"),),
        contacts=(ContactDraft("沈佳", phones=(PhoneDraft("14200000107"),)),),
        premises=(HOME,),
    )
    Customers(db, actor, clock).create(draft)
    return Duplicates(db, clock)


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (CustomerDraft(phones=(PhoneDraft("142 0000 0001"),)), Likeness.PHONE),
        (CustomerDraft(phones=(PhoneDraft("+86 14200000107"),)), Likeness.PHONE),
        (CustomerDraft(contacts=(ContactDraft(phones=(PhoneDraft("14200000001"),)),)), Likeness.PHONE),
        (CustomerDraft(premises=(HOME,)), Likeness.ROOM),
        (CustomerDraft(name="曾有余", phones=(PhoneDraft("13900000001"),)), Likeness.TAIL_AND_NAME),
        (CustomerDraft(name="增友鱼"), Likeness.SOUND),
        (CustomerDraft(name="ZENG you yu"), None),
        (CustomerDraft(name="曾"), None),
        (CustomerDraft(phones=(PhoneDraft("0001"),)), None),
        (CustomerDraft(premises=(PremisesDraft(community="云上花园"),)), None),
        (CustomerDraft(premises=(PremisesDraft(community="云上花园", building="4", unit="2", room="1201"),)), None),
        (CustomerDraft(), None),
    ],
)
def test_likeness(duplicates: Duplicates, draft: CustomerDraft, why: Likeness | None) -> None:
    found = duplicates.like(draft)
    if why is None:
        assert [one.why for one in found if one.why is not Likeness.SOUND] == []
    else:
        assert [one.why for one in found] == [why]


def test_the_one_being_edited_is_not_his_own_double(duplicates: Duplicates) -> None:
    assert duplicates.like(CustomerDraft(phones=(PhoneDraft("14200000001"),)), but=1) == []


def test_never_more_than_five(duplicates: Duplicates, db: Database, actor: Callable[[], Actor], clock: Clock) -> None:
    for n in range(9):
        Customers(db, actor, clock).create(CustomerDraft(name=f"客户{n}", phones=(PhoneDraft("14200000001"),)))
    assert len(duplicates.like(CustomerDraft(phones=(PhoneDraft("14200000001"),)))) == 5
