"""The statement of a customer as a workbook: days and amounts are real ones, texts are never formulas."""

from __future__ import annotations

from dealer_crm.documents.excel.record_workbook import RecordSheet, RecordTable, RecordValue, record_workbook
from dealer_crm.documents.lists import ColumnKind, ListColumn
from dealer_crm.documents.pdf.statement import StatementData
from dealer_crm.i18n import translator


def statement_workbook(data: StatementData, language: str) -> bytes:
    """Return the workbook; same data, same bytes. Raises CellTooLong."""
    t = translator(language)
    money, text, day = ColumnKind.MONEY, ColumnKind.TEXT, ColumnKind.DATE
    values = (
        RecordValue(t("Customer"), f"{data.customer} {data.customer_number}"),
        RecordValue(t("Phone"), data.phone),
        RecordValue(t("Order"), data.order_number),
        RecordValue(t.context("paper", "Open before"), data.opening, money),
        RecordValue(t.context("paper", "Balance"), data.closing, money),
    )
    columns = (
        ListColumn(t("Day"), day, 12),
        ListColumn(t.context("paper", "What"), text, 16),
        ListColumn(t.context("paper", "Document no."), text, 18),
        ListColumn(t.context("paper", "Remark"), text, 30),
        ListColumn(t.context("paper", "Added"), money, 14),
        ListColumn(t.context("paper", "Paid"), money, 14),
        ListColumn(t.context("paper", "Balance"), money, 14),
    )
    rows = tuple((row.day, row.kind, row.number, row.words, max(row.amount, 0), max(-row.amount, 0), row.balance) for row in data.rows)
    title = t.context("paper", "Statement of account")
    subtitle = " – ".join(one.isoformat() for one in (data.first, data.last) if one)
    return record_workbook([RecordSheet(title, f"{title} {data.customer}", subtitle, values, (RecordTable(title, columns, rows),))])
