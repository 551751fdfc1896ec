"""What becomes of a sheet of an order and of what failed on one, as a customer's history tells it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from dealer_crm.domain.journal import Action


class SiteDeed(StrEnum):
    """A sheet is begun, declared valid (a signing ceremony: held), opened again, called off; an item fails, and is mended."""

    BEGUN = "begun"
    VALID = "valid"
    HELD = "held"
    REOPENED = "reopened"
    CALLED_OFF = "called_off"
    FAILED = "failed"
    MENDED = "mended"


def told_again(actions: Iterable[Action]) -> list[bool]:
    """Tell which of a sheet's closings and openings, the oldest first, its row does not know any more: all but the last closing."""
    every = list(actions)
    last = max((at for at, action in enumerate(every) if action is Action.REOPEN), default=-1)
    return [action is Action.REOPEN or (action is Action.CLOSE and at < last) for at, action in enumerate(every)]
