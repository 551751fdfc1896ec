"""What the people of a villa's site do one after the other, through the use-cases of an open shop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from dealer_crm.app.opened import Opened, open_folder
from dealer_crm.domain.acceptances import SignRole
from dealer_crm.domain.attachments import Belongs
from dealer_crm.domain.checklists import CheckResult
from dealer_crm.domain.customers import CustomerDraft, PhoneDraft, PreferredChannel
from dealer_crm.domain.deliveries import PIECE, DeliveryDraft, DeliveryLineDraft
from dealer_crm.domain.jobs import JobDraft, JobStage, MaterialDraft
from dealer_crm.domain.journal import Origin, Role
from dealer_crm.domain.orders import LineDraft, OrderDraft
from dealer_crm.domain.pay_plan import NodeDraft
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.domain.promises import PromiseDraft
from dealer_crm.domain.scans import TAKEN, Scan, ScanLine, scanned
from dealer_crm.domain.shop import StaffDraft
from dealer_crm.domain.signatures import Signed
from dealer_crm.services.acceptance_file import AcceptanceFile
from dealer_crm.services.check_rows import CheckRow
from dealer_crm.services.delivery_door import Taken
from dealer_crm.services.delivery_file import DeliveryLineRow
from tests.documents.sites import scrawl
from tests.journeys.test_first_day import Day
from tests.services.readings import filled

PASS, FAIL = CheckResult.PASS, CheckResult.FAIL
NAME, SLOT, ROOM_FOR = "区长乐", "8:00-12:00", timedelta(minutes=40)
HEAT_PUMP, INDOOR, FRESH_AIR, FLOOR, PIPE = range(5)
"""The lines of the order."""
LINES = (
    LineDraft("空气源热泵", "RB-16", "云岭", "16 kW", "台", 2 * PIECE, 3_860_000, category="heat_pump"),
    LineDraft("风管机", "YL-D56", "云岭", "5.6 kW", "台", 6 * PIECE, 438_000, category="central_ac_indoor"),
    LineDraft("新风机", "XF-350", "云岭", "350 m³/h", "台", 4 * PIECE, 980_000, category="fresh_air"),
    LineDraft("地暖", "PE-RT", "云岭", "20×2.0", "㎡", 210_500, 15_000, category="floor_heating"),
    LineDraft("铜管", "6/12", "", "", "米", 80 * PIECE, 6_800, category="materials"),
)
HOLD = {"row": "系统 1", "p1": "4.00", "t1": "25", "p2": "3.92", "t2": "19", "at1": "9:00", "at2": "次日 9:00"}
FLOOR_TESTS = tuple(
    {"row": when, "working": "0.4", "p1": "0.6", "minutes": "60", "p2": "0.58", "t1": "18"} for when in ("填充前", "养护后")
)
READ: dict[str, Sequence[Mapping[str, str]]] = {"AC-H4": (HOLD,), "FH-H8": FLOOR_TESTS}
"""What is read at the two tests the story tells; everything else is read inside its limits."""


def found_shop(folder: Path, day: Day) -> Opened:
    """Found a shop with its people and open it at nine in the morning."""
    day.at = nine(day.at.date())
    opened = open_folder(folder, Origin.USER, day)
    opened.switch(opened.shop.add_staff(StaffDraft("甄暖和", Role.OWNER)))
    return opened


def nine(on: date) -> datetime:
    """Return nine in the morning of a day, as the clock on the wall shows it."""
    return datetime(on.year, on.month, on.day, 9).astimezone()


class Site:
    """The villa: its order, its jobs by stage, its sheets by code, its deliveries in their order."""

    def __init__(self, opened: Opened, day: Day) -> None:
        self.opened, self.day = opened, day
        self.leader, self.helper = (
            opened.shop.add_staff(StaffDraft("周师傅", Role.INSTALLER)),
            opened.shop.add_staff(StaffDraft("小林", Role.INSTALLER)),
        )
        self.service = opened.shop.add_staff(StaffDraft("苏知冷", Role.SERVICE))
        place = PremisesDraft(city="宁波市", community="锦样里", building="别墅12")
        draft = CustomerDraft(NAME, (PhoneDraft("14200000012"),), premises=(place,))
        self.customer = opened.customers.create(draft)
        promise = PromiseDraft("外机加装减震垫")
        self.order = self.order_of(self.customer, LINES, (promise,))
        self.jobs: dict[JobStage, int] = {}
        self.sheets: dict[str, int] = {}
        self.deliveries: list[int] = []

    def order_of(self, customer: int, lines: tuple[LineDraft, ...], promises: tuple[PromiseDraft, ...] = ()) -> int:
        """Sell to a customer."""
        orders = self.opened.orders
        order = orders.create(OrderDraft(customer, lines, promises=promises, nodes=(NodeDraft(),)))
        orders.confirm(order)
        return order

    def keep_for_another(self, serial: str) -> None:
        """Sell a machine with its number to somebody else."""
        other = self.opened.customers.create(CustomerDraft("单小凡"))
        self.order_of(other, (replace(LINES[FRESH_AIR], quantity=PIECE, serials=(serial,)),))

    def keep_promises(self) -> None:
        """Keep what was promised with the order."""
        promised = [one.id for one in self.opened.promises.due() if one.customer_id == self.customer]
        self.opened.promises.keep(promised, "已装")

    @property
    def today(self) -> date:
        """Return the day."""
        return self.day.at.date()

    def wake(self, days: int = 1) -> None:
        """Let days go by until nine in the morning."""
        self.day.at = nine(self.today + timedelta(days=days))

    # jobs

    def plan_job(self, stage: JobStage, *materials: MaterialDraft) -> int:
        """Plan a job of today for the team."""
        draft = JobDraft(stage, self.today, SLOT, leader_id=self.leader, member_ids=(self.helper,), materials=materials)
        self.jobs[stage] = self.opened.jobs.plan(self.order, draft)
        return self.jobs[stage]

    def begin_job(self, stage: JobStage) -> None:
        """Agree with the customer, call ahead, begin in time; behave."""
        jobs, job = self.opened.jobs, self.jobs[stage]
        jobs.agree(job, PreferredChannel.WECHAT)
        jobs.call_ahead(job)
        self.day.at += ROOM_FOR
        jobs.start(job)
        for check in jobs.open(job).checks:
            self.settle(check, jobs.tick, Belongs(job_id=job, check_id=check.id))

    def end_job(self, stage: JobStage, following: JobStage | None = None) -> None:
        """Bring back what was not used, let the customer sign, arrange the next stage for tomorrow."""
        jobs, job = self.opened.jobs, self.jobs[stage]
        used = jobs.open(job).draft.materials
        jobs.set_materials(job, [replace(one, returned=one.taken // 4) for one in used])
        self.opened.signatures.add(Signed(job_id=job), SignRole.FITTER, "周师傅", scrawl())
        on = self.today + timedelta(days=1) if following else None
        fresh = jobs.finish(job, NAME, following, on)
        if following and fresh:
            self.jobs[following] = fresh
            file = jobs.open(fresh)
            jobs.edit(fresh, replace(file.draft, slot=SLOT), file.version)

    # sheets

    def begin_sheets(self, stage: JobStage, *codes: str) -> None:
        """Begin sheets on the job of a stage."""
        for code in codes:
            self.sheets[code] = self.opened.acceptances.begin(self.order, code, job_id=self.jobs[stage])

    def sheet(self, code: str) -> AcceptanceFile:
        """Open a sheet."""
        return self.opened.acceptances.open(self.sheets[code])

    def item(self, sheet: str, code: str) -> CheckRow:
        """Return an item of a sheet."""
        return next(check for check in self.sheet(sheet).checks if check.code == code)

    def photo(self, to: Belongs) -> None:
        """Take a picture of something."""
        self.opened.attachments.add(self.customer, "现场.png", scrawl(), to)

    def settle(self, check: CheckRow, note: object, to: Belongs) -> None:
        """Pass an item with its picture and with readings inside the limits."""
        assert callable(note)
        if check.result is PASS:
            return
        if check.photo:
            self.photo(to)
        value = str((check.low or check.high or 1000) / 1000) if check.unit else ""
        steps = {step.code: "张三" if step.asks else "" for step in check.steps if not step.fact}
        rows = READ.get(check.code) or filled(check.grid)
        assert note(check.id, PASS, value, readings=rows, steps=steps | dict(check.ticked)) is PASS, check.code

    def fill(self, code: str, *but: str) -> None:
        """Fill a sheet, all but some items."""
        for check in self.sheet(code).checks:
            if check.code not in but:
                to = Belongs(acceptance_id=self.sheets[code], check_id=check.id)
                self.settle(check, self.opened.acceptances.note, to)

    def close_sheet(self, code: str) -> None:
        """Close a sheet: fitter and customer sign."""
        one, signatures = self.sheets[code], self.opened.signatures
        signatures.add(Signed(acceptance_id=one), SignRole.FITTER, "周师傅", scrawl())
        self.opened.acceptances.close(one, NAME, signatures.keep(scrawl()))

    # deliveries

    def plan_part(self, *lines: tuple[int, int]) -> int:
        """Plan a delivery of today: lines of the order with their thousandths, none = all that is left."""
        ids = [line.id or 0 for line in self.opened.orders.open(self.order).draft.lines]
        wanted = tuple(DeliveryLineDraft(ids[line], quantity) for line, quantity in lines)
        self.deliveries.append(self.opened.deliveries.plan(self.order, DeliveryDraft(self.today, SLOT, lines=wanted)))
        return self.deliveries[-1]

    def scan(self, delivery: int, text: str) -> Scan:
        """Scan a code at the door, and note what it puts."""
        door, rows = self.opened.delivery_door, self.opened.deliveries.open(delivery).lines
        found = scanned(text, [scan_line(row) for row in rows], place=door.place_of(delivery, text))
        if found.kind in TAKEN:
            row = next(one for one in rows if one.id == found.line_id)
            door.note_scans(delivery, {row.id: (*row.serials, found.serial)})
        return found

    def bring(self, delivery: int, serials: Sequence[str]) -> None:
        """Agree, complete the note, scan, call ahead, drive: in time at the door."""
        door, deliveries = self.opened.delivery_door, self.opened.deliveries
        door.agree(delivery, PreferredChannel.WECHAT)
        lacking = deliveries.open(delivery).lacking
        door.complete(delivery, {row.id: (row.model or "同订单", row.spec or "同订单") for row in lacking})
        assert all(self.scan(delivery, serial).kind in TAKEN for serial in serials)
        deliveries.printed(delivery)
        deliveries.send(delivery)
        door.called(delivery)
        self.day.at += ROOM_FOR

    def sign(
        self, delivery: int, taken: Mapping[int, int] | None = None, reason: str = "", stay: Mapping[int, Sequence[str]] | None = None
    ) -> None:
        """The customer signs on the pad; machines with the numbers of `stay` go back."""
        picture = self.opened.signatures.keep(scrawl())
        self.opened.deliveries.take(delivery, Taken(NAME, taken, reason, picture, stay or {}))

    def settle_delivery(self, delivery: int) -> None:
        """Settle what is required on the sheet of a delivery, with a word where a small tick asks for one."""
        deliveries = self.opened.deliveries
        self.opened.expectations.as_seen(delivery)
        for check in deliveries.open(delivery).missing:
            self.settle(check, deliveries.tick, Belongs(delivery_id=delivery, check_id=check.id))


def scan_line(row: DeliveryLineRow) -> ScanLine:
    """Return a line of a delivery as the scanner's dialog takes it."""
    units = max(1, row.quantity // PIECE)
    return ScanLine(row.id, row.codes, units, units if row.machine and row.by_piece else 0, row.serials)
