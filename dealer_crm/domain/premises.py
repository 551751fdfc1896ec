"""Houses and sites: what an address needs, and how it is written on one line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from dealer_crm.domain.details import Details
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.text import clean, one_line


class HouseType(StrEnum):
    """房屋类型 (domain.md 2.1)."""

    FLAT = "flat"
    DUPLEX = "duplex"
    STACKED = "stacked"
    TOWNHOUSE = "townhouse"
    SEMI_DETACHED = "semi_detached"
    VILLA = "villa"
    SELF_BUILT = "self_built"
    LOFT = "loft"
    SHOP = "shop"
    OFFICE = "office"
    FACTORY = "factory"
    HOTEL = "hotel"
    SCHOOL = "school"
    OTHER = "other"


NEEDS_ROOM = frozenset({HouseType.FLAT, HouseType.DUPLEX, HouseType.STACKED, HouseType.LOFT})
"""House types whose address is not complete without community and room (domain.md 1.6, last line)."""
NEEDS_COMMUNITY = NEEDS_ROOM | {HouseType.TOWNHOUSE, HouseType.SEMI_DETACHED, HouseType.VILLA}


class PremisesRole(StrEnum):
    """What a customer is to a house, from a date to a date."""

    OWNER = "owner"
    TENANT = "tenant"
    PAYER = "payer"
    PROPERTY = "property"


BEHIND = 1_000
"""So far behind the households stand who only pays for a house or looks after the estate: calls and visits go to who lives there."""


def place_order(place: int, role: PremisesRole) -> int:
    """Return the order of a holding among those of its customer and of its house."""
    return place + (BEHIND if role in (PremisesRole.PAYER, PremisesRole.PROPERTY) else 0)


class RoleEndsFirst(DomainError):
    """A role in a house ends before it began. Parameter: from_on."""

    field = "to_on"


class RoleKnown(DomainError):
    """The customer has that role in the house now. Parameter: name."""

    field = "role"


class RoleGone(DomainError):
    """The role in the house was ended or removed meanwhile."""


class CommunityMissing(DomainError):
    """This house type needs its community (小区)."""

    field = "community"


class RoomMissing(DomainError):
    """This house type needs its room number."""

    field = "room"


@dataclass(frozen=True)
class PremisesDraft:
    """One address with what an installer must know. `area` is in thousandths of a ㎡."""

    province: str = ""
    city: str = ""
    district: str = ""
    street: str = ""
    community: str = ""
    building: str = ""
    unit: str = ""
    room: str = ""
    house_type: HouseType | None = None
    area: int | None = None
    access_notes: str = ""
    note: str = ""
    role: PremisesRole = PremisesRole.OWNER
    id: int | None = None
    details: Details = ()

    def checked(self) -> PremisesDraft:
        """Return the address cleaned. Raises CommunityMissing, RoomMissing where the house type demands them.

        An address given only as free text (street) or not at all is accepted: the file comes first.
        """
        draft = replace(
            self,
            province=one_line(self.province),
            city=one_line(self.city),
            district=one_line(self.district),
            street=one_line(self.street),
            community=one_line(self.community),
            building=one_line(self.building),
            unit=one_line(self.unit),
            room=one_line(self.room),
            access_notes=clean(self.access_notes).strip(),
            note=clean(self.note).strip(),
        )
        started = bool(draft.community or draft.building or draft.unit or draft.room)
        if draft.house_type in NEEDS_COMMUNITY and started and not draft.community:
            raise CommunityMissing
        if draft.house_type in NEEDS_ROOM and started and not draft.room:
            raise RoomMissing
        return draft

    @property
    def empty(self) -> bool:
        """Tell whether nothing but defaults was given."""
        return self == PremisesDraft(role=self.role, id=self.id)

    @property
    def line(self) -> str:
        """The address as one line for lists and labels."""
        return address_line(self)


def address_line(place: PremisesDraft) -> str:
    """Write an address as the trade does: 省市区 街道 小区 3幢1单元1502; parts that are plain digits get their word."""
    region = "".join(dict.fromkeys((place.province, place.city, place.district)))
    number = _with_word(place.building, "幢") + _with_word(place.unit, "单元") + place.room
    return " ".join(filter(None, (region, place.street, place.community, number)))


def short_line(place: PremisesDraft) -> str:
    """Write what tells neighbours apart: community, then building-unit-room."""
    number = "-".join([part.rstrip("幢栋号楼单元室") or part for part in (place.building, place.unit, place.room) if part])
    return " ".join(filter(None, (place.community or place.street, number)))


def _with_word(part: str, word: str) -> str:
    return part + word if part.isdecimal() else part
