"""Writes a calendar (.ics, RFC 5545) that phones, Outlook and calendars on the web take in.

Times are written in UTC: an appointment is one instant, every reader knows UTC without a table of zones, and as each event stands
alone no rule has to be carried over a change of the clock. What has no time is an event of a whole day that keeps nobody busy, not a
VTODO: phones leave those out without a word. vobject, which reads address books here, refuses Python's own UTC as a zone; what it
would save, folding and escaping, stands in `content_lines` already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from dealer_crm.documents.content_lines import escaped, folded
from dealer_crm.documents.saving import replacing
from dealer_crm.domain.files import FileNotComplete
from dealer_crm.domain.text import clean, one_line

PRODUCT = "-//dealer-crm//follow-up calendar//EN"
_BEGIN = b"BEGIN:VEVENT\r\n"


@dataclass(frozen=True)
class CalendarEvent:
    """One event. `uid` stays the same whenever the file is written anew; `at` is an aware instant, None for the whole day.

    `alarm` is when to be reminded, counted from the beginning, which is midnight for the whole day.
    """

    uid: str
    summary: str
    day: date
    at: datetime | None = None
    length: timedelta = timedelta(minutes=30)
    location: str = ""
    description: str = ""
    alarm: timedelta = timedelta()


def write_calendar(target: Path, name: str, stamp: datetime, events: Iterable[CalendarEvent]) -> int:
    """Write the events as a calendar of that name, made at `stamp`, and return how many they are.

    Raises FileNotWritable, StoreFull, FileNotComplete; the target is as before then.
    """
    count = 0
    with replacing(target) as draft:
        with draft.open("wb") as stream:
            stream.write(_lines("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"))
            stream.write(_lines(f"X-WR-CALNAME:{escaped(one_line(name))}"))
            for event in events:
                stream.write(vevent(event, stamp))
                count += 1
            stream.write(_lines("END:VCALENDAR"))
        if draft.read_bytes().count(_BEGIN) != count:
            raise FileNotComplete(file=target.name)
    return count


def vevent(event: CalendarEvent, stamp: datetime) -> bytes:
    """Return one event."""
    return _lines("BEGIN:VEVENT", *_properties(event, stamp), "END:VEVENT")


def _properties(event: CalendarEvent, stamp: datetime) -> Iterator[str]:
    yield f"UID:{escaped(one_line(event.uid))}"
    yield f"DTSTAMP:{_instant(stamp)}"
    if event.at is None:
        yield f"DTSTART;VALUE=DATE:{_day(event.day)}"
        yield f"DTEND;VALUE=DATE:{_day(event.day + timedelta(days=1))}"
        yield "TRANSP:TRANSPARENT"
    else:
        yield f"DTSTART:{_instant(event.at)}"
        yield f"DTEND:{_instant(event.at + event.length)}"
    summary = one_line(event.summary)
    yield f"SUMMARY:{escaped(summary)}"
    for name, text in (("LOCATION", one_line(event.location)), ("DESCRIPTION", clean(event.description).strip())):
        if text:
            yield f"{name}:{escaped(text)}"
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{_duration(event.alarm)}", f"DESCRIPTION:{escaped(summary)}", "END:VALARM")


def _lines(*lines: str) -> bytes:
    return b"".join(folded(line) for line in lines)


def _day(day: date) -> str:
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"


def _instant(at: datetime) -> str:
    at = at.astimezone(UTC)
    return f"{_day(at.date())}T{at:%H%M%S}Z"


def _duration(span: timedelta) -> str:
    minutes = round(abs(span).total_seconds() / 60)
    return f"{'-' if span < timedelta() else ''}PT{minutes}M"
