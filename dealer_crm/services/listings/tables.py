"""Which fields each list has."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from dealer_crm.documents.lists import ColumnKind
from dealer_crm.domain import phones
from dealer_crm.domain.communities import share_words
from dealer_crm.i18n import N_, Translator
from dealer_crm.services.listings.listing import ListField, Listing, choice, day, instant, money, number, text
from dealer_crm.services.trade import Trade
from dealer_crm.words.labels import label


def _phone(row: Any, _t: Translator) -> str:
    return phones.shown(row.phone)


def _whole(row: Any, _t: Translator) -> str:
    return f"BX{row.number[2:]}"


def _of_machine(key: str, title: str, width: float) -> ListField:
    return ListField(key, title, lambda row, _t: getattr(row.machine, key), width=width)


def _of_product(key: str, title: str, width: float, *, main: bool = True) -> ListField:
    return ListField(key, title, lambda row, _t: getattr(row.draft, key), width=width, main=main)


@lru_cache(maxsize=1)
def _trade() -> Trade:
    """Return the lines of goods; they are data that nobody changes."""
    return Trade()


NUMBER = text("number", N_("Number"), 18)
PHONE = ListField("phone", N_("Phone"), _phone, width=15)
ADDRESS = text("address", N_("Address"), 34, main=False)
STAFF = text("staff", N_("Responsible"), 10)

FOLLOWUPS = Listing(
    "followups",
    N_("Follow-ups"),
    (
        NUMBER,
        text("customer", N_("Customer number"), 18, main=False),
        text("name", N_("Name"), 16),
        instant("happened_at", N_("When")),
        choice("way", N_("Way")),
        choice("outcome", N_("Outcome")),
        choice("attitude", N_("Attitude")),
        text("words", N_("What was said"), 48),
        text("staff", N_("Who spoke"), 10),
    ),
)
QUOTES = Listing(
    "quotes",
    N_("Quotes"),
    (
        NUMBER,
        text("customer", N_("Customer"), 16),
        PHONE,
        ADDRESS,
        choice("state", N_("State")),
        number("versions", N_("Version")),
        day("quoted_on", N_("Quoted on")),
        day("valid_until", N_("Valid until")),
        text("goods", N_("Goods"), 30),
        money("total", N_("Total")),
        text("decline_reason", N_("Why it was declined"), 24, main=False),
        STAFF,
    ),
)
ORDERS = Listing(
    "orders",
    N_("Orders"),
    (
        NUMBER,
        text("customer", N_("Customer"), 16),
        PHONE,
        ADDRESS,
        choice("state", N_("State")),
        day("ordered_on", N_("Ordered on")),
        day("promised_on", N_("Promised for")),
        text("goods", N_("Goods"), 30),
        money("total", N_("Total")),
        money("paid", N_("Received so far")),
        money("owed", N_("Still owed")),
        text("external_party", N_("Factory or platform"), 16, main=False),
        text("external_number", N_("Their order number"), 18, main=False),
        STAFF,
    ),
)
DELIVERIES = Listing(
    "deliveries",
    N_("Delivery notes"),
    (
        NUMBER,
        choice("kind", N_("Kind"), main=False),
        choice("state", N_("State")),
        text("order_number", N_("Order"), 18, main=False),
        text("customer", N_("Customer"), 16),
        PHONE,
        text("address", N_("Address"), 34),
        day("planned_on", N_("Planned for")),
        text("slot", N_("Time of day"), 12, main=False),
        text("goods", N_("Goods"), 30),
        money("collect", N_("Money to collect")),
        number("checked", N_("Items settled")),
        number("checks", N_("Items required")),
        instant("finished_at", N_("Finished at"), main=False),
        STAFF,
    ),
)
JOBS = Listing(
    "jobs",
    N_("Installation jobs"),
    (
        NUMBER,
        choice("stage", N_("Stage")),
        choice("state", N_("State")),
        day("planned_on", N_("Planned for")),
        text("slot", N_("Time of day"), 12, main=False),
        number("days", N_("Days"), main=False),
        text("team", N_("Team"), 18),
        text("crew", N_("Team from outside"), 16, main=False),
        text("order_number", N_("Order"), 18),
        text("customer_number", N_("Customer number"), 18, main=False),
        text("customer", N_("Customer"), 16),
        PHONE,
        text("address", N_("Address"), 34),
        instant("finished_at", N_("Finished at"), main=False),
        ListField("next_stage", N_("Next stage"), lambda row, t: label(row.next_stage, t) if row.next_stage else "", width=14, main=False),
        day("next_on", N_("Next stage on"), main=False),
    ),
)
ACCEPTANCES = Listing(
    "acceptances",
    N_("Acceptance sheets"),
    (
        NUMBER,
        ListField("sheet", N_("Sheet"), lambda row, t: row.words(t.language), width=22),
        choice("stage", N_("Stage")),
        choice("state", N_("State")),
        text("zone", N_("Part of the house"), 16),
        text("order_number", N_("Order"), 18),
        text("customer_number", N_("Customer number"), 18, main=False),
        text("customer", N_("Customer"), 16),
        PHONE,
        text("address", N_("Address"), 34, main=False),
        number("items", N_("Items required"), main=False),
        number("open_items", N_("Required items open")),
        number("failed", N_("Items that failed")),
        day("due_on", N_("To be mended by")),
        text("staff", N_("Lead fitter"), 10),
        text("job_number", N_("Installation job"), 18, main=False),
        day("started_on", N_("Work begun on"), main=False),
        day("finished_on", N_("Work finished on"), main=False),
        instant("closed_at", N_("Valid since")),
        text("signed_by", N_("Signed by"), 12, main=False),
    ),
)
EQUIPMENT = Listing(
    "equipment",
    N_("Machines"),
    (
        NUMBER,
        ListField("certificate", N_("Certificate"), _whole, width=18, main=False),
        text("name", N_("Customer"), 16),
        PHONE,
        ADDRESS,
        text("product", N_("Product"), 18),
        text("brand", N_("Brand"), 12, main=False),
        text("model", N_("Model"), 18),
        text("serial", N_("Serial number"), 20),
        text("room", N_("Which room"), 10, main=False),
        choice("state", N_("State"), main=False),
        choice("answer", N_("Warranty")),
        day("until", N_("Covered until")),
        day("care_on", N_("Next maintenance")),
        day("installed_on", N_("Installed on"), main=False),
        day("retire_on", N_("To be retired by"), main=False),
    ),
)
REQUESTS = Listing(
    "requests",
    N_("Service requests"),
    (
        NUMBER,
        choice("kind", N_("Kind")),
        choice("state", N_("State")),
        text("name", N_("Customer"), 16),
        PHONE,
        ADDRESS,
        text("machine", N_("Machine"), 22),
        text("serial", N_("Serial number"), 20, main=False),
        text("symptom", N_("Symptom"), 30),
        choice("warranty", N_("Warranty")),
        instant("reported_at", N_("Reported at"), main=False),
        day("appointment_on", N_("Appointment on")),
        text("slot", N_("Time of day"), 12, main=False),
        day("done_on", N_("Done on")),
        text("cause", N_("Cause"), 24, main=False),
        text("work", N_("What was done"), 30, main=False),
        money("fee", N_("Fee")),
        STAFF,
    ),
)
COMPLAINTS = Listing(
    "complaints",
    N_("Complaints"),
    (
        NUMBER,
        ListField("customer", N_("Customer"), lambda row, t: row.customer if row.customer_id else row.customer or t("Anonymous"), width=16),
        PHONE,
        choice("state", N_("State")),
        choice("severity", N_("Severity")),
        choice("level", N_("Level of the complaint"), 18),
        choice("subtype", N_("Subtype"), 20),
        ListField(
            "topic", N_("Topic"), lambda row, t: row.topic_name.said(t.language) if row.topic_name else row.topic, width=14, main=False
        ),
        text("words", N_("In the customer's words"), 44),
        instant("opened_at", N_("Taken at")),
        instant("due", N_("Next deadline")),
        instant("waits_since", N_("Waits since"), main=False),
        number("steps", N_("Steps done")),
        instant("closed_at", N_("Closed at"), main=False),
        STAFF,
    ),
)
VISITS = Listing(
    "visits",
    N_("Calls after the sale"),
    (
        NUMBER,
        text("name", N_("Customer"), 16),
        PHONE,
        ADDRESS,
        ListField("asked", N_("What for"), lambda row, t: row.asked(t.language), width=30),
        day("due_on", N_("Due on")),
        choice("state", N_("State")),
        choice("outcome", N_("Outcome")),
        number("grade", N_("Satisfaction")),
        text("words", N_("What was said"), 40),
        STAFF,
    ),
)
MAINTENANCE = Listing(
    "maintenance",
    N_("Maintenance"),
    (
        _of_machine("number", N_("Number"), 18),
        _of_machine("name", N_("Customer"), 16),
        ListField("phone", N_("Phone"), lambda row, _t: phones.shown(row.machine.phone), width=15),
        _of_machine("address", N_("Address"), 34),
        _of_machine("product", N_("Product"), 18),
        _of_machine("model", N_("Model"), 18),
        ListField("work", N_("Work"), lambda row, t: row.said(t.language), width=26),
        day("last_on", N_("Last done on")),
        day("next_on", N_("Next due on")),
    ),
)
COMMUNITIES = Listing(
    "communities",
    N_("Communities"),
    (
        text("name", N_("Community"), 20),
        text("alias", N_("Other names"), 20),
        number("customers", N_("Customers")),
        number("houses", N_("Houses")),
        number("machines", N_("Machines")),
        number("installed", N_("Households with a machine of ours")),
        number("households", N_("Households")),
        ListField("share", N_("Won"), lambda row, _t: share_words(row.penetration), width=9),
        number("completed", N_("Completed in")),
        text("heating", N_("Heating of the estate"), 16),
        text("sample_flats", N_("Show flats"), 20, main=False),
    ),
)
PRODUCTS = Listing(
    "products",
    N_("Products"),
    (
        _of_product("code", N_("Shop code"), 12),
        _of_product("barcode", N_("Barcode"), 16, main=False),
        _of_product("brand", N_("Brand"), 12),
        _of_product("name", N_("Goods"), 20),
        _of_product("model", N_("Model"), 18),
        _of_product("spec", N_("Spec"), 20),
        ListField("category", N_("Category"), lambda row, t: _trade().category(row.draft.category).said(t.language), width=14),
        ListField("kind", N_("Sold as"), lambda row, t: label(row.draft.kind, t), width=12, main=False),
        _of_product("unit", N_("Sold by"), 8),
        ListField("price", N_("Price"), lambda row, _t: row.draft.price, ColumnKind.MONEY, width=12),
        ListField("active", N_("On sale"), lambda row, t: t("Yes") if row.draft.active else t("No"), width=8),
        _of_product("energy_label", N_("Energy label"), 12, main=False),
        _of_product("note", N_("Note"), 24, main=False),
    ),
)


def _printed(key: str, title: str, width: float, *, main: bool = True) -> ListField:
    return ListField(key, title, lambda row, _t: getattr(row.printed, key), width=width, main=main)


def _paper_kind(row: Any, t: Translator) -> str:
    kinds = {kind.code: kind for kind in _trade().paper_kinds()}
    return kinds[row.printed.kind].said(t.language) if row.printed.kind in kinds else row.printed.kind


def _paper_size(row: Any, t: Translator) -> str:
    from dealer_crm.documents.pdf.choices import offered

    try:
        return offered(t, row.printed.paper).name
    except KeyError:
        return str(row.printed.paper)


PRINTS = Listing(
    "prints",
    N_("Print log"),
    (
        _printed("number", N_("Number"), 20),
        instant("at", N_("When")),
        text("staff", N_("Who"), 10),
        ListField("paper", N_("Kind of paper"), _paper_kind, width=18),
        ListField("way", N_("Way"), lambda row, t: label(row.printed.way, t), width=14),
        _printed("printer", N_("Printer"), 22),
        ListField("size", N_("Paper"), _paper_size, width=14),
        ListField("copies", N_("Sets"), lambda row, _t: row.printed.copies, ColumnKind.NUMBER, 8),
        ListField("names", N_("Copies on the paper"), lambda row, t: t(", ").join(row.printed.copy_names), width=20),
        ListField("pages", N_("Pages"), lambda row, _t: row.printed.pages, ColumnKind.NUMBER, 8),
    ),
)
_SOLD = (PRODUCTS, FOLLOWUPS, QUOTES, ORDERS, DELIVERIES, JOBS, ACCEPTANCES)
_KEPT = (EQUIPMENT, REQUESTS, COMPLAINTS, VISITS, MAINTENANCE, COMMUNITIES, PRINTS)
LISTINGS = {one.name: one for one in (*_SOLD, *_KEPT)}
