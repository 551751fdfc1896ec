"""The receipt (收款收据), the deposit slip (定金单) and the refund slip: one payment, its amount in words, and who took it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from dealer_crm.documents.pdf import figures
from dealer_crm.documents.pdf.copies import in_copies
from dealer_crm.documents.pdf.fonts import printable, width
from dealer_crm.documents.pdf.frames import Heading
from dealer_crm.documents.pdf.grids import Field
from dealer_crm.documents.pdf.heads import CentredHead
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.looks import FORM, LOW, PAD
from dealer_crm.documents.pdf.pages import PageSetup, Paper, ShopHead
from dealer_crm.documents.pdf.signing import SignBox
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.i18n import N_, Translator, translator

_PLAIN = N_("Receipt for money")
_TITLES = {PayKind.EARNEST_MONEY: N_("Deposit slip"), PayKind.REFUND: N_("Refund slip")}
_TERMS = {
    PayKind.EARNEST_MONEY: (
        "earnest",
        N_(
            "Earnest money (Civil Code, articles 586 and 587): it secures the contract, up to 20 % of the price; what is above that counts"
            " as prepayment. If the payer does not perform he cannot claim it back, if the receiver does not perform he returns twice as"
            " much. Once the contract is carried out it counts towards the price or is given back."
        ),
    ),
    PayKind.PREPAYMENT: (
        "prepayment",
        N_(
            "This is a prepayment, not earnest money: it counts towards the price, and is given back where the contract is not carried out."
        ),
    ),
}
"""Under which code the shop may say it in its own words, and the usual ones."""
_LABELS, _LONG_LABELS = 0.145, 0.17
_ABOVE, _GAP, _SIGN_HEIGHT = 4.2, 5.0, 76.0
_LOW_SIGN_HEIGHT = 35.0


@dataclass(frozen=True)
class ReceiptData:
    """What the paper prints, labels in its language; `amount` in 分 is above nothing also on a refund slip.

    `total`, `paid` (with this payment) and `owed` are of the order, None where there is none. `owed` below nothing: in his favour.
    """

    shop: ShopHead
    number: str
    kind: PayKind
    amount: int
    customer: str = ""
    payer: str = ""
    purpose: str = ""
    way: str = ""
    day: date | None = None
    belongs_to: str = ""
    receipt_number: str = ""
    receiver: str = ""
    note: str = ""
    total: int | None = None
    paid: int | None = None
    owed: int | None = None


def receipt(data: ReceiptData, page: PageSetup) -> bytes:
    """Render the paper; same data, same bytes. On A5 it lies on its side."""
    page = replace(page, paper=Paper.A5_LANDSCAPE) if page.paper is Paper.A5 else page
    return in_copies(page, partial(_built, data))


def _built(data: ReceiptData, page: PageSetup) -> Sheet:
    t, low = translator(page.language), page.paper.low
    title = _TITLES.get(data.kind, _PLAIN)
    heading = Heading(t(title), data.number, data.shop, subject=data.customer, day=data.day, usual=data.kind not in _TITLES)
    sheet = Sheet(page, heading, look=LOW if low else replace(FORM, above=_ABOVE), head=CentredHead())
    sheet.gap(1 if low else _GAP)
    sheet.fields(_rows(data, sheet, low=low), label_share=_LONG_LABELS if low and t.language != "zh" else _LABELS)
    if sheet.shows("terms"):
        code, usual = _TERMS.get(data.kind, ("terms", ""))
        if terms := sheet.said(code, t(usual)):
            sheet.add_note(terms)
    sheet.signatures(_signs(data, t, low=low), t("Date ____ - __ - __"), height=_LOW_SIGN_HEIGHT if low else _SIGN_HEIGHT)
    return sheet


def _rows(data: ReceiptData, sheet: Sheet, *, low: bool) -> list[tuple[Field, ...]]:
    """Return the rows of the slip; on a low form what has no words for its amount but the digits stands closer."""
    t, refund = sheet.t, data.kind is PayKind.REFUND
    whom = t.context("paper", "Given back to") if refund else t.context("paper", "Received from")
    person = data.payer or data.customer
    purpose, book = (
        Field(t.context("paper", "For"), data.purpose, bold=True),
        Field(t.context("paper", "Receipt book no."), data.receipt_number),
    )
    first = (Field(whom, person, bold=True), Field(t.context("paper", "Contract, order"), data.belongs_to))
    amount, way = Field(t.context("paper", "Amount"), figures.yuan(data.amount), bold=True), Field(t.context("paper", "Way"), data.way)
    books = [book] if sheet.shows("book_number") else []
    for_whom = [Field(t.context("paper", "Customer"), data.customer)] if data.payer and data.payer != data.customer else []
    note = [Field(t.context("paper", "Reason") if refund else t.context("paper", "Remark"), data.note)]
    note = note if data.note and sheet.shows("note") else []
    account = [Field(t.context("paper", "Account of the order"), _account(data, t))]
    account = account if data.total is not None and sheet.shows("account") else []
    if low and t.language != "zh":
        rows = [*_paired([amount, way, purpose, *books, *for_whom], note, sheet), account]
    else:
        words = Field(t.context("paper", "In words"), figures.amount_in_words(data.amount, t), bold=True)
        rows = [[amount, way], [words], [purpose, *books], *([for_whom + note, account] if low else [for_whom, account, note])]
    return [first, *(tuple(row) for row in rows if row)]


def _paired(fields: list[Field], note: list[Field], sheet: Sheet) -> list[list[Field]]:
    """Return two fields a row; a long note takes a row of its own."""
    left, right = sheet.edges
    room = (right - left) * (0.5 - _LONG_LABELS) - 2 * PAD
    if note and width(printable(str(note[0].value)), sheet.look.value.size) <= room:
        fields, note = fields + note, []
    return [*(fields[at : at + 2] for at in range(0, len(fields), 2)), note]


def _account(data: ReceiptData, t: Translator) -> str:
    owed = data.owed or 0
    last = t.context("paper", "Still owed") if owed >= 0 else t.context("paper", "In the customer's favour")
    parts = (
        (t.context("paper", "Total"), data.total),
        (t.context("paper", "Paid with this"), data.paid),
        (last, abs(owed)),
    )
    return "   ".join(f"{name} {figures.yuan(amount)}" for name, amount in parts)


def _signs(data: ReceiptData, t: Translator, *, low: bool) -> dict[str, SignBox]:
    refund = data.kind is PayKind.REFUND
    hand = t.context("paper", "Given back by") if refund else t.context("paper", "Money received by")
    other = t.context("paper", "Money received by") if refund else t.context("paper", "Paid by")
    receiver = SignBox(hand, name=data.receiver, date_line=t("Date ____ - __ - __"))
    return {
        "receiver": receiver.closer() if low else receiver,
        "books": SignBox(t.context("paper", "Entered in the books by")),
        "payer": SignBox(other),
        "shop": SignBox(t.context("paper", "Shop"), seal=t.context("paper", "Seal of the cashier"), share=1.1),
    }
