"""A complaint on paper: its sheet as it is filled by now or blank, with the block for an authority; the letter that thanks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from dealer_crm.domain import phones
from dealer_crm.domain.complaint_case import Clear, CostKind
from dealer_crm.domain.complaint_papers import ThanksTooEarly
from dealer_crm.domain.complaints import (
    ComplaintChannel,
    ComplaintLevel,
    ComplaintState,
    ComplaintSubtype,
    Demand,
    DissatisfiedType,
    Severity,
    Step8,
)
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.journal import Actor, Role
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.i18n import Translator, translator
from dealer_crm.services.complaint_file import ComplaintFile, ComplaintFiles
from dealer_crm.services.complaint_parts import CostRow
from dealer_crm.services.complaint_topics import ComplaintTopics
from dealer_crm.services.evidence_sources import sources_of
from dealer_crm.services.shop import ShopData
from dealer_crm.storage.database import Database
from dealer_crm.words.labels import label

if TYPE_CHECKING:
    from dealer_crm.documents.pdf.complaint_sheet import (
        AuthorityBlock,
        ComplaintSheetData,
        CostLine,
        CourseLine,
        Register,
        RegisterChoices,
        Settlement,
        StepLine,
    )
    from dealer_crm.documents.pdf.pages import ShopHead
    from dealer_crm.services.paper_desk import PaperDesk


BLANK = "blank"
"""The form of the sheet on which nothing stands yet."""
_NUMBER = "_" * 16


class ComplaintPapers:
    """Papers of one complaint; nothing is changed. The paper libraries are imported when the first one is made."""

    def __init__(self, db: Database, desk: PaperDesk, now: Callable[[], datetime] | None = None) -> None:
        self._db, self._desk = db, desk
        self._now = now or db.now
        self._files = ComplaintFiles(db)
        self._shop = ShopData(db, Actor)
        self._topics = ComplaintTopics(db)

    def sheet(self, complaint_id: int, choice: PrintChoice, language: str, printed_by: str = "") -> bytes:
        """Return the complaint sheet as a PDF, by its variant the blank one. Raises ComplaintNotFound."""
        from dealer_crm.documents.pdf.complaint_sheet import complaint_sheet

        if choice.variant == BLANK:
            return self.blank(choice, language, printed_by)
        setup = self._desk.setup("complaint", choice, language, printed_by, complaint_id)
        return complaint_sheet(self.sheet_data(complaint_id, language), setup)

    def blank(self, choice: PrintChoice, language: str, printed_by: str = "") -> bytes:
        """Return a sheet with boxes to tick and room to write, for when the computer is not at hand."""
        from dealer_crm.documents.pdf.complaint_sheet import ComplaintSheetData, complaint_sheet

        setup = self._desk.setup("complaint", replace(choice, variant=BLANK), language, printed_by)
        choices = _choices(translator(language), [one.said(language) for one in self._topics.all() if not one.retired])
        return complaint_sheet(ComplaintSheetData(self._head(), _NUMBER, choices=choices), setup)

    def variants(self, language: str) -> tuple[tuple[str, str], ...]:
        """Return the forms of the sheet with what they are called."""
        t = translator(language)
        return (("", t("As it is filled in")), (BLANK, t("Blank")))

    def thanks(self, complaint_id: int, choice: PrintChoice, language: str, printed_by: str = "") -> bytes:
        """Return the letter of thanks as a PDF. Raises ComplaintNotFound, ThanksTooEarly."""
        from dealer_crm.documents.pdf.thanks_letter import ThanksData, thanks_letter

        self.check_thanks(complaint_id)
        file = self._files.open(complaint_id)
        data = ThanksData(
            self._head(),
            file.number,
            file.customer,
            local_day(file.opened_at),
            file.measure,
            self._owner(),
            local_day(self._now()),
        )
        return thanks_letter(data, self._desk.setup("thanks", choice, language, printed_by, complaint_id))

    def check_thanks(self, complaint_id: int) -> None:
        """Raise ThanksTooEarly while the case is open, ComplaintNotFound."""
        file = self._files.open(complaint_id)
        if file.state is not ComplaintState.CLOSED:
            raise ThanksTooEarly(number=file.number)

    def sheet_data(self, complaint_id: int, language: str) -> ComplaintSheetData:
        """Return what the sheet prints. Raises ComplaintNotFound."""
        from dealer_crm.documents.pdf.complaint_sheet import ComplaintSheetData

        file, t = self._files.open(complaint_id), translator(language)
        third = file.draft.level is ComplaintLevel.THIRD_PARTY or file.authority_on is not None
        return ComplaintSheetData(
            shop=self._head(),
            number=file.number,
            register=_register(file, t),
            steps=tuple(_step(file, step) for step in Step8),
            settlement=_settlement(file, t),
            authority=self._authority(file, t) if third else None,
            clear=_clear(file, t),
            course=tuple(_course(file, t)),
            costs=tuple(_cost(row, t) for row in file.parts.costs),
        )

    def _authority(self, file: ComplaintFile, t: Translator) -> AuthorityBlock:
        """Return the papers of proof; only what the store has is ticked."""
        from dealer_crm.documents.pdf.complaint_sheet import AuthorityBlock

        with self._db.read() as session:
            found = sources_of(session, file.id, self._now())
        evidence = (
            (t("Order"), found.order_id is not None),
            (t("Signed delivery note"), any(one.signed_by or one.picture for one in found.notes)),
            (t("Acceptance sheet"), bool(found.sheets)),
            (t("Warranty certificate"), bool(found.machines)),
            (t("Service slips"), bool(found.requests)),
            (t("Photos"), any(not one.whole for one in found.files)),
        )
        return AuthorityBlock(file.draft.external_number, file.authority_on, file.mediation_on, evidence, file.authority_result)

    def _owner(self) -> str:
        """Return who signs: the owner of the shop, "" where none is known."""
        return next((one.name for one in self._shop.staff() if one.role is Role.OWNER), "")

    def _head(self) -> ShopHead:
        from dealer_crm.documents.pdf.pages import ShopHead

        shop = self._shop.shop()
        return ShopHead(shop.name, shop.address, shop.hotline or shop.phone, shop.credit_code, shop.note)


def _register(file: ComplaintFile, t: Translator) -> Register:
    from dealer_crm.documents.pdf.complaint_sheet import Register

    draft, clock = file.draft, file.clock
    machine = file.machine
    return Register(
        received_at=_wall(file.opened_at),
        received_by=file.taken_by,
        channel=label(draft.channel, t),
        complainant=draft.complainant or (t("Anonymous") if draft.nobody else ""),
        customer="" if draft.nobody else file.customer,
        phones=(phones.shown(file.phone),) if file.phone else (),
        address=file.address,
        order_number=file.order,
        equipment="  ".join(filter(None, (machine.name, machine.serial))) if machine else "",
        kind=label(draft.type, t),
        subtype=label(draft.subtype, t),
        topic=file.topic.said(t.language) if file.topic else draft.topic,
        level=label(draft.level, t),
        detected=label(draft.detected, t) if draft.detected else "",
        mood=label(draft.dissatisfied, t),
        severity=label(draft.severity, t),
        words=draft.words,
        demands=tuple(filter(None, (label(draft.demand, t), draft.demand_words))),
        photos=len(file.pictures) or None,
        respond_by=_wall(clock.respond_by),
        plan_by=_wall(clock.plan_by) if clock.plan_by else None,
        close_by=_wall(clock.close_by) if clock.close_by else None,
    )


def _step(file: ComplaintFile, step: Step8) -> StepLine:
    from dealer_crm.documents.pdf.complaint_sheet import StepLine

    done = file.done(step)
    return StepLine(_wall(done.at), done.staff, done.words) if done else StepLine()


def _settlement(file: ComplaintFile, t: Translator) -> Settlement:
    from dealer_crm.documents.pdf.complaint_sheet import Settlement

    answered, promised = file.clock.responded_at, file.clock.promised_by
    confirmed, corrected = file.done(Step8.CONFIRM), file.done(Step8.CORRECT)
    return Settlement(
        responsible=file.staff,
        responded_at=_wall(answered) if answered else None,
        cause=file.cause,
        liable=label(file.liable, t),
        solution=file.measure,
        cost=file.parts.cost or None,
        borne_by=t(", ").join(dict.fromkeys(label(row.payer, t) for row in file.parts.costs if row.counts)),
        promised_on=local_day(promised) if promised else None,
        done_on=local_day(corrected.at) if corrected else None,
        confirmed_at=_wall(confirmed.at) if confirmed else None,
        confirmed_how=confirmed.words if confirmed else "",
        satisfaction=t("{n} of 5").format(n=file.satisfaction) if file.satisfaction else "",
        prevention=file.prevention,
        prevention_by=file.prevention_staff,
        prevention_due=file.prevention_on,
        prevention_checked=file.verification,
        manager_says=file.manager_words,
        owner_says=file.owner_words,
    )


def _clear(file: ComplaintFile, t: Translator) -> tuple[tuple[str, bool], ...]:
    """Return the letters of CLEAR with their ticks; none where none was kept."""
    kept = {one.letter for one in file.parts.clear}
    return tuple((f"{one.value.upper()} {label(one, t)}", one in kept) for one in Clear) if kept else ()


def _course(file: ComplaintFile, t: Translator) -> Iterator[CourseLine]:
    """Yield what stopped the clock and who higher up has seen to the case, by date."""
    from dealer_crm.documents.pdf.complaint_sheet import CourseLine

    waited = [(one.from_at, one.until_at, label(one.wait_for, t), one.staff, one.words) for one in file.parts.pauses]
    seen = [(one.at, None, label(one.level, t), one.staff, one.words) for one in file.parts.seen]
    for since, until, what, who, words in sorted((*waited, *seen), key=lambda line: line[0]):
        yield CourseLine(what, _wall(since), _wall(until) if until else None, who, words)


def _cost(row: CostRow, t: Translator) -> CostLine:
    from dealer_crm.documents.pdf.complaint_sheet import CostLine

    return CostLine(label(row.kind, t), row.amount, label(row.payer, t), row.spent_on, row.words, _approval(row, t))


def _approval(row: CostRow, t: Translator) -> str:
    """Return how compensation stands with its approval; "" for what needs none."""
    if row.approved_at is not None:
        said = t("approved {day}").format(day=local_day(row.approved_at).isoformat())
    elif row.refused_at is not None:
        said = t("refused {day}").format(day=local_day(row.refused_at).isoformat())
    elif row.kind is CostKind.COMPENSATION:
        said = t("not approved yet")
    else:
        return ""
    return " ".join(filter(None, (row.approved_by, said, row.answer)))


def _choices(t: Translator, topics: Sequence[str]) -> RegisterChoices:
    """Return what can be ticked on a blank sheet."""
    from dealer_crm.documents.pdf.complaint_sheet import RegisterChoices

    def named(*enums: type[StrEnum]) -> tuple[str, ...]:
        return tuple(label(one, t) for enum in enums for one in enum)

    return RegisterChoices(
        channels=named(ComplaintChannel),
        subtypes=named(ComplaintSubtype),
        topics=tuple(topics),
        levels=named(ComplaintLevel),
        moods=named(DissatisfiedType),
        severities=named(Severity),
        demands=named(Demand),
    )


def _wall(instant: datetime) -> datetime:
    """Return an instant as the clock on the wall shows it."""
    return instant.astimezone().replace(tzinfo=None)
