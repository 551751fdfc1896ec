"""The eight expectations A-H: what the program can see of them by itself (domain.md 1.5, 1.6)."""

from __future__ import annotations

from enum import StrEnum


class Fact(StrEnum):
    """What a small tick of an expectation may rest on without anybody ticking it (`CheckStep.fact`)."""

    SLOT_AGREED = "slot_agreed"
    """A: day and slot were agreed by the customer's channel."""
    CALLED_AHEAD = "called_ahead"
    """A: called 30 minutes before arrival."""
    ON_TIME = "on_time"
    """A: came within the agreed slot."""
    PROMISES_KEPT = "promises_kept"
    """B: no promise of the order is open or broken."""
    GOODS_MATCH = "goods_match"
    """B: model, quantity and serial numbers are those of the order."""
    SHEETS_VALID = "sheets_valid"
    """C: every acceptance sheet of the order is valid."""
    PHOTOS = "photos"
    """C: there are pictures."""
    CERTIFICATE = "certificate"
    """D1: the guarantee certificate has its number; the number is the word."""
    PLAN_HANDED = "plan_handed"
    """D2: the maintenance plan was printed for the customer."""
    VISITS_PLANNED = "visits_planned"
    """F: the visits after the hand-over are planned."""
    CHANNEL_KNOWN = "channel_known"
    """F: the channel the customer prefers is known."""
    NO_OPEN_ISSUES = "no_open_issues"
    """G: no complaint and no failed item is open."""
    CONSENT_ASKED = "consent_asked"
    """H: consent to care and event news was asked."""
    INTERESTS_KNOWN = "interests_known"
    """H: at least one interest is known."""
