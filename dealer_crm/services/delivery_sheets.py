"""Fills the checklist of a delivery from the trade's sheets: texts, limits and version are copied, so a filled sheet never changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain.checklists import CheckItem, Checklist, Closes
from dealer_crm.domain.deliveries import EXPECTATIONS, MANNERS
from dealer_crm.domain.products import ProductKind
from dealer_crm.domain.sheet_shapes import plain_shape
from dealer_crm.services.sheets import sheets
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import DeliveryCheck, DeliveryLine, OrderLine, Product


def write_checks(session: WriteSession, trade: Trade, delivery_id: int) -> None:
    """Make the sheet fit the delivery's lines: missing sheets are added, sheets that nobody began and no line needs go.

    A sheet that was begun stays at the version it was begun with; one that nobody began is written anew where its version is past.
    """
    held = {sheet.code: sheet for sheet in sheets(session, trade)}
    wanted = list(_items(held, _sheets(session, trade, delivery_id, held)))
    query = select(DeliveryCheck).where(DeliveryCheck.delivery_id == delivery_id)
    checks = session.scalars(query).all()
    begun = {check.sheet for check in checks if _is_begun(check)}
    past = {check.sheet for check in checks if check.sheet in held and check.sheet_version != held[check.sheet].version}
    kept = begun & past
    known = {(check.sheet, check.code, check.sheet in past - begun): check for check in checks}
    for position, (sheet, item) in enumerate(wanted):
        check = known.pop((sheet.code, item.code, False), None)
        if check is None and sheet.code not in kept:
            session.add(_check(delivery_id, position, sheet, item))
        elif check is not None and check.position != position:
            check.position = position
    for check in known.values():
        if check.sheet not in begun:
            session.delete(check)
    session.flush()


def _is_begun(check: DeliveryCheck) -> bool:
    return check.result is not None or bool(check.note or check.value or check.readings or check.steps)


def _sheets(session: Session, trade: Trade, delivery_id: int, known: Mapping[str, Checklist]) -> list[Checklist]:
    """Return the sheets of the goods on the delivery, each once, in the order of the lines."""
    query = (
        select(OrderLine.category, Product.checklist, Product.kind)
        .join(DeliveryLine, DeliveryLine.order_line_id == OrderLine.id)
        .outerjoin(Product, Product.id == OrderLine.product_id)
        .where(DeliveryLine.delivery_id == delivery_id)
        .order_by(DeliveryLine.position, DeliveryLine.id)
    )
    codes: dict[str, None] = {}
    for category, own, kind in session.execute(query):
        usual = () if kind is ProductKind.SERVICE else trade.category(category).checklists
        codes |= dict.fromkeys((own,) if own in known else usual)
    return [known[code] for code in codes if code in known and code not in (EXPECTATIONS, MANNERS)]


def _items(held: Mapping[str, Checklist], goods: Sequence[Checklist]) -> Iterator[tuple[Checklist, CheckItem]]:
    """Yield every item in the order of the page: what is settled here, the goods, manners on site, what begins here."""
    expected, manners = held[EXPECTATIONS], held[MANNERS]
    yield from ((expected, item) for item in expected.items if item.closes is Closes.HERE)
    for sheet in (*goods, manners):
        yield from ((sheet, item) for item in sheet.items)
    yield from ((expected, item) for item in expected.items if item.closes is Closes.LATER)


def _check(delivery_id: int, position: int, sheet: Checklist, item: CheckItem) -> DeliveryCheck:
    return DeliveryCheck(
        delivery_id=delivery_id,
        position=position,
        sheet=sheet.code,
        sheet_version=sheet.version,
        code=item.code,
        group=item.group,
        zh=item.zh,
        en=item.en,
        standard_zh=item.standard_zh,
        standard_en=item.standard_en,
        unit=item.unit,
        low=item.low,
        high=item.high,
        required=item.required and item.closes is Closes.HERE,
        photo=item.photo,
        shape=plain_shape(item.grid, item.steps),
        value="",
        note="",
    )
