"""Fills the checklist of a delivery from the trade's sheets: texts, limits and version are copied, so a filled sheet never changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain.checklists import CheckItem, Checklist, Closes
from dealer_crm.domain.deliveries import EXPECTATIONS, MANNERS
from dealer_crm.domain.products import ProductKind
from dealer_crm.domain.sheet_shapes import plain_shape
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import DeliveryCheck, DeliveryLine, OrderLine, Product


def write_checks(session: WriteSession, trade: Trade, delivery_id: int) -> None:
    """Make the sheet fit the delivery's lines: missing sheets are added, sheets that nobody began and no line needs go."""
    wanted = list(_items(trade, _sheets(session, trade, delivery_id)))
    query = select(DeliveryCheck).where(DeliveryCheck.delivery_id == delivery_id)
    known = {(check.sheet, check.code): check for check in session.scalars(query)}
    begun = {check.sheet for check in known.values() if check.result is not None or check.note}
    for position, (sheet, item) in enumerate(wanted):
        check = known.pop((sheet.code, item.code), None)
        if check is None:
            session.add(_check(delivery_id, position, sheet, item))
        elif check.position != position:
            check.position = position
    for check in known.values():
        if check.sheet not in begun:
            session.delete(check)
    session.flush()


def _sheets(session: Session, trade: Trade, delivery_id: int) -> list[Checklist]:
    """Return the sheets of the goods on the delivery, each once, in the order of the lines."""
    query = (
        select(OrderLine.category, Product.checklist, Product.kind)
        .join(DeliveryLine, DeliveryLine.order_line_id == OrderLine.id)
        .outerjoin(Product, Product.id == OrderLine.product_id)
        .where(DeliveryLine.delivery_id == delivery_id)
        .order_by(DeliveryLine.position, DeliveryLine.id)
    )
    known = {sheet.code: sheet for sheet in trade.checklists()}
    codes: dict[str, None] = {}
    for category, own, kind in session.execute(query):
        usual = () if kind is ProductKind.SERVICE else trade.category(category).checklists
        codes |= dict.fromkeys((own,) if own in known else usual)
    return [known[code] for code in codes if code in known and code not in (EXPECTATIONS, MANNERS)]


def _items(trade: Trade, sheets: Sequence[Checklist]) -> Iterator[tuple[Checklist, CheckItem]]:
    """Yield every item in the order of the page: what is settled here, the goods, manners on site, what begins here."""
    expected, manners = trade.checklist(EXPECTATIONS), trade.checklist(MANNERS)
    yield from ((expected, item) for item in expected.items if item.closes is Closes.HERE)
    for sheet in (*sheets, manners):
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
