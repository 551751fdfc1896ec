"""Names of what happens to machines after the sale: repair calls, visits, maintenance."""

from __future__ import annotations

from enum import StrEnum


class EquipmentState(StrEnum):
    """Whether a machine still stands where it was put."""

    IN_USE = "in_use"
    REMOVED = "removed"


class RequestKind(StrEnum):
    """类型 of a service request (domain.md 2.8)."""

    REPAIR = "repair"
    MAINTENANCE = "maintenance"
    CARTRIDGE = "cartridge"
    CLEANING = "cleaning"
    INSTALLATION = "installation"
    RELOCATION = "relocation"
    INSPECTION = "inspection"
    COMPLAINT = "complaint"


class RequestState(StrEnum):
    """From the call to the end of the work."""

    OPEN = "open"
    SCHEDULED = "scheduled"
    DONE = "done"
    CANCELLED = "cancelled"


class WarrantyAnswer(StrEnum):
    """保内/保外, or what is not known yet."""

    IN = "in"
    OUT = "out"
    UNKNOWN = "unknown"


class VisitState(StrEnum):
    """What became of a visit after the sale; `SKIPPED` while a complaint is open or by the relation's policy."""

    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"
