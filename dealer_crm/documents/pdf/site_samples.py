"""Made-up papers of work on a site, by which a shop sees what it chooses; nobody who lives is on them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dealer_crm.documents.pdf.acceptance_sheet import AcceptanceGroup, AcceptanceLine, AcceptanceSheetData, acceptance_sheet
from dealer_crm.documents.pdf.checklist_sheet import MachineLine
from dealer_crm.documents.pdf.dispatch_sheet import DispatchMachine, DispatchSheetData, MaterialLine, dispatch_sheets
from dealer_crm.domain.checklists import CheckResult

if TYPE_CHECKING:
    from dealer_crm.documents.pdf.samples import Sample


def dispatch(s: Sample) -> bytes:
    """Return a dispatch sheet."""
    sealed = s.t.context("sample", "Hole in the wall closed on both sides")
    data = DispatchSheetData(
        s.shop,
        "AZ20261121002",
        customer=s.customer,
        phones=(s.phone,),
        address=s.address,
        day=date(2026, 11, 21),
        slot="9:00",
        order_number="DD20261018002",
        leader=s.staff,
        members=(s.other,),
        machines=(DispatchMachine(s.outdoor, "NJ-160W", "3A26110482", unit=s.unit),),
        materials=(MaterialLine(s.pipe, s.metre, 46_500),),
        promised=(s.t.context("sample", "Two more metres of pipe, without charge"),),
        manners=((sealed, False),),
    )
    return dispatch_sheets([data], s.page)


def acceptance(s: Sample) -> bytes:
    """Return an acceptance sheet."""
    sealed = s.t.context("sample", "Hole in the wall closed on both sides")
    line = AcceptanceLine("AC-1", sealed, result=CheckResult.PASS, photo=True, photos=True)
    data = AcceptanceSheetData(
        s.shop,
        "YS20261121001",
        s.t.context("sample", "Air conditioner"),
        customer=s.customer,
        phones=(s.phone,),
        address=s.address,
        order_number="DD20261018002",
        leader=s.staff,
        inspector=s.other,
        finished=date(2026, 11, 21),
        machines=(MachineLine(s.outdoor, "NJ-160W", "3A26110482", unit=s.unit),),
        groups=(AcceptanceGroup(s.t.context("sample", "Air conditioner"), (line,)),),
    )
    return acceptance_sheet(data, s.page)
