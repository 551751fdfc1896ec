"""The workbook of an order: price and sums, goods by group and room, plan, money, changes, returns, claims and promises."""

from __future__ import annotations

from dataclasses import dataclass

from dealer_crm.documents.excel.record_workbook import RecordSheet, RecordTable, RecordValue
from dealer_crm.documents.lists import ColumnKind
from dealer_crm.domain import phones
from dealer_crm.domain.orders import LineDraft
from dealer_crm.i18n import Translator
from dealer_crm.services.change_reading import ChangeRow
from dealer_crm.services.order_file import OrderFile
from dealer_crm.services.record_books.pieces import chosen, day, money, table, words
from dealer_crm.services.return_reading import ReturnRow
from dealer_crm.services.trade_in_reading import TradeInRow
from dealer_crm.words.labels import label

TEXT, DATE, MONEY, AREA = ColumnKind.TEXT, ColumnKind.DATE, ColumnKind.MONEY, ColumnKind.AREA


@dataclass(frozen=True)
class OrderBook:
    """An order with all that its workbook holds."""

    file: OrderFile
    changes: tuple[ChangeRow, ...] = ()
    returns: tuple[ReturnRow, ...] = ()
    claims: tuple[TradeInRow, ...] = ()


def order_sheet(book: OrderBook, t: Translator) -> RecordSheet:
    """Return the order; tables of what it does not have are left out."""
    file = book.file
    made = (_goods(file, t), _plan(file, t), _payments(file, t), _invoices(file, t), _changes(book, t), _returns(book, t), _claims(book, t))
    kept = [made[0], *(one for one in (*made[1:], _promises(file, t)) if one.rows)]
    title = t("Order {number}").format(number=file.number)
    return RecordSheet(file.number, title, file.customer, (*_about(file, t), *_sums(file, t)), tuple(kept))


def _about(file: OrderFile, t: Translator) -> tuple[RecordValue, ...]:
    draft = file.draft
    return (
        words(t("Customer"), file.customer),
        words(t("Phone"), phones.shown(file.phone)),
        words(t("Address"), file.address),
        chosen(t("State"), file.state, t),
        day(t("Ordered on"), draft.ordered_on),
        day(t("Contract signed on"), draft.signed_on),
        day(t("Promised for"), draft.promised_on),
        chosen(t("How it is delivered"), draft.delivery_method, t),
        words(t("Factory or platform"), draft.external_party),
        words(t("Their order number"), draft.external_number),
        words(t("Responsible"), file.staff),
    )


def _sums(file: OrderFile, t: Translator) -> tuple[RecordValue, ...]:
    sums = file.totals
    return (
        money(t("Goods"), sums.goods),
        money(t("Discount"), sums.discount),
        money(t("Rounded off"), sums.rounding),
        chosen(t("Tax"), sums.tax_mode, t),
        money(t("Tax amount"), sums.tax),
        money(t("Contract price"), sums.price),
        money(t("Subsidy"), sums.subsidy),
        money(t("Kept for the goods"), sums.fees),
        money(t("Total"), sums.total),
        money(t("Received so far"), sums.paid),
        money(t("Still owed"), sums.owed),
    )


def _goods(file: OrderFile, t: Translator) -> RecordTable:
    columns = (
        (t("Group"), TEXT),
        (t("Which room"), TEXT),
        (t("Product"), TEXT),
        (t("Model"), TEXT),
        (t("Unit of measure"), TEXT),
        (t("Quantity"), AREA),
        (t("Price before its discount"), MONEY),
        (t("Price"), MONEY),
        (t("Amount"), MONEY),
        (t("Note"), TEXT),
    )
    return table(t("Goods"), columns, tuple((label(x.group, t), x.room, x.name, _model(x), *_figures(x), x.note) for x in file.draft.lines))


def _model(line: LineDraft) -> str:
    return " ".join(filter(None, (line.brand, line.model, line.spec)))


def _figures(line: LineDraft) -> tuple[str | int | None, ...]:
    return (line.unit, line.quantity, line.list_price, line.price, line.amount)


def _plan(file: OrderFile, t: Translator) -> RecordTable:
    columns = ((t("What for"), TEXT), (t("Falls due"), TEXT), (t("Due on"), DATE), (t("Amount"), MONEY), (t("Still owed"), MONEY))
    rows = tuple((label(n.draft.kind, t), label(n.draft.trigger, t), n.draft.due_on, n.amount, n.open) for n in file.nodes)
    return table(t("Plan of payment"), columns, rows)


def _payments(file: OrderFile, t: Translator) -> RecordTable:
    columns = ((t("Number"), TEXT), (t("What for"), TEXT), (t("Paid on"), DATE), (t("Paid by"), TEXT), (t("Amount"), MONEY))
    more = ((t("Receipt number"), TEXT), (t("Received by"), TEXT), (t("Note"), TEXT))
    rows = tuple(
        (p.number, label(p.kind, t), p.paid_on, label(p.way, t), p.amount, p.receipt_number, p.staff, p.note) for p in file.payments
    )
    return table(t("Payments"), (*columns, *more), rows)


def _invoices(file: OrderFile, t: Translator) -> RecordTable:
    columns = ((t("Invoice number"), TEXT), (t("Made out to"), TEXT), (t("Tax number"), TEXT), (t("Amount"), MONEY), (t("Issued on"), DATE))
    return table(t("Invoices"), columns, tuple((x.number, x.title, x.tax_number, x.amount, x.issued_on) for x in file.invoices))


def _changes(book: OrderBook, t: Translator) -> RecordTable:
    columns = ((t("Number"), TEXT), (t("State"), TEXT), (t("Reason"), TEXT), (t("Amount"), MONEY), (t("Signed on"), DATE))
    rows = tuple((x.number, label(x.state, t), x.reason, x.amount, x.signed_on, x.signed_by) for x in book.changes)
    return table(t("Change orders"), (*columns, (t("Signed by"), TEXT)), rows)


def _returns(book: OrderBook, t: Translator) -> RecordTable:
    columns = ((t("Number"), TEXT), (t("Returned on"), DATE), (t("Reason"), TEXT), (t("Amount"), MONEY), (t("Kept for the goods"), MONEY))
    return table(t("Returns"), columns, tuple((x.number, x.returned_on, x.reason, x.amount, x.fee) for x in book.returns))


def _claims(book: OrderBook, t: Translator) -> RecordTable:
    columns = ((t("Programme"), TEXT), (t("State"), TEXT), (t("Goods"), TEXT), (t("Amount advanced"), MONEY), (t("Claimed on"), DATE))
    more = ((t("Claim number"), TEXT), (t("Paid on"), DATE), (t("Paid back on"), DATE), (t("Note"), TEXT))
    rows = tuple(
        (
            x.program.said(t.language),
            label(x.state, t),
            x.goods,
            x.draft.amount,
            x.submitted_on,
            x.draft.claim_number,
            x.paid_on,
            x.repaid_on,
            " ".join(x.draft.note.split("\n")),
        )
        for x in book.claims
    )
    return table(t("Trade-ins"), (*columns, *more), rows)


def _promises(file: OrderFile, t: Translator) -> RecordTable:
    columns = ((t("What was promised"), TEXT), (t("Due on"), DATE), (t("State"), TEXT))
    return table(t("Promises"), columns, tuple((p.words, p.due_on, label(p.state, t)) for p in file.promises))
