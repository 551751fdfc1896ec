"""What the strip says: one thing with its time, many things by their number, and how it all adds up."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import datetime

from dealer_crm.domain.agenda import AgendaRow
from dealer_crm.domain.reminders import Due, Standing, Sum
from dealer_crm.i18n import Translator
from dealer_crm.ui.shell.reminder_strip import DONE, OPEN, POSTPONE, SHOW, Said
from dealer_crm.words.agenda import kind_words, matter


def single_said(due: Due, row: AgendaRow, wall: datetime, t: Translator) -> Said:
    """Return what is said of one thing: when, what kind, who, where, what to do."""
    when = f"{row.at:%H:%M}" if row.at else ""
    if row.due_on != wall.date():
        when = f"{row.due_on:%m-%d} {when}".strip()
    who = " ".join(part for part in (row.name or row.number, row.community) if part)
    text = " ".join(part for part in (when, kind_words(row, t), who) if part)
    what = matter(row, t)
    deeds = {OPEN, POSTPONE} | ({DONE} if row.completable else set())
    urgent = row.due_on < wall.date() or (row.at is not None and datetime.combine(row.due_on, row.at) <= wall)
    return Said(due, f"{text}: {what}" if what else text, frozenset(deeds), urgent)


def together_said(key: Hashable, standing: Standing, t: Translator) -> Said:
    """Return what is said of all that has no time of its own today, in one line."""
    today, late = len(standing.today), len(standing.late)
    parts = []
    if today:
        parts.append(t.plural("{n} due today", "{n} due today", today).format(n=today))
    if late:
        parts.append(t.plural("{n} overdue", "{n} overdue", late).format(n=late))
    text = t(", ").join(parts)
    if standing.missed:
        closed = t.plural("{n} fell due while the program was closed", "{n} fell due while the program was closed", standing.missed).format(
            n=standing.missed
        )
        text = t("{what}; {closed}").format(what=text, closed=closed)
    return Said(key, text, frozenset({SHOW}), bool(late))


def sum_sentence(found: Sum, t: Translator) -> str:
    """Return how it adds up, and a warning where it does not."""
    words = t("Due today {due}, overdue {overdue}: reminded of {reminded}, later today {later}; still open {open}.")
    said = words.format(due=found.due, overdue=found.overdue, reminded=found.reminded, later=found.later, open=found.open)
    if found.sound:
        return said
    return said + " " + t("This does not add up: look at Today, which shows everything that is due.")


def sample_said(key: Hashable, t: Translator) -> Said:
    """Return a reminder that is none, to see how they look."""
    return Said(key, t("This is how a reminder looks: it stays until somebody dealt with it."), frozenset({DONE}))
