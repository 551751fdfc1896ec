"""What somebody else changed of a case while it lay open here, in a few words."""

from __future__ import annotations

from collections.abc import Sequence

from dealer_crm.domain.complaint_case import Clear
from dealer_crm.domain.complaints import ComplaintState, Step8
from dealer_crm.domain.journal import HistoryRow
from dealer_crm.i18n import N_, Translator
from dealer_crm.services.complaint_file import ComplaintFile
from dealer_crm.words.complaints import step_words
from dealer_crm.words.labels import label

FIELDS = {
    "staff_id": N_("With"),
    "cause": N_("Cause"),
    "liable": N_("Liable"),
    "measure": N_("Measure"),
    "prevention": N_("Prevention"),
    "prevention_staff_id": N_("Who does it"),
    "prevention_on": N_("By when"),
    "verification": N_("Verified how"),
    "satisfaction": N_("How content he is"),
    "manager_words": N_("The manager's opinion"),
    "owner_words": N_("The owner's opinion"),
    "authority_result": N_("Result at the authority"),
}
"""Fields of the case by the words that stand before them on its page."""


def changes(old: ComplaintFile, new: ComplaintFile, t: Translator) -> list[str]:
    """Return what differs between two readings of one case."""
    found = [*_steps(old, new, t), *_letters(old, new, t), *_clock(old, new, t)]
    found += [t(words) for name, words in FIELDS.items() if getattr(old, name) != getattr(new, name)]
    if old.clock.promised_by != new.clock.promised_by:
        found.append(t("He hears by"))
    if old.draft != new.draft:
        found.append(t("what was taken down"))
    if old.parts.costs != new.parts.costs:
        found.append(t("costs"))
    return found


def _steps(old: ComplaintFile, new: ComplaintFile, t: Translator) -> list[str]:
    found = []
    for step in Step8:
        before, after = old.done(step), new.done(step)
        if before == after:
            continue
        words = t("tick taken back: {what}") if after is None else t("ticked: {what}") if before is None else t("written anew: {what}")
        found.append(words.format(what=f"{int(step)} {step_words(step, t)}"))
    return found


def _letters(old: ComplaintFile, new: ComplaintFile, t: Translator) -> list[str]:
    before, after = ({done.letter: done.words for done in file.parts.clear} for file in (old, new))
    return [f"CLEAR: {label(letter, t)}" for letter in Clear if before.get(letter) != after.get(letter)]


def _clock(old: ComplaintFile, new: ComplaintFile, t: Translator) -> list[str]:
    found = []
    if old.state is not new.state:
        found.append(t("case closed") if new.state is ComplaintState.CLOSED else t("case opened again"))
    if old.parts.waiting != new.parts.waiting:
        found.append(t("it goes on") if new.parts.waiting is None else label(new.parts.waiting.wait_for, t))
    if len(old.parts.seen) != len(new.parts.seen):
        found.append(t("seen higher up"))
    return found


def who(rows: Sequence[HistoryRow], since: int, me: str) -> list[str]:
    """Return who else has worked on it since an entry, each once, the latest last."""
    return list(dict.fromkeys(row.actor for row in reversed(rows) if row.id > since and row.actor != me))
