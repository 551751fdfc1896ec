"""Puts hostile texts into every field of every paper: nothing raises, nothing runs, every character is drawn or known to be missing."""

from __future__ import annotations

import io
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from itertools import count
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from dealer_crm.documents.lists import ColumnKind, ListColumn
from dealer_crm.documents.pdf import fonts, overprint_page
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
from dealer_crm.documents.pdf.followup_card import followup_cards
from dealer_crm.documents.pdf.handover_slip import handover_slip
from dealer_crm.documents.pdf.list_paper import ListPaperData, list_paper
from dealer_crm.documents.pdf.money_sheet import money_sheet
from dealer_crm.documents.pdf.morning_list import morning_list
from dealer_crm.documents.pdf.pages import PageSetup, Paper
from dealer_crm.documents.pdf.quote_sheet import quote_difference, quote_sheet
from dealer_crm.documents.pdf.receipt import receipt
from dealer_crm.documents.pdf.return_slip import return_slip
from dealer_crm.documents.pdf.standards_page import StandardLine, StandardsData, standards_page
from dealer_crm.documents.pdf.statement import statement_paper
from dealer_crm.documents.pdf.thanks_letter import thanks_letter
from dealer_crm.documents.pdf.vehicle_sheet import vehicle_sheet
from dealer_crm.documents.pdf.warranty_certificate import warranty_certificate
from dealer_crm.documents.pdf.week_plan import week_plan
from dealer_crm.domain.overprint import FormValues, OverprintField, OverprintForm
from dealer_crm.domain.printing import PaperTooSmall
from tests.documents.cards import CARE_CARD, FOLLOWUP_CARD
from tests.documents.complaints import REPORT as COMPLAINT_REPORT
from tests.documents.contracts import CONTRACT
from tests.documents.evidence import COVER, PHOTOS, RECORD, SERVICES, THANKS, WHOLE_COMPLAINT
from tests.documents.hostile import strings
from tests.documents.notes import NOTE
from tests.documents.records import SHOP, USUAL
from tests.documents.sheets import (
    CERTIFICATE,
    CHANGE_SHEET,
    DAY,
    DEPOSIT,
    DIFFERENCE,
    EXCHANGE_SLIP,
    MONEY,
    MORNING,
    OFFER,
    OPEN_CHECKLIST,
    SLIP,
    STATEMENT,
    VEHICLE,
    WEEK,
)
from tests.documents.sites import ACCEPTANCE, DISPATCH
from tests.documents.test_customer_form import FORM
from tests.faults.files import corpus

Make = Callable[[Any, PageSetup], bytes]
HEAD = ".shop."
LIST = ListPaperData(
    "x", (ListColumn("a"), ListColumn("b", ColumnKind.DATE), ListColumn("c")), (("x", date(2026, 11, 21), "y"),) * 12, SHOP
)
STANDARDS = StandardsData(SHOP, (("x", (StandardLine("x", "y", "z"),) * 8),) * 3)
_FIELDS = ("customer", "address", "note", "number")
PRINTED_FORM = OverprintForm(
    "x",
    "delivery_note",
    fields=tuple(OverprintField(code, 50, 50 + 700 * at, 2_000, lines=9) for at, code in enumerate(_FIELDS)),
)


def overprint(values: FormValues, page: PageSetup) -> bytes:
    """Fill a form that has room for long texts."""
    return overprint_page.overprint(PRINTED_FORM, values, page)


PAPERS: tuple[tuple[Make, Any, Paper], ...] = (
    (customer_record, USUAL, Paper.A4),
    (delivery_note, NOTE, Paper.CONT_241x140),
    (checklist_sheet, OPEN_CHECKLIST, Paper.A4),
    (customer_form, FORM, Paper.A4),
    (dispatch_sheets, (DISPATCH,), Paper.A5),
    (acceptance_sheet, ACCEPTANCE, Paper.A4),
    (complaint_sheet, WHOLE_COMPLAINT, Paper.A4),
    (evidence_cover, COVER, Paper.A4),
    (case_record, RECORD, Paper.A4),
    (service_record, SERVICES, Paper.A4),
    (photo_pages, PHOTOS, Paper.A4),
    (scan_pages, PHOTOS, Paper.A4),
    (thanks_letter, THANKS, Paper.A4),
    (complaint_report, COMPLAINT_REPORT, Paper.A4),
    (warranty_certificate, CERTIFICATE, Paper.A5),
    (day_sheet, DAY, Paper.A4),
    (vehicle_sheet, VEHICLE, Paper.A5),
    (morning_list, MORNING, Paper.A4),
    (handover_slip, SLIP, Paper.A5),
    (week_plan, WEEK, Paper.A4_LANDSCAPE),
    (money_sheet, MONEY, Paper.A5),
    (standards_page, STANDARDS, Paper.A4),
    (list_paper, LIST, Paper.A4_LANDSCAPE),
    (quote_sheet, OFFER, Paper.A4),
    (quote_difference, DIFFERENCE, Paper.A4_LANDSCAPE),
    (contract_sheet, CONTRACT, Paper.A4),
    (order_confirmation, CONTRACT, Paper.A4),
    (change_order_sheet, CHANGE_SHEET, Paper.A5),
    (return_slip, EXCHANGE_SLIP, Paper.A5),
    (receipt, DEPOSIT, Paper.CONT_241x93),
    (statement_paper, STATEMENT, Paper.A4),
    (care_cards, (CARE_CARD,), Paper.A5),
    (followup_cards, (FOLLOWUP_CARD,), Paper.A4),
    (overprint, FormValues(dict.fromkeys(_FIELDS, "x")), Paper.A4),
)
FORBIDDEN = frozenset(
    ("/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/EF", "/URI", "/OpenAction", "/AA", "/GoToR", "/SubmitForm")
    + ("/ImportData", "/RichMedia", "/Movie", "/Sound", "/XFA", "/AcroForm", "/Annots")
)
RARE = "䶮㛃𬱖喆堃犇镕玥翀"
NOT_THERE = "𠮷"
"""The bundled fonts end with GB18030 level 1; this one is drawn as □, and `fonts.missing` names it."""
LONGEST = 400


@dataclass(frozen=True)
class PaperFigures:
    """Texts on papers. `whole` stand there as drawn, `cut` end with …, `lost` do neither; `missing` are characters no font has.

    `squeezed` are words of the shop's own head, which is one line: long neighbours leave them no room. `refused` are documents that
    say they want larger paper: a name of 400 characters in a box to sign is longer than a page.
    """

    papers: int
    documents: int
    texts: int
    raised: int
    refused: int
    whole: int
    cut: int
    squeezed: int
    lost: int
    missing: int
    active: int
    first_trouble: str = ""


def filled(data: Any, texts: Iterator[str], put: list[str]) -> Any:
    """Return the data with the next text in every field that holds words; `put` gets what was put in."""
    if isinstance(data, Enum):
        return data
    if isinstance(data, str):
        put.append(next(texts))
        return put[-1]
    if isinstance(data, tuple):
        return tuple(filled(one, texts, put) for one in data)
    if isinstance(data, Mapping):
        return {key: filled(one, texts, put) for key, one in data.items()}
    if is_dataclass(data) and not isinstance(data, type):
        return replace(data, **{field.name: filled(getattr(data, field.name), texts, put) for field in fields(data) if field.init})
    return data


def shown(text: str) -> str:
    """Return the text as a paper shows it, without its spaces."""
    return "".join(fonts.printable(text).split())


def words_of(pdf: bytes) -> str:
    """Return what another program reads out of a paper, without spaces."""
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def standing(text: str, said: str) -> str:
    """Tell how a text stands on a paper: whole (in one piece or line by line), cut (with … at its end), or lost."""
    wanted = shown(text)
    if wanted in said or _in_lines(wanted, said):
        return "whole"
    start = next((size for size in range(len(wanted), -1, -1) if f"{wanted[:size]}…" in said), None)
    return "lost" if start is None else "cut"


def _in_lines(wanted: str, said: str) -> bool:
    """Find the text in as few lines as a narrow column makes of it."""
    pieces, rest = 0, wanted
    while rest:
        size = next((size for size in range(len(rest), 0, -1) if rest[:size] in said), 0)
        if not size:
            return False
        rest = rest[size:]
        pieces += 1
    return pieces <= 1 + len(wanted) // 4


def missing_glyphs(pdf: bytes) -> set[str]:
    """Return the characters that were drawn and that the bundled font has no glyph for."""
    regular, _bold = fonts.faces()
    return {sign for sign in words_of(pdf) if ord(sign) not in regular.widths and unicodedata.category(sign) != "Zs"}


def active(pdf: bytes) -> set[str]:
    """Return what in a paper could do something: scripts, links, files, forms."""
    reader = PdfReader(io.BytesIO(pdf))
    found: set[str] = set()
    seen: set[int] = set()
    todo: list[Any] = [reader.trailer]
    while todo:
        one = todo.pop()
        if isinstance(one, IndirectObject):
            if one.idnum in seen:
                continue
            seen.add(one.idnum)
            one = one.get_object()
        if isinstance(one, DictionaryObject):
            found |= FORBIDDEN & set(one)
            found |= FORBIDDEN & {value for value in one.values() if isinstance(value, str)}
            todo += one.values()
        elif isinstance(one, ArrayObject):
            todo += one
    return found


def tried(texts: Sequence[str], papers: Sequence[tuple[Make, Any, Paper]] = PAPERS) -> PaperFigures:
    """Put every text once into a field of every paper that is drawn there."""
    counts: Counter[str] = Counter()
    first = ""
    for make, data, paper in papers:
        places = drawn_places(make, data, paper)
        counts["papers"] += 1
        for start in range(0, len(texts), len(places)):
            batch = texts[start : start + len(places)]
            counts["documents"] += 1
            counts["texts"] += len(batch)
            trouble = _document(make, data, paper, (dict(zip(places, batch, strict=False)), counts))
            first = first or (trouble and f"{make.__name__}: {trouble}")
    return PaperFigures(
        **{field.name: counts[field.name] for field in fields(PaperFigures) if field.name != "first_trouble"}, first_trouble=first
    )


def _document(make: Make, data: Any, paper: Paper, batch: tuple[dict[int, str], Counter[str]]) -> str:
    """Make one document, count what became of its texts, and return the first trouble."""
    put, counts = batch
    try:
        pdf = make(_placed(data, put), PageSetup(paper))
    except PaperTooSmall:
        counts["refused"] += 1
        return ""
    except Exception as error:
        counts["raised"] += 1
        return repr(error)
    said, paths = words_of(pdf), [path for path, _text in texts_of(data)]
    lost = []
    for place, text in put.items():
        end = standing(text, said)
        end = "squeezed" if end == "lost" and paths[place].startswith(HEAD) else end
        counts[end] += 1
        lost += [f"{paths[place]} {text}"] if end == "lost" else []
    running, boxes = active(pdf), missing_glyphs(pdf)
    counts["active"] += len(running)
    counts["missing"] += len(boxes)
    return " ".join([*lost, *running, *boxes])


def drawn_places(make: Make, data: Any, paper: Paper) -> list[int]:
    """Return which of the data's texts, counted in order, a paper shows: some fields stand on other papers only."""
    marks: list[str] = []
    pdf = make(filled(data, (f"Q{number}Z" for number in count()), marks), PageSetup(paper))
    said = words_of(pdf)
    return [place for place, mark in enumerate(marks) if mark in said]


def _placed(data: Any, said: dict[int, str]) -> Any:
    """Put texts into these places and leave the others as they are."""
    return filled(data, iter([said.get(place, text) for place, (_path, text) in enumerate(texts_of(data))]), [])


def texts_of(data: Any, path: str = "") -> list[tuple[str, str]]:
    """Return the texts of the data in order, each with the path to its field."""
    if isinstance(data, Enum):
        return []
    if isinstance(data, str):
        return [(path, data)]
    if isinstance(data, tuple):
        return [found for one in data for found in texts_of(one, path)]
    if isinstance(data, Mapping):
        return [found for key, one in data.items() for found in texts_of(one, f"{path}.{key}")]
    if is_dataclass(data) and not isinstance(data, type):
        return [found for one in fields(data) if one.init for found in texts_of(getattr(data, one.name), f"{path}.{one.name}")]
    return []


def hostile(folder: Path) -> list[str]:
    """Return every hostile text as far as a field holds it, and the rare characters of names."""
    return [*(text[:LONGEST] for text in strings(folder)), RARE, *RARE, NOT_THERE]


def figures(most: int | None) -> PaperFigures:
    """Put so many texts (all) on every paper."""
    return tried(hostile(corpus())[:most])
