"""Address labels of customers: what stands on each, and whose address is missing or fits no label."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import bindparam, select

from dealer_crm.domain import phones
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.i18n import Translator, translator
from dealer_crm.services.shop import ShopData
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Community, Customer, CustomerLine, Premises, PremisesHolder

if TYPE_CHECKING:
    from dealer_crm.documents.pdf.address_labels import LabelLine
    from dealer_crm.services.paper_desk import PaperDesk

CHUNK = 500
_PARTS = ("province", "city", "district", "street", "building", "unit", "room")
_WANTED = (
    select(
        CustomerLine.customer_id,
        CustomerLine.number,
        CustomerLine.name,
        Customer.salutation,
        CustomerLine.phone,
        *(getattr(Premises, part) for part in _PARTS),
        Community.name.label("community"),
    )
    .join(Customer, Customer.id == CustomerLine.customer_id)
    .outerjoin(PremisesHolder, (PremisesHolder.customer_id == Customer.id) & PremisesHolder.to_on.is_(None))
    .outerjoin(Premises, Premises.id == PremisesHolder.premises_id)
    .outerjoin(Community, Community.id == Premises.community_id)
    .where(CustomerLine.customer_id.in_(bindparam("ids", expanding=True)))
    .order_by(CustomerLine.customer_id, PremisesHolder.position, PremisesHolder.id)
)
"""Customers with their present houses, the first one first: letters go there."""


@dataclass(frozen=True)
class LabelOrder:
    """Whose labels in which order; `start` is the first free label of a sheet that was begun, counted from 1."""

    ids: tuple[int, ...]
    start: int = 1
    salutation: bool = True
    phone: bool = False


@dataclass(frozen=True)
class LeftOut:
    """Who gets no label: customers without an address, and those whose address is too long for the paper."""

    nowhere: tuple[str, ...] = ()
    too_long: tuple[str, ...] = ()


class LabelPapers:
    """Labels; nothing is changed. The paper libraries are imported when the first one is made."""

    def __init__(self, db: Database, now: Callable[[], datetime], desk: PaperDesk) -> None:
        self._db, self._now, self._desk = db, now, desk
        self._shop = ShopData(db, Actor)

    def labels(self, order: LabelOrder, choice: PrintChoice, language: str) -> bytes:
        """Return the labels as a PDF; whoever has no address that fits is left out (`left_out` names him)."""
        from dealer_crm.documents.pdf.address_labels import LabelsData, address_labels

        lines = tuple(line for _, line in self._lines(order, language) if line.address)
        data = LabelsData(lines, order.start, self._shop.shop().name)
        return address_labels(data, self._desk.setup("labels", choice, language))

    def left_out(self, order: LabelOrder, paper: str, language: str) -> LeftOut:
        """Return who gets no label on the paper of that name."""
        from dealer_crm.documents.pdf.address_labels import unfit

        lines, setup = self._lines(order, language), self._desk.setup("labels", PrintChoice(paper=paper), language)
        too_long = unfit([line for _, line in lines if line.address], setup)
        return LeftOut(
            tuple(who for who, line in lines if not line.address),
            tuple(who for who, line in lines if line.address and line in too_long),
        )

    def _lines(self, order: LabelOrder, language: str) -> list[tuple[str, LabelLine]]:
        """Return what each label says, with the name that a list calls the customer by."""
        t = translator(language)
        found: dict[int, tuple[str, LabelLine]] = {}
        with self._db.read() as session:
            for start in range(0, len(order.ids), CHUNK):
                for row in session.connection().execute(_WANTED, {"ids": list(order.ids[start : start + CHUNK])}):
                    found.setdefault(row.customer_id, (row.name or row.number, _line(row, order, t)))
        return [found[one] for one in order.ids if one in found]


def _line(row: Any, order: LabelOrder, t: Translator) -> LabelLine:
    from dealer_crm.documents.pdf.address_labels import LabelLine

    called = " ".join(filter(None, (row.name, row.salutation if order.salutation else "")))
    parts = {part: getattr(row, part) or "" for part in (*_PARTS, "community")}
    place = replace(PremisesDraft(), **cast("dict[str, Any]", parts))
    return LabelLine(
        t.context("label", "{name}").format(name=called) if called else "",
        place.line,
        phones.masked(row.phone) if order.phone and row.phone else "",
    )
