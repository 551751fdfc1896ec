"""Words for products, orders and money."""

from __future__ import annotations

from enum import StrEnum

from dealer_crm.domain.orders import Arrival, OrderState, PayWay
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.domain.promises import PromiseState
from dealer_crm.domain.statement import EntryKind
from dealer_crm.i18n import N_

LABELS_ORDERS: tuple[tuple[StrEnum, str], ...] = (
    (OrderState.DRAFT, N_("Draft")),
    (OrderState.CONFIRMED, N_("Confirmed")),
    (OrderState.PREPARING, N_("Preparing goods")),
    (OrderState.READY, N_("Ready to deliver")),
    (OrderState.DELIVERED, N_("Delivered")),
    (OrderState.DONE, N_("Finished")),
    (OrderState.CANCELLED, N_("Cancelled")),
    (Arrival.TO_ORDER, N_("To be ordered")),
    (Arrival.ORDERED, N_("Ordered")),
    (Arrival.ARRIVED, N_("Arrived")),
    (Arrival.READY, N_("Can go out")),
    (PayWay.CASH, N_("Cash")),
    (PayWay.WECHAT, N_("WeChat Pay")),
    (PayWay.ALIPAY, N_("Alipay")),
    (PayWay.TRANSFER, N_("Bank transfer")),
    (PayWay.CARD, N_("Card")),
    (PayWay.PLATFORM, N_("Paid to the platform")),
    (PayKind.EARNEST_MONEY, N_("Earnest money")),
    (PayKind.PREPAYMENT, N_("Prepayment")),
    (PayKind.PROGRESS, N_("Progress payment")),
    (PayKind.BALANCE, N_("Final balance")),
    (PayKind.SERVICE, N_("Service fee")),
    (PayKind.REFUND, N_("Refund")),
    (EntryKind.OPENING, N_("Balance brought forward")),
    (EntryKind.ORDER, N_("Order")),
    (EntryKind.CHANGE, N_("Change order")),
    (EntryKind.RETURN, N_("Return")),
    (EntryKind.EXCHANGE, N_("Exchange")),
    (EntryKind.FEE, N_("Fees for returned goods")),
    (EntryKind.SUBSIDY, N_("State subsidy")),
    (EntryKind.KEPT, N_("Kept of a cancelled order")),
    (EntryKind.PAYMENT, N_("Payment")),
    (EntryKind.REFUND, N_("Refund")),
    (PromiseState.OPEN, N_("Still to keep")),
    (PromiseState.KEPT, N_("Kept")),
    (PromiseState.BROKEN, N_("Broken")),
)

TABLES_ORDERS: dict[str, str] = {
    "product": N_("Product"),
    "sales_order": N_("Order"),
    "order_line": N_("Line of the order"),
    "promise": N_("Promise"),
    "payment": N_("Payment"),
    "invoice": N_("Invoice"),
}

COLUMNS_ORDERS: dict[tuple[str, str], str] = {
    ("product", "code"): N_("Shop code"),
    ("product", "checklist"): N_("Checklist"),
    ("product", "cycle_months"): N_("Months between services"),
    ("product", "whole_months"): N_("Warranty of the whole unit (months)"),
    ("product", "parts_months"): N_("Warranty of the main parts (months)"),
    ("product", "active"): N_("On sale"),
    ("sales_order", "ordered_on"): N_("Ordered on"),
    ("sales_order", "promised_on"): N_("Promised for"),
    ("sales_order", "discount"): N_("Discount"),
    ("sales_order", "external_party"): N_("Factory or platform"),
    ("sales_order", "external_number"): N_("Their order number"),
    ("sales_order", "closed_on"): N_("Closed on"),
    ("sales_order", "cancel_reason"): N_("Why it was cancelled"),
    ("product", "name"): N_("Goods"),
    ("order_line", "name"): N_("Goods"),
    ("order_line", "arrival"): N_("Arrival"),
    ("order_line", "arrives_on"): N_("Goods expected on"),
    ("promise", "words"): N_("What was promised"),
    ("promise", "due_on"): N_("Due on"),
    ("payment", "way"): N_("Paid by"),
    ("payment", "amount"): N_("Amount"),
    ("payment", "paid_on"): N_("Paid on"),
    ("payment", "receipt_number"): N_("Receipt number"),
    ("payment", "handed_in_on"): N_("Handed in on"),
    ("payment", "staff_id"): N_("Received by"),
    ("invoice", "asked_on"): N_("Asked for on"),
    ("invoice", "title"): N_("Invoice to"),
    ("invoice", "tax_number"): N_("Tax number"),
    ("invoice", "issued_on"): N_("Issued on"),
    ("invoice", "amount"): N_("Amount"),
}
