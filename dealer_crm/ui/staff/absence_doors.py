"""What the absences of the settings ask and change, given to them from outside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from dealer_crm.domain.absences import AbsenceDraft
from dealer_crm.domain.agenda import AgendaRow
from dealer_crm.services.absence_work import AbsentWork
from dealer_crm.services.absences import AbsenceRow
from dealer_crm.services.shop import StaffRow


@dataclass(frozen=True)
class AbsenceDoors:
    """`coming` are the absences that are not over; `inside` takes person, first and last day. The writes raise DomainError."""

    coming: Callable[[], Sequence[AbsenceRow]]
    add: Callable[[AbsenceDraft], object]
    edit: Callable[[int, AbsenceDraft], object]
    delete: Callable[[int], object]
    inside: Callable[[int, date, date], AbsentWork]
    give: Callable[[Sequence[AgendaRow], int], int]
    move: Callable[[Sequence[AgendaRow], date], int]
    staff: Callable[[], Sequence[StaffRow]]
    today: Callable[[], date]
