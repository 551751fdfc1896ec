"""What the shop chose of its papers: read, kept, and set back to the usual."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import select

from dealer_crm.domain.errors import EditConflict
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.paper_templates import PaperTemplate, check_title, template_of
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import PaperStyle


class PaperTemplates:
    """Templates by the kind of paper. One public method is one transaction; each write is one step to undo.

    A row that was made once stays, empty where all is usual again: so two windows see that the other one was there.
    """

    def __init__(self, db: Database, actor: Callable[[], Actor], trade: Trade | None = None) -> None:
        self._db, self._actor, self._trade = db, actor, trade or Trade()

    def of(self, kind: str) -> PaperTemplate:
        """Return what was chosen for a kind; what was not, is usual."""
        with self._db.read() as session:
            row = session.execute(select(PaperStyle.body, PaperStyle.version).where(PaperStyle.kind == kind)).first()
        if row is None:
            return PaperTemplate(kind)
        return self._trade.paper_kind(kind).fitted(template_of(kind, row.body, row.version))

    def all(self) -> Mapping[str, PaperTemplate]:
        """Return the templates in which something was chosen, by kind, in the order of the kinds."""
        with self._db.read() as session:
            rows = {row.kind: template_of(row.kind, row.body, row.version) for row in session.scalars(select(PaperStyle))}
        found = {known.code: rows[known.code] for known in self._trade.paper_kinds() if known.code in rows}
        return {kind: template for kind, template in found.items() if template.plain()}

    def save(self, template: PaperTemplate) -> None:
        """Keep what was chosen for the template's kind. Raises PaperTitleTooLong, EditConflict where somebody changed it since."""
        with self._db.write(self._actor(), Action.EDIT, Subject.PAPER_STYLE) as session:
            keep_template(session, self._trade, template)

    def reset(self, kind: str) -> None:
        """Print a kind again as the program means it."""
        with self._db.write(self._actor(), Action.EDIT, Subject.PAPER_STYLE) as session:
            keep_template(session, self._trade, PaperTemplate(kind), again=True)

    def replace(self, templates: Iterable[PaperTemplate]) -> None:
        """Put templates in place of what was chosen for their kinds, whatever that was, as one step."""
        with self._db.write(self._actor(), Action.IMPORT, Subject.PAPER_STYLE) as session:
            for template in templates:
                keep_template(session, self._trade, template, again=True)


def keep_template(session: WriteSession, trade: Trade, template: PaperTemplate, *, again: bool = False) -> None:
    """Keep a template in a write; `again` does not mind what was chosen meanwhile. Raises EditConflict, PaperTitleTooLong."""
    known = trade.paper_kind(template.kind)
    row = session.scalars(select(PaperStyle).where(PaperStyle.kind == template.kind)).one_or_none()
    there = row.version if row else 0
    if not again and there != template.version:
        raise EditConflict(mine=template.version, theirs=there)
    check_title(template.checked().title)
    body = known.fitted(template.checked()).plain()
    if row is None:
        if not body:
            return
        row = PaperStyle(kind=template.kind, body=_stored(body))
        session.add(row)
        session.flush()
    elif template_of(template.kind, row.body).plain() != body:
        row.body = _stored(body)
    session.about(row.id, known.zh)


def _stored(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the body as it is read again, so that the journal compares like with like."""
    found: dict[str, Any] = json.loads(json.dumps(body))
    return found
