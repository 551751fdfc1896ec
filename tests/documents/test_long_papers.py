"""Names of 200 characters, forty lines, empty records: nothing of the service papers is cut and nothing lies over something else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dealer_crm.documents.pdf.care_card import CareCardData, CareLine
from dealer_crm.documents.pdf.pages import PageSetup, Paper
from dealer_crm.documents.pdf.warranty_certificate import PartyBlock, RepairLine
from tests.documents import cards, sheets
from tests.documents.every import EVERY, full
from tests.documents.reading import assert_apart, words
from tests.documents.records import SHOP

NAME = "欧阳暖通" * 50
LATIN = "SN" + "0123456789" * 19
SERIALS = " ".join(f"3A2611{n:04d}" for n in range(40))
PARTY = PartyBlock(NAME, NAME, "142 0000 0317", "315200")
LONG: list[tuple[str, Any]] = [
    (
        "certificate",
        replace(
            sheets.CERTIFICATE,
            product=NAME,
            model=LATIN,
            serial=SERIALS,
            customer=PARTY,
            repairer=PARTY,
            coverages=tuple(replace(line, what=NAME) for line in sheets.CERTIFICATE.coverages),
            repairs=(RepairLine(None, NAME, NAME, NAME, None, NAME),) * 3,
        ),
    ),
    (
        "checklist",
        replace(sheets.CHECKLIST, customer=NAME, machines=(replace(sheets.CHECKLIST.machines[0], product=NAME, serial=SERIALS),)),
    ),
    ("complaint", replace(sheets.COMPLAINT, register=replace(sheets.COMPLAINT.register, words=NAME * 5, customer=NAME, equipment=SERIALS))),
    ("day", replace(sheets.DAY, staff=NAME, lines=(replace(sheets.DAY.lines[0], customer=NAME, address=NAME, why=LATIN),) * 3)),
    ("vehicle", [replace(sheets.VEHICLE, vehicle=NAME, stops=(replace(sheets.STOP, customer=NAME, goods=(SERIALS, LATIN), care=NAME),))]),
    ("slip", replace(sheets.SLIP, customer=NAME, promised=NAME * 4, open_points=SERIALS, papers=NAME)),
    (
        "followup",
        [
            replace(
                cards.FOLLOWUP_CARD,
                name=NAME,
                house=NAME,
                needs=((NAME, LATIN),) * 4,
                contacts=tuple(replace(line, words=NAME, way=NAME, staff=NAME) for line in cards.FOLLOWUP_CARD.contacts),
            )
        ],
    ),
    (
        "care",
        [
            CareCardData(
                SHOP,
                "SB1",
                NAME,
                LATIN,
                SERIALS,
                NAME,
                NAME,
                lines=(CareLine(NAME, NAME, NAME, None, cards.CARE_CARD.lines[0].dates),) * 40,
            )
        ],
    ),
    ("care", [CareCardData(SHOP, "")]),
]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "data"), LONG, ids=[f"{name}-{number}" for number, (name, _) in enumerate(LONG)])
def test_nothing_of_a_long_paper_is_lost(name: str, data: Any) -> None:
    every = EVERY[name]
    for paper in every.papers:
        pdf = every.make(data, replace(full(paper, "zh"), copies=()))
        assert_apart(pdf, paper)
        said = words(pdf)
        for text in (NAME, LATIN, SERIALS):
            wanted = "".join(text.split())
            assert not _in(data, text) or wanted in said or _pieces(wanted, said), (paper, text[:9])


def _in(data: Any, text: str) -> bool:
    return text in repr(data)


def _pieces(wanted: str, said: str) -> bool:
    """Tell whether a text that the columns broke stands there in full: each of its signs as often as it has them."""
    return all(said.count(sign) >= wanted.count(sign) for sign in set(wanted))


@pytest.mark.parametrize("paper", [Paper.A5_LANDSCAPE, Paper.A4], ids=lambda paper: paper.name)
def test_a_batch_of_cards_is_made_in_time_and_numbers_each_for_itself(paper: Paper) -> None:
    batch = [replace(cards.FOLLOWUP_CARD, number=f"KH{n:03d}") for n in range(12)]
    said = words(EVERY["followup"].make(batch, PageSetup(paper=paper)))
    assert said.count("第1/1页") == 12
    assert all(f"KH{n:03d}" in said for n in range(12))
