"""Acceptance sheets 验收单: filled on the site stage by stage, valid only when nothing that failed is open (domain.md 2.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dealer_crm.domain.errors import DomainError


class SheetStage(StrEnum):
    """When a sheet is filled: 隐蔽 before ceiling and screed close, 终验 at the end."""

    HIDDEN = "hidden"
    FINAL = "final"


class AcceptanceState(StrEnum):
    """Being filled; 合格 and closed; called off."""

    OPEN = "open"
    VALID = "valid"
    CANCELLED = "cancelled"


class SignRole(StrEnum):
    """Who signs (domain.md 2.4-2.6)."""

    CUSTOMER = "customer"
    FITTER = "fitter"
    INSPECTOR = "inspector"
    DECORATOR = "decorator"
    SUPERVISOR = "supervisor"
    DRIVER = "driver"
    SHOP = "shop"


class AcceptanceNotFound(DomainError):
    """The sheet was taken back or never begun. Parameter: number."""


class AcceptanceClosed(DomainError):
    """The sheet is closed. Parameter: number."""


class SheetUnknown(DomainError):
    """The trade's data have no sheet of this code (any more). Parameter: code."""


class SheetNotValid(DomainError):
    """A sheet is valid only when every required item has a result and nothing that failed is open. Parameters: count, items."""

    check_ids: tuple[int, ...] = ()


class PhotoMissing(DomainError):
    """What failed, and what nobody can see later, wants a picture. Parameter: code."""

    field = "photos"


class DeadlineMissing(DomainError):
    """What failed wants a day by which it is mended. Parameter: code."""

    field = "due_on"


@dataclass(frozen=True)
class AcceptanceDraft:
    """The head of a sheet. `zone` tells two systems of one order apart; `decorator` is who else signs (装修方, 监理)."""

    zone: str = ""
    leader_id: int | None = None
    inspector_id: int | None = None
    decorator: str = ""
    started_on: date | None = None
    finished_on: date | None = None
    note: str = ""
