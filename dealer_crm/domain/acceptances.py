"""Acceptance sheets 验收单: filled on the site stage by stage, valid only when nothing that failed is open (domain.md 2.6)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.text import clean, one_line


class SheetStage(StrEnum):
    """When a sheet is filled: 隐蔽 before ceiling and screed close, 终验 at the end; 签约仪式 when the contract was signed."""

    HIDDEN = "hidden"
    FINAL = "final"
    CEREMONY = "ceremony"


INSTALLED = (SheetStage.HIDDEN, SheetStage.FINAL)
"""The stages of sheets on what is installed. A signing ceremony is none of them: no site, no hand-over, no list of sheets knows it."""
SIGNING_CEREMONY = "signing_ceremony"
"""The code of the sheet of a signing ceremony (S4-04)."""


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


class SheetHandedOver(DomainError):
    """A hand-over counted on the sheet: without it nothing would say what was looked at. Parameters: number, delivery."""


class SheetUnknown(DomainError):
    """The trade's data have no sheet of this code (any more). Parameter: code."""


class SheetNotValid(DomainError):
    """A sheet is valid only when every required item has a result and nothing that failed is open. Parameters: count, items."""

    check_ids: tuple[int, ...] = ()


class OrderNotSigned(DomainError):
    """Nobody celebrates a contract that is not signed. Parameter: number."""


class CeremonyEmpty(DomainError):
    """Nothing of a signing ceremony was done. Parameter: number."""


class PhotoMissing(DomainError):
    """What failed, and what nobody can see later, wants a picture. Parameter: code."""

    field = "photos"


class DeadlineMissing(DomainError):
    """What failed wants a day by which it is mended. Parameter: code."""

    field = "due_on"


class WhyNotMissing(DomainError):
    """What failed is said not to apply, without a word why. Parameter: code."""

    field = "note"


class ReadingMissing(DomainError):
    """Nobody passes a value that was not read. Parameters: code, least (rows of readings)."""

    field = "value"


class FinishedBeforeBegun(DomainError):
    """The work cannot be finished before it was begun."""

    field = "finished_on"


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

    def checked(self) -> AcceptanceDraft:
        """Return the head cleaned. Raises FinishedBeforeBegun."""
        if self.started_on is not None and self.finished_on is not None and self.finished_on < self.started_on:
            raise FinishedBeforeBegun
        return replace(self, zone=one_line(self.zone), decorator=one_line(self.decorator), note=clean(self.note).strip())
