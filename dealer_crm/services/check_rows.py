"""Items of sheets as pages and papers show them: their texts, limits, readings, pictures, and what was read the last time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from dealer_crm.domain.checklists import Checklist, CheckResult
from dealer_crm.domain.deliveries import begins_later, is_open
from dealer_crm.domain.findings import Asked, steps_left
from dealer_crm.domain.readings import CheckStep, Grid
from dealer_crm.domain.sheet_shapes import shape_of
from dealer_crm.services import sheets
from dealer_crm.services.attachments import once
from dealer_crm.services.trade import Trade
from dealer_crm.storage.models import Attachment, DeliveryCheck, Staff

READ = ("staff", "photos", "later", "grid", "readings", "steps", "ticked", "person", "last")
"""Fields of a row that are no column of its own name."""


@dataclass(frozen=True)
class Place:
    """What a sheet belongs to: one of the three is given."""

    delivery_id: int | None = None
    job_id: int | None = None
    acceptance_id: int | None = None

    def given(self) -> dict[str, int]:
        """Return the column with its value."""
        return {column: owner_id for column, owner_id in asdict(self).items() if owner_id is not None}


@dataclass(frozen=True)
class LastReading:
    """What was read at an item the last time, and when."""

    value: str
    readings: tuple[Mapping[str, str], ...]
    on: date | None


@dataclass(frozen=True)
class CheckRow:
    """An item of a sheet in both languages. Limits in thousandths of `unit`; `later` = it begins at the hand-over.

    `photo` = it has no result without a picture. `readings` are the rows of its `grid`, `ticked` the small ticks of `steps` that were
    made, each with its word. `person` does it on `planned_on`. `failed_at` and `failure` stay when what failed was mended. `last` is what
    was read there the last time.
    """

    id: int
    sheet: str
    sheet_version: int
    group: str
    code: str
    zh: str
    en: str
    standard_zh: str
    standard_en: str
    unit: str
    low: int | None
    high: int | None
    required: bool
    result: CheckResult | None
    value: str
    note: str
    due_on: date | None
    done_at: datetime | None
    staff: str
    photos: int
    later: bool
    photo: bool = False
    grid: Grid | None = None
    readings: tuple[Mapping[str, str], ...] = ()
    steps: tuple[CheckStep, ...] = ()
    ticked: Mapping[str, str] = field(default_factory=dict)
    person_id: int | None = None
    person: str = ""
    planned_on: date | None = None
    failed_at: datetime | None = None
    failure: str = ""
    last: LastReading | None = None

    def words(self, language: str) -> str:
        """Return what is looked at."""
        return self.zh if language == "zh" else self.en

    def standard(self, language: str) -> str:
        """Return what it has to be like."""
        return self.standard_zh if language == "zh" else self.standard_en

    @property
    def missing(self) -> bool:
        """Tell whether the delivery cannot be finished without a reason because of it."""
        return self.required and not self.later and is_open(self.result)

    @property
    def steps_left(self) -> tuple[CheckStep, ...]:
        """Return the small ticks without which it does not pass."""
        return steps_left(Asked(self.sheet, self.code, required=self.required), self.steps, self.ticked)

    @property
    def failed(self) -> bool:
        """Tell whether it failed and waits to be mended."""
        return self.result is CheckResult.FAIL


@dataclass(frozen=True)
class CheckGroupRow:
    """A heading with its items, in the order of the sheet; `sheet_zh`, `sheet_en` name the sheet it is on."""

    sheet: str
    code: str
    zh: str
    en: str
    sheet_zh: str
    sheet_en: str
    later: bool
    checks: tuple[CheckRow, ...]

    @property
    def done(self) -> int:
        """Return how many items are settled."""
        return sum(not is_open(check.result) for check in self.checks)

    def words(self, language: str) -> str:
        """Return the heading."""
        return self.zh if language == "zh" else self.en

    def sheet_words(self, language: str) -> str:
        """Return what the sheet is called."""
        return self.sheet_zh if language == "zh" else self.sheet_en


def pictures_of(session: Session, at: Place) -> Counter[int | None]:
    """Return how many pictures each item has; None = those of what the sheet belongs to, as a whole."""
    whole = select(Attachment.check_id, func.count()).filter_by(**at.given()).where(once()).group_by(Attachment.check_id)
    return Counter({check_id: count for check_id, count in session.execute(whole)})


def groups_of(
    session: Session, trade: Trade, at: Place, photos: Mapping[int | None, int], last: Mapping[str, LastReading] | None = None
) -> tuple[CheckGroupRow, ...]:
    """Return the headings of a sheet with their items. `last` is by code what was read the last time."""
    person = aliased(Staff)
    query = (
        select(DeliveryCheck, func.coalesce(Staff.name, ""), func.coalesce(person.name, ""))
        .outerjoin(Staff, Staff.id == DeliveryCheck.staff_id)
        .outerjoin(person, person.id == DeliveryCheck.person_id)
        .filter_by(**at.given())
        .order_by(DeliveryCheck.position, DeliveryCheck.id)
    )
    found: dict[tuple[str, str], list[CheckRow]] = {}
    for check, staff, who in session.execute(query):
        row = _check(check, (staff, who), photos.get(check.id, 0), (last or {}).get(check.code))
        found.setdefault((check.sheet, check.group), []).append(row)
    known = {one.code: one for one in sheets.sheets(session, trade)}
    return tuple(_group(known, key, checks) for key, checks in found.items())


def _check(check: DeliveryCheck, names: tuple[str, str], photos: int, last: LastReading | None) -> CheckRow:
    own = [name for name in CheckRow.__dataclass_fields__ if name not in READ]
    values: dict[str, Any] = {name: getattr(check, name) for name in own}
    grid, steps = shape_of(check.shape)
    return CheckRow(
        **values,
        staff=names[0],
        person=names[1],
        photos=photos,
        later=begins_later(check.sheet, check.group),
        grid=grid,
        steps=steps,
        readings=tuple(check.readings),
        ticked=dict(check.steps),
        last=last,
    )


def _group(known: Mapping[str, Checklist], key: tuple[str, str], checks: list[CheckRow]) -> CheckGroupRow:
    """Name a group as the sheets do now; what is unknown there keeps its code."""
    sheet = known.get(key[0])
    group = next((one for one in sheet.groups if one.code == key[1]), None) if sheet else None
    zh, en = (group.zh, group.en) if group else (key[1], key[1])
    sheet_zh, sheet_en = (sheet.zh, sheet.en) if sheet else (key[0], key[0])
    return CheckGroupRow(*key, zh, en, sheet_zh, sheet_en, begins_later(*key), tuple(checks))
