"""A machine in a house: what is written down of it, and what its coverages answer when it breaks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dealer_crm.domain.care import EquipmentState, WarrantyAnswer
from dealer_crm.domain.coverages import Coverage, CoverageKind, CoverageState, EquipmentDates, StartBasis, state_of
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.products import OTHER_CATEGORY
from dealer_crm.domain.text import clean, one_line

WHOLE = frozenset({CoverageKind.WHOLE_UNIT, CoverageKind.FACTORY_EXT, CoverageKind.PAID_EXT})
"""Coverages under which any fault is repaired free of charge."""
SHORT = frozenset({CoverageKind.RETURN7, CoverageKind.EXCHANGE15})
"""Rights of the first days; they say nothing of repairs."""
LENGTHENED = frozenset({CoverageKind.WHOLE_UNIT, CoverageKind.MAIN_PARTS})
"""Statutory periods, from which the days of a repair are taken out (domain.md 3.2)."""
DATE_FIELDS: dict[StartBasis, str] = {
    StartBasis.INVOICE: "invoiced_on",
    StartBasis.SALE: "sold_on",
    StartBasis.DELIVERY: "delivered_on",
    StartBasis.COMMISSIONING: "commissioned_on",
    StartBasis.ACCEPTANCE: "accepted_on",
    StartBasis.PRODUCTION: "produced_on",
}
"""The field of a machine that holds the day of each basis."""
WORDS = ("product", "brand", "model", "spec", "serial", "room", "unit")


class MachineNotFound(DomainError):
    """The machine was deleted or never existed. Parameter: number."""


class MachineNameMissing(DomainError):
    """A machine needs a name, brand or model to be known by."""

    field = "product"


class HouseMissing(DomainError):
    """A machine stands in a house; the customer has none yet, or none was chosen."""

    field = "premises_id"


class DayAhead(DomainError):
    """A day of the machine's life lies ahead. Parameter: day."""


@dataclass(frozen=True)
class MachineDraft:
    """A machine as typed. `quantity` in thousandths of `unit`; each day is None until it is known."""

    premises_id: int = 0
    category: str = OTHER_CATEGORY
    product: str = ""
    brand: str = ""
    model: str = ""
    spec: str = ""
    serial: str = ""
    room: str = ""
    unit: str = ""
    quantity: int = 1000
    sold_on: date | None = None
    invoiced_on: date | None = None
    delivered_on: date | None = None
    commissioned_on: date | None = None
    accepted_on: date | None = None
    produced_on: date | None = None
    state: EquipmentState = EquipmentState.IN_USE
    removed_on: date | None = None
    note: str = ""

    def checked(self, today: date) -> MachineDraft:
        """Return the draft cleaned. Raises HouseMissing, MachineNameMissing, DayAhead."""
        words = {name: one_line(getattr(self, name)) for name in WORDS}
        removed = self.removed_on if self.state is EquipmentState.REMOVED else None
        draft = replace(self, **words, note=clean(self.note).strip(), removed_on=removed)  # type: ignore[arg-type]
        if not draft.premises_id:
            raise HouseMissing
        if not (draft.product or draft.brand or draft.model):
            raise MachineNameMissing
        for name in (*DATE_FIELDS.values(), "removed_on"):
            refuse_ahead(getattr(draft, name), today)
        return draft


def refuse_ahead(day: date | None, today: date) -> None:
    """Raise DayAhead for a day that nobody can know yet."""
    if day is not None and day > today:
        raise DayAhead(day=day.isoformat())


def life_of(machine: object) -> EquipmentDates:
    """Return the days of anything that has them under the names of `DATE_FIELDS`."""
    return EquipmentDates(**{basis.value: getattr(machine, name) for basis, name in DATE_FIELDS.items()})


@dataclass(frozen=True)
class Verdict:
    """Whether a repair is free of charge, and the coverage that says so; `by` None = nothing is agreed at all."""

    answer: WarrantyAnswer
    by: Coverage | None = None


def verdict(coverages: Iterable[Coverage], on: date) -> Verdict:
    """Answer for a fault that was reported on the day. What covers parts only is no answer before the fault is found."""
    asked = [one for one in coverages if one.kind not in SHORT]
    lead = leading(asked)
    running = [one for one in lead if state_of(one, on) is CoverageState.RUNNING]
    if running:
        return Verdict(WarrantyAnswer.IN, _last(running))
    waiting = [one for one in lead if state_of(one, on) is CoverageState.NOT_STARTED]
    if waiting:
        return Verdict(WarrantyAnswer.UNKNOWN, waiting[0])
    parts = [one for one in asked if state_of(one, on) is CoverageState.RUNNING]
    if parts:
        return Verdict(WarrantyAnswer.UNKNOWN, _last(parts))
    return Verdict(WarrantyAnswer.OUT, _last(lead)) if lead else Verdict(WarrantyAnswer.UNKNOWN)


def whole_until(coverages: Iterable[Coverage]) -> date | None:
    """Return the last day of what answers for the whole machine, past or to come; None while nothing of it has started."""
    ends = [one.end_on for one in leading([one for one in coverages if one.kind not in SHORT]) if one.end_on]
    return max(ends, default=None)


def leading(coverages: Sequence[Coverage]) -> list[Coverage]:
    """Return the coverages that speak for the whole machine; where none does, what was built in place."""
    return [one for one in coverages if one.kind in WHOLE] or list(coverages)


def _last(coverages: Sequence[Coverage]) -> Coverage:
    return max(coverages, key=lambda one: one.end_on or date.min)
