"""What a case is told by beside its register: how it was noticed, what it waits for, what it cost, who it went up to."""

from __future__ import annotations

from enum import StrEnum


class Detected(StrEnum):
    """By what a silent complaint (S3-44, level 2) was noticed."""

    LOW_GRADE = "low_grade"
    LOST_REFERRAL = "lost_referral"
    NEIGHBOUR = "neighbour"
    ONLINE = "online"
    OTHER = "other"


class Clear(StrEnum):
    """CLEAR (S0-18): how one talks with somebody who is upset."""

    CONTROL = "c"
    LISTEN = "l"
    ESTABLISH = "e"
    APOLOGIZE = "a"
    RESOLVE = "r"


class ClockKind(StrEnum):
    """Which hours a clock counts (domain.md 3.4)."""

    NATURAL = "natural"
    SHOP = "shop"


class WaitFor(StrEnum):
    """Whom a case waits for while its clock stands still."""

    CUSTOMER = "customer"
    FACTORY = "factory"


class Escalation(StrEnum):
    """How far up a case goes by its clock (domain.md 3.4): at 50, 100 and 150 per cent of its time."""

    REMIND = "remind"
    MANAGER = "manager"
    OWNER = "owner"


class CostKind(StrEnum):
    """What a case cost."""

    PARTS = "parts"
    TRIP = "trip"
    WORK = "work"
    REFUND = "refund"
    COMPENSATION = "compensation"
    OTHER = "other"


class Payer(StrEnum):
    """Who bears it."""

    MANUFACTURER = "manufacturer"
    SHOP = "shop"
    INSTALLERS = "installers"
    THIRD_PARTY = "third_party"
    CUSTOMER = "customer"
    INSURER = "insurer"
