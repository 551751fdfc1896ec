"""The shop's standards of service: as shipped, with what it added or changed laid over them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_crm.domain.errors import NotFound
from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.domain.standards import Standard, StandardArea, StandardDraft
from dealer_crm.domain.trade import Standing
from dealer_crm.storage import dialect
from dealer_crm.storage.database import Database, WriteSession
from dealer_crm.storage.files import program_text
from dealer_crm.storage.models import OwnStandard

STEP = 10
"""Between the places of two standards as they are shipped."""
_Placed = dict[str, tuple[int, Standard]]


@lru_cache(maxsize=1)
def shipped() -> tuple[Standard, ...]:
    """Return the standards that come with the program."""
    return tuple(_shipped(row) for row in tomllib.loads(program_text("trade", "standards.toml"))["standard"])


def _shipped(row: Mapping[str, Any]) -> Standard:
    texts = {name: row[name] for name in ("zh", "en", "measure_zh", "measure_en", "check_zh", "check_en", "source")}
    return Standard(row["code"], StandardArea(row["area"]), standing=Standing(row["basis"]), **texts)


def standards(session: Session) -> tuple[Standard, ...]:
    """Return every standard by area and place, retired ones too. Own rows of the same code take the place of shipped ones."""
    order = list(StandardArea)
    placed = sorted(_placed(session).values(), key=lambda pair: (order.index(pair[1].area), pair[0], pair[1].code))
    return tuple(one for _, one in placed)


def _placed(session: Session) -> _Placed:
    found = {one.code: (place * STEP, one) for place, one in enumerate(shipped(), 1)}
    for row in session.scalars(select(OwnStandard).order_by(OwnStandard.id)):
        base = found.get(row.code, (0, Standard(row.code, row.area, own=True)))[1]
        texts = {name: getattr(row, name) for name in asdict(StandardDraft())}
        found[row.code] = (row.position, replace(base, retired=row.retired, **texts))
    return found


class StandardBook:
    """Use-cases of standards. One public method is one transaction; nothing is deleted."""

    def __init__(self, db: Database, actor: Callable[[], Actor]) -> None:
        self._db = db
        self._actor = actor

    def standards(self) -> tuple[Standard, ...]:
        """Return every standard in order, retired ones too."""
        with self._db.read() as session:
            return standards(session)

    def add(self, draft: StandardDraft) -> str:
        """Add a standard at the end of its area and return its code. Raises StandardMissing, StandardTooLong."""
        draft = draft.checked()
        with self._db.write(self._actor(), Action.CREATE, Subject.STANDARD) as session:
            last = max(place for place, _ in _placed(session).values())
            code = f"own_{dialect.reserve_ids(session.connection(), OwnStandard.__table__, 1).start}"  # type: ignore[arg-type]
            row = OwnStandard(code=code, position=last + STEP, **asdict(draft))
            session.add(row)
            session.flush()
            session.about(row.id, draft.zh)
            return code

    def edit(self, code: str, draft: StandardDraft) -> None:
        """Change a standard. Raises NotFound, StandardMissing, StandardTooLong."""
        draft = draft.checked()
        with self._db.write(self._actor(), Action.EDIT, Subject.STANDARD) as session:
            row = _row(session, code)
            for name, value in asdict(draft).items():
                setattr(row, name, value)
            session.about(row.id, draft.zh)

    def retire(self, code: str, retired: bool) -> None:
        """Print a standard no more, or again. Raises NotFound."""
        with self._db.write(self._actor(), Action.EDIT, Subject.STANDARD) as session:
            row = _row(session, code)
            row.retired = retired
            session.about(row.id, row.zh)

    def move(self, code: str, step: int) -> None:
        """Change places with the neighbour above (-1) or below (1) in its area; at the end nothing moves. Raises NotFound."""
        with self._db.write(self._actor(), Action.EDIT, Subject.STANDARD) as session:
            row = _row(session, code)
            near = [one.code for one in standards(session) if one.area is row.area]
            at = near.index(code) + step
            if 0 <= at < len(near):
                other = _row(session, near[at])
                row.position, other.position = _exchanged(row.position, other.position, step)
            session.about(row.id, row.zh)


def _exchanged(mine: int, other: int, step: int) -> tuple[int, int]:
    """Return both places exchanged; two that stand on the same, as an update may put them, are told apart."""
    return (other, mine) if mine != other else (mine + step, other)


def _row(session: WriteSession, code: str) -> OwnStandard:
    """Return the shop's row of a standard, made from the shipped one where there is none yet. Raises NotFound."""
    placed = _placed(session)
    if code not in placed:
        raise NotFound(number=code)
    row = session.scalars(select(OwnStandard).where(OwnStandard.code == code)).one_or_none()
    if row is None:
        place, one = placed[code]
        row = OwnStandard(code=code, position=place, retired=one.retired, **asdict(one.draft()))
        session.add(row)
        session.flush()
    return row
