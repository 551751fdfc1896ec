"""Every unfinished form, and where each is taken up again: the button of Today lists them all."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dealer_crm.app.rooms_money import count_drawer
from dealer_crm.app.rooms_orders import open_order
from dealer_crm.i18n import N_
from dealer_crm.services import drafts
from dealer_crm.ui.desk.drafts_button import CALLED

if TYPE_CHECKING:
    from dealer_crm.app.rooms import Rooms

CALLED_ALL = {
    **CALLED,
    drafts.KIND_COMPLAINT: N_("Complaint: {name}"),
    drafts.KIND_CASE: N_("Steps of a complaint: {name}"),
    drafts.KIND_CASE_PART: N_("Notes and costs of a complaint: {name}"),
    drafts.KIND_REQUEST: N_("Repair call: {name}"),
    drafts.KIND_REQUEST_DONE: N_("End of a repair: {name}"),
    drafts.KIND_VISIT: N_("Call after the sale: {name}"),
    drafts.KIND_MACHINE: N_("Machine: {name}"),
    drafts.KIND_PAYMENT: N_("Money: {name}"),
    drafts.KIND_INVOICE: N_("Invoice: {name}"),
    drafts.KIND_TRADE_IN: N_("Trade-in: {name}"),
    drafts.KIND_CHANGE: N_("Change order: {name}"),
    drafts.KIND_TAKE_BACK: N_("Return or exchange: {name}"),
    drafts.KIND_CANCEL: N_("Cancel: {name}"),
    drafts.KIND_DRAWER: N_("Counting the drawer: {name}"),
    drafts.KIND_DELIVERY: N_("Delivery: {name}"),
    drafts.KIND_HAND_OVER: N_("Hand-over: {name}"),
    drafts.KIND_RETURN: N_("Return: {name}"),
    drafts.KIND_MARKS: N_("The customer's marks: {name}"),
    drafts.KIND_PRODUCT: N_("Product: {name}"),
    drafts.KIND_STAFF: N_("Person: {name}"),
    drafts.KIND_FORM_FIELD: N_("Field or list: {name}"),
    drafts.KIND_STANDARD: N_("Standard: {name}"),
    drafts.KIND_SHEET: N_("Template: {name}"),
    drafts.KIND_STEP: N_("Step: {name}"),
    drafts.KIND_PEOPLE: N_("People and places: {name}"),
    drafts.KIND_SLIP: N_("Hand-over slip: {name}"),
    drafts.KIND_ANSWER: N_("Answer to a slip: {name}"),
    drafts.KIND_OVERPRINT: N_("Form to print on: {name}"),
    drafts.KIND_JOB: N_("Installation job: {name}"),
    drafts.KIND_JOB_DONE: N_("End of a job: {name}"),
    drafts.KIND_SHEET_HEAD: N_("Head of the sheet: {name}"),
    drafts.KIND_SIGN_GOODS: N_("Signed at the door: {name}"),
}
ROOMS = {
    drafts.KIND_CASE: "complaints",
    drafts.KIND_CASE_PART: "complaints",
    drafts.KIND_DELIVERY: "deliveries",
    drafts.KIND_HAND_OVER: "deliveries",
    drafts.KIND_RETURN: "deliveries",
    drafts.KIND_STEP: "calendar",
    drafts.KIND_JOB: "deliveries",
    drafts.KIND_JOB_DONE: "deliveries",
    drafts.KIND_SHEET_HEAD: "deliveries",
    drafts.KIND_SIGN_GOODS: "deliveries",
}
"""Kinds whose key is the record that the room opens."""
CARE = (drafts.KIND_REQUEST, drafts.KIND_REQUEST_DONE, drafts.KIND_VISIT, drafts.KIND_MACHINE)
MONEY = (drafts.KIND_PAYMENT, drafts.KIND_INVOICE, drafts.KIND_DRAWER)
CHANGES = (drafts.KIND_CHANGE, drafts.KIND_TAKE_BACK, drafts.KIND_CANCEL, drafts.KIND_TRADE_IN)
PARTS = {
    drafts.KIND_PRODUCT: "products",
    drafts.KIND_STAFF: "staff",
    drafts.KIND_FORM_FIELD: "fields",
    drafts.KIND_STANDARD: "standards",
    drafts.KIND_SHEET: "sheets",
    drafts.KIND_OVERPRINT: "overprint",
}


def take_up(rooms: Rooms, kind: str, key: str) -> None:
    """Lead to the form, or to the record from which it is opened again with what was typed."""
    window = rooms.window
    if kind in CALLED:
        window.go("customers")
        window.page("customers").host.drafts.resume_requested.emit(kind, key)
    elif kind == drafts.KIND_COMPLAINT:
        window.go("complaints")
        window.page("complaints").resume_draft(key)
    elif kind in (*MONEY, *CHANGES):
        (_take_up_money if kind in MONEY else _take_up_change)(rooms, kind, key)
    elif kind in PARTS:
        window.go("settings", PARTS[kind])
    elif kind in CARE:
        window.go("care")
    elif kind in (drafts.KIND_MARKS, drafts.KIND_PEOPLE, drafts.KIND_SLIP, drafts.KIND_ANSWER):
        _take_up_about(rooms, kind, key)
    else:
        window.go(ROOMS[kind], _subject(kind, key))


def _subject(kind: str, key: str) -> str:
    """Return how the room calls the record of a draft."""
    if kind == drafts.KIND_JOB and key.startswith(("mend-", "rectify-")):
        return key
    if kind in (drafts.KIND_JOB, drafts.KIND_JOB_DONE):
        return f"job-{key}" if key.isdecimal() else f"new-job-{key.removeprefix('new-')}"
    if kind == drafts.KIND_CASE_PART:
        return f"costs-{key.partition('-')[0]}"
    if kind == drafts.KIND_SHEET_HEAD:
        return f"acceptance-{key}"
    return key if key.isdecimal() else ""


def _take_up_money(rooms: Rooms, kind: str, key: str) -> None:
    if kind == drafts.KIND_DRAWER:
        rooms.window.go("reports", "takings")
        count_drawer(rooms, date.fromisoformat(key))
        return
    order, _dash, invoice = key.partition("-")
    open_order(rooms, int(order))
    page = rooms.window.page("customers").order_page()
    if page is None:
        return
    if kind == drafts.KIND_PAYMENT:
        page.deeds.receive()
    elif invoice:
        page.deeds.open_invoice(int(invoice))
    else:
        page.deeds.ask_invoice()


def _take_up_change(rooms: Rooms, kind: str, key: str) -> None:
    is_signing = key.startswith("sign-")
    order, _dash, change = key.removeprefix("sign-").partition("-")
    open_order(rooms, int(order))
    page = rooms.window.page("customers").order_page()
    if page is None:
        return
    if kind == drafts.KIND_CANCEL:
        page.deeds.cancel()
    elif kind == drafts.KIND_TAKE_BACK:
        page.deeds.changes.take_back()
    elif kind == drafts.KIND_TRADE_IN:
        page.deeds.trade_ins.edit(int(change)) if change else page.deeds.trade_ins.write()
    elif is_signing:
        page.deeds.changes.sign(int(change))
    else:
        page.deeds.changes.edit(int(change)) if int(change) else page.deeds.changes.write()


def _take_up_about(rooms: Rooms, kind: str, key: str) -> None:
    """Lead to a form that has no room of its own."""
    if kind == drafts.KIND_MARKS:
        from dealer_crm.app.rooms_expectations import open_marks

        open_marks(rooms, int(key))
    elif kind == drafts.KIND_PEOPLE:
        rooms.open_people(int(key.partition("-")[0]))
    else:
        _take_up_slip(rooms, kind, key)


def _take_up_slip(rooms: Rooms, kind: str, key: str) -> None:
    from dealer_crm.app.rooms_staff import hand_on, open_slip

    if kind == drafts.KIND_ANSWER:
        open_slip(rooms, int(key))
    else:
        customer, order, again = map(int, key.split("-"))
        hand_on(rooms, customer, order or None, again or None)
