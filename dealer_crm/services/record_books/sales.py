"""The workbooks of a customer and a delivery."""

from __future__ import annotations

from dealer_crm.documents.excel.record_workbook import RecordSheet, RecordTable
from dealer_crm.documents.lists import ColumnKind, Row
from dealer_crm.domain import phones
from dealer_crm.i18n import Translator
from dealer_crm.services.customer_page import CustomerFile
from dealer_crm.services.delivery_file import CheckRow, DeliveryFile
from dealer_crm.services.record_books.pieces import chosen, day, instant, money, table, wall, words
from dealer_crm.services.timeline import EventKind
from dealer_crm.words.labels import label

TEXT, DATE, MOMENT, MONEY, AREA = ColumnKind.TEXT, ColumnKind.DATE, ColumnKind.DATETIME, ColumnKind.MONEY, ColumnKind.AREA


def customer_sheet(file: CustomerFile, t: Translator) -> RecordSheet:
    """Return the customer with his machines and every contact."""
    draft = file.draft
    values = (
        words(t("Number"), file.line.number),
        words(t("Phone"), " ".join(phones.shown(phone.number) for phone in draft.phones)),
        words(t("Address"), " / ".join(place.line for place in draft.premises)),
        chosen(t("Stage"), draft.stage, t),
        chosen(t("Source"), draft.source, t),
        words(t("Responsible"), file.line.owner),
        day(t("Next follow-up"), file.line.next_on),
        money(t("Still owed"), file.balance),
        words(t("Note"), draft.note),
    )
    machines = table(
        t("Machines"),
        ((t("Number"), TEXT), (t("Product"), TEXT), (t("Model"), TEXT), (t("Serial number"), TEXT), (t("Installed on"), DATE)),
        tuple((m.number, m.product, m.model, m.serial, m.installed_on) for m in file.equipment),
    )
    return RecordSheet(
        draft.name or file.line.number, draft.name or file.line.number, file.line.number, values, (machines, _talks(file, t))
    )


def _talks(file: CustomerFile, t: Translator) -> RecordTable:
    columns = ((t("When"), MOMENT), (t("Way"), TEXT), (t("Outcome"), TEXT), (t("Attitude"), TEXT), (t("What was said"), TEXT))
    talks = [event for event in file.timeline if event.kind is EventKind.FOLLOW_UP]
    rows = tuple(
        (wall(event.at), label(event.way, t), label(event.outcome, t), label(event.attitude, t), event.words, event.staff)
        for event in talks
    )
    return table(t("Follow-ups"), (*columns, (t("Who spoke"), TEXT)), rows)


def delivery_sheet(file: DeliveryFile, t: Translator) -> RecordSheet:
    """Return the delivery with its goods and its checklist as filled."""
    draft = file.draft
    values = (
        words(t("Customer"), file.customer),
        words(t("Receiver"), draft.receiver),
        words(t("Phone"), phones.shown(draft.phone)),
        words(t("Address"), draft.address),
        words(t("Order"), file.order_number),
        chosen(t("State"), file.state, t),
        day(t("Planned for"), draft.planned_on),
        words(t("Time of day"), draft.slot),
        words(t("Driver"), " ".join(filter(None, (draft.driver, draft.vehicle)))),
        money(t("Money to collect"), file.to_collect),
        instant(t("Signed at"), file.signed_at),
        words(t("Signed by"), file.signed_by),
        instant(t("Finished at"), file.finished_at),
        words(t("Why items stayed open"), file.open_reason),
    )
    goods = ((t("Product"), TEXT), (t("Model"), TEXT), (t("Unit of measure"), TEXT), (t("Quantity"), AREA), (t("Serial numbers"), TEXT))
    lines = tuple(
        (x.name, " ".join(filter(None, (x.brand, x.model, x.spec))), x.unit, x.quantity, " ".join(x.serials), x.room) for x in file.lines
    )
    tables = (table(t("Goods"), (*goods, (t("Which room"), TEXT)), lines), _checks(file, t))
    return RecordSheet(file.number, t("Delivery {number}").format(number=file.number), file.customer, values, tables)


def _checks(file: DeliveryFile, t: Translator) -> RecordTable:
    columns = ((t("Code"), TEXT), (t("Item"), TEXT), (t("Standard"), TEXT), (t("Result"), TEXT), (t("Measured value"), TEXT))
    more = ((t("Unit of measure"), TEXT), (t("Note"), TEXT), (t("Checked at"), MOMENT), (t("Checked by"), TEXT))
    rows = tuple(_check(check, t) for group in file.groups for check in group.checks)
    return table(t("Checklist"), (*columns, *more), rows)


def _check(check: CheckRow, t: Translator) -> Row:
    said = (check.code, check.words(t.language), check.standard(t.language), label(check.result, t), check.value, check.unit, check.note)
    return (*said, wall(check.done_at), check.staff)
