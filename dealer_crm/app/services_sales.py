"""Services around orders, money and deliveries, each imported and made when it is first asked for."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from dealer_crm.app.services import Services
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.findings import MEND_DAYS

if TYPE_CHECKING:
    from dealer_crm.services.acceptance_list import AcceptanceList
    from dealer_crm.services.acceptances import Acceptances
    from dealer_crm.services.cash_closing import CashClosing
    from dealer_crm.services.change_orders import ChangeOrders
    from dealer_crm.services.contract_papers import ContractPapers
    from dealer_crm.services.deliveries import Deliveries
    from dealer_crm.services.delivery_door import DeliveryDoor
    from dealer_crm.services.delivery_list import DeliveryList
    from dealer_crm.services.delivery_papers import DeliveryPapers
    from dealer_crm.services.failed_items import FailedItems
    from dealer_crm.services.invoices import Invoices
    from dealer_crm.services.job_clashes import JobClashes
    from dealer_crm.services.job_list import JobList
    from dealer_crm.services.jobs import Jobs
    from dealer_crm.services.money import Money
    from dealer_crm.services.money_papers import MoneyPapers
    from dealer_crm.services.numbered_papers import NumberedPapers
    from dealer_crm.services.order_change_papers import OrderChangePapers
    from dealer_crm.services.order_list import OrderList
    from dealer_crm.services.order_returns import OrderReturns
    from dealer_crm.services.orders import Orders
    from dealer_crm.services.payments import Payments
    from dealer_crm.services.product_imports import ProductImports
    from dealer_crm.services.product_pictures import ProductPictures
    from dealer_crm.services.products import Products
    from dealer_crm.services.promises import Promises
    from dealer_crm.services.quote_list import QuoteList
    from dealer_crm.services.quote_papers import QuotePapers
    from dealer_crm.services.quotes import Quotes
    from dealer_crm.services.receipt_papers import ReceiptPapers
    from dealer_crm.services.signatures import Signatures
    from dealer_crm.services.site_papers import SitePapers
    from dealer_crm.services.sites import Sites
    from dealer_crm.services.statement import Statements
    from dealer_crm.services.trade_ins import TradeIns


class SalesServices(Services):
    """From the quote to the goods in the house."""

    @cached_property
    def products(self) -> Products:
        """What the shop sells."""
        from dealer_crm.services.products import Products

        return Products(self.db, self.actor, self.now, self.trade)

    @cached_property
    def product_imports(self) -> ProductImports:
        """Lists of goods that come in."""
        from dealer_crm.services.product_imports import ProductImports

        return ProductImports(self.db, self.products)

    @cached_property
    def product_pictures(self) -> ProductPictures:
        """Pictures of what the shop sells."""
        from dealer_crm.services.product_pictures import ProductPictures

        return ProductPictures(self.folder.attachments)

    @cached_property
    def quotes(self) -> Quotes:
        """Offers, version by version."""
        from dealer_crm.services.quotes import Quotes

        return Quotes(self.db, self.actor, self.now, self.trade)

    @cached_property
    def quote_list(self) -> QuoteList:
        """The list of quotes."""
        from dealer_crm.services.quote_list import QuoteList

        return QuoteList(self.db, self.now)

    @cached_property
    def quote_papers(self) -> QuotePapers:
        """Quotes on paper and as text."""
        from dealer_crm.services.quote_papers import QuotePapers

        return QuotePapers(self.db, self.now, self.trade, self.desk)

    @cached_property
    def orders(self) -> Orders:
        """Orders."""
        from dealer_crm.services.orders import Orders

        return Orders(self.db, self.actor, self.now)

    @cached_property
    def order_list(self) -> OrderList:
        """The list of orders."""
        from dealer_crm.services.order_list import OrderList

        return OrderList(self.db, self.now)

    @cached_property
    def numbered_papers(self) -> NumberedPapers:
        """Change orders, returns and receipts by their numbers."""
        from dealer_crm.services.numbered_papers import NumberedPapers

        return NumberedPapers(self.db)

    @cached_property
    def change_orders(self) -> ChangeOrders:
        """Signed changes of an order."""
        from dealer_crm.services.change_orders import ChangeOrders

        return ChangeOrders(self.db, self.actor, self.now)

    @cached_property
    def order_change_papers(self) -> OrderChangePapers:
        """Papers of change orders and returns."""
        from dealer_crm.services.order_change_papers import OrderChangePapers

        return OrderChangePapers(self.db, self.now, self.desk)

    @cached_property
    def order_returns(self) -> OrderReturns:
        """Goods that came back off an order."""
        from dealer_crm.services.order_returns import OrderReturns

        return OrderReturns(self.db, self.actor, self.now)

    @cached_property
    def payments(self) -> Payments:
        """Money that came in or went back."""
        from dealer_crm.services.payments import Payments

        return Payments(self.db, self.actor, self.now)

    @cached_property
    def invoices(self) -> Invoices:
        """Invoices of an order."""
        from dealer_crm.services.invoices import Invoices

        return Invoices(self.db, self.actor, self.now)

    @cached_property
    def promises(self) -> Promises:
        """Money that was promised."""
        from dealer_crm.services.promises import Promises

        return Promises(self.db, self.actor, self.now)

    @cached_property
    def contract_papers(self) -> ContractPapers:
        """Contracts and confirmations of orders."""
        from dealer_crm.services.contract_papers import ContractPapers

        return ContractPapers(self.db, self.now, self.trade, self.desk)

    @cached_property
    def trade_ins(self) -> TradeIns:
        """What the shop advances for the state."""
        from dealer_crm.services.trade_ins import TradeIns

        return TradeIns(self.db, self.actor, self.now, self.trade)

    @cached_property
    def money(self) -> Money:
        """Accounts and what is open."""
        from dealer_crm.services.money import Money

        return Money(self.db, self.now)

    @cached_property
    def money_papers(self) -> MoneyPapers:
        """Receipts and statements."""
        from dealer_crm.services.money_papers import MoneyPapers

        return MoneyPapers(self.db, self.now, self.money, self.desk)

    @cached_property
    def cash_closing(self) -> CashClosing:
        """The counted drawer of each day."""
        from dealer_crm.services.cash_closing import CashClosing

        return CashClosing(self.db, self.actor, self.now)

    @cached_property
    def statements(self) -> Statements:
        """Accounts of customers."""
        from dealer_crm.services.statement import Statements

        return Statements(self.db, self.now, self.desk)

    @cached_property
    def receipt_papers(self) -> ReceiptPapers:
        """Receipts, deposit slips and refund slips."""
        from dealer_crm.services.receipt_papers import ReceiptPapers

        return ReceiptPapers(self.db, self.desk)

    @cached_property
    def deliveries(self) -> Deliveries:
        """Deliveries and their checklists."""
        from dealer_crm.services.deliveries import Deliveries

        return Deliveries(self.db, self.actor, self.now, self.trade)

    @cached_property
    def delivery_door(self) -> DeliveryDoor:
        """What happens around the door: the slot agreed, goods scanned, notes completed."""
        from dealer_crm.services.delivery_door import DeliveryDoor

        return DeliveryDoor(self.db, self.actor, self.now)

    @cached_property
    def site_papers(self) -> SitePapers:
        """Jobs and acceptance sheets on paper, as text and as workbooks."""
        from dealer_crm.services.site_papers import SitePapers

        return SitePapers(self.db, self.now, self.trade, self.desk)

    @cached_property
    def signatures(self) -> Signatures:
        """Signatures under deliveries, jobs and acceptance sheets."""
        from dealer_crm.services.signatures import Signatures

        return Signatures(self.db, self.folder.attachments, self.actor, self.now)

    @cached_property
    def jobs(self) -> Jobs:
        """Jobs on a site."""
        from dealer_crm.services.jobs import Jobs

        return Jobs(self.db, self.actor, self.now, self.trade)

    @cached_property
    def job_list(self) -> JobList:
        """The list of jobs."""
        from dealer_crm.services.job_list import JobList

        return JobList(self.db)

    @cached_property
    def job_clashes(self) -> JobClashes:
        """What is in the way of a job that is being planned."""
        from dealer_crm.services.absences import Absences
        from dealer_crm.services.agenda import Agenda
        from dealer_crm.services.job_clashes import JobClashes

        agenda = Agenda(self.db, self.actor, self.now, self.trade)
        return JobClashes(self.db, self.now, agenda, Absences(self.db, self.actor, self.now), self.trade)

    @cached_property
    def sites(self) -> Sites:
        """Orders in progress by stage."""
        from dealer_crm.services.sites import Sites

        return Sites(self.db, self.now, self.trade)

    @cached_property
    def acceptances(self) -> Acceptances:
        """Acceptance sheets of what was installed."""
        from dealer_crm.services.acceptances import Acceptances

        return Acceptances(self.db, self.actor, self.now, self.trade)

    def mend_on(self) -> date:
        """Return the day that is offered for mending what failed."""
        return self.trade.calendar().add_workdays(local_day(self.now()), MEND_DAYS)

    @cached_property
    def acceptance_list(self) -> AcceptanceList:
        """Which sheets an order has and wants."""
        from dealer_crm.services.acceptance_list import AcceptanceList

        return AcceptanceList(self.db, self.trade)

    @cached_property
    def failed_items(self) -> FailedItems:
        """What failed and waits to be mended."""
        from dealer_crm.services.failed_items import FailedItems

        return FailedItems(self.db)

    @cached_property
    def delivery_list(self) -> DeliveryList:
        """The list of deliveries."""
        from dealer_crm.services.delivery_list import DeliveryList

        return DeliveryList(self.db, self.now)

    @cached_property
    def delivery_papers(self) -> DeliveryPapers:
        """Delivery notes and checklists."""
        from dealer_crm.services.delivery_papers import DeliveryPapers

        return DeliveryPapers(self.db, self.now, self.trade, self.desk)
