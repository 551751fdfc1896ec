"""What is written on forms that were printed elsewhere: the texts of a paper's data by code, as overprint.toml names them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dealer_crm.documents.pdf import figures
from dealer_crm.documents.pdf.delivery_note import DeliveryNoteData, total_of
from dealer_crm.documents.pdf.note_sums import counted
from dealer_crm.documents.pdf.pages import ShopHead
from dealer_crm.documents.pdf.receipt import ReceiptData
from dealer_crm.documents.pdf.warranty_certificate import CoverageLine, WarrantyCertificateData
from dealer_crm.domain.amounts import DIGITS
from dealer_crm.domain.coverages import CoverageKind
from dealer_crm.domain.overprint import ROWS, FormValues
from dealer_crm.i18n import Translator
from dealer_crm.words.labels import label

CLOSED = "⊗"
"""Stands in the box before the first digit, so that nobody adds one."""


def delivery_values(data: DeliveryNoteData, t: Translator) -> FormValues:
    """Return what a delivery note says; without prices no amount at all."""
    total = total_of(data) if data.show_prices else None
    texts = {
        **_usual(data.shop, data.number, data.day, "day"),
        "customer": data.customer,
        "phone": t.context("paper", ", ").join(data.phones),
        "address": data.address,
        "order_number": data.order_number,
        "seller": data.seller,
        "carrier": data.carrier,
        "made_by": data.made_by,
        "counted": counted((line.unit, line.quantity) for line in data.lines),
        **_amount("total", total, t),
    }
    if data.show_prices:
        texts |= {name: figures.money(getattr(data, name)) for name in ("paid", "due_now", "owed")}
    return FormValues(texts, tuple(_row(at, data) for at in range(len(data.lines))))


def receipt_values(data: ReceiptData, t: Translator) -> FormValues:
    """Return what a receipt says."""
    texts = {
        **_usual(data.shop, data.number, data.day, "day"),
        "customer": data.customer,
        "payer": data.payer or data.customer,
        "order_number": data.belongs_to,
        "purpose": data.purpose,
        "way": data.way,
        "receiver": data.receiver,
        "receipt_number": data.receipt_number,
        "note": data.note,
        "order_total": figures.money(data.total),
        "paid": figures.money(data.paid),
        "owed": figures.money(data.owed),
        **_amount("amount", data.amount, t),
    }
    return FormValues(texts)


def certificate_values(data: WarrantyCertificateData, t: Translator) -> FormValues:
    """Return what a certificate says of a machine; what is not covered stays empty."""
    unit = label(CoverageKind.WHOLE_UNIT, t)
    whole = next((one for one in data.coverages if one.what == unit), CoverageLine(""))
    texts = {
        **_usual(data.shop, data.number, data.sold_on, "day"),
        **_dates(data.commissioned_on, ("set_up_on", "set_up_year", "set_up_month", "set_up_day")),
        "customer": data.customer.name,
        "phone": data.customer.phone,
        "address": data.customer.address,
        "postcode": data.customer.postcode,
        **{name: getattr(data, name) for name in ("product", "brand", "model", "serial", "origin", "quantity", "invoice")},
        "serial_boxes": data.serial,
        "installed_by": data.installed_by,
        "installer": data.installer,
        "term": whole.term,
        "covered_until": figures.day(whole.ends),
        "coverages": t.context("paper", ", ").join(" ".join(filter(None, (one.what, one.term))) for one in data.coverages),
        "next_care": " ".join(filter(None, (figures.day(data.next_care_on), data.next_care))),
        "shop_postcode": data.shop.postcode,
    }
    return FormValues(texts)


def _usual(shop: ShopHead, number: str, day: date | None, name: str) -> dict[str, str]:
    return {
        "number": number,
        "shop_name": shop.name,
        "shop_address": shop.address,
        "shop_phone": shop.hotline or shop.phone,
        **_dates(day, (name, "year", "month", "day_of_month")),
    }


def _dates(day: date | None, names: tuple[str, str, str, str]) -> dict[str, str]:
    parts = (figures.day(day), f"{day.year:04d}", f"{day.month:02d}", f"{day.day:02d}") if day else ("", "", "", "")
    return dict(zip(names, parts, strict=True))


def _amount(name: str, fen: int | None, t: Translator) -> dict[str, str]:
    """Return an amount as figures, in words, and for boxes: a digit or a capital each, closed at the left."""
    if fen is None:
        return {}
    digits, sign = f"{abs(fen):03d}", "-" if fen < 0 else ""
    return {
        name: figures.money(fen),
        f"{name}_words": figures.amount_in_words(fen, t),
        f"{name}_digits": f"{sign}¥{digits}",
        f"{name}_capitals": ("负" if fen < 0 else CLOSED) + "".join(DIGITS[int(digit)] for digit in digits),
    }


def _row(at: int, data: DeliveryNoteData) -> Mapping[str, str]:
    line = data.lines[at]
    return {
        f"{ROWS}position": str(at + 1),
        f"{ROWS}product": line.product,
        f"{ROWS}model": line.model,
        f"{ROWS}unit": line.unit,
        f"{ROWS}quantity": figures.quantity(line.quantity),
        f"{ROWS}price": figures.money(line.price) if data.show_prices else "",
        f"{ROWS}amount": figures.money(line.amount) if data.show_prices else "",
        f"{ROWS}serials": "  ".join(filter(None, (" ".join(line.serials), line.place))),
    }
