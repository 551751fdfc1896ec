"""Every paper of the program with data of a usual day, and the papers it is made for."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from PIL import Image, ImageDraw

from dealer_crm.documents.logos import fitted_logo
from dealer_crm.documents.pdf.acceptance_sheet import acceptance_sheet
from dealer_crm.documents.pdf.care_card import care_cards
from dealer_crm.documents.pdf.change_order_sheet import change_order_sheet
from dealer_crm.documents.pdf.checklist_sheet import checklist_sheet
from dealer_crm.documents.pdf.complaint_report import complaint_report
from dealer_crm.documents.pdf.complaint_sheet import complaint_sheet
from dealer_crm.documents.pdf.contract_sheet import contract_sheet, order_confirmation
from dealer_crm.documents.pdf.customer_form import customer_form
from dealer_crm.documents.pdf.customer_record import customer_record
from dealer_crm.documents.pdf.day_sheet import day_sheet
from dealer_crm.documents.pdf.delivery_note import delivery_note
from dealer_crm.documents.pdf.dispatch_sheet import dispatch_sheets
from dealer_crm.documents.pdf.evidence_cover import evidence_cover
from dealer_crm.documents.pdf.evidence_pictures import photo_pages, scan_pages
from dealer_crm.documents.pdf.evidence_record import case_record, service_record
from dealer_crm.documents.pdf.followup_card import FollowupCardData, followup_cards
from dealer_crm.documents.pdf.handover_slip import HandoverSlipData, handover_slip
from dealer_crm.documents.pdf.list_paper import list_paper
from dealer_crm.documents.pdf.money_sheet import money_sheet
from dealer_crm.documents.pdf.morning_list import morning_list
from dealer_crm.documents.pdf.pages import PageSetup, Paper
from dealer_crm.documents.pdf.quote_sheet import quote_difference, quote_sheet
from dealer_crm.documents.pdf.receipt import receipt
from dealer_crm.documents.pdf.return_slip import return_slip
from dealer_crm.documents.pdf.standards_page import standards_page
from dealer_crm.documents.pdf.statement import statement_paper
from dealer_crm.documents.pdf.thanks_letter import thanks_letter
from dealer_crm.documents.pdf.vehicle_sheet import vehicle_sheets
from dealer_crm.documents.pdf.warranty_certificate import warranty_certificate
from dealer_crm.documents.pdf.week_plan import week_plan
from dealer_crm.domain.paper_templates import CopyColour, CopyStyle, PaperTemplate, Words
from tests.documents import cards, complaints, evidence, records, sheets, sites
from tests.documents.contracts import CONTRACT
from tests.documents.notes import LONG_NOTE, NOTE, RETURN
from tests.documents.records import SETUP
from tests.documents.test_customer_form import FORM

A4, A5, LYING = Paper.A4, Paper.A5, Paper.A5_LANDSCAPE
NEEDLES = (Paper.CONT_241x140, Paper.CONT_241x93, Paper.CONT_241x280)
NOTES = (*NEEDLES, A4, LYING)
COPIES = (
    CopyStyle(Words("存根", "Stub"), CopyColour.WHITE),
    CopyStyle(Words("客户", "Customer"), CopyColour.RED, remark=Words("请妥善保管", "Please keep it")),
    CopyStyle(Words("回单", "Receipt"), CopyColour.YELLOW, prices=False),
)


class Every(NamedTuple):
    """One paper: how it is made, of what, on which sizes of paper it must always have room."""

    make: Callable[[Any, PageSetup], bytes]
    data: Any
    papers: tuple[Paper, ...]


EVERY: dict[str, Every] = {
    "checklist": Every(checklist_sheet, sheets.CHECKLIST, (A4, Paper.CONT_241x280)),
    "checklist, blank": Every(checklist_sheet, sheets.BLANK_CHECKLIST, (A4,)),
    "checklist, open": Every(checklist_sheet, sheets.OPEN_CHECKLIST, (A4,)),
    "checklist, signed": Every(checklist_sheet, sites.SIGNED_CHECKLIST, (A4,)),
    "dispatch": Every(dispatch_sheets, [sites.DISPATCH], (A4, A5, Paper.CONT_241x140)),
    "dispatch, blank": Every(dispatch_sheets, [sites.BLANK_DISPATCH], (A4,)),
    "acceptance": Every(acceptance_sheet, sites.ACCEPTANCE, (A4, Paper.CONT_241x280)),
    "acceptance, blank": Every(acceptance_sheet, sites.BLANK_ACCEPTANCE, (A4,)),
    "certificate": Every(warranty_certificate, sheets.CERTIFICATE, (A5, A4, Paper.CONT_241x280)),
    "certificate, empty": Every(warranty_certificate, sheets.EMPTY_CERTIFICATE, (A5,)),
    "complaint": Every(complaint_sheet, evidence.WHOLE_COMPLAINT, (A4,)),
    "complaint, blank": Every(complaint_sheet, evidence.BLANK_COMPLAINT, (A4,)),
    "evidence": Every(evidence_cover, evidence.COVER, (A4,)),
    "evidence, record": Every(case_record, evidence.RECORD, (A4,)),
    "evidence, services": Every(service_record, evidence.SERVICES, (A4,)),
    "evidence, photos": Every(photo_pages, evidence.PHOTOS, (A4,)),
    "evidence, scans": Every(scan_pages, evidence.PHOTOS, (A4,)),
    "thanks": Every(thanks_letter, evidence.THANKS, (A4, A5)),
    "complaint, empty": Every(complaint_sheet, sheets.EMPTY_COMPLAINT, (A4,)),
    "complaint report": Every(complaint_report, complaints.REPORT, (A4,)),
    "day": Every(day_sheet, sheets.DAY, (A4, A5)),
    "vehicle": Every(vehicle_sheets, [sheets.VEHICLE], (A4, A5)),
    "week": Every(week_plan, sheets.WEEK, (Paper.A4_LANDSCAPE,)),
    "morning": Every(morning_list, sheets.MORNING, (A4, A5)),
    "followup": Every(followup_cards, [cards.FOLLOWUP_CARD], (LYING, A4)),
    "followup, empty": Every(followup_cards, [FollowupCardData(records.SHOP, "KH1")], (LYING,)),
    "care": Every(care_cards, [cards.CARE_CARD], (A5, A4)),
    "standards": Every(standards_page, cards.STANDARDS, (A4,)),
    "list": Every(list_paper, cards.LIST, (Paper.A4_LANDSCAPE, A4)),
    "slip": Every(handover_slip, sheets.SLIP, (A4, A5)),
    "slip, blank": Every(handover_slip, HandoverSlipData(records.SHOP), (A4,)),
    "money": Every(money_sheet, sheets.MONEY, (A4,)),
    "statement": Every(statement_paper, sheets.STATEMENT, (A4,)),
    "receipt": Every(receipt, sheets.RECEIPT, (Paper.CONT_241x140, LYING, A4)),
    "deposit": Every(receipt, sheets.DEPOSIT, (LYING,)),
    "refund": Every(receipt, sheets.REFUND, (LYING,)),
    "change": Every(change_order_sheet, sheets.CHANGE_SHEET, (A5, A4)),
    "change, long": Every(change_order_sheet, sheets.LONG_CHANGE, (A4,)),
    "return": Every(return_slip, sheets.RETURN_SLIP, (Paper.CONT_241x140, LYING, A4)),
    "exchange": Every(return_slip, sheets.EXCHANGE_SLIP, (LYING,)),
    "quote": Every(quote_sheet, sheets.OFFER, (A4,)),
    "difference": Every(quote_difference, sheets.DIFFERENCE, (A4,)),
    "delivery": Every(delivery_note, NOTE, NOTES),
    "delivery, long": Every(delivery_note, LONG_NOTE, (Paper.CONT_241x280, A4)),
    "delivery, back": Every(delivery_note, RETURN, NOTES),
    "contract": Every(contract_sheet, CONTRACT, (A4,)),
    "confirmation": Every(order_confirmation, CONTRACT, (A4,)),
    "record": Every(customer_record, records.USUAL, (A4, A5, Paper.CONT_241x140, Paper.CONT_241x280)),
    "record, long": Every(customer_record, records.LONG, (A4,)),
    "form": Every(customer_form, FORM, (A4,)),
}


@cache
def logo() -> bytes:
    """Return a logo of two colours on nothing."""
    picture = Image.new("RGBA", (900, 400), (0, 0, 0, 0))
    pencil = ImageDraw.Draw(picture)
    pencil.ellipse((10, 10, 390, 390), fill=(200, 60, 40, 255))
    pencil.rectangle((420, 60, 880, 340), outline=(20, 60, 160, 255), width=40)
    target = io.BytesIO()
    picture.save(target, "PNG")
    return fitted_logo(target.getvalue())


def full(paper: Paper, language: str, *, per_cent: int = 100, **further: Any) -> PageSetup:
    """Return a page set-up with all that a shop can choose: logo, code, larger letters, a remark, copies; printed for the second time."""
    template = PaperTemplate("x", words={"remark": Words("货款请当面点清", "Please count the money")}, text_scale=per_cent)
    names = tuple(style.name.said(language) for style in COPIES)
    whole = replace(SETUP, paper=paper, language=language, template=template, usual=COPIES, copies=names)
    return replace(whole, logo=logo(), code="7K3M-9QXA-C", times=2, marks=True, printed_by="李明", **further)


def long_shop(data: Any) -> Any:
    """Return the data with a shop whose name and address are as long as a licence allows."""
    if isinstance(data, list):
        return [long_shop(one) for one in data]
    name = "厦门某某暖通空调新能源设备工程技术服务有限责任公司第一分公司湖里区办事处" * 2
    return replace(data, shop=replace(data.shop, name=name, address="锦样路 88 号建材城 B12，" * 5))
