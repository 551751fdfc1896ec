"""Services around customers, each imported and made when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from dealer_crm.app.services import Services

if TYPE_CHECKING:
    from dealer_crm.services.absences import Absences
    from dealer_crm.services.agenda import Agenda
    from dealer_crm.services.agenda_papers import AgendaPapers
    from dealer_crm.services.attachments import Attachments
    from dealer_crm.services.calendar_file import CalendarFile
    from dealer_crm.services.class_book import ClassBook
    from dealer_crm.services.class_changes import Changes
    from dealer_crm.services.communities import Communities
    from dealer_crm.services.customer_classes import CustomerClasses
    from dealer_crm.services.customer_list import CustomerList
    from dealer_crm.services.customer_page import CustomerPages
    from dealer_crm.services.customers import Customers
    from dealer_crm.services.duplicates import Duplicates
    from dealer_crm.services.exports import Exports
    from dealer_crm.services.facts import Verifications
    from dealer_crm.services.followup_list import FollowUpList
    from dealer_crm.services.followup_papers import FollowupPapers
    from dealer_crm.services.followups import FollowUps
    from dealer_crm.services.form_fields import FormFieldBook
    from dealer_crm.services.form_papers import FormPapers
    from dealer_crm.services.hand_over import HandOver
    from dealer_crm.services.health import HealthCheck
    from dealer_crm.services.house_roles import Houses
    from dealer_crm.services.imports import Imports
    from dealer_crm.services.label_papers import LabelPapers
    from dealer_crm.services.list_papers import ListPapers
    from dealer_crm.services.moments import Moments
    from dealer_crm.services.questions import Asking
    from dealer_crm.services.records import Records
    from dealer_crm.services.relations import Relations
    from dealer_crm.services.series import SeriesPlans
    from dealer_crm.services.slip_papers import SlipPapers
    from dealer_crm.services.slips import Slips
    from dealer_crm.services.standard_papers import StandardPapers
    from dealer_crm.services.standards import StandardBook
    from dealer_crm.services.timeline import Timelines
    from dealer_crm.services.trade_status import TradeStatuses


class CustomerServices(Services):
    """Customers, talks, what is due, and what comes in and goes out."""

    @cached_property
    def customers(self) -> Customers:
        """Customers: filed, edited, merged, put into the bin."""
        from dealer_crm.services.customers import Customers

        return Customers(self.db, self.actor, self.now)

    @cached_property
    def customer_list(self) -> CustomerList:
        """The list of customers, and finding one."""
        from dealer_crm.services.customer_list import CustomerList

        return CustomerList(self.db, self.now)

    @cached_property
    def customer_pages(self) -> CustomerPages:
        """All that a customer's file shows."""
        from dealer_crm.services.customer_page import CustomerPages

        return CustomerPages(self.db, self.now, self.trade)

    @cached_property
    def customer_classes(self) -> CustomerClasses:
        """What class a customer is in, and why."""
        from dealer_crm.services.customer_classes import CustomerClasses

        return CustomerClasses(self.db, self.actor, self.now, self.trade)

    @cached_property
    def form_fields(self) -> FormFieldBook:
        """The fields and lists of the customer form, shipped and own."""
        from dealer_crm.services.form_fields import FormFieldBook

        return FormFieldBook(self.db, self.actor)

    @cached_property
    def timelines(self) -> Timelines:
        """What happened with a customer, page by page."""
        from dealer_crm.services.timeline import Timelines

        return Timelines(self.db, self.trade)

    @cached_property
    def class_book(self) -> ClassBook:
        """The classes of all customers, kept true."""
        from dealer_crm.services.class_book import ClassBook

        return ClassBook(self.db, self.now, self.trade)

    @cached_property
    def class_changes(self) -> Changes:
        """What changed in the classes, and what of it is news."""
        from dealer_crm.services.class_changes import Changes

        return Changes(self.db, self.now, self.actor)

    @cached_property
    def trade_statuses(self) -> TradeStatuses:
        """How trade with a customer stands."""
        from dealer_crm.services.trade_status import TradeStatuses

        return TradeStatuses(self.db, self.now)

    @cached_property
    def health_check(self) -> HealthCheck:
        """How well the files are kept."""
        from dealer_crm.services.health import HealthCheck

        return HealthCheck(self.db, self.actor, self.now)

    @cached_property
    def duplicates(self) -> Duplicates:
        """Customers that are like each other."""
        from dealer_crm.services.duplicates import Duplicates

        return Duplicates(self.db, self.now)

    @cached_property
    def attachments(self) -> Attachments:
        """Pictures and files of a customer."""
        from dealer_crm.services.attachments import Attachments

        return Attachments(self.db, self.folder.attachments, self.actor, self.now)

    @cached_property
    def followups(self) -> FollowUps:
        """Talks and next steps."""
        from dealer_crm.services.followups import FollowUps

        return FollowUps(self.db, self.actor, self.now, self.trade)

    @cached_property
    def series(self) -> SeriesPlans:
        """Steps that come again."""
        from dealer_crm.services.series import SeriesPlans

        return SeriesPlans(self.db, self.actor, self.now, self.trade)

    @cached_property
    def followup_list(self) -> FollowUpList:
        """The list of talks."""
        from dealer_crm.services.followup_list import FollowUpList

        return FollowUpList(self.db)

    @cached_property
    def absences(self) -> Absences:
        """Who is not there, and when."""
        from dealer_crm.services.absences import Absences

        return Absences(self.db, self.actor, self.now)

    @cached_property
    def hand_over(self) -> HandOver:
        """All that somebody sees to, given to colleagues."""
        from dealer_crm.services.hand_over import HandOver

        return HandOver(self.db, self.actor)

    @cached_property
    def slips(self) -> Slips:
        """Hand-over slips between departments."""
        from dealer_crm.services.slips import Slips

        return Slips(self.db, self.actor, self.now, self.trade)

    @cached_property
    def agenda(self) -> Agenda:
        """What is due on a day."""
        from dealer_crm.services.agenda import Agenda

        return Agenda(self.db, self.actor, self.now, self.trade)

    @cached_property
    def agenda_papers(self) -> AgendaPapers:
        """The papers of what is due."""
        from dealer_crm.services.agenda_papers import AgendaPapers

        return AgendaPapers(self.db, self.now, self.agenda, self.shop_days, self.desk)

    @cached_property
    def slip_papers(self) -> SlipPapers:
        """Hand-over slips on paper."""
        from dealer_crm.services.slip_papers import SlipPapers

        return SlipPapers(self.db, self.now, self.slips, self.desk)

    @cached_property
    def calendar_file(self) -> CalendarFile:
        """What is due for other calendars."""
        from dealer_crm.services.calendar_file import CalendarFile

        return CalendarFile(self.db, self.actor, self.now, self.agenda, self.shop_days)

    @cached_property
    def records(self) -> Records:
        """The paper of one customer."""
        from dealer_crm.services.records import Records

        return Records(self.db, self.now, self.desk)

    @cached_property
    def form_papers(self) -> FormPapers:
        """Customer forms, filled in and blank."""
        from dealer_crm.services.form_papers import FormPapers

        return FormPapers(self.db, self.now, self.desk)

    @cached_property
    def followup_papers(self) -> FollowupPapers:
        """Follow-up cards."""
        from dealer_crm.services.followup_papers import FollowupPapers

        return FollowupPapers(self.db, self.now, self.desk)

    @cached_property
    def label_papers(self) -> LabelPapers:
        """Address labels."""
        from dealer_crm.services.label_papers import LabelPapers

        return LabelPapers(self.db, self.now, self.desk)

    @cached_property
    def list_papers(self) -> ListPapers:
        """Lists as they are shown."""
        from dealer_crm.services.list_papers import ListPapers

        return ListPapers(self.db, self.desk)

    @cached_property
    def standards(self) -> StandardBook:
        """Standards of service."""
        from dealer_crm.services.standards import StandardBook

        return StandardBook(self.db, self.actor)

    @cached_property
    def standard_papers(self) -> StandardPapers:
        """The page of the standards."""
        from dealer_crm.services.standard_papers import StandardPapers

        return StandardPapers(self.db, self.desk)

    @cached_property
    def exports(self) -> Exports:
        """All customers in a file."""
        from dealer_crm.services.exports import Exports

        return Exports(self.db, self.now)

    @cached_property
    def imports(self) -> Imports:
        """Customers that come in from a file."""
        from dealer_crm.services.imports import Imports

        return Imports(self.db, self.actor, self.now, self.folder.staging)

    @cached_property
    def relations(self) -> Relations:
        """Ties between customers, and who brought whom."""
        from dealer_crm.services.relations import Relations

        return Relations(self.db, self.actor)

    @cached_property
    def houses(self) -> Houses:
        """Who is what in a house, and new owners."""
        from dealer_crm.services.house_roles import Houses

        return Houses(self.db, self.actor, self.now)

    @cached_property
    def moments(self) -> Moments:
        """Praise and good moments."""
        from dealer_crm.services.moments import Moments

        return Moments(self.db, self.actor, self.now)

    @cached_property
    def communities(self) -> Communities:
        """The places customers live in."""
        from dealer_crm.services.communities import Communities

        return Communities(self.db, self.actor)

    @cached_property
    def verifications(self) -> Verifications:
        """When facts of a customer were confirmed, and what was right before."""
        from dealer_crm.services.facts import Verifications

        return Verifications(self.db)

    @cached_property
    def asking(self) -> Asking:
        """What is worth asking in a contact."""
        from dealer_crm.services.questions import Asking

        return Asking(self.db, self.now)
