"""How a printer prints, and where on the paper: kept for each printer of the computer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

FARTHEST = 200
"""Tenths of a mm: farther off, the paper itself lies wrong."""
MOST_DRIFT = 300
"""Hundredths of a mm a sheet."""
NEEDLE_DPI = (180, 360)


class Technique(StrEnum):
    """How a printer puts ink on paper. `AUTO`: as its driver's resolutions tell."""

    AUTO = "auto"
    LASER = "laser"
    NEEDLE = "needle"


@dataclass(frozen=True)
class Placement:
    """Where a printer prints on a paper: to the right and down in tenths of a mm; `tray` by the driver's own name, '' = the usual one.

    `drift` in hundredths of a mm: by so much what is printed lies lower on each sheet of continuous paper than on the one before it
    (negative: higher). So sheet n (0 = first) of a job is drawn n times as much higher.
    """

    offset_x: int = 0
    offset_y: int = 0
    drift: int = 0
    tray: str = ""

    def checked(self) -> Placement:
        """Return the placement with numbers inside what can be meant."""
        return replace(
            self,
            offset_x=min(max(self.offset_x, -FARTHEST), FARTHEST),
            offset_y=min(max(self.offset_y, -FARTHEST), FARTHEST),
            drift=min(max(self.drift, -MOST_DRIFT), MOST_DRIFT),
        )


@dataclass(frozen=True)
class PrinterProfile:
    """One printer. `dpi` 0 = as the technique wants; needles know 180 and 360.

    `places` by kind of paper ("delivery_note") and by size ("paper:CONT_241x140"), as a calibration measured it.
    """

    technique: Technique = Technique.AUTO
    dpi: int = 0
    places: Mapping[str, Placement] = field(default_factory=dict, hash=False)

    def place(self, kind: str, paper: str) -> Placement:
        """Return where a kind of paper lands: as set for the kind on that size, else as measured for the size."""
        return self.places.get(f"{kind}:{paper}") or self.places.get(f"paper:{paper}") or Placement()

    def placed(self, kind: str, paper: str, place: Placement) -> PrinterProfile:
        """Return the profile with a place kept for a kind (or, by the kind "paper", for every kind) on a size."""
        return replace(self, places={**self.places, f"{kind}:{paper}": place.checked()})

    def measured(self, paper: str, place: Placement) -> PrinterProfile:
        """Return the profile with a place that was measured for a size: it holds for all kinds on it, whatever was set by hand for one;
        the kinds keep their trays."""
        sound = place.checked()
        kinds = {key: replace(sound, tray=known.tray) for key, known in self.places.items() if key.partition(":")[2] == paper}
        return replace(self, places={**self.places, **kinds, f"paper:{paper}": sound})

    def plain(self) -> dict[str, Any]:
        """Return what is stored of the profile."""
        return asdict(self)


def profile_of(stored: Mapping[str, Any]) -> PrinterProfile:
    """Read a profile as `plain` gives it; what is not sound is left at its usual value."""
    techniques = {one.value: one for one in Technique}
    places = stored.get("places")
    found = places.items() if isinstance(places, Mapping) else ()
    dpi = _number(stored.get("dpi"))
    return PrinterProfile(
        technique=techniques.get(str(stored.get("technique")), Technique.AUTO),
        dpi=dpi if dpi in NEEDLE_DPI else 0,
        places={str(key): _place(value) for key, value in found if isinstance(value, Mapping)},
    )


def profiles(stored: object) -> dict[str, PrinterProfile]:
    """Read the profiles that a settings file holds by the name of the printer; what is not sound is left out."""
    if not isinstance(stored, Mapping):
        return {}
    return {str(name): profile_of(value) for name, value in stored.items() if isinstance(value, Mapping)}


def _place(stored: Mapping[str, Any]) -> Placement:
    tray = stored.get("tray")
    numbers = {name: _number(stored.get(name)) for name in ("offset_x", "offset_y", "drift")}
    return Placement(**numbers, tray=tray if isinstance(tray, str) else "").checked()


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
