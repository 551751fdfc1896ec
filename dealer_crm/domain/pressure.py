"""A pressure hold with its temperatures: cold gas is not a leak (domain.md 3.6)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

ATMOSPHERE = Decimal("0.1013")
ZERO_CELSIUS = Decimal("273.15")
SHOWN = Decimal("0.01")
TOLERANCE = Decimal("0.02")
"""MPa that a reading may miss: what a fitter's gauge can tell [K]."""


@dataclass(frozen=True)
class PressureHold:
    """Two readings of one test: gauge pressures in MPa, temperatures in ℃."""

    first: Decimal
    first_celsius: Decimal
    last: Decimal
    last_celsius: Decimal

    def expected(self) -> Decimal:
        """Return what a tight system shows at the last temperature, by the gas law, as a gauge shows it."""
        absolute = (self.first + ATMOSPHERE) * (ZERO_CELSIUS + self.last_celsius) / (ZERO_CELSIUS + self.first_celsius)
        return (absolute - ATMOSPHERE).quantize(SHOWN, ROUND_HALF_UP)

    def lost(self) -> Decimal:
        """Return the pressure that went away; below zero = more than expected."""
        return self.expected() - self.last

    def tight(self, tolerance: Decimal = TOLERANCE) -> bool:
        """Tell whether the system held."""
        return abs(self.lost()) <= tolerance
