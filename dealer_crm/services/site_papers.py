"""Work on a site on paper, as text and as a workbook: dispatch sheets, acceptance sheets, readings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from dealer_crm.domain import phones
from dealer_crm.domain.acceptances import INSTALLED, AcceptanceState, SignRole
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.errors import NotFound
from dealer_crm.domain.jobs import OPEN_JOBS, JobStage, JobState, works_on
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.domain.promises import PromiseState
from dealer_crm.i18n import Translator, translator
from dealer_crm.services import acceptance_file, failed_items, job_file, sheets
from dealer_crm.services.acceptance_file import AcceptanceFile
from dealer_crm.services.check_rows import CheckGroupRow, CheckRow
from dealer_crm.services.customer_draft import read_file
from dealer_crm.services.job_file import JobFile, JobGoods
from dealer_crm.services.reading_tables import blocks_of, readings_book
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Acceptance, Job, Promise, Signature
from dealer_crm.words.labels import label

if TYPE_CHECKING:
    from dealer_crm.documents.pdf.acceptance_sheet import AcceptanceGroup, AcceptanceLine, AcceptanceSheetData
    from dealer_crm.documents.pdf.checklist_sheet import MachineLine
    from dealer_crm.documents.pdf.dispatch_sheet import DispatchMachine, DispatchSheetData, Signed
    from dealer_crm.services.paper_desk import PaperDesk

BLANK = "blank"
"""The form of an acceptance sheet without what was found."""
MANNERS = "manners"
JOB_PLACES = {SignRole.FITTER: "leader", SignRole.CUSTOMER: "customer"}
SHEET_PLACES = {
    SignRole.FITTER: "fitter",
    SignRole.INSPECTOR: "inspector",
    SignRole.CUSTOMER: "customer",
    SignRole.DECORATOR: "decorator",
    SignRole.SUPERVISOR: "decorator",
}
"""Where on a paper the signature of a role stands."""


class SitePapers:
    """Papers of jobs and acceptance sheets; nothing is changed. The paper libraries are imported when the first one is made."""

    def __init__(self, db: Database, now: Callable[[], datetime], trade: Trade, desk: PaperDesk) -> None:
        self._db, self._now, self._trade, self._desk = db, now, trade, desk

    def dispatch(self, job_id: int, choice: PrintChoice, language: str, printed_by: str = "") -> bytes:
        """Return the dispatch sheet of a job as a PDF. Raises JobNotFound."""
        from dealer_crm.documents.pdf.dispatch_sheet import dispatch_sheets

        data = self.dispatch_data(job_id, language)
        return dispatch_sheets([data], self._desk.setup("dispatch", choice, language, printed_by, job_id))

    def dispatch_of_day(self, on: date, choice: PrintChoice, language: str) -> bytes:
        """Return the dispatch sheets of all jobs of a day, each with its own code. Raises NotFound where there are none."""
        from dealer_crm.documents.pdf.dispatch_sheet import dispatch_sheets

        ids = self.jobs_of_day(on)
        if not ids:
            raise NotFound(number=on.isoformat())
        template = self._desk.setup("dispatch", choice, language)
        coded = [
            replace(self.dispatch_data(one, language), code=self._desk.code("dispatch", one) if template.template.code else "")
            for one in ids
        ]
        return dispatch_sheets(coded, template)

    def jobs_of_day(self, on: date) -> list[int]:
        """Return the jobs that are worked on that day, by the time they begin."""
        kept = or_(Job.state.in_(OPEN_JOBS), Job.state == JobState.DONE)
        query = select(Job.id, Job.planned_on, Job.days).where(Job.planned_on <= on, kept)
        with self._db.read() as session:
            found = session.execute(query.order_by(Job.slot, Job.id)).all()
        return [job_id for job_id, planned_on, days in found if on in works_on(planned_on, days)]

    def acceptance(self, acceptance_id: int, choice: PrintChoice, language: str, printed_by: str = "", *, blank: bool = False) -> bytes:
        """Return the acceptance sheet as it is filled by now, or blank to take along, as a PDF. Raises AcceptanceNotFound."""
        from dealer_crm.documents.pdf.acceptance_sheet import acceptance_sheet, to_take_along

        data, choice = self.acceptance_data(acceptance_id, language), replace(choice, variant=BLANK if blank else "")
        setup = self._desk.setup("acceptance", choice, language, printed_by, acceptance_id)
        return acceptance_sheet(to_take_along(data) if blank else data, setup)

    def text(self, job_id: int, language: str) -> str:
        """Return what the team needs as a few lines for a messenger. Raises JobNotFound."""
        from dealer_crm.documents.dispatch_text import DispatchMachine, DispatchTextData, dispatch_text

        t = translator(language)
        with self._db.read() as session:
            file = job_file.read(session, self._trade, job_id)
            failed = _to_mend(session, file, language)
        draft = file.draft
        machines = (DispatchMachine(one.name, _model(one), " ".join(one.serials), one.room, one.quantity, one.unit) for one in file.goods)
        data = DispatchTextData(
            what=t.context("dispatch", "Installation: {stage}").format(stage=label(draft.stage, t)),
            number=file.number,
            when=" ".join(filter(None, (f"{draft.planned_on:%m-%d}" if draft.planned_on else "", draft.slot))),
            customer=file.customer,
            phones=(phones.shown(file.phone),) if file.phone else (),
            address=file.address,
            access_notes=draft.access or "",
            machines=tuple(machines),
            note="\n".join(filter(None, (" ".join(filter(None, (draft.special, draft.note))), *failed))),
            crew=tuple(filter(None, (*file.people, draft.crew))),
        )
        return dispatch_text(data, language)

    def readings(self, acceptance_ids: Sequence[int], language: str) -> bytes:
        """Return all that was read on acceptance sheets as a workbook. Raises AcceptanceNotFound, CellTooLong."""
        from dealer_crm.documents.excel.record_workbook import record_workbook

        t, found = translator(language), []
        with self._db.read() as session:
            for one in acceptance_ids:
                file = acceptance_file.read(session, self._trade, one)
                about = " · ".join(filter(None, (file.words(language), file.customer, file.draft.zone)))
                found += readings_book(file.number, about, file.checks, t)
        return record_workbook(found)

    def sheets_of(self, order_id: int) -> list[int]:
        """Return the acceptance sheets of what an order installs, in the order in which they were begun."""
        kept = and_(Acceptance.state != AcceptanceState.CANCELLED, Acceptance.stage.in_(INSTALLED))
        with self._db.read() as session:
            return list(session.scalars(select(Acceptance.id).where(Acceptance.order_id == order_id, kept).order_by(Acceptance.id)))

    def dispatch_data(self, job_id: int, language: str) -> DispatchSheetData:
        """Return what the dispatch sheet prints. Raises JobNotFound."""
        from dealer_crm.documents.pdf.dispatch_sheet import DispatchSheetData, MaterialLine

        t = translator(language)
        with self._db.read() as session:
            file = job_file.read(session, self._trade, job_id)
            promised, failed = _promised(session, file.order_id), _to_mend(session, file, language)
            manners = _manners(session, self._trade, file, language)
            signed = self._signed(session, Signature.job_id == job_id, JOB_PLACES)
        draft = file.draft
        return DispatchSheetData(
            shop=self._desk.head(),
            number=file.number,
            stage=label(draft.stage, t),
            customer=file.customer,
            phones=(phones.shown(file.phone),) if file.phone else (),
            address=file.address,
            access=draft.access or "",
            day=draft.planned_on,
            slot=draft.slot,
            days=draft.days,
            order_number=file.order_number,
            leader=file.leader,
            members=file.members,
            crew=draft.crew,
            licences=draft.licences,
            machines=tuple(_machine(one) for one in file.goods),
            materials=tuple(MaterialLine(one.name, one.unit, one.taken, one.returned, one.note) for one in draft.materials),
            special=draft.special or "",
            promised=promised,
            note="\n".join(filter(None, (draft.note, *failed))),
            manners=manners,
            next_stage=label(draft.next_stage, t) if draft.next_stage else "",
            next_on=draft.next_on,
            signed=signed,
        )

    def acceptance_data(self, acceptance_id: int, language: str) -> AcceptanceSheetData:
        """Return what the acceptance sheet prints. Raises AcceptanceNotFound."""
        from dealer_crm.documents.pdf.acceptance_sheet import AcceptanceSheetData

        t = translator(language)
        with self._db.read() as session:
            file = acceptance_file.read(session, self._trade, acceptance_id)
            known = read_file(session, file.customer_id)
            signed = self._signed(session, Signature.acceptance_id == acceptance_id, SHEET_PLACES)
        return AcceptanceSheetData(
            shop=self._desk.head(),
            number=file.number,
            sheet=file.words(language),
            stage=stage if not file.is_ceremony and (stage := label(file.stage, t)) not in file.words(language) else "",
            ceremony=file.is_ceremony,
            state=_state(file, t),
            customer=file.customer,
            phones=tuple(phones.shown(one.number) for one in known[0].phones[:1]) if known else (),
            address=file.address,
            order_number=file.order_number,
            zone=file.draft.zone,
            leader=file.leader,
            inspector=file.inspector,
            decorator=file.draft.decorator,
            started=file.draft.started_on,
            finished=file.draft.finished_on,
            machines=_machine_lines(file),
            groups=tuple(_group(group, language) for group in file.groups),
            grids=blocks_of(file.checks, language),
            note=file.draft.note,
            signed=signed,
        )

    def _signed(self, session: Session, where: object, places: Mapping[SignRole, str]) -> dict[str, Signed]:
        """Return the signatures by the place where they stand; what is missing in the folder leaves its box to be signed."""
        from dealer_crm.documents.pdf.dispatch_sheet import Signed

        rows = session.scalars(select(Signature).where(where).order_by(Signature.signed_at, Signature.id))  # type: ignore[arg-type]
        known = ((places[row.role], row) for row in rows if row.role in places)
        return {place: Signed(row.name, local_day(row.signed_at), self._desk.picture(row.picture)) for place, row in known}


def _promised(session: Session, order_id: int) -> tuple[str, ...]:
    """Return what was promised with an order and is not kept yet."""
    query = select(Promise.words, Promise.due_on).where(Promise.order_id == order_id, Promise.state == PromiseState.OPEN)
    rows = session.execute(query.order_by(Promise.due_on.is_(None), Promise.due_on, Promise.id))
    return tuple(" ".join(filter(None, (words, f"({due_on:%m-%d})" if due_on else ""))) for words, due_on in rows)


def _to_mend(session: Session, file: JobFile, language: str) -> tuple[str, ...]:
    """Return for a job of rectification what failed at its order and is not mended, each with its day, but for what its note names."""
    if file.draft.stage is not JobStage.RECTIFY:
        return ()
    told = ((one, f"{one.code} {one.words(language)}") for one in failed_items.of_order(session, file.order_id))
    return tuple(
        " ".join(filter(None, (words, one.note, f"({one.due_on:%m-%d})" if one.due_on else "")))
        for one, words in told
        if words not in file.draft.note
    )


def _manners(session: Session, trade: Trade, file: JobFile, language: str) -> tuple[tuple[str, bool], ...]:
    """Return how one behaves on the site, ticked as far as it was; before the work as the sheet says it."""
    if file.checks:
        return tuple((check.words(language), check.result is CheckResult.PASS) for check in file.checks)
    return tuple((item.said(language), False) for item in sheets.sheet(session, trade, MANNERS).items)


def _model(one: JobGoods) -> str:
    return " ".join(filter(None, (one.brand, one.model, one.spec)))


def _machine(one: JobGoods) -> DispatchMachine:
    from dealer_crm.documents.pdf.dispatch_sheet import DispatchMachine

    return DispatchMachine(one.name, _model(one), " ".join(one.serials), one.room, one.quantity, one.unit)


def _machine_lines(file: AcceptanceFile) -> tuple[MachineLine, ...]:
    from dealer_crm.documents.pdf.checklist_sheet import MachineLine

    named = ((one, " ".join(filter(None, (one.brand, one.model, one.spec)))) for one in file.machines)
    return tuple(MachineLine(one.name, model, " ".join(one.serials), one.place, one.quantity, one.unit) for one, model in named)


def _state(file: AcceptanceFile, t: Translator) -> str:
    """Return how the sheet stands; while it is being filled that is left to be written."""
    if file.state is AcceptanceState.OPEN:
        return ""
    closed = local_day(file.closed_at).isoformat() if file.closed_at else ""
    held = file.is_ceremony and file.state is AcceptanceState.VALID
    return " ".join(filter(None, (t("Ceremony held") if held else label(file.state, t), closed)))


def _group(group: CheckGroupRow, language: str) -> AcceptanceGroup:
    from dealer_crm.documents.pdf.acceptance_sheet import AcceptanceGroup

    return AcceptanceGroup(group.words(language), tuple(_line(check, language) for check in group.checks))


def _told(check: CheckRow, language: str) -> Iterator[str]:
    """Yield the small ticks that carry a word: 礼品：茶叶."""
    t = translator(language)
    for step in check.steps:
        if word := check.ticked.get(step.code):
            yield t("{label}: {text}").format(label=step.zh if language == "zh" else step.en, text=word)


def _line(check: CheckRow, language: str) -> AcceptanceLine:
    from dealer_crm.documents.pdf.acceptance_sheet import AcceptanceLine

    mended = check.result is CheckResult.PASS and check.failed_at is not None and check.done_at is not None
    return AcceptanceLine(
        code=check.code,
        item=check.words(language),
        standard=check.standard(language),
        value=check.value,
        unit=check.unit,
        last=check.last.value if check.last else "",
        result=check.result,
        photo=check.photo,
        photos=bool(check.photos),
        gridded=check.grid is not None,
        note="\n".join(filter(None, (check.note, *_told(check, language)))),
        failure=check.failure,
        due_on=check.due_on,
        mended_on=local_day(check.done_at) if mended and check.done_at else None,
    )
