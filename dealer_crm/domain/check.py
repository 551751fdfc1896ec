"""What the check of a store can find."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    """Kinds of trouble; stable codes for the command's output."""

    DAMAGED = "damaged"
    REFERENCES = "references"
    LINES = "lines"
    MACHINES = "machines"
    SEARCH = "search"
    CLASSES = "classes"
    DATES = "dates"
    SUMS = "sums"
    CONTENTS = "contents"
    CHAIN = "chain"
    CUT = "cut"
    PICTURES_MISSING = "pictures_missing"
    PICTURES_DAMAGED = "pictures_damaged"
    NUMBERS = "numbers"
    IDS = "ids"


@dataclass(frozen=True)
class Finding:
    """One kind of trouble: how often (`CUT`: the entry that is missing), the first cases, and whether a repair mended it."""

    kind: FindingKind
    count: int
    details: tuple[str, ...]
    repaired: bool = False
