"""Made-up papers of every kind, by which a shop sees what it chooses; nobody who lives is on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from dealer_crm.documents.pdf.pages import PageSetup, ShopHead
from dealer_crm.i18n import Translator, translator

DAY = date(2026, 11, 21)
_NOON = datetime(2026, 11, 21, 9, 30)  # noqa: DTZ001 - the wall clock of a paper


@dataclass(frozen=True)
class Sample:
    """Who and what is on made-up papers, in the language of the page."""

    t: Translator
    page: PageSetup
    shop: ShopHead

    @property
    def customer(self) -> str:
        """Whose paper it is."""
        return self.t.context("sample", "Ms. Chen Jing")

    @property
    def phone(self) -> str:
        """A number that nobody has."""
        return "142 0000 0317"

    @property
    def address(self) -> str:
        """Where the goods go."""
        return self.t.context("sample", "16 Brocade Road, Brocade Court 7-2-1102")

    @property
    def staff(self) -> str:
        """Who works."""
        return self.t.context("sample", "Li Ming")

    @property
    def other(self) -> str:
        """Somebody else who works."""
        return self.t.context("sample", "Sun Tao")

    @property
    def unit(self) -> str:
        """How machines are counted."""
        return self.t.context("sample", "pc")

    @property
    def outdoor(self) -> str:
        """The large machine."""
        return self.t.context("sample", "Multi-split outdoor unit")

    @property
    def indoor(self) -> str:
        """The small machine."""
        return self.t.context("sample", "Ducted indoor unit")

    @property
    def pipe(self) -> str:
        """Material by the metre."""
        return self.t.context("sample", "Copper pipe")

    @property
    def metre(self) -> str:
        """How it is counted."""
        return self.t.context("sample", "m")


def sample_of(kind: str, page: PageSetup, shop: ShopHead) -> bytes:
    """Return a made-up paper of a kind. Raises KeyError where there is none."""
    sample = Sample(translator(page.language), page, shop)
    return _SAMPLES[kind](sample)


def has_sample(kind: str) -> bool:
    """Tell whether there is a made-up paper of a kind."""
    return kind in _SAMPLES


def _delivery_note(s: Sample) -> bytes:
    from dealer_crm.documents.pdf.delivery_note import DeliveryLine, DeliveryNoteData, delivery_note

    room = s.t.context("sample", "living room")
    lines = (
        DeliveryLine(s.outdoor, "NJ-160W 16 kW", s.unit, 1000, 1_680_000, 1_680_000, ("3A26110482",)),
        DeliveryLine(s.indoor, "NJ-F71 7.1 kW", s.unit, 2000, 398_000, 796_000, ("3F26090117", "3F26090118"), room),
        DeliveryLine(s.pipe, "φ9.52 / φ15.88", s.metre, 46_500, 6_800, 316_200),
    )
    data = DeliveryNoteData(
        s.shop,
        "SH20261121003",
        s.customer,
        DAY,
        (s.phone,),
        s.address,
        "DD20261018002",
        s.staff,
        s.other,
        s.staff,
        _NOON,
        lines,
        agreed=2_792_200,
        paid=2_000_000,
        due_now=500_000,
        owed=292_200,
    )
    return delivery_note(data, s.page)


def _return_slip(s: Sample) -> bytes:
    from dealer_crm.documents.pdf.return_slip import ReturnSlipData, ReturnSlipLine, return_slip
    from dealer_crm.domain.order_returns import ReturnKind

    line = ReturnSlipLine(s.indoor, "NJ-F28 2.8 kW", s.unit, 1000, 398_000, 398_000, ("3F26090119",))
    reason = s.t.context("sample", "Too loud for the bedroom")
    data = ReturnSlipData(
        s.shop,
        "TH20261122001",
        ReturnKind.RETURN,
        "DD20261018002",
        s.customer,
        s.phone,
        s.address,
        DAY,
        reason,
        (line,),
        398_000,
        20_000,
        3_307_000,
        3_685_000,
        -378_000,
        staff=s.other,
    )
    return return_slip(data, s.page)


def _receipt(s: Sample) -> bytes:
    from dealer_crm.documents.pdf.receipt import ReceiptData, receipt
    from dealer_crm.domain.pay_plan import PayKind

    data = ReceiptData(
        s.shop,
        "SK20261122001",
        PayKind.PROGRESS,
        1_842_500,
        s.customer,
        purpose=s.t.context("sample", "Progress payment"),
        way=s.t.context("sample", "Bank transfer"),
        day=DAY,
        belongs_to="DD20261018002",
        receiver=s.staff,
        total=3_685_000,
        paid=2_579_500,
        owed=1_105_500,
    )
    return receipt(data, s.page)


def _quote(s: Sample) -> bytes:
    from dealer_crm.documents.pdf.quote_sheet import OfferLine, OfferPart, QuoteSheetData, quote_sheet

    place = s.t.context("sample", "equipment platform")
    units = (OfferLine(s.outdoor, "NJ-160W 16 kW", place, s.unit, 1000, 1_680_000, 1_680_000, 1_780_000),)
    pipes = (OfferLine(s.pipe, "φ9.52", "", s.metre, 46_500, 6_800, 316_200),)
    machines, materials = s.t.context("sample", "Machines"), s.t.context("sample", "Materials")
    data = QuoteSheetData(
        s.shop,
        "BJ20261121001",
        1,
        s.customer,
        DAY,
        date(2026, 12, 6),
        s.phone,
        s.address,
        "118.5 ㎡",
        seller=s.staff,
        parts=(OfferPart(machines, units, 1_680_000), OfferPart(materials, pipes, 316_200)),
        subtotals=((machines, 1_680_000), (materials, 316_200)),
        beside=((s.t.context("sample", "Discount"), -96_200),),
        total=1_900_000,
    )
    return quote_sheet(data, s.page)


def _contract(s: Sample) -> bytes:
    from dealer_crm.documents.pdf.contract_sheet import ContractData, GoodsGroup, GoodsLine, contract_sheet

    lines = (
        GoodsLine(s.outdoor, "NJ-160W 16 kW", "", s.unit, 1000, 1_680_000, 1_680_000),
        GoodsLine(s.indoor, "NJ-F71 7.1 kW", "", s.unit, 2000, 398_000, 796_000),
    )
    group = GoodsGroup(s.t.context("sample", "Machines"), lines)
    data = ContractData(
        s.shop, "DD20261018002", s.customer, s.phone, s.address, s.address, agent=s.staff, signed_on=DAY, groups=(group,), price=2_476_000
    )
    return contract_sheet(data, s.page)


def _change_order(s: Sample) -> bytes:
    from dealer_crm.documents.pdf.change_order_sheet import ChangeSheetData, ChangeSheetLine, change_order_sheet

    lines = (
        ChangeSheetLine(s.indoor, "NJ-F28 2.8 kW", s.unit, 1000, 398_000, 398_000),
        ChangeSheetLine(s.pipe, "φ9.52", s.metre, -6_500, 6_800, -44_200),
    )
    reason = s.t.context("sample", "One more unit in the bedroom")
    data = ChangeSheetData(
        s.shop, "ZQ20261122001", "DD20261018002", s.customer, s.phone, s.address, DAY, reason, lines, 0, 3_685_000, 4_038_800, 2, s.staff
    )
    return change_order_sheet(data, s.page)


def _certificate(s: Sample) -> bytes:
    from dealer_crm.documents.pdf.warranty_certificate import CoverageLine, PartyBlock, WarrantyCertificateData, warranty_certificate

    whole, six = s.t.context("sample", "Whole machine"), s.t.context("sample", "6 years")
    basis = s.t.context("sample", "commissioning")
    data = WarrantyCertificateData(
        s.shop,
        "BX20261121002",
        s.outdoor,
        "NJ",
        "NJ-160W 16 kW",
        "3A26110482",
        quantity=f"1 {s.unit}",
        sold_on=DAY,
        commissioned_on=DAY,
        customer=PartyBlock(s.customer, s.address, s.phone),
        repairer=PartyBlock(s.shop.name, s.shop.address, s.shop.hotline),
        installer=s.other,
        coverages=(CoverageLine(whole, six, basis, DAY, date(2032, 11, 21)),),
        next_care_on=date(2027, 4, 15),
        duties=(True, True, True, True, True),
    )
    return warranty_certificate(data, s.page)


def _checklist(s: Sample) -> bytes:
    from dealer_crm.documents.pdf.checklist_sheet import ChecklistSheetData, InspectionGroup, InspectionLine, MachineLine, checklist_sheet
    from dealer_crm.domain.checklists import CheckResult

    sealed = s.t.context("sample", "Hole in the wall closed on both sides")
    group = InspectionGroup(
        s.t.context("sample", "Air conditioner"), (InspectionLine("AC-1", sealed, result=CheckResult.PASS, photos=True),)
    )
    data = ChecklistSheetData(
        s.shop,
        "YS20261121003",
        s.customer,
        (s.phone,),
        s.address,
        "DD20261018002",
        s.other,
        delivered=DAY,
        machines=(MachineLine(s.outdoor, "NJ-160W", "3A26110482"),),
        groups=(group,),
    )
    return checklist_sheet(data, s.page)


def _of_sites(kind: str, s: Sample) -> bytes:
    from dealer_crm.documents.pdf import site_samples

    return site_samples.dispatch(s) if kind == "dispatch" else site_samples.acceptance(s)


def _complaint(s: Sample) -> bytes:
    from dealer_crm.documents.pdf.complaint_sheet import ComplaintSheetData, Register, Settlement, StepLine, complaint_sheet

    words = s.t.context("sample", "Water drips from the ceiling of the living room.")
    register = Register(_NOON, s.staff, complainant=s.customer, customer=s.customer, phones=(s.phone,), address=s.address, words=words)
    settled = Settlement(s.other, _NOON, cause=s.t.context("sample", "The drain pipe had come loose."))
    return complaint_sheet(ComplaintSheetData(s.shop, "TS20261120001", register, (StepLine(_NOON, s.staff),), settled), s.page)


def _of_complaints(kind: str, s: Sample) -> bytes:
    from dealer_crm.documents.pdf import complaint_samples

    return complaint_samples.evidence(s) if kind == "evidence" else complaint_samples.thanks(s)


def _statement(s: Sample) -> bytes:
    from dealer_crm.documents.pdf.statement import StatementData, StatementRow, statement_paper

    rows = (
        StatementRow(date(2026, 10, 18), s.t.context("sample", "Order"), "DD20261018002", "", 3_685_000, 3_685_000),
        StatementRow(DAY, s.t.context("sample", "Payment"), "SK20261121003", "", -2_579_500, 1_105_500),
    )
    data = StatementData(s.shop, s.customer, "KH20261018001", s.phone, s.address, "", date(2026, 1, 1), DAY, 0, rows)
    return statement_paper(data, s.page)


def _slip(s: Sample) -> bytes:
    from dealer_crm.documents.pdf.handover_slip import HandoverSlipData, Side, handover_slip

    promised = s.t.context("sample", "Two more metres of pipe, without charge")
    data = HandoverSlipData(
        s.shop,
        "JJ20261121001",
        s.customer,
        (s.phone,),
        s.address,
        "DD20261018002",
        Side("", s.staff),
        Side("", s.other),
        _NOON,
        date(2026, 11, 23),
        promised,
    )
    return handover_slip(data, s.page)


def _customer_record(s: Sample) -> bytes:
    from dealer_crm.documents.pdf.customer_record import CustomerRecordData, EquipmentLine, PremisesBlock, customer_record

    house = PremisesBlock(s.address, area="118.5 ㎡")
    machine = EquipmentLine(s.outdoor, "NJ-160W", "3A26110482", installed=DAY)
    data = CustomerRecordData(
        s.shop, "KH20261018001", s.customer, phones=(s.phone,), owner=s.staff, opened=DAY, premises=(house,), equipment=(machine,)
    )
    return customer_record(data, s.page)


def _followup_card(s: Sample) -> bytes:
    from dealer_crm.documents.pdf.followup_card import CardContact, FollowupCardData, followup_cards

    said = s.t.context("sample", "Asked for the price of a multi-split for four rooms.")
    data = FollowupCardData(
        s.shop,
        "KH20261018001",
        s.customer,
        (s.phone,),
        owner=s.staff,
        house=s.address,
        next_on=date(2026, 11, 24),
        contacts=(CardContact(DAY, "", said, s.staff),),
    )
    return followup_cards([data], s.page)


def _care_card(s: Sample) -> bytes:
    from dealer_crm.documents.pdf.care_card import CareCardData, CareLine, care_cards

    line = CareLine(s.t.context("sample", "Clean the filters"), s.other, "", DAY, (date(2027, 5, 20), date(2027, 11, 20)))
    data = CareCardData(s.shop, "SB20261121002", s.outdoor, "NJ-160W", "3A26110482", "", s.customer, date(2032, 11, 21), (line,))
    return care_cards([data], s.page)


def _list(s: Sample) -> bytes:
    from dealer_crm.documents.lists import ColumnKind, ListColumn
    from dealer_crm.documents.pdf.list_paper import ListPaperData, list_paper

    texts = (s.t.context("sample", "Customer"), s.t.context("sample", "Phone"), s.t.context("sample", "Address"))
    columns = tuple(ListColumn(text, ColumnKind.TEXT, 20) for text in texts)
    rows = tuple((s.customer, s.phone, s.address) for _row in range(5))
    return list_paper(ListPaperData(s.t.context("sample", "Customers"), columns, rows, s.shop), s.page)


def _labels(s: Sample) -> bytes:
    from dealer_crm.documents.pdf.address_labels import LabelLine, LabelsData, address_labels

    return address_labels(LabelsData(tuple(LabelLine(s.customer, s.address, s.phone) for _label in range(5))), s.page)


_SAMPLES: dict[str, Callable[[Sample], bytes]] = {
    "delivery_note": _delivery_note,
    "return_slip": _return_slip,
    "receipt": _receipt,
    "quote": _quote,
    "contract": _contract,
    "change_order": _change_order,
    "certificate": _certificate,
    "checklist": _checklist,
    "dispatch": lambda s: _of_sites("dispatch", s),
    "acceptance": lambda s: _of_sites("acceptance", s),
    "complaint": _complaint,
    "evidence": lambda s: _of_complaints("evidence", s),
    "thanks": lambda s: _of_complaints("thanks", s),
    "statement": _statement,
    "slip": _slip,
    "customer_record": _customer_record,
    "followup_card": _followup_card,
    "care_card": _care_card,
    "customer_list": _list,
    "list": _list,
    "labels": _labels,
}
