"""How long somebody answers for a machine, from which day, and until when (domain.md 3.2)."""

from __future__ import annotations

from enum import StrEnum


class CoverageKind(StrEnum):
    """What is covered."""

    RETURN7 = "return7"
    EXCHANGE15 = "exchange15"
    WHOLE_UNIT = "whole_unit"
    MAIN_PARTS = "main_parts"
    FACTORY_EXT = "factory_ext"
    INSTALLATION = "installation"
    PIPING = "piping"
    PAID_EXT = "paid_ext"


class StartBasis(StrEnum):
    """From which event the time runs."""

    INVOICE = "invoice"
    SALE = "sale"
    DELIVERY = "delivery"
    COMMISSIONING = "commissioning"
    ACCEPTANCE = "acceptance"
    PRODUCTION = "production"


class Provider(StrEnum):
    """Who answers."""

    MANUFACTURER = "manufacturer"
    SHOP = "shop"
