"""The shop itself and the people who work in it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from dealer_crm.domain import phones
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.journal import Role
from dealer_crm.domain.text import clean, one_line


class StaffNameMissing(DomainError):
    """A staff member needs a name."""

    field = "name"


class LastOwner(DomainError):
    """The shop needs at least one active owner."""

    field = "role"


@dataclass(frozen=True)
class ShopDraft:
    """Everything papers print of the shop; all of it may be empty. `note` prints below the head."""

    name: str = ""
    credit_code: str = ""
    address: str = ""
    postcode: str = ""
    phone: str = ""
    hotline: str = ""
    bank: str = ""
    account: str = ""
    categories: str = ""
    note: str = ""
    version: int = 0

    def checked(self) -> ShopDraft:
        """Return the draft cleaned."""
        texts = {f.name: clean(getattr(self, f.name)).strip() for f in fields(self) if f.name != "version"}
        return ShopDraft(version=self.version, **texts)


@dataclass(frozen=True)
class StaffDraft:
    """One person of the shop."""

    name: str
    role: Role = Role.SALES
    phone: str = ""
    active: bool = True

    def checked(self) -> StaffDraft:
        """Return the draft cleaned. Raises StaffNameMissing."""
        draft = replace(self, name=one_line(self.name), phone=phones.digits(self.phone))
        if not draft.name:
            raise StaffNameMissing
        return draft
