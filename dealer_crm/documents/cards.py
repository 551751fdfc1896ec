"""One contact as address books know it, on its way in or out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Card:
    """One contact. Read: mobile numbers come first, fax last; `birthday` is yyyy-MM-dd, --MM-dd or as written."""

    name: str
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    org: str = ""
    note: str = ""
    birthday: str = ""
