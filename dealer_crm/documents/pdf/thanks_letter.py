"""The letter that thanks a customer for a complaint once it is settled: in the shop's own words, signed by the owner (S3-43, S3-46)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dealer_crm.documents.pdf import figures
from dealer_crm.documents.pdf.copies import in_copies
from dealer_crm.documents.pdf.heads import Heading
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.looks import OFFICE, Look
from dealer_crm.documents.pdf.pages import PageSetup, ShopHead
from dealer_crm.documents.pdf.pen import Align, Ink, Pen
from dealer_crm.documents.pdf.pieces import Piece
from dealer_crm.documents.pdf.signing import SignBox
from dealer_crm.documents.pdf.wrapping import lines
from dealer_crm.i18n import Translator, translator

_LETTER = Look(value=Ink(size=12, leading=22))
_SIGNED_STEP = 18


@dataclass(frozen=True)
class ThanksData:
    """What the letter says: to whom, about which case, what was done. What the shop changes inside is not the customer's matter."""

    shop: ShopHead
    number: str
    customer: str = ""
    opened_on: date | None = None
    measure: str = ""
    owner: str = ""
    day: date | None = None


def thanks_letter(data: ThanksData, page: PageSetup) -> bytes:
    """Render the letter; same data, same bytes."""
    return in_copies(page, lambda copy: _written(data, copy))


def _written(data: ThanksData, page: PageSetup) -> Sheet:
    t = translator(page.language)
    sheet = Sheet(page, Heading(t.context("paper", "A letter of thanks"), data.number, data.shop, subject=data.customer), look=_LETTER)
    known = {
        "{customer}": data.customer or t.context("paper", "dear customer"),
        "{number}": data.number,
        "{day}": figures.day(data.opened_on),
        "{shop}": data.shop.name,
    }
    sheet.gap(16)
    for part, usual in (("salutation", _salutation(t)), ("body", _body(t))):
        _paragraphs(sheet, _filled(sheet.said(part, usual), known))
    if sheet.shows("done"):
        _done(sheet, data)
    _paragraphs(sheet, _filled(sheet.said("closing", _closing(t)), known))
    _signed(sheet, data)
    return sheet


def _done(sheet: Sheet, data: ThanksData) -> None:
    if data.measure:
        _paragraphs(sheet, sheet.t.context("paper", "What we did: {words}").format(words=data.measure))


def _signed(sheet: Sheet, data: ThanksData) -> None:
    t = sheet.t
    sheet.gap(20)
    left, right = sheet.edges
    ink = OFFICE.value
    said = [*lines(data.shop.name, right - left, ink.size), figures.day(data.day)]
    sheet.seen(data.shop.name, said[-1])

    def draw(pen: Pen, y: float) -> None:
        for number, text in enumerate(said):
            pen.text((right, y - ink.drop - number * _SIGNED_STEP), text, ink, Align.RIGHT)

    sheet.add(Piece(len(said) * _SIGNED_STEP + 4, draw, glued=True))
    box = SignBox(t.context("paper", "Shop owner"), data.owner)
    edges = [left + (right - left) * 0.55, right]
    sheet.add(sheet.signing([box], edges))


def _paragraphs(sheet: Sheet, text: str) -> None:
    """Add the text, its lines as paragraphs with room between them."""
    for line in text.splitlines():
        sheet.paragraph(line)
        sheet.gap(8)


def _filled(text: str, values: Mapping[str, str]) -> str:
    """Return a text with what stands in braces filled in; other braces are left alone."""
    for name, value in values.items():
        text = text.replace(name, value)
    return text


def _salutation(t: Translator) -> str:
    return t.context("paper", "{customer}:")


def _body(t: Translator) -> str:
    return t.context(
        "paper",
        "On {day} you told us directly that something was not as it should be (case {number}). Thank you for that.\n"
        "You spared us the mistake of going on as before: what nobody tells us we cannot put right. We are sorry for the trouble you had.",
    )


def _closing(t: Translator) -> str:
    return t.context("paper", "If anything is not right again, please call us at once. We will be glad to hear from you.")
