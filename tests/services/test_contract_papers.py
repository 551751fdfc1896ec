"""The contract says what was agreed, twice; a clause without force is refused before it is printed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from dealer_crm.domain.change_orders import Difference
from dealer_crm.domain.contract_terms import LastWordClause
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.orders import LineDraft, LineGroup, OrderDraft, TaxMode
from dealer_crm.domain.pay_plan import NodeDraft, NodeTrigger, PayKind
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.domain.promises import PromiseDraft
from dealer_crm.domain.trade_ins import TradeInDraft
from dealer_crm.services.contract_papers import CONFIRMATION, ContractPapers
from dealer_crm.services.customers import Customers
from dealer_crm.services.orders import Orders
from dealer_crm.services.shop import ShopData
from dealer_crm.services.trade import Trade
from dealer_crm.services.trade_ins import TradeIns
from dealer_crm.storage.database import Database
from tests.documents.reading import page_words, words
from tests.services.conftest import Clock
from tests.services.desk import desk
from tests.services.sold import Shop

A4 = PrintChoice(paper="A4")
PLAN = (
    NodeDraft(PayKind.EARNEST_MONEY, NodeTrigger.SIGNING, 2000),
    NodeDraft(PayKind.PREPAYMENT, NodeTrigger.SIGNING, 1000),
    NodeDraft(PayKind.BALANCE, NodeTrigger.ACCEPTANCE),
)
ORDER = OrderDraft(
    1,
    (
        LineDraft("多联外机", "YL-V120W", price=3_700_000, group=LineGroup.UNITS, room="设备平台"),
        LineDraft("安装", price=20_000, group=LineGroup.LABOUR),
    ),
    discount=35_000,
    tax_mode=TaxMode.INCLUDED,
    tax_rate=1300,
    work_days=10,
    install_months=24,
    hidden_on=date(2026, 12, 1),
    terms="不含吊顶恢复\n<b>增项</b>按实测",
    nodes=PLAN,
    promises=(PromiseDraft("送支架一付"),),
)


@pytest.fixture
def papers(db: Database, actor: Callable[[], Actor], clock: Clock) -> ContractPapers:
    """Return the papers of a shop with one order of 36,850.00."""
    shop = ShopData(db, actor)
    shop.save_shop(replace(shop.shop(), name="暖居暖通", credit_code="92990000MA0000015M", bank="样板银行", account="0001"))
    Customers(db, actor, clock).create(CustomerDraft(name="王芳"))
    Orders(db, actor, clock).create(ORDER)
    return ContractPapers(db, clock, Trade(), desk(db, clock))


def test_contract_names_both_sides_goods_price_plan_and_terms(papers: ContractPapers) -> None:
    pages = page_words(papers.paper(1, A4, "zh"))
    text = "".join(pages)
    assert len(pages) == 4
    for said in ("HT20261122001", "92990000MA0000015M", "样板银行", "YL-V120W", "设备平台", "¥36,850.00", "含税13%", "送支架一付"):
        assert text.count(said) >= 2, said
    assert "人民币叁万陆仟捌佰伍拾元整" in text
    assert "人民币柒仟叁佰柒拾元整" in text
    for said in ("定金", "预付款", "工期10个工作日", "保修24个月", "2026-12-01", "<b>增项</b>按实测", "甲方留存", "乙方留存", "消费者协会"):
        assert said in text, said


def test_subsidy_comes_off_what_the_customer_pays_not_off_the_price(papers: ContractPapers, db: Database, clock: Clock) -> None:
    TradeIns(db, Actor, clock).add(TradeInDraft(1, "state_trade_in", line_id=1, amount=200_000))
    data = papers.data(1, "zh")
    assert (data.price, [amount for _name, amount in data.after]) == (3_685_000, [-200_000, 3_485_000])
    assert sum(node.amount for node in data.nodes) == 3_485_000


def test_contract_with_a_clause_that_has_no_force_is_not_printed(papers: ContractPapers, db: Database, clock: Clock) -> None:
    orders = Orders(db, Actor, clock)
    draft, version = orders.draft(1)
    orders.edit(1, replace(draft, terms="最终解释权归本店"), version)
    with pytest.raises(LastWordClause):
        papers.check(1)
    with pytest.raises(LastWordClause):
        papers.paper(1, A4, "zh")
    assert "最终解释权" in words(papers.paper(1, replace(A4, variant=CONFIRMATION), "zh"))


def test_confirmation_has_no_terms_and_one_copy(papers: ContractPapers) -> None:
    pages = page_words(papers.paper(1, replace(A4, variant=CONFIRMATION), "en"))
    assert len(pages) == 1
    assert "Courts" not in pages[0]
    assert "OrderconfirmationHT" in pages[0]


def test_five_hundred_lines_stay_within_reason(papers: ContractPapers, db: Database, clock: Clock) -> None:
    Orders(db, Actor, clock).create(replace(ORDER, lines=(*ORDER.lines, *(LineDraft(f"管件 {n}", price=n) for n in range(498)))))
    assert len(page_words(papers.paper(2, replace(A4, copy_names=("甲方留存",)), "zh"))) <= 16


def test_signed_changes_are_named_and_mark_their_goods(db: Database, clock: Clock) -> None:
    shop = Shop(db, clock)
    papers = ContractPapers(db, clock, Trade(), desk(db, clock))
    hose = LineDraft(name="软管", unit="米", quantity=1000, price=5_000)
    shop.changes.sign(shop.changes.create(shop.draft(lines=(hose,), days=0)), clock.today, "王芳")
    less = shop.draft(differences=(Difference(shop.lines[1], -1000),), reason="少用一米", days=0)
    shop.changes.sign(shop.changes.create(less), clock.today, "王芳")
    shop.changes.create(shop.draft(lines=(hose,), days=0))
    data = papers.data(shop.order, "zh")
    marks = {line.what: line.mark for group in data.groups for line in group.lines}
    assert marks == {"风管机": "", "铜管": "（变更 2）", "软管": "（变更 1）"}
    assert [(one.number[:2], one.day, one.reason, one.amount) for one in data.changes] == [
        ("ZQ", clock.today, "吊顶改了", 5_000),
        ("ZQ", clock.today, "少用一米", -6_800),
    ]
    assert data.price == shop.file.totals.price
    for variant in ("contract", "order"):
        text = words(papers.paper(shop.order, replace(A4, variant=variant), "zh"))
        assert "软管（变更1）" in text
        assert data.changes[1].number in text
        assert "-68.00" in text
