"""The papers of a machine: its guarantee certificate, as far as it is known, the rest left to be filled in by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain import phones
from dealer_crm.domain.care import RequestKind, RequestState
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.equipment import SHORT, MachineNotFound
from dealer_crm.domain.followups import add_months
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.maintenance import dates_ahead
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.i18n import Translator, translator
from dealer_crm.services.equipment import CoverageRow, MachineFile, Machines
from dealer_crm.services.house_address import address_of
from dealer_crm.services.job_file import fitter_of
from dealer_crm.services.maintenance import MaintenanceRow
from dealer_crm.services.request_list import RequestRow
from dealer_crm.services.shop import ShopData
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Delivery, Equipment, Invoice, OrderLine, Staff
from dealer_crm.words.figures import quantity
from dealer_crm.words.labels import label

if TYPE_CHECKING:
    from dealer_crm.documents.pdf.care_card import CareCardData, CareLine
    from dealer_crm.documents.pdf.warranty_certificate import CoverageLine, RepairLine, WarrantyCertificateData
    from dealer_crm.services.paper_desk import PaperDesk

CARD_MONTHS = 24


@dataclass(frozen=True)
class _Sale:
    """What lies behind a machine that this shop sold: the newest invoice's number, and who installed or else brought it."""

    invoice: str
    delivered: bool
    installer: str


class CarePapers:
    """Papers of machines; nothing is changed. The paper libraries are imported when the first one is made."""

    def __init__(self, db: Database, now: Callable[[], datetime], trade: Trade, desk: PaperDesk) -> None:
        self._db = db
        self._desk = desk
        self._now = now
        self._trade = trade
        self._shop = ShopData(db, Actor)
        self._machines = Machines(db, Actor, now, trade)

    def certificate(self, equipment_id: int, choice: PrintChoice, language: str, printed_by: str = "") -> bytes:
        """Return the certificate as a PDF. Raises MachineNotFound."""
        from dealer_crm.documents.pdf.warranty_certificate import warranty_certificate

        setup = self._desk.setup("certificate", choice, language, printed_by, equipment_id)
        return warranty_certificate(self.certificate_data(equipment_id, language), setup)

    def certificate_data(self, equipment_id: int, language: str) -> WarrantyCertificateData:
        """Return what the certificate prints. Raises MachineNotFound."""
        from dealer_crm.documents.pdf.pages import ShopHead
        from dealer_crm.documents.pdf.warranty_certificate import PartyBlock, WarrantyCertificateData

        file, t, shop = self._machines.open(equipment_id), translator(language), self._shop.shop()
        with self._db.read() as session:
            address, sale = address_of(session, file.draft.premises_id), _sale(session, equipment_id)
        draft, category = file.draft, self._trade.category(file.draft.category)
        hotline = shop.hotline or shop.phone
        care = next((care for care in file.cares if care.next_on and not care.by_customer), None)
        return WarrantyCertificateData(
            shop=ShopHead(shop.name, shop.address, hotline, shop.credit_code, shop.note, shop.postcode),
            number=file.certificate,
            product=draft.product or category.said(language),
            brand=draft.brand,
            model=" ".join(filter(None, (draft.model, draft.spec))),
            serial=draft.serial,
            quantity=f"{quantity(draft.quantity)} {draft.unit or category.unit(language)}".strip(),
            invoice=sale.invoice,
            sold_on=draft.sold_on or draft.invoiced_on,
            commissioned_on=draft.commissioned_on,
            customer=PartyBlock(file.line.name, address, phones.shown(file.line.phone)),
            repairer=PartyBlock(shop.name, shop.address, hotline, shop.postcode),
            installed_by=shop.name if sale.delivered else "",
            installer=sale.installer,
            coverages=tuple(_coverage(row, self._trade, t) for row in file.coverages if row.covered.kind not in SHORT),
            next_care_on=care.next_on if care else None,
            next_care=care.said(language) if care else "",
            repairs=tuple(_repair(row) for row in reversed(file.requests) if _is_repair(row)),
            three_guarantees=file.three_guarantees,
        )

    def care_cards(self, equipment_ids: Sequence[int], choice: PrintChoice, language: str, printed_by: str = "") -> bytes:
        """Return a care card for each machine as one PDF, in their order. Raises MachineNotFound."""
        from dealer_crm.documents.pdf.care_card import care_cards

        setup = self._desk.setup("care_card", choice, language, printed_by)
        cards = [self.card_data(one, language) for one in equipment_ids]
        if not cards:
            raise MachineNotFound(number="")
        if setup.template.code:
            cards = [replace(card, code=self._desk.code("care_card", one)) for card, one in zip(cards, equipment_ids, strict=True)]
        return care_cards(cards, setup)

    def card_data(self, equipment_id: int, language: str) -> CareCardData:
        """Return what a care card prints: the work of the next two years. Raises MachineNotFound."""
        from dealer_crm.documents.pdf.care_card import CareCardData

        file, t = self._machines.open(equipment_id), translator(language)
        with self._db.read() as session:
            address = address_of(session, file.draft.premises_id)
        draft, category = file.draft, self._trade.category(file.draft.category)
        until = add_months(file.today, CARD_MONTHS)
        return CareCardData(
            shop=self._desk.head(),
            number=file.line.number,
            machine=" ".join(filter(None, (draft.brand, draft.product or category.said(language)))),
            model=" ".join(filter(None, (draft.model, draft.spec))),
            serial=draft.serial,
            place=address,
            customer=file.line.name,
            until=until,
            lines=tuple(self._care_line(care, file, until, t) for care in file.cares if care.active),
        )

    def _care_line(self, care: MaintenanceRow, file: MachineFile, until: date, t: Translator) -> CareLine:
        from dealer_crm.documents.pdf.care_card import CareLine

        cycle = self._trade.cycle(care.code)
        dates = dates_ahead(care.next_on, care.cycle_months, cycle.windows if cycle else (), until) if care.next_on else ()
        every = t.plural("every {n} month", "every {n} months", care.cycle_months).format(n=care.cycle_months)
        how = t.context("paper", "yourself") if care.by_customer else t.context("paper", "we come by appointment")
        return CareLine(care.said(t.language), how, every, care.last_on or file.draft.commissioned_on, dates)


def _coverage(row: CoverageRow, trade: Trade, t: Translator) -> CoverageLine:
    from dealer_crm.documents.pdf.warranty_certificate import CoverageLine

    rule = trade.warranty_term(row.covered.code)
    term = t.plural("{n} month", "{n} months", row.months).format(n=row.months)
    if row.days:
        term = t.plural("{n} day", "{n} days", row.days).format(n=row.days)
    elif rule is not None and rule.full_seasons:
        term = t("{term}, or {n} full seasons").format(term=term, n=rule.full_seasons)
    return CoverageLine(
        what=label(row.covered.kind, t),
        term=term,
        basis=label(row.covered.basis, t),
        starts=row.covered.start_on,
        ends=row.covered.end_on,
        provider=label(row.covered.provider, t),
    )


def _is_repair(row: RequestRow) -> bool:
    return row.state is RequestState.DONE and row.kind in (RequestKind.REPAIR, RequestKind.COMPLAINT)


def _repair(row: RequestRow) -> RepairLine:
    from dealer_crm.documents.pdf.warranty_certificate import RepairLine

    return RepairLine(local_day(row.reported_at), row.symptom, row.cause, row.work, row.done_on, row.staff)


def _sale(session: Session, equipment_id: int) -> _Sale:
    query = (
        select(Invoice.number.label("invoice"), Delivery.finished_at.label("delivered"), Staff.name.label("installer"), OrderLine.order_id)
        .select_from(Equipment)
        .outerjoin(OrderLine, OrderLine.id == Equipment.order_line_id)
        .outerjoin(Invoice, (Invoice.order_id == OrderLine.order_id) & Invoice.issued_on.is_not(None))
        .outerjoin(Delivery, Delivery.id == Equipment.delivery_id)
        .outerjoin(Staff, Staff.id == Delivery.staff_id)
        .where(Equipment.id == equipment_id)
        .order_by(Invoice.issued_on.desc())
    )
    row = session.execute(query.limit(1)).one()
    led = fitter_of(session, row.order_id) if row.order_id else ""
    return _Sale(row.invoice or "", row.delivered is not None, led or row.installer or "")
