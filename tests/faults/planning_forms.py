"""Opens the forms of planning: a series, an absence, a slip, its answer, days of the shop; and what stands behind them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from dealer_crm.app.rooms_agenda import show_series
from dealer_crm.app.rooms_staff import hand_on, open_slip
from dealer_crm.domain.absences import AbsenceDraft
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.overprint import OverprintField, OverprintForm
from dealer_crm.domain.planning import AbsenceKind
from dealer_crm.domain.series import Every, Pattern, Recurrence, SeriesDraft
from tests.faults.labels import MARK

if TYPE_CHECKING:
    from tests.faults.desk import Desk

CUSTOMER = 4
HOSTILE = f"<b>M&N</b> {MARK}"
FAR, SOON = timedelta(days=200), timedelta(days=60)
TRIES = 500


def series(desk: Desk) -> Any:
    """Open the series of a customer; the first time one is made."""
    plans, today = desk.opened.series, local_day(desk.opened.now())
    if not plans.of(CUSTOMER):
        weekly = Recurrence(Pattern(Every.WEEK, 1, (today.weekday(),)), today)
        plans.make(SeriesDraft(CUSTOMER, weekly, HOSTILE, slot=HOSTILE))
    show_series(desk.stage.wiring.rooms, CUSTOMER)
    return desk.named("series_dialog")


def absence(desk: Desk) -> Any:
    """Open an absence that lies far ahead; the first time it is entered."""
    absences, far = desk.opened.absences, local_day(desk.opened.now()) + FAR
    if not absences.coming():
        absences.add(AbsenceDraft(desk.opened.shop.staff()[0].id, far, far, AbsenceKind.LEAVE, HOSTILE))
    desk.go("settings", "absences")
    desk.settle()
    desk.click("absence_edit")
    return desk.named("absence_dialog")


def slip(desk: Desk) -> Any:
    """Open a new slip."""
    hand_on(desk.stage.wiring.rooms, CUSTOMER)
    return desk.named("slip_dialog")


def to_a_colleague(desk: Desk, root: QWidget) -> None:
    """Choose who receives the slip."""
    desk.named("slip_from_person", root).set_value(None)
    desk.named("slip_to_person", root).set_value(desk.opened.shop.staff()[-1].id)


def answer(desk: Desk) -> Any:
    """Open a slip that was just sent."""
    slips = desk.opened.slips
    draft = replace(slips.propose(CUSTOMER), from_id=None, to_id=desk.opened.shop.staff()[-1].id, promised=HOSTILE, open_points=HOSTILE)
    open_slip(desk.stage.wiring.rooms, slips.send(draft))
    return desk.named("answer_dialog")


def days(desk: Desk) -> Any:
    """Open the working days with the form for a day that is not entered yet."""
    page = desk.go("settings", "days")
    return next(part for part in page.parts if part.key == "days")


def far_day(desk: Desk, root: QWidget) -> None:
    """Choose a day."""
    desk.named("field_days_first_text", root).insert("+200")
    desk.settle()


def printed_form(desk: Desk) -> Any:
    """Open a form that was printed elsewhere; it is made where there is none."""
    forms = desk.opened.overprint_forms
    if not forms.all():
        forms.create(OverprintForm("NJ", "certificate", fields=(OverprintField("customer", 100, 100),)))
    desk.go("settings", "overprint").reload()
    desk.click("overprint_open")
    return desk.named("overprint_dialog")


def behind_people(desk: Desk, look: Callable[[str], object], behind: Callable[[Callable[[], object]], None]) -> None:
    """Look at the work of somebody who is away, and at what somebody hands over, before and after."""
    opened, today = desk.opened, local_day(desk.opened.now())
    busy = next(row.staff_id for row in opened.agenda.range(today, today + SOON) if row.staff_id and row.movable)
    opened.absences.add(AbsenceDraft(busy, today, today + SOON, AbsenceKind.LEAVE, HOSTILE))
    desk.go("settings", "absences")
    desk.settle()
    behind(desk.named("absence_work").click)
    desk.go("settings", "staff")
    desk.settle()
    behind(desk.named("staff_hand_over").click)
    desk.click("staff_hand_over")
    dialog = desk.named("hand_over_dialog")
    dialog.leaves.setChecked(False)
    dialog.to.set_values([opened.shop.staff()[-1].id])
    desk.click("hand_over_do", dialog)
    for _ in range(TRIES):
        if desk.window.findChild(QWidget, "calls_dialog"):
            break
        desk.settle()
    calls = desk.named("calls_dialog")
    desk.stage.picture()
    look("behind calls_dialog")
    calls.reject()
