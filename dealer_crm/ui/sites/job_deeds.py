"""What can be done with a job in each state: which buttons it has, in which order, and by which key."""

from __future__ import annotations

from enum import StrEnum

from dealer_crm.domain.jobs import JobState
from dealer_crm.i18n import N_, Translator


class JobDeed(StrEnum):
    """A deed of a job."""

    AGREE = "agree"
    CALLED = "called"
    START = "start"
    DONE = "done"
    SIGN = "sign"
    SHEET = "sheet"
    EDIT = "edit"
    TEXT = "text"
    PRINT = "print"
    CALL_OFF = "call_off"


WORDS = {
    JobDeed.AGREE: (N_("Agree the time…"), "calendar-clock", "A"),
    JobDeed.CALLED: (N_("Called ahead"), "phone-call", "L"),
    JobDeed.START: (N_("Work begins"), "wrench", "S"),
    JobDeed.DONE: (N_("Finish the job…"), "circle-check", "F"),
    JobDeed.SIGN: (N_("Customer signs…"), "user-check", "G"),
    JobDeed.SHEET: (N_("Begin a sheet…"), "list-checks", "B"),
    JobDeed.EDIT: (N_("Edit"), "pencil", "F2"),
    JobDeed.TEXT: (N_("Copy dispatch text"), "message-circle", "Ctrl+Shift+C"),
    JobDeed.PRINT: (N_("Dispatch sheet"), "printer", "Ctrl+P"),
    JobDeed.CALL_OFF: (N_("Call it off…"), "circle-x", ""),
}
"""Words, icon and key of each deed; a key of one letter works where the focus is on the job."""

_AFTER = (JobDeed.EDIT, JobDeed.TEXT, JobDeed.PRINT)
_DEEDS = {
    JobState.PLANNED: (JobDeed.AGREE, JobDeed.START, *_AFTER, JobDeed.DONE, JobDeed.CALL_OFF),
    JobState.CONFIRMED: (JobDeed.CALLED, JobDeed.START, *_AFTER, JobDeed.AGREE, JobDeed.DONE, JobDeed.CALL_OFF),
    JobState.UNDER_WAY: (JobDeed.DONE, JobDeed.SHEET, JobDeed.SIGN, *_AFTER),
    JobState.DONE: (JobDeed.SIGN, JobDeed.PRINT),
    JobState.CANCELLED: (),
}
BUTTONS = 5
"""So many deeds stand as buttons; the others are in the menu behind them."""


def deeds_of(state: JobState, *, called: bool, offered: frozenset[JobDeed]) -> tuple[JobDeed, ...]:
    """Return what can be done with a job, the next step first; what nobody answers (`offered`) is left out, a call is made once."""
    found = _DEEDS[state]
    return tuple(one for one in found if one in offered and not (called and one is JobDeed.CALLED))


def words_of(deed: JobDeed, t: Translator) -> str:
    """Name a deed."""
    return t(WORDS[deed][0])
