"""A complaint on paper: the sheet as it is filled by now, with the block for an authority where it went through a third party."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from dealer_crm.domain import phones
from dealer_crm.domain.complaints import ComplaintLevel, Step8
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.i18n import Translator, translator
from dealer_crm.services.complaint_file import ComplaintFile, ComplaintFiles
from dealer_crm.services.shop import ShopData
from dealer_crm.storage.database import Database
from dealer_crm.words.labels import label

if TYPE_CHECKING:
    from dealer_crm.documents.pdf.complaint_sheet import AuthorityBlock, ComplaintSheetData, Register, Settlement, StepLine
    from dealer_crm.documents.pdf.pages import ShopHead
    from dealer_crm.services.paper_desk import PaperDesk


class ComplaintPapers:
    """Papers of one complaint; nothing is changed. The paper libraries are imported when the first one is made."""

    def __init__(self, db: Database, desk: PaperDesk) -> None:
        self._desk = desk
        self._files = ComplaintFiles(db)
        self._shop = ShopData(db, Actor)

    def sheet(self, complaint_id: int, choice: PrintChoice, language: str, printed_by: str = "") -> bytes:
        """Return the complaint sheet as a PDF. Raises ComplaintNotFound."""
        from dealer_crm.documents.pdf.complaint_sheet import complaint_sheet

        setup = self._desk.setup("complaint", choice, language, printed_by, complaint_id)
        return complaint_sheet(self.sheet_data(complaint_id, language), setup)

    def sheet_data(self, complaint_id: int, language: str) -> ComplaintSheetData:
        """Return what the sheet prints. Raises ComplaintNotFound."""
        from dealer_crm.documents.pdf.complaint_sheet import ComplaintSheetData

        file, t = self._files.open(complaint_id), translator(language)
        return ComplaintSheetData(
            shop=self._head(),
            number=file.number,
            register=_register(file, t),
            steps=tuple(_step(file, step) for step in Step8),
            settlement=_settlement(file, t),
            authority=_authority(file, t) if file.draft.level is ComplaintLevel.THIRD_PARTY else None,
        )

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
        complainant=draft.complainant,
        customer=file.customer,
        phones=(phones.shown(file.phone),) if file.phone else (),
        address=file.address,
        order_number=file.order,
        equipment="  ".join(filter(None, (machine.name, machine.serial))) if machine else "",
        kind=label(draft.type, t),
        subtype=label(draft.subtype, t),
        level=label(draft.level, t),
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
        promised_on=local_day(promised) if promised else None,
        done_on=local_day(corrected.at) if corrected else None,
        confirmed_at=_wall(confirmed.at) if confirmed else None,
        confirmed_how=confirmed.words if confirmed else "",
        prevention=file.prevention,
        prevention_by=file.prevention_staff,
        prevention_due=file.prevention_on,
        prevention_checked=file.verification,
    )


def _authority(file: ComplaintFile, t: Translator) -> AuthorityBlock:
    """Return the papers of proof; only what the store knows of is ticked."""
    from dealer_crm.documents.pdf.complaint_sheet import AuthorityBlock

    evidence = (
        (t("Order"), bool(file.order)),
        (t("Signed delivery note"), False),
        (t("Acceptance sheet"), False),
        (t("Warranty certificate"), bool(file.machine and file.machine.covers)),
        (t("Service slips"), False),
        (t("Photos"), bool(file.pictures)),
    )
    return AuthorityBlock(case_number=file.draft.external_number, evidence=evidence)


def _wall(instant: datetime) -> datetime:
    """Return an instant as the clock on the wall shows it."""
    return instant.astimezone().replace(tzinfo=None)
