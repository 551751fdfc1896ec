"""Writes the lines of a change order, and brings a signed one into its order; part of the caller's write."""

from __future__ import annotations

from sqlalchemy import select

from dealer_crm.domain.change_orders import ChangeDraft, work_days_after
from dealer_crm.domain.orders import LineDraft
from dealer_crm.domain.products import OTHER_CATEGORY
from dealer_crm.domain.trade_ins import COUNTED, LineClaimed
from dealer_crm.services.change_reading import change_lines
from dealer_crm.services.order_reading import LINE_TEXTS, line_draft, lines_of
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import ChangeLine, ChangeOrder, OrderLine, Product, SalesOrder, TradeIn

COPIED = (*LINE_TEXTS, "product_id", "line_group", "price", "cost")
"""What a line of a change and a line of its order have under the same name."""
NAMING = ("product_id", "name", "brand", "model", "spec")
"""What goods are known by when somebody saves them who may not see what they cost."""


def write_lines(session: WriteSession, change: ChangeOrder, draft: ChangeDraft, *, costs: bool) -> None:
    """Make the rows of a change equal to its draft: first what becomes more or less, in the words of the order, then new goods."""
    ordered = {line.id: line for line in lines_of(session, change.order_id)}
    named = select(Product).where(Product.id.in_({line.product_id for line in draft.lines if line.product_id}))
    products = {product.id: product for product in session.scalars(named)}
    wanted = [_of_difference(ordered[one.order_line_id], one.quantity) for one in draft.differences]
    wanted += [_of_goods(line, products.get(line.product_id or 0), costs=costs) for line in draft.lines]
    known = change_lines(session, change.id)
    costs_known = {_goods_key(line): line.cost for line in known if line.order_line_id is None}
    for position, values in enumerate(wanted):
        line = known.pop(0) if known else ChangeLine(change_id=change.id)
        if not costs and values["order_line_id"] is None:
            values["cost"] = costs_known.get(tuple(values[name] for name in NAMING), values["cost"])
        for name, value in {**values, "position": position}.items():
            if getattr(line, name) != value:
                setattr(line, name, value)
        session.add(line)
    for gone in known:
        session.delete(gone)
    session.flush()


def _goods_key(line: ChangeLine) -> tuple[object, ...]:
    return tuple(getattr(line, name) for name in NAMING)


def _of_difference(line: OrderLine, quantity: int) -> dict[str, object]:
    values: dict[str, object] = {name: getattr(line, name) for name in COPIED}
    return {**values, "note": "", "quantity": quantity, "order_line_id": line.id}


def _of_goods(draft: LineDraft, product: Product | None, *, costs: bool) -> dict[str, object]:
    """Return the values of new goods; who may not see costs takes the product's."""
    values: dict[str, object] = {name: getattr(draft, name) for name in LINE_TEXTS}
    values["category"] = draft.category or (product.category if product else OTHER_CATEGORY)
    values["unit"] = draft.unit or (product.unit if product else "")
    cost = draft.cost if costs and draft.cost is not None else product.cost if product else None
    figures = {"quantity": draft.quantity, "price": draft.price, "cost": cost, "product_id": draft.product_id, "line_group": draft.group}
    return {**values, **figures, "order_line_id": None}


def _refuse_claimed(session: WriteSession, line: OrderLine) -> None:
    """Raises LineClaimed where nothing is left of a line that a claim names."""
    claims = select(TradeIn.id).where(TradeIn.order_line_id == line.id, TradeIn.state.in_(COUNTED)).limit(1)
    if not line.quantity and session.execute(claims).first() is not None:
        raise LineClaimed(goods=line_draft(line).goods)


def into_order(session: WriteSession, order: SalesOrder, change: ChangeOrder) -> None:
    """Give the order what its customer signed: lines more or less, new ones at its end, discount and working time.

    Raises LineClaimed.
    """
    ordered = lines_of(session, order.id)
    known = {line.id: line for line in ordered}
    position = max((line.position for line in ordered), default=-1) + 1
    for line in change_lines(session, change.id):
        if line.order_line_id is not None:
            known[line.order_line_id].quantity += line.quantity
            _refuse_claimed(session, known[line.order_line_id])
            continue
        new = OrderLine(order_id=order.id, change_id=change.id, serials=[], position=position, quantity=line.quantity)
        for name in COPIED:
            setattr(new, name, getattr(line, name))
        session.add(new)
        position += 1
    if change.discount:
        order.discount += change.discount
    days = work_days_after(order.work_days, change.days)
    if order.work_days != days:
        order.work_days = days
    session.flush()
