"""Checklists of a delivery: their items, limits and verdicts (domain.md 1.5, 2.6)."""

from __future__ import annotations

from enum import StrEnum


class CheckResult(StrEnum):
    """合格, 不合格, 不适用."""

    PASS = "pass"
    FAIL = "fail"
    NA = "na"
