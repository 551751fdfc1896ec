"""What a signed delivery note must say of each line: quantity, model and specification (民法典 §623)."""

from __future__ import annotations

from dataclasses import dataclass

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.orders import LineGroup
from dealer_crm.domain.text import fold, one_line

MODEL, SPEC = "model", "spec"
LOT_UNITS = frozenset({"项", "批", "次", "lot", "lots", "job", "jobs", "item", "items", "time", "times"})
"""Units of what is a sum of small things or work: nobody counts its models."""
WORK_GROUPS = frozenset({LineGroup.LABOUR, LineGroup.DRILLING, LineGroup.COMMISSIONING, LineGroup.REMOVAL})
WORK = frozenset({"labour", "maintenance", "service"})
"""Categories of what is done, not brought."""
LONGEST = 120


class NoteIncomplete(DomainError):
    """Lines lack model or specification. Parameters: count, items; `line_ids` in the order of the note."""

    line_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class NoteLine:
    """What the rule looks at; `machine` = it becomes equipment in the house, `service` = it is work."""

    model: str
    spec: str
    unit: str
    machine: bool
    service: bool = False
    group: LineGroup | None = None


def lacking(line: NoteLine) -> tuple[str, ...]:
    """Return what the note does not say of a line: a machine wants model and specification, other goods one of them, work nothing."""
    if line.service or line.group in WORK_GROUPS or (not line.machine and fold(line.unit) in LOT_UNITS):
        return ()
    missing = tuple(name for name, said in ((MODEL, line.model), (SPEC, line.spec)) if not one_line(said))
    return missing if line.machine or len(missing) > 1 else ()


def checked_words(model: str, spec: str) -> tuple[str, str]:
    """Return model and specification as the note says them."""
    return one_line(model)[:LONGEST], one_line(spec)[:LONGEST]
