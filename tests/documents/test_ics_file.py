"""Calendars that go out are read alike by two other programs, whatever stands in them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
import vobject

from dealer_crm.documents.content_lines import LINE_OCTETS
from dealer_crm.documents.ics_file import CalendarEvent, vevent, write_calendar
from dealer_crm.domain.files import FileNotWritable
from dealer_crm.domain.text import clean, one_line
from tests.documents.hostile import strings

STAMP = datetime(2026, 11, 23, 0, 50, tzinfo=UTC)
DAY = date(2026, 11, 24)
TIMED = CalendarEvent(
    "delivery-7@shop",
    "送货 陈静, 第一; 第二",
    DAY,
    datetime(2026, 11, 24, 6, 0, tzinfo=UTC),
    timedelta(hours=1),
    "锦样路 16 号, 7 幢; 1102 室",
    "第一行\n第二行 \\n 反斜线\n电话 142 0000 0317",
    timedelta(minutes=-30),
)
WHOLE = CalendarEvent("receivable-3-2026-12-31@shop", "收款", date(2026, 12, 31), alarm=timedelta(hours=8, minutes=30))


def _both(path: Path) -> tuple[list[Any], list[Any]]:
    content = path.read_bytes()
    found = icalendar.Calendar.from_ical(content)
    assert isinstance(found, icalendar.Calendar)
    return list(found.walk("VEVENT")), list(vobject.readOne(content.decode()).contents.get("vevent", []))


def test_two_readers_find_every_field(tmp_path: Path) -> None:
    path = tmp_path / "x.ics"
    assert write_calendar(path, "暖居, 跟进日历", STAMP, [TIMED, WHOLE]) == 2
    (timed, whole), (vtimed, vwhole) = _both(path)
    assert str(timed["UID"]) == vtimed.uid.value == TIMED.uid
    assert str(timed["SUMMARY"]) == vtimed.summary.value == TIMED.summary
    assert str(timed["LOCATION"]) == vtimed.location.value == TIMED.location
    assert str(timed["DESCRIPTION"]) == vtimed.description.value == TIMED.description
    assert timed["DTSTART"].dt == TIMED.at
    assert vtimed.dtstart.value == TIMED.at
    assert timed["DTEND"].dt - timed["DTSTART"].dt == timedelta(hours=1)
    assert timed["DTSTAMP"].dt == STAMP
    assert whole["DTSTART"].dt == vwhole.dtstart.value == WHOLE.day
    assert whole["DTEND"].dt == date(2027, 1, 1)
    assert str(whole["TRANSP"]) == "TRANSPARENT"
    assert [event.walk("VALARM")[0]["TRIGGER"].dt for event in (timed, whole)] == [TIMED.alarm, WHOLE.alarm]
    assert "X-WR-CALNAME:暖居\\, 跟进日历\r\n" in path.read_bytes().decode()


def test_lines_are_short_whole_and_end_as_the_standard_says() -> None:
    content = vevent(CalendarEvent("u", "暖" * 100, DAY, description="长\n" * 300), STAMP)
    lines = content.split(b"\r\n")
    assert all(len(line) <= LINE_OCTETS for line in lines)
    assert all(line.decode() for line in lines[:-1])
    assert content.replace(b"\r\n", b"").count(b"\n") == content.replace(b"\r\n", b"").count(b"\r") == 0


def test_hostile_texts_stay_texts(corpora: Path, tmp_path: Path) -> None:
    hostile = strings(corpora)
    events = [CalendarEvent(f"{n}@x", text or "-", DAY, location=text, description=text) for n, text in enumerate(hostile)]
    path = tmp_path / "x.ics"
    assert write_calendar(path, hostile[0], STAMP, events) == len(hostile)
    read, vread = _both(path)
    assert [str(event["UID"]) for event in read] == [event.uid for event in events]
    assert [str(event.get("DESCRIPTION", "")) for event in read] == [clean(text).strip() for text in hostile]
    assert [str(event.get("LOCATION", "")) for event in read] == [one_line(text) for text in hostile]
    assert [event.summary.value for event in vread] == [one_line(event.summary) for event in events]


def test_a_calendar_without_events_is_one_and_a_target_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    assert write_calendar(tmp_path / "x.ics", "", STAMP, []) == 0
    assert _both(tmp_path / "x.ics") == ([], [])
    with pytest.raises(FileNotWritable):
        write_calendar(tmp_path / "gone" / "x.ics", "", STAMP, [TIMED])
