"""The follow-up card (意向客户跟进卡) for the salesperson's pocket: who, what he wants, the next step, last contacts (domain.md 2.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from dealer_crm.documents.pdf import figures
from dealer_crm.documents.pdf.copies import in_copies
from dealer_crm.documents.pdf.grids import Column, Field
from dealer_crm.documents.pdf.heads import Heading
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.looks import FORM, TIGHT, Look
from dealer_crm.documents.pdf.pages import PageSetup, ShopHead
from dealer_crm.i18n import translator

CONTACTS = 8
"""So many of the newest contacts stand on a card; lines are left for more to be written."""
_LABELS = {"zh": 0.12, "en": 0.13}
_WAYS: tuple[tuple[Look, int], ...] = ((TIGHT, CONTACTS + 2), (TIGHT, 6), (TIGHT, 4), (TIGHT, 0), (FORM, 0))
"""How a card is set, the first way that takes the fewest pages: its look, and how many lines of contacts it has at least."""


@dataclass(frozen=True)
class CardContact:
    """A contact: when, how and with what result, what was said, by whom."""

    day: date | None = None
    way: str = ""
    words: str = ""
    staff: str = ""


@dataclass(frozen=True)
class FollowupCardData:
    """What a card prints, in the language of the page: the shop's own notes are on it, so the customer never gets it.

    `needs` are what the file says of his wishes, each with its name; `house` is the address, `building` what it is. `contacts` are
    the newest ones, newest first; `code` finds this customer again.
    """

    shop: ShopHead
    number: str
    name: str = ""
    phones: tuple[str, ...] = ()
    level: str = ""
    stage: str = ""
    owner: str = ""
    source: str = ""
    house: str = ""
    building: str = ""
    interests: tuple[str, ...] = ()
    needs: tuple[tuple[str, str], ...] = ()
    reach: str = ""
    mind: str = ""
    next_on: date | None = None
    next_purpose: str = ""
    contacts: tuple[CardContact, ...] = ()
    code: str = ""


def followup_cards(cards: Sequence[FollowupCardData], page: PageSetup) -> bytes:
    """Render a card for each customer, each on pages of its own; same data, same bytes. One is set tighter where that saves a page."""
    return in_copies(page, *(partial(_card, card) for card in cards))


def _card(data: FollowupCardData, page: PageSetup) -> Sheet:
    page = replace(page, code=data.code)
    sheets = [_written(data, page, look, least) for look, least in _WAYS]
    least = min(sheet.pages for sheet in sheets)
    return next(sheet for sheet in sheets if sheet.pages == least)


def _written(data: FollowupCardData, page: PageSetup, look: Look, least: int) -> Sheet:
    t = translator(page.language)
    beside = t.context("paper", "for the shop only")
    sheet = Sheet(page, Heading(t.context("paper", "Follow-up card"), data.number, data.shop, subject=data.name, beside=beside), look=look)
    sheet.gap(3)
    sheet.fields([row for row in _who(sheet, data) if row], label_share=_LABELS[t.language])
    if sheet.shows("contacts"):
        _contacts(sheet, data, least)
    return sheet


def _who(sheet: Sheet, data: FollowupCardData) -> list[tuple[Field, ...]]:
    t = sheet.t
    several = t.context("paper", ", ").join
    step = "  ".join(filter(None, (figures.day(data.next_on) or "____-__-__", data.next_purpose)))
    needs = several(filter(None, (several(data.interests), *(f"{name} {value}" for name, value in data.needs))))
    blocks: dict[str, list[tuple[Field, ...]]] = {
        "basics": [
            (Field(t("Name"), data.name, bold=True), Field(t("Phone"), several(data.phones), bold=True)),
            (
                Field(t.context("paper", "Level, stage"), several(filter(None, (data.level, data.stage))), bold=True),
                Field(t.context("record", "Source"), data.source),
            ),
        ],
        "needs": [
            (Field(t("Address"), several(filter(None, (data.house, data.building)))),),
            (Field(t.context("paper", "Needs"), needs),),
        ],
        "mind": [(Field(t.context("paper", "Mind"), several(filter(None, (data.mind, data.reach)))),)],
        "next": [(Field(t("Next step"), step, bold=True), Field(t("Salesperson"), data.owner))],
    }
    return [row for code, rows in blocks.items() if sheet.shows(code) for row in rows]


def _contacts(sheet: Sheet, data: FollowupCardData, least: int) -> None:
    t = sheet.t
    columns = sheet.columns(
        {
            "day": Column(t("Date"), 0.1, fits=figures.SAMPLE_DAY, small=True),
            "way": Column(t.context("paper", "How, result"), 2.4, small=True),
            "words": Column(t.context("paper", "What was said"), 5, small=True),
            "staff": Column(t.context("paper", "Who"), 1.1, small=True),
        }
    )
    known = data.contacts[:CONTACTS]
    lines = (*known, *(CardContact(),) * (least - len(known)))
    cells = ({"day": figures.day(line.day), "way": line.way, "words": line.words, "staff": line.staff} for line in lines)
    sheet.section(t.context("paper", "Last contacts"))
    sheet.table(list(columns.values()), [[each[code] for code in columns] for each in cells])
