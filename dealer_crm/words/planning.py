"""Words of planning: series, absences, days of the shop, hand-over slips, reminders; and their columns in the history."""

from __future__ import annotations

from enum import StrEnum

from dealer_crm.domain.planning import AbsenceKind, Department, HolidayRule, ReferralWill, ReminderEnd, SeriesState, SlipState
from dealer_crm.i18n import N_

LABELS_PLANNING: tuple[tuple[StrEnum, str], ...] = (
    (HolidayRule.KEEP, N_("Keep the day")),
    (HolidayRule.NEXT, N_("To the next working day")),
    (HolidayRule.SKIP, N_("Leave it out")),
    (SeriesState.RUNNING, N_("Running")),
    (SeriesState.ENDED, N_("Ended")),
    (AbsenceKind.LEAVE, N_("On leave")),
    (AbsenceKind.SICK, N_("Ill")),
    (AbsenceKind.TRAINING, N_("At a training")),
    (AbsenceKind.AWAY, N_("Out of town")),
    (AbsenceKind.OTHER, N_("Not there")),
    (Department.SALES, N_("Sales")),
    (Department.INSTALLATION, N_("Installation")),
    (Department.SERVICE, N_("After-sales")),
    (Department.FINANCE, N_("Finance")),
    (SlipState.SENT, N_("Waits for an answer")),
    (SlipState.ACCEPTED, N_("Accepted")),
    (SlipState.REFUSED, N_("Refused")),
    (SlipState.SETTLED, N_("Settled")),
    (ReminderEnd.OPENED, N_("Opened")),
    (ReminderEnd.DONE, N_("Done")),
    (ReminderEnd.MOVED, N_("Moved")),
    (ReminderEnd.DROPPED, N_("Dropped")),
    (ReminderEnd.SEEN, N_("Seen")),
    (ReferralWill.GLADLY, N_("Gladly")),
    (ReferralWill.PERHAPS, N_("Perhaps")),
    (ReferralWill.NO, N_("No")),
    (ReferralWill.GAVE_NAMES, N_("Named friends")),
)

TABLES_PLANNING: dict[str, str] = {
    "series": N_("Series"),
    "absence": N_("Absence"),
    "shop_day": N_("Day of the shop"),
    "shop_year": N_("Year with its holidays"),
    "handover_slip": N_("Hand-over slip"),
}

COLUMNS_PLANNING: dict[tuple[str, str], str] = {
    ("shop", "opens_at"): N_("Opens at"),
    ("shop", "closes_at"): N_("Closes at"),
    ("shop", "rest_days"): N_("Weekly rest"),
    ("visit", "slot"): N_("Time"),
    ("visit", "way"): N_("Way"),
    ("visit", "trouble"): N_("Trouble"),
    ("visit", "suggestion"): N_("Suggestion"),
    ("visit", "friends"): N_("Would bring friends"),
    ("visit", "friend_names"): N_("Friends named"),
    ("next_step", "left_out"): N_("Left out before"),
    ("series", "starts_on"): N_("Starts on"),
    ("series", "season_from"): N_("Season from"),
    ("series", "season_to"): N_("Season until"),
    ("series", "holidays"): N_("On days off"),
    ("series", "purpose"): N_("What to do"),
    ("series", "way"): N_("Way"),
    ("series", "slot"): N_("Time"),
    ("series", "reason"): N_("Reason"),
    ("absence", "first_on"): N_("From"),
    ("absence", "last_on"): N_("Until"),
    ("absence", "kind"): N_("Why"),
    ("shop_day", "day"): N_("Day"),
    ("shop_day", "works"): N_("The shop works"),
    ("shop_year", "year"): N_("Year"),
    ("handover_slip", "from_department"): N_("From"),
    ("handover_slip", "to_department"): N_("To"),
    ("handover_slip", "from_id"): N_("Handed on by"),
    ("handover_slip", "to_id"): N_("Handed on to"),
    ("handover_slip", "sent_at"): N_("Handed on at"),
    ("handover_slip", "due_on"): N_("Answer until"),
    ("handover_slip", "promised"): N_("What was promised"),
    ("handover_slip", "open_points"): N_("What is still open"),
    ("handover_slip", "papers"): N_("Papers handed on"),
    ("handover_slip", "answered_at"): N_("Answered at"),
    ("handover_slip", "answered_by_id"): N_("Answered by"),
    ("handover_slip", "reason"): N_("Reason"),
}
