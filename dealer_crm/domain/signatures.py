"""Signatures drawn on the screen: what they stand under, and which pictures are one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from math import hypot

from dealer_crm.domain.errors import DomainError

SIZE = 1200, 400
"""Pixels of every signature: 600 × 200 drawn at twice the size, on nothing."""
LARGEST = 400_000
LONGEST_NAME = 100
SHORTEST = 40.0
"""Length of the lines of the shortest signature, on the pad of 600 × 200."""


class SignatureEmpty(DomainError):
    """Nothing was drawn, or a dot: nobody signs like that."""

    field = "signature"


class SignatureForeign(DomainError):
    """The picture was not drawn on the pad: another size, another kind, or something hidden in it."""

    field = "signature"


class SignatureTooLarge(DomainError):
    """The picture is larger than any signature. Parameter: kilobytes."""

    field = "signature"


class SignatureNotFound(DomainError):
    """The signature was taken away meanwhile."""


class NothingToSign(DomainError):
    """What should be signed is not there any more, or was called off."""


@dataclass(frozen=True)
class Signed:
    """What a signature stands under: one of the three is given."""

    delivery_id: int | None = None
    job_id: int | None = None
    acceptance_id: int | None = None

    def given(self) -> tuple[str, int]:
        """Return the column and the id. Raises NothingToSign unless it is exactly one."""
        found = [(column, owner_id) for column, owner_id in asdict(self).items() if owner_id]
        if len(found) != 1:
            raise NothingToSign
        return found[0]


def is_signature(strokes: Sequence[Sequence[tuple[float, float]]]) -> bool:
    """Tell whether somebody signed: a dot, or a short slip of the pen, is none. Points on the pad of 600 × 200."""
    length = sum(hypot(x - left, y - top) for stroke in strokes for (left, top), (x, y) in pairwise(stroke))
    return length >= SHORTEST
