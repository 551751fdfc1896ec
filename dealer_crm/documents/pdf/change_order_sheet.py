"""The change order (增项签证单): why the contract changes, what comes and goes, the old and the new total; signed before the work."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from dealer_crm.documents.pdf import figures
from dealer_crm.documents.pdf.grids import Column, Field
from dealer_crm.documents.pdf.heads import CentredHead, Heading
from dealer_crm.documents.pdf.kit import Sheet
from dealer_crm.documents.pdf.looks import FORM
from dealer_crm.documents.pdf.pages import PageSetup, ShopHead
from dealer_crm.documents.pdf.pen import Align
from dealer_crm.documents.pdf.signing import SignBox
from dealer_crm.domain.deliveries import shown_quantity
from dealer_crm.i18n import Translator, translator

_LABELS, _SIGN_HEIGHT = 0.17, 76.0


@dataclass(frozen=True)
class ChangeSheetLine:
    """One line: `quantity` in thousandths and `amount` in 分, below nothing where it becomes less."""

    goods: str
    spec: str
    unit: str
    quantity: int
    price: int
    amount: int
    remark: str = ""


@dataclass(frozen=True)
class ChangeSheetData:
    """What the paper prints. `before` and `after` are prices of the contract in 分, `days` what the work takes longer."""

    shop: ShopHead
    number: str
    contract: str
    customer: str
    phone: str
    address: str
    day: date
    reason: str
    lines: tuple[ChangeSheetLine, ...]
    discount: int
    before: int
    after: int
    days: int
    staff: str = ""
    note: str = ""
    signed_by: str = ""
    signed_on: date | None = None


def copy_names(t: Translator) -> tuple[str, str]:
    """Return the names of the two copies."""
    return (t.context("copy", "Shop"), t.context("copy", "Customer"))


def change_order_sheet(data: ChangeSheetData, page: PageSetup) -> bytes:
    """Render the paper; same data, same bytes."""
    t = translator(page.language)
    heading = Heading(t.context("paper", "Change order"), data.number, data.shop, subject=data.customer, day=data.day)
    sheet = Sheet(page, heading, look=replace(FORM, above=4.0), head=CentredHead())
    sheet.gap(4)
    sheet.fields(_whose(data, t), label_share=_LABELS)
    sheet.gap(4)
    sheet.table(_columns(t), [_row(at, line) for at, line in enumerate(data.lines, 1)] or [("",) * 7])
    sheet.gap(4)
    sheet.fields(_sums(data, t), label_share=_LABELS)
    sheet.add_note(
        t.context("paper", "Part of the contract once signed; the work begins after that. What is sold by measure is settled as measured.")
    )
    sheet.signatures(_signs(data, t), t("Date ____ - __ - __"), height=_SIGN_HEIGHT)
    return sheet.bytes()


def _whose(data: ChangeSheetData, t: Translator) -> list[tuple[Field, ...]]:
    return [
        (Field(t.context("paper", "Customer"), data.customer, bold=True), Field(t.context("paper", "Contract, order"), data.contract)),
        (Field(t.context("paper", "Address"), data.address),),
        (Field(t.context("paper", "Reason"), data.reason, bold=True),),
    ]


def _columns(t: Translator) -> list[Column]:
    return [
        Column(t("No."), 0.055, "99"),
        Column(t.context("paper", "Goods and work"), 0.27, bold=True),
        Column(t.context("paper", "Specification"), 0.155, small=True),
        Column(t.context("paper", "Unit"), 0.07),
        Column(t.context("paper", "Qty ±"), 0.125, "-12.345", Align.RIGHT),
        Column(t.context("paper", "Unit price"), 0.145, "99,999.00", Align.RIGHT),
        Column(t.context("paper", "Amount ±"), 0.18, "-999,999.00", Align.RIGHT, bold=True),
    ]


def _row(at: int, line: ChangeSheetLine) -> tuple[str, ...]:
    goods = "\n".join(filter(None, (line.goods, line.remark)))
    more = "+" if line.quantity > 0 else ""
    values = (f"{more}{shown_quantity(line.quantity)}", figures.money(line.price), signed(line.amount))
    return (str(at), goods, line.spec, line.unit, *values)


def _sums(data: ChangeSheetData, t: Translator) -> list[tuple[Field, ...]]:
    change = data.after - data.before
    days = t.plural("{count} day", "{count} days", abs(data.days)).format(count=f"{data.days:+d}") if data.days else t("No change")
    rows: list[tuple[Field, ...]] = []
    if data.discount:
        rows.append((Field(t.context("paper", "Further discount"), signed(-data.discount)),))
    rows += [
        (Field(t.context("paper", "Change"), signed(change), bold=True), Field(t.context("paper", "Working time"), days)),
        (
            Field(t.context("paper", "Contract before"), figures.yuan(data.before)),
            Field(t.context("paper", "now"), figures.yuan(data.after), bold=True),
        ),
        (Field(t.context("paper", "In words"), figures.amount_in_words(data.after, t), bold=True),),
    ]
    if data.note:
        rows.append((Field(t.context("paper", "Remark"), data.note),))
    return rows


def _signs(data: ChangeSheetData, t: Translator) -> list[SignBox]:
    return [
        SignBox(t.context("paper", "Customer, before the work"), name=data.signed_by),
        SignBox(t.context("paper", "For the shop"), name=data.staff, seal=t.context("paper", "Seal")),
    ]


def signed(amount: int) -> str:
    """Return an amount in 分 with its sign: what becomes more has a plus."""
    return f"{'+' if amount > 0 else ''}{figures.money(amount)}"
