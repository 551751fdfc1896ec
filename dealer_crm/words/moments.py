"""Instants in words, in the zone of this computer: 'Today 09:00', '11-08 18:20'."""

from __future__ import annotations

from datetime import datetime

from dealer_crm.domain.dates import local_day
from dealer_crm.i18n import Translator


def moment(at: datetime, now: datetime, t: Translator) -> str:
    """Return day and minute; today and yesterday by their word, another year with its figures."""
    clock = f"{at.astimezone():%H:%M}"
    day, today = local_day(at), local_day(now)
    match (today - day).days:
        case 0:
            return t("Today {time}").format(time=clock)
        case 1:
            return t("Yesterday {time}").format(time=clock)
        case _:
            return f"{day:%m-%d} {clock}" if day.year == today.year else f"{day.isoformat()} {clock}"
