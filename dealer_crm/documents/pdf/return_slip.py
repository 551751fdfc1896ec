"""The return slip (退货单, 换货单): what came back, what is charged for it, what is delivered instead and what is given back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from dealer_crm.documents.pdf import figures
from dealer_crm.documents.pdf.grids import Column, Field
from dealer_crm.documents.pdf.heads import CentredHead, Heading
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.looks import FORM
from dealer_crm.documents.pdf.pages import PageSetup, Paper, ShopHead
from dealer_crm.documents.pdf.pen import Align
from dealer_crm.documents.pdf.signing import SignBox
from dealer_crm.domain.deliveries import shown_quantity
from dealer_crm.domain.order_returns import ReturnKind
from dealer_crm.i18n import Translator, translator

_LABELS, _SIGN_HEIGHT = 0.145, 60.0


@dataclass(frozen=True)
class ReturnSlipLine:
    """Goods that came back: `quantity` in thousandths, `price` and `amount` in 分."""

    goods: str
    spec: str
    unit: str
    quantity: int
    price: int
    amount: int
    serials: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReturnSlipData:
    """What the paper prints, amounts in 分: `off` comes off the price (below nothing: more), `owed` is open now (below nothing: his)."""

    shop: ShopHead
    number: str
    kind: ReturnKind
    contract: str
    customer: str
    phone: str
    address: str
    day: date
    reason: str
    lines: tuple[ReturnSlipLine, ...]
    off: int
    fee: int
    total: int
    paid: int
    owed: int
    instead: str = ""
    staff: str = ""


def copy_names(t: Translator) -> tuple[str, str, str]:
    """Return the names of the three copies with the colour of their paper."""
    return (t.context("copy", "Stub, white"), t.context("copy", "Customer, red"), t.context("copy", "Books, yellow"))


def return_slip(data: ReturnSlipData, page: PageSetup) -> bytes:
    """Render the paper; same data, same bytes. On A5 it lies on its side."""
    page = replace(page, paper=Paper.A5_LANDSCAPE) if page.paper is Paper.A5 else page
    t = translator(page.language)
    title = t("Exchange slip") if data.kind is ReturnKind.EXCHANGE else t("Return slip")
    heading = Heading(title, data.number, data.shop, subject=data.customer, day=data.day)
    sheet = Sheet(page, heading, look=replace(FORM, above=3.0), head=CentredHead())
    sheet.gap(3)
    sheet.fields(_whose(data, t), label_share=_LABELS)
    sheet.gap(3)
    sheet.table(_columns(t), [_row(at, line) for at, line in enumerate(data.lines, 1)])
    sheet.gap(3)
    sheet.fields(_sums(data, t), label_share=_LABELS)
    sheet.signatures(_signs(data, t), t("Date ____ - __ - __"), height=_SIGN_HEIGHT)
    return sheet.bytes()


def _whose(data: ReturnSlipData, t: Translator) -> list[tuple[Field, ...]]:
    return [
        (Field(t.context("paper", "Customer"), data.customer, bold=True), Field(t.context("paper", "Contract, order"), data.contract)),
        (Field(t.context("paper", "Phone"), data.phone), Field(t.context("paper", "Address"), data.address)),
        (Field(t.context("paper", "Reason"), data.reason, bold=True),),
    ]


def _columns(t: Translator) -> list[Column]:
    return [
        Column(t("No."), 0.05, "99"),
        Column(t.context("paper", "Goods"), 0.25, bold=True),
        Column(t.context("paper", "Specification"), 0.14, small=True),
        Column(t.context("paper", "Serial number"), 0.17, small=True),
        Column(t.context("paper", "Unit"), 0.06),
        Column(t.context("paper", "Quantity"), 0.09, "12.345", Align.RIGHT),
        Column(t.context("paper", "Unit price"), 0.11, "99,999.00", Align.RIGHT),
        Column(t.context("paper", "Amount"), 0.13, "999,999.00", Align.RIGHT, bold=True),
    ]


def _row(at: int, line: ReturnSlipLine) -> tuple[str, ...]:
    values = (shown_quantity(line.quantity), figures.money(line.price), figures.money(line.amount))
    return (str(at), line.goods, line.spec, "\n".join(line.serials), line.unit, *values)


def _sums(data: ReturnSlipData, t: Translator) -> list[tuple[Field, ...]]:
    last = t.context("paper", "Still owed") if data.owed >= 0 else t.context("paper", "To give back")
    account = ((t.context("paper", "Total"), data.total), (t.context("paper", "Paid"), data.paid), (last, abs(data.owed)))
    words = "   ".join(f"{name} {figures.yuan(amount)}" for name, amount in account)
    rows: list[tuple[Field, ...]] = [
        (
            Field(t.context("paper", "Comes off the price"), figures.yuan(data.off), bold=True),
            Field(t.context("paper", "Charged"), figures.yuan(data.fee)),
        ),
        (
            Field(t.context("paper", "Net"), figures.yuan(data.off - data.fee), bold=True),
            Field(t.context("paper", "In words"), figures.amount_in_words(data.off - data.fee, t), bold=True),
        ),
        (Field(t.context("paper", "Account of the order"), words),),
    ]
    if data.instead:
        rows.insert(0, (Field(t.context("paper", "Delivered instead"), data.instead, bold=True),))
    return rows


def _signs(data: ReturnSlipData, t: Translator) -> list[SignBox]:
    return [
        SignBox(t.context("paper", "Goods taken back by"), name=data.staff),
        SignBox(t.context("paper", "Customer")),
        SignBox(t.context("paper", "For the shop"), seal=t.context("paper", "Seal")),
    ]
