"""Papers of the shop into one file and out of one: what would change is told first, and taken in as one step."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select

from dealer_crm.documents.paper_file import paper_text, read_papers
from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.overprint import OverprintForm as Form
from dealer_crm.domain.paper_file import FiledForm, PaperFile
from dealer_crm.domain.paper_templates import PaperTemplate
from dealer_crm.domain.papers import OwnPaper
from dealer_crm.domain.text import fold
from dealer_crm.services.overprint_forms import OverprintForms
from dealer_crm.services.paper_templates import PaperTemplates, keep_template
from dealer_crm.services.shop import SHOP_ID
from dealer_crm.services.shop_logo import ShopLogo
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.models import OverprintForm, PaperStyle, Shop


@dataclass(frozen=True)
class PaperNews:
    """What of a file would change here: kinds of paper, the logo, forms, sizes. `unknown` are kinds and forms nobody can print here."""

    file: str
    templates: tuple[PaperTemplate, ...] = ()
    logo: bytes = b""
    forms: tuple[FiledForm, ...] = ()
    sizes: tuple[OwnPaper, ...] = ()
    same: int = 0
    unknown: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing would change."""
        return not (self.templates or self.logo or self.forms or self.sizes)


class PaperFiles:
    """`folder` is the attachments folder. Own sizes are the computer's: they are handed on and kept by who asks."""

    def __init__(self, db: Database, folder: Path, actor: Callable[[], Actor], trade: Trade) -> None:
        self._db, self._actor, self._trade = db, actor, trade
        self._templates = PaperTemplates(db, actor, trade)
        self._logo = ShopLogo(db, folder, actor)
        self._forms = OverprintForms(db, folder, actor, trade)

    def collect(self, kind: str = "", sizes: Sequence[OwnPaper] = ()) -> bytes:
        """Return the file of all papers, or of one kind with its forms. Raises AttachmentMissing, AttachmentDamaged."""
        chosen = {code: template for code, template in self._templates.all().items() if kind in ("", code)}
        forms = tuple(FiledForm(form, self._forms.scan(form.background)) for form in self._forms.all() if kind in ("", form.kind))
        return paper_text(PaperFile(chosen, self._logo.read(), tuple(sizes), forms))

    def look(self, data: bytes, file: str, sizes: Sequence[OwnPaper] = ()) -> PaperNews:
        """Return what a file would change. Raises PaperFileTooLarge, PaperFileForeign, PaperFileNewer."""
        found = read_papers(data, file)
        known = {kind.code: kind for kind in self._trade.paper_kinds()}
        wanted = [known[code].fitted(one) for code, one in found.templates.items() if code in known]
        changed = tuple(one for one in wanted if one.plain() != self._templates.of(one.kind).plain())
        good = [replace(one, form=form) for one in found.forms if (form := self._sound(one.form)) is not None]
        forms = tuple(one for one in good if not self._stands(one))
        lost = [one.form.name or one.form.kind for one in found.forms if self._sound(one.form) is None]
        own = {one.key: one.name for one in sizes}
        return PaperNews(
            file,
            changed,
            found.logo if found.logo and hashlib.sha256(found.logo).hexdigest() != self._logo.sha256() else b"",
            forms,
            tuple(one for one in found.sizes if own.get(one.key) != one.name),
            len(wanted) - len(changed) + len(good) - len(forms),
            (*(code for code in found.templates if code not in known), *lost),
        )

    def take_in(self, news: PaperNews) -> None:
        """Put what a file says in place of what stands here, as one step to undo. Raises PictureUnreadable, StoreFull, StoreReadOnly."""
        logo = self._logo.put(news.file, news.logo) if news.logo else ""
        forms = [replace(one.form, background=self._scan(one)) for one in news.forms]
        with self._db.write(self._actor(), Action.IMPORT, Subject.PAPER_STYLE) as session:
            for template in news.templates:
                keep_template(session, self._trade, template, again=True)
            if logo:
                session.get_one(Shop, SHOP_ID).logo = logo
            for form in forms:
                _keep_form(session, form)
            row = session.scalars(select(PaperStyle.id).order_by(PaperStyle.id)).first()
            session.about(row or SHOP_ID, news.file)

    def _scan(self, one: FiledForm) -> str:
        return self._forms.keep_scan(one.form.name, one.scan, (one.form.width, one.form.height)) if one.scan else ""

    def _sound(self, form: Form) -> Form | None:
        """Return a form as it can be kept here; None where nobody fills it or it cannot be meant."""
        blanks = self._trade.blanks(form.kind) if form.kind in {kind.code for kind in self._trade.paper_kinds()} else ()
        try:
            return form.checked([blank.code for blank in blanks]) if blanks else None
        except DomainError:
            return None

    def _stands(self, one: FiledForm) -> bool:
        """Tell whether the form is here just so."""
        for form in self._twins(one.form):
            same = replace(form, background="", version=0) == replace(one.form, background="", version=0)
            return same and self._forms.scan(form.background) == one.scan
        return False

    def _twins(self, form: Form) -> Iterator[Form]:
        return (other for other in self._forms.all() if other.kind == form.kind and fold(other.name) == fold(form.name))


def _keep_form(session: WriteSession, form: Form) -> None:
    """Put a form in place of the one of its kind that has its name, or add it."""
    rows = session.scalars(select(OverprintForm).where(OverprintForm.kind == form.kind)).all()
    row = next((one for one in rows if fold(one.name) == fold(form.name)), None)
    values = {name: getattr(form, name) for name in ("name", "kind", "width", "height", "continuous", "background")}
    values["body"] = json.loads(json.dumps(form.body()))
    if row is None:
        session.add(OverprintForm(**values))
        return
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
