"""What a customer file holds before it is saved: kinds, drafts and the checks of one file (domain.md 2.1)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from dealer_crm.domain import birthdays, phones
from dealer_crm.domain.details import Details
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.domain.text import clean, one_line


class Nature(StrEnum):
    """客户性质 (S0-06)."""

    INDIVIDUAL = "individual"
    COMPANY = "company"
    SPECIAL_COMPANY = "special_company"
    GOV = "gov"
    TRADE_PARTNER = "trade_partner"


class PartyKind(StrEnum):
    """What the party is to the shop (S0-01, additions of domain.md 1.6)."""

    END_CUSTOMER = "end_customer"
    DISTRIBUTOR = "distributor"
    PARTNER = "partner"
    SUPPLIER = "supplier"
    COMPETITOR = "competitor"


class Stage(StrEnum):
    """Place of an opportunity in the cycle; a customer's stage is the furthest of his opportunities."""

    POTENTIAL = "potential"
    INTENT = "intent"
    DEAL = "deal"
    BASE = "base"
    LOST = "lost"
    CHURNED = "churned"
    INVALID = "invalid"


STAGE_ORDER = (Stage.INVALID, Stage.LOST, Stage.CHURNED, Stage.POTENTIAL, Stage.INTENT, Stage.BASE, Stage.DEAL)
"""Least to most telling: of several opportunities the last in this order is the customer's stage."""


class IntentLevel(StrEnum):
    """意向级别: how soon the customer may order (domain.md 3.1)."""

    H = "H"
    A = "A"
    B = "B"
    C = "C"
    N = "N"
    O = "O"  # noqa: E741 - the trade's own letter
    D = "D"


class Channel(StrEnum):
    """信息来源/渠道 (domain.md 2.1)."""

    WALK_IN = "walk_in"
    REFERRAL = "referral"
    FRIEND = "friend"
    DESIGNER = "designer"
    DECORATION_COMPANY = "decoration_company"
    FOREMAN = "foreman"
    COMMUNITY = "community"
    SAMPLE_HOUSE = "sample_house"
    GROUP_BUY = "group_buy"
    PROPERTY = "property"
    OWNERS_GROUP = "owners_group"
    ALLIANCE = "alliance"
    DOUYIN = "douyin"
    XIAOHONGSHU = "xiaohongshu"
    DIANPING = "dianping"
    WEB_SEARCH = "web_search"
    E_COMMERCE = "e_commerce"
    MAKER = "maker"
    PHONE_SALES = "phone_sales"
    OLD_HOUSE = "old_house"
    OUTDOOR_AD = "outdoor_ad"
    OTHER = "other"


class ContactRole(StrEnum):
    """What a person is to the customer (S1-01)."""

    SELF = "self"
    DECIDER = "decider"
    PAYER = "payer"
    USER = "user"
    INFLUENCER = "influencer"
    LIAISON = "liaison"
    DESIGNER = "designer"
    FOREMAN = "foreman"
    FAMILY = "family"


class PreferredChannel(StrEnum):
    """By which way the customer likes to be reached (S3-31)."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    WECHAT = "wechat"
    SMS = "sms"
    EMAIL = "email"
    VISIT = "visit"
    SHOP = "shop"
    LETTER = "letter"


class PreferredFrequency(StrEnum):
    """How often the customer wants to hear from the shop (S3-37)."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    SEASONAL = "seasonal"
    NEEDED = "needed"
    NEVER = "never"


class Interest(StrEnum):
    """需求品类: what the household may need."""

    CENTRAL_AC = "central_ac"
    FLOOR_HEATING = "floor_heating"
    RADIATOR = "radiator"
    BOILER = "boiler"
    HEAT_PUMP = "heat_pump"
    FRESH_AIR = "fresh_air"
    DEHUMIDIFIER = "dehumidifier"
    WATER_PURIFIER = "water_purifier"
    SOFTENER = "softener"
    DRINKING_WATER = "drinking_water"
    HOT_WATER = "hot_water"
    SMART_CONTROL = "smart_control"
    MAINTENANCE = "maintenance"
    OTHER = "other"


class NameOrPhoneMissing(DomainError):
    """A file needs a name or a phone number."""

    field = "name"


class PhoneNumberMissing(DomainError):
    """Something stands where a number belongs, or beside it, but no number. Parameter: text."""

    field = "phones"


class ContactNumberMissing(PhoneNumberMissing):
    """The same for the number of a contact."""

    field = "contacts"


class CustomerNotFound(DomainError):
    """The customer is not in the file any more. Parameter: number."""


class CustomerInUse(DomainError):
    """The customer cannot go because others refer to him. Parameter: name (who refers)."""


class ReferrerIsSelf(DomainError):
    """A customer cannot have brought himself."""

    field = "referrer"


CONSENT_WORDING = "2026-1"
"""Version of the consent sentence that the customer record prints."""


@dataclass(frozen=True)
class PhoneDraft:
    """One number as typed; `checked` gives the stored digits."""

    number: str
    label: str = ""


@dataclass(frozen=True)
class ContactDraft:
    """A person of the customer. The first contact is the customer himself or the company's liaison."""

    name: str = ""
    role: ContactRole = ContactRole.SELF
    phones: tuple[PhoneDraft, ...] = ()
    wechat: str = ""
    note: str = ""
    id: int | None = None
    birthday: str = ""

    def checked(self) -> ContactDraft:
        """Return the contact cleaned, each number once and as stored. Raises ContactNumberMissing, ContactBirthdayNotRead."""
        return replace(
            self,
            name=one_line(self.name),
            phones=_numbers(self.phones, ContactNumberMissing),
            wechat=one_line(self.wechat),
            note=clean(self.note).strip(),
            birthday=_contact_birthday(self.birthday),
        )

    @property
    def empty(self) -> bool:
        """Tell whether nothing was filled in."""
        return not (self.name or self.phones or self.wechat or self.note or self.birthday)


def _contact_birthday(text: str) -> str:
    try:
        return birthdays.stored(text)
    except birthdays.BirthdayNotRead:
        raise birthdays.ContactBirthdayNotRead(text=one_line(text)) from None


def _numbers(typed: tuple[PhoneDraft, ...], missing: type[PhoneNumberMissing]) -> tuple[PhoneDraft, ...]:
    """Return the numbers as stored, each once. Raises `missing` for words without one, which would be lost."""
    seen: dict[str, PhoneDraft] = {}
    for phone in typed:
        found = phones.split(phone.number)
        if not found and (words := one_line(f"{phone.number} {phone.label}")):
            raise missing(text=words)
        for number in found:
            seen.setdefault(number, PhoneDraft(number, one_line(phone.label)))
    return tuple(seen.values())


@dataclass(frozen=True)
class CustomerDraft:
    """Everything a customer form can say. Dates are local calendar dates, areas thousandths of a ㎡.

    `details` are checked by the fields of the shop (`FormFields.checked`), which the service knows.
    """

    name: str = ""
    phones: tuple[PhoneDraft, ...] = ()
    salutation: str = ""
    nature: Nature = Nature.INDIVIDUAL
    party_kind: PartyKind = PartyKind.END_CUSTOMER
    wechat: str = ""
    email: str = ""
    credit_code: str = ""
    source: Channel | None = None
    referrer_id: int | None = None
    owner_id: int | None = None
    stage: Stage = Stage.POTENTIAL
    intent_level: IntentLevel = IntentLevel.N
    interests: tuple[Interest, ...] = ()
    preferred_channel: PreferredChannel | None = None
    preferred_time: str = ""
    preferred_frequency: PreferredFrequency | None = None
    do_not_disturb: bool = False
    care_notes: str = ""
    note: str = ""
    consent_on: date | None = None
    marketing_ok: bool = False
    birthday: str = ""
    target_account: bool = False
    details: Details = ()
    contacts: tuple[ContactDraft, ...] = ()
    premises: tuple[PremisesDraft, ...] = field(default=())

    def checked(self) -> CustomerDraft:
        """Return the draft cleaned and normalised.

        Raises NameOrPhoneMissing, PhoneNumberMissing, BirthdayNotRead and the errors of its contacts and premises.
        """
        draft = replace(
            self,
            name=one_line(self.name),
            phones=_numbers(self.phones, PhoneNumberMissing),
            salutation=one_line(self.salutation),
            wechat=one_line(self.wechat),
            email=one_line(self.email),
            credit_code=one_line(self.credit_code).replace(" ", "").upper(),
            birthday=birthdays.stored(self.birthday),
            preferred_time=one_line(self.preferred_time),
            care_notes=clean(self.care_notes).strip(),
            note=clean(self.note).strip(),
            interests=tuple(dict.fromkeys(self.interests)),
            contacts=tuple(c for c in (contact.checked() for contact in self.contacts) if not c.empty),
            premises=tuple(p for p in (place.checked() for place in self.premises) if not p.empty),
        )
        if not draft.name and not draft.phones:
            raise NameOrPhoneMissing
        return draft
