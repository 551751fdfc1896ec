"""Papers of what is due say for each person and each vehicle what he needs; calendar files the same for other programs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import icalendar
import pytest
from pypdf import PdfReader

from dealer_crm.domain.absences import AbsenceDraft
from dealer_crm.domain.agenda import ENOUGH
from dealer_crm.domain.deliveries import DeliveryState
from dealer_crm.domain.errors import NotFound
from dealer_crm.domain.exports import ExportKindUnknown
from dealer_crm.domain.files import FileNotWritable
from dealer_crm.domain.journal import Action, Actor, Role, Subject
from dealer_crm.domain.printing import PrintChoice
from dealer_crm.domain.progress import NoProgress
from dealer_crm.domain.shop import StaffDraft
from dealer_crm.domain.workdays import DaySpan
from dealer_crm.services import calendar_file
from dealer_crm.services.absences import Absences
from dealer_crm.services.agenda_papers import EACH, VEHICLES, AgendaPapers, of_staff, of_vehicle
from dealer_crm.services.calendar_file import CalendarFile, CalendarOrder
from dealer_crm.services.shop import ShopData
from dealer_crm.services.shop_days import ShopDays
from dealer_crm.storage.database import Database
from dealer_crm.storage.models import Customer, Delivery, NextStep
from tests.services.agenda_shop import Shop
from tests.services.conftest import Clock
from tests.services.desk import desk

SELLER, FITTER = 1, 2
EVERYTHING = CalendarOrder()


@pytest.fixture
def shop(db: Database, actor: Callable[[], Actor], clock: Clock) -> Shop:
    """Return a shop of two people with an overdue step of the one, an appointment of the other, and what to mind with the customer."""
    for name in ("李梅", "赵强"):
        ShopData(db, actor).add_staff(StaffDraft(name))
    found = Shop(db, actor, clock)
    step(found, SELLER, -3, "问地暖")
    step(found, FITTER, 0, "量房", slot="14:00")
    with db.write(actor(), Action.EDIT, Subject.CUSTOMER) as session:
        customer = session.get(Customer, found.customer)
        assert customer is not None
        customer.care_notes = "不按门铃"
    return found


def step(shop: Shop, staff: int, days: int, purpose: str, **how: Any) -> None:
    """File a step that is due so many days from now."""
    shop.put(NextStep(customer_id=shop.customer, staff_id=staff, due_on=shop.day(days), purpose=purpose, **how))


def delivery(shop: Shop, vehicle: str, slot: str, days: int = 0, state: DeliveryState = DeliveryState.PRINTED) -> None:
    """File a delivery of order 1; its number says where it belongs."""
    shop.put(
        Delivery(
            number=f"SH{vehicle}{slot}{days}",
            customer_id=shop.customer,
            order_id=1,
            planned_on=shop.day(days),
            slot=slot,
            vehicle=vehicle,
            state=state,
            note="要两个人抬",
            created_at=shop.clock(),
        )
    )


def papers(shop: Shop) -> AgendaPapers:
    """Return the papers of the shop."""
    return AgendaPapers(shop.db, shop.clock, shop.agenda, ShopDays(shop.db, shop.actor, shop.clock), desk(shop.db, shop.clock))


def pages(pdf: bytes) -> list[str]:
    """Return the words of each page."""
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def day_pages(shop: Shop, variant: str) -> list[str]:
    """Return the words of today's sheets."""
    return pages(papers(shop).day_sheet(shop.clock.today, PrintChoice(paper="A4", variant=variant), "zh"))


def test_each_person_has_his_own_page_with_what_to_mind(shop: Shop) -> None:
    first, second = day_pages(shop, EACH)
    assert all(word in first for word in ("李梅", "问地暖", "细节：不按门铃", "逾期1项"))
    assert "量房" not in first
    assert all(word in second for word in ("赵强", "量房", "14:00", "今天1项"))
    (one,) = day_pages(shop, of_staff(FITTER))
    assert "量房" in one
    assert "问地暖" not in one
    (whole,) = day_pages(shop, "")
    assert whole.index("问地暖") < whole.index("量房")
    with pytest.raises(NotFound):
        day_pages(shop, of_staff(99))


def test_who_is_away_is_named(shop: Shop) -> None:
    Absences(shop.db, shop.actor, shop.clock).add(AbsenceDraft(FITTER, shop.day(0), shop.day(2), note="回老家"))
    assert "赵强不在" in day_pages(shop, "")[0]
    assert "不在" not in day_pages(shop, of_staff(SELLER))[0]
    morning = "".join(pages(papers(shop).morning_list(shop.clock.today, PrintChoice(paper="A4"), "zh")))
    assert "赵强：逾期0项，今天1项[休假]" in morning


def test_very_much_that_is_late_hides_nothing_of_the_day_and_is_counted(shop: Shop) -> None:
    old = [NextStep(customer_id=shop.customer, staff_id=FITTER, due_on=shop.day(-9), purpose="旧账") for _ in range(ENOUGH + 2)]
    with shop.db.write(shop.actor(), Action.CREATE, Subject.STORE) as session:
        session.add_all(old)
    data = papers(shop).data(shop.clock.today, "zh")
    assert len(data.overdue) == ENOUGH
    assert [line.why for line in data.lines] == ["量房"]
    assert data.note == "另有 3 项逾期，见电脑上的列表。"
    assert [sheet.staff for sheet in papers(shop).each(shop.clock.today, "zh")] == ["李梅", "赵强"]
    assert papers(shop).morning_data(shop.clock.today, "zh").totals.overdue == ENOUGH + 3
    assert [person.late for person in papers(shop).week_data(shop.clock.today, "zh").people[:2]] == [0, ENOUGH + 2]


def test_the_day_of_a_shop_without_anything_is_one_empty_sheet(db: Database, actor: Callable[[], Actor], clock: Clock) -> None:
    shop = Shop(db, actor, clock)
    for variant in ("", EACH, VEHICLES):
        assert len(day_pages(shop, variant)) == 1


def test_each_vehicle_has_its_stops_in_the_order_of_their_times(shop: Shop) -> None:
    shop.order()
    for vehicle, slot in (("闽D1", "16:00"), ("闽D1", "上午"), ("闽D2", "9:30")):
        delivery(shop, vehicle, slot)
    delivery(shop, "闽D1", "8:00", days=-2)
    delivery(shop, "闽D1", "11:00", state=DeliveryState.CANCELLED)
    delivery(shop, "闽D1", "12:00", state=DeliveryState.SIGNED)
    first, second = day_pages(shop, VEHICLES)
    assert first.index("SH闽D18:00-2") < first.index("SH闽D1上午") < first.index("SH闽D112:00") < first.index("SH闽D116:00")
    assert "SH闽D111:00" not in first
    assert "细节：不按门铃" in first
    assert "要两个人抬" in first
    assert "SH闽D29:30" in second
    assert len(day_pages(shop, of_vehicle("闽D2"))) == 1
    with pytest.raises(NotFound):
        day_pages(shop, of_vehicle("闽D3"))


def test_the_week_names_its_days_off_and_who_is_away(shop: Shop) -> None:
    monday = shop.clock.today - timedelta(days=shop.clock.today.weekday())
    ShopDays(shop.db, shop.actor, shop.clock).set_days([DaySpan(monday, monday, name="盘点")])
    Absences(shop.db, shop.actor, shop.clock).add(AbsenceDraft(SELLER, monday, monday))
    data = papers(shop).week_data(shop.clock.today, "zh")
    assert data.notes[monday] == "盘点"
    assert monday in data.free
    seller, fitter = data.people[:2]
    assert list(seller.absences) == [monday]
    assert [(item.when, item.customer) for item in fitter.items[shop.clock.today]] == [("14:00", "王芳")]
    (text,) = pages(papers(shop).week_plan(shop.clock.today, PrintChoice(paper="A4_LANDSCAPE"), "zh"))
    assert "盘点" in text


def test_a_customer_stands_once_in_the_list_of_the_morning_with_all_that_is_to_be_said(shop: Shop) -> None:
    for number in range(6):
        step(shop, SELLER, 0, f"第{number}件")
    data = papers(shop).morning_data(shop.clock.today, "zh")
    seller = next(person for person in data.people if person.name == "李梅")
    (line,) = seller.lines
    assert (line.late, line.due, data.totals.overdue, data.totals.due, data.totals.timed) == (1, 6, 1, 7, 1)
    assert line.say.startswith("问地暖；第0件")
    assert line.say.endswith("另 4 项")
    assert line.when == f"{shop.day(-3):%m-%d}"
    step(shop, SELLER, 0, "看样", slot="10:30")
    seller = papers(shop).morning_data(shop.clock.today, "zh").people[0]
    assert seller.lines[0].when == f"{shop.day(-3):%m-%d}\n10:30"


# calendar files


def saved(shop: Shop, path: Path, order: CalendarOrder = EVERYTHING, role: Role = Role.OWNER) -> list[Any]:
    """Return the events of a file as another program reads them."""
    file = CalendarFile(shop.db, lambda: Actor(role=role), shop.clock, shop.agenda, ShopDays(shop.db, shop.actor, shop.clock))
    count = file.save(path, "zh", order, NoProgress())
    events: list[Any] = list(icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT"))
    assert len(events) == count
    return events


def test_appointments_have_their_hour_and_what_is_late_stands_on_today(shop: Shop, tmp_path: Path) -> None:
    late, timed = saved(shop, tmp_path / "x.ics")
    assert late["DTSTART"].dt == shop.clock.today
    assert str(late["SUMMARY"]).startswith("逾期（")
    assert timed["DTSTART"].dt == datetime.combine(shop.clock.today, time(14)).astimezone(UTC)
    assert "电话 142 0000 0911" in str(timed["DESCRIPTION"])
    assert "量房" in str(timed["DESCRIPTION"])
    assert "云上花园" in str(timed["LOCATION"])


def test_an_event_keeps_its_name_when_it_is_moved_and_when_its_piece_of_time_is_read_in_halves(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for days in range(1, 40):
        step(shop, SELLER, days, f"第 {days} 天")
    before = saved(shop, tmp_path / "a.ics")
    assert len({str(event["UID"]) for event in before}) == len(before) == 41
    shop.agenda.postpone(shop.agenda.day(), shop.day(1))
    monkeypatch.setattr(calendar_file, "ENOUGH", 3)
    after = saved(shop, tmp_path / "b.ics")
    assert {str(event["UID"]) for event in before} == {str(event["UID"]) for event in after}


def test_more_that_is_late_than_is_read_at_once_goes_out_whole(shop: Shop, tmp_path: Path) -> None:
    with shop.db.write(shop.actor(), Action.CREATE, Subject.NEXT_STEP) as session:
        session.add_all(NextStep(customer_id=shop.customer, due_on=shop.day(-9 + n % 3)) for n in range(ENOUGH + 100))
    file = CalendarFile(shop.db, shop.actor, shop.clock, shop.agenda, ShopDays(shop.db, shop.actor, shop.clock))
    assert file.save(tmp_path / "x.ics", "zh", EVERYTHING, NoProgress()) == ENOUGH + 102


def test_only_what_is_asked_for_goes_out(shop: Shop, tmp_path: Path) -> None:
    step(shop, SELLER, 9, "后话")
    path = tmp_path / "x.ics"
    assert len(saved(shop, path, CalendarOrder(staff_id=FITTER))) == 1
    assert len(saved(shop, path, CalendarOrder(last=shop.day(5)))) == 2
    assert len(saved(shop, path, CalendarOrder(first=shop.day(1)))) == 1
    assert saved(shop, path, CalendarOrder(first=date(2030, 1, 1), last=date(2029, 1, 1))) == []


def test_numbers_go_out_whole_for_the_owner_hidden_for_others_and_not_at_all_when_that_is_set(shop: Shop, tmp_path: Path) -> None:
    path = tmp_path / "x.ics"
    saved(shop, path, role=Role.SALES)
    assert b"142****0911" in path.read_bytes()
    saved(shop, path, CalendarOrder(with_phones=False))
    assert b"0911" not in path.read_bytes().replace(b"\r\n ", b"")


def test_another_kind_of_file_and_a_place_that_cannot_be_written_are_refused(shop: Shop, tmp_path: Path) -> None:
    with pytest.raises(ExportKindUnknown):
        saved(shop, tmp_path / "x.xlsx")
    with pytest.raises(FileNotWritable):
        saved(shop, tmp_path / "gone" / "x.ics")
