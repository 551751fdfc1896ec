"""What became of sheets and of what failed on them, in words."""

from __future__ import annotations

from enum import StrEnum

from dealer_crm.domain.site_events import SiteDeed
from dealer_crm.i18n import N_

LABELS_SITE_EVENTS: tuple[tuple[StrEnum, str], ...] = (
    (SiteDeed.BEGUN, N_("sheet begun")),
    (SiteDeed.VALID, N_("Acceptance passed")),
    (SiteDeed.HELD, N_("ceremony held")),
    (SiteDeed.REOPENED, N_("opened again")),
    (SiteDeed.CALLED_OFF, N_("Called off")),
    (SiteDeed.FAILED, N_("failed the inspection")),
    (SiteDeed.MENDED, N_("mended and passed")),
)
