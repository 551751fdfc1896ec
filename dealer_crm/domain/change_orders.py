"""增项签证单: what changes of a signed contract, agreed on paper before the work is done (domain.md 2.3)."""

from __future__ import annotations

from enum import StrEnum


class ChangeState(StrEnum):
    """草稿→已签→(作废): only a signed one changes the order."""

    DRAFT = "draft"
    SIGNED = "signed"
    DROPPED = "dropped"
