"""What was found at an item of a sheet, on its way to be noted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dealer_crm.domain.checklists import CheckResult


@dataclass(frozen=True)
class Found:
    """What was found at an item, as it is to be noted."""

    check_id: int
    result: CheckResult | None
    value: str
    note: str
    due_on: date | None = None
    readings: Sequence[Mapping[str, str]] | None = None
    steps: Mapping[str, str] | None = None

    @property
    def more(self) -> dict[str, Any]:
        """Return what is noted besides result, value and note."""
        given = {"due_on": self.due_on, "readings": self.readings, "steps": self.steps}
        return {name: what for name, what in given.items() if what is not None}
