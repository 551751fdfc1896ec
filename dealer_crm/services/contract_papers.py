"""An order on paper: the contract with its terms, or what was ordered alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from dealer_crm.domain import phones
from dealer_crm.domain.change_orders import ChangeState
from dealer_crm.domain.contract_terms import refuse_forbidden
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.orders import LineDraft, LineGroup, TaxMode
from dealer_crm.domain.pay_plan import NodeTrigger, PayKind
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.domain.promises import PromiseState
from dealer_crm.i18n import Translator, translator
from dealer_crm.services.house_address import address_of
from dealer_crm.services.order_file import NodeRow, OrderFile, read_file
from dealer_crm.services.order_reading import require
from dealer_crm.services.shop import ShopData
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import ChangeLine, ChangeOrder, OrderLine
from dealer_crm.words.labels import label

if TYPE_CHECKING:
    from dealer_crm.documents.pdf.contract_sheet import ClauseLine, ContractData, GoodsGroup, NodeLine
    from dealer_crm.services.paper_desk import PaperDesk

CONTRACT, CONFIRMATION = "contract", "order"
"""The forms of the paper: with the terms of a contract, or without."""
_BLANK_DAY, _BLANK = "____-__-__", "____"


class ContractPapers:
    """Papers of one order; nothing is changed. The paper libraries are imported when the first one is made."""

    def __init__(self, db: Database, now: Callable[[], datetime], trade: Trade, desk: PaperDesk) -> None:
        self._db, self._now, self._trade, self._desk = db, now, trade, desk
        self._shop = ShopData(db, Actor)

    def paper(self, order_id: int, choice: PrintChoice, language: str, printed_by: str = "") -> bytes:
        """Return the contract as a PDF, a copy for each side where none was chosen, or by its variant the confirmation.

        Raises OrderNotFound; a contract is refused where its further terms hold a clause that has no force.
        """
        from dealer_crm.documents.pdf.contract_sheet import contract_sheet, order_confirmation

        data = self.data(order_id, language)
        if choice.variant == CONFIRMATION:
            return order_confirmation(data, self._desk.setup("contract", choice, language, printed_by, order_id))
        refuse_forbidden(data.further)
        choice = replace(choice, copy_names=choice.copy_names or self._desk.copy_names("contract", language))
        return contract_sheet(data, self._desk.setup("contract", choice, language, printed_by, order_id))

    def variants(self, language: str) -> tuple[tuple[str, str], ...]:
        """Return the forms of the paper with what they are called."""
        t = translator(language)
        return ((CONTRACT, t("Contract")), (CONFIRMATION, t("Order confirmation")))

    def check(self, order_id: int) -> None:
        """Raise why the contract cannot be printed as it stands."""
        with self._db.read() as session:
            refuse_forbidden(require(session, order_id).terms)

    def data(self, order_id: int, language: str) -> ContractData:
        """Return what the papers print. Raises OrderNotFound."""
        from dealer_crm.documents.pdf.contract_sheet import ChangedBy, ContractData
        from dealer_crm.services.shop_head import shop_head

        t, shop = translator(language), self._shop.shop()
        with self._db.read() as session:
            file = read_file(session, require(session, order_id), with_cost=False)
            premises = file.draft.premises_id
            site = address_of(session, premises) if premises else file.address
            changes = _changes(session, order_id)
            marks = _marks(session, order_id, changes, t)
        draft, sums = file.draft, file.totals
        paid_by_state = ((t("Subsidy advanced by the shop"), -sums.subsidy), (t("The customer pays"), sums.price - sums.subsidy))
        return ContractData(
            shop_head(shop),
            contract_number(file.number),
            file.customer or file.customer_number,
            phones.shown(file.phone),
            file.address,
            site,
            shop.bank,
            shop.account,
            file.staff,
            draft.signed_on,
            draft.signed_place,
            _groups(draft.lines, marks, t),
            tuple(_sums(file, t)),
            sums.price,
            _tax(file, t),
            paid_by_state if sums.subsidy else (),
            tuple(_node(node, t) for node in file.nodes),
            any(node.draft.kind in (PayKind.EARNEST_MONEY, PayKind.PREPAYMENT) for node in file.nodes),
            _delivery(file, t),
            self._sections(file, language, t),
            draft.terms,
            tuple(_promise(one.words, one.due_on, t) for one in file.promises if one.state is PromiseState.OPEN),
            tuple(ChangedBy(one.number, one.signed_on, one.reason, one.amount) for one in changes),
        )

    def _sections(self, file: OrderFile, language: str, t: Translator) -> tuple[tuple[str, tuple[ClauseLine, ...]], ...]:
        from dealer_crm.documents.pdf.contract_sheet import ClauseLine

        draft = file.draft
        months = t.plural("{n} month", "{n} months", draft.install_months or 0).format(n=draft.install_months)
        values = {
            "days": str(draft.work_days or _BLANK),
            "hidden_on": _day(draft.hidden_on),
            "commission_on": _day(draft.commission_on),
            "months": months if draft.install_months else _BLANK,
        }
        return tuple(
            (section.said(language), tuple(ClauseLine(_filled(one.said(language), values), one.strong) for one in section.clauses))
            for section in self._trade.contract_sections()
        )


def contract_number(number: str) -> str:
    """Return the number of an order's contract: HT with the same digits (domain.md 4)."""
    return "HT" + number.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _filled(text: str, values: dict[str, str]) -> str:
    """Return a clause with its blanks filled; what else stands in braces is left alone."""
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _day(day: date | None) -> str:
    return day.isoformat() if day else _BLANK_DAY


def _promise(words: str, due_on: date | None, t: Translator) -> str:
    return t("{words}, by {day}").format(words=words, day=due_on.isoformat()) if due_on else words


def _changes(session: Session, order_id: int) -> Sequence[Row[int, str, date | None, str, int]]:
    """Return the change orders that the customer signed, in order."""
    signed = (ChangeOrder.order_id == order_id, ChangeOrder.state == ChangeState.SIGNED)
    columns = (ChangeOrder.id, ChangeOrder.number, ChangeOrder.signed_on, ChangeOrder.reason, ChangeOrder.amount)
    return session.execute(select(*columns).where(*signed).order_by(ChangeOrder.id)).all()


def _marks(
    session: Session, order_id: int, changes: Sequence[Row[int, str, date | None, str, int]], t: Translator
) -> dict[int | None, str]:
    """Return which changes made each line what it is, by their place in the list of changes."""
    found: dict[int | None, list[int]] = defaultdict(list)
    place = {change.id: at for at, change in enumerate(changes, 1)}
    came = select(OrderLine.id, OrderLine.change_id).where(OrderLine.order_id == order_id, OrderLine.change_id.is_not(None))
    touched = select(ChangeLine.order_line_id, ChangeLine.change_id).where(ChangeLine.order_line_id.is_not(None))
    for line_id, change_id in (*session.execute(came), *session.execute(touched.where(ChangeLine.change_id.in_(place)))):
        if change_id in place:
            found[line_id].append(place[change_id])
    words = t.context("paper", "(change {numbers})")
    return {line_id: words.format(numbers=t(", ").join(map(str, sorted(set(places))))) for line_id, places in found.items()}


def _groups(lines: Iterable[LineDraft], marks: Mapping[int | None, str], t: Translator) -> tuple[GoodsGroup, ...]:
    """Return the lines by group in the order of the paper; those of no group come first."""
    from dealer_crm.documents.pdf.contract_sheet import GoodsGroup, GoodsLine

    found: dict[LineGroup | None, list[GoodsLine]] = {None: [], **{group: [] for group in LineGroup}}
    for line in lines:
        if line.quantity:
            what = " ".join(filter(None, (line.brand, line.name))) or line.model
            model = "  ".join(filter(None, (line.model if line.name else "", line.spec)))
            numbers = (line.quantity, line.price, line.amount)
            found[line.group].append(GoodsLine(what, model, line.room, line.unit, *numbers, line.note, marks.get(line.id, "")))
    return tuple(GoodsGroup(label(group, t) if group else "", tuple(rows)) for group, rows in found.items() if rows)


def _sums(file: OrderFile, t: Translator) -> Iterable[tuple[str, int]]:
    """Give what stands between the goods and the price, where there is anything."""
    sums = file.totals
    beside = [
        (t("Discount"), -sums.discount),
        (t("Tax on top"), sums.tax if sums.tax_mode is TaxMode.ADDED else 0),
        (t("Rounded off"), -sums.rounding),
    ]
    given = [(name, amount) for name, amount in beside if amount]
    return [(t("Goods"), sums.goods), *given] if given else []


def _tax(file: OrderFile, t: Translator) -> str:
    sums = file.totals
    rate = f" {_percent(sums.tax_rate)}" if sums.tax_rate and sums.tax_mode is not TaxMode.NONE else ""
    return label(sums.tax_mode, t) + rate


def _percent(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}".removesuffix(".00") + " %"


def _node(row: NodeRow, t: Translator) -> NodeLine:
    from dealer_crm.documents.pdf.contract_sheet import NodeLine

    node = row.draft
    when = "" if node.trigger is NodeTrigger.DAY and node.due_on else label(node.trigger, t)
    day = node.due_on.isoformat() if node.due_on else ""
    share = "" if node.share is None else _percent(node.share)
    return NodeLine(label(node.kind, t), "  ".join(filter(None, (when, day))), share, row.amount, node.words)


def _delivery(file: OrderFile, t: Translator) -> str:
    draft = file.draft
    collect = t("Collect on delivery") if draft.collect else ""
    until = t("promised for {day}").format(day=draft.promised_on.isoformat()) if draft.promised_on else ""
    return "  ".join(filter(None, (label(draft.delivery_method, t), collect, until)))
