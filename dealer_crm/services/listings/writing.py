"""Reads lists in pieces and writes them as workbook, text or paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from dealer_crm.documents.lists import Row
from dealer_crm.domain.exports import ExportKindUnknown
from dealer_crm.domain.journal import Actor
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.domain.progress import Progress
from dealer_crm.i18n import Translator, translator
from dealer_crm.services.acceptance_lines import AcceptanceLines
from dealer_crm.services.communities import Communities
from dealer_crm.services.complaint_list import ComplaintList, ComplaintSpec, ComplaintView
from dealer_crm.services.delivery_list import DeliveryList, DeliverySpec, DeliveryView
from dealer_crm.services.equipment_list import MachineList, MachineSpec
from dealer_crm.services.followup_list import FollowUpList
from dealer_crm.services.job_list import JobList
from dealer_crm.services.listings.tables import LISTINGS
from dealer_crm.services.maintenance import Maintenances, MaintenanceSpec
from dealer_crm.services.order_list import OrderList, OrderSpec, OrderView
from dealer_crm.services.paper_desk import PaperDesk
from dealer_crm.services.print_log import PrintLog
from dealer_crm.services.products import Products
from dealer_crm.services.quote_list import QuoteList, QuoteSpec
from dealer_crm.services.request_list import RequestList, RequestSpec, RequestView
from dealer_crm.services.trade import Trade
from dealer_crm.services.visits import VisitList, VisitSpec
from dealer_crm.storage.database import Database

KINDS = (".xlsx", ".csv", ".pdf")
CHUNK = 500
PAPER = "A4_LANDSCAPE"


class Listings:
    """Lists of every kind of record. One snapshot per chunk of rows; nothing is changed."""

    def __init__(self, db: Database, now: Callable[[], datetime], trade: Trade, desk: PaperDesk) -> None:
        followups, orders, deliveries = FollowUpList(db), OrderList(db, now), DeliveryList(db, now)
        jobs, sheets = JobList(db), AcceptanceLines(db, trade)
        quotes, products = QuoteList(db, now), Products(db, Actor, now, trade)
        machines, requests = MachineList(db, now, trade), RequestList(db, now)
        complaints, visits, cares = ComplaintList(db, now), VisitList(db, now, trade), Maintenances(db, Actor, now, trade)
        communities, prints = Communities(db, Actor), PrintLog(db, Actor, now)
        self._desk = desk
        self._unfinished: dict[str, Callable[[], Sequence[int]]] = {
            "orders": lambda: orders.ids(OrderSpec(OrderView.OPEN)),
            "deliveries": lambda: deliveries.ids(DeliverySpec(DeliveryView.UNFINISHED)),
            "jobs": lambda: jobs.ids(unfinished=True),
            "acceptances": lambda: sheets.ids(unfinished=True),
            "complaints": lambda: complaints.ids(ComplaintSpec()),
        }
        self._sources: dict[str, tuple[Callable[[], Sequence[int]], Callable[[Sequence[int]], Sequence[Any]]]] = {
            "followups": (followups.ids, followups.rows),
            "products": (lambda: products.ids(everything=True), products.rows),
            "quotes": (lambda: quotes.ids(QuoteSpec()), quotes.rows),
            "orders": (lambda: orders.ids(OrderSpec()), orders.rows),
            "deliveries": (deliveries.ids, deliveries.rows),
            "jobs": (jobs.ids, jobs.rows),
            "acceptances": (sheets.ids, sheets.rows),
            "equipment": (lambda: machines.ids(MachineSpec(sort="number")), machines.rows),
            "requests": (lambda: requests.ids(RequestSpec(view=RequestView.ALL)), requests.rows),
            "complaints": (lambda: complaints.ids(ComplaintSpec(view=ComplaintView.ALL)), complaints.rows),
            "visits": (lambda: visits.ids(VisitSpec()), visits.rows),
            "communities": (communities.ids, communities.rows_of),
            "maintenance": (lambda: cares.ids(MaintenanceSpec()), cares.rows),
            "prints": (prints.ids, prints.rows),
        }

    def ids(self, name: str, *, unfinished: bool = False) -> Sequence[int]:
        """Return the ids of a whole list, or (a name of UNFINISHED) only of what is not over."""
        return self._unfinished[name]() if unfinished else self._sources[name][0]()

    def rows(self, name: str, ids: Sequence[int]) -> Sequence[Any]:
        """Return these rows; ids that are gone are left out."""
        return self._sources[name][1](ids)

    def save(self, name: str, target: Path, language: str, progress: Progress, ids: Sequence[int] | None = None) -> int:
        """Write the list (or only `ids`, in their order) to .xlsx, .csv or .pdf and return the number of rows.

        Raises ExportKindUnknown, FileNotWritable, CellTooLong and the like, Cancelled; the target is as before then.
        """
        kind = target.suffix.lower()
        if kind not in KINDS:
            raise ExportKindUnknown(file=target.name, kinds=" ".join(KINDS))
        t = translator(language)
        chosen = list(self.ids(name)) if ids is None else list(ids)
        if kind == ".pdf":
            return self._paper(name, target, t, (chosen, progress))
        listing = LISTINGS[name]
        columns = [one.column(t) for one in listing.fields]
        rows = self._values(name, chosen, t, progress)
        if kind == ".csv":
            from dealer_crm.documents.csv_file import write_csv

            return write_csv(target, columns, rows)
        from dealer_crm.documents.excel.list_workbook import write_list

        return write_list(target, columns, rows, t(listing.title))

    def _values(self, name: str, ids: Sequence[int], t: Translator, progress: Progress, *, main: bool = False) -> Iterator[Row]:
        fields = [one for one in LISTINGS[name].fields if one.main or not main]
        for start in range(0, len(ids), CHUNK):
            progress.step(start, len(ids))
            for row in self.rows(name, ids[start : start + CHUNK]):
                yield [one.read(row, t) for one in fields]
        progress.step(len(ids), len(ids))

    def _paper(self, name: str, target: Path, t: Translator, chosen: tuple[Sequence[int], Progress]) -> int:
        from dealer_crm.documents.pdf.list_paper import ListPaperData, list_paper
        from dealer_crm.documents.saving import save

        columns = tuple(one.column(t) for one in LISTINGS[name].fields if one.main)
        rows = tuple(self._values(name, chosen[0], t, chosen[1], main=True))
        page = self._desk.setup("list", PrintChoice(paper=PAPER), t.language)
        data = ListPaperData(t(LISTINGS[name].title), columns, rows, self._desk.head())
        save(target, list_paper(data, page))
        return len(rows)
