"""Services around machines, visits, repairs and complaints, each imported and made when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from dealer_crm.app.services import Services

if TYPE_CHECKING:
    from dealer_crm.services.care_papers import CarePapers
    from dealer_crm.services.complaint_costs import ComplaintCosts
    from dealer_crm.services.complaint_file import ComplaintFiles
    from dealer_crm.services.complaint_list import ComplaintList
    from dealer_crm.services.complaint_papers import ComplaintPapers
    from dealer_crm.services.complaint_report import ComplaintReport
    from dealer_crm.services.complaint_report_papers import ComplaintReportPapers
    from dealer_crm.services.complaint_talk import ComplaintTalk
    from dealer_crm.services.complaint_terms import ComplaintTerms
    from dealer_crm.services.complaint_topics import ComplaintTopics
    from dealer_crm.services.complaint_waiting import ComplaintWaiting
    from dealer_crm.services.complaint_work import CaseWork
    from dealer_crm.services.complaints import Complaints
    from dealer_crm.services.equipment import Machines
    from dealer_crm.services.equipment_list import MachineList
    from dealer_crm.services.expectation_papers import ExpectationPapers
    from dealer_crm.services.expectation_report import ExpectationReport
    from dealer_crm.services.expectations import Expectations
    from dealer_crm.services.maintenance import Maintenances
    from dealer_crm.services.request_list import RequestList
    from dealer_crm.services.requests import Requests
    from dealer_crm.services.silent_complaints import SilentComplaints
    from dealer_crm.services.visits import VisitList, Visits


class CareServices(Services):
    """What follows when the goods are in the house."""

    @cached_property
    def machines(self) -> Machines:
        """Machines that stand with customers."""
        from dealer_crm.services.equipment import Machines

        return Machines(self.db, self.actor, self.now, self.trade)

    @cached_property
    def machine_list(self) -> MachineList:
        """The list of machines."""
        from dealer_crm.services.equipment_list import MachineList

        return MachineList(self.db, self.now, self.trade)

    @cached_property
    def requests(self) -> Requests:
        """Repairs that were asked for."""
        from dealer_crm.services.requests import Requests

        return Requests(self.db, self.actor, self.now, self.trade)

    @cached_property
    def request_list(self) -> RequestList:
        """The list of repairs."""
        from dealer_crm.services.request_list import RequestList

        return RequestList(self.db, self.now)

    @cached_property
    def visits(self) -> Visits:
        """Visits and appointments."""
        from dealer_crm.services.visits import Visits

        return Visits(self.db, self.actor, self.now, self.trade)

    @cached_property
    def visit_list(self) -> VisitList:
        """The list of visits."""
        from dealer_crm.services.visits import VisitList

        return VisitList(self.db, self.now, self.trade)

    @cached_property
    def expectations(self) -> Expectations:
        """The eight expectations of a hand-over, and the customers' marks."""
        from dealer_crm.services.expectations import Expectations

        return Expectations(self.db, self.actor, self.now, self.trade)

    @cached_property
    def expectation_report(self) -> ExpectationReport:
        """What the customers' marks of a period say."""
        from dealer_crm.services.expectation_report import ExpectationReport

        return ExpectationReport(self.db)

    @cached_property
    def expectation_papers(self) -> ExpectationPapers:
        """The customers' marks on paper."""
        from dealer_crm.services.expectation_papers import ExpectationPapers
        from dealer_crm.services.list_papers import ListPapers

        return ExpectationPapers(self.expectation_report, ListPapers(self.db, self.desk))

    @cached_property
    def complaint_report(self) -> ComplaintReport:
        """The analysis of complaints."""
        from dealer_crm.services.complaint_report import ComplaintReport

        return ComplaintReport(self.db, self.now)

    @cached_property
    def maintenances(self) -> Maintenances:
        """Care that comes round."""
        from dealer_crm.services.maintenance import Maintenances

        return Maintenances(self.db, self.actor, self.now, self.trade)

    @cached_property
    def care_papers(self) -> CarePapers:
        """Certificates and service sheets."""
        from dealer_crm.services.care_papers import CarePapers

        return CarePapers(self.db, self.now, self.trade, self.desk)

    @cached_property
    def complaints(self) -> Complaints:
        """Complaints and their steps."""
        from dealer_crm.services.complaints import Complaints

        return Complaints(self.db, self.actor, self.now, self.trade)

    @cached_property
    def complaint_talk(self) -> ComplaintTalk:
        """CLEAR as it was kept on the phone."""
        from dealer_crm.services.complaint_talk import ComplaintTalk

        return ComplaintTalk(self.db, self.actor, self.now)

    @cached_property
    def complaint_terms(self) -> ComplaintTerms:
        """What each severity of a complaint allows, by which hours."""
        from dealer_crm.services.complaint_terms import ComplaintTerms

        return ComplaintTerms(self.db, self.actor, self.now, self.trade)

    @cached_property
    def complaint_waiting(self) -> ComplaintWaiting:
        """The clock of a complaint by hand: waiting, word to the customer, seen by those above."""
        from dealer_crm.services.complaint_waiting import ComplaintWaiting

        return ComplaintWaiting(self.db, self.actor, self.now, self.trade)

    @cached_property
    def complaint_costs(self) -> ComplaintCosts:
        """Costs of complaints, their approval, opinions, the authority."""
        from dealer_crm.services.complaint_costs import ComplaintCosts

        return ComplaintCosts(self.db, self.actor, self.now)

    @cached_property
    def complaint_work(self) -> CaseWork:
        """Work that complaints set off."""
        from dealer_crm.services.complaint_work import CaseWork

        return CaseWork(self.db)

    @cached_property
    def complaint_topics(self) -> ComplaintTopics:
        """What a complaint can be about, as the shop has it."""
        from dealer_crm.services.complaint_topics import ComplaintTopics

        return ComplaintTopics(self.db)

    @cached_property
    def silent_complaints(self) -> SilentComplaints:
        """Signs of complaints that nobody voiced."""
        from dealer_crm.services.silent_complaints import SilentComplaints

        return SilentComplaints(self.db, self.actor, self.now)

    @cached_property
    def complaint_list(self) -> ComplaintList:
        """The list of complaints."""
        from dealer_crm.services.complaint_list import ComplaintList

        return ComplaintList(self.db, self.now)

    @cached_property
    def complaint_files(self) -> ComplaintFiles:
        """All that a complaint shows."""
        from dealer_crm.services.complaint_file import ComplaintFiles

        return ComplaintFiles(self.db)

    @cached_property
    def complaint_papers(self) -> ComplaintPapers:
        """The sheet of a complaint."""
        from dealer_crm.services.complaint_papers import ComplaintPapers

        return ComplaintPapers(self.db, self.desk, self.now)

    @cached_property
    def complaint_report_papers(self) -> ComplaintReportPapers:
        """The analysis of complaints on paper and as a workbook."""
        from dealer_crm.services.complaint_report_papers import ComplaintReportPapers

        return ComplaintReportPapers(self.complaint_report, self.trade, self.desk)
