"""A job on a site being planned or changed: stage, day and slot, the team, how to get in, and the material that goes along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from dealer_crm.domain.errors import DomainError
from dealer_crm.domain.jobs import JobDraft, JobStage
from dealer_crm.domain.journal import Role as StaffRole
from dealer_crm.i18n import Translator
from dealer_crm.services.drafts import KIND_JOB, DraftPlace
from dealer_crm.services.shop import StaffRow
from dealer_crm.ui.desk.kept_dialog import KeptDialog
from dealer_crm.ui.desk.second_save import save_both
from dealer_crm.ui.sites.doors import SiteDoors
from dealer_crm.ui.sites.materials import MaterialRows, rows_kept
from dealer_crm.ui.widgets import (
    Choice,
    Combo,
    DateField,
    Dialog,
    FormGrid,
    Ink,
    Label,
    LineEdit,
    MultiSegments,
    NumberField,
    Role,
    Segments,
)
from dealer_crm.words.labels import label

WIDTH = 760
WARNED = ("planned_on", "days", "slot", "leader_id", "members")
"""Fields on which it hangs what is in the way."""
ON_SITES = (StaffRole.INSTALLER, StaffRole.SERVICE)


@dataclass(frozen=True)
class JobStart:
    """What the dialog begins with: a new job of an order, or one that was opened at `version`. `title` says whose site it is.

    `mends` are the items that a new job mends.
    """

    order_id: int
    draft: JobDraft
    title: str
    job_id: int = 0
    number: str = ""
    version: int = 0
    mends: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """Return under which key what is typed is kept."""
        if self.draft.complaint_id and not self.job_id:
            return f"rectify-{self.draft.complaint_id}"
        if self.mends:
            return "-".join(("mend", *map(str, self.mends)))
        return str(self.job_id or f"new-{self.order_id}")


class JobDialog(Dialog):
    """`saved` carries the job. Stays open when it is refused."""

    saved = Signal(int)

    def __init__(self, t: Translator, doors: SiteDoors, start: JobStart, parent: QWidget) -> None:
        words = t("Job {number}").format(number=start.number) if start.job_id else t("New installation job")
        super().__init__(t, f"{words} · {start.title}" if start.title else words, parent, name="job_dialog", width=WIDTH)
        self._doors, self._start = doors, start
        place = DraftPlace(KIND_JOB, start.key, start.number or start.title)
        kept = doors.drafts.load(place.kind, place.key)
        self.form = self._grid = FormGrid(t, name="job_form", labels_left=False)
        with self._grid.together():
            self._build_plan()
            self._build_team()
            self._build_rest(rows_kept(kept))
        self.warnings = Label("", tone=Ink.WARN, name="job_warnings", wrap=True)
        self.box.addWidget(self._grid)
        self.box.insertWidget(0, self.warnings)
        button = self.add_button(t("Save"), role=Role.PRIMARY, key="Ctrl+Enter", name="job_save", icon="check")
        button.clicked.connect(self.accept)
        self.add_button(t("Later"), key="Esc", name="job_leave").clicked.connect(self.reject)
        self._grid.set_last(button)
        self.finished.connect(self.deleteLater)
        KeptDialog(t, self, doors.drafts, place)
        self._grid.edited.connect(lambda name: self._warn() if name in WARNED else None)
        self._warn()

    # the fields

    def _build_plan(self) -> None:
        t, form, draft = self._t, self._grid, self._start.draft
        stages = [Choice(stage, label(stage, t)) for stage in JobStage]
        self.stage = form.add("stage", t("Stage"), Segments(stages, name="job_stage"))
        self.stage.set_value(draft.stage)
        self.day = form.add("planned_on", t("Day"), DateField(t, self._doors.today, name="job_day"))
        self.day.set_value(draft.planned_on)
        self.slot = form.add("slot", t("Hour"), LineEdit(name="job_slot", chars=14, placeholder="9:00–12:00"), beside=True)
        self.slot.setText(draft.slot)
        self.days = form.add("days", t("Days"), NumberField(name="job_days", decimals=0, unit=t("days")), beside=True)
        self.days.set_value(draft.days)

    def _build_team(self) -> None:
        t, form, draft = self._t, self._grid, self._start.draft
        people = _on_sites_first(self._doors.reads.staff())
        leaders = [Choice(None, t("nobody yet")), *(Choice(one.id, one.name) for one in people)]
        self.leader = form.add("leader_id", t("Team leader"), Combo(leaders, name="job_leader"))
        self.leader.set_value(draft.leader_id)
        self.crew = form.add("crew", t("Team from outside"), LineEdit(name="job_crew"), beside=True)
        self.licences = form.add("licences", t("Licences"), LineEdit(name="job_licences"), beside=True)
        self.members = form.add("members", t("Team"), MultiSegments([Choice(one.id, one.name) for one in people], name="job_members"))
        self.members.set_values(draft.member_ids)
        self.crew.setText(draft.crew)
        self.licences.setText(draft.licences)

    def _build_rest(self, rows: int) -> None:
        t, form, draft = self._t, self._grid, self._start.draft
        self.access = form.add("access", t("How to get in"), LineEdit(name="job_access"))
        self.special = form.add("special", t("What this household wants"), LineEdit(name="job_special"), beside=True)
        self.note = form.add("note", t("Note"), LineEdit(name="job_note"))
        self.access.setText(draft.access or "")
        self.special.setText(draft.special or "")
        self.note.setText(draft.note)
        self.note.setCursorPosition(0)
        part = form.add_section("materials", t("Material of the job"), opened=bool(draft.materials or rows))
        self.materials = MaterialRows(t, self, part, self._doors.reads.products)
        self.materials.show(draft.materials, rows)
        part.add_wide(self.materials.add_button)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the day: the stage is proposed."""
        super().showEvent(event)
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)

    # what is typed

    def draft(self) -> JobDraft:
        """Return the job as typed."""
        return replace(
            self._start.draft,
            stage=self.stage.value() or self._start.draft.stage,
            planned_on=self.day.value(),
            slot=self.slot.text(),
            days=self.days.value() or 1,
            leader_id=self.leader.value(),
            member_ids=tuple(self.members.values()),
            crew=self.crew.text(),
            licences=self.licences.text(),
            access=_typed(self.access.text(), self._start.draft.access),
            special=_typed(self.special.text(), self._start.draft.special),
            note=self.note.text(),
            materials=self.materials.materials(),
        )

    def _warn(self) -> None:
        """Say what stands against the day: somebody is away, or elsewhere."""
        said = self._doors.reads.warnings(self.draft(), self._start.job_id)
        self.warnings.setText("\n".join(said))
        self.warnings.setVisible(bool(said))

    def accept(self) -> None:
        """Save; the dialog stays open where that is refused."""
        self._grid.clear_errors()
        try:
            job_id = self._save()
        except DomainError as error:
            self.show_error(error)
        else:
            super().accept()
            self.saved.emit(job_id)

    def _save(self) -> int:
        start, writes = self._start, self._doors.writes
        if not start.job_id:
            return writes.plan(start.order_id, self.draft())
        save_both(partial(writes.edit, start.job_id), self.draft(), (start.draft, start.version), self._read)
        return start.job_id

    def _read(self) -> tuple[JobDraft, int]:
        file = self._doors.reads.job(self._start.job_id)
        return file.draft, file.version


def _on_sites_first(people: Sequence[StaffRow]) -> list[StaffRow]:
    """Return who goes to sites before the others."""
    return sorted(people, key=lambda one: one.role not in ON_SITES)


def _typed(text: str, before: str | None) -> str | None:
    """Return what is typed; nothing typed where the house was asked stays a question to the house."""
    return before if before is None and not text.strip() else text
