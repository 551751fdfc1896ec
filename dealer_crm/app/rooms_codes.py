"""Opens the record of a paper: by the code that is printed on it, or by a line of the print log."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from dealer_crm.domain.errors import DomainError
from dealer_crm.services.numbered_papers import PaperOf
from dealer_crm.ui.shell import Hit

if TYPE_CHECKING:
    from dealer_crm.app.rooms import Rooms

_WRITTEN = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]")
"""As a code stands on paper; what is typed without its dashes may be many other things."""


def code_hits(rooms: Rooms, query: str) -> list[Hit]:
    """Return the record whose code is typed or scanned; what looks like a code and is none of ours gets a sentence."""
    typed = query.strip().upper()
    if len(typed.replace("-", "").replace(" ", "")) != 9:
        return []
    found = rooms.opened.desk.read_code(typed)
    known = found and name_of(rooms, *found)
    if found and known:
        kind = rooms.opened.trade.paper_kind(found[0]).said(rooms.t.language)
        return [Hit(known, kind, rooms.t("Code {code}").format(code=typed), "file-text", partial(open_paper, rooms, *found))]
    if _WRITTEN.fullmatch(typed) is None:
        return []
    t = rooms.t
    words = t("No paper of this shop bears this code. Look for a sign read wrongly; its record may also be deleted.")
    return [Hit(t("Code {code}").format(code=typed), words, "", "info", lambda: None)]


def name_of(rooms: Rooms, kind: str, record_id: int) -> str:
    """Return what the record of a paper is called, '' where it is gone or papers of that kind are of no record."""
    try:
        return _NAMES[kind](rooms, record_id) if kind in _NAMES else ""
    except DomainError:
        return ""


def open_paper(rooms: Rooms, kind: str, record_id: int) -> bool:
    """Go to the record of a paper; False where it is gone."""
    if not name_of(rooms, kind, record_id):
        return False
    _OPENS[kind](rooms, record_id)
    return True


def _numbered(kind: PaperOf, rooms: Rooms, record_id: int) -> str:
    found = rooms.opened.numbered_papers.of(kind, record_id)
    return f"{found.number} {found.customer}".strip() if found else ""


def _open_numbered(kind: PaperOf, rooms: Rooms, record_id: int) -> None:
    from dealer_crm.app.rooms_numbers import open_numbered

    found = rooms.opened.numbered_papers.of(kind, record_id)
    if found:
        open_numbered(rooms, kind, found)


def _customer(rooms: Rooms, record_id: int) -> str:
    line = next(iter(rooms.opened.customer_list.rows([record_id])), None)
    return f"{line.number} {line.name}".strip() if line else ""


def _machine(rooms: Rooms, record_id: int) -> str:
    file = rooms.opened.machines.open(record_id)
    return f"{file.certificate} {file.line.name}".strip()


def _delivery(rooms: Rooms, record_id: int) -> str:
    file = rooms.opened.deliveries.open(record_id)
    return f"{file.number} {file.customer}".strip()


def _job(rooms: Rooms, record_id: int) -> str:
    file = rooms.opened.jobs.open(record_id)
    return f"{file.number} {file.customer}".strip()


def _acceptance(rooms: Rooms, record_id: int) -> str:
    file = rooms.opened.acceptances.open(record_id)
    return f"{file.number} {file.customer}".strip()


def _order(rooms: Rooms, record_id: int) -> str:
    file = rooms.opened.orders.open(record_id)
    return f"{file.number} {file.customer}".strip()


def _quote(rooms: Rooms, record_id: int) -> str:
    file = rooms.opened.quotes.open(record_id)
    return f"{file.number} {file.customer}".strip()


def _complaint(rooms: Rooms, record_id: int) -> str:
    file = rooms.opened.complaint_files.open(record_id)
    return f"{file.number} {file.customer}".strip()


def _slip(rooms: Rooms, record_id: int) -> str:
    slip = rooms.opened.slips.slip(record_id)
    return f"{slip.number} {slip.customer}".strip()


def _open_order(rooms: Rooms, record_id: int) -> None:
    from dealer_crm.app.rooms_orders import open_order

    open_order(rooms, record_id)


def _open_quote(rooms: Rooms, record_id: int) -> None:
    from dealer_crm.app.rooms_quotes import open_quote

    open_quote(rooms, record_id)


def _open_slip(rooms: Rooms, record_id: int) -> None:
    from dealer_crm.app.rooms_staff import open_slip

    open_slip(rooms, record_id)


def _room(name: str, before: str, rooms: Rooms, record_id: int) -> None:
    rooms.window.go(name, f"{before}{record_id}")


_NAMES: dict[str, Callable[[Rooms, int], str]] = {
    **dict.fromkeys(("customer_record", "customer_form", "statement", "followup_card"), _customer),
    **dict.fromkeys(("certificate", "care_card"), _machine),
    **dict.fromkeys(("delivery_note", "checklist"), _delivery),
    "dispatch": _job,
    "acceptance": _acceptance,
    "contract": _order,
    "quote": _quote,
    **dict.fromkeys(("complaint", "evidence", "thanks"), _complaint),
    "slip": _slip,
    "change_order": partial(_numbered, PaperOf.CHANGE),
    "return_slip": partial(_numbered, PaperOf.RETURN),
    "receipt": partial(_numbered, PaperOf.PAYMENT),
}
_OPENS: dict[str, Callable[[Rooms, int], None]] = {
    **dict.fromkeys(("customer_record", "customer_form", "statement", "followup_card"), partial(_room, "customers", "")),
    **dict.fromkeys(("certificate", "care_card"), partial(_room, "care", "machine")),
    **dict.fromkeys(("delivery_note", "checklist"), partial(_room, "deliveries", "")),
    "dispatch": partial(_room, "deliveries", "job-"),
    "acceptance": partial(_room, "deliveries", "acceptance-"),
    "contract": _open_order,
    "quote": _open_quote,
    **dict.fromkeys(("complaint", "evidence", "thanks"), partial(_room, "complaints", "")),
    "slip": _open_slip,
    "change_order": partial(_open_numbered, PaperOf.CHANGE),
    "return_slip": partial(_open_numbered, PaperOf.RETURN),
    "receipt": partial(_open_numbered, PaperOf.PAYMENT),
}
"""By the kind of a paper: what its record is called, and where it is opened."""
