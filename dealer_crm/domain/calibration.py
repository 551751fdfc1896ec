"""What measured sheets say of a printer: where it prints, and by how much continuous paper runs away from it."""

from __future__ import annotations

from dataclasses import replace

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.printer_profiles import FARTHEST, MOST_DRIFT, Placement

SHEETS = 10
"""Ten sheets: what is measured with a ruler to half a millimetre is known to a twentieth a sheet."""


class AcrossTooFar(DomainError):
    """So far off no printer prints: the paper lies wrong, or something else was measured. Parameters: measured, meant (mm)."""

    field = "across"


class DownTooFar(DomainError):
    """The same from the upper edge. Parameters: measured, meant (mm)."""

    field = "down"


class DriftTooLarge(DomainError):
    """The form of the driver has another length than the paper. Parameter: drift (mm a sheet)."""

    field = "last"


def corrected(place: Placement, meant: tuple[int, int], measured: tuple[int, int]) -> Placement:
    """Return the place after a page printed with `place` was measured: where its mark is meant to be and where it is, from the left
    and from the upper edge, in tenths of a mm. Raises AcrossTooFar, DownTooFar."""
    x, y = place.offset_x + meant[0] - measured[0], place.offset_y + meant[1] - measured[1]
    if abs(x) > FARTHEST:
        raise AcrossTooFar(measured=f"{measured[0] / 10:g}", meant=f"{meant[0] / 10:g}")
    if abs(y) > FARTHEST:
        raise DownTooFar(measured=f"{measured[1] / 10:g}", meant=f"{meant[1] / 10:g}")
    return replace(place, offset_x=x, offset_y=y)


def drifted(place: Placement, first: int, last: int, sheets: int = SHEETS) -> Placement:
    """Return the place after `sheets` sheets were printed with it: where the line is on the first and on the last one, from the upper
    edge in tenths of a mm; between them lie one step fewer than sheets. Raises DriftTooLarge."""
    drift = place.drift + round((last - first) * 10 / (sheets - 1))
    if abs(drift) > MOST_DRIFT:
        raise DriftTooLarge(drift=f"{drift / 100:g}")
    return replace(place, drift=drift)


def lift(sheet: int, drift: int, dpi: float) -> int:
    """Return by how many dots a sheet (0 = first) of a job is drawn higher, so that it lands where the first one does."""
    return round(sheet * drift * dpi / 2_540)


def kept_inside(wanted: int, alone: int, room: tuple[int, int]) -> int:
    """Return the place of a page in dots so that drift cuts nothing: `alone` is its place without drift, `room` how far its ink may
    move up and down. A place that was set by hand is kept, whatever it cuts."""
    up, down = room
    return min(max(wanted, min(alone, -up)), max(alone, down))
