"""The certificate says what is known of the machine, and leaves the rest to the pen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from dealer_crm.domain.care import RequestDone, RequestDraft
from dealer_crm.domain.equipment import MachineNotFound
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.services.care_papers import CarePapers
from dealer_crm.services.shop import ShopData
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock
from tests.services.desk import desk
from tests.services.machines import TRADE, Care


@pytest.fixture
def care(db: Database, clock: Clock, actor: Callable[[], Actor]) -> Care:
    """Return the room of a shop with a name."""
    shop = ShopData(db, actor)
    shop.save_shop(replace(shop.shop(), name="暖居暖通", address="样板路 1 号", hotline="4000000000"))
    return Care(db, clock, actor)


def test_certificate_carries_machine_owner_coverages_and_repairs(care: Care, db: Database, clock: Clock) -> None:
    boiler = care.boiler(commissioned_on=date(2026, 3, 2), sold_on=date(2026, 2, 27))
    request = care.requests.take(RequestDraft(1, equipment_id=boiler, symptom="E1 不热"))
    care.requests.done(request, RequestDone(clock.today, "换三通阀", "水垢", repair_days=4))
    papers = CarePapers(db, clock, TRADE, desk(db, clock))
    data = papers.certificate_data(boiler, "zh")
    assert (data.number, data.serial, data.sold_on) == ("BX20261122001", "5B25101207", date(2026, 2, 27))
    assert (data.customer.name, data.customer.phone, data.customer.address) == ("张伟", "142 0000 0911", "星河湾样 12幢1803")
    assert [(line.fault, line.cause, line.work, line.back_on) for line in data.repairs] == [("E1 不热", "水垢", "换三通阀", clock.today)]
    waiting = [line for line in data.coverages if line.starts is None]
    assert data.coverages[0].ends is not None
    assert waiting
    assert not data.three_guarantees
    pdf = PdfReader(BytesIO(papers.certificate(boiler, PrintChoice(paper="A5", copy_names=("客户", "存根")), "zh")))
    text = "".join(page.extract_text() for page in pdf.pages)
    assert {"BX20261122001" in text, "5B25101207" in text, "暖居暖通" in text, "换三通阀" in text} == {True}
    assert [round(float(side) / 72 * 25.4) for side in pdf.pages[0].mediabox[2:]] == [148, 210]


def test_room_air_conditioner_is_under_the_three_guarantees(care: Care, db: Database, clock: Clock) -> None:
    machine = care.boiler(category="room_ac", product="挂机", invoiced_on=date(2026, 3, 1))
    data = CarePapers(db, clock, TRADE, desk(db, clock)).certificate_data(machine, "en")
    assert data.three_guarantees
    assert data.sold_on == date(2026, 3, 1)
    with pytest.raises(MachineNotFound):
        CarePapers(db, clock, TRADE, desk(db, clock)).certificate_data(99, "en")


def test_care_card_says_what_comes_when_in_two_years_and_a_batch_is_one_file(care: Care, db: Database, clock: Clock) -> None:
    boiler, other = (care.boiler(commissioned_on=date(2026, 3, 2), serial=serial) for serial in ("5B1", "5B2"))
    papers = CarePapers(db, clock, TRADE, desk(db, clock))
    data = papers.card_data(boiler, "zh")
    yearly = next(line for line in data.lines if line.how == "预约上门")
    assert [(day.year, day.month) for day in yearly.dates] == [(2026, 10), (2027, 10), (2028, 10)]
    pdf = PdfReader(BytesIO(papers.care_cards([boiler, other], PrintChoice(paper="A5"), "zh")))
    texts = [page.extract_text() for page in pdf.pages]
    assert ["5B1" in texts[0], "5B2" in texts[1], "2027-10" in texts[0], "4000000000" in texts[0]] == [True] * 4
    codes = [desk(db, clock).code("care_card", one) for one in (boiler, other)]
    assert [code in text for code, text in zip(codes, texts, strict=True)] == [True, True]
    for gone in ([], [99]):
        with pytest.raises(MachineNotFound):
            papers.care_cards(gone, PrintChoice(paper="A5"), "zh")
