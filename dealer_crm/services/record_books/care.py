"""The workbooks of a machine and of a complaint."""

from __future__ import annotations

from datetime import date

from dealer_crm.documents.excel.record_workbook import RecordSheet, RecordTable
from dealer_crm.documents.lists import ColumnKind
from dealer_crm.domain import phones
from dealer_crm.domain.complaints import Step8
from dealer_crm.i18n import Translator
from dealer_crm.services.complaint_file import ComplaintFile
from dealer_crm.services.equipment import MachineFile
from dealer_crm.services.record_books.pieces import chosen, day, instant, table, wall, words
from dealer_crm.words.complaints import step_words
from dealer_crm.words.coverages import coverage_sentence, verdict_sentence
from dealer_crm.words.labels import label

TEXT, DATE, MOMENT, MONEY = ColumnKind.TEXT, ColumnKind.DATE, ColumnKind.DATETIME, ColumnKind.MONEY


def machine_sheet(file: MachineFile, today: date, t: Translator) -> RecordSheet:
    """Return the machine with its coverages, care, service and calls."""
    line, draft = file.line, file.draft
    values = (
        words(t("Certificate"), file.certificate),
        words(t("Customer"), line.name),
        words(t("Phone"), phones.shown(line.phone)),
        words(t("Address"), line.address),
        words(t("Product"), line.product),
        words(t("Model"), " ".join(filter(None, (line.brand, line.model, draft.spec)))),
        words(t("Serial number"), line.serial),
        words(t("Which room"), line.room),
        words(t("Warranty"), verdict_sentence(file.verdict, today, t)),
        day(t("Sold on"), draft.sold_on),
        day(t("Delivered on"), draft.delivered_on),
        day(t("Commissioned on"), draft.commissioned_on),
        day(t("Accepted on"), draft.accepted_on),
        words(t("Note"), draft.note),
    )
    tables = (_coverages(file, today, t), _cares(file, t), _requests(file, t))
    return RecordSheet(line.number, t("Machine {number}").format(number=line.number), line.name, values, tables)


def _coverages(file: MachineFile, today: date, t: Translator) -> RecordTable:
    columns = ((t("Coverage"), TEXT), (t("Who answers"), TEXT), (t("Counted from"), TEXT), (t("Starts on"), DATE), (t("Ends on"), DATE))
    rows = tuple(
        (label(c.kind, t), label(c.provider, t), label(c.basis, t), c.start_on, c.end_on, coverage_sentence(c, today, t))
        for c in (row.covered for row in file.coverages)
    )
    return table(t("Coverages"), (*columns, (t("State"), TEXT)), rows)


def _cares(file: MachineFile, t: Translator) -> RecordTable:
    columns = ((t("Work"), TEXT), (t("Last done on"), DATE), (t("Next due on"), DATE))
    return table(t("Maintenance"), columns, tuple((care.said(t.language), care.last_on, care.next_on) for care in file.cares))


def _requests(file: MachineFile, t: Translator) -> RecordTable:
    columns = ((t("Number"), TEXT), (t("Reported at"), MOMENT), (t("State"), TEXT), (t("Symptom"), TEXT), (t("What was done"), TEXT))
    rows = tuple((r.number, wall(r.reported_at), label(r.state, t), r.symptom, r.work, r.done_on, r.fee) for r in file.requests)
    return table(t("Service requests"), (*columns, (t("Done on"), DATE), (t("Fee"), MONEY)), rows)


def complaint_sheet(file: ComplaintFile, t: Translator) -> RecordSheet:
    """Return the complaint with its eight steps."""
    draft = file.draft
    values = (
        words(t("Customer"), "" if draft.nobody else file.customer),
        words(t("Who complains"), draft.complainant or (t("Anonymous") if draft.nobody else "")),
        words(t("Phone"), phones.shown(file.phone)),
        words(t("Address"), file.address),
        words(t("Machine"), file.machine.name if file.machine else ""),
        chosen(t("State"), file.state, t),
        instant(t("Taken at"), file.opened_at),
        words(t("Taken by"), file.taken_by),
        chosen(t("Came by"), draft.channel, t),
        chosen(t("Type"), draft.type, t),
        chosen(t("Subtype"), draft.subtype, t),
        words(t("Topic"), file.topic.said(t.language) if file.topic else draft.topic),
        chosen(t("Level of the complaint"), draft.level, t),
        chosen(t("Noticed by"), draft.detected, t),
        chosen(t("Severity"), draft.severity, t),
        words(t("In the customer's words"), draft.words),
        chosen(t("What he wants"), draft.demand, t),
        instant(t("Respond by"), file.clock.respond_by),
        instant(t("Responded at"), file.clock.responded_at),
        words(t("Cause"), file.cause),
        chosen(t("Who is liable"), file.liable, t),
        words(t("Measure"), file.measure),
        words(t("Prevention"), file.prevention),
        instant(t("Closed at"), file.closed_at),
    )
    title = t("Complaint {number}").format(number=file.number)
    return RecordSheet(file.number, title, file.customer, values, (_steps(file, t),))


def _steps(file: ComplaintFile, t: Translator) -> RecordTable:
    columns = ((t("Step"), TEXT), (t("Done at"), MOMENT), (t("Staff member"), TEXT), (t("What was said"), TEXT))
    rows = []
    for step in Step8:
        done = file.done(step)
        said = (wall(done.at), done.staff, done.words) if done else (None, "", "")
        rows.append((f"{step.value} {step_words(step, t)}", *said))
    return table(t("Eight steps"), columns, tuple(rows))
