"""What the shop chose of its papers: read, kept, and brought from and to one file."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from dealer_crm.domain.journal import Actor
from dealer_crm.domain.paper_templates import PaperTemplate, template_of
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import PaperStyle


class PaperTemplates:
    """Templates by the kind of paper. One public method is one transaction."""

    def __init__(self, db: Database, actor: Callable[[], Actor]) -> None:
        self._db, self._actor = db, actor

    def of(self, kind: str) -> PaperTemplate:
        """Return what was chosen for a kind; what was not, is usual."""
        with self._db.read() as session:
            row = session.execute(select(PaperStyle.body, PaperStyle.version).where(PaperStyle.kind == kind)).first()
        return template_of(kind, row.body, row.version) if row else PaperTemplate(kind)
