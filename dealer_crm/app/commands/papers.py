"""Commands that write papers: of a record by its number, or of a day."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dealer_crm.app.cli import Call
from dealer_crm.app.commands.overprint import filled
from dealer_crm.app.commands.striking import chosen, kind_of, write_paper
from dealer_crm.app.opened import Opened, reading
from dealer_crm.documents.pdf.joining import joined
from dealer_crm.documents.saving import save
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.delivery_notes import NoteIncomplete
from dealer_crm.domain.errors import NotFound
from dealer_crm.domain.printing import PaperUnsuited, PrintChoice
from dealer_crm.words.delivery_notes import lacking_words

if TYPE_CHECKING:
    from dealer_crm.services.statement import StatementSpec

Maker = Callable[[Opened, Call, PrintChoice], bytes]


def write(call: Call) -> None:
    """Write papers as .pdf, .png or .txt, a statement and the readings of an acceptance sheet also as a workbook.

    Raises ExportKindUnknown, PaperUnsuited, CopyUnknown, NoteIncomplete, and the record's refusals.
    """
    target: Path = call.options.to.absolute()
    if call.options.what in BOOKS and target.suffix.lower() == ".xlsx":
        with reading(call.data) as opened:
            save(target, BOOKS[call.options.what](opened, call))
        call.report.file(target)
        return
    kind_of(target)
    papers, make = PAPERS[call.options.what]
    make = filled if call.options.form else make
    asked = call.options.paper or next(iter(papers))
    if asked not in papers:
        raise PaperUnsuited(paper=asked, papers=", ".join(papers))
    choice = PrintChoice(paper=papers[asked], with_prices=not call.options.no_prices)
    with reading(call.data) as opened:
        if call.options.what == "delivery" and not call.options.incomplete:
            _refuse_incomplete(opened, call)
        choice = chosen(opened, call, choice)
        pdf = joined([make(opened, one, choice) for one in _each(call)])
    write_paper(call, pdf, choice)


def _refuse_incomplete(opened: Opened, call: Call) -> None:
    """Raises NoteIncomplete where notes that were not signed yet say too little of their goods (民法典 §623)."""
    files = [opened.deliveries.open(opened.deliveries.id_of(number)) for number in call.options.numbers]
    lines = [(file.number, line) for file in files for line in file.unsaid]
    if lines:
        items = lacking_words([(f"{number} {line.goods}", line.lacks) for number, line in lines], call.t)
        error = NoteIncomplete(count=len(lines), items=items)
        error.line_ids = tuple(line.id for _number, line in lines)
        raise error


def _each(call: Call) -> list[Call]:
    """Return the call for each of its numbers, where the paper is one of a record; several of them go into one file."""
    if call.options.what in WHOLE or len(call.options.numbers) < 2:
        return [call]
    return [replace(call, options=Namespace(**{**vars(call.options), "numbers": [number]})) for number in call.options.numbers]


def _customer(opened: Opened, call: Call, choice: PrintChoice) -> bytes:
    return opened.records.pdf(opened.customers.id_of(_number(call)), choice, call.t.language)


def _form(opened: Opened, call: Call, choice: PrintChoice) -> bytes:
    customer_id = None if call.options.blank else opened.customers.id_of(_number(call))
    return opened.form_papers.form(customer_id, choice, call.t.language)


def _labels(opened: Opened, call: Call, choice: PrintChoice) -> bytes:
    """Make labels and tell who gets none. Raises NotFound without a number."""
    from dealer_crm.services.label_papers import LabelOrder

    if not call.options.numbers:
        raise NotFound(number="")
    order = LabelOrder(tuple(opened.customers.id_of(number) for number in call.options.numbers), call.options.start)
    left = opened.label_papers.left_out(order, choice.paper, call.t.language)
    said = (
        ("label.nowhere", call.t("No address: {names}"), left.nowhere),
        ("label.too_long", call.t("The address is too long for this label: {names}"), left.too_long),
    )
    for code, words, names in said:
        if names:
            call.report.say(code, words.format(names=call.t(", ").join(names)))
    return opened.label_papers.labels(order, choice, call.t.language)


def _delivery(opened: Opened, call: Call, choice: PrintChoice) -> bytes:
    return opened.delivery_papers.note(opened.deliveries.id_of(_number(call)), choice, call.t.language)


def _checklist(opened: Opened, call: Call, choice: PrintChoice) -> bytes:
    delivery_id = opened.deliveries.id_of(_number(call))
    return opened.delivery_papers.checklist(delivery_id, choice, call.t.language, blank=call.options.blank)


def _acceptance(opened: Opened, call: Call, choice: PrintChoice) -> bytes:
    acceptance_id = opened.acceptances.id_of(_number(call))
    return opened.site_papers.acceptance(acceptance_id, choice, call.t.language, blank=call.options.blank)


def _dispatch(opened: Opened, call: Call, choice: PrintChoice) -> bytes:
    """Make the sheet of a job, or without a number those of a day."""
    if not call.options.numbers:
        return opened.site_papers.dispatch_of_day(_on(opened, call), choice, call.t.language)
    return opened.site_papers.dispatch(opened.jobs.id_of(_number(call)), choice, call.t.language)


def _warranty(opened: Opened, call: Call, choice: PrintChoice) -> bytes:
    return opened.care_papers.certificate(opened.machines.id_of(_number(call)), choice, call.t.language)


def _care_card(opened: Opened, call: Call, choice: PrintChoice) -> bytes:
    return opened.care_papers.care_cards([opened.machines.id_of(number) for number in call.options.numbers], choice, call.t.language)


def _followup_card(opened: Opened, call: Call, choice: PrintChoice) -> bytes:
    return opened.followup_papers.cards([opened.customers.id_of(number) for number in call.options.numbers], choice, call.t.language)


def _complaint(opened: Opened, call: Call, choice: PrintChoice) -> bytes:
    if call.options.blank:
        return opened.complaint_papers.blank(choice, call.t.language)
    return opened.complaint_papers.sheet(opened.complaint_files.id_of(_number(call)), choice, call.t.language)


def _evidence(opened: Opened, call: Call, choice: PrintChoice) -> bytes:
    return opened.evidence_packs.pack(opened.complaint_files.id_of(_number(call)), choice, call.t.language)


def _thanks(opened: Opened, call: Call, choice: PrintChoice) -> bytes:
    return opened.complaint_papers.thanks(opened.complaint_files.id_of(_number(call)), choice, call.t.language)


def _day(opened: Opened, call: Call, choice: PrintChoice) -> bytes:
    choice = replace(choice, variant=_variant(opened, call))
    return opened.agenda_papers.day_sheet(_on(opened, call), choice, call.t.language)


def _variant(opened: Opened, call: Call) -> str:
    """Return whose day sheet is asked for: --staff and --vehicle alone mean all of them. Raises NotFound."""
    from dealer_crm.services.agenda_papers import EACH, VEHICLES, WHOLE, of_staff, of_vehicle

    if call.options.vehicle is not None:
        return of_vehicle(call.options.vehicle) if call.options.vehicle else VEHICLES
    if call.options.staff is None:
        return WHOLE
    return of_staff(opened.shop.staff_id(call.options.staff)) if call.options.staff else EACH


def _on(opened: Opened, call: Call) -> date:
    found: date = call.options.on or local_day(opened.now())
    return found


def _week(opened: Opened, call: Call, choice: PrintChoice) -> bytes:
    return opened.agenda_papers.week_plan(_on(opened, call), choice, call.t.language)


def _morning(opened: Opened, call: Call, choice: PrintChoice) -> bytes:
    return opened.agenda_papers.morning_list(_on(opened, call), choice, call.t.language)


def _slip(opened: Opened, call: Call, choice: PrintChoice) -> bytes:
    slip_id = None if call.options.blank else opened.slip_papers.id_of(_number(call))
    return opened.slip_papers.slip(slip_id, choice, call.t.language)


def _quote(opened: Opened, call: Call, choice: PrintChoice) -> bytes:
    """Make a version (the newest where none is named), or what differs from the one before it."""
    from dealer_crm.services.quote_papers import COMPARED, WITH_PRICES

    quote_id = opened.quotes.id_of(_number(call))
    choice = replace(choice, variant=COMPARED if call.options.compared else WITH_PRICES)
    return opened.quote_papers.sheet(quote_id, call.options.of_version, choice, call.t.language)


def _money(opened: Opened, call: Call, choice: PrintChoice) -> bytes:
    return opened.money_papers.money_sheet(_on(opened, call), choice, call.t.language)


def _receipt(opened: Opened, call: Call, choice: PrintChoice) -> bytes:
    papers = opened.receipt_papers
    return papers.receipt(papers.id_of(_number(call)), choice, call.t.language)


def _contract(opened: Opened, call: Call, choice: PrintChoice) -> bytes:
    from dealer_crm.services.contract_papers import CONTRACT

    choice = replace(choice, variant=choice.variant or CONTRACT)
    return opened.contract_papers.paper(opened.orders.id_of(_number(call)), choice, call.t.language)


def _order(opened: Opened, call: Call, choice: PrintChoice) -> bytes:
    from dealer_crm.services.contract_papers import CONFIRMATION

    return _contract(opened, call, replace(choice, variant=CONFIRMATION))


def _change_order(opened: Opened, call: Call, choice: PrintChoice) -> bytes:
    papers = opened.order_change_papers
    return papers.change_order(opened.change_orders.id_of(_number(call)), choice, call.t.language)


def _return(opened: Opened, call: Call, choice: PrintChoice) -> bytes:
    papers = opened.order_change_papers
    return papers.return_slip(opened.order_returns.id_of(_number(call)), choice, call.t.language)


def _statement(opened: Opened, call: Call, choice: PrintChoice) -> bytes:
    return opened.statements.pdf(_account(opened, call), choice, call.t.language)


def _account(opened: Opened, call: Call) -> StatementSpec:
    from dealer_crm.services.statement import StatementSpec

    return StatementSpec(opened.customers.id_of(_number(call)), call.options.since, call.options.until)


def _standards(opened: Opened, call: Call, choice: PrintChoice) -> bytes:
    return opened.standard_papers.page(choice, call.t.language)


def _number(call: Call) -> str:
    """Return the one number that was given. Raises NotFound without one, and with several."""
    if len(call.options.numbers) != 1:
        raise NotFound(number=" ".join(call.options.numbers))
    return str(call.options.numbers[0])


def _account_book(opened: Opened, call: Call) -> bytes:
    return opened.statements.workbook(_account(opened, call), call.t.language)


def _readings_book(opened: Opened, call: Call) -> bytes:
    ids = [opened.acceptances.id_of(number) for number in call.options.numbers]
    if not ids:
        raise NotFound(number="")
    return opened.site_papers.readings(ids, call.t.language)


BOOKS: dict[str, Callable[[Opened, Call], bytes]] = {"statement": _account_book, "acceptance": _readings_book}
"""What also goes into a workbook."""
WHOLE = ("labels", "care-card", "followup-card", "day", "week", "morning", "money", "standards")
"""Papers that are not of one record."""
_A4 = {"A4": "A4"}
_BOTH = {"A4": "A4", "A5": "A5"}
_LONG = {"A4": "A4", "241x280": "CONT_241x280"}
_LYING = {**_LONG, "A5": "A5_LANDSCAPE"}
_NOTES = {"241x140": "CONT_241x140", "241x93": "CONT_241x93", "241x280": "CONT_241x280", "A5": "A5_LANDSCAPE", "A4": "A4"}
PAPERS: dict[str, tuple[dict[str, str], Maker]] = {
    "customer": ({**_BOTH, "241x140": "CONT_241x140", "241x280": "CONT_241x280"}, _customer),
    "customer-form": (_A4, _form),
    "labels": ({"2x7": "LABELS_2x7", "3x8": "LABELS_3x8", "60x40": "ROLL_60x40"}, _labels),
    "delivery": (_NOTES, _delivery),
    "checklist": ({"A4": "A4", "241x280": "CONT_241x280"}, _checklist),
    "acceptance": (_LONG, _acceptance),
    "dispatch": ({**_BOTH, "241x140": "CONT_241x140"}, _dispatch),
    "warranty": ({"A5": "A5", "A4": "A4", "241x280": "CONT_241x280"}, _warranty),
    "care-card": ({"A5": "A5", "A4": "A4"}, _care_card),
    "followup-card": ({"A5": "A5_LANDSCAPE", "A4": "A4"}, _followup_card),
    "complaint": (_A4, _complaint),
    "evidence": (_A4, _evidence),
    "thanks": (_BOTH, _thanks),
    "day": (_BOTH, _day),
    "week": ({"A4": "A4_LANDSCAPE"}, _week),
    "morning": (_BOTH, _morning),
    "slip": ({"A5": "A5", "A4": "A4"}, _slip),
    "money": (_A4, _money),
    "standards": (_A4, _standards),
    "quote": (_LYING, _quote),
    "contract": (_LONG, _contract),
    "order": (_LONG, _order),
    "change-order": ({"A5": "A5", **_LONG}, _change_order),
    "return": (_NOTES, _return),
    "statement": (_LYING, _statement),
    "receipt": (_NOTES, _receipt),
}
"""By the name of a paper: the sizes it is made for, the usual one first, and what makes it."""
