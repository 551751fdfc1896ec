"""What the columns of recorded tables are called, and their values in words, for the details of the history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum

from dealer_crm.domain import phones
from dealer_crm.domain.customers import Interest
from dealer_crm.domain.details import FormFields
from dealer_crm.domain.followups import StepState
from dealer_crm.domain.journal import DetailChange, FieldChange
from dealer_crm.i18n import N_, Translator
from dealer_crm.words.birthdays import typed_words
from dealer_crm.words.care import COLUMNS_CARE, TABLES_CARE
from dealer_crm.words.complaints import COLUMNS_COMPLAINTS, TABLES_COMPLAINTS
from dealer_crm.words.customers import FIELDS
from dealer_crm.words.deliveries import COLUMNS_DELIVERIES, TABLES_DELIVERIES
from dealer_crm.words.details import detail_words
from dealer_crm.words.jobs import COLUMNS_JOBS, TABLES_JOBS
from dealer_crm.words.knowledge import COLUMNS_KNOWLEDGE, TABLES_KNOWLEDGE
from dealer_crm.words.labels import LABELS
from dealer_crm.words.orders import COLUMNS_ORDERS, TABLES_ORDERS
from dealer_crm.words.papers import COLUMNS_PRINTING, TABLES_PRINTING, body_words
from dealer_crm.words.planning import COLUMNS_PLANNING, TABLES_PLANNING
from dealer_crm.words.sales import COLUMNS_SALES, TABLES_SALES

TABLES: dict[str, str] = {
    "shop": N_("Shop"),
    "staff": N_("Staff member"),
    "community": N_("Community"),
    "customer": N_("Customer"),
    "contact": N_("Contact"),
    "phone": N_("Phone"),
    "premises": N_("House"),
    "premises_holder": N_("House of the customer"),
    "equipment": N_("Machine"),
    "opportunity": N_("Opportunity"),
    "opening_balance": N_("Opening balance"),
    "follow_up": N_("Follow-up"),
    "next_step": N_("Next step"),
    "attachment": N_("Attachment"),
    **TABLES_ORDERS,
    **TABLES_DELIVERIES,
    **TABLES_JOBS,
    **TABLES_CARE,
    **TABLES_COMPLAINTS,
    **TABLES_KNOWLEDGE,
    **TABLES_PLANNING,
    **TABLES_SALES,
    **TABLES_PRINTING,
}

_SHARED: dict[str, str] = {
    "name": N_("Name"),
    "number": N_("Number"),
    "phone": N_("Phone"),
    "address": N_("Address"),
    "note": N_("Note"),
    "role": N_("Part he plays"),
    "wechat": N_("WeChat"),
    "credit_code": N_("Credit code"),
    "staff_id": N_("Responsible"),
    "stage": N_("Stage"),
    "intent_level": N_("Intent level"),
    "code": N_("Code"),
    "brand": N_("Brand"),
    "model": N_("Model"),
    "spec": N_("Specification"),
    "unit": N_("Unit of measure"),
    "category": N_("Category"),
    "quantity": N_("Quantity"),
    "price": N_("Price"),
    "cost": N_("Cost"),
    "room": N_("Which room"),
    "serials": N_("Serial numbers"),
    "state": N_("State"),
    "slot": N_("Time of day"),
    "cause": N_("Cause"),
    "commissioned_on": N_("Commissioned on"),
    "accepted_on": N_("Accepted on"),
}

_OWN: dict[tuple[str, str], str] = {
    ("shop", "name"): N_("Shop name"),
    ("shop", "address"): N_("Shop address"),
    ("shop", "hotline"): N_("After-sales hotline"),
    ("shop", "bank"): N_("Bank"),
    ("shop", "account"): N_("Account"),
    ("shop", "categories"): N_("Line of goods"),
    ("shop", "note"): N_("Line below the head"),
    ("staff", "role"): N_("Job"),
    ("staff", "active"): N_("At work"),
    ("community", "name"): N_("Community"),
    ("community", "alias"): N_("Other name of the community"),
    **{("customer", name): text for name, text in FIELDS.items()},
    ("phone", "digits"): N_("Phone"),
    ("phone", "label"): N_("Whose phone"),
    ("premises", "community_id"): N_("Community"),
    ("premises", "province"): N_("Province"),
    ("premises", "city"): N_("City"),
    ("premises", "district"): N_("District"),
    ("premises", "street"): N_("Street"),
    ("premises", "building"): N_("Building"),
    ("premises", "unit"): N_("Unit"),
    ("premises", "room"): N_("Room"),
    ("premises", "house_type"): N_("House type"),
    ("premises", "area"): N_("Area"),
    ("premises", "access_notes"): N_("Access to the site"),
    ("premises_holder", "role"): N_("What he is to the house"),
    ("premises_holder", "from_on"): N_("Since"),
    ("premises_holder", "to_on"): N_("Until"),
    ("equipment", "product"): N_("Product"),
    ("equipment", "brand"): N_("Brand"),
    ("equipment", "model"): N_("Model"),
    ("equipment", "serial"): N_("Serial number"),
    ("equipment", "installed_on"): N_("Installed on"),
    ("opportunity", "opened_on"): N_("Opened on"),
    ("opportunity", "closed_on"): N_("Closed on"),
    ("opportunity", "lost_reason"): N_("Why it was lost"),
    ("opening_balance", "amount"): N_("Owed"),
    ("opening_balance", "as_of"): N_("As of"),
    ("follow_up", "staff_id"): N_("Who spoke"),
    ("follow_up", "happened_at"): N_("When"),
    ("follow_up", "way"): N_("Way"),
    ("follow_up", "outcome"): N_("Outcome"),
    ("follow_up", "attitude"): N_("Attitude"),
    ("follow_up", "words"): N_("What was said"),
    ("follow_up", "no_next_reason"): N_("Why no next step"),
    ("next_step", "due_on"): N_("Due on"),
    ("next_step", "purpose"): N_("What for"),
    ("next_step", "state"): N_("State"),
    ("next_step", "way"): N_("Way"),
    ("attachment", "name"): N_("File name"),
    ("customer", "peace_reason"): N_("Why he is left in peace"),
    ("shop", "postcode"): N_("Postcode"),
    ("shop", "compensation_limit"): N_("Compensation without approval up to"),
    **COLUMNS_ORDERS,
    **COLUMNS_DELIVERIES,
    **COLUMNS_JOBS,
    **COLUMNS_CARE,
    **COLUMNS_COMPLAINTS,
    **COLUMNS_KNOWLEDGE,
    **COLUMNS_PLANNING,
    **COLUMNS_SALES,
    **COLUMNS_PRINTING,
}

HIDDEN = frozenset(
    {
        "customer_id",
        "cost",
        "position",
        "kind",
        "created_at",
        "consent_wording",
        "contact_id",
        "premises_id",
        "planned_by_id",
        "done_by_id",
        "closed_at",
        "sha256",
        "media_type",
        "size",
        "added_at",
        "opportunity_id",
        "order_id",
        "order_line_id",
        "product_id",
        "delivery_id",
        "check_id",
        "request_id",
        "complaint_id",
        "equipment_id",
        "sheet",
        "sheet_version",
        "group_code",
        "en",
        "standard_zh",
        "standard_en",
        "low",
        "high",
        "required",
        "rule",
        "rule_version",
        "source_id",
        "occurrence",
        "series_id",
        "made_until",
        "extra",
        "open",
        "version_id",
        "quote_id",
        "quote_version_id",
        "change_id",
        "trade_in_id",
        "invoice_id",
        *("job_id", "acceptance_id", "shape", "photo"),
    }
)
"""Columns that say nothing to a person, say again what another one says, or are for the owner's eyes only (cost)."""

MONEY = frozenset(
    {
        *("amount", "price", "cost", "discount", "collect", "fee", "list_price", "rounding", "subsidy", "fixed", "kept"),
        *("opening", "expected", "counted", "taken_out", "compensation_limit"),
    }
)
"""Columns in 分."""

REFERENCES = {
    "other_id": "customer",
    "referrer_id": "customer",
    "owner_id": "staff",
    "staff_id": "staff",
    "community_id": "community",
    "taken_by_id": "staff",
    "open_staff_id": "staff",
    "prevention_staff_id": "staff",
    "closed_by_id": "staff",
    "from_id": "staff",
    "to_id": "staff",
    "answered_by_id": "staff",
    "leader_id": "staff",
    "inspector_id": "staff",
    "person_id": "staff",
    "approved_by_id": "staff",
    "handed_with_id": "delivery",
}
"""Columns that hold the id of another record, and of which table."""

_STEP_STATES = {StepState.OPEN: N_("Open step"), StepState.DONE: N_("Done"), StepState.DROPPED: N_("Dropped")}

PICTURES = frozenset({("product", "picture"), ("shop", "logo"), ("overprint_form", "background"), ("signature", "picture")})
"""Columns that hold the hash of a picture."""
NameOf = Callable[[str, int], str]


def change_words(change: FieldChange, t: Translator) -> str:
    """Return what a changed column or further field is called, '' for one that is not shown."""
    return change.known.said(t.language) if isinstance(change, DetailChange) else column_words(change.table, change.column, t)


def column_words(table: str, column: str, t: Translator) -> str:
    """Return what a column is called, '' for one that is not shown."""
    if column in HIDDEN:
        return ""
    return t(_OWN[table, column]) if (table, column) in _OWN else t(_SHARED[column])


def value_words(change: FieldChange, value: object, name_of: NameOf, t: Translator) -> str:
    """Return a value of the change in words; '' for nothing. `name_of(table, id)` names other records."""
    if value is None:
        return ""
    if isinstance(change, DetailChange):
        return detail_words(change.known, FormFields(lists={change.known.list_code: change.values}), str(value), t)
    if isinstance(value, int) and change.column in REFERENCES:
        return name_of(REFERENCES[change.column], value)
    if isinstance(value, bool):
        return t("yes") if value else t("no")
    if isinstance(value, int):
        return _number(change, value)
    if isinstance(value, date):
        return f"{value.astimezone():%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, list):
        return " · ".join(_part(change, one, name_of, t) for one in value)
    return _text(change, value, t)


def _part(change: FieldChange, value: object, name_of: NameOf, t: Translator) -> str:
    if isinstance(value, int) and change.column == "members":
        return name_of("staff", value)
    if isinstance(value, Mapping):
        return ", ".join(str(one) for one in value.values() if one)
    return _choice(Interest(str(value)), t) if value in set(Interest) else str(value)


def _text(change: FieldChange, value: object, t: Translator) -> str:
    if isinstance(value, StrEnum):
        return _choice(value, t)
    if isinstance(value, Mapping):
        return body_words(value, t)
    text = str(value)
    if change.column == "birthday":
        return typed_words(text, t)
    if (change.table, change.column) in PICTURES:
        return t("a picture") if text else ""
    return phones.shown(text) if change.column in ("digits", "phone") else text


def _choice(value: StrEnum, t: Translator) -> str:
    if isinstance(value, StepState):
        return t(_STEP_STATES[value])
    return t(LABELS[type(value), value]) if (type(value), value) in LABELS else value.value


def _number(change: FieldChange, value: int) -> str:
    match change.table, change.column:
        case (_, column) if column in MONEY:
            return ("-" if value < 0 else "") + f"¥{abs(value) // 100:,}.{abs(value) % 100:02d}"
        case (_, "tax_rate" | "share"):
            return f"{value / 100:g} %"
        case (_, "area"):
            return f"{value / 1000:g} ㎡"
        case (_, "quantity"):
            return f"{value / 1000:g}"
        case _:
            return str(value)
