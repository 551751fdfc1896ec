"""Pictures and signatures that stay: what was closed with them would say something that nobody can see any more."""

from __future__ import annotations

from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.findings import UNSEEN


class PictureOnSheet(DomainError):
    """An item of a valid sheet wants this picture. Parameters: code, number."""


class PictureOnClosed(DomainError):
    """An item of a delivery that was handed over, or of a job that is done, wants this picture. Parameters: code, number."""


class PictureNoted(DomainError):
    """An item was noted with this picture. Parameters: code, number."""


class PaperOnSheet(DomainError):
    """A sheet was closed with this photo of the signed paper. Parameter: number."""


class PaperOnClosed(DomainError):
    """A delivery was signed, or a job done, with this photo of the signed paper. Parameter: number."""


class SignatureOnSheet(DomainError):
    """A sheet is valid with this signature. Parameter: number."""


class SignatureOnClosed(DomainError):
    """A delivery was taken, or a job done, with this signature. Parameter: number."""


def wants_picture(sheet: str, result: CheckResult | None, *, photo: bool, failed: bool) -> bool:
    """Tell whether an item says something that its picture shows: it wants one to pass, or it failed, also where that was mended."""
    if result is None:
        return False
    if photo and result is CheckResult.PASS:
        return True
    return (failed or result is CheckResult.FAIL) and (photo or sheet not in UNSEEN)
