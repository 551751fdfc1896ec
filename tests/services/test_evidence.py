"""What something was closed with stays: pictures of items, photos of signed papers, signatures."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dealer_crm.domain.acceptances import SignRole
from dealer_crm.domain.attachments import Belongs
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.evidence import (
    PaperOnClosed,
    PaperOnSheet,
    PictureNoted,
    PictureOnClosed,
    PictureOnSheet,
    SignatureOnClosed,
    SignatureOnSheet,
    wants_picture,
)
from dealer_crm.domain.jobs import JobDraft
from dealer_crm.domain.journal import Actor, Subject
from dealer_crm.domain.knowledge import AttachmentKind
from dealer_crm.domain.signatures import Signed
from dealer_crm.services.acceptances import Acceptances
from dealer_crm.services.attachments import Attachments
from dealer_crm.services.jobs import Jobs
from dealer_crm.services.signatures import Signatures
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock
from tests.services.loading import FAIL, PASS, Shop, finish, load
from tests.services.readings import filled, picture
from tests.services.test_signature_pictures import SOUND

HIDDEN = "floor_heating_hidden"
NA = CheckResult.NA


@pytest.mark.parametrize(
    ("sheet", "result", "photo", "failed", "wants"),
    [
        (HIDDEN, PASS, True, False, True),
        (HIDDEN, PASS, False, False, False),
        (HIDDEN, PASS, False, True, True),
        (HIDDEN, FAIL, False, False, True),
        (HIDDEN, None, True, True, False),
        (HIDDEN, NA, True, False, False),
        ("manners", FAIL, False, True, False),
        ("expectations", FAIL, True, True, True),
    ],
)
def test_what_passed_seen_or_failed_wants_its_picture(
    sheet: str, result: CheckResult | None, photo: bool, failed: bool, wants: bool
) -> None:  # noqa: FBT001
    assert wants_picture(sheet, result, photo=photo, failed=failed) is wants


@pytest.fixture
def shop(db: Database, actor: Callable[[], Actor], clock: Clock) -> Shop:
    """Return the shop."""
    return load(db, actor, clock)


@pytest.fixture
def sheets(shop: Shop, clock: Clock) -> Acceptances:
    """Return the use-cases of sheets."""
    return Acceptances(shop.db, Actor, clock, Trade())


@pytest.fixture
def kept(shop: Shop, tmp_path: Path, clock: Clock) -> Attachments:
    """Return the use-cases of pictures."""
    return Attachments(shop.db, tmp_path / "attachments", Actor, clock)


def passed(shop: Shop, sheets: Acceptances) -> tuple[int, dict[str, int]]:
    """Begin a sheet and pass everything on it, each item with one picture; return it with the pictures by code."""
    one, pictures = sheets.begin(1, HIDDEN), {}
    for check in sheets.open(one).checks:
        pictures[check.code] = picture(shop.db, check.id)
        value = str((check.low or check.high or 1000) / 1000) if check.unit else ""
        sheets.note(check.id, PASS, value, readings=filled(check.grid))
    return one, pictures


def test_a_valid_sheet_keeps_the_pictures_that_it_was_closed_with(shop: Shop, sheets: Acceptances, kept: Attachments) -> None:
    one, pictures = passed(shop, sheets)
    wanted = next(check for check in sheets.open(one).checks if check.photo)
    plain = next(check for check in sheets.open(one).checks if not check.photo)
    sheets.close(one, "陈静", "a" * 64)
    with pytest.raises(PictureOnSheet) as refused:
        kept.remove(pictures[wanted.code])
    assert refused.value.parameters == {"code": wanted.code, "number": sheets.open(one).number}
    better = kept.add(1, "b.png", b"\x89PNG\r\n\x1a\n..", Belongs(acceptance_id=one, check_id=wanted.id))
    kept.remove(pictures[wanted.code])
    kept.remove(pictures[plain.code])
    with pytest.raises(PictureOnSheet):
        kept.remove(better)
    sheets.reopen(one)
    with pytest.raises(PictureNoted):
        kept.remove(better)
    sheets.note(wanted.id, None)
    kept.remove(better)
    assert wanted.code in [check.code for check in sheets.open(one).missing]


def test_the_picture_of_a_valid_sheet_is_not_undone_from_under_it(shop: Shop, sheets: Acceptances) -> None:
    one, _pictures = passed(shop, sheets)
    sheets.close(one, "陈静", "a" * 64)
    taken = shop.history.rows(500, subject=Subject.ATTACHMENT)[-1]
    assert sheets.open(one).checks[0].photo
    with pytest.raises(PictureOnSheet):
        shop.history.undo_entry(taken.id)
    assert not sheets.open(one).missing


def test_the_photo_of_the_signed_paper_stays(shop: Shop, sheets: Acceptances, kept: Attachments) -> None:
    one, _pictures = passed(shop, sheets)
    paper = kept.add(1, "签字.png", b"\x89PNG\r\n\x1a\n.1", Belongs(acceptance_id=one))
    sheets.close(one, "陈静")
    with pytest.raises(PaperOnSheet):
        kept.remove(paper)
    kept.add(1, "签字2.png", b"\x89PNG\r\n\x1a\n.2", Belongs(acceptance_id=one))
    kept.remove(paper)


def test_what_was_handed_over_keeps_its_pictures_and_its_paper(shop: Shop, kept: Attachments) -> None:
    delivery_id = shop.deliveries.plan(1)
    found = next(check for check in shop.deliveries.open(delivery_id).checks if check.photo)
    shop.settle(delivery_id)
    before = next(one.id for one in kept.at(Belongs(check_id=found.id)))
    shop.deliveries.sign(delivery_id, "陈静")
    site, paper = (kept.add(1, f"{n}.png", f"{n}".encode(), Belongs(delivery_id=delivery_id)) for n in (1, 2))
    kept.describe(paper, AttachmentKind.FORM, "")
    with pytest.raises(PaperOnClosed):
        kept.remove(paper)
    kept.remove(site)
    finish(shop, delivery_id)
    with pytest.raises(PictureOnClosed):
        kept.remove(before)


def test_an_item_at_the_door_is_taken_back_before_its_picture_goes(shop: Shop, kept: Attachments) -> None:
    delivery_id = shop.deliveries.plan(1)
    found = next(check for check in shop.deliveries.open(delivery_id).checks if check.photo)
    shop.settle(delivery_id)
    mine = kept.at(Belongs(check_id=found.id))[0].id
    with pytest.raises(PictureNoted):
        kept.remove(mine)
    shop.deliveries.tick(found.id, None)
    kept.remove(mine)


def test_a_signature_stays_under_what_is_closed(shop: Shop, sheets: Acceptances, tmp_path: Path, clock: Clock) -> None:
    signatures, jobs = Signatures(shop.db, tmp_path / "attachments", Actor, clock), Jobs(shop.db, Actor, clock, Trade())
    one, _pictures = passed(shop, sheets)
    sheets.close(one, "陈静", signatures.keep(SOUND))
    under = signatures.of(Signed(acceptance_id=one))[0].id
    with pytest.raises(SignatureOnSheet):
        signatures.remove(under)
    job = jobs.plan(1, JobDraft())
    mine = signatures.add(Signed(job_id=job), SignRole.CUSTOMER, "陈静", SOUND)
    jobs.finish(job, "陈静")
    with pytest.raises(SignatureOnClosed):
        signatures.remove(mine)
    assert signatures.add(Signed(job_id=job), SignRole.CUSTOMER, "陈母", SOUND) == mine
