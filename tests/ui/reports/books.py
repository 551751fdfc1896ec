"""The books of a small shop in memory: contacts, debts and money of one day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from dealer_crm.domain.cash import DrawerSums
from dealer_crm.domain.class_news import ClassNews
from dealer_crm.domain.classes import ClassKind, Why
from dealer_crm.domain.complaint_case import CostKind, Payer
from dealer_crm.domain.complaint_figures import Case, ComplaintFigures, Cost
from dealer_crm.domain.complaints import (
    SUBTYPES,
    ComplaintChannel,
    ComplaintLevel,
    ComplaintState,
    ComplaintSubtype,
    ComplaintType,
    DissatisfiedType,
    LiableParty,
    Severity,
)
from dealer_crm.domain.followups import Outcome, Way
from dealer_crm.domain.health import Count, Finding, Health
from dealer_crm.domain.orders import PayWay
from dealer_crm.domain.pay_plan import PayKind
from dealer_crm.domain.periods import Period
from dealer_crm.domain.trade_ins import Program, TradeInState
from dealer_crm.services.cash_closing import CashDay
from dealer_crm.services.complaint_list import ComplaintRow
from dealer_crm.services.expectation_report import LetterSum, MarkLine
from dealer_crm.services.health import HealthRow
from dealer_crm.services.money import MoneyDay, ReceiptRow, Receivable, StaffSum, WaySum
from dealer_crm.services.reports import ContactFilter, ContactLine, ContactSum
from dealer_crm.services.trade_in_reading import ClaimRow
from dealer_crm.ui.reports.doors import ReportDoors, Sheet

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
PEOPLE = ((1, "李明"), (2, "周强"), (None, ""))


def receipt(number: int, way: PayWay, amount: int, **changes: object) -> ReceiptRow:
    """Return a payment of customer `number`."""
    known: dict[str, object] = {
        "id": number,
        "number": f"SK20261121{number:03}",
        "customer_id": number,
        "customer": f"陈静{number}",
        "order_id": 70 + number,
        "order_number": f"DD20261101{number:03}",
        "kind": PayKind.BALANCE,
        "way": way,
        "amount": amount,
        "paid_on": TODAY,
        "staff_id": 1,
        "staff": "李明",
        "receipt_number": "",
        "handed_in_on": None,
        "note": "",
    }
    return ReceiptRow(**{**known, **changes})  # type: ignore[arg-type]


def complaint(number: int) -> Case:
    """Return a complaint that came so many days ago: half of all are about quality, a tenth is open."""
    kind = ComplaintType.SERVICE if number % 2 else ComplaintType.PRODUCT
    came, closed = NOW - timedelta(days=number), number % 10 != 1
    return Case(
        number,
        came,
        kind,
        ComplaintSubtype.QUALITY if kind is ComplaintType.PRODUCT else SUBTYPES[kind][number % 5],
        ComplaintLevel.DIRECT,
        tuple(Severity)[number % 3],
        ComplaintChannel.PHONE,
        came + timedelta(hours=24),
        "漏水" if number % 3 else "",
        tuple(DissatisfiedType)[number % 4],
        tuple(LiableParty)[number % 5],
        came + timedelta(days=7),
        came + timedelta(hours=number),
        came + timedelta(days=number % 9) if closed else None,
        came + timedelta(days=number % 9) if closed else None,
        satisfaction=3 + number % 3 if closed else None,
        category=("ac", "boiler", "")[number % 3],
        model=f"GMV-H{number % 15}",
        month=f"{came:%Y-%m}",
        team=("", "鲁班外协队", "\t郝稳当")[number % 3],
    )


def complaint_row(number: int) -> ComplaintRow:
    """Return the line of that complaint."""
    one = complaint(number)
    state = ComplaintState.CLOSED if one.closed_at else ComplaintState.OPEN
    told = (one.id, f"TS2026{number:05}", number, f"陈静{number}", "14200000911", one.subtype, "", one.severity, one.level)
    return ComplaintRow(*told, "空调外机半夜响，邻居都来敲门了", state, one.opened_at, one.closed_at, None, None, 3, "温馨怡")


class Books:
    """Answers the page and remembers what was asked of it."""

    def __init__(self) -> None:
        self._mark()
        costs = tuple(Cost(n, tuple(CostKind)[n % 4], tuple(Payer)[n % 3], n * 12_300, n != 5) for n in range(1, 9))
        self.complaints = ComplaintFigures(tuple(complaint(n) for n in range(1, 61)), costs, 240, NOW)
        self.health = Health(40, (Count(Finding.NO_PHONE, 3, 40), Count(Finding.NO_CONSENT, 9, 30), Count(Finding.ODD_EMAIL, 0, 40)), 2)
        self.mended: list[int] = []
        ways = (Way.PHONE, Way.WECHAT, Way.VISIT)
        self.lines = [
            ContactLine(
                n,
                NOW - timedelta(hours=n),
                n,
                f"王芳{n}",
                PEOPLE[(n % 5 > 1) + (n % 9 == 0)][1],
                ways[n % 2 + (n % 7 == 0)],
                list(Outcome)[n % len(Outcome)],
                "想先看地暖样板间，下周带爱人一起来店里",
            )
            for n in range(1, 43)
        ]
        self.debts = [
            Receivable(1, "陈静", "14200000317", 71, "DD20261101001", 298_000, TODAY - timedelta(days=100), 100, delivered=True),
            Receivable(
                2,
                "赵磊与一个名字特别长的装修公司驻店项目经理部",
                "14200000318",
                72,
                "DD20261101002",
                5_067_200,
                TODAY - timedelta(days=45),
                45,
                delivered=True,
            ),
            Receivable(3, "孙丽", "14200000319", None, "", 120_050, TODAY - timedelta(days=3), 3, delivered=True),
        ]
        self.favours = [
            Receivable(4, "周强", "14200000320", 74, "DD20261101004", -88_000, TODAY - timedelta(days=9), 9, delivered=False),
        ]
        program, collecting, sent = Program(code="ac", submit_days=30, answer_days=60), TradeInState.COLLECTING, TradeInState.SUBMITTED
        self.claims = [
            ClaimRow(1, 71, "DD20261101001", 1, "陈静", program, collecting, 150_000, TODAY - timedelta(days=2), None, ""),
            ClaimRow(2, 72, "DD20261101002", 2, "赵磊", program, sent, 50_000, TODAY + timedelta(days=9), TODAY, "A1"),
        ]
        self.printed_accounts: list[int] = []
        self.money = self._money()
        self.periods: list[Period] = []
        self.exported: list[Sheet] = []
        self.printed: list[date] = []
        self.papers: list[tuple[str, Period]] = []
        self.counted: list[date] = []

    def _money(self) -> MoneyDay:
        receipts = (
            receipt(1, PayWay.CASH, 300_000),
            receipt(2, PayWay.WECHAT, 1_280_000, staff_id=2, staff="周强", order_id=None, order_number=""),
            receipt(3, PayWay.WECHAT, -20_000, kind=PayKind.REFUND),
        )
        old = receipt(9, PayWay.CASH, 150_000, staff_id=2, staff="周强", paid_on=TODAY - timedelta(days=2))
        by_way = (WaySum(PayWay.CASH, 1, 300_000, 0), WaySum(PayWay.WECHAT, 2, 1_280_000, -20_000))
        by_staff = (StaffSum(1, "李明", 2, 280_000, 300_000), StaffSum(2, "周强", 1, 1_280_000, 150_000))
        return MoneyDay(TODAY, receipts, by_way, by_staff, (receipts[0], old))

    def _mark(self) -> None:
        """Have news of classes, and two letters marked by customers."""
        self.class_news = [
            ClassNews(1, 5, "王芳", ClassKind.VALUE, "A", "C", Why.NO_GAIN, {"amount": -200}, NOW),
            ClassNews(2, 5, "王芳", ClassKind.SERVICE, "ordinary", "key", Why.IS_MAJOR, {}, NOW),
        ]
        self.marks = [LetterSum("A", "2026-11", 6, 27, 0, 6, 6), LetterSum("C", "2026-11", 2, 5, 1, 2, 2)]
        self.mark_lines = [
            MarkLine(n, TODAY, n, f"陈静{n}", 40 + n, f"SH{n}", 70 + n, letter, mark, False, words, "李明")
            for n, letter, mark, words in ((1, "A", 5, ""), (2, "C", 1, "外壳有划痕"))
        ]
        self.printed_marks: list[Period] = []

    def doors(self) -> ReportDoors:
        """Return what the page may ask."""
        return ReportDoors(
            contacts=self.contacts,
            contact_ids=self.contact_ids,
            contact_rows=lambda ids: [line for one in ids for line in self.lines if line.id == one],
            receivables=lambda: self.debts,
            favours=lambda: self.favours,
            claims=lambda: self.claims,
            print_statement=self.printed_accounts.append,
            money=self.of,
            drawer=lambda day: CashDay(day, DrawerSums(50_000, 300_000)),
            count_drawer=self.counted.append,
            class_news=lambda: self.class_news,
            see_classes=self.class_news.clear,
            marks=lambda _period: self.marks,
            mark_ids=lambda _period, only: [one.id for one in self.mark_lines if only.letter in ("", one.letter)],
            mark_rows=lambda ids: [one for one in self.mark_lines if one.id in ids],
            print_marks=self.printed_marks.append,
            print_complaints=lambda period: self.papers.append(("print", period)),
            complaints_pdf=lambda period: self.papers.append(("pdf", period)),
            complaints_book=lambda period: self.papers.append(("book", period)),
            complaints=self.complaints_of,
            complaint_rows=lambda ids: [complaint_row(one) for one in ids],
            category={"ac": "中央空调", "boiler": "壁挂炉"}.__getitem__,
            benchmarks=lambda: {DissatisfiedType.VOICER: 37, DissatisfiedType.PASSIVE: 14},
            health=lambda: self.health,
            health_ids=lambda finding: list(range(1, 1 + self.health.of(finding))),
            health_rows=lambda ids, finding: [HealthRow(one, f"陈静{one}", "14200000911", "云上花园", "李明", "") for one in ids],
            mend=lambda: self.mended.append(self.health.mendable),
            today=lambda: TODAY,
            export=self.exported.append,
            print_day=self.printed.append,
            print_day_now=self.printed.append,
        )

    def complaints_of(self, period: Period) -> ComplaintFigures:
        self.periods.append(period)
        return self.complaints

    def contacts(self, period: Period) -> Sequence[ContactSum]:
        self.periods.append(period)
        keys = dict.fromkeys((line.staff, line.way) for line in self.lines)
        ids = {name: staff_id for staff_id, name in PEOPLE}
        return [
            ContactSum(ids[staff], staff, way, sum((line.staff, line.way) == (staff, way) for line in self.lines)) for staff, way in keys
        ]

    def contact_ids(self, _period: Period, only: ContactFilter) -> Sequence[int]:
        names = {staff_id: name for staff_id, name in PEOPLE}
        return [
            line.id
            for line in self.lines
            if (not only.by_staff or line.staff == names[only.staff_id]) and (only.way is None or line.way is only.way)
        ]

    def of(self, period: Period) -> MoneyDay:
        self.periods.append(period)
        return self.money
