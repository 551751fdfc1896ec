"""Several sources asked at once: one statement for all that have a day, one for all that have an instant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Executable, select, union_all
from sqlalchemy.orm import Session

from dealer_crm.domain.agenda import AgendaItem, AgendaKind, Span
from dealer_crm.services.agenda_sources.source import Dated

COUNTING, LISTING = "counting", "listing"


class Sources:
    """Sources that are asked together. Statements are made when they are first asked, and kept."""

    def __init__(self, sources: Iterable[Dated]) -> None:
        self.sources: Sequence[Dated] = tuple(sources)
        placed = list(enumerate(self.sources))
        parts = ([(place, source) for place, source in placed if source.instants is instants] for instants in (False, True))
        self._parts = [part for part in parts if part]
        self._made = cache(self._make)

    def __iter__(self) -> Iterator[Dated]:
        return iter(self.sources)

    def counts(self, session: Session, span: Span) -> list[tuple[AgendaKind, date, int]]:
        """Return how many of a kind are due on each day of the span that has any; a day may come several times."""
        return [
            (self.sources[place].kind, day if moved else self.sources[place].due(day), n)
            for place, day, moved, n in self._asked(session, span, COUNTING)
        ]

    def items(self, session: Session, span: Span) -> list[AgendaItem]:
        """Return what is due in the span, in no order."""
        return [self.sources[place].item(found, span.today) for place, *found in self._asked(session, span, LISTING)]

    def _asked(self, session: Session, span: Span, wanted: str) -> Iterator[Sequence[Any]]:
        for part, sources in enumerate(self._parts):
            values = {name: value for _place, source in sources for name, value in source.values(span).items()}
            yield from session.execute(self._made(wanted, part, span.staff_id is not None), values).all()

    def _make(self, wanted: str, part: int, of_staff: bool) -> Executable:
        if wanted == COUNTING:
            return union_all(*(way for place, source in self._parts[part] for way in source.counting(place, of_staff=of_staff)))
        ways = (way for place, source in self._parts[part] for way in source.listing(place, of_staff=of_staff))
        return union_all(*(select(way.subquery(f"part_{number}")) for number, way in enumerate(ways)))
