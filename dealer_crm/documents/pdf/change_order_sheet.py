"""The change order (增项签证单): why the contract changes, what comes and goes, the old and the new total; signed before the work."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from dealer_crm.documents.pdf import figures
from dealer_crm.documents.pdf.copies import in_copies
from dealer_crm.documents.pdf.frames import Heading
from dealer_crm.documents.pdf.grids import Column, Field
from dealer_crm.documents.pdf.heads import CentredHead
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


def change_order_sheet(data: ChangeSheetData, page: PageSetup) -> bytes:
    """Render the paper; same data, same bytes."""
    return in_copies(page, partial(_built, data))


def _built(data: ChangeSheetData, page: PageSetup) -> Sheet:
    t = translator(page.language)
    heading = Heading(t.context("paper", "Change order"), data.number, data.shop, subject=data.customer, day=data.day)
    sheet = Sheet(page, heading, look=replace(FORM, above=4.0), head=CentredHead())
    sheet.gap(4)
    sheet.fields(_whose(data, sheet), label_share=_LABELS)
    sheet.gap(4)
    columns = sheet.columns(_columns(t))
    rows = [_cells(at, line) for at, line in enumerate(data.lines, 1)] or [dict.fromkeys(columns, "")]
    sheet.table(list(columns.values()), [[row[code] for code in columns] for row in rows])
    sheet.gap(4)
    sheet.fields(_sums(data, sheet), label_share=_LABELS)
    if sheet.shows("terms"):
        usual = t.context(
            "paper", "Part of the contract once signed; the work begins after that. What is sold by measure is settled as measured."
        )
        sheet.add_note(sheet.said("terms", usual))
    sheet.signatures(_signs(data, t), t("Date ____ - __ - __"), height=_SIGN_HEIGHT)
    return sheet


def _whose(data: ChangeSheetData, sheet: Sheet) -> list[tuple[Field, ...]]:
    t = sheet.t
    reason = [(Field(t.context("paper", "Reason"), data.reason, bold=True),)] if sheet.shows("reason") else []
    return [
        (Field(t.context("paper", "Customer"), data.customer, bold=True), Field(t.context("paper", "Contract, order"), data.contract)),
        (Field(t.context("paper", "Address"), data.address),),
        *reason,
    ]


def _columns(t: Translator) -> dict[str, Column]:
    return {
        "position": Column(t("No."), 0.055, "99"),
        "goods": Column(t.context("paper", "Goods and work"), 0.27, bold=True),
        "spec": Column(t.context("paper", "Specification"), 0.155, small=True),
        "unit": Column(t.context("paper", "Unit"), 0.07),
        "quantity": Column(t.context("paper", "Qty ±"), 0.125, "-12.345", Align.RIGHT),
        "price": Column(t.context("paper", "Unit price"), 0.145, "99,999.00", Align.RIGHT),
        "amount": Column(t.context("paper", "Amount ±"), 0.18, "-999,999.00", Align.RIGHT, bold=True),
    }


def _cells(at: int, line: ChangeSheetLine) -> dict[str, str]:
    more = "+" if line.quantity > 0 else ""
    return {
        "position": str(at),
        "goods": "\n".join(filter(None, (line.goods, line.remark))),
        "spec": line.spec,
        "unit": line.unit,
        "quantity": f"{more}{shown_quantity(line.quantity)}",
        "price": figures.money(line.price),
        "amount": signed(line.amount),
    }


def _sums(data: ChangeSheetData, sheet: Sheet) -> list[tuple[Field, ...]]:
    t = sheet.t
    change = data.after - data.before
    days = t.plural("{count} day", "{count} days", abs(data.days)).format(count=f"{data.days:+d}") if data.days else t("No change")
    rows: list[tuple[Field, ...]] = []
    if data.discount:
        rows.append((Field(t.context("paper", "Further discount"), signed(-data.discount)),))
    work = (Field(t.context("paper", "Working time"), days),) if sheet.shows("days") else ()
    rows += [
        (Field(t.context("paper", "Change"), signed(change), bold=True), *work),
        (
            Field(t.context("paper", "Contract before"), figures.yuan(data.before)),
            Field(t.context("paper", "now"), figures.yuan(data.after), bold=True),
        ),
        (Field(t.context("paper", "In words"), figures.amount_in_words(data.after, t), bold=True),),
    ]
    if data.note and sheet.shows("note"):
        rows.append((Field(t.context("paper", "Remark"), data.note),))
    return rows


def _signs(data: ChangeSheetData, t: Translator) -> dict[str, SignBox]:
    return {
        "customer": SignBox(t.context("paper", "Customer, before the work"), name=data.signed_by),
        "shop": SignBox(t.context("paper", "For the shop"), name=data.staff, seal=t.context("paper", "Seal")),
    }


def signed(amount: int) -> str:
    """Return an amount in 分 with its sign: what becomes more has a plus."""
    return f"{'+' if amount > 0 else ''}{figures.money(amount)}"
