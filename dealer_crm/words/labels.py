"""What each value of an enum is called; the enums themselves stay free of words."""

from __future__ import annotations

from enum import StrEnum

from dealer_crm.domain.customers import (
    Channel,
    ContactRole,
    IntentLevel,
    Interest,
    Nature,
    PartyKind,
    PreferredChannel,
    PreferredFrequency,
    Stage,
)
from dealer_crm.domain.followups import Attitude, NextChip, Outcome, Way
from dealer_crm.domain.journal import Action, Role, Subject
from dealer_crm.domain.premises import HouseType, PremisesRole
from dealer_crm.i18n import N_, Translator
from dealer_crm.words.care import LABELS_CARE
from dealer_crm.words.classes import LABELS_CLASSES
from dealer_crm.words.complaints import LABELS_COMPLAINTS
from dealer_crm.words.deliveries import LABELS_DELIVERIES
from dealer_crm.words.health import LABELS_HEALTH
from dealer_crm.words.jobs import LABELS_JOBS
from dealer_crm.words.knowledge import LABELS_KNOWLEDGE
from dealer_crm.words.orders import LABELS_ORDERS
from dealer_crm.words.overprint import LABELS_OVERPRINT
from dealer_crm.words.papers import LABELS_PRINTING
from dealer_crm.words.people import LABELS_PEOPLE
from dealer_crm.words.planning import LABELS_PLANNING
from dealer_crm.words.sales import LABELS_SALES
from dealer_crm.words.sheets import LABELS_SHEETS
from dealer_crm.words.site_events import LABELS_SITE_EVENTS
from dealer_crm.words.standards import LABELS_STANDARDS

_LABELS: tuple[tuple[StrEnum, str], ...] = (
    (Nature.INDIVIDUAL, N_("Private person")),
    (Nature.COMPANY, N_("Company")),
    (Nature.SPECIAL_COMPANY, N_("Special company")),
    (Nature.GOV, N_("Public body")),
    (Nature.TRADE_PARTNER, N_("Trade partner")),
    (PartyKind.END_CUSTOMER, N_("End customer")),
    (PartyKind.DISTRIBUTOR, N_("Distributor")),
    (PartyKind.PARTNER, N_("Partner")),
    (PartyKind.SUPPLIER, N_("Supplier")),
    (PartyKind.COMPETITOR, N_("Competitor")),
    (Stage.POTENTIAL, N_("Potential")),
    (Stage.INTENT, N_("Intending")),
    (Stage.DEAL, N_("Deal")),
    (Stage.BASE, N_("Base")),
    (Stage.LOST, N_("Lost")),
    (Stage.CHURNED, N_("Churned")),
    (Stage.INVALID, N_("Invalid")),
    (IntentLevel.H, N_("Intent H (7 days)")),
    (IntentLevel.A, N_("Intent A (15 days)")),
    (IntentLevel.B, N_("Intent B (30 days)")),
    (IntentLevel.C, N_("Intent C (90 days)")),
    (IntentLevel.N, N_("Not graded")),
    (IntentLevel.O, N_("Signed, to install")),
    (IntentLevel.D, N_("Delivered")),
    (Channel.WALK_IN, N_("Walk-in")),
    (Channel.REFERRAL, N_("Customer referral")),
    (Channel.FRIEND, N_("Friend")),
    (Channel.DESIGNER, N_("Designer")),
    (Channel.DECORATION_COMPANY, N_("Decoration company")),
    (Channel.FOREMAN, N_("Foreman")),
    (Channel.COMMUNITY, N_("Community canvassing")),
    (Channel.SAMPLE_HOUSE, N_("Show flat")),
    (Channel.GROUP_BUY, N_("Group buy or fair")),
    (Channel.PROPERTY, N_("Property management")),
    (Channel.OWNERS_GROUP, N_("Owners' chat group")),
    (Channel.ALLIANCE, N_("Cross-trade alliance")),
    (Channel.DOUYIN, N_("Douyin")),
    (Channel.XIAOHONGSHU, N_("Xiaohongshu")),
    (Channel.DIANPING, N_("Dianping or Meituan")),
    (Channel.WEB_SEARCH, N_("58 or Baidu")),
    (Channel.E_COMMERCE, N_("Online shop")),
    (Channel.MAKER, N_("Assigned by maker")),
    (Channel.PHONE_SALES, N_("Phone sales")),
    (Channel.OLD_HOUSE, N_("Old house renewal")),
    (Channel.OUTDOOR_AD, N_("Outdoor advertisement")),
    (Channel.OTHER, N_("Other source")),
    (ContactRole.SELF, N_("Himself")),
    (ContactRole.DECIDER, N_("Decider")),
    (ContactRole.PAYER, N_("Payer")),
    (ContactRole.USER, N_("User")),
    (ContactRole.INFLUENCER, N_("Influencer")),
    (ContactRole.LIAISON, N_("Liaison")),
    (ContactRole.DESIGNER, N_("Designer")),
    (ContactRole.FOREMAN, N_("Foreman")),
    (ContactRole.FAMILY, N_("Family")),
    (PreferredChannel.MOBILE, N_("Mobile")),
    (PreferredChannel.LANDLINE, N_("Landline")),
    (PreferredChannel.WECHAT, N_("WeChat")),
    (PreferredChannel.SMS, N_("Text message")),
    (PreferredChannel.EMAIL, N_("E-mail")),
    (PreferredChannel.VISIT, N_("Visit")),
    (PreferredChannel.SHOP, N_("In the shop")),
    (PreferredChannel.LETTER, N_("Letter")),
    (PreferredFrequency.WEEKLY, N_("Weekly")),
    (PreferredFrequency.MONTHLY, N_("Monthly")),
    (PreferredFrequency.QUARTERLY, N_("Quarterly")),
    (PreferredFrequency.SEASONAL, N_("Each season")),
    (PreferredFrequency.NEEDED, N_("Only when needed")),
    (PreferredFrequency.NEVER, N_("Do not disturb")),
    (Interest.CENTRAL_AC, N_("Central AC")),
    (Interest.FLOOR_HEATING, N_("Floor heating")),
    (Interest.RADIATOR, N_("Radiators")),
    (Interest.BOILER, N_("Boiler")),
    (Interest.HEAT_PUMP, N_("Heat pump")),
    (Interest.FRESH_AIR, N_("Fresh air")),
    (Interest.DEHUMIDIFIER, N_("Dehumidifier")),
    (Interest.WATER_PURIFIER, N_("Water purifier")),
    (Interest.SOFTENER, N_("Softener")),
    (Interest.DRINKING_WATER, N_("Drinking water")),
    (Interest.HOT_WATER, N_("Hot water circulation")),
    (Interest.SMART_CONTROL, N_("Smart control")),
    (Interest.MAINTENANCE, N_("Cleaning and care")),
    (Interest.OTHER, N_("Other need")),
    (HouseType.FLAT, N_("Flat")),
    (HouseType.DUPLEX, N_("Duplex")),
    (HouseType.STACKED, N_("Stacked villa")),
    (HouseType.TOWNHOUSE, N_("Town house")),
    (HouseType.SEMI_DETACHED, N_("Semi-detached")),
    (HouseType.VILLA, N_("Villa")),
    (HouseType.SELF_BUILT, N_("Self-built house")),
    (HouseType.LOFT, N_("Apartment or loft")),
    (HouseType.SHOP, N_("Shop premises")),
    (HouseType.OFFICE, N_("Office")),
    (HouseType.FACTORY, N_("Factory")),
    (HouseType.HOTEL, N_("Hotel")),
    (HouseType.SCHOOL, N_("School or hospital")),
    (HouseType.OTHER, N_("Other building")),
    (PremisesRole.OWNER, N_("Owner of the house")),
    (PremisesRole.TENANT, N_("Tenant")),
    (PremisesRole.PAYER, N_("Pays for the house")),
    (PremisesRole.PROPERTY, N_("Manages the house")),
    (Way.PHONE, N_("Phone")),
    (Way.WECHAT, N_("WeChat")),
    (Way.SHOP, N_("In the shop")),
    (Way.VISIT, N_("Visit")),
    (Way.SMS, N_("Text message")),
    (Way.SITE, N_("On site")),
    (Way.SURVEY, N_("Survey")),
    (Way.EVENT, N_("Event")),
    (Way.EMAIL, N_("E-mail")),
    (Way.LETTER, N_("Letter")),
    (Outcome.REACHED, N_("Reached")),
    (Outcome.REACHED_VAIN, N_("In vain")),
    (Outcome.NO_ANSWER, N_("No answer")),
    (Outcome.DEAD_NUMBER, N_("Dead number")),
    (Outcome.REFUSED, N_("Refused")),
    (Outcome.RESCHEDULED, N_("Rescheduled")),
    (Attitude.INTERESTED, N_("Wants to buy")),
    (Attitude.CONSIDERING, N_("Comparing")),
    (Attitude.NOT_INTERESTED, N_("Not interested")),
    (Attitude.BOUGHT, N_("Bought")),
    (NextChip.RHYTHM, N_("By level")),
    (NextChip.TOMORROW, N_("Tomorrow")),
    (NextChip.THREE_DAYS, N_("3 days")),
    (NextChip.WEEK, N_("1 week")),
    (NextChip.MONTH, N_("1 month")),
    (NextChip.DATE, N_("Date…")),
    (NextChip.NONE, N_("None")),
    (Role.OWNER, N_("Shop owner")),
    (Role.MANAGER, N_("Shop manager")),
    (Role.SALES, N_("Sales")),
    (Role.INSTALLER, N_("Installer")),
    (Role.SERVICE, N_("Service")),
    *LABELS_ORDERS,
    *LABELS_DELIVERIES,
    *LABELS_CARE,
    *LABELS_CLASSES,
    *LABELS_HEALTH,
    *LABELS_JOBS,
    *LABELS_KNOWLEDGE,
    *LABELS_SHEETS,
    *LABELS_SITE_EVENTS,
    *LABELS_STANDARDS,
    *LABELS_PEOPLE,
    *LABELS_PLANNING,
    *LABELS_SALES,
    *LABELS_OVERPRINT,
    *LABELS_PRINTING,
    *LABELS_COMPLAINTS,
    (Action.CREATE, N_("New")),
    (Action.EDIT, N_("Edit")),
    (Action.DELETE, N_("Delete")),
    (Action.LOG, N_("Log")),
    (Action.COMPLETE, N_("Complete")),
    (Action.POSTPONE, N_("Postpone")),
    (Action.CONFIRM, N_("Confirm")),
    (Action.CANCEL, N_("Call off")),
    (Action.RETURN, N_("Take back")),
    (Action.PRINT, N_("Print")),
    (Action.SEND, N_("Send out")),
    (Action.FINISH, N_("Hand over")),
    (Action.CLOSE, N_("Close the case")),
    (Action.REOPEN, N_("Reopen")),
    (Action.ATTACH, N_("Attach")),
    (Action.HAND_OVER, N_("Hand on")),
    (Action.ACCEPT, N_("Accept")),
    (Action.REFUSE, N_("Refuse")),
    (Action.DROP, N_("Drop")),
    (Action.SIGN, N_("Sign")),
    (Action.IMPORT, N_("Import")),
    (Action.SEED, N_("Fill in")),
    (Action.REPAIR, N_("Repair")),
    (Action.UNDO, N_("Undo")),
    (Action.REDO, N_("Redo")),
    (Subject.CUSTOMER, N_("customer")),
    (Subject.FOLLOW_UP, N_("follow-up")),
    (Subject.NEXT_STEP, N_("next step")),
    (Subject.STAFF, N_("staff member")),
    (Subject.SHOP, N_("shop data")),
    (Subject.ATTACHMENT, N_("attachment")),
    (Subject.PRODUCT, N_("product")),
    (Subject.RELATION, N_("relation")),
    (Subject.MOMENT, N_("moment")),
    (Subject.COMMUNITY, N_("community")),
    (Subject.HOUSE, N_("house")),
    (Subject.CUSTOMER_CLASS, N_("class of a customer")),
    (Subject.FORM_FIELD, N_("field or list")),
    (Subject.STANDARD, N_("standard of service")),
    (Subject.PAPER_STYLE, N_("look of a paper")),
    (Subject.OVERPRINT_FORM, N_("form printed elsewhere")),
    (Subject.JOB, N_("installation job")),
    (Subject.ACCEPTANCE, N_("acceptance sheet")),
    (Subject.CEREMONY, N_("signing ceremony")),
    (Subject.SHEET, N_("template of a checklist")),
    (Subject.ORDER, N_("order")),
    (Subject.PAYMENT, N_("payment")),
    (Subject.INVOICE, N_("invoice")),
    (Subject.PROMISE, N_("promise")),
    (Subject.DELIVERY, N_("delivery")),
    (Subject.EQUIPMENT, N_("machine")),
    (Subject.MAINTENANCE, N_("maintenance")),
    (Subject.REQUEST, N_("service request")),
    (Subject.VISIT, N_("call after the sale")),
    (Subject.COMPLAINT, N_("complaint")),
    (Subject.AGENDA, N_("agenda")),
    (Subject.SERIES, N_("series")),
    (Subject.ABSENCE, N_("absence")),
    (Subject.SHOP_DAY, N_("day of the shop")),
    (Subject.SLIP, N_("hand-over slip")),
    (Subject.QUOTE, N_("quote")),
    (Subject.CHANGE_ORDER, N_("change order")),
    (Subject.TRADE_IN, N_("trade-in")),
    (Subject.CASH_CLOSE, N_("counted drawer")),
    (Subject.STORE, N_("data")),
)

LABELS: dict[tuple[type[StrEnum], StrEnum], str] = {(type(value), value): text for value, text in _LABELS}
"""Keyed by kind and value: members of two enums with the same value are equal strings."""


DEEDS: dict[tuple[Action, Subject], str] = {
    (Action.SEND, Subject.JOB): N_("Start"),
    (Action.FINISH, Subject.JOB): N_("Finish"),
    (Action.FINISH, Subject.REQUEST): N_("Finish"),
    (Action.CLOSE, Subject.ACCEPTANCE): N_("Close"),
    (Action.CLOSE, Subject.CEREMONY): N_("Hold"),
}
"""What an action is called where it is done to this kind of record; elsewhere it has its usual name."""


def label(value: StrEnum | None, t: Translator) -> str:
    """Return what the value is called; '' for None."""
    return "" if value is None else t(LABELS[type(value), value])


def level_short(level: IntentLevel, t: Translator) -> str:
    """Return the level for a chip: 'Intent A'; what is signed or delivered by its own words; '' when not graded."""
    match level:
        case IntentLevel.N:
            return ""
        case IntentLevel.O | IntentLevel.D:
            return label(level, t)
        case _:
            return t("Intent {level}").format(level=level.value)


def deed(action: Action, subject: Subject, name: str, t: Translator) -> str:
    """Name a journal entry for menu and history: 'Delete customer 王芳'."""
    done = t(DEEDS[action, subject]) if (action, subject) in DEEDS else label(action, t)
    return t("{action} {subject} {name}").format(action=done, subject=label(subject, t), name=name).strip()
