"""Fills the checklist of a delivery from the trade's sheets: texts, limits and version are copied, so a filled sheet never changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from dealer_crm.domain.acceptances import AcceptanceState
from dealer_crm.domain.checklists import CheckItem, Checklist, Closes
from dealer_crm.domain.deliveries import EXPECTATIONS, MANNERS
from dealer_crm.domain.products import ProductKind
from dealer_crm.services.check_rows import Place
from dealer_crm.services.check_writing import begun_of, check_from
from dealer_crm.services.sheets import sheets
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import Acceptance, Delivery, DeliveryCheck, DeliveryLine, OrderLine, Product


def write_checks(session: WriteSession, trade: Trade, delivery_id: int) -> None:
    """Make the sheet fit the delivery's lines: missing sheets are added, sheets that nobody began and no line needs go.

    A sheet that was begun stays at the version it was begun with; one that nobody began is written anew where its version is past.
    """
    held = {sheet.code: sheet for sheet in sheets(session, trade)}
    wanted = list(_items(held, _sheets(session, trade, delivery_id, held)))
    query = select(DeliveryCheck).where(DeliveryCheck.delivery_id == delivery_id)
    checks = session.scalars(query).all()
    touched = begun_of(session, checks)
    begun = {check.sheet for check in checks if check.id in touched}
    past = {check.sheet for check in checks if check.sheet in held and check.sheet_version != held[check.sheet].version}
    kept = begun & past
    known = {(check.sheet, check.code, check.sheet in past - begun): check for check in checks}
    for position, (sheet, item) in enumerate(wanted):
        check = known.pop((sheet.code, item.code, False), None)
        if check is None and sheet.code not in kept:
            session.add(check_from(Place(delivery_id=delivery_id), position, sheet, item))
        elif check is not None and check.position != position:
            check.position = position
    for check in known.values():
        if check.sheet not in begun:
            session.delete(check)
    session.flush()


def _sheets(session: Session, trade: Trade, delivery_id: int, known: Mapping[str, Checklist]) -> list[Checklist]:
    """Return the sheets of the goods on the delivery, each once, in the order of the lines; none that the order accepts by itself."""
    lines = select(DeliveryLine.order_line_id).where(DeliveryLine.delivery_id == delivery_id)
    codes = sheet_codes(session, trade, OrderLine.id.in_(lines))
    order = select(Delivery.order_id).where(Delivery.id == delivery_id).scalar_subquery()
    apart = select(Acceptance.sheet).where(Acceptance.order_id == order, Acceptance.state != AcceptanceState.CANCELLED)
    gone = {*session.scalars(apart), EXPECTATIONS, MANNERS}
    return [known[code] for code in codes if code in known and code not in gone]


def sheet_codes(session: Session, trade: Trade, lines: ColumnElement[bool]) -> dict[str, tuple[int, ...]]:
    """Return the codes of the sheets that lines of an order want, each once, in their order, with the ids of the lines."""
    query = (
        select(OrderLine.id, OrderLine.category, Product.checklist, Product.kind)
        .outerjoin(Product, Product.id == OrderLine.product_id)
        .where(lines)
        .order_by(OrderLine.position, OrderLine.id)
    )
    known = {sheet.code for sheet in trade.checklists()}
    found: dict[str, tuple[int, ...]] = {}
    for line_id, category, own, kind in session.execute(query):
        usual = () if kind is ProductKind.SERVICE else trade.category(category).checklists
        for code in (own,) if own in known else usual:
            found[code] = (*found.get(code, ()), line_id)
    return found


def _items(held: Mapping[str, Checklist], goods: Sequence[Checklist]) -> Iterator[tuple[Checklist, CheckItem]]:
    """Yield every item in the order of the page: what is settled here, the goods, manners on site, what begins here."""
    expected, manners = held[EXPECTATIONS], held[MANNERS]
    yield from ((expected, item) for item in expected.items if item.closes is Closes.HERE)
    for sheet in (*goods, manners):
        yield from ((sheet, item) for item in sheet.items)
    yield from ((expected, item) for item in expected.items if item.closes is Closes.LATER)
