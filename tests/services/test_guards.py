"""Guards of speed that need no clock: how many statements a page costs, and that none of them reads a large table whole.

The shop is small; SQLite keeps no statistics here, so its plans are those of a large one.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from benchmarks.moment import TODAY, now
from benchmarks.shop.making import make, pinyin
from dealer_crm.domain.customers import PhoneDraft
from dealer_crm.domain.followups import FollowUpDraft
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.orders import OrderState, PayWay
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.domain.payments import PaymentDraft
from dealer_crm.domain.periods import Period
from dealer_crm.services.acceptance_list import AcceptanceList
from dealer_crm.services.agenda import AGENDA_TABLES, Agenda
from dealer_crm.services.complaint_list import ComplaintList, ComplaintSpec, ComplaintView
from dealer_crm.services.customer_list import CustomerList, CustomerSpec, CustomerView
from dealer_crm.services.customers import Customers
from dealer_crm.services.delivery_list import DeliveryList, DeliverySpec, DeliveryView
from dealer_crm.services.equipment_list import MachineList, MachineSpec, MachineView
from dealer_crm.services.expectation_report import ExpectationReport
from dealer_crm.services.followups import FollowUps
from dealer_crm.services.job_list import JobList
from dealer_crm.services.money import Money
from dealer_crm.services.order_list import OrderList, OrderSpec, OrderView
from dealer_crm.services.orders import Orders
from dealer_crm.services.payments import Payments
from dealer_crm.services.products import Products
from dealer_crm.services.quote_list import QuoteList, QuoteSpec
from dealer_crm.services.reports import Reports
from dealer_crm.services.sites import Sites
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import Database
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.models import JOURNALLED, Customer, SalesOrder
from dealer_crm.storage.opening import prepare
from tests.services.plans import plan_of, scans, sorts, statements

Ask = Callable[[], object]
SAVES = {"file the same": 2, "file": 17, "call": 17, "new file": 29, "order": 23, "payment": 18}
"""Statements of a save with its journal entry, list line, search text and the mark that classes are due; a further row adds to it."""
INDEXED_ORDERS = ("name", "phone", "next_on", "address", "last_at", "source", "number", "created_at")
GUARDED = (
    "ix_agenda_mark_moved",
    "ix_calendar_day_day",
    "ix_change_order_waiting",
    "ix_complaint_state_closed_at",
    "ix_contact_birthday",
    "ix_customer_birthday",
    "ix_customer_line_figures",
    "ix_customer_line_next_on",
    "ix_customer_line_sort_key",
    "ix_delivery_check_expected",
    "ix_delivery_check_failed",
    "ix_delivery_list",
    "ix_delivery_open",
    "ix_delivery_over",
    "ix_delivery_state_signed_at",
    "ix_equipment_coverage_ends",
    "ix_expectation_rating_rated_on",
    "ix_follow_up_happened_at",
    "ix_job_order",
    "ix_machine_line_care",
    "ix_machine_line_name",
    "ix_machine_line_until",
    "ix_maintenance_due",
    "ix_maintenance_of",
    "ix_next_step_open",
    "ix_order_line_amount",
    "ix_order_line_ordered",
    "ix_payment_amount",
    "ix_payment_node_due",
    "ix_payment_node_order",
    "ix_premises_decoration",
    "ix_premises_holder_now",
    "ix_product_barcode",
    "ix_quote_line_amount",
    "ix_quote_list",
    "ix_sales_order_list",
    "ix_sales_order_state_promised_on",
    "ix_search_key_text",
    "ix_trade_in_waiting",
    "ix_visit_state_done_at",
    "ix_visit_state_due_on",
    "uq_quote_version_position",
)
"""Without one of these some question reads a table whole, sorts it, or goes a longer way."""
HUNG_ON = ("open", "ordered")
"""Values on which partial indexes hang: asked with them from outside, a statement is prepared anew at each turn."""


class Shop:
    """A made-up shop with the questions that pages ask."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.customers, self.agenda = CustomerList(db, now), Agenda(db, Actor, now)
        self.orders, self.deliveries = OrderList(db, now), DeliveryList(db, now)
        self.jobs, self.sites = JobList(db), Sites(db, now, Trade())
        self.sheets, self.marks = AcceptanceList(db, Trade()), ExpectationReport(db)
        self.site = self.sites.rows(1)[0].id
        self.complaints, self.reports = ComplaintList(db, now), Reports(db)
        self.machines, self.money = MachineList(db, now, Trade()), Money(db, now)
        self.quotes, self.products, self.sold = QuoteList(db, now), Products(db, Actor, now, Trade()), Orders(db, Actor, now)
        self.phone = self.customers.rows(self.customers.ids(CustomerSpec())[:1])[0].phone

    def questions(self) -> dict[str, Ask]:
        """Return what must not read a table whole, by name."""
        first, last = TODAY - timedelta(days=21), TODAY + timedelta(days=20)
        lists, orders = self.customers, self.orders
        return {
            "caller": lambda: lists.find(self.phone),
            "figures of the list": lists.counts,
            "late customers": lambda: lists.ids(CustomerSpec(view=CustomerView.OVERDUE)),
            "lines": lambda: lists.rows([1, 2, 3]),
            "today": self.agenda.day,
            "figures of today": self.agenda.figures,
            "month": lambda: self.agenda.month(first, last),
            "rows of today": lambda: self.agenda.rows(self.agenda.today()[0][:128]),
            "done": lambda: self.agenda.done(TODAY, TODAY),
            "open orders": lambda: orders.ids(OrderSpec(view=OrderView.OPEN)),
            "unpaid orders": lambda: orders.ids(OrderSpec(view=OrderView.UNPAID)),
            "deliveries of today": lambda: self.deliveries.ids(DeliverySpec(DeliveryView.TODAY)),
            "deliveries waiting": lambda: self.deliveries.ids(DeliverySpec(DeliveryView.WAITING)),
            "jobs of a day": lambda: self.jobs.of_day(TODAY),
            "lines of jobs": lambda: self.jobs.rows([1, 2, 3]),
            "sites": self.sites.rows,
            "a site": lambda: self.sites.open(self.site),
            "sheets of an order": lambda: self.sheets.of_order(self.site),
            "marks of a month": lambda: self.marks.sums(Period(first, last)),
            "open complaints": lambda: self.complaints.ids(ComplaintSpec(view=ComplaintView.OPEN)),
            "closed complaints": lambda: self.complaints.ids(ComplaintSpec(view=ComplaintView.CLOSED)),
            "figures of the machines": self.machines.counts,
            "deliveries": self.deliveries.ids,
            "finished deliveries": lambda: self.deliveries.ids(DeliverySpec(DeliveryView.DONE)),
            "lines of machines": lambda: self.machines.rows([1, 2, 3]),
            "contacts of a month": lambda: self.reports.contact_ids(Period(first, last)),
            "lines of quotes": lambda: self.quotes.rows([1, 2, 3]),
            "goods of a barcode": lambda: self.products.same_barcode("6901234567892"),
            "an order": lambda: self.sold.open(1),
        }

    def orders_by_index(self) -> dict[str, Ask]:
        """Return the orders that an index has ready."""
        machines = [MachineSpec(sort=sort, descending=descending) for sort in ("until", "care_on", "name") for descending in (False, True)]
        return {
            **{key: lambda key=key: self.customers.page(CustomerSpec(sort=key), 50) for key in INDEXED_ORDERS},  # type: ignore[misc]
            **{f"machines {spec}": lambda spec=spec: self.machines.ids(spec) for spec in machines},  # type: ignore[misc]
            "machines out of guarantee": lambda: self.machines.ids(MachineSpec(MachineView.ENDED)),
            "all quotes": lambda: self.quotes.ids(QuoteSpec()),
            "all orders": lambda: self.orders.ids(OrderSpec()),
            "ended orders": lambda: self.orders.ids(OrderSpec(view=OrderView.ENDED)),
        }

    def plans(self) -> dict[str, list[str]]:
        """Return the plan of every question."""
        return {name: plan_of(self.db, ask) for name, ask in {**self.questions(), **self.orders_by_index()}.items()}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a made-up shop."""
    folder = DataFolder(tmp_path_factory.mktemp("guards"))
    prepare(folder.store, lambda _path: None)
    make(folder.path, 200)
    return folder.store


@pytest.fixture
def shop(store: Path) -> Iterator[Shop]:
    """Open the shop."""
    db = Database(store, pinyin(), now)
    yield Shop(db)
    db.close()


def _asked(ask: Ask) -> int:
    with statements() as found:
        ask()
    return len(found)


def test_no_question_reads_a_large_table_whole(shop: Shop) -> None:
    assert {name: found for name, plan in shop.plans().items() if (found := _whole(plan))} == {}


def test_indexed_orders_are_not_sorted(shop: Shop) -> None:
    assert {name: found for name, ask in shop.orders_by_index().items() if (found := sorts(plan_of(shop.db, ask)))} == {}


def test_every_guarded_index_is_used(shop: Shop) -> None:
    used = {word for plan in shop.plans().values() for line in plan for word in line.split()}
    assert set(GUARDED) - used == set()


@pytest.mark.parametrize("name", ["ix_customer_line_sort_key", "ix_next_step_open", "ix_visit_state_due_on", "ix_search_key_text"])
def test_sabotage_a_dropped_index_is_seen(shop: Shop, store: Path, name: str) -> None:
    with closing(sqlite3.connect(store, isolation_level=None)) as connection:
        sql = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
        connection.execute(f"DROP INDEX {name}")
        try:
            plans = shop.plans()
            assert [line for plan in plans.values() for line in (*scans(plan), *sorts(plan)) if line]
            assert name not in str(plans)
        finally:
            connection.execute(sql)


def test_what_an_order_still_brings_asks_its_own_deliveries_alone(shop: Shop) -> None:
    """A look through all deliveries of a state for each order took minutes in a large shop."""
    plan = [line for line in plan_of(shop.db, shop.money.receivables) if line.startswith("SEARCH delivery")]
    assert [line for line in plan if "ix_delivery_order" not in line] == []
    assert plan


def test_a_call_by_a_whole_number_looks_up_pieces_of_it_that_few_hold(shop: Shop) -> None:
    with statements() as asked:
        shop.customers.find(shop.phone)
    (wanted,) = [values[0] for statement, values in asked if "MATCH" in statement]
    assert wanted == f'"{shop.phone[-4:]}" "{shop.phone[-8:-4]}"'


def test_a_page_costs_few_statements(shop: Shop) -> None:
    spec = CustomerSpec(sort="name")
    ids = shop.customers.ids(spec)
    assert _asked(lambda: shop.customers.ids(spec)) == 1
    assert _asked(lambda: shop.customers.rows(ids[:128])) == 1
    assert _asked(lambda: shop.customers.counts()) == 1
    assert _asked(lambda: shop.customers.find("王")) <= 5  # equal, beginnings, among the first texts, by the index, the lines
    assert _asked(lambda: shop.orders.rows(shop.orders.ids(OrderSpec())[:128])) <= 3
    assert _asked(lambda: shop.deliveries.rows(shop.deliveries.ids()[:128])) <= 4  # what waits, what is over, lines, goods


def test_the_agenda_costs_a_statement_for_days_and_one_for_instants(shop: Shop) -> None:
    first, last = date(2026, 11, 1), date(2026, 11, 30)
    items = shop.agenda.month(first, last).items
    assert _asked(shop.agenda.late) == 2
    assert _asked(shop.agenda.today) == 4
    assert _asked(lambda: shop.agenda.month(first, last)) == 6  # counts and items, of what is due by days and instants and of what is done
    assert _asked(lambda: shop.agenda.finished(TODAY, TODAY)) == 1
    assert _asked(lambda: shop.agenda.rows(items[:128])) == 2 <= len(items)
    assert _asked(lambda: shop.agenda.counts(first, last)) == 2
    assert _asked(shop.agenda.figures) == 4


def _saves(shop: Shop) -> dict[str, Ask]:
    """Return what staff save all day, by name."""
    customers, orders = Customers(shop.db, Actor, now), Orders(shop.db, Actor, now)
    draft, version = customers.draft(1)
    new = replace(draft, name="新来", phones=(PhoneDraft("13900000001"),), contacts=(), premises=(replace(draft.premises[0], id=None),))
    order = next(iter(shop.orders.ids(OrderSpec(view=OrderView.OPEN))))
    ordered, order_version = orders.draft(order)
    ordered = replace(ordered, note=f"{ordered.note}!")
    money = PaymentDraft(customer_id=ordered.customer_id, order_id=order, kind=PayKind.BALANCE, way=PayWay.CASH, amount=100)
    return {
        "file the same": lambda: customers.edit(1, draft, version),
        "file": lambda: customers.edit(1, replace(draft, note=f"{draft.note}!"), version),
        "call": lambda: FollowUps(shop.db, Actor, now).log(FollowUpDraft(1, words="问了价格", next_on=TODAY)),
        "new file": lambda: customers.create(new),
        "order": lambda: orders.edit(order, ordered, order_version),
        "payment": lambda: Payments(shop.db, Actor, now).receive(money),
    }


def test_news_of_every_table_that_the_agenda_asks_tells_of_it(shop: Shop) -> None:
    with statements() as asked:
        shop.agenda.today()
    tables = {word for statement, _values in asked for word in re.findall(r"(?:FROM|JOIN) (\w+)", statement)}
    assert {name for name in tables if name in {model.__tablename__ for model in JOURNALLED}} - AGENDA_TABLES == set()


def test_the_agenda_is_not_prepared_anew_for_the_sake_of_partial_indexes(shop: Shop) -> None:
    for ask in (shop.agenda.today, lambda: shop.agenda.month(TODAY, TODAY), lambda: shop.agenda.counts(TODAY, TODAY, 1)):
        with statements() as asked:
            ask()
        agenda = [(statement, values) for statement, values in asked if "UNION ALL" in statement]
        assert len(agenda) > 1
        assert [value for _statement, values in agenda for value in values if value in HUNG_ON] == []


@pytest.mark.parametrize("name", SAVES)
def test_a_save_costs_few_statements_with_journal_and_search(shop: Shop, name: str) -> None:
    save = _saves(shop)[name]
    with statements() as found:
        save()
    assert len(found) <= SAVES[name], [statement for statement, _ in found]


def test_a_call_that_is_logged_leaves_the_search_alone(shop: Shop) -> None:
    log = _saves(shop)["call"]
    with statements() as found:
        log()
    written = [statement for statement, _ in found if not statement.startswith("SELECT")]
    assert any("follow_up" in statement for statement in written)
    assert not [statement for statement in written if "search_" in statement]


def test_no_save_looks_through_what_is_not_the_customers(shop: Shop) -> None:
    plans = {name: plan_of(shop.db, save) for name, save in _saves(shop).items()}
    assert {name: found for name, plan in plans.items() if (found := [*_whole(plan), *_by_state(plan)])} == {}


def test_sabotage_a_look_through_all_orders_of_a_state_is_seen(shop: Shop) -> None:
    his = SalesOrder.customer_id.in_(select(Customer.id).where(Customer.id == 1))

    def ask() -> None:
        with shop.db.read() as session:
            session.execute(select(SalesOrder.discount).where(SalesOrder.state.in_(list(OrderState)[1:6]), his)).all()

    assert _by_state(plan_of(shop.db, ask))


def _whole(plan: list[str]) -> list[str]:
    """Return the lines that read a table whole; what was asked for, and what another line has found, is no table."""
    return [line for line in scans(plan) if not line.startswith(("SCAN json_each", "SCAN asked", "SCAN anon_", "SCAN (subquery-"))]


def _by_state(plan: list[str]) -> list[str]:
    """Return the lines that look through all rows of a state, of which a shop has ever more."""
    return [line for line in plan if "(state=?" in line]
