"""Calendar days under other time zones: what was entered as a day goes out as that day, wherever the computer stands."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from openpyxl import load_workbook
from pypdf import PdfReader

from dealer_crm.app.opened import Opened, open_folder
from dealer_crm.documents.lists import ColumnKind
from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.deliveries import DeliveryDraft
from dealer_crm.domain.equipment import MachineDraft
from dealer_crm.domain.followups import FollowUpDraft
from dealer_crm.domain.journal import Origin
from dealer_crm.domain.orders import LineDraft, OrderDraft
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.domain.progress import NoProgress
from dealer_crm.services.listings.tables import LISTINGS
from tests.faults.clocks import in_zone
from tests.storage.shops import empty_file

ZONES = ("Asia/Shanghai", "UTC", "America/Los_Angeles", "Pacific/Kiritimati", "Pacific/Pago_Pago")
HOME = ZONES[0]
LEAP_YEAR = 2024
NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
ENTERED = ("2024", "2025", "2030")
"""Years of days that were entered or follow from them; the day of printing, which a paper tells too, is that of the place."""
LISTS = ("orders", "deliveries", "equipment")
ON_PAPER = LISTS[1:]
SELDOM = 12
"""Of so many orders one is delivered."""
ROOT = Path(__file__).resolve().parents[2]
Days = dict[str, list[str]]
"""List and column: the days in it, from the first row to the last."""


@dataclass
class Figures:
    """How many days were looked at under how many zones, and how many moved."""

    zones: int = 0
    days_entered: int = 0
    values_compared: int = 0
    values_moved: int = 0
    entered_days_missing: int = 0


def figures(count: int | None = None) -> Figures:
    """Enter `count` days (366) in one zone and let lists go out in all of them."""
    with tempfile.TemporaryDirectory() as place:
        return travel(Path(place), count or 366)


def travel(place: Path, count: int, zones: tuple[str, ...] = ZONES) -> Figures:
    """Enter days of a leap year at home, then export in every zone."""
    found = Figures(zones=len(zones), days_entered=count)
    wanted = [date(LEAP_YEAR, 1, 1) + timedelta(days=n * 366 // count) for n in range(count)]
    with in_zone(HOME):
        enter(place / "shop", wanted)
        home = sent_out(place / "shop", place / "home")
    for column, entered in (("orders promised_on csv", wanted), ("deliveries planned_on csv", wanted[::SELDOM])):
        found.entered_days_missing += len({day.isoformat() for day in entered} - set(home[column]))
    for zone in zones:
        with in_zone(zone):
            there = sent_out(place / "shop", place / zone.replace("/", "-"))
        for column, days in home.items():
            found.values_compared += len(days)
            found.values_moved += sum(one != other for one, other in zip(days, there[column], strict=True))
    return found


def opened_at(folder: Path) -> Opened:
    """Open the shop on a clock that stands."""
    return open_folder(folder, Origin.USER, lambda: NOW)


def enter(folder: Path, days: list[date]) -> None:
    """Enter each day as that of a next call and an order, some as that of a delivery and a machine."""
    folder.mkdir(parents=True)
    (folder / "store.sqlite").write_bytes(empty_file())
    opened = opened_at(folder)
    house = PremisesDraft(community="云上花园", building="8", unit="1", room="1")
    line = LineDraft(name="挂机", brand="云岭", model="K35", unit="台", price=329_900, category="room_ac")
    try:
        for at, day in enumerate(days):
            person = opened.customers.create(CustomerDraft(name=f"客{day:%m%d}", premises=(house,), consent_on=day))
            opened.followups.log(FollowUpDraft(person, words="问价", next_on=day, next_purpose="回访"))
            place = opened.customers.draft(person)[0].premises[0].id
            sale = opened.orders.create(OrderDraft(person, (line,), place, promised_on=day))
            if at % SELDOM:
                continue
            opened.orders.confirm(sale)
            opened.deliveries.plan(sale, DeliveryDraft(planned_on=day))
            opened.machines.add(MachineDraft(place or 0, "room_ac", brand="云岭", sold_on=day, delivered_on=day, commissioned_on=day))
    finally:
        opened.close()


def sent_out(folder: Path, target: Path) -> Days:
    """Write the lists as text, workbook and paper, and return the days in them."""
    target.mkdir()
    opened = opened_at(folder)
    found: Days = {}
    try:
        for name in LISTS:
            for kind in ("csv", "xlsx", *(["pdf"] if name in ON_PAPER else [])):
                opened.listings.save(name, target / f"{name}.{kind}", "en", NoProgress())
            found |= dict(_columns(name, target))
        found["steps"] = [f"{row.due_on} {row.customer_id}" for row in opened.agenda.range(date(LEAP_YEAR, 1, 1), date(2030, 1, 1))]
    finally:
        opened.close()
    return found


def _columns(name: str, target: Path) -> Iterator[tuple[str, list[str]]]:
    places = [(at, one.key) for at, one in enumerate(LISTINGS[name].fields) if one.kind is ColumnKind.DATE]
    with (target / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))[1:]
    sheet = load_workbook(target / f"{name}.xlsx").worksheets[0]
    cells = list(sheet.iter_rows(min_row=2, values_only=True))
    for at, key in places:
        yield f"{name} {key} csv", [line[at] for line in lines]
        yield f"{name} {key} xlsx", [str(row[at]) for row in cells]
    if name not in ON_PAPER:
        return
    words = " ".join(page.extract_text() for page in PdfReader(target / f"{name}.pdf").pages).split()
    yield f"{name} paper", [word for word in words if word[:4] in ENTERED and word.count("-") == 2]


def sent_out_by_child(folder: Path, target: Path, zone: str) -> bytes:
    """Let the real program write the orders in a zone of its own, and return the file."""
    command = [sys.executable, "-m", "dealer_crm", "export", "orders", "--to", str(target), "--data", str(folder), "--lang", "en"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "TZ": zone}, check=True, capture_output=True)
    return target.read_bytes()
