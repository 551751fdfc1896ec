"""Forms that were printed elsewhere: kept with their fields, one step each; their scans lie in the attachments folder."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import select

from dealer_crm.domain.attachments import AttachmentEmpty, AttachmentTooLarge
from dealer_crm.domain.errors import EditConflict
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.overprint import OverprintForm as Form
from dealer_crm.domain.overprint import OverprintKindUnsuited, OverprintNameTaken, OverprintNotFound, fields_of
from dealer_crm.domain.text import file_name, fold
from dealer_crm.services.trade import Trade
from dealer_crm.storage.blobs import Blobs
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import OverprintForm

LARGEST = 40 * 1024 * 1024


class OverprintForms:
    """Use-cases of such forms. One public method is one transaction; `folder` is the attachments folder."""

    def __init__(self, db: Database, folder: Path, actor: Callable[[], Actor], trade: Trade) -> None:
        self._db, self._actor, self._trade = db, actor, trade
        self._blobs = Blobs(folder)

    def all(self) -> list[Form]:
        """Return every form, by kind and name."""
        with self._db.read() as session:
            query = select(OverprintForm).order_by(OverprintForm.kind, OverprintForm.name, OverprintForm.id)
            return [_form(row) for row in session.scalars(query)]

    def of_kind(self, kind: str) -> list[Form]:
        """Return the forms of a kind on which something is placed: those that can be printed."""
        with self._db.read() as session:
            query = select(OverprintForm).where(OverprintForm.kind == kind).order_by(OverprintForm.name, OverprintForm.id)
            return [form for form in map(_form, session.scalars(query)) if form.fields]

    def open(self, form_id: int) -> Form:
        """Return a form. Raises OverprintNotFound."""
        with self._db.read() as session:
            return _form(_require(session, form_id))

    def named(self, kind: str, name: str) -> Form:
        """Return the form of a kind by its name. Raises OverprintNotFound."""
        found = [form for form in self.of_kind(kind) if fold(form.name) == fold(name)]
        if not found:
            raise OverprintNotFound(name=name)
        return found[0]

    def create(self, form: Form) -> int:
        """Keep a new form and return its id. Raises what `OverprintForm.checked` raises, OverprintNameTaken, OverprintKindUnsuited."""
        form = self._checked(form)
        with self._db.write(self._actor(), Action.CREATE, Subject.OVERPRINT_FORM) as session:
            _refuse_twin(session, form)
            row = OverprintForm(**_columns(form))
            session.add(row)
            session.flush()
            session.about(row.id, form.name)
            return row.id

    def edit(self, form_id: int, form: Form) -> None:
        """Change a form; its `version` is the one that was opened. Raises as `create`, OverprintNotFound, EditConflict."""
        form = self._checked(form)
        with self._db.write(self._actor(), Action.EDIT, Subject.OVERPRINT_FORM) as session:
            row = _require(session, form_id)
            if row.version != form.version:
                raise EditConflict(mine=form.version, theirs=row.version)
            _refuse_twin(session, form, form_id)
            for name, value in _columns(form).items():
                if getattr(row, name) != value:
                    setattr(row, name, value)
            session.about(form_id, form.name)

    def delete(self, form_id: int) -> None:
        """Take a form out; its scan stays, so that it can come back with Ctrl+Z. Raises OverprintNotFound."""
        with self._db.write(self._actor(), Action.DELETE, Subject.OVERPRINT_FORM) as session:
            row = _require(session, form_id)
            session.about(form_id, row.name)
            session.delete(row)

    def keep_scan(self, name: str, data: bytes, size: tuple[int, int]) -> str:
        """Keep a picture or the first page of a PDF for a form of `size` (tenths of a mm), and return its hash.

        Raises AttachmentEmpty, AttachmentTooLarge, PictureUnreadable, StoreFull, StoreReadOnly.
        """
        from dealer_crm.documents.scans import fitted_scan

        name = file_name(name)
        if not data:
            raise AttachmentEmpty(name=name)
        if len(data) > LARGEST:
            raise AttachmentTooLarge(name=name, megabytes=LARGEST // 1024 // 1024)
        return self._blobs.put(fitted_scan(data, size, name))

    def scan(self, sha256: str) -> bytes:
        """Return a scan, b'' for none. Raises AttachmentMissing, AttachmentDamaged."""
        return self._blobs.get(sha256, "scan") if sha256 else b""

    def _checked(self, form: Form) -> Form:
        blanks = self._trade.blanks(form.kind)
        if not blanks:
            raise OverprintKindUnsuited(kind=form.kind)
        return form.checked([blank.code for blank in blanks])


def _columns(form: Form) -> dict[str, Any]:
    """Return the columns of a row; the body as it is read again, so that the journal compares like with like."""
    names = ("name", "kind", "width", "height", "continuous", "background")
    return {**{name: getattr(form, name) for name in names}, "body": json.loads(json.dumps(form.body()))}


def _form(row: OverprintForm) -> Form:
    fields, table = fields_of(row.body)
    return Form(
        name=row.name,
        kind=row.kind,
        width=row.width,
        height=row.height,
        continuous=row.continuous,
        fields=fields,
        table=table,
        background=row.background,
        id=row.id,
        version=row.version,
    )


def _refuse_twin(session: WriteSession, form: Form, form_id: int = 0) -> None:
    others = session.execute(select(OverprintForm.name).where(OverprintForm.kind == form.kind, OverprintForm.id != form_id)).scalars()
    if any(fold(name) == fold(form.name) for name in others):
        raise OverprintNameTaken(name=form.name)


def _require(session: Any, form_id: int) -> OverprintForm:
    row = session.get(OverprintForm, form_id)
    if row is None:
        raise OverprintNotFound(name="")
    assert isinstance(row, OverprintForm)
    return row
