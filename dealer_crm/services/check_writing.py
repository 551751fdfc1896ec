"""Writes items of sheets, whatever they belong to: copied from the trade's sheets, noted, passed together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TypedDict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dealer_crm.domain.checklists import CheckItem, Checklist, CheckResult, Closes
from dealer_crm.domain.deliveries import begins_later, is_open
from dealer_crm.domain.findings import (
    Asked,
    Finding,
    after_failure,
    clean_note,
    clean_rows,
    clean_steps,
    looks_failed,
    result_of,
    steps_left,
)
from dealer_crm.domain.reading_rules import filled_rows
from dealer_crm.domain.readings import CheckStep
from dealer_crm.domain.sheet_shapes import plain_shape, shape_of
from dealer_crm.domain.text import one_line
from dealer_crm.services.attachments import once
from dealer_crm.services.check_rows import Place
from dealer_crm.storage.models import Attachment, DeliveryCheck


class More(TypedDict, total=False):
    """What can be noted besides result, value and note; what is not given stays as it is."""

    due_on: date | None
    readings: Sequence[Mapping[str, str]]
    steps: Mapping[str, str]
    mistake: bool


def check_from(at: Place, position: int, sheet: Checklist, item: CheckItem) -> DeliveryCheck:
    """Return an item as a filled sheet keeps it: texts, limits, shape and version are copied, so it never changes with the sheet."""
    return DeliveryCheck(
        **at.given(),
        position=position,
        sheet=sheet.code,
        sheet_version=sheet.version,
        code=item.code,
        group=item.group,
        zh=item.zh,
        en=item.en,
        standard_zh=item.standard_zh,
        standard_en=item.standard_en,
        unit=item.unit,
        low=item.low,
        high=item.high,
        required=item.required and item.closes is Closes.HERE,
        photo=item.photo,
        shape=plain_shape(item.grid, item.steps),
        value="",
        note="",
    )


def begun_of(session: Session, checks: Sequence[DeliveryCheck]) -> set[int]:
    """Return the ids of the items that somebody began: a result, a word, a reading, a small tick or a picture."""
    found = {one.id for one in checks if one.result is not None or one.note or one.value or one.readings or one.steps}
    query = select(Attachment.check_id).where(Attachment.check_id.in_([one.id for one in checks])).distinct()
    return found | {check_id for check_id in session.scalars(query) if check_id is not None}


class CheckNotes:
    """Notes what is found at items, inside one write; `staff_id` is who says so, `now` when."""

    def __init__(self, session: Session, staff_id: int | None, now: Callable[[], datetime]) -> None:
        self._session, self._staff_id, self._now = session, staff_id, now

    def note(self, check: DeliveryCheck, found: Finding) -> CheckResult | None:
        """Note what was found and return what it comes to. Raises as `result_of` and `after_failure`.

        What failed stays so until it passes: taking its result away keeps what was read besides, unless it was noted by mistake.
        """
        grid, steps = shape_of(check.shape)
        if found.readings is not None:
            found = replace(found, readings=clean_rows(grid, found.readings))
        found = replace(found, value=one_line(found.value), note=clean_note(found.note))
        result = result_of(self._asked(check), found)
        if result is None and check.result is CheckResult.FAIL:
            if found.mistake:
                _never_failed(check)
            else:
                result, found = CheckResult.FAIL, replace(found, note=found.note or check.note)
        elif check.result is CheckResult.FAIL:
            found = replace(found, note=after_failure(check.code, check.failure, result, found.note))
        self._keep(check, found)
        if found.steps is not None:
            check.steps = clean_steps(steps, found.steps)
        if result is CheckResult.FAIL:
            check.due_on = found.due_on or check.due_on
            if check.result is not CheckResult.FAIL:
                check.failed_at = self._now()
            check.failure = found.note
        check.result, check.note = result, found.note
        check.done_at = self._now() if result is not None else None
        check.staff_id = self._staff_id if result is not None else None
        return result

    def keep(self, check: DeliveryCheck, found: Finding) -> None:
        """Keep what was read while nobody settled what it means: the item is open until then; what failed stays so until it passes."""
        grid, _steps = shape_of(check.shape)
        readings = None if found.readings is None else clean_rows(grid, found.readings)
        self._keep(check, replace(found, value=one_line(found.value), readings=readings))
        if check.result is not CheckResult.FAIL:
            check.result = check.done_at = check.staff_id = None

    @staticmethod
    def _keep(check: DeliveryCheck, found: Finding) -> None:
        check.value = found.value
        if found.readings is not None and check.readings != found.readings:
            check.readings = [dict(row) for row in found.readings]

    def pass_rest(self, checks: Iterable[DeliveryCheck]) -> int:
        """Pass the items that nobody looked at otherwise; return how many.

        What wants a value, a row of readings, a picture or a small tick with a word stays open, for nobody can pass what was not seen; so
        does what begins later. Small ticks that want no word are made along with their item.
        """
        count = 0
        for check in checks:
            if check.result is None and not begins_later(check.sheet, check.group) and not self._unseen(check):
                steps = dict.fromkeys((one.code for one in self._steps_left(check)), "") | check.steps
                self.note(check, Finding(CheckResult.PASS, check.value, check.note, steps=steps))
                count += 1
        return count

    def _unseen(self, check: DeliveryCheck) -> bool:
        asked = self._asked(check)
        unread = asked.required and (bool(asked.unit and not check.value) or lacks_rows(check))
        unread |= any(step.asks for step in self._steps_left(check))
        return unread or (asked.photo and not asked.pictures) or looks_failed(asked, check.value)

    def _steps_left(self, check: DeliveryCheck) -> tuple[CheckStep, ...]:
        _grid, steps = shape_of(check.shape)
        return steps_left(self._asked(check), steps, check.steps)

    def _asked(self, check: DeliveryCheck) -> Asked:
        grid, _steps = shape_of(check.shape)
        pictures = select(func.count()).select_from(Attachment).where(Attachment.check_id == check.id, once())
        return Asked(
            sheet=check.sheet,
            code=check.code,
            unit=check.unit,
            low=check.low,
            high=check.high,
            required=check.required,
            photo=check.photo,
            pictures=self._session.execute(pictures).scalar_one(),
            due_on=check.due_on,
            grid=grid,
            readings=check.readings,
        )

    def unsettled(self, check: DeliveryCheck) -> bool:
        """Tell whether a sheet cannot be valid because of an item: required and open, failed, or passed without what it wants."""
        asked = self._asked(check)
        if check.result is None:
            return check.required or looks_failed(asked, check.value)
        lacks_picture = check.photo and check.result is CheckResult.PASS and not asked.pictures
        return is_open(check.result) or lacks_picture


def _never_failed(check: DeliveryCheck) -> None:
    """Take away what a failure left on an item, where it had none: the day it is mended stays with what begins later."""
    check.failed_at, check.failure = None, ""
    if not begins_later(check.sheet, check.group):
        check.due_on = None


def lacks_rows(check: DeliveryCheck) -> bool:
    """Tell whether an item has fewer rows of readings than it wants."""
    grid, _steps = shape_of(check.shape)
    return grid is not None and filled_rows(grid, check.readings) < grid.least
