"""Commands that only look: list, search, today, history."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from dealer_crm.app.cli import Call
from dealer_crm.app.opened import Opened, reading
from dealer_crm.documents.lists import ColumnKind, Value
from dealer_crm.domain.ageing import ageing
from dealer_crm.domain.agenda import AgendaKind
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.errors import NotFound
from dealer_crm.domain.followups import add_months
from dealer_crm.domain.journal import HistoryRow, Subject
from dealer_crm.domain.workdays import DayNote
from dealer_crm.services.customer_list import CustomerRow, CustomerSpec
from dealer_crm.services.listings.tables import LISTINGS
from dealer_crm.words.agenda import matter
from dealer_crm.words.labels import deed, label

Line = dict[str, Any]
MOST = 100_000


def listing(call: Call) -> None:
    """List customers in the order of their files, or other records in the order of their list."""
    name = call.options.what
    with reading(call.data) as opened:
        if name == "customers":
            rows = opened.customer_list.page(CustomerSpec(sort="number"), call.options.limit)
            call.report.listing([_customer(row, call) for row in rows], opened.customer_list.count())
            return
        if name == "receivables":
            _receivables(call, opened)
            return
        if name == "voids":
            void = opened.voids.rows()
            call.report.listing([{"number": row.number, "day": row.day.isoformat()} for row in void[: call.options.limit]], len(void))
            return
        ids = opened.listings.ids(name, unfinished=call.options.unfinished)
        found = opened.listings.rows(name, ids[: call.options.limit])
    fields = LISTINGS[name].fields
    call.report.listing([{one.key: plain(one.kind, one.read(row, call.t)) for one in fields} for row in found], len(ids))


def _receivables(call: Call, opened: Opened) -> None:
    """List what is owed, the oldest first, of everybody or of one customer, with the sums by age. Raises CustomerNotFound."""
    asked = opened.customers.id_of(call.options.customer) if call.options.customer else None
    least = call.options.older_than
    found = [row for row in opened.money.receivables(asked) if least is None or row.days > least]
    sums = ageing((row.days, row.owed) for row in found)
    call.report.keys["ageing"] = dict(zip(("0-30", "31-90", "91-365", ">365"), (amount / 100 for amount in sums), strict=True))
    lines = [
        {
            "customer": row.customer,
            "phone": row.phone,
            "order": row.order_number,
            "owed": row.owed / 100,
            "since": row.since.isoformat() if row.since else "",
            "days": row.days,
            "delivered": row.delivered,
        }
        for row in found[: call.options.limit]
    ]
    call.report.listing(lines, len(found))


def plain(kind: ColumnKind, value: Value) -> str | int | float | None:
    """Return a value as JSON and a terminal show it: money in 元, days and instants in the form of ISO 8601."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return value / 100 if kind is ColumnKind.MONEY and isinstance(value, int) else value


def search(call: Call) -> None:
    """Find customers, best first."""
    with reading(call.data) as opened:
        rows = opened.customer_list.find(call.options.text, call.options.limit)
        total = opened.customer_list.count(CustomerSpec(words=call.options.text)) if rows else 0
        call.report.listing([_customer(row, call) for row in rows], total)


def today(call: Call) -> None:
    """List what is due by the day, overdue first, of everybody or of one person. Raises NotFound."""
    with reading(call.data) as opened:
        rows = opened.agenda.day(call.options.on, _staff(call, opened))
    late = sum(row.days_late > 0 for row in rows)
    call.report.counts.update(overdue=late, due=len(rows) - late)
    lines = [
        {
            "kind": row.kind.value,
            "number": row.number,
            "name": row.name,
            "phone": row.phone,
            "due_on": row.due_on.isoformat(),
            "at": row.slot or (f"{row.at:%H:%M}" if row.at else ""),
            "days_late": row.days_late,
            "purpose": matter(row, call.t),
            "staff": row.staff,
        }
        for row in rows
    ]
    call.report.listing(lines, len(rows))


def calendar(call: Call) -> None:
    """List the days of a month (none = this one): how much is due on each, whether the shop works, what the day is. Raises NotFound."""
    with reading(call.data) as opened:
        first = (call.options.month or local_day(opened.now())).replace(day=1)
        last = add_months(first, 1) - timedelta(days=1)
        kinds = [AgendaKind(kind) for kind in call.options.kind or ()]
        counts = opened.agenda.counts(first, last, _staff(call, opened), kinds)
        notes = opened.shop_days.notes(first, last)
    call.report.counts["due"] = sum(counts.values())
    call.report.listing([_calendar_day(note, counts.get(day, 0), call) for day, note in notes.items()], len(notes))


def _calendar_day(note: DayNote, due: int, call: Call) -> Line:
    chinese = call.t.language == "zh"
    return {
        "day": note.day.isoformat(),
        "due": due,
        "workday": note.works,
        "note": note.name_zh if chinese else note.name_en,
        "lunar": note.lunar_zh if chinese else note.lunar_en,
        "provisional": note.provisional,
    }


def _staff(call: Call, opened: Opened) -> int | None:
    return opened.shop.staff_id(call.options.staff) if call.options.staff else None


def history(call: Call) -> None:
    """List entries of the journal, of everything or of one record."""
    with reading(call.data) as opened:
        subject, subject_id = _asked(call, opened)
        rows = opened.history.rows(MOST, None, subject, subject_id)
        call.report.listing([_entry(row, call) for row in rows[: call.options.limit]], len(rows))


def _asked(call: Call, opened: Opened) -> tuple[Subject | None, int | None]:
    """Return the record that --subject names. Raises NotFound, CustomerNotFound."""
    if call.options.subject is None:
        return None, None
    kind, number = call.options.subject
    if kind not in list(Subject):
        raise NotFound(number=kind)
    subject = Subject(kind)
    if subject is Subject.CUSTOMER:
        return subject, opened.customers.id_of(number)
    if not number.isdecimal():
        raise NotFound(number=number)
    return subject, int(number)


def _entry(row: HistoryRow, call: Call) -> Line:
    return {
        "number": row.id,
        "at": _wall(row.at),
        "who": row.actor,
        "what": deed(row.action, row.subject, row.label, call.t),
        "action": row.action.value,
        "subject": row.subject.value,
        "changes": row.changes,
        "undoes": row.undoes_id,
        "undone_by": row.undone_by_id,
    }


def _customer(row: CustomerRow, call: Call) -> Line:
    return {
        "number": row.number,
        "name": row.name,
        "phone": row.phone,
        "address": row.address,
        "stage": label(row.stage, call.t),
        "intent_level": label(row.intent_level, call.t),
        "next_on": row.next_on.isoformat() if row.next_on else None,
        "owner": row.owner,
    }


def _wall(at: datetime) -> str:
    return at.astimezone().isoformat(timespec="seconds")
