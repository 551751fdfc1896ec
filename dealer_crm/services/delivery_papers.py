"""A delivery on paper and as text: the note, the checklist, and what the people on their way need to know."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from dealer_crm.domain import phones
from dealer_crm.domain.acceptances import SignRole
from dealer_crm.domain.amounts import line_amount
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import EXPECTATIONS, DeliveryKind
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.i18n import Translator, translator
from dealer_crm.services import delivery_file
from dealer_crm.services.delivery_file import CheckGroupRow, CheckRow, DeliveryFile, DeliveryLineRow
from dealer_crm.services.delivery_parts import stands_for_others, work_begun
from dealer_crm.services.expectations import ExpectationRow, Expectations, ExpectationSheet
from dealer_crm.services.job_file import fitter_of
from dealer_crm.services.reading_tables import blocks_of
from dealer_crm.services.shop import ShopData
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Delivery, Signature
from dealer_crm.words.labels import label

if TYPE_CHECKING:
    from dealer_crm.documents.pdf.checklist_sheet import ChecklistSheetData, ExpectationLine, InspectionGroup, InspectionLine, MachineLine
    from dealer_crm.documents.pdf.delivery_note import DeliveryLine, DeliveryNoteData
    from dealer_crm.documents.pdf.dispatch_sheet import Signed
    from dealer_crm.documents.pdf.pages import ShopHead
    from dealer_crm.services.paper_desk import PaperDesk

PLACES = {
    SignRole.CUSTOMER: "customer",
    SignRole.FITTER: "installer",
    SignRole.DRIVER: "installer",
    SignRole.INSPECTOR: "quality",
    SignRole.SHOP: "quality",
}
"""Where on the checklist the signature of a role stands."""
BLANK = "blank"
"""The form of the checklist without what was found; the other one has no code."""


class DeliveryPapers:
    """Papers of one delivery; nothing is changed. The paper libraries are imported when the first one is made."""

    def __init__(self, db: Database, now: Callable[[], datetime], trade: Trade, desk: PaperDesk) -> None:
        self._db = db
        self._desk = desk
        self._now = now
        self._trade = trade
        self._shop = ShopData(db, Actor)
        self._expectations = Expectations(db, Actor, now, trade)

    def note(self, delivery_id: int, choice: PrintChoice, language: str, printed_by: str = "") -> bytes:
        """Return the delivery note (of a return: the return note) as a PDF. Raises DeliveryNotFound."""
        from dealer_crm.documents.pdf.delivery_note import delivery_note

        data = self.note_data(delivery_id, language, printed_by, with_prices=choice.with_prices)
        return delivery_note(data, self._desk.setup("delivery_note", choice, language, printed_by, delivery_id))

    def checklist(self, delivery_id: int, choice: PrintChoice, language: str, printed_by: str = "", *, blank: bool = False) -> bytes:
        """Return the checklist as it is filled by now, or blank to take along, as a PDF; both are counted for themselves.

        Raises DeliveryNotFound.
        """
        from dealer_crm.documents.pdf.checklist_sheet import blanked, checklist_sheet

        data, choice = self.checklist_data(delivery_id, language), replace(choice, variant=BLANK if blank else "")
        return checklist_sheet(blanked(data) if blank else data, self._desk.setup("checklist", choice, language, printed_by, delivery_id))

    def dispatch(self, delivery_id: int, language: str) -> str:
        """Return what the people on their way need: where, how to get in, what to bring and to collect. Raises DeliveryNotFound."""
        from dealer_crm.documents.dispatch_text import DispatchMachine, DispatchTextData, dispatch_text

        file, t = self._open(delivery_id), translator(language)
        data = DispatchTextData(
            what=t.context("dispatch", "Delivery") if file.kind is DeliveryKind.DELIVERY else t.context("dispatch", "Pick up a return"),
            number=file.number,
            when=" ".join(filter(None, (f"{file.draft.planned_on:%m-%d}" if file.draft.planned_on else "", file.draft.slot))),
            customer=file.draft.receiver,
            phones=_phones(file),
            address=file.draft.address,
            access_notes=file.access,
            machines=tuple(
                DispatchMachine(line.name, _model(line), " ".join(line.serials), line.room, line.quantity, line.unit) for line in file.lines
            ),
            to_collect=file.to_collect if file.to_collect or file.money.owed <= 0 else None,
            note=" ".join(filter(None, (file.care_notes, file.draft.note))),
            crew=tuple(filter(None, (file.staff, file.draft.driver, file.draft.vehicle))),
        )
        return dispatch_text(data, language)

    def note_data(self, delivery_id: int, language: str, made_by: str = "", *, with_prices: bool = True) -> DeliveryNoteData:
        """Return what the note prints: nothing the customer should not see. Raises DeliveryNotFound."""
        from dealer_crm.documents.pdf.delivery_note import DeliveryNoteData

        file = self._open(delivery_id)
        back = file.kind is DeliveryKind.RETURN
        owed = file.money.owed - file.to_collect
        return DeliveryNoteData(
            shop=self._head(),
            number=file.number,
            customer=file.draft.receiver,
            day=file.draft.planned_on or local_day(self._now()),
            phones=_phones(file),
            address=file.draft.address,
            order_number=file.order_number,
            seller=file.seller,
            carrier=" ".join(filter(None, (file.draft.driver or file.staff, file.draft.vehicle))),
            made_by=made_by,
            made_at=self._moment(),
            lines=tuple(_goods(line, self._trade, language, with_prices=with_prices) for line in file.lines),
            is_return=back,
            show_prices=with_prices,
            agreed=None if back else file.money.total,
            paid=None if back else file.money.paid,
            due_now=None if back else file.to_collect,
            owed=None if back or owed <= 0 else owed,
        )

    def checklist_data(self, delivery_id: int, language: str) -> ChecklistSheetData:
        """Return what the sheet prints, filled as far as it is. Raises DeliveryNotFound."""
        from dealer_crm.documents.pdf.checklist_sheet import ChecklistSheetData

        file, t = self._open(delivery_id), translator(language)
        signed, by_letter = self._signed(delivery_id)
        finished = file.finished_at is not None
        along = self._along(file)
        lines = together([*(line for one in along for line in one.lines), *file.lines])
        systems = dict.fromkeys(self._trade.category(line.category).said(language) for line in lines if line.machine)
        return ChecklistSheetData(
            shop=self._head(),
            number=file.number,
            customer=file.draft.receiver,
            phones=_phones(file),
            address=file.draft.address,
            order_number=file.order_number,
            installer=self._fitter(file) or file.draft.driver or file.staff,
            system=t(", ").join(systems),
            started=self._begun(file, along),
            delivered=local_day(file.finished_at) if file.finished_at else None,
            machines=tuple(_machine(line, self._trade, language) for line in lines),
            expectations=_expectations(file, self._expectations.of(delivery_id), by_letter, t),
            groups=tuple(_group(group, language) for group in file.groups if group.sheet != EXPECTATIONS),
            grids=blocks_of(file.checks, language),
            signed=signed,
            care_ok=file.consent_on is not None if finished else None,
            news_ok=file.marketing_ok if finished else None,
            channel=label(file.channel, t),
            interests=tuple(label(one, t) for one in file.interests),
            left_open=tuple(check.words(language) for check in file.missing) if finished else (),
            open_reason=file.open_reason,
            open_by=file.open_staff,
        )

    def _signed(self, delivery_id: int) -> tuple[dict[str, Signed], dict[str, bytes]]:
        """Return the signatures under the whole by their place, and those under single expectations by their letter."""
        from dealer_crm.documents.pdf.dispatch_sheet import Signed

        query = select(Signature).where(Signature.delivery_id == delivery_id).order_by(Signature.signed_at, Signature.id)
        whole: dict[str, Signed] = {}
        letters: dict[str, bytes] = {}
        with self._db.read() as session:
            for row in session.scalars(query):
                picture = self._desk.picture(row.picture)
                if row.letter:
                    letters[row.letter] = picture
                elif row.role in PLACES:
                    whole[PLACES[row.role]] = Signed(row.name, local_day(row.signed_at), picture)
        return whole, letters

    def _fitter(self, file: DeliveryFile) -> str:
        with self._db.read() as session:
            return fitter_of(session, file.order_id)

    def _along(self, file: DeliveryFile) -> list[DeliveryFile]:
        """Return the parts that are handed over along: those that were; before the hand-over those that wait for the last of them."""
        with self._db.read() as session:
            along = session.scalars(select(Delivery.id).where(Delivery.handed_with_id == file.id).order_by(Delivery.id)).all()
            waiting = [part.id for part in file.parts] if stands_for_others(session, file.id) else []
            return [delivery_file.read(session, self._trade, one) for one in (*along, *waiting)]

    def _begun(self, file: DeliveryFile, along: Sequence[DeliveryFile]) -> date | None:
        came = [local_day(one.signed_at) if one.signed_at else one.draft.planned_on for one in (*along, file)]
        with self._db.read() as session:
            return work_begun(session, file.order_id, filter(None, came))

    def _open(self, delivery_id: int) -> DeliveryFile:
        with self._db.read() as session:
            return delivery_file.read(session, self._trade, delivery_id)

    def _moment(self) -> datetime:
        return self._now().astimezone().replace(tzinfo=None)

    def _head(self) -> ShopHead:
        from dealer_crm.documents.pdf.pages import ShopHead

        shop = self._shop.shop()
        return ShopHead(shop.name, shop.address, shop.hotline or shop.phone, shop.credit_code, shop.note)


def _phones(file: DeliveryFile) -> tuple[str, ...]:
    return (phones.shown(file.draft.phone),) if file.draft.phone else ()


def _model(line: DeliveryLineRow) -> str:
    return " ".join(filter(None, (line.brand, line.model, line.spec)))


def together(lines: Sequence[DeliveryLineRow]) -> tuple[DeliveryLineRow, ...]:
    """Return lines with what came of the same order line in parts as one."""
    found: dict[int, DeliveryLineRow] = {}
    for line in lines:
        known = found.get(line.order_line_id)
        whole = replace(line, quantity=known.quantity + line.quantity, serials=(*known.serials, *line.serials)) if known else line
        found[line.order_line_id] = whole
    return tuple(found.values())


def _machine(line: DeliveryLineRow, trade: Trade, language: str) -> MachineLine:
    from dealer_crm.documents.pdf.checklist_sheet import MachineLine

    unit = line.unit or trade.category(line.category).unit(language)
    return MachineLine(line.name, _model(line), " ".join(line.serials), line.room, line.quantity, unit)


def _goods(line: DeliveryLineRow, trade: Trade, language: str, *, with_prices: bool) -> DeliveryLine:
    from dealer_crm.documents.pdf.delivery_note import DeliveryLine

    category = trade.category(line.category)
    return DeliveryLine(
        product=line.name or category.said(language),
        model=_model(line),
        unit=line.unit or category.unit(language),
        quantity=line.quantity,
        price=line.price if with_prices else None,
        amount=line_amount(line.quantity, line.price) if with_prices else None,
        serials=line.serials,
        place=" ".join(filter(None, (line.room, line.note))),
    )


def _expectations(file: DeliveryFile, rows: ExpectationSheet, signed: Mapping[str, bytes], t: Translator) -> tuple[ExpectationLine, ...]:
    """Return A to H; D is due twice, at the delivery and after the installation, the customer's mark for it stands with the first."""
    marks = dict(rows.marking.marks)
    checks = [check for group in file.groups if group.sheet == EXPECTATIONS for check in group.checks]
    return tuple(
        _expectation(check, rows.row(check.id), (marks.pop(check.code[:1], None), _of_letter(signed, check.code)), t) for check in checks
    )


def _of_letter(signed: Mapping[str, bytes], code: str) -> bytes:
    return signed.get(code) or signed.get(code[:1], b"")


def _expectation(check: CheckRow, row: ExpectationRow | None, given: tuple[int | None, bytes], t: Translator) -> ExpectationLine:
    from dealer_crm.documents.pdf.checklist_sheet import ExpectationLine

    steps = tuple(
        (": ".join(filter(None, (step.said(t.language), check.ticked.get(step.code, "")))), step.code in check.ticked)
        for step in check.steps
    )
    standard = check.standard(t.language)
    whole = ((standard, _settled(check)),) if standard and not check.later else ()
    return ExpectationLine(
        letter=check.code,
        title=check.words(t.language),
        points=steps or whole,
        responsible=(row.person if row else "") or check.person or check.staff,
        planned=(row.planned_on if row else None) or check.planned_on or check.due_on,
        done=local_day(check.done_at) if check.done_at else None,
        kept=None if check.result is None else check.result is not CheckResult.FAIL,
        later=check.later,
        mark=given[0],
        signature=given[1],
    )


def _settled(check: CheckRow) -> bool:
    return check.result in (CheckResult.PASS, CheckResult.NA)


def _group(group: CheckGroupRow, language: str) -> InspectionGroup:
    from dealer_crm.documents.pdf.checklist_sheet import InspectionGroup

    title = " · ".join(dict.fromkeys((group.sheet_words(language), group.words(language))))
    return InspectionGroup(title, tuple(_inspection(check, language) for check in group.checks))


def _inspection(check: CheckRow, language: str) -> InspectionLine:
    from dealer_crm.documents.pdf.checklist_sheet import InspectionLine

    return InspectionLine(
        code=check.code,
        item=check.words(language),
        standard=check.standard(language),
        value=check.value,
        unit=check.unit,
        result=check.result,
        photos=True if check.photos else None,
        note=check.note,
    )
