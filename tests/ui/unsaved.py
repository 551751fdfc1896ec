"""Drafts in memory, for doors of pages that have no folder."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dealer_crm.services.drafts import Drafts

NOW = datetime(2026, 11, 18, 2, 12, tzinfo=UTC)


class PassingDrafts(Drafts):
    """Gone with the page."""

    def __init__(self) -> None:
        super().__init__(Path(), lambda: NOW)
        self.kept: dict[tuple[str, str], dict[str, Any]] = {}

    def save(self, kind: str, key: str, content: dict[str, Any], title: str = "") -> None:
        """Keep it."""
        self.kept[kind, key] = content

    def load(self, kind: str, key: str) -> dict[str, Any] | None:
        """Return it."""
        return self.kept.get((kind, key))

    def drop(self, kind: str, key: str) -> None:
        """Forget it."""
        self.kept.pop((kind, key), None)
