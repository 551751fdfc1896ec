"""Makes a version of a quote equal to its draft, and an order of it; part of the caller's write."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from dealer_crm.domain.customers import Stage
from dealer_crm.domain.followups import StepState
from dealer_crm.domain.orders import LineDraft, OrderDraft, OrderState
from dealer_crm.domain.products import OTHER_CATEGORY
from dealer_crm.domain.quotes import QuoteDraft, QuoteState, valid_until
from dealer_crm.domain.trade_ins import Program
from dealer_crm.services.order_lines import write_lines as write_order_lines
from dealer_crm.services.order_lines import write_nodes
from dealer_crm.services.order_reading import AGREED
from dealer_crm.services.order_state import settle
from dealer_crm.services.quote_reading import LINE_FIELDS, QUOTE_FIELDS, VERSION_FIELDS, lines_of, versions_of
from dealer_crm.storage import numbers
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import Customer, NextStep, Opportunity, Product, Quote, QuoteLine, QuoteVersion, SalesOrder, TradeIn

NOT_OPEN = (Stage.BASE, Stage.LOST, Stage.CHURNED, Stage.INVALID)
"""Stages in which an opportunity is nothing to quote for."""


def write_version(session: WriteSession, quote: Quote, version: QuoteVersion, draft: QuoteDraft, *, costs: bool) -> None:
    """Write a version with its lines; what stands beside the lines follows from them."""
    for name in VERSION_FIELDS:
        _set(version, name, getattr(draft, name))
    for name in QUOTE_FIELDS:
        _set(quote, name, getattr(draft, name))
    _set(version, "quoted_on", draft.quoted_on or version.quoted_on)
    _set(version, "extra", draft.totals.extra)
    _set(quote, "staff_id", draft.staff_id or quote.staff_id)
    _write_lines(session, version.id, draft.lines, costs=costs)
    follow_versions(session, quote)


def follow_versions(session: WriteSession, quote: Quote) -> None:
    """Give the quote the days of the version the customer has, before one is given those of the newest."""
    session.flush()
    found = versions_of(session, quote.id)
    standing = next((version for version in reversed(found) if version.given_on), found[-1])
    _set(quote, "quoted_on", standing.quoted_on)
    _set(quote, "valid_until", valid_until(standing.quoted_on, standing.valid_days))


def quoted_chance(session: WriteSession, customer_id: int) -> int | None:
    """Return the opportunity that a quote answers: the latest that is still to win, None where there is none."""
    query = select(Opportunity.id).where(Opportunity.customer_id == customer_id, Opportunity.closed_on.is_(None))
    return session.scalars(query.where(Opportunity.stage.not_in(NOT_OPEN)).order_by(Opportunity.id.desc()).limit(1)).first()


def plan_question(session: WriteSession, quote: Quote, due_on: date, purpose: str) -> None:
    """Plan the call that asks what the customer thinks of the quote, unless he waits for one or is not to be disturbed."""
    customer = session.get(Customer, quote.customer_id)
    waiting = select(NextStep.id).where(NextStep.customer_id == quote.customer_id, NextStep.state == StepState.OPEN).limit(1)
    if not purpose or customer is None or customer.do_not_disturb or session.execute(waiting).first():
        return
    _set(customer, "peace_reason", "")
    session.add(NextStep(customer_id=customer.id, staff_id=quote.staff_id or customer.owner_id, due_on=due_on, purpose=purpose, slot=""))


def write_order(session: WriteSession, draft: OrderDraft, version: QuoteVersion, on: date, program: Program) -> SalesOrder:
    """Write the order that a version became; what the state pays of it waits as a claim by the `program`, which has its day."""
    number = numbers.take(session.connection(), numbers.ORDER, on)[0]
    order = SalesOrder(number=number, customer_id=draft.customer_id, state=OrderState.DRAFT, quote_version_id=version.id)
    for name in (*AGREED, "staff_id", "ordered_on"):
        setattr(order, name, getattr(draft, name))
    session.add(order)
    session.flush()
    write_order_lines(session, order, draft.lines, costs=True)
    write_nodes(session, order, draft.nodes)
    if version.subsidy:
        by = order.ordered_on + timedelta(days=program.submit_days)
        session.add(TradeIn(order_id=order.id, program=program.code, amount=version.subsidy, evidence=[], due_on=by))
    settle(session, order)
    return order


def close(quote: Quote, state: QuoteState, on: date, reason: str = "") -> None:
    """End a quote."""
    quote.state, quote.closed_on, quote.decline_reason = state, on, reason


def _write_lines(session: WriteSession, version_id: int, wanted: Sequence[LineDraft], *, costs: bool) -> None:
    known = {line.id: line for line in lines_of(session, version_id)}
    named = select(Product).where(Product.id.in_({draft.product_id for draft in wanted if draft.product_id}))
    products = {product.id: product for product in session.scalars(named)}
    for position, draft in enumerate(wanted):
        line = known.pop(draft.id, None) if draft.id else None
        product = products.get(draft.product_id) if draft.product_id else None
        if line is None:
            line = QuoteLine(version_id=version_id)
            session.add(line)
        _set(line, "cost", _cost(line, draft, product, costs=costs))
        for name in LINE_FIELDS:
            _set(line, name, getattr(draft, name))
        if not draft.category:
            _set(line, "category", product.category if product else OTHER_CATEGORY)
        if product and not draft.unit:
            _set(line, "unit", product.unit)
        _set(line, "line_group", draft.group)
        _set(line, "position", position)
    for gone in known.values():
        session.delete(gone)
    session.flush()


def _cost(line: QuoteLine, draft: LineDraft, product: Product | None, *, costs: bool) -> int | None:
    """Return what a line costs: as typed by who sees it; else its own as long as its product stays, or the product's."""
    if costs and draft.cost is not None:
        return draft.cost
    if line.product_id == draft.product_id:
        return None if costs else line.cost
    return product.cost if product else None


def _set(row: Any, name: str, value: object) -> None:
    if getattr(row, name) != value:
        setattr(row, name, value)
