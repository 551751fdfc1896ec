"""The shop's own sizes of paper that notes with goods, receipts and slips are offered on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealer_crm.domain.papers import OwnPaper, own_papers

if TYPE_CHECKING:
    from dealer_crm.app.opened import Opened


def note_sizes(opened: Opened) -> tuple[OwnPaper, ...]:
    """Return the shop's own sizes that are large enough."""
    return tuple(one for one in own_papers(opened.settings.value.own_papers) if one.takes_notes)
