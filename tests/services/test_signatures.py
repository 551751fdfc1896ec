"""Signatures stand under what was signed; their pictures go into backups, are looked after, and go with the customer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dealer_crm.domain.acceptances import SignRole
from dealer_crm.domain.backups import Reason
from dealer_crm.domain.check import FindingKind
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.progress import NoProgress
from dealer_crm.domain.signatures import NothingToSign, SignatureEmpty, SignatureNotFound, Signed
from dealer_crm.services.customers import Customers
from dealer_crm.services.signatures import Signatures
from dealer_crm.storage import restore
from dealer_crm.storage.blobs import Blobs
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Delivery, Signature
from tests.services.conftest import Clock
from tests.services.loading import Shop, load
from tests.services.test_signature_pictures import SOUND
from tests.storage.shops import opened

HERE = Signed(delivery_id=1)


@pytest.fixture
def shop(db: Database, actor: Callable[[], Actor], clock: Clock) -> Shop:
    """Return a shop with one delivery planned."""
    found = load(db, actor, clock)
    found.deliveries.plan(1)
    return found


@pytest.fixture
def signatures(shop: Shop, tmp_path: Path) -> Signatures:
    """Return the use-cases."""
    return Signatures(shop.db, tmp_path / "attachments", Actor, shop.clock)


def test_a_signature_is_kept_replaced_and_taken_back(shop: Shop, signatures: Signatures) -> None:
    first = signatures.add(HERE, SignRole.CUSTOMER, " 陈静\n", SOUND)
    letter = signatures.add(HERE, SignRole.CUSTOMER, "陈静", SOUND, "A")
    rows = signatures.of(HERE)
    assert [(row.id, row.letter, row.name) for row in rows] == [(first, "", "陈静"), (letter, "A", "陈静")]
    assert signatures.read(rows[0]) == rows[0].path.read_bytes() == SOUND
    assert signatures.add(HERE, SignRole.CUSTOMER, "陈母", SOUND) == first
    assert {row.name for row in signatures.of(HERE)} == {"陈母", "陈静"}
    shop.history.undo()
    assert {row.name for row in signatures.of(HERE)} == {"陈静"}
    signatures.remove(letter)
    assert len(signatures.of(HERE)) == 1
    shop.history.undo()
    assert len(signatures.of(HERE)) == 2
    assert shop.history.rows(1)[0].label.startswith("SH20261122001")


def test_nothing_stands_under_what_is_not_there(shop: Shop, signatures: Signatures) -> None:
    with pytest.raises(NothingToSign):
        signatures.add(Signed(delivery_id=9), SignRole.CUSTOMER, "", SOUND)
    shop.deliveries.cancel(1)
    with pytest.raises(NothingToSign):
        signatures.add(HERE, SignRole.CUSTOMER, "", SOUND)
    with pytest.raises(SignatureEmpty):
        signatures.add(HERE, SignRole.CUSTOMER, "", b"")
    with pytest.raises(SignatureNotFound):
        signatures.remove(1)
    assert signatures.of(HERE) == ()


def test_signatures_are_backed_up_checked_and_brought_back(tmp_path: Path) -> None:
    with opened(tmp_path / "店") as shop:
        load(shop.db, shop.actor, Clock()).deliveries.plan(1)
        made = Signatures(shop.db, shop.folder.attachments, shop.actor, shop.clock)
        made.add(HERE, SignRole.CUSTOMER, "陈静", SOUND)
        (row,) = made.of(HERE)
        blobs = Blobs(shop.folder.attachments)
        backup = shop.backups.make(Reason.DEMAND)
        assert (backup.pictures, backup.missing) == (1, 0)
        blobs.remove(row.picture)
        (lost,) = shop.check.run(repair=True)
        assert (lost.kind, lost.details, lost.repaired) == (FindingKind.PICTURES_MISSING, (f"{row.picture} 陈静",), True)
        blobs.remove(row.picture)
        shop.close()
        assert restore.restore(shop.folder, Path(backup.path), shop.clock, NoProgress()).missing == 0
        assert blobs.sound(row.picture)


def test_a_customer_goes_with_his_signatures_and_comes_back(shop: Shop, signatures: Signatures) -> None:
    signatures.add(HERE, SignRole.CUSTOMER, "陈静", SOUND)
    customers = Customers(shop.db, Actor, shop.clock)
    customers.delete(1)
    assert (shop.rows(Signature), shop.rows(Delivery)) == ([], [])
    shop.history.undo()
    assert [row.name for row in signatures.of(HERE)] == ["陈静"]
