"""Instants in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from dealer_crm.domain.dates import local_day
from dealer_crm.i18n import translator
from dealer_crm.words.moments import moment


def test_near_days_have_words_and_far_ones_figures() -> None:
    t = translator("en")
    now = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
    clock = f"{now.astimezone():%H:%M}"
    assert moment(now, now, t) == f"Today {clock}"
    assert moment(now - timedelta(days=1), now, t) == f"Yesterday {clock}"
    assert moment(now - timedelta(days=10), now, t) == f"11-08 {clock}"
    year_ago = now - timedelta(days=365)
    assert moment(year_ago, now, t) == f"{local_day(year_ago).isoformat()} {clock}"
