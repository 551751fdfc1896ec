"""How sites and jobs are written: cards of the board, lines of the list, facts of a job, what is still wanted; pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dealer_crm.domain.acceptances import AcceptanceState
from dealer_crm.domain.dates import local_day
from dealer_crm.domain.deliveries import OPEN_STATES, shown_quantity
from dealer_crm.domain.jobs import JobStage, JobState, MaterialDraft
from dealer_crm.domain.promises import PromiseState
from dealer_crm.domain.text import apart
from dealer_crm.i18n import Translator
from dealer_crm.services.acceptance_list import AcceptanceRow, WantedSheet
from dealer_crm.services.failed_items import FailedAt, FailedItem
from dealer_crm.services.job_file import JobFile
from dealer_crm.services.order_file import PromiseRow
from dealer_crm.services.sites import SiteFile, SiteRow
from dealer_crm.ui.deliveries.phrases import planned_day, planned_words
from dealer_crm.ui.desk.phrases import clock_time, short_day
from dealer_crm.ui.sites.cards import Mark, SiteCard
from dealer_crm.ui.sites.track import Station
from dealer_crm.ui.theme import Tone
from dealer_crm.ui.widgets import Chip, Column
from dealer_crm.words.labels import label

Today = Callable[[], date]
UNPLANNED, HAND_OVER = "unplanned", "hand_over"
"""Columns of the board before the first stage and behind the last."""
COLUMNS = (UNPLANNED, *(stage.value for stage in JobStage), HAND_OVER)
LAST = (JobStage.UNITS, JobStage.COMMISSIONING)
"""Stages after which a site may be handed over."""
LONGEST_ZONE = 24
_UNTIL = re.compile(r"[-\u2013\u2014~\uff5e\u81f3\u5230]")
TONES = {
    JobState.PLANNED: (Tone.NEUTRAL, "calendar"),
    JobState.CONFIRMED: (Tone.INFO, "calendar-clock"),
    JobState.UNDER_WAY: (Tone.WARN, "wrench"),
    JobState.DONE: (Tone.DONE, "circle-check"),
    JobState.CANCELLED: (Tone.NEUTRAL, "circle-x"),
}


@dataclass(frozen=True)
class Extra:
    """What hangs on the order of a site besides: the sheets that its goods want, and what was promised."""

    wanted: Sequence[WantedSheet] = ()
    promises: Sequence[PromiseRow] = ()


def job_chip(job: JobFile, t: Translator) -> Chip:
    """Return the chip of a job's state."""
    tone, icon = TONES[job.state]
    return Chip(label(job.state, t), tone, icon)


def when_words(planned_on: date | None, slot: str, days: int, today: date, t: Translator) -> str:
    """Write when a job is: today 9:00–12:00 · 2 days."""
    words = planned_words(planned_on, slot, today, t)
    return f"{words} · {t.plural('{n} day', '{n} days', days).format(n=days)}" if days > 1 else words


def job_title(job: JobFile, today: date, t: Translator) -> str:
    """Name a job by its stage and day."""
    draft = job.draft
    if job.state is JobState.DONE and job.finished_at is not None:
        return f"{label(draft.stage, t)} · {short_day(local_day(job.finished_at), today)}"
    return f"{label(draft.stage, t)} · {when_words(draft.planned_on, draft.slot, draft.days, today, t)}"


def team_words(job: JobFile) -> str:
    """Name who goes: those of the shop, then the team from outside."""
    return " ".join(map(apart, filter(None, (*job.people, job.draft.crew))))


def material_words(one: MaterialDraft, t: Translator) -> str:
    """Write a material: 20 m of it taken, 3 back."""
    taken = f"{apart(one.name)} {shown_quantity(one.taken)} {one.unit}".strip()
    return taken + (t(" (back {count})").format(count=shown_quantity(one.returned)) if one.returned else "")


def job_facts(job: JobFile, today: date, t: Translator) -> str:
    """Return what is known of a job, one fact a line."""
    draft = job.draft
    named = (
        (t("How to get in"), apart(draft.access or "")),
        (t("What this household wants"), apart(draft.special or "")),
        (t("Licences"), apart(draft.licences)),
        (t("Material"), ", ".join(material_words(one, t) for one in draft.materials)),
        (t("Note"), apart(draft.note)),
        (t("How it went"), " · ".join(_course(job, today, t))),
    )
    return "\n".join(t("{label}: {text}").format(label=title, text=text) for title, text in named if text)


def _course(job: JobFile, today: date, t: Translator) -> list[str]:
    """Return what happened with a job, in order."""
    told = []
    if job.agreed_at is not None and job.agreed_by is not None:
        words = t("agreed by {channel} on {day}")
        told.append(words.format(channel=label(job.agreed_by, t), day=short_day(local_day(job.agreed_at), today)))
    for instant, words in (
        (job.called_at, t("called ahead {time}")),
        (job.started_at, t("begun {time}")),
        (job.finished_at, t("ended {time}")),
    ):
        if instant is not None:
            told.append(words.format(time=f"{short_day(local_day(instant), today)} {clock_time(instant)}"))
    signers = [one.name for one in job.signatures] or ([job.signed_by] if job.signed_by else [])
    if signers:
        told.append(t("Signed by {name}").format(name=", ".join(map(apart, filter(None, signers)))))
    if job.reason:
        told.append(t("Reason: {reason}").format(reason=apart(job.reason)))
    return told


def sheet_chip(row: AcceptanceRow, today: date, t: Translator) -> Chip:
    """Return the chip of an acceptance sheet: passed, failed items, or how far it is."""
    if row.state is AcceptanceState.VALID:
        return Chip(label(row.state, t), Tone.DONE, "circle-check")
    if row.failed:
        late = row.due_on is not None and row.due_on < today
        words = t.plural("{n} failed", "{n} failed", row.failed).format(n=row.failed)
        return Chip(words, Tone.DANGER if late else Tone.WARN, "triangle-alert")
    return Chip(f"{row.settled}/{row.wanted}", Tone.INFO if row.settled else Tone.NEUTRAL, "list-checks")


def column_of(row: SiteRow) -> str:
    """Return in which column of the board a site stands: its stage, before it none, after it ready for the hand-over."""
    if row.job_id is None and row.failed:
        return JobStage.RECTIFY.value
    if row.stage is None:
        return UNPLANNED
    over = row.job_id is None and row.stage is row.done and row.done in LAST
    return HAND_OVER if over and row.sheets_valid == row.sheets else row.stage.value


def card_of(row: SiteRow, today: date, t: Translator) -> SiteCard:
    """Return a site as the board shows it."""
    return SiteCard(
        id=row.order_id,
        column=column_of(row),
        title=row.customer or row.customer_number,
        place=row.community or row.address,
        goods=row.goods,
        team=team_of(row) or t("no team yet"),
        when=when_chip(row, today, t),
        marks=tuple(marks_of(row, t)),
        late=row.late,
    )


def team_of(row: SiteRow) -> str:
    """Name who leads a site: the leader with the number of those who go along, and the team from outside."""
    more = len(row.people) - 1
    return " ".join(filter(None, (apart(row.leader), f"+{more}" if row.leader and more > 0 else "", apart(row.crew))))


def when_chip(row: SiteRow, today: date, t: Translator) -> Chip:
    """Return the chip of the next day of a site, with the hour at which it begins."""
    if row.job_id is None and row.next_on is None:
        return Chip(t("No job planned"), Tone.NEUTRAL, "circle-dashed")
    begins = _UNTIL.split(row.slot, maxsplit=1)[0].strip()
    words = f"{planned_day(row.next_on, today, t)} {begins}".strip() or row.slot or t("no day yet")
    if row.state is JobState.UNDER_WAY:
        return Chip(label(row.state, t), Tone.WARN, "wrench")
    if row.late:
        return Chip(words, Tone.DANGER, "circle-alert")
    return Chip(words, Tone.INFO if row.next_on == today else Tone.NEUTRAL, "calendar-clock" if row.agreed else "calendar")


def marks_of(row: SiteRow, t: Translator) -> Iterator[Mark]:
    """Yield the marks at the foot of a card: sheets, what failed, deliveries."""
    if row.sheets:
        said = t("{valid} of {all} acceptance sheets are valid").format(valid=row.sheets_valid, all=row.sheets)
        tone = Tone.DONE if row.sheets_valid == row.sheets else Tone.NEUTRAL
        yield Mark("list-checks", f"{row.sheets_valid}/{row.sheets}", said, tone)
    if row.failed:
        words = t.plural("{n} item did not pass", "{n} items did not pass", row.failed).format(n=row.failed)
        yield Mark("triangle-alert", str(row.failed), words, Tone.DANGER)
    if row.deliveries_open:
        words = t.plural("{n} delivery is not handed over", "{n} deliveries are not handed over", row.deliveries_open)
        yield Mark("truck", str(row.deliveries_open), words.format(n=row.deliveries_open))


def site_words(row: SiteRow) -> str:
    """Return what a filter looks for in a site."""
    parts = (row.customer, row.customer_number, row.phone, row.community, row.address, row.goods, row.order_number, row.job_number)
    return " ".join((*parts, row.leader, row.crew)).casefold()


def column_words(key: str, t: Translator) -> str:
    """Name a column of the board."""
    if key == UNPLANNED:
        return t("To be planned")
    return t("Ready for hand-over") if key == HAND_OVER else label(JobStage(key), t)


def list_columns(t: Translator, today: Today) -> list[Column]:
    """Return the columns of the list."""

    def when(row: SiteRow) -> Chip:
        return when_chip(row, today(), t)

    def marks(row: SiteRow) -> str:
        return "  ".join(f"{one.said}" for one in marks_of(row, t))

    def stage(row: SiteRow) -> str:
        return column_words(column_of(row), t)

    return [
        Column("customer", t("Customer"), lambda row: row.customer or row.customer_number, 10, bold=True, sortable=False),
        Column("stage", t("Stage"), stage, 12 if t.language == "zh" else 18, sortable=False),
        Column("next_on", t("Planned for"), lambda row: when(row).text, 18, chip=when, sortable=False),
        Column("community", t("Community"), lambda row: row.community or row.address, 12, stretch=1, sortable=False, rank=1),
        Column("goods", t("Goods"), lambda row: row.goods, 16, stretch=1, quiet=True, sortable=False, rank=3),
        Column("team", t("Team"), team_of, 10, sortable=False, rank=2),
        Column("open", t("What is open"), marks, 18, quiet=True, sortable=False, rank=4),
    ]


def stations(file: SiteFile, today: date, t: Translator) -> list[Station]:
    """Return the stages of a site with their days; what is mended stands in it only where there is a job for it."""
    shown = [stage for stage in JobStage if stage is not JobStage.RECTIFY or any(job.draft.stage is stage for job in file.jobs)]
    return [_station(stage, file, today, t) for stage in shown]


def _station(stage: JobStage, file: SiteFile, today: date, t: Translator) -> Station:
    jobs = [job for job in file.jobs if job.draft.stage is stage]
    waiting = [job for job in jobs if job.is_open]
    ended = [local_day(job.finished_at) for job in jobs if job.finished_at is not None]
    arranged = [job.draft.next_on for job in file.jobs if job.draft.next_stage is stage and job.draft.next_on]
    day = next((job.planned_on for job in waiting if job.planned_on), None) or max(ended, default=None) or max(arranged, default=None)
    return Station(
        title=label(stage, t),
        date=short_day(day, today) if day else "",
        done=bool(ended) and not waiting,
        current=any(job.state is JobState.UNDER_WAY for job in waiting) or (bool(waiting) and stage is file.stage),
        planned=bool(waiting or (arranged and not ended)),
    )


def missing_words(file: SiteFile, extra: Extra, t: Translator) -> list[str]:
    """Say what the hand-over of a site still wants besides its items that failed."""
    jobs = [t("{stage} is not over").format(stage=label(job.draft.stage, t)) for job in file.jobs if job.is_open]
    wanted = [t("{sheet} is not begun").format(sheet=one.words(t.language)) for one in extra.wanted if one.own and not one.begun]
    sheets = [_sheet_gap(row, t) for row in file.acceptances if row.state is AcceptanceState.OPEN]
    goods = [t("{number} is not signed for").format(number=row.number) for row in file.deliveries if row.state in OPEN_STATES]
    promises = [t("Promised: {words}").format(words=apart(one.words)) for one in extra.promises if one.state is PromiseState.OPEN]
    return [*jobs, *wanted, *sheets, *goods, *promises]


def _sheet_gap(row: AcceptanceRow, t: Translator) -> str:
    counted = t("required items: {done} of {all} settled").format(done=row.settled, all=row.wanted)
    return t("{label}: {text}").format(label=row.words(t.language), text=counted)


def failed_words(item: FailedItem, file: SiteFile, t: Translator) -> str:
    """Name an item that failed and on what it stands: AC-H4 Pressure hold · Hidden works ground floor; a long zone is shortened."""
    sheets = {row.id: " ".join(filter(None, (row.words(t.language), apart(_short(row.zone))))) for row in file.acceptances}
    jobs = {job.id: label(job.draft.stage, t) for job in file.jobs}
    place = {FailedAt.ACCEPTANCE: sheets, FailedAt.JOB: jobs}.get(item.at, {}).get(item.record_id, item.number)
    return f"{item.code} {item.words(t.language)} · {place}"


def long_zone(item: FailedItem, file: SiteFile) -> str:
    """Return the zone of the sheet of an item that failed where it is told shortened, else ""."""
    zones = (row.zone for row in file.acceptances if item.at is FailedAt.ACCEPTANCE and row.id == item.record_id)
    return next((zone for zone in zones if len(zone) > LONGEST_ZONE), "")


def _short(zone: str) -> str:
    """Return so much of a zone as a line beside others has room for."""
    return zone if len(zone) <= LONGEST_ZONE else zone[: LONGEST_ZONE - 1] + "…"


def mend_words(item: FailedItem, t: Translator) -> str:
    """Say to those who mend it what failed and how: AC-H4 Pressure hold: lost 0.1 MPa."""
    named = f"{item.code} {item.words(t.language)}"
    return t("{label}: {text}").format(label=named, text=apart(item.note)) if item.note else named
