"""What the driver of a printer says of it, and whether it knows the size of a paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from dealer_crm.domain.printer_profiles import Technique

if TYPE_CHECKING:
    from dealer_crm.domain.printing import PaperChoice

SLACK_MM = 1.0
"""A driver that says 140 mm means the form of 5.5 inches."""
TRUE_MM = 0.15
"""So far from the paper, a form still does not drift in sight: half a step of a needle printer's feed."""


class FormFit(StrEnum):
    """How a driver stands to a size of paper. `NEAR`: it has a form that is a little longer or shorter, which drifts."""

    KNOWN = "known"
    NEAR = "near"
    ANY = "any"
    MISSING = "missing"


@dataclass(frozen=True)
class FormSize:
    """A form of the driver: what it is called there, its sides in mm."""

    name: str
    width: float
    height: float


@dataclass(frozen=True)
class FormFound:
    """How a driver stands to a paper, and the form it has for it."""

    fit: FormFit
    form: FormSize | None = None


@dataclass(frozen=True)
class PrinterFacts:
    """A printer as its driver shows it; `trays` by the driver's own names, none where it does not tell."""

    name: str
    usual: bool = False
    resolutions: tuple[int, ...] = ()
    technique: Technique = Technique.AUTO
    any_size: bool = False
    trays: tuple[str, ...] = ()


def form_found(paper: PaperChoice, forms: Iterable[FormSize], *, any_size: bool) -> FormFound:
    """Look for a paper among the forms of a driver; sheets may lie either way, continuous forms only upright."""
    near = [form for form in forms if _off(paper, form) <= SLACK_MM]
    best = min(near, key=lambda form: _off(paper, form), default=None)
    if best is not None and (not paper.continuous or _off(paper, best) <= TRUE_MM):
        return FormFound(FormFit.KNOWN, best)
    if any_size:
        return FormFound(FormFit.ANY, best)
    return FormFound(FormFit.MISSING if best is None else FormFit.NEAR, best)


def _off(paper: PaperChoice, form: FormSize) -> float:
    """Return by how many mm the side that differs most does."""
    upright = max(abs(form.width - paper.width), abs(form.height - paper.height))
    if paper.continuous:
        return upright
    return min(upright, max(abs(form.width - paper.height), abs(form.height - paper.width)))
