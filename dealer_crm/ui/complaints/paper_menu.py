"""The papers of a case that have no button of their own: its evidence as one pack, the letter that thanks for it."""

from __future__ import annotations

from functools import partial

from dealer_crm.domain.complaints import ComplaintState
from dealer_crm.i18n import Translator
from dealer_crm.services.complaint_file import ComplaintFile
from dealer_crm.ui.complaints.doors import ComplaintPapers
from dealer_crm.ui.widgets import MenuItem


def paper_items(t: Translator, papers: ComplaintPapers, file: ComplaintFile) -> list[MenuItem]:
    """Return the lines of a menu; nobody is thanked before the case is settled."""
    found = []
    if papers.evidence is not None:
        found.append(MenuItem(t("Evidence pack…"), partial(papers.evidence, file.id), name="case_evidence"))
    if papers.thanks is not None and file.state is ComplaintState.CLOSED:
        found.append(MenuItem(t("Letter of thanks…"), partial(papers.thanks, file.id), name="case_thanks"))
    return found
