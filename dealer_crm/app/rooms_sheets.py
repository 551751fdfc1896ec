"""Wires the page of an acceptance sheet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from dealer_crm.app.site_jobs import preview_acceptance
from dealer_crm.domain.attachments import Belongs
from dealer_crm.services.acceptance_file import AcceptanceFile
from dealer_crm.ui.sheets.doors import SheetDoors, SheetPhotos
from dealer_crm.ui.sheets.page import SheetPage

if TYPE_CHECKING:
    from dealer_crm.app.rooms import Rooms


def sheet_page(rooms: Rooms) -> SheetPage:
    """Return the page of one acceptance sheet."""
    return SheetPage(rooms.t, sheet_doors(rooms), lambda: rooms.window.prompts)


def sheet_doors(rooms: Rooms) -> SheetDoors:
    """Return what the page may call."""
    opened = rooms.opened
    deeds = opened.acceptances

    def close(acceptance_id: int, name: str, png: bytes) -> None:
        deeds.close(acceptance_id, name, opened.signatures.keep(png) if png else "")

    def close_on_paper(acceptance_id: int, name: str, photo: tuple[str, bytes]) -> None:
        deeds.close(acceptance_id, name, paper=opened.attachments.keep(*photo))

    return SheetDoors(
        open=deeds.open,
        staff=opened.shop.staff,
        tick=deeds.note,
        keep=deeds.keep,
        pass_all=deeds.pass_all,
        edit=deeds.edit,
        close=close,
        close_on_paper=close_on_paper,
        reopen=lambda acceptance_id: deeds.reopen(acceptance_id, rooms.t.language),
        cancel=deeds.cancel,
        photos=_photos(rooms),
        now=opened.now,
        offered=opened.mend_on,
        drafts=opened.drafts,
        preview=partial(preview_acceptance, rooms),
        rectify=partial(rectify, rooms),
        readings=lambda one, number: rooms.papers.export_readings([one], number),
        household=deeds.household,
    )


def rectify(rooms: Rooms, check_id: int) -> None:
    """Plan a job that mends an item; where one was stays in view until it is filed."""
    page: Any = rooms.window.page("deliveries")
    page.show_subject(f"mend-{check_id}")


def _photos(rooms: Rooms) -> SheetPhotos:
    kept = rooms.opened.attachments

    def add(file: AcceptanceFile, check: int, name: str, data: bytes) -> int:
        return kept.add(file.customer_id, name, data, Belongs(acceptance_id=file.id, check_id=check or None))

    return SheetPhotos(
        of=lambda one: kept.at(Belongs(acceptance_id=one)),
        of_check=lambda one: kept.at(Belongs(check_id=one)),
        read=kept.read,
        add=add,
        remove=kept.remove,
    )
