"""The thirty told customers of the sample shop, read from resources/demo/shop.toml for a day and a language."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import datetime
from typing import Any

from dealer_crm.domain.birthdays import Birthday, moon_day
from dealer_crm.domain.customers import (
    Channel,
    ContactDraft,
    ContactRole,
    CustomerDraft,
    IntentLevel,
    Interest,
    Nature,
    PartyKind,
    PhoneDraft,
    PreferredChannel,
    PreferredFrequency,
    Stage,
)
from dealer_crm.domain.details import Detail, Details
from dealer_crm.domain.followups import Attitude, Outcome, Way
from dealer_crm.domain.journal import Role
from dealer_crm.domain.premises import HouseType, PremisesDraft
from dealer_crm.domain.shop import ShopDraft, StaffDraft
from dealer_crm.services.demo_households import Call, Household
from dealer_crm.services.demo_telling import Telling
from dealer_crm.services.form_fields import shipped
from dealer_crm.storage.files import program_text

Entry = dict[str, Any]


class SampleShop:
    """The sample shop as of `now`; words in `language`, names as they are."""

    def __init__(self, language: str, now: datetime) -> None:
        self._telling = Telling(language, now)
        self._data = tomllib.loads(program_text("demo", "shop.toml"))
        self._staff = [entry["name"] for entry in self._data["staff"]]

    def shop(self) -> ShopDraft:
        """Return the shop's own data."""
        names = ("name", "credit_code", "address", "phone", "hotline", "bank", "account", "categories", "note")
        texts: dict[str, Any] = {name: self._telling.words(self._data["shop"][name]) for name in names}
        return ShopDraft(version=0, **texts).checked()

    def region(self) -> tuple[str, str, str]:
        """Return province, city and district in which everybody lives."""
        shop = self._data["shop"]
        return shop["province"], shop["city"], shop["district"]

    def staff(self) -> list[StaffDraft]:
        """Return the people of the shop."""
        return [StaffDraft(entry["name"], Role(entry["role"]), entry["phone"]).checked() for entry in self._data["staff"]]

    def households(self) -> list[Household]:
        """Return the customers in the order of the book."""
        return [self._household(entry) for entry in self._data["customers"]]

    def _household(self, entry: Entry) -> Household:
        following = entry.get("next", {})
        place = entry.get("place", {})
        return Household(
            draft=self._draft(entry).checked(),
            filed_at=self._telling.instant(entry["filed"], "09:05"),
            owner=self._staff.index(entry["owner"]),
            calls=tuple(self._call(call, n) for n, call in enumerate(entry["calls"])),
            next_on=self._telling.day(following["on"]) if following else None,
            next_purpose=self._telling.words(following),
            closed_on=self._telling.day(entry["closed"]) if "closed" in entry else None,
            lost_reason=self._telling.words(entry.get("lost_reason", "")),
            referrer=entry.get("referrer", ""),
            house_of=entry.get("house_of", ""),
            left_on=self._telling.day(place["left"]) if "left" in place else None,
        )

    def _draft(self, entry: Entry) -> CustomerDraft:
        return CustomerDraft(
            name=entry["name"],
            salutation=entry.get("salutation", ""),
            phones=_phones(entry),
            nature=Nature(entry.get("nature", "individual")),
            party_kind=PartyKind(entry.get("party", "end_customer")),
            wechat=entry.get("wechat", ""),
            birthday=self._birthday(entry.get("birthday", {})),
            source=Channel(entry["source"]),
            stage=Stage(entry.get("stage", "potential")),
            intent_level=IntentLevel(entry.get("level", "N")),
            interests=tuple(Interest(value) for value in entry.get("interests", ())),
            preferred_channel=PreferredChannel(entry["preferred"]) if "preferred" in entry else None,
            preferred_time=self._telling.words(entry.get("preferred_time", "")),
            preferred_frequency=PreferredFrequency(entry["frequency"]) if "frequency" in entry else None,
            care_notes=self._telling.words(entry.get("care_notes", "")),
            note=self._telling.words(entry.get("note", "")),
            consent_on=self._telling.day(entry["consent"]) if "consent" in entry else None,
            marketing_ok=entry.get("marketing", False),
            contacts=tuple(ContactDraft(c["name"], ContactRole(c["role"]), _phones(c)) for c in entry.get("contacts", ())),
            premises=(self._place(entry["place"], entry.get("house", {})),) if "place" in entry else (),
            details=self._details(entry.get("details", {})),
        )

    def _birthday(self, told: Entry) -> str:
        """Return a birthday that is kept so many days from today, by the sun or the moon."""
        if not told:
            return ""
        day = self._telling.day(told["on"])
        born = moon_day(day) if told.get("moon") else Birthday(day.month, day.day)
        return replace(born, year=told["year"], leap=False, day=min(born.day, 29) if born.lunar else born.day).text

    def _details(self, told: Entry) -> Details:
        """Return further fields: days are counted from today, words told in the language."""
        texts = {
            code: self._telling.day(value).isoformat() if isinstance(value, int) else self._telling.words(value)
            for code, value in told.items()
        }
        return shipped().checked(Detail(code, text) for code, text in texts.items())

    def _place(self, entry: Entry, further: Entry) -> PremisesDraft:
        province, city, district = self.region()
        return PremisesDraft(
            province=province,
            city=city,
            district=district,
            street=entry.get("street", ""),
            community=entry.get("community", ""),
            building=entry.get("building", ""),
            unit=entry.get("unit", ""),
            room=entry.get("room", ""),
            house_type=HouseType(entry["type"]),
            area=int(entry["area"]) * 1000,
            access_notes=self._telling.words(entry.get("access", "")),
            details=self._details(further),
        )

    def _call(self, entry: Entry, number: int) -> Call:
        usual = f"{10 + (number * 3 + entry['on']) % 8:02d}:{(number * 17 + 24) % 60:02d}"
        return Call(
            at=self._telling.instant(entry["on"], entry.get("at", usual)),
            way=Way(entry["way"]),
            outcome=Outcome(entry.get("outcome", "reached")),
            attitude=Attitude(entry["attitude"]) if "attitude" in entry else None,
            words=self._telling.words(entry),
            no_next_reason=self._telling.words(entry.get("none", "")),
        )


def _phones(entry: Entry) -> tuple[PhoneDraft, ...]:
    return tuple(PhoneDraft(number) for number in entry.get("phones", ()))
