"""Made-up papers of a complaint beside its sheet, by which a shop sees what it chooses."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dealer_crm.documents.pdf.samples import Sample

_NUMBER = "TS20261120001"
_NOON = datetime(2026, 11, 21, 9, 30)  # noqa: DTZ001 - the wall clock of a paper


def evidence(s: Sample) -> bytes:
    """Return the cover of a pack and the record of its case."""
    from dealer_crm.documents.pdf.evidence_cover import CaseFacts, EvidenceCoverData, Exhibit, evidence_cover
    from dealer_crm.documents.pdf.evidence_record import CaseRecordData, ContactLine, TalkLine, case_record
    from dealer_crm.documents.pdf.page_numbers import numbered

    t = s.t
    facts = CaseFacts(
        _NOON, complainant=s.customer, customer=s.customer, address=s.address, order_number="DD20261018002", machine=s.outdoor
    )
    exhibits = (
        Exhibit(t("Contract"), "HT20261018002", _NOON.date(), pages=2, first=3),
        Exhibit(t("Signed delivery note"), "SH20261121003", _NOON.date(), first=5),
    )
    missing = ((t("Photos"), t("No photo belongs to this case, its services, its delivery or its acceptance.")),)
    cover = evidence_cover(EvidenceCoverData(s.shop, _NUMBER, facts, exhibits, missing, s.staff, _NOON.date()), s.page)
    said = t.context("sample", "Water drips from the ceiling of the living room.")
    record = CaseRecordData(
        s.shop,
        _NUMBER,
        facts,
        said,
        _NOON,
        cause=t.context("sample", "The drain pipe had come loose."),
        steps=(TalkLine(t.context("paper", "Say thank you"), _NOON, s.staff),),
        contacts=(ContactLine(_NOON, t("Complaint taken"), s.staff, said),),
    )
    words = t.context("paper", "Evidence pack {number}   page {page} of {pages}")
    told = case_record(record, replace(s.page, code=""))
    return numbered([cover, told], lambda page, pages: words.format(number=_NUMBER, page=page, pages=pages))


def thanks(s: Sample) -> bytes:
    """Return the letter of thanks."""
    from dealer_crm.documents.pdf.thanks_letter import ThanksData, thanks_letter

    measure = s.t.context("sample", "The drain pipe had come loose.")
    return thanks_letter(ThanksData(s.shop, _NUMBER, s.customer, _NOON.date(), measure, s.staff, _NOON.date()), s.page)
