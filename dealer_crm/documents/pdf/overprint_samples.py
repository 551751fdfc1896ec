"""Made-up values to place fields by, where the shop has no record of a kind yet: as long as usual ones get."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from dealer_crm.documents.pdf.delivery_note import DeliveryLine, DeliveryNoteData
from dealer_crm.documents.pdf.overprint_values import certificate_values, delivery_values, receipt_values
from dealer_crm.documents.pdf.pages import ShopHead
from dealer_crm.documents.pdf.receipt import ReceiptData
from dealer_crm.documents.pdf.warranty_certificate import CoverageLine, PartyBlock, WarrantyCertificateData
from dealer_crm.domain.coverages import CoverageKind
from dealer_crm.domain.orders import PayWay
from dealer_crm.domain.overprint import FormValues
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.i18n import Translator
from dealer_crm.words.labels import label

_DAY, _END = date(2026, 12, 28), date(2032, 12, 27)
_PHONE, _NAME = "139 0000 0317", "NJ-F71 7.1 kW"


def sample_values(kind: str, t: Translator) -> FormValues:
    """Return what a record of the kind could say. Raises KeyError for a kind that fills no forms."""
    return _SAMPLES[kind](t)


def _shop(t: Translator) -> ShopHead:
    return ShopHead(t.context("sample", "Warm Home Heating"), t.context("sample", "B12, 88 Park Road"), "0500-8800 8800")


def _people(t: Translator) -> tuple[str, str, str]:
    """Return a customer, his address, and somebody of the shop."""
    address = t.context("sample", "Building 7, unit 2, room 1102, Lakeside Garden, 16 Park Road")
    return t.context("sample", "Chen Jing"), address, t.context("sample", "Li Ming")


def _delivery(t: Translator) -> FormValues:
    customer, address, staff = _people(t)
    line = DeliveryLine(t.context("sample", "Ducted indoor unit"), _NAME, "", 2_000, 428_000, 856_000, ("3F26090117", "3F26090118"))
    data = DeliveryNoteData(
        _shop(t),
        "SH20261228003",
        customer,
        day=_DAY,
        phones=(_PHONE,),
        address=address,
        order_number="DD20261218002",
        seller=staff,
        carrier=staff,
        made_by=staff,
        lines=(line,) * 3,
        paid=1_000_000,
        due_now=1_568_000,
        owed=0,
    )
    return delivery_values(data, t)


def _receipt(t: Translator) -> FormValues:
    customer, _address, staff = _people(t)
    data = ReceiptData(_shop(t), "SK20261228001", PayKind.PROGRESS, 1_842_500, customer, day=_DAY, belongs_to="DD20261218002")
    return receipt_values(replace(data, receiver=staff, purpose=label(PayKind.PROGRESS, t), way=label(PayWay.TRANSFER, t)), t)


def _certificate(t: Translator) -> FormValues:
    customer, address, staff = _people(t)
    shop = _shop(t)
    data = WarrantyCertificateData(
        shop,
        "BX20261228002",
        product=t.context("sample", "Ducted indoor unit"),
        model=_NAME,
        serial="3F26090117",
        quantity="1",
        invoice="26117820",
        sold_on=_DAY,
        commissioned_on=_DAY,
        customer=PartyBlock(customer, address, _PHONE, "361000"),
        installed_by=shop.name,
        installer=staff,
        coverages=(CoverageLine(label(CoverageKind.WHOLE_UNIT, t), t.plural("{n} month", "{n} months", 72).format(n=72), "", _DAY, _END),),
    )
    return certificate_values(data, t)


_SAMPLES: Mapping[str, Callable[[Translator], FormValues]] = {
    "delivery_note": _delivery,
    "receipt": _receipt,
    "certificate": _certificate,
}
