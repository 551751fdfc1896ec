"""Several sources asked at once: one statement for all that have a day, one for all that have an instant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Executable, Integer, bindparam, union_all
from sqlalchemy.orm import Session

from dealer_crm.domain.agenda import AgendaItem, AgendaKind, Span
from dealer_crm.services.agenda_sources.source import Dated, Narrow

COUNTING, LISTING, BEGINNING = "counting", "listing", "beginning"
KEPT = 64
"""So many statements are kept: each way to narrow a question has its own."""
Count = tuple[AgendaKind, date, int]
"""So many of a kind are due on a day; a day may come several times."""


class Sources:
    """Sources that are asked together. Statements are made when they are first asked, and kept."""

    def __init__(self, sources: Iterable[Dated]) -> None:
        self.sources: Sequence[Dated] = tuple(sources)
        placed = list(enumerate(self.sources))
        parts = ([(place, source) for place, source in placed if source.instants is instants] for instants in (False, True))
        self._parts = [part for part in parts if part]
        self._names = {source.name: source for source in self.sources}
        self._made = lru_cache(maxsize=KEPT)(self._make)

    def __iter__(self) -> Iterator[Dated]:
        return iter(self.sources)

    def counts(self, session: Session, span: Span) -> list[Count]:
        """Return how many of a kind are due on each day of the span that has any."""
        return [
            (self.sources[place].kind, day if moved or self.sources[place].instants else self.sources[place].due(day), n)
            for place, day, moved, n in self._asked(session, span, COUNTING)
        ]

    def items(self, session: Session, span: Span) -> list[AgendaItem]:
        """Return what is due in the span, in no order."""
        return [self.sources[found[0]].item(found, span.today) for found in self._asked(session, span, LISTING)]

    def firsts(self, session: Session, span: Span) -> list[AgendaItem]:
        """Return of each source the first items of each day of the span, in no order."""
        return [self.sources[found[0]].item(found, span.today) for found in self._asked(session, span, BEGINNING)]

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def named(self, name: str) -> Dated:
        """Return a source. Raises KeyError."""
        return self._names[name]

    def _asked(self, session: Session, span: Span, wanted: str) -> Iterator[Sequence[Any]]:
        narrow = Narrow(span.staff_id is not None, bool(span.community), span.kinds)
        for part, sources in enumerate(self._parts):
            values = {name: value for _place, source in sources for name, value in source.values(span).items()}
            if (statement := self._made(wanted, part, narrow)) is not None:
                yield from session.execute(statement, values).all()

    def _make(self, wanted: str, part: int, narrow: Narrow) -> Executable | None:
        """Return the statement; None where no source of the part is of the kinds wanted."""
        placed = [(place, source) for place, source in self._parts[part] if not narrow.kinds or source.kind in narrow.kinds]
        if not placed:
            return None
        if wanted == COUNTING:
            return union_all(*(way for place, source in placed for way in source.counting(place, narrow=narrow)))
        few = wanted == BEGINNING
        asked = union_all(*(way for place, source in placed for way in source.listing(place, narrow=narrow, few=few)))
        instants = placed[0][1].instants
        return asked.order_by("day").limit(bindparam("limit", type_=Integer())) if instants and not few else asked
